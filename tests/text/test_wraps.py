"""Rows of a pdf that a page break cuts: whether the first word below had room on the last line above."""

from __future__ import annotations

import pytest

from extractor.text.wraps import full_width, runs_over
from tests.tables.parts import converted, made, on_page

HEADER = "序号|项目|主要内容|完成时限|责任单位"
FULL = "新建改建农村公路二十\n公里，完善安防设施。"


def tasks(above: str, below: str, deadline: str = "") -> list[str]:
    """The tasks of a table with a row at the end of one page and another, without a number, on the next."""
    first = made(HEADER, f"1|道路|{FULL}|6月底前|县交通局", f"2|教育|{above}|6月底前|县教育局")
    second = made(f"||{below}|{deadline}|", f"3|住房|{FULL}|6月底前|县住建局")
    notice = converted(on_page(first, 1), on_page(second, 2), kind="pdf")
    return [item.task for item in notice.items][1:-1]


def test_a_text_goes_on_below_a_page_break_where_the_next_word_had_no_room() -> None:
    assert tasks("改造薄弱学校5所，新", "增学位900个") == ["改造薄弱学校5所，新增学位900个"]


def test_a_row_below_a_page_break_is_its_own_where_the_line_above_had_room() -> None:
    assert tasks("改造薄弱学校5所", "招聘教师20名") == ["改造薄弱学校5所", "招聘教师20名"]


def test_a_full_stop_ends_a_row_however_full_its_line_is() -> None:
    assert tasks("改造薄弱学校共5所。", "招聘教师20名。") == ["改造薄弱学校共5所。", "招聘教师20名。"]


def test_a_deadline_that_is_cut_with_its_row_keeps_them_together() -> None:
    assert tasks("改造薄弱学校5所，新", "增学位900个", "完成") == ["改造薄弱学校5所，新增学位900个"]


def test_lines_that_no_width_breaks_tell_nothing() -> None:
    cells = on_page(made("1|新建公厕2座|改造"), 1).cells

    assert full_width(cells) == 0


@pytest.mark.parametrize(
    ("above", "below", "over"),
    [
        ("建设新公厕共", "1683座", True),
        ("建设公厕1683", "座", False),
        ("由6.0公", "里，2021年", True),
        ("改造危桥2座", "新建公路", False),
    ],
)
def test_a_figure_and_the_marks_behind_a_character_keep_together(above: str, below: str, over: bool) -> None:
    assert runs_over(above, below, 15.0) == over
