"""Tables of pages laid out as text, as programs do that turn a pdf into text: a Chinese character is one column wide.

序号     项目         指标任务        责任单位
1      农村公路      新改建农村公     县交通局       the lines of a cell follow each other without a gap
                 路30公里

A row begins where the first column says something; other lines go on with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from functools import partial

from extractor.document import Table
from extractor.readers.txt_columns import LEAST_COLUMNS, cut_columns, is_table, n_named
from extractor.readers.txt_tables import table_of
from extractor.text.clean import clean
from extractor.text.wraps import line_width, runs_over

# A line may be broken a little before its column ends.
_SLACK = 1.0
_OPEN = tuple("，、：（“《")
_CLOSING = tuple("，。；：、）”》")
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
        starts = frozenset(found.start() for found in _RUN.finditer((above or [lines[start]])[0]))
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


def _snapped(line: str, starts: Collection[int]) -> list[str]:
    """Give the places of a line, where what begins one place beside a column of the header begins with it.

    A blank before a column parts; two do anywhere.
    """
    placed: list[str] = []
    moved = 0
    for found in _WORD.finditer(line):
        # A word behind one blank moves with the one before.
        at = found.start() + (moved if line[found.start() - 2 : found.start() - 1].strip() else 0)
        near = next((one for one in (at, at + 1, at - 1) if one in starts), at)
        at = near if near > len(placed) else max(at, len(placed) + bool(placed))
        moved = at - found.start()
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
    widest = [max(line_width(clean(cells[col]), "WF") for cells in body if col < len(cells)) for col in range(n_cols)]
    rows: list[list[str]] = []
    above: Sequence[str] = ()
    for cells in body:
        stated = [col for col, text in enumerate(cells) if text]
        if rows and stated[0] > 0 and _goes_on(above, cells, stated, widest):
            for col in stated:
                rows[-1][col] = f"{rows[-1][col]}\n{cells[col]}"
        else:
            rows.append([*cells, *[""] * (n_cols - len(cells))])
        above = cells
    return rows


def _goes_on(above: Sequence[str], below: Sequence[str], stated: Sequence[int], widest: Sequence[float]) -> bool:
    """Tell whether a line goes on with the cells above it: no cell begins, and one at least was broken off."""
    if not all(col < len(above) and above[col] for col in stated):
        return False
    return any(
        above[col].endswith(_OPEN)
        or below[col].startswith(_CLOSING)
        or runs_over(clean(above[col]), clean(below[col]), widest[col] - _SLACK)
        for col in stated
    )
