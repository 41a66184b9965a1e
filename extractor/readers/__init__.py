"""Reading a file of any kind: its bytes, what they are, and the reader that takes them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from extractor.document import Document, Source
from extractor.errors import CellTooLong, EmptyFile, FileTooLarge, MissingFile, TooManyCells
from extractor.limits import STANDARD, Limits
from extractor.readers.kinds import kind_of

Reader = Callable[[bytes, Source, str, Limits], Document]


def _docx(data: bytes, source: Source, pdf_engine: str, limits: Limits) -> Document:
    from extractor.readers import docx

    del pdf_engine
    return docx.read(data, source, limits)


def _pdf(data: bytes, source: Source, pdf_engine: str, limits: Limits) -> Document:
    from extractor.readers import pdf

    return pdf.read(data, source, pdf_engine, limits)


def _txt(data: bytes, source: Source, pdf_engine: str, limits: Limits) -> Document:
    from extractor.readers import txt

    del pdf_engine, limits
    return txt.read(data, source)


# Each loads its module when it is needed: lxml and pdfium are no part of reading a plain text.
READERS: dict[str, Reader] = {"docx": _docx, "pdf": _pdf, "txt": _txt}
PDF_ENGINES = ("pdfium", "pdfplumber")


def read(
    file: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    pdf_engine: str = "pdfium",
    limits: Limits = STANDARD,
) -> Document:
    """Read a path, or bytes with a `name`; the kind is told from the content, not from the suffix.

    Raises an `ExtractorError`: a missing, empty, encrypted or damaged file, a kind that no reader takes, or a file
    beyond one of the `limits`.
    """
    data, name = (file, name or "(bytes)") if isinstance(file, bytes) else (load(file, limits), Path(file).name)
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile(name, "it is empty", "fetch the file again")
    source = Source(name, kind_of(data, name), hashlib.sha256(data).hexdigest(), len(data))
    document = READERS[source.format](data, source, pdf_engine, limits)
    _check(document, limits)
    return document


def load(file: str | os.PathLike[str], limits: Limits = STANDARD) -> bytes:
    """Give the bytes of a file.

    Raises `MissingFile` or `FileTooLarge`.
    """
    path = Path(file)
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise FileTooLarge(path, f"it has {size} bytes", f"files of more than {limits.file_bytes} are not read")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFile(path, "there is no such file", "check the path") from error
    except IsADirectoryError as error:
        raise MissingFile(path, "it is a folder", "name the files in it") from error
    except OSError as error:
        raise MissingFile(path, f"it cannot be read ({error.strerror})", "check its permissions") from error


def _check(document: Document, limits: Limits) -> None:
    """Refuse tables that would grow beyond all use when they are spread out."""
    name, tables = document.source.name, document.tables
    positions = sum(table.n_rows * table.n_cols for table in tables)
    if positions > limits.cells:
        raise TooManyCells(name, f"its tables have {positions} positions", f"at most {limits.cells} are read")
    longest = max((len(cell.text) for table in tables for cell in table.cells), default=0)
    if longest > limits.cell_chars:
        raise CellTooLong(name, f"a cell has {longest} characters", f"at most {limits.cell_chars} are read")
