"""Which figure another is a part of: 新增就业6000人，其中 | 失业人员再就业1680人; 5.6万户（煤改气2.1万户）."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import takewhile
from operator import attrgetter

from extractor.notice import Target
from extractor.quantities.places import Place, kinds_of
from extractor.quantities.readings import CueAt

_LONGEST_BRACKET = 200
_MOST_PARTS = 100
# With these a clause turns from the parts to something else.
_TURNING = frozenset(("doing", "per"))


def whole_of(place: Place, earlier: list[Target]) -> Target | None:
    """Give the target that 其中 or a bracket divides: the last one before the word, of its own unit if there is one."""
    if not earlier:
        return None
    text, at, first = place.scan.text, place.quantity.start, earlier[-1]
    if open_whole := _bracketed(place, earlier):
        return open_whole
    if "part" not in place.scan.kinds:
        return None
    opened = (cue.start for cue in reversed(place.cues_since(place.sentence[0])) if _opens_parts(text, cue, earlier))
    start = next((one for one in opened if not _bracket_closed(text, one, at)), None)
    if start is None or _parts_end(place, start):
        return None
    before_it = earlier[: bisect_right(earlier, start, key=attrgetter("end"))]
    # 帮助6000人就业。其中，…: the word may begin a sentence of its own.
    sentence = place.sentence[0]
    wholes = list(takewhile(lambda one: one.start >= sentence, reversed(before_it))) or before_it[-1:]
    alike = next((one for one in wholes if place.unit and one.unit_code == place.unit.code), None)
    # 其中A 1200人，B 300人: of 8000人次, if the first one is.
    with_first = first.start < start or (first.part_of and place.unit and first.unit_code == place.unit.code)
    whole = alike or (wholes[0] if with_first and wholes else None)
    return None if whole and _is_full(whole, earlier) else whole


def _parts_end(place: Place, opened: int) -> bool:
    """Tell whether a later clause turns to something else: 其中通村公路130公里，| 实施 …, 其中A 3个，| 每村 …."""
    start = place.clause[0]
    if start <= opened:
        return False
    # 其中培训A 1200人，培训B 300人: verbs go on.
    behind = place.scan.text.find("中", opened, opened + 2) + 1 or opened + 1
    first, here = (kinds_of(place.scan.cues_in(at, at + 1)) for at in (behind, start))
    return not _TURNING.isdisjoint(here) and first.isdisjoint(here)


def _bracketed(place: Place, wholes: list[Target]) -> Target | None:
    """Give the figure of the same unit with a bracket open behind it: 5.6万户（煤改气2.1万户、煤改电3.5万户）."""
    text, at = place.scan.text, place.quantity.start
    start = max(0, at - _LONGEST_BRACKET)
    opened = max(text.rfind("（", start, at), text.rfind("(", start, at))
    if opened < 0 or place.unit is None or _bracket_closed(text, opened + 1, at):
        return None
    owner = next((one for one in reversed(wholes) if one.end <= opened), None)
    return owner if owner and owner.end == opened and owner.unit_code == place.unit.code else None


def _is_full(whole: Target, earlier: list[Target]) -> bool:
    """Tell whether the parts of a whole come to it already: what follows them is no part."""
    behind = earlier[bisect_right(earlier, whole.end, key=attrgetter("end")) :]
    if len(behind) > _MOST_PARTS:
        return False
    parts = [one.value for one in behind if one.part_of == whole.id and one.unit_code == whole.unit_code]
    return bool(parts) and None not in parts and sum(part for part in parts if part is not None) == whole.value


def _opens_parts(text: str, cue: CueAt, earlier: list[Target]) -> bool:
    if "part" not in cue.kinds:
        return False
    if text.startswith("其中", cue.start) or text[cue.start - 1 : cue.start] in ("（", "(", "，", ","):
        return True
    return any(target.end == cue.start for target in earlier)


def _bracket_closed(text: str, opened: int, at: int) -> bool:
    return text[max(0, opened - 1) : opened] in ("（", "(") and bool(re.search(r"[）)]", text[opened:at]))
