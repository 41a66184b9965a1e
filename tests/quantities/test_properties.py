"""What holds of any text: the account adds up, spans are exact, reading never fails."""

from __future__ import annotations

import re
from itertools import pairwise

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.quantities import find_quantities
from extractor.quantities.lexicon import lexicon
from extractor.text.numerals import FIRST
from extractor.vocabulary import standard

WORDS = re.findall(
    r"\S+",
    """
    新增 建设 完成 达到 提高到 由 从 不少于 约 近 每人每月 其中 ， 。 、 （ ） “ ” 学位 老人 公里 万元 个 所 % 个百分点
    岁以上 人次 2019年 年底前 6月底前 6000 2.4万 三 十几 数百 30余 80-89 3—5 1,100 百分之八十五 二级甲等 第 一次 一律
    负 零下 三分之 百分之 3,000 又 半 折 成 k /
    上 上百 以上 Ⅲ 类 届 次 十几 1:1 2021.12 前
    十四五 各 分别 以内 左右 动态清零 亩 元/人·月 下降 比上年 较2018年 已 投资 补贴
    """,
)
KNOWN = regex.compile(r"每[个一]|\L<words>", words=[*lexicon(standard()).cues])
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
@example("三公九一")
def test_every_numeral_is_inside_exactly_one_reading_or_a_known_word(text: str) -> None:
    found = find_quantities(text).numerals
    covered = [at for one in found for at in range(one.start, one.end)]
    numerals = {at for at, char in enumerate(text) if char in "0123456789０１２３４５６７８９一二三四五六七八九"}

    assert len(covered) == len(set(covered))
    assert numerals <= set(covered) | inside_words(text)


def inside_words(text: str) -> set[int]:
    """The places of a text that stand in a word of the vocabulary, or in 每一个."""
    return {at for found in KNOWN.finditer(text, overlapped=True) for at in range(*found.span())}


@given(ANY_TEXT)
def test_a_numeral_begins_with_a_character_that_numerals_begin_with(text: str) -> None:
    words = lexicon(standard())

    assert all(words.numeral.match(text, at) is None for at, char in enumerate(text) if char not in FIRST)


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


def test_a_figure_of_more_digits_than_arithmetic_keeps_is_scaled_without_a_fault() -> None:
    [target] = find_quantities(f"新建道路{'1' * 60}公里").targets

    assert target.normalized is not None


def test_scale_words_without_end_are_read_without_a_fault() -> None:
    [target] = find_quantities(f"投资{'亿' * 200_000}元").targets

    assert target.value is not None
