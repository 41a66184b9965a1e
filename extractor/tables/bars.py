"""The rows that stand across a table and are no item: section rows, totals and notes.

一、教育                     over all columns, or alone in its row: a section
一 | 教育 |                  a number of another kind than the items have, and a name: a section too
一、社保惠民 | 合计 | 1200   a section whose figures add up those of its rows
合计 | | 5600                a total
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from extractor.document import Cell
from extractor.kept import compiled
from extractor.tables.headers import Header
from extractor.text.clean import clean, squeeze
from extractor.vocabulary import Vocabulary

Line = tuple[Cell, ...]

_LONGEST_SECTION = 40
_LONGEST_NAME = 20
_WORD = compiled("[\u4e00-\u9fff]")
_FEWEST_NUMBERED = 3
_LETTERS = "甲乙丙丁"
_WORK = ("task", "goal", "lead_units")
# What may stand in front of the word 合计 in its row.
_HEADS = ("sequence", "category", "project")


class Bar(NamedTuple):
    """A row that is no item, and the cell that names it, its text clean."""

    kind: Literal["section", "total", "note"]
    cell: Cell


class _Words(NamedTuple):
    total: re.Pattern[str]
    section: re.Pattern[str]
    section_number: re.Pattern[str]
    note: re.Pattern[str]


def find_bars(rows: Sequence[Line], header: Header, vocabulary: Vocabulary) -> dict[int, Bar]:
    """Give the rows that stand across a table, by their index."""
    words = _words(vocabulary)
    fields = header.fields
    parted = _numbers_sections(rows, fields, words)
    found = ((at, _bar(row, fields, parted, words)) for at, row in enumerate(rows))
    bars = {at: bar for at, bar in found if bar}
    if rows and 0 not in bars and _numbers_columns(rows[0]):
        bars[0] = Bar("note", rows[0][0])
    return bars


def _numbers_columns(row: Line) -> bool:
    """Tell whether a row below the header numbers the columns: （1） | （2） | （3）, 甲 | 乙 | 1 | 2."""
    texts = [squeeze(cell.text).strip("（）()") for cell in _stated(row)]
    numbers = [int(text) for text in texts if text.isdecimal()]
    rest = [text for text in texts if not text.isdecimal()]
    counted = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return counted and len(texts) >= _FEWEST_NUMBERED and rest == list(_LETTERS[: len(rest)])


def _bar(row: Line, fields: Mapping[str, int], parted: bool, words: _Words) -> Bar | None:
    stated = _stated(row)
    if not stated:
        return None
    first = stated[0]._replace(text=clean(stated[0].text))
    if _is_total(row, fields, words):
        return Bar("total", first)
    heads = _heads_figures(row, fields, first.text, words)
    if (parted or heads) and _is_numbered_section(row, words):
        return Bar("section", stated[1]._replace(text=clean(stated[1].text)))
    if _is_across(row, stated, fields.get("sequence"), words) or heads:
        short = len(first.text) <= _LONGEST_SECTION
        named = (
            short
            and not words.note.match(first.text)
            and (words.section.match(first.text) or not first.text.endswith("。"))
        )
        return Bar("section" if named else "note", first._replace(filled="merged"))
    return None


def _stated(row: Line) -> list[Cell]:
    """Give each cell of a row that says something, once."""
    return list({id(cell): cell for cell in row if cell.text.strip()}.values())


def _is_across(row: Line, stated: list[Cell], numbers: int | None, words: _Words) -> bool:
    """Tell whether one text stands over all columns, or alone: numbered as a section, or a name among the numbers."""
    if len(row) > 1 and all(cell is row[0] for cell in row):
        return True
    text = squeeze(stated[0].text)
    among = numbers is not None and stated[0] is row[numbers] and bool(_WORD.search(text))
    named = bool(words.section.match(clean(stated[0].text))) or (among and not words.section_number.match(text))
    return len(stated) == 1 and named


def _is_total(row: Line, fields: Mapping[str, int], words: _Words) -> bool:
    """Tell whether a row adds up others: 合计 or its like in the first cell of its own, or in a heading column."""
    at = max(cell.row for cell in row)
    own = next((cell.text for cell in row if cell.text.strip() and cell.row == at), "")
    heads = (row[col].text for field in _HEADS if (col := fields.get(field)) is not None)
    return any(words.total.match(squeeze(text)) for text in (own, *heads) if 1 < len(text) <= _LONGEST_SECTION)


def _heads_figures(row: Line, fields: Mapping[str, int], first: str, words: _Words) -> bool:
    """Tell whether a row heads others although figures stand in it: 一、社保惠民 … 1200."""
    if not words.section.match(first):
        return False
    work = [fields[field] for field in _WORK if field in fields]
    empty = all(not row[col].text.strip() or row[col] is row[0] or words.total.match(row[col].text) for col in work)
    return bool(work) and empty and len(first) > 2


def _numbers_sections(rows: Sequence[Line], fields: Mapping[str, int], words: _Words) -> bool:
    """Tell whether a table numbers its sections otherwise than its items: 一 beside 1, or beside no number."""
    col = fields.get("sequence", 0)
    if not any(words.section_number.match(row[col].text.strip()) for row in rows):
        return False
    numbers = [squeeze(row[col].text) for row in rows if not _is_total(row, fields, words)]
    others = [text for text in numbers if text[:1].isalnum() and not words.section_number.match(text)]
    blank = any(not text for text in numbers) and any(field in fields for field in _WORK)
    return bool(others) or blank


def _is_numbered_section(row: Line, words: _Words) -> bool:
    """Tell whether a row is a number and a name, and nothing besides but the figures that its rows add up to."""
    stated = _stated(row)
    return (
        len(stated) > 1
        and not any(_WORD.search(cell.text) for cell in stated[2:])
        and stated[0] is row[0]
        and bool(words.section_number.match(squeeze(stated[0].text)))
        and stated[1].row == stated[0].row
        and len(squeeze(stated[1].text)) <= _LONGEST_NAME
    )


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    data: dict[str, Any] = vocabulary.section("columns")["rows"]
    return _Words(*(compiled(data[name]) for name in ("total", "section", "section_number", "note")))
