"""What a quantity is for: the first of a few named tests that holds gives its role.

The tests look at the cues between the number and the figure before it, and at what follows the unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from extractor.quantities.lexicon import Lexicon, Unit
from extractor.quantities.readings import CueAt, Quantity, Reading, Scan

# Dimensions that describe a thing rather than count it, when its noun follows: 110千伏变电站2座.
_DESCRIBING = frozenset(
    (
        "length",
        "area",
        "volume",
        "mass",
        "power",
        "voltage",
        "flow",
        "duration",
        "boiler_capacity",
        "bandwidth",
    )
)
_PROPERTIES = frozenset(("voltage", "boiler_capacity", "bandwidth", "degree", "temperature"))
_HAN = re.compile(r"[\u4e00-\u9fff“（《]")
_TIGHT = 2


class Place(NamedTuple):
    """A quantity among its surroundings: its unit, the cues since the figure before it, what follows."""

    scan: Scan
    reading: Reading
    quantity: Quantity
    unit: Unit | None
    region: tuple[int, int]
    cues: tuple[CueAt, ...]
    following: Reading | None
    words: Lexicon

    def has(self, kind: str, value: str | None = None) -> bool:
        """Tell whether a cue of a kind stands before the number."""
        return any(kind in cue.kinds and value in (None, cue.kinds[kind]) for cue in self.cues)

    def beside(self, *kinds: str) -> bool:
        """Tell whether the cue right before the number is of one of the kinds."""
        last = self.cues[-1] if self.cues else None
        return bool(
            last and self.quantity.start - last.end <= _TIGHT and any(kind in last.kinds for kind in kinds)
        )

    @property
    def behind(self) -> str:
        """The text behind the phrase, up to the end of its clause."""
        return self.scan.text[self.quantity.tail : self.scan.clause(self.quantity.start)[1]]


class Role(NamedTuple):
    """A named test; `name` is shown by `explain`."""

    name: str
    role: str
    holds: Callable[[Place], bool]


def _is_before_value(place: Place) -> bool:
    """从300元提高到500元: the first figure is where it comes from."""
    start, end = place.scan.clause(place.quantity.start)
    origin = next(
        (cue for cue in place.scan.cues_in(start, place.quantity.start) if "from" in cue.kinds), None
    )
    if origin is None:
        return False
    changes = [
        cue for cue in place.scan.cues_in(origin.end, end) if cue.kinds.get("change", "none") != "none"
    ]
    return bool(changes) and changes[0].start >= place.quantity.tail


def _is_age(place: Place) -> bool:
    return bool(place.unit and place.unit.dimension == "age" and not place.beside("change"))


def _is_property(place: Place) -> bool:
    named = place.unit is not None and place.unit.dimension in _PROPERTIES
    return named and not place.beside("change", "comparator") and not place.has("comparator")


def _describes(place: Place) -> bool:
    """500人以上自然村: a bound on an attribute with its noun right behind."""
    quantity, unit = place.quantity, place.unit
    if not quantity.after or not unit or not _HAN.match(place.behind):
        return False
    if place.words.ending.match(place.behind) or place.beside("comparator", "change"):
        return False
    if place.behind.startswith("的"):
        return True
    return (
        unit.attribute or unit.dimension in _DESCRIBING or unit.dimension == "money"
    ) and not place.beside("doing")


def _is_bounded_clause(place: Place) -> bool:
    """年收入低于2万元的家庭: compared before, 的 behind."""
    return place.has("comparator") and place.behind.startswith("的")


def _describes_counted_thing(place: Place) -> bool:
    """110千伏变电站2座: a measure, its noun, and the count of that noun."""
    following = place.following
    if not following or not place.unit or place.unit.dimension not in _DESCRIBING or place.beside("change"):
        return False
    between = place.scan.text[place.quantity.tail : following.start]
    inside = following.start < place.scan.clause(place.quantity.start)[1]
    noun = bool(_HAN.match(between)) and "、" not in between and len(between) > 1
    counted = following.quantity is not None and following.role == "quantity"
    return inside and noun and counted and not place.scan.cues_in(place.quantity.tail, following.start)


def _is_duration(place: Place) -> bool:
    if not place.unit or not place.unit.dimension.startswith("duration"):
        return False
    return not (place.beside("change") or place.has("comparator") or place.quantity.after == "ge")


def _is_resolved(place: Place) -> bool:
    return bool(place.quantity.unit or place.quantity.implied)


def _is_index(place: Place) -> bool:
    """A figure without a unit that a phrase compares or sets: 控制在103.5以内, 达到80."""
    return bool(place.quantity.after or place.beside("comparator", "change"))


def _is_lacking_money(place: Place) -> bool:
    """约200万 in a clause about money."""
    value = place.quantity.value or place.quantity.high
    return bool(value and value >= 10000 and (place.has("investment") or place.has("benefit")))


ROLES = (
    Role("the value before a change: 从300元提高到", "reference", _is_before_value),
    Role("an age", "condition", _is_age),
    Role("a property of a thing: 10千伏", "condition", _is_property),
    Role("a bound that describes the noun behind it: 500人以上自然村", "condition", _describes),
    Role("a bound in a clause with 的: 低于2万元的", "condition", _is_bounded_clause),
    Role("the size of a thing that is counted: 110千伏变电站2座", "condition", _describes_counted_thing),
    Role("a duration: 用1年时间", "duration", _is_duration),
    Role("a number with its unit", "target", _is_resolved),
    Role("a sum without 元", "target", _is_lacking_money),
    Role("a figure without a unit, compared or set", "target", _is_index),
)


def role_of(place: Place) -> tuple[str, str]:
    """Give the role and the rule of a quantity; "unresolved" if no test holds."""
    for role in ROLES:
        if role.holds(place):
            return role.role, role.name
    return "unresolved", "no rule"
