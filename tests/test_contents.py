"""Files of several attachments: lists and tables, each below its own label."""

from __future__ import annotations

from tests.tables.parts import converted, made

TABLE = made("序号|项目|指标任务|责任单位", "1|公厕|新建公厕2座。|城管局")
NAMES = ("附件：1.民生实事清单", "2.责任分解表")
LETTER = (
    "某政办〔2022〕5号",
    "一、高度重视，确保完成12项任务。",
    "二、按月报送。",
    "附件：1.民生实事清单",
    "2.责任分解表",
)
LIST = ("附件1", "云溪县2022年民生实事清单", "1.新建学校3所。", "2.新增学位900个。")
OVER = ("附件2", "云溪县2022年民生实事责任分解表")


def test_a_list_attached_beside_a_table_is_read_too() -> None:
    found = converted(*LETTER, *LIST, *OVER, TABLE)

    assert [(item.id, item.task) for item in found.items] == [
        ("1.1", "新建学校3所。"),
        ("2.1", "新增学位900个。"),
        ("t2/1.1", "新建公厕2座。"),
    ]
    assert (found.attachment, found.title) == ("附件1", "云溪县2022年民生实事清单")
    assert (found.tables[0].attachment, found.tables[0].title) == OVER


def test_a_list_attached_behind_a_table_is_read_too() -> None:
    found = converted(*OVER, TABLE, *LIST)

    assert [item.id for item in found.items] == ["1.1", "t2/1.1", "t2/2.1"]
    assert found.items[1].cells["task"].row == 4
    assert found.title == OVER[1]


def test_the_sections_of_a_covering_letter_are_no_items() -> None:
    found = converted(*LETTER, "云溪县人民政府", *OVER, TABLE)

    assert [item.task for item in found.items] == ["新建公厕2座。"]
    assert found.document_number == "某政办〔2022〕5号"


def test_an_attachment_is_dated_by_the_year_in_its_own_title() -> None:
    table = made("序号|项目|指标任务|完成时限", "1|公厕|新建公厕2座。|6月底前")
    found = converted(*OVER, table, "附件3", "云溪县2023年民生实事责任分解表", table)

    assert found.year == 2022
    assert [item.deadline and item.deadline.date for item in found.items] == ["2022-06-30", "2023-06-30"]
