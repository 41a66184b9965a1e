"""For whom a figure holds, where that stands in the place of what it measures.

The noun before such a figure is its condition, and what it measures is read from the words further left:

提高城乡低保标准，| 城市 | 每人每月700元        the clause before names the benefit
参保率达到95%，  | 困难群众 | 达到100%         the figure before names the rate
公办幼儿园生均公用经费600元，| 民办幼儿园 | 500元   two of a kind: 民办幼儿园生均公用经费
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

from extractor.notice import Target
from extractor.quantities.phrases import PLACE, heading, noun_between, opens_phrase, theme
from extractor.quantities.places import Context, Place
from extractor.quantities.readings import Scan, within

_SHARES = {"ratio", "percentage_point"}
_OF_CASE = re.compile("^(?:其中|凡是?|对于?)")
_WITHIN = ("范围内", "域内")
_RATE = re.compile(r"率$|比例$|比重$|占比$|覆盖面$|满意度$")
# 补助标准 | 为 | 小学, 养育标准 | 提高到 | 集中供养
_SET_FOR = re.compile(
    r"(.{2,}?)(?:分别)?(?:(?:提高|提升|增加|上调|调整|提|增|达)[到至为]|为|按照?(?!.*、)|不低于)(.{2,})"
)
_WITH_GROUP = re.compile(r"(.+(?:率|比例))(在?)([^率例]{2,})")
# 公办 | 幼儿园 and 民办 | 幼儿园 are two of a kind.
_SHORTEST_KIND = 2

_SERVING = re.compile(
    r"(?:继续|免费|全年|年内|同时|并|及时|优先|积极|再|[一二三四五六七八九十]、|[（(].[）)])*[对为给向]"
)
_ADVERB = re.compile(r"(?:免费|全部|统一|集中|定期|分别|均|一次性|及时|优先|按照|按|[，、\s])+$")
_EVERYWHERE = re.compile(r"^全[省市州县区镇乡国]")
_ACTING = frozenset(("doing", "per"))
_KIND = re.compile(r"型$|^[一二三四五六1-6]级(?:以上)?$")
# How far back a group or a benefit may stand.
_LONGEST_NOUN = 60
_CLAUSES_BACK = 4
_FIGURES_BACK = 12
_LINKING = frozenset(("change", "spread"))


def recipient(
    place: Place, named: str, per: Sequence[str], earlier: Sequence[Target], context: Context
) -> tuple[str, str | None] | None:
    """Give the indicator and the condition of a figure whose noun says only for whom it is; None if it says more."""
    if len(named) > _LONGEST_NOUN:
        return None
    if place.dimension == "ratio":
        if held := _WITH_GROUP.fullmatch(named):
            # 签约服务覆盖率 | 重点人群 | 达到75%, 报销比例 | 在 | 一级医院
            return (held[1], held[3]) if held[2] or _is_group(held[3], place) else None
        if _RATE.search(named):
            return None
        if not (_is_group(named, place) or _is_like_last(named, place, earlier)):
            # …的支付比例，| 一级医疗机构 | 不低于65%
            rate = theme(place)
            return (rate, named) if _RATE.search(rate) else None
        rates = (one.indicator for one in _alike(place, earlier) if _RATE.search(one.indicator))
        sources: Iterator[str] = chain(rates, [theme(place)])
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


def beneficiary(place: Place) -> str | None:
    """Give the people that a verb serves, where no figure counts them: 对 | 困难职工 | 每人补助1000元.

    They hold for their clause; for a sum in a later one that begins with a rate (每户…), or if theirs has no figure.
    """
    scan, at = place.scan, place.quantity.start
    start = place.clause[0]
    if found := _served(scan, start, at, place) or _before_rate(place):
        return found
    if place.dimension == "count":
        return None
    following = scan.cues_in(start, start + 1)
    goes_on = bool(following and "per" in following[0].kinds)
    passed = False
    for _ in range(_CLAUSES_BACK):
        if start <= place.sentence[0]:
            break
        end, start = start - 1, scan.clause(start - 2)[0]
        passed = passed or (bool(within(scan.of_role("target"), start, end)) and not goes_on)
        if found := (None if passed else _served(scan, start, end, place)) or _case(scan.text[start:end]):
            return found
    return None


def _case(clause: str) -> str | None:
    """Give a clause that ends with 的, which says in which case the next one holds: 在定点医疗机构住院的，…."""
    return _OF_CASE.sub("", clause) if clause.endswith("的") and len(clause) > _SHORTEST_KIND else None


def _before_rate(place: Place) -> str | None:
    """Give where or for whom a rate holds, said right before it: 县城 | 每户每月补贴260元, 低保老人 | 每餐."""
    start = max(place.start, place.clause[0])
    rate = next((cue for cue in place.cues if "per" in cue.kinds and "head" not in cue.kinds), None)
    # 给予 | 一级残疾人 | 每人每月
    verb = next((cue.end for cue in place.cues if cue.start == start and "doing" in cue.kinds), start)
    noun = place.scan.text[verb : rate.start] if rate else ""
    says = PLACE.fullmatch(noun) or noun.endswith("的") or place.words.of_people.search(noun)
    return noun.removeprefix("其中") if says and len(noun) > 1 else None


def _served(scan: Scan, start: int, end: int, place: Place) -> str | None:
    """Give the people between a preposition that opens a clause and the verb, the rate or the end behind them."""
    opened = _SERVING.match(scan.text, start, end)
    if opened is None:
        return None
    at = opened.end()
    ends = [cue.start for cue in scan.cues_in(at, end) if not _ACTING.isdisjoint(cue.kinds)]
    if end < place.quantity.start:
        # What stands right before the figure is what it counts: 招聘 | 毕业生 | 30名.
        ends.append(end)
    for until in ends:
        if any(opens_phrase(cue, scan, place.words) for cue in scan.cues_in(at + 1, until) if cue.end < until - 1):
            # 为中小学 | 配备 | 校医: whom a later verb is about is somebody else.
            return None
        people = _ADVERB.sub("", scan.text[at:until])
        if place.words.of_people.search(people) and not people.startswith("每"):
            return None if within(scan.readings, at, until) else _EVERYWHERE.sub("", people)
    return None


def divides(named: str, whole: Target, place: Place) -> bool:
    """Tell whether a part is named by where, for whom or of which kind it is: 其中 | 城区 | 2100个, 经营型 | 200人.

    Of people it counts that is its noun: 受益人口9.8万人，其中 | 脱贫人口 | 1.2万人.
    """
    if PLACE.fullmatch(named) or _KIND.search(named):
        return True
    return _is_group(named, place) and not place.words.of_people.search(whole.indicator)


def _behind_change(named: str, place: Place) -> str:
    """Take off a change that stands before the group: 经费标准 | 提高到 | 小学."""
    changes = (place.scan.text[cue.start : cue.end] for cue in place.cues if "change" in cue.kinds)
    word = next((one for one in changes if named.startswith(one)), "")
    return named.removeprefix(word) or named


def _is_group(named: str, place: Place) -> bool:
    """Tell whether a noun names people, where they live or what is within some bounds: 政策范围内."""
    return bool(place.words.of_people.search(named)) or named in place.words.opposites or named.endswith(_WITHIN)


def _is_like_last(named: str, place: Place, earlier: Sequence[Target]) -> bool:
    """Tell whether a noun ends as that for which the figure before it holds, or divides the same rate: 二级医院."""
    last = next(_alike(place, earlier), None)
    if not last or not last.condition:
        return False
    divided = "indicator" in last.inferred and _RATE.search(last.indicator)
    return bool(divided) or last.condition.endswith(named[-_SHORTEST_KIND:])


def _is_benefit(named: str, place: Place) -> bool:
    return bool(place.words.benefit.search(named)) or named in place.words.cues


def _alike(place: Place, earlier: Sequence[Target]) -> Iterator[Target]:
    """Give the figures of the same dimension (points are of a share) before in the sentence, the nearest first."""
    inside = takewhile(lambda one: one.start >= place.sentence[0], reversed(earlier[-_FIGURES_BACK:]))
    return (one for one in inside if one.dimension == place.dimension or {one.dimension, place.dimension} == _SHARES)


def _sums(place: Place, named: str, earlier: Sequence[Target], context: Context) -> Iterator[str]:
    # 农村低保标准…，特困人员…: two benefits, unless the one before is also for somebody.
    last = next(_alike(place, earlier), None)
    if last:
        yield heading(place, last.end)
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
    yield _promised(place)
    yield context.subject


def _promised(place: Place) -> str:
    """Give what the clause before hands out behind its figure: 为1.2万名老年人发放 | 养老服务补贴，失能老年人…."""
    scan, end = place.scan, place.clause[0] - 1
    if end <= place.sentence[0]:
        return ""
    counted = within(scan.readings, scan.clause(end - 1)[0], end)
    return noun_between(counted[-1].end, end, scan, place.words) if counted else ""


def _of_kind(source: str, named: str, place: Place) -> tuple[str, None] | None:
    """Put a noun into the place of its like: 农村 for the 城市 of 城市低保标准."""
    opposites = place.words.opposites
    if named in opposites and source.startswith(opposites):
        opposite = next(one for one in opposites if source.startswith(one))
        return named + source.removeprefix(opposite), None
    kind = named[-_SHORTEST_KIND:]
    at = source.find(kind) if len(named) > _SHORTEST_KIND else -1
    rest = source[at + len(kind) :]
    return (named + rest, None) if at > 0 and rest else None
