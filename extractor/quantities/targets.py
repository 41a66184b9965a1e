"""From quantities to targets: every field of the contract, read from the clause around the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.notice import Change, Comparator, Deadline, Normalized, Target, TargetRole
from extractor.quantities.indicators import indicator
from extractor.quantities.lexicon import Lexicon, Unit
from extractor.quantities.readings import CueAt, Quantity, Reading, Scan
from extractor.quantities.roles import Place, role_of
from extractor.text import dates
from extractor.text.numerals import parse

_LINK = re.compile(r"^[、和及与，,以\s]*$")
_WEAK_CHANGES = frozenset(
    (
        "ratio",
        "percentage_point",
        "multiple",
        "multiple_doubling",
        "money",
        "duration",
        "duration_work",
        "age",
        "length",
    )
)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands outside the text: the notice's year, the item and field it is in, the column's unit.

    `subject` names what the text is about where it does not say itself; `n_before` targets of the item have
    been read from other fields.
    """

    year: int | None = None
    item_id: str = ""
    field: str = "task"
    unit: str | None = None
    subject: str = ""
    achieved: bool = False
    n_before: int = 0


class Bounds(NamedTuple):
    """A value or its limits, and what the words say of it."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: Comparator


class Judged(NamedTuple):
    """A reading with its final role, the rule that gave it, and how its number bounds the quantity."""

    reading: Reading
    role: str
    rule: str
    bounds: Bounds | None = None


def judge(scan: Scan, words: Lexicon, context: Context) -> tuple[Judged, ...]:
    """Give every reading of a scan its one role, in order of place."""
    judged = []
    settled = _share_units(_with_column_unit(scan, context, words))
    for index, reading in enumerate(settled.readings):
        bounds = None
        if reading.role == "quantity":
            place = _place(settled, index, words)
            role, rule = role_of(place)
            bounds = _bounds(place)
        elif reading.time:
            role, rule = _time_role(settled, reading, context)
        else:
            role, rule = reading.role, reading.rule
        judged.append(Judged(reading, role, rule, bounds))
    return tuple(judged)


def _with_column_unit(scan: Scan, context: Context, words: Lexicon) -> Scan:
    """Give the column's unit to a number that stands alone in its cell or has no unit of its own."""
    if not context.unit or (context.unit not in words.units and not _scaled(context.unit, words)):
        return scan
    return scan._replace(readings=tuple(_typed_by(reading, context, words) for reading in scan.readings))


def _scaled(unit: str, words: Lexicon) -> tuple[Decimal, str] | None:
    """Read a unit with a scale word in front: 万元 → 10000, 元."""
    numeral = words.numeral.match("1" + unit)
    form = unit[numeral.end() - 1 :] if numeral else unit
    if not numeral or form not in words.units:
        return None
    value = parse(numeral.group()).value
    return (value, form) if value is not None else None


def _typed_by(reading: Reading, context: Context, words: Lexicon) -> Reading:
    quantity = reading.quantity
    if not quantity or quantity.unit or quantity.implied or not context.unit:
        return reading
    scale, form = _scaled(context.unit, words) or (Decimal(1), context.unit)
    times = quantity._replace(
        value=_times(quantity.value, scale),
        low=_times(quantity.low, scale),
        high=_times(quantity.high, scale),
        implied=form,
    )
    return reading._replace(quantity=times)


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _share_units(scan: Scan) -> Scan:
    """Give the unit of a list to each of its numbers: 3、5、7所."""
    readings = list(scan.readings)
    for index in range(len(readings) - 2, -1, -1):
        here, after = readings[index], readings[index + 1]
        if not here.quantity or not after.quantity or here.quantity.unit:
            continue
        unit = after.quantity.unit or after.quantity.implied
        between = scan.text[here.quantity.tail : after.start]
        if unit and between and _LINK.match(between) and "，" not in between:
            readings[index] = here._replace(quantity=here.quantity._replace(implied=unit))
    return scan._replace(readings=tuple(readings))


