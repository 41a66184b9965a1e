"""The contract in frozen dataclasses: a notice, its items, their targets.

Field names and their order are those of `schemas/notice.schema.json`, the promise to users; a test
holds the two together. Every `start`, `end` is half-open and counts characters of a text that is in
the same notice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from extractor.diagnostics import Diagnostic
from extractor.document import Box, Filled, Source
from extractor.tabular import ITEM_COLUMNS, TARGET_COLUMNS, item_rows, target_rows

if TYPE_CHECKING:
    import pandas

SCHEMA_VERSION = "1.0"

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Change = Literal["none", "increase", "decrease", "increase_to", "decrease_to"]
TargetRole = Literal["target", "investment", "limit", "achieved"]
NumeralRole = Literal[
    "target",
    "condition",
    "deadline",
    "duration",
    "frequency",
    "grade",
    "name",
    "ordinal",
    "reference",
    "money",
    "unresolved",
]
NUMERAL_ROLES: tuple[NumeralRole, ...] = NumeralRole.__args__  # type: ignore[attr-defined]


class Office(NamedTuple):
    """A responsible unit: `name` as written, `full_name` with the inherited 县/市/区 prefix.

    `group` is True for 各乡（镇）政府 and the like; `others` is True where a trailing 等 leaves the list open.
    """

    name: str
    full_name: str
    group: bool = False
    others: bool = False


class Deadline(NamedTuple):
    """The time as written, and the last day of the stated period (ISO 8601), None where no year is known."""

    text: str
    date: str | None
    inferred: tuple[str, ...] = ()


class Normalized(NamedTuple):
    """A value in the base unit of its dimension: 30 公里 → 30000 m."""

    value: Decimal | None
    unit_code: str | None
    low: Decimal | None = None
    high: Decimal | None = None


class Investment(NamedTuple):
    """The sum of a money column, typed: value and unit as stated, normalised to CNY."""

    raw: str
    value: Decimal | None
    unit: str | None
    unit_code: str | None
    normalized: Normalized | None
    inferred: tuple[str, ...] = ()


class Target(NamedTuple):
    """One numeric commitment; see the contract for each field.

    `value` has the scale words folded in (2.4万 → 24000) and is None for a range (`low`, `high`) and for
    a grade (`grade`). `start`, `end` count characters of the item's field named by `field`.
    """

    id: str
    raw: str
    field: str
    start: int
    end: int
    clause: str
    indicator: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    unit_code: str | None = None
    dimension: str | None = None
    normalized: Normalized | None = None
    comparator: Comparator = "eq"
    change: Change = "none"
    baseline: str | None = None
    per: tuple[str, ...] = ()
    condition: str | None = None
    part_of: str | None = None
    deadline: Deadline | None = None
    modality: str | None = None
    distribution: str | None = None
    grade: str | None = None
    role: TargetRole = "target"
    inferred: tuple[str, ...] = ()


class Commitment(NamedTuple):
    """A commitment without a number (全覆盖, 应保尽保, 建成), where it stands in the task."""

    text: str
    start: int
    end: int
    kind: Literal["coverage", "completion", "other"]


class Place(NamedTuple):
    """Where the text of an item's field stands in the source.

    `table`, `row`, `col` count from 0. For a list-form notice `table` and `col` are None and `row` is
    the paragraph.
    """

    table: int | None
    row: int
    col: int | None
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    bbox: Box | None = None
    filled: Filled | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of the indicator table, or one entry of a list-form notice."""

    id: str
    sequence: int | None = None
    category: str | None = None
    project: str | None = None
    task: str = ""
    goal: str | None = None
    lead_units: tuple[Office, ...] = ()
    support_units: tuple[Office, ...] = ()
    leaders: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    deadline: Deadline | None = None
    investment: Investment | None = None
    progress: str | None = None
    remarks: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    cells: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header path (tiers joined with " / ") and the field that takes it."""

    index: int
    header: str
    field: str | None


@dataclass(frozen=True, slots=True)
class TableSummary:
    """The shape of a table as rebuilt, page breaks joined, and the label and title that stand over it."""

    index: int
    pages: tuple[int, ...]
    n_rows: int
    n_cols: int
    columns: tuple[Column, ...]
    attachment: str | None = None
    title: str | None = None


class NumeralReading(NamedTuple):
    """One numeral of an item's text, its value, the one role it was given and the rule that gave it.

    The value and its bounds are None for a name, a date and the like; an ordinal has its value.
    """

    item_id: str
    field: str
    raw: str
    start: int
    end: int
    role: NumeralRole
    rule: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator | None = None
    unit: str | None = None
    unit_code: str | None = None


class Numerals(NamedTuple):
    """The account of every numeral of the items' texts: `found` is the sum over `by_role`."""

    found: int
    by_role: dict[NumeralRole, int]
    unresolved: tuple[NumeralReading, ...]
    readings: tuple[NumeralReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One converted file; `to_dict()` validates against `schemas/notice.schema.json`."""

    schema_version: str = SCHEMA_VERSION
    source: Source
    title: str | None = None
    attachment: str | None = None
    document_number: str | None = None
    year: int | None = None
    region: str | None = None
    region_code: str | None = None
    unit_note: str | None = None
    tables: tuple[TableSummary, ...] = ()
    items: tuple[Item, ...] = ()
    numerals: Numerals
    diagnostics: tuple[Diagnostic, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the contract's JSON as plain dicts and lists, keys in the order of the contract.

        Numbers are int or float; one that a float cannot hold exactly stays a Decimal.
        """
        plain: dict[str, Any] = _plain(self)
        return plain

    def to_frames(self) -> dict[str, pandas.DataFrame]:
        """Give {"items": …, "targets": …}, the tables for import as pandas frames, joined on item_id."""
        # pandas costs half a second to import, and only this method needs it.
        import pandas

        data = self.to_dict()
        rows = {"items": (item_rows(data), ITEM_COLUMNS), "targets": (target_rows(data), TARGET_COLUMNS)}
        # As objects: a missing whole number stays missing and a number stays whole.
        return {
            name: pandas.DataFrame(made, columns=list(columns), dtype=object) for name, (made, columns) in rows.items()
        }


# What JSON takes as it is; most parts of a notice are, so that it is worth asking before the call.
_ATOMS = frozenset((str, int, bool, type(None)))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple or kind is list:
        return [_plain(part) for part in value]
    if kind is dict:
        return {key: _plain(part) for key, part in value.items()}
    if kind is Decimal:
        return number(value)
    if kind is Box:
        return [round(part, 2) for part in value]
    names, get = _fields(kind)  # type: ignore[arg-type]
    parts = zip(names, get(value), strict=True)
    return {name: part if type(part) in _ATOMS else _plain(part) for name, part in parts}


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], Any]:
    names = kind._fields if issubclass(kind, tuple) else tuple(part.name for part in fields(kind))
    return names, attrgetter(*names)


def number(value: Decimal) -> int | float | Decimal:
    """Give the JSON number that stands for `value`, exactly.

    >>> number(Decimal("24000.0")), number(Decimal("66.03"))
    (24000, 66.03)
    >>> number(Decimal("0.12345678901234567890123"))
    Decimal('0.12345678901234567890123')
    """
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else value
