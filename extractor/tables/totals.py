"""Totals as checks: what a total row or a section row states, against the sum of its rows.

A sum that does not add up is remarked on; no figure is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.diagnostics import TOTAL_MISMATCH, Diagnostic
from extractor.document import Cell
from extractor.kept import compiled
from extractor.tables.bars import Bar, Line
from extractor.text.clean import squeeze
from extractor.text.numerals import ARABIC, parse

_FIGURE = compiled(rf"({ARABIC})[\u4e00-\u9fff]{{0,3}}")
# Rates, prices and dates are not added up.
_NOT_ADDED = compiled(r"[率比均%％年月日期]|单价|标准|指数|时限|时间|序号|编号|排名|名次")
_GROUP = "小计"


class Sum(NamedTuple):
    """What a row states for a column, and the nearest sum of rows that it could mean."""

    row: int
    col: int
    stated: Decimal
    found: Decimal


def check_totals(
    lines: Sequence[Line], bars: Mapping[int, Bar], headers: Mapping[int, str], table: int
) -> list[Diagnostic]:
    """Remark on each total that its rows do not add up to; `headers` by column."""
    remarks = []
    for col, header in headers.items():
        if not _NOT_ADDED.search(header):
            remarks += [
                TOTAL_MISMATCH.at(
                    f"table {table}, row {one.row}, column {one.col}", header=header, stated=one.stated, found=one.found
                )
                for one in _wrong_sums(lines, bars, col)
            ]
    return remarks


def _wrong_sums(lines: Sequence[Line], bars: Mapping[int, Bar], col: int) -> Iterator[Sum]:
    figures = _figures(lines, bars, col)
    if figures is None:
        return
    for at, bar in bars.items():
        stated = None if bar.kind == "note" else figure_of(lines[at][col])
        if stated is None or lines[at][col] is lines[at][0]:
            continue
        sums = [sum(part, Decimal()) for part in _scopes(figures, bars, at, bar) if part]
        if sums and not any(_agree(stated, found, len(figures)) for found in sums):
            nearest = min(sums, key=lambda found: abs(found - stated))
            yield Sum(lines[at][col].row, col, stated, nearest)


def _figures(lines: Sequence[Line], bars: Mapping[int, Bar], col: int) -> dict[int, Decimal] | None:
    """Give the figure of each item's line, a merged one once; None if some cell says more than a figure."""
    figures: dict[int, Decimal] = {}
    seen: set[tuple[int, int]] = set()
    for at, line in enumerate(lines):
        cell = line[col]
        text = squeeze(cell.text).strip("-—/／－无")
        if at in bars or not text or (cell.row, cell.col) in seen:
            continue
        figure = figure_of(cell)
        if figure is None:
            return None
        seen.add((cell.row, cell.col))
        figures[at] = figure
    return figures if len(figures) > 1 else None


def figure_of(cell: Cell) -> Decimal | None:
    """Give the number of a cell that is one figure, with or without a unit; else None."""
    found = _FIGURE.fullmatch(squeeze(cell.text))
    return parse(found[1]).value if found else None


def _scopes(figures: Mapping[int, Decimal], bars: Mapping[int, Bar], at: int, bar: Bar) -> Iterator[list[Decimal]]:
    """Give the figures that a row may add up: those below it, those above it up to the next such row, or all."""
    before = max((other for other in bars if other < at), default=-1)
    after = min((other for other in bars if other > at), default=max(figures) + 1)
    yield [figure for row, figure in figures.items() if at < row < after]
    if bar.kind == "total":
        yield [figure for row, figure in figures.items() if before < row < at]
        section = max((other for other, one in bars.items() if other < at and one.kind == "section"), default=-1)
        yield [figure for row, figure in figures.items() if section < row < at]
        if _GROUP not in bar.cell.text:
            yield list(figures.values())


def _agree(stated: Decimal, found: Decimal, n_rows: int) -> bool:
    """Tell whether two sums agree; rounded decimals may differ by half of their last place a row."""
    places = max(0, -int(stated.as_tuple().exponent), -int(found.as_tuple().exponent))
    slack = Decimal(n_rows) / 2 * Decimal(10) ** -places if places else Decimal()
    return abs(stated - found) <= slack
