"""Folders, globs, lists and single files, each document under a name of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.batch.sources import find, read_list
from extractor.errors import MissingFile, UnsafeName, UnusableOutput
from extractor.limits import STANDARD
from tests.batch.parts import folder_of, zipped


def names(*paths: object, output: Path = Path("/nowhere"), **options: object) -> list[str]:
    return [origin.name for origin in find(list(map(str, paths)), [output], STANDARD, **options)]  # type: ignore[arg-type]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "in", a="1", x__a="2", x__y__b="3")


def test_a_folder_gives_all_its_files_below_it(source: Path) -> None:
    assert names(source) == ["a.txt", "x/a.txt", "x/y/b.txt"]


def test_several_folders_are_named_below_what_they_share(source: Path) -> None:
    folder_of(source, z__a="4")

    assert names(source / "x", source / "z") == ["x/a.txt", "x/y/b.txt", "z/a.txt"]


def test_a_glob_names_its_files_below_its_fixed_part(source: Path) -> None:
    assert names(f"{source}/**/a.txt") == ["a.txt", "x/a.txt"]


def test_a_single_file_has_its_own_name(source: Path) -> None:
    assert names(source / "x" / "a.txt") == ["a.txt"]


def test_a_base_of_ones_own_is_followed(source: Path) -> None:
    assert names(source / "x" / "a.txt", base=str(source)) == ["x/a.txt"]


def test_a_file_that_is_given_twice_is_taken_once(source: Path) -> None:
    assert names(source, source / "a.txt", f"{source}/*.txt") == ["a.txt", "x/a.txt", "x/y/b.txt"]


def test_litter_is_left_out(source: Path) -> None:
    (source / "__MACOSX").mkdir()
    for name in ("~$a.docx", ".DS_Store", "Thumbs.db", "__MACOSX/a.txt"):
        (source / name).write_bytes(b"x")

    assert names(source) == ["a.txt", "x/a.txt", "x/y/b.txt"]


def test_the_output_inside_of_the_input_is_left_out(source: Path) -> None:
    folder_of(source, out__a="5")

    assert names(source, output=source / "out") == ["a.txt", "x/a.txt", "x/y/b.txt"]


@pytest.mark.parametrize("inside", ["", "x"])
def test_an_input_inside_of_the_output_is_refused(source: Path, inside: str) -> None:
    with pytest.raises(UnusableOutput, match="inside of the output"):
        names(source / inside, output=source)


def test_the_output_is_known_through_a_link(source: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(source)

    with pytest.raises(UnusableOutput):
        names(tmp_path / "link" / "x", output=source)


@pytest.mark.parametrize("path", ["gone", "gone/*.docx"])
def test_a_path_that_finds_nothing_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(MissingFile, match="gone"):
        names(tmp_path / path)


def test_a_listed_file_that_is_gone_is_a_document_that_will_fail(source: Path) -> None:
    listed = [str(source / "gone.txt"), str(source / "a.txt")]

    assert names(listed=listed) == ["a.txt", "gone.txt"]


def test_a_list_is_a_path_a_line(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes("\ufeffa.docx\r\n\n 附件 1.docx \n".encode())

    assert read_list(str(tmp_path / "list")) == ["a.docx", "附件 1.docx"]


def test_a_document_that_would_become_a_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(b"1")
    (origin,) = find([str(tmp_path)], [Path("/nowhere")], STANDARD)

    assert isinstance(origin.error, UnsafeName)


def test_a_name_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("附件.txt".encode("gb18030"))).write_bytes(b"1")

    assert names(tmp_path) == ["附件.txt"]


def test_an_archive_is_a_folder_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"b.txt": b"1", "c/a.txt": b"2", "__MACOSX/b.txt": b"3", "d/": b""}))

    assert names(tmp_path) == ["x.zip/b.txt", "x.zip/c/a.txt"]


def test_a_link_to_a_folder_is_followed_and_a_ring_of_them_ends(source: Path, tmp_path: Path) -> None:
    folder_of(tmp_path / "other", c="1")
    (source / "x" / "other").symlink_to(tmp_path / "other")
    (source / "x" / "ring").symlink_to(source)

    assert names(source) == ["a.txt", "x/a.txt", "x/other/c.txt", "x/y/b.txt"]


def test_an_archive_with_one_name_twice_gives_both_one_of_them_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"1", "b.txt": b"2"}).replace(b"b.txt", b"a.txt")
    (tmp_path / "x.zip").write_bytes(data)

    found = find([str(tmp_path)], [Path("/nowhere")], STANDARD)
    assert [(origin.name, origin.error is None) for origin in found] == [
        ("x.zip/a.txt", True),
        ("x.zip/a.txt#2", False),
    ]


def test_nothing_is_written_over_the_state_of_the_run(tmp_path: Path) -> None:
    folder_of(tmp_path / ".extractor", a="1")
    (origin,) = find([str(tmp_path / ".extractor" / "a.txt")], [Path("/nowhere")], STANDARD, base=str(tmp_path))

    assert isinstance(origin.error, UnsafeName)


def test_a_base_that_is_no_folder_is_refused(source: Path) -> None:
    with pytest.raises(MissingFile, match="--base"):
        names(source, base=str(source / "a.txt"))
