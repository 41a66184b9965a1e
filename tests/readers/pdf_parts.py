"""A PDF in a few lines: a page's content stream, with Latin text and rules."""

from __future__ import annotations

import hashlib

from extractor.document import Source


def source(data: bytes) -> Source:
    return Source("a.pdf", "pdf", hashlib.sha256(data).hexdigest(), len(data))


def pdf(*streams: str, rotate: int = 0, box: str = "0 0 400 300", form: str = "") -> bytes:
    """Make a PDF with a page for each stream; `form` is drawn by "/F Do"."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    objects.append(f"<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/Length {len(form)}>>stream\n{form}\nendstream")
    kids = []
    for stream in streams:
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {rotate}/Contents {len(objects)} 0 R"
            "/Resources<</Font<</A 3 0 R>>/XObject<</F 4 0 R>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj{body}endobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return data + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def text(words: str, x: float, y: float) -> str:
    return f"BT /A 10 Tf {x} {y} Td ({words}) Tj ET\n"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S\n"


def thin(x0: float, y0: float, x1: float, y1: float) -> str:
    """A rule as Word draws it: a filled box half a point thick."""
    return f"{x0} {y0} {max(x1 - x0, 0.5)} {max(y1 - y0, 0.5)} re f\n"
