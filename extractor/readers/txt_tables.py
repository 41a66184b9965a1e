"""What the layouts of plain-text tables share: display width, wrapped lines, rows to cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from extractor.document import Cell, Table


def width(text: str) -> int:
    """Give the columns that a text takes on a screen: a Chinese character takes two.

    >>> width("A人")
    3
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def table_of(rows: Sequence[Sequence[str]]) -> Table:
    """Make a table of rows of texts; a short row leaves its last positions blank."""
    return Table(tuple(Cell(text, row, col) for row, texts in enumerate(rows) for col, text in enumerate(texts)))


def fold_wrapped(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """Join the lines of each row, where a cell that is too wide goes on below.

    A line goes on with the row above if its first cell is empty and each of its texts stands below one that
    fills its column.
    """
    n_cols = max(len(line) for line in lines)
    widest = [max(width(line[col]) for line in lines if col < len(line)) for col in range(n_cols)]
    rows: list[list[str]] = []
    above: Sequence[str] = ()
    for line in lines:
        stated = [col for col, text in enumerate(line) if text]
        wrapped = bool(rows) and bool(stated) and stated[0] > 0 and all(_is_full(above, col, widest) for col in stated)
        if wrapped:
            for col in stated:
                rows[-1][col] = f"{rows[-1][col]}\n{line[col]}"
        else:
            rows.append([*line, *[""] * (n_cols - len(line))])
        above = line
    return rows


def _is_full(above: Sequence[str], col: int, widest: Sequence[int]) -> bool:
    return col < len(above) and bool(above[col]) and width(above[col]) >= widest[col] - 2 and widest[col] > 4
