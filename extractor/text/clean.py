"""Cell and paragraph text made ready to read: wrapped lines joined, stray blanks dropped.

Text is cleaned once, when a Record is made; every span thereafter counts characters of the result.
Nothing else changes: full-width digits and punctuation stay as written.
"""

from __future__ import annotations

from extractor.kept import compiled

# CJK ideographs, kana, full-width forms, and the punctuation and signs set with them.
_WIDE = r"[\u2014-\u2026\u2160-\u217f\u2460-\u24ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
_ENUMERATOR = compiled(r"(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）])")
_INVISIBLE = compiled(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]")
# Without one of these a text is clean: most are, and are asked for many times.
_UNTIDY = compiled(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]")
_BLANK = compiled(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BESIDE_WIDE = compiled(rf"(?<={_WIDE}) | (?={_WIDE})")
_DIGIT_END = compiled(r"[\d.,%．，]")


def clean(text: str) -> str:
    r"""Join the lines of `text` and drop the blanks that only lay it out.

    Between two CJK characters nothing is left, between two Latin words one blank; a number cut by a
    line break is joined. Cleaning twice changes nothing.

    >>> clean("提高高龄老人医保\n报销比例")
    '提高高龄老人医保报销比例'
    >>> clean("项  目"), clean("2.\n4万套"), clean("PM2.5 and\nNO2")
    ('项目', '2.4万套', 'PM2.5 and NO2')
    """
    if not _UNTIDY.search(text):
        return text
    text = _INVISIBLE.sub("", text)
    lines = [line for line in (_BLANK.sub(" ", raw).strip() for raw in text.splitlines()) if line]
    joined = ""
    for line in lines:
        joined += _glue(joined, line) + line
    return _BESIDE_WIDE.sub("", joined)


def _glue(before: str, after: str) -> str:
    """Give what belongs between two lines: a blank between Latin words, never inside a number."""
    if not before:
        return ""
    if after[0].isdigit() and _DIGIT_END.match(before[-1]):
        # "…100" over "2.新建…": a number in a list is no part of the number above it.
        return " " if _ENUMERATOR.match(after) else ""
    inside_number = before[-1].isdigit() and after[0] in ".,%．，"
    return "" if inside_number else " "


def squeeze(text: str) -> str:
    r"""Drop every blank and line break, as one compares headers: 项  目 → 项目.

    >>> squeeze("责任\n单 位")
    '责任单位'
    """
    return "".join(_INVISIBLE.sub("", text).split()) if _UNTIDY.search(text) else text
