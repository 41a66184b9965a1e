"""Scores the reading of numbers on cases that others wrote, beside other tools.

    python benchmarks/quantities.py CASES_FOLDER [--peers recognizers,jionlp,quantulum3,cn2an] [--misses]

For each source and kind the table says how many cases were found (a result stands on the span, whatever it says)
and how many are right (its value, or both its bounds, in the unit stated), in per cent of the cases.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools import PEERS, Result, Tool, apart, extractor, load, version
from units import same


class Case(NamedTuple):
    """One number that stands in a text: where, of what kind, and what it says."""

    source: str
    kind: str
    text: str
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None


class Score(NamedTuple):
    """Of `cases` numbers a tool found so many and got so many right."""

    cases: int
    found: int
    right: int

    def __str__(self) -> str:
        return f"{self.found / self.cases:6.0%} {self.right / self.cases:6.0%}" if self.cases else f"{'–':>6} {'–':>6}"


def read_cases(folder: Path) -> list[Case]:
    """Read every `*.jsonl` of the folder; left out are units without a number and values the source ignores."""
    return [case for path in sorted(folder.glob("*.jsonl")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for one in record["expected"]:
            case = _case(path.stem, record["input"], one)
            stated = (case.value, case.low, case.high) != (None, None, None)
            if stated and not one.get("ignore_value"):
                yield case


def _case(source: str, text: str, one: dict[str, Any]) -> Case:
    bounds = one.get("value"), one.get("low"), one.get("high")
    return Case(source, one["type"], text, one["start"], one["end"], *bounds, one.get("unit"))


def judge(case: Case, results: Iterable[Result]) -> tuple[bool, bool]:
    """Tell whether a case was found, and whether one of the results on its span is right."""
    over = [result for result in results if result.start < case.end and case.start < result.end]
    return bool(over), any(is_right(case, result) for result in over)


def is_right(case: Case, result: Result) -> bool:
    """Tell whether a result says what the case says: the value, or else both bounds, an open one left open."""
    if case.value is not None:
        return same(case.value, case.unit, result.value, result.unit)
    bounds = (case.low, result.low), (case.high, result.high)
    return all(
        read is None if stated is None else same(stated, case.unit, read, result.unit) for stated, read in bounds
    )


def score(tool: Tool, cases: Iterable[Case]) -> Score:
    """Score a tool on the cases of the kinds it reads."""
    judged = [judge(case, read(tool, case)) for case in cases if case.kind in tool.kinds]
    return Score(len(judged), sum(found for found, _ in judged), sum(right for _, right in judged))


def read(tool: Tool, case: Case) -> list[Result]:
    """Read a case's text; a tool that fails on it has read nothing."""
    try:
        with apart():
            return tool.read(case.text, case.kind)
    except Exception:
        # Peers raise whatever they please; of our own failures we want to hear.
        if tool.name not in PEERS:
            raise
        return []


def table(tools: list[Tool], cases: list[Case]) -> Iterator[str]:
    """Give the lines of the table: a row for each source and kind, one for each source, one for all."""
    yield " " * 38 + "  ".join(f"{tool.name:>13}" for tool in tools)
    yield f"{'source':15}{'kind':16}{'cases':>5}  " + "  ".join(["found   right".rjust(13)] * len(tools))
    sources = sorted({case.source for case in cases})
    for source in sources:
        own = [case for case in cases if case.source == source]
        for kind in sorted({case.kind for case in own}):
            yield _row(source, kind, [case for case in own if case.kind == kind], tools)
        yield _row(source, "all it reads", own, tools)
    yield _row("all", "all it reads", cases, tools)


def _row(source: str, kind: str, cases: list[Case], tools: list[Tool]) -> str:
    scores = "  ".join(str(score(tool, cases)) for tool in tools)
    return f"{source:15}{kind:16}{len(cases):5}  {scores}"


def duels(ours: Tool, peers: Iterable[Tool], cases: list[Case]) -> Iterator[str]:
    """Give a line for each peer: both sides on the kinds that it reads, which the totals above are not."""
    for peer in peers:
        shared = [case for case in cases if case.kind in peer.kinds]
        right, its = score(ours, shared).right, score(peer, shared).right
        yield f"of {len(shared)} cases that {peer.name} has a model for: {right} right here, {its} there"


def misses(tool: Tool, cases: Iterable[Case]) -> Iterator[str]:
    """Give a line for each case that a tool does not get right: what stands there, and what it read."""
    for case in cases:
        results = read(tool, case)
        if not judge(case, results)[1]:
            got = ", ".join(f"{case.text[one.start : one.end]} → {_said(one)}" for one in results) or "nothing"
            phrase = case.text[case.start : case.end]
            yield f"{case.source} {case.kind}: {case.text} | {phrase} is {_said(case)} | read {got}"


def _said(one: Case | Result) -> str:
    number = f"{one.value:.12g}" if one.value is not None else f"{one.low}..{one.high}"
    return f"{number} {one.unit}" if one.unit else number


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score the reading of numbers on cases that others wrote.")
    parser.add_argument("folder", type=Path, help="a folder of *.jsonl, one case a line")
    parser.add_argument("--peers", default="", help=f"other tools to run, with commas: {','.join(PEERS)}")
    parser.add_argument("--misses", action="store_true", help="list each case that we do not get right")
    arguments = parser.parse_args()
    arguments.peers = [name for name in arguments.peers.split(",") if name]
    if unknown := set(arguments.peers) - set(PEERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    return arguments


def main() -> None:
    arguments = _arguments()
    cases = read_cases(arguments.folder)
    if not cases:
        raise SystemExit(f"{arguments.folder} holds no cases: give a folder of *.jsonl files")
    ours = extractor()
    peers, absent = load(arguments.peers)
    print("\n".join(table([ours, *peers], cases)))
    print("\n".join(["", *duels(ours, peers, cases), *(version(tool.name) for tool in (ours, *peers)), *absent]))
    if arguments.misses:
        print("\n".join(["", "Cases that we do not get right", *misses(ours, cases)]))


if __name__ == "__main__":
    main()
