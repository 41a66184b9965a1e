"""The tiers of a header of plain text laid over their columns: what was one wide cell is one text there.

序号 | 项目 | 责任单位 | 时限          four texts over five columns
          牵头 | 配合

A copy from Word keeps a blank below each text that runs down, a copy from a web page does not. Every way to lay the
texts is tried; the one is taken under which the rows say what their columns are called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.document import Cell
from extractor.kept import compiled
from extractor.tables.columns import read_heading
from extractor.tables.likeness import suits
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary

# A text of one of these fields has no parts below it.
_PLAIN = frozenset(("sequence", "category", "project", "task", "deadline", "remarks", "leaders"))
_UNITS = frozenset(("lead_units", "support_units"))

# The ways to lay a header grow with its width.
_WIDEST = 16

Row = Sequence[str]


class Span(NamedTuple):
    """A text of a header and the columns that it stands over."""

    text: str
    first: int
    width: int


def lay_tiers(
    heads: Sequence[Row], body: Sequence[Row], n_cols: int, vocabulary: Vocabulary
) -> list[list[Span]] | None:
    """Give the tiers as spans in the one way that suits the rows best, None where none does or two do alike."""
    whole = [row for row in body if len(row) == n_cols]
    suited = sorted(
        ((_cost(tiers, whole, vocabulary), at, tiers) for at, tiers in enumerate(_ways(heads, n_cols))),
        key=lambda way: way[:2],
    )
    if not suited or (len(suited) > 1 and suited[0][0] == suited[1][0]):
        return None
    return suited[0][2]


def _ways(heads: Sequence[Row], n_cols: int) -> Iterator[list[list[Span]]]:
    """Give every way to lay the tiers over the columns, the lowest first settled; none for a table too wide to try."""
    *uppers, lowest = heads
    if n_cols > _WIDEST:
        return
    if len(lowest) == n_cols:
        yield from _over(uppers, [Span(squeeze(text), col, 1) for col, text in enumerate(lowest)])
    elif len(uppers) == 1:
        for groups in _groups(len(uppers[0]), len(lowest), n_cols):
            texts = iter(lowest)
            below: list[Span] = []
            for width in groups:
                first = len(below)
                below += [Span(squeeze(next(texts)) if width > 1 else "", first + at, 1) for at in range(width)]
            yield from _over(uppers, below)


def _groups(n_upper: int, n_lower: int, n_cols: int) -> Iterator[list[int]]:
    """Give the widths of the upper texts: one column each, or as many as there are parts below."""
    if not n_upper:
        if not n_lower and not n_cols:
            yield []
        return
    for width in range(1, n_cols - n_upper + 2):
        used = width if width > 1 else 0
        if used <= n_lower:
            yield from ([width, *rest] for rest in _groups(n_upper - 1, n_lower - used, n_cols - width))


def _over(uppers: Sequence[Row], below: list[Span]) -> Iterator[list[list[Span]]]:
    """Lay the upper tiers over the spans of the tier below, from the lowest up."""
    if not uppers:
        yield [below]
        return
    *rest, row = uppers
    for spans in _laid_over(row, below):
        yield from ([*tiers, below] for tiers in _over(rest, spans))


def _laid_over(row: Row, below: Sequence[Span]) -> Iterator[list[Span]]:
    """Give each text of a tier a blank of the one below, or some of its texts that stand side by side."""
    if not row:
        if not below:
            yield []
        return
    if not below:
        return
    text, first = squeeze(row[0]), below[0].first
    if not below[0].text:
        yield from ([Span(text, first, 1), *rest] for rest in _laid_over(row[1:], below[1:]))
        return
    if not text:
        return
    for end in range(1, len(below) + 1):
        if not below[end - 1].text:
            break
        width = sum(span.width for span in below[:end])
        if width > 1:
            yield from ([Span(text, first, width), *rest] for rest in _laid_over(row[1:], below[end:]))


def _cost(tiers: Sequence[Sequence[Span]], rows: Sequence[Row], vocabulary: Vocabulary) -> float:
    """Give how badly the rows suit the names of their columns, and the names each other."""
    fields = fields_below(tiers, vocabulary)
    groups = compiled(vocabulary.section("columns")["rows"]["group"])
    misfits = sum(not suits(field, row[col], vocabulary) for col, field in fields.items() for row in rows)
    odd = 0.0
    for span in (span for tier in tiers for span in tier if span.width > 1):
        field = read_heading(span.text, vocabulary).field
        parts = {fields.get(col) in _UNITS for col in range(span.first, span.first + span.width)}
        odd += (field in _PLAIN) + 2 * (len(parts) > 1) + (parts != {field in _UNITS})
        odd -= bool(groups.search(span.text)) / 2
    unknown = sum(field is None for field in fields.values())
    return misfits / max(1, len(rows)) + odd / 2 + unknown / 4


def fields_below(tiers: Sequence[Sequence[Span]], vocabulary: Vocabulary) -> dict[int, str | None]:
    """Give the field of each column by the lowest text over it, None where no field takes it."""
    lowest = {span.first: span.text for tier in tiers for span in tier if span.text and span.width == 1}
    return {col: read_heading(text, vocabulary).field for col, text in lowest.items()}


def header_cells(tiers: Sequence[Sequence[Span]], first: int) -> Iterator[Cell]:
    """Make the cells of the tiers; a text above a blank runs down."""
    for depth, tier in enumerate(tiers):
        for span in tier:
            below = [one for lower in tiers[depth + 1 :] for one in lower if one.first == span.first]
            rowspan = 1 + next((at for at, one in enumerate(below) if one.text), len(below))
            if span.text:
                yield Cell(span.text, first + depth, span.first, rowspan, span.width)
