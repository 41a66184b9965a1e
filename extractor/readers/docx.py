"""Word documents: one walk over the body of `word/document.xml`.

python-docx searches its table anew at each cell, so the XML is walked directly; a document that was
opened with python-docx is read by the same walk (`from_docx`).
Source of the element names: ISO/IEC 29500-1, 17 (WordprocessingML).
"""

from __future__ import annotations

import itertools
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from extractor.document import Cell, Document, Paragraph, Source, Table
from extractor.errors import DamagedFile, EncryptedFile, InflatedTooMuch, NestedTooDeep, UnpacksTooLarge
from extractor.limits import STANDARD, Limits
from extractor.readers.docx_boxes import holds_boxes, is_frame, lift
from extractor.readers.docx_numbering import Numbering
from extractor.readers.docx_revisions import accept, needs_accepting
from extractor.readers.zips import BROKEN_ZIP

if TYPE_CHECKING:
    import docx.document

_SMALL_PART = 10 * 2**20
_REPAIR = "open it in Word or LibreOffice and save it again as .docx"
# Elements that only wrap blocks, rows, cells or runs: what is inside belongs to the parent.
_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")


def read(data: bytes, source: Source, limits: Limits = STANDARD) -> Document:
    r"""Read the bytes of a .docx; blocks stand in reading order, cells hold their lines parted by "\n".

    Raises `DamagedFile`, `EncryptedFile` or a kind of `LimitExceeded`.
    """
    with _open(data, source.name) as package:
        main = _main_part(package, source.name, limits)
        xml = _member(package, main, source.name, limits)
        root = _parse(xml, source.name)
        folder = posixpath.dirname(main)
        numbering = Numbering.none()
        if b"numPr" in xml or b"pStyle" in xml:
            parts = (posixpath.join(folder, name) for name in ("numbering.xml", "styles.xml"))
            numbering = Numbering.of(
                *(
                    _parse(_member(package, part, source.name, limits), source.name)
                    if part in package.namelist()
                    else None
                    for part in parts
                )
            )
    if holds_boxes(xml):
        lift(root)
    return _document(root, numbering, source, tidy=needs_accepting(xml), limits=limits)


def from_docx(document: docx.document.Document, source: Source) -> Document:
    """Read a document that python-docx has opened; it is left as it is."""
    package = document.part.package
    parts = {str(part.partname): part for part in package.iter_parts()}
    trees = (
        etree.fromstring(parts[name].blob) if name in parts else None
        for name in ("/word/numbering.xml", "/word/styles.xml")
    )
    root = deepcopy(document.element)
    lift(root)
    return _document(root, Numbering.of(*trees), source, tidy=True)


def _document(root: Any, numbering: Numbering, source: Source, *, tidy: bool, limits: Limits = STANDARD) -> Document:
    remarks = accept(root) if tidy else ()
    body = next((child for child in root if etree.QName(child).localname == "body"), None)
    if body is None:
        raise DamagedFile(source.name, "its main part has no body", _REPAIR)
    blocks = tuple(_Walk(root, numbering, source.name, limits.nesting).blocks(body))
    return Document(source._replace(reader="lxml"), blocks, remarks)


# ------------------------------------------------------------------------------------- the package


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except BROKEN_ZIP as error:
        raise DamagedFile(name, "its zip container is cut off or broken", "fetch the file again") from error


def _main_part(package: zipfile.ZipFile, name: str, limits: Limits) -> str:
    """Find the part that the package names as its document (ISO/IEC 29500-2, 6.5)."""
    if "_rels/.rels" in package.namelist():
        for relation in _parse(_member(package, "_rels/.rels", name, limits), name):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                target = posixpath.normpath((relation.get("Target") or "").lstrip("/"))
                if target in package.namelist():
                    return target
    if "word/document.xml" in package.namelist():
        return "word/document.xml"
    raise DamagedFile(name, "its zip container holds no Word document", "check that it is a .docx file")


def _member(package: zipfile.ZipFile, part: str, name: str, limits: Limits) -> bytes:
    info = package.getinfo(part)
    if info.flag_bits & 1:
        raise EncryptedFile(name, "its parts are encrypted", "remove the password and try again")
    if info.file_size > limits.unpacked_bytes:
        raise UnpacksTooLarge(name, f"{part} unpacks to {info.file_size} bytes", "check the file by hand")
    if info.file_size > limits.unpacked_ratio * max(info.compress_size, 1) and info.file_size > _SMALL_PART:
        raise InflatedTooMuch(name, f"{part} unpacks to {info.file_size} bytes", "check the file by hand")
    try:
        with package.open(info) as stream:
            # A forged header may promise less than the stream holds.
            data = stream.read(limits.unpacked_bytes + 1)
    except BROKEN_ZIP as error:
        raise DamagedFile(name, f"its part {part} cannot be unpacked", "fetch the file again") from error
    if len(data) > limits.unpacked_bytes:
        raise UnpacksTooLarge(name, f"{part} unpacks to more than it says", "check the file by hand")
    return data


