"""What a quantity is for: the first of a few named tests that holds gives its role.

The tests look at the cues between the number and the figure before it, and at what follows the unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from extractor.kept import compiled
from extractor.quantities.measures import HALVES
from extractor.quantities.places import Place

# Dimensions that describe a thing rather than count it, when its noun follows: 110千伏变电站2座.
_PROPERTIES = frozenset(("voltage", "boiler_capacity", "bandwidth", "degree", "temperature"))
_MEASURES = frozenset(("length", "area", "volume", "mass", "power", "flow", "duration", *_PROPERTIES))
_NEAR = 12
# What a time is full with: 使用满15年的.
FULL = compiled("年?满$")
_STANDARD = re.compile("的(?:标准|比例|额度|价格)")
_HAN = compiled(r"[\u4e00-\u9fff“（《]")


class Role(NamedTuple):
    """A named test; `name` is shown by `explain`."""

    name: str
    role: str
    holds: Callable[[Place], bool]


def _is_before_value(place: Place) -> bool:
    """从300元提高到500元: the first figure is where it comes from."""
    if "from" not in place.scan.kinds:
        return False
    start, end = place.clause
    origin = next((cue for cue in place.cues_since(start) if "from" in cue.kinds), None)
    if origin is None:
        return False
    changes = [cue for cue in place.scan.cues_in(origin.end, end) if cue.kinds.get("change", "none") != "none"]
    return bool(changes) and changes[0].start >= place.quantity.tail


def _is_age(place: Place) -> bool:
    return place.dimension == "age" and not place.beside("change")


def _is_property(place: Place) -> bool:
    """10千伏线路; but what nothing follows, behind a verb of doing, is an amount: 淘汰锅炉560蒸吨."""
    if place.dimension not in _PROPERTIES or place.has("comparator") or place.beside("change"):
        return False
    return bool(_HAN.match(place.behind)) or place.kinds.isdisjoint(("doing", "change"))


def _describes(place: Place) -> bool:
    """500人以上自然村: a bound on an attribute with its noun right behind."""
    unit = place.unit
    if not unit or not place.quantity.after or not _HAN.match(place.behind):
        return False
    if place.words.ending.match(place.behind) or place.beside("comparator"):
        return False
    if place.dimension == "duration" and _does_something(place):
        # 三年内新建 looks ahead; 毕业5年内的 describes.
        return False
    if place.dimension == "ratio" and place.beside("doing") and place.scan.text[place.clause[0]] != "对":
        # 覆盖95%以上的行政村, but 对留用率达到50%以上的单位
        return False
    if place.behind.startswith("的") and not _is_changed(place):
        return not _is_given(place)
    nouns = place.words.noun.findall(place.behind[:_NEAR])
    if nouns and unit.attribute:
        # 1万名以上儿童 counts the children; 500人以上自然村 describes the village.
        return place.words.units[place.words.nouns[nouns[-1]]].code != unit.code
    if nouns and unit.dimension == "money" and place.behind.endswith(nouns[-1]):
        # 消除5万元以下薄弱村
        return True
    if _is_changed(place):
        return False
    measured = unit.attribute or unit.dimension in _MEASURES or unit.dimension == "money"
    return measured and not place.beside("doing")


def _is_changed(place: Place) -> bool:
    """Tell whether a change to a level stands right before the number; 实现 and 消除 set none."""
    return place.beside("change") and place.cues[-1].kinds["change"].endswith("_to")


def _is_given(place: Place) -> bool:
    """Tell whether a figure is what somebody gets: 给予5000元以上的 | 奖励, 不低于20%的 | 比例."""
    if _STANDARD.match(place.behind):
        return True
    start, end = place.quantity.tail, place.clause[1]
    what = place.behind.removeprefix("的")
    if place.dimension != "money" or not place.words.benefit.search(what) or place.words.people.search(what):
        return False
    return not (place.following and place.following.start < end) and not place.scan.cues_in(start, end - len(what))


def _does_something(place: Place) -> bool:
    """Tell whether a verb of doing or 新增 stands right behind."""
    cues = place.scan.cues_in(place.quantity.tail, place.quantity.tail + 1)
    return bool(cues and "doing" in cues[0].kinds) or place.behind.startswith(tuple(place.words.additions))


def _is_full_time(place: Place) -> bool:
    if not place.dimension.startswith("duration") or place.quantity.after:
        return False
    if place.quantity.comparator == "range" and place.behind.startswith("的"):
        # 怀孕15—20周的孕妇
        return True
    return bool(FULL.search(place.scan.text, max(0, place.quantity.start - 2), place.quantity.start))


def _is_bounded_clause(place: Place) -> bool:
    """年收入低于2万元的家庭: compared before, 的 behind."""
    return place.has("comparator") and place.behind.startswith("的") and not _is_given(place)


def _describes_counted_thing(place: Place) -> bool:
    """110千伏变电站2座: a measure, its noun, and the count of that noun."""
    following = place.following
    if not following or following.start >= place.clause[1] or place.dimension not in _MEASURES:
        return False
    between = place.scan.text[place.quantity.tail : following.start]
    is_noun = len(between) > 1 and bool(_HAN.match(between)) and "、" not in between
    if between.count("（") != between.count("）"):
        # 营造林12.6万亩（人工造林3.1万亩）: parts of it, no name.
        return False
    if place.dimension == "duration" and _does_something(place):
        return False
    untouched = not place.beside("change") and not place.scan.cues_in(place.quantity.tail, following.start)
    return is_noun and untouched and following.role == "quantity"


def _is_duration(place: Place) -> bool:
    if not place.dimension.startswith("duration"):
        return False
    return not (place.beside("change") or place.has("comparator") or place.quantity.after == "ge")


def _has_unit(place: Place) -> bool:
    return bool(place.quantity.unit or place.quantity.implied)


def lacks_money(place: Place) -> bool:
    """Tell whether 元 is missing: 约200万 in a clause about money."""
    value = place.quantity.value or place.quantity.high
    return bool(value and value >= 10000 and (place.has("investment") or place.has("benefit")))


def _is_fraction(place: Place) -> bool:
    raw = place.scan.text[place.quantity.start : place.quantity.end]
    return "分之" in raw or raw in HALVES or ("/" in raw and place.behind.startswith("的"))


def _is_compared(place: Place) -> bool:
    """A figure without a unit that a phrase compares or sets: 控制在103.5以内, 达到80."""
    return bool(place.quantity.after or place.beside("comparator", "change"))


def _is_reach(place: Place) -> bool:
    """500米覆盖率: how far something reaches."""
    return place.dimension in ("length", "duration") and bool(place.words.reaching.match(place.behind))


ROLES = (
    Role("the value before a change: 从300元提高到", "reference", _is_before_value),
    Role("an age", "condition", _is_age),
    Role("a property of a thing: 10千伏", "condition", _is_property),
    Role("how far something reaches: 500米覆盖率", "condition", _is_reach),
    Role("a bound that describes the noun behind it: 500人以上自然村", "condition", _describes),
    Role("a bound in a clause with 的: 低于2万元的", "condition", _is_bounded_clause),
    Role("the size of a thing that is counted: 110千伏变电站2座", "condition", _describes_counted_thing),
    Role("a time that describes: 满15年的, 15—20周的", "condition", _is_full_time),
    Role("a duration: 用1年时间", "duration", _is_duration),
    Role("a number with its unit", "target", _has_unit),
    Role("a fraction: 三分之一", "target", _is_fraction),
    Role("a sum without 元", "target", lacks_money),
    Role("a figure without a unit, compared or set", "target", _is_compared),
)


def role_of(place: Place) -> tuple[str, str]:
    """Give the role and the rule of a quantity; "unresolved" if no test holds."""
    for role in ROLES:
        if role.holds(place):
            return role.role, role.name
    return "unresolved", "no rule"
