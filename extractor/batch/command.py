"""The command `extractor batch`: its arguments, and from them a run."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.limits import Limits, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.batch.convert import Settings
    from extractor.batch.run import Engine, Tally
    from extractor.batch.sources import Origin

OK, SOME_FAILED, NOTHING_DONE = 0, 1, 2

EXAMPLES = """examples:
  extractor batch notices -o out                      a JSON for each file in the folder and its folders
  extractor batch notices -o out                      the same again: goes on where it ended, redoes what changed
  extractor batch '2024/**/*.pdf' extra.zip -o out    a glob, and the files in an archive
  find . -name '*.docx' | extractor batch --list - -o out --to json,csv --dataset parquet
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `batch` takes besides the options that it shares with other commands."""
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder, a glob in quotes, a zip archive")
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="the folder for the results")
    parser.add_argument("--list", metavar="FILE", help="a file with a path a line; - reads them from stdin")
    parser.add_argument(
        "--base", metavar="DIR", help="results are named by their path below it (default: the paths' common folder)"
    )
    parser.add_argument("--to", default="json", metavar="KINDS", help="json, csv or json,csv (default: json)")
    parser.add_argument("--excel", action="store_true", help="begin CSV files with the mark that Excel wants")
    parser.add_argument("--dataset", metavar="DIR", help="also all items and targets as partitioned Parquet")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="how many worker processes (default: one a core)")
    parser.add_argument("--engine", choices=("local", "dask"), default="local", help="this machine, or a Dask cluster")
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster that runs, such as tcp://10.0.0.1:8786"
    )
    parser.add_argument(
        "--limit", action="append", default=[], metavar="NAME=N", help=f"a limit set anew, of {', '.join(names())}"
    )
    parser.add_argument(
        "--resume",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="leave alone what is done and has not changed (default)",
    )
    parser.add_argument("--prune", action="store_true", help="remove the results of documents that are not given now")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")


def _jobs(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run_batch(options: argparse.Namespace) -> int:
    """Run the command and give its exit code: 0 all written, 1 some failed, 2 nothing could be done."""
    if os.name == "nt":
        return _fail("batch needs Linux or macOS: Windows has neither its locks nor its memory limits")
    from extractor.batch.sources import find, read_list

    try:
        settings = _settings(options)
    except ValueError as error:
        return _fail(str(error))
    folders = [Path(folder) for folder in (options.output, options.dataset) if folder]
    listed = read_list(options.list) if options.list else []
    origins = find(options.paths, folders, settings.limits, listed=listed, base=options.base)
    if not origins:
        return _fail("there is no file in what was given")
    try:
        tally = _run(origins, settings, options)
    except KeyboardInterrupt:
        return _fail("interrupted; the same command goes on from here")
    if tally.states["failed"] == len(origins):
        return NOTHING_DONE
    return SOME_FAILED if tally.states["failed"] or tally.n_errors else OK


def _run(origins: Sequence[Origin], settings: Settings, options: argparse.Namespace) -> Tally:
    from extractor.batch.progress import summarise, watching
    from extractor.batch.run import run

    with watching(len(origins), quiet=options.quiet) as watch:
        tally = run(
            origins,
            settings,
            n_workers=options.jobs,
            resume=options.resume,
            prune=options.prune,
            dataset=Path(options.dataset) if options.dataset else None,
            watch=watch,
            engine=_engine(options),
        )
    if not options.quiet:
        summarise(tally)
        if tally.codes:
            print(f"what failed, and why: {Path(options.output, 'failures.jsonl')}", file=sys.stderr)
    return tally


def _engine(options: argparse.Namespace) -> Engine:
    from extractor.batch.workers import work

    if options.engine == "local":
        return work
    from extractor.batch.cluster import spread

    return partial(spread, scheduler=options.scheduler)


def _settings(options: argparse.Namespace) -> Settings:
    """Give what was asked for; raises ValueError, in words for the user, for what does not go together."""
    from extractor.batch.convert import Settings
    from extractor.vocabulary import load_vocabulary
    from extractor.writers import WRITERS

    kinds = tuple(options.to.split(","))
    if unknown := [kind for kind in kinds if kind not in WRITERS]:
        raise ValueError(f"--to {','.join(unknown)}: there are {', '.join(WRITERS)}")
    if options.dataset and "json" not in kinds:
        raise ValueError("--dataset is made of the JSON files: add json to --to")
    if options.scheduler and options.engine != "dask":
        raise ValueError("--scheduler is for --engine dask")
    if not options.paths and not options.list:
        raise ValueError("give a PATH, or --list FILE")
    # Here for its errors: better told once now than for every document.
    load_vocabulary(options.vocabulary)
    limits = Limits().changed(options.limit)
    # Absolute, because the workers of a cluster stand in folders of their own.
    output = os.path.abspath(options.output)
    words = os.path.abspath(options.vocabulary) if options.vocabulary else None
    return Settings(output, kinds, options.excel, options.pdf_engine, words, limits, not options.keep_cells)


def _fail(text: str) -> int:
    print(f"extractor: {text}", file=sys.stderr)
    return NOTHING_DONE
