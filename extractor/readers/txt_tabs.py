"""Tables in tabs: Word's plain text, where a tab begins each cell, and rows copied from a sheet."""

from __future__ import annotations

import re
from collections import Counter

from extractor.document import Table
from extractor.readers.txt_tables import table_of

# A quote that nobody closes must not swallow the rest of the file, nor rows of one cell be gone through from each line.
_MOST_LINES = 100
# A line that begins with a number of its own begins a row.
_NUMBERED = re.compile(r"\s*\d{1,3}[.．、]?\s*\t")
# Where other rows are of one text, the last may be too; a date is that of the notice.
_IS_ROW = re.compile(r"(?!\s*(?:注|备注|附|说明|(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*$))[^\t]*\d")
# Another attachment, and another table with it.
_ATTACHMENT = re.compile(r"\s*附[件表]\s*[\d一二三四五六七八九十]*\s*[:：]?\s*$")


def find_cells(lines: list[str], at: int) -> tuple[Table, int] | None:
    r"""Read the layout in which Word saves a table as plain text.

    A line that begins with a tab opens a cell, a line without one goes on with the cell, a blank line ends
    the row. An empty cell is a tab alone.

    >>> table, end = find_cells(["\t序号", "\t责任", "单位", "", "\t1", "\t县教体局", "", "落款"], 0)
    >>> [cell.text for cell in table.cells], end
    (['序号', '责任\n单位', '1', '县教体局'], 7)
    """
    if not lines[at].startswith("\t"):
        return None
    rows: list[list[str]] = []
    row: list[str] = []
    end = at
    while end < len(lines) and (len(rows) != _MOST_LINES or _is_cellwise(rows, lines[at])):
        line = lines[end]
        if line.startswith("\t"):
            row.append(line[1:].strip())
        elif row and line.strip():
            row[-1] = f"{row[-1]}\n{line.strip()}" if row[-1] else line.strip()
        elif row:
            rows.append(row)
            row = []
        elif line.strip():
            break
        end += 1
    rows += [row] if row else []
    if len(rows) < 2 or not _is_cellwise(rows, lines[at]):
        return None
    return table_of(rows), end


def _is_cellwise(rows: list[list[str]], first: str) -> bool:
    """Tell a cell a line from a row a line whose first cell is empty: rows agree in length, and hold no tabs."""
    if not first.startswith("\t") or any("\t" in text for row in rows for text in row):
        return False
    # A title above the header is a row of one text.
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    return bool(lengths) and max(lengths.values()) * 3 > lengths.total() and lengths.total() * 3 > len(rows)


def find_rows(lines: list[str], at: int) -> tuple[Table, int] | None:
    """Read rows of cells that tabs part, a row a line; a cell with line breaks goes on below, quoted or not."""
    if "\t" not in lines[at].strip("\n"):
        return None
    block = _block(lines, at)
    n_cols = _usual_width(lines[at:block])
    rows: list[list[str]] = []
    end = at
    while end < block:
        cells, end = _row(lines, end, block, n_cols)
        if any(cells):
            rows.append(cells)
    return (table_of(rows), end) if len(rows) >= 2 and n_cols >= 2 else None


def _usual_width(lines: list[str]) -> int:
    """Give the cells of a whole row; rows cut by a merged cell may be more, a stray tab is in few."""
    widths = Counter(line.count("\t") + 1 for line in lines if "\t" in line)
    most = max(widths.values())
    return max(width for width, times in widths.items() if times * 4 >= most)


def _block(lines: list[str], at: int) -> int:
    """Give the line behind the last one with a tab; lines without one belong if more rows follow soon."""
    last = at
    for index in range(at + 1, len(lines)):
        if "\t" in lines[index].strip(" "):
            last = index
        elif index - last > 3 or _ATTACHMENT.match(lines[index]):
            break
    lone = any("\t" not in line and line.strip() for line in lines[at:last])
    while lone and last + 1 < len(lines) and _IS_ROW.match(lines[last + 1]):
        last += 1
    return last + 1


def _row(lines: list[str], at: int, block: int, n_cols: int) -> tuple[list[str], int]:
    """Give the cells of the row that begins at a line, and the line behind it."""
    text = lines[at]
    end = at + 1
    whole = _whole(lines, at, block, n_cols)
    while end < len(lines) and (_is_quoted(text) or end < whole):
        text = f"{text}\n{lines[end]}"
        end += 1
    return [_unquoted(cell.strip(" \r\n")) for cell in text.split("\t")], end


def _is_quoted(text: str) -> bool:
    """Tell whether a quoted cell is still open at the end of a text; one of a hundred lines is no cell."""
    cells = (cell.strip() for cell in text.split("\t"))
    return any(cell.startswith('"') and cell.count('"') % 2 for cell in cells) and text.count("\n") < _MOST_LINES


def _whole(lines: list[str], at: int, block: int, n_cols: int) -> int:
    """Give the line behind a row with a cell of several lines, which together have its cells; `at` if there is none."""
    count = lines[at].count("\t") + 1
    if not 1 < count < n_cols:
        return at
    for end in range(at + 1, block):
        if not lines[end].strip() or lines[end].startswith("\t") or _NUMBERED.match(lines[end]):
            break
        count += lines[end].count("\t")
        if count >= n_cols:
            return end + 1 if count == n_cols else at
    return at


def _unquoted(cell: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell
