"""The rows of a plain-text table laid over its columns, where they have fewer texts than it has columns.

A cell that is merged in the source leaves a blank in most texts, but none in a copy from a web page: the row below it
is short, and each of its texts would be read one column too far left. Such a row is laid so that every text suits the
column that it comes to stand in; where that can be done in two ways it is left, and a remark says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.diagnostics import HEADER_LAID, HEADER_SHORT, ROW_LAID, ROW_SHORT, Diagnostic
from extractor.document import Cell, Document, Paragraph, Table
from extractor.kept import compiled
from extractor.tables.columns import meaning_of_empty, read_heading
from extractor.tables.likeness import is_figure, is_number, suits
from extractor.tables.tiers import Span, fields_below, header_cells, lay_tiers
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary

_LONGEST_HEADING = 16
_MOST_TIERS = 3
_WIDEST = 40
_YEAR = compiled(r"(?:19|20)\d\d年?")
_SAID = compiled(r"\d|[。；]")
# What it costs to leave a column without a text: at the end, where it may continue the one above, elsewhere.
_LAST, _CONTINUED, _LACKING = 0.05, 0.1, 1.0
# A name with a figure, a task without one that is as short as a name.
_ODD = 0.3
_SHORT_TASK = 8
_WORK = ("task", "goal")
_FIGURE = compiled(r"\d")
# A line with one text is a row if it states something; a name alone may head a section.
_STATES = compiled(r"\d|。$")
# What it costs more for each column further to the right.
_NARROWER = 0.03

Row = Sequence[str]
Fields = Mapping[int, str | None]


class Laid(NamedTuple):
    """The blocks of a document with the texts of its tables laid, and what was remarked."""

    blocks: tuple[Paragraph | Table, ...]
    remarks: tuple[Diagnostic, ...]


class _Head(NamedTuple):
    """The header of a table: its tiers as read, how many rows of the table they take, and the row they begin in."""

    tiers: list[list[str]]
    first: int
    body: int


def lay(document: Document, vocabulary: Vocabulary) -> Laid:
    """Lay the tables of a text; the blocks of other documents, which state their columns, are left alone."""
    if document.source.format != "txt":
        return Laid(document.blocks, ())
    blocks: list[Paragraph | Table] = []
    remarks: list[Diagnostic] = []
    for block in document.blocks:
        table, made = _lay(block, vocabulary) if isinstance(block, Table) else (block, [])
        blocks.append(table)
        remarks += made
    return Laid(tuple(blocks), tuple(remarks))


def _lay(table: Table, vocabulary: Vocabulary) -> tuple[Table, list[Diagnostic]]:
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    head = _head([[cell.text for cell in row] for row in rows], vocabulary)
    if head is None:
        return table, []
    top, body = head.tiers[0], rows[head.body :]
    n_cols = _n_cols(head.tiers, body)
    if n_cols > _WIDEST or (len(head.tiers) == 1 and len(top) < n_cols):
        return table, []
    cells = [cell for row in rows[: head.body] for cell in row]
    tiers, shift, remarks = [[Span(squeeze(text), col, 1) for col, text in enumerate(top)]], 0, list[Diagnostic]()
    if len(top) < n_cols:
        whole = [[cell.text for cell in row] for row in body if len(row) == n_cols]
        facts = {"texts": len(top), "columns": n_cols}
        laid = lay_tiers(head.tiers, whole, n_cols, vocabulary)
        if laid is None:
            return table, [HEADER_SHORT.at(f"row {head.first}", **facts)]
        remarks.append(HEADER_LAID.at(f"row {head.first}", **facts))
        cells = [*(cell for cell in cells if cell.row < head.first), *header_cells(laid, head.first)]
        tiers, shift = laid, head.first + len(laid) - head.body
    fields = fields_below(tiers, vocabulary)
    for row in body:
        placed, remark = _laid(row, n_cols, fields, vocabulary)
        cells += [cell._replace(row=cell.row + shift) for cell in placed]
        remarks += [remark] if remark else []
    return replace(table, cells=tuple(cells)), remarks


def _n_cols(tiers: Sequence[Row], body: Sequence[Sequence[Cell]]) -> int:
    """Give the number of columns: of the widest tier, or of the rows, but a few that are wider do not count."""
    widths = Counter(map(len, body))
    often = (width for width, times in widths.items() if times * len(widths) >= len(body))
    return max(*map(len, (tiers[0], tiers[-1])), *often)


def _head(rows: Sequence[list[str]], vocabulary: Vocabulary) -> _Head | None:
    """Find the header: the first row of two known names, and the lower tiers below it."""
    first = next((at for at, row in enumerate(rows) if len(_known(row, vocabulary)) > 1), len(rows))
    if first + 1 >= len(rows):
        return None
    tiers = _unfolded(rows[first], vocabulary)
    at = first + 1
    while len(tiers) < _MOST_TIERS and at + 1 < len(rows) and _is_tier(rows[at]):
        tiers.append(rows[at])
        at += 1
    return _Head(tiers, first, at)


def _known(row: Row, vocabulary: Vocabulary) -> set[str]:
    return {field for text in row if text.strip() and (field := read_heading(text, vocabulary).field)}


def _unfolded(row: list[str], vocabulary: Vocabulary) -> list[list[str]]:
    """Part two tiers that a reader took for one, as together they have as many texts as a row: 完成时限 | 牵头单位."""
    broken = [col for col, text in enumerate(row) if "\n" in text]
    if len(broken) == 1:
        upper, lower = row[broken[0]].split("\n", 1)
        known = [read_heading(text, vocabulary).field for text in (upper, upper + lower)]
        if known[0] and not known[1]:
            return [[*row[: broken[0]], upper], [lower, *row[broken[0] + 1 :]]]
    return [row]


def _is_tier(row: Row) -> bool:
    """Tell whether a row may be a lower tier: short names alone, no figure; blanks stand below what runs down."""
    texts = [squeeze(text) for text in row if text.strip()]
    named = all(len(text) <= _LONGEST_HEADING and not _SAID.search(_YEAR.sub("", text)) for text in texts)
    return len(texts) > 1 and named and not any(is_figure(text) or is_number(text) for text in texts)


def _laid(
    row: Sequence[Cell], n_cols: int, fields: Fields, vocabulary: Vocabulary
) -> tuple[Sequence[Cell], Diagnostic | None]:
    """Lay the cells of a row; a sum or a section that is short ran over the first columns."""
    if not 0 < len(row) < n_cols or (len(row) == 1 and not _STATES.search(row[0].text)):
        return row, None
    facts = {"texts": len(row), "columns": n_cols}
    words = vocabulary.section("columns")["rows"]
    if compiled(f"(?:{words['total']})|(?:{words['section']})").match(squeeze(row[0].text)):
        lacking = n_cols - len(row)
        rest = [cell._replace(col=cell.col + lacking) for cell in row[1:]]
        return [row[0]._replace(colspan=1 + lacking), *rest], None
    where = f"row {row[0].row}"
    cols = _best([cell.text for cell in row], n_cols, fields, vocabulary)
    if cols is None:
        return row, ROW_SHORT.at(where, **facts)
    if list(cols) == list(range(len(row))):
        return row, None
    return [cell._replace(col=col) for cell, col in zip(row, cols, strict=True)], ROW_LAID.at(where, **facts)


def _best(texts: Row, n_cols: int, fields: Fields, vocabulary: Vocabulary) -> tuple[int, ...] | None:
    """Give the columns of the texts in the one way that suits them best, None where none does or two do alike."""
    # The two best ways for each number of texts laid so far.
    ways: dict[int, list[tuple[float, tuple[int, ...]]]] = {0: [(0.0, ())]}
    for col in range(n_cols):
        lacking = _cost_without(col, fields, vocabulary)
        longer: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
        for used, before in ways.items():
            skipped = _LAST if used == len(texts) and lacking < _LACKING else lacking
            longer.setdefault(used, []).extend((cost + skipped, cols) for cost, cols in before)
            if used < len(texts) and suits(fields.get(col), texts[used], vocabulary):
                odd = _oddness(fields.get(col), squeeze(texts[used]))
                longer.setdefault(used + 1, []).extend((cost + odd, (*cols, col)) for cost, cols in before)
        ways = {used: sorted(found)[:2] for used, found in longer.items()}
    found = ways.get(len(texts), [])
    if not found or (len(found) > 1 and found[1][0] - found[0][0] < _NARROWER / 2):
        return None
    return found[0][1]


def _oddness(field: str | None, text: str) -> float:
    """Give what it costs to lay a text in a column that it suits, but as few texts of that column are."""
    if field in _WORK:
        return _LACKING if not text else _ODD if len(text) < _SHORT_TASK and not _FIGURE.search(text) else 0.0
    return _ODD if field in ("category", "project") and _FIGURE.search(text) else 0.0


def _cost_without(col: int, fields: Fields, vocabulary: Vocabulary) -> float:
    """Give what it costs to leave a column of a row empty."""
    field = fields.get(col)
    if field in _WORK:
        return _LACKING
    continues = field and meaning_of_empty(field, vocabulary) != "value"
    # A category holds several projects, but no project several categories.
    return (_CONTINUED if continues else 2 * _CONTINUED) + col * _NARROWER
