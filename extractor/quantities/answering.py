"""Names or conditions in a list answer figures in a list: 小学、初中分别3所、5所 are 3 of the one, 5 of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.notice import Target
from extractor.quantities.lexicon import Lexicon
from extractor.quantities.readings import Scan, before, within
from extractor.quantities.relations import condition_text

# Brackets hold a list of their own: 县（市、区）.
_BETWEEN_NAMES = re.compile(r"(?:以及|[、和与])(?![^（(]*[）)])")
_BETWEEN_FIGURES = re.compile(r"[、和与及，,以上下内左右]{0,4}(?:[每人]{1,2}[均人户生年月天日]){0,2}")
_BY = "按"
_RESPECTIVELY = "分别"
_BOUNDS = frozenset(("ge", "gt", "le", "lt"))
_LIST_MARKS = frozenset("、和与及，,")
# Behind short names the last one holds what is said of all: 城市、农村 + 低保标准.
_SHORT = 3


def answer(targets: Sequence[Target], scan: Scan, words: Lexicon) -> list[Target]:
    """Give each figure of a list behind 分别 its own name or condition, where there are as many of them as figures."""
    answered, text = list(targets), scan.text
    for index, target in enumerate(answered):
        if not (target.distribution or "").startswith(_RESPECTIVELY):
            continue
        figures = _list_from(answered, index, text)
        named = _for_people(target.indicator, words) or _each(_names(target.indicator))
        if "indicator" in target.inferred:
            # 接待游客…，旅游收入…，分别增长15%和18%: the names stand with figures of their own.
            earlier = answered[max(0, index - len(figures)) : index]
            named = [(one.indicator, None) for one in earlier if one.start >= scan.sentence(target.start)[0]]
        if len(named) == len(figures) > 1:
            for place, (name, held) in zip(figures, named, strict=True):
                answered[place] = _named(answered[place], name, held, text)
        conditions = _conditions(scan, target.start)
        if len(conditions) == len(figures) > 1:
            for place, condition in zip(figures, conditions, strict=True):
                answered[place] = answered[place]._replace(condition=condition)
        for place in figures[1:]:
            answered[place] = _bounded_alike(answered[place], target, text)
    return answered


def _each(names: Sequence[str]) -> list[tuple[str, str | None]]:
    """Give each name and for whom it is: 护理标准按全自理、半护理分别为120元、360元 is one standard for two."""
    subject, by, first = names[0].partition(_BY)
    if by and subject:
        return [(subject, held) for held in (first, *names[1:])]
    return [(name, None) for name in names]


def _for_people(indicator: str, words: Lexicon) -> list[tuple[str, str | None]]:
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
    others = [field for field in target.inferred if field != "indicator"]
    inferred = (*others, *(() if name in text else ("indicator",)))
    return target._replace(indicator=name, inferred=inferred, condition=held or target.condition)


def _conditions(scan: Scan, at: int) -> list[str]:
    """Give the conditions of the sentence that stand before a place, behind the target before it."""
    start, _ = scan.sentence(at)
    since = before(scan.of_role("target"), at)
    conditions = within(scan.of_role("condition"), max(start, since.start if since else start), at)
    return [condition_text(scan, one) for one in conditions]


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


def _head(firsts: Sequence[str], last: str) -> int:
    """Give how much of the last name answers the short ones: 国家级、省级 | 示范园, 城市、农村 | 低保标准."""
    if end := last.find(firsts[-1][-1], 1, _SHORT) + 1:
        return end
    sizes = set(map(len, firsts))
    return sizes.pop() if len(sizes) == 1 else 0
