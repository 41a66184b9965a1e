"""A notice as JSON: UTF-8, keys in the order of the contract, decimals exact."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from extractor.errors import InvalidNotice
from extractor.notice import Notice
from extractor.schema import validate
from extractor.writers.atomic import write_whole

_STYLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def to_json(notice: Notice) -> bytes:
    """Give the JSON of a notice after it has passed the schema.

    Raises `InvalidNotice` if it does not fit: a fault of the program, never written out.
    """
    data = notice.to_dict()
    if faults := validate(data):
        first = faults[0]
        raise InvalidNotice(
            notice.source.name, f"the result breaks the contract at {first.where}: {first.message}", "please report it"
        )
    return orjson.dumps(data, _exact, _STYLE)


def _exact(value: Any) -> Any:
    """Write a number that no float holds exactly as its own digits."""
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    raise TypeError(type(value).__name__)


def write_json(notice: Notice, path: Path, *, excel: bool = False) -> list[Path]:
    """Write one file; `excel` changes nothing here."""
    del excel
    return [write_whole(path, to_json(notice))]
