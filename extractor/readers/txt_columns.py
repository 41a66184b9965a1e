"""Tables whose columns are set apart by blanks alone, and comma-separated text."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Sequence

from extractor.document import Table
from extractor.readers.txt_tables import fold_wrapped, table_of, width

# Two blanks part columns, or one as wide as a Chinese character.
_GAP = re.compile(r" {2,}|\u3000+ *|\t+")
_LEAST_COLUMNS = 3


def find(lines: list[str], at: int) -> tuple[Table, int] | None:
    """Read lines in columns under a first line that names at least three of them, or rows in commas."""
    if lines[at].count(",") >= 2:
        return _find_commas(lines, at)
    n_named = len(_GAP.split(lines[at].strip()))
    if n_named < _LEAST_COLUMNS:
        return None
    inked: list[bool] = []
    end = at
    while end < len(lines) and lines[end].strip():
        more = _inked(inked, _places(lines[end]))
        if len(_edges(more)) < n_named:
            break
        inked, end = more, end + 1
    body = [_cut(line, _edges(inked)) for line in lines[at:end]]
    if len(body) < 2 or sum(sum(map(bool, cells)) >= 2 for cells in body) * 2 < len(body):
        return None
    return table_of(fold_wrapped(body)), end


def _places(line: str) -> list[str]:
    """Give a line in display columns; the second column of a wide character holds ""."""
    placed: list[str] = []
    for char in line.replace("\t", "    "):
        placed += [char, ""] if width(char) == 2 else [char]
    return placed


def _inked(before: Sequence[bool], placed: Sequence[str]) -> list[bool]:
    """Add the places that a line prints on to those of the lines before."""
    length = max(len(before), len(placed))
    old = [*before, *[False] * (length - len(before))]
    return [old[col] or (col < len(placed) and not placed[col].isspace()) for col in range(length)]


def _edges(inked: Sequence[bool]) -> list[int]:
    """Give where each column begins: behind the blanks that run down through every line."""
    return [col for col, ink in enumerate(inked) if ink and (col == 0 or not inked[col - 1]) and _is_wide(inked, col)]


def _is_wide(inked: Sequence[bool], col: int) -> bool:
    """Tell whether the blanks before a column part it: one blank does not."""
    return col < 2 or not inked[col - 2]


def _cut(line: str, edges: Sequence[int]) -> list[str]:
    placed = _places(line)
    bounds = [*edges, max(len(placed), edges[-1])]
    return ["".join(placed[left:right]).strip() for left, right in itertools.pairwise(bounds)]


def _find_commas(lines: list[str], at: int) -> tuple[Table, int] | None:
    """Read comma-separated rows (RFC 4180) of one length, at least three cells wide."""
    end = at
    while end < len(lines) and (lines[end].count(",") or _is_quoted(lines[at:end])):
        end += 1
    rows = [row for row in csv.reader(lines[at:end]) if row]
    lengths = Counter(map(len, rows))
    n_cols, times = lengths.most_common(1)[0] if rows else (0, 0)
    if len(rows) < 2 or n_cols < _LEAST_COLUMNS or times != len(rows):
        return None
    return table_of([[cell.strip() for cell in row] for row in rows]), end


def _is_quoted(lines: Sequence[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1
