"""One pass over a text: every numeral gets one reading, every cue word is noted.

    "完成筛查1万人，一次"  →  cues 完成 · readings 1万人 (a quantity, its role still open), 一次 (frequency)

What a quantity means – target, condition, money – is decided later, from the cues around it (`roles`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import NamedTuple

from extractor.notice import Comparator
from extractor.quantities.lexicon import LONE_DIGITS, Cue, Lexicon
from extractor.text import dates
from extractor.text.numerals import Number, parse, plain_digits, trim

_BLANK = re.compile(r"[ \u3000]{0,2}")
_DASH = re.compile(r"[ \u3000]?(?:[-—–－~～]{1,2}|[至到])[ \u3000]?")
_PAIR = re.compile(r"[ \u3000]?[和与跟][ \u3000]?(?=[^，。；、和与]{1,12}之间)")
_DATE_NEXT = re.compile(r"[ \u3000]?[年月./．季度—–－~～至到”\"’规计期末-]")
_OF = re.compile(r"[ \u3000]{0,2}分[ \u3000]{0,2}之[ \u3000]{0,2}|/(?=[0-9]{1,3}(?![0-9.年月/-]))")
_AND = re.compile(r"[ \u3000]?又[ \u3000]?")
_EACH = re.compile(r"每[个一]?([^每]+)")
_SCALE = re.compile(r"[十百千万亿]+$")
_FINANCIAL = frozenset("壹贰貳叁參叄参仨肆伍陆陸柒捌玖拾佰仟零〇○萬億廿卅")
_CLAUSE_ENDS = "，,；;。！!？?\n：:"
_SENTENCE_ENDS = "；;。！!？?\n"
_QUOTES = {"“": "”", "‘": "’", "《": "》"}
# A quotation longer than this is a sentence of somebody's, not a name.
_LONGEST_NAME = 40
_HALF = Decimal("0.5")
_LONGEST_UNIT = 4
_PARTS_PER = frozenset(("百", "千", "万", "百万"))


class CueAt(NamedTuple):
    """A cue word where it stands, with the kinds of cue it is."""

    start: int
    end: int
    kinds: Cue


class Quantity(NamedTuple):
    """A number with its unit: `start`, `end` span the phrase as written, without the comparator.

    `tail` is where the comparator behind it ends (80岁以上); `unit` is the form as written, None if the text
    gives none; `implied` is the unit that the noun behind stands for.
    """

    start: int
    end: int
    tail: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "eq"
    unit: str | None = None
    implied: str | None = None
    after: Comparator | None = None
    per: tuple[str, ...] = ()


class Reading(NamedTuple):
    """One numeral's reading: its role ("quantity" while open) and the rule that read it."""

    start: int
    end: int
    role: str
    rule: str
    quantity: Quantity | None = None
    time: dates.Time | None = None


