"""The one-way road: a module imports only what comes before it, and nothing imports in a ring."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "extractor"

# From the leaves to the command; a folder stands for all its modules.
ROAD = (
    "diagnostics",
    "errors",
    "limits",
    "document",
    "tabular",
    "notice",
    "record",
    "kept",
    "vocabulary",
    "text",
    "readers",
    "tables",
    "lists",
    "quantities",
    "figures",
    "front",
    "checks",
    "contents",
    "assemble",
    "schema",
    "writers",
    "pipeline",
    "batch",
    "drawing",
    "cli",
    "__main__",
)
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    """The modules of ours that a file imports, also inside of its functions; the package's own name aside."""
    known = {name_of(module) for module in MODULES}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("extractor"):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            # `from package import module` asks for the module, not for what the package's own file defines.
            found |= names if names <= known else {str(node.module)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("extractor")}
    return {name for name in found if name in known}


def station(module: str) -> int:
    return ROAD.index(module.split(".")[1])


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_earlier_stations_and_its_own_folder(path: Path) -> None:
    here = name_of(path)

    assert [name for name in imported(path) if station(name) > station(here)] == []


def test_no_module_imports_itself_over_others() -> None:
    graph = {name_of(path): imported(path) for path in MODULES}

    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        steps = graph[start] - seen
        seen |= steps
        return goal in steps or any(reaches(step, goal, seen) for step in steps)

    # A registry in a package's __init__ loads its readers by name, inside of functions.
    rings = [name for name in graph if reaches(name, name, set())]

    assert [name for name in rings if not name.startswith("extractor.readers")] == []


def test_a_reader_does_not_import_the_registry_that_loads_it() -> None:
    readers = [path for path in MODULES if path.parent.name == "readers" and path.name != "__init__.py"]

    assert [
        path.name for path in readers if "extractor.readers" in imported(path) - {name_of(path)} and _takes_read(path)
    ] == []


def _takes_read(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return "from extractor.readers import read" in text or "from extractor.readers import READERS" in text


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
