"""Characters set into lines of text: from top to bottom, from left to right, blanks where a gap is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from statistics import median
from typing import NamedTuple

from extractor.document import Box
from extractor.readers.pdf_page import Char

# Characters whose middles differ by less than this share of their height stand on one line.
_SAME_LINE = 0.5
# A character lower than this share of the usual height, such as a point, finds its line by the others.
_TALL = 0.6
# A gap between Latin characters or digits that is this wide, in heights, is a blank; between Chinese ones, this.
_LATIN_GAP = 0.25
_WIDE_GAP = 1.0
# A character printed again this near (points) only makes the first one bold.
_AGAIN = 1.0
_LEFT = attrgetter("x0")


class TextLine(NamedTuple):
    """A line of text and its box."""

    text: str
    bbox: Box


def set_lines(chars: Iterable[Char]) -> list[TextLine]:
    """Set characters into lines."""
    return [line for row in _rows(chars) if (line := _set(row)).text]


def set_pieces(chars: Iterable[Char], gap: float = _WIDE_GAP) -> list[list[TextLine]]:
    """Set characters into lines that are cut at every gap wider than `gap` heights, as between columns."""
    lines = []
    for row in _rows(chars):
        pieces: list[list[Char]] = []
        right = 0.0
        for char in sorted(row, key=lambda char: char.x0):
            if char.text == " ":
                # A blank belongs to the piece before it and makes no gap narrower.
                pieces[-1:] = [[*piece, char] for piece in pieces[-1:]]
            elif pieces and char.x0 - right <= _height(char) * gap:
                pieces[-1].append(char)
                right = char.x1
            else:
                pieces.append([char])
                right = char.x1
        lines.append([_set(piece) for piece in pieces])
    return [line for line in lines if line]


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Gather characters by line: first the tall ones, then points and dashes to the line that they lie in."""
    # Measured once: a page has thousands, and each is compared with several.
    inked = sorted((((char.top + char.bottom) / 2, char.bottom - char.top, char) for char in chars), key=itemgetter(0))
    tall = median([height for _, height, _ in inked]) * _TALL if inked else 0.0
    rows: list[list[Char]] = []
    above = first = 0.0
    low: list[tuple[float, Char]] = []
    for middle, height, char in inked:
        if height < tall:
            low.append((middle, char))
        elif rows and middle - above < _SAME_LINE * (height if height < first else first):
            rows[-1].append(char)
            above = middle
        else:
            rows.append([char])
            above, first = middle, height
    apart: list[Char] = []
    for middle, char in low:
        row = next((row for row in rows if row[0].top <= middle <= row[0].bottom), None)
        (apart if row is None else row).append(char)
    # Small print, such as a page number under a large title, has lines of its own.
    return sorted([*rows, *_rows(apart)], key=lambda row: row[0].top + row[0].bottom) if apart else rows


def _height(char: Char) -> float:
    return char.bottom - char.top


def _set(row: Sequence[Char]) -> TextLine:
    placed: list[Char] = []
    text = last = ""
    left = right = 0.0
    for char in sorted(row, key=_LEFT):
        sign, x0, _, x1, _ = char
        if sign == last and x0 - left < _AGAIN:
            continue
        if x0 > right and placed and sign != " " and last != " " and _is_gap(placed[-1], char):
            text += " "
        text += sign
        placed.append(char)
        last, left, right = sign, x0, x1
    inked = [char for char in placed if char.text != " "] or placed
    _, lefts, tops, rights, bottoms = zip(*inked, strict=True)
    return TextLine(text.strip(), Box(min(lefts), min(tops), max(rights), max(bottoms)))


def _is_gap(before: Char, after: Char) -> bool:
    gap = after.x0 - before.x1
    narrow = before.text.isascii() and after.text.isascii()
    return gap > min(_height(before), _height(after)) * (_LATIN_GAP if narrow else _WIDE_GAP)
