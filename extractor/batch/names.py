"""Names of files as text that is safe to write: what bytes they are, where they lead, how long they may be."""

from __future__ import annotations

import hashlib
import re

# Folders keep 255 bytes a name; the longest ending of ours, ".targets.schema.json", and a mark must fit behind it.
_LONGEST = 200
_DRIVE = re.compile(r"[A-Za-z]:")


def decoded(raw: bytes) -> str:
    """Give the text of a file name: UTF-8, else GB18030, as Chinese Windows writes names into archives.

    >>> decoded("附件1.docx".encode("gb18030"))
    '附件1.docx'
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def leads_out(name: str) -> bool:
    r"""Tell whether the name of an archive's member would leave the folder it is put in.

    >>> leads_out("a/b.docx"), leads_out("a/../../b.docx"), leads_out("/b.docx"), leads_out("C:\\b.docx")
    (False, True, True, True)
    """
    parts = name.replace("\\", "/").split("/")
    return not name or name.startswith(("/", "\\")) or bool(_DRIVE.match(name)) or ".." in parts or "\x00" in name


def fitting(name: str) -> str:
    """Give a relative name with every part short enough for a folder; what was cut off is told by a mark.

    >>> fitting("2019/notice.docx")
    '2019/notice.docx'
    """
    return "/".join(_part(part) for part in name.replace("\\", "/").split("/") if part not in ("", "."))


def _part(part: str) -> str:
    raw = part.encode("utf-8", "replace")
    if len(raw) <= _LONGEST:
        return raw.decode("utf-8")
    stem, dot, suffix = part.rpartition(".")
    suffix = dot + suffix if stem and len(suffix) <= 10 else ""
    mark = "~" + hashlib.sha256(raw).hexdigest()[:8] + suffix
    return raw[: _LONGEST - len(mark.encode())].decode("utf-8", "ignore") + mark
