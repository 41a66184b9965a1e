"""Plain text: the encoding told apart, the layouts that tables take in text recognised.

A run of lines that one layout takes becomes a Table, every other line a Paragraph. Nothing is inferred: an
empty cell of a text stays an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extractor.diagnostics import TEXT_DAMAGED
from extractor.document import Document, Paragraph, Source, Table
from extractor.readers import txt_bars, txt_box, txt_centred, txt_columns, txt_pages, txt_tabs
from extractor.readers.txt_encoding import decode

# What exporters leave in front of a paragraph.
_MARK = re.compile(r"^\s*\[bookmark: [^\]]*\]")
_ENTRY = re.compile(
    r"\s*(?:[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．]|[①-⑳]|第[一二三四五六七八九十]+|附件|[·•])"
)
_ENDS = tuple("。；;：:！!？?”）)》")
# A line this full, in Chinese characters, was broken by its width and not by its author.
_FULL = 30


Layout = Callable[[list[str], int], tuple[Table, int] | None]

# The first that takes a line has it; a layout with marks of its own goes before one that only has blanks.
# Each gives the table that begins at a line, and the line behind it.
LAYOUTS: tuple[Layout, ...] = (
    txt_tabs.find_cells,
    txt_box.find,
    txt_bars.find,
    txt_tabs.find_rows,
    txt_centred.find,
    lambda lines, at: _further(txt_columns.find(lines, at), txt_pages.find(lines, at)),
)


def _further(one: tuple[Table, int] | None, other: tuple[Table, int] | None) -> tuple[Table, int] | None:
    """Give the reading that takes more lines: a table of one layout breaks off where it is read as the other."""
    if one is None or other is None:
        return one or other
    return other if other[1] > one[1] else one


def read(data: bytes, source: Source) -> Document:
    """Read the bytes of a text; blocks stand in the order of their lines.

    Raises `UnknownKind` for bytes that are no text.
    """
    decoded = decode(data, source.name)
    lines = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    remarks = (TEXT_DAMAGED.at("text"),) if decoded.damaged else ()
    return Document(source._replace(encoding=decoded.encoding, reader="txt"), tuple(_blocks(lines)), remarks)


def _blocks(lines: list[str]) -> Iterator[Paragraph | Table]:
    at = 0
    pending: list[str] = []
    while at < len(lines):
        found = next((found for layout in LAYOUTS if (found := layout(lines, at))), None)
        if found:
            yield from _paragraphs(pending)
            pending = []
            table, at = found
            yield table
        else:
            pending.append(lines[at])
            at += 1
    yield from _paragraphs(pending)


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    """Give a paragraph for each line; lines broken at a fixed width are joined."""
    width = max((len(line.strip()) for line in lines), default=0)
    joined = ""
    for line in lines:
        text = _MARK.sub("", line).strip()
        if not text:
            if joined:
                yield Paragraph(joined)
            joined = ""
        elif joined and _was_broken(joined, text, width):
            joined = f"{joined}\n{text}"
        else:
            if joined:
                yield Paragraph(joined)
            joined = text
    if joined:
        yield Paragraph(joined)


def _was_broken(above: str, below: str, width: int) -> bool:
    last = above.rpartition("\n")[2]
    full = _FULL <= len(last) >= width - 2
    return full and width < 2 * _FULL and not last.endswith(_ENDS) and not _ENTRY.match(below)
