"""What the lines around a table or list say of the whole notice: title, attachment, number, year, place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from extractor.kept import compiled
from extractor.text.clean import clean
from extractor.text.numerals import parse, plain_digits
from extractor.vocabulary import Vocabulary

_HAN = "[\u4e00-\u9fff]"
_LONGEST_TITLE = 80


class Front(NamedTuple):
    """The notice's own facts; None for each that no line states."""

    title: str | None = None
    attachment: str | None = None
    document_number: str | None = None
    year: int | None = None
    region: str | None = None
    unit_note: str | None = None


def read_front(before: Sequence[str], after: Sequence[str], vocabulary: Vocabulary) -> Front:
    """Read the lines before the first table or entry, nearest last, and those after the last.

    >>> from extractor.vocabulary import standard
    >>> front = read_front(["附件1", "云溪县2021年民生实事", "责任分解表", "单位：万元"], [], standard())
    >>> front.title, front.attachment, front.year, front.region
    ('云溪县2021年民生实事责任分解表', '附件1', 2021, '云溪县')
    """
    words = _words(vocabulary)
    lines = [clean(piece) for line in before for piece in _parted(line, words)]
    everything = [*lines, *(clean(line) for line in after)]
    title, attachment = _title(lines, words)
    number = _first(words.number, everything)
    return Front(
        title=title,
        attachment=attachment,
        document_number="".join(number.split()) if number else None,
        year=year_in(title, vocabulary) or year_in(number, vocabulary),
        region=_region([title or "", *everything], words),
        unit_note=next((found.group() for line in reversed(lines) if (found := words.unit_note.search(line))), None),
    )


def _parted(line: str, words: _Words) -> list[str]:
    """Part the label of an attachment from the title that stands in the same paragraph, on a line of its own."""
    label, _, title = line.partition("\n")
    return [label, title] if title and words.attachment.match(clean(label)) else [line]


def year_in(text: str | None, vocabulary: Vocabulary) -> int | None:
    """Give the first year that a text states, in figures or as 二〇一九.

    >>> from extractor.vocabulary import standard
    >>> year_in("某政办〔2019〕5号", standard()), year_in("责任分解表", standard())
    (2019, None)
    """
    found = _words(vocabulary).year.search(plain_digits(text or ""))
    if not found:
        return None
    value = parse(found.group()).value
    return int(value) if value is not None else None


def unit_in_note(note: str | None, vocabulary: Vocabulary) -> str | None:
    """Give the unit that a note names: 单位：万元 → 万元."""
    found = _words(vocabulary).unit_note.search(note) if note else None
    return found[1] if found else None


def is_attachment(line: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a line is the label of an attachment."""
    return bool(_words(vocabulary).attachment.match(line))


class _Words(NamedTuple):
    attachment: re.Pattern[str]
    number: re.Pattern[str]
    title: tuple[str, ...]
    open_begin: tuple[str, ...]
    open_end: tuple[str, ...]
    not_title: re.Pattern[str]
    year: re.Pattern[str]
    regions: tuple[re.Pattern[str], ...]
    stop: re.Pattern[str]
    unit_note: re.Pattern[str]


def _title(lines: list[str], words: _Words) -> tuple[str | None, str | None]:
    """Give the title and the label above it: the lowest line that reads like one, joined if wrapped."""
    label = next((at for at in reversed(range(len(lines))) if words.attachment.match(lines[at])), None)
    attachment = None
    first = 0
    if label is not None:
        found = words.attachment.match(lines[label])
        assert found
        attachment, rest = "".join(found.group().split()), lines[label][found.end() :].strip(":：| ")
        lines = [*lines[:label], rest, *lines[label + 1 :]]
        first = label
    at = next((i for i in reversed(range(first, len(lines))) if _weight(lines[i], words) > 0), None)
    if at is None and first:
        at = next((i for i in range(first, len(lines)) if _could_be_title(lines[i], words)), None)
    if at is None:
        at = max(range(len(lines)), key=lambda i: _weight(lines[i], words), default=None)
        if at is None or _weight(lines[at], words) == 0:
            return None, attachment
    return _joined(lines, at, first, words), attachment


def _joined(lines: list[str], at: int, first: int, words: _Words) -> str:
    """Put a title together that is wrapped over two or three lines."""
    title = lines[at]
    while at > first and _could_be_title(lines[at - 1], words) and _goes_on(lines[at - 1], title, words):
        at -= 1
        title = lines[at] + title
    return title


def _goes_on(above: str, title: str, words: _Words) -> bool:
    no_year = not words.year.search(plain_digits(title))
    return no_year or title.startswith(words.open_begin) or above.endswith(words.open_end)


def _weight(line: str, words: _Words) -> int:
    return sum(word in line for word in words.title) if _could_be_title(line, words) else 0


def _could_be_title(line: str, words: _Words) -> bool:
    return 0 < len(line) <= _LONGEST_TITLE and not words.not_title.search(line) and not words.number.fullmatch(line)


def _region(lines: list[str], words: _Words) -> str | None:
    """Give the place in the first line that names one; the surest wording is looked for in every line first."""
    for pattern in words.regions:
        for line in lines:
            for found in pattern.finditer(words.stop.sub(" ", line)):
                if len(found[1]) >= 2:
                    return str(found[1])
    return None


def _first(pattern: re.Pattern[str], lines: list[str]) -> str | None:
    return next((found.group() for line in lines if (found := pattern.search(line))), None)


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    data: dict[str, Any] = vocabulary.section("front")
    place = data["region"]["place"].replace("{han}", _HAN)

    def pattern(text: str) -> re.Pattern[str]:
        return compiled(text.replace("{han}", _HAN).replace("{place}", place))

    return _Words(
        attachment=pattern(data["attachment"]["pattern"]),
        number=pattern(data["document_number"]["pattern"]),
        title=tuple(data["title"]["words"]),
        open_begin=tuple(data["title"]["open_begin"]),
        open_end=tuple(data["title"]["open_end"]),
        not_title=pattern(data["title"]["not_title"]),
        year=pattern(data["year"]["pattern"]),
        regions=tuple(pattern(text) for text in data["region"]["patterns"]),
        stop=pattern("|".join(data["region"]["stop"])),
        unit_note=pattern(data["unit_note"]["pattern"]),
    )
