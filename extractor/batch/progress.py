"""What a run shows while it works, with the rate and the time left, and the table at its end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractor.batch.ledger import Outcome
from extractor.batch.run import Tally
from extractor.errors import MissingPackage

Watch = Callable[[Outcome], None]
_SECONDS_A_LINE = 10.0


@contextmanager
def watching(total: int, *, quiet: bool) -> Iterator[Watch]:
    """Give what is told each outcome: a bar in a terminal, a line every ten seconds in a log."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bar(total) as watch:
            yield watch
    else:
        yield _Lines(total)


@contextmanager
def _bar(total: int) -> Iterator[Watch]:
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError as error:
        raise MissingPackage("batch", "it needs the package rich", "pip install 'extractor[batch]'") from error
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    begun = time.monotonic()
    failed = 0
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("", total=total, rate="", failed="")

        def watch(outcome: Outcome) -> None:
            nonlocal failed
            failed += outcome.state == "failed"
            done = progress.tasks[0].completed + 1
            rate = f"{done / max(time.monotonic() - begun, 0.001):.1f}/s"
            progress.update(bar, advance=1, rate=rate, failed=f"[red]{failed} failed" if failed else "")

        yield watch


class _Lines:
    """Progress for a log: now and then a line."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.failed = total, 0, 0
        self.begun = self.said = time.monotonic()

    def __call__(self, outcome: Outcome) -> None:
        self.done += 1
        self.failed += outcome.state == "failed"
        now = time.monotonic()
        if now - self.said >= _SECONDS_A_LINE:
            self.said = now
            rate = self.done / (now - self.begun)
            left = time.strftime("%H:%M:%S", time.gmtime((self.total - self.done) / rate))
            counted = f"{self.done} of {self.total}, {self.failed} failed"
            print(f"{counted}, {rate:.1f} a second, {left} left", file=sys.stderr, flush=True)


def summarise(tally: Tally) -> None:
    """Draw what a run did: how many documents were written, unchanged, failed, and with which codes."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    n_documents = sum(tally.states.values())
    drawn = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    drawn.add_column(justify="right")
    drawn.add_column()
    for state in ("written", "unchanged", "failed"):
        drawn.add_row(str(tally.states[state]), state)
    for code, number in sorted(tally.codes.items(), key=lambda one: (-one[1], one[0])):
        drawn.add_row(str(number), f"  {code}", style="dim")
    if tally.n_errors:
        drawn.add_row(str(tally.n_errors), "carry an error note")
    rate = n_documents / max(tally.seconds, 0.001)
    drawn.add_row(str(n_documents), f"documents in {tally.seconds:.1f} s, {rate:.1f} a second", style="bold")
    Console(stderr=True, highlight=False).print(drawn)
