"""Progress tables: what was reached beside what was promised, and goals by quarters."""

from __future__ import annotations

import pytest

from extractor.notice import Target
from tests.tables.parts import converted, made

TITLE = "云溪县2022年民生实事完成情况表"


def targets(*rows: str) -> list[Target]:
    return [target for item in converted(TITLE, made(*rows)).items for target in item.targets]


def test_the_figures_of_a_progress_column_are_achieved() -> None:
    found = targets("序号|项目|目标任务（个）|完成数|完成率", "1|新建公厕|120|110|91.7%")

    assert [(one.field, one.raw, one.unit, one.role) for one in found] == [
        ("goal", "120", "个", "target"),
        ("progress", "110", "个", "achieved"),
    ]


def test_a_rate_tells_the_progress_where_nothing_else_does() -> None:
    found = targets("序号|项目|目标任务|完成率(%)", "1|公厕|新建公厕120座|91.7")[-1]

    assert (found.field, found.value, found.unit, found.role) == ("progress", found.value, "%", "achieved")


@pytest.mark.parametrize("figure", ["120", "110", "114", "12345", "1,200"])
def test_a_figure_alone_in_its_cell_is_neither_a_hotline_nor_unresolved(figure: str) -> None:
    (found,) = targets("序号|项目|目标任务", f"1|新建公厕|{figure}")

    assert (found.raw, found.indicator, found.inferred) == (figure, "新建公厕", ("indicator",))


def test_the_name_of_a_figure_may_hold_its_unit_and_its_comparator() -> None:
    (found,) = targets("序号|指标名称|年度目标", "1|城镇登记失业率低于(%)|4.3")

    assert (found.indicator, found.unit, found.comparator) == ("城镇登记失业率", "%", "lt")


@pytest.mark.parametrize(
    "header",
    [
        ("序号|项目|目标任务|季度目标|<", "^|^|^|一季度|二季度"),
        ("序号|项目|目标任务|一季度目标|二季度目标",),
        ("序号|项目|指标任务|一季度|二季度",),
    ],
)
def test_goals_by_quarters_are_the_goal_each_with_its_deadline(header: tuple[str, ...]) -> None:
    item = converted(TITLE, made(*header, "1|公厕|新建公厕120座|开工60座|建成120座")).items[0]

    assert item.task == "新建公厕120座"
    assert [(one.raw, one.deadline and one.deadline.date) for one in item.targets if one.field == "goal"] == [
        ("60座", "2022-03-31"),
        ("120座", "2022-06-30"),
    ]


def test_progress_by_quarters_is_one_progress() -> None:
    item = converted(TITLE, made("项目|目标任务|一季度完成情况|二季度完成情况", "公厕|新建公厕9座|3座|9座")).items[0]

    assert item.progress == "一季度完成情况：3座；二季度完成情况：9座"
    assert {one.role for one in item.targets if one.field == "progress"} == {"achieved"}


@pytest.mark.parametrize("figure, value", [("10", 100000), ("120", 1200000), ("1,200.5", 12005000)])
def test_a_small_sum_below_its_unit_is_read(figure: str, value: int) -> None:
    item = converted(TITLE, made("项目|指标任务|总投资（万元）", f"公厕|新建公厕9座。|{figure}")).items[0]

    assert item.investment
    assert (item.investment.value, item.investment.unit_code) == (value, "CNY")


def test_a_figure_alone_in_the_remarks_is_no_target() -> None:
    assert [one.field for one in targets("项目|指标任务|备注", "公厕|新建公厕9座。|12345")] == ["task"]


def test_the_parts_of_a_progress_have_their_own_units() -> None:
    header = ("项目|指标任务|进展情况|<|<", "^|^|完成投资（万元）|完成率（%）|实施情况")
    item = converted(TITLE, made(*header, "公厕|新建公厕9座。|120|40|已建成4座。")).items[0]

    assert item.progress == "完成投资：120；完成率：40；实施情况：已建成4座"
    assert [(one.raw, one.unit, one.role) for one in item.targets if one.field == "progress"] == [
        ("120", "元", "achieved"),
        ("40", "%", "achieved"),
        ("4座", "座", "achieved"),
    ]
    assert item.extra == {}
