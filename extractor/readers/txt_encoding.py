"""The characters of a plain text whose encoding nobody states."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from extractor.errors import UnknownKind

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Characters that nearly every notice holds, in simplified and in traditional script.
_COMMON = frozenset(
    "的一不在有年人和为大中国市县区省政府民生实事项目责任单位建设完成新增改造农村工作目标达到以上局委办配合资金万元个公里全学校医疗养老就业城镇序号内容"
    "爲與縣區實項責單設農達萬個學醫療養業鎮號內國會務臺灣總計劃進行辦處長時間"
)
_FEW_BAD = 0.01


class Decoded(NamedTuple):
    """A text, its encoding, and whether some bytes fitted no encoding and were replaced."""

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes, name: str) -> Decoded:
    """Decode by byte order mark, as strict UTF-8, else as the Chinese encoding that gives more common characters.

    Raises `UnknownKind` where the bytes are no text.

    >>> decode("民生实事".encode("gbk"), "a.txt")
    Decoded(text='民生实事', encoding='gb18030', damaged=False)
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(Decoded(data.decode(encoding, "replace"), encoding.removesuffix("-sig")), name)
    if b"\x00" in data[:4096]:
        return _checked(_without_mark(data), name)
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"), name)
    except UnicodeDecodeError:
        return _checked(_chinese(data), name)


def _without_mark(data: bytes) -> Decoded:
    """Read UTF-16 without a mark: its line ends and digits show which byte comes first."""
    little, big = (data.count(b"\n\x00") + data[1::2].count(0), data.count(b"\x00\n") + data[::2].count(0))
    encoding = "utf-16-le" if little >= big else "utf-16-be"
    return Decoded(data.decode(encoding, "replace"), encoding)


def _chinese(data: bytes) -> Decoded:
    strict = [decoded for encoding in ("gb18030", "big5") if (decoded := _strictly(data, encoding))]
    if strict:
        return max(strict, key=lambda decoded: _score(decoded.text))
    loose = [Decoded(data.decode(encoding, "replace"), encoding, True) for encoding in ("utf-8", "gb18030", "big5")]
    return min(loose, key=lambda decoded: decoded.text.count("\ufffd"))


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _score(text: str) -> int:
    return sum(char in _COMMON for char in text)


def _checked(decoded: Decoded, name: str) -> Decoded:
    """Refuse what is no text: control characters, or many bytes that fit no encoding."""
    sample = decoded.text
    bad = sample.count("\ufffd")
    control = sum(1 for char in sample[:100_000] if char < " " and char not in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x07")
    if bad > max(2, len(sample) * _FEW_BAD) or control > max(2, min(len(sample), 100_000) * _FEW_BAD):
        raise UnknownKind(
            name,
            "it is neither text nor a known kind of file",
            "check that it is a .docx, .pdf or plain text file",
        )
    return decoded._replace(damaged=bad > 0) if bad else decoded
