"""Any grid of the words that notices use: it is read without failing, and the result keeps the contract."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.document import Cell, Table
from extractor.errors import NoContent
from extractor.schema import validate
from tests.tables.parts import converted

WORDS = """
序号|项目|项目名称|指标任务|目标任务（个）|责任单位|牵头单位|单位|县区|地区|省级|市级|完成情况|完成率（%）|一季度|二季度
资金（万元）|总投资|备注|完成时限|计量单位|||1|2|3|12|50.5|90%|一|二|√|是|-|合计|小计|全市|一、教育|云溪县|东湖区
教育|公里|新建公厕2座。|县城管局、公安局|1.2021年8月 2.2021年12月
"""
TEXTS = (*(text for line in WORDS.splitlines() for text in line.split("|")), "1.新建公厕2座。\n2.改造公厕5座。")
LINES = ("附件2", "2021年民生实事", "二、教育", "单位：万元")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    n_rows, n_cols = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    cells = [Cell(draw(st.sampled_from(TEXTS)), row, col) for row in range(n_rows) for col in range(n_cols)]
    spans = st.integers(1, 3)
    merged = draw(st.lists(st.tuples(st.integers(0, len(cells) - 1), spans, spans), max_size=3))
    for at, down, across in merged:
        cell = cells[at]
        cells[at] = Cell(cell.text, cell.row, cell.col, down, across)
    return Table(tuple(cells))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_grid_is_read_and_keeps_the_contract(data: st.DataObject) -> None:
    blocks = data.draw(st.lists(tables() | st.sampled_from(LINES), min_size=1, max_size=3))
    kind, split_tasks = data.draw(st.sampled_from(["docx", "txt", "pdf"])), data.draw(st.booleans())
    try:
        notice = converted(*blocks, kind=kind, split_tasks=split_tasks)
    except NoContent:
        return

    assert validate(notice.to_dict()) == []
    assert all(
        getattr(item, target.field)[target.start : target.end] == target.raw
        for item in notice.items
        for target in item.targets
    )
    assert len({item.id for item in notice.items}) == len(notice.items)
    numerals = notice.numerals
    assert sum(numerals.by_role.values()) == numerals.found == len(numerals.readings)
