"""Tables without upright rules: the rules that a reader's eye draws, from the blanks between the texts.

A table is found by three rules or more that run across in one width, as in a three-line table, or else by a run
of lines that keep to the columns of the first. Its columns are parted by the blanks that run down between them,
its rows by rules, and where there are none by the texts of the first column: each row is set so that what
stands in it begins at the height of its first text, or is centred on it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.readers.pdf_grid import joined_rules
from extractor.readers.pdf_lines import TextLine, set_pieces
from extractor.readers.pdf_page import Char, Rule

_LEAST_COLUMNS = 3
_LEAST_LINES = 3
# Two columns are at least this far apart, in points; texts of one line are cut where they are, in heights.
_GAP = 6.0
_CUT = 0.5
# Rules whose ends differ by less than this (points) are of one width; a shorter one heads no table.
_SAME = 8.0
_SHORTEST = 150.0
_LONGEST_BAR = 40
# A line that leaves less room than this, in heights, is broken by the width of its column.
_ROOM = 1.3
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、]")
_TOTAL = re.compile(r"[合总小共]\s*计")
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]+[）).、．]?")

Span = tuple[float, float]
Line = Sequence[TextLine]


class _Band(NamedTuple):
    """What stands between two rules: its edges and its lines."""

    top: float
    bottom: float
    lines: list[Line]


class _Edge(NamedTuple):
    """Where a row begins, from the left of column `first` to the left of column `end`."""

    at: float
    first: int
    end: int


def unseen_rules(chars: Sequence[Char], rules: Iterable[Rule]) -> list[Rule]:
    """Give the rules of a table that has no upright ones, those that are printed among them; [] where none is.

    `chars` and `rules` are those of a page that belong to no ruled table.
    """
    lines = set_pieces(chars, _CUT)
    across = _frame(rules)
    return _drawn(across, lines) or _drawn(_run(lines, set_pieces(chars)), lines)


def _frame(rules: Iterable[Rule]) -> list[Rule]:
    """Give the rules across a table from its first to its last, if at least three are of its full width."""
    flat = [rule for rule in joined_rules(rules) if not rule.upright]
    wide = [rule for rule in flat if rule.end - rule.start >= _SHORTEST]
    same = max(([one for one in wide if _is_as_wide(one, rule)] for rule in wide), key=len, default=[])
    if len(same) < _LEAST_LINES:
        return []
    first, last = same[0], same[-1]
    return [rule for rule in flat if first.at <= rule.at <= last.at and rule.start > first.start - _SAME]


def _is_as_wide(one: Rule, other: Rule) -> bool:
    return abs(one.start - other.start) < _SAME and abs(one.end - other.end) < _SAME


def _run(lines: Sequence[Line], coarse: Sequence[Line]) -> list[Rule]:
    """Rule the longest run of lines that keep to columns: above and below it, and under its first line."""
    runs = [(first, _end_of_run(lines, first, len(coarse[first]))) for first in range(len(lines))]
    first, end = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    if end - first < _LEAST_LINES:
        return []
    boxes = [piece.bbox for line in lines[first:end] for piece in line]
    left, right = min(box.x0 for box in boxes) - _GAP, max(box.x1 for box in boxes) + _GAP
    under = (_bottom(lines[first]) + _top(lines[first + 1])) / 2
    ats = (_top(lines[first]) - 1, under, _bottom(lines[end - 1]) + 1)
    return [Rule(False, at, left, right) for at in ats]


def _end_of_run(lines: Sequence[Line], first: int, n_named: int) -> int:
    """Give the end of the run of lines that leave the columns of its first line apart; a section may stand across."""
    if n_named < _LEAST_COLUMNS:
        return first
    spans: list[Span] = []
    end = first
    for at in range(first, len(lines)):
        wider = _joined([*spans, *_spans(lines[at])])
        if len(wider) >= n_named:
            spans, end = wider, at + 1
        elif not spans or not _is_bar(lines[at], spans[0][0]):
            break
    return end


def _is_bar(line: Line, left: float) -> bool:
    """Tell whether a line is one short text from the left edge, as the name of a section is."""
    return len(line) == 1 and line[0].bbox.x0 - left < 2 * _GAP and len(line[0].text) <= _LONGEST_BAR


def _spans(line: Line) -> list[Span]:
    return [(piece.bbox.x0, piece.bbox.x1) for piece in line]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that touch or overlap, left to right."""
    joined: list[Span] = []
    for left, right in sorted(spans):
        if joined and left - joined[-1][1] < _GAP:
            joined[-1] = joined[-1][0], max(joined[-1][1], right)
        else:
            joined.append((left, right))
    return joined


