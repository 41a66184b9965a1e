"""Headers and rows as clerks word them: which column says what, and which rows are no items."""

from __future__ import annotations

import pytest

from tests.tables.parts import converted, made


@pytest.mark.parametrize(
    "header",
    ["建设内容及目标", "主要任务和措施", "目标任务及完成时限", "年度工作举措", "工作内容、标准", "工作标准"],
)
def test_two_words_for_what_is_to_be_done_head_the_task(header: str) -> None:
    (item,) = converted(made(f"序号|项目名称|{header}|责任单位", "1|道路|修路3公里|县交通局")).items

    assert (item.project, item.task) == ("道路", "修路3公里")


def test_a_goal_is_the_task_where_no_column_names_the_work() -> None:
    (item,) = converted(made("序号|责任部门|目标任务|完成时限", "1|县交通局|修路3公里|10月底前")).items

    assert (item.task, item.goal) == ("修路3公里", None)


def test_the_content_of_a_project_names_it_beside_a_goal() -> None:
    (item,) = converted(made("序号|项目内容|目标任务|责任单位", "1|道路建设|修建农村公路3公里|县交通局")).items

    assert (item.project, item.task) == ("道路建设", "修建农村公路3公里")


def test_the_name_of_a_work_is_its_project_where_no_other_column_is() -> None:
    (item,) = converted(made("序号|工程名称|工程内容|责任单位", "1|安全饮水|新建供水工程6处|县水利局")).items

    assert (item.category, item.project) == (None, "安全饮水")


@pytest.mark.parametrize("numbers", ["（1）|（2）|（3）|（4）", "1|2|3|4", "甲|乙|1|2"])
def test_a_row_that_numbers_the_columns_is_no_item(numbers: str) -> None:
    notice = converted(made("序号|项目|指标任务|责任单位", numbers, "1|道路|修路3公里|县交通局"))

    assert [(item.id, item.task) for item in notice.items] == [("1.1", "修路3公里")]


def test_a_section_may_add_up_the_figures_of_its_rows() -> None:
    header = "序号|项目名称|主要内容|总投资（万元）|责任单位"
    notice = converted(made(header, "一|教育||3600|", "1|扩建|新增学位900个|3600|县教育局"))

    assert [(item.category, item.project) for item in notice.items] == [("教育", "扩建")]


def test_a_section_with_a_number_in_brackets_keeps_its_name() -> None:
    header = "序号|项目名称|主要内容|总投资（万元）|责任单位"
    notice = converted(made(header, "（一）|教育类（1个）|||", "1|扩建|新增学位900个|3600|县教育局"))

    assert [item.category for item in notice.items] == ["教育类（1个）"]


def test_tasks_numbered_one_dash_two_stand_under_one_number() -> None:
    notice = converted(made("序号|项目|指标任务", "1-1|教育|建校5所", "1-2|教育|招聘教师20名", "2-1|医疗|建院2所"))

    assert [(item.id, item.sequence) for item in notice.items] == [("1.1", 1), ("1.2", 1), ("2.1", 2)]


def test_a_column_for_each_year_gives_the_goals_their_years() -> None:
    table = made("序号|指标|计量单位|2023年|2024年|责任单位", "1|新增养老床位|张|1200|1500|县民政局")
    (item,) = converted("2023年民生实事三年行动计划", table).items

    assert [(target.indicator, target.value, target.deadline and target.deadline.date) for target in item.targets] == [
        ("新增养老床位", 1200, "2023-12-31"),
        ("新增养老床位", 1500, "2024-12-31"),
    ]


def test_a_quarter_is_no_indicator_and_what_is_done_by_then_is_planned() -> None:
    table = made("序号|项目|一季度|二季度|三季度", "1|农贸市场改造|完成选址|20个|累计完成50个")
    (item,) = converted("2023年民生实事进度安排表", table).items

    assert [(target.indicator, target.value, target.role) for target in item.targets] == [
        ("农贸市场改造", 20, "target"),
        ("农贸市场改造", 50, "target"),
    ]


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("县民政局 县财政局 县残联", ["县民政局", "县财政局", "县残联"], []),
        ("教 育 局", ["教育局"], []),
        ("牵头单位：县民政局\n配合单位：县卫健局、县财政局", ["县民政局"], ["县卫健局", "县财政局"]),
        ("县发改局（牵头）、县住建局", ["县发改局", "县住建局"], []),
        ("县发改局、县住建局（配合）", ["县发改局"], ["县住建局"]),
    ],
)
def test_blanks_labels_and_brackets_part_the_units_of_a_cell(cell: str, lead: list[str], support: list[str]) -> None:
    (item,) = converted(made("序号|项目|指标任务|责任单位", f"1|道路|修路3公里|{cell}")).items

    assert [unit.name for unit in item.lead_units] == lead
    assert [unit.name for unit in item.support_units] == support


