"""What a text below a header looks like, by the field of its column, as far as one can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from extractor.kept import compiled
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary

_FIGURES = compiled(r"[\d,，.．%％√✓-]*")
_DATE = compiled(r"[年月日底前末内]|季度")
_NUMBER = compiled(r"[（(]?(?:\d{1,3}(?:[-－—.．]\d{1,3})?|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")
_LEVEL = compiled("[国家省市县区级重点、，,/ ]+")
_LONGEST_NAME = 16
# How a list of offices may end that ends with none.
_OTHERS = ("等", "政府", "单位", "部门", "街道", "乡镇", "）", ")")

Likeness = Callable[[str], bool]


def is_number(text: str) -> bool:
    """Tell whether a text is but the number of an item: 3, （三）.

    >>> is_number("（三）"), is_number("3个")
    (True, False)
    """
    return bool(_NUMBER.fullmatch(text))


def is_figure(text: str) -> bool:
    """Tell whether a text is but a figure or a tick, or nothing: 1,200.

    >>> is_figure("1,200"), is_figure("1200人")
    (True, False)
    """
    return bool(_FIGURES.fullmatch(text))


def suits(field: str | None, text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text may stand in the column of a field; an empty one may everywhere.

    >>> from extractor.vocabulary import standard
    >>> suits("deadline", "县水利局", standard()), suits("lead_units", "县水利局", standard())
    (False, True)
    """
    text = squeeze(text)
    likeness = _likenesses(vocabulary)
    return not text or likeness.get(field or "", likeness[""])(text)


@cache
def _likenesses(vocabulary: Vocabulary) -> Mapping[str, Likeness]:
    endings = tuple(vocabulary.section("offices")["endings"]["words"])

    def is_office(text: str) -> bool:
        return text.endswith((*endings, *_OTHERS))

    def is_name(text: str) -> bool:
        return len(text) <= _LONGEST_NAME and not any(map(str.isdigit, text)) and not text.endswith(endings)

    def is_said(text: str) -> bool:
        return not is_figure(text) and not text.endswith(endings)

    return {
        "": lambda text: not is_office(text),
        "sequence": is_number,
        "deadline": lambda text: text.isdigit() or (bool(_DATE.search(text)) and not text.endswith(endings)),
        "lead_units": is_office,
        "support_units": is_office,
        "category": lambda text: is_said(text) and len(text) <= _LONGEST_NAME,
        "project": is_said,
        "task": is_said,
        "levels": lambda text: bool(_LEVEL.fullmatch(text)),
        "investment": is_figure,
        "leaders": is_name,
    }
