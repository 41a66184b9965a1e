"""The examples in the vocabulary are its tests."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from extractor.quantities.lexicon import lexicon
from extractor.quantities.readings import scan
from extractor.tables.columns import read_heading
from extractor.text.forms import plain
from extractor.text.offices import split_offices
from extractor.vocabulary import SECTIONS, merge, standard

UNITS = standard().section("units")["unit"]
COLUMNS = standard().section("columns")["column"]
RULES = standard().section("phrases")["rule"]


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_loads(name: str) -> None:
    assert standard().section(name)


def test_no_form_belongs_to_two_units() -> None:
    forms = Counter(form for unit in UNITS for form in unit["forms"])

    assert [form for form, times in forms.items() if times > 1] == []


def test_no_header_belongs_to_two_columns() -> None:
    titles = Counter(title for column in COLUMNS for title in column["titles"])

    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize(
    "unit, text, value",
    [pytest.param(unit, *example, id=example[0]) for unit in UNITS for example in unit["examples"].items()],
)
def test_the_example_of_a_unit_is_read(unit: dict[str, Any], text: str, value: str) -> None:
    readings = scan(plain(text), lexicon(standard())).readings
    quantity = readings[-1].quantity

    assert quantity is not None
    assert quantity.unit in unit["forms"]
    stated = quantity.value if quantity.value is not None else f"{quantity.low}-{quantity.high}"
    assert stated == (value if "-" in value else Decimal(value))


@pytest.mark.parametrize(
    "rule, text", [pytest.param(rule, text, id=text) for rule in RULES for text in rule["examples"]]
)
def test_the_example_of_a_rule_is_claimed_by_that_rule(rule: dict[str, Any], text: str) -> None:
    readings = scan(plain(text), lexicon(standard())).readings

    assert [one.rule for one in readings if one.role == rule["role"]][:1] == [rule["name"]]


@pytest.mark.parametrize(
    "rule, text", [pytest.param(rule, text, id=text) for rule in RULES for text in rule["examples"]]
)
def test_the_example_of_a_rule_is_matched_by_no_other_rule(rule: dict[str, Any], text: str) -> None:
    there = plain(text)
    at = next(one.start for one in scan(there, lexicon(standard())).readings if one.rule == rule["name"])
    found = {one.name: one.match(there, at) for one in lexicon(standard()).rules}

    assert [name for name, match in found.items() if match and match.end() > at] == [rule["name"]]


@pytest.mark.parametrize(
    "column, header", [pytest.param(column, text, id=text) for column in COLUMNS for text in column["examples"]]
)
def test_a_column_takes_its_examples(column: dict[str, Any], header: str) -> None:
    assert read_heading(header, standard()).field == column["field"]


@pytest.mark.parametrize(
    "column, header", [pytest.param(column, text, id=text) for column in COLUMNS for text in column["not"]]
)
def test_a_column_leaves_its_near_misses_alone(column: dict[str, Any], header: str) -> None:
    assert read_heading(header, standard()).field != column["field"]


@pytest.mark.parametrize("example", standard().section("offices")["example"], ids=lambda example: example["text"])
def test_an_office_list_is_split_as_its_example_says(example: dict[str, Any]) -> None:
    assert [office.full_name for office in split_offices(example["text"], standard())] == example["full"]


def test_a_users_entries_come_after_ours() -> None:
    assert merge({"words": ["一"], "deep": {"a": 1}}, {"words": ["二"], "deep": {"b": 2}}) == {
        "words": ["一", "二"],
        "deep": {"a": 1, "b": 2},
    }
