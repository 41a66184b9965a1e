"""Forms and transposed tables: the labels stand in the first column."""

from __future__ import annotations

import pytest

from extractor.document import Table
from extractor.notice import Item
from extractor.tables.grid import spread
from extractor.tables.turn import turn
from extractor.vocabulary import standard
from tests.tables.parts import converted, made

FORM = (
    "项目名称|公厕建设",
    "我市任务|新建公厕120座。",
    "责任单位|市城管局",
    "进展情况|已建成60座。",
    "存在困难和问题|用地紧张",
)
OTHER = ("项目名称|停车泊位", "我市任务|新增泊位900个。", "责任单位|市公安局", "进展情况|已新增300个。")


def items(*tables: Table | str) -> list[Item]:
    return list(converted("云溪市2022年民生实事进展情况", *tables).items)


def said(item: Item) -> tuple[str | None, str, list[str]]:
    return item.project, item.task, [office.name for office in item.lead_units]


FIRST = ("公厕建设", "新建公厕120座。", ["市城管局"])
SECOND = ("停车泊位", "新增泊位900个。", ["市公安局"])


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_a_form_is_one_item(kind: str) -> None:
    (item,) = converted("云溪市2022年民生实事", made(*FORM), kind=kind).items

    assert said(item) == FIRST
    assert item.extra == {"存在困难和问题": "用地紧张"}
    assert [target.role for target in item.targets] == ["target", "achieved"]


@pytest.mark.parametrize(
    "tables",
    [
        (made(*FORM), made(*OTHER)),
        (made(*FORM), "2.停车泊位", made(*OTHER)),
        (made(*FORM, *OTHER),),
        (made("一、市容|<", *FORM, "二、交通|<", *OTHER),),
    ],
    ids=["adjacent", "parted by a title", "in one table", "below section rows"],
)
def test_each_form_is_an_item(tables: tuple[Table | str, ...]) -> None:
    assert [said(item) for item in items(*tables)] == [FIRST, SECOND]


def test_a_form_of_pairs_in_plain_text_has_empty_cells_beside_its_long_ones() -> None:
    rows = ("项目名称|公厕建设|编号|03", "建设内容|新建公厕120座。||", "责任单位|市城管局|责任人|李四")
    (item,) = converted("云溪市2022年民生实事", made(*rows), kind="txt").items

    assert (*said(item), item.leaders) == (*FIRST, ("李四",))


def test_a_form_of_pairs_is_one_item() -> None:
    (item,) = items(
        made("项目名称|公厕建设|责任单位|市城管局", "我市任务|新建公厕120座。|<|<", "完成时限|12月底|备注|无")
    )

    assert said(item) == FIRST
    assert item.deadline
    assert item.deadline.date == "2022-12-31"


def test_a_transposed_table_has_an_item_a_column() -> None:
    found = items(
        made(
            "序号|1|2",
            "项目|公厕建设|停车泊位",
            "目标任务|新建公厕120座。|新增泊位900个。",
            "责任单位|市城管局|市公安局",
        )
    )

    assert [said(item) for item in found] == [FIRST, SECOND]
    assert [item.sequence for item in found] == [1, 2]


def test_a_cell_merged_over_two_columns_of_a_transposed_table_belongs_to_both_items() -> None:
    found = items(made("序号|1|2", "项目|公厕|停车", "目标任务|120座。|900个。", "责任单位|市城管局|<"))

    assert [item.lead_units[0].name for item in found] == ["市城管局", "市城管局"]
    assert [item.cells["lead_units"].filled for item in found] == [None, "merged"]


def test_the_places_are_those_of_the_file() -> None:
    place = items(made(*FORM))[0].cells["lead_units"]

    assert (place.row, place.col) == (2, 1)


def test_a_group_beside_its_labels_becomes_the_upper_tier() -> None:
    (item,) = items(
        made(
            "项目名称|<|公厕建设",
            "目标任务|<|新建120座。",
            "资金（万元）|总投资|50",
            "^|财政资金|20",
            "责任单位|<|市城管局",
        )
    )

    assert item.investment
    assert (item.investment.value, item.investment.unit) == (500000, "元")
    assert item.extra == {"资金（万元） / 财政资金": "20"}


@pytest.mark.parametrize(
    "rows",
    [
        ("序号|项目|指标任务|责任单位", "1|公厕|120座。|城管局", "2|停车|900个。|公安局"),
        ("项目|指标任务|责任单位", "项目|指标任务|责任单位", "公厕|120座。|城管局"),
        ("甲|乙", "1|2"),
    ],
)
def test_a_table_with_its_labels_in_a_row_is_left_as_it_is(rows: tuple[str, ...]) -> None:
    assert turn(spread(made(*rows)), standard()) is None


def test_the_labels_of_a_form_may_end_in_a_colon() -> None:
    (item,) = items(made(*(row.replace("|", "：|") for row in FORM)))

    assert said(item) == FIRST


def test_an_empty_cell_of_a_transposed_text_continues_the_one_to_its_left_and_says_so() -> None:
    rows = ("序号|1|2", "项目|公厕|停车", "目标任务|120座。|900个。", "责任单位|市城管局|")
    found = converted("云溪市2022年民生实事", made(*rows), kind="txt").items

    assert [item.lead_units[0].name for item in found] == ["市城管局", "市城管局"]
    assert found[1].cells["lead_units"].filled == "inferred"
