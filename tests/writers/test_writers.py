"""What is written: whole files, exact numbers, the bytes that pandas would write."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas
import pytest

import extractor
from extractor.errors import InvalidNotice
from extractor.notice import Notice
from extractor.tabular import ITEM_COLUMNS, TARGET_COLUMNS, item_rows, target_rows
from extractor.writers import to_json, write
from extractor.writers.atomic import write_whole
from extractor.writers.csv_files import harmless, to_csv

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def notice() -> Notice:
    return extractor.extract(SAMPLES / "city-2022-money" / "source.docx")


def with_first_target(notice: Notice, **changes: object) -> Notice:
    item = next(item for item in notice.items if item.targets)
    targets = (item.targets[0]._replace(**changes), *item.targets[1:])
    return replace(notice, items=(replace(item, targets=targets),))


def test_a_number_that_no_float_holds_is_written_with_all_its_digits(notice: Notice) -> None:
    long = Decimal("123456789.123456789123456789")

    assert b'"value": 123456789.123456789123456789' in to_json(with_first_target(notice, value=long))


def test_json_keys_stand_in_the_order_of_the_contract(notice: Notice) -> None:
    assert list(json.loads(to_json(notice)))[:4] == ["schema_version", "source", "title", "attachment"]


def test_a_notice_that_breaks_the_contract_is_never_written(notice: Notice, tmp_path: Path) -> None:
    with pytest.raises(InvalidNotice, match=r"items\[0\]\.targets\[0\]\.comparator"):
        write(with_first_target(notice, comparator="about"), tmp_path / "a.json")

    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="no space"):
        write_whole(tmp_path / "a.json", b"{}")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["items", "targets"])
def test_the_csv_files_hold_the_bytes_that_pandas_would_write(notice: Notice, tmp_path: Path, name: str) -> None:
    write(notice, tmp_path / "a.csv")
    frame = notice.to_frames()[name]
    for column in frame:
        frame[column] = pandas.Series([harmless(value) for value in frame[column]], dtype=object)

    assert (tmp_path / f"a.{name}.csv").read_bytes() == frame.to_csv(index=False, lineterminator="\r\n").encode()


def test_the_two_tables_join_on_item_id(notice: Notice) -> None:
    data = notice.to_dict()

    assert {row["item_id"] for row in target_rows(data)} <= {row["item_id"] for row in item_rows(data)}


def test_the_rows_have_the_columns_of_their_table(notice: Notice) -> None:
    data = notice.to_dict()

    assert tuple(item_rows(data)[0]) == ITEM_COLUMNS
    assert tuple(target_rows(data)[0]) == TARGET_COLUMNS


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd|x", "@SUM(A1)", "＝1", "\tx"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    written = to_csv([{"a": text}], ["a"]).decode()

    assert next(iter(list(csv.reader(io.StringIO(written)))[1])) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+3.2", "-12%"])
def test_a_plain_number_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_an_unknown_suffix_is_refused(notice: Notice, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no writer for the suffix"):
        write(notice, tmp_path / "a.xml")
