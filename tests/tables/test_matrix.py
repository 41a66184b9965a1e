"""Matrices: places down, indicators across, one target a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.notice import Notice
from extractor.tables.grid import spread
from extractor.tables.matrix import find_matrix
from extractor.vocabulary import standard
from tests.tables.parts import converted, made

TITLE = "云溪市2022年民生实事任务分解表"
HEADER = "县区|新建公厕（座）|停车泊位（个）"
ROWS = ("云溪县|12|300", "东湖区|28|600")
Cells = list[tuple[str | None, str, Decimal | None, str | None]]


def notice(*rows: str, kind: str = "docx", note: str = "") -> Notice:
    return converted(TITLE, *([note] if note else []), made(*rows), kind=kind)


def cells(*rows: str, kind: str = "docx", note: str = "") -> Cells:
    found = notice(*rows, kind=kind, note=note)
    return [(one.condition, one.indicator, one.value, one.unit) for item in found.items for one in item.targets]


EXPECTED = [
    ("云溪县", "新建公厕", Decimal(12), "座"),
    ("云溪县", "停车泊位", Decimal(300), "个"),
    ("东湖区", "新建公厕", Decimal(28), "座"),
    ("东湖区", "停车泊位", Decimal(600), "个"),
]


@pytest.mark.parametrize("kind", ["docx", "txt"])
@pytest.mark.parametrize(
    "rows",
    [
        (HEADER, *ROWS),
        (HEADER, *ROWS, "合计|40|900"),
        (HEADER, "全市|40|900", *ROWS),
        (HEADER, *ROWS[:1], HEADER, *ROWS[1:]),
        ("地区|新建公厕|停车泊位", "计量单位|座|个", *ROWS),
        ("序号|" + HEADER, *(f"{n}|{row}" for n, row in enumerate(ROWS, start=1)), "合计||40|900"),
        (f"{TITLE}||", HEADER, *ROWS),
    ],
    ids=["plain", "total last", "total first", "header again", "tier of units", "numbered", "title inside"],
)
def test_each_cell_of_a_matrix_is_a_target_of_its_place(rows: tuple[str, ...], kind: str) -> None:
    if kind == "docx":
        rows = tuple(row.replace(f"{TITLE}||", f"{TITLE}|<|<") for row in rows)
    elif rows[0].startswith(TITLE):
        return

    assert cells(*rows, kind=kind) == EXPECTED


def test_the_tiers_of_a_header_are_the_path_of_its_indicator() -> None:
    found = cells("县区|农村公路|<", "^|新建（公里）|完成率（%）", "云溪县|12.5|90", "东湖区|28|80")

    assert [indicator for _, indicator, _, _ in found[:2]] == ["农村公路 / 新建", "农村公路 / 完成率"]


def test_columns_of_what_was_done_are_achieved() -> None:
    roles = [one.role for one in notice("县区|目标任务（个）|完成数", *ROWS).items[0].targets]

    assert roles == ["target", "achieved"]


def test_the_note_above_types_figures_whose_headers_state_no_unit() -> None:
    found = notice("县区|公厕|道路", *ROWS, note="单位：万元").items[0].targets[0]

    assert (found.value, found.unit, found.inferred) == (120000, "元", ("unit",))


def test_every_target_of_a_matrix_stands_in_the_task() -> None:
    item = notice(HEADER, *ROWS).items[0]

    assert item.task == "新建公厕（座）：12；停车泊位（个）：300"
    assert [item.task[one.start : one.end] for one in item.targets] == ["12", "300"]
    assert item.extra == {"县区": "云溪县"}


def test_an_indicator_that_ends_in_a_figure_does_not_run_into_its_cell() -> None:
    assert cells("县区|PM2.5|新增岗位2023", "云溪县|35.5|4", "东湖区|36|5")[0][2] == Decimal("35.5")


def test_the_total_of_a_numbered_matrix_of_a_text_is_no_header() -> None:
    rows = ("序号|县区|道路（公里）|", "||新建|养护", "合计||40|900", "1|云溪县|12|300", "2|东湖区|28|600")

    assert [indicator for _, indicator, _, _ in cells(*rows, kind="txt")][:2] == ["道路 / 新建", "道路 / 养护"]


def test_an_empty_cell_of_a_matrix_is_no_target() -> None:
    assert len(cells(HEADER, "云溪县|12|-", "东湖区||600", "南山镇|0|1")) == 4


def test_a_total_that_does_not_add_up_is_remarked_on_and_changes_nothing() -> None:
    made_of = notice(HEADER, *ROWS, "合计|40|901")

    assert [remark.message for remark in made_of.diagnostics if remark.code == "total-mismatch"] == [
        "the total of 停车泊位（个） is 901, but its rows add up to 900"
    ]
    assert len(made_of.items) == 2


def test_a_first_row_that_is_the_sum_of_all_others_is_the_whole() -> None:
    found = cells(HEADER, "云溪市|50|1000", *ROWS, "南山县|10|100")

    assert {place for place, *_ in found} == {"云溪县", "东湖区", "南山县"}


@pytest.mark.parametrize(
    "rows",
    [
        ("序号|项目|目标任务（个）|责任单位", "1|公厕|40|云溪县", "2|泊位|12|东湖区"),
        ("责任单位|项目|目标任务", "云溪县|公厕|40", "东湖区|泊位|12"),
        ("序号|项目|总投资", "1|公厕|40", "2|泊位|12", "合计||52"),
        ("县区|目标任务", "云溪县|新建公厕40座。", "东湖区|新增泊位12个。"),
        ("乡镇|联系人|监督电话", "云溪镇|伍某|6239325", "东湖乡|陆某|6239326"),
    ],
)
def test_a_table_of_projects_is_no_matrix(rows: tuple[str, ...]) -> None:
    assert find_matrix(spread(made(*rows)), standard()) is None


def test_places_may_stand_across_and_projects_down() -> None:
    rows = (
        "序号|项目|计量单位|云溪县|东湖区|合计|责任单位",
        "1|新建公厕|座|12|28|40|城管局",
        "2|停车泊位|个|300|-|300|公安局",
    )
    first, second = notice(*rows).items

    assert (first.project, first.task) == ("新建公厕", "云溪县：12；东湖区：28；合计：40")
    assert [(one.condition, one.value, one.unit, one.indicator) for one in first.targets] == [
        ("云溪县", 12, "座", "新建公厕"),
        ("东湖区", 28, "座", "新建公厕"),
        (None, 40, "座", "新建公厕"),
    ]
    assert [one.condition for one in second.targets] == ["云溪县", None]


def test_shares_of_places_beside_a_task_stay_beside_it() -> None:
    (item,) = notice("项目|指标任务|云溪县|东湖区", "公厕|新建公厕40座。|12|28").items

    assert item.extra == {"云溪县": "12", "东湖区": "28"}
