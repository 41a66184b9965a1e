"""A sample as a slim docx, the way Word saves one: w:vMerge, w:gridSpan, one w:p a line.

The bytes depend on the sample alone: every part is written here and carries one fixed time.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sample import Cell, Paragraph, Sample, Table

FONT = "Noto Serif CJK SC"
CELL_SIZE = 21
ZIP_TIME = (2024, 1, 1, 0, 0, 0)
TWIPS_PER_CM = 1440 / 2.54
A4 = (11906, 16838)
MARGIN = 1247

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Word sets a run apart wherever Latin text meets Chinese: a number is rarely in one run with its unit.
_RUNS = re.compile(r"[!-~]+|[^!-~]+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks: `size` in half points, `align` as w:jc has it, `indent` in characters."""

    size: int
    align: str = "left"
    bold: bool = False
    indent: int = 0


STYLES = {
    "label": Style(size=28),
    "title": Style(size=36, align="center", bold=True),
    "subtitle": Style(size=28, align="center"),
    "note": Style(size=21, align="right"),
    "address": Style(size=28),
    "heading": Style(size=28, bold=True, indent=2),
    "text": Style(size=28, indent=2),
    "sign": Style(size=28, align="right"),
}


def write(sample: Sample) -> bytes:
    """Give the docx package of `sample`."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": _document(sample),
        "word/_rels/document.xml.rels": _relationships(("styles", "styles.xml"), ("footer", "footer.xml")),
        "word/styles.xml": _styles(),
        "word/footer.xml": _footer(),
    }
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            archive.writestr(entry, _XML + xml, zipfile.ZIP_DEFLATED)
    return package.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_MIME}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"), ("footer", "footer"))
    )
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    default = f'<Default Extension="rels" ContentType="{relationships}"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{default}{overrides}</Types>'


def _relationships(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _styles() -> str:
    fonts = "".join(f' w:{script}="{FONT}"' for script in ("ascii", "eastAsia", "hAnsi", "cs"))
    return (
        f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        "</w:styles>"
    )


def _footer() -> str:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        f"{_text('— ', CELL_SIZE)}{field}{_text(' —', CELL_SIZE)}</w:p></w:ftr>"
    )


def _document(sample: Sample) -> str:
    body = [_paragraph(paragraph) for paragraph in sample.before]
    if sample.bookmark:
        # Word leaves this behind where the cursor stood last; converters print it as text.
        mark = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
        body[0] = body[0].replace("</w:pPr>", f"</w:pPr>{mark}", 1)
    if sample.table:
        body.append(_table(sample.table))
    # A body must not end in a table.
    body += [_paragraph(paragraph) for paragraph in sample.after] or ["<w:p/>"]
    namespaces = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
    return f"<w:document {namespaces}><w:body>{''.join(body)}{_section(sample)}</w:body></w:document>"


def _section(sample: Sample) -> str:
    width, height = A4[::-1] if sample.landscape else A4
    orient = ' w:orient="landscape"' if sample.landscape else ""
    footer = '<w:footerReference w:type="default" r:id="rId2"/>' if sample.page_numbers else ""
    margins = "".join(f' w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{footer}<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar{margins} w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    )


def _paragraph(paragraph: Paragraph) -> str:
    style = STYLES[paragraph.style]
    # A character is `size` half points wide, ten twips to a half point.
    indent = f'<w:ind w:firstLine="{style.indent * style.size * 10}"/>' if style.indent else ""
    runs = "<w:r><w:br/></w:r>".join(_text(line, style.size, bold=style.bold) for line in paragraph.lines)
    return (
        f'<w:p><w:pPr><w:spacing w:line="400" w:lineRule="atLeast"/>{indent}'
        f'<w:jc w:val="{style.align}"/></w:pPr>{runs}</w:p>'
    )


def _text(text: str, size: int, *, bold: bool = False) -> str:
    return "".join(_run(piece, size, bold) for piece in _RUNS.findall(text))


def _run(text: str, size: int, bold: bool) -> str:
    hint = '<w:rFonts w:hint="eastAsia"/>' if not text.isascii() else ""
    weight = "<w:b/>" if bold else ""
    look = f'<w:rPr>{hint}{weight}<w:sz w:val="{size}"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _table(table: Table) -> str:
    twips = [round(width * TWIPS_PER_CM) for width in table.widths]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    rows = "".join(_row(table, number, twips) for number in range(len(table.grid)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(table: Table, number: int, twips: list[int]) -> str:
    is_header = number < table.header_rows
    cells = dict.fromkeys(table.grid[number])
    boxes = "".join(
        _box(cell, sum(twips[cell.col : cell.col + cell.colspan]), bold=is_header, begins=cell.row == number)
        for cell in cells
    )
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if is_header else ""
    return f"<w:tr>{mark}{boxes}</w:tr>"


def _box(cell: Cell, width: int, *, bold: bool, begins: bool) -> str:
    """Give one w:tc: the cell itself where it `begins`, else an empty box that continues it downwards."""
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    restart = ' w:val="restart"' if begins else ""
    merge = f"<w:vMerge{restart}/>" if cell.rowspan > 1 else ""
    lines = cell.lines if begins else ("",)
    align = "center" if bold or len(cell.text) < 8 else "left"
    look = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>'
    paragraphs = "".join(f"<w:p>{look}{_text(line, CELL_SIZE, bold=bold)}</w:p>" for line in lines)
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"
