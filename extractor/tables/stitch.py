"""Tables cut by page breaks become one again: fragments joined, repeated headers dropped, cut rows mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Cell, Document, Paragraph, Table
from extractor.tables.furniture import without_furniture
from extractor.tables.grid import Grid, spread
from extractor.vocabulary import Vocabulary

# Column edges of two fragments of one table agree within this many points.
_EDGE = 4.0


class Stitched(NamedTuple):
    """One logical table: its rows, where each page's fragment begins in them, and the text above it."""

    grid: Grid
    breaks: tuple[int, ...]
    n_marked: int
    before: tuple[Paragraph, ...]


class Layout(NamedTuple):
    """The document put in order: its logical tables, and the paragraphs that stand outside of them."""

    tables: tuple[Stitched, ...]
    paragraphs: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]


def stitch(document: Document, vocabulary: Vocabulary) -> Layout:
    """Join the fragments of each table; running heads and page numbers are left out."""
    blocks = without_furniture(document, vocabulary)
    tables: list[Stitched] = []
    before: list[Paragraph] = []
    fragments: list[Table] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if fragments:
                tables.append(_join(fragments, before))
                fragments, before = [], []
            before.append(block)
        elif fragments and _continues(fragments[-1], block):
            fragments.append(block)
        else:
            if fragments:
                tables.append(_join(fragments, before))
                before = []
            fragments = [block]
    if fragments:
        tables.append(_join(fragments, before))
        before = []
    paragraphs = tuple(block for block in blocks if isinstance(block, Paragraph))
    return Layout(tuple(tables), paragraphs, tuple(before))


def _continues(above: Table, below: Table) -> bool:
    """Tell whether a fragment goes on with the table before it: as many columns, at the same edges."""
    if above.n_cols != below.n_cols:
        return False
    edges_above, edges_below = _edges(above), _edges(below)
    if not edges_above or not edges_below:
        return True
    return all(abs(one - other) <= _EDGE for one, other in zip(edges_above, edges_below, strict=True))


def _edges(table: Table) -> tuple[float, float] | None:
    boxes = [cell.bbox for cell in table.cells if cell.bbox]
    return (min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if boxes else None


def _join(fragments: Sequence[Table], before: Sequence[Paragraph]) -> Stitched:
    cells: list[Cell] = []
    breaks: list[int] = []
    offset = 0
    for table in fragments:
        if offset:
            breaks.append(offset)
        cells += (cell._replace(row=cell.row + offset) if offset else cell for cell in table.cells)
        offset += table.n_rows
    return Stitched(spread(Table(tuple(cells))), tuple(breaks), fragments[0].header_rows, tuple(before))
