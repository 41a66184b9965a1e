"""Tiny makers of tables and documents for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace

from extractor.document import Box, Cell, Document, Paragraph, Source, Table
from extractor.notice import Notice
from extractor.pipeline import convert
from extractor.tables.rebuild import RebuiltTable, rebuild
from extractor.vocabulary import standard


def made(*rows: str) -> Table:
    """A table of rows written as "1|甲|乙"; "^" continues the cell above, "<" the one to the left."""
    texts = [row.split("|") for row in rows]
    continued = {(row, col) for row, line in enumerate(texts) for col, text in enumerate(line) if text == "^"}
    cells = []
    for row, line in enumerate(texts):
        for col, text in enumerate(line):
            if text in ("^", "<"):
                continue
            down = next((n for n in range(1, len(texts) - row) if (row + n, col) not in continued), len(texts) - row)
            across = next((n for n in range(1, len(line) - col) if line[col + n] != "<"), len(line) - col)
            cells.append(Cell(text, row, col, down, across))
    return Table(tuple(cells))


def on_page(table: Table, page: int) -> Table:
    return replace(
        table,
        cells=tuple(
            cell._replace(page=page, bbox=Box(cell.col * 50.0, cell.row * 20.0, (cell.col + cell.colspan) * 50.0, 20.0))
            for cell in table.cells
        ),
    )


def document(*blocks: Table | Paragraph | str, kind: str = "docx") -> Document:
    made_of = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    return Document(Source("a", kind, "0" * 64, 1), made_of)


def rebuilt(*blocks: Table | Paragraph | str, kind: str = "docx") -> RebuiltTable:
    return rebuild(document(*blocks, kind=kind), standard()).tables[0]


def converted(*blocks: Table | Paragraph | str, kind: str = "docx", split_tasks: bool = True) -> Notice:
    return convert(document(*blocks, kind=kind), standard(), split_tasks=split_tasks)
