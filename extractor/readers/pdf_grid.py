"""Ruled tables from rules alone: where rules cross there are corners, where one is missing cells are merged."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.document import Box
from extractor.readers.pdf_page import Rule

# Rules that lie this near to each other are one; ends this near to a rule touch it (points).
_SNAP = 3.0
_TOUCH = 4.0
# A shorter rule is a tick or a piece of a letter.
_SHORTEST = 4.0
# A row with one line or two of text is not higher.
_HIGHEST_BAR = 40.0
_MOST_POSITIONS = 1_000_000


class Region(NamedTuple):
    """One cell of a ruled table: its first position, its spans, its box."""

    row: int
    col: int
    rowspan: int
    colspan: int
    bbox: Box


class RuledTable(NamedTuple):
    """The lines of a grid, left to right and top to bottom, and its cells; `owner[row][col]` indexes them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    owner: tuple[tuple[int, ...], ...]

    @property
    def bbox(self) -> Box:
        """The box around the whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def region_at(self, x: float, y: float) -> int | None:
        """Give the index of the cell that a point lies in, None outside of the table."""
        col, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.owner) and 0 <= col < len(self.owner[0]):
            return self.owner[row][col]
        return None


def find_tables(rules: Iterable[Rule]) -> list[RuledTable]:
    """Find the ruled tables of a page, top to bottom; a frame with one cell is no table."""
    long = [rule for rule in rules if rule.end - rule.start >= _SHORTEST]
    across = joined_rules(rule for rule in long if not rule.upright)
    upright = joined_rules(rule for rule in long if rule.upright)
    tables = []
    for horizontals, verticals in _groups(across, upright):
        table = _grid(horizontals, verticals)
        if table and len(table.regions) > 1:
            tables.append(table)
    return sorted(tables, key=lambda table: (table.ys[0], table.xs[0]))


def joined_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules of one direction that lie on one line and touch; double rules become one."""
    joined: list[Rule] = []
    for line in _lines(rules):
        at = sum(rule.at for rule in line) / len(line)
        pieces = sorted((rule.start, rule.end) for rule in line)
        start, end = pieces[0]
        for left, right in pieces[1:]:
            if left <= end + _SNAP:
                end = max(end, right)
            else:
                joined.append(line[0]._replace(at=at, start=start, end=end))
                start, end = left, right
        joined.append(line[0]._replace(at=at, start=start, end=end))
    return joined


def _lines(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Gather rules by the line that they lie on."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][-1].at <= _SNAP and rule.at - lines[-1][0].at <= 2 * _SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return lines


def _groups(across: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Part the rules into tables: rules that cross, or cross the same ones, belong together."""
    parent = list(range(len(across) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for j, down in enumerate(upright, start=len(across)):
        for i, flat in enumerate(across):
            crosses = flat.start - _TOUCH <= down.at <= flat.end + _TOUCH
            if crosses and down.start - _TOUCH <= flat.at <= down.end + _TOUCH:
                parent[root(i)] = root(j)
    for i, j in _open_rows(across, upright):
        parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*across, *upright]):
        groups.setdefault(root(index), ([], []))[rule.upright].append(rule)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _open_rows(across: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Give the rules that a row without an upright one parts, as the name of a section in a table with open sides."""
    for (i, upper), (j, lower) in itertools.pairwise(sorted(enumerate(across), key=lambda rule: rule[1].at)):
        ends = upper.start, upper.end
        same = all(abs(one - other) < _TOUCH for one, other in zip(ends, (lower.start, lower.end), strict=True))
        if same and lower.at - upper.at < _HIGHEST_BAR and all(_is_open(end, upright) for end in ends):
            yield i, j


def _grid(across: list[Rule], upright: list[Rule]) -> RuledTable | None:
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    ys = _places(rule.at for rule in across)
    # A table that is open at its sides ends where its rules end.
    xs = _places([*(rule.at for rule in upright), *(end for end in (left, right) if _is_open(end, upright))])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_POSITIONS:
        return None
    owner = _owners(across, upright, xs, ys)
    return _table(owner, xs, ys)


def _is_open(end: float, upright: Sequence[Rule]) -> bool:
    return all(abs(rule.at - end) > 2 * _TOUCH for rule in upright)


def _places(values: Iterable[float]) -> tuple[float, ...]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _SNAP:
            places.append(value)
    return tuple(places)


def _owners(
    across: Sequence[Rule], upright: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]
) -> list[list[int]]:
    """Number the positions so that those without a rule between them have one number."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    parent = list(range(n_rows * n_cols))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    walls = _drawn(upright, xs, ys)
    floors = _drawn(across, ys, xs)
    for row in range(n_rows):
        for col in range(n_cols):
            here = row * n_cols + col
            if col and (col, row) not in walls:
                parent[root(here)] = root(here - 1)
            if row and (row, col) not in floors:
                parent[root(here)] = root(here - n_cols)
    return [[root(row * n_cols + col) for col in range(n_cols)] for row in range(n_rows)]


def _drawn(rules: Sequence[Rule], lines: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """Give (line, step) of each piece of the grid's lines that a rule covers."""
    drawn = set()
    middles = [(low + high) / 2 for low, high in itertools.pairwise(steps)]
    for rule in rules:
        line = min(range(len(lines)), key=lambda index: abs(lines[index] - rule.at))
        first, last = bisect_right(middles, rule.start - _SNAP), bisect_right(middles, rule.end + _SNAP)
        drawn |= {(line, step) for step in range(first, last)}
    return drawn


def _table(owner: list[list[int]], xs: Sequence[float], ys: Sequence[float]) -> RuledTable:
    """Make a rectangle of each set of joined positions; a set of another shape is cut into rectangles."""
    regions: list[Region] = []
    taken = [[-1] * len(owner[0]) for _ in owner]
    for row, numbers in enumerate(owner):
        for col, number in enumerate(numbers):
            if taken[row][col] >= 0:
                continue
            width = 1
            while col + width < len(numbers) and numbers[col + width] == number and taken[row][col + width] < 0:
                width += 1
            height = 1
            while row + height < len(owner) and all(
                owner[row + height][col + step] == number and taken[row + height][col + step] < 0
                for step in range(width)
            ):
                height += 1
            for down in range(height):
                taken[row + down][col : col + width] = [len(regions)] * width
            box = Box(xs[col], ys[row], xs[col + width], ys[row + height])
            regions.append(Region(row, col, height, width, box))
    return RuledTable(tuple(xs), tuple(ys), tuple(regions), tuple(map(tuple, taken)))
