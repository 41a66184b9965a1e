"""Names or conditions in a list answer figures in a list: 小学、初中分别3所、5所 are 3 of the one, 5 of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.notice import Target
from extractor.quantities.lexicon import Lexicon
from extractor.quantities.phrases import KINDS
from extractor.quantities.readings import Scan, within
from extractor.quantities.readings import before as last_before
from extractor.quantities.relations import condition_text

# Brackets hold a list of their own: 县（市、区）.
_BETWEEN_NAMES = re.compile(r"(?:以及|[、和]|(?<!参)与)(?![^（(]*[）)])")
_BETWEEN_FIGURES = re.compile(r"[、和与及，,以上下内左右]{0,4}(?:[每人]{1,2}[均人户生年月天日]){0,2}")
_BY = "按"
_RESPECTIVELY = "分别"
_BOUNDS = frozenset(("ge", "gt", "le", "lt"))
_LIST_MARKS = frozenset("、和与及，,")
# What is no part of those that 分别 speaks of: 对 | 重度失能、中度失能老年人 | 每人每月.
_OF_SUBJECT = re.compile(r"^(?:[对为给向在将按]|全[市县区省]|[；。，])+|[每人户生年月天个]*$|，$")
# Behind short names the last one holds what is said of all: 城市、农村 + 低保标准.
_SHORT = 3
# Names that end alike are two of a kind.
_KIND = 2
_PATIENTS = "患者"
_STANDARD = "标准"

# The indicator of a figure, "" for the one it has, and for whom or where it holds.
Answer = tuple[str, str | None]


def answer(targets: Sequence[Target], scan: Scan, words: Lexicon) -> list[Target]:
    """Give each figure of a list its own name or condition, where there are as many of them as figures."""
    answered = list(targets)
    for index, target in enumerate(answered):
        respectively = (target.distribution or "").startswith(_RESPECTIVELY)
        if not respectively and ("、" not in target.indicator or "indicator" in target.inferred):
            continue
        figures = _list_from(answered, index, scan.text)
        named = _said(answered, figures, scan, words) if respectively else _unsaid(answered, figures, words)
        for place, (name, held) in zip(figures, named, strict=False):
            answered[place] = _named(answered[place], name, held, scan.text)
        for place in figures[1:] if respectively or named else ():
            answered[place] = _bounded_alike(answered[place], target, scan.text)
    return _completed(answered, scan.text)


def _said(targets: list[Target], figures: range, scan: Scan, words: Lexicon) -> list[Answer]:
    """Give what the figures behind 分别 answer, read in the first of several ways that gives as many answers."""
    index = figures[0]
    target = targets[index]
    start, _ = scan.sentence(target.start)
    before = [one for one in targets[max(0, index - len(figures)) : index] if one.start >= start]
    answers = (
        _by_subject(target, before, scan, words),
        _by_name(target, words),
        _by_figure(target, before, words),
        _by_condition(target, scan),
    )
    return next((found for found in answers if len(found) == len(figures) > 1), [])


def _unsaid(targets: list[Target], figures: range, words: Lexicon) -> list[Answer]:
    """Give the names of a list that as many figures answer without 分别: 办结率、满意率不低于 | 99%、95%."""
    first = targets[figures[0]]
    if any("indicator" not in targets[one].inferred for one in figures[1:]):
        return []
    plain: list[Answer] = [(name, None) for name in _BETWEEN_NAMES.split(first.indicator)]
    named = plain if first.dimension == "count" else _by_name(first, words)
    return named if len(named) == len(figures) > 1 else []


def _completed(targets: list[Target], text: str) -> list[Target]:
    """Give a kind that stands alone the noun that the next one of its list has: 3个 | 县级、5个 | 乡级 + 救援站."""
    for index in range(len(targets) - 2, -1, -1):
        target, following = targets[index : index + 2]
        named = target.indicator
        between = text[target.end : following.start]
        # 县级3个、乡级5个 | 救援站: the kinds may stand in front.
        kind = between.strip("".join(_LIST_MARKS))
        if named[-1:] not in KINDS or kind == between or not (kind == named or following.indicator.startswith(kind)):
            continue
        at = following.indicator.find(named[-1])
        if 0 < at < len(following.indicator) - 1:
            whole = named + following.indicator[at + 1 :]
            targets[index] = target._replace(indicator=whole, inferred=(*target.inferred, "indicator"))
    return targets


def _by_subject(target: Target, before: Sequence[Target], scan: Scan, words: Lexicon) -> list[Answer]:
    """Take what stands in front of 分别 where the indicator stands behind: 县、乡 | 分别建成 | 服务平台1个、14个."""
    name = target.indicator.rpartition(_RESPECTIVELY)[2]
    if name != target.indicator and "doing" in words.cues.get(name, ()):
        # 学前、小学 | 分别资助 | 180名、520名: the verb names nothing.
        name = before[-1].indicator if before else name
    start, _ = scan.clause(target.start)
    at = scan.text.find(_RESPECTIVELY, start, target.start)
    if at == start:
        # 对重度失能、中度失能老年人，| 分别
        at, start = start - 1, scan.clause(max(0, start - 2))[0]
    if at <= start or any(one.quantity and one.role != "name" for one in within(scan.readings, start, at)):
        return []
    subject = _OF_SUBJECT.sub("", scan.text[start:at])
    if name == target.indicator and (_first(subject) in name or _first(name) in subject):
        return []
    return [(name, held) for held in _names(subject)]


def _first(names: str) -> str:
    return _BETWEEN_NAMES.split(names)[0]


def _by_name(target: Target, words: Lexicon) -> list[Answer]:
    """Take the names that the indicator lists: 小学、初中 | 分别3所、5所."""
    if "indicator" in target.inferred:
        return []
    return _for_people(target.indicator, words) or _each(_shared(_names(target.indicator)))


def _by_figure(target: Target, before: Sequence[Target], words: Lexicon) -> list[Answer]:
    """Take names that stand with figures of their own: 接待游客…，旅游收入…，| 分别增长15%和18%.

    Where the figures have a name themselves those are what they hold for: …，每个村分别给予100万元、50万元 | 奖补.
    """
    if "indicator" in target.inferred:
        return [(one.indicator, None) for one in before]
    return [(target.indicator, one.indicator) for one in before] if words.benefit.search(target.indicator) else []


def _by_condition(target: Target, scan: Scan) -> list[Answer]:
    """Take the conditions of the sentence that stand before the list, behind the target before it."""
    at = target.start
    start, _ = scan.sentence(at)
    since = last_before(scan.of_role("target"), at)
    conditions = within(scan.of_role("condition"), max(start, since.start if since else start), at)
    return [("", condition_text(scan, one)) for one in conditions]


def _each(names: Sequence[str]) -> list[Answer]:
    """Give each name and for whom it is: 护理标准按全自理、半护理分别为120元、360元 is one standard for two."""
    subject, by, first = names[0].partition(_BY)
    if by and subject:
        return [(subject, held) for held in (first, *names[1:])]
    return [(name, None) for name in names]


def _for_people(indicator: str, words: Lexicon) -> list[Answer]:
    """Give the one benefit of several kinds of people: 孤儿、事实无人抚养儿童 | 基本生活养育标准; else nothing."""
    *firsts, last = _BETWEEN_NAMES.split(indicator)
    people = next(words.people.finditer(last), None)
    benefit = last[people.end() :] if people else ""
    held = [*firsts, last.removesuffix(benefit)]
    if not firsts or not words.benefit.search(benefit) or not all(map(words.of_people.search, held)):
        return []
    return [(benefit, one) for one in held]


def _named(target: Target, name: str, held: str | None, text: str) -> Target:
    """Give a figure its name, inferred unless the text has it in one piece, and whom it holds for."""
    if not name:
        return target._replace(condition=held or target.condition)
    others = [field for field in target.inferred if field != "indicator"]
    inferred = (*others, *(() if name in text else ("indicator",)))
    return target._replace(indicator=name, inferred=inferred, condition=held or target.condition)


def _list_from(targets: Sequence[Target], index: int, text: str) -> range:
    """Give the places of the targets that stand in one list from `index` on."""
    end = index + 1
    while end < len(targets) and _BETWEEN_FIGURES.fullmatch(text, targets[end - 1].end, targets[end].start):
        end += 1
    return range(index, end)


def _bounded_alike(target: Target, first: Target, text: str) -> Target:
    """Give a figure the comparator that stands before the whole list: 分别不低于298元、201元."""
    bounded = first.comparator in _BOUNDS and text[first.end : first.end + 1] in _LIST_MARKS
    return target._replace(comparator=first.comparator) if bounded and target.comparator == "eq" else target


def _names(indicator: str) -> list[str]:
    *firsts, last = _BETWEEN_NAMES.split(indicator)
    head = _head(firsts, last) if firsts and max(map(len, firsts)) <= _SHORT else 0
    return [*(first + last[head:] for first in firsts), last] if 0 < head < len(last) - 1 else [*firsts, last]


def _shared(names: Sequence[str]) -> list[str]:
    """Give each name its end where the last holds it for all: 职工养老保险、居民养老保险 | 参保人数."""
    *firsts, last = names
    return [*(first + _rest(first, last) for first in firsts), last]


def _rest(first: str, last: str) -> str:
    """Give what stands in a name behind the kind of thing that another is, "" where that is no thing of its kind."""
    kind = first[-_KIND:]
    at = last.find(kind)
    rest = last[at + _KIND :] if at > 0 and len(first) > _KIND else ""
    # 生活补贴和护理补贴标准: a benefit and its standard are one.
    return "" if rest == _STANDARD or len(rest) < _KIND else rest


def _head(firsts: Sequence[str], last: str) -> int:
    """Give how much of the last name answers the short ones: 国家级、省级 | 示范园, 城市、农村 | 低保标准."""
    if (patients := last.find(_PATIENTS)) > 0:
        # 高血压、2型糖尿病 | 患者
        return patients
    if end := last.find(firsts[-1][-1], 1, _SHORT) + 1:
        return end
    sizes = set(map(len, firsts))
    return sizes.pop() if len(sizes) == 1 else 0
