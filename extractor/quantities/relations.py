"""How a number stands to the words around it: change, rate, condition, whole, deadline, tone, use."""

from __future__ import annotations

from extractor.kept import compiled
from extractor.notice import Change, Deadline, Target, TargetRole
from extractor.quantities.places import Context, Place
from extractor.quantities.readings import CueAt, Reading, Scan, before, beside, within
from extractor.quantities.roles import FULL
from extractor.text import dates

# With these even a weak verb of change states a delta with its noun between: 提高报销比例5个百分点.
_DELTAS = frozenset(
    ("ratio", "percentage_point", "multiple", "multiple_doubling", "money", "duration", "duration_work")
)
_LONGEST_RATE = 12
_OF_PEOPLE = frozenset(("age", "money", ""))
# What can have 新增 said of it: 补助标准 | 新增30元; 县城新增5公里 adds to no town.
_ADDED_TO = compiled("(?:标准|能力|率|比例|补助|补贴|津贴|金|额|收入|产量|面积|里程|规模|总量)(?=新增$)")
_ADDED = "新增"
# 年均增长5%, 年均浓度: a mean over the year, and no rate.
_NO_RATES = frozenset(("ratio", "percentage_point", "concentration", "concentration_liquid"))
_YEARLY = "每年"
_IN_ALL = "累计"
_LAST_YEAR = compiled("(?:去年|上年|上一年)(?!的?基础|同期|水平)")
_MORE_OR_LESS = "多少高低快慢"
_OF_BASE = frozenset(("multiple", "ratio"))
_TO = frozenset(("change", "comparator"))
_BASELINES = frozenset(("from", "than", "on", "comparator"))


def linked_to(place: Place, previous: Target | None) -> Target | None:
    """Give the figure before if this one shares its verb: 新建A 5座、B 3座."""
    if previous is None or previous.start < place.clause[0]:
        return None
    shares = place.scan.text[place.start : place.start + 1] in ("、", "和", "及", "与")
    return previous if shares and not place.has("doing") and not place.has("change") else None


def change(place: Place, linked: Target | None) -> Change:
    """Give what is to happen to the quantity; 新增 and 新建 change nothing, they belong to the indicator."""
    for cue in reversed(place.cues) if place.has("change") else ():
        stated = place.words.changes.get(cue.kinds.get("change", ""))
        if stated is None:
            continue
        if stated in ("increase", "decrease"):
            if place.scan.text[cue.end : place.quantity.start].endswith(("到", "至", "为")):
                return "increase_to" if stated == "increase" else "decrease_to"
            if not _states_delta(place, cue):
                continue
        if stated == "none" and (named := _named_change(place, cue)):
            return named
        if stated != "none" or "doing" not in cue.kinds or cue.end >= place.quantity.start - 1:
            return stated
    if place.dimension != "count" and added_to(place.scan.text, place.start, place.quantity.start):
        return "increase"
    return linked.change if linked else "none"


def added_to(text: str, start: int, end: int) -> int | None:
    """Give where the noun ends that 新增 right before `end` adds to: 补助标准 | 新增; None if it adds to none."""
    found = _ADDED_TO.search(text, start, end) if text.endswith(_ADDED, start, end) else None
    return found.end() if found else None


def _named_change(place: Place, cue: CueAt) -> Change | None:
    """Give the change that is the subject of 达到: 平均降幅 | 达到 30%."""
    names = [one for one in place.cues if one.end == cue.start and "change" in one.kinds and "doing" not in one.kinds]
    return place.words.changes.get(names[-1].kinds["change"]) if names else None


def _goes_with_verb(place: Place, cue: CueAt) -> bool:
    """Tell whether a verb of doing stands right before: 改造 | 提升 | 6万亩."""
    return any(other.end == cue.start and "doing" in other.kinds for other in place.cues)