def _place(scan: Scan, index: int, words: Lexicon) -> Place:
    reading = scan.readings[index]
    quantity = reading.quantity
    assert quantity
    start, _ = scan.clause(quantity.start)
    for before in reversed(scan.readings[:index]):
        if before.start < start:
            break
        if before.quantity and before.role != "reference":
            start = max(start, before.quantity.tail)
            break
    form = quantity.unit or quantity.implied
    following = scan.readings[index + 1] if index + 1 < len(scan.readings) else None
    return Place(
        scan,
        reading,
        quantity,
        words.units.get(form) if form else None,
        (start, quantity.start),
        scan.cues_in(start, quantity.start),
        following,
        words,
    )


def _time_role(scan: Scan, reading: Reading, context: Context) -> tuple[str, str]:
    time = reading.time
    assert time
    before = scan.cues_in(max(0, reading.start - 4), reading.start)
    touching = before[-1] if before and before[-1].end == reading.start else None
    if time.bound == "from" or (touching and ("start" in touching.kinds or "than" in touching.kinds)):
        return "reference", "a date that something is counted from"
    reached = scan.text[max(0, reading.start - 1) : reading.start] in ("到", "至")
    if time.bound == "until" or time.fine or reached or context.field == "deadline":
        return "deadline", "a date to finish by"
    return "reference", "a year"


# ------------------------------------------------------------------------------------------ targets


def build(scan: Scan, judged: tuple[Judged, ...], words: Lexicon, context: Context) -> tuple[Target, ...]:
    """Make a target of every quantity whose role is target, and of every grade to be reached."""
    settled = scan._replace(readings=tuple(one.reading._replace(role=one.role) for one in judged))
    targets: list[Target] = []
    for index, one in enumerate(judged):
        if one.role == "target" and one.bounds:
            targets.append(_target(_place(settled, index, words), one.bounds, targets, context))
        elif one.role == "grade" and _is_reached(settled, one.reading, words):
            targets.append(_grade(settled, one.reading, targets, words, context))
    return tuple(targets)


def _target(place: Place, bounds: Bounds, earlier: list[Target], context: Context) -> Target:
    quantity, unit, scan = place.quantity, place.unit, place.scan
    form = quantity.unit or quantity.implied
    previous = earlier[-1] if earlier else None
    linked = previous if previous and _is_linked(place, previous) else None
    inferred = []
    if not quantity.unit and form:
        inferred.append("unit")
    if not form and _lacks_money(place):
        form, unit = "元", place.words.units["元"]
        inferred.append("unit")
    value, low, high, comparator = bounds
    name = indicator(place)
    if not name:
        name = (previous.indicator if previous and _same_clause(place, previous) else "") or context.subject
        inferred.append("indicator")
    target = Target(
        id=_id(context, earlier),
        raw=scan.text[quantity.start : quantity.end],
        field=context.field,
        start=quantity.start,
        end=quantity.end,
        clause=_clause(scan, quantity.start),
        indicator=name,
        value=value,
        low=low,
        high=high,
        unit=form,
        unit_code=unit.code if unit else None,
        dimension=unit.dimension if unit else None,
        normalized=normalize(value, low, high, unit),
        comparator=comparator,
        change=_change(place, linked),
        baseline=_baseline(place),
        per=_per(place, linked),
        condition=_condition(place),
        part_of=_part_of(place, earlier),
        deadline=_deadline(place, context),
        modality=_modality(place),
        distribution=_distribution(place),
        role=_role(place, context),
        inferred=tuple(inferred),
    )
    return target


def _id(context: Context, earlier: list[Target]) -> str:
    return f"{context.item_id}/{context.n_before + len(earlier) + 1}"


def _is_reached(scan: Scan, reading: Reading, words: Lexicon) -> bool:
    start, _ = scan.clause(reading.start)
    return any(word in scan.text[start : reading.start] for word in words.reach)


