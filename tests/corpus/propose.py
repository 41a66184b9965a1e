"""Print how the program reads some sentences today, as corpus lines to review and keep.

python tests/corpus/propose.py "新建公厕10座" >> tests/corpus/counts.toml
"""

from __future__ import annotations

import json
import sys
from typing import Any

from extractor.notice import Target, number
from extractor.quantities import Found, find_quantities

YEAR = 2021


def reading(found: Found) -> dict[str, Any]:
    """Give the full reading of a text: what differs from the defaults of the contract, no more."""
    raws = {target.id: target.raw for target in found.targets}
    # A grade is a target whose numeral keeps the role grade.
    spans = {(target.start, target.end) for target in found.targets if target.dimension != "grade"}
    return {
        "targets": [_stated(target, raws) for target in found.targets],
        "others": [f"{one.raw} {one.role}" for one in found.numerals if (one.start, one.end) not in spans],
    }


def _stated(target: Target, raws: dict[str, str]) -> dict[str, Any]:
    plain: dict[str, Any] = {"raw": target.raw, "indicator": target.indicator}
    for name in ("value", "low", "high"):
        if (value := getattr(target, name)) is not None:
            plain[name] = number(value)
    for name in ("unit", "baseline", "condition", "modality", "distribution", "grade"):
        if getattr(target, name):
            plain[name] = getattr(target, name)
    for name, default in (("comparator", "eq"), ("change", "none"), ("role", "target")):
        if getattr(target, name) != default:
            plain[name] = getattr(target, name)
    if target.per:
        plain["per"] = list(target.per)
    if target.part_of:
        plain["part_of"] = raws[target.part_of]
    if target.deadline:
        plain["deadline"] = target.deadline.date or target.deadline.text
    if target.inferred:
        plain["inferred"] = list(target.inferred)
    return plain


def as_toml(text: str) -> str:
    """Give one corpus case as TOML."""
    case = reading(find_quantities(text, year=YEAR))
    lines = ["[[case]]", f"text = {_quote(text)}"]
    if case["targets"]:
        lines.append("targets = [")
        for target in case["targets"]:
            fields = ", ".join(f"{name} = {_quote(value)}" for name, value in target.items())
            lines.append(f"    {{ {fields} }},")
        lines.append("]")
    if case["others"]:
        lines.append(f"others = {_quote(case['others'])}")
    return "\n".join(lines) + "\n"


def _quote(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    print("\n".join(as_toml(text) for text in sys.argv[1:] or sys.stdin.read().splitlines() if text.strip()))
