"""Plain text: encodings and layouts."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Document, Source
from extractor.errors import ExtractorError
from extractor.readers import read as read_any
from extractor.readers import txt_centred
from extractor.readers.txt import read

NOTICE = "附件1\n2019年民生实事\n责任单位：县教体局"


def document(text: str, encoding: str = "utf-8") -> Document:
    data = text.encode(encoding)
    return read(data, Source("a.txt", "txt", hashlib.sha256(data).hexdigest(), len(data)))


def rows(text: str) -> list[list[str]]:
    table = document(text).tables[0]
    grid: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row].append(cell.text)
    return grid


@pytest.mark.parametrize(
    "encoding, found",
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32"), ("gbk", "gb18030"), ("gb18030", "gb18030"),
    ],
)  # fmt: skip
def test_an_encoding_is_told_from_the_bytes(encoding: str, found: str) -> None:
    read_back = document(NOTICE, encoding)

    assert [one.text for one in read_back.paragraphs] == NOTICE.split("\n")
    assert read_back.source.encoding == found


def test_traditional_text_in_big5_is_told_from_gb18030() -> None:
    assert document("附件一\n民生實事責任單位與配合單位，學校醫療養老就業", "big5").source.encoding == "big5"


def test_a_tab_begins_each_cell_and_a_blank_line_ends_the_row() -> None:
    assert rows("\t序号\n\t责任\n单位\n\n\t1\n\t\n\n") == [["序号", "责任\n单位"], ["1", ""]]


def test_text_behind_the_last_row_is_a_paragraph_again() -> None:
    found = document("题目\n\t序号\n\t项目\n\n\t1\n\t甲\n\n落款\n")

    assert [one.text for one in found.paragraphs] == ["题目", "落款"]


def test_rows_of_tabs_keep_their_empty_cells() -> None:
    assert rows("序号\t项目\t目标\n1\t甲\t5个\n\t\t6个\n") == [
        ["序号", "项目", "目标"],
        ["1", "甲", "5个"],
        ["", "", "6个"],
    ]


def test_a_quoted_cell_may_hold_a_line_break() -> None:
    assert rows('序号\t项目\n1\t"甲\n乙"\n')[1] == ["1", "甲\n乙"]


def test_the_rule_of_a_markdown_table_is_no_row() -> None:
    assert rows("| 序号 | 项目 |\n|---|:--:|\n| 1 | 甲\\|乙 |\n") == [["序号", "项目"], ["1", "甲|乙"]]


def test_wrapped_rows_between_bars_are_joined() -> None:
    text = "|序号|项目      |目标|\n|1   |建设农村公|5个 |\n|    |路        |    |\n|2   |改造        |6个 |\n"

    assert rows(text)[1] == ["1", "建设农村公\n路", "5个"]


BOX = "┌──┬────┬──┐\n│1 │甲  │省│\n│  ├────┼──┤\n│  │乙  │市│\n├──┴────┼──┤\n│合计    │2 │\n└───────┴──┘\n"


def test_a_missing_piece_of_a_drawn_rule_merges_cells() -> None:
    cells = document(BOX.replace("│合计    │2 │", "│合计   │2 │")).tables[0].cells

    assert [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in cells] == [
        ("1", 0, 0, 2, 1),
        ("甲", 0, 1, 1, 1),
        ("省", 0, 2, 1, 1),
        ("乙", 1, 1, 1, 1),
        ("市", 1, 2, 1, 1),
        ("合计", 2, 0, 1, 2),
        ("2", 2, 2, 1, 1),
    ]


def test_columns_may_be_set_apart_by_blanks() -> None:
    assert rows("序号  项目名称    目标\n1     老旧小区    5个\n2     公厕        6座\n")[2] == ["2", "公厕", "6座"]


PAGE = """\
序号     项目名称     指标任务      责任单位
1      农村公路建    新建农村公     县交通局
       设         路 30 公
                 里
