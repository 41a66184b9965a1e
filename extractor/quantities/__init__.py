"""Reading quantities: every numeral of a text gets one role, every commitment becomes a target.

>>> found = find_quantities("新增城镇就业6000人，其中失业人员再就业1680人")
>>> [(target.indicator, target.value, target.unit, target.part_of) for target in found.targets]
[('新增城镇就业', Decimal('6000'), '人', None), ('失业人员再就业', Decimal('1680'), '人', '/1')]
"""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, localcontext
from decimal import Context as Arithmetic
from functools import lru_cache
from typing import Any, NamedTuple

from extractor.notice import NumeralReading, NumeralRole, Target
from extractor.quantities.judge import Judged, judge
from extractor.quantities.lexicon import Lexicon, lexicon
from extractor.quantities.places import Context
from extractor.quantities.readings import scan
from extractor.quantities.targets import build
from extractor.text.forms import plain
from extractor.vocabulary import Vocabulary, standard

# Sums and products are exact whatever precision the calling program has set for itself.
_EXACT = Arithmetic(prec=40, Emax=MAX_EMAX, Emin=MIN_EMIN)
# A project's name stands beside each of its tasks, and a task in the row of each place that it is set for: texts of
# up to so many characters are kept with what was found.
_OFTEN = 500


class Found(NamedTuple):
    """What stands in one text; every `start`, `end` counts characters of it, the first target is `/1`."""

    targets: tuple[Target, ...]
    numerals: tuple[NumeralReading, ...]

    def numbered(self, item_id: str, n_before: int = 0) -> Found:
        """Give the ids their item, of which `n_before` targets have been read: `/1` → `3.1/1`."""

        def whole(own: str) -> str:
            return f"{item_id}/{n_before + int(own[1:])}"

        return Found(
            tuple(
                one._replace(id=whole(one.id), part_of=whole(one.part_of) if one.part_of else None)
                for one in self.targets
            ),
            tuple(one._replace(item_id=item_id) for one in self.numerals),
        )


def find_quantities(text: str, *, year: int | None = None, vocabulary: Vocabulary | None = None) -> Found:
    """Read every number of a text; `year` completes dates that state none.

    >>> find_quantities("80岁以上老人每人每月50元").targets[0].condition
    '80岁以上'
    """
    return _find(text, Context(year=year), vocabulary or standard())


def find_in(text: str, context: Context, vocabulary: Vocabulary) -> Found:
    """Read a field of an item; `context` says which, and what stands outside of its text."""
    return (_kept if len(text) <= _OFTEN else _find)(text, context, vocabulary)


def _find(text: str, context: Context, vocabulary: Vocabulary) -> Found:
    words = lexicon(vocabulary)
    simple = plain(text)
    with localcontext(_EXACT):
        scanned = scan(simple, words, context.year)
        judged = judge(scanned, words, context)
        targets = build(scanned, judged, words, context)
    if simple is not text:
        targets = tuple(_as_written(target, text, simple) for target in targets)
    spent = {target.start for target in targets if target.role == "investment"}
    return Found(targets, tuple(_numeral(text, one, one.reading.start in spent, context, words) for one in judged))


_kept = lru_cache(maxsize=256)(_find)


def _as_written(target: Target, text: str, simple: str) -> Target:
    """Give a target that was read in plain forms (5万个) its words as the text has them (５萬個)."""

    def written(piece: str, start: int = 0) -> str:
        at = simple.find(piece, start)
        return text[at : at + len(piece)] if at >= 0 else piece

    words: dict[str, Any] = {
        name: written(stated)
        for name in ("clause", "indicator", "condition", "baseline", "modality", "distribution", "grade")
        if (stated := getattr(target, name))
    }
    unit = written(target.unit, target.start) if target.unit else None
    deadline = target.deadline._replace(text=written(target.deadline.text)) if target.deadline else None
    return target._replace(raw=text[target.start : target.end], unit=unit, deadline=deadline, **words)


def _numeral(text: str, judged: Judged, spent: bool, context: Context, words: Lexicon) -> NumeralReading:
    reading, quantity = judged.reading, judged.reading.quantity
    role: NumeralRole = "money" if spent else judged.role  # type: ignore[assignment]
    place = ("", context.field, text[reading.start : reading.end], reading.start, reading.end)
    if quantity is None:
        return NumeralReading(*place, role, judged.rule)
    form = quantity.unit or quantity.implied
    return NumeralReading(
        *place,
        role,
        judged.rule,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        comparator=judged.bounds.comparator if judged.bounds else quantity.comparator,
        unit=form,
        unit_code=words.units[form].code if form in words.units else None,
    )
