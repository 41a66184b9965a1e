"""Records become items, and items with what stands around them a notice.

Here the fields of a row get their types – offices, levels, deadline, money, targets – and the whole gets
its identifiers and the account of its numerals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.checks import check
from extractor.diagnostics import NUMERAL_UNRESOLVED, REGION_AMBIGUOUS, YEAR_MISSING, Diagnostic
from extractor.document import Cell, Source
from extractor.figures import is_figure, read_figure, read_parts
from extractor.front import Front, unit_in_note, year_in
from extractor.notice import (
    NUMERAL_ROLES,
    Deadline,
    Investment,
    Item,
    Notice,
    NumeralReading,
    Numerals,
    Place,
    TableSummary,
    Target,
)
from extractor.quantities import Found, find_in
from extractor.quantities.commitments import find_commitments
from extractor.quantities.places import Context
from extractor.record import Record
from extractor.text import dates
from extractor.text.divisions import division_codes
from extractor.text.numerals import NUMBER, parse
from extractor.text.offices import lead_and_support, split_offices
from extractor.vocabulary import Vocabulary

# Fields whose numbers are read, in the order of an item; those behind `task` may repeat it.
_READ_FIELDS = ("task", "goal", "progress", "remarks", "project")
# A figure alone in one of these is meant as an amount; in 备注 it may be a telephone number.
_FIGURE_FIELDS = ("task", "goal", "progress")
_LISTED = re.compile(r"[、，,；;/／\s]+")
_LEVELS = ("国家", "省", "市", "县", "区", "镇", "乡")


class Numbering(NamedTuple):
    """Where the count of ids stands: the run (tables and restarts), the last number, the tasks under it."""

    run: int = 0
    table: int | None = -1
    sequence: int | None = None
    row: int = 0
    task: int = 0


def assemble(
    source: Source,
    front: Front,
    tables: Sequence[TableSummary],
    records: Iterable[Record],
    diagnostics: Sequence[Diagnostic],
    vocabulary: Vocabulary,
) -> Notice:
    """Make the notice of a file out of its records and the lines around them."""
    items: list[Item] = []
    readings: list[NumeralReading] = []
    numbering = Numbering()
    # An attachment whose title states another year is dated by that.
    years = {table.index: year_in(table.title, vocabulary) or front.year for table in tables}
    for record in records:
        numbering, identity = number_next(numbering, record)
        year = front.year if record.table is None else years.get(record.table, front.year)
        item, found = make_item(record, identity, front._replace(year=year), vocabulary)
        items.append(item)
        readings += found
    remarks = list(diagnostics)
    if front.year is None:
        remarks.append(YEAR_MISSING.at("title"))
    codes = division_codes(front.region) if front.region else ()
    if len(codes) > 1:
        remarks.append(REGION_AMBIGUOUS.at("region", region=front.region, codes=", ".join(codes)))
    remarks += check(items)
    remarks += [_unresolved(reading) for reading in readings if reading.role == "unresolved"]
    return Notice(
        source=source,
        **front._asdict(),
        region_code=codes[0] if len(codes) == 1 else None,
        tables=tuple(tables),
        items=tuple(items),
        numerals=account(readings),
        diagnostics=tuple(remarks),
    )


class Identity(NamedTuple):
    """The id of an item and the number it stands under, None where the notice gives none."""

    id: str
    sequence: int | None
    carried: bool


def number_next(before: Numbering, record: Record) -> tuple[Numbering, Identity]:
    """Give the next item its id: "<sequence>.<k>", prefixed in a second table or where numbers start again."""
    stated = sequence_of(record.text("sequence"))
    cell = record.cells.get("sequence")
    continues = cell is not None and cell.filled is not None
    same_table = record.table == before.table
    counted = stated == before.sequence and bool(_OF_ONE.fullmatch(record.text("sequence")))
    goes_on = record.part > 0 or continues or counted or (stated is None and before.sequence is not None)
    if same_table and before.row and goes_on:
        now = before._replace(task=before.task + 1)
    else:
        # Rows without a number are counted, and their count is taken too.
        last = before.row if before.sequence is None else before.sequence
        restarts = stated is not None and same_table and stated <= last
        run = before.run + (not same_table or restarts)
        row = 1 if run > before.run else before.row + 1
        now = Numbering(run, record.table, stated, row, 1)
    prefix = f"t{now.run}/" if now.run > 1 else ""
    number = now.row if now.sequence is None else now.sequence
    return now, Identity(f"{prefix}{number}.{now.task}", now.sequence, stated is None and now.sequence is not None)


_SEQUENCE = re.compile(r"[^0-9０-９零〇一二三四五六七八九十百]*([0-9０-９]+|[零〇一二三四五六七八九十百]+)")
# 1-1, 1-2: the tasks of one number.
_OF_ONE = re.compile(r"\d+\s?[-－—–.．]\s?\d+")
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}


def sequence_of(text: str) -> int | None:
    """Read a 序号: 4, 4., 四、, （四）, ④.

    >>> sequence_of("（十二）"), sequence_of("④"), sequence_of("合计")
    (12, 4, None)
    """
    if text[:1] in _CIRCLED:
        return _CIRCLED[text[0]]
    found = _SEQUENCE.match(text) if len(text) <= 8 else None
    value = parse(found[1]).value if found else None
    return int(value) if value is not None else None


def make_item(
    record: Record, identity: Identity, front: Front, vocabulary: Vocabulary
) -> tuple[Item, list[NumeralReading]]:
    """Type the fields of one record; give the item and the readings of its numerals."""
    text = {name: cell.text for name, cell in record.cells.items()}
    deadline = parse_deadline(text.get("deadline", ""), front.year)
    targets, readings = _read_fields(record, identity.id, front, deadline, vocabulary)
    lead, support = lead_and_support(text.get("lead_units", ""), vocabulary)
    investment = parse_investment(record, unit_in_note(front.unit_note, vocabulary), vocabulary)
    item = Item(
        id=identity.id,
        sequence=identity.sequence,
        category=text.get("category") or None,
        project=text.get("project") or None,
        task=text.get("task", ""),
        goal=text.get("goal") or None,
        lead_units=lead,
        support_units=(*support, *split_offices(text.get("support_units", ""), vocabulary)),
        leaders=tuple(name for name in _LISTED.split(text.get("leaders", "")) if name),
        levels=split_levels(text.get("levels", "")),
        deadline=deadline,
        investment=investment,
        progress=text.get("progress") or None,
        remarks=text.get("remarks") or None,
        extra={header: cell.text for header, cell in record.extra.items()},
        targets=tuple(targets),
        commitments=find_commitments(text.get("task", ""), vocabulary),
        cells=_places(record, identity),
    )
    return item, readings


def _read_fields(
    record: Record, item_id: str, front: Front, deadline: Deadline | None, vocabulary: Vocabulary
) -> tuple[list[Target], list[NumeralReading]]:
    targets: list[Target] = []
    readings: list[NumeralReading] = []
    for name in _READ_FIELDS:
        text = record.text(name)
        if not text or (name == "project" and text == record.text("task")):
            continue
        context = Context(
            year=front.year,
            field=name,
            unit=record.units.get(name),
            subject=record.text("project"),
            achieved=name == "progress",
        )
        found = _read(text, record, context, front, vocabulary).numbered(item_id, len(targets))
        if name == "project":
            found = _without_repeats(found, targets)
        targets += found.targets
        readings += found.numerals
    return [_inherit(target, deadline) for target in targets], readings


def _read(text: str, record: Record, context: Context, front: Front, vocabulary: Vocabulary) -> Found:
    """Read a field: part by part where cells were put together, else as the sentence or the figure that it is."""
    parts = [figure for figure in record.figures if figure.field == context.field]
    if parts:
        note = unit_in_note(front.unit_note, vocabulary) if context.field == "task" else None
        return read_parts(text, parts, replace(context, unit=note), vocabulary)
    found = find_in(text, context, vocabulary)
    if context.field in _FIGURE_FIELDS and not found.targets and is_figure(text):
        return read_figure(text, context, vocabulary)
    return found


def _without_repeats(found: Found, stated: Sequence[Target]) -> Found:
    """Leave out what the project's name says again; its numerals refer to the task."""
    known = {(target.value, target.low, target.unit) for target in stated}
    repeated = {target.start for target in found.targets if (target.value, target.low, target.unit) in known}
    return Found(
        tuple(target for target in found.targets if target.start not in repeated),
        tuple(
            one._replace(role="reference", rule="stated again in the project's name") if one.start in repeated else one
            for one in found.numerals
        ),
    )


