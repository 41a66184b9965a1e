"""Killed at any moment and begun again, a run ends with the bytes of one that was never disturbed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.parts import notices, tree

ROOT = Path(__file__).parents[2]


def command(source: Path, output: Path) -> list[str]:
    arguments = [str(source), "-o", str(output), "--to", "json,csv", "--dataset", str(output) + "-data", "--jobs", "2"]
    return [sys.executable, "-m", "extractor", "batch", *arguments, "-q"]


def killed_after(seconds: float, source: Path, output: Path) -> int:
    process = subprocess.Popen(command(source, output), cwd=ROOT)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        return process.wait()


def trees(output: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    return tree(output), tree(output.with_name(output.name + "-data"))


def disturbed(number: int, kills: int, tmp_path: Path) -> tuple[int, object, object]:
    """Run once without and once with kills at random moments; give the kills that met a run, and both folders."""
    source = notices(tmp_path / "in", number)
    begun = time.monotonic()
    subprocess.run(command(source, tmp_path / "calm"), cwd=ROOT, check=False)
    whole = time.monotonic() - begun
    chance = random.Random(20)
    met = sum(
        killed_after(chance.uniform(0.3, 0.3 + 1.5 * whole / kills), source, tmp_path / "torn") < 0
        for _ in range(kills)
    )
    subprocess.run(command(source, tmp_path / "torn"), cwd=ROOT, check=False, timeout=600)
    return met, trees(tmp_path / "calm"), trees(tmp_path / "torn")


def test_a_run_that_was_killed_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    met, calm, torn = disturbed(120, 4, tmp_path)

    assert met >= 2
    assert torn == calm


@pytest.mark.long
def test_ten_thousand_documents_and_twenty_kills_end_in_the_same_bytes(tmp_path: Path) -> None:
    met, calm, torn = disturbed(10_000, 20, tmp_path)

    assert met >= 15
    assert torn == calm
