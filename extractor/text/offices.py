"""Responsible units as notices list them: split, the inherited level restored, groups told apart."""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.kept import compiled
from extractor.notice import Office
from extractor.text.clean import clean
from extractor.vocabulary import Vocabulary

_OPENING, _CLOSING = "（(〔[【", "）)〕]】"
_SEPARATORS = "、，,；;/／|"
# 市自然资源局及 | 各区县政府
_AND_ALL = compiled("(?<=[局委办厅院会府])(?:以及|及|和|与)(?=各(?!界))")
_BREAK = compiled(r"\s+")
_PLACEHOLDERS = frozenset(("", "-", "--", "—", "——", "/", "无", "－"))


class _Words(NamedTuple):
    level: re.Pattern[str]
    place: re.Pattern[str]
    own_starts: tuple[str, ...]
    own_contains: tuple[str, ...]
    party: frozenset[str]
    group: re.Pattern[str]
    endings: tuple[str, ...]
    tails: tuple[str, ...]
    unit_end: tuple[str, ...]
    goes_on: tuple[str, ...]
    branch: re.Pattern[str]
    unmarked: re.Pattern[str]
    label: re.Pattern[str]


# The same few cells stand beside most tasks of a notice.
@lru_cache(maxsize=1024)
def split_offices(text: str, vocabulary: Vocabulary) -> tuple[Office, ...]:
    """Split the text of a cell into offices, in order; brackets hold together, a line end parts.

    >>> from extractor.vocabulary import standard
    >>> [office.full_name for office in split_offices("县财政局、民政局，各乡（镇）政府", standard())]
    ['县财政局', '县民政局', '各乡（镇）政府']
    >>> split_offices("市人社局、公安局等", standard())[-1].others
    True
    """
    words = _words(vocabulary)
    offices: list[Office] = []
    prefix = ""
    for part in _parts(_mark_breaks(text, words)):
        name, others = _strip_ending(words.label.sub("", part), words)
        if name:
            group = bool(words.group.search(name))
            full, prefix = (name, prefix) if group else _full_name(name, prefix, words)
            offices.append(Office(name, full, group, others))
        elif others and offices:
            offices[-1] = offices[-1]._replace(others=True)
    return tuple(offices)


def lead_and_support(text: str, vocabulary: Vocabulary) -> tuple[tuple[Office, ...], tuple[Office, ...]]:
    """Split a cell into the offices in charge and those that support, where labels or brackets tell.

    >>> from extractor.vocabulary import standard
    >>> lead, support = lead_and_support("牵头单位：县民政局 配合单位：县卫健局、财政局", standard())
    >>> [office.name for office in lead], [office.name for office in support]
    (['县民政局'], ['县卫健局', '财政局'])
    """
    label, lead_mark, support_mark = _support(vocabulary)
    first, found, second = text, label.search(text), ""
    if found:
        first, second = text[: found.start()].rstrip("；;，,。"), text[found.end() :]
    offices = split_offices(lead_mark.sub("", first), vocabulary)
    lead = [office for office in offices if not support_mark.search(office.name)]
    support = [_unmarked(office, support_mark) for office in offices if support_mark.search(office.name)]
    return tuple(lead), (*support, *split_offices(second, vocabulary))


def _unmarked(office: Office, mark: re.Pattern[str]) -> Office:
    return office._replace(name=mark.sub("", office.name), full_name=mark.sub("", office.full_name))


@cache
def _support(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = vocabulary.section("offices")["support"]
    return compiled(f"(?:{'|'.join(data['labels'])})[：:]"), compiled(data["lead"]), compiled(data["support"])


def _mark_breaks(text: str, words: _Words) -> str:
    """Put a separator where a line end or a blank parts two units, and join the lines of one.

    A cell that has separators wraps its lines anywhere; one that has none gives each unit a line.
    """
    pieces = [piece for piece in _BREAK.split(text.strip()) if piece]
    separated = any(mark in text for mark in _SEPARATORS)
    marked = "".join(pieces[:1])
    for before, after in itertools.pairwise(pieces):
        ended = before.endswith(words.unit_end) and not after.startswith((*words.goes_on, *_OPENING))
        parted = ended and (not separated or words.level.match(after)) and not words.branch.match(after)
        marked += ("、" if parted else "") + after
    # 市住建局市城管局: a copy lost the line ends.
    return marked if separated else words.unmarked.sub("、", marked)


def _parts(text: str) -> list[str]:
    """Cut at separators outside of brackets; a bracket that never closes does not hold."""
    text = _AND_ALL.sub("、", text)
    parts, depth, start = [], 0, 0
    balanced = sum(map(text.count, _OPENING)) == sum(map(text.count, _CLOSING))
    for at, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in _SEPARATORS and not (depth and balanced):
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    cleaned = (clean(part).strip("。.：: ") for part in parts)
    return [part for part in cleaned if part not in _PLACEHOLDERS]


def _strip_ending(name: str, words: _Words) -> tuple[str, bool]:
    tail = _ending(name, words.tails)
    name = name.removesuffix(tail) if len(name) > len(tail) else name
    ending = _ending(name, words.endings)
    return name.removesuffix(ending), bool(ending)


def _ending(name: str, endings: tuple[str, ...]) -> str:
    """Give the first of some endings that a name has, "" if it has none, as most."""
    return next(filter(name.endswith, endings)) if name.endswith(endings) else ""


def _full_name(name: str, prefix: str, words: _Words) -> tuple[str, str]:
    """Give the name with the inherited level, and the level that the next names inherit."""
    if name.startswith(words.own_starts) or any(part in name for part in words.own_contains):
        return name, prefix
    found = words.level.match(name) or words.place.match(name)
    if found:
        return name, found.group()
    if name in words.party and prefix:
        return f"{prefix}委{name}", prefix
    return prefix + name, prefix


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    data = vocabulary.section("offices")
    pattern = {kind: data["prefix"][kind].replace("{han}", "[\u4e00-\u9fff]") for kind in ("level", "place", "branch")}
    return _Words(
        compiled(pattern["level"]),
        compiled(pattern["place"]),
        tuple(data["own"]["starts"]),
        tuple(data["own"]["contains"]),
        frozenset(data["party"]["names"]),
        compiled("|".join(data["group"]["patterns"])),
        tuple(data["others"]["endings"]),
        tuple(data["others"]["tails"]),
        tuple(data["endings"]["words"]),
        tuple(data["endings"]["goes_on"]),
        compiled(pattern["branch"]),
        compiled(rf"(?<=局)(?={pattern['level']}[\u4e00-\u9fff]{{1,10}}局(?!\w*分局))"),
        compiled(f"^(?:{'|'.join(data['labels']['words'])})[：:]?"),
    )