def _parse(xml: bytes, name: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "Excessive depth" in str(error):
            raise NestedTooDeep(name, "its XML is nested too deep", "check the file by hand") from error
        raise DamagedFile(name, f"its XML is broken ({error})", _REPAIR) from error
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise DamagedFile(name, "its XML declares a document type, as no Word file does", "do not trust this file")
    return root


# ------------------------------------------------------------------------------------- the walk


class _Names(dict[str, str]):
    """The name of each tag without its namespace, taken apart once: {http…}tc → tc."""

    def __missing__(self, tag: str) -> str:
        name = self[tag] = str(tag).rpartition("}")[2]
        return name


class _Walk:
    """The walk over one document: the element names in its own namespace, and the running numbers."""

    def __init__(self, root: Any, numbering: Numbering, name: str, nesting: int) -> None:
        self.name, self.nesting = name, nesting
        self.space = "{" + (etree.QName(root).namespace or "") + "}"
        self.names = _Names()
        self.numbering = numbering
        tags = ("t", "tab", "br", "cr", "noBreakHyphen", "sym", "ptab")
        self.text_tags = tuple(self.space + tag for tag in tags)
        self.value = self.space + "val"

    def blocks(self, parent: Any, depth: int = 1) -> Iterator[Paragraph | Table]:
        for child in parent:
            name = self.names[child.tag]
            if name == "p":
                text = self.paragraph(child)
                if text.strip():
                    yield Paragraph(text)
            elif name == "tbl":
                cells = [list(self._inside(tr, "tc")) for tr in self._inside(child, "tr")]
                if is_frame(cells):
                    self._bound(depth + 1)
                    for cell in itertools.chain(*cells):
                        yield from self.blocks(cell, depth + 1)
                    continue
                table = self.table(child)
                if table.cells:
                    yield table
            elif name in _WRAPPERS:
                yield from self.blocks(child, depth)

    def _bound(self, depth: int) -> None:
        if depth > self.nesting:
            raise NestedTooDeep(self.name, f"its tables stand {depth} deep", f"at most {self.nesting} are read")

    def paragraph(self, element: Any) -> str:
        """Give the text of a paragraph, its automatic number in front."""
        pieces = []
        for node in element.iter(*self.text_tags):
            name = self.names[node.tag]
            if name == "t":
                pieces.append(node.text or "")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "sym":
                pieces.append(_symbol(node.get(self.space + "char")))
            elif name != "tab" or self.names[node.getparent().tag] == "r":
                # w:tab is also the name of a tab stop in the paragraph's properties.
                pieces.append("\t" if name in ("tab", "ptab") else "\n")
        return self.numbering.label(element, self.space) + "".join(pieces)

    def table(self, element: Any) -> Table:
        """Give the cells of a table, each merged region once."""
        rows = list(self._inside(element, "tr"))
        cells: list[_Region] = []
        above: dict[int, _Region] = {}
        for row, tr in enumerate(rows):
            below: dict[int, _Region] = {}
            left: _Region | None = None
            for col, width, merge, joins_left, text in self._row(tr):
                region = above.get(col)
                if joins_left and left is not None:
                    left.width += width
                    left.add(text)
                    below.update(dict.fromkeys((left.col,), left))
                    continue
                if merge == "continue" and region is not None and region.width == width:
                    region.height += 1
                    region.add(text)
                else:
                    region = _Region(row, col, width, [text] if text else [])
                    cells.append(region)
                if merge:
                    below[col] = region
                left = region
            above = below
        return Table(tuple(region.cell() for region in cells), self._header_rows(rows))

    def _row(self, tr: Any) -> Iterator[tuple[int, int, str, bool, str]]:
        """Give each cell of a row: column, width, vertical merge, whether it joins the cell to its left, text."""
        col = self._number(tr.find(f"{self.space}trPr/{self.space}gridBefore"), 0)
        for tc in self._inside(tr, "tc"):
            properties = tc.find(self.space + "tcPr")
            width, merge, joins_left = 1, "", False
            for one in properties if properties is not None else ():
                name = self.names[one.tag]
                if name == "gridSpan":
                    width = max(1, self._number(one, 1))
                elif name == "vMerge":
                    merge = one.get(self.value) or "continue"
                elif name == "hMerge":
                    joins_left = (one.get(self.value) or "continue") == "continue"
            yield col, width, merge, joins_left, "\n".join(self._lines(tc))
            col += width

    def _lines(self, parent: Any, depth: int = 1) -> Iterator[str]:
        self._bound(depth)
        for child in parent:
            name = self.names[child.tag]
            if name == "p":
                text = self.paragraph(child)
                if text.strip():
                    yield text
            elif name == "tbl":
                for tr in self._inside(child, "tr"):
                    # Without its borders the figure that ends a row would run into the number of the next.
                    yield "\t".join(" ".join(self._lines(tc, depth + 1)) for tc in self._inside(tr, "tc")) + "；"
            elif name in _WRAPPERS:
                yield from self._lines(child, depth)

    def _inside(self, parent: Any, name: str) -> Iterator[Any]:
        """Give the children of a name, also those in content controls and the like."""
        for child in parent:
            found = self.names[child.tag]
            if found == name:
                yield child
            elif found in _WRAPPERS:
                yield from self._inside(child, name)

    def _header_rows(self, rows: Iterable[Any]) -> int:
        count = 0
        for tr in rows:
            mark = tr.find(f"{self.space}trPr/{self.space}tblHeader")
            if mark is None or mark.get(self.value) in ("0", "false", "off"):
                break
            count += 1
        return count

    def _number(self, element: Any, otherwise: int) -> int:
        text = element.get(self.value) if element is not None else None
        # A span is at most the 63 columns that Word allows; a forged one must not grow the grid.
        return min(int(text), 1000) if text and text.isdecimal() else otherwise


class _Region:
    """A merged region while its rows are walked."""

    __slots__ = ("col", "height", "row", "texts", "width")

    def __init__(self, row: int, col: int, width: int, texts: list[str]) -> None:
        self.row, self.col, self.width, self.texts = row, col, width, texts
        self.height = 1

    def add(self, text: str) -> None:
        """Take over the text of a position that is merged away; Word hides it, the file has it."""
        if text:
            self.texts.append(text)

    def cell(self) -> Cell:
        return Cell("\n".join(self.texts), self.row, self.col, self.height, self.width)


def _symbol(code: str | None) -> str:
    """Give the character of a w:sym; fonts such as Wingdings use the private area F0xx."""
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
