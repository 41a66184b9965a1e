"""The lines of a table become Records: section rows and totals set apart, texts clean, units noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import regex

from extractor.document import Cell
from extractor.record import Record
from extractor.tables.headers import Header
from extractor.tables.lines import Line
from extractor.text.clean import clean, squeeze
from extractor.vocabulary import Vocabulary

# Office names keep their line ends: one unit a line is a list, a wrapped name is not (see text.offices).
_LINED = ("lead_units", "support_units", "leaders")
_MEASURED = ("task", "goal", "progress")
_PLACES = ("task", "goal", "project", "progress")
_LONGEST_SECTION = 40


class Rows(NamedTuple):
    """The records of a table in order, its totals and the notes that stand across it."""

    records: tuple[Record, ...]
    totals: tuple[Record, ...]
    notes: tuple[Cell, ...]


class _Words(NamedTuple):
    total: regex.Pattern[str]
    section: regex.Pattern[str]
    nothing: frozenset[str]


def is_bar(row: Line, vocabulary: Vocabulary) -> bool:
    """Tell whether a row stands across the table: one text over all columns, or alone and numbered as a section."""
    texts = [cell for cell in row if cell.text.strip()]
    if not texts:
        return False
    alone = all(cell is texts[0] for cell in texts)
    across = len(row) > 1 and all(cell is row[0] for cell in row)
    return across or (alone and bool(_words(vocabulary).section.match(clean(texts[0].text))))


def is_total(row: Line, vocabulary: Vocabulary) -> bool:
    """Tell whether a row adds up others: 合计 or its like in the first column that says anything."""
    first = next((squeeze(cell.text) for cell in row if cell.text.strip()), "")
    return bool(_words(vocabulary).total.match(first))


def make_records(lines: Sequence[Line], header: Header, table: int, vocabulary: Vocabulary) -> Rows:
    """Make a record of each line; a section row is the category of the lines below it."""
    records: list[Record] = []
    totals: list[Record] = []
    notes: list[Cell] = []
    section: Cell | None = None
    fields = settle_fields(lines, header, vocabulary)
    for line in lines:
        if is_total(line, vocabulary):
            totals.append(_record(line, header, fields, table, vocabulary))
        elif is_bar(line, vocabulary) or _is_section(line, header, vocabulary):
            cell = next(cell for cell in line if cell.text.strip())
            text = clean(cell.text)
            if len(text) <= _LONGEST_SECTION and (_words(vocabulary).section.match(text) or not text.endswith("。")):
                section = replace(cell, text=text, filled="merged")
            else:
                notes.append(replace(cell, text=text))
        else:
            record = _record(line, header, fields, table, vocabulary)
            if section and "category" not in record.cells:
                record.cells["category"] = section
            if any(record.text(field) for field in _PLACES):
                records.append(record)
    return Rows(tuple(records), tuple(totals), tuple(notes))


def settle_fields(lines: Sequence[Line], header: Header, vocabulary: Vocabulary) -> dict[int, str | None]:
    """Give each column its field, after a look at the cells where the header alone does not decide."""
    fields = {column.index: column.field for column in header.columns}
    col = header.fields.get("unit")
    if col is not None and _names_offices([squeeze(line[col].text) for line in lines], vocabulary):
        fields[col] = None if "lead_units" in header.fields else "lead_units"
    if "task" not in fields.values():
        # A table without a column for the work itself: its goals say what is to be done, else the project does.
        stand_in = header.fields.get("goal") if "project" in header.fields else None
        if stand_in is not None and not _is_bare(lines, stand_in):
            fields[stand_in] = "task"
    return fields


def _names_offices(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    stated = [text for text in texts if text]
    endings = tuple(vocabulary.section("offices")["endings"]["words"])
    return bool(stated) and sum(text.endswith(endings) for text in stated) * 2 > len(stated)


def _is_bare(lines: Sequence[Line], col: int) -> bool:
    """Tell whether a column holds figures alone, which need the project's name to mean anything."""
    texts = [squeeze(line[col].text) for line in lines if line[col].text.strip()]
    return bool(texts) and sum(len(text) <= _LONGEST_FIGURE for text in texts) * 2 > len(texts)


_LONGEST_FIGURE = 10


def _is_section(line: Line, header: Header, vocabulary: Vocabulary) -> bool:
    """Tell whether a row heads others although figures stand in it: 一、社保惠民 … 1200."""
    work = [header.fields[field] for field in ("task", "goal", "lead_units") if field in header.fields]
    first = next((clean(cell.text) for cell in line if cell.text.strip()), "")
    empty = all(not line[col].text.strip() or _is_same(line[col], line[0]) for col in work)
    return bool(work) and empty and len(first) > 2 and bool(_words(vocabulary).section.match(first))


def _is_same(one: Cell, other: Cell) -> bool:
    return (one.row, one.col) == (other.row, other.col)


def _record(line: Line, header: Header, fields: dict[int, str | None], table: int, vocabulary: Vocabulary) -> Record:
    record = Record({}, {}, {}, {}, table)
    nothing = _words(vocabulary).nothing
    for column, cell in zip(header.columns, line, strict=True):
        field = fields[column.index]
        text = _lined(cell.text) if field in _LINED else clean(cell.text)
        if not text or (text in nothing and field not in ("task", "sequence")):
            continue
        clear = replace(cell, text=text)
        if field is None or field == "unit":
            _put(record.extra, column.header or f"column {column.index + 1}", clear)
        if field == "unit":
            record.units.update(dict.fromkeys(_MEASURED, text))
        elif field:
            record.cells[field] = clear
            record.headers[field] = column.header
    for col, unit in header.units.items():
        if named := fields[col]:
            record.units[named] = unit
    if "task" not in record.cells and "project" in record.cells:
        record.cells["task"] = record.cells["project"]
    return record


def _lined(text: str) -> str:
    return "\n".join(line for line in (clean(line) for line in text.splitlines()) if line)


def _put(extra: dict[str, Cell], header: str, cell: Cell) -> None:
    name, number = header, 1
    while name in extra:
        number += 1
        name = f"{header} ({number})"
    extra[name] = cell


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    data: dict[str, Any] = vocabulary.section("columns")["rows"]
    return _Words(regex.compile(data["total"]), regex.compile(data["section"]), frozenset(data["nothing"]))
