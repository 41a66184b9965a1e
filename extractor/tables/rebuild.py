"""The tables of a document rebuilt: page breaks joined, header found, rows made into Records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.diagnostics import (
    COLUMN_UNMAPPED,
    HEADER_INHERITED,
    HEADER_MISSING,
    HEADER_REPEATED,
    TABLE_TURNED,
    TOTAL_ROW,
    Diagnostic,
)
from extractor.document import Cell, Document, Paragraph
from extractor.notice import Column, TableSummary
from extractor.record import Record
from extractor.tables.bars import Line, find_bars
from extractor.tables.grid import Grid
from extractor.tables.headers import Header, find_header, header_of, repeats, rows_above
from extractor.tables.laying import lay
from extractor.tables.lines import Body, explain_blanks
from extractor.tables.matrix import Matrix, find_matrix, matrix_records
from extractor.tables.rows import make_records
from extractor.tables.settle import settle
from extractor.tables.split import Origins, Part, split
from extractor.tables.stitch import Stitched, stitch
from extractor.tables.totals import check_totals
from extractor.tables.turn import put_back, turn
from extractor.tables.unbordered import with_borders
from extractor.text.clean import clean
from extractor.vocabulary import Vocabulary


class RebuiltTable(NamedTuple):
    """One logical table. `lines` are its body rows as read, `inside` the texts above its header.

    `before` holds the paragraphs between the table before (or the top) and this one. `header` is None for a
    table that names no known columns; it has no records then.
    """

    summary: TableSummary
    grid: Grid
    header: Header | None
    lines: tuple[Line, ...]
    records: tuple[Record, ...]
    totals: tuple[Record, ...]
    inside: tuple[str, ...]
    before: tuple[Paragraph, ...]
    remarks: tuple[Diagnostic, ...]


class Rebuilt(NamedTuple):
    """The tables of a document, and its paragraphs without running heads and page numbers."""

    tables: tuple[RebuiltTable, ...]
    paragraphs: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    remarks: tuple[Diagnostic, ...]


class _How(NamedTuple):
    """What holds for all tables of a document: `infer` where empty cells may continue those above."""

    vocabulary: Vocabulary
    infer: bool
    split_tasks: bool


def rebuild(document: Document, vocabulary: Vocabulary, *, split_tasks: bool = True) -> Rebuilt:
    """Rebuild every table of a document; a cell of several tasks gives a record for each, or one for all."""
    bordered = with_borders(document, vocabulary)
    laid = lay(replace(document, blocks=bordered.blocks), vocabulary)
    layout = stitch(replace(document, blocks=laid.blocks), vocabulary)
    how = _How(vocabulary, document.source.format == "txt", split_tasks)
    tables: list[RebuiltTable] = []
    for stitched in layout.tables:
        for part in _parts(stitched, vocabulary):
            tables.append(_rebuild(len(tables), part, tables[-1] if tables else None, how))
    return Rebuilt(tuple(tables), layout.paragraphs, layout.after, (*bordered.remarks, *laid.remarks))


def _parts(stitched: Stitched, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """Give the tables of a grid; a matrix or a form is one."""
    if find_matrix(stitched.grid, vocabulary) or turn(stitched.grid, vocabulary):
        return (Part(stitched, {}),)
    return split(stitched, vocabulary)


def _rebuild(index: int, part: Part, before: RebuiltTable | None, how: _How) -> RebuiltTable:
    """Rebuild a table by its shape; `before` is the one above it, whose header it may go on under."""
    stitched = part.stitched
    if matrix := find_matrix(stitched.grid, how.vocabulary):
        made = _of_matrix(index, stitched, matrix, how.vocabulary)
    elif turned := turn(stitched.grid, how.vocabulary):
        upright = Stitched(turned.grid, (), 0, stitched.before)
        inside = how._replace(infer=how.infer and not turned.is_form)
        made = _put_back(_rebuild_upright(index, upright, None, inside), turned.origins)
        made = made._replace(remarks=(TABLE_TURNED.at(f"table {index}"), *made.remarks))
    else:
        made = _rebuild_upright(index, stitched, before, how)
    return _put_back(made, part.origins)


def _put_back(table: RebuiltTable, origins: Origins) -> RebuiltTable:
    if not origins:
        return table
    return table._replace(records=tuple(put_back(record, origins) for record in table.records))


def _of_matrix(index: int, stitched: Stitched, matrix: Matrix, vocabulary: Vocabulary) -> RebuiltTable:
    where = f"table {index}"
    header = matrix.header
    counted = {column.index: column.header for column in header.columns if column.field == "task"}
    totals = [matrix.lines[at] for at in matrix.bars]
    remarks = [
        *(TOTAL_ROW.at(f"{where}, row {line[0].row}", text=clean(line[matrix.places].text)) for line in totals),
        *check_totals(matrix.lines, matrix.bars, counted, index),
    ]
    inside = tuple(clean(cell.text) for cell in _above(stitched.grid, header) if cell.text.strip())
    return RebuiltTable(
        _summary(index, stitched, header.columns),
        stitched.grid,
        header,
        matrix.lines,
        matrix_records(matrix, index, vocabulary),
        (),
        inside,
        stitched.before,
        tuple(remarks),
    )


def _rebuild_upright(index: int, stitched: Stitched, before: RebuiltTable | None, how: _How) -> RebuiltTable:
    vocabulary = how.vocabulary
    where = f"table {index}"
    header = find_header(stitched.grid.rows, stitched.n_marked, vocabulary)
    early = rows_above(stitched.grid, header) if header else ()
    inherited = [HEADER_INHERITED.at(f"{where}, row {row}", source="the table's own header below") for row in early]
    if header is None and before is not None and (header := header_of(before.header, stitched.grid)):
        inherited = [HEADER_INHERITED.at(where, source="the table above")]
    if header is None:
        columns = tuple(Column(col, "", None) for col in range(stitched.grid.n_cols))
        remark = HEADER_MISSING.at(where)
        return RebuiltTable(
            _summary(index, stitched, columns),
            stitched.grid,
            None,
            (),
            (),
            (),
            (),
            stitched.before,
            (remark,),
        )
    body, header, repeated = _body(index, stitched, header, early, how)
    blanks = explain_blanks(body, vocabulary)
    made = make_records(blanks.lines, blanks.bars, header, index, vocabulary, split_tasks=how.split_tasks)
    remarks = [
        *inherited,
        *(HEADER_REPEATED.at(f"{where}, row {row}") for row in repeated),
        *(
            COLUMN_UNMAPPED.at(f"{where}, column {c.index}", header=c.header)
            for c in header.columns
            if c.header and not c.field
        ),
        *(TOTAL_ROW.at(f"{where}, row {_row_of(total)}", text=_first_text(total)) for total in made.totals),
        *check_totals(blanks.lines, blanks.bars, {c.index: c.header for c in header.columns}, index),
        *blanks.remarks,
    ]
    inside = tuple(
        clean(cell.text) for cell in _above(stitched.grid, header) if cell.text.strip() and cell.row not in early
    )
    notes = tuple(note.text for note in made.notes)
    return RebuiltTable(
        _summary(index, stitched, header.columns),
        stitched.grid,
        header,
        blanks.lines,
        made.records,
        made.totals,
        (*inside, *notes),
        stitched.before,
        tuple(remarks),
    )


def _body(
    index: int, stitched: Stitched, header: Header, early: Sequence[int], how: _How
) -> tuple[Body, Header, list[int]]:
    """Give the rows below the header, its repetitions left out, the header they settle, and the repetitions."""
    rows = stitched.grid.rows
    heads = rows[header.first : header.last + 1]
    kept: list[Line] = []
    fresh: set[int] = set()
    repeated: list[int] = []
    begins = False
    for at in (*early, *range(header.last + 1, len(rows))):
        begins = begins or at in stitched.breaks
        if repeats(rows[at], heads):
            repeated.append(at)
        elif any(cell.text.strip() for cell in rows[at]):
            if begins:
                fresh.add(len(kept))
            begins = False
            kept.append(rows[at])
    bars = find_bars(kept, header, how.vocabulary)
    header = settle(header, [row for at, row in enumerate(kept) if at not in bars], how.vocabulary)
    return Body(kept, header.fields, frozenset(fresh), bars, how.infer, index), header, repeated


def _above(grid: Grid, header: Header) -> list[Cell]:
    seen: list[Cell] = []
    for row in grid.rows[: header.first]:
        seen += (cell for cell in row if not any(cell is other for other in seen))
    return seen


def _summary(index: int, stitched: Stitched, columns: tuple[Column, ...]) -> TableSummary:
    pages = tuple(sorted({cell.page for cell in stitched.grid.cells() if cell.page is not None}))
    return TableSummary(index, pages, stitched.grid.n_rows, stitched.grid.n_cols, columns)


def _row_of(record: Record) -> int:
    return next((cell.row for cell in (*record.cells.values(), *record.extra.values())), 0)


def _first_text(record: Record) -> str:
    return next((cell.text for cell in record.cells.values()), "")
