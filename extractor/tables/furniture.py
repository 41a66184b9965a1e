"""What every page carries and no notice means: page numbers, running heads and feet, the frame of a web page."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from extractor.document import Document, Paragraph, Table
from extractor.kept import compiled
from extractor.text.clean import clean, squeeze
from extractor.vocabulary import Vocabulary

# A line on this many pages, at the same height, is a running head or foot.
_RUNNING = 3
_HEIGHT = 3.0


def without_furniture(document: Document, vocabulary: Vocabulary) -> tuple[Paragraph | Table, ...]:
    """Give the blocks of a document without page numbers, running heads and a web page's frame, in reading order."""
    frame = _frame(vocabulary)
    running = _running(document)
    return tuple(
        block
        for block in document.blocks
        if isinstance(block, Table) or not (frame.match(clean(block.text)) or _key(block) in running)
    )


def _running(document: Document) -> set[tuple[str, int]]:
    pages: dict[tuple[str, int], set[int | None]] = defaultdict(set)
    for paragraph in document.paragraphs:
        if paragraph.page is not None:
            pages[_key(paragraph)].add(paragraph.page)
    return {key for key, found in pages.items() if len(found) >= _RUNNING}


def _key(paragraph: Paragraph) -> tuple[str, int]:
    return squeeze(paragraph.text), round(paragraph.bbox.top / _HEIGHT) if paragraph.bbox else -1


@cache
def _frame(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = vocabulary.section("columns")["furniture"]
    return compiled(f"{words['page_number']}|{words['web_page']}")
