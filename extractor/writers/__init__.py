"""Writing a notice: a name for each format, and the function that writes it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from extractor.notice import Notice
from extractor.writers.json_file import to_json, write_json


class Writer(Protocol):
    """Writes a notice at a path and gives the files that it made."""

    def __call__(self, notice: Notice, path: Path, *, excel: bool = False) -> list[Path]:
        """Write `notice` at `path`; `excel` adds what Excel wants."""
        ...


def _csv(notice: Notice, path: Path, *, excel: bool = False) -> list[Path]:
    # Loaded when it is needed, as a reader is: most runs write JSON alone.
    from extractor.writers.csv_files import write_csv

    return write_csv(notice, path, excel=excel)


WRITERS: dict[str, Writer] = {"json": write_json, "csv": _csv}


def write(notice: Notice, path: str | os.PathLike[str], *, excel: bool = False) -> list[Path]:
    """Write a notice in the format of the path's suffix and give the files that were made.

    "out/notice.csv" makes out/notice.items.csv and out/notice.targets.csv with their descriptors.
    Raises ValueError for a suffix that no writer takes.
    """
    target = Path(path)
    writer = WRITERS.get(target.suffix.lower().removeprefix("."))
    if writer is None:
        raise ValueError(f"{target}: no writer for the suffix {target.suffix!r}, there are {', '.join(WRITERS)}")
    return writer(notice, target, excel=excel)


__all__ = ["WRITERS", "Writer", "to_json", "write"]
