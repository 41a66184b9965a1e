"""The schema is the promise: it names what the classes name, and both validators agree on it."""

from __future__ import annotations

import copy
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import notice as contract
from extractor.diagnostics import Diagnostic
from extractor.document import Source
from extractor.schema import schema_text, validate
from extractor.tabular import ITEM_COLUMNS, TARGET_COLUMNS

SCHEMA = json.loads(schema_text("notice"))
GOOD = json.loads((Path(__file__).parents[1] / "samples" / "county-2019" / "notice.json").read_bytes())
SMALL = {**GOOD, "items": GOOD["items"][:3]}

KINDS = {
    "source": Source, "column": contract.Column, "table": contract.TableSummary, "office": contract.Office,
    "deadline": contract.Deadline, "normalized": contract.Normalized, "investment": contract.Investment,
    "target": contract.Target, "commitment": contract.Commitment, "place": contract.Place, "item": contract.Item,
    "reading": contract.NumeralReading, "numerals": contract.Numerals, "diagnostic": Diagnostic,
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_definition_names_the_fields_of_its_class_in_their_order(name: str) -> None:
    assert list(SCHEMA["$defs"][name]["properties"]) == list(KINDS[name].__annotations__)


def test_the_schema_names_the_fields_of_a_notice_in_their_order() -> None:
    assert list(SCHEMA["properties"]) == [field.name for field in fields(contract.Notice)]


@pytest.mark.parametrize(("name", "columns"), [("items", ITEM_COLUMNS), ("targets", TARGET_COLUMNS)])
def test_a_table_schema_names_the_columns_of_its_csv(name: str, columns: tuple[str, ...]) -> None:
    assert tuple(field["name"] for field in json.loads(schema_text(name))["fields"]) == columns


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_good_notice_has_no_fault() -> None:
    assert validate(GOOD) == []


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path] * bool(path) + [place for step, inner in steps for place in places(inner, (*path, step))]


PLACES = places(SMALL)
QUICK = jsonschema_rs.validator_for(SCHEMA)
REFERENCE = jsonschema.Draft202012Validator(SCHEMA)


@given(st.sampled_from(PLACES), st.sampled_from([None, 7, "x", [], {}, -1, 1.5, True, "drop"]))
def test_both_validators_agree_on_any_damage(place: tuple[Any, ...], damage: Any) -> None:
    data = copy.deepcopy(SMALL)
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    if damage == "drop":
        del inner[place[-1]]
    else:
        inner[place[-1]] = damage

    assert QUICK.is_valid(data) == REFERENCE.is_valid(data) == (validate(data) == [])
