"""What a column's header means: the canonical field that takes it, and the unit that it states."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from extractor.kept import compiled
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary


class Heading(NamedTuple):
    """A header as read: its field (None if none takes it) and the unit in its bracket, such as 万元."""

    field: str | None
    unit: str | None = None


class _Words(NamedTuple):
    before: re.Pattern[str]
    unit: re.Pattern[str]
    titles: dict[str, str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    empty: dict[str, str]


def read_heading(text: str, vocabulary: Vocabulary) -> Heading:
    r"""Read one tier of a header.

    >>> from extractor.vocabulary import standard
    >>> read_heading("总投资（万元）", standard()), read_heading("2022年度\n任务目标", standard()).field
    (Heading(field='investment', unit='万元'), 'goal')
    """
    words = _words(vocabulary)
    title = squeeze(text)
    bracket = words.unit.search(title)
    bare = words.unit.sub("", title)
    unit = bracket[1].removeprefix("单位：").removeprefix("单位:") if bracket else None
    for form in dict.fromkeys((title, bare, words.before.sub("", bare))):
        if found := words.titles.get(form):
            return Heading(found, unit)
    stripped = words.before.sub("", bare)
    matched = next((field for field, pattern in words.patterns if pattern.search(stripped)), None)
    return Heading(matched, unit)


def unit_behind(text: str, vocabulary: Vocabulary) -> tuple[str, str | None]:
    """Part a name from the unit in its closing bracket: 新建公厕（座）.

    >>> from extractor.vocabulary import standard
    >>> unit_behind("新建公厕（座）", standard())
    ('新建公厕', '座')
    """
    found = _words(vocabulary).unit.search(text)
    return (text[: found.start()].strip(), read_heading(text, vocabulary).unit) if found else (text, None)


def meaning_of_empty(field: str, vocabulary: Vocabulary) -> str:
    """Give what an empty cell of a txt means in a field's column, as `columns.toml` words it."""
    return _words(vocabulary).empty.get(field, "value")


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    data: dict[str, Any] = vocabulary.section("columns")
    columns = data["column"]
    return _Words(
        compiled(data["strip"]["before"]),
        compiled(data["strip"]["unit"]),
        {squeeze(title): column["field"] for column in columns for title in column["titles"]},
        tuple((column["field"], compiled(column["pattern"])) for column in columns if "pattern" in column),
        {column["field"]: column["empty"] for column in columns},
    )
