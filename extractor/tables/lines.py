"""The rows of a table with every empty position explained: merged, continued, cut by a page break, or empty.

The one place where a cell's `filled` is set:

    merged    the format states the merge (rowspan, colspan)
    inferred  an empty cell taken as a continuation of the one above: in a txt, or below a page break
    split     a text that a page break cut in two
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from extractor.diagnostics import CELL_AMBIGUOUS, ROW_JOINED, Diagnostic
from extractor.document import Cell
from extractor.tables.bars import Bar, Line
from extractor.tables.columns import meaning_of_empty
from extractor.text.clean import clean
from extractor.text.wraps import full_width, runs_over
from extractor.vocabulary import Vocabulary

_PROSE = ("task", "goal", "progress")
_WITH_ROW = "continues in a row that continues"
_HEADS = ("project", "lead_units")
_SHORT = ("levels", "deadline", "investment", "sequence")


class Lines(NamedTuple):
    """The body rows of a table, top to bottom, the rows among them that are no items, and what was remarked."""

    lines: tuple[Line, ...]
    bars: Mapping[int, Bar]
    remarks: tuple[Diagnostic, ...]


class Body(NamedTuple):
    """The rows below the header as the grid has them, and what is known of them.

    `fresh` holds the indices of the rows that a page begins with; `infer` is True for a plain text, which
    states no merge; `bars` holds the rows that are no items and that nothing is continued over.
    """

    rows: Sequence[Line]
    fields: Mapping[str, int]
    fresh: frozenset[int]
    bars: Mapping[int, Bar]
    infer: bool
    table: int


def explain_blanks(body: Body, vocabulary: Vocabulary) -> Lines:
    """Fill the positions of each row that another cell's text belongs to, and join rows cut by a page break."""
    lines: list[Line] = []
    remarks: list[Diagnostic] = []
    bars: dict[int, Bar] = {}
    # Boxes at the top of a page that go on with the cell above do so in each row that they own.
    carried: dict[int, Cell] = {}
    meanings = _meanings(body, vocabulary)
    widths = _widths(body)
    for index, row in enumerate(body.rows):
        if index in body.bars:
            bars[len(lines)] = body.bars[index]
            lines.append(row)
            continue
        above = lines[-1] if lines and index - 1 not in body.bars else None
        line = _merged(row, carried)
        if above is not None and (body.infer or index in body.fresh):
            if index in body.fresh:
                line = _mend_names(lines, line, row, carried, body, vocabulary)
                above = lines[-1]
            continued, unsure = _continued(line, above, meanings, body.fields.get("category"))
            if index in body.fresh and _is_cut(line, above, body, widths, vocabulary):
                joined = _joined(above, line)
                carried |= {id(box): cell for box, cell in zip(row, joined, strict=True)}
                lines[-1] = joined
                remarks.append(ROW_JOINED.at(f"table {body.table}, row {row[0].row}"))
                continue
            remarks += (
                CELL_AMBIGUOUS.at(f"table {body.table}, row {row[col].row}, column {col}", taken="empty")
                for col in unsure
            )
            carried |= {id(row[col]): continued[col] for col in range(len(row)) if continued[col] is not line[col]}
            line = continued
        elif above is not None and not body.infer:
            remarks += (
                CELL_AMBIGUOUS.at(f"table {body.table}, row {row[col].row}, column {col}", taken="empty")
                for col in _blank_heads(line, above, body)
            )
        lines.append(line)
    return Lines(tuple(lines), bars, tuple(remarks))


def _merged(row: Line, carried: Mapping[int, Cell]) -> Line:
    """Mark the positions that a cell of a row above or to the left owns."""
    at = max(cell.row for cell in row)
    marked = []
    for col, owner in enumerate(row):
        if id(owner) in carried:
            cell = carried[id(owner)]
            marked.append(cell._replace(filled=cell.filled or "inferred"))
        elif (owner.row, owner.col) != (at, col) and owner.text.strip():
            marked.append(owner._replace(filled="merged"))
        else:
            marked.append(owner)
    return tuple(marked)


def _meanings(body: Body, vocabulary: Vocabulary) -> dict[int, str]:
    """Give what an empty cell means in each column; where the first of all is empty no empty one begins to continue."""
    rows = [row for index, row in enumerate(body.rows) if index not in body.bars]
    known = {col: meaning_of_empty(field, vocabulary) for field, col in body.fields.items()}
    meanings = {}
    for col in range(len(rows[0]) if rows else 0):
        meaning = known.get(col) or _meaning_of_unknown(col, rows, known)
        meanings[col] = meaning if rows[0][col].text.strip() or meaning == _WITH_ROW else "value"
    return meanings


def _meaning_of_unknown(col: int, rows: Sequence[Line], known: Mapping[int, str]) -> str:
    """Let a column that no field takes continue if every complete row says something there, in words."""
    heads = [head for head, meaning in known.items() if meaning == "continues"]
    complete = [row[col].text.strip() for row in rows if all(row[head].text.strip() for head in heads)]
    wordy = all(text and not text[0].isdigit() for text in complete)
    return _WITH_ROW if complete and heads and wordy else "value"


