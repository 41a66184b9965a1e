"""Tables whose labels stand in the first column, turned so that they stand in the first row.

项目名称 | 新建公厕           a form: one project, or one below the other
我市任务 | 新建公厕120座

项目名称 | 公厕 | 责任单位 | 城管局       a form of pairs

序号 | 1    | 2                a transposed table: an item a column
项目 | 公厕 | 停车
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Cell, Table
from extractor.record import Record
from extractor.tables.columns import read_heading
from extractor.tables.grid import Grid, spread
from extractor.tables.headers import find_header
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary

Row = tuple[Cell, ...]

_LONGEST_LABEL = 16
_TIER = " / "
_COLON = "：:"
# The first labels of a form stand within so many rows.
_FIRST_ROWS = 40
# A form is about one of these.
_SUBJECTS = ("project", "task", "goal")


class Turned(NamedTuple):
    """The turned grid, and the cell of the file that stands at each of its positions.

    In a form each label has one value, and nothing goes on from one project to the next.
    """

    grid: Grid
    origins: dict[tuple[int, int], Cell]
    is_form: bool


class _Entry(NamedTuple):
    """The values of one label for each item of a group; a text across the table has no label."""

    label: str
    values: tuple[Cell, ...]


def turn(grid: Grid, vocabulary: Vocabulary) -> Turned | None:
    """Give a table whose labels stand in its first column with its labels in the first row, else None."""
    if grid.n_cols < 2:
        return None
    if _is_paired(grid, vocabulary):
        groups = _groups([entry for row in grid.rows for entry in _pairs(row)])
    elif _is_labelled(grid, vocabulary):
        groups = _groups(_labelled(grid.rows))
    else:
        return None
    return _laid_out(groups)


def put_back(record: Record, origins: dict[tuple[int, int], Cell]) -> Record:
    """Give a record of a turned table with the places of the file."""

    def placed(cell: Cell) -> Cell:
        home = origins.get((cell.row, cell.col), cell)
        return cell._replace(row=home.row, col=home.col, rowspan=home.rowspan, colspan=home.colspan)

    return record.placed(placed)


def _field(cell: Cell, vocabulary: Vocabulary) -> str | None:
    text = cell.text.strip().rstrip(_COLON)
    if not text or text[0].isdigit() or len(squeeze(text)) > _LONGEST_LABEL:
        return None
    return read_heading(text, vocabulary).field


def _own(row: Row) -> list[Cell]:
    return list({id(cell): cell for cell in row}.values())


def _is_paired(grid: Grid, vocabulary: Vocabulary) -> bool:
    """Tell whether labels and values take turns in the rows: 项目名称 | 公厕 | 责任单位 | 城管局."""
    labels: list[str] = []
    n_pairs = 0
    for row in grid.rows:
        cells = _own(row)
        known = [_field(cell, vocabulary) for cell in cells]
        if len(cells) < 2:
            continue
        if len(cells) % 2 or known[0] is None or any(known[1::2]):
            return False
        n_pairs += len(cells) > 2 and known[2] is not None
        labels += [field for field in known[::2] if field]
    return n_pairs > 0 and len(set(labels)) > 2 and any(field in _SUBJECTS for field in labels)


def _is_labelled(grid: Grid, vocabulary: Vocabulary) -> bool:
    """Tell whether the first column names more fields than any row does, and the other columns none."""
    first = grid.rows[:_FIRST_ROWS]
    down = {field for row in first if (field := _field(row[0], vocabulary)) and len(_own(row)) > 1}
    if len(down) < 2 or not any(field in _SUBJECTS for field in down):
        return False
    header = find_header(grid.rows, 0, vocabulary)
    return header is None or len(header.fields) < len(down)


def _pairs(row: Row) -> list[_Entry]:
    cells = _own(row)
    if len(cells) == 1:
        return [_Entry("", (cells[0],))]
    return [
        _Entry(label.text.strip().rstrip(_COLON), (value,))
        for label, value in zip(cells[::2], cells[1::2], strict=True)
        # A plain text has empty cells where one is merged over the row.
        if label.text.strip() or value.text.strip()
    ]


def _labelled(rows: Sequence[Row]) -> list[_Entry]:
    width = min((row[0].colspan for row in rows if len(_own(row)) > 1), default=1)
    wide = max((row[0].colspan for row in rows if len(_own(row)) > 1), default=1)
    # 进展情况 over two rows has its parts beside it, the other labels stand across both columns.
    n_labels = wide if width < wide < len(rows[0]) else width
    entries: list[_Entry] = []
    for row in rows:
        if len(_own(row)) == 1:
            entries.append(_Entry("", (row[0],)))
        elif row[0].text.strip() or not entries:
            tiers = dict.fromkeys(squeeze(cell.text).rstrip(_COLON) for cell in row[:n_labels] if cell.text.strip())
            entries.append(_Entry(_TIER.join(tiers), row[n_labels:]))
        else:
            entries[-1] = _Entry(entries[-1].label, _continued(entries[-1].values, row[n_labels:]))
    return entries


def _continued(above: tuple[Cell, ...], below: Row) -> tuple[Cell, ...]:
    """Join a row without a label, as a page break leaves it, to the values above."""
    return tuple(
        one._replace(text=f"{one.text}\n{more.text}", filled="split") if more.text.strip() else one
        for one, more in zip(above, below, strict=False)
    )


def _groups(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Part the entries where the labels begin again, and at texts across the table."""
    groups: list[list[_Entry]] = [[]]
    for entry in entries:
        seen = {one.label for one in groups[-1]}
        if groups[-1] and (not entry.label or "" in seen or entry.label in seen):
            groups.append([])
        groups[-1].append(entry)
    return groups


