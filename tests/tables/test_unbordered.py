"""Tables of a text that have lost their borders: one cell a line."""

from __future__ import annotations

import pytest

from extractor.document import Document, Source
from extractor.errors import NoContent
from extractor.notice import Notice
from extractor.pipeline import convert
from extractor.readers.txt import read
from extractor.vocabulary import standard

HEADER = ("序号", "民生实事", "主要内容", "责任单位")
FIRST = ("1", "公厕", "新建公厕2座，改造5座。", "县城管局")
SECOND = ("2", "停车", "新建停车泊位900个。", "县公安局")
THIRD = ("3", "道路", "新建道路3条。", "县交通局")
EXPECTED = [(1, "新建公厕2座，改造5座。"), (2, "新建停车泊位900个。"), (3, "新建道路3条。")]


def text(*lines: str, parted: str = "\n") -> Document:
    data = parted.join(("云溪县2022年民生实事责任分解表", *lines)).encode()
    return read(data, Source("a.txt", "txt", "0" * 64, len(data)))


def notice(*lines: str, parted: str = "\n") -> Notice:
    return convert(text(*lines, parted=parted), standard())


def said(made: Notice) -> list[tuple[int | None, str]]:
    return [(item.sequence, item.task) for item in made.items]


def codes(made: Notice) -> list[str]:
    return [one.code for one in made.diagnostics if one.code.startswith("borders")]


@pytest.mark.parametrize("parted", ["\n", "\n\n", "\n \n\n"])
def test_a_table_with_a_cell_a_line_is_rebuilt_from_its_header_and_numbers(parted: str) -> None:
    made = notice(*HEADER, *FIRST, *SECOND, *THIRD, parted=parted)

    assert said(made) == EXPECTED
    assert codes(made) == ["borders-rebuilt"]


def test_what_follows_the_table_is_no_part_of_it() -> None:
    made = notice(*HEADER, *FIRST, *SECOND, *THIRD, "云溪县人民政府", "2022年2月1日", parted="\n\n")

    assert said(made) == EXPECTED
    assert made.items[-1].lead_units[0].name == "县交通局"


def test_sections_and_repeated_headers_stand_between_the_rows() -> None:
    made = notice(*HEADER, "一、市容", *FIRST, *HEADER, *SECOND, "二、交通", *THIRD)

    assert said(made) == EXPECTED
    assert [item.category for item in made.items] == ["一、市容", "一、市容", "二、交通"]


def test_a_line_that_ends_in_a_comma_goes_on_in_the_next() -> None:
    made = notice(*HEADER, *FIRST, *SECOND[:3], "县公安局、", "县城管局", *THIRD)

    assert [office.name for office in made.items[1].lead_units] == ["县公安局", "县城管局"]


def test_a_row_with_a_line_too_many_is_reported_and_left_out() -> None:
    made = notice(*HEADER, *FIRST, *SECOND, "县城管局", *THIRD, "4", "养老", "新建中心1个。", "县民政局")

    assert [sequence for sequence, _ in said(made)] == [1, 3, 4]
    assert codes(made) == ["borders-rebuilt", "borders-lost"]


def test_a_table_whose_rows_do_not_fit_is_not_rebuilt() -> None:
    with pytest.raises(NoContent, match="borders"):
        notice(*HEADER, *FIRST, "县财政局", *SECOND, "县城管局", "1", "2")
