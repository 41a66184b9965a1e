"""A Word document as it reads with its changes accepted: deleted and hidden text out, text boxes in line."""

from __future__ import annotations

from typing import Any

from lxml import etree

from extractor.diagnostics import TEXT_HIDDEN, Diagnostic

_MARKS = (b"vanish", b":del ", b":del>", b":del/", b"moveFrom", b"txbxContent", b"AlternateContent")
_OFF = ("0", "false", "off")
_LONGEST_QUOTE = 40


def needs_accepting(xml: bytes) -> bool:
    """Tell whether a document holds anything that `accept` would change."""
    return any(mark in xml for mark in _MARKS)


def accept(root: Any) -> tuple[Diagnostic, ...]:
    """Change the tree to what a reader of the final document sees; give a remark where text was hidden."""
    space = "{" + (etree.QName(root).namespace or "") + "}"
    _choose_alternatives(root)
    for row in list(root.iter(space + "tr")):
        if row.find(f"{space}trPr/{space}del") is not None:
            _remove(row)
    _join_deleted_marks(root, space)
    for change in list(root.iter(space + "del", space + "moveFrom")):
        _remove(change)
    hidden = _drop_hidden(root, space)
    _unfold_boxes(root, space)
    text = "".join(hidden).strip()
    return (TEXT_HIDDEN.at("document", text=text[:_LONGEST_QUOTE]),) if text else ()


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _choose_alternatives(root: Any) -> None:
    """Keep the first of several renderings of one thing (mc:AlternateContent)."""
    for choice in list(root.iter("{*}AlternateContent")):
        for other in list(choice)[1:]:
            choice.remove(other)


def _join_deleted_marks(root: Any, space: str) -> None:
    """Join a paragraph whose end was deleted with the one behind it."""
    for mark in list(root.iter(space + "del")):
        properties = mark.getparent()
        if properties is None or properties.tag != space + "rPr":
            continue
        paragraph: Any = properties.getparent().getparent() if properties.getparent() is not None else None
        following = paragraph.getnext() if paragraph is not None and paragraph.tag == space + "p" else None
        if following is not None and following.tag == space + "p":
            for child in list(following):
                if child.tag != space + "pPr":
                    paragraph.append(child)
            _remove(following)


def _drop_hidden(root: Any, space: str) -> list[str]:
    dropped = []
    for mark in list(root.iter(space + "vanish")):
        run = mark.getparent().getparent()
        if mark.get(space + "val") in _OFF or run is None or run.tag != space + "r":
            continue
        dropped += [node.text or "" for node in run.iter(space + "t")]
        _remove(run)
    return dropped


def _unfold_boxes(root: Any, space: str) -> None:
    """Put the paragraphs of a text box behind the paragraph that it is anchored in."""
    for box in list(root.iter(space + "txbxContent")):
        anchor = box.getparent()
        while anchor is not None and anchor.tag != space + "p":
            anchor = anchor.getparent()
        _remove(box)
        if anchor is None or anchor.getparent() is None:
            continue
        parent = anchor.getparent()
        for offset, child in enumerate(list(box), start=parent.index(anchor) + 1):
            parent.insert(offset, child)
