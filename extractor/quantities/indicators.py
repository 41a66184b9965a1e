"""What a number counts or measures: the noun phrase that a person would file it under.

Read from the clause, leftwards from the number, else rightwards:

    建设和改造 | 农村卫生厕所 2.4万套          the last verb of doing begins it
    80岁以上高龄老人 | 住院报销比例 | 在现行政策基础上提高 5个百分点
    完成 4所 | 农村寄宿制学校 | 新建、改扩建任务   nothing but a verb on the left
"""

from __future__ import annotations

import re

from extractor.quantities.lexicon import Lexicon
from extractor.quantities.places import Place
from extractor.quantities.readings import CueAt, Scan, within
from extractor.quantities.relations import added_to, is_measured_from

_STRIPPED = "、，,：:；; \u3000—-·/~～了"
_COLONS = "：:"
_SEPARATORS = ("、", "和", "与", "（", "(", "，")
# Cues that stand between the noun phrase and its number.
_LINKS = frozenset(
    ("comparator", "change", "modality", "spread", "per", "from", "than", "on", "limit", "date", "achieved")
)
_TO = frozenset(("change", "comparator"))
_ASIDE = frozenset(("condition", "deadline", "reference", "ordinal"))
# 每周5天、 stands aside, 学前三年入园率 does not.
_LISTED_ASIDE = frozenset(("duration", "frequency"))
_STARTS = frozenset(("doing", "per", "part", "modality", "achieved", "date", "comparator", "from", "than", "on"))
# A 、 outside of brackets: 县（市、区） is one noun.
# 完成率, 发放额: what no verb lacks.
# 每村有1名村医, 孤儿等7类群体: the noun follows.
_OPEN_ENDS = ("有", "等")
# 标准化建设 is no 标准化.
_PROCESS = "化"
_COUNTED = frozenset("率数量额")
_JOINING = frozenset("和与及、")
_LINKED = ("、", "和", "及", "与")
_AVERAGES = ("均", "月", "年")
_COVERED = "全覆盖"
_SUCH_AS = "等"
_SHARES = "占"
_SPREADING = frozenset(("per", "spread"))
_NEAR = 6
_OPENING = frozenset(("part", "spread"))
_MAKES_ADJECTIVE = "性"
_SHORTEST_NOUN = 2
_LONGEST_NOUN = 80
_SHORTEST_OBJECT = 3
_LIST_COMMA = re.compile(r"、(?![^（(]*[）)])")
_BRACKETS = frozenset("（）()")
_OPENED = re.compile("[（(]")
_BRACKET = re.compile(r"^[（(][^）)]*[）)]|^[^（(]*[）)]|[（(][^）)]*$")


def indicator(place: Place, *, counted: bool = True) -> str:
    """Give the indicator of a number, "" if its own clause names none; a grade to be reached counts nothing."""
    before = _before(place, _start(place))
    before = before[: added_to(before, 0, len(before))]
    if before in place.words.additions:
        behind = _behind(place)
        return before + behind if behind else before
    if before in place.words.units:
        # 危桥改造6座（延米320米）
        before = ""
    if _belongs_behind(place) and (behind := _behind(place)):
        return behind
    if before and not (counted and _is_verb(before, place)):
        return before
    return _behind(place) or before or _before(place, place.start) or _weak_verb(place)


def _belongs_behind(place: Place) -> bool:
    """Tell whether the noun must follow: 关心的5件 | 事, 每人每月120元 | 护理补贴."""
    if place.scan.text[place.quantity.start - 1 : place.quantity.start] == "的":
        return place.dimension == "count"
    if not place.dimension.startswith("money") or not place.beside("per"):
        return False
    tail = place.quantity.tail
    return any("benefit" in cue.kinds for cue in place.scan.cues_in(tail, min(tail + _NEAR, place.clause[1])))


def heading(place: Place) -> str:
    """Give what stands before the colon of a sentence, "" without one: 发放高龄津贴：80—89周岁每月50元."""
    scan, start = place.scan, place.sentence[0]
    colon = max(scan.text.rfind(mark, start, place.clause[0]) for mark in _COLONS)
    if colon < 0:
        return ""
    start = scan.clause(colon - 1)[0]
    return _noun_between(start, colon, scan, place.words)


def theme(place: Place) -> str:
    """Give what the clause before names, "" if it has figures: 提高奖励扶助标准，每人每年增加120元."""
    scan, end = place.scan, place.clause[0] - 1
    if end <= place.sentence[0] or place.dimension == "count":
        return ""
    start = scan.clause(end - 1)[0]
    if within(scan.readings, start, end):
        return ""
    return _noun_between(start, end, scan, place.words)


def _noun_between(start: int, end: int, scan: Scan, words: Lexicon) -> str:
    opened = [cue.end for cue in scan.cues_in(start, end) if cue.end < end and _opens_phrase(cue, scan, words)]
    return _trim(scan.text[max([start, *opened]) : end], words)


