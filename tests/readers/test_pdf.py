"""PDF pages: ruled tables, merges from missing rules, rotated pages, forms – and pdfplumber as the judge."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest

from extractor.document import Cell, Table
from extractor.errors import UnreadableFile
from extractor.readers.pdf import read
from tests.readers.pdf_parts import line, pdf, source, text, thin

SAMPLES = Path(__file__).parents[2] / "samples"

# Two rows and three columns; the first column runs down, the head of the others runs across.
RULES = [
    (50, 250, 350, 250), (150, 200, 350, 200), (50, 150, 350, 150),
    (50, 150, 50, 250), (150, 150, 150, 250), (250, 150, 250, 200), (350, 150, 350, 250),
]  # fmt: skip
WORDS = text("No", 60, 220) + text("Plan", 160, 220) + text("12", 160, 170) + text("34", 260, 170)


def first_table(data: bytes) -> Table:
    return read(data, source(data)).tables[0]


def shape(cell: Cell) -> tuple[str, int, int, int, int]:
    return cell.text, cell.row, cell.col, cell.rowspan, cell.colspan


EXPECTED = [("No", 0, 0, 2, 1), ("Plan", 0, 1, 1, 2), ("12", 1, 1, 1, 1), ("34", 1, 2, 1, 1)]


@pytest.mark.parametrize("draw", [line, thin], ids=["lines", "thin boxes"])
def test_a_missing_rule_merges_the_cells_beside_it(draw) -> None:
    assert [shape(cell) for cell in first_table(pdf("".join(draw(*rule) for rule in RULES) + WORDS)).cells] == EXPECTED


# The page's content turned by quarters about its middle, so that /Rotate sets it upright again.
TURNS = {90: "0 1 -1 0 350 -50 cm", 180: "-1 0 0 -1 400 300 cm", 270: "0 -1 1 0 50 350 cm"}


@pytest.mark.parametrize("rotate", TURNS)
def test_a_turned_page_is_read_as_it_is_seen(rotate: int) -> None:
    stream = f"{TURNS[rotate]}\n" + "".join(line(*rule) for rule in RULES) + WORDS

    assert [shape(cell) for cell in first_table(pdf(stream, rotate=rotate)).cells] == EXPECTED


def test_a_table_that_lies_on_its_side_is_read_from_its_side() -> None:
    stream = f"{TURNS[90]}\n" + "".join(line(*rule) for rule in RULES) + WORDS

    assert [shape(cell) for cell in first_table(pdf(stream)).cells] == EXPECTED


def test_rules_inside_a_form_count() -> None:
    table = first_table(pdf("/F Do\n" + WORDS, form="".join(line(*rule) for rule in RULES)))

    assert [shape(cell) for cell in table.cells] == EXPECTED


def test_a_moved_page_box_changes_no_cell() -> None:
    table = first_table(pdf("".join(line(*rule) for rule in RULES) + WORDS, box="-20 -30 380 270"))

    assert [shape(cell) for cell in table.cells] == EXPECTED


def test_a_cell_knows_its_page_and_box() -> None:
    stream = "".join(line(*rule) for rule in RULES) + WORDS
    data = pdf(stream, stream)
    cell = read(data, source(data)).tables[1].cells[0]

    assert cell.page == 2
    assert [round(edge) for edge in cell.bbox or ()] == [50, 50, 150, 150]


def test_text_beside_the_table_is_a_paragraph_in_reading_order() -> None:
    data = pdf(text("Title", 50, 270) + "".join(line(*rule) for rule in RULES) + WORDS + text("Foot", 50, 100))
    blocks = read(data, source(data)).blocks

    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table", "Paragraph"]


def test_turned_letters_of_a_watermark_are_left_out() -> None:
    mark = "BT /A 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (COPY) Tj ET\n"

    assert [
        shape(cell) for cell in first_table(pdf("".join(line(*rule) for rule in RULES) + WORDS + mark)).cells
    ] == EXPECTED


def test_a_table_without_upright_rules_is_told_from_its_columns() -> None:
    rows = [
        ("No", "Plan", "Unit"),
        ("1", "Roads", "km"),
        ("", "and more", ""),
        ("2", "Schools", "site"),
        ("3", "Beds", "n"),
    ]
    words = "".join(
        text(word, 60 + 90 * col, 200 - 15 * row)
        for row, line_ in enumerate(rows)
        for col, word in enumerate(line_)
        if word
    )
    data = pdf(text("A title over the table", 60, 240) + line(50, 215, 350, 215) + words + line(50, 120, 350, 120))
    document = read(data, source(data))

    assert [cell.text for cell in document.tables[0].cells][3:6] == ["1", "Roads\nand more", "km"]
    assert [one.text for one in document.paragraphs] == ["A title over the table"]


HEAD = ("No", "Plan", "Unit")
LEFTS = (60.0, 100.0, 250.0)


def printed(*lines: tuple[float, tuple[str, ...]]) -> str:
    return "".join(text(word, x, y) for y, words in lines for x, word in zip(LEFTS, words, strict=False) if word)


def across(*heights: float) -> str:
    return "".join(line(50, y, 350, y) for y in heights)


def test_rows_of_a_three_line_table_are_told_from_cells_centred_on_their_number() -> None:
    words = printed(
        (240, HEAD),
        (220, ("", "Roads and more")),
        (212, ("1", "", "km")),
        (204, ("", "of the same")),
        (188, ("", "Schools")),
        (180, ("2", "", "site")),
        (172, ("", "in towns")),
    )

    table = first_table(pdf(across(255, 232, 160) + words))

    assert [cell.text for cell in table.cells][3:] == [
        *("1", "Roads and more\nof the same", "km"),
        *("2", "Schools\nin towns", "site"),
    ]


def test_a_section_stands_across_the_columns_of_a_table_with_rules_across_only() -> None:
    words = printed(
        (240, HEAD), (220, ("A section that is wide",)), (200, ("1", "Roads", "km")), (180, ("2", "Beds", "n"))
    )

    table = first_table(pdf(across(255, 232, 212, 192, 170) + words))

    assert [(cell.text, cell.row, cell.colspan) for cell in table.cells if cell.row == 1] == [
        ("A section that is wide", 1, 3)
    ]
    assert [cell.text for cell in table.cells if cell.row > 1] == ["1", "Roads", "km", "2", "Beds", "n"]


def test_a_row_without_a_number_begins_where_no_line_above_it_was_full() -> None:
    words = printed(
        (240, HEAD), (220, ("1", "Roads", "km")), (208, ("", "Paths", "m")), (196, ("2", "A name as long as that", "n"))
    )

    table = first_table(pdf(across(255, 232, 185) + words))

    assert [cell.text for cell in table.cells if cell.row == 2] == ["", "Paths", "m"]


def test_a_section_does_not_cut_a_table_with_open_sides() -> None:
    uprights = "".join(line(x, top, x, bottom) for x in (90, 240) for top, bottom in ((255, 232), (212, 170)))
    words = printed(
        (240, HEAD), (220, ("A section that is wide",)), (200, ("1", "Roads", "km")), (180, ("2", "Beds", "n"))
    )

    data = pdf(across(255, 232, 212, 192, 170) + uprights + words)

    (table,) = read(data, source(data)).tables
    assert [cell.text for cell in table.cells if cell.row == 1] == ["A section that is wide"]


def test_a_letter_printed_twice_is_read_once() -> None:
    data = pdf(text("Bold", 50, 100) + text("Bold", 50.3, 100))

    assert read(data, source(data)).paragraphs[0].text == "Bold"


def test_a_page_of_rules_without_text_is_no_notice() -> None:
    with pytest.raises(UnreadableFile):
        first_table(pdf("".join(line(*rule) for rule in RULES)))


PDFS = sorted(SAMPLES.glob("*/source.pdf"))


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.parent.name)
def test_the_cells_are_those_that_pdfplumber_finds(path: Path) -> None:
    ours = read(path.read_bytes(), source(path.read_bytes())).tables
    with pdfplumber.open(path) as file:
        theirs = [table.cells for page in file.pages for table in page.find_tables()]

    boxes = [sorted(tuple(map(round, cell.bbox or ())) for cell in table.cells) for table in ours]
    assert boxes == [sorted(tuple(map(round, cell)) for cell in cells) for cells in theirs]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.parent.name)
def test_the_texts_of_the_cells_are_those_that_pdfplumber_reads(path: Path) -> None:
    def texts(engine: str) -> list[list[str]]:
        tables = read(path.read_bytes(), source(path.read_bytes()), engine).tables
        return [["".join(cell.text.split()) for cell in table.cells] for table in tables]

    assert texts("pdfium") == texts("pdfplumber")
