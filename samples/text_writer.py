"""A sample as plain text, its table drawn in one of the layouts that text exports have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from sample import Cell, Paragraph, Sample, Table

COLUMNS_PER_CM = 5

# By the arms that meet in a corner: up 8, right 4, down 2, left 1.
_CORNERS = "   ┐ ─┌┬ ┘│┤└┴├┼"
_UNBROKEN = re.compile(r"[!-~]+|.")


def write(sample: Sample) -> str:
    """Give `sample` as text; every line ends in a line feed."""
    lines = [line for paragraph in sample.before for line in _paragraph(paragraph)]
    if sample.bookmark:
        lines[0] = f"[bookmark: _GoBack]{lines[0]}"
    if sample.table:
        lines += LAYOUTS[sample.table.layout](sample.table)
    lines += [line for paragraph in sample.after for line in _paragraph(paragraph)]
    return "".join(f"{line}\n" for line in lines)


def _paragraph(paragraph: Paragraph) -> list[str]:
    indent = "\u3000\u3000" if paragraph.style in ("heading", "text") else ""
    return [indent + line for line in paragraph.lines]


def _rows(table: Table) -> list[list[str]]:
    """Give the text of each position; one that only continues a cell is empty."""
    return [
        [cell.text if (cell.row, cell.col) == (row, col) else "" for col, cell in enumerate(owners)]
        for row, owners in enumerate(table.grid)
    ]


def cells(table: Table) -> list[str]:
    """Begin a cell with a tab, continue it by lines without one, end the row with an empty line."""
    lines = []
    for row, owners in enumerate(table.grid):
        for col, cell in enumerate(owners):
            first, *rest = cell.lines if (cell.row, cell.col) == (row, col) else ("",)
            lines += [f"\t{first}", *rest]
        lines.append("")
    return lines


def tabs(table: Table) -> list[str]:
    """Make each row a line, its cells parted by tabs."""
    return ["\t".join(row) for row in _rows(table)]


def bars(table: Table) -> list[str]:
    """Set bars around the cells and a rule of dashes below the header, as Markdown does."""
    lines = [f"| {' | '.join(row)} |" for row in _rows(table)]
    lines.insert(table.header_rows, "|" + "---|" * len(table.widths))
    return lines


def columns(table: Table) -> list[str]:
    """Make each row a line, its columns aligned by two blanks or more."""
    rows = _rows(table)
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_pad, row, widths)).rstrip() for row in rows]


def box(table: Table) -> list[str]:
    """Draw a box around every cell; a merged cell is one box."""
    widths = [round(width * COLUMNS_PER_CM) for width in table.widths]
    lines = []
    for row in range(len(table.grid)):
        lines += [_border(table, row, widths), *_box_row(table, row, widths)]
    return [*lines, _border(table, len(table.grid), widths)]


def _border(table: Table, row: int, widths: list[int]) -> str:
    """Draw the line above `row`; a tall cell interrupts it."""
    line = ""
    for col, width in enumerate([*widths, 0]):
        north_west, north = _owner(table, row - 1, col - 1), _owner(table, row - 1, col)
        south_west, south = _owner(table, row, col - 1), _owner(table, row, col)
        arms = (north_west != north, north != south, south_west != south, north_west != south_west)
        line += _CORNERS[sum(bit for bit, arm in zip((8, 4, 2, 1), arms, strict=True) if arm)]
        line += ("─" if north != south else " ") * width
    return line


def _owner(table: Table, row: int, col: int) -> Cell | None:
    inside = 0 <= row < len(table.grid) and 0 <= col < len(table.widths)
    return table.grid[row][col] if inside else None


def _box_row(table: Table, row: int, widths: list[int]) -> list[str]:
    """Draw the text of `row`, which is as high as the highest cell that begins in it."""
    boxes = []
    for cell in dict.fromkeys(table.grid[row]):
        width = sum(widths[cell.col : cell.col + cell.colspan]) + cell.colspan - 1
        lines = _wrap(cell, width) if cell.row == row else []
        boxes.append((lines, width))
    height = max(len(lines) for lines, _ in boxes)
    padded = [[_pad(line, width) for line in lines + [""] * (height - len(lines))] for lines, width in boxes]
    return [f"│{'│'.join(line)}│" for line in zip(*padded, strict=True)]


def _wrap(cell: Cell, width: int) -> list[str]:
    """Break the lines of `cell` to `width`; Latin words and numbers stay whole."""
    wrapped = []
    for line in cell.lines:
        wrapped.append("")
        for piece in _UNBROKEN.findall(line):
            if _width(wrapped[-1] + piece) > width:
                wrapped.append("")
            wrapped[-1] += piece
    return wrapped


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Count the columns of a fixed-width font that `text` takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


LAYOUTS: dict[str, Callable[[Table], list[str]]] = {
    "cells": cells,
    "tabs": tabs,
    "bars": bars,
    "columns": columns,
    "box": box,
}
