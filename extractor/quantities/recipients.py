"""For whom a figure holds, where that stands in the place of what it measures.

The noun before such a figure is its condition, and what it measures is read from the words further left:

提高城乡低保标准，| 城市 | 每人每月700元        the clause before names the benefit
参保率达到95%，  | 困难群众 | 达到100%         the figure before names the rate
公办幼儿园生均公用经费600元，| 民办幼儿园 | 500元   two of a kind: 民办幼儿园生均公用经费
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractor.notice import Target
from extractor.quantities.phrases import heading, noun_between, theme
from extractor.quantities.places import Context, Place

_RATE = re.compile(r"率$|比例$|比重$|占比$|覆盖面$|满意度$")
# 补助标准 | 为 | 小学
_SET_FOR = re.compile(r"(.{2,}?)(?:分别为|为)(.{2,})")
_WITH_GROUP = re.compile(r"(.+(?:率|比例))(在?)([^率例]{2,})")
# 公办 | 幼儿园 and 民办 | 幼儿园 are two of a kind.
_SHORTEST_KIND = 2

_PLACE = re.compile(r".{0,6}(?:(?<![小社园景校库灌厂院病服展])区|县|(?<![超门菜夜])市|镇|乡|街道|农村|乡村|城镇)")
_LINKING = frozenset(("change", "spread"))


def recipient(
    place: Place, named: str, per: Sequence[str], earlier: Sequence[Target], context: Context
) -> tuple[str, str | None] | None:
    """Give the indicator and the condition of a figure whose noun says only for whom it is; None if it says more."""
    if place.dimension == "ratio":
        if held := _WITH_GROUP.fullmatch(named):
            # 签约服务覆盖率 | 重点人群 | 达到75%, 报销比例 | 在 | 一级医院
            return (held[1], held[3]) if held[2] or _is_group(held[3], place) else None
        if _RATE.search(named) or not (_is_group(named, place) or _is_like_last(named, place, earlier)):
            return None
        sources = (one.indicator for one in _alike(place, earlier) if _RATE.search(one.indicator))
    elif place.dimension.startswith("money"):
        if (set_for := _SET_FOR.fullmatch(named)) and place.words.benefit.search(set_for[1]):
            return set_for[1], set_for[2]
        named = _behind_change(named, place)
        if _is_benefit(named, place) or not (per or _is_group(named, place)):
            return None
        sources = (one for one in _sums(place, named, earlier, context) if one != named and _is_benefit(one, place))
    else:
        return None
    source = next(sources, "")
    if not source:
        return None
    return _of_kind(source, named, place) or (source, named)


def is_place(named: str) -> bool:
    """Tell whether a noun is but a place: 其中 | 城区 | 2100个, （含 | 临河县 | 6处）; 小区 and 超市 are things."""
    return bool(_PLACE.fullmatch(named))


def _behind_change(named: str, place: Place) -> str:
    """Take off a change that stands before the group: 经费标准 | 提高到 | 小学."""
    changes = (place.scan.text[cue.start : cue.end] for cue in place.cues if "change" in cue.kinds)
    word = next((one for one in changes if named.startswith(one)), "")
    return named.removeprefix(word) or named


def _is_group(named: str, place: Place) -> bool:
    """Tell whether a noun names people or where they live."""
    return bool(place.words.of_people.search(named)) or named in place.words.opposites


def _is_like_last(named: str, place: Place, earlier: Sequence[Target]) -> bool:
    """Tell whether a noun ends as that for which the figure before it holds: 一级医院 …、| 二级医院."""
    last = next(_alike(place, earlier), None)
    return bool(last and last.condition and last.condition.endswith(named[-_SHORTEST_KIND:]))


def _is_benefit(named: str, place: Place) -> bool:
    return bool(place.words.benefit.search(named)) or named in place.words.cues


def _alike(place: Place, earlier: Sequence[Target]) -> Iterator[Target]:
    """Give the figures of the same dimension that stand before in the sentence, the nearest first."""
    inside = takewhile(lambda one: one.start >= place.sentence[0], reversed(earlier))
    return (one for one in inside if one.dimension == place.dimension)


def _sums(place: Place, named: str, earlier: Sequence[Target], context: Context) -> Iterator[str]:
    # 农村低保标准…，特困人员…: two benefits, unless the one before is also for somebody.
    for one in _alike(place, earlier):
        if one.condition or _of_kind(one.indicator, named, place):
            yield one.indicator
    start = place.clause[0]
    at = place.scan.text.find(named, start, place.quantity.start)
    if at > start:
        # 在校寄宿生生活补助 | 小学 | 每生每年1000元
        linked = [cue.start for cue in place.scan.cues_in(start, at) if not _LINKING.isdisjoint(cue.kinds)]
        yield noun_between(start, min([at, *linked]), place.scan, place.words)
    yield heading(place)
    yield theme(place)
    yield context.subject


def _of_kind(source: str, named: str, place: Place) -> tuple[str, None] | None:
    """Put a noun into the place of its like: 农村 for the 城市 of 城市低保标准."""
    opposites = place.words.opposites
    if named in opposites and source.startswith(opposites):
        opposite = next(one for one in opposites if source.startswith(one))
        return named + source.removeprefix(opposite), None
    kind = named[-_SHORTEST_KIND:]
    at = source.find(kind) if len(named) > _SHORTEST_KIND else -1
    rest = source[at + len(kind) :]
    return (named + rest, None) if at >= 0 and rest else None
