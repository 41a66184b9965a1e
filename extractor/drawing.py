"""What `explain` and `tables` draw in the terminal: grids with their filled cells marked, numerals with their rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.document import Cell, Document
from extractor.notice import Item, Notice, NumeralReading, Target, number
from extractor.tables.grid import Grid, spread
from extractor.tables.rebuild import RebuiltTable

if TYPE_CHECKING:
    from rich.console import Console

# How a position says where its text comes from.
MARKS = {"merged": "↑", "inferred": "?", "split": "⇅"}
LEGEND = (
    "↑ merged: the format states it   ? inferred: an empty cell that continues the one above   "
    "⇅ split: joined over a page break"
)


def draw_rebuilt(table: RebuiltTable, console: Console) -> None:
    """Draw a rebuilt table: its header, its lines, each filled position marked."""
    from rich import box
    from rich.table import Table

    drawn = Table(
        box=box.SQUARE,
        show_lines=True,
        title=f"table {table.summary.index}: {table.grid.n_rows} rows × {table.grid.n_cols} columns",
    )
    for column in table.summary.columns:
        drawn.add_column(f"{column.header or '–'}\n[dim]{column.field or 'extra'}[/dim]", overflow="fold")
    for line in table.lines:
        drawn.add_row(*(_marked(cell) for cell in line))
    console.print(drawn)
    if any(cell.filled for line in table.lines for cell in line):
        console.print(LEGEND, style="dim")


def draw_grid(index: int, grid: Grid, console: Console) -> None:
    """Draw a table as the format states it; a position that a merged cell owns shows a mark."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(
        box=box.SQUARE,
        show_lines=True,
        show_header=False,
        title=f"table {index}: {grid.n_rows} rows × {grid.n_cols} columns",
    )
    for _ in range(grid.n_cols):
        drawn.add_column(overflow="fold")
    for row, cells in enumerate(grid.rows):
        drawn.add_row(
            *(
                escape(cell.text) if (cell.row, cell.col) == (row, col) else MARKS["merged"]
                for col, cell in enumerate(cells)
            )
        )
    console.print(drawn)


def _marked(cell: Cell) -> str:
    from rich.markup import escape

    text = escape(cell.text.strip())
    return f"[cyan]{MARKS[cell.filled]} {text}[/cyan]" if cell.filled else text


def draw_item(item: Item, readings: Iterable[NumeralReading], console: Console) -> None:
    """Draw an item: what it is, and each of its numerals."""
    from rich.markup import escape

    heading = f"[bold]{item.id}[/bold] {escape(item.project or '')}"
    console.print(heading)
    console.print(escape(item.task), style="dim")
    draw_numerals([one for one in readings if one.item_id == item.id], item.targets, console)


def draw_numerals(readings: Sequence[NumeralReading], targets: Sequence[Target], console: Console) -> None:
    """Draw each numeral with its role and rule, and what a target states."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    if not readings and not targets:
        console.print("no numeral", style="dim")
        return
    by_place = {(target.field, target.start): target for target in targets}
    drawn = Table(box=box.SIMPLE, pad_edge=False)
    for title in ("numeral", "role", "reading", "rule"):
        drawn.add_column(title, overflow="fold")
    for one in readings:
        target = by_place.pop((one.field, one.start), None)
        drawn.add_row(escape(one.raw), one.role, escape(reading_of(target) if target else ""), one.rule)
    for target in by_place.values():
        drawn.add_row(escape(target.raw), target.role, escape(reading_of(target)), "a commitment stated in words")
    console.print(drawn)


def reading_of(target: Target) -> str:
    """Give what a target states in a line: 城镇就业 = 6000 人, by 2019-12-31.

    >>> from extractor.quantities import find_quantities
    >>> reading_of(find_quantities("贫困发生率降至0.1%之下").targets[0])
    '贫困发生率 < 0.1 %; change decrease_to'
    """
    signs = {"eq": "=", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈", "range": "="}
    if target.value is not None:
        value = str(number(target.value))
    else:
        value = target.grade or f"{target.low or ''}–{target.high or ''}"
    stated = f"{target.indicator or '–'} {signs[target.comparator]} {value} {target.unit or ''}".rstrip()
    notes = [
        f"{name} {text}"
        for name, text in (
            ("change", target.change if target.change != "none" else ""),
            ("from", target.baseline),
            ("per", "·".join(target.per)),
            ("for", target.condition),
            ("part of", target.part_of),
            ("by", target.deadline and (target.deadline.date or target.deadline.text)),
            ("tone", target.modality),
            ("role", target.role if target.role != "target" else ""),
            ("inferred", ", ".join(target.inferred)),
        )
        if text
    ]
    return "; ".join([stated, *notes])


def grids_of(document: Document) -> list[Grid]:
    """Give the grid of each table as the format states it."""
    return [spread(table) for table in document.tables]


def summary_of(notice: Notice) -> str:
    """Give a notice in a line: how many items, targets and warnings.

    One word each, so that a batch of them reads as a column.
    """
    n_targets = sum(len(item.targets) for item in notice.items)
    counted = {
        severity: sum(one.severity == severity for one in notice.diagnostics) for severity in ("warning", "error")
    }
    parts = [
        _count(len(notice.items), "item"),
        _count(n_targets, "target"),
        *(_count(n, name) for name, n in counted.items() if n),
    ]
    return ", ".join(parts)


def _count(amount: int, name: str) -> str:
    return f"{amount} {name}" if amount == 1 else f"{amount} {name}s"
