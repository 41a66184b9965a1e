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
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator
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


# x' = ax + cy + e, y' = bx + dy + f (ISO 32000-1, 8.3.4).
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _cheap(function: Any, result: Any, *arguments: Any) -> Any:
    """Give a C function of pdfium to be called with plain numbers: a third of the price, which each character pays.

    The first argument is a handle or a thing on the page.
    """
    return ctypes.PYFUNCTYPE(result, _HANDLE, *arguments)(ctypes.cast(function, _HANDLE).value or 0)


_HANDLE = _PLACE = ctypes.c_void_p
_unicode_of = _cheap(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_int)
_is_generated = _cheap(pdfium.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_int)
_angle_of = _cheap(pdfium.FPDFText_GetCharAngle, ctypes.c_float, ctypes.c_int)
_read_box = _cheap(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_int, _PLACE)
_count_objects = _cheap(pdfium.FPDFPage_CountObjects, ctypes.c_int)
_object_at = _cheap(pdfium.FPDFPage_GetObject, _HANDLE, ctypes.c_int)
_count_inside = _cheap(pdfium.FPDFFormObj_CountObjects, ctypes.c_int)
_object_inside = _cheap(pdfium.FPDFFormObj_GetObject, _HANDLE, ctypes.c_ulong)
_kind_of = _cheap(pdfium.FPDFPageObj_GetType, ctypes.c_int)
_read_matrix = _cheap(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int, _PLACE)
_read_mode = _cheap(pdfium.FPDFPath_GetDrawMode, ctypes.c_int, _PLACE, _PLACE)
_read_stroke = _cheap(pdfium.FPDFPageObj_GetStrokeColor, ctypes.c_int, *[_PLACE] * 4)
_read_fill = _cheap(pdfium.FPDFPageObj_GetFillColor, ctypes.c_int, *[_PLACE] * 4)
_count_segments = _cheap(pdfium.FPDFPath_CountSegments, ctypes.c_int)
_segment_at = _cheap(pdfium.FPDFPath_GetPathSegment, _HANDLE, ctypes.c_int)
_segment_kind = _cheap(pdfium.FPDFPathSegment_GetType, ctypes.c_int)
_read_point = _cheap(pdfium.FPDFPathSegment_GetPoint, ctypes.c_int, _PLACE, _PLACE)
_closes = _cheap(pdfium.FPDFPathSegment_GetClose, ctypes.c_int)


def _room(kind: Any, count: int) -> tuple[Any, list[int]]:
    """Give an array that a C function may fill, and the address of each of its places."""
    array = (kind * count)()
    first, size = ctypes.addressof(array), ctypes.sizeof(kind)
    return array, [first + index * size for index in range(count)]


def read_page(page: Any) -> PageContent:
    """Read a `pypdfium2.PdfPage`; it stays open."""
    raw, turned = _raw_chars(page)
    view, width, height = _view(page, turned)
    rules: list[Rule] = []
    pictures = False
    for kind, thing, matrix in _objects(page.raw, view):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules(thing, matrix)
        else:
            pictures = pictures or kind == pdfium.FPDF_PAGEOBJ_IMAGE
    return PageContent(width, height, tuple(_placed(raw, view, width, height)), tuple(rules), pictures)


