"""Tables of pages laid out as text whose cells are centred in their rows.

 序号    项目        指标任务
            新改建农村公       the lines of a cell stand around the middle of its row, where its number stands:
  1   农村公路   路30公里，危      as many above it as below
            桥2座

Rows lie under each other without a gap, so that their numbers say where each begins and ends; where that does not
come out even, nothing is read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Table
from extractor.readers.txt_columns import LEAST_COLUMNS, cut_lines, n_named
from extractor.readers.txt_tables import table_of

_NUMBERS = re.compile(r"序号|编号|序(?=\s|$)")
_NUMBER = re.compile(r"(?<!\S)\d{1,3}[.、．]?(?=\s|$)")
# A number is centred in its column, too.
_NEAR = 2
_FEWEST_ROWS = 2
# The lines of a header.
_HIGHEST = 4
_SECTIONS = frozenset("一二三四五六七八九十")


class _Span(NamedTuple):
    """The lines of a row, the one behind its last; its number stands in the middle."""

    start: int
    end: int


def find(lines: list[str], at: int) -> tuple[Table, int] | None:
    """Read the lines from `at` up to an empty one, if every row is even around its number."""
    head = next((index for index in range(at, min(at + _HIGHEST, len(lines))) if _NUMBERS.search(lines[index])), None)
    if head is None or n_named(lines[head]) < LEAST_COLUMNS:
        return None
    block = _block(lines, at, head)
    spans = _spans(block, head - at)
    if spans is None:
        return None
    n_cols = max(map(n_named, block[: spans[0].end]))
    cells = cut_lines(block, [line for line in block if _is_section(line)], n_cols)
    if len(cells[0]) < n_cols or not _stand_around(cells, spans):
        return None
    columns = [_column([row[col] for row in cells], spans) for col in range(len(cells[0]))]
    if None in columns:
        return None
    return table_of(list(zip(*(column for column in columns if column), strict=True))), at + len(block)


def _block(lines: list[str], at: int, head: int) -> list[str]:
    """Give the lines up to an empty one, or up to another header."""
    below = itertools.islice(lines, head + 1, None)
    return [*lines[at : head + 1], *itertools.takewhile(lambda line: line.strip() and not _NUMBERS.search(line), below)]


def _stand_around(cells: Sequence[Sequence[str]], spans: Sequence[_Span]) -> bool:
    """Tell whether a cell leaves the line of its number empty between its own, or begins above it behind an empty one.

    Neither happens where cells stand at the top of their rows.
    """
    for span in spans[1:]:
        middle = (span.start + span.end) // 2
        around = zip(cells[middle - 1], cells[middle], cells[span.start], cells[span.start - 1], strict=True)
        for above, beside, first, before in around:
            apart = above and not beside and middle > span.start
            begins = first and not before and middle > span.start
            if apart or begins:
                return True
    return False


def _spans(block: Sequence[str], head: int) -> list[_Span] | None:
    """Give the lines of the header and of each row; None if they do not tile the block."""
    found = _NUMBERS.search(block[head])
    place = found.start() if found else 0
    middles = [head, *(at for at in range(head + 1, len(block)) if _is_middle(block[at], place))]
    if len(middles) <= _FEWEST_ROWS:
        return None
    spans = []
    start = 0
    for middle in middles:
        end = 2 * middle - start + 1
        if middle < start:
            return None
        spans.append(_Span(start, end))
        start = end
    return spans if start == len(block) else None


def _is_middle(line: str, place: int) -> bool:
    """Tell whether a line has the number of its row, or is the name of a section."""
    numbered = any(abs(found.start() - place) <= _NEAR for found in _NUMBER.finditer(line))
    return numbered or _is_section(line)


def _is_section(line: str) -> bool:
    return line.lstrip()[:1] in _SECTIONS and n_named(line) == 1


def _column(texts: Sequence[str], spans: Sequence[_Span]) -> list[str] | None:
    """Give the text of a column in each row; of a cell over several rows in the first of them."""
    cells = ["\n".join(filter(None, texts[span.start : span.end])) for span in spans]
    if all(_is_centred(texts, span) for span in spans):
        return cells
    return _merged(texts, spans)


def _is_centred(texts: Sequence[str], span: _Span) -> bool:
    stated = [index for index in range(span.start, span.end) if texts[index]]
    return not stated or abs(stated[0] + stated[-1] - (span.start + span.end - 1)) <= 1


def _merged(texts: Sequence[str], spans: Sequence[_Span]) -> list[str] | None:
    """Read a column whose cells reach over several rows: each is even around its own lines."""
    ends = {span.end: row for row, span in enumerate(spans)}
    cells = [""] * len(spans)
    start = 0
    for stated, group in itertools.groupby(range(len(texts)), key=lambda index: bool(texts[index])):
        run = list(group)
        if stated:
            end = run[0] + run[-1] - start + 1
            row = next((at for at, span in enumerate(spans) if span.start == start), None)
            if end not in ends or row is None:
                return None
            cells[row] = "\n".join(texts[index] for index in run)
            start = end
    return cells if start == len(texts) else None
