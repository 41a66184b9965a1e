"""Every sample gives its golden notice, and its three formats give the same items."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor.notice import Notice
from extractor.pipeline import extract
from extractor.readers import read
from extractor.schema import validate
from extractor.tables.rebuild import rebuild
from extractor.vocabulary import standard
from extractor.writers import to_json

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/notice.toml"))
FORMATS = ("docx", "pdf", "txt")


@cache
def notice(name: str, kind: str) -> Notice:
    return extract(SAMPLES / name / f"source.{kind}")


def content(made: Notice) -> dict[str, Any]:
    """What does not depend on the format: the items without their places, the facts of the notice, the account."""
    data = made.to_dict()
    items = [{name: value for name, value in item.items() if name != "cells"} for item in data["items"]]
    facts = ("title", "attachment", "document_number", "year", "region", "unit_note", "numerals")
    return {"items": items, **{name: data[name] for name in facts}}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_its_golden_notice(name: str, request: pytest.FixtureRequest) -> None:
    made = to_json(notice(name, "docx"))
    golden = SAMPLES / name / "notice.json"
    if request.config.getoption("--regenerate"):
        golden.write_bytes(made)

    assert json.loads(made) == json.loads(golden.read_bytes())


@pytest.mark.parametrize("kind", ["pdf", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_the_formats_of_a_sample_give_the_same_content(name: str, kind: str) -> None:
    assert content(notice(name, kind)) == content(notice(name, "docx"))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_every_notice_of_a_sample_fits_the_schema(name: str, kind: str) -> None:
    assert validate(notice(name, kind).to_dict()) == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_every_raw_text_equals_its_slice(name: str, kind: str) -> None:
    for item in notice(name, kind).items:
        for target in item.targets:
            assert getattr(item, target.field)[target.start : target.end] == target.raw


@pytest.mark.parametrize("name", NAMES)
def test_the_roles_add_up_to_the_numerals_found(name: str) -> None:
    numerals = notice(name, "docx").numerals

    assert sum(numerals.by_role.values()) == numerals.found == len(numerals.readings)


@pytest.mark.parametrize("name", NAMES)
def test_no_numeral_of_a_sample_is_unresolved(name: str) -> None:
    assert notice(name, "docx").numerals.unresolved == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_docx_grid_holds_no_inferred_cell(name: str) -> None:
    document = read(SAMPLES / name / "source.docx")
    tables = rebuild(document, standard()).tables

    assert not [cell for table in tables for line in table.lines for cell in line if cell.filled == "inferred"]


def test_item_ids_are_unique_in_each_notice() -> None:
    for name in NAMES:
        ids = [item.id for item in notice(name, "docx").items]

        assert len(set(ids)) == len(ids)


def test_a_pdf_cell_has_its_page_and_its_box() -> None:
    first = notice("county-2019", "pdf").items[0]

    assert all(place.page == 1 and place.bbox for place in first.cells.values())


def test_reading_with_pdfplumber_gives_the_same_items_as_with_pdfium() -> None:
    path = SAMPLES / "district-2024-units" / "source.pdf"

    assert content(extract(path, pdf_engine="pdfplumber"))["items"] == content(extract(path))["items"]
