"""One flag: `pytest --regenerate` writes the golden notices anew, to be reviewed as a diff."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write samples/*/notice.json anew")
