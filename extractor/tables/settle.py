"""What the cells say of the columns, where the header alone does not decide.

单位 | 县教体局          an office
单位 | 公里              a unit of measure
省级 | 市级, √ below     the levels of an item
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extractor.tables.bars import Line
from extractor.tables.headers import Header
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary

_LONGEST_FIGURE = 10


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
    columns = tuple(replace(column, field=fields[column.index]) for column in header.columns)
    return header._replace(columns=columns, ticks=ticks)


def stand_in(rows: Sequence[Line], header: Header) -> dict[int, str | None]:
    """Give each column its field; goals say what is to be done where no column has the work itself."""
    fields = {column.index: column.field for column in header.columns}
    if "task" not in fields.values() and "project" in header.fields:
        col = header.fields.get("goal")
        if col is not None and not _is_bare(rows, col):
            fields[col] = "task"
    return fields


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


def _texts(rows: Sequence[Line], col: int) -> list[str]:
    return [text for row in rows if (text := squeeze(row[col].text))]


def _names_offices(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    stated = [text for text in texts if text]
    endings = tuple(vocabulary.section("offices")["endings"]["words"])
    return bool(stated) and sum(text.endswith(endings) for text in stated) * 2 > len(stated)


def _is_bare(lines: Sequence[Line], col: int) -> bool:
    """Tell whether a column holds figures alone, which need the project's name to mean anything."""
    texts = [squeeze(line[col].text) for line in lines if line[col].text.strip()]
    return bool(texts) and sum(len(text) <= _LONGEST_FIGURE for text in texts) * 2 > len(texts)


@cache
def _ticks(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.section("columns")["ticks"]["yes"])


@cache
def _level(vocabulary: Vocabulary) -> regex.Pattern[str]:
    return regex.compile(vocabulary.section("columns")["ticks"]["level"])
