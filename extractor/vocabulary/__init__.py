"""The words of the field as data: TOML files beside this module, and a loader.

A stage asks for its section and compiles what it needs once per vocabulary:

>>> "column" in standard().section("columns")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from extractor.errors import InvalidVocabulary
from extractor.kept import parsed

FOLDER = Path(__file__).parent
SECTIONS = ("columns", "units", "phrases", "names", "offices", "front")


class Vocabulary:
    """The merged sections; equal only to itself, so that a cache may be keyed on it."""

    def __init__(self, extra: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._extra = extra or {}
        self._sections: dict[str, dict[str, Any]] = {}

    def section(self, name: str) -> dict[str, Any]:
        """Give one section as its TOML says it, read on first use, the user's entries after ours."""
        if name not in self._sections:
            text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
            self._sections[name] = merge(parsed(text), self._extra.get(name, {}))
        return self._sections[name]


def merge(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Join two tables: lists one after the other, tables key by key, else the second's value.

    >>> merge({"words": ["一律"], "sign": "%"}, {"words": ["统一"]})
    {'words': ['一律', '统一'], 'sign': '%'}
    """
    joined = dict(ours)
    for key, value in theirs.items():
        before = joined.get(key)
        if isinstance(before, list):
            joined[key] = [*before, *value]
        elif isinstance(before, dict):
            joined[key] = merge(before, value)
        else:
            joined[key] = value
    return joined


def load_vocabulary(path: str | Path | None = None) -> Vocabulary:
    """Give our vocabulary with a user's TOML file added: tables named as the sections, [units], [phrases] ….

    Raises `InvalidVocabulary` with what is wrong and where.
    """
    if path is None:
        return standard()
    import tomllib

    from extractor.vocabulary.validate import faults

    try:
        text = Path(path).read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise InvalidVocabulary(path, f"it cannot be read ({error})", "check the file") from error
    if unknown := [name for name in data if name not in SECTIONS]:
        remedy = f"put its entries under one of {', '.join(SECTIONS)}"
        raise InvalidVocabulary(path, f"it has no section {', '.join(unknown)}", remedy)
    if found := faults(data, text, {name: standard().section(name) for name in {*data, "units"}}):
        raise InvalidVocabulary(path, "; ".join(found), "mend these entries")
    return Vocabulary(data)


@cache
def standard() -> Vocabulary:
    """Give the vocabulary that comes with the package."""
    return Vocabulary()