def _states_delta(place: Place, cue: CueAt) -> bool:
    word = place.scan.text[cue.start : cue.end]
    if word in place.words.weak and place.dimension not in _DELTAS and _goes_with_verb(place, cue):
        return False
    if word in place.words.strong or place.dimension in _DELTAS or place.has("than"):
        return True
    if word in place.words.weak and place.dimension == "count":
        return False
    compared = any("comparator" in other.kinds and other.start >= cue.end for other in place.cues)
    return compared or place.quantity.start - cue.end <= 1


def baseline(place: Place) -> str | None:
    """Give what a change starts from: 现行政策, 上年, 300元."""
    if place.dimension in _OF_BASE and (base := _base(place)):
        return base
    if _BASELINES.isdisjoint(place.scan.kinds):
        return None
    text, (start, _) = place.scan.text, place.clause
    origins = [one for one in within(place.scan.of_role("reference"), start, place.quantity.start) if one.quantity]
    if origins:
        # 从A、B分别提高到C、D: the figures answer each other in order.
        index = len(within(place.scan.of_role("target"), start, place.quantity.start))
        origin = origins[min(index, len(origins) - 1)]
        return text[origin.start : origin.end]
    for cue in reversed(place.cues_since(start)):
        if is_measured_from(cue, place):
            return text[cue.end : place.quantity.start].strip("，、的") or None
        if "on" in cue.kinds and (opened := text.rfind("在", start, cue.start)) >= 0:
            return text[opened + 1 : cue.start].removesuffix("的") or None
        if "than" in cue.kinds:
            changes = (other.start for other in place.cues if other.start > cue.start and "change" in other.kinds)
            compared = text[cue.end : next(changes, place.quantity.start)].strip("，、的相比").rstrip(_MORE_OR_LESS)
            return compared or text[cue.start : cue.end]
    return None


def _base(place: Place) -> str | None:
    """Give what a figure multiplies: 不低于 | 低保标准 | 的1.3倍, 按 | 销售价格 | 的15%."""
    text, end = place.scan.text, place.quantity.start - 1
    if text[end : end + 1] != "的":
        return None
    by = text.rfind("按", place.start, end)
    links = [cue.end for cue in place.scan.cues_in(place.start, end) if not _TO.isdisjoint(cue.kinds)]
    if by < 0 and (place.dimension == "ratio" or not links):
        return None
    return text[max([by + 1, *links]) : end].lstrip("照") or None


def is_measured_from(cue: CueAt, place: Place) -> bool:
    """Tell whether a cue begins what a distance is measured from: 高于 | 全省平均 | 2个百分点."""
    apart = place.dimension == "percentage_point" and place.quantity.start - cue.end > 1
    return apart and cue.kinds.get("comparator") in ("gt", "lt")


def per(place: Place, linked: Target | None) -> tuple[str, ...]:
    """Give what the figure is a rate of: 每人每月, /人·月, 人均."""
    if place.quantity.per:
        # 每月760元/人 states one base on either side.
        stated = next((cue.kinds["per"].split("/") for cue in reversed(place.cues) if "per" in cue.kinds), [])
        return (*place.quantity.per, *(base for base in stated if base not in place.quantity.per))
    if place.dimension in _NO_RATES:
        # 每年下降0.5个百分点; 年均增长 is a mean.
        yearly = place.scan.text.find(_YEARLY, place.start, place.quantity.start) >= 0
        return ("年",) if yearly and place.dimension == "percentage_point" else ()
    if "per" not in place.scan.kinds:
        return linked.per if linked else ()
    # 生均公用经费每年650元 is a rate of both; 人均 | 每人每月 says 人 twice.
    bases = dict.fromkeys(base for rate in (*_heads(place), *_rates(place)[:1]) for base in rate)
    return tuple(bases) or (linked.per if linked else ())


def _heads(place: Place) -> list[list[str]]:
    """Give the bases of words such as 人均, before the figure or before 为 and whom it holds for."""
    start = place.clause[0]
    held = within(place.scan.of_role("condition"), start, place.start)
    # 年人均救助标准为 | 0—6岁 | 2.4万元
    named = place.scan.cues_in(start, held[0].start) if held and place.scan.text[held[0].start - 1] == "为" else ()
    return [cue.kinds["per"].split("/") for cue in (*named, *place.cues) if "head" in cue.kinds]


