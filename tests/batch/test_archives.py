"""Archives are read in place: no name leads out of the output, no bomb goes off."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from extractor.batch.archives import members, read_member
from extractor.batch.convert import Settings
from extractor.batch.run import run
from extractor.batch.sources import find
from extractor.errors import DamagedFile, EncryptedFile, FileTooLarge, InflatedTooMuch, TooManyMembers
from extractor.limits import STANDARD, Limits
from tests.batch.parts import SAMPLES, notice, tree, zipped

DOCX = (SAMPLES / "county-2019" / "source.docx").read_bytes()


def archive(tmp_path: Path, **data: bytes) -> Path:
    path = tmp_path / "in" / "x.zip"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zipped({name.replace("__", "/"): content for name, content in data.items()}))
    return path


def test_each_member_becomes_a_result_below_the_archive(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"a.docx": DOCX, "附件__b.txt": notice().encode()})
    run(find([str(path)], [tmp_path / "out"], STANDARD), Settings(str(tmp_path / "out")))

    found = tree(tmp_path / "out")
    assert set(found) == {"x.zip/a.docx.json", "x.zip/附件/b.txt.json", "failures.jsonl", "run.json"}
    assert json.loads(found["x.zip/附件/b.txt.json"])["source"]["name"] == "b.txt"


def test_no_member_is_written_outside_of_the_output(tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    evil = ["../../evil.txt", "/tmp/evil.txt", "..\\evil.txt", "C:\\evil.txt", "a/../../evil.txt"]
    path.write_bytes(zipped({name: notice().encode() for name in [*evil, "good.txt"]}))
    out = tmp_path / "deep" / "out"
    run(find([str(path)], [out], STANDARD), Settings(str(out)))

    failures = [json.loads(line) for line in tree(out)["failures.jsonl"].decode().splitlines()]
    assert [one["code"] for one in failures] == ["unsafe-name"] * len(evil)
    assert set(tree(out)) == {"evil.zip/good.txt.json", "failures.jsonl", "run.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"evil.zip", "deep"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_a_name_of_a_chinese_windows_is_read(tmp_path: Path) -> None:
    raw = "附件一.txt".encode("gb18030")
    data = zipped({"x" * len(raw): b"1"}).replace(b"x" * len(raw), raw)
    (tmp_path / "a.zip").write_bytes(data)

    assert [member.name for member in members(tmp_path / "a.zip", STANDARD)] == ["附件一.txt"]


def test_a_link_is_no_file(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(link, "/etc/passwd")

    (member,) = members(tmp_path / "a.zip", STANDARD)
    assert member.error
    assert member.error.code == "unsafe-name"


def test_a_flood_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"a.txt": b"0" * 30 * 2**20})

    with pytest.raises(InflatedTooMuch):
        members(path, STANDARD)
    with pytest.raises(InflatedTooMuch):
        read_member(path, 0, STANDARD)


def test_an_archive_of_many_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooManyMembers):
        members(archive(tmp_path, a=b"", b=b"", c=b""), Limits(archive_members=2))


def test_a_large_member_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge):
        read_member(archive(tmp_path, a=b"x" * 101), 0, Limits(file_bytes=100))


def test_a_member_that_lies_about_its_size_is_not_read_beyond_it(tmp_path: Path) -> None:
    path = archive(tmp_path, a=b"x" * 5000)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 5000), struct.pack("<I", 50)))

    with pytest.raises(DamagedFile):
        read_member(path, 0, Limits(file_bytes=100))


def test_a_member_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    path = archive(tmp_path, a=b"x")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))

    with pytest.raises(EncryptedFile):
        read_member(path, 0, STANDARD)


def test_an_archive_that_is_refused_is_a_failure_of_the_run(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"a.txt": b"0" * 30 * 2**20})

    (origin,) = find([str(path)], [tmp_path / "out"], STANDARD)
    assert (origin.name, origin.error and origin.error.code) == ("x.zip", "unpacked-ratio")


def test_a_broken_archive_is_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.zip").write_bytes(zipped({"a.txt": b"1"})[:20])
    tally = run(find([str(tmp_path / "in")], [tmp_path / "out"], STANDARD), Settings(str(tmp_path / "out")))

    assert tally.codes == {"unknown-kind": 1}
