"""Documents spread over worker processes by Pebble: one that hangs, dies or grows too large costs itself alone.

A document that ended its worker is tried once more; the second time that is its outcome. The workers come from a
fork server: they start in milliseconds with the readers loaded, and hold nothing of the process that keeps the ledger.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import sys
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from extractor.batch.convert import Job, Settings, convert, failure
from extractor.batch.ledger import Outcome
from extractor.errors import MemoryExceeded, MissingPackage, TimeExceeded, WorkerDied

if TYPE_CHECKING:
    from pebble import ProcessPool

Convert = Callable[[Job, Settings], Outcome]

TRIES = 2
# So many times may the pool itself break while a document is in flight, before the document is taken for the cause.
_BREAKS = 3
_PRELOADED = ["extractor.batch.warm"]
_DIE_WITH_PARENT = 1


@dataclass(frozen=True, slots=True)
class _Attempt:
    job: Job
    number: int = 1
    breaks: int = 0


def work(
    jobs: Iterable[Job], settings: Settings, n_workers: int, guard: str, *, task: Convert = convert
) -> Generator[Outcome, None, None]:
    """Give the outcome of each job as it comes; of `n_workers` at once, in no order.

    Every worker holds a shared lock on the file `guard`, so that a later run can tell whether one is still alive.
    """
    crew = _Crew(settings, n_workers, guard, task)
    waiting = map(_Attempt, jobs)
    try:
        # A few more than there are workers, so that none waits for its next document.
        for attempt in islice(waiting, 2 * n_workers):
            crew.take(attempt)
        while crew.running or crew.lost:
            yield from crew.finished()
            for attempt in islice(waiting, max(0, 2 * n_workers - len(crew.running))):
                crew.take(attempt)
    finally:
        crew.dismiss()


class _Crew:
    """A pool of workers and the documents that they have in hand."""

    def __init__(self, settings: Settings, n_workers: int, guard: str, task: Convert) -> None:
        self.settings, self.n_workers, self.guard, self.task = settings, n_workers, guard, task
        self.running: dict[Future[Outcome], _Attempt] = {}
        self.lost: list[Outcome] = []
        self.pool = self._hired()

    def take(self, attempt: _Attempt) -> None:
        """Hand a document to the workers."""
        try:
            self._schedule(attempt)
        except RuntimeError:
            self._renew()
            self._schedule(attempt)

    def finished(self) -> list[Outcome]:
        """Give what has been finished, after a second at the latest; what failed by its worker is begun anew."""
        done, _ = wait(self.running, timeout=1, return_when=FIRST_COMPLETED)
        broken = not done and not self.pool.active
        outcomes: list[Outcome] = []
        for future in done:
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                broken = True
            elif error is None:
                del self.running[future]
                outcomes.append(future.result())
            else:
                self._again(error, self.running.pop(future))
        if broken:
            self._renew()
        outcomes += self.lost
        self.lost = []
        return outcomes

    def dismiss(self) -> None:
        """Stop all workers at once."""
        self.pool.stop()  # type: ignore[no-untyped-call]
        # A pool that broke may complain once more; there is nothing left to lose.
        with contextlib.suppress(Exception):
            self.pool.join()

    def _hired(self) -> ProcessPool:
        pool = _pool_class()
        context: Any = get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        memory = self.settings.limits.memory_bytes
        return pool(
            max_workers=self.n_workers,
            initializer=_start,
            initargs=(memory, self.guard, os.getpid()),
            context=context,
        )

    def _schedule(self, attempt: _Attempt) -> None:
        seconds = self.settings.limits.seconds
        self.running[self.pool.schedule(self.task, (attempt.job, self.settings), timeout=seconds)] = attempt

    def _again(self, error: BaseException, attempt: _Attempt) -> None:
        """Try a document again, or count it among the lost."""
        if attempt.number < TRIES:
            self.take(replace(attempt, number=attempt.number + 1))
        else:
            self.lost.append(_lost(attempt.job, error, self.settings))

    def _renew(self) -> None:
        """Hire a new crew after the pool itself broke, for all that the old one had in hand."""
        attempts = [replace(attempt, breaks=attempt.breaks + 1) for attempt in self.running.values()]
        self.running.clear()
        self.dismiss()
        self.pool = self._hired()
        for attempt in attempts:
            if attempt.breaks <= _BREAKS:
                self._schedule(attempt)
            else:
                self.lost.append(_lost(attempt.job, BrokenProcessPool("with all others"), self.settings))


def _pool_class() -> type[ProcessPool]:
    try:
        from pebble import ProcessPool
    except ImportError as error:
        raise MissingPackage("batch", "it needs the package pebble", "pip install 'extractor[batch]'") from error
    return ProcessPool


def _lost(job: Job, error: BaseException, settings: Settings) -> Outcome:
    """Give the failure of a document that its worker did not come back from."""
    name, limits = job.origin.name, settings.limits
    again = f"tried {TRIES} times; look at the file, or raise the limit"
    if isinstance(error, TimeoutError):
        lost: Any = TimeExceeded(name, f"it took more than {limits.seconds} seconds", again)
    elif isinstance(error, MemoryError):
        lost = MemoryExceeded(name, f"it took more than {limits.memory_bytes} bytes of memory", again)
    else:
        lost = WorkerDied(name, _death(error), again)
    return failure(name, lost.code, str(lost))


def _death(error: BaseException) -> str:
    code = getattr(error, "exitcode", None)
    if isinstance(code, int) and code < 0:
        return f"the process that read it died of {signal.Signals(-code).name}"
    return f"the process that read it died ({code if code is not None else error})"


# ------------------------------------------------------------------------------------- inside of a worker


def _start(memory: int, guard: str, parent: int) -> None:
    """Prepare a worker: its limits, and its end when the run ends by force."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    _hold(guard, parent)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _hold(guard: str, parent: int) -> None:
    """Share the lock on the guard until the process ends, whatever ends it."""
    handle = os.open(guard, os.O_RDWR | os.O_CREAT, 0o666)
    fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        # Whoever started us may have been killed before the lock was held; a new run must then not meet us.
        os.kill(parent, 0)
    except ProcessLookupError:
        os._exit(1)
