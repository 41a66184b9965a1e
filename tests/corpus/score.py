"""Score the reading of the corpus field by field: how much of what is read is right, how much of what stands is read.

python -m tests.corpus.score
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.quantities import find_quantities
from tests.corpus.propose import YEAR, reading

FIELDS = (
    "value", "low", "high", "unit", "comparator", "change", "indicator", "baseline", "per", "condition", "part_of",
    "deadline", "modality", "distribution", "grade", "role", "inferred",
)  # fmt: skip


def cases() -> Iterator[Mapping[str, Any]]:
    """Give every case of the corpus, those of a known failure too."""
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["case"]


def facts(case: Mapping[str, Any]) -> Counter[tuple[str, str, str]]:
    """Give what a reading says: (field, number as written, value), the target itself and other numerals among it."""
    said: Counter[tuple[str, str, str]] = Counter()
    for target in case.get("targets", []):
        said["target", target["raw"], ""] += 1
        said.update((name, target["raw"], str(target[name])) for name in FIELDS if name in target)
    said.update(("other numeral", other, "") for other in case.get("others", []))
    return said


def table() -> Iterator[str]:
    """Give the lines of the table, one a field."""
    stated: Counter[str] = Counter()
    read: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in (every := list(cases())):
        expected, found = facts(case), facts(reading(find_quantities(case["text"], year=YEAR)))
        for counts, of in ((stated, expected), (read, found), (right, expected & found)):
            for (name, _, _), times in of.items():
                counts[name] += times
    yield f"{len(every)} phrases  {'stated':>8} {'read':>6} {'right':>6} {'precision':>10} {'recall':>7}"
    for name in ("target", *FIELDS, "other numeral"):
        shares = (f"{right[name] / of[name]:.1%}" if of[name] else "–" for of in (read, stated))
        precision, recall = shares
        yield f"{name:13} {stated[name]:8} {read[name]:6} {right[name]:6} {precision:>10} {recall:>7}"


if __name__ == "__main__":
    print("\n".join(table()))