def _grade(scan: Scan, reading: Reading, earlier: list[Target], words: Lexicon, context: Context) -> Target:
    start, end = scan.clause(reading.start)
    quantity = Quantity(reading.start, reading.end, reading.end, None)
    place = Place(
        scan, reading, quantity, None, (start, reading.start), scan.cues_in(start, reading.start), None, words
    )
    after = words.after_word.match(scan.text, reading.end)
    sign = words.after[after.group()] if after else "eq"
    return Target(
        id=_id(context, earlier),
        raw=scan.text[reading.start : reading.end],
        field=context.field,
        start=reading.start,
        end=reading.end,
        clause=_clause(scan, reading.start),
        indicator=indicator(place) or context.subject,
        dimension="grade",
        comparator=sign,
        deadline=_deadline(place, context),
        modality=_modality(place),
        grade=scan.text[reading.start : reading.end],
        role="achieved" if context.achieved else "target",
    )


def normalize(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, unit: Unit | None
) -> Normalized | None:
    """Give a value in the base unit of its dimension, None without a unit.

    The product keeps 15 significant digits: factors such as that of 亩 are rounded themselves.
    """
    if unit is None:
        return None
    if unit.to_base == 1:
        return Normalized(value, unit.base, low, high)
    return Normalized(_scale(value, unit), unit.base, _scale(low, unit), _scale(high, unit))


def _scale(value: Decimal | None, unit: Unit) -> Decimal | None:
    if value is None:
        return None
    product = value * unit.to_base
    if product and len(unit.to_base.as_tuple().digits) > 12:
        product = round(product, 12 - product.adjusted())
    return product.normalize() if product != product.to_integral_value() else product.quantize(Decimal(1))


def _clause(scan: Scan, at: int) -> str:
    start, end = scan.clause(at)
    return scan.text[start:end].strip()


def _is_linked(place: Place, previous: Target) -> bool:
    """A、B、C with one verb: nothing is done anew between the two figures."""
    start, end = place.region
    between = place.scan.text[start:end]
    return (
        _same_clause(place, previous)
        and between[:1] in ("、", "和", "及", "与")
        and not any("doing" in cue.kinds or "change" in cue.kinds for cue in place.cues)
    )


def _same_clause(place: Place, previous: Target) -> bool:
    start, _ = place.scan.clause(place.quantity.start)
    return previous.start >= start


def _lacks_money(place: Place) -> bool:
    return place.has("investment") or place.has("benefit")


def _bounds(place: Place) -> Bounds:
    """Give value, low, high and comparator, as only the words say."""
    quantity = place.quantity
    value, low, high = quantity.value, quantity.low, quantity.high
    if quantity.comparator == "range":
        return Bounds(value, low, high, "range")
    sign = quantity.after or _sign_before(place) or quantity.comparator
    if sign == "approx" and value is not None and _is_nearly(place):
        high = value
    return Bounds(value, low, high, sign)


def _sign_before(place: Place) -> Comparator | None:
    for cue in reversed(place.cues):
        sign = cue.kinds.get("comparator")
        if sign in ("approx", "range"):
            # 约, 近 speak of the very next figure only.
            if sign == "approx" and place.quantity.start - cue.end <= 1:
                return "approx"
        elif sign and not (place.unit and place.unit.dimension == "percentage_point"):
            return sign  # type: ignore[return-value]
    return None


def _is_nearly(place: Place) -> bool:
    last = place.cues[-1] if place.cues else None
    return bool(last and place.scan.text[last.start : last.end].endswith(("近", "接近")))


