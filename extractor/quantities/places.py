"""A quantity among its surroundings: what every later question about it is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractor.quantities.lexicon import Lexicon, Unit
from extractor.quantities.measures import Quantity
from extractor.quantities.readings import CueAt, Reading, Scan

# Between a cue and its number there may stand a 了 or a blank, no more.
_TIGHT = 2
_OF_MONEY = frozenset(("benefit", "investment"))
# Figures with these roles part the words of one number from those of the next; 学前三年 does not.
_PARTING = frozenset(("quantity", "target", "condition"))


@dataclass(frozen=True, slots=True)
class Context:
    """What stands outside the text: the notice's year, the field it is in, the column's unit.

    `subject` names what the text is about where it does not say itself.
    """

    year: int | None = None
    field: str = "task"
    unit: str | None = None
    subject: str = ""
    achieved: bool = False


class Place(NamedTuple):
    """A quantity, the `position` of its reading in the scan, its unit, and the text around it.

    `start` is where its own words begin: behind the figure before it, or with the clause. `cues` stand
    between there and the number, `kinds` are theirs; `clause` are bounds.
    """

    scan: Scan
    position: int
    reading: Reading
    quantity: Quantity
    unit: Unit | None
    start: int
    clause: tuple[int, int]
    cues: tuple[CueAt, ...]
    kinds: frozenset[str]
    words: Lexicon

    def has(self, kind: str) -> bool:
        """Tell whether a cue of a kind stands before the number."""
        return kind in self.kinds

    def beside(self, *kinds: str) -> bool:
        """Tell whether the cue right before the number is of one of the kinds."""
        last = self.cues[-1] if self.cues else None
        if last is None or self.quantity.start - last.end > _TIGHT:
            return False
        return not last.kinds.keys().isdisjoint(kinds)

    @property
    def sentence(self) -> tuple[int, int]:
        """The bounds of the sentence."""
        return self.scan.sentence(self.quantity.start)

    @property
    def following(self) -> Reading | None:
        """The next reading, None behind the last."""
        readings = self.scan.readings
        return readings[self.position + 1] if self.position + 1 < len(readings) else None

    @property
    def dimension(self) -> str:
        """The dimension of the unit, "" without one."""
        return self.unit.dimension if self.unit else ""

    @property
    def behind(self) -> str:
        """The text behind the phrase, up to the end of its clause."""
        return self.scan.text[self.quantity.tail : self.clause[1]]

    def cues_since(self, start: int) -> tuple[CueAt, ...]:
        """Give the cues from `start` up to the number."""
        return self.scan.cues_in(start, self.quantity.start)


def kinds_of(cues: tuple[CueAt, ...]) -> frozenset[str]:
    """Give the kinds of some cues together."""
    return frozenset().union(*[cue.kinds for cue in cues])


def place_of(scan: Scan, index: int, words: Lexicon) -> Place:
    """Give the surroundings of the reading at `index`, which has a quantity."""
    reading = scan.readings[index]
    quantity = reading.quantity
    assert quantity is not None
    clause = scan.clause(quantity.start)
    start = clause[0]
    for at in range(index - 1, -1, -1):
        before = scan.readings[at]
        if before.start < clause[0]:
            break
        if before.quantity and before.role in _PARTING:
            start = before.quantity.tail
            break
    cues = scan.cues_in(start, quantity.start)
    kinds = kinds_of(cues)
    return Place(
        scan,
        index,
        reading,
        quantity,
        _unit_of(quantity, kinds, words),
        start,
        clause,
        cues,
        kinds,
        words,
    )


def _unit_of(quantity: Quantity, kinds: frozenset[str], words: Lexicon) -> Unit | None:
    form = quantity.unit or quantity.implied
    if form in words.otherwise and "doing" in kinds and kinds.isdisjoint(_OF_MONEY):
        return words.otherwise[form]
    return words.units.get(form) if form else None
