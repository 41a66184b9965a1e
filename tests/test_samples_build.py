"""The committed samples are what samples/build.py makes of their data."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/notice.toml"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, "-B", SAMPLES / "build.py", "--to", folder], check=True)
    return folder


def parts(docx):
    """The parts of a package; the zlib at hand decides how they are deflated."""
    with zipfile.ZipFile(docx) as package:
        return [(entry.filename, entry.date_time, package.read(entry)) for entry in package.infolist()]


def test_there_are_six_samples_or_more():
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_docx_is_the_one_built_from_the_data(built, name):
    assert parts(SAMPLES / name / "source.docx") == parts(built / name / "source.docx")


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_txt_is_the_one_built_from_the_data(built, name):
    assert (SAMPLES / name / "source.txt").read_bytes() == (built / name / "source.txt").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_stays_small(name):
    sizes = {kind: (SAMPLES / name / f"source.{kind}").stat().st_size for kind in ("docx", "pdf")}

    assert sizes["docx"] <= 40_000
    assert sizes["pdf"] <= 200_000