2      公厕       改造 6 座     县城管局
"""


def test_on_a_page_laid_out_as_text_a_character_is_one_place_wide() -> None:
    assert rows(PAGE)[1:] == [
        ["1", "农村公路建\n设", "新建农村公\n路 30 公\n里", "县交通局"],
        ["2", "公厕", "改造 6 座", "县城管局"],
    ]


def test_a_row_goes_on_over_a_page_that_repeats_the_header() -> None:
    first, *others = PAGE.splitlines(keepends=True)
    cut = "".join([first, *others[:2], "\x0c\n", first, *others[2:]])

    assert rows(cut) == rows(PAGE)


def test_a_task_that_begins_below_a_short_one_is_a_row_of_its_own() -> None:
    lines = (
        "序号     项目名称     指标任务            责任单位",
        "1      公厕       新建公厕6座          县城管局",
        "                改造公厕20座，每座补助",
    )

    assert [row[2] for row in rows("\n".join(lines))[1:]] == ["新建公厕6座", "改造公厕20座，每座补助"]


def test_commas_part_cells_where_every_row_has_as_many() -> None:
    assert rows('序号,项目,目标\n1,"甲,乙",5个\n')[1] == ["1", "甲,乙", "5个"]


def test_prose_is_no_table() -> None:
    assert document("各位代表，现在报告工作。\n一、就业，新增1,000人，培训2,000人。\n").tables == ()


def test_an_exporters_bookmark_is_dropped() -> None:
    assert document("[bookmark: _GoBack]附件1\n").paragraphs[0].text == "附件1"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_an_error_of_ours(data: bytes) -> None:
    try:
        read_any(data, name="any")
    except ExtractorError as error:
        assert error.remedy


LINES = st.lists(
    st.sampled_from(
        [
            "\t序号",
            "\t",
            "",
            "1\t甲\t乙",
            "| 1 | 甲 |",
            "|---|---|",
            "┌─┬─┐",
            "│1│甲│",
            "└─┴─┘",
            "a  b  c",
            "文",
            "1,2,3",
        ]
    )
)


@given(LINES)
def test_no_character_but_a_ruling_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = document(text or "x")
    kept = "".join(cell.text for table in found.tables for cell in table.cells) + "".join(
        one.text for one in found.paragraphs
    )

    for word in ("序", "号", "甲", "乙", "文"):
        assert kept.count(word) == text.count(word)


def test_box_characters_may_be_as_wide_as_chinese_ones() -> None:
    drawing = (
        "━━━━━━━━━━",
        "┃序号┃ 项目   ┃",
        "┣━━╋━━━━┫",
        "┃ 1  ┃新建公园┃",
        "┃    ┃5个      ┃",
        "┗━━┻━━━━┛",
    )

    assert rows("\n".join(drawing)) == [["序号", "项目"], ["1", "新建公园\n5个"]]


def test_rules_that_do_not_line_up_with_their_bars_part_rows_all_the_same() -> None:
    drawing = ("+--+------+", "| 序号 | 项目 |", "+--+------+", "| 1 | 公园 |", "+--+------+")

    assert rows("\n".join(drawing)) == [["序号", "项目"], ["1", "公园"]]


CENTRED = """\
               全年目标任
 序号     实事项目                责任单位
                  务
               新建农村公
       农村公路
  1            路 30 公里，    县交通局
         建设
               危桥 6 座
  2      公厕     改造 6 座     县城管局
               新建公园 3
  3      公园               县住建局
               个，绿道
"""


def test_cells_that_are_centred_in_their_rows_stand_around_the_number() -> None:
    assert rows(CENTRED) == [
        ["序号", "实事项目", "全年目标任\n务", "责任单位"],
        ["1", "农村公路\n建设", "新建农村公\n路 30 公里，\n危桥 6 座", "县交通局"],
        ["2", "公厕", "改造 6 座", "县城管局"],
        ["3", "公园", "新建公园 3\n个，绿道", "县住建局"],
    ]


def test_centred_rows_that_do_not_come_out_even_are_not_read_so() -> None:
    assert txt_centred.find(CENTRED.splitlines()[:-2], 0) is None