def _change(place: Place, linked: Target | None) -> Change:
    text = place.scan.text
    for cue in reversed(place.cues):
        change = cue.kinds.get("change")
        if change is None or (
            change == "none" and "doing" in cue.kinds and cue.end < place.quantity.start - 1
        ):
            continue
        if change in ("increase", "decrease"):
            link = text[cue.end : place.quantity.start]
            if link.endswith(("到", "至", "为")):
                return "increase_to" if change == "increase" else "decrease_to"
            word = text[cue.start : cue.end]
            beside = len(link) <= 1 or any(
                cue.end <= other.start and "comparator" in other.kinds for other in place.cues
            )
            weak = bool(place.unit and place.unit.dimension in _WEAK_CHANGES)
            if not (beside or weak or word in place.words.strong):
                continue
        return change  # type: ignore[return-value]
    return linked.change if linked else "none"


def _baseline(place: Place) -> str | None:
    """Give what a change starts from: 现行政策, 上年, 300元."""
    scan, text = place.scan, place.scan.text
    clause_start, _ = scan.clause(place.quantity.start)
    inside = [
        one for one in scan.readings if clause_start <= one.start <= place.quantity.start and one.quantity
    ]
    origins = [one for one in inside if one.role == "reference"]
    if origins:
        # 从A、B分别提高到C、D: the figures answer each other in order.
        index = sum(one.role == "target" for one in inside) - 1
        origin = origins[min(max(index, 0), len(origins) - 1)]
        return text[origin.start : origin.end]
    for cue in reversed(scan.cues_in(clause_start, place.quantity.start)):
        if "on" in cue.kinds and (opened := text.rfind("在", clause_start, cue.start)) >= 0:
            return text[opened + 1 : cue.start].removesuffix("的") or None
        if "than" in cue.kinds:
            changed = next(
                (c.start for c in place.cues if c.start > cue.start and "change" in c.kinds),
                place.quantity.start,
            )
            return text[cue.end : changed].strip("，、的相比") or text[cue.start : cue.end]
    return None


def _per(place: Place, linked: Target | None) -> tuple[str, ...]:
    """Give what the figure is a rate of: 每人每月, /人·月, 人均."""
    if place.quantity.per:
        return place.quantity.per
    if place.unit and place.unit.dimension in ("ratio", "percentage_point"):
        return ()
    clause_start, clause_end = place.scan.clause(place.quantity.start)
    after = place.scan.cues_in(place.quantity.end, min(clause_end, place.quantity.end + 1))
    # 每人每年，…: the rate may be a clause of its own.
    before = [
        cue
        for cue in place.scan.cues_in(max(0, clause_start - 12), clause_start)
        if cue.end == clause_start - 1
    ]
    for cue in (*reversed(place.cues), *after, *before):
        if "per" in cue.kinds:
            return tuple(cue.kinds["per"].split("/"))
    return linked.per if linked else ()


def _condition(place: Place) -> str | None:
    """Give the nearest condition before the number, in its clause or the sentence up to the figure before."""
    scan = place.scan
    sentence, _ = scan.sentence(place.quantity.start)
    clause, _ = scan.clause(place.quantity.start)
    for reading in reversed(scan.readings):
        if reading.start >= place.quantity.start or reading.start < sentence:
            continue
        if reading.role == "condition":
            tail = reading.quantity.tail if reading.quantity else reading.end
            return scan.text[_with_comparator(scan, reading.start) : tail]
        if reading.role == "target" and reading.start < clause:
            return None
    return None


def _with_comparator(scan: Scan, at: int) -> int:
    before = scan.cues_in(max(0, at - 4), at)
    return before[-1].start if before and before[-1].end == at and "comparator" in before[-1].kinds else at


def _part_of(place: Place, earlier: list[Target]) -> str | None:
    """Give the target that 其中 divides: the last one before the word."""
    scan, start = place.scan, place.quantity.start
    sentence, _ = scan.sentence(start)
    cue = next(
        (cue for cue in reversed(scan.cues_in(sentence, start)) if _opens_parts(scan, cue, earlier)), None
    )
    if cue is None or _bracket_closed(scan.text, cue.start, start):
        return None
    parent = next((target for target in reversed(earlier) if target.end <= cue.start), None)
    if parent is None:
        return None
    comparable = place.unit is None or parent.unit_code == place.unit.code or place.unit.dimension == "ratio"
    between = [target for target in earlier if target.start > cue.start]
    return parent.id if comparable or not between else None


