"""Every reading of a text gets its final role, and every number its bounds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractor.notice import Comparator
from extractor.quantities.lexicon import Lexicon
from extractor.quantities.measures import HALVES, Quantity
from extractor.quantities.places import Context, Place, place_of
from extractor.quantities.readings import Reading, Scan
from extractor.quantities.roles import role_of
from extractor.text.dates import Time
from extractor.text.numerals import parse

_BOUNDS_LINK = re.compile(r"[、，,\s]{0,2}(?:并且|而且|并|且|但|和|及|至)?[、，,\s]{0,2}")
_LONGEST_SIGN = 8
# People are counted so; 项目1 and 社区3 are names.
_OF_PEOPLE = frozenset(("人", "户"))
_INTENT = frozenset(("modality", "doing", "change"))
_COLONS = ("：", ":")
_LIST_LINK = re.compile(r"[、和及与以或\s]+")


class Bounds(NamedTuple):
    """A value or its limits, and what the words say of it."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: Comparator


class Judged(NamedTuple):
    """A reading with its final role and the rule that gave it; a quantity with its place and bounds."""

    reading: Reading
    role: str
    rule: str
    place: Place | None = None
    bounds: Bounds | None = None


def judge(scan: Scan, words: Lexicon, context: Context) -> tuple[Judged, ...]:
    """Give every reading of a scan its one role, in order of place."""
    scan = _named_before(_with_column_unit(scan, context, words), words)
    scan = _join_bounds(_share_units(scan), words)
    return tuple(_judge(scan, index, words, context) for index in range(len(scan.readings)))


def _judge(scan: Scan, index: int, words: Lexicon, context: Context) -> Judged:
    reading = scan.readings[index]
    if reading.role == "quantity":
        place = place_of(scan, index, words)
        return Judged(reading, *role_of(place), place, _bounds(place))
    if reading.time:
        return Judged(reading, *_time_role(scan, reading, context))
    return Judged(reading, reading.role, reading.rule)


def _with_column_unit(scan: Scan, context: Context, words: Lexicon) -> Scan:
    """Give the column's unit to the numbers that have none of their own: 5.2 under 万人 is 52,000 人."""
    stated = _scaled(context.unit, words) if context.unit else None
    if stated is None:
        return scan
    return scan._replace(readings=tuple(_typed_by(reading, *stated) for reading in scan.readings))


def _scaled(unit: str, words: Lexicon) -> tuple[Decimal, str] | None:
    """Read a unit with a scale word in front: 万元 → 10000, 元; None if it is no unit."""
    if unit in words.units:
        return Decimal(1), unit
    numeral = words.numeral.match("1" + unit)
    form = unit[numeral.end() - 1 :] if numeral else ""
    value = parse(numeral.group()).value if numeral else None
    return (value, form) if value is not None and form in words.units else None


def _typed_by(reading: Reading, scale: Decimal, form: str) -> Reading:
    quantity = reading.quantity
    if not quantity or quantity.unit or quantity.implied or reading.role != "quantity":
        return reading
    value, low, high = (
        None if part is None else part * scale for part in (quantity.value, quantity.low, quantity.high)
    )
    return reading._replace(quantity=quantity._replace(value=value, low=low, high=high, implied=form))


def _named_before(scan: Scan, words: Lexicon) -> Scan:
    """Give a number without a unit, at the end of its clause, that of the people before it: 惠及农村居民40万."""
    readings = tuple([_typed_by_noun(scan, one, words) if _is_bare(one) else one for one in scan.readings])
    return scan._replace(readings=readings) if any(map(_is_bare, scan.readings)) else scan


def _is_bare(reading: Reading) -> bool:
    quantity = reading.quantity
    return bool(quantity and reading.role == "quantity" and not quantity.unit and not quantity.implied)


def _typed_by_noun(scan: Scan, reading: Reading, words: Lexicon) -> Reading:
    quantity = reading.quantity
    assert quantity is not None
    start, end = scan.clause(reading.start)
    before = scan.text[start : reading.start].rstrip("约近达到共、")
    ends = quantity.tail == end and scan.text[quantity.start : quantity.end] not in HALVES
    noun = next((word for word, unit in words.nouns.items() if unit in _OF_PEOPLE and before.endswith(word)), None)
    return reading._replace(quantity=quantity._replace(implied=words.nouns[noun])) if noun and ends else reading


def _share_units(scan: Scan) -> Scan:
    """Give the unit of a list to each of its numbers: 3、5、7所."""
    readings = list(scan.readings)
    if all(not one.quantity or one.quantity.unit for one in readings):
        return scan
    for index in range(len(readings) - 2, -1, -1):
        here, after = readings[index].quantity, readings[index + 1].quantity
        if not here or not after or here.unit or readings[index].role != "quantity":
            continue
        unit = after.unit or after.implied
        if unit and _LIST_LINK.fullmatch(scan.text, here.tail, after.start):
            readings[index] = readings[index]._replace(quantity=here._replace(implied=unit))
    return scan._replace(readings=tuple(readings))


