"""What is kept between runs is what would be made anew, and a store that fails costs nothing but time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import regex

from extractor import kept
from extractor.kept import Store, compiled

TEXTS = {
    "groups with names": r"(?P<low>\d+)[-—~至](?P<high>\d+)(?P<unit>岁|个月)",
    "a look around": r"(?<!第)[一二三](?=[^\d]|$)",
    "flags inside": "(?x) 新增 \\s? (?:\\d+ | [一-十]+) 人",
    "a look behind of any width": r"(?<=提高|升)到",
}

SOUGHT = "新增 60人，80-89岁，提高到三成，升到五"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of its own, written although the tests may run without byte code."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return Store(str(tmp_path / "cache" / "patterns.kept"))


def made(store: Store, text: str, monkeypatch: pytest.MonkeyPatch) -> re.Pattern[str]:
    monkeypatch.setattr(kept, "_STORE", store)
    return compiled(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_kept_pattern_is_the_one_that_was_compiled(text: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(store, text, monkeypatch)
    store.write()
    monkeypatch.setattr(kept, "_taken_apart", None)

    again = made(Store(store.path), text, monkeypatch)

    assert (type(again), again.pattern, again.flags) == (type(first), first.pattern, first.flags)
    assert again.groupindex == first.groupindex
    assert (
        [found.span() for found in again.finditer(SOUGHT)] == [found.span() for found in first.finditer(SOUGHT)] != []
    )


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"(" * 400])
def test_a_store_that_is_damaged_is_made_anew(damage: bytes, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(store.path).parent.mkdir()
    Path(store.path).write_bytes(damage)

    assert made(store, r"\d+人", monkeypatch) == re.compile(r"\d+人")


def test_a_store_that_is_cut_off_is_made_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made(store, r"\d+人", monkeypatch)
    store.write()
    path = Path(store.path)
    path.write_bytes(path.read_bytes()[:-1])

    assert made(Store(store.path), r"\d+人", monkeypatch) == re.compile(r"\d+人")


def test_a_store_that_cannot_be_written_is_no_fault(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(store.path).parent.write_text("a file where the folder should be")

    made(store, r"\d+人", monkeypatch)
    store.write()

    assert Path(store.path).parent.is_file()


def test_nothing_is_written_where_python_keeps_no_byte_code(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made(store, r"\d+人", monkeypatch)
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    store.write()

    assert not Path(store.path).exists()


def test_what_another_python_kept_is_not_taken(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made(store, r"\d+人", monkeypatch)
    store.write()
    monkeypatch.setattr("sys.version", "another")

    assert made(Store(store.path), r"\d+人", monkeypatch) == re.compile(r"\d+人")


def test_a_pattern_that_is_none_is_told_as_ever(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(regex.error):
        made(store, "(新增", monkeypatch)
