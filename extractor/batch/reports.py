"""What a run leaves beside the results: failures.jsonl and run.json, the same for the same inputs and settings."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.batch.convert import Settings
from extractor.batch.ledger import Ledger
from extractor.schema import SCHEMAS, schema_text
from extractor.writers.atomic import write_whole

# What reads and writes the formats: another version of it may give another result.
_LIBRARIES = ("lxml", "orjson", "pdfplumber", "pypdfium2", "regex")
# Their failures are tried again by every run, so that they change no result that is there.
_OF_THE_DAY = ("seconds", "memory_bytes")


@cache
def program() -> dict[str, Any]:
    """Give what the results depend on besides inputs and settings: the version, the code and words, the libraries."""
    return {
        "version": __version__,
        "sha256": _digest_of_package(),
        "libraries": {name: metadata.version(name) for name in _LIBRARIES},
    }


def _digest_of_package() -> str:
    """Digest the modules, the vocabulary and the schemas: a checkout changes without its version."""
    folder = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.toml")]):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    for name in SCHEMAS:
        digest.update(schema_text(name).encode())
    return digest.hexdigest()


def described(settings: Settings) -> dict[str, Any]:
    """Give the settings of a run as run.json states them; the user's vocabulary by its digest."""
    words = Path(settings.vocabulary).read_bytes() if settings.vocabulary else None
    return {
        "to": list(settings.kinds),
        "excel": settings.excel,
        "pdf_engine": settings.pdf_engine,
        "keep_cells": not settings.split_tasks,
        "vocabulary_sha256": hashlib.sha256(words).hexdigest() if words is not None else None,
        "limits": settings.limits.to_dict(),
    }


def fingerprint(settings: Settings) -> str:
    """Digest the program and the settings: a document done under another fingerprint is done anew."""
    stated = described(settings)
    stated["limits"] = {name: value for name, value in stated["limits"].items() if name not in _OF_THE_DAY}
    return hashlib.sha256(json.dumps([program(), stated], sort_keys=True).encode()).hexdigest()


def write_failures(ledger: Ledger, output: Path) -> None:
    """Write failures.jsonl, a line a failed document in the order of their names; empty when there is none."""
    lines = [
        json.dumps({"file": row.name, "code": row.code, "message": row.message}, ensure_ascii=False) + "\n"
        for row in ledger.rows("failed")
    ]
    write_whole(output / "failures.jsonl", "".join(lines).encode())


def write_run(ledger: Ledger, output: Path, settings: Settings) -> dict[str, Any]:
    """Write run.json and give its counts, which are of all documents in the output folder."""
    counts = _counts(ledger)
    stated = {"counts": counts, "program": program(), "settings": described(settings)}
    write_whole(output / "run.json", (json.dumps(stated, ensure_ascii=False, indent=2) + "\n").encode())
    return counts


def _counts(ledger: Ledger) -> dict[str, Any]:
    totals = Counter(documents=0, written=0, with_warnings=0, with_errors=0, items=0, targets=0, failed=0)
    codes: Counter[str] = Counter()
    for row in ledger.rows():
        totals["documents"] += 1
        totals[row.state] += 1
        totals["items"] += row.n_items
        totals["targets"] += row.n_targets
        totals["with_warnings"] += row.n_warnings > 0
        totals["with_errors"] += row.n_errors > 0
        codes.update([row.code] if row.code else [])
    return {**totals, "failures": dict(sorted(codes.items()))}
