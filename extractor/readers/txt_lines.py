"""Lines of running text: what exporters add is dropped, lines broken at a fixed width are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Paragraph
from extractor.readers.txt_tables import width

_ENTRY = re.compile(
    r"\s*(?:[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}(?:[.．](?!\d)|[、)）])"
    r"|[①-⑳]|第[一二三四五六七八九十]+|附件|[·•●■◆▪*-])"
)
# 责任单位：… begins a line of its own.
_LABEL = re.compile(r"\S{2,8}[：:]")
_ENDS = tuple("。；;：:！!？?”）)》")
# Lines are broken by their width at 25 to 65 Chinese characters; a shorter or longer one by its author.
_NARROWEST, _WIDEST = 50, 130
# The last character of a full line may be one that did not fit, or a mark that may not begin a line.
_SLACK = 3


def begins_entry(line: str) -> bool:
    """Tell a line that opens an entry of a list: 一、 （一） 1. ① 第一 ·.

    >>> begins_entry("（一）促进就业"), begins_entry("2.4万套")
    (True, False)
    """
    return _ENTRY.match(line) is not None


def paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    r"""Give a paragraph for each line that is not blank.

    Lines that were broken at a fixed width are joined by a line break: at least two lines are full, nearly as
    wide as the widest, and end in no punctuation. A full line goes on below unless it ends a sentence, or
    the line below opens an entry of a list or begins with a label.

    >>> full = "确保全年新增城镇就业六千人以上其中失业人员再就业一千六百"
    >>> [len(one.text) for one in paragraphs([full, full, "人。", "责任单位：县教体局"])]
    [59, 9]
    """
    texts = [line.strip() for line in lines]
    measure = _measure(texts)
    joined: list[str] = []
    for text in texts:
        if joined and not (text and _goes_on(joined[-1], text, measure)):
            yield Paragraph("\n".join(joined))
            joined = []
        if text:
            joined.append(text)
    if joined:
        yield Paragraph("\n".join(joined))


def _measure(texts: Sequence[str]) -> int:
    """Give the width that lines were broken at, in columns; 0 where they were not."""
    # A short line cannot be full, and a line of Latin letters, as an address, is broken nowhere.
    widths = [(width(text), text) for text in texts if 2 * len(text) >= _NARROWEST and not text.isascii()]
    widest = max((columns for columns, _ in widths), default=0)
    full = [text for columns, text in widths if columns >= widest - _SLACK and not text.endswith(_ENDS)]
    return widest if len(full) >= 2 and _NARROWEST <= widest <= _WIDEST else 0


def _goes_on(above: str, below: str, measure: int) -> bool:
    if not measure or above.endswith(_ENDS) or begins_entry(below) or _LABEL.match(below):
        return False
    return width(above) >= measure - _SLACK
