"""Precision and recall of each field over the corpus; a known failure counts as the miss that it is.

python -m tests.corpus.score
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractor.quantities import find_quantities
from tests.corpus.propose import YEAR, reading

FOLDER = Path(__file__).parent
FIELDS = (
    *("target", "value", "low", "high", "unit", "comparator", "change", "indicator", "baseline", "per"),
    *("condition", "part_of", "distribution", "deadline", "modality", "role", "grade", "inferred", "other numerals"),
)

Fact = tuple[str, str, Any]


class Score(NamedTuple):
    """How often a field is stated by the corpus, is read, and is read as stated."""

    stated: int = 0
    read: int = 0
    right: int = 0

    def __str__(self) -> str:
        return f"{self.stated:6} {self.read:6} {self.right:6} {_share(self.right, self.read):>10} " + (
            f"{_share(self.right, self.stated):>7}"
        )


def cases() -> Iterator[dict[str, Any]]:
    """Give every case of the corpus."""
    for path in sorted(FOLDER.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["case"]


def score(corpus: Iterable[dict[str, Any]]) -> dict[str, Score]:
    """Compare what each case states with what the program reads; defaults, such as the comparator eq, are no facts."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for case in corpus:
        stated, read = _facts(case), _facts(reading(find_quantities(case["text"], year=YEAR)))
        for place, facts in enumerate((stated, read, stated & read)):
            for (field, _, _), times in facts.items():
                counts[field][place] += times
    return {field: Score(*counts[field]) for field in FIELDS}


def table(corpus: Iterable[dict[str, Any]]) -> str:
    """Give the scores as lines of text."""
    corpus = list(corpus)
    failures = sum("known_failure" in case for case in corpus)
    lines = [f"{field:15}{line}" for field, line in score(corpus).items()]
    head = f"{len(corpus)} phrases, {failures} known failures\n{'':15}stated   read  right  precision  recall"
    return "\n".join((head, *lines))


def _facts(case: dict[str, Any]) -> Counter[Fact]:
    """Give what a case says, each a field, the number it is of and what is said; 5所 and 5所 are told apart."""
    facts: Counter[Fact] = Counter()
    seen: Counter[str] = Counter()
    for target in case.get("targets", []):
        seen[target["raw"]] += 1
        name = f"{target['raw']} {seen[target['raw']]}"
        facts[("target", name, None)] += 1
        facts.update((field, name, repr(value)) for field, value in target.items() if field != "raw")
    facts.update(("other numerals", other, None) for other in case.get("others", []))
    return facts


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


if __name__ == "__main__":
    print(table(cases()))
