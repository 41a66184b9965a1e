"""Make the source files of the samples from their data.

    python samples/build.py [NAME…] [--pdf] [--to DIR]

NAME is a folder beside this script, all of them without one. The docx and the txt come from its
notice.toml; the pdf, which only `--pdf` makes again, is LibreOffice's print of the docx.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import docx_writer
import text_writer
from sample import load

HERE = Path(__file__).resolve().parent
PDF_TIMEOUT = 180  # seconds


def build(name: str, folder: Path, *, pdf: bool) -> None:
    """Write source.docx and source.txt of the sample `name` into `folder`, and source.pdf if asked for."""
    sample = load(HERE / name / "notice.toml")
    folder.mkdir(parents=True, exist_ok=True)
    docx = folder / "source.docx"
    docx.write_bytes(docx_writer.write(sample))
    (folder / "source.txt").write_bytes(text_writer.write(sample).encode())
    if pdf:
        _print(docx)


def _print(docx: Path) -> None:
    """Let LibreOffice print `docx` into a pdf beside it; its profile is thrown away."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation={Path(profile).as_uri()}"]
        command += ["--convert-to", "pdf", "--outdir", str(docx.parent), str(docx)]
        subprocess.run(command, check=True, capture_output=True, timeout=PDF_TIMEOUT)


def names() -> list[str]:
    """Name every sample that has data, in order."""
    return sorted(path.parent.name for path in HERE.glob("*/notice.toml"))


def main() -> None:
    """Build what the command line names."""
    parser = argparse.ArgumentParser(description="Make the source files of the samples from their data.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a sample (default: all)")
    parser.add_argument("--pdf", action="store_true", help="print the pdf as well, by LibreOffice")
    parser.add_argument("--to", type=Path, default=HERE, metavar="DIR", help="write to DIR/NAME instead")
    arguments = parser.parse_args()
    for name in arguments.names or names():
        build(name, arguments.to / name, pdf=arguments.pdf)


if __name__ == "__main__":
    main()
