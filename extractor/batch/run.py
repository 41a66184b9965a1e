"""A run from its documents to its reports: what is new or changed is converted, what is done is left alone."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from extractor.batch.convert import Job, Settings, convert
from extractor.batch.dataset import check_dataset, write_dataset
from extractor.batch.folder import claimed, guard_of, sweep
from extractor.batch.ledger import Ledger, Outcome
from extractor.batch.reports import fingerprint, write_failures, write_run
from extractor.batch.sources import Origin
from extractor.batch.workers import Convert, work
from extractor.writers.atomic import write_whole

# Another day, another outcome: these are tried again by every run.
PASSING = frozenset({"time-exceeded", "memory-exceeded", "worker-died", "not-written", "missing-file"})


class Engine(Protocol):
    """Gives the outcome of each job, in any order; `extractor.batch.workers.work` is one."""

    def __call__(
        self, jobs: Iterable[Job], settings: Settings, n_workers: int, guard: str, *, task: Convert = convert
    ) -> Generator[Outcome, None, None]:
        """Convert the jobs."""
        ...


@dataclass(slots=True)
class Tally:
    """What a run did, which is not what the folder holds: documents by what became of them, failures by code."""

    states: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    n_errors: int = 0
    seconds: float = 0.0

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        self.states[outcome.state] += 1
        self.n_errors += outcome.n_errors > 0
        if outcome.code:
            self.codes[outcome.code] += 1


def run(
    origins: Sequence[Origin],
    settings: Settings,
    *,
    n_workers: int | None = None,
    resume: bool = True,
    prune: bool = False,
    dataset: Path | None = None,
    watch: Callable[[Outcome], None] = lambda _: None,
    engine: Engine = work,
    task: Convert = convert,
) -> Tally:
    """Convert documents into the output folder of the settings and give what was done.

    Without `resume` all are converted anew; `prune` removes the results of documents that are no longer given.
    `watch` is told each outcome as it comes; `engine` spreads the documents over processes or machines.
    Raises `OutputBusy` while another run works there.
    """
    output, begun, tally = Path(settings.output), time.monotonic(), Tally()
    with claimed(output) as state:
        ledger = Ledger(state / "ledger.sqlite", fingerprint(settings))
        try:
            if dataset:
                check_dataset(ledger, dataset)
            if prune:
                _prune(ledger, output, {origin.name for origin in origins})
            jobs = _jobs(origins, ledger, resume=resume)
            outcomes = engine(jobs, settings, n_workers or usable_cores(), str(guard_of(state)), task=task)
            with closing(outcomes):
                for outcome in outcomes:
                    tally.add(_settle(outcome, ledger, output))
                    watch(outcome)
            _report(ledger, settings, dataset)
        finally:
            ledger.close()
        sweep(output)
        tally.seconds = time.monotonic() - begun
        _note_times(state, tally)
    return tally


def usable_cores() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _jobs(origins: Iterable[Origin], ledger: Ledger, *, resume: bool) -> Iterator[Job]:
    for origin in origins:
        row = ledger.row(origin.name) if resume else None
        if row and row.fingerprint == ledger.fingerprint and row.code not in PASSING:
            yield Job(origin, row.sha256, row.outputs)
        else:
            yield Job(origin)


def _settle(outcome: Outcome, ledger: Ledger, output: Path) -> Outcome:
    """Record an outcome, and remove the results of a former run that it does not have any more.

    Gives the outcome to count: what is unchanged counts as the failure that it was.
    """
    before = ledger.row(outcome.name)
    if outcome.state == "unchanged" and before:
        return before if before.state == "failed" else replace(before, state="unchanged")
    if before:
        _remove(set(before.outputs) - set(outcome.outputs), output)
    ledger.record(outcome)
    return outcome


def _prune(ledger: Ledger, output: Path, names: set[str]) -> None:
    for row in [row for row in ledger.rows() if row.name not in names]:
        _remove(row.outputs, output)
        ledger.forget(row.name)
    ledger.commit()


def _remove(results: Iterable[str], output: Path) -> None:
    for result in results:
        path = output / result
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == output or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _report(ledger: Ledger, settings: Settings, dataset: Path | None) -> None:
    ledger.commit()
    output = Path(settings.output)
    if dataset:
        write_dataset(ledger, output, dataset)
    write_failures(ledger, output)
    write_run(ledger, output, settings)


def _note_times(state: Path, tally: Tally) -> None:
    """Keep what differs from run to run out of run.json."""
    noted = {"seconds": round(tally.seconds, 3), "states": tally.states, "failures": tally.codes}
    write_whole(state / "last-run.json", (json.dumps(noted, sort_keys=True) + "\n").encode())
