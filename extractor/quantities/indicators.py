"""What a number counts or measures: the noun phrase that a person would file it under.

Read from the clause, leftwards from the number, else rightwards:

    建设和改造 | 农村卫生厕所 2.4万套          the last verb of doing begins it
    80岁以上高龄老人 | 住院报销比例 | 在现行政策基础上提高 5个百分点
    完成 4所 | 农村寄宿制学校 | 新建、改扩建任务   nothing but a verb on the left
"""

from __future__ import annotations

import re

from extractor.quantities.behind import noun_behind
from extractor.quantities.phrases import BRACKETS, KINDS, PLACE, STRIPPED, noun_between, opens_phrase, skip_people, trim
from extractor.quantities.places import Place
from extractor.quantities.readings import CueAt, within
from extractor.quantities.relations import added_to, is_measured_from

_SEPARATORS = ("、", "和", "与", "（", "(", "，")
# Cues that stand between the noun phrase and its number.
_LINKS = frozenset(
    ("comparator", "change", "modality", "spread", "per", "from", "than", "on", "limit", "date", "achieved")
)
_LINK_WORDS = "约近到至再"
_TO = frozenset(("change", "comparator"))
_ASIDE = frozenset(("condition", "deadline", "reference", "ordinal"))
# 每周5天、 stands aside, 学前三年入园率 does not.
_LISTED_ASIDE = frozenset(("duration", "frequency"))
# 每村有1名村医, 孤儿等7类群体: the noun follows.
_OPEN_ENDS = ("有", "等")
# 日供水8万吨, 人均: a head that is no noun by itself.
_AVERAGES = ("均", "月", "年")
_BY_WHICH = re.compile("(.+?)(?:分别)?(?:按照?|为|(?:提高|提升|增加)?[到至])")
_SHARES = ("占", "按")
# How far behind a number the word for a benefit may stand: 每人每月120元 | 护理补贴.
_NEAR = 6
_OPENED = re.compile("[（(]")
# 群众对义务教育的满意度 is one noun.
_ABOUT = re.compile("[^对]+对.+的")
_WHEN = ("前", "后")
_PROGRAMME = ("实事", "事项")
_SERVING = ("为", "在", "对", "给", "向")
_RATE = re.compile("(?:率|比例)$")


def indicator(place: Place, *, counted: bool = True) -> str:
    """Give the indicator of a number, "" if its own clause names none; a grade to be reached counts nothing."""
    before = _before(place, _start(place))
    before = before[: added_to(before, 0, len(before))]
    if before in place.words.additions or before[-1:] in KINDS:
        # 新增 | 3000个 | 学位, 乡级 | 5个 | 救援站
        return before + noun_behind(place)
    if before in place.words.units:
        # 危桥改造6座（延米320米）
        before = ""
    if _belongs_behind(place) and (behind := noun_behind(place)):
        return behind
    if before and not (counted and _is_verb(before, place)):
        return before
    return noun_behind(place) or before or _reached(place) or _before(place, place.start) or _weak_verb(place)


def _reached(place: Place) -> str:
    """Give the verb that says how people are counted, where a noun before is another figure's: 覆盖15个村 | 2.8万人."""
    if not place.unit or not place.unit.attribute or place.start == place.clause[0]:
        return ""
    words = [place.scan.text[cue.start : cue.end] for cue in place.cues_since(place.clause[0])]
    return next((word for word in reversed(words) if word in place.words.benefiting), "")


