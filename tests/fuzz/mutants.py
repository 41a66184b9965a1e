"""The samples, spoiled: each number gives one mutant, the same at every run."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

SAMPLES = Path(__file__).parents[2] / "samples"


class Mutant(NamedTuple):
    """Spoiled bytes, with a name that says whose they are and what was done to them."""

    name: str
    data: bytes


def mutant(number: int) -> Mutant:
    """Give the mutant of a number: the samples in turn, each in all ways, the places by chance."""
    samples = _samples()
    name, data = samples[number % len(samples)]
    chance = random.Random(number)
    ways = DOCX_WAYS if name.endswith(".docx") else WAYS
    way = ways[number // len(samples) % len(ways)]
    return Mutant(f"{number}-{way.__name__.strip('_')}-{name}", way(data, chance))


@cache
def _samples() -> list[tuple[str, bytes]]:
    """Give the samples; a pdf takes ten times as long as the others, and is spoiled less often."""
    text = [path for kind in ("docx", "txt") for path in sorted(SAMPLES.glob(f"*/source.{kind}"))]
    paths = [*text, *text, *sorted(SAMPLES.glob("*/source.pdf"))]
    return [(f"{path.parent.name}{path.suffix}", path.read_bytes()) for path in paths]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: len(data) * chance.randrange(1, 100) // 100]


def _bits(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 100))):
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def _zeros(data: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(data)), chance.randrange(1, 400)
    return data[:start] + bytes(length) + data[start + length :]


def _moved(data: bytes, chance: random.Random) -> bytes:
    """Take a piece out and put it in elsewhere, perhaps several times."""
    start, to = chance.randrange(len(data)), chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 600)]
    return data[:to] + piece * chance.choice((1, 1, 2, 20)) + data[to:]


def _garbled(data: bytes, chance: random.Random) -> bytes:
    """Put bytes in that mean something to a reader."""
    at = chance.randrange(len(data))
    word = chance.choice((b"<", b">", b"\t", b"|", b"\n\n", "亿".encode(), "其中".encode() * 9, b"9" * 99, b"%", b"("))
    return data[:at] + word + data[at + chance.randrange(3) :]


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _bits, _zeros, _moved, _garbled)


def _swapped(data: bytes, chance: random.Random) -> bytes:
    """Give two members of the container each other's content."""
    members = _members(data)
    one, other = chance.sample(sorted(members), 2)
    members[one], members[other] = members[other], members[one]
    return _packed(members)


def _lost(data: bytes, chance: random.Random) -> bytes:
    members = _members(data)
    del members[chance.choice(sorted(members))]
    return _packed(members)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """Spoil the main part and pack it again, so that the container is whole."""
    members = _members(data)
    members["word/document.xml"] = chance.choice(WAYS)(members["word/document.xml"], chance)
    return _packed(members)


def _tags(data: bytes, chance: random.Random) -> bytes:
    """Spoil the structure of the main part so that it is still XML: numbers, merges and cells."""
    members = _members(data)
    text = members["word/document.xml"].decode()
    old, new = chance.choice(_SWAPS)
    pieces = text.split(old)
    for _ in range(min(len(pieces) - 1, chance.choice((1, 3, 20)))):
        at = chance.randrange(len(pieces) - 1)
        pieces[at : at + 2] = [pieces[at] + new + pieces[at + 1]]
        if len(pieces) < 2:
            break
    members["word/document.xml"] = old.join(pieces).encode()
    return _packed(members)


_SWAPS = (
    ("</w:tc>", "</w:tc><w:tc/>"),
    ("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="7"/>'),
    ("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="-1"/><w:vMerge/>'),
    ("<w:tcPr>", "<w:tcPr><w:vMerge/>"),
    ("<w:tcPr>", '<w:tcPr><w:hMerge w:val="continue"/>'),
    ("</w:tr>", "</w:tr><w:tr/>"),
    ("</w:p>", "</w:p><w:p/>"),
    ("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="3"/><w:tblHeader/></w:trPr>'),
    ("<w:t>", "<w:t>9</w:t><w:tab/><w:t>"),
    ("万", "亿万千百十"),
    ("人", "％以上至"),
    ("。", "，其中："),
)


DOCX_WAYS = (*WAYS, _swapped, _lost, _inside, _inside, _tags, _tags, _tags)


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def _packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()