def _inherit(target: Target, deadline: Deadline | None) -> Target:
    """Give a target the item's deadline where its own text states none, and say so."""
    if target.deadline or deadline is None or target.role == "achieved":
        return target
    return target._replace(deadline=deadline, inferred=(*target.inferred, "deadline"))


_DIGITS = re.compile(NUMBER)
_BARE_YEAR = re.compile("(?:19|20)[0-9]{2}")


def parse_deadline(text: str, year: int | None) -> Deadline | None:
    """Read a deadline cell; of several dates the last counts (5月底前动工, 9月投入使用).

    >>> parse_deadline("2019年年底前", None)
    Deadline(text='2019年年底前', date='2019-12-31', inferred=())
    >>> parse_deadline("12月底前", 2021).date, parse_deadline("全年", 2021).date
    ('2021-12-31', '2021-12-31')
    >>> parse_deadline("2018", None).date
    '2018-12-31'
    """
    if not text.strip():
        return None
    if _BARE_YEAR.fullmatch(text.strip()):
        return Deadline(text, f"{text.strip()}-12-31", ())
    times: list[dates.Time] = []
    at = 0
    while found := _DIGITS.search(text, at):
        time = dates.find(text, found.start(), year)
        at = time.end if time else found.end()
        times += [time] if time else []
    if times:
        days = [time.last_day for time in times if time.last_day]
        assumed = ("year",) if times[-1].assumed and days else ()
        return Deadline(text, max(days).isoformat() if days else None, assumed)
    bare = dates.last_day_of(text, year) if "年" in text else None
    return Deadline(text, bare.isoformat() if bare else None, ("year",) if bare else ())


