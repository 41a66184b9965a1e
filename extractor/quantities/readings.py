"""One pass over a text: every numeral gets one reading, every cue word is noted.

    "完成筛查1万人，一次"  →  cues 完成 · readings 1万人 (a quantity, its role still open), 一次 (frequency)

What a quantity means – target, condition, money – is decided later, from the cues around it (`roles`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from extractor.quantities.lexicon import LONE_DIGITS, Cue, Lexicon, Rule
from extractor.quantities.measures import Quantity, read_quantity, skip_blank
from extractor.text import dates

# What may follow the first numeral of a date.
_DATE_NEXT = re.compile(r"[ \u3000]?[年月./．季度—–－~～至到”\"’规计期末前-]")
_DATE_NEXT_CHARS = frozenset(' \u3000年月./．季度—–－~～至到”"’规计期末前-')
# A year and a month with a point between, and what is to happen then: 2021.12 | 完成.
_MONTH = re.compile(r"(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?=[完建开竣投通交启验])")
_START = attrgetter("start")
_EACH = re.compile(r"每[个一具]?([^每]+)")
_FINANCIAL = frozenset("壹贰貳叁參叄参仨肆伍陆陸柒捌玖拾佰仟零〇○萬億廿卅")
_CLAUSE_ENDS = "，,；;。！!？?\n：:"
_SENTENCE_ENDS = "；;。！!？?\n"
_QUOTES = {"“": "”", "‘": "’", "《": "》"}
# A quotation longer than this is a sentence of somebody's, not a name.
_LONGEST_NAME = 40
# In one as short as “最多跑一次” no word says anything of the numbers around.
_LONGEST_SLOGAN = 12


class CueAt(NamedTuple):
    """A cue word where it stands, with the kinds of cue it is."""

    start: int
    end: int
    kinds: Cue


class Reading(NamedTuple):
    """One numeral's reading: its role ("quantity" while open) and the rule that read it."""

    start: int
    end: int
    role: str
    rule: str
    quantity: Quantity | None = None
    time: dates.Time | None = None


