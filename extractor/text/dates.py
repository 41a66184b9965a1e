"""Dates and periods as notices write them: 2019年年底前, 6月底, 第三季度末, 2022年1—12月.

`find` reads one where a numeral begins; its date is the last day of the stated period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extractor.kept import compiled
from extractor.text.numerals import parse, plain_digits

_YEAR = r"(?:19|20)[0-9]{2}|[12１２][09０９][0-9０-９]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2}"
_MONTH = r"1[0-2]|0?[1-9]|[１][０-２]|[１-９]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12][0-9]|0?[1-9]|[１-３]?[０-９]"
_PART = r"年?底|年?末|月末|期末|初|上旬|中旬|下旬|上半年|下半年|上半月|下半月|年内|年中|全年|当年|内"
_SUFFIX = r"之前|以前|前|止|为止|以内|起|开始|以来|以后|之后|后"
_DASH = r"\s?[-—–－~～至到]{1,2}\s?"
_POINT = rf"""
    (?:(?P<year>{_YEAR})\s?年(?:度(?!假))?)? \s?
    (?:(?P<month>{_MONTH})\s?月(?!龄|子|薪|租|球)(?:份)?\s?(?:(?P<day>{_DAY})\s?[日号])?)?
    (?:第?\s?(?P<quarter>[一二三四1-4])\s?季度?(?=度|末|底|前|[，。；、\s]|$)度?)?
    (?P<part>{_PART})?
    (?P<suffix>{_SUFFIX})?
"""
_POINTS = compiled(f"(?x){_POINT}")
_NUMERIC = compiled(
    r"(?P<year>(?:19|20)[0-9]{2})[.．/-](?P<month>1[0-2]|0?[1-9])(?:[.．/-](?P<day>3[01]|[12][0-9]|0?[1-9]))?"
    r"(?![0-9万亿%％个元])(?:日)?(?P<suffix>之前|以前|前|起)?"
)
_SPAN = compiled(
    rf"(?P<from_year>{_YEAR})(?:\s?年)?{_DASH}(?={_YEAR})"
    rf"|(?:(?P<same_year>{_YEAR})\s?年\s?)?(?:{_MONTH})(?:\s?月(?:份|底|初)?(?:(?:{_DAY})[日号])?)?{_DASH}"
    rf"(?=(?:(?:{_YEAR})年)?(?:{_MONTH})\s?月)"
)
_LATE_YEAR = compiled(rf"(?P<year>{_YEAR})(?:\s?年)?(?P<suffix>{_SUFFIX})?")
_PLAN = compiled(
    r"(?P<plan>[一二三四]?十[一二三四五六七八九]?)五[”\"’]?(?:规划|计划)?(?:期末|末期|末)(?:之前|以前|前)?"
)
_BEFORE = frozenset(("之前", "以前", "前", "止", "为止", "以内"))
_AFTER = frozenset(("起", "开始", "以来", "以后", "之后", "后"))


class Time(NamedTuple):
    """A date as written: its last day (None without a year), and how it bounds the time.

    `bound` is "until" for 前, 底, 末, 内; "from" for 起, 以来; "plain" for a bare date. `fine` is True where
    more than a year is stated; `assumed` where the year was taken from the notice.
    """

    start: int
    end: int
    text: str
    last_day: date | None
    bound: str
    fine: bool
    assumed: bool


@dataclass(frozen=True, slots=True)
class _Parts:
    year: int | None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    part: str = ""


def find(text: str, start: int, year: int | None = None) -> Time | None:
    """Read the date that begins at `start`, None if none does; `year` is the notice's own.

    >>> find("2019年年底前完成", 0).last_day.isoformat()
    '2019-12-31'
    >>> find("6月底前", 0, 2021).last_day.isoformat(), find("6个月", 0)
    ('2021-06-30', None)
    """
    if plan := _PLAN.match(text, start):
        # 十四五 is 2021–2025; since 七五 the plans have followed each other without a gap.
        last = date(1955 + 5 * (_number(plan["plan"]) or 0), 12, 31)
        return Time(start, plan.end(), plan.group(), last, "until", True, False)
    begin = _SPAN.match(text, start)
    at = begin.end() if begin else start
    stated = _number(begin["from_year"] or begin["same_year"]) if begin else None
    found = _NUMERIC.match(text, at) or _filled(_POINTS.match(text, at)) or (begin and _LATE_YEAR.match(text, at))
    if not found:
        return None
    groups = found.groupdict()
    parts = _Parts(
        year=_number(groups["year"]) or stated or year,
        month=_number(groups.get("month")),
        day=_number(groups.get("day")),
        quarter=_number(groups.get("quarter")),
        part=groups.get("part") or "",
    )
    suffix = groups.get("suffix") or ""
    fine = bool(parts.month or parts.quarter or parts.part)
    assumed = not groups["year"] and stated is None
    return Time(start, found.end(), text[start : found.end()], _last_day(parts), _bound(parts, suffix), fine, assumed)


def last_day_of(word: str, year: int | None) -> date | None:
    """Give the last day of a period without a figure: 年底前, 上半年; None for 春节前, 汛期前.

    >>> last_day_of("上半年", 2020).isoformat()
    '2020-06-30'
    """
    if year is None or "年" not in word:
        return None
    return date(year, 6, 30) if "上半年" in word or "年中" in word else date(year, 12, 31)


def _filled(found: re.Match[str] | None) -> re.Match[str] | None:
    """Keep a match that states a year, a month or a quarter; 年底 alone begins with no numeral."""
    return found if found and (found["year"] or found["month"] or found["quarter"]) else None


def _number(text: str | None) -> int | None:
    if not text:
        return None
    plain = plain_digits(text)
    if plain.isascii():
        return int(plain)
    value = parse(plain).value
    return int(value) if value is not None else None


def _bound(parts: _Parts, suffix: str) -> str:
    if suffix in _AFTER:
        return "from"
    return "until" if suffix in _BEFORE or parts.part.endswith(("底", "末", "内")) else "plain"


def _last_day(parts: _Parts) -> date | None:
    year, month, day = parts.year, parts.month, parts.day
    if year is None:
        return None
    if month is None:
        month = parts.quarter * 3 if parts.quarter else 6 if parts.part in ("上半年", "年中") else 12
    days = monthrange(year, month)[1]
    if day is None:
        day = {"上旬": 10, "初": 10, "上半月": 15, "中旬": 20}.get(parts.part, days)
    return date(year, month, min(day, days))
