"""Word documents, built from the XML that Word writes."""

from __future__ import annotations

import hashlib
import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Cell, Document, Source, Table
from extractor.readers.docx import from_docx, read
from extractor.tables.grid import spread

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def source(data: bytes) -> Source:
    return Source("a.docx", "docx", hashlib.sha256(data).hexdigest(), len(data))


def package(body: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        zipped.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, xml in parts.items():
            zipped.writestr(f"word/{name}.xml", xml)
    return buffer.getvalue()


def document(body: str, **parts: str) -> Document:
    data = package(body, **parts)
    return read(data, source(data))


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> Table:
    return document(f"<w:tbl>{''.join(rows)}</w:tbl>").tables[0]


def shape(cell: Cell) -> tuple[str, int, int, int, int]:
    return cell.text, cell.row, cell.col, cell.rowspan, cell.colspan


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_a_vertical_merge_is_one_cell() -> None:
    cells = table(tr(tc("1", RESTART), tc("甲")), tr(tc("", CONTINUE), tc("乙"))).cells

    assert [shape(cell) for cell in cells] == [("1", 0, 0, 2, 1), ("甲", 0, 1, 1, 1), ("乙", 1, 1, 1, 1)]


def test_a_cell_spans_its_grid_columns() -> None:
    cells = table(tr(tc("资金", '<w:gridSpan w:val="2"/>'), tc("备注")), tr(tc("总"), tc("省"), tc(""))).cells

    assert shape(cells[0]) == ("资金", 0, 0, 1, 2)
    assert shape(cells[1]) == ("备注", 0, 2, 1, 1)


def test_a_continuation_of_another_width_is_a_cell_of_its_own() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    cells = table(tr(tc("甲", RESTART), tc("乙")), tr(tc("丙", CONTINUE + wide))).cells

    assert [shape(cell)[1:] for cell in cells] == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]


def test_columns_left_out_before_a_row_stay_blank() -> None:
    found = table(tr(tc("甲"), tc("乙")), tr(tc("丙"), properties='<w:gridBefore w:val="1"/>'))

    assert shape(found.cells[2]) == ("丙", 1, 1, 1, 1)


def test_leading_rows_marked_as_header_are_counted() -> None:
    mark = "<w:tblHeader/>"

    assert table(tr(tc("序号"), properties=mark), tr(tc("1")), tr(tc("2"), properties=mark)).header_rows == 1


def test_the_paragraphs_of_a_cell_are_its_lines() -> None:
    cells = table(tr(f"<w:tc>{p('责任')}{p('单位')}</w:tc>")).cells

    assert cells[0].text == "责任\n单位"


def test_a_nested_table_belongs_to_the_cell_around_it() -> None:
    inner = f"<w:tbl>{tr(tc('甲'), tc('1'))}{tr(tc('乙'), tc('2'))}</w:tbl>"
    body = f"<w:tbl>{tr(tc('项目'), tc('任务'))}{tr(tc('公厕'), '<w:tc>' + inner + p('外') + '</w:tc>')}</w:tbl>"
    found = document(body)

    assert len(found.tables) == 1
    assert found.tables[0].cells[3].text == "甲\t1；\n乙\t2；\n外"


@pytest.mark.parametrize(
    "run, text",
    [
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins>", "新"),
        ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>留</w:t></w:r>", "留"),
        ("<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>", "链"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>", "控"),
        ("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r>", "一\n二\t三"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r>", "7"),
        ("<w:r><w:t>80</w:t><w:noBreakHyphen/><w:t>89</w:t></w:r>", "80-89"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "显"),
        ('<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>文</w:t></w:r>', "文"),
    ],
)
def test_a_paragraph_reads_as_the_final_document_shows_it(run: str, text: str) -> None:
    assert document(f"<w:p>{run}</w:p>").paragraphs[0].text == text


def test_hidden_text_is_left_out_and_said_so() -> None:
    found = document("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>" + p("显"))

    assert [remark.code for remark in found.diagnostics] == ["text-hidden"]


def test_a_deleted_row_is_gone() -> None:
    found = table(tr(tc("留")), tr(tc("删"), properties="<w:del/>"))

    assert [cell.text for cell in found.cells] == ["留"]


def test_a_text_box_stands_behind_its_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('框')}</w:txbxContent></w:pict></w:r>"

    assert [one.text for one in document(f"<w:p>{box}<w:r><w:t>文</w:t></w:r></w:p>").paragraphs] == ["文", "框"]


def test_automatic_numbers_stand_as_word_shows_them() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    found = document(p("教育", listed) + p("医疗", listed), numbering=numbering)

    assert [one.text for one in found.paragraphs] == ["一、教育", "二、医疗"]


def test_a_document_that_python_docx_opened_is_read_by_the_same_walk() -> None:
    opened = docx.Document()
    made = opened.add_table(rows=3, cols=3)
    made.cell(0, 0).merge(made.cell(1, 0)).text = "甲"
    made.cell(0, 1).merge(made.cell(0, 2)).text = "乙"
    buffer = io.BytesIO()
    opened.save(buffer)

    assert from_docx(opened, source(b"")).blocks == read(buffer.getvalue(), source(buffer.getvalue())).blocks


# One merge at a time: python-docx itself stumbles over some that overlap.
@given(st.tuples(*[st.integers(0, 3)] * 4))
def test_the_grid_agrees_with_python_docx(merge: tuple[int, int, int, int]) -> None:
    opened = docx.Document()
    made = opened.add_table(rows=4, cols=4)
    for row in range(4):
        for col in range(4):
            made.cell(row, col).text = f"{row}{col}"
    top, left, bottom, right = merge
    made.cell(min(top, bottom), min(left, right)).merge(made.cell(max(top, bottom), max(left, right)))
    grid = spread(from_docx(opened, source(b"")).tables[0])

    assert [[cell.text for cell in row] for row in grid.rows] == [
        [cell.text for cell in row.cells] for row in made.rows
    ]


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def boxed(blocks: str) -> str:
    """A paragraph with a text box, as Word writes it: once for new readers, once for old ones."""
    box = f"<w:txbxContent>{blocks}</w:txbxContent>"
    choice, fallback = f"<mc:Choice>{box}</mc:Choice>", f"<mc:Fallback>{box}</mc:Fallback>"
    both = f'<mc:AlternateContent xmlns:mc="{MC}">{choice}{fallback}</mc:AlternateContent>'
    return f"<w:p><w:r><w:t>前</w:t>{both}</w:r></w:p>"


def test_the_text_of_a_box_stands_once_behind_its_paragraph() -> None:
    assert [one.text for one in document(boxed(p("附件1")) + p("后")).paragraphs] == ["前", "附件1", "后"]


def test_a_table_in_a_text_box_is_a_table() -> None:
    assert document(boxed(f"<w:tbl>{tr(tc('甲'), tc('乙'))}</w:tbl>")).tables[0].n_cols == 2


@pytest.mark.parametrize("rows", [1, 2])
def test_a_table_that_only_frames_others_gives_those(rows: int) -> None:
    inner = f"<w:tbl>{tr(tc('甲'), tc('乙'))}{tr(tc('丙'), tc('丁'))}</w:tbl>"
    cell = f"<w:tc>{p('题目')}{inner}{p('注')}</w:tc>"
    found = document(f"<w:tbl>{f'<w:tr>{cell}</w:tr>' * rows}</w:tbl>")

    assert [len(table.cells) for table in found.tables] == [4] * rows
    assert [one.text for one in found.paragraphs] == ["题目", "注"] * rows
