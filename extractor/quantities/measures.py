"""A number with its unit, read where a numeral stands: 2.4万套, 百分之八十五, 80-89岁, 1小时30分, 50元/人·月以上.

Nothing is known here of the sentence around; whether the number is a target is decided later (`roles`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractor.kept import compiled
from extractor.notice import Comparator
from extractor.quantities.lexicon import LONE_DIGITS, Lexicon
from extractor.text.numerals import FIRST, Number, parse, plain_digits, trim

# Of what is counted, but no number of it: 半数行政村.
HALVES = ("一半", "半数")
_BLANK = compiled(r"[ \u3000]{0,2}")
_BLANKS = frozenset(" \u3000")
_DASH = compiled(r"[ \u3000]?(?:[-—–－~～]{1,2}|[至到])[ \u3000]?")
_PAIR = compiled(r"[ \u3000]?[和与跟][ \u3000]?(?=[^，。；、和与]{1,12}之间)")
_OF = compiled(r"[ \u3000]{0,2}分[ \u3000]{0,2}之[ \u3000]{0,2}|/(?=[0-9]{1,3}(?![0-9.年月/十百千万亿-]))")
_AND = compiled(r"[ \u3000]?又[ \u3000]?")
# How the patterns above may begin: anything else behind a number is not tried.
_DASH_OR_PAIR = frozenset(" \u3000-—–－~～至到和与跟")
_OF_OR_AND = frozenset(" \u3000分/又")
_PER_MARKS = frozenset(" \u3000/／")
_SCALE = compiled(r"[十百千万亿]+$")
_UNITS_PER = {"百": "%", "千": "‰", "万": "%", "百万": "%"}
_HALF = Decimal("0.5")
_LONGEST_UNIT = 4


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


def read_quantity(text: str, found: re.Match[str], words: Lexicon) -> Quantity:
    """Read the number that `found`, a match of the numeral's pattern, begins."""
    start, end = found.span()
    numeral = found.group()
    if numeral == "百分百":
        return _finish(text, start, end, end, Number(Decimal(100)), "%", words)
    if text[end : end + 1] in _OF_OR_AND and (share := _share(text, start, end, numeral, words)):
        return share
    number = parse(numeral)
    at = skip_blank(text, end)
    unit = words.unit_at(text, at, lone=numeral in LONE_DIGITS)
    unit_end = at + len(unit) if unit else end
    if text[unit_end : unit_end + 1] in _DASH_OR_PAIR:
        dash = _DASH.match(text, unit_end) or _PAIR.match(text, unit_end)
        second = words.numeral.match(text, dash.end()) if dash else None
        if second and (ranged := _range(text, start, number, numeral, unit, second, words)):
            return ranged
    return _finish(text, start, end, unit_end, number, unit, words)


def skip_blank(text: str, at: int) -> int:
    """Give the place behind the one or two blanks that may part a number from its unit."""
    if text[at : at + 1] not in _BLANKS:
        return at
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _share(text: str, start: int, end: int, numeral: str, words: Lexicon) -> Quantity | None:
    """Read 百分之八十五 as 85 %, 千分之三 as 3 ‰, 三分之一 and 一又三分之一 as fractions."""
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
    named = "" if whole else _UNITS_PER.get(plain_digits(numeral), "")
    value = part if named == "‰" else part * 100 / parts if named else whole + part / parts
    number = Number(trim(round(value, 15)))
    at = second.end()
    if named:
        return _finish(text, start, at, at, number, named, words)
    unit = words.unit_at(text, skip_blank(text, at))
    return _finish(text, start, at, skip_blank(text, at) + len(unit) if unit else at, number, unit, words)


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
    at = skip_blank(text, second.end())
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
    if unit in words.pairs and value is not None and value > 10:
        value /= 10
    if unit and value is not None:
        value, end = _with_smaller_units(text, end, value, unit, words)
    if unit and text.startswith("半", end) and not text.startswith("半径", end):
        number = _and_a_half(number._replace(value=value))
        value, low, end = number.value, number.low, end + 1
        unit, end = _halved_unit(text, end, unit, words)
    per: tuple[str, ...] = ()
    if unit and text[end : end + 1] in _PER_MARKS and (per_list := words.per_list.match(text, end)):
        per, end = tuple(words.bases.findall(per_list.group())), per_list.end()
    after = words.after_at(text, end)
    implied = None
    if not unit and text[start:number_end] not in HALVES:
        # 6230农村人口, 30万以上农村居民
        noun = words.noun.match(text, skip_blank(text, number_end)) or (after and words.noun.match(text, after.end()))
        implied = words.nouns[noun.group()] if noun else None
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
        words.after[after[1]] if after else None,
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
    if text[end : end + 1] not in FIRST:
        return value, end
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