def _view(page: Any, turned: int) -> tuple[Matrix, float, float]:
    """Give the matrix from the page's own space to the page turned so that its text is upright, and its size."""
    left, bottom, right, top = page.get_cropbox()
    box = page.get_mediabox()
    left, bottom, right, top = max(left, box[0]), max(bottom, box[1]), min(right, box[2]), min(top, box[3])
    views: tuple[Matrix, ...] = (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
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
        turned: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        count = text_page.count_chars()
        boxes = (ctypes.c_float * 4 * count)()
        first, size = ctypes.addressof(boxes), ctypes.sizeof(ctypes.c_float * 4)
        for index, text in _codes(handle, count):
            angle = _angle_of(handle, index)
            quarter = _quarter(angle) if angle else 0
            if quarter is not None and _read_box(handle, index, first + index * size):
                turned[quarter].append((index, text))
    finally:
        text_page.close()
    if not turned:
        return [], page.get_rotation() // 90 % 4
    main = max(turned, key=lambda quarter: len(turned[quarter]))
    edges = list(struct.iter_unpack("4f", boxes))
    return [(text, *edges[index]) for index, text in turned[main]], main


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
    quarters = angle / (math.pi / 2)
    # pdfium counts the angle clockwise, the page turns the other way to set it upright.
    return -round(quarters) % 4 if abs(quarters - round(quarters)) * math.pi / 2 <= _UPRIGHT else None


def _placed(chars: Iterable[_RawChar], view: Matrix, width: float, height: float) -> Iterator[Char]:
    """Give the characters where they are seen; those outside of the page are left out."""
    a, b, c, d, e, f = view
    for text, left, top, right, bottom in chars:
        x0, y0 = a * left + c * top + e, b * left + d * top + f
        x1, y1 = a * right + c * bottom + e, b * right + d * bottom + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if x1 >= 0 and y1 >= 0 and x0 <= width and y0 <= height:
            yield Char(text, x0, y0, x1, y1)


def _objects(page: Any, view: Matrix) -> Iterator[tuple[int, Any, Matrix]]:
    """Give the page's paths and pictures, each with the matrix from the form that it stands in to what is seen."""
    handle = ctypes.cast(page, _HANDLE).value
    pending = [(_object_at(handle, index), view, 0) for index in reversed(range(_count_objects(handle)))]
    walked = 0
    while pending and walked < _MOST_OBJECTS:
        thing, matrix, depth = pending.pop()
        walked += 1
        kind = _kind_of(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _composed(_matrix(thing), matrix)
            inside = range(_count_inside(thing))
            pending += [(_object_inside(thing, index), inner, depth + 1) for index in reversed(inside)]
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            yield kind, thing, matrix


def _matrix(thing: int) -> Matrix:
    values, places = _room(ctypes.c_float, 6)
    return tuple(values) if _read_matrix(thing, places[0]) else _IDENTITY


def _composed(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _rules(path: int, outer: Matrix) -> Iterator[Rule]:
    """Give the straight rulings of a path: its stroked lines, or the middle of a thin filled box."""
    modes, places = _room(ctypes.c_int, 2)
    _read_mode(path, *places)
    filled, stroked = modes
    if not (filled or stroked) or _is_white(path, bool(stroked)):
        return
    matrix = _composed(_matrix(path), outer)
    for shape in _shapes(path, matrix):
        x0, x1 = min(x for x, _ in shape), max(x for x, _ in shape)
        y0, y1 = min(y for _, y in shape), max(y for _, y in shape)
        if min(x1 - x0, y1 - y0) <= _THIN:
            if x1 - x0 < y1 - y0:
                yield Rule(True, (x0 + x1) / 2, y0, y1)
            elif x1 > x0:
                yield Rule(False, (y0 + y1) / 2, x0, x1)
        elif stroked:
            yield from _sides(shape)


def _sides(shape: list[tuple[float, float]]) -> Iterator[Rule]:
    for (ax, ay), (bx, by) in itertools.pairwise(shape):
        if abs(ax - bx) <= 1 < abs(ay - by):
            yield Rule(True, (ax + bx) / 2, min(ay, by), max(ay, by))
        elif abs(ay - by) <= 1 < abs(ax - bx):
            yield Rule(False, (ay + by) / 2, min(ax, bx), max(ax, bx))


def _shapes(path: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Give the points of each part of a path, as seen; a part with curves is left out."""
    a, b, c, d, e, f = matrix
    point, places = _room(ctypes.c_float, 2)
    points: list[tuple[float, float]] = []
    for index in range(_count_segments(path)):
        segment = _segment_at(path, index)
        kind = _segment_kind(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        _read_point(segment, *places)
        x, y = point
        points.append((a * x + c * y + e, b * x + d * y + f))
        if _closes(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_white(path: int, stroked: bool) -> bool:
    """Tell whether a path is drawn in white, or in nothing at all."""
    channels, places = _room(ctypes.c_uint, 4)
    if not (_read_stroke if stroked else _read_fill)(path, *places):
        return False
    *colour, alpha = channels
    return alpha == 0 or all(value >= _WHITE for value in colour)
