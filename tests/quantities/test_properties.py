"""What holds of any text: the account adds up, spans are exact, reading never fails."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from extractor.quantities import find_quantities
from extractor.vocabulary import standard

WORDS = re.findall(
    r"\S+",
    """
    新增 建设 完成 达到 提高到 由 从 不少于 约 近 每人每月 其中 ， 。 、 （ ） “ ” 学位 老人 公里 万元 个 所 % 个百分点
    岁以上 人次 2019年 年底前 6月底前 6000 2.4万 三 十几 数百 30余 80-89 3—5 1,100 百分之八十五 二级甲等 第 一次 一律
    十四五 各 分别 以内 左右 动态清零 亩 元/人·月 下降 比上年 较2018年 已 投资 补贴
    """,
)
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
ANY_TEXT = st.one_of(SENTENCES, st.text(max_size=60))


@given(ANY_TEXT)
def test_a_raw_text_equals_its_slice(text: str) -> None:
    found = find_quantities(text)

    assert all(text[one.start : one.end] == one.raw for one in (*found.targets, *found.numerals))


@given(ANY_TEXT)
def test_readings_stand_in_order_and_do_not_overlap(text: str) -> None:
    numerals = find_quantities(text).numerals

    assert all(one.end <= other.start for one, other in pairwise(numerals))


@given(ANY_TEXT)
@example("“80-89”")
def test_every_digit_is_inside_exactly_one_reading_or_a_known_word(text: str) -> None:
    covered = {at for one in find_quantities(text).numerals for at in range(one.start, one.end)}
    plain = standard().section("names")["words"]
    known = {at for word in plain for found in re.finditer(re.escape(word), text) for at in range(*found.span())}
    digits = {at for at, char in enumerate(text) if char in "0123456789０１２３４５６７８９"}

    assert digits <= covered | known


@given(ANY_TEXT)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert find_quantities(text) == find_quantities(text)


@given(ANY_TEXT)
def test_a_target_has_a_value_or_bounds_or_a_grade(text: str) -> None:
    for target in find_quantities(text).targets:
        assert target.value is not None or target.low is not None or target.grade is not None


@given(ANY_TEXT)
def test_a_part_belongs_to_an_earlier_target(text: str) -> None:
    seen: set[str] = set()
    for target in find_quantities(text).targets:
        assert target.part_of is None or target.part_of in seen
        seen.add(target.id)
