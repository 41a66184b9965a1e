"""What pdfium states of one page: every character and every ruling, in points as the page is seen.

Three things that a plain reading of the file gets wrong (measured on altered files):

Rotation       /Rotate turns the page, so places are mapped to the page as it is read.
Form XObjects  rules may stand inside of them, so their objects are walked with composed matrices.
Generated      pdfium makes up spaces and line ends between characters; they are left out.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# A filled shape as thin as this is a rule drawn as a box, as Word and WPS do.
_THIN = 3.0
# A character that lies more than this (in radians) between the quarters is part of a watermark or a stamp.
_UPRIGHT = 0.2
_WHITE = 250
_BLANK = 0x20
# Soft hyphens, and what pdfium gives for a hyphen that it has taken away.
_NO_CHARACTERS = frozenset((0x00AD, 0xFFFE, 0x2))
_MOST_OBJECTS = 200_000
_DEEPEST = 12


class Char(NamedTuple):
    """One character and its box; the origin is the upper left corner of the page as it is seen."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


class Rule(NamedTuple):
    """A straight ruling; `upright` ones run down at x = `at`, the others across at y = `at`."""

    upright: bool
    at: float
    start: float
    end: float


class PageContent(NamedTuple):
    """A page as read: its size in points, its characters in the order of the file, its rules."""

    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    has_pictures: bool


Matrix = tuple[float, float, float, float, float, float]
Seen = Callable[[float, float], tuple[float, float]]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _cheap(function: Any, result: Any, *arguments: Any) -> Any:
    """Give a C function of pdfium to be called with plain numbers: a third of the price, which each character pays."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_TEXT = ctypes.c_void_p
_unicode_of = _cheap(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _TEXT, ctypes.c_int)
_is_generated = _cheap(pdfium.FPDFText_IsGenerated, ctypes.c_int, _TEXT, ctypes.c_int)
_angle_of = _cheap(pdfium.FPDFText_GetCharAngle, ctypes.c_float, _TEXT, ctypes.c_int)
_read_box = _cheap(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _TEXT, ctypes.c_int, ctypes.c_void_p)


def read_page(page: Any) -> PageContent:
    """Read a `pypdfium2.PdfPage`; it stays open."""
    raw, turned = _raw_chars(page)
    seen, width, height = _view(page, turned)
    rules: list[Rule] = []
    pictures = False
    for kind, thing, matrix in _objects(page.raw):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules(thing, matrix, seen)
        else:
            pictures = pictures or kind == pdfium.FPDF_PAGEOBJ_IMAGE
    chars = tuple(char for one in raw if (char := _placed(one, seen, width, height)))
    return PageContent(width, height, chars, tuple(rules), pictures)


def _view(page: Any, turned: int) -> tuple[Seen, float, float]:
    """Give the mapping from the page's own space to the page turned so that its text is upright, and its size."""
    left, bottom, right, top = page.get_cropbox()
    box = page.get_mediabox()
    left, bottom, right, top = max(left, box[0]), max(bottom, box[1]), min(right, box[2]), min(top, box[3])
    views: tuple[Seen, ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )
    size = (top - bottom, right - left) if turned % 2 else (right - left, top - bottom)
    return views[turned], *size


# The text of a character and its box in the page's own space: left, top, right, bottom.
_RawChar = tuple[str, float, float, float, float]


def _raw_chars(page: Any) -> tuple[list[_RawChar], int]:
    """Give the characters that run in the page's main direction, and that direction in quarter turns.

    Most often it is the one of /Rotate; a table that lies on its side is read from its side. Characters that
    run in another direction are of a watermark or a stamp.
    """
    text_page = page.get_textpage()
    try:
        turned: dict[int, list[_RawChar]] = {}
        handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        box = (ctypes.c_float * 4)()
        place = ctypes.addressof(box)
        for index, text in _codes(handle, text_page.count_chars()):
            quarter = _quarter(_angle_of(handle, index))
            if quarter is not None and _read_box(handle, index, place):
                turned.setdefault(quarter, []).append((text, *box))
    finally:
        text_page.close()
    if not turned:
        return [], page.get_rotation() // 90 % 4
    main = max(turned, key=lambda quarter: len(turned[quarter]))
    return turned[main], main


