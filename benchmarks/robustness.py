"""Any folder of foreign files: what becomes of each, which are slow, how much memory they take.

    python benchmarks/robustness.py FOLDER [--jobs N] [--limit NAME=N]

Writes nothing beside the folder; exits with 1 if a file is not accounted for or fails by a fault of the program.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractor.batch.convert import Job, Settings, convert
from extractor.batch.ledger import Outcome
from extractor.batch.progress import watching
from extractor.batch.run import run, usable_cores
from extractor.batch.sources import find
from extractor.limits import Limits

MEASURES = "measures"
FAULTS = ("internal-error", "invalid-notice", "worker-died")


def measured(job: Job, settings: Settings) -> Outcome:
    """Convert in a worker and note the seconds, and the most memory that the worker ever held (KiB)."""
    begun = time.perf_counter()
    outcome = convert(job, settings)
    noted = [job.origin.name, time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]
    with Path(settings.output, MEASURES, str(os.getpid())).open("a", encoding="utf-8") as file:
        file.write(json.dumps(noted) + "\n")
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--jobs", type=int, default=usable_cores())
    parser.add_argument("--limit", action="append", default=[], metavar="NAME=N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as output:
        (Path(output) / MEASURES).mkdir()
        settings = Settings(output, limits=Limits().changed(options.limit))
        origins = find([options.folder], [Path(output)], settings.limits)
        codes: Counter[str] = Counter()
        with watching(len(origins), quiet=False) as watch:

            def note(outcome: Outcome) -> None:
                codes[outcome.code or "written"] += 1
                watch(outcome)

            tally = run(origins, settings, n_workers=options.jobs, watch=note, task=measured)
        draw(codes, measures(Path(output) / MEASURES), tally.seconds)
    accounted = sum(codes.values())
    print(f"{accounted} of {len(origins)} files accounted for")
    return 0 if accounted == len(origins) and not any(codes[fault] for fault in FAULTS) else 1


def measures(folder: Path) -> list[tuple[str, float, int]]:
    """Give name, seconds and peak KiB of each document."""
    return [
        (name, seconds, kib)
        for path in folder.iterdir()
        for name, seconds, kib in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def draw(codes: Counter[str], found: list[tuple[str, float, int]], seconds: float) -> None:
    console = Console(highlight=False)
    outcomes = Table("outcome", "files", title=f"{sum(codes.values())} files in {seconds:.1f} s")
    for code, number in codes.most_common():
        outcomes.add_row(code, str(number))
    console.print(outcomes)
    slow = Table("slowest", "seconds")
    for name, took, _ in sorted(found, key=lambda one: -one[1])[:10]:
        slow.add_row(name, f"{took:.3f}")
    console.print(slow)
    console.print(f"peak memory of a worker: {max((kib for _, _, kib in found), default=0) / 1024:.0f} MiB")


if __name__ == "__main__":
    sys.exit(main())
