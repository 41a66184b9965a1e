"""What a file states, in reading order: paragraphs and tables of cells.

A reader makes these values and infers nothing: a cell that the format does not merge stays empty here.

>>> table = Table((Cell("项目", 0, 0, rowspan=2), Cell("目标", 0, 1), Cell("6000人", 1, 1)))
>>> table.n_rows, table.n_cols
(2, 2)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.diagnostics import Diagnostic

Filled = Literal["merged", "inferred", "split"]


class Box(NamedTuple):
    """A rectangle on a page in points; the origin is the upper left corner of the page as it is seen."""

    x0: float
    top: float
    x1: float
    bottom: float


class Cell(NamedTuple):
    r"""One box of a table; it owns `rowspan` × `colspan` positions from (`row`, `col`), counted from 0.

    `text` keeps the line breaks of the source as "\n". `page` counts from 1 and, like `bbox`, is
    None where the format has no pages. `filled` is set by `extractor.tables` alone: None for a
    text that stands in this very place, else how it came here.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    bbox: Box | None = None
    filled: Filled | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in row order; positions that no cell owns are blank.

    `header_rows` is the number of leading rows that the format itself marks as header
    (w:tblHeader), 0 where it marks none.
    """

    cells: tuple[Cell, ...]
    header_rows: int = 0

    @property
    def n_rows(self) -> int:
        """The number of rows, from the lowest edge of any cell."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def n_cols(self) -> int:
        """The number of columns, from the rightmost edge of any cell."""
        return max((cell.col + cell.colspan for cell in self.cells), default=0)

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that the cells stand on, ascending; empty where the format has none."""
        return tuple(sorted({cell.page for cell in self.cells if cell.page is not None}))


class Paragraph(NamedTuple):
    """A line of text outside of tables, with its page (from 1) and box where the format has them."""

    text: str
    page: int | None = None
    bbox: Box | None = None


class Source(NamedTuple):
    """The file that a document was read from; `pages` and `encoding` are None where they do not apply."""

    name: str
    format: str
    sha256: str
    size_bytes: int
    pages: int | None = None
    encoding: str | None = None
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Paragraphs and tables in reading order, and the reader's remarks."""

    source: Source
    blocks: tuple[Paragraph | Table, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs alone, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
