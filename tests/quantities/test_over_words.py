"""A word that holds a numeral gives way where a longer quantity begins with it."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest

from extractor.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("修建农村公路三公里", "三公里", "3"),
        ("一小时内到达现场", "一小时", "1"),
        ("最低气温零下25.3摄氏度", "零下25.3摄氏度", "-25.3"),
        ("购置三台救护车", "三台", "3"),
        ("面粉三十两", "三十两", "30"),
        ("候诊不超过半小时", "半小时", "0.5"),
        ("办结率达到百分之百", "百分之百", "100"),
    ],
)
def test_a_quantity_is_read_where_a_name_would_cut_it(text: str, raw: str, value: str) -> None:
    found = find_quantities(text).numerals

    assert [(one.raw, one.value) for one in found] == [(raw, Decimal(value))]


@pytest.mark.parametrize("text", ["“三公”经费", "一刻钟便民生活圈", "两癌免费筛查", "四好农村路"])
def test_a_name_without_a_longer_unit_stays_a_name(text: str) -> None:
    assert [one.role for one in find_quantities(text).numerals] == ["name"]


def test_two_bounds_with_between_are_one_range() -> None:
    one = find_quantities("服务半径在20米和30米之间").numerals[0]

    assert (one.low, one.high, one.unit) == (20, 30, "米")


def test_the_callers_precision_changes_no_value() -> None:
    with localcontext(Context(prec=5)):
        found = find_quantities("投资1234567.89元，占三分之一")

    assert found.targets[0].value == Decimal("1234567.89")
