"""The command as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cli import main

SAMPLES = Path(__file__).parents[1] / "samples"
DOCX = str(SAMPLES / "county-2019" / "source.docx")
TXT = str(SAMPLES / "city-2022-money" / "source.txt")


def test_convert_writes_json_and_csv_named_after_the_file(tmp_path: Path) -> None:
    code = main(["convert", DOCX, "-o", str(tmp_path), "--to", "json,csv", "--quiet"])

    assert code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "source.docx.json",
        "source.docx.items.csv",
        "source.docx.items.schema.json",
        "source.docx.targets.csv",
        "source.docx.targets.schema.json",
    }


def test_convert_without_a_folder_prints_the_json(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["convert", TXT]) == 0

    assert json.loads(capfdbinary.readouterr().out)["year"] == 2022


@pytest.mark.parametrize(("options", "n_items"), [([], 8), (["--keep-cells"], 4)])
def test_a_cell_of_several_tasks_is_split_unless_it_is_kept(
    options: list[str], n_items: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["convert", str(SAMPLES / "county-2022-cells" / "source.docx"), *options])

    assert len(json.loads(capfdbinary.readouterr().out)["items"]) == n_items


def test_convert_says_in_a_line_what_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["convert", DOCX, TXT, "-o", str(tmp_path)])

    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("[")]
    assert lines[0].startswith(f"[1/2] {DOCX}: 23 items, 25 targets → ")
    assert lines[1].startswith(f"[2/2] {TXT}: 12 items, ")


def test_the_other_files_go_on_when_one_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"")

    assert main(["convert", str(bad), DOCX, "-o", str(tmp_path / "out")]) == 1
    assert "bad.docx: it is empty" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["source.docx.json"]


def test_nothing_is_written_when_the_only_file_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["convert", str(tmp_path / "gone.pdf"), "-o", str(tmp_path / "out")])

    assert code == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_two_files_of_one_name_are_written_apart_by_their_folders(tmp_path: Path) -> None:
    other = str(SAMPLES / "city-2022-money" / "source.docx")

    assert main(["convert", DOCX, other, DOCX, "-o", str(tmp_path), "-q"]) == 0
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")) == [
        "city-2022-money/source.docx.json",
        "county-2019/source.docx.json",
    ]


def test_explain_numbers_the_items_as_convert_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(SAMPLES / "county-2022-cells" / "source.docx"), "--item", "1.2", "--keep-cells"]) == 2

    assert "there is no item 1.2" in capsys.readouterr().err


def test_several_files_need_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", DOCX, TXT]) == 2
    assert "add -o DIR" in capsys.readouterr().err


def test_an_unknown_format_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", DOCX, "--to", "xml"]) == 2
    assert "--to xml: there are json, csv" in capsys.readouterr().err


def test_wrong_use_exits_with_2_and_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["convert"])

    assert caught.value.code == 2
    assert "--help" in capsys.readouterr().err


def test_excel_gets_its_mark(tmp_path: Path) -> None:
    main(["convert", DOCX, "-o", str(tmp_path), "--to", "csv", "--excel", "-q"])

    assert (tmp_path / "source.docx.items.csv").read_bytes().startswith(b"\xef\xbb\xbfitem_id,")


def test_explain_shows_each_numeral_with_its_role_and_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "80岁以上老人每人每月50元"]) == 0

    shown = capsys.readouterr().out
    assert "80岁" in shown
    assert "condition" in shown
    assert "an age" in shown
    assert "50 元" in shown


def test_explain_draws_the_grid_with_its_marks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    assert main(["explain", str(SAMPLES / "county-2019" / "source.txt")]) == 0
    assert "? 县卫健委" in capsys.readouterr().out


def test_explain_of_an_item_that_is_not_there_names_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", DOCX, "--item", "99.1"]) == 2
    assert "there is no item 99.1" in capsys.readouterr().err


def test_explain_of_a_missing_file_does_not_read_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "gone.docx"]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_tables_gives_each_cell_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", DOCX, "--json"]) == 0

    cells = json.loads(capsys.readouterr().out)[0]["cells"]
    assert cells[0] | {"text": "序号", "row": 0, "col": 0} == cells[0]


def test_tables_draws_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", TXT]) == 0
    assert "table 0: 15 rows × 9 columns" in capsys.readouterr().out


def test_validate_accepts_what_convert_wrote(tmp_path: Path) -> None:
    main(["convert", DOCX, "-o", str(tmp_path), "-q"])

    assert main(["validate", str(tmp_path / "source.docx.json")]) == 0


def test_validate_names_the_path_of_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads((SAMPLES / "county-2019" / "notice.json").read_bytes())
    data["items"][3]["targets"][0]["unit"] = 7
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(data), encoding="utf-8")

    assert main(["validate", str(broken)]) == 1
    assert "items[3].targets[0].unit: 7 is not of type" in capsys.readouterr().out


def test_validate_of_something_that_is_no_json_exits_with_2(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")

    assert main(["validate", str(tmp_path / "a.json")]) == 2


@pytest.mark.parametrize("name", ["notice", "items", "targets"])
def test_schema_prints_a_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == 0
    assert "$schema" in json.loads(capsys.readouterr().out)


def test_vocabulary_prints_the_merged_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "my.toml"
    mine.write_text('[[units.unit]]\ncode = "shed"\ndimension = "count"\nforms = ["棚"]\n', encoding="utf-8")

    assert main(["vocabulary", "units", "--vocabulary", str(mine)]) == 0
    assert json.loads(capsys.readouterr().out)["unit"][-1]["code"] == "shed"


def test_a_vocabulary_of_ones_own_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "my.toml"
    mine.write_text('[[units.unit]]\ncode = "shed"\ndimension = "count"\nforms = ["棚"]\n', encoding="utf-8")

    assert main(["explain", "新建大棚20棚", "--vocabulary", str(mine)]) == 0
    assert "20 棚" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["[unit", "[colours]\n"])
def test_a_bad_vocabulary_is_refused_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    mine = tmp_path / "my.toml"
    mine.write_text(text, encoding="utf-8")

    assert main(["explain", "5人", "--vocabulary", str(mine)]) == 2
    assert "my.toml: it" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["convert", "--help"]])
def test_help_loads_neither_pandas_nor_pdfplumber_nor_docx(arguments: list[str]) -> None:
    heavy = ("pandas", "pdfplumber", "docx", "pypdfium2", "lxml", "regex", "jsonschema", "rich")
    code = (
        "import sys\nfrom extractor.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_a_conversion_loads_no_more_than_its_format_needs(tmp_path: Path) -> None:
    code = (
        f"import sys\nfrom extractor.cli import main\nmain(['convert', {TXT!r}, '-o', {str(tmp_path)!r}, '-q'])\n"
        "heavy = ('pandas', 'pdfplumber', 'docx', 'pypdfium2', 'lxml', 'jsonschema', 'rich')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "extractor", "--version"], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("extractor ")
