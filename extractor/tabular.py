"""The two tables for import: one row an item, one row a target, joined on `item_id`.

Works on the contract's dict (`Notice.to_dict()`), so that a notice read back from JSON gives the same rows.
"""

from __future__ import annotations

import json
from typing import Any

Row = dict[str, Any]

# One cell holds a list; offices and levels never hold this mark themselves.
LIST_MARK = "；"

ITEM_COLUMNS = (
    "item_id", "sequence", "category", "project", "task", "goal", "lead_units", "lead_units_full", "support_units",
    "support_units_full", "leaders", "levels", "deadline_text", "deadline_date", "investment_raw", "investment_value",
    "investment_unit", "investment_cny", "progress", "remarks", "commitments", "extra", "n_targets", "source",
    "title", "year", "region",
)  # fmt: skip
TARGET_COLUMNS = (
    "target_id", "item_id", "raw", "field", "start", "end", "clause", "indicator", "value", "low", "high", "unit",
    "unit_code", "dimension", "normalized_value", "normalized_low", "normalized_high", "normalized_unit_code",
    "comparator", "change", "baseline", "per", "condition", "part_of", "deadline_text", "deadline_date", "modality",
    "distribution", "grade", "role", "inferred", "source",
)  # fmt: skip


def item_rows(notice: Row) -> list[Row]:
    """Give a row for each item, its keys `ITEM_COLUMNS`; what is not stated is None."""
    return [_item_row(item, notice) for item in notice["items"]]


def target_rows(notice: Row) -> list[Row]:
    """Give a row for each target, its keys `TARGET_COLUMNS`; what is not stated is None."""
    source = notice["source"]["name"]
    return [_target_row(target, item["id"], source) for item in notice["items"] for target in item["targets"]]


def _item_row(item: Row, notice: Row) -> Row:
    deadline, investment = item["deadline"] or {}, item["investment"] or {}
    row = {
        **item,
        "item_id": item["id"],
        "lead_units": _names(item["lead_units"], "name"),
        "lead_units_full": _names(item["lead_units"], "full_name"),
        "support_units": _names(item["support_units"], "name"),
        "support_units_full": _names(item["support_units"], "full_name"),
        "leaders": _listed(item["leaders"]),
        "levels": _listed(item["levels"]),
        "deadline_text": deadline.get("text"),
        "deadline_date": deadline.get("date"),
        "investment_raw": investment.get("raw"),
        "investment_value": investment.get("value"),
        "investment_unit": investment.get("unit"),
        "investment_cny": (investment.get("normalized") or {}).get("value"),
        "commitments": _names(item["commitments"], "text"),
        "extra": json.dumps(item["extra"], ensure_ascii=False) if item["extra"] else None,
        "n_targets": len(item["targets"]),
        "source": notice["source"]["name"],
        "title": notice["title"],
        "year": notice["year"],
        "region": notice["region"],
    }
    return {column: row[column] for column in ITEM_COLUMNS}


def _target_row(target: Row, item_id: str, source: str) -> Row:
    deadline, base = target["deadline"] or {}, target["normalized"] or {}
    row = {
        **target,
        "target_id": target["id"],
        "item_id": item_id,
        "normalized_value": base.get("value"),
        "normalized_low": base.get("low"),
        "normalized_high": base.get("high"),
        "normalized_unit_code": base.get("unit_code"),
        "per": _listed(target["per"]),
        "deadline_text": deadline.get("text"),
        "deadline_date": deadline.get("date"),
        "inferred": _listed(target["inferred"]),
        "source": source,
    }
    return {column: row[column] for column in TARGET_COLUMNS}


def _listed(values: list[str]) -> str | None:
    return LIST_MARK.join(values) or None


def _names(values: list[Row], key: str) -> str | None:
    return _listed([value[key] for value in values])
