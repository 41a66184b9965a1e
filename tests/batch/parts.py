"""Small inputs, a task that misbehaves as its document says, and a look at a folder's bytes."""

from __future__ import annotations

import ctypes
import io
import os
import signal
import time
import zipfile
from pathlib import Path

from extractor.batch.convert import Job, Settings, convert
from extractor.batch.folder import STATE
from extractor.batch.ledger import Outcome

SAMPLES = Path(__file__).parents[2] / "samples"
TABLE = (
    "附件\n{year}年民生实事\n序号\t项目\t目标任务\t责任单位\n"
    "1\t就业\t新增城镇就业{value}人\t县人社局\n2\t道路\t修路5公里\t县交通局\n"
)


def notice(value: int = 6000, year: int = 2019) -> str:
    return TABLE.format(value=value, year=year)


def folder_of(root: Path, **texts: str) -> Path:
    """Make a folder of text files; a double underline in a name stands for a slash, the suffix is added."""
    for name, text in texts.items():
        path = root / (name.replace("__", "/") + ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def notices(root: Path, number: int) -> Path:
    """Make a folder of notices in two folders, with one that fails among them."""
    texts = {f"{at % 2}__n{at:03d}": notice(at + 1, 2018 + at % 3) for at in range(number)}
    return folder_of(root, **texts, bad="没有表格")


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file of an output folder but its state, by relative name."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {name: data for name, data in found.items() if not name.startswith(STATE)}


def misbehave(job: Job, settings: Settings) -> Outcome:
    """Do what the document says, else convert it."""
    text = Path(job.origin.path).read_text(encoding="utf-8")
    if text == "hang":
        time.sleep(600)
    elif text == "segfault":
        ctypes.string_at(0)
    elif text == "exit":
        os._exit(3)
    elif text == "grow":
        return Outcome(str(len(bytearray(2**40))), "written")
    elif text == "fail":
        raise RuntimeError("no error of ours")
    elif text.startswith("once "):
        return _the_first_time(Path(text.removeprefix("once ")), job, settings)
    return convert(job, settings)


def _the_first_time(mark: Path, job: Job, settings: Settings) -> Outcome:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    Path(job.origin.path).write_text(notice(), encoding="utf-8")
    return convert(job, settings)
