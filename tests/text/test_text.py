"""Cleaning, numerals and dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text import dates
from extractor.text.clean import clean, squeeze
from extractor.text.divisions import division_codes
from extractor.text.numerals import parse
from extractor.text.offices import split_offices
from extractor.vocabulary import FOLDER, standard

NOTICE_TEXT = st.text(alphabet="人年月日12345.,，。、（）() \n\t\u3000ab项目％%万千百十一二三", max_size=60)


@pytest.mark.parametrize(
    "raw, cleaned",
    [
        ("报销\n比例", "报销比例"),
        ("项  目", "项目"),
        ("2.\n4万套", "2.4万套"),
        ("投资100\n2.新建", "投资100 2.新建"),
        ("PM2.5 and\nNO2", "PM2.5 and NO2"),
        ("共 6000 人", "共6000人"),
        ("\ufeff附件\u200b1", "附件1"),
        ("全角１２", "全角１２"),
    ],
)
def test_lines_are_joined_and_stray_blanks_dropped(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(NOTICE_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=80))
def test_cleaning_drops_nothing_but_blanks_and_invisible_characters(text: str) -> None:
    assert squeeze(clean(text)) == squeeze(text)


@pytest.mark.parametrize(
    "numeral, value",
    [
        ("2.4万", "24000"), ("1,100万", "11000000"), ("三万四千零五", "34005"), ("一百二十万", "1200000"),
        ("4.78万亿", "4780000000000"), ("5亿1万4千6百", "500014600"), ("3万4000", "34000"), ("二〇一九", "2019"),
        ("壹佰贰拾", "120"), ("廿三", "23"), ("四百五", "450"), ("五亿零六", "500000006"), ("１２３", "123"),
        ("六点五万", "65000"), ("-5", "-5"), ("负三十二", "-32"), ("兩千", "2000"), ("十", "10"), ("0.38万", "3800"),
    ],
)  # fmt: skip
def test_a_numeral_has_its_exact_value(numeral: str, value: str) -> None:
    assert parse(numeral).value == Decimal(value)


@pytest.mark.parametrize(
    "numeral, low, high",
    [("几十", 20, 90), ("十几", 11, 19), ("三四十", 30, 40), ("数百", 200, 900), ("二十几", 21, 29)],
)
def test_a_vague_numeral_has_bounds_and_no_value(numeral: str, low: int, high: int) -> None:
    assert parse(numeral)[:3] == (None, low, high)


@pytest.mark.parametrize(
    "numeral, value", [("230余万", 2300000), ("53万余", 530000), ("2780多万", 27800000), ("十余", 10)]
)
def test_a_numeral_with_yu_or_duo_is_at_least_its_value(numeral: str, value: int) -> None:
    assert parse(numeral) == (value, value, None, "approx")


@given(st.integers(0, 10**12))
def test_a_number_written_in_chinese_is_read_back(number: int) -> None:
    assert parse(in_chinese(number)).value == number


def in_chinese(number: int) -> str:
    """Write a number in full, by the rules for reading it aloud."""
    if number == 0:
        return "零"
    written = ""
    for scale, sign in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, scale)
        if group:
            written += ("零" if written and group < 1000 else "") + below_ten_thousand(group) + sign
    return written


def below_ten_thousand(number: int) -> str:
    written, gap = "", False
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + sign
        gap = not digit
    return written


@pytest.mark.parametrize(
    "text, day",
    [
        ("2019年年底前", date(2019, 12, 31)), ("6月底前", date(2021, 6, 30)), ("12月31日前", date(2021, 12, 31)),
        ("2025年12月31日前", date(2025, 12, 31)),
        ("三季度末前", date(2021, 9, 30)),
        ("2022年1—12月", date(2022, 12, 31)),
        ("2022-2023年", date(2023, 12, 31)), ("2021.8", date(2021, 8, 31)), ("2008年内", date(2008, 12, 31)),
        ("十四五”期末", date(2025, 12, 31)), ("2020年2月", date(2020, 2, 29)),
        ("4月中旬", date(2021, 4, 20)),
        ("2022年上半年", date(2022, 6, 30)), ("二〇一九年", date(2019, 12, 31)),
        ("2022年3月—2023年6月", date(2023, 6, 30)),
    ],
)  # fmt: skip
def test_a_date_is_the_last_day_of_its_period(text: str, day: date) -> None:
    found = dates.find(text, 0, 2021)

    assert found is not None
    assert (found.text, found.last_day) == (text, day)


@pytest.mark.parametrize("text", ["6个月", "3年", "2.5万", "50-60岁", "20亩"])
def test_a_quantity_is_no_date(text: str) -> None:
    assert dates.find(text, 0, 2021) is None


@given(st.text(alphabet="0123456789年月日底末前季度上半第-—至.一二十五”", max_size=20))
def test_reading_a_date_never_raises(text: str) -> None:
    for start in range(len(text)):
        dates.find(text, start, 2021)


@pytest.mark.parametrize(
    "text, names",
    [
        ("县财政局\n县民政局", ["县财政局", "县民政局"]),
        ("渑池县供电\n公司", ["渑池县供电公司"]),
        ("县人力资源和社会保\n障局、财政\n局", ["县人力资源和社会保障局", "县财政局"]),
        ("各县〔市、区〕政府", ["各县〔市、区〕政府"]),
        ("市教育局牵头，市财政局配合", ["市教育局", "市财政局"]),
        ("责任单位：市教育局", ["市教育局"]),
        ("无", []),
        ("", []),
    ],
)
def test_offices_are_split_at_marks_and_line_ends_but_not_inside_names(text: str, names: list[str]) -> None:
    assert [office.full_name for office in split_offices(text, standard())] == names


def test_a_trailing_deng_leaves_the_list_open() -> None:
    offices = split_offices("县财政局、公安局等，各乡（镇）政府", standard())

    assert [(office.others, office.group) for office in offices] == [(False, False), (True, False), (False, True)]


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("浙江省", ("330000",)),
        ("杭州市", ("330100",)),
        ("浙江省杭州市西湖区", ("330106",)),
        ("西湖区", ("330106", "360103")),
        ("重庆市忠县", ("500233",)),
        ("河南省济源市", ("419001",)),
        ("新疆维吾尔自治区", ("650000",)),
        ("潼南县", ("500223",)),
        ("江苏省桐庐县", ()),
        ("东新城区", ()),
        ("云溪县", ()),
        ("", ()),
    ],
)
def test_a_place_has_the_code_of_its_division_or_those_of_its_namesakes(place: str, codes: tuple[str, ...]) -> None:
    assert division_codes(place) == codes


def test_every_division_has_six_digits_and_a_name_of_its_own_within_its_parent() -> None:
    _, *rows = (FOLDER / "divisions.csv").read_text(encoding="utf-8").splitlines()
    divisions = [row.split(",") for row in rows]
    assert all(len(code) == 6 and code.isdigit() and len(name) > 1 for code, name, _ in divisions)
    assert len({code[:4] + name for code, name, _ in divisions}) == len(divisions)