def _join_bounds(scan: Scan, words: Lexicon) -> Scan:
    """Read a lower and an upper bound side by side as one range: 60岁以上80岁以下, 大于100并且小于300."""
    readings: list[Reading] = []
    if len(scan.readings) < 2 or ("comparator" not in scan.kinds and not _has_bound(scan)):
        return scan
    for reading in scan.readings:
        joined = _joined(scan, readings[-1], reading, words) if readings else None
        if joined:
            readings[-1] = joined
        else:
            readings.append(reading)
    return scan if len(readings) == len(scan.readings) else scan._replace(readings=tuple(readings))


def _has_bound(scan: Scan) -> bool:
    return any(one.quantity and one.quantity.after for one in scan.readings)


def _joined(scan: Scan, first: Reading, second: Reading, words: Lexicon) -> Reading | None:
    one, other = first.quantity, second.quantity
    if not one or not other or not first.role == second.role == "quantity" or one.value is None or other.value is None:
        return None
    (sign, _), (other_sign, begin) = _bound(scan, one, words), _bound(scan, other, words)
    if {sign, other_sign} & {"ge", "gt"} == set() or {sign, other_sign} & {"le", "lt"} == set():
        return None
    unit, implied = other.unit or one.unit, other.implied or one.implied
    low, high = (one.value, other.value) if sign in ("ge", "gt") else (other.value, one.value)
    apart = (one.unit or one.implied) not in (None, unit or implied) or low >= high
    if apart or not _BOUNDS_LINK.fullmatch(scan.text, one.tail, begin):
        return None
    after = other.after if one.after else None
    quantity = Quantity(
        one.start, other.end, other.tail, None, low, high, "range", unit, implied, after, other.per or one.per
    )
    return Reading(one.start, other.end, "quantity", "two bounds of one number", quantity)


def _bound(scan: Scan, quantity: Quantity, words: Lexicon) -> tuple[Comparator | None, int]:
    """Give the comparator beside a number, and where the number's words begin."""
    before = scan.cues_in(max(0, quantity.start - _LONGEST_SIGN), quantity.start)
    if before and "comparator" in before[-1].kinds and not scan.text[before[-1].end : quantity.start].strip():
        return quantity.after or words.signs.get(before[-1].kinds["comparator"]), before[-1].start
    return quantity.after, quantity.start


def _time_role(scan: Scan, reading: Reading, context: Context) -> tuple[str, str]:
    time = reading.time
    assert time is not None
    before = scan.cues_in(max(0, reading.start - 4), reading.start)
    touching = before[-1].kinds if before and before[-1].end == reading.start else {}
    if time.bound == "from" or "start" in touching or "than" in touching:
        return "reference", "a date that something is counted from"
    if time.bound == "until" and context.year and time.last_day and time.last_day.year < context.year:
        return "condition", "a date before the notice's year: 2000年底前建成的"
    reached = scan.text[max(0, reading.start - 1) : reading.start] in ("到", "至")
    if time.bound == "until" or time.fine or reached or context.field == "deadline":
        return "deadline", "a date to finish by"
    if _opens_plan(scan, reading, time, context):
        return "deadline", "the year of a plan: 2023年计划新建"
    return "reference", "a year"


def _opens_plan(scan: Scan, reading: Reading, time: Time, context: Context) -> bool:
    """Tell whether a year, the notice's own or a later one, begins a clause and a word of intent stands behind it."""
    start, end = scan.clause(reading.start)
    if reading.start != start or not time.last_day or time.last_day.year < (context.year or time.last_day.year):
        return False
    if scan.text[reading.end : reading.end + 1] in _COLONS:
        return True
    # 2021年，新建: the year may be a clause of its own.
    verb = reading.end + 1 if reading.end == end and scan.text[end : end + 1] in ("，", ",") else reading.end
    behind = scan.cues_in(verb, verb + 1)
    return bool(behind) and not _INTENT.isdisjoint(behind[0].kinds)


def _bounds(place: Place) -> Bounds:
    """Give value, low, high and comparator, as only the words say."""
    quantity = place.quantity
    if quantity.comparator == "range":
        return Bounds(quantity.value, quantity.low, quantity.high, "range")
    sign = quantity.after or _sign_before(place) or quantity.comparator
    nearly = sign == "approx" and quantity.value is not None and _is_nearly(place)
    return Bounds(quantity.value, quantity.low, quantity.value if nearly else quantity.high, sign)


def _sign_before(place: Place) -> Comparator | None:
    """Give the comparator that stands before the number; 约 and 近 speak of the very next figure only."""
    if not place.has("comparator"):
        return None
    for cue in reversed(place.cues):
        sign = place.words.signs.get(cue.kinds.get("comparator", ""))
        if sign == "approx" and place.quantity.start - cue.end > 1:
            continue
        # 高于全省平均5个百分点 states a distance, no bound.
        if sign and sign not in ("range", "eq") and place.dimension != "percentage_point":
            return sign
    return None


def _is_nearly(place: Place) -> bool:
    last = place.cues[-1] if place.cues else None
    return bool(last and place.scan.text[last.start : last.end].endswith("近"))
