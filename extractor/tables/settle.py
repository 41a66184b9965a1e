"""What the cells say of the columns, where the header alone does not decide.

一季度 | 二季度          parts of the goal, or of the progress
单位 | 县教体局          an office
单位 | 公里              a unit of measure
云溪县 | 东湖区          the shares of a project
省级 | 市级, √ below     the levels of an item
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extractor.kept import compiled
from extractor.tables.bars import Line
from extractor.tables.columns import read_heading, unit_behind
from extractor.tables.headers import Header
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary

# 120座, 5.2万人次, ≥80%: besides its figure such a cell has a unit and no more.
_LONGEST_UNIT = 4
_WORKS = ("工程", "工程名称")
_CONTENT = "项目内容"
_FIGURE = compiled(r"[≥≤><]?[\d.,，]+[%％]?|[-—/／－]+")
_WORDLESS = compiled(r"[\d\W]")


def settle(header: Header, rows: Sequence[Line], vocabulary: Vocabulary) -> Header:
    """Give the header with its columns as the cells of `rows` show them to be."""
    fields: dict[int, str | None] = {column.index: column.field for column in header.columns}
    col = header.fields.get("unit")
    if col is not None and _names_offices(_texts(rows, col), vocabulary):
        fields[col] = None if "lead_units" in header.fields else "lead_units"
    ticks = _levels_ticked(header, rows, vocabulary)
    if ticks:
        fields = {col: None if field == "levels" else field for col, field in fields.items()}
        fields.update(dict.fromkeys(ticks, "levels"))
    parts = _parts(header, rows, fields, vocabulary)
    if "goal" in parts.values() and "goal" in header.fields:
        # The goal of the year says what is to be done; those of the quarters are the goals then.
        fields[header.fields["goal"]] = "task"
    fields.update(parts)
    if "progress" not in fields.values() and (rate := _rate(header, fields, vocabulary)) is not None:
        fields[rate] = "progress"
    places = _places(header, rows, fields, vocabulary)
    fields.update(dict.fromkeys(places, "task"))
    reached = _reached(header, vocabulary) if "progress" not in parts.values() else frozenset()
    fields.update(dict.fromkeys(reached, "progress"))
    labels = {col: unit_behind(_title(header, col), vocabulary)[0] for col in (*parts, *places, *reached)}
    columns = tuple(replace(column, field=fields[column.index]) for column in header.columns)
    return header._replace(columns=columns, ticks=ticks, labels=labels, places=places, reached=reached)


def stand_in(rows: Sequence[Line], header: Header) -> dict[int, str | None]:
    """Give each column its field; goals say what is to be done where no column has the work itself."""
    fields = {column.index: column.field for column in header.columns}
    if "project" not in fields.values():
        _take_for_project(header, fields)
    if "task" not in fields.values():
        col = header.fields.get("goal")
        if col is not None and ("project" not in fields.values() or not _is_bare(rows, col)):
            fields[col] = "task"
    return fields


def _take_for_project(header: Header, fields: dict[int, str | None]) -> None:
    """Let 工程名称 name the project where nothing else does, and 项目内容 beside a goal."""
    for column in header.columns:
        title = squeeze(column.header.rpartition(" / ")[2])
        names_work = column.field == "category" and title in _WORKS
        if names_work or (column.field == "task" and title == _CONTENT and "goal" in header.fields):
            fields[column.index] = "project"


def is_tick(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell says yes: √, 是.

    >>> from extractor.vocabulary import standard
    >>> is_tick("√", standard()), is_tick("否", standard())
    (True, False)
    """
    return squeeze(text) in _ticks(vocabulary)


def _levels_ticked(header: Header, rows: Sequence[Line], vocabulary: Vocabulary) -> dict[int, str]:
    """Give the level of each column that is headed by one and holds nothing but ticks."""
    found = {}
    no = frozenset(vocabulary.section("columns")["ticks"]["no"])
    for column in header.columns:
        level = _level(vocabulary).match(squeeze(column.header.rpartition(" / ")[2]))
        texts = _texts(rows, column.index)
        ticked = [text for text in texts if is_tick(text, vocabulary)]
        if level and ticked and all(text in no or text in ticked for text in texts):
            found[column.index] = level["level"]
    return found