class Scan(NamedTuple):
    """A text as scanned: readings, cues and clause marks, each in order of place.

    `kinds` are the kinds of cue that stand anywhere in the text: what is not there need not be looked for.
    `roles` and `dates` are known once roles are settled.
    """

    text: str
    readings: tuple[Reading, ...]
    cues: tuple[CueAt, ...]
    cue_starts: tuple[int, ...]
    kinds: frozenset[str]
    clause_marks: tuple[int, ...]
    sentence_marks: tuple[int, ...]
    roles: dict[str, list[Reading]] = {}  # noqa: RUF012 – never changed
    dates: tuple[Reading | CueAt, ...] = ()

    def clause(self, at: int) -> tuple[int, int]:
        """Give the bounds of the clause that `at` stands in, its marks left out."""
        return _between(self.clause_marks, at, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """Give the bounds of the sentence that `at` stands in; a semicolon ends one too."""
        return _between(self.sentence_marks, at, len(self.text))

    def cues_in(self, start: int, end: int) -> tuple[CueAt, ...]:
        """Give the cues that begin within the bounds."""
        starts = self.cue_starts
        return self.cues[bisect_left(starts, start) : bisect_left(starts, end)]

    def of_role(self, role: str) -> Sequence[Reading]:
        """Give the readings of a role, once roles are settled."""
        return self.roles.get(role, ())

    def settled(self, readings: Iterable[Reading]) -> Scan:
        """Give the scan with its readings in their final roles, and its dates: figures, and words like 年底前."""
        readings = tuple(readings)
        roles: dict[str, list[Reading]] = {}
        for one in readings:
            roles.setdefault(one.role, []).append(one)
        dates: list[Reading | CueAt] = [one for one in roles.get("deadline", ()) if one.time]
        if "date" in self.kinds:
            dates = sorted((*dates, *(cue for cue in self.cues if "date" in cue.kinds)), key=_START)
        return self._replace(readings=readings, roles=roles, dates=tuple(dates))


Placed = TypeVar("Placed", Reading, CueAt, Reading | CueAt)


def within(things: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Give the things, in order of place, that begin within the bounds."""
    low = bisect_left(things, start, key=_START)
    return things[low : bisect_left(things, end, lo=low, key=_START)]


def beside(things: Sequence[Placed], at: int) -> tuple[Placed | None, Placed | None]:
    """Give the last thing that begins before a place and the first that begins there or behind it."""
    index = bisect_left(things, at, key=_START)
    return things[index - 1] if index else None, things[index] if index < len(things) else None


def before(things: Sequence[Placed], at: int) -> Placed | None:
    """Give the last thing that begins before a place."""
    return beside(things, at)[0] if things else None


def _between(marks: tuple[int, ...], at: int, length: int) -> tuple[int, int]:
    index = bisect_right(marks, at)
    start = marks[index - 1] + 1 if index else 0
    return start, marks[index] if index < len(marks) else length


def scan(text: str, words: Lexicon, year: int | None = None) -> Scan:
    """Read every numeral of `text`, given in plain forms, once; `year` completes dates that state none."""
    return _Scanner(text, words, year).scan()


class _Scanner:
    """What has been found so far on the way through one text."""

    def __init__(self, text: str, words: Lexicon, year: int | None) -> None:
        self.text, self.words, self.year = text, words, year
        self.readings: list[Reading] = []
        self.cues: list[CueAt] = []
        self.clause_marks: list[int] = []
        self.sentence_marks: list[int] = []
        self.quoted_until = self.slogan_until = 0
        self.rules: tuple[Rule, ...] | None = None

    def scan(self) -> Scan:
        text, search = self.text, self.words.scan.search
        at = 0
        while found := search(text, at):
            at = found.end()
            kind = found.lastgroup
            if kind == "mark":
                self._mark(found)
            elif kind == "cue":
                at = self._cue(found)
            elif kind == "numeral":
                at = self._numeral(found)
            else:
                self._rate(found)
        starts = tuple([cue.start for cue in self.cues])
        kinds = frozenset().union(*[cue.kinds for cue in self.cues])
        marks = tuple(self.clause_marks), tuple(self.sentence_marks)
        return Scan(text, tuple(self.readings), tuple(self.cues), starts, kinds, *marks)

    def _mark(self, found: re.Match[str]) -> None:
        mark, start = found.group(), found.start()
        if mark in _CLAUSE_ENDS:
            self.clause_marks.append(start)
            if mark in _SENTENCE_ENDS:
                self.sentence_marks.append(start)
        elif mark in _QUOTES:
            close = self.text.find(_QUOTES[mark], start, start + _LONGEST_NAME)
            self.quoted_until = max(self.quoted_until, close)
            if close - start <= _LONGEST_SLOGAN:
                self.slogan_until = max(self.slogan_until, close)

    def _cue(self, found: re.Match[str]) -> int:
        """Note a cue, or read the numeral that it begins; give where to go on."""
        kinds = self.words.cues[found.group()]
        named = "name" in kinds
        if named or "word" in kinds:
            if numeral := self._numeral_over(found):
                return self._numeral(numeral)
            if named:
                self.readings.append(Reading(*found.span(), "name", "a name that holds a numeral"))
        elif found.start() >= self.slogan_until:
            self.cues.append(CueAt(*found.span(), kinds))
        return found.end()

    def _numeral_over(self, cue: re.Match[str]) -> re.Match[str] | None:
        """Give the numeral that a word only begins: 三公 in 三公里, 零下 in 零下25度; None if the word is one."""
        text, words = self.text, self.words
        numeral = words.numeral.match(text, cue.start())
        if not numeral:
            return None
        at = skip_blank(text, numeral.end())
        unit = words.unit_at(text, at, lone=numeral.group() in LONE_DIGITS)
        end = at + len(unit) if unit else numeral.end()
        # 千家 is a word in 千家万户, but a number in 近千家.
        last = self.cues[-1] if self.cues else None
        compared = unit and last and last.end == cue.start() and "comparator" in last.kinds
        return numeral if end > cue.end() or (compared and end == cue.end()) else None

    def _rate(self, found: re.Match[str]) -> None:
        self.cues.append(CueAt(*found.span(), {"per": "/".join(_EACH.findall(found.group()))}))
        if counted := self.words.numeral.search(self.text, *found.span()):
            self.readings.append(Reading(counted.start(), found.end(), "reference", "the base of a rate: 每10万人"))

    def _numeral(self, found: re.Match[str]) -> int:
        """Read a numeral; give where to go on."""
        reading = self._read(found)
        if not reading:
            return found.start() + 1
        self.readings.append(reading)
        return max(reading.end, reading.quantity.tail) if reading.quantity else reading.end

    def _read(self, found: re.Match[str]) -> Reading | None:
        """Give the reading of a numeral; None if it is a Chinese digit inside a word."""
        text = self.text
        start, end = found.span()
        dated = (text[end : end + 1] in _DATE_NEXT_CHARS and _DATE_NEXT.match(text, end)) or _MONTH.match(text, start)
        if dated and (time := dates.find(text, start, self.year)):
            return Reading(start, time.end, "date", "a date", time=time)
        quantity = read_quantity(text, found, self.words)
        if rule := self._by_rule(start, end, quantity):
            return rule
        numeral = found.group()
        if numeral[0] == "上" and not quantity.unit:
            # 上千家企业, but not 网上百货.
            return None
        # 一以上 and 三分之一 are numbers, 一些 is none.
        counts = quantity.unit or quantity.end > end or (quantity.after and quantity.tail - quantity.end > 1)
        if not counts and (numeral in LONE_DIGITS or numeral in _FINANCIAL):
            return self._lone(quantity, numeral)
        if start < self.quoted_until and not self._is_measured(quantity):
            return Reading(start, quantity.end, "name", "a name in quotes", quantity)
        return Reading(start, quantity.end, "quantity", "a quantity", quantity)

    def _by_rule(self, start: int, end: int, quantity: Quantity) -> Reading | None:
        """Try the named rules; where a unit follows, only those that may override it."""
        if self.rules is None:
            self.rules = self.words.rules_for(self.text)
        for rule in self.rules:
            if quantity.unit and not rule.measured:
                continue
            found = rule.match(self.text, start)
            # 100k is a number as a whole, no figures with letters.
            if not found or found.end() == start or (found.end() == end and self.text[end - 1] in "kK"):
                continue
            # An ordinal has its value too, though it counts nothing.
            order = Quantity(*found.span(), found.end(), quantity.value) if rule.role == "ordinal" else None
            return Reading(*found.span(), rule.role, rule.name, order)
        return None

    def _lone(self, quantity: Quantity, numeral: str) -> Reading | None:
        """Read a single Chinese digit without a unit: part of a word, of no word if it is a financial one."""
        beside = self.text[quantity.start - 1 : quantity.start] + self.text[quantity.end : quantity.end + 1]
        if numeral in _FINANCIAL and any("\u4e00" <= char <= "\u9fff" for char in beside):
            return None
        return Reading(quantity.start, quantity.end, "name", "a Chinese digit within a word", quantity)

    def _is_measured(self, quantity: Quantity) -> bool:
        """Tell whether a quantity inside quotes is a real one: 50元, 30公里, but not “120” or “千村”."""
        return bool(quantity.unit and self.words.units[quantity.unit].dimension not in ("count", "duration"))
