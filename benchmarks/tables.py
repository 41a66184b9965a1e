"""Scores the rebuilt grids: of PDFs against the ICDAR-2013 table set, of Word files against pandoc's.

    python benchmarks/tables.py icdar FOLDER [--peers pdfplumber,camelot,img2table] [--all]
    python benchmarks/tables.py pandoc FOLDER

The set is that of the table competition of ICDAR 2013: PDFs, each with its cells in NAME-str.xml. It is scored as
there, by relations of neighbours: each cell that is not blank with the next one on its right and the next one below.
Documents without rules are left out unless --all is given.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from extractor import read

# Fewer upright lines on a page make no ruled table.
_FEWEST_RULES = 3


class Box(NamedTuple):
    """A cell and the rows and columns that it covers, from 0, ends included."""

    text: str
    row: int
    col: int
    last_row: int
    last_col: int


Grid = list[Box]
Relations = Counter[tuple[str, str, str]]


def squeeze(text: str | None) -> str:
    """Drop every blank: tools differ in those, and no relation hangs on them."""
    return "".join((text or "").split())


def relations(grid: Iterable[Box]) -> Relations:
    """Give each cell with its neighbours: (text, text, "right" or "below"), blank cells stepped over."""
    at = {
        (row, col): box
        for box in grid
        if box.text
        for row in range(box.row, box.last_row + 1)
        for col in range(box.col, box.last_col + 1)
    }
    last_row, last_col = (max((place[axis] for place in at), default=-1) for axis in (0, 1))
    found: set[tuple[Box, Box, str]] = set()
    for (row, col), box in at.items():
        right = next((at[row, c] for c in range(col + 1, last_col + 1) if at.get((row, c), box) != box), None)
        below = next((at[r, col] for r in range(row + 1, last_row + 1) if at.get((r, col), box) != box), None)
        found |= {(box, other, way) for other, way in ((right, "right"), (below, "below")) if other}
    return Counter((one.text, other.text, way) for one, other, way in found)


def truth(path: Path) -> list[Grid]:
    """Read the tables of a NAME-str.xml."""
    tables = ElementTree.parse(path).getroot().iter("table")
    return [[_stated(cell) for cell in table.iter("cell")] for table in tables]


def _stated(cell: ElementTree.Element) -> Box:
    row, col = int(cell.get("start-row", 0)), int(cell.get("start-col", 0))
    ends = int(cell.get("end-row", row)), int(cell.get("end-col", col))
    return Box(squeeze(cell.findtext("content")), row, col, *ends)


def ours(path: Path) -> list[Grid]:
    """Give the grids that this project's reader rebuilds."""
    return [
        [
            Box(squeeze(cell.text), cell.row, cell.col, cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1)
            for cell in table.cells
        ]
        for table in read(path).tables
    ]


def pdfplumber(path: Path) -> list[Grid]:
    """Give what pdfplumber's extract_tables finds, as it comes: a cell of several columns is one and blanks."""
    import pdfplumber as library

    with library.open(path) as document:
        return [_plain(rows) for page in document.pages for rows in page.extract_tables()]


def camelot(path: Path) -> list[Grid]:
    """Give what camelot's lattice finds."""
    import camelot as library

    return [_plain(table.df.values.tolist()) for table in library.read_pdf(str(path), pages="all", flavor="lattice")]


def img2table(path: Path) -> list[Grid]:
    """Give what img2table finds in a PDF with text."""
    from img2table.document import PDF

    pages = PDF(str(path)).extract_tables()
    return [_plain(table.df.values.tolist()) for tables in pages.values() for table in tables]


