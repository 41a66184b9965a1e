"""A spoiled file gives a valid notice or an error of ours: no traceback, no hang, no invalid output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.convert import Job, Settings, convert
from extractor.batch.ledger import Outcome
from extractor.batch.sources import Origin
from extractor.batch.workers import work
from extractor.limits import Limits
from extractor.quantities import find_quantities
from tests.fuzz.mutants import mutant

# What no file may lead to; the last is the fault of a result that breaks its schema.
FORBIDDEN = {"internal-error", "time-exceeded", "worker-died", "invalid-notice"}
LIMITS = Limits(seconds=20)


def spoil_and_convert(job: Job, settings: Settings) -> Outcome:
    """Make the mutant of the job's number in the worker, so that 20,000 of them need no disk."""
    spoiled = mutant(int(job.origin.name))
    path = Path(settings.output, spoiled.name)
    path.write_bytes(spoiled.data)
    outcome = convert(Job(Origin(spoiled.name, str(path))), settings)
    if outcome.code not in FORBIDDEN:
        path.unlink()
    path.with_name(f"{path.name}.json").unlink(missing_ok=True)
    return outcome


def outcomes(numbers: range, tmp_path: Path) -> Iterator[Outcome]:
    jobs = (Job(Origin(str(number), "")) for number in numbers)
    return work(jobs, Settings(str(tmp_path), limits=LIMITS), 2, str(tmp_path / "guard"), task=spoil_and_convert)


def check(numbers: range, tmp_path: Path) -> None:
    done = list(outcomes(numbers, tmp_path))

    print(sorted(Counter(outcome.code or "written" for outcome in done).items()))
    assert len(done) == len(numbers)
    assert [(one.name, one.message) for one in done if one.code in FORBIDDEN] == []


def test_a_few_hundred_mutants_give_notices_or_errors_of_ours(tmp_path: Path) -> None:
    check(range(400), tmp_path)


@pytest.mark.long
def test_twenty_thousand_mutants_give_notices_or_errors_of_ours(tmp_path: Path) -> None:
    check(range(20_000), tmp_path)


def test_a_mutant_is_the_same_at_every_run() -> None:
    assert [mutant(number) for number in range(60)] == [mutant(number) for number in range(60)]


def test_a_point_behind_a_bracket_begins_a_numeral() -> None:
    assert [one.value for one in find_quantities("补贴5(.3万元").numerals] == [5, 3000]
