"""Tables of pages laid out as text, as programs do that turn a pdf into text: a Chinese character is one column wide.

序号     项目         指标任务        责任单位
1      农村公路      新改建农村公     县交通局       the lines of a cell follow each other without a gap
                 路30公里

A row begins where the first column says something; other lines go on with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import partial

from extractor.document import Table
from extractor.readers.txt_columns import LEAST_COLUMNS, cut_columns, is_table, n_named
from extractor.readers.txt_tables import table_of, width

# Figures are narrower than characters on a page, so a full line may hold a third less than the longest.
_FULL = 0.65
_RUN = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")


def find(lines: list[str], at: int) -> tuple[Table, int] | None:
    """Read the rows under a line that names at least three columns, over the pages that follow."""
    if n_named(lines[at]) < LEAST_COLUMNS:
        return None
    body: list[list[str]] = []
    end = at
    while (start := _next_page(lines, end, body)) is not None:
        # A page without the header has the columns of the one before.
        above = [] if _repeats(lines[start], body) or not body else [lines[at]]
        below = itertools.takewhile(str.strip, itertools.islice(lines, start, None))
        starts = [found.start() for found in _RUN.finditer((above or [lines[start]])[0])]
        page = cut_columns([*above, *below], partial(_snapped, starts=starts), starts)[len(above) :]
        if not page:
            break
        at = at if above else start
        body += page
        end = start + len(page)
    heads = _heads(body)
    rows = _rows([*body[:heads], *_without(body[heads:], body[:heads])]) if body else []
    return (table_of(rows), end) if is_table(rows) else None


def _next_page(lines: list[str], at: int, body: Sequence[Sequence[str]]) -> int | None:
    """Give the line behind some empty ones that may go on with the rows: a header, or one without a first cell."""
    if not body:
        return at
    start = next((index for index in range(at, len(lines)) if lines[index].strip()), None)
    if start is None or start == at:
        return None
    first = lines[start].split()[0]
    return start if lines[start][0] == " " or first.isdecimal() or _repeats(lines[start], body) else None


def _repeats(line: str, body: Sequence[Sequence[str]]) -> bool:
    return bool(body) and line.split() == " ".join(body[0]).split()


def _snapped(line: str, starts: Sequence[int]) -> list[str]:
    """Give the places of a line, where what begins one place beside a column of the header begins with it.

    A blank before a column parts; two do anywhere.
    """
    placed: list[str] = []
    for found in _WORD.finditer(line):
        at = found.start()
        near = next((one for one in (at, at + 1, at - 1) if one in starts), at)
        at = near if near > len(placed) else at
        placed += [" "] * (at - len(placed)) + list(found.group())
    return placed


def _heads(body: Sequence[Sequence[str]]) -> int:
    """Give how many lines the header takes: those below its first that say nothing in the first column."""
    return next((index for index, cells in enumerate(body) if index and cells[0]), 1)


def _without(body: Sequence[Sequence[str]], heads: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Leave out the lines that repeat the header."""
    return [cells for cells in body if cells not in heads]


def _rows(body: Sequence[Sequence[str]]) -> list[list[str]]:
    n_cols = max(map(len, body))
    widest = [max(width(cells[col]) for cells in body if col < len(cells)) for col in range(n_cols)]
    rows: list[list[str]] = []
    above: Sequence[str] = ()
    for cells in body:
        stated = [col for col, text in enumerate(cells) if text]
        if rows and stated[0] > 0 and _goes_on(above, stated, widest):
            for col in stated:
                rows[-1][col] = f"{rows[-1][col]}\n{cells[col]}"
        else:
            rows.append([*cells, *[""] * (n_cols - len(cells))])
        above = cells
    return rows


def _goes_on(above: Sequence[str], stated: Sequence[int], widest: Sequence[int]) -> bool:
    """Tell whether a line goes on with the cells above it: no cell begins, and one at least had no room left."""
    if not all(col < len(above) and above[col] for col in stated):
        return False
    return len(stated) == 1 or any(width(above[col]) >= _FULL * widest[col] for col in stated)
