"""A bad file gets an error of its own kind, with a reason and a remedy."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import pytest

from extractor import errors
from extractor.pipeline import extract

SAMPLES = Path(__file__).parents[1] / "samples"
DOCX = (SAMPLES / "county-2019" / "source.docx").read_bytes()
PDF = (SAMPLES / "county-2019" / "source.pdf").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in members.items():
            package.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def empty_pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


CASES = {
    "no byte": (b"", errors.EmptyFile),
    "blanks alone": (b" \r\n\r\n", errors.EmptyFile),
    "a password in Office": (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), errors.EncryptedFile),
    "an old Word file": (OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), errors.UnknownKind),
    "half a docx": (DOCX[: len(DOCX) // 2], errors.DamagedFile),
    "a docx of a zip version to come": (
        DOCX.replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x94"),
        errors.DamagedFile,
    ),
    "a docx without its document": (
        zipped(**{"[Content_Types].xml": "<x/>", "word__x.xml": "<x/>"}),
        errors.DamagedFile,
    ),
    "a docx with broken XML": (zipped(**{"word__document.xml": "<w:document><w:body>"}), errors.DamagedFile),
    "a docx with a DTD": (
        zipped(**{"word__document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        errors.DamagedFile,
    ),
    "a zip of something else": (zipped(**{"a.csv": "1,2"}), errors.UnknownKind),
    "a workbook": (zipped(**{"xl__workbook.xml": "<x/>"}), errors.UnknownKind),
    "the head of a pdf": (PDF[:300], errors.DamagedFile),
    "a pdf without text": (empty_pdf(), errors.UnreadableFile),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, errors.UnreadableFile),
    "bytes that are no text": (bytes(range(256)) * 40, errors.UnknownKind),
    "a web page": (b"<!DOCTYPE html><html></html>", errors.UnknownKind),
    "prose": ("各位代表，现在我向大会报告工作，请予审议。".encode(), errors.NoContent),
    "a licence": (b"MIT License\n\n1. Copies keep this notice.\n2. There is no warranty at all.\n", errors.NoContent),
    "a program": (
        "# 计算 3 项\ndef add(a, b):\n    return a + b\n\n1. def not_a_task(): pass\n2. x = y * 100\n".encode(),
        errors.NoContent,
    ),
    "a table with unknown headers": ("甲\t乙\t丙\n1\t2\t3\n4\t5\t6\n".encode(), errors.NoContent),
}


def test_a_list_of_tasks_with_foreign_names_is_one_of_tasks() -> None:
    text = "2021年民生实事\n一、建设5G基站120个，推广PPP、EPC和BOT模式。\n二、新增NFC公交卡3万张。\n"

    assert len(extract(text.encode(), name="notice").items) == 2


@pytest.mark.parametrize("data, kind", CASES.values(), ids=CASES)
def test_a_bad_file_gets_an_error_of_its_own_kind(data: bytes, kind: type[errors.ExtractorError]) -> None:
    with pytest.raises(kind) as caught:
        extract(data, name="notice")

    assert caught.value.reason
    assert caught.value.remedy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingFile, match=r"gone\.docx: there is no such file"):
        extract(tmp_path / "gone.docx")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingFile, match="it is a folder"):
        extract(tmp_path)


def test_an_error_travels_between_processes() -> None:
    error = errors.DamagedFile("a.docx", "it is cut off", "fetch it again")

    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize("share", range(5, 100, 5))
@pytest.mark.parametrize("data", [DOCX, PDF], ids=["docx", "pdf"])
def test_a_file_cut_anywhere_gives_a_notice_or_an_error_of_ours(data: bytes, share: int) -> None:
    try:
        extract(data[: len(data) * share // 100], name="cut")
    except errors.ExtractorError as error:
        assert error.code != "error"
