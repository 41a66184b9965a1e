"""Which documents a run takes: files, folders, globs, lists and archives, each under a name of its own.

The name of a document is its path below the base – the common folder of everything that was given – so that
files of one name in different folders stay apart. A member of an archive stands below the archive's name.
"""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from extractor.batch.archives import is_archive, members
from extractor.batch.folder import STATE
from extractor.batch.names import decoded, fitting
from extractor.errors import ExtractorError, MissingFile, UnsafeName, UnusableOutput
from extractor.limits import Limits

# What systems and editors leave beside documents.
_LITTER = ("~$", ".")
_LITTER_NAMES = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Origin:
    """A document to convert: the `name` of its results, its path, and its place in the directory of an archive.

    `error` says why it cannot be read, where that is known without reading it.
    """

    name: str
    path: str
    member: int | None = None
    error: ExtractorError | None = None


def find(
    paths: Sequence[str],
    outputs: Sequence[Path],
    limits: Limits,
    *,
    listed: Sequence[str] = (),
    base: str | None = None,
) -> list[Origin]:
    """Give the documents of all paths in the order of their names, each once.

    `listed` are paths that may be gone, as those of a long list. Nothing below one of the `outputs` is taken.
    Raises `MissingFile` for a path or glob that finds nothing, `UnusableOutput` for an input inside of the output.
    """
    given = [*(one for path in paths for one in _expanded(path)), *map(Path, listed)]
    if base and not os.path.isdir(base):
        raise MissingFile(base, "there is no such folder", "check --base")
    root = Path(os.path.abspath(base)) if base else _common([*map(_anchor, paths), *map(_anchor, listed)])
    inside = _Below(outputs)
    if any(inside(str(path)) for path in given):
        raise UnusableOutput(outputs[0], "an input lies inside of the output folder", "give another folder with -o")
    found: dict[tuple[str, int | None], Origin] = {}
    for path in given:
        for file in _files(path, inside):
            for origin in _origins(file, root, limits):
                found[origin.path, origin.member] = origin
    return _apart(sorted(found.values(), key=lambda origin: (origin.name, origin.path, origin.member or 0)))


def read_list(path: str) -> list[str]:
    """Give the paths that a file lists, one a line; "-" is the standard input."""
    text = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    lines = text.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [os.fsdecode(line.strip()) for line in lines if line.strip()]


def _expanded(path: str) -> list[Path]:
    if os.path.lexists(path):
        return [Path(path)]
    if glob.has_magic(path) and (matches := glob.glob(path, recursive=True)):
        return [Path(match) for match in matches]
    raise MissingFile(path, "there is no such file or folder", "check the path")


def _anchor(path: str) -> str:
    """Give the folder that a path names for itself: of a glob, what stands before the first wildcard."""
    if not os.path.lexists(path) and glob.has_magic(path):
        parts = Path(path).parts
        fixed = parts[: next(at for at, part in enumerate(parts) if glob.has_magic(part))]
        return os.path.abspath(os.path.join(*fixed) if fixed else ".")
    absolute = os.path.abspath(path)
    return absolute if os.path.isdir(absolute) else os.path.dirname(absolute)


def _common(folders: Sequence[str]) -> Path:
    return Path(os.path.commonpath(folders)) if folders else Path.cwd()


class _Below:
    """Tells whether a path lies in one of some folders, links resolved; a parent is resolved once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = [os.path.realpath(folder) for folder in folders]
        self.resolved = cache(os.path.realpath)

    def __call__(self, path: str) -> bool:
        parent, name = os.path.split(os.path.abspath(path))
        real = os.path.join(self.resolved(parent), name)
        return any(real == folder or real.startswith(folder + os.sep) for folder in self.folders)


def _files(path: Path, output: _Below) -> Iterator[Path]:
    """Give a file, or the files below a folder; a folder that cannot be listed stands for itself and will fail."""
    if not path.is_dir():
        yield path
        return
    closed: list[OSError] = []
    seen = {os.path.realpath(path)}
    for folder, names, files in os.walk(path, onerror=closed.append, followlinks=True):
        names[:] = [name for name in sorted(names) if not _is_litter(name)]
        real = {name: os.path.realpath(os.path.join(folder, name)) for name in names}
        # Links may lead in a ring, or to where results are written.
        names[:] = [name for name in names if real[name] not in seen and not output(real[name])]
        seen.update(real.values())
        yield from (Path(folder, file) for file in files if not _is_litter(file))
    yield from (Path(error.filename) for error in closed)


def _is_litter(name: str) -> bool:
    return name.startswith(_LITTER) or name in _LITTER_NAMES


def _origins(path: Path, root: Path, limits: Limits) -> Iterator[Origin]:
    file = os.path.abspath(path)
    name = fitting(decoded(os.fsencode(os.path.relpath(file, root))).replace("../", ""))
    if not is_archive(path):
        yield Origin(name, file)
        return
    try:
        listed = members(path, limits)
    except ExtractorError as error:
        yield Origin(name, file, error=error)
        return
    for member in listed:
        if not any(_is_litter(part) for part in member.name.split("/")):
            yield Origin(f"{name}/{fitting(member.name)}", file, member.place, member.error)


def _apart(origins: Iterable[Origin]) -> list[Origin]:
    """Refuse the second of two documents whose results would stand in one place; its name says so, too."""
    taken: Counter[str] = Counter()
    kept = []
    for origin in origins:
        taken[origin.name] += 1
        if taken[origin.name] > 1 or _is_reserved(origin.name):
            remedy = "rename it, or convert it in a run of its own"
            error = origin.error or UnsafeName(origin.name, "another result has its name", remedy)
            origin = replace(origin, name=f"{origin.name}#{taken[origin.name]}", error=error)
        kept.append(origin)
    return kept


def _is_reserved(name: str) -> bool:
    """Tell whether the results of a document would stand in the place of the run's own files."""
    return name == "run" or name.startswith(f"{STATE}/")