def _continued(line: Line, above: Line, meanings: Mapping[int, str], category: int | None) -> tuple[Line, list[int]]:
    """Give the line with its empty cells continued, and the columns where that may be wrong.

    A row of the same category as the one above does not go on with it for that.
    """
    empty = [col for col, cell in enumerate(line) if not cell.text.strip() and meanings[col] != "value"]
    row_continues = any(meanings[col] == "continues" for col in empty if col != category)
    taken = [col for col in empty if row_continues or meanings[col] == "continues"]
    filled = list(line)
    for col in taken:
        if above[col].text.strip():
            filled[col] = above[col]._replace(filled="split" if above[col].filled == "split" else "inferred")
    unsure = [col for col in empty if col not in taken and above[col].text.strip()]
    return tuple(filled), unsure


def _blank_heads(line: Line, above: Line, body: Body) -> list[int]:
    """Give the columns where a row that names no project or office might still be of the one above."""
    cols = [col for field in _HEADS if (col := body.fields.get(field)) is not None]
    works = any(line[col].text.strip() for field in _PROSE if (col := body.fields.get(field)) is not None)
    blank = [col for col in cols if not line[col].text.strip() and above[col].text.strip()]
    return blank if works else []


def _mend_names(
    lines: list[Line],
    line: Line,
    row: Line,
    carried: dict[int, Cell],
    body: Body,
    vocabulary: Vocabulary,
) -> Line:
    """Join a list of offices that a page break cuts inside a name: 县财政局、发改 | 委、公安局.

    Such a cell is merged over the break, whatever begins beside it.
    """
    for field in ("lead_units", "support_units"):
        col = body.fields.get(field)
        if col is None or not _stands_anew(line[col]) or not _breaks_off(lines[-1][col], vocabulary):
            continue
        upper, lower = lines[-1][col], line[col]
        joined = upper._replace(text=f"{upper.text}\n{lower.text}", filled="split")
        for at, other in enumerate(lines):
            if (other[col].row, other[col].col) == (upper.row, upper.col) and other[col].text == upper.text:
                lines[at] = (*other[:col], joined, *other[col + 1 :])
        carried[id(row[col])] = joined
        line = (*line[:col], joined, *line[col + 1 :])
    return line


def _breaks_off(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Tell whether a list of offices ends in the middle of a name."""
    offices = vocabulary.section("offices")
    text = clean(cell.text)
    ends = (
        *offices["endings"]["words"],
        *offices["others"]["endings"],
        *offices["others"]["tails"],
        "）",
        ")",
        "部门",
        "单位",
    )
    return bool(text) and not text.endswith(ends)


def _widths(body: Body) -> dict[int, float]:
    """Give how much a line of each column of prose holds, where a page may have cut a row."""
    cols = [body.fields[field] for field in _PROSE if field in body.fields] if body.fresh else []
    return {col: full_width(row[col] for row in body.rows) for col in cols}


def _is_cut(line: Line, above: Line, body: Body, widths: Mapping[int, float], vocabulary: Vocabulary) -> bool:
    """Tell whether the first row of a page is the rest of the last row of the page before."""
    columns = body.fields
    # A number or a category begins a row; a project or an office may itself be cut in the middle of its name.
    heads = ("sequence", "category") if "sequence" in columns else ("category", "project")
    if any(_stands_anew(line[columns[field]]) for field in heads if field in columns):
        return False
    prose = [col for field in _PROSE if (col := columns.get(field)) is not None and _stands_anew(line[col])]
    if not prose:
        return True
    short = [col for field in _SHORT if (col := columns.get(field)) is not None]
    begun = [col for col in short if _stands_anew(line[col]) and above[col].text.strip()]
    finished = _finished(vocabulary)
    if any(clean(above[col].text).endswith(finished) for col in prose):
        return False
    if full := widths[prose[0]]:
        return all(runs_over(above[col].text, line[col].text, full) for col in prose)
    if begun:
        return False
    # Where no text of the table ends in a full stop, its absence says nothing.
    texts = [clean(row[col].text) for row in body.rows for col in prose if row[col].text.strip()]
    stopped = sum(text.endswith(finished) for text in texts)
    return stopped * 2 >= len(texts) or any(above[col].text.strip() for col in short)


def _stands_anew(cell: Cell) -> bool:
    return bool(cell.text.strip()) and cell.filled is None


def _joined(above: Line, below: Line) -> Line:
    return tuple(
        upper._replace(text=f"{upper.text}\n{lower.text}", filled="split")
        if _stands_anew(lower) and upper.text.strip()
        else lower._replace(filled="split")
        if _stands_anew(lower)
        else upper
        for upper, lower in zip(above, below, strict=True)
    )


@cache
def _finished(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(vocabulary.section("columns")["rows"]["finished"])