def _parts(
    header: Header, rows: Sequence[Line], fields: Mapping[int, str | None], vocabulary: Vocabulary
) -> dict[int, str]:
    """Give the columns that are a goal or a progress by quarters or months, where no column has the whole."""
    words = _periods(vocabulary)
    found: dict[str, list[int]] = {"goal": [], "progress": []}
    for column in header.columns:
        if words.period.match(squeeze(_title(header, column.index))) and fields[column.index] in (None, *found):
            kind = "progress" if words.done.search(column.header) else "goal"
            found[kind].append(column.index)
    whole = {field for col, field in fields.items() if col not in (*found["goal"], *found["progress"])}
    if "project" in whole and "task" not in whole and "goal" in whole and not _is_figures(rows, header.fields["goal"]):
        whole.remove("goal")
    return {col: kind for kind, cols in found.items() if len(cols) > 1 and kind not in whole for col in cols}


def _rate(header: Header, fields: Mapping[int, str | None], vocabulary: Vocabulary) -> int | None:
    """Give the column of rates of completion, which tells the progress where no other column does."""
    words = _periods(vocabulary)
    return next(
        (
            column.index
            for column in header.columns
            if fields[column.index] is None and words.rate.search(squeeze(_title(header, column.index)))
        ),
        None,
    )


def _places(
    header: Header, rows: Sequence[Line], fields: Mapping[int, str | None], vocabulary: Vocabulary
) -> dict[int, str | None]:
    """Give the columns that say how much of a project falls to which place, where no other says more than how much."""
    goals = [text for col, field in fields.items() if field == "goal" for text in _texts(rows, col)]
    if "project" not in fields.values() or "task" in fields.values() or not all(map(_FIGURE.fullmatch, goals)):
        return {}
    columns = vocabulary.section("columns")
    place, total = compiled(columns["matrix"]["place"]), compiled(columns["rows"]["total"])
    titles = {
        column.index: squeeze(_title(header, column.index)) for column in header.columns if not fields[column.index]
    }
    figures = [col for col in titles if _texts(rows, col) and all(map(_FIGURE.fullmatch, _texts(rows, col)))]
    places: dict[int, str | None] = {col: titles[col] for col in figures if place.match(titles[col])}
    if len(places) < 2:
        return {}
    return places | {col: None for col in figures if total.match(titles[col])}


def _reached(header: Header, vocabulary: Vocabulary) -> frozenset[int]:
    """Give the columns of a progress in parts: 进展情况 over 完成投资（万元）, 完成率（%） and 实施情况."""
    groups: dict[str, list[int]] = {}
    for column in header.columns:
        group, _, part = column.header.partition(" / ")
        if part and read_heading(group, vocabulary).field == "progress":
            groups.setdefault(group, []).append(column.index)
    cols = next(iter(groups.values()), [])
    return frozenset(cols) if len(cols) > 1 and len(groups) == 1 else frozenset()


def _title(header: Header, col: int) -> str:
    return header.columns[col].header.rpartition(" / ")[2]


def _texts(rows: Sequence[Line], col: int) -> list[str]:
    return [text for row in rows if (text := squeeze(row[col].text))]


def _names_offices(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    stated = [text for text in texts if text]
    endings = tuple(vocabulary.section("offices")["endings"]["words"])
    return bool(stated) and sum(text.endswith(endings) for text in stated) * 2 > len(stated)


def _is_figures(rows: Sequence[Line], col: int) -> bool:
    return any(_FIGURE.fullmatch(text) for text in _texts(rows, col))


def _is_bare(lines: Sequence[Line], col: int) -> bool:
    """Tell whether a column holds figures alone, which need the project's name to mean anything."""
    texts = [squeeze(line[col].text) for line in lines if line[col].text.strip()]
    return bool(texts) and sum(len(_WORDLESS.sub("", text)) <= _LONGEST_UNIT for text in texts) * 2 > len(texts)


class _Periods(NamedTuple):
    period: re.Pattern[str]
    done: re.Pattern[str]
    rate: re.Pattern[str]


@cache
def _periods(vocabulary: Vocabulary) -> _Periods:
    data = vocabulary.section("columns")["periods"]
    return _Periods(*(compiled(data[name]) for name in ("period", "done", "rate")))


@cache
def _ticks(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.section("columns")["ticks"]["yes"])


@cache
def _level(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compiled(vocabulary.section("columns")["ticks"]["level"])
