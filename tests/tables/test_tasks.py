"""Several tasks in one cell become items under one sequence."""

from __future__ import annotations

import pytest

from extractor.notice import Item
from extractor.tables.tasks import parts_of
from tests.tables.parts import converted, made

HEADER = "序号|项目|指标任务|完成时限|责任单位"
LIST = "1.新建公厕2座。\n2.改造公厕5座。"


def items(*rows: str, split_tasks: bool = True) -> tuple[Item, ...]:
    return converted("云溪市2021年民生实事", made(*rows), split_tasks=split_tasks).items


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        "1、新建公厕2座。2、改造公厕5座。",
        "①新建公厕2座。②改造公厕5座。",
        "（1）新建公厕2座。\n（2）改造公厕5座。",
        "1) 新建公厕2座。\n2) 改造公厕5座。",
        "1．新建公厕\n2座。\n2．改造公厕5\n座。",
    ],
)
def test_a_numbered_list_in_a_cell_is_split_under_one_sequence(text: str) -> None:
    found = items(HEADER, f"4|公厕|{text}|12月底|城管局", "5|道路|新建1条。|10月底|交通局")

    assert [(item.id, item.sequence, item.task) for item in found] == [
        ("4.1", 4, "新建公厕2座。"),
        ("4.2", 4, "改造公厕5座。"),
        ("5.1", 5, "新建1条。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "新建公厕2座。2.改造公厕5座。",
        "新建学校5所：①小学3所；②中学2所。",
        "1.新建公厕2座。",
        "提高到\n2.4万套，比例达到1.5%。",
        "1.新建公厕2座。3.改造公厕5座。",
        "第1.第2.",
        "2021.8\n2021.12",
    ],
)
def test_a_cell_that_is_no_list_from_its_start_is_kept_whole(text: str) -> None:
    assert parts_of(text) == ()


def test_the_switch_keeps_a_cell_whole() -> None:
    (item,) = items(HEADER, f"4|公厕|{LIST}|12月底|城管局", split_tasks=False)

    assert item.id == "4.1"
    assert "改造公厕" in item.task


def test_the_cells_beside_stand_in_each_item_and_say_so() -> None:
    found = items(HEADER, f"4|公厕|{LIST}|12月底|城管局")

    assert [item.lead_units[0].name for item in found] == ["城管局", "城管局"]
    assert [item.cells["lead_units"].filled for item in found] == [None, "merged"]
    assert [item.cells["task"].filled for item in found] == [None, None]


@pytest.mark.parametrize("text", ["1.2021年8月 2.2021年12月", "1.2021年8月\n2.2021年12月", "1.8月底2.12月底"])
def test_a_list_of_deadlines_answers_the_tasks_one_by_one(text: str) -> None:
    found = items(HEADER, f"4|公厕|{LIST}|{text}|城管局")

    assert [item.deadline and item.deadline.date for item in found] == ["2021-08-31", "2021-12-31"]


def test_a_list_of_offices_answers_the_tasks_one_by_one() -> None:
    found = items(HEADER, f"4|公厕|{LIST}|12月底|1.城管局\n2.住建局")

    assert [item.lead_units[0].name for item in found] == ["城管局", "住建局"]


def test_a_list_of_another_length_stands_in_each_item() -> None:
    found = items(HEADER, f"4|公厕|{LIST}|1.8月底2.10月底3.12月底|城管局")

    assert len({item.deadline.text for item in found if item.deadline}) == 1


def test_a_table_without_numbers_counts_its_tasks_too() -> None:
    found = items("项目|指标任务", f"公厕|{LIST}", "道路|新建1条。")

    assert [item.id for item in found] == ["1.1", "1.2", "2.1"]


def test_tasks_of_a_paragraph_each_are_told_apart_and_wrapped_lines_are_not() -> None:
    found = items(HEADER, "4|公厕|新建公厕2座\n改造公厕\n5座，安装路灯\n30盏|12月底|城管局")

    assert [(item.id, item.task) for item in found] == [("4.1", "新建公厕2座"), ("4.2", "改造公厕5座，安装路灯30盏")]


def test_a_wrapped_sentence_is_one_task() -> None:
    (item,) = items(HEADER, "4|公厕|新建公厕2座，\n改造公厕5座|12月底|城管局")

    assert item.task == "新建公厕2座，改造公厕5座"
