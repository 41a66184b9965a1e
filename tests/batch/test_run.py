"""A run goes on where the last one ended, redoes what changed, and always gives the same bytes."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.batch import reports
from extractor.batch.convert import Settings
from extractor.batch.folder import claimed
from extractor.batch.run import Tally, run
from extractor.batch.sources import find
from extractor.errors import OutputBusy, UnusableOutput
from extractor.limits import Limits
from tests.batch.parts import folder_of, misbehave, notice, notices, tree


def batch(source: Path, output: Path, **options: object) -> Tally:
    settings = options.pop("settings", Settings(str(output)))
    assert isinstance(settings, Settings)
    origins = find([str(source)], [output], settings.limits)
    return run(origins, settings, **{"n_workers": 2} | options)  # type: ignore[arg-type]


def test_each_document_becomes_a_json_under_its_folder(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice(), x__a=notice(7))

    batch(source, tmp_path / "out")

    assert set(tree(tmp_path / "out")) == {"a.txt.json", "x/a.txt.json", "failures.jsonl", "run.json"}


def test_what_is_done_is_left_alone(tmp_path: Path) -> None:
    source = notices(tmp_path / "in", 6)
    batch(source, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.txt.json")}

    again = batch(source, tmp_path / "out")

    assert again.states == {"unchanged": 6, "failed": 1}
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    source = notices(tmp_path / "in", 12)
    batch(source, tmp_path / "one", n_workers=1)
    batch(source, tmp_path / "three", n_workers=3)

    assert tree(tmp_path / "one") == tree(tmp_path / "three")


def test_a_changed_document_is_done_anew(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice(), b=notice())
    batch(source, tmp_path / "out")
    folder_of(source, a=notice(7000))

    assert batch(source, tmp_path / "out").states == {"written": 1, "unchanged": 1}
    assert b"7000" in tree(tmp_path / "out")["a.txt.json"]


def test_a_result_that_was_removed_is_made_again(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice(), b=notice())
    batch(source, tmp_path / "out")
    (tmp_path / "out" / "a.txt.json").unlink()

    assert batch(source, tmp_path / "out").states == {"written": 1, "unchanged": 1}


def test_another_program_does_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = folder_of(tmp_path / "in", a=notice(), bad="没有")
    batch(source, tmp_path / "out")
    monkeypatch.setattr(reports, "__version__", "9.9")
    reports.program.cache_clear()

    assert batch(source, tmp_path / "out").states == {"written": 1, "failed": 1}
    assert json.loads(tree(tmp_path / "out")["run.json"])["program"]["version"] == "9.9"
    monkeypatch.undo()
    reports.program.cache_clear()


def test_another_vocabulary_does_all_anew(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice())
    words = tmp_path / "my.toml"
    words.write_text('[[units.unit]]\ncode = "shed"\ndimension = "count"\nforms = ["棚"]\n', encoding="utf-8")
    settings = Settings(str(tmp_path / "out"), vocabulary=str(words))
    batch(source, tmp_path / "out", settings=settings)
    words.write_text(words.read_text(encoding="utf-8").replace("shed", "hut"), encoding="utf-8")

    assert batch(source, tmp_path / "out", settings=settings).states == {"written": 1}


def test_cells_kept_whole_are_results_of_their_own(tmp_path: Path) -> None:
    listed = notice().replace("修路5公里", "1.修路5公里；2.建桥3座；3.建站2个。")
    source = folder_of(tmp_path / "in", a=listed)

    counts = []
    for split_tasks in (True, False):
        batch(source, tmp_path / "out", settings=Settings(str(tmp_path / "out"), split_tasks=split_tasks))
        counts.append(json.loads((tmp_path / "out" / "run.json").read_text())["counts"]["items"])

    assert counts == [4, 2]


def test_a_longer_time_limit_does_nothing_anew(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice())
    batch(source, tmp_path / "out")
    longer = Settings(str(tmp_path / "out"), limits=Limits(seconds=500))

    assert batch(source, tmp_path / "out", settings=longer).states == {"unchanged": 1}


def test_a_failure_that_may_pass_is_tried_by_the_next_run(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a="exit", b=notice())
    first = batch(source, tmp_path / "out", task=misbehave)
    second = batch(source, tmp_path / "out")

    assert (first.codes, second.codes) == ({"worker-died": 1}, {"no-content": 1})


def test_a_document_that_turned_bad_leaves_no_old_result(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", x__a=notice(), b=notice())
    batch(source, tmp_path / "out")
    folder_of(source, x__a="没有表格")
    batch(source, tmp_path / "out")

    assert set(tree(tmp_path / "out")) == {"b.txt.json", "failures.jsonl", "run.json"}
    assert not (tmp_path / "out" / "x").exists()


def test_other_kinds_replace_the_former_ones(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice())
    batch(source, tmp_path / "out", settings=Settings(str(tmp_path / "out"), ("json", "csv")))
    batch(source, tmp_path / "out")

    assert set(tree(tmp_path / "out")) == {"a.txt.json", "failures.jsonl", "run.json"}


def test_results_of_documents_that_are_not_given_stay_until_pruned(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice(), b=notice())
    batch(source, tmp_path / "out")
    (source / "a.txt").unlink()
    batch(source, tmp_path / "out")
    kept = set(tree(tmp_path / "out"))
    batch(source, tmp_path / "out", prune=True)

    assert "a.txt.json" in kept
    assert "a.txt.json" not in tree(tmp_path / "out")
    assert json.loads(tree(tmp_path / "out")["run.json"])["counts"]["documents"] == 1


def test_failures_tell_code_message_and_file(tmp_path: Path) -> None:
    batch(folder_of(tmp_path / "in", a=notice(), b="没有表格", c=" "), tmp_path / "out")

    failures = [json.loads(line) for line in tree(tmp_path / "out")["failures.jsonl"].decode().splitlines()]
    assert [(one["file"], one["code"]) for one in failures] == [("b.txt", "no-content"), ("c.txt", "empty-file")]
    assert all(one["message"] for one in failures)


def test_a_message_quotes_no_more_of_a_document_than_fits_a_log(tmp_path: Path) -> None:
    header = "\t".join(f"栏目{at}" + "长" * 500 for at in range(3))
    batch(folder_of(tmp_path / "in", a=f"{header}\n1\t2\t3\n4\t5\t6\n"), tmp_path / "out")

    assert len(json.loads(tree(tmp_path / "out")["failures.jsonl"])["message"]) <= 500


def test_run_json_counts_the_documents_of_the_folder(tmp_path: Path) -> None:
    batch(notices(tmp_path / "in", 4), tmp_path / "out")

    stated = json.loads(tree(tmp_path / "out")["run.json"])
    assert stated["counts"]["documents"] == 5
    assert stated["counts"]["items"] == 8
    assert stated["counts"]["failures"] == {"no-content": 1}
    assert stated["settings"]["to"] == ["json"]


def test_a_second_run_on_one_folder_is_refused(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice())

    with claimed(tmp_path / "out"), pytest.raises(OutputBusy, match="another run works in this folder"):
        batch(source, tmp_path / "out")


def test_what_a_killed_run_was_writing_is_swept_away(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", x__a=notice())
    (tmp_path / "out" / "x").mkdir(parents=True)
    (tmp_path / "out" / "x" / ".a.txt.json.abcd_123.part").write_bytes(b"{")
    batch(source, tmp_path / "out")

    assert set(tree(tmp_path / "out")) == {"x/a.txt.json", "failures.jsonl", "run.json"}


def test_a_broken_ledger_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "out" / ".extractor").mkdir(parents=True)
    (tmp_path / "out" / ".extractor" / "ledger.sqlite").write_bytes(b"no database at all" * 100)

    with pytest.raises(UnusableOutput, match="begin anew"):
        batch(folder_of(tmp_path / "in", a=notice()), tmp_path / "out")


def test_a_result_that_cannot_be_written_fails_alone(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice(), b=notice())
    (tmp_path / "out" / "a.txt.json").mkdir(parents=True)

    assert batch(source, tmp_path / "out").codes == {"not-written": 1}


def test_limits_are_part_of_what_a_result_depends_on() -> None:
    settings = Settings("out")

    assert reports.fingerprint(settings) != reports.fingerprint(replace(settings, limits=Limits(pages=3)))


def test_a_pipe_among_the_files_is_not_waited_for(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice())
    os.mkfifo(source / "pipe.txt")

    assert batch(source, tmp_path / "out").codes == {"unknown-kind": 1}