def _weak_verb(place: Place) -> str:
    """Give the verb itself where nothing else says what is counted: 其中新建8000户、提升4000户."""
    last = place.cues[-1] if place.cues else None
    word = place.scan.text[last.start : last.end] if last and last.end == place.quantity.start else ""
    if last and "head" in last.kinds and not word.endswith(_AVERAGES):
        # 日供水8万吨
        return word
    return word if word in place.words.weak and place.dimension == "count" else ""


def _before(place: Place, start: int) -> str:
    """Read leftwards: the phrase between the last verb of doing and the words that link it to the number."""
    scan, words = place.scan, place.words
    end = _relative(place, start)
    end = max(start, _left_edge(place, start, end))
    for tail in _aside(place, start, end):
        start = _skip_people(scan, tail, end, words)
    for cue in scan.cues_in(start, end):
        if (
            cue.end >= end
            or _in_bracket(scan.text, cue.end, end)
            or (cue.start > start and _ends_noun(cue, end, place))
        ):
            continue
        if _opens_phrase(cue, scan, words):
            start = max(start, cue.end)
    phrase = scan.text[start:end]
    owned = phrase.rpartition("的")[2]
    return _trim(owned if len(owned) > 1 else phrase, words)


def _in_bracket(text: str, at: int, end: int) -> bool:
    """Tell whether a bracket closes before `end` that was open at a place: 床位（含 | 护理型）600张."""
    closed = max(text.find("）", at, end), text.find(")", at, end))
    return closed >= 0 and not _OPENED.search(text, at, closed)


def _ends_noun(cue: CueAt, end: int, place: Place) -> bool:
    """Tell whether two verbs end a noun phrase: 燃气管道更新改造."""
    text, words = place.scan.text, place.words
    verb = "doing" in cue.kinds and text[cue.start : cue.end] not in words.light
    return verb and "doing" in words.cues.get(text[cue.end : end], ())


def _relative(place: Place, start: int) -> int:
    """Give where the words before a number end; of 不低于低保标准的1.3倍, 占车位的20% they end before the link."""
    end = place.quantity.start
    if place.scan.text[end - 1 : end] != "的" or place.dimension not in ("ratio", "multiple"):
        return end
    links = [cue for cue in place.scan.cues_in(start, end) if not _TO.isdisjoint(cue.kinds)]
    share = place.scan.text.rfind(_SHARES, start, end)
    return links[-1].start if links else share if share > start else end


def _aside(place: Place, start: int, end: int) -> list[int]:
    """Give where the figures end, between the bounds, that are no part of the noun phrase: conditions, dates."""
    tails: list[int] = []
    for index in range(place.position - 1, -1, -1):
        reading = place.scan.readings[index]
        tail = reading.quantity.tail if reading.quantity else reading.end
        if tail < start:
            break
        text = place.scan.text
        listed = reading.role in _LISTED_ASIDE and (
            text[tail : tail + 1] in _SEPARATORS
            or bool(place.scan.cues_in(tail, tail + 1))
            or text.startswith(tuple(place.words.additions), tail)
        )
        # 第二人民医院 is a name; 1. and （一） number an entry.
        named = reading.role == "ordinal" and text[max(0, reading.start - 1) : reading.start] == "第"
        if tail <= end and ((reading.role in _ASIDE and not named) or listed):
            tails.append(tail)
    return tails[::-1]


def _start(place: Place) -> int:
    """Give where the phrase may begin: the text right behind an earlier number is that number's noun."""
    start, end = place.start, place.quantity.start
    text = place.scan.text
    clause_start, _ = place.scan.clause(place.quantity.start)
    if text[start : start + 1] in _BRACKETS:
        return start + 1
    if start == clause_start or text[start : start + 1] in _SEPARATORS:
        return start
    for mark in reversed(range(start, end)):
        if text[mark] in _SEPARATORS:
            return mark + 1
    verbs = [cue.end for cue in place.cues if _opens_phrase(cue, place.scan, place.words)]
    return verbs[-1] if verbs else end


def _opens_phrase(cue: CueAt, scan: Scan, words: Lexicon) -> bool:
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
    return not is_noun and not words.of_rate.match(scan.text, cue.start) and behind not in _JOINING


def _is_verb(phrase: str, place: Place) -> bool:
    """Tell whether the noun may follow: a verb stands right before the number, as in 给予1000元补助.

    A word of two characters at the beginning of the clause may be a verb that nobody listed: 挑选10个行政村.
    """
    if phrase.endswith(_OPEN_ENDS) or phrase in place.words.scopes:
        return True
    kinds = place.words.cues.get(phrase)
    if kinds is not None:
        return "doing" in kinds
    last = place.cues[-1] if place.cues else None
    if last and last.end == place.quantity.start and "doing" in last.kinds:
        return not _LINKS.intersection(last.kinds)
    return len(phrase) == 1 or (len(phrase) == 2 and place.scan.text.startswith(phrase, place.clause[0]))


