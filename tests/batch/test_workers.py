"""A document that hangs, kills its worker or grows too large costs itself alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.batch.convert import Job, Settings
from extractor.batch.ledger import Outcome
from extractor.batch.sources import find
from extractor.batch.workers import work
from extractor.limits import Limits
from tests.batch.parts import folder_of, misbehave, notice

LIMITS = Limits(seconds=2)


def outcomes_of(texts: dict[str, str], tmp_path: Path, n_workers: int = 2) -> dict[str, Outcome]:
    source = folder_of(tmp_path / "in", **texts)
    settings = Settings(str(tmp_path / "out"), limits=LIMITS)
    jobs = [Job(origin) for origin in find([str(source)], [tmp_path / "out"], LIMITS)]
    done = list(work(jobs, settings, n_workers, str(tmp_path / "guard"), task=misbehave))
    assert len(done) == len(texts)
    return {outcome.name.removesuffix(".txt"): outcome for outcome in done}


@pytest.mark.parametrize(
    "evil, code",
    [
        ("hang", "time-exceeded"),
        ("segfault", "worker-died"),
        ("exit", "worker-died"),
        ("grow", "memory-exceeded"),
        ("fail", "worker-died"),
    ],
)
def test_a_document_that_ends_its_worker_costs_itself_alone(evil: str, code: str, tmp_path: Path) -> None:
    texts = {f"n{at:02d}": notice(at + 1) for at in range(12)} | {"n05x": evil}

    done = outcomes_of(texts, tmp_path)

    assert done.pop("n05x").code == code
    assert {outcome.state for outcome in done.values()} == {"written"}


def test_several_of_them_at_once_cost_themselves_alone(tmp_path: Path) -> None:
    evil = dict(zip("abcdef", ["segfault", "hang", "exit", "grow", "segfault", "fail"], strict=True))

    done = outcomes_of(evil | {f"n{at:02d}": notice(at + 1) for at in range(12)}, tmp_path)

    assert {name for name, outcome in done.items() if outcome.state == "failed"} == set(evil)


def test_a_single_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    done = outcomes_of({"a": "segfault", "b": notice()}, tmp_path, n_workers=1)

    assert (done["a"].code, done["b"].state) == ("worker-died", "written")


def test_a_document_whose_worker_died_is_tried_again(tmp_path: Path) -> None:
    done = outcomes_of({"a": f"once {tmp_path / 'mark'}", "b": notice()}, tmp_path)

    assert {outcome.state for outcome in done.values()} == {"written"}


def test_a_death_is_told_by_its_signal(tmp_path: Path) -> None:
    done = outcomes_of({"a": "segfault"}, tmp_path)

    assert "died of SIGSEGV" in str(done["a"].message)


def test_nothing_to_do_is_done_at_once(tmp_path: Path) -> None:
    assert list(work([], Settings(str(tmp_path)), 2, str(tmp_path / "guard"))) == []