def _belongs_behind(place: Place) -> bool:
    """Tell whether the noun must follow: 关心的5件 | 事, 火车站200个 | 车位, 每人每月120元 | 护理补贴."""
    if place.scan.text[place.quantity.start - 1 : place.quantity.start] == "的":
        return place.dimension == "count"
    if place.dimension == "count" and place.words.noun.match(place.scan.text, place.quantity.tail):
        # 火车站 | 200个 | 车位
        return True
    last = place.cues[-1:]
    bound = last and "comparator" in last[0].kinds and any("per" in cue.kinds for cue in place.cues)
    if not place.dimension.startswith("money") or not (place.beside("per") or bound):
        return False
    tail = place.quantity.tail
    return any("benefit" in cue.kinds for cue in place.scan.cues_in(tail, min(tail + _NEAR, place.clause[1])))


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
    scan, words, first = place.scan, place.words, start
    end = _relative(place, start)
    end = max(start, _left_edge(place, start, end))
    for tail, role in _aside(place, start, end):
        start = skip_people(scan, tail, end, words) if role == "condition" else tail
    for cue in scan.cues_in(start + 1, end):
        dated = "date" in cue.kinds and words.done.fullmatch(scan.text, cue.end, end)
        if dated and trim(scan.text[start : cue.start], words):
            # 城镇新增就业 | 全年目标 | 6000人, 老旧小区 | 年内开工改造 | 53个
            end = cue.start
    for cue in scan.cues_in(start, end):
        if (
            cue.end >= end
            or _in_bracket(scan.text, cue.end, end)
            or (cue.start > start and (_ends_noun(cue, end, place) or _follows_noun(cue, start, end, place)))
        ):
            continue
        if opens_phrase(cue, scan, words):
            start = max(start, cue.end)
    phrase = scan.text[start:end] or _set_by(place)
    if phrase.startswith(_SERVING) and (added := max(map(phrase.find, words.additions))) > 0:
        # 为义务教育学校 | 新增午休设施
        phrase = phrase[added:]
    owned = phrase if _ABOUT.match(phrase) else phrase.rpartition("的")[2]
    named = trim(owned if len(owned) > 1 else phrase, words)
    return _in_front_of_rate(place, first, start) + named if named and place.dimension != "count" else named


def _set_by(place: Place) -> str:
    """Give the noun before 按 or 为 and a condition: 高龄津贴 | 按 | 80—89周岁 | 每人每月60元."""
    start = place.clause[0]
    conditions = within(place.scan.of_role("condition"), start, place.quantity.start)
    named = _BY_WHICH.fullmatch(place.scan.text, start, conditions[0].start) if conditions else None
    # 免费 | 为 | 35—64周岁农村妇女: how it is done names nothing.
    return named[1] if named and not place.words.ending.fullmatch(named[1]) else ""


def _in_front_of_rate(place: Place, start: int, end: int) -> str:
    """Give the noun that a rate parts from its head: 农房抗震改造 | 每户 | 补助; people are no part of it."""
    rate = next((cue for cue in place.scan.cues_in(start, end) if cue.end == end and "per" in cue.kinds), None)
    if rate is None or "head" in rate.kinds or within(place.scan.readings, start, rate.start):
        return ""
    noun = noun_between(start, rate.start, place.scan, place.words)
    if place.scan.text[rate.start - 1] == "的":
        # 对运营良好的 | 每年
        return ""
    named = noun and not PLACE.fullmatch(noun) and noun not in place.words.cues
    return noun if named and not place.words.of_people.search(noun) else ""


def _in_bracket(text: str, at: int, end: int) -> bool:
    """Tell whether a bracket closes before `end` that was open at a place: 床位（含 | 护理型）600张."""
    closed = max(text.find("）", at, end), text.find(")", at, end))
    return closed >= 0 and not _OPENED.search(text, at, closed)


def _ends_noun(cue: CueAt, end: int, place: Place) -> bool:
    """Tell whether two verbs end a noun phrase: 燃气管道更新改造."""
    text, words = place.scan.text, place.words
    verb = "doing" in cue.kinds and text[cue.start : cue.end] not in words.light
    return verb and "doing" in words.cues.get(text[cue.end : end], ())


def _follows_noun(cue: CueAt, start: int, end: int, place: Place) -> bool:
    """Tell whether a verb stands in the middle of a noun: 应急物资 | 储备 | 库, 签约 | 服务 | 重点人群覆盖率."""
    text, words = place.scan.text, place.words
    verb = text[cue.start : cue.end]
    # 高校毕业生 | 年底 | 去向落实率
    of_rate = verb in words.of_rates or "date" in cue.kinds
    of_rate = of_rate and place.dimension == "ratio" and bool(_RATE.search(text, cue.end, end))
    noun = trim(text[start : cue.start], words)
    # 热线企业 | 服务 | 专席, but 志愿者 | 服务 | 老人500名
    serving = verb in words.benefiting and place.unit is not None and place.unit.attribute
    if serving or not (of_rate or verb in words.following) or not noun or text[cue.start - 1] in STRIPPED + "”":
        return False
    if text.startswith(_SERVING, start):
        # 为 | 小区 | 加装智能门禁
        return False
    before = [one for one in place.scan.cues_in(start, cue.start) if one.end == cue.start and "doing" in one.kinds]
    return all(one.start > start and _follows_noun(one, start, end, place) for one in before)


