"""Tables drawn with box characters or with + - |; a missing piece of a rule states a merge.

A Chinese character takes two columns of such a drawing, and in older ones a box character does too: places are
counted in the way in which the bars line up.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.document import Cell, Table
from extractor.readers.txt_tables import width

_ACROSS = frozenset("─━═┄┅┈┉╌╍-=")
_DOWN = frozenset("│┃║┆┇┊┋╎╏|")
_JOINTS = frozenset("┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯╰+")
_STARTS = _JOINTS | (_DOWN - {"|"})


class _Canvas(NamedTuple):
    """A drawing as rows of places; the second place of a wide character holds ""."""

    rows: list[list[str]]

    def at(self, row: int, col: int) -> str:
        line = self.rows[row]
        return line[col] if 0 <= col < len(line) else " "


def find(lines: list[str], at: int) -> tuple[Table, int] | None:
    """Read the drawing that begins at a line with its upper border."""
    first = lines[at].strip()
    below = lines[at + 1].strip()[:1] if at + 1 < len(lines) else ""
    begins = first[:1] in _JOINTS or below in _DOWN - {"|", ""}
    if len(first) < 3 or not begins or not _is_border(first):
        return None
    end = at + 1
    while end < len(lines) and lines[end].strip()[:1] in _JOINTS | _DOWN and lines[end].strip():
        end += 1
    if end - at < 3:
        return None
    drawn = lines[at:end]
    drawings = (_canvas(drawn, width), _canvas(drawn, len), _canvas(drawn, width, boxes_wide=True))
    canvas = max(drawings, key=_alignment)
    table = _read(canvas)
    return (table, end) if table.n_cols >= 2 and _is_whole(table, lines[at:end]) else None


def _is_whole(table: Table, lines: Sequence[str]) -> bool:
    """Tell whether every character of a drawing stands in a cell, and no bar; else we misread how it is drawn."""
    if any(char in _DOWN for cell in table.cells for char in cell.text):
        return False

    def inked(text: str) -> int:
        return sum(not char.isspace() and char not in _ACROSS | _DOWN | _JOINTS for char in text)

    return sum(inked(cell.text) for cell in table.cells) == sum(map(inked, lines))


def _is_border(line: str) -> bool:
    return all(char in _ACROSS or char in _JOINTS for char in line)


def _canvas(lines: Sequence[str], measure: Callable[[str], int], *, boxes_wide: bool = False) -> _Canvas:
    rows = []
    for line in lines:
        row: list[str] = []
        for char in line.rstrip():
            boxed = char in _ACROSS or char in _JOINTS or char in _DOWN
            wide = boxes_wide and not char.isascii() if boxed else measure(char) == 2
            row += [char, char if char in _ACROSS else ""] if wide else [char]
        rows.append(row)
    return _Canvas(rows)


def _is_rule(row: Sequence[str]) -> bool:
    """Tell a rule, full or partial, from a line of text: it has joints and pieces across."""
    return any(char in _JOINTS for char in row) and any(char in _ACROSS for char in row)


def _alignment(canvas: _Canvas) -> int:
    """Count the bars that stand at a joint of the border or the rule with the most joints."""
    joints = max(([col for col, char in enumerate(row) if char in _JOINTS] for row in canvas.rows), key=len)
    return sum(canvas.at(row, col) in _DOWN | _JOINTS for row in range(len(canvas.rows)) for col in joints)


def _read(canvas: _Canvas) -> Table:
    # The upper border may have no joints.
    rules = [row for row, line in enumerate(canvas.rows) if row == 0 or _is_rule(line)]
    if rules[-1] != len(canvas.rows) - 1:
        rules.append(len(canvas.rows))
    cols = _columns(canvas, rules)
    bands = [(top, bottom) for top, bottom in itertools.pairwise(rules) if bottom - top > 1]
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for band in range(len(bands)):
        for col in range(len(cols) - 1):
            if (band, col) in taken:
                continue
            across = _reach_across(canvas, bands[band], cols, col)
            down = _reach_down(canvas, bands, band, cols[col], cols[col + across])
            taken |= {(band + i, col + j) for i in range(down) for j in range(across)}
            text = _text(canvas, bands[band][0], bands[band + down - 1][1], cols[col], cols[col + across])
            cells.append(Cell(text, band, col, down, across))
    return Table(tuple(cells))


def _columns(canvas: _Canvas, rules: Sequence[int]) -> list[int]:
    """Give the places of the vertical rules: where any rule has a joint."""
    found = {
        col for row in rules if row < len(canvas.rows) for col, char in enumerate(canvas.rows[row]) if char in _JOINTS
    }
    return sorted(found)


def _reach_across(canvas: _Canvas, band: tuple[int, int], cols: Sequence[int], col: int) -> int:
    reach = 1
    while col + reach < len(cols) - 1:
        bars = sum(canvas.at(row, cols[col + reach]) in _DOWN | _JOINTS for row in range(band[0] + 1, band[1]))
        if bars * 2 >= band[1] - band[0] - 1:
            break
        reach += 1
    return reach


def _reach_down(canvas: _Canvas, bands: Sequence[tuple[int, int]], band: int, left: int, right: int) -> int:
    reach = 1
    while band + reach < len(bands):
        rule = bands[band + reach][0]
        drawn = sum(canvas.at(rule, col) in _ACROSS for col in range(left + 1, right))
        if drawn * 2 >= right - left - 1:
            break
        reach += 1
    return reach


def _text(canvas: _Canvas, top: int, bottom: int, left: int, right: int) -> str:
    lines = ("".join(canvas.rows[row][left + 1 : right]).strip() for row in range(top + 1, bottom))
    return "\n".join(line for line in lines if line and not all(char in _ACROSS | _JOINTS for char in line))
