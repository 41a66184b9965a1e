"""All results as one Parquet dataset, the same for the same results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.dataset
import pyarrow.parquet
import pytest

from extractor.batch import dataset as module
from extractor.batch.convert import Settings
from extractor.batch.dataset import schema_of
from extractor.batch.run import run
from extractor.batch.sources import find
from extractor.errors import UnusableOutput
from extractor.limits import STANDARD
from extractor.tabular import ITEM_COLUMNS, TARGET_COLUMNS
from tests.batch.parts import SAMPLES, folder_of, notice, notices, tree


def batch(source: Path, tmp_path: Path, out: str = "out", n_workers: int = 2) -> Path:
    output, data = tmp_path / out, tmp_path / f"{out}-data"
    origins = find([str(source)], [output, data], STANDARD)
    run(origins, Settings(str(output)), n_workers=n_workers, dataset=data)
    return data


def table_of(data: Path, name: str) -> Any:
    return pyarrow.dataset.dataset(data / name, partitioning="hive").to_table()


def test_items_and_targets_stand_in_a_folder_a_year(tmp_path: Path) -> None:
    data = batch(folder_of(tmp_path / "in", a=notice(1, 2019), b=notice(2, 2020), c=notice(3, 2020)), tmp_path)

    assert set(tree(data)) == {
        f"{table}/year={year}/part-00000.parquet" for table in ("items", "targets") for year in (2019, 2020)
    }
    assert table_of(data, "targets").filter(pyarrow.dataset.field("year") == 2020).num_rows == 4


def test_the_rows_are_in_the_order_of_the_documents(tmp_path: Path) -> None:
    data = batch(folder_of(tmp_path / "in", b=notice(2), a=notice(1), x__a=notice(3)), tmp_path)

    rows = table_of(data, "items").to_pylist()
    assert [(row["document"], row["item_id"]) for row in rows] == [
        (document, item) for document in ("a.txt", "b.txt", "x/a.txt") for item in ("1.1", "2.1")
    ]


def test_targets_join_their_items_on_document_and_item(tmp_path: Path) -> None:
    data = batch(SAMPLES / "county-2019", tmp_path)

    items = {(row["document"], row["item_id"]) for row in table_of(data, "items").to_pylist()}
    targets = {(row["document"], row["item_id"]) for row in table_of(data, "targets").to_pylist()}
    assert len(items) == 3 * 23
    assert targets <= items


def test_the_columns_are_those_of_the_table_schemas() -> None:
    assert schema_of("items").names == ["document", *(name for name in ITEM_COLUMNS if name != "year")]
    assert schema_of("targets").names == ["document", *TARGET_COLUMNS]


def test_every_file_has_the_same_schema(tmp_path: Path) -> None:
    data = batch(SAMPLES, tmp_path)

    for table in ("items", "targets"):
        paths = list((data / table).rglob("*.parquet"))
        assert len(paths) >= 5
        assert {pyarrow.parquet.read_schema(path) for path in paths} == {schema_of(table)}


def test_a_notice_without_a_year_has_a_partition(tmp_path: Path) -> None:
    data = batch(folder_of(tmp_path / "in", a=notice().replace("2019年", ""), b=notice()), tmp_path)

    assert sorted(table_of(data, "items").column("year").to_pylist(), key=str) == [2019, 2019, None, None]


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    source = notices(tmp_path / "in", 20)

    assert tree(batch(source, tmp_path, "one", 1)) == tree(batch(source, tmp_path, "three", 3))


def test_many_documents_are_parted_into_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_DOCUMENTS_A_FILE", 3)
    data = batch(folder_of(tmp_path / "in", **{f"n{at}": notice(at + 1) for at in range(7)}), tmp_path)

    assert sorted(path.name for path in (data / "items" / "year=2019").iterdir()) == [
        f"part-0000{number}.parquet" for number in range(3)
    ]
    assert table_of(data, "items").num_rows == 14


def test_only_the_files_of_changed_documents_are_written_anew(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice(1, 2019), b=notice(1, 2020))
    data = batch(source, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*.parquet")}
    folder_of(source, b=notice(2, 2020))
    batch(source, tmp_path)

    changed = {path.parent.name for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert changed == {"year=2020"}


def test_a_file_that_has_no_document_left_is_removed(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice(1, 2019), b=notice(1, 2020))
    batch(source, tmp_path)
    folder_of(source, b=notice(1, 2019))
    data = batch(source, tmp_path)

    assert {path.parent.name for path in data.rglob("*.parquet")} == {"year=2019"}
    assert not list(data.rglob("year=2020"))


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out-data").mkdir()
    (tmp_path / "out-data" / "thesis.docx").write_bytes(b"1")

    with pytest.raises(UnusableOutput, match="files of something else"):
        batch(folder_of(tmp_path / "in", a=notice()), tmp_path)
