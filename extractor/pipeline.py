"""The road from a file to its notice, a line for each stage."""

from __future__ import annotations

import os
from dataclasses import replace

from extractor.assemble import assemble
from extractor.diagnostics import Diagnostic
from extractor.document import Document
from extractor.errors import NoContent
from extractor.front import read_front
from extractor.limits import STANDARD, Limits
from extractor.lists import find_records
from extractor.notice import Notice, TableSummary
from extractor.readers import read
from extractor.record import Record
from extractor.tables.rebuild import Rebuilt, rebuild
from extractor.vocabulary import Vocabulary, standard


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
    records, before, after = _records(document, rebuilt, vocabulary)
    front = read_front(before, after, vocabulary)
    remarks: list[Diagnostic] = [
        *document.diagnostics,
        *rebuilt.remarks,
        *(one for table in rebuilt.tables for one in table.remarks),
    ]
    return assemble(document.source, front, _titled(rebuilt, vocabulary), records, remarks, vocabulary)


def _titled(rebuilt: Rebuilt, vocabulary: Vocabulary) -> list[TableSummary]:
    """Give the summary of each table with the lines over it: a file may hold several attachments."""
    summaries = []
    for table in rebuilt.tables:
        over = read_front([*(line.text for line in table.before), *table.inside], [], vocabulary)
        summaries.append(replace(table.summary, attachment=over.attachment, title=over.title))
    return summaries


def _records(
    document: Document, rebuilt: Rebuilt, vocabulary: Vocabulary
) -> tuple[tuple[Record, ...], list[str], list[str]]:
    """Give the records of the tables, else of the list, with the lines before and behind them."""
    first = next((at for at, table in enumerate(rebuilt.tables) if table.records), None)
    if first is not None:
        records = tuple(record for table in rebuilt.tables for record in table.records)
        before = [line.text for table in rebuilt.tables[: first + 1] for line in table.before]
        inside = list(rebuilt.tables[first].inside)
        after = [line.text for table in rebuilt.tables[first + 1 :] for line in table.before]
        return records, [*before, *inside], [*after, *(line.text for line in rebuilt.after)]
    listed = find_records(rebuilt.paragraphs, vocabulary)
    if listed.records:
        return listed.records, list(listed.before), list(listed.after)
    raise NoContent(document.source.name, *_why_nothing(rebuilt))


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