def parse_investment(record: Record, note_unit: str | None, vocabulary: Vocabulary) -> Investment | None:
    """Read a money cell; a bare number has the unit of its header or of the note above the table."""
    cell = record.cells.get("investment")
    if cell is None or not cell.text:
        return None
    stated = record.units.get("investment") or note_unit
    context = Context(field="investment", unit=stated)
    found = find_in(cell.text, context, vocabulary)
    if stated and not found.targets and is_figure(cell.text):
        found = read_figure(cell.text, context, vocabulary)
    if not found.numerals or found.numerals[0].value is None:
        return Investment(cell.text, None, None, None, None)
    first = found.numerals[0]
    target = found.targets[0] if found.targets else None
    bare = first.unit is not None and first.unit not in first.raw
    return Investment(
        raw=cell.text,
        value=first.value,
        unit=first.unit,
        unit_code=first.unit_code,
        normalized=target.normalized if target else None,
        inferred=("unit",) if bare else (),
    )


def split_levels(text: str) -> tuple[str, ...]:
    """Split 省、市 or 省级/市级 into levels; anything else is kept as written.

    >>> split_levels("省、市"), split_levels("市级"), split_levels("省市")
    (('省', '市'), ('市',), ('省', '市'))
    """
    parts = [part.removesuffix("级") if len(part) > 1 else part for part in _LISTED.split(text) if part]
    if all(part in _LEVELS for part in parts):
        return tuple(parts)
    if len(parts) == 1 and all(char in _LEVELS for char in parts[0]):
        return tuple(parts[0])
    return tuple(parts)


def _places(record: Record, identity: Identity) -> dict[str, Place]:
    named = {**record.cells, **{f"extra/{header}": cell for header, cell in record.extra.items()}}
    places = {name: place_of(cell, record.table) for name, cell in named.items()}
    if identity.carried and "sequence" in places and places["sequence"].filled is None:
        # The number stands once above and the boxes below it are empty: carried on, and said so.
        places["sequence"] = places["sequence"]._replace(filled="inferred")
    return places


def place_of(cell: Cell, table: int | None) -> Place:
    """Give the place of a cell; an entry of a list has no table and no column."""
    return Place(
        table,
        cell.row,
        cell.col if table is not None else None,
        cell.rowspan,
        cell.colspan,
        cell.page,
        cell.bbox,
        cell.filled,
    )


def account(readings: Sequence[NumeralReading]) -> Numerals:
    """Add the numerals up by role; the sum is the number found."""
    counted = Counter(reading.role for reading in readings)
    return Numerals(
        found=len(readings),
        by_role={role: counted[role] for role in NUMERAL_ROLES},
        unresolved=tuple(reading for reading in readings if reading.role == "unresolved"),
        readings=tuple(readings),
    )


def _unresolved(reading: NumeralReading) -> Diagnostic:
    where = f"item {reading.item_id}, {reading.field}, characters {reading.start} to {reading.end}"
    return NUMERAL_UNRESOLVED.at(where, raw=reading.raw)
