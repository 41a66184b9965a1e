"""Tables without vertical rules: columns told from the blanks that run down between them.

A run of lines counts as a table if its first line names at least three columns and no later line closes the
gap between two of them. Where the first column is empty a line goes on with the row above.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Box, Cell, Table
from extractor.readers.pdf_lines import TextLine

_LEAST_COLUMNS = 3
_LEAST_ROWS = 3
# Two columns are at least this far apart, in points.
_GAP = 6.0

Span = tuple[float, float]


class Aligned(NamedTuple):
    """A table found among the lines of a page, and which lines it takes (half-open)."""

    table: Table
    first: int
    end: int


def find_aligned(rows: Sequence[Sequence[TextLine]], page: int) -> Aligned | None:
    """Find the longest run of lines in columns; `rows` are lines cut at wide gaps, top to bottom."""
    found = [aligned for first in range(len(rows)) if (aligned := _from(rows, first, page))]
    return max(found, key=lambda aligned: aligned.end - aligned.first, default=None)


def _from(rows: Sequence[Sequence[TextLine]], first: int, page: int) -> Aligned | None:
    n_named = len(rows[first])
    if n_named < _LEAST_COLUMNS:
        return None
    spans: list[Span] = []
    end = first
    while end < len(rows):
        wider = _joined([*spans, *((piece.bbox.x0, piece.bbox.x1) for piece in rows[end])])
        if len(wider) < n_named:
            break
        spans, end = wider, end + 1
    cells = _cells(rows[first:end], spans, page)
    n_rows = max((cell.row + 1 for cell in cells), default=0)
    return Aligned(Table(tuple(cells)), first, end) if n_rows >= _LEAST_ROWS else None


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Join spans that touch or overlap, left to right."""
    joined: list[Span] = []
    for left, right in sorted(spans):
        if joined and left - joined[-1][1] < _GAP:
            joined[-1] = joined[-1][0], max(joined[-1][1], right)
        else:
            joined.append((left, right))
    return joined


def _cells(rows: Sequence[Sequence[TextLine]], spans: Sequence[Span], page: int) -> list[Cell]:
    texts: list[list[list[TextLine]]] = []
    for row in rows:
        placed: list[list[TextLine]] = [[] for _ in spans]
        for piece in row:
            placed[next(col for col, (left, right) in enumerate(spans) if left <= piece.bbox.x0 <= right)].append(piece)
        if placed[0] or not texts:
            texts.append(placed)
        else:
            for above, below in zip(texts[-1], placed, strict=True):
                above += below
    return [
        Cell("\n".join(piece.text for piece in pieces), row, col, page=page, bbox=_around(pieces))
        for row, columns in enumerate(texts)
        for col, pieces in enumerate(columns)
    ]


def table_box(table: Table) -> Box:
    """Give the box around the texts of a table."""
    boxes = [cell.bbox for cell in table.cells if cell.bbox]
    edges = zip(*boxes, strict=True)
    x0, top, x1, bottom = (list(values) for values in edges)
    return Box(min(x0), min(top), max(x1), max(bottom))


def _around(pieces: Sequence[TextLine]) -> Box | None:
    if not pieces:
        return None
    boxes = [piece.bbox for piece in pieces]
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
