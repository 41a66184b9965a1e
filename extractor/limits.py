"""How large a file may be before it is refused: one setting a limit, each with an error of its own.

>>> Limits().changed(["pages=200", "file_bytes=50M"]).pages
200
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

_SIZES = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}
_VALUE = re.compile(r"(\d+(?:\.\d+)?)([KMG]?)")


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most; sizes in bytes, times in seconds.

    `unpacked_bytes` and `unpacked_ratio` are of one member of a zip container (a docx is one); the ratio counts only
    for what unpacks to more than 10 MiB. `nesting` is of tables inside tables, `cells` counts the positions of all
    tables, merged ones too. `seconds` and `memory_bytes` are of one document, and hold in `batch` alone.
    """

    file_bytes: int = 200 * 2**20
    unpacked_bytes: int = 256 * 2**20
    unpacked_ratio: int = 200
    archive_members: int = 100_000
    nesting: int = 32
    pages: int = 5000
    cells: int = 2_000_000
    cell_chars: int = 200_000
    seconds: int = 120
    memory_bytes: int = 2 * 2**30

    def changed(self, settings: Iterable[str]) -> Limits:
        """Give these limits with some set anew, each as NAME=VALUE; K, M and G stand for 2¹⁰, 2²⁰ and 2³⁰.

        Raises ValueError for a name or a value that cannot be.
        """
        changes: dict[str, int] = {}
        for setting in settings:
            name, _, text = setting.partition("=")
            value = _VALUE.fullmatch(text.strip().upper())
            if name not in names() or value is None:
                raise ValueError(
                    f"--limit {setting}: a limit is NAME=NUMBER, the number with K, M or G; {', '.join(names())}"
                )
            changes[name] = max(1, int(float(value[1]) * _SIZES[value[2]]))
        return replace(self, **changes)

    def to_dict(self) -> dict[str, int]:
        """Give each limit by its name."""
        return asdict(self)


def names() -> tuple[str, ...]:
    """Give the names of the limits."""
    return tuple(field.name for field in fields(Limits))


STANDARD = Limits()