def _plain(rows: list[list[Any]]) -> Grid:
    return [Box(squeeze(text), r, c, r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if squeeze(text)]


PEERS: dict[str, Callable[[Path], list[Grid]]] = {"pdfplumber": pdfplumber, "camelot": camelot, "img2table": img2table}


def is_ruled(path: Path) -> bool:
    """Tell whether a page of a PDF has upright lines enough for a ruled table."""
    import pdfplumber as library

    with library.open(path) as document:
        return any(
            len({round(edge["x0"]) for edge in page.edges if edge["orientation"] == "v"}) >= _FEWEST_RULES
            for page in document.pages
        )


def score(tool: Callable[[Path], list[Grid]], stated: dict[Path, Relations]) -> str:
    """Give a tool's precision and recall over all relations; a document that it fails on has none."""
    right = read_in = 0
    failed = 0
    for path, expected in stated.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = sum((relations(grid) for grid in tool(path)), Relations())
        except Exception:
            found, failed = Relations(), failed + 1
        right += sum((found & expected).values())
        read_in += sum(found.values())
    of = sum(map(Relations.total, stated.values()))
    shares = f"precision {right / read_in if read_in else 0:6.1%}  recall {right / of if of else 0:6.1%}"
    return f"{shares}  {f'failed on {failed}' if failed else ''}".rstrip()


def icdar(folder: Path, peers: list[str], everything: bool) -> Iterator[str]:
    """Give the lines of the scores on an ICDAR-2013 folder."""
    pairs = {path.with_name(path.name.removesuffix("-str.xml") + ".pdf"): path for path in folder.rglob("*-str.xml")}
    kept = [pdf for pdf in sorted(pairs) if pdf.exists() and (everything or is_ruled(pdf))]
    if not kept:
        raise SystemExit(f"{folder} holds no NAME.pdf with its NAME-str.xml")
    stated = {pdf: sum((relations(grid) for grid in truth(pairs[pdf])), Relations()) for pdf in kept}
    yield f"{len(kept)} of {len(pairs)} documents, {sum(map(Relations.total, stated.values()))} relations"
    yield f"{'extractor':12} {score(ours, stated)}"
    for name in peers:
        try:
            __import__(name)
        except ImportError as reason:
            yield f"{name:12} not installed ({reason})"
        else:
            yield f"{name:12} {score(PEERS[name], stated)}"


def pandoc(folder: Path) -> Iterator[str]:
    """Give the lines on how our grids of Word files agree with pandoc's row and column spans."""
    program = shutil.which("pandoc")
    if not program:
        raise SystemExit("pandoc is not installed: https://pandoc.org/installing.html")
    same = others = 0
    for path in sorted(folder.rglob("*.docx")):
        made = subprocess.run([program, "-t", "json", str(path)], capture_output=True, check=False)
        if made.returncode:
            yield f"{path.name}: pandoc fails on it"
            continue
        theirs = [relations(grid) for grid in _of_pandoc(json.loads(made.stdout))]
        agreed = theirs == [relations(grid) for grid in ours(path) if relations(grid)]
        same, others = same + agreed, others + (not agreed)
        if not agreed:
            yield f"{path.name}: the grids differ"
    yield f"{same} of {same + others} files have the same grids"


def _of_pandoc(tree: Any) -> list[Grid]:
    """Give the tables of pandoc's JSON; cells stand where the spans of the cells before leave room."""
    grids = [_grid(block["c"]) for block in tree["blocks"] if block["t"] == "Table"]
    return [grid for grid in grids if relations(grid)]


def _grid(table: list[Any]) -> Grid:
    _, _, _, (_, head), bodies, (_, foot) = table
    rows = [*head, *(row for _, _, above, below in bodies for row in (*above, *below)), *foot]
    taken: set[tuple[int, int]] = set()
    boxes: Grid = []
    for r, (_, cells) in enumerate(rows):
        c = 0
        for _, _, height, width, content in cells:
            while (r, c) in taken:
                c += 1
            taken |= {(r + dr, c + dc) for dr in range(height) for dc in range(width)}
            boxes.append(Box(squeeze(_text(content)), r, c, r + height - 1, c + width - 1))
            c += width
    return boxes


def _text(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_text, node))
    if isinstance(node, dict):
        return node["c"] if node.get("t") == "Str" else _text(node.get("c", ""))
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description="Score rebuilt grids against known ones.")
    parser.add_argument("against", choices=("icdar", "pandoc"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", default="pdfplumber", help=f"other tools, with commas: {','.join(PEERS)}")
    parser.add_argument("--all", action="store_true", help="documents without rules, too")
    arguments = parser.parse_args()
    peers = [name for name in arguments.peers.split(",") if name]
    if unknown := set(peers) - set(PEERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    folder = arguments.folder
    print("\n".join(pandoc(folder) if arguments.against == "pandoc" else icdar(folder, peers, arguments.all)))


if __name__ == "__main__":
    main()
