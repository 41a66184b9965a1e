"""One grid, several tables: side by side, or one below the other with another header.

序号 | 项目 | 任务 | 序号 | 项目 | 任务      two tables side by side; alike, the right one goes on with the left
序号 | 项目 | 任务                        the first
序号 | 类别 | 责任单位                     the second begins where another header stands
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Cell, Table
from extractor.tables.columns import read_heading
from extractor.tables.grid import Grid, spread
from extractor.tables.headers import Header, find_header, repeats
from extractor.tables.stitch import Stitched
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary

Origins = dict[tuple[int, int], Cell]

# A row that heads another table names so many known columns, and few others.
_FEWEST = 3
_MOSTLY = 0.6
_LONGEST_HEADING = 40
# Where a table begins: with its number, else with its subject.
_FIRST = ("sequence", "project", "category", "task")


class Part(NamedTuple):
    """A table by itself, and the cell of the file at each of its positions that has moved."""

    stitched: Stitched
    origins: Origins


def split(stitched: Stitched, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """Give the tables that a grid holds, in reading order."""
    parts = []
    for one in _below(stitched, vocabulary):
        parts += _beside(one, vocabulary)
    return tuple(parts)


def _below(stitched: Stitched, vocabulary: Vocabulary) -> list[Part]:
    """Cut a grid above each row that is the header of another table."""
    rows = stitched.grid.rows
    header = find_header(rows, stitched.n_marked, vocabulary)
    if header is None:
        return [Part(stitched, {})]
    heads = rows[header.first : header.last + 1]
    cuts = [0]
    for at in range(header.last + 1, len(rows)):
        if _heads_another(rows[at], at, vocabulary) and not repeats(rows[at], heads):
            cuts.append(at)
            heads = rows[at : at + 1]
    if len(cuts) == 1:
        return [Part(stitched, {})]
    return [
        _moved(stitched, range(first, last), range(stitched.grid.n_cols), keep=first == 0)
        for first, last in zip(cuts, [*cuts[1:], len(rows)], strict=True)
    ]


def _heads_another(row: Sequence[Cell], at: int, vocabulary: Vocabulary) -> bool:
    own = [cell for cell in {id(cell): cell for cell in row}.values() if cell.text.strip()]
    if any(len(cell.text) > _LONGEST_HEADING or cell.text.isdigit() for cell in own):
        return False
    if any(cell.row != at for cell in row) or len(own) < _FEWEST:
        return False
    known = {field for cell in own if (field := read_heading(cell.text, vocabulary).field)}
    return len(known) >= max(_FEWEST, _MOSTLY * len(own))


def _beside(part: Part, vocabulary: Vocabulary) -> list[Part]:
    """Cut a grid between the columns where its header begins again."""
    stitched = part.stitched
    header = find_header(stitched.grid.rows, stitched.n_marked, vocabulary)
    cuts = _restarts(stitched.grid, header, vocabulary) if header else [0]
    if header is None or len(cuts) == 1:
        return [part]
    rows = range(stitched.grid.n_rows)
    blocks = [
        _moved(stitched, rows, range(first, last), keep=first == 0, before=part.origins)
        for first, last in zip(cuts, [*cuts[1:], stitched.grid.n_cols], strict=True)
    ]
    titles = [
        [squeeze(cell.text) for cell in block.stitched.grid.rows[header.first] if cell.text.strip()] for block in blocks
    ]
    return [_stacked(blocks, header)] if all(one == titles[0] for one in titles) else blocks


def _restarts(grid: Grid, header: Header, vocabulary: Vocabulary) -> list[int]:
    """Give the columns where a header names its first field again, and another with it."""
    row = grid.rows[header.first]
    fields = [read_heading(cell.text, vocabulary).field if cell.text.strip() else None for cell in row]
    first = next((field for field in fields if field), None)
    if first not in _FIRST:
        return [0]
    starts = [
        col
        for col, field in enumerate(fields)
        if field == first and row[col].col == col and row[col].row == header.first
    ]
    ends = [*starts[1:], len(fields)]
    if len(starts) < 2 or any(
        len({field for field in fields[start:end] if field}) < 2 for start, end in zip(starts, ends, strict=True)
    ):
        return [0]
    return [0, *starts[1:]]


def _moved(stitched: Stitched, rows: range, cols: range, *, keep: bool, before: Origins | None = None) -> Part:
    """Cut a rectangle out of a grid and move it to the corner; `keep` the texts above for this part."""
    cells: list[Cell] = []
    origins: Origins = {}
    window = Grid(tuple(stitched.grid.rows[row][cols.start : cols.stop] for row in rows))
    for cell in window.cells():
        row, col = max(cell.row, rows.start), max(cell.col, cols.start)
        height = min(cell.row + cell.rowspan, rows.stop) - row
        width = min(cell.col + cell.colspan, cols.stop) - col
        place = (row - rows.start, col - cols.start)
        cells.append(cell._replace(row=place[0], col=place[1], rowspan=height, colspan=width))
        origins[place] = (before or {}).get((cell.row, cell.col), cell)
    breaks = tuple(at - rows.start for at in stitched.breaks if rows.start < at < rows.stop)
    marked = stitched.n_marked if keep or not rows.start else 0
    above = stitched.before if keep else ()
    return Part(Stitched(spread(Table(tuple(cells))), breaks, marked, above), origins)


def _stacked(blocks: Sequence[Part], header: Header) -> Part:
    """Put tables with one header below each other; the header of each but the first is left out."""
    first = blocks[0].stitched
    cells = list(first.grid.cells())
    origins = dict(blocks[0].origins)
    offset = first.grid.n_rows
    for block in blocks[1:]:
        for cell in block.stitched.grid.cells():
            if cell.row > header.last:
                place = (cell.row - header.last - 1 + offset, cell.col)
                cells.append(cell._replace(row=place[0]))
                origins[place] = block.origins[cell.row, cell.col]
        offset += block.stitched.grid.n_rows - header.last - 1
    return Part(first._replace(grid=spread(Table(tuple(cells)))), origins)