class Scan(NamedTuple):
    """A text as scanned: readings, cues and clause marks, each in order of place."""

    text: str
    readings: tuple[Reading, ...]
    cues: tuple[CueAt, ...]
    cue_starts: tuple[int, ...]
    clause_marks: tuple[int, ...]
    sentence_marks: tuple[int, ...]

    def clause(self, at: int) -> tuple[int, int]:
        """Give the bounds of the clause that `at` stands in, its marks left out."""
        return _between(self.clause_marks, at, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """Give the bounds of the sentence that `at` stands in; a semicolon ends one too."""
        return _between(self.sentence_marks, at, len(self.text))

    def cues_in(self, start: int, end: int) -> tuple[CueAt, ...]:
        """Give the cues that begin within the bounds."""
        low = bisect_right(self.cue_starts, start - 1)
        return self.cues[low : bisect_right(self.cue_starts, end - 1)]


def _between(marks: tuple[int, ...], at: int, length: int) -> tuple[int, int]:
    index = bisect_right(marks, at)
    start = marks[index - 1] + 1 if index else 0
    return start, marks[index] if index < len(marks) else length


def scan(text: str, words: Lexicon, year: int | None = None) -> Scan:
    """Read every numeral of `text` once; `year` completes dates that state none."""
    notes = _Notes()
    at = 0
    while found := words.scan.search(text, at):
        at = found.end()
        kind = found.lastgroup
        numeral = found if kind == "numeral" else _numeral_over(text, found, words) if kind == "cue" else None
        if numeral:
            if reading := _read(text, numeral, numeral.start() < notes.quoted_until, words, year):
                notes.readings.append(reading)
                at = max(reading.end, reading.quantity.tail if reading.quantity else 0)
        elif kind == "mark":
            notes.mark(text, found)
        elif kind == "cue":
            notes.cue(found, words.cues[found.group()])
        else:
            notes.rate(found, words)
    return notes.scan(text)


def _numeral_over(text: str, cue: re.Match[str], words: Lexicon) -> re.Match[str] | None:
    """Give the numeral that a word only begins: 三公 in 三公里, 零下 in 零下25度; None if the word is one."""
    if not words.cues[cue.group()].keys() & {"name", "word"}:
        return None
    numeral = words.numeral.match(text, cue.start())
    if not numeral:
        return None
    at = _skip(text, numeral.end())
    unit = words.unit_at(text, at, lone=numeral.group() in LONE_DIGITS)
    end = at + len(unit) if unit else numeral.end()
    return numeral if end > cue.end() else None


class _Notes:
    """What the scanner has found so far."""

    def __init__(self) -> None:
        self.readings: list[Reading] = []
        self.cues: list[CueAt] = []
        self.clause_marks: list[int] = []
        self.sentence_marks: list[int] = []
        self.quoted_until = 0

    def mark(self, text: str, found: re.Match[str]) -> None:
        mark, start = found.group(), found.start()
        if mark in _CLAUSE_ENDS:
            self.clause_marks.append(start)
            if mark in _SENTENCE_ENDS:
                self.sentence_marks.append(start)
        elif mark in _QUOTES:
            close = text.find(_QUOTES[mark], start, start + _LONGEST_NAME)
            self.quoted_until = max(self.quoted_until, close)

    def cue(self, found: re.Match[str], kinds: Cue) -> None:
        if "name" in kinds:
            self.readings.append(Reading(*found.span(), "name", "a name that holds a numeral"))
        elif "word" not in kinds:
            self.cues.append(CueAt(*found.span(), kinds))

    def rate(self, found: re.Match[str], words: Lexicon) -> None:
        self.cues.append(CueAt(*found.span(), {"per": "/".join(_EACH.findall(found.group()))}))
        if counted := words.numeral.search(found.string, *found.span()):
            self.readings.append(Reading(*counted.span(), "reference", "the base of a rate: 每10万人"))

    def scan(self, text: str) -> Scan:
        starts = tuple(cue.start for cue in self.cues)
        marks = tuple(self.clause_marks), tuple(self.sentence_marks)
        return Scan(text, tuple(self.readings), tuple(self.cues), starts, *marks)


def _read(text: str, found: re.Match[str], quoted: bool, words: Lexicon, year: int | None) -> Reading | None:
    """Read the numeral that was found; None if it is a Chinese digit inside a word."""
    start, end = found.span()
    if _DATE_NEXT.match(text, end) and (time := dates.find(text, start, year)):
        return Reading(start, time.end, "date", "a date", time=time)
    numeral = found.group()
    quantity = _quantity(text, found, words)
    if rule := _rule(text, start, end, quantity, words):
        return rule._replace(quantity=_place_in_order(rule, quantity)) if rule.role == "ordinal" else rule
    lone = numeral in LONE_DIGITS or numeral in _FINANCIAL
    bounded = quantity.after and quantity.tail - quantity.end > 1
    if lone and not quantity.unit and not bounded:
        return _lone(text, quantity, numeral)
    if quoted and not _is_measured(quantity, words):
        return Reading(start, quantity.end, "name", "a name in quotes", quantity)
    return Reading(start, quantity.end, "quantity", "a quantity", quantity)


def _place_in_order(ordinal: Reading, quantity: Quantity) -> Quantity:
    """Give the value of an ordinal, which counts nothing: 第三批 is 3, of no unit."""
    return Quantity(ordinal.start, ordinal.end, ordinal.end, quantity.value)


def _rule(text: str, start: int, end: int, quantity: Quantity, words: Lexicon) -> Reading | None:
    """Try the named rules; where a unit follows, only those that may override it."""
    pattern, rules = (words.measured_rule, words.measured_rules) if quantity.unit else (words.rule, words.rules)
    found = pattern.match(text, start)
    # 100k is a number as a whole, no figures with letters.
    if not found or found.end() == start or (found.end() == end and text[end - 1] in "kK"):
        return None
    name, role = rules[str(found.lastgroup)]
    return Reading(start, found.end(), role, name)


def _lone(text: str, quantity: Quantity, numeral: str) -> Reading | None:
    """Read a single Chinese digit without a unit: part of a word, of no word if it is a financial one."""
    beside = text[quantity.start - 1 : quantity.start] + text[quantity.end : quantity.end + 1]
    if numeral in _FINANCIAL and any("\u4e00" <= char <= "\u9fff" for char in beside):
        return None
    return Reading(quantity.start, quantity.end, "name", "a Chinese digit within a word", quantity)


def _is_measured(quantity: Quantity, words: Lexicon) -> bool:
    """Tell whether a quantity inside quotes is a real one: 50元, 30公里, but not “120” or “千村”."""
    return bool(quantity.unit and words.units[quantity.unit].dimension not in ("count", "duration"))


def _quantity(text: str, found: re.Match[str], words: Lexicon) -> Quantity:
    start, end = found.span()
    numeral = found.group()
    if share := _share(text, start, end, numeral, words):
        return share
    lone = numeral in LONE_DIGITS
    number = parse(numeral)
    at = _skip(text, end)
    unit = words.unit_at(text, at, lone=lone)
    unit_end = at + len(unit) if unit else end
    dash = _DASH.match(text, unit_end) or _PAIR.match(text, unit_end)
    if dash and (second := words.numeral.match(text, dash.end())):
        ranged = _range(text, start, number, numeral, unit, second, words)
        if ranged:
            return ranged
    return _finish(text, start, end, unit_end, number, unit, words)


def _share(text: str, start: int, end: int, numeral: str, words: Lexicon) -> Quantity | None:
    """Read 百分之八十五 as 85 %, 三分之一 and 一又三分之一 as fractions."""
    if numeral == "百分百":
        return _finish(text, start, end, end, Number(Decimal(100)), "%", words)
    whole = Decimal(0)
    joint = _AND.match(text, end)
    if joint and (below_found := words.numeral.match(text, joint.end())):
        whole, numeral, end = parse(numeral).value or whole, below_found.group(), below_found.end()
    of = _OF.match(text, end)
    second = words.numeral.match(text, of.end()) if of else None
    if not of or not second:
        return None
    first, other = parse(numeral).value, parse(second.group()).value
    # 三分之一 names the whole first, 1/3 the part.
    part, parts = (first, other) if "/" in of.group() else (other, first)
    if part is None or not parts:
        return None
    percent = not whole and plain_digits(numeral) in _PARTS_PER
    value = part * 100 / parts if percent else whole + part / parts
    number = Number(trim(round(value, 15)))
    at = second.end()
    if percent:
        return _finish(text, start, at, at, number, "%", words)
    unit = words.unit_at(text, _skip(text, at))
    return _finish(text, start, at, _skip(text, at) + len(unit) if unit else at, number, unit, words)


def _range(
    text: str,
    start: int,
    low: Number,
    low_text: str,
    low_unit: str | None,
    second: re.Match[str],
    words: Lexicon,
) -> Quantity | None:
    """Read 80-89岁, 5至10万元, 3%～5%: bounds that share their scale word and their unit."""
    high = parse(second.group())
    at = _skip(text, second.end())
    unit = words.unit_at(text, at)
    if low.value is None or high.value is None or (low_unit and not unit):
        return None
    value = low.value
    scale = _SCALE.search(second.group())
    if scale and not _SCALE.search(low_text) and not low_unit and plain_digits(second.group())[0].isdigit():
        value *= parse(scale.group()).value or 1
    if value >= high.value:
        return None
    number = Number(None, value, high.value, "range")
    return _finish(text, start, second.end(), at + len(unit) if unit else second.end(), number, unit, words)


def _finish(
    text: str, start: int, number_end: int, end: int, number: Number, unit: str | None, words: Lexicon
) -> Quantity:
    """Read what follows the unit: 半, /人·月, 以上."""
    value, low = number.value, number.low
    if unit and value is not None:
        value, end = _with_smaller_units(text, end, value, unit, words)
    if unit and text.startswith("半", end) and not text.startswith("半径", end):
        number = _and_a_half(number._replace(value=value))
        value, low, end = number.value, number.low, end + 1
        unit, end = _halved_unit(text, end, unit, words)
    per_list = words.per_list.match(text, end) if unit else None
    per = tuple(words.bases.findall(per_list.group())) if per_list else ()
    end = per_list.end() if per_list else end
    after = words.after_word.match(text, _skip(text, end))
    implied = None
    if not unit and (noun := words.noun.match(text, _skip(text, number_end))):
        implied = words.nouns[noun.group()]
    return Quantity(
        start,
        end,
        after.end() if after else end,
        value,
        low,
        number.high,
        number.comparator,
        unit,
        implied,
        words.after[after.group()] if after else None,
        per,
    )


def _and_a_half(number: Number) -> Number:
    """Add the 半 of 两年半; of a range it belongs to the end (三到五岁半), and it takes from 零下 11 度半."""
    if number.value is None:
        return number._replace(high=None if number.high is None else number.high + _HALF)
    return number._replace(value=number.value + (_HALF if number.value >= 0 else -_HALF))


def _halved_unit(text: str, end: int, unit: str, words: Lexicon) -> tuple[str, int]:
    """Read 一个半小时 as 1.5 个小时: the unit goes on behind 半."""
    whole = words.unit_at(unit + text[end : end + _LONGEST_UNIT], 0) or unit
    return whole, end + len(whole) - len(unit)


def _with_smaller_units(text: str, end: int, value: Decimal, unit: str, words: Lexicon) -> tuple[Decimal, int]:
    """Add what is stated in smaller units of the same kind: 1小时30分钟, 9元9角, 3斤5两."""
    whole = last = words.units[unit]
    while found := words.numeral.match(text, end + 1 if text.startswith("零", end) else end):
        form, form_end = _smaller_unit(text, found.end(), unit, words)
        smaller = words.units.get(form) if form else None
        part = parse(found.group()).value
        if not form or not smaller or part is None:
            break
        if smaller.dimension != whole.dimension or smaller.to_base >= last.to_base:
            break
        value += part * smaller.to_base / whole.to_base
        end, last, unit = form_end, smaller, form
    if tail := words.tail.match(text, end) if unit in words.tenths else None:
        value += (parse(tail[1]).value or 0) * last.to_base / whole.to_base / 10
        end = tail.end(1)
    return value, end


def _smaller_unit(text: str, at: int, unit: str, words: Lexicon) -> tuple[str | None, int]:
    """Give the unit at a place and its end; 分 is money behind 角 and time behind 小时."""
    short = words.behind.get(unit, {}).get(text[at : at + 1])
    if short:
        return short, at + 1
    form = words.unit_at(text, at)
    return form, at + len(form or "")


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
