"""A notice against its JSON Schema: a quick check, and after a refusal the fault in words.

jsonschema-rs checks (measured at some 200 times the speed); jsonschema, the reference, words the faults.
Both read the one file `schemas/notice.schema.json`, and a test holds their verdicts together.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import orjson

from extractor.diagnostics import SCHEMA_VIOLATION, Diagnostic

SCHEMAS = {"notice": "notice.schema.json", "items": "items.table.json", "targets": "targets.table.json"}
_MOST_FAULTS = 50


def validate(data: Any) -> list[Diagnostic]:
    """Give the faults of a notice as data, an empty list if it is valid.

    >>> [fault.where for fault in validate({})][:1]
    ['notice']
    """
    return [] if _quick().is_valid(data) else _faults(data)


def schema_text(name: str) -> str:
    """Give the text of a schema: notice, items or targets."""
    return (_folder() / SCHEMAS[name]).read_text(encoding="utf-8")


def _folder() -> Path:
    """Find `schemas/`: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "schemas"
    return inside if inside.is_dir() else Path(__file__).parents[1] / "schemas"


@cache
def _quick() -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(orjson.loads(schema_text("notice")))


def _faults(data: Any) -> list[Diagnostic]:
    """Word the faults; jsonschema is imported only here, where something is wrong."""
    import jsonschema

    checker = jsonschema.Draft202012Validator(orjson.loads(schema_text("notice")))
    faults = sorted(checker.iter_errors(data), key=lambda error: list(map(str, error.absolute_path)))
    return [
        SCHEMA_VIOLATION.at(_path(fault.absolute_path), fault=_short(fault.message)) for fault in faults[:_MOST_FAULTS]
    ]


def _path(steps: Any) -> str:
    """Write a path as items[3].targets[0].unit."""
    path = "notice"
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return path.removeprefix("notice.")


def _short(message: str) -> str:
    return message if len(message) <= 200 else message[:120] + " … " + message[-70:]