def _opens_parts(scan: Scan, cue: CueAt, earlier: list[Target]) -> bool:
    if "part" not in cue.kinds:
        return False
    if scan.text.startswith("其中", cue.start):
        return True
    return scan.text[cue.start - 1 : cue.start] in ("（", "(", "，", ",") or any(
        t.end == cue.start for t in earlier
    )


def _bracket_closed(text: str, opened: int, at: int) -> bool:
    inside = text[max(0, opened - 1) : opened] in ("（", "(")
    return inside and bool(re.search(r"[）)]", text[opened:at]))


def _deadline(place: Place, context: Context) -> Deadline | None:
    """Give the nearest deadline: in the clause, else before it in the sentence, else behind it."""
    scan, at = place.scan, place.quantity.start
    start, end = scan.sentence(at)
    stated = [
        (
            reading.start,
            Deadline(reading.time.text, _iso(reading.time), ("year",) if reading.time.assumed else ()),
        )
        for reading in scan.readings
        if start <= reading.start < end and reading.role == "deadline" and reading.time
    ]
    stated += [
        (cue.start, _bare(scan.text[cue.start : cue.end], context.year))
        for cue in scan.cues_in(start, end)
        if "date" in cue.kinds
    ]
    if not stated:
        return None
    stated.sort(key=lambda one: one[0])
    clause_start, clause_end = scan.clause(at)
    before = [one for one in stated if one[0] < at]
    inside = [one for one in stated if clause_start <= one[0] < clause_end]
    return (
        min(inside, key=lambda one: abs(one[0] - at))[1]
        if inside
        else before[-1][1]
        if before
        else stated[0][1]
    )


def _iso(time: dates.Time) -> str | None:
    return time.last_day.isoformat() if time.last_day else None


def _bare(word: str, year: int | None) -> Deadline:
    day = dates.last_day_of(word, year)
    return Deadline(word, day.isoformat() if day else None, ("year",))


def _modality(place: Place) -> str | None:
    start, _ = place.scan.sentence(place.quantity.start)
    for cue in reversed(place.scan.cues_in(start, place.quantity.start)):
        if "modality" in cue.kinds:
            return place.scan.text[cue.start : cue.end]
    return None


def _distribution(place: Place) -> str | None:
    last = next((cue for cue in reversed(place.cues) if "spread" in cue.kinds), None)
    return place.scan.text[last.start : last.end] if last else None


def _role(place: Place, context: Context) -> TargetRole:
    if context.achieved or _is_achieved(place):
        return "achieved"
    if place.has("limit"):
        return "limit"
    if place.unit and place.unit.dimension.startswith("money") and _is_spent(place):
        return "investment"
    return "target"


def _is_achieved(place: Place) -> bool:
    """已, 截至 in the clause, or earlier in the sentence if nothing turns to the future since."""
    sentence, _ = place.scan.sentence(place.quantity.start)
    for cue in reversed(place.scan.cues_in(sentence, place.quantity.start)):
        if "achieved" in cue.kinds:
            return True
        if "modality" in cue.kinds or "date" in cue.kinds:
            return False
    return False


def _is_spent(place: Place) -> bool:
    """A sum raised or spent, unless the words nearest to it promise it to people."""
    if place.quantity.per:
        return False
    clause_start, _ = place.scan.clause(place.quantity.start)
    for cue in reversed(place.scan.cues_in(clause_start, place.quantity.start)):
        if "benefit" in cue.kinds or "per" in cue.kinds:
            return False
        if "investment" in cue.kinds:
            return True
    return False
