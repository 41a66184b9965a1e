"""A notice as two CSV files joined on item_id, each with its Table Schema beside it.

The rows are those of `Notice.to_frames()`, and the bytes those that pandas would write (a test compares them);
the csv module writes them without half a second of import.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from extractor.notice import Notice
from extractor.schema import schema_text
from extractor.tabular import ITEM_COLUMNS, TARGET_COLUMNS, item_rows, target_rows
from extractor.writers.atomic import write_whole

# A spreadsheet runs a cell that begins so, unless it is a plain number.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?%?")
_BOM = b"\xef\xbb\xbf"


def write_csv(notice: Notice, path: Path, *, excel: bool = False) -> list[Path]:
    """Write <stem>.items.csv and <stem>.targets.csv and their descriptors; `excel` adds the BOM."""
    data = notice.to_dict()
    stem = path.name.removesuffix(".csv")
    tables = (("items", item_rows(data), ITEM_COLUMNS), ("targets", target_rows(data), TARGET_COLUMNS))
    written = []
    for name, rows, columns in tables:
        text = to_csv(rows, columns)
        written.append(write_whole(path.with_name(f"{stem}.{name}.csv"), _BOM + text if excel else text))
        descriptor = schema_text(name).encode()
        written.append(write_whole(path.with_name(f"{stem}.{name}.schema.json"), descriptor))
    return written


def to_csv(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> bytes:
    """Give rows as RFC 4180: CRLF line ends, quotes where they are needed, nothing that runs as a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(row[column]) for column in columns] for row in rows)
    return buffer.getvalue().encode("utf-8")


def harmless(value: Any) -> Any:
    """Put an apostrophe before a text that a spreadsheet would run.

    >>> harmless("=1+1"), harmless("-3.2"), harmless(None)
    ("'=1+1", '-3.2', None)
    """
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value
