"""All results as one Parquet dataset: items and targets, a folder a year, the rows in the order of the documents.

The files are a function of the results alone: no file depends on when, in what order or by how many workers the
documents were converted. A file whose documents have not changed is left as it is.

Each row begins with `document`, the name of its document in the output folder: an `item_id` is unique within its
notice only, so the two tables are joined on `document` and `item_id`.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from extractor.batch.ledger import Ledger, Outcome
from extractor.errors import MissingPackage, UnusableOutput
from extractor.schema import schema_text
from extractor.tabular import Row, item_rows, target_rows
from extractor.writers.atomic import write_whole

_ROWS = {"items": item_rows, "targets": target_rows}
# A file of some 100,000 rows: large enough to be read fast, small enough to be held in memory.
_DOCUMENTS_A_FILE = 4000
_FILES = "dataset-files"
# The name that Hive, Spark and pyarrow give to a partition without a value.
_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"


def check_dataset(ledger: Ledger, folder: Path) -> None:
    """Refuse a folder that holds files of something else, and say so before the work rather than after it.

    Raises `UnusableOutput`, or `MissingPackage` where pyarrow is not installed.
    """
    _arrow()
    here = str(folder.resolve())
    if ledger.setting("dataset") != here and folder.exists() and any(folder.iterdir()):
        remedy = "give an empty folder; each output folder has a dataset of its own"
        raise UnusableOutput(folder, "it holds files of something else", remedy)
    ledger.note("dataset", here)


def write_dataset(ledger: Ledger, output: Path, folder: Path) -> None:
    """Write the dataset of all results in an output folder, and remove the files that it has no more."""
    known = json.loads(ledger.setting(_FILES) or "{}")
    # Until all is written nothing is known: a kill must not leave a digest beside a file of another content.
    ledger.note(_FILES, "{}")
    digests: dict[str, str] = {}
    for year, number, documents in _parts(ledger):
        for table in _ROWS:
            name = f"{table}/year={year or _NO_YEAR}/part-{number:05d}.parquet"
            digests[name] = _digest(documents)
            if known.get(name) != digests[name] or not (folder / name).exists():
                write_whole(folder / name, _parquet(table, documents, output))
    _remove_others({folder / name for name in digests}, folder)
    ledger.note(_FILES, json.dumps(digests))


def _remove_others(made: set[Path], folder: Path) -> None:
    for path in set(folder.glob("*/year=*/*")) - made:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def _parts(ledger: Ledger) -> Iterator[tuple[int | None, int, list[Outcome]]]:
    """Give the documents of each file: its year, its number within the year, the documents by name."""
    for year, rows in itertools.groupby(ledger.by_year(), key=lambda row: row.year):
        for number, documents in enumerate(_batches(rows)):
            yield year, number, documents


def _batches(rows: Iterator[Outcome]) -> Iterator[list[Outcome]]:
    while documents := list(itertools.islice(rows, _DOCUMENTS_A_FILE)):
        yield documents


def _digest(documents: list[Outcome]) -> str:
    """Digest what the rows of some documents depend on: their contents, and the program that read them."""
    lines = "\n".join(f"{row.name}\t{row.sha256}\t{row.fingerprint}" for row in documents)
    return hashlib.sha256(lines.encode()).hexdigest()


def _parquet(table: str, documents: list[Outcome], output: Path) -> bytes:
    import pyarrow.parquet as parquet

    arrow = _arrow()
    schema = schema_of(table)
    columns: dict[str, list[Any]] = {field.name: [] for field in schema}
    makers = [(name, columns[name], _MAKERS.get(str(schema.field(name).type))) for name in columns]
    for row in _rows(table, documents, output):
        for name, values, make in makers:
            value = row[name]
            values.append(make(value) if make and value is not None else value)
    buffer = io.BytesIO()
    parquet.write_table(arrow.table(columns, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _whole(value: int) -> int | None:
    """Give a whole number if Parquet has room for it; the JSON has it in any case."""
    return value if abs(value) < 2**63 else None


_MAKERS: dict[str, Callable[[Any], Any]] = {
    "date32[day]": datetime.date.fromisoformat,
    "double": float,
    "int64": _whole,
}


def _rows(table: str, documents: list[Outcome], output: Path) -> Iterator[Row]:
    for document in documents:
        notice = orjson.loads((output / f"{document.name}.json").read_bytes())
        for row in _ROWS[table](notice):
            yield {"document": document.name, **row}


def schema_of(table: str) -> Any:
    """Give the Arrow schema of "items" or "targets": the columns of its Table Schema, the year in the folder's name."""
    arrow = _arrow()
    types = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "date": arrow.date32(),
        "year": arrow.int32(),
    }
    fields = [(one["name"], types[one["type"]]) for one in json.loads(schema_text(table))["fields"]]
    return arrow.schema([("document", arrow.string()), *((name, kind) for name, kind in fields if name != "year")])


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingPackage("--dataset", "it needs the package pyarrow", "pip install 'extractor[parquet]'") from error
    return pyarrow
