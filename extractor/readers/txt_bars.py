"""Tables in bars: Markdown, psql, and the padded rows that antiword prints."""

from __future__ import annotations

import re

from extractor.document import Table
from extractor.readers.txt_tables import fold_wrapped, table_of

_RULE = re.compile(r"^[\s|+:=-]*[-=]{2,}[\s|+:=-]*$")
_BAR = re.compile(r"(?<!\\)[|｜]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def find(lines: list[str], at: int) -> tuple[Table, int] | None:
    """Read consecutive lines with bars; a rule under the header means a row a line, else wrapped rows are joined."""
    end = at
    while end < len(lines) and (_BAR.search(lines[end]) or (end > at and _RULE.match(lines[end]))):
        end += 1
    body = [_cells(line) for line in lines[at:end] if not _RULE.match(line)]
    if len(body) < 2 or max(map(len, body)) < 2 or sum(len(cells) >= 2 for cells in body) * 2 < len(body):
        return None
    ruled = any("|" in line and _RULE.match(line) for line in lines[at:end])
    return table_of(body if ruled else fold_wrapped(body)), end


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removeprefix("｜")
    if re.search(r"(?<!\\)[|｜]$", inner):
        inner = inner[:-1]
    return [_BREAK.sub("\n", cell.strip()).replace("\\|", "|") for cell in _BAR.split(inner)]
