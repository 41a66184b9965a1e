"""PDF files, page by page: ruled tables with every cell's box, and the lines of text around them.

Characters and rules come from pdfium, the cells from a small finder of our own; `engine="pdfplumber"` asks
pdfplumber for both, which is slower and serves as a second opinion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2

from extractor.diagnostics import PAGE_WITHOUT_TEXT
from extractor.document import Box, Cell, Document, Paragraph, Source, Table
from extractor.errors import DamagedFile, EncryptedFile, TooManyPages, UnreadableFile
from extractor.limits import STANDARD, Limits
from extractor.readers.pdf_columns import unseen_rules
from extractor.readers.pdf_grid import RuledTable, find_tables
from extractor.readers.pdf_lines import TextLine, set_lines
from extractor.readers.pdf_page import Char, PageContent, Rule, read_page

_OCR = "run OCR on it first and give the searchable PDF or the text"


class _Page(NamedTuple):
    """What a page gave: its blocks in reading order, and whether it is a picture without text."""

    blocks: tuple[Paragraph | Table, ...]
    is_picture: bool


def read(data: bytes, source: Source, engine: str = "pdfium", limits: Limits = STANDARD) -> Document:
    """Read the bytes of a PDF; `engine` is "pdfium" or "pdfplumber".

    Raises `EncryptedFile`, `DamagedFile`, `TooManyPages`, or `UnreadableFile` where pages hold pictures only.
    """
    pages = list(_plumbed(data, source, limits) if engine == "pdfplumber" else _pages(data, source, limits))
    pictures = [number for number, page in enumerate(pages, start=1) if page.is_picture]
    if not any(page.blocks for page in pages):
        if pictures:
            raise UnreadableFile(source.name, "its pages hold pictures only", _OCR)
        raise UnreadableFile(source.name, "its pages hold no text", "check the file in a viewer")
    remarks = tuple(PAGE_WITHOUT_TEXT.at(f"page {number}") for number in pictures)
    blocks = tuple(block for page in pages for block in page.blocks)
    return Document(source._replace(pages=len(pages), reader=engine), blocks, remarks)


def _pages(data: bytes, source: Source, limits: Limits) -> Iterator[_Page]:
    file = _open(data, source, limits)
    try:
        for index in range(len(file)):
            try:
                page = file[index]
            except pypdfium2.PdfiumError as error:
                raise DamagedFile(
                    source.name, f"its page {index + 1} cannot be read", "fetch the file again"
                ) from error
            try:
                yield _layout(read_page(page), index + 1)
            finally:
                page.close()
    finally:
        file.close()


def _open(data: bytes, source: Source, limits: Limits) -> pypdfium2.PdfDocument:
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            remedy = "open it, remove the password and save it again"
            raise EncryptedFile(source.name, "it is protected by a password", remedy) from error
        raise DamagedFile(source.name, "it is cut off or broken", "fetch the file again") from error
    n_pages = len(file)
    if n_pages > limits.pages:
        file.close()
        raise TooManyPages(source.name, f"it has {n_pages} pages", f"give parts of at most {limits.pages} pages")
    if not n_pages:
        file.close()
        raise DamagedFile(source.name, "it has no page that can be read", "fetch the file again")
    return file


def _layout(content: PageContent, number: int) -> _Page:
    """Give each character to the cell that it stands in, or to the text around the tables."""
    tables = find_tables(content.rules)
    inside, outside = _placed(content.chars, tables)
    unseen = unseen_rules(outside, _outside(content.rules, tables))
    if unseen:
        tables = [*tables, *find_tables(unseen)]
        inside, outside = _placed(content.chars, tables)
    placed: list[tuple[float, Paragraph | Table]] = [
        (table.ys[0], _table(table, cells, number)) for table, cells in zip(tables, inside, strict=True) if cells
    ]
    placed += [(line.bbox.top, paragraph) for line, paragraph in _paragraphs(set_lines(outside), number)]
    placed.sort(key=lambda block: block[0])
    picture = not any(not char.text.isspace() for char in content.chars) and (
        content.has_pictures or bool(content.rules)
    )
    return _Page(tuple(block for _, block in placed), picture)


def _placed(chars: Iterable[Char], tables: Sequence[RuledTable]) -> tuple[list[dict[int, list[Char]]], list[Char]]:
    """Give the characters of each table by cell, and those that stand in none."""
    inside: list[dict[int, list[Char]]] = [{} for _ in tables]
    outside: list[Char] = []
    # A character most often stands in the cell of the one before it.
    cell, (left, top, right, bottom) = outside, Box(0.0, 0.0, 0.0, 0.0)
    for char in chars:
        _, x0, y0, x1, y1 = char
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if left <= x < right and top <= y < bottom:
            cell.append(char)
            continue
        for table, cells in zip(tables, inside, strict=True):
            region = table.region_at(x, y)
            if region is not None:
                left, top, right, bottom = table.regions[region].bbox
                cell = cells.setdefault(region, [])
                cell.append(char)
                break
        else:
            outside.append(char)
    return inside, outside


def _outside(rules: Iterable[Rule], tables: Sequence[RuledTable]) -> list[Rule]:
    """Give the rules across that no table holds."""
    held = [table.bbox for table in tables]
    return [rule for rule in rules if not rule.upright and not any(box.top <= rule.at <= box.bottom for box in held)]


def _table(table: RuledTable, chars: dict[int, list[Char]], page: int) -> Table:
    cells = []
    for index, region in enumerate(table.regions):
        text = "\n".join(line.text for line in set_lines(chars.get(index, ())))
        cells.append(Cell(text, region.row, region.col, region.rowspan, region.colspan, page, region.bbox))
    return Table(tuple(cells))


def _paragraphs(lines: list[TextLine], page: int) -> Iterator[tuple[TextLine, Paragraph]]:
    """Give the lines as paragraphs, a line that fills the text's width joined to the next."""
    right = max((line.bbox.x1 for line in lines), default=0.0)
    left = min((line.bbox.x0 for line in lines), default=0.0)
    held: list[TextLine] = []
    for line in lines:
        if held and not _goes_on(held[-1], line, left, right):
            yield held[0], _paragraph(held, page)
            held = []
        held.append(line)
    if held:
        yield held[0], _paragraph(held, page)


def _goes_on(above: TextLine, below: TextLine, left: float, right: float) -> bool:
    """Tell whether a line was broken by its width: it ends at the right edge and the next is not indented."""
    height = above.bbox.bottom - above.bbox.top
    near = below.bbox.top - above.bbox.bottom < 1.2 * height
    full = right - above.bbox.x1 < 1.5 * height and right - left > 20 * height
    return near and full and below.bbox.x0 - left < height


def _paragraph(lines: list[TextLine], page: int) -> Paragraph:
    boxes = [line.bbox for line in lines]
    around = type(boxes[0])(min(box.x0 for box in boxes), boxes[0].top, max(box.x1 for box in boxes), boxes[-1].bottom)
    return Paragraph("\n".join(line.text for line in lines), page, around)


def _plumbed(data: bytes, source: Source, limits: Limits) -> Iterator[_Page]:
    from extractor.readers.pdf_plumber import plumb

    _open(data, source, limits).close()
    for blocks, is_picture in plumb(data):
        yield _Page(blocks, is_picture)
