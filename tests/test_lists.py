"""Lists: numbered entries with labels, closing brackets, and what around them is no entry."""

from __future__ import annotations

import pytest

from extractor.document import Paragraph
from extractor.lists import find_records
from extractor.record import Record
from extractor.vocabulary import standard


def listed(*lines: str) -> tuple[Record, ...]:
    return find_records([Paragraph(line) for line in lines], standard()).records


def tasks(*lines: str) -> list[str]:
    return [record.text("task") for record in listed(*lines)]


@pytest.mark.parametrize("label", ["项目内容", "建设内容", "目标任务"])
@pytest.mark.parametrize(
    "lines",
    [
        ("1.公园建设。{}：新建公园10个。责任单位：市城管局",),
        ("1.公园建设", "{}：新建公园10个。", "责任单位：市城管局"),
        ("一、公园建设", "（一）责任单位：市城管局", "（二）{}：新建公园10个。"),
    ],
)
def test_a_labelled_task_is_the_task_and_the_heading_the_project(lines: tuple[str, ...], label: str) -> None:
    (record,) = listed(*(line.format(label) for line in lines))

    assert [record.text(name) for name in ("project", "task", "lead_units")] == ["公园建设", "新建公园10个", "市城管局"]


def test_a_labelled_goal_beside_a_text_stays_the_goal() -> None:
    (record,) = listed("1.新建公园10个，方便群众。目标任务：建成12个。")

    assert (record.text("task"), record.text("goal")) == ("新建公园10个，方便群众。", "建成12个")


def test_of_two_labels_the_leading_unit_leads_and_the_responsible_one_supports() -> None:
    (record,) = listed("1.新建公园10个。（责任单位：市城管局；牵头单位：市住建局）")

    assert (record.text("lead_units"), record.text("support_units")) == ("市住建局", "市城管局")


@pytest.mark.parametrize(
    "lines",
    [
        ("附件：1.民生实事清单", "2.责任分工表", "某县人民政府", "2021年3月1日"),
        ("附件：", "1.民生实事清单", "2.责任分工表", "某县人民政府"),
        ("附件：民生实事清单", "某县人民政府"),
        ("工作要求", "1.加强领导，配备人员5名。", "2.严格督查。"),
        ("三、工作要求", "（一）加强领导，配备人员5名。", "（二）严格督查。"),
    ],
)
def test_attachments_and_general_matters_are_no_entries(lines: tuple[str, ...]) -> None:
    assert tasks("1.新建公园10个。", "2.新建学校3所。", *lines) == ["新建公园10个。", "新建学校3所。"]


def test_the_attachments_of_a_covering_letter_are_no_entries() -> None:
    letter = ("现印发给你们。", "附件：1.民生实事清单", "2.责任分工表", "某县人民政府", "附件1", "民生实事清单")

    assert tasks(*letter, "1.新建公园10个。", "2.新建学校3所。") == ["新建公园10个。", "新建学校3所。"]


def test_a_list_goes_on_behind_a_general_matter() -> None:
    lines = ("一、新建公园10个。", "工作要求", "1.加强领导。", "二、新建学校3所。")

    assert tasks(*lines) == ["新建公园10个。", "新建学校3所。"]


@pytest.mark.parametrize(
    "bracket, lead, support",
    [
        ("（市城管局）。", "市城管局", ""),
        ("。（市教育局、各县（市、区）人民政府）", "市教育局、各县（市、区）人民政府", ""),
        ("（市残联、团市委、各镇街）", "市残联、团市委、各镇街", ""),
        ("（市总工会牵头，市妇联配合）", "市总工会", "市妇联"),
        ("〔市城管局、各区政府按职责分工负责〕", "市城管局、各区政府", ""),
    ],
)
def test_a_closing_bracket_of_offices_is_no_part_of_the_task(bracket: str, lead: str, support: str) -> None:
    (record,) = listed(f"1.新建公园10个{bracket}")

    assert record.text("task").rstrip("。") == "新建公园10个"
    assert (record.text("lead_units"), record.text("support_units")) == (lead, support)


def test_a_bracket_of_offices_behind_the_heading_is_read_too() -> None:
    (record,) = listed("1.扩大就业（市人社局）。新增就业300人。")

    assert [record.text(name) for name in ("project", "task", "lead_units")] == [
        "扩大就业",
        "新增就业300人。",
        "市人社局",
    ]


def test_a_closing_bracket_of_other_words_stays() -> None:
    assert tasks("1.提高标准（每人每月50元）。") == ["提高标准（每人每月50元）。"]


def test_a_leader_is_no_office_that_supports() -> None:
    (record,) = listed("1.新建公园10个。", "牵头单位：市住建局", "配合单位：市财政局", "责任领导：王小明")

    assert [record.text(name) for name in ("lead_units", "support_units", "leaders")] == [
        "市住建局",
        "市财政局",
        "王小明",
    ]


def test_a_leader_leaves_the_responsible_office_in_the_lead() -> None:
    (record,) = listed("1.新建公园10个。（牵头领导：李强；责任单位：区住建局，配合单位：区财政局）")

    assert [record.text(name) for name in ("lead_units", "support_units", "leaders")] == [
        "区住建局",
        "区财政局",
        "李强",
    ]


def test_a_paragraph_on_all_entries_belongs_to_none() -> None:
    (record,) = listed("1.新建公园10个。", "以上任务由督查室督办，每季度通报1次。")

    assert record.text("task") == "新建公园10个。"


@pytest.mark.parametrize("until", ["2023年10月底前完成", "10月底前建成", "年底前全部完成"])
def test_a_closing_bracket_of_offices_says_until_when(until: str) -> None:
    first, _ = listed(f"1.新建停车场4处。（区住建局牵头，各街道配合，{until}）", "2.新建公园1个。（区城管局）")

    assert [first.text(name) for name in ("lead_units", "support_units")] == ["区住建局", "各街道"]
    assert first.text("deadline") == until[: until.index("前") + 1]


def test_an_entry_may_label_its_own_name() -> None:
    first, second = listed(
        "（一）项目名称：老旧小区改造",
        "建设内容：改造小区12个。",
        "牵头单位：县住建局",
        "（二）项目名称：道路",
        "建设内容：修路3公里。",
    )

    assert [first.text(name) for name in ("project", "task", "lead_units")] == [
        "老旧小区改造",
        "改造小区12个",
        "县住建局",
    ]
    assert (second.text("project"), second.text("task")) == ("道路", "修路3公里")


def test_labels_may_stand_in_square_brackets() -> None:
    (record,) = listed("1.免费体检10万人【责任单位：市卫健委】【完成时限：11月底前】。")

    assert [record.text(name) for name in ("task", "lead_units", "deadline")] == [
        "免费体检10万人",
        "市卫健委",
        "11月底前",
    ]


def test_a_spoken_count_numbers_a_list_where_a_list_has_no_other_numbers() -> None:
    assert tasks("一是扩大就业。新增就业4000人。", "二是便民出行。新开线路3条。") == [
        "新增就业4000人。",
        "新开线路3条。",
    ]
    assert len(listed("1.改善民生。", "一是扩大就业。新增就业4000人。", "二是便民出行。新开线路3条。")) == 1
