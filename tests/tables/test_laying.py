"""Short rows of plain-text tables: the merged cells of a web page leave no blank in its copy."""

from __future__ import annotations

from extractor.document import Source, Table
from extractor.readers.txt import read
from tests.tables.parts import converted, made

HEADER = "序号|责任单位|项目|指标任务|省/市民生实事|配合单位"


def codes(table: Table) -> list[str]:
    return [remark.code for remark in converted(table, kind="txt").diagnostics]


def test_a_short_row_is_laid_below_the_cells_that_its_texts_suit() -> None:
    table = made(HEADER, "1|县教育局|学前教育|新建幼儿园3所。|省|县财政局", "改造幼儿园12所。|市|县发改委")

    first, second = converted(table, kind="txt").items

    assert (second.sequence, second.project, second.task) == (first.sequence, "学前教育", "改造幼儿园12所。")
    assert (second.levels, [unit.name for unit in second.support_units]) == (("市",), ["县发改委"])


def test_a_number_begins_a_row_whose_category_continues() -> None:
    table = made(
        "类别|序号|项目名称|目标任务|责任领导|责任单位",
        "社会保障|1|低保|低保标准提高8%|马成|县民政局",
        "2|养老保险|新增参保1500人|县人社局",
    )

    item = converted(table, kind="txt").items[1]

    assert (item.category, item.sequence, item.project) == ("社会保障", 2, "养老保险")
    assert [unit.name for unit in item.lead_units] == ["县人社局"]


def test_a_name_stands_under_the_continued_category_and_not_in_its_place() -> None:
    table = made(
        "类别|项目名称|工作内容|责任单位", "教育|学前教育|新建幼儿园4所。|市教育局", "义务教育|改造学校6所。|市教育局"
    )

    assert [(item.category, item.project) for item in converted(table, kind="txt").items] == [
        ("教育", "学前教育"),
        ("教育", "义务教育"),
    ]


def test_a_laid_row_is_remarked_on() -> None:
    table = made(HEADER, "1|县教育局|学前教育|新建幼儿园3所。|省|县财政局", "改造幼儿园12所。|市|县发改委")

    assert "row-laid" in codes(table)


def test_a_row_that_lacks_its_last_cells_alone_stays_where_it_is() -> None:
    table = made(HEADER, "1|县教育局|学前教育|新建幼儿园3所。|省|县财政局", "2|县水利局|饮水安全|建供水工程6处。|省")

    assert {"row-laid", "row-short"}.isdisjoint(codes(table))


def test_a_row_whose_texts_suit_no_columns_is_left_with_a_warning() -> None:
    table = made(HEADER, "1|县教育局|学前教育|新建幼儿园3所。|省|县财政局", "县水利局|县财政局|县发改委")

    assert "row-short" in codes(table)


def test_two_short_lines_are_two_rows_unless_together_they_are_a_whole_one() -> None:
    rows = (
        "序号|单位|项目|任务|配合",
        "1|甲局|甲|修路1里|乙局",
        "修路2里|丙局",
        "修路3里|丁局",
        "2|乙局|乙|修桥",
        "1座|甲局",
    )
    text = "\n".join(rows).replace("|", "\t")

    (table,) = read(text.encode(), Source("a.txt", "txt", "0" * 64, 1)).tables

    assert [[cell.text for cell in table.cells if cell.row == row] for row in (2, 3, 4)] == [
        ["修路2里", "丙局"],
        ["修路3里", "丁局"],
        ["2", "乙局", "乙", "修桥\n1座", "甲局"],
    ]


def test_a_word_document_states_its_columns_and_is_not_laid() -> None:
    table = made(HEADER, "1|县教育局|学前教育|新建幼儿园3所。|省|县财政局", "改造幼儿园12所。|市|县发改委")

    assert "row-laid" not in [remark.code for remark in converted(table, kind="docx").diagnostics]


def test_a_line_with_a_task_alone_is_a_row_and_a_name_alone_is_a_section() -> None:
    table = made(
        "序号|项目|指标任务|责任单位",
        "1|公厕|新建公厕3座。|县城管局",
        "改造公厕12座。",
        "文化体育",
        "2|书房|建书房2个。|县文旅局",
    )

    assert [(item.category, item.project, item.task) for item in converted(table, kind="txt").items] == [
        (None, "公厕", "新建公厕3座。"),
        (None, "公厕", "改造公厕12座。"),
        ("文化体育", "书房", "建书房2个。"),
    ]


def test_the_last_row_of_a_text_may_be_one_task_as_others_are() -> None:
    rows = (
        "序号|项目|任务|单位",
        "1|公厕|新建公厕3座|县城管局",
        "改造公厕12座",
        "2|书房|建书房2个|县文旅局",
        "建书吧3个",
    )
    text = "\n".join(rows).replace("|", "\t")

    (table,) = read(text.encode(), Source("a.txt", "txt", "0" * 64, 1)).tables

    assert table.cells[-1].text == "建书吧3个"


def test_offices_that_support_a_continued_row_continue_though_the_first_row_has_none() -> None:
    table = made(
        "序号|项目|任务|责任单位|配合单位",
        "1|公厕|新建公厕3座|县城管局|",
        "2|书房|建书房2个|县文旅局|县财政局",
        "||建书吧3个||",
    )

    item = converted(table, kind="txt").items[2]

    assert [unit.name for unit in item.support_units] == ["县财政局"]
    assert item.cells["support_units"].filled == "inferred"
