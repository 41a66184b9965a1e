"""One sample notice as data: the paragraphs and the table that `notice.toml` holds.

A row of the table is a list of cell texts; "^" continues the cell above, "<" the cell to the left.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ABOVE, LEFT = "^", "<"

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside of the table; `style` is a key of `docx_writer.STYLES`."""

    style: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One box that owns `rowspan` × `colspan` positions from (`row`, `col`), counted from 0."""

    lines: tuple[str, ...]
    row: int
    col: int
    rowspan: int
    colspan: int

    @property
    def text(self) -> str:
        """The cell in one line, as it would stand without its line breaks."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """The owning cell of each position, row by row.

    `widths` are in centimetres; `header_rows` are repeated on every page; `layout` is a key of
    `text_writer.LAYOUTS`.
    """

    grid: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    header_rows: int
    layout: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A notice: paragraphs, perhaps a table, paragraphs."""

    before: tuple[Paragraph, ...]
    table: Table | None
    after: tuple[Paragraph, ...]
    landscape: bool
    page_numbers: bool
    bookmark: bool


def load(path: Path) -> Sample:
    """Read the sample that `path`, a notice.toml, describes."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    table = data.get("table")
    return Sample(
        before=_paragraphs(data.get("before", [])),
        table=_table(**table) if table else None,
        after=_paragraphs(data.get("after", [])),
        landscape=data.get("landscape", False),
        page_numbers=data.get("page_numbers", False),
        bookmark=data.get("bookmark", False),
    )


def _paragraphs(entries: list[dict[str, str]]) -> tuple[Paragraph, ...]:
    """Read `[{style = text}, …]`."""
    return tuple(Paragraph(style, tuple(text.split("\n"))) for entry in entries for style, text in entry.items())


def _table(rows: list[list[str]], widths: list[float], header_rows: int, layout: str) -> Table:
    owners = _owners(rows, len(widths))
    cells = {place: _cell(rows, owners, place) for place in set(owners.values())}
    grid = tuple(tuple(cells[owners[row, col]] for col in range(len(widths))) for row in range(len(rows)))
    return Table(grid, tuple(widths), header_rows, layout)


def _owners(rows: list[list[str]], n_cols: int) -> dict[Position, Position]:
    """Give each position the one where its cell begins."""
    owners: dict[Position, Position] = {}
    for row, texts in enumerate(rows):
        if len(texts) != n_cols:
            raise ValueError(f"row {row} has {len(texts)} cells, not {n_cols}: {texts}")
        for col, text in enumerate(texts):
            neighbour = {ABOVE: (row - 1, col), LEFT: (row, col - 1)}.get(text)
            owners[row, col] = owners[neighbour] if neighbour else (row, col)
    return owners


def _cell(rows: list[list[str]], owners: dict[Position, Position], place: Position) -> Cell:
    row, col = place
    owned = [position for position, owner in owners.items() if owner == place]
    return Cell(
        lines=tuple(rows[row][col].split("\n")),
        row=row,
        col=col,
        rowspan=max(r for r, _ in owned) - row + 1,
        colspan=max(c for _, c in owned) - col + 1,
    )
