"""The noun phrase behind a number: 完成4所 | 农村寄宿制学校 | 新建、改扩建任务."""

from __future__ import annotations

import re

from extractor.quantities.lexicon import Lexicon
from extractor.quantities.measures import Quantity
from extractor.quantities.phrases import BRACKETS, JOINING, noun_between, opens_phrase, trim
from extractor.quantities.places import Place

_NO_NOUN = ("、", "和", "与", "（", "(", "，")
_LINKED = ("、", "和", "及", "与")
_COVERED = "全覆盖"
_SUCH_AS = "等"
_SPREADING = frozenset(("per", "spread"))
_SHORTEST_NOUN = 2
_LONGEST_NOUN = 80
_SHORTEST_OBJECT = 3
# A 、 outside of brackets: 县（市、区） is one noun.
# 23个小区 | 近 | 1.1万户
_NEARLY = "近"
_STANDARD = re.compile(r"的?(?:标准|比例|额度|价格)")
# （火车站200个 | 车位）
_IN_BRACKET = re.compile(r"[^（(）)]+(?=[）)])")
_LIST_COMMA = re.compile(r"、(?![^（(]*[）)])")


def noun_behind(place: Place) -> str:
    """Read rightwards: the phrase behind the number, up to the next number or a verb that ends it."""
    place = _last_listed(place)
    words, following = place.words, place.following
    start, end = place.quantity.tail, min(place.clause[1], place.quantity.tail + _LONGEST_NOUN)
    if following and following.role == "condition" and following.start == start:
        # 1200名60—69岁老人: the condition stands between the number and its noun.
        start = following.quantity.tail if following.quantity else following.end
    elif following and following.start == start and following.quantity:
        # 1200户3600人脱贫: both figures count what stands behind the second.
        start = following.quantity.tail
        end = _next_figure(place, end, place.position + 2)
    else:
        end = _next_figure(place, end, place.position + 1)
    for cue in place.scan.cues_in(start, start + 1):
        # 百分之百 | 完成 | 危房改造
        light = place.scan.text[cue.start : cue.end] in words.light and end - cue.end >= _SHORTEST_OBJECT
        start = cue.end if light else start
    if (standard := _STANDARD.match(place.scan.text, start, end)) and _acts(place, standard.end()):
        # 按每人每月500元 | 的标准发放 | 生活补贴
        return noun_between(standard.end(), end, place.scan, words)
    inside = _IN_BRACKET.match(place.scan.text, start, end)
    phrase = inside.group() if inside else place.scan.text[start:end]
    if phrase[:1] in _NO_NOUN or phrase.startswith(_COVERED):
        return ""
    closed = next((found.start() for found in words.ending.finditer(phrase) if found.start()), len(phrase))
    closed = min(closed, _verb_with_object(place, start, start + closed) - start)
    phrase = phrase[:closed].removeprefix("的").removesuffix(_NEARLY)
    owned = next((part for part in reversed(phrase.split("的")) if len(part) > 1), "")
    if len(phrase) == 1 and phrase not in BRACKETS and place.dimension in ("count", ""):
        # 180个 | 村 | 实施
        return phrase
    head, _, rest = phrase.partition("的")
    acts = any("doing" in cue.kinds for cue in place.scan.cues_in(start + len(head), start + closed))
    if rest and not acts and place.dimension == "count" and head.endswith(words.counted):
        # 十个小区的停车难: the number counts what stands before 的; 十个小区的改造 is what is done.
        owned = head
    if not place.quantity.unit and (noun := words.noun.match(phrase)):
        # 30万农村居民的出行难题: the noun stands in place of a measure word.
        owned = phrase[: noun.end()] if "的" in phrase else phrase
    return trim(_first_listed(owned, words), words)


def _acts(place: Place, at: int) -> bool:
    """Tell whether a verb of doing stands at a place, or 为, which leads to one: 标准 | 为低保对象代缴."""
    cues = place.scan.cues_in(at, at + 1)
    return place.scan.text.startswith("为", at) or bool(cues and "doing" in cues[0].kinds)


def _last_listed(place: Place) -> Place:
    """Give the last number of a list that shares its unit, and so its noun: 3、5、7所 | 幼儿园."""
    text = place.scan.text
    while following := place.following:
        if not following.quantity or text[place.quantity.tail : following.start] not in _LINKED:
            break
        if not _is_of_list(place.quantity, following.quantity):
            break
        place = place._replace(position=place.position + 1, reading=following, quantity=following.quantity)
    return place


def _is_of_list(first: Quantity, second: Quantity) -> bool:
    """Tell whether two figures share their unit: 3、| 5、| 7所, 100万元、| 50万元."""
    return bool(first.implied and not first.unit) or (first.unit == second.unit and bool(first.unit))


def _next_figure(place: Place, end: int, position: int) -> int:
    """Give where the next figure begins; a name or a grade is part of the noun: 1所三级医院, 1名第一书记."""
    readings = place.scan.readings
    for index in range(position, len(readings)):
        if readings[index].start >= end:
            break
        named = readings[index].role == "ordinal" and place.scan.text[readings[index].start - 1] == "第"
        if readings[index].role not in ("name", "grade") and not named:
            return readings[index].start
    return end


def _verb_with_object(place: Place, start: int, end: int) -> int:
    """Give where a verb with an object of its own begins, or a rate: 14个乡镇 | 建设养老中心, 30个村 | 每村建成1个."""
    scan, words = place.scan, place.words
    for cue in scan.cues_in(start + 1, end):
        behind = scan.text[cue.end : end]
        if not _SPREADING.isdisjoint(cue.kinds):
            return cue.start
        if "doing" not in cue.kinds or len(behind) < _SHORTEST_OBJECT or behind[0] in JOINING or "的" in behind:
            continue
        verb = words.scan.match(scan.text, cue.end)
        compound = verb and verb.lastgroup == "cue" and "doing" in words.cues[verb.group()]
        if not compound and opens_phrase(cue, scan, words):
            return cue.start
    return end


def _first_listed(phrase: str, words: Lexicon) -> str:
    """Cut a list behind the number at its first noun, but keep verbs that are listed: 学校新建、改扩建."""
    comma = _LIST_COMMA.search(phrase)
    if not comma:
        return phrase
    if len(whole := phrase.rpartition(_SUCH_AS)[2]) >= _SHORTEST_NOUN and _SUCH_AS in phrase:
        # 环卫工人、快递员等 | 户外劳动者
        return whole
    if comma.start() <= _SHORTEST_NOUN and words.people.search(phrase, comma.end()):
        # 高龄、失能老年人: the list is of what they are.
        return phrase
    verb = words.scan.match(phrase, comma.end())
    listed = verb and verb.lastgroup == "cue" and "doing" in words.cues[verb.group()]
    return phrase if listed else phrase[: comma.start()]
