"""The names that the cases and the tools give to units, each as a dimension and a factor within it.

The table stands apart from the vocabulary of the package, so that a wrong factor there is noticed here.
"""

from __future__ import annotations

import math

# The cases take a month for 30 days (一個半月 is 45 days), so a year is 360 here.
_DIMENSIONS: dict[str, dict[float, str]] = {
    "ratio": {0.01: "% percentage percent percentage_point", 0.001: "[ppth]", 0.1: "tenth tenth_paid"},
    "length": {
        1: "m meter 米", 1000: "km kilometer", 0.1: "dm decimeter", 0.01: "cm centimeter", 0.001: "mm millimeter",
        0.3048: "[ft_i] foot", 0.0254: "[in_i] inch", 1609.344: "[mi_i] mile", 0.9144: "yard", 500: "li", 1 / 3: "chi",
        1e-6: "um", 1e-9: "nm", 1852: "[nmi_i] nautical_mile",
    },
    "area": {1: "m2 square_meter 平方米", 10**6: "km2 square_kilometer 平方千米", 2000 / 3: "mu", 10**4: "har hectare"},
    "volume": {1: "l liter", 0.001: "ml milliliter", 1000: "m3 cubic_meter", 3.785411784: "gallon [gal_us]"},
    "mass": {
        1: "g gram", 1000: "kg kilogram", 10**6: "t ton tonne metric_ton", 50: "liang 两", 500: "jin",
        0.001: "mg milligram", 1e-6: "ug microgram",
    },
    "money": {1: "cny chinese_yuan 元", 0.1: "cny_jiao jiao", 0.01: "cny_fen fen"},
    "dollar": {1: "dollar", 0.01: "cent centavo"},
    "USD": {1: "usd united_states_dollar 美元"},
    "HKD": {1: "hkd hong_kong_dollar 港元"},
    "EUR": {1: "eur euro 欧元"},
    "JPY": {1: "jpy japanese_yen 日元"},
    "TWD": {1: "twd new_taiwan_dollar 新台币"},
    "time": {
        1: "s second", 60: "min minute", 3600: "h hour", 86400: "d day", 7 * 86400: "wk week", 30 * 86400: "mo month",
        90 * 86400: "quarter", 360 * 86400: "a year 岁",
    },
    # 45度 names no scale; Celsius is taken, as a Chinese reader would.
    "temperature": {1: "c cel celsius degree degree_celsius degree_angle"},
    "Fahrenheit": {1: "f fahrenheit degree_fahrenheit"},
    "speed": {
        1: "km/h kilometer_per_hour 千米每小时", 3.6: "meter_per_second 米每秒",
        1.609344: "mile_per_hour 英里每小时", 1.09728: "foot_per_second 英尺每秒",
    },
    "energy": {1: "kw.h kilowatt_hour 千瓦时"},
    "data": {1: "bit", 1000: "kilobit kbit", 8: "byte", 8 * 10**6: "megabyte"},
}  # fmt: skip
_UNITS = {
    name: (dimension, factor)
    for dimension, factors in _DIMENSIONS.items()
    for factor, names in factors.items()
    for name in names.split()
}
# The cases call 元, 块 and 蚊 a dollar, 分 and 仙 a cent, and name no country.
_DOLLARS = frozenset(("money", "dollar", "USD", "HKD"))


def measure(unit: str) -> tuple[str, float]:
    """Give the dimension and the factor of a unit; an unknown one is a dimension of its own.

    >>> measure("Kilometre"), measure("Hong Kong dollar"), measure("Nigerian naira")
    (('length', 1000), ('HKD', 1), ('nigerian_naira', 1))
    """
    name = unit.lower().replace("metre", "meter").replace("litre", "liter").replace(" ", "_")
    return _UNITS.get(name, (name, 1))


def same(value: float, unit: str | None, other: float | None, other_unit: str | None) -> bool:
    """Tell whether the amount expected and the other are one: 1500 g and 1.5 kg, 85 % and 0.85, 85 % and a bare 85.

    Where one side states no unit, the numbers are compared as they stand. None is no amount.

    >>> same(1500, "Gram", 1.5, "kg"), same(0.85, None, 85, "%"), same(3, "Mile", 3, "km")
    (True, True, False)
    """
    if other is None:
        return False
    if unit is None or other_unit is None:
        return _close(value, other) or _close(value * _share(unit), other * _share(other_unit))
    (dimension, factor), (other_dimension, other_factor) = measure(unit), measure(other_unit)
    # The cases' own factors are rounded: 三海里 is 5559 米 there, a mile 1609.31.
    tolerance = 1e-9 if factor == other_factor else 1e-3
    alike = dimension == other_dimension or (dimension == "dollar" and other_dimension in _DOLLARS)
    return alike and _close(value * factor, other * other_factor, tolerance)


def _share(unit: str | None) -> float:
    dimension, factor = measure(unit or "")
    return factor if dimension == "ratio" else 1


def _close(value: float, other: float, tolerance: float = 1e-9) -> bool:
    return math.isclose(value, other, rel_tol=tolerance, abs_tol=1e-12)
