"""Each limit has a setting and an error of its own."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from extractor import errors
from extractor.limits import Limits
from extractor.pipeline import extract
from extractor.readers import read
from tests.batch.parts import zipped

SAMPLES = Path(__file__).parents[1] / "samples"
DOCX = SAMPLES / "county-2019" / "source.docx"
PDF = SAMPLES / "county-2019" / "source.pdf"
NESTED = '<w:document xmlns:w="x"><w:body>{}</w:body></w:document>'


def nested(depth: int) -> bytes:
    start, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    body = NESTED.format(start * depth + "<w:p><w:r><w:t>甲</w:t></w:r></w:p>" + end * depth)
    return zipped({"word/document.xml": body.encode()})


@pytest.mark.parametrize(
    "file, limits, kind",
    [
        (DOCX, Limits(file_bytes=1000), errors.FileTooLarge),
        (DOCX, Limits(unpacked_bytes=1000), errors.UnpacksTooLarge),
        (PDF, Limits(pages=1), errors.TooManyPages),
        (DOCX, Limits(cells=100), errors.TooManyCells),
        (PDF, Limits(cells=100), errors.TooManyCells),
        (DOCX, Limits(cell_chars=20), errors.CellTooLong),
    ],
)
def test_a_file_beyond_a_limit_gets_the_error_of_that_limit(
    file: Path, limits: Limits, kind: type[errors.LimitExceeded]
) -> None:
    with pytest.raises(kind):
        extract(file, limits=limits)


def test_a_part_that_inflates_too_much_is_refused() -> None:
    with pytest.raises(errors.InflatedTooMuch):
        read(zipped({"word/document.xml": b" " * 20 * 2**20}), name="a.docx")


def test_tables_in_tables_are_read_so_deep_and_no_deeper() -> None:
    assert read(nested(32), name="a.docx").tables
    with pytest.raises(errors.NestedTooDeep):
        read(nested(34), name="a.docx")


def test_xml_that_is_nested_beyond_all_reading_is_refused() -> None:
    with pytest.raises(errors.NestedTooDeep):
        read(nested(2000), name="a.docx")


def test_a_forged_span_does_not_grow_the_grid() -> None:
    row = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>'
    body = NESTED.format(f"<w:tbl>{row * 2500}</w:tbl>")

    with pytest.raises(errors.TooManyCells):
        read(zipped({"word/document.xml": body.encode()}), name="a.docx")


def test_no_two_errors_share_a_code() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]

    assert len({kind.code for kind in kinds}) == len(kinds)


def test_every_limit_can_be_set_by_its_name() -> None:
    for field in fields(Limits):
        assert getattr(Limits().changed([f"{field.name}=7"]), field.name) == 7


@pytest.mark.parametrize("text, value", [("5", 5), ("2K", 2048), ("1.5m", 3 * 2**19), ("1G", 2**30)])
def test_a_size_may_be_given_short(text: str, value: int) -> None:
    assert Limits().changed([f"file_bytes={text}"]).file_bytes == value


@pytest.mark.parametrize("setting", ["pages", "pages=", "pages=-1", "pages=x", "sheets=1", "=3"])
def test_a_setting_that_cannot_be_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="a limit is NAME=NUMBER"):
        Limits().changed([setting])


def test_the_readme_names_every_limit_with_its_value_and_code() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    stated = re.findall(r"`(\w+=\d+[KMG]?)`", readme)
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and kind.__base__ is errors.LimitExceeded]

    assert Limits().changed(stated) == Limits()
    assert {setting.partition("=")[0] for setting in stated} == {field.name for field in fields(Limits)}
    assert [kind.code for kind in kinds if f"`{kind.code}`" not in readme] == []
