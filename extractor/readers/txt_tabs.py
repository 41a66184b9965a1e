"""Tables in tabs: Word's plain text, where a tab begins each cell, and rows copied from a sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.readers.txt_lines import begins_entry
from extractor.readers.txt_tables import Found, table_of

# A quoted cell with more lines than this is a stray quotation mark.
_LONGEST_CELL = 100
_QUOTE_OPENS = re.compile(r'(?:^|\t) *"')
_QUOTE_CLOSES = re.compile(r'" *(?:\t|$)')
# So many lines without a tab may stand between two rows: section rows, the middle of a cell with line breaks.
_FEW = 3


def find_cells(lines: Sequence[str], at: int) -> Found:
    r"""Read the layout in which Word saves a table as plain text.

    A line that begins with a tab opens a cell, a line without one goes on with the cell, a blank line ends
    the row. An empty cell is a tab alone. A blank line inside of a cell does not end a row that the lines below
    it complete exactly.

    >>> table, end = find_cells(["\t序号", "\t责任", "单位", "", "\t1", "\t县教体局", "", "落款"], 0)
    >>> [cell.text for cell in table.cells], end
    (['序号', '责任\n单位', '1', '县教体局'], 6)
    """
    rows: list[list[list[str]]] = []
    end = start = at
    while start < len(lines):
        stop = _run_end(lines, start)
        run = lines[start:stop]
        if run[0].startswith("\t"):
            rows.append([])
        elif not rows or not _completes(rows, run):
            break
        _add_cells(rows[-1], run)
        end, start = stop, _next_run(lines, stop)
    texts = [["\n".join(filter(None, cell)) for cell in row] for row in rows]
    return Found(table_of(texts) if _is_cellwise(texts) else None, max(end, at + 1))


def _is_blank(line: str) -> bool:
    """Tell a line that ends a row from the tab alone that is an empty cell."""
    return not line.startswith("\t") and not line.strip()


def _run_end(lines: Sequence[str], start: int) -> int:
    return next((at for at in range(start, len(lines)) if _is_blank(lines[at])), len(lines))


def _next_run(lines: Sequence[str], stop: int) -> int:
    return next((at for at in range(stop, len(lines)) if not _is_blank(lines[at])), len(lines))


def _completes(rows: Sequence[Sequence[list[str]]], run: Sequence[str]) -> bool:
    n_cells = sum(line.startswith("\t") for line in run)
    return n_cells > 0 and len(rows[-1]) + n_cells == len(rows[0])


def _add_cells(row: list[list[str]], run: Sequence[str]) -> None:
    for line in run:
        if line.startswith("\t"):
            row.append([line[1:].strip()])
        else:
            row[-1].append(line.strip())


def _is_cellwise(rows: Sequence[Sequence[str]]) -> bool:
    """Tell a cell a line from a row a line whose first cell is empty: rows agree in length, and hold no tabs."""
    if not rows or any("\t" in text for row in rows for text in row):
        return False
    n_cols, times = Counter(map(len, rows)).most_common(1)[0]
    return n_cols >= 2 and times * 2 > len(rows)


def find_rows(lines: Sequence[str], at: int) -> Found:
    r"""Read rows of cells that tabs part, a row a line; a cell with line breaks goes on below, quoted or not.

    >>> table, end = find_rows(["序号\t项目\t目标", "1\t改造", "公厕\t6座", "", "落款"], 0)
    >>> [cell.text for cell in table.cells], end
    (['序号', '项目', '目标', '1', '改造\n公厕', '6座'], 3)
    """
    if "\t" not in lines[at].strip() or _is_numbered(lines[at]):
        return Found(None, at + 1)
    block, end = _block(lines, at)
    n_cols = _usual(block)
    rows: list[list[str]] = []
    start = 0
    while start < len(block):
        stop = _row_end(block, start, n_cols)
        rows.append([_unquoted(cell.strip(" \n")) for cell in "\n".join(block[start:stop]).split("\t")])
        start = stop
    return Found(table_of([row for row in rows if any(row)]), end)


def _is_numbered(line: str) -> bool:
    """Tell an entry of a list, whose number Word sets apart by a tab, from a row of two cells."""
    return line.count("\t") == 1 and begins_entry(line)


def _block(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """Give the lines from the first with a tab to the last, each quoted cell unfolded, and the line behind them.

    A few lines without a tab belong if more rows follow; behind a blank line they do not.
    """
    block: list[str] = []
    n_kept, end = 0, at
    start = at
    while start < len(lines) and len(block) - n_kept <= _FEW:
        line, stop = _unfolded(lines, start)
        if "\t" in line:
            block.append(line)
            n_kept, end = len(block), stop
        elif line.strip() and not lines[start - 1].strip():
            break
        elif line.strip() or len(block) - n_kept < _FEW:
            block.append(line)
        start = stop
    return [line for line in block[:n_kept] if line.strip(" ")], end


def _unfolded(lines: Sequence[str], at: int) -> tuple[str, int]:
    """Give a line with those that its last, quoted cell goes on in, and the line behind them."""
    if lines[at].count('"') % 2 and _QUOTE_OPENS.search(lines[at]):
        for end in range(at + 1, min(len(lines), at + _LONGEST_CELL)):
            if lines[end].count('"') % 2:
                closes = _QUOTE_CLOSES.search(lines[end])
                return ("\n".join(lines[at : end + 1]), end + 1) if closes else (lines[at], at + 1)
    return lines[at], at + 1


def _usual(block: Sequence[str]) -> int:
    """Give the number of cells that most rows have, the greater of two that are as frequent."""
    lengths = Counter(line.count("\t") + 1 for line in block if "\t" in line)
    return max(lengths, key=lambda length: (lengths[length], length))


def _row_end(block: Sequence[str], at: int, n_cols: int) -> int:
    """Give the line behind a row: a line with too few cells goes on below if that completes it exactly."""
    n_cells = block[at].count("\t") + 1
    if not 1 < n_cells < n_cols:
        return at + 1
    for below in range(at + 1, len(block)):
        n_cells += block[below].count("\t")
        if n_cells > n_cols or block[below].startswith("\t") or _are_rows(block[at], block[below]):
            break
        if n_cells == n_cols:
            return below + 1
    return at + 1


def _are_rows(above: str, below: str) -> bool:
    """Tell two rows that both begin with their number from the halves of one."""
    return all(line.partition("\t")[0].strip().isdigit() for line in (above, below))


def _unquoted(cell: str) -> str:
    inside = cell[1:-1].replace('""', "")
    if len(cell) >= 2 and cell[0] == cell[-1] == '"' and '"' not in inside:
        return cell[1:-1].replace('""', '"')
    return cell
