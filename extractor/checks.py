"""Figures that cannot all be right: remarks on the targets of an item, never a change of them.

A part larger than its whole, a rate above 100 %, a project named for another number than its task states, goals of
the quarters that are not those of the year.
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
_HUNDRED = Decimal(100)
_QUARTER = "季"
_QUARTERS = 4


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
    """各10所 counts its places several times over, and 每人50元 is no part of a sum."""
    return part.unit_code == whole.unit_code and part.per == whole.per and not part.distribution


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
    """Hold the goals of the quarters against that of the year: the last reaches it, or they add up to it."""
    goals = [one for one in item.targets if one.role == "target" and not one.part_of and one.value is not None]
    quarters = [one for one in goals if one.deadline and _QUARTER in one.deadline.text]
    for code in dict.fromkeys(one.unit_code for one in quarters):
        values = [one.value or Decimal(0) for one in quarters if one.unit_code == code]
        wholes = [one for one in goals if one not in quarters and one.unit_code == code]
        if len(wholes) != 1:
            continue
        whole = wholes[0].value or Decimal(0)
        full = len(values) >= _QUARTERS
        if max(values) > whole or (full and whole not in (max(values), sum(values))):
            said = "、".join(one.raw for one in quarters if one.unit_code == code)
            yield MILESTONES_DIFFER.at(f"target {wholes[0].id}", goals=said, whole=wholes[0].raw)
