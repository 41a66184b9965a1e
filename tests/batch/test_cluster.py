"""The same run on a cluster: the same bytes, also when a machine is lost in mid-job."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import cluster
from extractor.batch.cluster import spread
from extractor.batch.convert import Job, Settings, convert
from extractor.batch.ledger import Outcome
from extractor.batch.run import Tally, run
from extractor.batch.sources import find
from extractor.limits import STANDARD
from tests.batch.parts import folder_of, misbehave, notice, notices, tree

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
# Its own threads and sockets complain when a worker is killed, as is the point here.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def address() -> Iterator[Any]:
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None) as made,
    ):
        yield made


def batch(source: Path, output: Path, **options: Any) -> Tally:
    return run(find([str(source)], [output], STANDARD), Settings(str(output)), **options)


def slowly(job: Job, settings: Settings) -> Outcome:
    time.sleep(0.05)
    return convert(job, settings)


def test_a_cluster_loses_and_doubles_nothing_when_a_worker_is_killed(
    address: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_SHARD", 8)
    source = notices(tmp_path / "in", 80)
    batch(source, tmp_path / "calm")
    victim = next(iter(address.workers.values())).pid
    seen: list[str] = []
    seen_at_kill: list[int] = []

    def kill() -> None:
        seen_at_kill.append(len(seen))
        os.kill(victim, signal.SIGKILL)

    killer = threading.Timer(2, kill)
    killer.start()
    tally = batch(
        source,
        tmp_path / "torn",
        engine=partial(spread, scheduler=address.scheduler_address),
        task=slowly,
        watch=lambda outcome: seen.append(outcome.name),
    )

    killer.join()
    assert seen_at_kill[0] < 81
    assert tally.states == {"written": 80, "failed": 1}
    assert sorted(seen) == sorted(set(seen))
    assert tree(tmp_path / "torn") == tree(tmp_path / "calm")


def test_a_document_that_kills_its_process_costs_itself_alone_on_a_cluster(address: Any, tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", a=notice(), b="segfault", c=notice())
    tally = batch(source, tmp_path / "out", engine=partial(spread, scheduler=address.scheduler_address), task=misbehave)

    assert (tally.states, tally.codes) == ({"written": 2, "failed": 1}, {"worker-died": 1})
