r"""A user's vocabulary checked entry by entry, each fault with its line.

>>> data = {"units": {"unit": [{"code": "x", "forms": "台套"}]}}
>>> faults(data, '[[units.unit]]\ncode = "x"\nforms = "台套"', {"units": {"unit": []}})[0]
'line 1: a unit needs a dimension'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

_NEEDED = ("code", "dimension", "forms")
_KNOWN = {*_NEEDED, "to_base", "lone", "attribute", "not_before", "lone_not_before", "otherwise", "examples"}
_KINDS = {list: "a list", dict: "a table", str: "a text in quotes", bool: "true or false"}


def faults(data: Mapping[str, Any], text: str, ours: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Give what is wrong with the entries of `data`, parsed from `text`; `ours` are the sections it adds to."""
    found = list(_units(data, text, ours))
    for section, entries in data.items():
        found += _shapes(entries, ours[section], section, text)
    return found


def _units(data: Mapping[str, Any], text: str, ours: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    entries = data["units"].get("unit", []) if isinstance(data.get("units"), dict) else []
    if not isinstance(entries, list):
        return
    taken = {form: entry["code"] for entry in ours["units"]["unit"] for form in entry["forms"]}
    for index, entry in enumerate(entries):
        line = _line(text, r"\[\[\s*units\.unit\s*\]\]", index)
        for fault in _unit(entry, taken):
            yield f"line {line}: {fault}"
        if isinstance(entry.get("forms"), list):
            taken |= {form: entry.get("code", "?") for form in entry["forms"] if isinstance(form, str)}


def _unit(entry: Mapping[str, Any], taken: Mapping[str, str]) -> Iterator[str]:
    for key in _NEEDED:
        if key not in entry:
            yield f"a unit needs {'forms' if key == 'forms' else f'a {key}'}"
    for key in sorted(entry.keys() - _KNOWN):
        yield f"a unit has no {key}; it may have {', '.join(sorted(_KNOWN))}"
    forms = entry.get("forms", [])
    if not isinstance(forms, list) or not all(isinstance(form, str) and form for form in forms):
        yield 'forms must be a list of words: forms = ["套"]'
    else:
        for form in forms:
            if form in taken:
                yield f"{form} is a form of the unit {taken[form]} already"
    if not isinstance(entry.get("not_before", {}), dict):
        yield 'not_before must say which form it holds for: not_before = { "家" = "庭" }'
    try:
        Decimal(str(entry.get("to_base", "1")))
    except InvalidOperation:
        yield f'to_base must be a number in quotes, not {entry["to_base"]!r}: to_base = "1000"'


def _shapes(theirs: Any, ours: Any, path: str, text: str) -> Iterator[str]:
    """Hold what is added against the kind of what is there: words join lists, tables join tables."""
    line = _line(text, rf"^[ \t]*(?:\[+[ \t]*)?(?:\S*\.)?{re.escape(path.rpartition('.')[2])}\b")
    if ours is not None and type(theirs) is not type(ours):
        yield f"line {line}: {path} must be {_KINDS.get(type(ours), 'of another kind')}"
    elif isinstance(theirs, dict):
        for key, value in theirs.items():
            yield from _shapes(value, ours.get(key) if isinstance(ours, dict) else None, f"{path}.{key}", text)
    elif isinstance(theirs, list) and ours and isinstance(ours[0], str):
        for word in theirs:
            if not isinstance(word, str) or not word:
                yield f"line {line}: {path} holds {word!r}, which is no word"


def _line(text: str, pattern: str, index: int = 0) -> int:
    """Give the number, from 1, of the line where the pattern stands for the time `index` (from 0)."""
    found = list(re.finditer(pattern, text, re.MULTILINE))
    return text.count("\n", 0, found[min(index, len(found) - 1)].start()) + 1 if found else 1
