"""Totals: kept out of the items, and what they state is checked."""

from __future__ import annotations

import pytest

from tests.tables.parts import made, rebuilt

HEADER = "序号|项目|指标任务|总投资（万元）"
ITEMS = ("1|公厕|新建2座。|20", "2|停车|新建9处。|30.5", "3|道路|新建1条。|")


def mismatches(*rows: str) -> list[str]:
    table = rebuilt(made(*rows))
    assert [record.text("sequence") for record in table.records] == [str(n + 1) for n in range(len(table.records))]
    return [remark.message for remark in table.remarks if remark.code == "total-mismatch"]


@pytest.mark.parametrize("total", ["合计|||50.5", "|合计||50.5", "总计|<|<|50.5", "合  计|3个项目||50.5万元"])
def test_a_total_that_adds_up_is_not_remarked_on(total: str) -> None:
    assert mismatches(HEADER, *ITEMS, total) == []
    assert mismatches(HEADER, total, *ITEMS) == []


@pytest.mark.parametrize("first", [True, False])
def test_a_total_that_does_not_add_up_is_remarked_on(first: bool) -> None:
    total = "合计|||60"
    rows = (total, *ITEMS) if first else (*ITEMS, total)

    assert mismatches(HEADER, *rows) == ["the total of 总投资（万元） is 60, but its rows add up to 50.5"]


def test_subtotals_add_up_their_own_rows_and_the_total_all() -> None:
    rows = ("1|公厕|2座。|20", "2|停车|9处。|30", "小计|||50", "3|道路|1条。|7", "小计|||7", "合计|||57")

    assert mismatches(HEADER, *rows) == []
    assert len(mismatches(HEADER, *rows[:2], "小计|||57", *rows[3:])) == 1


def test_a_section_row_may_carry_the_sum_of_its_rows() -> None:
    rows = ("一、市容|||50", "1|公厕|2座。|20", "2|停车|9处。|30", "二、交通|||8", "3|道路|1条。|7")

    assert mismatches(HEADER, *rows) == ["the total of 总投资（万元） is 8, but its rows add up to 7"]


def test_a_merged_figure_is_added_once() -> None:
    assert mismatches(HEADER, "1|公厕|2座。|20", "2|停车|9处。|^", "3|道路|1条。|7", "合计|||27") == []


def test_rates_are_not_added_up() -> None:
    assert mismatches("序号|项目|指标任务|完成率", "1|公厕|2座。|90", "2|停车|9处。|80", "合计|||85") == []
