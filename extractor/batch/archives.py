"""Zip archives of attachments: their members, read in place and never unpacked to a disk."""

from __future__ import annotations

import stat
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from extractor.batch.names import decoded, leads_out
from extractor.errors import (
    DamagedFile,
    EncryptedFile,
    ExtractorError,
    FileTooLarge,
    InflatedTooMuch,
    TooManyMembers,
    UnsafeName,
)
from extractor.limits import Limits
from extractor.readers.zips import BROKEN_ZIP

_UTF8 = 0x800
_ENCRYPTED = 0x1
# A small text may well be packed to a hundredth of its size.
_SMALL = 10 * 2**20
_BY_HAND = "unpack it by hand and look at what is inside"


class Member(NamedTuple):
    """A file in an archive: its place in the directory, its name as text, why it is not read."""

    place: int
    name: str
    error: ExtractorError | None = None


def is_archive(path: Path) -> bool:
    """Tell an archive by its suffix and its content; a damaged one is a document that cannot be read."""
    return path.suffix.lower() == ".zip" and zipfile.is_zipfile(path)


def members(path: Path, limits: Limits) -> list[Member]:
    """List the files of an archive in the order of its directory, also those that will not be read.

    Raises `DamagedFile`, `TooManyMembers`, or `InflatedTooMuch` for a directory that promises a flood.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except BROKEN_ZIP as error:
        raise DamagedFile(path, "its directory cannot be read", "fetch the archive again") from error
    if len(infos) > limits.archive_members:
        raise TooManyMembers(path, f"it holds {len(infos)} files", f"at most {limits.archive_members} are read")
    total = sum(info.file_size for info in infos)
    if total > _SMALL and total > limits.unpacked_ratio * path.stat().st_size:
        raise InflatedTooMuch(path, f"it unpacks to {total} bytes", _BY_HAND)
    return [_member(path, index, info) for index, info in enumerate(infos) if not info.is_dir()]


def _member(path: Path, index: int, info: zipfile.ZipInfo) -> Member:
    name = _name(info)
    where = f"{path}:{name}"
    if leads_out(name):
        inside = name.replace("\\", "/").rpartition("/")[2].strip(".\x00") or "(nameless)"
        return Member(
            index, inside, UnsafeName(where, "its name leads out of the archive", "do not trust this archive")
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        return Member(index, name, UnsafeName(where, "it is a link and no file", "give the file that it means"))
    return Member(index, name)


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name; zipfile takes one without the UTF-8 mark for cp437, which Windows in China does not use."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    return decoded(info.orig_filename.encode("cp437", "replace"))


def read_member(path: Path, index: int, limits: Limits) -> bytes:
    """Give the bytes of the member at a place of the directory.

    Raises `EncryptedFile`, `DamagedFile`, `FileTooLarge` or `InflatedTooMuch`.
    """
    try:
        archive = _opened(str(path), path.stat().st_mtime_ns)
        info = archive.infolist()[index]
    except BROKEN_ZIP as error:
        raise DamagedFile(path, "its directory cannot be read", "fetch the archive again") from error
    where = f"{path}:{_name(info)}"
    if info.flag_bits & _ENCRYPTED:
        raise EncryptedFile(where, "it is protected by a password", "unpack the archive with its password")
    if info.file_size > limits.file_bytes:
        raise FileTooLarge(where, f"it has {info.file_size} bytes", f"at most {limits.file_bytes} are read")
    if info.file_size > _SMALL and info.file_size > limits.unpacked_ratio * max(info.compress_size, 1):
        raise InflatedTooMuch(where, f"it unpacks to {info.file_size} bytes", _BY_HAND)
    data = _inflated(archive, info, where, limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise FileTooLarge(where, "it unpacks to more than it says", _BY_HAND)
    return data


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, most: int) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(most)
    except BROKEN_ZIP as error:
        raise DamagedFile(where, "it cannot be unpacked", "fetch the archive again") from error


@lru_cache(maxsize=1)
def _opened(path: str, changed: int) -> zipfile.ZipFile:
    """Keep one archive open: its directory would be read anew for each of thousands of members."""
    del changed
    return zipfile.ZipFile(path)
