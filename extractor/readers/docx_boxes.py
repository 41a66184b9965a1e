"""What a Word page shows in boxes, put into the flow: text boxes, and tables that only frame others.

A text box hangs on a paragraph; Word writes it twice, for new and for old readers (mc:AlternateContent).
Source: ISO/IEC 29500-1, 17.17.1 (txbxContent); ISO/IEC 29500-3, 9.3 (AlternateContent).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def holds_boxes(xml: bytes) -> bool:
    """Tell whether a document has text boxes at all."""
    return b"txbxContent" in xml


def lift(root: Any) -> None:
    """Move the paragraphs and tables of each text box behind the paragraph that it hangs on, in place."""
    for choice in list(root.iter("{*}AlternateContent")):
        fallbacks = [child for child in choice if _name(child) == "Fallback"]
        if any(_name(child) == "Choice" for child in choice):
            for fallback in fallbacks:
                choice.remove(fallback)
    for box in list(root.iter("{*}txbxContent")):
        anchor = next((parent for parent in box.iterancestors() if _name(parent) == "p"), None)
        if anchor is None:
            continue
        for block in reversed(list(box)):
            anchor.addnext(block)


def is_frame(rows: Sequence[Sequence[Any]]) -> bool:
    """Tell whether a table of such cells, in rows, only lays out the tables inside of it.

    That is so if it is one row, or one column, and holds a table.
    """
    if len(rows) > 1 and max(map(len, rows), default=0) > 1:
        return False
    return any(_name(child) == "tbl" for cells in rows for cell in cells for child in cell)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
