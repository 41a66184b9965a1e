"""The header of a table: where it stands, how many tiers it has, what each column means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from extractor.document import Cell
from extractor.notice import Column
from extractor.tables.columns import Heading, read_heading
from extractor.tables.grid import Grid
from extractor.text.clean import clean, squeeze
from extractor.vocabulary import Vocabulary

Row = Sequence[Cell]

_MOST_TIERS = 4
_LONGEST_HEADING = 24
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?$")


class Header(NamedTuple):
    """The rows `first` to `last` of a table that head its columns; `units` by column index.

    `ticks` holds the level that a tick in a column stands for, `labels` what is said in front of the text of a
    column that is a part of its field: 一季度 (see `settle`). `places` holds the columns of figures for a place, and
    that of their sum, which is for none; `reached` those that tell the progress together, each in a unit of its own.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    units: dict[int, str]
    ticks: Mapping[int, str] = MappingProxyType({})
    labels: Mapping[int, str] = MappingProxyType({})
    places: Mapping[int, str | None] = MappingProxyType({})
    reached: frozenset[int] = frozenset()

    @property
    def fields(self) -> dict[str, int]:
        """The column of each field, the first where two share one."""
        return {column.field: column.index for column in reversed(self.columns) if column.field}


def find_header(rows: Sequence[Row], n_marked: int, vocabulary: Vocabulary) -> Header | None:
    """Find the first row that names at least two known columns, and the tiers that belong to it.

    `n_marked` leading rows are marked as header by the format itself. None if no row is a header.
    """
    for first, row in enumerate(rows):
        if len(_known(row, vocabulary)) < 2 or not _is_heading(row):
            continue
        last = _last_tier(rows, first, n_marked, vocabulary)
        header = _read(rows, first, last, vocabulary)
        if len(header.fields) >= 2:
            return header
    return None


def repeats(row: Row, header_rows: Sequence[Row]) -> bool:
    """Tell whether a row is one of the header's again, blanks aside and one cell forgiven."""
    texts = [squeeze(cell.text) for cell in row]
    if not any(texts):
        return False
    for headed in header_rows:
        same = sum(text == squeeze(cell.text) for text, cell in zip(texts, headed, strict=False))
        if same == len(texts) or (same >= 3 and same >= len(texts) - 1):
            return True
    return False


def rows_above(grid: Grid, header: Header) -> tuple[int, ...]:
    """Give the rows above a header that are items all the same: a page came first that has no header."""
    return tuple(at for at in range(header.first) if _fits(grid.rows[at], at, header))


def header_of(before: Header | None, grid: Grid) -> Header | None:
    """Give a table without a header that of the table before it, if its rows fit; else None.

    It has no rows in this table: `first` is 0 and `last` -1.
    """
    if before is None or len(before.columns) != grid.n_cols:
        return None
    rows = [row for row in grid.rows if sum(bool(cell.text.strip()) for cell in row) > 1]
    fitting = sum(_fits(row, row[-1].row, before) for row in rows)
    return before._replace(first=0, last=-1) if rows and fitting * 2 > len(rows) else None


def _fits(row: Row, at: int, header: Header) -> bool:
    """Tell whether a row could be an item below a header: a number, if it has a column of those, and most cells."""
    own = [cell for cell in {id(cell): cell for cell in row}.values() if cell.text.strip() and cell.row == at]
    sequence = header.fields.get("sequence")
    numbered = sequence is None or bool(_NUMBER.match(squeeze(row[sequence].text)))
    work = [header.fields[field] for field in ("task", "goal", "project") if field in header.fields]
    return numbered and len(own) * 2 > len(row) and any(row[col].text.strip() for col in work)


def _known(row: Row, vocabulary: Vocabulary) -> set[str]:
    fields = (read_heading(text, vocabulary).field for text in {cell.text for cell in row} if text.strip())
    return {field for field in fields if field}


def _is_heading(row: Row) -> bool:
    texts = [squeeze(cell.text) for cell in row]
    return all(len(text) <= _LONGEST_HEADING for text in texts)