@pytest.mark.parametrize(
    ("lines", "region"),
    [
        (["2021年民生实事任务表", "各乡镇人民政府、街道办事处：", "永安县人民政府办公室"], "永安县"),
        (["2021年各县区民生工程目标任务分解表"], None),
        (["2019年永和市重点民生实事任务表"], "永和市"),
        (["2021年和平区民生实事任务表"], "和平区"),
        (["中共红山区委办公室 红山区人民政府办公室", "2023年民生实事任务表"], "红山区"),
    ],
)
def test_the_place_is_that_of_the_notice_and_not_of_whom_it_is_sent_to(lines: list[str], region: str | None) -> None:
    assert converted(*lines, made("序号|项目|指标任务", "1|道路|修路3公里")).region == region


@pytest.mark.parametrize(("note", "kept"), [("填报单位：县政府督查室", None), ("单位：万元", "单位：万元")])
def test_an_office_that_reports_is_no_unit_of_the_figures(note: str, kept: str | None) -> None:
    assert converted("2021年民生实事", note, made("序号|项目|指标任务", "1|道路|修路3公里")).unit_note == kept


@pytest.mark.parametrize("note", ["续表", "（续上表）", "注：以上为市级任务"])
def test_a_note_alone_in_a_row_is_no_section(note: str) -> None:
    notice = converted(
        made("序号|项目|指标任务|责任单位", "1|道路|修路3公里|县交通局", f"{note}|||", "2|桥|修桥1座|县交通局")
    )

    assert [(item.category, item.project) for item in notice.items] == [(None, "道路"), (None, "桥")]


@pytest.mark.parametrize(
    ("cell", "office", "leader"),
    [
        ("县住建局 张三", "县住建局", "张三"),
        ("县教体局（李四）", "县教体局", "李四"),
        ("县交通局局长王五", "县交通局", "局长王五"),
        ("县水利局：赵 六", "县水利局", "赵六"),
    ],
)
def test_a_column_of_offices_and_their_heads_gives_both(cell: str, office: str, leader: str) -> None:
    (item,) = converted(made("序号|项目|指标任务|责任单位及负责人", f"1|道路|修路3公里|{cell}")).items

    assert ([one.name for one in item.lead_units], item.leaders) == ([office], (leader,))


def test_no_name_is_looked_for_where_the_header_speaks_of_offices_alone() -> None:
    (item,) = converted(made("序号|项目|指标任务|责任单位", "1|道路|修路3公里|县公安局（交警队）")).items

    assert ([one.name for one in item.lead_units], item.leaders) == (["县公安局（交警队）"], ())


@pytest.mark.parametrize(
    "line",
    [
        "上一篇：关于春季植树的通知",
        "版权所有：某县人民政府",
        "字号：【大 中 小】 打印 关闭",
        "首页 > 政务公开 > 公告",
        "豫ICP备05012345号",
    ],
)
def test_the_frame_of_a_web_page_is_no_part_of_the_last_entry(line: str) -> None:
    notice = converted("一、道路。修路3公里。", "二、学校。建校2所。责任单位：县教育局", line)

    assert [one.name for item in notice.items for one in item.lead_units] == ["县教育局"]


def test_the_goal_of_all_stands_beside_the_shares_of_places() -> None:
    header = "序号|项目名称|单位|全市目标|东城区|西城区"
    (item,) = converted(made(header, "1|新建公厕|座|60|25|35")).items

    stated = [(one.condition, one.value, one.unit) for one in item.targets]
    assert item.goal == "60"
    assert stated == [("东城区", 25, "座"), ("西城区", 35, "座"), (None, 60, "座")]


def test_the_label_of_an_attachment_may_share_a_paragraph_with_the_title() -> None:
    notice = converted("附件2\n某市2024年民生实事分解表", made("序号|项目|指标任务", "1|道路|修路3公里"))

    assert (notice.attachment, notice.title) == ("附件2", "某市2024年民生实事分解表")


def test_of_a_plan_of_investment_in_parts_the_sum_is_the_investment() -> None:
    header = ("序号|项目|指标任务|年度投资计划（万元）|<", "^|^|^|合计|市级")
    (item,) = converted(made(*header, "1|道路|修路3公里|300|200")).items

    assert item.investment
    assert (item.investment.value, item.extra) == (3000000, {"年度投资计划（万元） / 市级": "200"})


def test_in_a_plain_text_a_row_of_the_same_category_has_its_own_support() -> None:
    header = "序号|类别|项目|指标任务|牵头单位|配合单位"
    rows = ("1|医疗|建院|建院2所|县卫健局|县财政局", "2||体检|体检3万人|县医保局|")
    first, second = converted(made(header, *rows), kind="txt").items

    assert ([one.name for one in first.support_units], second.support_units) == (["县财政局"], ())
    assert second.category == "医疗"
