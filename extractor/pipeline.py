"""The road from a file to its notice, a line for each stage."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import islice

from extractor.assemble import assemble
from extractor.contents import read_contents, table_titles
from extractor.diagnostics import Diagnostic
from extractor.document import Document
from extractor.errors import NoContent
from extractor.front import read_front
from extractor.limits import STANDARD, Limits
from extractor.notice import Notice
from extractor.readers import read
from extractor.record import Record
from extractor.tables.rebuild import Rebuilt, rebuild
from extractor.vocabulary import Vocabulary, standard

_LETTER = re.compile(r"[^\W\d_]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SAMPLE = 100
_FOREIGN = (
    "its numbered lines or tables are not in Chinese, so they are no list of tasks",
    "check that it is the notice itself",
)


def extract(
    file: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    pdf_engine: str = "pdfium",
    vocabulary: Vocabulary | None = None,
    limits: Limits = STANDARD,
    split_tasks: bool = True,
) -> Notice:
    """Read a notice: a path, or bytes with a `name`.

    A cell that lists several tasks (1.… 2.…) gives an item for each, unless `split_tasks` is False.

    Raises an `ExtractorError` that says what is wrong with the file and what to do.
    """
    document = read(file, name=name, pdf_engine=pdf_engine, limits=limits)
    return convert(document, vocabulary or standard(), split_tasks=split_tasks)


def convert(document: Document, vocabulary: Vocabulary, *, split_tasks: bool = True) -> Notice:
    """Make the notice of a document that has been read."""
    rebuilt = rebuild(document, vocabulary, split_tasks=split_tasks)
    contents = read_contents(rebuilt, vocabulary)
    if not contents.records:
        raise NoContent(document.source.name, *_why_nothing(rebuilt))
    if not _is_chinese(contents.records):
        raise NoContent(document.source.name, *_FOREIGN)
    front = read_front(contents.before, contents.after, vocabulary)
    remarks: list[Diagnostic] = [
        *document.diagnostics,
        *rebuilt.remarks,
        *(one for table in rebuilt.tables for one in table.remarks),
    ]
    tables = table_titles(rebuilt, vocabulary)
    return assemble(document.source, front, tables, contents.records, remarks, vocabulary)


def _is_chinese(records: Sequence[Record]) -> bool:
    """Tell whether most letters of the first cells are Chinese: programs and licences have numbered lines as well."""
    cells = (cell for record in records for cell in (*record.cells.values(), *record.extra.values()))
    text = "".join(cell.text for cell in islice(cells, _SAMPLE))
    return len(_CHINESE.findall(text)) * 2 > len(_LETTER.findall(text))


def _why_nothing(rebuilt: Rebuilt) -> tuple[str, str]:
    if rebuilt.remarks:
        return (
            "its table has lost its borders, and its lines cannot be told apart without guessing",
            "take the .docx or .pdf of the notice, or copy the table with a tab between the cells",
        )
    if rebuilt.tables:
        headers = "、".join(cell.text.strip() for cell in rebuilt.tables[0].grid.rows[0] if cell.text.strip())[:80]
        return (
            f"its table has no header that names known columns (it begins with: {headers})",
            "add the wording of its columns to a vocabulary file and give it with --vocabulary",
        )
    return (
        "it holds neither a table nor a numbered list of tasks",
        "check that it is the attachment, not its covering letter",
    )
