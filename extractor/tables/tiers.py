"""Headers of a plain text laid over their columns: what was one wide cell above several is one text there.

序号 | 项目 | 责任单位 | 时限          four texts over five columns
          牵头 | 配合

A copy from Word keeps a blank below each text that runs down, a copy from a web page does not. Every way to lay the
texts is tried; the one is taken under which the rows say what their columns are called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extractor.diagnostics import HEADER_LAID, HEADER_SHORT, Diagnostic
from extractor.document import Cell, Document, Paragraph, Table
from extractor.kept import compiled
from extractor.tables.columns import read_heading
from extractor.text.clean import squeeze
from extractor.vocabulary import Vocabulary

_LONGEST_HEADING = 16
_MOST_TIERS = 3
_FIGURES = compiled(r"[\d,，.．%％√✓-]*")
_DATE = compiled(r"[年月日底前末内]|季度")
_YEAR = compiled(r"(?:19|20)\d\d年?")
_SAID = compiled(r"\d|[。；]")
_NUMBER = compiled(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")
# A text of one of these fields has no parts below it.
_PLAIN = frozenset(("sequence", "category", "project", "task", "deadline", "remarks", "leaders"))
_UNITS = frozenset(("lead_units", "support_units"))

Row = Sequence[str]


class Span(NamedTuple):
    """A text of a header and the columns that it stands over."""

    text: str
    first: int
    width: int


class Laid(NamedTuple):
    """The blocks of a document with its headers laid, and what was remarked."""

    blocks: tuple[Paragraph | Table, ...]
    remarks: tuple[Diagnostic, ...]


def lay_headers(document: Document, vocabulary: Vocabulary) -> Laid:
    """Lay the headers of the tables of a text; the blocks of other documents are left alone."""
    if document.source.format != "txt":
        return Laid(document.blocks, ())
    blocks: list[Paragraph | Table] = []
    remarks: list[Diagnostic] = []
    for block in document.blocks:
        table, remark = _lay(block, vocabulary) if isinstance(block, Table) else (block, None)
        blocks.append(table)
        remarks += [remark] if remark else []
    return Laid(tuple(blocks), tuple(remarks))


def _lay(table: Table, vocabulary: Vocabulary) -> tuple[Table, Diagnostic | None]:
    rows = _unfolded(_rows(table), vocabulary)
    first = next((at for at, row in enumerate(rows) if len(_known(row, vocabulary)) > 1), len(rows))
    if first + 2 >= len(rows):
        return table, None
    tiers = 1
    while tiers < _MOST_TIERS and first + tiers < len(rows) - 1 and _is_tier(rows[first + tiers]):
        tiers += 1
    heads, body = rows[first : first + tiers], rows[first + tiers :]
    if tiers == 1:
        return table, None
    widths = Counter(map(len, body))
    n_cols = max(len(heads[-1]), *(width for width, times in widths.items() if times * len(widths) >= len(body)))
    if len(heads[0]) >= n_cols:
        return table, None
    where = f"row {first}"
    laid = _best(heads, body, n_cols, vocabulary)
    if laid is None:
        return table, HEADER_SHORT.at(where, texts=len(heads[0]), columns=n_cols)
    cells = [
        *(cell for cell in table.cells if cell.row < first),
        *_header_cells(laid, first),
        *_padded(table, len(body), n_cols, first + tiers, vocabulary),
    ]
    return replace(table, cells=tuple(cells)), HEADER_LAID.at(where, texts=len(heads[0]), columns=n_cols)


def _rows(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


def _unfolded(rows: list[list[str]], vocabulary: Vocabulary) -> list[list[str]]:
    """Part two tiers that a reader took for one, as together they have as many texts as a row: 完成时限 | 牵头单位."""
    for at, row in enumerate(rows[:_MOST_TIERS]):
        broken = [col for col, text in enumerate(row) if "\n" in text]
        if len(broken) == 1 and len(_known(row, vocabulary)) > 1:
            upper, lower = row[broken[0]].split("\n", 1)
            known = [read_heading(text, vocabulary).field for text in (upper, upper + lower)]
            if known[0] and not known[1]:
                return [*rows[:at], [*row[: broken[0]], upper], [lower, *row[broken[0] + 1 :]], *rows[at + 1 :]]
    return rows


def _known(row: Row, vocabulary: Vocabulary) -> set[str]:
    return {field for text in row if text.strip() and (field := read_heading(text, vocabulary).field)}


def _is_tier(row: Row) -> bool:
    """Tell whether a row may be a lower tier: short names alone, no figure; blanks stand below what runs down."""
    texts = [squeeze(text) for text in row if text.strip()]
    named = all(len(text) <= _LONGEST_HEADING and not _SAID.search(_YEAR.sub("", text)) for text in texts)
    return len(texts) > 1 and named and not any(_FIGURES.fullmatch(text) or _NUMBER.fullmatch(text) for text in texts)


def _best(heads: Sequence[Row], body: Sequence[Row], n_cols: int, vocabulary: Vocabulary) -> list[list[Span]] | None:
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
    """Give every way to lay the tiers over the columns, the lowest first settled."""
    *uppers, lowest = heads
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
    lowest = {span.first: span.text for tier in tiers for span in tier if span.text and span.width == 1}
    fields = {col: read_heading(text, vocabulary).field for col, text in lowest.items()}
    tests, groups = _tests(vocabulary), compiled(vocabulary.section("columns")["rows"]["group"])
    misfits = sum(
        not tests.get(field or "", tests["others"])(squeeze(row[col]))
        for col, field in fields.items()
        for row in rows
        if row[col].strip()
    )
    odd = 0.0
    for span in (span for tier in tiers for span in tier if span.width > 1):
        field = read_heading(span.text, vocabulary).field
        parts = {fields.get(col) in _UNITS for col in range(span.first, span.first + span.width)}
        odd += (field in _PLAIN) + 2 * (len(parts) > 1) + (parts != {field in _UNITS})
        odd -= bool(groups.search(span.text)) / 2
    unknown = sum(field is None for field in fields.values())
    return misfits / max(1, len(rows)) + odd / 2 + unknown / 4


@cache
def _tests(vocabulary: Vocabulary) -> dict[str, Callable[[str], bool]]:
    """Give what a text of a field looks like, for the fields of which one can tell."""
    endings = tuple(vocabulary.section("offices")["endings"]["words"])

    def is_office(text: str) -> bool:
        return text.endswith((*endings, "等", "单位", "部门", "街道", "乡镇", "）", ")"))

    def is_number(text: str) -> bool:
        return bool(_NUMBER.fullmatch(text))

    def is_text(text: str) -> bool:
        return not _FIGURES.fullmatch(text) and not is_office(text)

    return {
        "others": lambda text: not is_office(text),
        "sequence": is_number,
        "deadline": lambda text: bool(_DATE.search(text)) or text.isdigit(),
        "lead_units": is_office,
        "support_units": is_office,
        "project": is_text,
        "task": is_text,
        "investment": lambda text: bool(_FIGURES.fullmatch(text)),
        "leaders": lambda text: not _FIGURES.fullmatch(text) and not text.endswith(endings),
    }


def _header_cells(tiers: Sequence[Sequence[Span]], first: int) -> Iterator[Cell]:
    """Make the cells of the tiers; a text above a blank runs down."""
    for depth, tier in enumerate(tiers):
        for span in tier:
            below = [one for lower in tiers[depth + 1 :] for one in lower if one.first == span.first]
            rowspan = 1 + next((at for at, one in enumerate(below) if one.text), len(below))
            if span.text:
                yield Cell(span.text, first + depth, span.first, rowspan, span.width)


def _padded(table: Table, n_rows: int, n_cols: int, at: int, vocabulary: Vocabulary) -> Iterator[Cell]:
    """Give the last rows of a table, from row `at` on; a sum or a section that is short ran over the first columns."""
    first = table.n_rows - n_rows
    words = vocabulary.section("columns")["rows"]
    across = compiled(f"(?:{words['total']})|(?:{words['section']})")
    widths = Counter(cell.row for cell in table.cells)
    short = {
        cell.row: n_cols - widths[cell.row]
        for cell in table.cells
        if cell.row >= first and cell.col == 0 and widths[cell.row] < n_cols and across.match(squeeze(cell.text))
    }
    for cell in table.cells:
        if cell.row < first:
            continue
        lacking = short.get(cell.row, 0)
        col, colspan = (cell.col + lacking, 1) if cell.col else (0, 1 + lacking)
        yield cell._replace(row=cell.row - first + at, col=col, colspan=colspan)
