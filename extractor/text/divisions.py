"""The administrative division that a place is, by its code of six digits in GB/T 2260.

`extractor/vocabulary/divisions.csv` holds the divisions of provinces, cities and counties at the end of 2020, and the
names that have gone since 2002, marked so: 潼南县 is a district today, but its notices remain. The rows come from the
data of two packages, GB2260 0.4.1 (BSD) for the past and cpca 0.5.5 (MIT) for the present.
"""

from __future__ import annotations

from functools import cache

from extractor.vocabulary import FOLDER

_PROVINCE, _CITY = "0000", "00"
_DIGITS = 6


def division_codes(place: str) -> tuple[str, ...]:
    """Give the codes that a place may have: one if its name is plain, none if no division goes by it.

    >>> division_codes("桐庐县"), division_codes("浙江省云溪县")
    (('330122',), ())
    >>> len(division_codes("鼓楼区")), division_codes("南京市鼓楼区")
    (4, ('320106',))
    """
    if codes := _codes(place):
        return codes
    for at in range(2, len(place) - 1):
        # 南京市 | 鼓楼区: what stands before must be a division that the rest lies in.
        codes = _codes(place[at:])
        above = tuple(map(_prefix, division_codes(place[:at]))) if codes else ()
        if within := tuple(code for code in codes if above and code.startswith(above)):
            return within
    return ()


def _prefix(code: str) -> str:
    """Give the digits that a division's code shares with those of its parts."""
    return code.removesuffix(_PROVINCE) if code.endswith(_PROVINCE) else code.removesuffix(_CITY)


def _codes(name: str) -> tuple[str, ...]:
    """Give the codes of all divisions of a name; to look through the text costs less than to part it into rows."""
    rows = _rows()
    codes: list[str] = []
    at = rows.find(f",{name},")
    while at >= 0:
        codes.append(rows[at - _DIGITS : at])
        at = rows.find(f",{name},", at + 1)
    return tuple(codes)


@cache
def _rows() -> str:
    _, _, rows = (FOLDER / "divisions.csv").read_text(encoding="utf-8").partition("\n")
    return rows
