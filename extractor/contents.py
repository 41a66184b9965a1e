"""What a file says in order: its tables, the lists among its attachments, and the lines around them.

附件1, a list     an attachment of its own: its entries are records
附件2, a table    the label and the title over it are the table's
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from extractor.document import Cell, Paragraph
from extractor.front import is_attachment, read_front
from extractor.lists import Listed, find_records
from extractor.notice import TableSummary
from extractor.record import Record
from extractor.tables.rebuild import Rebuilt
from extractor.vocabulary import Vocabulary

# One numbered line below a label may be a note; a list has more.
_FEWEST_ENTRIES = 2


class Contents(NamedTuple):
    """The records of a file in order, and the lines before the first and behind it."""

    records: tuple[Record, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def read_contents(rebuilt: Rebuilt, vocabulary: Vocabulary) -> Contents:
    """Give the records of the tables and of the lists attached beside them, else of the one list; maybe none."""
    if not any(table.records for table in rebuilt.tables):
        listed = find_records(rebuilt.paragraphs, vocabulary)
        return Contents(listed.records, listed.before, listed.after)
    records: list[Record] = []
    before: list[str] = []
    after: list[str] = []
    for table in (*rebuilt.tables, None):
        lines = table.before if table else rebuilt.after
        lists = _attached(lines, table is None, rebuilt, vocabulary)
        for listed in lists:
            (after if records else before).extend(listed.before)
            records += listed.records
        (after if records else before).extend(line.text for line in lines)
        if table and (table.records or records):
            (after if records else before).extend(table.inside)
            records += table.records
    return Contents(tuple(records), tuple(before), tuple(after))


def table_titles(rebuilt: Rebuilt, vocabulary: Vocabulary) -> list[TableSummary]:
    """Give the summary of each table with the lines over it: a file may hold several attachments."""
    summaries = []
    for table in rebuilt.tables:
        over = read_front([*(line.text for line in table.before), *table.inside], [], vocabulary)
        summaries.append(replace(table.summary, attachment=over.attachment, title=over.title))
    return summaries


def _attached(lines: Sequence[Paragraph], at_end: bool, rebuilt: Rebuilt, vocabulary: Vocabulary) -> Iterator[Listed]:
    """Give the lists below the labels of attachments; the lines right over a table are the table's."""
    labels = [at for at, line in enumerate(lines) if is_attachment(line.text.strip(), vocabulary)]
    ends = [*labels[1:], *([len(lines)] if at_end else [])]
    for start, end in zip(labels, ends, strict=False):
        listed = find_records(lines[start:end], vocabulary)
        if len(listed.records) >= _FEWEST_ENTRIES:
            first = next(at for at, line in enumerate(rebuilt.paragraphs) if line is lines[start])
            # Paragraphs are counted from the top of the file.
            below = partial(_moved, rows=first)
            yield listed._replace(records=tuple(record.placed(below) for record in listed.records))


def _moved(cell: Cell, rows: int) -> Cell:
    return cell._replace(row=cell.row + rows)
