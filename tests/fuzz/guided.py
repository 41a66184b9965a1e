"""Fuzzing guided by coverage: atheris changes bytes towards code that no input has reached yet.

    pip install atheris                                      # not for every Python: 3.11 to 3.13 on Linux
    python -m tests.fuzz.guided txt CORPUS -max_total_time=600
    python -m tests.fuzz.guided docx CORPUS -max_total_time=600

CORPUS is a folder that keeps what was found, begun with the samples. `docx` changes the XML of the document; the zip
around it is what `mutants.py` spoils. The run ends at the first input that leads to anything but a valid notice or an
error of ours, or that takes more than ten seconds.
"""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extractor"]):
    from extractor.errors import ExtractorError, InvalidNotice
    from extractor.pipeline import extract
    from extractor.readers import docx
    from extractor.writers import to_json

SAMPLES = Path(__file__).parents[2] / "samples"
_PART = "word/document.xml"


def read_txt(data: bytes) -> None:
    """Convert bytes as a plain text."""
    _convert(data, "notice.txt")


def read_docx(data: bytes) -> None:
    """Convert bytes as the XML of a Word document."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr(_PART, data)
    _convert(package.getvalue(), "notice.docx")


def _convert(data: bytes, name: str) -> None:
    with contextlib.suppress(ExtractorError):
        notice = extract(data, name=name)
        try:
            to_json(notice)
        except InvalidNotice as error:
            raise AssertionError(str(error)) from error


def seed(kind: str, corpus: Path) -> None:
    """Begin a corpus with the samples."""
    corpus.mkdir(parents=True, exist_ok=True)
    for path in sorted(SAMPLES.glob(f"*/source.{kind}")):
        data = path.read_bytes() if kind == "txt" else zipfile.ZipFile(path).read(_PART)
        (corpus / path.parent.name).write_bytes(data)


TARGETS: dict[str, Callable[[bytes], None]] = {"txt": read_txt, "docx": read_docx}


def main() -> None:
    """Fuzz one of the targets; what follows the corpus goes to libFuzzer."""
    kind, corpus, *options = sys.argv[1:]
    assert docx  # loaded here, so that its code is watched as well
    seed(kind, Path(corpus))
    atheris.Setup([sys.argv[0], corpus, "-timeout=10", "-max_len=200000", *options], TARGETS[kind])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
