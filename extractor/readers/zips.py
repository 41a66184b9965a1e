"""Zip containers – a docx is one, an archive of attachments another – and what a broken one raises."""

from __future__ import annotations

import zipfile
import zlib

try:
    from lzma import LZMAError
except ImportError:
    # A Python that was built without it unpacks no such member.
    LZMAError = zlib.error  # type: ignore[misc, assignment]

# The whole list of what zipfile lets through: a forged header leads into any of the decompressors, and out of them.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
    IndexError,
)
