"""Tables whose columns are set apart by blanks alone, and comma-separated text."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from extractor.document import Table
from extractor.readers.txt_tables import fold_wrapped, table_of, width

# Two blanks part columns, or one as wide as a Chinese character.
_GAP = re.compile(r" {2,}|\u3000+ *|\t+")
LEAST_COLUMNS = 3


def find(lines: list[str], at: int) -> tuple[Table, int] | None:
    """Read lines in columns under a first line that names at least three of them, or rows in commas."""
    if lines[at].count(",") >= 2:
        return _find_commas(lines, at)
    if n_named(lines[at]) < LEAST_COLUMNS:
        return None
    body = cut_columns(_until_empty(lines, at), in_display)
    return (table_of(fold_wrapped(body)), at + len(body)) if is_table(body) else None


def n_named(line: str) -> int:
    """Give how many columns a line names, with wide gaps between them."""
    return len(_GAP.split(line.strip()))


def _until_empty(lines: Sequence[str], at: int) -> list[str]:
    return list(itertools.takewhile(str.strip, itertools.islice(lines, at, None)))


def cut_columns(
    lines: Sequence[str], places: Callable[[str], Sequence[str]], named: Collection[int] = ()
) -> list[list[str]]:
    """Cut lines at the blanks that run down through them, as long as all columns that the first names stay apart.

    `places` gives a line as the places that it prints on; one blank alone parts none but the `named` columns.
    """
    inked: list[bool] = []
    taken = 0
    for line in lines:
        more = _inked(inked, places(line))
        if len(_edges(more, named)) < n_named(lines[0]):
            break
        inked, taken = more, taken + 1
    return [_cut(places(line), _edges(inked, named)) for line in lines[:taken]]


def cut_lines(lines: Sequence[str], across: Collection[str], n_cols: int) -> list[list[str]]:
    """Cut lines, a character one place wide, at all the blanks that run down through every one but those `across`.

    One blank parts two columns where two or more part fewer than `n_cols`.
    """
    inked: list[bool] = []
    for line in lines:
        if line not in across:
            inked = _inked(inked, list(line))
    edges = _edges(inked, ())
    if len(edges) < n_cols:
        edges = _edges(inked, range(len(inked)))
    whole = [""] * (len(edges) - 1)
    return [[line.strip(), *whole] if line in across else _cut(list(line), edges) for line in lines]


def is_table(body: Sequence[Sequence[str]]) -> bool:
    """Tell whether lines in columns are more than a stray one: two at least, most of them with two cells."""
    return len(body) > 1 and sum(sum(map(bool, cells)) >= 2 for cells in body) * 2 >= len(body)


def in_display(line: str) -> list[str]:
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


def _edges(inked: Sequence[bool], named: Collection[int]) -> list[int]:
    """Give where each column begins: behind the blanks that run down through every line."""
    begun = (col for col, ink in enumerate(inked) if ink and (col == 0 or not inked[col - 1]))
    return [col for col in begun if col < 2 or not inked[col - 2] or col in named]


def _cut(placed: Sequence[str], edges: Sequence[int]) -> list[str]:
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
    if len(rows) < 2 or n_cols < LEAST_COLUMNS or times != len(rows):
        return None
    return table_of([[cell.strip() for cell in row] for row in rows]), end


def _is_quoted(lines: Sequence[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1
