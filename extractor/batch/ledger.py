"""What is done: one row a document in an SQLite file, so that a run goes on where the last one ended."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractor.errors import UnusableOutput

State = Literal["written", "failed", "unchanged"]
_VERSION = 1
_SECONDS_A_COMMIT = 0.5
_TABLES = """
create table documents (
    name text primary key, sha256 text, fingerprint text not null, state text not null, outputs text not null,
    code text, message text, year integer, n_items integer, n_targets integer, n_warnings integer, n_errors integer
) without rowid;
create table settings (key text primary key, value text not null) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its results relative to the output folder, or the code and message of its failure.

    `sha256` is of its content, None where that was never read. "unchanged" says that the ledger's row still holds.
    `fingerprint` is of the program and settings that did it, and is set by the ledger.
    """

    name: str
    state: State
    sha256: str | None = None
    outputs: tuple[str, ...] = ()
    code: str | None = None
    message: str | None = None
    year: int | None = None
    n_items: int = 0
    n_targets: int = 0
    n_warnings: int = 0
    n_errors: int = 0
    fingerprint: str = ""


class Ledger:
    """The rows of one output folder; `fingerprint` names the program, vocabulary and settings of this run."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._committed = time.monotonic()
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError as error:
            remedy = f"remove {path.parent} to begin anew; all documents are then converted again"
            raise UnusableOutput(path, f"the ledger cannot be read ({error})", remedy) from error

    def row(self, name: str) -> Outcome | None:
        """Give what a former run made of a document."""
        found = self._base.execute(f"select {_COLUMNS} from documents where name = ?", (name,)).fetchone()
        return _outcome(found) if found else None

    def record(self, outcome: Outcome) -> None:
        """Write a row; rows are made durable together, twice a second."""
        values = (
            outcome.name, outcome.sha256, self.fingerprint, outcome.state, json.dumps(outcome.outputs), outcome.code,
            outcome.message, outcome.year, outcome.n_items, outcome.n_targets, outcome.n_warnings, outcome.n_errors,
        )  # fmt: skip
        self._base.execute(f"insert or replace into documents values ({', '.join('?' * len(values))})", values)
        if time.monotonic() - self._committed > _SECONDS_A_COMMIT:
            self.commit()

    def forget(self, name: str) -> None:
        """Drop the row of a document."""
        self._base.execute("delete from documents where name = ?", (name,))

    def commit(self) -> None:
        """Make all rows durable."""
        self._base.commit()
        self._committed = time.monotonic()

    def rows(self, state: State | None = None) -> Iterator[Outcome]:
        """Give all rows, or those of one state, in the order of their names."""
        where, values = ("where state = ?", (state,)) if state else ("", ())
        return map(_outcome, self._base.execute(f"select {_COLUMNS} from documents {where} order by name", values))

    def by_year(self) -> Iterator[Outcome]:
        """Give the rows of what was written by year and name, those without a year first."""
        query = f"select {_COLUMNS} from documents where state = 'written' order by year, name"
        return map(_outcome, self._base.execute(query))

    def setting(self, key: str) -> str | None:
        """Give what was noted under a key."""
        found = self._base.execute("select value from settings where key = ?", (key,)).fetchone()
        return str(found[0]) if found else None

    def note(self, key: str, value: str) -> None:
        """Note something about the output folder for later runs."""
        self._base.execute("insert or replace into settings values (?, ?)", (key, value))
        self.commit()

    def close(self) -> None:
        """Make all rows durable and let go of the file."""
        self.commit()
        self._base.close()


_COLUMNS = "name, state, sha256, outputs, code, message, year, n_items, n_targets, n_warnings, n_errors, fingerprint"


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    version = base.execute("pragma user_version").fetchone()[0]
    if version not in (0, _VERSION):
        raise sqlite3.DatabaseError(f"it was made by another version, {version}")
    base.execute("pragma journal_mode = wal")
    base.execute("pragma synchronous = normal")
    if version == 0:
        base.executescript(f"begin; {_TABLES} pragma user_version = {_VERSION}; commit;")
    return base


def _outcome(row: tuple[object, ...]) -> Outcome:
    name, state, sha256, outputs, *others = row
    return Outcome(name, state, sha256, tuple(json.loads(str(outputs))), *others)  # type: ignore[arg-type]
