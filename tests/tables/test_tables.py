"""Tables rebuilt: the total grid, headers, explained blanks, section rows and totals, page breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Box, Cell, Paragraph, Table
from extractor.tables.grid import spread
from extractor.tables.rebuild import RebuiltTable
from tests.tables.parts import converted, made, on_page, rebuilt


def column(table: RebuiltTable, field: str) -> list[str]:
    return [record.text(field) for record in table.records]


def marks(table: RebuiltTable, field: str) -> list[str | None]:
    return [record.cells[field].filled if field in record.cells else None for record in table.records]


HEADER = "序号|责任单位|项目|指标任务|配合单位"


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    row, col, down, across = (draw(st.integers(low, 4)) for low in (0, 0, 1, 1))
    return Cell(draw(st.sampled_from(["", "甲", "乙"])), row, col, down, across)


@given(st.lists(cells(), max_size=8))
def test_every_position_of_a_grid_is_owned_once_and_no_text_is_lost(given_cells: list[Cell]) -> None:
    grid = spread(Table(tuple(given_cells)))

    assert all(len(row) == grid.n_cols for row in grid.rows)
    assert sorted(cell.text for cell in grid.cells() if cell.text) == sorted(c.text for c in given_cells if c.text)


def test_a_tall_cell_owns_the_position_below_it() -> None:
    assert spread(made("项目|甲", "^|乙"))[1, 0].text == "项目"


def test_a_merge_that_the_format_states_is_marked_as_merged() -> None:
    table = rebuilt(made(HEADER, "1|县教体局|办学|新建学校4所。|县财政局", "^|^|^|新建幼儿园7所。|县发改委"))

    assert column(table, "lead_units") == ["县教体局", "县教体局"]
    assert marks(table, "lead_units") == [None, "merged"]


def test_an_empty_cell_of_a_text_continues_the_one_above_and_says_so() -> None:
    table = rebuilt(made(HEADER, "1|县教体局|办学|新建学校4所。|县财政局", "|||新建幼儿园7所。|"), kind="txt")

    assert marks(table, "project") == [None, "inferred"]
    assert column(table, "support_units") == ["县财政局", "县财政局"]


def test_an_empty_cell_of_a_complete_row_is_a_value_and_is_remarked_on() -> None:
    table = rebuilt(
        made(HEADER, "1|县教体局|办学|新建学校4所。|县财政局", "2|县民政局|养老|新建中心1个。|"), kind="txt"
    )

    assert column(table, "support_units") == ["县财政局", ""]
    assert "cell-ambiguous" in [remark.code for remark in table.remarks]


def test_an_empty_name_beside_a_task_is_remarked_on_in_a_docx_too() -> None:
    notice = converted(made("序号|责任单位|项目|指标任务", "1|县教育局|幼儿园|新建幼儿园3所", "||幼儿园|改造幼儿园2所"))

    assert "cell-ambiguous" in [remark.code for remark in notice.diagnostics]
    assert notice.items[1].lead_units == ()


def test_an_empty_cell_of_a_docx_is_empty() -> None:
    table = rebuilt(made(HEADER, "1|县教体局|办学|新建学校4所。|县财政局", "|||新建幼儿园7所。|"))

    assert column(table, "support_units") == ["县财政局", ""]


def test_a_header_typed_again_is_dropped() -> None:
    table = rebuilt(
        made(HEADER, "1|甲局|办学|4所。|乙局", "序  号|责任单位|项 目|指标任务|配合单位", "2|丙局|养老|1个。|丁局")
    )

    assert column(table, "sequence") == ["1", "2"]
    assert "header-repeated" in [remark.code for remark in table.remarks]


def test_the_tiers_of_a_header_become_a_path() -> None:
    table = rebuilt(made("序号|项目|资金（万元）|<|责任单位", "^|^|总投资|财政资金|^", "1|公厕|50|20|城管局"))

    assert [one.header for one in table.summary.columns][2:4] == ["资金（万元） / 总投资", "资金（万元） / 财政资金"]
    assert table.records[0].units["investment"] == "万元"
    assert table.records[0].extra["资金（万元） / 财政资金"].text == "20"


def test_a_title_row_above_the_header_is_kept_apart() -> None:
    table = rebuilt(made("2021年民生实事清单|<|<|<|<", HEADER, "1|甲局|办学|4所。|乙局"))

    assert table.inside == ("2021年民生实事清单",)
    assert len(table.records) == 1


def test_a_section_row_is_the_category_of_the_rows_below() -> None:
    table = rebuilt(
        made(HEADER, "一、教育|<|<|<|<", "1|甲局|办学|4所。|乙局", "二、医疗|<|<|<|<", "1|丙局|看病|1个。|丁局")
    )

    assert column(table, "category") == ["一、教育", "二、医疗"]


@pytest.mark.parametrize("word", ["合计", "合  计", "小计", "总计：5项"])
def test_a_total_row_is_no_item(word: str) -> None:
    table = rebuilt(made(HEADER, "1|甲局|办学|4所。|乙局", f"{word}||||"))

    assert len(table.records) == 1
    assert "total-row" in [remark.code for remark in table.remarks]


@pytest.mark.parametrize(
    "cells, field",
    [("县教体局|县民政局|县财政局", "lead_units"), ("公里|万人|个", None)],
)
def test_the_cells_decide_whether_danwei_is_an_office_or_a_measure(cells: str, field: str | None) -> None:
    rows = [f"{n}|项目{n}|{unit}|完成{n}0个任务。" for n, unit in enumerate(cells.split("|"), start=1)]
    record = rebuilt(made("序号|项目|单位|指标任务", *rows)).records[0]

    assert ("lead_units" in record.cells) == (field == "lead_units")


def test_a_column_that_no_field_takes_is_kept() -> None:
    table = rebuilt(made("序号|项目|监督电话|指标任务", "1|公厕|6239325|新建1座。"))

    assert table.records[0].extra["监督电话"].text == "6239325"


def test_a_table_without_known_headers_has_no_records_and_says_so() -> None:
    table = rebuilt(made("甲|乙", "1|2"))

    assert table.records == ()
    assert [remark.code for remark in table.remarks] == ["header-missing"]


def pages(first: Table, second: Table) -> RebuiltTable:
    number = Paragraph("— 1 —", 1, Box(200, 800, 220, 810))
    return rebuilt(on_page(first, 1), number, on_page(second, 2), kind="pdf")


def test_a_table_goes_on_over_a_page_number() -> None:
    table = pages(made(HEADER, "1|甲局|办学|4所。|乙局"), made(HEADER, "2|丙局|养老|1个。|丁局"))

    assert column(table, "sequence") == ["1", "2"]


def test_a_row_cut_by_a_page_break_is_joined() -> None:
    table = pages(made(HEADER, "1|甲局|办学|新建厕所2.4|乙局"), made(HEADER, "|||万套。|", "2|丙局|养老|1个。|丁局"))

    assert column(table, "task") == ["新建厕所2.4万套。", "1个。"]
    assert marks(table, "task") == ["split", None]


def test_a_new_row_below_a_page_break_is_not_joined() -> None:
    table = pages(made(HEADER, "1|甲局|办学|新建4所。|乙局"), made(HEADER, "^|^|^|新建7所。|丙局".replace("^", "")))

    assert column(table, "task") == ["新建4所。", "新建7所。"]
    assert marks(table, "project") == [None, "inferred"]


def test_a_list_of_offices_cut_inside_a_name_is_joined_for_both_rows() -> None:
    table = pages(
        made(HEADER, "1|甲局|办学|新建4所。|县财政局、发改"), made(HEADER, "2|丙局|养老|新建1个。|委、公安局")
    )

    assert column(table, "support_units") == ["县财政局、发改\n委、公安局"] * 2


def test_a_number_and_a_name_alone_head_the_rows_below() -> None:
    table = rebuilt(made(HEADER, "一|教育|||", "1|甲局|办学|4所。|乙局", "二|医疗|||", "2|丙局|看病|1个。|丁局"))

    assert column(table, "category") == ["教育", "医疗"]
    assert column(table, "sequence") == ["1", "2"]


def test_chinese_numbers_of_the_items_themselves_are_no_sections() -> None:
    table = rebuilt(made("序号|项目|指标任务", "一|办学|4所。", "二|养老|", "三|看病|1个。"))

    assert column(table, "project") == ["办学", "养老", "看病"]


def test_a_section_row_of_a_text_is_not_continued_into() -> None:
    table = rebuilt(
        made(HEADER, "一|教育|||", "1|甲局|办学|4所。|乙局", "二|医疗|||", "2|丙局|看病|1个。|丁局"), kind="txt"
    )

    assert column(table, "category") == ["教育", "医疗"]
    assert len(table.records) == 2


@pytest.mark.parametrize("tick", ["√", "是", "✔"])
@pytest.mark.parametrize("header", ["序号|项目|指标任务|省级|市级", "序号|项目|指标任务|省实事|市实事"])
def test_ticks_give_the_levels_that_head_their_columns(header: str, tick: str) -> None:
    table = rebuilt(made(header, f"1|办学|4所。|{tick}|{tick}", f"2|养老|1个。||{tick}", "3|看病|2个。|否|"))

    assert column(table, "levels") == ["省、市", "市", ""]


def test_ticks_below_a_header_of_two_tiers_give_levels() -> None:
    table = rebuilt(made("序号|项目|指标任务|级别|<", "^|^|^|省级|市级", "一、教育|<|<|<|<", "1|办学|4所。||√"))

    assert column(table, "levels") == ["市"]


@pytest.mark.parametrize(
    "order, lead, support",
    [
        ("牵头单位|责任单位", "甲局", "乙局"),
        ("责任单位|牵头单位", "乙局", "甲局"),
        ("责任单位|备注", "甲局", ""),
        ("责任单位|配合单位", "甲局", "乙局"),
    ],
)
def test_the_unit_that_leads_is_told_from_the_one_that_is_responsible(order: str, lead: str, support: str) -> None:
    record = rebuilt(made(f"序号|项目|指标任务|{order}", "1|办学|4所。|甲局|乙局")).records[0]

    assert (record.text("lead_units"), record.text("support_units")) == (lead, support)


def test_two_columns_of_supporting_units_are_joined() -> None:
    record = rebuilt(made("项目|指标任务|责任单位|牵头单位|配合单位", "办学|4所。|甲局|乙局|丙局")).records[0]

    assert record.text("support_units") == "甲局、丙局"
