"""Numerals as people write them, and their exact values: 2.4万, 一百二十, 1,100万, 十余, 百分之八十五.

`NUMERAL` finds the longest numeral at a place, `parse` gives its value. Whether a Chinese digit is a
numeral at all (三所) or part of a word (三农) is not decided here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

_DIGITS = "零一二三四五六七八九"
_FORMS = {
    "壹弌": "一", "贰貳弍": "二", "叁參叄参仨": "三", "肆": "四", "伍": "五", "陆陸": "六", "柒": "七",
    "捌": "八", "玖": "九", "拾": "十", "佰": "百", "仟": "千", "萬": "万", "億": "亿", "两兩俩": "二",
    "餘": "余", "幾": "几", "數": "数", "點": "点", "負": "负", "○〇": "零", "，": ",", "．": ".", "／": "/",
    "％": "%", "－": "-",
}  # fmt: skip
_PLAIN = str.maketrans(
    {form: plain for forms, plain in _FORMS.items() for form in forms} | {chr(0xFF10 + n): str(n) for n in range(10)}
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_LAST_SCALES = {**_SCALES, "k": 1000, "K": 1000, "M": 10**6, "G": 10**9}
_TWENTIES = {"廿": 20, "卅": 30, "卌": 40}

# Every character that a numeral may begin with.
FIRST = frozenset(
    "0123456789０１２３４５６７８９.．-－负負零一二三四五六七八九十百千万亿〇○两兩俩壹贰貳叁參叄参肆伍陆陸柒捌玖拾佰仟萬億廿卅卌数數几幾半上ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
)

_D = "[0-9０-９]"
_C = f"[{_DIGITS}〇○两兩俩壹贰貳叁參叄参肆伍陆陸柒捌玖廿卅卌]"
# 两 is a digit at the head of a numeral or before a scale word; behind a digit it is the unit of mass (二两).
_LATER = rf"(?:(?![两兩俩]){_C}|[两兩](?=[百千万亿佰仟萬億]))"
_S = "[十百千万亿拾佰仟萬億]"
# 半 is a numeral only before what can be halved.
_HALF = "半(?=个?(?:小时|小時|钟头|月(?!刊|板|湾|形|坛|弯)|年|天|日|公里|亩|吨|斤))"
_V = "[余餘多几幾]"
_B = r"[ \u3000]{0,2}"
_SIGN = rf"(?:(?<![\w)）%％〕\]－-])[-－]{_B}(?=[0-9０-９.])|[负負]{_B}|零下)?"
ARABIC = rf"(?:{_D}{{1,3}}(?:[,，] ?{_D}{{3}})+(?!{_D})(?:[.．]{_D}+)?|{_D}+(?:[.．]{_D}+)?|(?<![\w.．])[.．]{_D}+)"
NUMBER = r"[0-9０-９零〇一二三四五六七八九十百千万亿]+"


def numeral_pattern(scaled_units: str) -> str:
    """Give the pattern of one numeral, as text for a larger pattern; it has no groups.

    `scaled_units` is a pattern of the units that begin with a scale word (千瓦, 百分点): there the unit is
    read first, so that 3千瓦 is 3 and not 3000.
    """
    scale = rf"(?!{scaled_units}){_S}"
    # 十二点五分 is a time, 十二点五分之一 is none.
    point = rf"(?:{_B}[点點]{_B}(?:{_C}|{_D})+(?![十拾半整钟]|分(?!之))(?:{_B}{scale})*)"
    # 3万4000, 5亿1万4千6百, 2千零30万: pieces go on after a scale word only.
    more = rf"(?:{_B}[零〇]?{_B}(?:{ARABIC}|{_C}+){_B}{scale}+)*(?:{_B}[零〇]?{_D}{{1,4}}(?![0-9０-９年.．%％]))?"
    # 12k is 12000; 4K is a picture, 10K跑 a run.
    kilo = rf"(?:{_D}{{2,}}|{_D}*[.．]{_D}+){_B}[kKｋＫ](?![A-Za-z0-9跑高超])"
    # 1.04M is a number, 200M宽带 and 5G are none.
    mega = rf"{_D}*[.．]{_D}+{_B}[MG](?=[\s，。；、）)]|$)"
    western = rf"{kilo}|{mega}|{ARABIC}(?:{point}|{_B}{_V}?(?:{_B}{scale})+{more}(?:{_V}(?:{scale})*)?|{_V}(?=[^\d]))?"
    eastern = (
        rf"(?:(?:[数數几幾]|(?<![以之])上){_B}(?={scale})|{_C}|{scale})(?:{_B}(?:{_LATER}|兆(?=.*[亿億]|$)|{scale}|(?<=[千百万亿零]){ARABIC}(?={_B}{_S})))*"
        rf"(?:{point}|{_B}{_V}(?:{_B}{scale})*)?"
    )
    return (
        rf"{_SIGN}(?:{western}|[Ⅰ-Ⅹ]|百分百|一半(?!径)|半数|[几幾](?=[个個名位所座家户处条项台辆])|{eastern}|{_HALF})"
    )


class Number(NamedTuple):
    """The value of a numeral, scale words folded in.

    `comparator` is "range" where only bounds are known (几十, 三四十: `value` is None), "approx" for 余
    and 多 (`low` = `value`), else "eq".
    """

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Literal["eq", "approx", "range"] = "eq"


# 几个 is two to nine.
_SPECIAL = {
    "半": Number(Decimal("0.5")),
    "一半": Number(Decimal("0.5")),
    "半数": Number(Decimal("0.5")),
    "百分百": Number(Decimal(100)),
    "几": Number(None, Decimal(2), Decimal(9), "range"),
    **{figure: Number(Decimal(value)) for value, figure in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", 1)},
}
_ODD = re.compile(r"[余多几数]|[一二三四五六七八九]{2}")


def parse(numeral: str) -> Number:
    """Give the value of a numeral that `numeral_pattern` found.

    >>> parse("2.4万").value, parse("1,100万").value, parse("三万四千零五").value
    (Decimal('24000'), Decimal('11000000'), Decimal('34005'))
    >>> parse("230余万")
    Number(value=Decimal('2300000'), low=Decimal('2300000'), high=None, comparator='approx')
    >>> parse("三四十").low, parse("三四十").high
    (Decimal('30'), Decimal('40'))
    """
    if number := _figures(numeral):
        return number
    plain = "".join(numeral.translate(_PLAIN).split()).replace("零下", "-").replace("负", "-")
    if number := _figures(plain):
        return number
    if special := _SPECIAL.get(plain):
        return special
    if plain[0] == "上":
        rest = parse(plain[1:])
        return Number(rest.value, low=rest.low if rest.value is None else rest.value, comparator="approx")
    if plain[0] == "-":
        return _negate(parse(plain[1:]))
    if "点" not in plain and _ODD.search(plain):
        return _vague(plain)
    return Number(_fold(plain))


def _figures(numeral: str) -> Number | None:
    """Read a numeral in half-width figures, with one scale word or none behind them: by far the most common."""
    scale = _LAST_SCALES.get(numeral[-1])
    figures = numeral[:-1] if scale else numeral
    if not figures.isascii() or not figures[-1:].isdigit():
        return None
    if figures.isdecimal() and not scale:
        return Number(Decimal(figures))
    value = Decimal(figures.replace(",", "").replace(" ", ""))
    return Number(trim(value * scale if scale else value))


def _negate(number: Number) -> Number:
    value, low, high = (None if part is None else -part for part in number[:3])
    return Number(value, high, low, number.comparator)


def plain_digits(numeral: str) -> str:
    """Give a numeral in half-width digits and simplified characters, as dates and codes are compared."""
    return numeral.translate(_PLAIN)


def _vague(plain: str) -> Number:
    if "余" in plain or "多" in plain:
        value = _fold(re.sub("[余多几数]", "", plain))
        return Number(value, low=value, comparator="approx")
    if plain[0] in "几数":
        rest = re.sub("[几数]", "一", plain[1:])
        return _between(_fold("二" + rest), _fold("九" + rest))
    if "几" in plain:
        return _between(_fold(plain.replace("几", "一")), _fold(plain.replace("几", "九")))
    return _neighbours(plain)


def _neighbours(plain: str) -> Number:
    """Read 三四十 as 30 to 40, and 二〇一九 as the digits that it spells."""
    pair = re.search(
        r"(?<![一二三四五六七八九零])([一二三四五六七八九])([一二三四五六七八九])(?![一二三四五六七八九零])",
        plain,
    )
    if pair and _DIGITS.index(pair[2]) == _DIGITS.index(pair[1]) + 1:
        head, tail = plain[: pair.start()], plain[pair.end() :]
        return _between(_fold(head + pair[1] + tail), _fold(head + pair[2] + tail))
    return Number(_fold(plain))


def _between(low: Decimal, high: Decimal) -> Number:
    return Number(None, low, high, "range")


_PIECE = re.compile(r"[\d,]+(?:\.\d+)?|\.\d+|[零一二三四五六七八九]+|.")


def _fold(plain: str) -> Decimal:
    """Add up a numeral: each scale word multiplies what stands before it up to a larger one."""
    whole, _, decimals = plain.partition("点")
    digits = decimals.rstrip("百千万亿兆")
    value = _whole(whole)
    if digits:
        value += _digits(digits).scaleb(-len(digits))
    for scale in decimals[len(digits) :]:
        value *= _SCALES[scale]
    return trim(value)


def _whole(plain: str) -> Decimal:
    parts: list[tuple[Decimal, int]] = []
    current: Decimal | None = None
    after_zero = False
    for piece in _PIECE.findall(plain):
        scale = _SCALES.get(piece)
        if scale is None:
            if piece in _TWENTIES:
                parts.append((Decimal(_TWENTIES[piece]), 10))
                continue
            if piece[0] == "零" and piece.strip("零") != piece and len(piece) <= 2:
                after_zero = True
                piece = piece.strip("零")
            if piece:
                current = _digits(piece)
            continue
        if parts and 100 <= parts[-1][1] < scale and current is not None and not after_zero:
            current = _in_next_scale(current, parts[-1][1])
        product = current
        while parts and (parts[-1][1] < scale or (product is None and parts[-1][1] == scale)):
            product = (product or Decimal(0)) + parts.pop()[0]
        parts.append(((Decimal(1) if product is None else product) * scale, scale))
        current, after_zero = None, False
    if current is not None:
        if parts and parts[-1][1] >= 100 and not after_zero:
            current = _in_next_scale(current, parts[-1][1])
        parts.append((current, 1))
    return sum((part for part, _ in parts), Decimal(0))


def _in_next_scale(digits: Decimal, scale: int) -> Decimal:
    """Give the 五 of 四百五 and of 四百五万 its worth, 50: a lone digit counts in the next lower scale."""
    return digits * (scale // 10) if digits < 10 and digits == int(digits) else digits


def _digits(piece: str) -> Decimal:
    """Read digits one by one, Chinese or Arabic: 二〇一九 → 2019."""
    return Decimal("".join(str(_DIGITS.index(char)) if char in _DIGITS else char for char in piece if char != ","))


def trim(value: Decimal) -> Decimal:
    """Drop trailing zeros without an exponent: 24000.0 → 24000."""
    return (
        value.quantize(Decimal(1))
        if value == value.to_integral_value() and value.adjusted() < 27
        else value.normalize()
    )
