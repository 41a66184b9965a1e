"""What kind of file some bytes are, told from the bytes themselves."""

from __future__ import annotations

from typing import NamedTuple

from extractor.errors import EncryptedFile, ExtractorError, UnknownKind, UnreadableFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SCAN = ("it is a picture", "run OCR on it first and give the text or a searchable PDF")


class _Other(NamedTuple):
    """A kind that no reader takes: how it begins, what it is, what to do."""

    begins: bytes
    reason: str
    remedy: str
    error: type[ExtractorError] = UnknownKind


_OTHERS = (
    _Other(b"\x89PNG", *_SCAN, UnreadableFile),
    _Other(b"\xff\xd8\xff", *_SCAN, UnreadableFile),
    _Other(b"GIF8", *_SCAN, UnreadableFile),
    _Other(b"II*\x00", *_SCAN, UnreadableFile),
    _Other(b"MM\x00*", *_SCAN, UnreadableFile),
    _Other(b"BM", *_SCAN, UnreadableFile),
    _Other(b"Rar!", "it is a RAR archive", "unpack it and give the files inside"),
    _Other(b"7z\xbc\xaf\x27\x1c", "it is a 7z archive", "unpack it and give the files inside"),
    _Other(b"\x1f\x8b", "it is a gzip archive", "unpack it and give the file inside"),
    _Other(b"{\\rtf", "it is an RTF file", "save it as .docx in Word or LibreOffice"),
    _Other(b"SQLite format 3", "it is a database", "give the attachment itself"),
)
# In a zip container the names of its members say what it is.
_ZIPS = (
    (
        b"xl/workbook",
        "it is an Excel workbook (.xlsx)",
        "save its sheet as text (tab-separated) or copy it into Word",
    ),
    (b"ppt/presentation", "it is a PowerPoint file", "save its table as .docx"),
    (b"OFD.xml", "it is an OFD file", "print it to PDF"),
    (b"application/vnd.oasis.opendocument", "it is an OpenDocument file", "save it as .docx"),
)
_CHECK = "check that it is a .docx, .pdf or plain text file"
_SEARCHED = 1024


def kind_of(data: bytes, name: str) -> str:
    """Give "docx", "pdf" or "txt".

    Raises `UnknownKind`, `EncryptedFile` or `UnreadableFile` with what the file seems to be.

    >>> kind_of("附件1".encode(), "a.docx"), kind_of(b"%PDF-1.7", "a.txt")
    ('txt', 'pdf')
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, name)
    if b"%PDF-" in data[:_SEARCHED]:
        return "pdf"
    if data.startswith(_OLE):
        raise _ole_error(data, name)
    for other in _OTHERS:
        # Two letters alone, as of a bitmap, may begin a text as well.
        if data.startswith(other.begins) and (len(other.begins) > 2 or b"\x00" in data[:_SEARCHED]):
            raise other.error(name, other.reason, other.remedy)
    head = data[:_SEARCHED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise UnknownKind(name, "it is a web page or XML", "save the attachment itself, or the page's text as .txt")
    return "txt"


def _zip_kind(data: bytes, name: str) -> str:
    if b"word/" in data:
        return "docx"
    for mark, reason, remedy in _ZIPS:
        if mark in data:
            raise UnknownKind(name, reason, remedy)
    if name.lower().endswith(".docx") or b"[Content_Types].xml" in data[:_SEARCHED]:
        # The docx reader says what is wrong inside.
        return "docx"
    raise UnknownKind(name, "it is a zip archive and no Word document", "unpack it and give the files inside")


def _ole_error(data: bytes, name: str) -> ExtractorError:
    def stream(title: str) -> bool:
        return title.encode("utf-16-le") in data

    if stream("EncryptedPackage") or stream("EncryptionInfo"):
        return EncryptedFile(name, "it is protected by a password", "open it, remove the password and save it again")
    if stream("Workbook") or stream("Book"):
        return UnknownKind(name, "it is an old Excel workbook (.xls)", "save its sheet as tab-separated text")
    if stream("PowerPoint Document"):
        return UnknownKind(name, "it is an old PowerPoint file (.ppt)", "save its table as .docx")
    return UnknownKind(
        name,
        "it is an old Word or WPS file (.doc, .wps)",
        "open it in Word, WPS or LibreOffice and save it as .docx",
    )
