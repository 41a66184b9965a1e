"""The total grid: every position of a table has exactly one cell that owns it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Cell, Table


@dataclass(frozen=True, slots=True)
class Grid:
    """`n_rows` × `n_cols` positions; `rows[row][col]` is the cell that owns the position."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def n_rows(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def n_cols(self) -> int:
        """The number of columns; every row has as many."""
        return len(self.rows[0]) if self.rows else 0

    def __getitem__(self, position: tuple[int, int]) -> Cell:
        row, col = position
        return self.rows[row][col]

    def cells(self) -> Iterator[Cell]:
        """Give every cell once, in the order of its first position."""
        seen: set[int] = set()
        for row in self.rows:
            for cell in row:
                if id(cell) not in seen:
                    seen.add(id(cell))
                    yield cell


def spread(table: Table) -> Grid:
    """Give every position of `table` the cell that owns it; positions that none owns get a blank one.

    Where two cells of a damaged file claim one position the first keeps it. A cell that finds its own
    first position taken moves to the next free one of its row, so that no text is lost.

    >>> table = Table((Cell("项目", 0, 0, rowspan=2), Cell("目标", 0, 1), Cell("6000人", 1, 1)))
    >>> spread(table)[1, 0].text
    '项目'

    Source: ISO/IEC 29500-1, 17.4.17 (gridSpan) and 17.4.85 (vMerge).
    """
    owners: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        _claim(owners, _moved(owners, cell))
    n_rows = max((row + 1 for row, _ in owners), default=0)
    n_cols = max((col + 1 for _, col in owners), default=0)
    return Grid(
        tuple(tuple(owners.get((row, col)) or Cell("", row, col) for col in range(n_cols)) for row in range(n_rows))
    )


def _moved(owners: dict[tuple[int, int], Cell], cell: Cell) -> Cell:
    col = cell.col
    while (cell.row, col) in owners:
        col += 1
    return cell if col == cell.col else cell._replace(col=col, colspan=1)


def _claim(owners: dict[tuple[int, int], Cell], cell: Cell) -> None:
    """Give a cell its rectangle, cut back to the part that is free in every row and column."""
    width = next((n for n in range(cell.colspan) if (cell.row, cell.col + n) in owners), cell.colspan)
    height = next(
        (n for n in range(cell.rowspan) if any((cell.row + n, cell.col + across) in owners for across in range(width))),
        cell.rowspan,
    )
    owned = cell if (width, height) == (cell.colspan, cell.rowspan) else cell._replace(colspan=width, rowspan=height)
    for down in range(height):
        for across in range(width):
            owners[cell.row + down, cell.col + across] = owned
