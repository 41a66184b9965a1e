"""Two flags: `pytest --regenerate` writes the golden notices anew, `--long` runs what takes minutes."""

from __future__ import annotations

import pytest
from hypothesis import settings

# It imports atheris, and is run by itself.
collect_ignore = ["fuzz/guided.py"]
# A slow machine fails no test: time is measured in benchmarks/, as ratios.
settings.register_profile("short", deadline=None)
settings.register_profile("long", max_examples=10_000, deadline=None)
settings.load_profile("short")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write samples/*/notice.json anew")
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--long"):
        settings.load_profile("long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="takes minutes: give --long"))
