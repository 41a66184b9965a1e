"""Matrices: places down, indicators across, a figure in each cell.

县区   | 新建公厕（座） | 停车泊位（个）
云溪县 | 12             | 300                 新建公厕 12 座 for 云溪县
合计   | 40             | 900

A row is an item; its task says each figure after its header, and each figure is a target.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from extractor.document import Cell
from extractor.kept import compiled
from extractor.notice import Column
from extractor.record import Figure, Record
from extractor.tables.bars import Bar, Line
from extractor.tables.columns import read_heading, unit_behind
from extractor.tables.grid import Grid
from extractor.tables.headers import Header, path_of, repeats
from extractor.tables.totals import figure_of
from extractor.text.clean import clean, squeeze
from extractor.text.numerals import ARABIC
from extractor.vocabulary import Vocabulary

_MOST_TIERS = 5
_FIGURE = compiled(rf"[≥≤><＞＜]?\s?{ARABIC}\s?(?:[%％]|[\u4e00-\u9fff㎡/]{{1,4}})?")
# A row label that reads like a place may head ordinary rows; with most of the cells figures it heads a matrix.
_MOSTLY = 0.7


class Matrix(NamedTuple):
    """A matrix: its header, the column of its places, its rows with the totals among them."""

    header: Header
    places: int
    lines: tuple[Line, ...]
    bars: dict[int, Bar]
    offices: Mapping[int, Cell]


def find_matrix(grid: Grid, vocabulary: Vocabulary) -> Matrix | None:
    """Read a table as a matrix; None if it is not places by figures."""
    words = _words(vocabulary)
    for places in range(min(2, grid.n_cols - 1)):
        first = next((at for at, row in enumerate(grid.rows[: _MOST_TIERS + 1]) if _is_row(row, places, words)), None)
        if not first or not _is_numbered(grid, places, vocabulary):
            continue
        if matrix := _read(grid, places, first, vocabulary):
            return matrix
    return None


def _is_numbered(grid: Grid, places: int, vocabulary: Vocabulary) -> bool:
    """Tell whether nothing but a running number stands before the places."""
    return places == 0 or any(read_heading(row[0].text, vocabulary).field == "sequence" for row in grid.rows[:3])


def _is_row(row: Line, places: int, words: _Words) -> bool:
    """Tell whether a row is a place, or a total, with figures."""
    named = words.place.match(squeeze(row[places].text))
    added = any(words.total.match(squeeze(cell.text)) for cell in row[: places + 1])
    return bool(named or added) and any(_FIGURE.fullmatch(squeeze(cell.text)) for cell in row[places + 1 :])


def _read(grid: Grid, places: int, first: int, vocabulary: Vocabulary) -> Matrix | None:
    title = next((row for row, line in enumerate(grid.rows[:first]) if len({id(cell) for cell in line}) > 1), None)
    if title is None:
        return None
    heads = grid.rows[title:first]
    lines = tuple(
        row for row in grid.rows[first:] if any(cell.text.strip() for cell in row) and not repeats(row, heads)
    )
    header, offices = _header(heads, places, title, vocabulary)
    uncounted = _words(vocabulary).uncounted
    counted = [
        column.index
        for column in header.columns
        if not uncounted.search(column.header) and _is_counted(lines, column.index, places)
    ]
    header = _with_fields(header, counted, places)
    if not counted or not _are_places(header, lines, places, vocabulary):
        return None
    bars = {at: Bar("total", line[places]) for at, line in enumerate(lines) if _is_total(line, places, vocabulary)}
    if not bars and _is_whole(lines, counted):
        bars = {0: Bar("total", lines[0][places])}
    return Matrix(header, places, lines, bars, offices)


def _with_fields(header: Header, counted: Sequence[int], places: int) -> Header:
    """Let the columns of figures be the task; one of words between them keeps its field: 备注."""
    return header._replace(
        columns=tuple(
            replace(one, field="task" if one.index in counted else None if one.index == places else one.field)
            for one in header.columns
        )
    )


def _are_places(header: Header, lines: Sequence[Line], places: int, vocabulary: Vocabulary) -> bool:
    """Tell whether the rows are places, and no column but the figures says what is to be done."""
    words = _words(vocabulary)
    title = squeeze(header.columns[places].header)
    if read_heading(title, vocabulary).field not in (None, "unit", "category"):
        return False
    if any(one.field in ("project", "goal") for one in header.columns):
        return False
    named = [line for line in lines if not _is_total(line, places, vocabulary)]
    known = [line for line in named if words.place.match(squeeze(line[places].text)) or words.title.match(title)]
    return len(known) >= max(2, _MOSTLY * len(named))


def _is_whole(lines: Sequence[Line], counted: Sequence[int]) -> bool:
    """Tell whether the first place is the whole: its figure is the sum of all others in each column."""
    figures = [[figure_of(line[col]) for col in counted] for line in lines]
    if len(lines) < 4 or any(figure is None for row in figures for figure in row):
        return False
    return all(column[0] == sum(column[1:]) for column in zip(*figures, strict=True))


def _is_total(line: Line, places: int, vocabulary: Vocabulary) -> bool:
    return any(_words(vocabulary).total.match(squeeze(cell.text)) for cell in line[: places + 1])


def _is_counted(lines: Sequence[Line], col: int, places: int) -> bool:
    texts = [text for line in lines if (text := squeeze(line[col].text).strip("-—/／－"))]
    return col > places and bool(texts) and sum(bool(_FIGURE.fullmatch(text)) for text in texts) > _MOSTLY * len(texts)


def _header(
    heads: Sequence[Line], places: int, first: int, vocabulary: Vocabulary
) -> tuple[Header, Mapping[int, Cell]]:
    """Give the header path and the unit of each column; a tier of units or of offices is no part of the path."""
    kinds = [read_heading(row[places].text, vocabulary).field if row[places].text.strip() else None for row in heads]
    kinds[0] = None
    tiers = [row for row, kind in zip(heads, kinds, strict=True) if kind not in ("lead_units", "unit")]
    paths = [path_of(tiers, 0, len(tiers) - 1, col) for col in range(len(heads[0]))]
    paths[places] = paths[places][:1]
    units: dict[int, str] = {}
    offices: dict[int, Cell] = {}
    for col, path in enumerate(paths):
        stated = [unit for tier in reversed(path) if (unit := read_heading(tier, vocabulary).unit)]
        for row, kind in zip(heads, kinds, strict=True):
            if kind == "unit" and col > places:
                stated.insert(0, clean(row[col].text))
            elif kind == "lead_units" and col > places and row[col].text.strip():
                offices[col] = row[col]
        units |= {col: stated[0]} if stated else {}
    columns = tuple(
        Column(col, " / ".join(path), read_heading(path[-1], vocabulary).field if path else None)
        for col, path in enumerate(paths)
    )
    return Header(first, first + len(heads) - 1, columns, units), offices


def matrix_records(matrix: Matrix, table: int, vocabulary: Vocabulary) -> tuple[Record, ...]:
    """Make a record of each place; totals make none."""
    return tuple(
        _record(line, matrix, table, vocabulary) for at, line in enumerate(matrix.lines) if at not in matrix.bars
    )


def _record(line: Line, matrix: Matrix, table: int, vocabulary: Vocabulary) -> Record:
    record = Record({}, {}, {}, {}, table, [])
    place = clean(line[matrix.places].text)
    task = ""
    for column, cell in zip(matrix.header.columns, line, strict=True):
        text = clean(cell.text)
        if column.field == "task" and text.strip("-—/／－无"):
            task += f"{'；' if task else ''}{column.header}："
            record.figures.append(_figure(column, len(task), text, place, matrix, vocabulary))
            task += text
            record.cells.setdefault("task", cell)
        elif column.field and column.field not in record.cells and column.field != "task" and text:
            record.cells[column.field] = cell._replace(text=text)
        elif not column.field and text:
            record.extra[column.header or "地区"] = cell._replace(text=text)
    if "task" in record.cells:
        record.cells["task"] = record.cells["task"]._replace(text=task)
    if matrix.offices:
        names = dict.fromkeys(clean(cell.text) for cell in matrix.offices.values())
        record.cells.setdefault("lead_units", next(iter(matrix.offices.values()))._replace(text="、".join(names)))
    return record


def _figure(column: Column, start: int, text: str, place: str, matrix: Matrix, vocabulary: Vocabulary) -> Figure:
    done = column.field == "progress" or bool(_words(vocabulary).done.search(column.header))
    tiers = (unit_behind(tier, vocabulary)[0] for tier in column.header.split(" / "))
    path = " / ".join(tier for tier in tiers if tier)
    return Figure(start, start + len(text), path, matrix.header.units.get(column.index), place, done)


class _Words(NamedTuple):
    title: re.Pattern[str]
    place: re.Pattern[str]
    total: re.Pattern[str]
    uncounted: re.Pattern[str]
    done: re.Pattern[str]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    data: dict[str, Any] = vocabulary.section("columns")
    matrix = data["matrix"]
    return _Words(
        compiled(matrix["title"]),
        compiled(matrix["place"]),
        compiled(f"{matrix['total']}|{data['rows']['total']}"),
        compiled(matrix["uncounted"]),
        compiled(data["periods"]["done"]),
    )
