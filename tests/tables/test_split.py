"""One grid of several tables, and tables that go on without a header of their own."""

from __future__ import annotations

import pytest

from extractor.document import Table
from extractor.notice import Notice
from tests.tables.parts import converted, made

HEADER = "序号|项目|指标任务|责任单位"
FIRST = "1|公厕|新建公厕2座。|城管局"
SECOND = "2|停车|新建泊位9个。|公安局"
OTHER = "序号|类别|工作任务|牵头单位"
THIRD = "1|教育|新建学校3所。|教育局"


def notice(*blocks: Table | str, kind: str = "docx") -> Notice:
    return converted("云溪市2022年民生实事", *blocks, kind=kind)


def said(made_of: Notice) -> list[tuple[str, str, str]]:
    return [(item.id, item.task, item.lead_units[0].name) for item in made_of.items]


TWO = [("1.1", "新建公厕2座。", "城管局"), ("2.1", "新建泊位9个。", "公安局")]
THREE = [*TWO, ("t2/1.1", "新建学校3所。", "教育局")]


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_a_table_side_by_side_with_its_like_goes_on_with_it(kind: str) -> None:
    found = notice(made(f"{HEADER}|{HEADER}", f"{FIRST}|{SECOND}"), kind=kind)

    assert said(found) == TWO
    assert (found.items[1].cells["task"].row, found.items[1].cells["task"].col) == (1, 6)


def test_a_table_side_by_side_with_another_is_a_table_of_its_own() -> None:
    found = notice(made(f"{HEADER}|{OTHER}", f"{FIRST}|{THIRD}"))

    assert said(found) == [THREE[0], THREE[2]]
    assert len(found.tables) == 2


@pytest.mark.parametrize(
    "tables",
    [
        (made(HEADER, FIRST, SECOND), made(OTHER, THIRD)),
        (made(HEADER, FIRST, SECOND), "另附", made(OTHER, THIRD)),
        (made(HEADER, FIRST, SECOND, OTHER, THIRD),),
        (made(HEADER, FIRST, SECOND), made("类别|工作任务|牵头单位", "教育|新建学校3所。|教育局")),
    ],
    ids=["adjacent", "parted", "in one grid", "of another width"],
)
def test_tables_with_different_headers_are_different_tables(tables: tuple[Table | str, ...]) -> None:
    found = notice(*tables)

    assert said(found) == THREE
    assert len(found.tables) == 2


def test_a_table_without_a_header_goes_on_under_that_of_the_table_before_and_says_so() -> None:
    found = notice(made(HEADER, FIRST), "二、交通", made(SECOND))

    assert said(found)[1][1:] == TWO[1][1:]
    assert "header-inherited" in [remark.code for remark in found.diagnostics]


def test_rows_above_the_first_header_are_items_and_say_so() -> None:
    found = notice(made("民生实事清单|<|<|<", FIRST, HEADER, SECOND))

    assert said(found) == TWO
    assert "header-inherited" in [remark.code for remark in found.diagnostics]


def test_a_table_of_another_kind_takes_no_header_over() -> None:
    found = notice(made(HEADER, FIRST), "统计", made("甲|乙|丙|丁", "戊|己|庚|辛"))

    assert len(found.items) == 1
    assert "header-missing" in [remark.code for remark in found.diagnostics]


def test_each_attachment_has_its_own_title() -> None:
    second = ("附件2", "云溪市2022年重点工作责任分解表")
    found = converted("附件1", "云溪市2022年民生实事责任分解表", made(HEADER, FIRST), *second, made(OTHER, THIRD))

    assert [(table.attachment, table.title) for table in found.tables] == [
        ("附件1", "云溪市2022年民生实事责任分解表"),
        second,
    ]
    assert (found.attachment, found.title) == ("附件1", "云溪市2022年民生实事责任分解表")
