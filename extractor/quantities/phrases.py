"""Where a noun phrase begins and what belongs to it, from either side of a number."""

from __future__ import annotations

import re

from extractor.quantities.lexicon import Lexicon
from extractor.quantities.places import Place
from extractor.quantities.readings import CueAt, Scan, within

BRACKETS = frozenset("（）()")
JOINING = frozenset("和与及、")
# What ends so says of which kind something is, and names nothing: 县级, 综合型.
KINDS = frozenset("级型类式")
STRIPPED = "、，,：:；; \u3000—-·/~～了"
# Where something is: 市辖区, 县城, 医院、学校周边.
PLACE = re.compile(
    r".{0,6}(?:(?<![小社园景校库灌厂院病服展])区|县城?|(?<![超门菜夜])市|镇|乡|街道|农村|乡村|城镇)|.{2,12}(?:周边|沿线|附近)"
)
_COLONS = "：:"
_STARTS = frozenset(("doing", "per", "part", "modality", "achieved", "date", "comparator", "from", "than", "on"))
_OPENING = frozenset(("part", "spread"))
# 完成率, 发放额: what no verb lacks.
_COUNTED = frozenset("率数量额")
_MAKES_ADJECTIVE = "性"
# 标准化建设 is no 标准化.
_PROCESS = "化"
_LONGEST_PEOPLE = 10
_BRACKET = re.compile(r"^[（(][^）)]*[）)]|^[^（(]*[）)]|[（(][^）)]*$")


def heading(place: Place, since: int = 0) -> str:
    """Give what stands before the colon of a sentence, "" without one behind `since`: 发放津贴：80—89周岁每月50元."""
    scan, start = place.scan, max(since, place.sentence[0])
    colon = max(scan.text.rfind(mark, start, place.clause[0]) for mark in _COLONS)
    if colon < 0:
        return ""
    start = scan.clause(colon - 1)[0]
    if any(one.time and one.end == colon for one in within(scan.readings, start, start + 1)):
        # 三季度：20个, 2024年：1500
        return ""
    named = noun_between(start, colon, scan, place.words)
    return "" if named in place.words.light else named


def theme(place: Place) -> str:
    """Give what the clause before names, "" if it has figures: 提高奖励扶助标准，每人每年增加120元."""
    scan, end = place.scan, place.clause[0] - 1
    if end <= place.sentence[0]:
        return ""
    start = scan.clause(end - 1)[0]
    readings = within(scan.readings, start, end)
    if any(one.role != "condition" for one in readings):
        return ""
    if readings:
        # 65岁以上老人 | 免费体检，…
        held = readings[-1].quantity
        start = skip_people(scan, held.tail if held else readings[-1].end, end, place.words)
    return noun_between(start, end, scan, place.words)


def skip_people(scan: Scan, at: int, end: int, words: Lexicon) -> int:
    """Give where the people end that stand behind a condition: 35—64岁 | 农村妇女和城镇低保妇女 | 免费检查."""
    people = words.people.search(scan.text, at, min(end, at + _LONGEST_PEOPLE))
    while people and people.end() < end:
        at = people.end()
        joined = scan.text[at] in JOINING
        people = words.people.search(scan.text, at, min(end, at + _LONGEST_PEOPLE)) if joined else None
    return at


def noun_between(start: int, end: int, scan: Scan, words: Lexicon) -> str:
    """Give the noun phrase that ends at a place: what stands behind the last verb of doing."""
    opened = [cue.end for cue in scan.cues_in(start, end) if cue.end < end and opens_phrase(cue, scan, words)]
    first = scan.cues_in(start, start + 1)
    if first and "change" in first[0].kinds and first[0].end < end:
        # 降低 | 居民用气价格
        opened.append(first[0].end)
    return trim(scan.text[max([start, *opened]) : end], words)


def opens_phrase(cue: CueAt, scan: Scan, words: Lexicon) -> bool:
    """Tell whether a noun phrase may begin behind a cue: 改造 | 农村公路, but not 改造 + 项目 or 人均."""
    if "head" in cue.kinds or _STARTS.isdisjoint(cue.kinds):
        return False
    if "doing" not in cue.kinds or not _OPENING.isdisjoint(cue.kinds):
        return True
    behind = scan.text[cue.end : cue.end + 1]
    if scan.text[cue.start : cue.end] in words.light:
        return behind not in _COUNTED
    # 改造项目, 培训合格率, 生活补贴和护理补贴: the verb is part of a noun.
    noun = words.nominal.match(scan.text, cue.end)
    # 续建 | 保障性住房: what makes the second verb an adjective makes the first no noun.
    longer = noun and _word_at(scan.text, cue.end, words) > noun.end()
    is_noun = noun and not longer and (noun.group() == _MAKES_ADJECTIVE or not noun.group().endswith(_MAKES_ADJECTIVE))
    return not is_noun and not words.of_rate.match(scan.text, cue.start) and behind not in JOINING


def _word_at(text: str, at: int, words: Lexicon) -> int:
    """Give where a word ends that merely holds another, `at` if none begins: 为民 for 为, 计划生育 for 计划."""
    word = words.scan.match(text, at)
    return word.end() if word and word.lastgroup == "cue" and "word" in words.cues[word.group()] else at


def trim(phrase: str, words: Lexicon) -> str:
    """Take off what is no part of a noun: marks, brackets, words that open a clause or close it (…工作)."""
    phrase = phrase.strip(STRIPPED)
    if phrase in words.cues:
        return phrase
    phrase = (_BRACKET.sub("", phrase) if BRACKETS.intersection(phrase) else phrase).strip(STRIPPED)
    while opened := words.opening.match(phrase):
        phrase = phrase[opened.end() :].strip(STRIPPED)
    shorter = phrase
    while shorter.endswith(words.closing) and not shorter.endswith(words.unclosed):
        closing = next((word for word in words.closing if shorter.endswith(word) and shorter != word), None)
        if closing is None:
            break
        shorter = shorter.removesuffix(closing).strip(STRIPPED)
        if shorter.endswith(_PROCESS):
            break
        phrase = shorter
    return phrase
