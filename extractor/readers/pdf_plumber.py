"""PDF pages as pdfplumber reads them: the second opinion, and the reference that ours is tested against."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber

from extractor.document import Box, Cell, Paragraph, Table


def plumb(data: bytes) -> Iterator[tuple[tuple[Paragraph | Table, ...], bool]]:
    """Give the blocks of each page in reading order, and whether the page is a picture without text."""
    with pdfplumber.open(BytesIO(data)) as file:
        for page in file.pages:
            yield _blocks(page), not page.chars and bool(page.images)
            # Without this the objects of every page stay in memory.
            page.close()


def _blocks(page: Any) -> tuple[Paragraph | Table, ...]:
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    placed: list[tuple[float, Paragraph | Table]] = [(table.bbox[1], _table(table, page)) for table in tables]
    rest = page
    for table in tables:
        rest = rest.outside_bbox(table.bbox)
    for line in rest.extract_text_lines(return_chars=False):
        box = Box(line["x0"], line["top"], line["x1"], line["bottom"])
        placed.append((box.top, Paragraph(line["text"], page.page_number, box)))
    return tuple(block for _, block in sorted(placed, key=lambda block: block[0]))


def _table(table: Any, page: Any) -> Table:
    """Place each cell by its edges: a merged cell spans the lines that run into it."""
    xs = sorted({round(edge, 1) for cell in table.cells for edge in (cell[0], cell[2])})
    ys = sorted({round(edge, 1) for cell in table.cells for edge in (cell[1], cell[3])})
    cells = []
    for x0, top, x1, bottom in sorted(table.cells, key=lambda cell: (cell[1], cell[0])):
        left, right = xs.index(round(x0, 1)), xs.index(round(x1, 1))
        upper, lower = ys.index(round(top, 1)), ys.index(round(bottom, 1))
        text = page.crop((x0, top, x1, bottom)).extract_text() or ""
        box = Box(x0, top, x1, bottom)
        cells.append(Cell(text, upper, left, lower - upper, right - left, page.page_number, box))
    return Table(tuple(cells))