def _last_tier(rows: Sequence[Row], first: int, n_marked: int, vocabulary: Vocabulary) -> int:
    """Go down while a row is a lower tier: owned by the cells above, marked, or filling their groups."""
    last = max(first, n_marked - 1)
    spans = max((cell.row + cell.rowspan - 1 for cell in rows[first] if cell.rowspan < len(rows)), default=first)
    last = max(last, min(spans, first + _MOST_TIERS - 1))
    while last + 1 < len(rows) and last - first + 1 < _MOST_TIERS and _is_lower_tier(rows, first, last + 1, vocabulary):
        last += 1
    return min(last, len(rows) - 1)


def _is_lower_tier(rows: Sequence[Row], first: int, at: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a row only names parts of the groups above: nothing under 序号, no figure, short."""
    above, row = rows[first], rows[at]
    named = [(col, squeeze(cell.text)) for col, cell in enumerate(row) if cell.text.strip() and cell.row == at]
    if not named or not _is_heading(row) or any(_DIGIT.search(text) for _, text in named):
        return False
    groups = {
        col
        for col, cell in enumerate(above)
        # A group spans its parts, or in a plain text leaves blanks to its right.
        if cell.colspan > 1 or not cell.text.strip() or _blank_right(above, col)
    }
    parts_only = all(col in groups for col, _ in named)
    return parts_only and (len(named) > 1 or bool(_known(row, vocabulary)))


def _blank_right(row: Row, col: int) -> bool:
    return col + 1 < len(row) and not row[col + 1].text.strip()


def _read(rows: Sequence[Row], first: int, last: int, vocabulary: Vocabulary) -> Header:
    paths = [path_of(rows, first, last, col) for col in range(len(rows[first]))]
    headings = [[read_heading(tier, vocabulary) for tier in reversed(path)] for path in paths]
    fields: list[str | None] = [None] * len(paths)
    # The lowest tier speaks first; an upper one only where no other column has taken its field.
    for depth in range(_MOST_TIERS):
        for col, tiers in enumerate(headings):
            field = tiers[depth].field if depth < len(tiers) else None
            if field and fields[col] is None and field not in fields:
                fields[col] = field
    _share_duties(paths, headings, fields, vocabulary)
    columns = tuple(Column(col, " / ".join(path), fields[col]) for col, path in enumerate(paths))
    units = {col: unit for col, tiers in enumerate(headings) if (unit := next((h.unit for h in tiers if h.unit), None))}
    return Header(first, last, columns, units)


def _share_duties(
    paths: Sequence[list[str]], headings: Sequence[list[Heading]], fields: list[str | None], vocabulary: Vocabulary
) -> None:
    """Let 牵头单位 lead and 责任单位 support where a table has both, in whatever order."""
    duties = vocabulary.section("columns")["duties"]
    foremost, second = re.compile(duties["foremost"]), re.compile(duties["second"])
    lowest = {
        col: squeeze(paths[col][-1]) for col, tiers in enumerate(headings) if tiers and tiers[0].field == "lead_units"
    }
    leading = [col for col, title in lowest.items() if foremost.search(title)]
    supporting = [col for col, title in lowest.items() if second.search(title)]
    if leading and supporting:
        fields[leading[0]] = "lead_units"
        for col in supporting:
            fields[col] = "support_units"


def path_of(rows: Sequence[Row], first: int, last: int, col: int) -> list[str]:
    """Give the tiers over a column, topmost first, each once; a blank takes the group to its left."""
    tiers: list[str] = []
    for at in range(first, last + 1):
        text = clean(rows[at][col].text)
        below = any(rows[lower][col].text.strip() for lower in range(at + 1, last + 1))
        if not text and below and at == first:
            text = next((clean(cell.text) for cell in reversed(rows[at][:col]) if cell.text.strip()), "")
        if text and text not in tiers:
            tiers.append(text)
    return tiers
