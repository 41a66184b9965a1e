"""Cells that are nothing but a figure: what it counts stands in the header or in the row's own name.

新建公厕（座） over 120     120 座, and neither a hotline nor a bare number
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.kept import compiled
from extractor.notice import NumeralReading, Target, TargetRole
from extractor.quantities import Found, find_in
from extractor.quantities.places import Context
from extractor.record import Figure
from extractor.tables.columns import unit_behind
from extractor.text.numerals import ARABIC, parse
from extractor.vocabulary import Vocabulary

_SIGNS = {"≥": "不低于", ">": "超过", "＞": "超过", "≤": "不超过", "<": "低于", "＜": "低于", "": ""}
_FIGURE = compiled(rf"(?P<sign>[≥≤><＞＜]?)\s?(?P<number>{ARABIC})\s?[%％]?")


def is_figure(text: str) -> bool:
    """Tell whether a text is one number and nothing besides, a sign or % aside.

    >>> is_figure("1,200"), is_figure("≥80%"), is_figure("2021.8.1"), is_figure("120座")
    (True, True, False, False)
    """
    return bool(_FIGURE.fullmatch(text))


def read_figure(text: str, context: Context, vocabulary: Vocabulary) -> Found:
    """Read a cell that is one figure; `context.subject` says what it counts, `context.unit` in what.

    Gives one target and one numeral, both over the whole text, which `is_figure`.
    """
    figure = _FIGURE.fullmatch(text)
    assert figure
    # Read as a sentence says it: 新建公厕不低于120座.
    subject, named = unit_behind(context.subject, vocabulary)
    context = replace(context, subject=subject, unit=context.unit or named)
    parted = "：" if subject[-1:].isdigit() else ""
    said = f"{subject}{parted}{_SIGNS[figure['sign']]}"
    unit = "" if text[-1] in "%％" else context.unit or ""
    sentence = f"{said}{text.removeprefix(figure['sign']).strip()}{unit}"
    found = find_in(sentence, context, vocabulary)
    target = next((one for one in found.targets if one.start >= len(said)), None) or _plain(figure["number"], context)
    numeral = next((one for one in found.numerals if one.start == target.start and one.role == "target"), None)
    target = _placed(target, text, bool(unit), context)
    return Found((target,), (_numeral(target, numeral),))


def read_parts(text: str, figures: Sequence[Figure], context: Context, vocabulary: Vocabulary) -> Found:
    """Read a text that was put together of cells, each by its own header and for its own place.

    `context.unit` is that of a note above the table; it types the figures of a table whose headers state none.
    """
    noted = None if any(figure.unit for figure in figures) else context.unit
    targets: list[Target] = []
    numerals: list[NumeralReading] = []
    for figure in figures:
        cell = text[figure.start : figure.end]
        inside = replace(
            context,
            unit=figure.unit or noted,
            subject=figure.indicator,
            achieved=figure.achieved,
        )
        found = read_figure(cell, inside, vocabulary) if is_figure(cell) else find_in(cell, inside, vocabulary)
        found = found.numbered("", len(targets))
        typed = figure.field == "task" or is_figure(cell)
        targets += (_moved(one, figure, typed=typed) for one in found.targets)
        numerals += (one._replace(start=one.start + figure.start, end=one.end + figure.start) for one in found.numerals)
    return Found(tuple(targets), tuple(numerals))


def _moved(target: Target, figure: Figure, *, typed: bool) -> Target:
    """Give a target its place in the whole text; where the layout types it, what it counts and for whom too."""
    placed = target._replace(start=target.start + figure.start, end=target.end + figure.start)
    if not typed:
        return placed
    inferred = tuple(name for name in target.inferred if name != "indicator")
    return placed._replace(indicator=figure.indicator, condition=figure.condition, inferred=inferred)


def _plain(number: str, context: Context) -> Target:
    """Make a target of a figure whose unit nothing states."""
    role: TargetRole = "achieved" if context.achieved else "target"
    return Target(
        id="", raw=number, field="", start=-1, end=-1, clause="", indicator="", value=parse(number).value, role=role
    )


def _placed(target: Target, text: str, typed: bool, context: Context) -> Target:
    bounded = target.comparator != "eq" and target.indicator
    named = target.indicator if bounded else context.subject
    inferred = [name for name in target.inferred if name not in ("unit", "indicator")]
    return target._replace(
        id="/1",
        raw=text,
        field=context.field,
        start=0,
        end=len(text),
        clause=text,
        indicator=named,
        part_of=None,
        inferred=(*inferred, *(["unit"] if typed and target.unit else []), *(["indicator"] if named else [])),
    )


def _numeral(target: Target, numeral: NumeralReading | None) -> NumeralReading:
    stated = numeral or NumeralReading(
        "", "", "", 0, 0, "target", "a cell that is one figure", value=target.value, comparator=target.comparator
    )
    return stated._replace(
        field=target.field,
        raw=target.raw,
        start=target.start,
        end=target.end,
        role="target",
        rule="a cell that is one figure",
    )
