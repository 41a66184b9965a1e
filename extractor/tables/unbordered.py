"""Tables copied from a web page whose borders are lost: one cell a line.

序号 / 项目 / 责任单位 / 1 / 公厕 / 城管局 / 2 / 停车 / 公安局

The header says how many lines a row has and the numbers say where each begins. A row that has another number of
lines cannot be told apart without guessing; it is reported and left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractor.diagnostics import BORDERS_LOST, BORDERS_REBUILT, Diagnostic
from extractor.document import Cell, Document, Paragraph, Table
from extractor.kept import compiled
from extractor.tables.columns import read_heading
from extractor.text.clean import clean, squeeze
from extractor.text.numerals import parse
from extractor.vocabulary import Vocabulary

_NUMBER = compiled(r"[（(]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")
_LONGEST_HEADING = 24
_MOST_COLUMNS = 15
# A line that ends so is finished by the next one: 县公安局、
_OPEN = tuple("、，,（(")
# A table of fewer rows than this is no proof that its last row ends where it should.
_FEWEST_ROWS = 2


class Bordered(NamedTuple):
    """The blocks of a document with its lost tables among them, and what was remarked."""

    blocks: tuple[Paragraph | Table, ...]
    remarks: tuple[Diagnostic, ...]


class _Found(NamedTuple):
    table: Table | None
    end: int
    remarks: tuple[Diagnostic, ...]


def with_borders(document: Document, vocabulary: Vocabulary) -> Bordered:
    """Rebuild the tables of a text that stand one cell a line; the blocks of other documents are left alone."""
    if document.source.format != "txt":
        return Bordered(document.blocks, ())
    blocks: list[Paragraph | Table] = []
    remarks: list[Diagnostic] = []
    at = 0
    while at < len(document.blocks):
        found = _find(document.blocks, at, vocabulary)
        if found:
            remarks += found.remarks
        if found and found.table:
            blocks.append(found.table)
            at = found.end
        else:
            blocks.append(document.blocks[at])
            at += 1
    return Bordered(tuple(blocks), tuple(remarks))


def _find(blocks: Sequence[Paragraph | Table], at: int, vocabulary: Vocabulary) -> _Found | None:
    first = blocks[at]
    if isinstance(first, Table) or read_heading(first.text, vocabulary).field != "sequence":
        return None
    lines, ends = _lines(blocks, at)
    header = _header(lines, vocabulary)
    if not header:
        return None
    rows, wrong, end = _rows(lines, header, vocabulary)
    where = f"line {at}"
    if len(rows) < _FEWEST_ROWS or len(rows) <= len(wrong):
        return _Found(None, at, (BORDERS_LOST.at(where, row=squeeze(lines[0]), text="、".join(header)),))
    cells = [Cell(text, row, col) for row, texts in enumerate([header, *rows]) for col, text in enumerate(texts)]
    # A section stands across the table.
    cells = [
        cell._replace(colspan=len(header)) if cell.row and len(rows[cell.row - 1]) == 1 else cell for cell in cells
    ]
    remarks = (
        BORDERS_REBUILT.at(where),
        *(BORDERS_LOST.at(where, row=texts[0], text=clean("；".join(texts))) for texts in wrong),
    )
    return _Found(Table(tuple(cells), header_rows=1), ends[end - 1] + 1, remarks)


def _lines(blocks: Sequence[Paragraph | Table], at: int) -> tuple[list[str], list[int]]:
    """Give the cells from a block up to the next table, and the block that each ends in."""
    lines: list[str] = []
    ends: list[int] = []
    for index in range(at, len(blocks)):
        block = blocks[index]
        if isinstance(block, Table):
            break
        if lines and lines[-1].endswith(_OPEN):
            lines[-1] += block.text
            ends[-1] = index
        else:
            lines.append(block.text)
            ends.append(index)
    return lines, ends


def _header(lines: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Give the lines that head the columns, 序号 first and up to the first number; else nothing."""
    behind = (at for at, line in enumerate(lines) if _number(line) == 1 or _is_section(line, vocabulary))
    end = next(behind, 0)
    if end > _MOST_COLUMNS:
        return []
    header = list(lines[:end])
    known = {field for line in header if (field := read_heading(line, vocabulary).field)}
    short = all(len(squeeze(line)) <= _LONGEST_HEADING for line in header)
    return header if short and len(known) > 2 and len(known) * 2 >= len(header) else []


def _rows(
    lines: Sequence[str], header: Sequence[str], vocabulary: Vocabulary
) -> tuple[list[list[str]], list[list[str]], int]:
    """Give the rows that have a line for each column, those that do not, and the line behind the last."""
    rows: list[list[str]] = []
    wrong: list[list[str]] = []
    width, at, number, end = len(header), len(header), 1, len(header)
    while at < len(lines):
        if list(lines[at : at + width]) == list(header):
            at += width
        elif _is_section(lines[at], vocabulary):
            rows.append([lines[at]])
            at += 1
        elif _number(lines[at]) == number:
            stop = _stop(lines, at, width, number, header, vocabulary)
            (rows if stop - at == width else wrong).append(list(lines[at:stop]))
            at, end, number = stop, stop, number + 1
        else:
            break
    return rows, wrong, end


def _stop(lines: Sequence[str], at: int, width: int, number: int, header: Sequence[str], vocabulary: Vocabulary) -> int:
    """Give the line behind a row: where the next number, a section or the header follows, else as the header says."""

    def begins(line: int) -> bool:
        if line >= len(lines):
            return line == len(lines)
        again = list(lines[line : line + width]) == list(header)
        return again or _number(lines[line]) == number + 1 or _is_section(lines[line], vocabulary)

    if begins(at + width):
        return at + width
    later = next((line for line in range(at + 2, len(lines)) if begins(line)), None)
    return later if later is not None else min(at + width, len(lines))


def _number(line: str) -> int | None:
    found = _NUMBER.fullmatch(squeeze(line))
    value = parse(found["number"]).value if found else None
    return int(value) if value is not None else None


def _is_section(line: str, vocabulary: Vocabulary) -> bool:
    text = squeeze(line)
    return len(text) <= _LONGEST_HEADING and not _NUMBER.fullmatch(text) and bool(_section(vocabulary).match(text))


@cache
def _section(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compiled(vocabulary.section("columns")["rows"]["section"])
