"""Figures that cannot all be right: remarks on the targets of an item, never a change of them.

A part larger than its whole, a rate above 100 %, a project named for another number than its task states, quarters
that do not come to the goal of the year:

    新建公厕20座，一季度3座，二季度5座，三季度6座，四季度8座          3 + 5 + 6 + 8 is more than 20
    改造道路30公里，二季度累计15公里，四季度累计28公里                 15 is part of 28, and 28 less than 30
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractor.diagnostics import (
    MILESTONES_DIFFER,
    PART_EXCEEDS_WHOLE,
    PROJECT_DIFFERS,
    SHARE_OVER_HUNDRED,
    Diagnostic,
)
from extractor.notice import Item, Target

# Shares of a whole end at 100; growth and the rate of completion do not.
_SHARE = re.compile(r"(?:率|比例|比重|占比|覆盖面)$")
_UNBOUND = re.compile(r"(?:增长|增速|增幅|完成|增加|利用|负荷|周转|回报|收益|投资)[^，。]*$")
_PART_OF_YEAR = re.compile(r"第?([一二三四1-4])季|([上下])半年")
_IN_ALL = "累计"
_ENDS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 2, "下": 4}
_HUNDRED = Decimal(100)


def check(items: Iterable[Item]) -> Iterator[Diagnostic]:
    """Give the remarks on the figures of each item, in order of place."""
    for item in items:
        yield from _parts(item)
        yield from _shares(item)
        yield from _names(item)
        yield from _milestones(item)


def _parts(item: Item) -> Iterator[Diagnostic]:
    parts_of: dict[str, list[Target]] = {}
    for part in item.targets:
        if part.part_of:
            parts_of.setdefault(part.part_of, []).append(part)
    for whole in item.targets:
        parts = [part for part in parts_of.get(whole.id, ()) if _comparable(part, whole)]
        total = sum((part.value for part in parts if part.value is not None), Decimal(0))
        if whole.value is not None and total > whole.value:
            yield PART_EXCEEDS_WHOLE.at(f"target {whole.id}", whole=whole.raw, total=f"{total:f}")


def _comparable(part: Target, whole: Target) -> bool:
    """各10所 counts its places several times over, 每人50元 is no part of a sum, the rate of some no part of all's."""
    alike = part.unit_code == whole.unit_code and whole.dimension != "ratio"
    return alike and part.per == whole.per and not part.distribution


def _shares(item: Item) -> Iterator[Diagnostic]:
    for target in item.targets:
        share = target.unit_code == "%" and target.change in ("none", "increase_to", "decrease_to")
        named = _SHARE.search(target.indicator) and not _UNBOUND.search(target.indicator)
        if share and named and target.value is not None and target.value > _HUNDRED:
            yield SHARE_OVER_HUNDRED.at(f"target {target.id}", indicator=target.indicator, raw=target.raw)


def _names(item: Item) -> Iterator[Diagnostic]:
    stated = [target for target in item.targets if target.field == "task" and not target.part_of]
    for named in (target for target in item.targets if target.field == "project"):
        alike = [one for one in stated if one.unit_code == named.unit_code and one.indicator == named.indicator]
        if alike and all(one.value != named.value for one in alike):
            yield PROJECT_DIFFERS.at(f"target {named.id}", named=named.raw, stated=alike[0].raw)


def _milestones(item: Item) -> Iterator[Diagnostic]:
    """Compare the figures of quarters or half years with the one goal of the item that has their unit."""
    steps = [(end, target) for target in item.targets if (end := _quarter(target)) and target.value is not None]
    goals = [one for one in item.targets if not _quarter(one) and one.role == "target" and not one.part_of]
    for code in dict.fromkeys(step.unit_code for _, step in steps):
        wholes = [one for one in goals if one.unit_code == code and one.value is not None and not one.per]
        if code != "%" and len(wholes) == 1:
            whole = wholes[0]
            course = [(end, step) for end, step in steps if step.unit_code == code and _is_step(step, whole)]
            yield from _course(whole, course)


def _course(whole: Target, steps: list[tuple[int, Target]]) -> Iterator[Diagnostic]:
    """Remark on milestones that exceed the goal, or that end the year short of it.

    Figures that rise and are not said to be 累计 may be either the part of each quarter or all so far: they are wrong
    only where both readings are.
    """
    values = [step.value for _, step in steps if step.value is not None]
    if not values or whole.value is None:
        return
    in_all = any(_IN_ALL in step.clause for _, step in steps)
    rises = len(values) > 1 and values == sorted(values)
    readings = [values[-1]] if in_all else [sum(values), values[-1]] if rises else [sum(values)]
    ended = steps[-1][0] == max(_ENDS.values())
    faults = [_fault(Decimal(total), whole, ended=ended) for total in readings]
    if all(faults):
        yield MILESTONES_DIFFER.at(f"target {whole.id}", whole=whole.raw, total=f"{readings[0]:f}", how=faults[0])


def _fault(total: Decimal, whole: Target, *, ended: bool) -> str:
    """Say how a total misses the goal, "" if it does not; short of it is none before the year has ended."""
    assert whole.value is not None
    if total > whole.value and whole.comparator not in ("ge", "gt", "approx"):
        return "more than"
    return "less than" if ended and total < whole.value and whole.comparator not in ("le", "lt", "approx") else ""


def _quarter(target: Target) -> int | None:
    """Give the number of the quarter that a milestone is due at the end of, None for any other target."""
    period = _PART_OF_YEAR.match(target.deadline.text) if target.deadline else None
    if not period:
        return None
    word = period[1] or period[2]
    return _ENDS.get(word) or int(word)


def _is_step(step: Target, whole: Target) -> bool:
    """Tell whether a milestone counts what the goal counts: it names the same, nothing, or only its quarter."""
    named = step.indicator == whole.indicator or "indicator" in step.inferred
    return step.role == whole.role and not step.per and (named or bool(_PART_OF_YEAR.match(step.indicator)))
