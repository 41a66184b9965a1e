"""Word tables such as no Word would write: random spans, merges from nowhere, missing grids, rows of all widths."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import ExtractorError
from extractor.pipeline import convert
from extractor.readers import read
from extractor.schema import validate
from extractor.vocabulary import standard

HEADERS = ["序号", "项目", "目标任务", "责任单位", "配合单位", "完成时限", "备注", "资金（万元）"]
WORDS = [
    "1",
    "2.1",
    "一、",
    "就业",
    "新增城镇就业6000人",
    "修路5至10公里，其中硬化3公里",
    "县人社局、教育局等",
    "",
    "〃",
    "合计",
    "100%",
]
TEXTS = st.one_of(st.sampled_from([*HEADERS, *WORDS]), st.text(max_size=12))
SPANS = st.sampled_from(["", "0", "1", "2", "3", "63", "-1", "9" * 30, "x", "²"])
MERGES = st.sampled_from(["", "restart", "continue", "bare", "strange"])


def xml_text(text: str) -> str:
    """Give a text as XML can hold it."""
    return escape(
        "".join(
            char
            for char in text
            if char in "\t\n" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
        )
    )


@st.composite
def cells(draw: st.DrawFn) -> str:
    span, down, across = draw(SPANS), draw(MERGES), draw(MERGES)
    properties = f'<w:gridSpan w:val="{span}"/>' if span else ""
    for name, merge in (("vMerge", down), ("hMerge", across)):
        if merge:
            properties += f"<w:{name}/>" if merge == "bare" else f'<w:{name} w:val="{merge}"/>'
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{xml_text(text)}</w:t></w:r></w:p>" for text in draw(st.lists(TEXTS, max_size=2))
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


@st.composite
def rows(draw: st.DrawFn) -> str:
    before = draw(SPANS)
    properties = f'<w:gridBefore w:val="{before}"/>' if before else ""
    header = "<w:tblHeader/>" if draw(st.booleans()) else ""
    return f"<w:tr><w:trPr>{properties}{header}</w:trPr>{''.join(draw(st.lists(cells(), max_size=6)))}</w:tr>"


HEADER = "".join(f"<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>" for word in HEADERS[:4])
TABLES = st.tuples(st.booleans(), st.lists(rows(), max_size=6)).map(
    lambda table: f"<w:tbl>{f'<w:tr>{HEADER}</w:tr>' if table[0] else ''}{''.join(table[1])}</w:tbl>"
)


def docx(body: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>')
    return buffer.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TABLES, min_size=1, max_size=2))
def test_any_word_table_gives_a_valid_notice_or_an_error_of_ours(tables: list[str]) -> None:
    try:
        notice = convert(read(docx("".join(tables)), name="a.docx"), standard())
    except ExtractorError:
        return

    assert validate(notice.to_dict()) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES)
def test_no_cell_of_a_word_table_is_inferred(table: str) -> None:
    try:
        notice = convert(read(docx(table), name="a.docx"), standard())
    except ExtractorError:
        return

    fills = {(name, cell.filled) for item in notice.items for name, cell in item.cells.items()}
    # A task that continues an entry of several rows takes over its number, which stands in no cell of its own.
    assert {name for name, filled in fills if filled == "inferred"} <= {"sequence"}


def test_a_row_of_ten_thousand_columns_is_read() -> None:
    cell = "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"

    (table,) = read(docx(f"<w:tbl><w:tr>{cell * 10_000}</w:tr></w:tbl>"), name="a.docx").tables
    assert table.n_cols == 10_000