def _laid_out(groups: Sequence[Sequence[_Entry]]) -> Turned:
    """Lay the groups out as rows below their labels; a text at the very top stays above them."""
    labels = list(dict.fromkeys(entry.label for group in groups for entry in group if entry.label))
    n_above = next(n for n, group in enumerate(groups) if group[0].label)
    cells = _header(labels, n_above)
    origins: dict[tuple[int, int], Cell] = {}

    def put(value: Cell, row: int, col: int, height: int, width: int) -> None:
        cells.append(value._replace(row=row, col=col, rowspan=height, colspan=width))
        origins[row, col] = value

    row = n_above + max(label.count(_TIER) for label in labels) + 1
    for at, group in enumerate(groups):
        if not group[0].label:
            put(group[0].values[0], at if at < n_above else row, 0, 1, len(labels))
            row += at >= n_above
            continue
        for entry in group:
            for value in _own(entry.values):
                owned = [n for n, one in enumerate(entry.values) if one is value]
                put(value, row + owned[0], labels.index(entry.label), len(owned), 1)
        row += max(len(entry.values) for entry in group)
    is_form = all(len(entry.values) == 1 for group in groups for entry in group)
    return Turned(spread(Table(tuple(cells))), origins, is_form)


def _header(labels: Sequence[str], first: int) -> list[Cell]:
    """Give the labels as a header that begins in row `first`; a group stands once over its parts."""
    n_tiers = max(label.count(_TIER) for label in labels) + 1
    cells: list[Cell] = []
    for col, label in enumerate(labels):
        tiers = label.split(_TIER)
        for depth, text in enumerate(tiers):
            is_last = depth == len(tiers) - 1
            before = labels[col - 1].split(_TIER)[: depth + 1] if col else []
            if is_last or before != tiers[: depth + 1]:
                same = [n for n, one in enumerate(labels) if one.split(_TIER)[: depth + 1] == tiers[: depth + 1]]
                height = n_tiers - depth if is_last else 1
                cells.append(Cell(text, first + depth, col, height, 1 if is_last else len(same)))
    return cells
