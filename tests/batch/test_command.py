"""The command `extractor batch` as a user types it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.batch.folder import claimed
from extractor.cli import main
from tests.batch.parts import folder_of, notice, tree


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "in", a=notice(), x__b=notice(7))


def test_a_folder_is_converted_and_counted(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(source), "-o", str(tmp_path / "out")]) == 0

    said = capsys.readouterr().err
    assert "2   written" in said
    assert "2   documents in" in said
    assert set(tree(tmp_path / "out")) == {"a.txt.json", "x/b.txt.json", "failures.jsonl", "run.json"}


def test_some_failed_is_told_by_the_exit_code(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder_of(source, c="没有表格")

    assert main(["batch", str(source), "-o", str(tmp_path / "out")]) == 1
    assert "failures.jsonl" in capsys.readouterr().err


def test_all_failed_is_told_by_the_exit_code(tmp_path: Path) -> None:
    assert main(["batch", str(folder_of(tmp_path / "in", a="没有")), "-o", str(tmp_path / "out"), "-q"]) == 2


def test_a_list_from_stdin_is_taken(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{source / 'a.txt'}\n{source / 'x' / 'b.txt'}\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    assert main(["batch", "--list", "-", "-o", str(tmp_path / "out"), "-q"]) == 0
    assert "x/b.txt.json" in tree(tmp_path / "out")


def test_a_limit_of_ones_own_holds(source: Path, tmp_path: Path) -> None:
    code = main(["batch", str(source), "-o", str(tmp_path / "out"), "-q", "--limit", "file_bytes=10"])

    failures = tree(tmp_path / "out")["failures.jsonl"].decode().splitlines()
    assert code == 2
    assert {json.loads(line)["code"] for line in failures} == {"file-too-large"}


def test_the_settings_of_a_conversion_are_those_of_convert(source: Path, tmp_path: Path) -> None:
    options = ["--keep-cells", "--pdf-engine", "pdfplumber", "--excel"]

    main(["batch", str(source), "-o", str(tmp_path / "out"), "-q", *options])

    stated = json.loads(tree(tmp_path / "out")["run.json"])["settings"]
    assert (stated["keep_cells"], stated["pdf_engine"], stated["excel"]) == (True, "pdfplumber", True)


def test_csv_and_a_dataset_are_made_beside_the_json(source: Path, tmp_path: Path) -> None:
    options = ["--to", "json,csv", "--dataset", str(tmp_path / "data"), "-q"]

    assert main(["batch", str(source), "-o", str(tmp_path / "out"), *options]) == 0
    assert "x/b.txt.targets.csv" in tree(tmp_path / "out")
    assert "items/year=2019/part-00000.parquet" in tree(tmp_path / "data")


@pytest.mark.parametrize(
    "arguments, said",
    [
        ([], "give a PATH"),
        (["gone"], "gone: there is no such file"),
        (["{source}", "--to", "xml"], "there are json, csv"),
        (["{source}", "--to", "csv", "--dataset", "d"], "add json to --to"),
        (["{source}", "--limit", "pages=many"], "a limit is NAME=NUMBER"),
        (["{source}", "--limit", "colour=1"], "a limit is NAME=NUMBER"),
        (["{source}", "--vocabulary", "gone.toml"], "gone.toml: it cannot be read"),
        (["{empty}"], "there is no file"),
    ],
)
def test_wrong_use_is_refused_before_anything_is_written(
    arguments: list[str], said: str, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    filled = [argument.format(source=source, empty=tmp_path / "empty") for argument in arguments]

    assert main(["batch", *filled, "-o", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_a_number_of_jobs_that_cannot_be_is_refused(jobs: str, source: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["batch", str(source), "-o", str(tmp_path / "out"), "--jobs", jobs])


def test_a_second_run_says_why_it_does_not_start(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with claimed(tmp_path / "out"):
        assert main(["batch", str(source), "-o", str(tmp_path / "out")]) == 2

    assert "another run works in this folder – wait for its end" in capsys.readouterr().err


@pytest.mark.parametrize("package, extra", [("pebble", "batch"), ("pyarrow", "parquet")])
def test_a_package_that_is_missing_is_named_with_the_way_to_get_it(
    package: str, extra: str, source: Path, tmp_path: Path
) -> None:
    arguments = ["batch", str(source), "-o", str(tmp_path / "out"), "--dataset", str(tmp_path / "data")]
    code = (
        f"import sys; sys.modules[{package!r}] = None\nfrom extractor.cli import main\n"
        f"if __name__ == '__main__': sys.exit(main({arguments!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert f"pip install 'extractor[{extra}]'" in done.stderr
