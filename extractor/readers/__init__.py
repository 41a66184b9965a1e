"""Reading a file of any kind: its bytes, what they are, and the reader that takes them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from extractor.document import Document, Source
from extractor.errors import EmptyFile, LimitExceeded, MissingFile
from extractor.readers.kinds import kind_of

LARGEST_FILE = 200 * 2**20

Reader = Callable[[bytes, Source, str], Document]


def _docx(data: bytes, source: Source, pdf_engine: str) -> Document:
    from extractor.readers import docx

    del pdf_engine
    return docx.read(data, source)


def _pdf(data: bytes, source: Source, pdf_engine: str) -> Document:
    from extractor.readers import pdf

    return pdf.read(data, source, pdf_engine)


def _txt(data: bytes, source: Source, pdf_engine: str) -> Document:
    from extractor.readers import txt

    del pdf_engine
    return txt.read(data, source)


# Each loads its module when it is needed: lxml and pdfium are no part of reading a plain text.
READERS: dict[str, Reader] = {"docx": _docx, "pdf": _pdf, "txt": _txt}
PDF_ENGINES = ("pdfium", "pdfplumber")


def read(file: str | os.PathLike[str] | bytes, *, name: str | None = None, pdf_engine: str = "pdfium") -> Document:
    """Read a path, or bytes with a `name`; the kind is told from the content, not from the suffix.

    Raises an `ExtractorError`: a missing, empty, encrypted or damaged file, or a kind that no reader takes.
    """
    data, name = (file, name or "(bytes)") if isinstance(file, bytes) else _load(Path(file))
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile(name, "it is empty", "fetch the file again")
    source = Source(name, kind_of(data, name), hashlib.sha256(data).hexdigest(), len(data))
    return READERS[source.format](data, source, pdf_engine)


def _load(path: Path) -> tuple[bytes, str]:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise LimitExceeded(path, f"it has {size} bytes", f"files of more than {LARGEST_FILE} bytes are not read")
        return path.read_bytes(), path.name
    except FileNotFoundError as error:
        raise MissingFile(path, "there is no such file", "check the path") from error
    except IsADirectoryError as error:
        raise MissingFile(path, "it is a folder", "name the files in it") from error
    except OSError as error:
        raise MissingFile(path, f"it cannot be read ({error.strerror})", "check its permissions") from error
