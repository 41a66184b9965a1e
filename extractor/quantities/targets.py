"""From judged readings to targets: every field of the contract, read from the words around the number."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import takewhile
from operator import attrgetter

from extractor.notice import Normalized, Target
from extractor.quantities import relations
from extractor.quantities.answering import answer
from extractor.quantities.indicators import indicator
from extractor.quantities.judge import Bounds, Judged
from extractor.quantities.lexicon import Lexicon, Unit
from extractor.quantities.measures import Quantity
from extractor.quantities.phrases import heading, theme
from extractor.quantities.places import Context, Place, kinds_of, place_of
from extractor.quantities.readings import Reading, Scan, beside
from extractor.quantities.recipients import beneficiary, divides, recipient
from extractor.quantities.roles import lacks_money
from extractor.quantities.wholes import whole_of
from extractor.text.numerals import trim

# Factors such as that of 亩 are rounded themselves, so their products keep this many digits.
_EXACT_DIGITS = 12
_WIDEST = 1000
_FIGURES_BACK = 50
_FOR = ("对", "为", "给", "向")
_ENDS = re.compile(r"[，、；,;]|以上|以下|标准|级$")


def build(scan: Scan, judged: tuple[Judged, ...], words: Lexicon, context: Context) -> tuple[Target, ...]:
    """Make a target of every quantity whose role is target, and of every grade to be reached."""
    settled = scan.settled([one.reading._replace(role=one.role) for one in judged])
    # A figure that turned out to be no target does not part the next one from its words.
    moved = any(one.place and one.role not in ("target", "condition") for one in judged)
    targets: list[Target] = []
    for index, one in enumerate(judged):
        if one.role == "target" and one.place and one.bounds:
            place = place_of(settled, index, words) if moved else Place(settled, *one.place[1:])
            targets.append(_target(place, one.bounds, targets, context))
        elif one.role == "grade" and (reach := _reach_of(settled, one.reading, words)) is not None:
            targets.append(_grade(settled, one.reading, reach, targets, words, context))
    targets = answer(targets, settled, words)
    return (*targets, *_zeros(settled, targets, words, context))


def _target(place: Place, bounds: Bounds, earlier: list[Target], context: Context) -> Target:
    quantity, unit, text = place.quantity, place.unit, place.scan.text
    form = quantity.unit or quantity.implied
    if not form and lacks_money(place):
        form, unit = "元", place.words.units["元"]
    previous = earlier[-1] if earlier else None
    linked = relations.linked_to(place, previous)
    whole = whole_of(place, earlier)
    stated_per = relations.per(place, linked)
    named, held, is_stated = _named(place, stated_per, whole, earlier, context)
    per = stated_per or _per_before(named, place, earlier)
    inferred = (("unit", form and not quantity.unit), ("indicator", not is_stated), ("per", per and not stated_per))
    return Target(
        id=f"/{len(earlier) + 1}",
        raw=text[quantity.start : quantity.end],
        field=context.field,
        start=quantity.start,
        end=quantity.end,
        clause=_clause(place),
        indicator=named,
        value=bounds.value,
        low=bounds.low,
        high=bounds.high,
        unit=form,
        unit_code=unit.code if unit else None,
        dimension=unit.dimension if unit else None,
        normalized=normalize(bounds, unit),
        comparator=bounds.comparator,
        change=relations.change(place, linked),
        baseline=relations.baseline(place),
        per=per,
        condition=relations.condition(place) or held or beneficiary(place),
        part_of=whole.id if whole else None,
        deadline=relations.deadline(place, context),
        modality=relations.modality(place),
        distribution=relations.distribution(place),
        role=relations.use(place, whole, context),
        inferred=tuple(name for name, holds in inferred if holds),
    )


def _named(
    place: Place, per: tuple[str, ...], whole: Target | None, earlier: list[Target], context: Context
) -> tuple[str, str | None, bool]:
    """Give the indicator, for whom the figure holds if the noun says that, and whether the indicator is stated."""
    named = indicator(place)
    if not named or _says_nothing(named, place, context):
        return _indicator_around(place, earlier, context), None, False
    if whole and divides(named, whole, place):
        return whole.indicator, named, False
    if received := recipient(place, named, per, earlier, context):
        return *received, received[0] in place.scan.text[place.start : place.quantity.start]
    if "benefit" in place.words.cues.get(named, ()) and (whole_name := _in_full(named, place, earlier)):
        return whole_name, None, False
    return named, None, True


def _in_full(named: str, place: Place, earlier: list[Target]) -> str:
    """Give the longer name of a benefit, "" without one: 发放住房租赁补贴，县城每户 | 补贴 | 260元."""
    if place.scan.text.startswith(_FOR, place.clause[0]):
        # …，对养殖户每头 | 补贴: for somebody else.
        return ""
    last = earlier[-1].indicator if earlier and earlier[-1].start >= place.sentence[0] else theme(place)
    return last if last.endswith(named) and last != named else ""


def _says_nothing(named: str, place: Place, context: Context) -> bool:
    """Tell whether a noun is but a verb: 二季度完成50%, in progress 已改造18个; 惠及 | 640人 names the people."""
    if named in place.words.benefiting and place.unit and place.unit.attribute:
        return False
    if named.startswith("每") and place.words.bases.fullmatch(named, 1):
        # 每立方米 | 由3.2元
        return True
    if "spread" in place.words.cues.get(named, ()):
        # 均较上年提高100元
        return True
    return named in place.words.light or (context.achieved and "doing" in place.words.cues.get(named, ()))


def _per_before(named: str, place: Place, earlier: list[Target]) -> tuple[str, ...]:
    """Give the rate of the figure before under the same name: 基础养老金每人每月提高20元，达到163元."""
    last = earlier[-1] if earlier and place.dimension != "count" else None
    alike = last and last.start >= place.sentence[0] and last.indicator == named and last.dimension == place.dimension
    return last.per if last and alike else ()


def _clause(place: Place) -> str:
    """Give the clause as written; of one that never ends, what stands around the number."""
    start, end = place.clause
    at = place.quantity.start
    return place.scan.text[max(start, at - _WIDEST) : min(end, at + _WIDEST)].strip()


def _indicator_around(place: Place, earlier: list[Target], context: Context) -> str:
    """Take the indicator of a figure before in the sentence, else what stands before its colon, else the subject."""
    start = place.sentence[0]
    inside = [*takewhile(lambda one: one.start >= start, reversed(earlier[-_FIGURES_BACK:]))]
    if (unit := place.unit) and unit.dimension == "count":
        # 补贴期限24个月，发放1500人: how long something lasts is not counted.
        inside = [one for one in inside if not (one.dimension or "").startswith("duration")]
        inside.sort(key=lambda one: one.unit_code != unit.code)
    if inside:
        return heading(place, inside[0].end) or inside[0].indicator
    return heading(place) or theme(place) or context.subject


def _reach_of(scan: Scan, reading: Reading, words: Lexicon) -> int | None:
    """Give where the word stands by which a grade is to be reached (达到二级甲等), None if it names a thing."""
    start, _ = scan.clause(reading.start)
    last, following = beside(scan.of_role("target"), reading.start)
    if (
        following
        and scan.clause(following.start)[0] == start
        and not _ENDS.search(scan.text, reading.end, following.start)
    ):
        # 创建4A级景区2个: the grade is of what is counted, as in 建成1所三级医院.
        return None
    start = max(start, last.end) if last else start
    found = [at for word in words.reach if (at := scan.text.rfind(word, start, reading.start)) >= 0]
    # 到达三级医院 goes there.
    return max((at for at in found if scan.text[at - 1 : at + 1] != "到达"), default=None)


def _zeros(scan: Scan, earlier: list[Target], words: Lexicon, context: Context) -> list[Target]:
    """Make a target of 0 of 动态清零, the only commitment that states its number as a word."""
    zeros: list[Target] = []
    for cue in scan.cues if "zero" in scan.kinds else ():
        if "zero" in cue.kinds:
            place = _place_at(scan, Reading(cue.start, cue.end, "zero", "nothing is to be left"), words)
            bare = _bare_target(place, [*earlier, *zeros], context)
            zeros.append(bare._replace(value=Decimal(0), dimension="count", change="decrease_to", inferred=("value",)))
    return zeros


def _grade(scan: Scan, reading: Reading, reach: int, earlier: list[Target], words: Lexicon, context: Context) -> Target:
    after = words.after_at(scan.text, reading.end)
    target = _bare_target(_place_at(scan, reading, words, reach), earlier, context)
    sign = words.signs.get(words.after[after[1]], "eq") if after else "eq"
    return target._replace(dimension="grade", comparator=sign, grade=target.raw)


def _place_at(scan: Scan, reading: Reading, words: Lexicon, start: int | None = None) -> Place:
    """Give the surroundings of a word that states a goal without a number; its subject ends at `start`."""
    clause = scan.clause(reading.start)
    start = reading.start if start is None else start
    after = words.after_at(scan.text, reading.end)
    cues = scan.cues_in(clause[0], start)
    return Place(
        scan,
        bisect_left(scan.readings, reading.start, key=attrgetter("start")),
        reading,
        Quantity(start, reading.end, after.end() if after else reading.end, None),
        None,
        clause[0],
        clause,
        cues,
        kinds_of(cues),
        words,
    )


def _bare_target(place: Place, earlier: list[Target], context: Context) -> Target:
    """Make a target that has no quantity: a grade, or nothing left."""
    start, end = place.reading.start, place.reading.end
    named = indicator(place, counted=False)
    return Target(
        id=f"/{len(earlier) + 1}",
        raw=place.scan.text[start:end],
        field=context.field,
        start=start,
        end=end,
        clause=_clause(place),
        indicator=named or context.subject,
        condition=relations.condition(place),
        deadline=relations.deadline(place, context),
        modality=relations.modality(place),
        role="achieved" if context.achieved else "target",
        inferred=() if named else ("indicator",),
    )


def normalize(bounds: Bounds, unit: Unit | None) -> Normalized | None:
    """Give a number in the base unit of its dimension, None without a unit: 30 公里 → 30000 m."""
    if unit is None:
        return None
    value, low, high, _ = bounds
    if unit.to_base == 1:
        return Normalized(value, unit.base, low, high)
    return Normalized(_scale(value, unit), unit.base, _scale(low, unit), _scale(high, unit))


def _scale(value: Decimal | None, unit: Unit) -> Decimal | None:
    if value is None:
        return None
    product = value * unit.to_base
    if product and len(unit.to_base.as_tuple().digits) > _EXACT_DIGITS:
        product = round(product, _EXACT_DIGITS - product.adjusted())
    return trim(product)
