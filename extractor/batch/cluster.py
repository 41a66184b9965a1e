"""The same work on several machines: shards of documents by Dask distributed, Pebble inside of each of its workers.

Every machine must see the inputs and the output folder under the same paths. A shard whose Dask worker is lost is done
by another: results are written whole and are the same bytes whoever writes them, so nothing is lost or doubled.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from extractor.batch.convert import Job, Settings, convert, failure
from extractor.batch.ledger import Outcome
from extractor.batch.workers import Convert, work
from extractor.errors import MissingPackage, WorkerDied

# Seconds of work: enough that the way to a worker costs nothing, little enough to be done twice.
_SHARD = 64
_AHEAD = 3


def spread(
    jobs: Iterable[Job],
    settings: Settings,
    n_workers: int,
    guard: str,
    *,
    task: Convert = convert,
    scheduler: str | None = None,
) -> Generator[Outcome, None, None]:
    """Give the outcome of each job, done by the cluster at the address `scheduler`, else by one on this machine.

    `n_workers` is the number of Dask workers to start here; a cluster that runs already has its own.
    """
    del guard
    with _client(n_workers, scheduler) as client:
        shards = _shards(jobs)
        running: dict[Any, list[Job]] = {}
        done = _distributed().as_completed()
        while True:
            free = _AHEAD * max(1, len(client.nthreads())) - len(running)
            for shard in islice(shards, max(0, free)):
                future = client.submit(convert_shard, shard, settings, task, pure=False, retries=2)
                running[future] = shard
                done.add(future)
            if not running:
                return
            future = next(done)
            yield from _outcomes(future, running.pop(future))


def convert_shard(shard: list[Job], settings: Settings, task: Convert) -> list[Outcome]:
    """Convert a shard in a worker of the cluster, each document in a process below it."""
    with tempfile.NamedTemporaryFile(prefix="extractor-") as guard:
        return list(work(shard, settings, 1, guard.name, task=task))


def _outcomes(future: Any, shard: list[Job]) -> list[Outcome]:
    error = future.exception()
    if error is None:
        outcomes: list[Outcome] = future.result()
        return outcomes
    # Each document stands in a process of its own, so this is the cluster's fault; the next run tries them again.
    lost = [WorkerDied(job.origin.name, f"the cluster lost it ({error})", "run the command again") for job in shard]
    return [failure(one.path, one.code, str(one)) for one in lost]


def _shards(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    waiting = iter(jobs)
    while shard := list(islice(waiting, _SHARD)):
        yield shard


@contextmanager
def _client(n_workers: int, scheduler: str | None) -> Iterator[Any]:
    distributed = _distributed()
    if scheduler:
        with distributed.Client(scheduler) as client:
            yield client
        return
    import dask

    # A daemon may have no children, and each worker here has a process for its documents.
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(n_workers, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        remedy = "pip install 'extractor[cluster]'"
        raise MissingPackage("--engine dask", "it needs the package distributed", remedy) from error
    return distributed
