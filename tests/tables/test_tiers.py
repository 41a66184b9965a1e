"""Headers of several tiers in plain text, where one text stands over several columns."""

from __future__ import annotations

import pytest

from extractor.document import Table
from tests.tables.parts import converted, made

ROWS = ("1|改厕|改造户厕2000户|县农业农村局|县卫健局|2023年10月", "2|修路|修路16公里|县交通局|县财政局|2023年11月")
OF_WORD = "|||牵头单位|配合单位|"
OF_WEB = "牵头单位|配合单位"


def duties(table: Table) -> list[tuple[str, str, str | None]]:
    items = converted(table, kind="txt").items
    return [
        (item.lead_units[0].name, item.support_units[0].name, item.deadline and item.deadline.text) for item in items
    ]


@pytest.mark.parametrize("lower", [OF_WORD, OF_WEB])
def test_a_text_over_two_columns_does_not_shift_those_behind_it(lower: str) -> None:
    table = made("序号|项目|指标任务|责任单位|完成时限", lower, *ROWS)

    assert duties(table) == [("县农业农村局", "县卫健局", "2023年10月"), ("县交通局", "县财政局", "2023年11月")]


def test_the_remark_says_that_a_header_was_laid() -> None:
    notice = converted(made("序号|项目|指标任务|责任单位|完成时限", OF_WEB, *ROWS), kind="txt")

    assert "header-laid" in [remark.code for remark in notice.diagnostics]


def test_tiers_that_a_reader_took_for_one_row_are_parted() -> None:
    table = made("序号|项目|指标任务|责任单位|完成时限\n牵头单位|配合单位", *ROWS)

    assert duties(table)[0] == ("县农业农村局", "县卫健局", "2023年10月")


def test_a_header_of_three_tiers_is_laid_from_the_lowest_up() -> None:
    table = made(
        "序号|目标任务|责任单位",
        "|公租房|棚户区改造|",
        "|新开工（套）|基本建成（套）|新开工（套）|基本建成（套）|",
        "1|600|500|1200|1000|东区建设局",
        "2|500|400|1400|900|西区建设局",
    )

    heads = [column.header for column in converted(table, kind="txt").tables[0].columns]

    assert heads[2:4] == ["目标任务 / 公租房 / 基本建成（套）", "目标任务 / 棚户区改造 / 新开工（套）"]


def test_quarters_stand_below_the_schedule_and_not_below_what_is_beside_it() -> None:
    table = made(
        "序号|项目名称|年度目标|进度安排|牵头单位|责任人",
        "一季度|二季度|三季度|四季度",
        "1|农贸市场|新建农贸市场9个|完成选址|开工3个|完成5个|全部完成|市商务局|李明",
    )

    (item,) = converted(table, kind="txt").items

    assert (item.lead_units[0].name, item.leaders) == ("市商务局", ("李明",))
    assert item.goal == "一季度：完成选址；二季度：开工3个；三季度：完成5个；四季度：全部完成"


def test_a_sum_and_a_section_that_ran_over_columns_keep_their_figures_in_place() -> None:
    table = made(
        "序号|项目名称|建设内容|资金（万元）|责任单位",
        "|||合计|省级|",
        "合计|300|100|",
        "一、教育|300|100|",
        "1|学校|新建学校1所|200|60|县教育局",
        "2|幼儿园|新建幼儿园2所|100|40|县教育局",
    )
    notice = converted(table, kind="txt")

    assert [(item.category, item.project) for item in notice.items] == [("一、教育", "学校"), ("一、教育", "幼儿园")]
    assert "total-mismatch" not in [remark.code for remark in notice.diagnostics]


def test_a_header_that_can_be_laid_in_two_ways_is_left_with_a_warning() -> None:
    table = made("序号|项目|甲项|乙项|指标任务", "子甲|子乙", "1|路|无|无|无|修路3公里", "2|桥|无|无|无|修桥1座")

    assert "header-short" in [remark.code for remark in converted(table, kind="txt").diagnostics]
