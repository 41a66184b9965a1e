"""What the layouts of plain-text tables share: what they give, display width, wrapped lines, rows to cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.document import Cell, Table

# Positions that rows of different lengths leave blank, for each cell: more of them, and the rows are no table.
_MOST_BLANK = 8


class Found(NamedTuple):
    """What a layout makes of the lines from one on.

    `table` begins at that line and ends before `end`. Where it is None, no table of this layout begins before
    `end`: the layout need not look at these lines again, which keeps the reading of any text linear.
    """

    table: Table | None
    end: int


Layout = Callable[[Sequence[str], int], Found]


def width(text: str) -> int:
    """Give the columns that a text takes on a screen: a Chinese character takes two.

    >>> width("A人")
    3
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def table_of(rows: Sequence[Sequence[str]]) -> Table | None:
    """Make a table of rows of texts; a short row leaves its last positions blank.

    None where it would be no table: a single row or column, or rows that have little in common.

    >>> table_of([["序号", "项目"], ["1"]]).n_cols
    2
    >>> table_of([["序号"], ["1"]])
    """
    n_cols = max(map(len, rows), default=0)
    if len(rows) < 2 or n_cols < 2 or len(rows) * n_cols > _MOST_BLANK * sum(map(len, rows)):
        return None
    return Table(tuple(Cell(text, row, col) for row, texts in enumerate(rows) for col, text in enumerate(texts)))


def fold_wrapped(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    r"""Join the lines of each row, where a cell that is too wide goes on below.

    A line goes on with the row above if its first cell is empty and each of its texts stands below one that
    fills its column.

    >>> fold_wrapped([["1", "建设农村", "县教体局"], ["", "公路", ""], ["2", "改造", "县财政局"]])
    [['1', '建设农村\n公路', '县教体局'], ['2', '改造', '县财政局']]
    """
    widest = _widest(lines)
    rows: list[list[list[str]]] = []
    above: Sequence[str] = ()
    for line in lines:
        stated = [col for col, text in enumerate(line) if text]
        if rows and stated and stated[0] > 0 and all(_is_full(above, col, widest[col]) for col in stated):
            for col in stated:
                rows[-1][col].append(line[col])
        else:
            rows.append([[text] for text in line])
        above = line
    return [["\n".join(parts) for parts in row] for row in rows]


def _widest(lines: Sequence[Sequence[str]]) -> list[int]:
    """Give the width of the widest text in each column."""
    widest = [0] * max(map(len, lines), default=0)
    for line in lines:
        for col, text in enumerate(line):
            widest[col] = max(widest[col], width(text))
    return widest


def _is_full(above: Sequence[str], col: int, widest: int) -> bool:
    # One Chinese character less than the widest line: the next one did not fit.
    return col < len(above) and bool(above[col]) and width(above[col]) >= widest - 2 and widest > 4
