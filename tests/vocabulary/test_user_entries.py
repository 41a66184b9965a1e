"""A user's entries are checked, and a fault is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import InvalidVocabulary
from extractor.quantities import find_quantities
from extractor.vocabulary import load_vocabulary

UNIT = '[[units.unit]]\ncode = "{}"\ndimension = "count"\nforms = {}\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_added_unit_is_read(tmp_path: Path) -> None:
    vocabulary = load_vocabulary(write(tmp_path, UNIT.format("yurt", '["毡房"]')))

    assert find_quantities("新建30毡房", vocabulary=vocabulary).targets[0].unit_code == "yurt"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n" + UNIT.format("x", '"台套"'), "line 2: forms must be a list of words"),
        (UNIT.format("a", '["毡房"]') + UNIT.format("b", '["毡房"]'), "line 5: 毡房 is a form of the unit a already"),
        (UNIT.format("x", '["公里"]'), "公里 is a form of the unit km already"),
        ('[[units.unit]]\ncode = "x"\nforms = ["毡房"]\n', "line 1: a unit needs a dimension"),
        (UNIT.format("x", '["毡房"]') + 'to_base = "千"\n', "line 1: to_base must be a number in quotes"),
        (UNIT.format("x", '["毡房"]') + 'not_before = "屋"\n', "line 1: not_before must say which form it holds for"),
        ('[phrases.modality]\nwords = "务求"\n', "line 2: phrases.modality.words must be a list"),
        ("[names]\n\nwords = [3]\n", "line 3: names.words holds 3, which is no word"),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(text: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidVocabulary) as raised:
        load_vocabulary(write(tmp_path, text))

    assert fault in str(raised.value)