def _left_edge(place: Place, start: int, end: int) -> int:
    """Step back over the words that link a noun phrase to its number: 提高到, 不低于, 在现行政策基础上."""
    text = place.scan.text
    cues = list(place.scan.cues_in(start, end))
    while cues and text[cues[-1].end : end].strip(_STRIPPED + "约近到至再") == "":
        cue = cues.pop()
        if not _LINKS.intersection(cue.kinds) and not (cue.end < end and "doing" not in cue.kinds):
            return end if cue.end == end else cue.end
        end = cue.start
        if "on" in cue.kinds and (opened := text.rfind("在", start, end)) >= 0:
            end = opened
            cues = [one for one in cues if one.end <= end]
    for cue in cues:
        # 由300元, 较上年, 比2018年: what the change starts from is no part of the noun.
        if ("from" in cue.kinds and cue.start > start) or is_measured_from(cue, place):
            return cue.start
        if (
            "than" in cue.kinds
            and cue.start >= start
            and not any("doing" in other.kinds and other.start > cue.start for other in cues)
        ):
            return cue.start
    return end


def _skip_people(scan: Scan, at: int, end: int, words: Lexicon) -> int:
    people = words.people.match(scan.text, at, end)
    return people.end() if people and people.end() < end else at


def _behind(place: Place) -> str:
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
    phrase = place.scan.text[start:end]
    if phrase[:1] in _SEPARATORS or phrase.startswith(_COVERED):
        return ""
    closed = next((found.start() for found in words.ending.finditer(phrase) if found.start()), len(phrase))
    closed = min(closed, _verb_with_object(place, start, start + closed) - start)
    phrase = phrase[:closed].removeprefix("的")
    owned = next((part for part in reversed(phrase.split("的")) if len(part) > 1), "")
    if len(phrase) == 1 and phrase not in _BRACKETS and place.dimension in ("count", ""):
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
    return _trim(_first_listed(owned, words), words)


def _last_listed(place: Place) -> Place:
    """Give the last number of a list that shares its unit, and so its noun: 3、5、7所 | 幼儿园."""
    text = place.scan.text
    while not place.quantity.unit and place.quantity.implied and (following := place.following):
        if not following.quantity or text[place.quantity.tail : following.start] not in _LINKED:
            break
        place = place._replace(position=place.position + 1, reading=following, quantity=following.quantity)
    return place


def _next_figure(place: Place, end: int, position: int) -> int:
    """Give where the next figure begins; a name or a grade is part of the noun: 1所三级医院, 10个一刻钟生活圈."""
    readings = place.scan.readings
    for index in range(position, len(readings)):
        if readings[index].start >= end:
            break
        if readings[index].role not in ("name", "grade"):
            return readings[index].start
    return end


def _verb_with_object(place: Place, start: int, end: int) -> int:
    """Give where a verb with an object of its own begins, or a rate: 14个乡镇 | 建设养老中心, 30个村 | 每村建成1个."""
    scan, words = place.scan, place.words
    for cue in scan.cues_in(start + 1, end):
        behind = scan.text[cue.end : end]
        if not _SPREADING.isdisjoint(cue.kinds):
            return cue.start
        if "doing" not in cue.kinds or len(behind) < _SHORTEST_OBJECT or behind[0] in _JOINING or "的" in behind:
            continue
        verb = words.scan.match(scan.text, cue.end)
        compound = verb and verb.lastgroup == "cue" and "doing" in words.cues[verb.group()]
        if not compound and _opens_phrase(cue, scan, words):
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


def _trim(phrase: str, words: Lexicon) -> str:
    if phrase in words.cues:
        return phrase
    phrase = (_BRACKET.sub("", phrase) if _BRACKETS.intersection(phrase) else phrase).strip(_STRIPPED)
    while opened := words.opening.match(phrase):
        phrase = phrase[opened.end() :].strip(_STRIPPED)
    shorter = phrase
    while shorter.endswith(words.closing):
        closing = next((word for word in words.closing if shorter.endswith(word) and shorter != word), None)
        if closing is None:
            break
        shorter = shorter.removesuffix(closing).strip(_STRIPPED)
        if shorter.endswith(_PROCESS):
            break
        phrase = shorter
    return phrase


def _word_at(text: str, at: int, words: Lexicon) -> int:
    """Give where a word ends that merely holds another, `at` if none begins: 为民 for 为, 计划生育 for 计划."""
    word = words.scan.match(text, at)
    return word.end() if word and word.lastgroup == "cue" and "word" in words.cues[word.group()] else at
