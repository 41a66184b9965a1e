"""The lines of a table become Records: section rows and totals set apart, texts clean, units noted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extractor.document import Cell
from extractor.record import Figure, Record
from extractor.tables.bars import Bar, Line
from extractor.tables.headers import Header
from extractor.tables.settle import is_tick, stand_in
from extractor.tables.tasks import split_line
from extractor.text.clean import clean
from extractor.text.people import names_people, part_people
from extractor.text.wraps import full_width
from extractor.vocabulary import Vocabulary

# Office names keep their line ends: one unit a line is a list, a wrapped name is not (see text.offices).
_LINED = ("lead_units", "support_units", "leaders")
_MEASURED = ("task", "goal", "progress")
_PLACES = ("task", "goal", "project", "progress")


# 完成数 counts what the goal beside it counts; 完成率 and 完成进度 do not.
_COUNTED = re.compile("数|实际完成$")


class Rows(NamedTuple):
    """The records of a table in order, its totals and the notes that stand across it."""

    records: tuple[Record, ...]
    totals: tuple[Record, ...]
    notes: tuple[Cell, ...]


def make_records(
    lines: Sequence[Line],
    bars: Mapping[int, Bar],
    header: Header,
    table: int,
    vocabulary: Vocabulary,
    *,
    split_tasks: bool = True,
) -> Rows:
    """Make a record of each line, or of each task in it; a section row is the category of the lines below it."""
    records: list[Record] = []
    totals: list[Record] = []
    notes: list[Cell] = []
    section: Cell | None = None
    fields = stand_in(lines, header)
    full = full_width(line[col] for col, field in fields.items() if field == "task" for line in lines)
    for at, line in enumerate(lines):
        bar = bars.get(at)
        if bar is None:
            for part, one in enumerate(split_line(line, fields, vocabulary, full=full) if split_tasks else (line,)):
                record = replace(_record(one, header, fields, table, vocabulary), part=part)
                if section and "category" not in record.cells:
                    record.cells["category"] = section
                if any(record.text(field) for field in _PLACES):
                    records.append(record)
        elif bar.kind == "total":
            totals.append(_record(line, header, fields, table, vocabulary))
        elif bar.kind == "section":
            section = bar.cell
        else:
            notes.append(bar.cell)
    return Rows(tuple(records), tuple(totals), tuple(notes))


def _record(line: Line, header: Header, fields: dict[int, str | None], table: int, vocabulary: Vocabulary) -> Record:
    record = Record({}, {}, {}, {}, table)
    for column, cell in zip(header.columns, line, strict=True):
        field = fields[column.index]
        text = _text(cell, column.index, field, header, vocabulary)
        if not text:
            continue
        clear = cell._replace(text=text)
        if field is None or field == "unit":
            _put(record.extra, column.header or f"column {column.index + 1}", clear)
        if field == "unit":
            record.units.update(dict.fromkeys(_MEASURED, text))
        elif field:
            _take(record, field, clear, "；" if column.index in header.labels else "、")
            if column.index in header.places or column.index in header.reached:
                record.figures.append(_figure(record, field, clear, column.index, header))
            record.headers.setdefault(field, column.header)
    _state_units(record, header, fields)
    if names_people(record.headers.get("lead_units", ""), vocabulary):
        _part_people(record, vocabulary)
    if "task" not in record.cells and "project" in record.cells:
        record.cells["task"] = record.cells["project"]
    return record


def _part_people(record: Record, vocabulary: Vocabulary) -> None:
    """Give the people in a cell of offices a field of their own, at the same place."""
    cell = record.cells["lead_units"]
    offices, people = part_people(cell.text, vocabulary)
    if people:
        record.cells["lead_units"] = cell._replace(text=offices)
        _take(record, "leaders", cell._replace(text="、".join(people)), "、")


def _text(cell: Cell, col: int, field: str | None, header: Header, vocabulary: Vocabulary) -> str:
    """Give the clean text of a cell as its field keeps it, "" where it says nothing."""
    text = _lined(cell.text, field) if field in _LINED else clean(cell.text)
    if col in header.ticks:
        return header.ticks[col] if is_tick(text, vocabulary) else ""
    if text in _nothing(vocabulary) and field not in ("task", "sequence"):
        return ""
    return f"{header.labels[col]}：{text.rstrip('。；;')}" if text and col in header.labels else text


def _figure(record: Record, field: str, part: Cell, col: int, header: Header) -> Figure:
    """Give the place of the part that a field ends with, its label aside: a share, or a part of the progress."""
    end = len(record.text(field))
    begins = end - len(part.text) + len(f"{header.labels[col]}：")
    unit = header.units.get(col)
    if col in header.reached:
        return Figure(begins, end, header.labels[col], unit, None, True, field)
    return Figure(begins, end, record.text("project"), unit or record.units.get("task"), header.places[col], False)


def _state_units(record: Record, header: Header, fields: dict[int, str | None]) -> None:
    for col, unit in header.units.items():
        if named := fields[col]:
            record.units[named] = unit
    if "goal" in record.units and _COUNTED.search(record.headers.get("progress", "")):
        record.units.setdefault("progress", record.units["goal"])


def _take(record: Record, field: str, cell: Cell, mark: str) -> None:
    """Give a field its cell; where two columns share a field, the texts stand one after the other.

    责任单位 and 配合单位 support, √ below 省级 and 市级, one quarter's goal and the next.
    """
    before = record.cells.get(field)
    if before and (before.row, before.col) != (cell.row, cell.col):
        cell = before._replace(text=f"{before.text}{mark}{cell.text}")
    record.cells[field] = cell


def _lined(text: str, field: str) -> str:
    """Clean each line by itself; between two units a blank parts, within the name of a person it does not."""
    lines = (clean(line) if field == "leaders" else " ".join(map(clean, line.split())) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def _put(extra: dict[str, Cell], header: str, cell: Cell) -> None:
    name, number = header, 1
    while name in extra:
        number += 1
        name = f"{header} ({number})"
    extra[name] = cell


@cache
def _nothing(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.section("columns")["rows"]["nothing"])
