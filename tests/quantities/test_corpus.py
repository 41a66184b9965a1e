"""Every phrase of `tests/corpus/*.toml` is read in full as it says: each field, and each numeral's role."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extractor.quantities import find_quantities
from tests.corpus.propose import YEAR, reading

FOLDER = Path(__file__).parents[1] / "corpus"


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            marks = [pytest.mark.xfail(reason=case["known_failure"])] if "known_failure" in case else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['text']}", marks=marks))
    return found


@pytest.mark.parametrize("case", cases())
def test_a_phrase_is_read_in_full_as_the_corpus_says(case: dict[str, Any]) -> None:
    read = reading(find_quantities(case["text"], year=YEAR))

    assert read == {"targets": case.get("targets", []), "others": case.get("others", [])}


def test_no_phrase_stands_twice_in_the_corpus() -> None:
    texts = Counter(param.values[0]["text"] for param in cases())

    assert [text for text, times in texts.items() if times > 1] == []
