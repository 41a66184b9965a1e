"""The narrow waist: one row of a table or one entry of a list, whatever its format and layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractor.document import Cell


class Figure(NamedTuple):
    """A part of a record's task or progress that the layout types, not the words around it: one cell of a matrix."""

    start: int
    end: int
    indicator: str
    unit: str | None
    condition: str | None
    achieved: bool
    field: str = "task"


@dataclass(frozen=True, slots=True)
class Record:
    """A row's cells by canonical field, and by header where no field takes the column.

    Every text is clean (`extractor.text.clean`). `units` holds the unit of measure that the layout
    states for the bare numbers of a field ("万元" in the header 投资（万元）, the row's 计量单位 cell).
    `headers` gives the header path of each field. `table` counts from 0 and is None for a list. `figures`
    are the cells that one text puts together; where a field has some, they are all that is read of it.
    `part` counts the tasks of one row from 0.
    """

    cells: dict[str, Cell]
    extra: dict[str, Cell] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    table: int | None = None
    figures: list[Figure] = field(default_factory=list)
    part: int = 0

    def text(self, name: str) -> str:
        """Give the text of a field, "" where the row has none."""
        cell = self.cells.get(name)
        return cell.text if cell else ""

    def placed(self, place: Callable[[Cell], Cell]) -> Record:
        """Give the record with each of its cells as `place` gives it."""
        cells, extra = ({name: place(cell) for name, cell in part.items()} for part in (self.cells, self.extra))
        return replace(self, cells=cells, extra=extra)