def _rates(place: Place) -> list[list[str]]:
    """Give the bases of the rates around a figure, the nearest first."""
    start, end = place.clause
    behind = place.scan.cues_in(place.quantity.end, min(end, place.quantity.end + 1))
    # 每人每年，…: the rate may be a clause of its own.
    apart = [cue for cue in place.scan.cues_in(max(0, start - _LONGEST_RATE), start) if cue.end == start - 1]
    # 每千人口拥有 | 3岁以下 | 婴幼儿托位数: a condition does not part it from its base.
    counted = within(place.scan.of_role("reference"), start, place.start)
    opening = place.scan.cues_in(counted[-1].start - 1, counted[-1].start) if counted else ()
    around = (*reversed(place.cues), *behind, *apart, *opening)
    return [cue.kinds["per"].split("/") for cue in around if "per" in cue.kinds]


def condition(place: Place) -> str | None:
    """Give the nearest condition before the number: in its clause, or in the sentence since the last target."""
    scan, clause, following = place.scan, place.clause[0], place.following
    if following and following.role == "condition" and following.start == place.quantity.tail and following.quantity:
        # 40万名60周岁及以上老年人: it stands between the number and its noun.
        return condition_text(scan, following)
    nearest = before(scan.of_role("condition"), place.quantity.start)
    if nearest is None or nearest.start < place.sentence[0] or _is_of_another(nearest, place):
        return None
    last = before(scan.of_role("target"), place.quantity.start)
    passed = nearest.start < clause or (last is not None and last.start > nearest.start)
    if passed and not _lasts(nearest, place):
        return None
    since = before(scan.of_role("target"), clause)
    if nearest.start < clause and since and since.start > nearest.start:
        return None
    return condition_text(scan, nearest)


def _lasts(condition: Reading, place: Place) -> bool:
    """Tell whether a condition holds on behind a figure: who somebody is, or what is said with 的 (四层以上的楼)."""
    tail = condition.quantity.tail if condition.quantity else condition.end
    return place.scan.text[tail : tail + 1] == "的" or _dimension(condition, place) in _OF_PEOPLE


def _is_of_another(condition: Reading, place: Place) -> bool:
    """Tell whether a condition stands right behind an earlier figure (20名60岁以上老人) and is of that one alone.

    An age goes on to the next clause (每人每月50元), but not to the next thing in a list (、5名残疾人).
    """
    owner = before(place.scan.of_role("target"), condition.start)
    if owner is None or not owner.quantity or owner.quantity.tail != condition.start:
        return False
    return _dimension(condition, place) != "age" or condition.start >= place.clause[0]


def _dimension(condition: Reading, place: Place) -> str:
    form = condition.quantity.unit if condition.quantity else None
    return place.words.units[form].dimension if form else ""


def condition_text(scan: Scan, reading: Reading) -> str:
    """Give a condition as written: 低于2万元 begins with its comparator, 80岁以上 ends with it."""
    start = reading.start
    if full := FULL.search(scan.text, max(0, start - 2), start):
        return scan.text[full.start() : reading.quantity.tail if reading.quantity else reading.end]
    cues = scan.cues_in(max(0, start - 4), start)
    if cues and cues[-1].end == start and "comparator" in cues[-1].kinds:
        start = cues[-1].start
    return scan.text[start : reading.quantity.tail if reading.quantity else reading.end]


def deadline(place: Place, context: Context) -> Deadline | None:
    """Give the nearest deadline: in the clause, else before it in the sentence, else behind it."""
    at, (start, end), clause = place.quantity.start, place.sentence, place.clause
    stated = [one for one in beside(place.scan.dates, at) if one and start <= one.start < end]
    # 新建公墓15处，2025年覆盖率达到60%: a later date with a figure of its own is the date of that.
    stated = [one for one in stated if one.start < max(at, clause[1]) or not _has_target(place, one.start)]
    inside = [one for one in stated if clause[0] <= one.start < clause[1]]
    if not stated or (not inside and _is_of_past(place, context)):
        return None
    nearest = min(inside, key=lambda one: abs(one.start - at)) if inside else stated[0]
    dated = before(place.scan.dates, nearest.start)
    if dated and dated.end == nearest.start:
        # 9月1日开学前: the words behind a date say no more than the date.
        nearest = dated
    return _deadline(nearest, place, context)