def _relative(place: Place, start: int) -> int:
    """Give where the words before a number end; of 不低于低保标准的1.3倍, 占车位的20% they end before the link."""
    end = place.quantity.start
    shares = place.dimension in ("ratio", "multiple") or "分之" in place.scan.text[end : place.quantity.end]
    if place.scan.text[end - 1 : end] != "的" or not shares:
        return end
    links = [cue for cue in place.scan.cues_in(start, end) if not _TO.isdisjoint(cue.kinds)]
    share = max(place.scan.text.rfind(word, start, end) for word in _SHARES)
    return links[-1].start if links else share if share >= start else end


def _aside(place: Place, start: int, end: int) -> list[tuple[int, str]]:
    """Give where figures end, between the bounds, that are no part of the noun phrase, and their roles."""
    tails: list[tuple[int, str]] = []
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
        if reading.role == "condition" and _is_reach(place, tail):
            continue
        # 第二人民医院 is a name; 1. and （一） number an entry.
        named = reading.role == "ordinal" and text[max(0, reading.start - 1) : reading.start] == "第"
        # 50件实事 | 126项任务
        counted = reading.role == "name" and tail == place.quantity.start and text.endswith(_PROGRAMME, 0, tail)
        if tail <= end and ((reading.role in _ASIDE and not named) or listed or counted):
            tails.append((tail, reading.role))
    return tails[::-1]


def _is_reach(place: Place, tail: int) -> bool:
    """Tell whether a distance belongs to the rate behind it: 公交站点 | 500米 | 覆盖率."""
    return place.dimension == "ratio" and bool(place.words.reaching.match(place.scan.text, tail))


def _start(place: Place) -> int:
    """Give where the phrase may begin: the text right behind an earlier number is that number's noun."""
    start, end = place.start, place.quantity.start
    text = place.scan.text
    clause_start = place.clause[0]
    if start > clause_start and _is_reach(place, start):
        start = max([clause_start, *(one.end for one in place.scan.readings[: place.position - 1])])
    if text[start : start + 1] in BRACKETS:
        return start + 1
    before = place.scan.readings[place.position - 1] if place.position else None
    held = before is not None and before.role == "condition" and before.end <= start
    if held or start == clause_start or text[start : start + 1] in _SEPARATORS:
        # Behind a condition stands no noun of an earlier number: 35—64岁农村妇女和城镇妇女免费检查3.2万人.
        return start
    for mark in reversed(range(start, end)):
        if text[mark] in _SEPARATORS:
            return mark + 1
    verbs = [cue.end for cue in place.cues if opens_phrase(cue, place.scan, place.words)]
    return verbs[-1] if verbs else end


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


def _dates(cue: CueAt, text: str) -> bool:
    """Tell whether a verb says but when: 较 | 改造 | 前."""
    return text.startswith(_WHEN, cue.end)


def _left_edge(place: Place, start: int, end: int) -> int:
    """Step back over the words that link a noun phrase to its number: 提高到, 不低于, 在现行政策基础上."""
    text = place.scan.text
    cues, linked = list(place.scan.cues_in(start, end)), end
    while cues and text[cues[-1].end : end].strip(STRIPPED + _LINK_WORDS) == "":
        cue = cues.pop()
        if "limit" in cue.kinds and end < linked and place.words.benefit.search(text, cue.start, cue.end):
            # 年度限额 | 分别为
            return cue.end
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
            and not any(
                "doing" in other.kinds and other.start > cue.start and not _dates(other, text) for other in cues
            )
        ):
            return cue.start
    return end
