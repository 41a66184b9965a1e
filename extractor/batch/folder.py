"""The output folder of a run: one run at a time, and nothing half written left in it."""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import OutputBusy, UnusableOutput

STATE = ".extractor"
# The longest that a worker of a killed run may live on to end its writing.
_PATIENCE = 30.0
# The names that extractor.writers.atomic gives to files in the making.
_IN_THE_MAKING = re.compile(r"\..+\.[a-z0-9_]{8}\.part")


@contextmanager
def claimed(output: Path) -> Iterator[Path]:
    """Hold an output folder for this run alone and give the folder of its state, swept of a killed run's remains.

    Raises `OutputBusy` if another run holds it, `UnusableOutput` if it cannot be written to.
    """
    state = output / STATE
    try:
        state.mkdir(parents=True, exist_ok=True)
        handle = os.open(state / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise UnusableOutput(output, f"it cannot be written to ({error.strerror})", "give another folder") from error
    try:
        _lock(handle, output)
        _outlive(guard_of(state), output)
        sweep(output)
        yield state
    finally:
        os.close(handle)


def guard_of(state: Path) -> Path:
    """Give the file that the workers of a run hold a shared lock on."""
    return state / "workers"


def sweep(folder: Path) -> None:
    """Remove the files that a killed run was making."""
    for where, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".part") and _IN_THE_MAKING.fullmatch(name):
                Path(where, name).unlink(missing_ok=True)


def _lock(handle: int, output: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputBusy(output, "another run works in this folder", "wait for its end, or give another -o") from error


def _outlive(guard: Path, output: Path) -> None:
    """Wait for the workers of a run that was killed: each may still be writing its last document."""
    handle = os.open(guard, os.O_RDWR | os.O_CREAT, 0o666)
    end = time.monotonic() + _PATIENCE
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError as error:
                if time.monotonic() > end:
                    reason = "a worker of a run that was killed is still alive"
                    raise OutputBusy(output, reason, "end it, or wait") from error
                time.sleep(0.05)
    finally:
        os.close(handle)
