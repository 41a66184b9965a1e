"""Commitments without a number: 全覆盖, 应保尽保, 建成. They are kept and never turned into 100 %."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from extractor.kept import compiled
from extractor.notice import Commitment
from extractor.text.trie import fold
from extractor.vocabulary import Vocabulary

Kind = Literal["coverage", "completion", "other"]


def find_commitments(text: str, vocabulary: Vocabulary) -> tuple[Commitment, ...]:
    """Find the commitments that a text makes without a number, in order of place.

    >>> from extractor.vocabulary import standard
    >>> [(one.text, one.kind) for one in find_commitments("实现行政村全覆盖，主体工程建成投用", standard())]
    [('全覆盖', 'coverage'), ('建成投用', 'completion')]
    """
    pattern, kinds = _words(vocabulary)
    return tuple(Commitment(found.group(), *found.span(), kinds[found.group()]) for found in pattern.finditer(text))


@cache
def _words(vocabulary: Vocabulary) -> tuple[re.Pattern[str], dict[str, Kind]]:
    kinds: dict[str, Kind] = {
        word: kind for kind, words in vocabulary.section("phrases")["commitment"].items() for word in words
    }
    return compiled(fold(kinds)), kinds