def _has_target(place: Place, at: int) -> bool:
    return bool(within(place.scan.of_role("target"), *place.scan.clause(at)))


def _deadline(stated: Reading | CueAt, place: Place, context: Context) -> Deadline:
    """Give a date as read, or that of a word without a figure (年底前)."""
    if isinstance(stated, Reading):
        assert stated.time is not None
        text, day, assumed = stated.time.text, stated.time.last_day, stated.time.assumed
    else:
        text = place.scan.text[stated.start : stated.end]
        day, assumed = dates.last_day_of(text, context.year), True
    return Deadline(text, day.isoformat() if day else None, ("year",) if assumed and day else ())


def modality(place: Place) -> str | None:
    """Give the word of commitment before the number: 确保, 力争."""
    return _last_word(place, place.cues_since(place.sentence[0]), "modality")


def distribution(place: Place) -> str | None:
    """Give the word that spreads the number over several things: 各5所, 分别."""
    return _last_word(place, place.cues, "spread")


def _last_word(place: Place, cues: tuple[CueAt, ...], kind: str) -> str | None:
    if kind not in place.scan.kinds:
        return None
    last = next((cue for cue in reversed(cues) if kind in cue.kinds), None)
    return place.scan.text[last.start : last.end] if last else None


def use(place: Place, whole: Target | None, context: Context) -> TargetRole:
    """Give what the number is: a target, a limit, money spent, or achieved already; parts are what their whole is."""
    if context.achieved or _is_achieved(place) or _is_of_past(place, context):
        return "achieved"
    if place.has("limit"):
        return "limit"
    if whole and whole.role == "investment" and place.dimension.startswith("money"):
        return "investment"
    return "investment" if place.dimension.startswith("money") and _is_spent(place) else "target"


def _is_achieved(place: Place) -> bool:
    """Look for 已, 截至 in the sentence, unless something turns to the future since."""
    if "achieved" not in place.scan.kinds:
        return False
    if within(place.scan.of_role("deadline"), *place.clause):
        # 已完成32个，剩余8个11月底前完成
        return False
    for cue in reversed(place.cues_since(place.sentence[0])):
        if "achieved" in cue.kinds:
            # 二季度累计完成15公里: so much is to be done by then.
            start = place.scan.clause(cue.start)[0]
            if place.scan.text[start - 1 : start] in ("：", ":"):
                start = place.scan.clause(max(0, start - 2))[0]
            planned = within(place.scan.dates, start, cue.start)
            return not (planned and place.scan.text.startswith(_IN_ALL, cue.start))
        if "modality" in cue.kinds or "date" in cue.kinds:
            return False
    return False


def _is_of_past(place: Place, context: Context) -> bool:
    """Tell whether a year before the notice's own begins the clause: 去年建成3所, 2020年完成8000户."""
    if "年" not in place.scan.text:
        return False
    if _LAST_YEAR.match(place.scan.text, place.clause[0]):
        return True
    year = place.scan.of_role("reference") if context.year else ()
    begun = within(year, place.clause[0], place.clause[0] + 1)
    time = begun[0].time if begun else None
    return bool(time and time.bound == "plain" and time.last_day and time.last_day.year < (context.year or 0))


def _is_spent(place: Place) -> bool:
    """Tell sums raised or spent from those promised to people, by the nearest word of either kind."""
    if place.quantity.per or "investment" not in place.scan.kinds:
        return False
    if any(place.scan.text[cue.start : cue.end] in place.words.raising for cue in place.cues):
        return True
    for cue in reversed(place.cues_since(place.clause[0])):
        if "benefit" in cue.kinds or "per" in cue.kinds:
            return False
        if "investment" in cue.kinds:
            return True
    return False
