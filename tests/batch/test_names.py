"""File names become text that can be written anywhere."""

from __future__ import annotations

import pytest

from extractor.batch.names import decoded, fitting, leads_out


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_name_is_read_in_the_encodings_that_archives_have(encoding: str) -> None:
    assert decoded("民生实事.docx".encode(encoding)) == "民生实事.docx"


def test_bytes_that_are_no_name_still_give_one() -> None:
    assert decoded(b"\xff\xff.docx").endswith(".docx")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "\\a", "..\\a", "C:\\a", "c:a", "a\x00b", ""])
def test_a_name_that_leads_out_is_seen(name: str) -> None:
    assert leads_out(name)


@pytest.mark.parametrize("name", ["a.docx", "a/b.docx", "a..b/..c.docx", "附件：1.docx"])
def test_a_name_that_stays_inside_is_left(name: str) -> None:
    assert not leads_out(name)


def test_a_long_chinese_name_is_cut_and_keeps_its_suffix() -> None:
    cut = fitting("民生实事" * 30 + ".docx")

    assert len(cut.encode()) <= 200
    assert cut.endswith(".docx")


def test_two_long_names_stay_apart() -> None:
    assert fitting("长" * 90 + "一.docx") != fitting("长" * 90 + "二.docx")


def test_a_backslash_parts_folders_and_dots_say_nothing() -> None:
    assert fitting("a\\.\\b//c.docx") == "a/b/c.docx"
