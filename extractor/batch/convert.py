"""One document in a worker process: read, converted, written, and what became of it told in a small value."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.batch.archives import read_member
from extractor.batch.ledger import Outcome
from extractor.batch.sources import Origin
from extractor.errors import ExtractorError, NotWritten, UnknownKind
from extractor.limits import STANDARD, Limits
from extractor.notice import Notice
from extractor.pipeline import extract
from extractor.readers import load
from extractor.vocabulary import Vocabulary, load_vocabulary
from extractor.writers import WRITERS

# A message may quote the document; a log is no place for all of it.
_LONGEST_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked for, as far as a single document is concerned."""

    output: str
    kinds: tuple[str, ...] = ("json",)
    excel: bool = False
    pdf_engine: str = "pdfium"
    vocabulary: str | None = None
    limits: Limits = STANDARD
    split_tasks: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """A document to convert; `known` is its content when it was last done, its `outputs` what was then written."""

    origin: Origin
    known: str | None = None
    outputs: tuple[str, ...] = ()


def convert(job: Job, settings: Settings) -> Outcome:
    """Convert a document, or find that its results still hold; no document makes this raise but by its size."""
    name, sha256 = job.origin.name, None
    try:
        if job.origin.error:
            raise job.origin.error
        data = _bytes(job.origin, settings.limits)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 == job.known and all(os.path.exists(Path(settings.output, made)) for made in job.outputs):
            return Outcome(name, "unchanged")
        notice = extract(
            data,
            name=name.rpartition("/")[2],
            pdf_engine=settings.pdf_engine,
            vocabulary=_vocabulary(settings.vocabulary),
            limits=settings.limits,
            split_tasks=settings.split_tasks,
        )
        return _written(name, notice, _write(name, notice, settings))
    except ExtractorError as error:
        return failure(name, error.code, str(error), sha256)
    except MemoryError:
        raise
    except Exception as error:
        return failure(name, "internal-error", f"please report it: {type(error).__name__}: {error}", sha256)


def failure(name: str, code: str, message: str, sha256: str | None = None) -> Outcome:
    """Give the outcome of a document that failed, its message shortened."""
    clean = message.encode("utf-8", "replace").decode("utf-8")
    short = clean if len(clean) <= _LONGEST_MESSAGE else clean[: _LONGEST_MESSAGE - 1] + "…"
    return Outcome(name, "failed", sha256, code=code, message=short)


def _bytes(origin: Origin, limits: Limits) -> bytes:
    path = Path(origin.path)
    if origin.member is not None:
        return read_member(path, origin.member, limits)
    if path.exists() and not path.is_file() and not path.is_dir():
        # A pipe among the files would be waited for until the time is up.
        raise UnknownKind(path, "it is a pipe or a device", "give files")
    return load(path, limits)


@cache
def _vocabulary(path: str | None) -> Vocabulary:
    return load_vocabulary(path)


def _write(name: str, notice: Notice, settings: Settings) -> list[Path]:
    try:
        return [
            made
            for kind in settings.kinds
            for made in WRITERS[kind](notice, Path(settings.output, f"{name}.{kind}"), excel=settings.excel)
        ]
    except OSError as error:
        where = f"{name}: {error.strerror}"
        raise NotWritten(where, "its result cannot be written", "make room or mend the output folder") from error


def _written(name: str, notice: Notice, made: list[Path]) -> Outcome:
    folder = name.rpartition("/")[0]
    severities = [one.severity for one in notice.diagnostics]
    return Outcome(
        name,
        "written",
        notice.source.sha256,
        tuple(f"{folder}/{path.name}" if folder else path.name for path in made),
        year=notice.year,
        n_items=len(notice.items),
        n_targets=sum(len(item.targets) for item in notice.items),
        n_warnings=severities.count("warning"),
        n_errors=severities.count("error"),
    )
