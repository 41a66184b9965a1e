"""extractor: China's yearly livelihood-project notices (民生实事) as schema-validated data.

>>> import extractor
>>> extractor.find_quantities("新增城镇就业6000人").targets[0].value
Decimal('6000')

The names below are loaded when they are first used, so that the import itself costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.document import Document as Document
    from extractor.errors import ExtractorError as ExtractorError
    from extractor.notice import Item as Item
    from extractor.notice import Notice as Notice
    from extractor.notice import Target as Target
    from extractor.pipeline import extract as extract
    from extractor.quantities import find_quantities as find_quantities
    from extractor.readers import read as read
    from extractor.schema import validate as validate
    from extractor.vocabulary import load_vocabulary as load_vocabulary
    from extractor.writers import write as write

__version__ = "0.1.0"

_HOMES = {
    "Document": "extractor.document",
    "ExtractorError": "extractor.errors",
    "Item": "extractor.notice",
    "Notice": "extractor.notice",
    "Target": "extractor.notice",
    "extract": "extractor.pipeline",
    "find_quantities": "extractor.quantities",
    "load_vocabulary": "extractor.vocabulary",
    "read": "extractor.readers",
    "validate": "extractor.schema",
    "write": "extractor.writers",
}

__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