def _top(line: Line) -> float:
    return min(piece.bbox.top for piece in line)


def _bottom(line: Line) -> float:
    return max(piece.bbox.bottom for piece in line)


def _middle(line: Line) -> float:
    return (_top(line) + _bottom(line)) / 2


def _drawn(across: Sequence[Rule], lines: Sequence[Line]) -> list[Rule]:
    """Draw the columns between the rules, and the rows where no rule parts them; [] where there are no columns."""
    bands = [
        _Band(upper, lower, [line for line in lines if upper < _middle(line) < lower])
        for upper, lower in itertools.pairwise(sorted({rule.at for rule in across}))
    ]
    bands = [band for band in bands if band.lines]
    if len(bands) < 2:
        return []
    spans = _columns(bands)
    if len(spans) < _LEAST_COLUMNS:
        return []
    between = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(spans)]
    xs = [min(rule.start for rule in across), *between, max(rule.end for rule in across)]
    edges = [edge for band in bands[1:] for edge in _row_edges(band, xs)]
    floors = [*across, *(Rule(False, edge.at, xs[edge.first], xs[edge.end]) for edge in edges)]
    sides = [Rule(True, x, bands[0].top, bands[-1].bottom) for x in (xs[0], xs[-1])]
    return [*floors, *sides, *_uprights(xs, sorted({rule.at for rule in floors}), lines)]


def _columns(bands: Sequence[_Band]) -> list[Span]:
    """Give the columns of a table as the texts below its header keep them; one that is empty there as its head does."""
    heads = [span for line in bands[0].lines for span in _spans(line)]
    body = [line for band in bands[1:] for line in band.lines]
    left = min(piece.bbox.x0 for line in body for piece in line)
    spans = _joined(span for line in body if not _is_bar(line, left) for span in _spans(line))
    own = [head for head in heads if sum(head[1] > span[0] - _GAP and head[0] < span[1] + _GAP for span in spans) < 2]
    return _joined([*spans, *own])


def _uprights(xs: Sequence[float], ats: Sequence[float], lines: Sequence[Line]) -> Iterator[Rule]:
    """Draw the columns in each row but where a text stands across them, as a section or the head of several does."""
    for upper, lower in itertools.pairwise(ats):
        row = [line for line in lines if upper < _middle(line) < lower]
        if len(row) == 1 and len(row[0]) == 1 and _stands_across(row[0], xs):
            continue
        pieces = [piece for line in row for piece in line]
        crossed = [x for x in xs if any(piece.bbox.x0 < x < piece.bbox.x1 for piece in pieces)]
        yield from (Rule(True, x, upper, lower) for x in xs[1:-1] if x not in crossed)


def _stands_across(line: Line, xs: Sequence[float]) -> bool:
    """Tell whether a line begins with a text across columns: from the left edge, or a section in the very middle."""
    box = line[0].bbox
    if len(line) == 1 and _SECTION.match(line[0].text) and abs(box.x0 - xs[0] - (xs[-1] - box.x1)) < 2 * _GAP:
        return True
    return box.x0 < xs[1] < box.x1


def _row_edges(band: _Band, xs: Sequence[float]) -> list[_Edge]:
    """Give where a row ends and the next begins, between two rules."""
    parts: list[list[Line]] = [[]]
    for line in band.lines:
        if _stands_across(line, xs) or _TOTAL.match(line[0].text):
            parts += [[line], []]
        else:
            parts[-1].append(line)
    parts = [part for part in parts if part]
    between = [_Edge(min(map(_top, part)) - 0.5, 0, len(xs) - 1) for part in parts[1:]]
    return [*between, *(edge for part in parts for edge in _edges_within(part, xs[1:]))]


def _edges_within(lines: Sequence[Line], rights: Sequence[float]) -> Iterator[_Edge]:
    """Give the edges between rows that neither a rule nor a section parts."""
    columns: list[list[TextLine]] = [[] for _ in rights]
    for piece in (piece for line in lines for piece in line):
        columns[sum(piece.bbox.x0 > x for x in rights)].append(piece)
    numbers = [sum(bool(_NUMBERED.fullmatch(piece.text)) for piece in column) for column in columns[:_LEAST_COLUMNS]]
    at = numbers.index(max(numbers))
    anchors = list(_blocks(columns[at]))
    if len(anchors) < 2:
        return
    others = columns[at + 1 :]
    (_, whole), height = min(
        ((_settled(anchors, others, one), one) for one in (_top, _middle)), key=lambda best: best[0]
    )
    edges = sorted([*whole, *_rows_below(whole, columns[at:], rights[at:])])
    yield from (_Edge(edge, at, len(rights)) for edge in edges)
    for col in range(at):
        yield from (_Edge(edge, col, col + 1) for edge in _below_names(list(_blocks(columns[col])), edges, height))


