"""Automatic numbers of paragraphs as Word shows them: they are stated by w:numPr and have no text.

Source: ISO/IEC 29500-1, 17.9 (Numbering).
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_DIGITS = "〇一二三四五六七八九"
_LEVEL = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """How one level of a list counts: the form of its number, its label, where it begins."""

    form: str = "decimal"
    label: str = "%1."
    start: int = 1


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, levels: dict[str, dict[int, Level]], styles: dict[str, tuple[str, int]]) -> None:
        self._levels = levels
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}

    @classmethod
    def none(cls) -> Numbering:
        """Give the numbering of a document without lists."""
        return cls({}, {})

    @classmethod
    def of(cls, numbering: Any = None, styles: Any = None) -> Numbering:
        """Read numbering.xml and styles.xml, either of them None if the document has none."""
        levels = _levels(numbering) if numbering is not None else {}
        return cls(levels, _styles(styles) if styles is not None and levels else {})

    def label(self, paragraph: Any, space: str) -> str:
        """Count a paragraph and give its label, "" if it is in no list."""
        if not self._levels:
            return ""
        number, depth = self._place(paragraph.find(space + "pPr"), space)
        levels = self._levels.get(number, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(number, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if levels[depth].form in ("none", "bullet"):
            return ""

        def shown(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            known = levels.get(level, Level())
            return in_form(counts.get(level, known.start), known.form)

        return _LEVEL.sub(shown, levels[depth].label)

    def _place(self, properties: Any, space: str) -> tuple[str, int]:
        if properties is None:
            return "", 0
        stated = properties.find(space + "numPr")
        style = properties.find(space + "pStyle")
        number, depth = self._styles.get(style.get(space + "val") or "", ("", 0)) if style is not None else ("", 0)
        if stated is not None:
            number = _value(stated.find(space + "numId"), space) or number
            depth = _integer(_value(stated.find(space + "ilvl"), space), depth)
        return number, depth


def in_form(number: int, form: str) -> str:
    """Write a number in a w:numFmt.

    >>> in_form(12, "chineseCounting"), in_form(3, "upperRoman"), in_form(2, "decimalEnclosedCircle")
    ('十二', 'III', '②')
    """
    if form.startswith(("chinese", "japanese", "ideographLegal", "taiwanese")):
        return _chinese(number)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
                        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        written += sign * (number // value)
        number %= value
    return written


def _levels(root: Any) -> dict[str, dict[int, Level]]:
    space = root.tag.rpartition("}")[0] + "}"
    abstract = {
        one.get(space + "abstractNumId"): {
            _integer(level.get(space + "ilvl"), 0): _level(level, space) for level in one.iter(space + "lvl")
        }
        for one in root.iter(space + "abstractNum")
    }
    lists = {}
    for one in root.iter(space + "num"):
        levels = dict(abstract.get(_value(one.find(space + "abstractNumId"), space), {}))
        for override in one.iter(space + "lvlOverride"):
            depth = _integer(override.get(space + "ilvl"), 0)
            stated = override.find(space + "lvl")
            if stated is not None:
                levels[depth] = _level(stated, space)
            start = _value(override.find(space + "startOverride"), space)
            if start and depth in levels:
                levels[depth] = levels[depth]._replace(start=_integer(start, 1))
        lists[one.get(space + "numId") or ""] = levels
    return lists


def _level(element: Any, space: str) -> Level:
    parts = {name: _value(element.find(space + name), space) for name in ("numFmt", "lvlText", "start")}
    return Level(parts["numFmt"] or "decimal", parts["lvlText"] or "", _integer(parts["start"], 1))


def _styles(root: Any) -> dict[str, tuple[str, int]]:
    space = root.tag.rpartition("}")[0] + "}"
    found = {}
    for style in root.iter(space + "style"):
        stated = style.find(f"{space}pPr/{space}numPr")
        if stated is not None:
            depth = _integer(_value(stated.find(space + "ilvl"), space), 0)
            found[style.get(space + "styleId") or ""] = (_value(stated.find(space + "numId"), space), depth)
    return found


def _value(element: Any, space: str) -> str:
    return (element.get(space + "val") or "") if element is not None else ""


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else otherwise
