"""Whether a text of a pdf goes on with the next line or cell: it does where the next word had no room."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

from extractor.document import Cell

# What a line is not broken in: a figure, a Latin word, one character with the marks around it and a figure there.
_WORD = re.compile(r"[（“‘《(]*(?:[A-Za-z0-9.,%]+|.)(?:[，。；：、）”》！？.,%;:)]+[0-9]*)?")
# Word sets a quarter of a character between Chinese and Latin.
_MEETING = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])")
_GAP = 0.5
# So close to the widest, a line was broken by its width; one alone may be as wide by chance.
_NEARLY = 0.9


def full_width(cells: Iterable[Cell]) -> float:
    """Give the columns that a line of these cells holds; 0 where no line is known to be broken by its width."""
    # A quotation mark is as wide as the font that it is set in; a line must not seem to hold more than it does.
    widths = [line_width(line, "WF") for cell in cells if cell.bbox for line in cell.text.split("\n")]
    full = max(widths, default=0.0)
    return full if sum(one >= _NEARLY * full for one in widths) > 1 else 0.0


def runs_over(above: str, below: str, full: float) -> bool:
    """Tell whether the first word of a text would hardly have fitted on the last line above it.

    >>> runs_over("失业率控制在5.9%以内，", "发放贷款", 24.0), runs_over("新建公厕2座", "改造公厕5座", 24.0)
    (True, False)
    """
    word = _WORD.match(below.lstrip())
    return line_width(above.rpartition("\n")[2]) + line_width(word.group() if word else "") >= full


def line_width(line: str, wide_classes: str = "WFA") -> float:
    """Give the columns that a line takes on a page, with the gaps that are set between Chinese and figures.

    >>> line_width("公路45公里")
    11.0
    """
    wide = sum(east_asian_width(char) in wide_classes for char in line)
    return len(line) + wide + _GAP * len(_MEETING.findall(line))