def _below_names(
    names: Sequence[list[TextLine]], edges: Sequence[float], height: Callable[[Line], float]
) -> Iterator[float]:
    """Give the edges of rows that end the rows of a name, which begins in its first row or is centred on them."""
    upper = min((_top(name) for name in names[:1]), default=0.0)
    for name, following in itertools.pairwise(names):
        aim = _top(following) if height is _top else 2 * _middle(name) - upper
        upper = min(edges, key=lambda edge: abs(edge - aim), default=aim)
        yield upper


def _blocks(pieces: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Give the texts of the first column: a number each, or the lines of a name."""
    held: list[TextLine] = []
    for piece in pieces:
        near = held and piece.bbox.top - held[-1].bbox.bottom < piece.bbox.bottom - piece.bbox.top
        if held and (not near or _NUMBERED.match(piece.text)):
            yield held
            held = []
        held.append(piece)
    if held:
        yield held


def _settled(
    anchors: Sequence[list[TextLine]], columns: Sequence[list[TextLine]], height: Callable[[Line], float]
) -> tuple[float, tuple[float, ...]]:
    """Give the edges that leave each row's texts nearest to the height of its first, and how far off they are."""
    pieces = sorted((piece for column in columns for piece in column), key=lambda piece: piece.bbox.top)
    start = min([_top(anchors[0]), *(piece.bbox.top for piece in pieces)]) - 1
    end = max([_bottom(anchors[-1]), *(piece.bbox.bottom for piece in pieces)]) + 1
    # The best way to set the rows so far, by the edge that they end at.
    best: dict[float, tuple[float, tuple[float, ...]]] = {start: (0.0, ())}
    for at, anchor in enumerate(anchors):
        last = at + 1 == len(anchors)
        lower = [end] if last else _gaps(pieces, _bottom(anchor), _top(anchors[at + 1]))
        best = {
            edge: min(
                (cost + _distance(columns, above, edge, height(anchor), height), (*edges, edge))
                for above, (cost, edges) in best.items()
            )
            for edge in lower
        }
    cost, edges = best[end]
    return cost, edges[:-1]


def _gaps(pieces: Sequence[TextLine], upper: float, lower: float) -> list[float]:
    """Give the heights between two texts of the first column where no line is cut in two."""
    tops = [*(piece.bbox.top for piece in pieces if upper < piece.bbox.top < lower + _SLACK), lower]
    free = [
        top - 0.5
        for top in tops
        if not any(one.bbox.top < top - 0.5 and one.bbox.bottom - _SLACK > top for one in pieces)
    ]
    return free or [(upper + lower) / 2]


# Boxes of lines that stand one below the other overlap by as much, in points.
_SLACK = 3.0


def _distance(
    columns: Sequence[list[TextLine]], upper: float, lower: float, at: float, height: Callable[[Line], float]
) -> float:
    rows = ([piece for piece in column if upper < _middle([piece]) < lower] for column in columns)
    return sum(abs(height(row) - at) for row in rows if row)


def _rows_below(edges: Sequence[float], columns: Sequence[list[TextLine]], rights: Sequence[float]) -> Iterator[float]:
    """Give where a row begins that has no text in the first column: no line above it was broken by its width."""
    heads = [piece.bbox.top for piece in columns[0]]
    tops = sorted(piece.bbox.top for column in columns[1:] for piece in column)
    for top in (below for above, below in itertools.pairwise([0.0, *tops]) if below - above > _SLACK):
        ended = [
            above.text.endswith("。") or right - above.bbox.x1 > _ROOM * (above.bbox.bottom - above.bbox.top)
            for column, right in zip(columns, rights, strict=True)
            for above, piece in itertools.pairwise(column)
            if 0 <= piece.bbox.top - top <= _SLACK and not any(above.bbox.top < edge <= top for edge in edges)
        ]
        if len(ended) > 1 and all(ended) and all(abs(head - top) > _SLACK for head in heads):
            yield top - 0.5