def _codes(handle: int | None, count: int) -> Iterator[tuple[int, str]]:
    """Give the index and text of each character that the file has; what pdfium makes up is left out."""
    surrogate = 0
    for index in range(count):
        code = _unicode_of(handle, index)
        if code <= _BLANK and (code != _BLANK or _is_generated(handle, index)):
            continue
        if code in _NO_CHARACTERS:
            continue
        if 0xD800 <= code < 0xDC00:
            surrogate = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((surrogate - 0xD800) << 10) + (code - 0xDC00) if surrogate else 0xFFFD
            surrogate = 0
        yield index, chr(code)


def _quarter(angle: float) -> int | None:
    """Give an angle in quarter turns, None if it lies between them."""
    if angle == 0:
        return 0
    quarters = angle / (math.pi / 2)
    # pdfium counts the angle clockwise, the page turns the other way to set it upright.
    return -round(quarters) % 4 if abs(quarters - round(quarters)) * math.pi / 2 <= _UPRIGHT else None


def _placed(char: _RawChar, seen: Seen, width: float, height: float) -> Char | None:
    """Give a character where it is seen, None if it lies outside of the page."""
    text, left, top, right, bottom = char
    x0, y0 = seen(left, top)
    x1, y1 = seen(right, bottom)
    if x0 > x1:
        x0, x1 = x1, x0
    if y0 > y1:
        y0, y1 = y1, y0
    return Char(text, x0, y0, x1, y1) if x1 >= 0 and y1 >= 0 and x0 <= width and y0 <= height else None


def _objects(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    """Give the page's paths and pictures with the matrix of the forms that they stand in."""
    count = pdfium.FPDFPage_CountObjects(page)
    pending = [(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0) for index in reversed(range(count))]
    walked = 0
    while pending and walked < _MOST_OBJECTS:
        thing, matrix, depth = pending.pop()
        walked += 1
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _composed(_matrix(thing), matrix)
            inside = range(pdfium.FPDFFormObj_CountObjects(thing))
            pending += [(pdfium.FPDFFormObj_GetObject(thing, index), inner, depth + 1) for index in reversed(inside)]
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            yield kind, thing, matrix


def _matrix(thing: Any) -> Matrix:
    values = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(values)):
        return _IDENTITY
    return values.a, values.b, values.c, values.d, values.e, values.f


def _composed(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _rules(path: Any, outer: Matrix, seen: Seen) -> Iterator[Rule]:
    """Give the straight rulings of a path: its stroked lines, or the middle of a thin filled box."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value) or _is_white(path, bool(stroke.value)):
        return
    matrix = _composed(_matrix(path), outer)
    for shape in _shapes(path, matrix, seen):
        x0, x1 = min(x for x, _ in shape), max(x for x, _ in shape)
        y0, y1 = min(y for _, y in shape), max(y for _, y in shape)
        if min(x1 - x0, y1 - y0) <= _THIN:
            if x1 - x0 < y1 - y0:
                yield Rule(True, (x0 + x1) / 2, y0, y1)
            elif x1 > x0:
                yield Rule(False, (y0 + y1) / 2, x0, x1)
        elif stroke.value:
            yield from _sides(shape)


def _sides(shape: list[tuple[float, float]]) -> Iterator[Rule]:
    for (ax, ay), (bx, by) in itertools.pairwise(shape):
        if abs(ax - bx) <= 1 < abs(ay - by):
            yield Rule(True, (ax + bx) / 2, min(ay, by), max(ay, by))
        elif abs(ay - by) <= 1 < abs(ax - bx):
            yield Rule(False, (ay + by) / 2, min(ax, bx), max(ax, bx))


def _shapes(path: Any, matrix: Matrix, seen: Seen) -> Iterator[list[tuple[float, float]]]:
    """Give the points of each part of a path, as seen; a part with curves is left out."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append(seen(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_white(path: Any, stroked: bool) -> bool:
    """Tell whether a path is drawn in white, or in nothing at all."""
    channels = [ctypes.c_uint() for _ in range(4)]
    get = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    if not get(path, *(ctypes.byref(channel) for channel in channels)):
        return False
    *colour, alpha = (channel.value for channel in channels)
    return alpha == 0 or all(value >= _WHITE for value in colour)
