"""Tools that read numbers from Chinese text, behind one form: `read(text, kind)` gives `Result`s.

Each tool is asked the way its own users ask it, and only for the kinds it has something for. A tool is loaded
when it is asked for, and one that is not installed is named, with the reason.
"""

from __future__ import annotations

import contextlib
import decimal
import io
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from typing import Any, NamedTuple

from units import measure

from extractor.quantities import find_quantities
from extractor.quantities.lexicon import lexicon
from extractor.quantities.readings import scan
from extractor.vocabulary import standard

MONEY = ("currency", "amount-of-money")
SIZES = ("dimension", "distance", "volume", "quantity", "area", "velocity")
KINDS = frozenset((
    "number", "numberrange", "ordinal", "percentage", "fraction", "multiple", "age", "duration", "temperature",
    *MONEY, *SIZES,
))  # fmt: skip


class Result(NamedTuple):
    """What a tool read at `start` to `end` (half-open); a bound or a unit that it does not state is None."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None


class Tool(NamedTuple):
    """A tool as loaded: the kinds it reads, `read(text, kind)` and, for timing, what it does with one text."""

    name: str
    kinds: frozenset[str]
    read: Callable[[str, str], list[Result]]
    tasks: dict[str, Callable[[str], Any]]


def load(names: Iterable[str]) -> tuple[list[Tool], list[str]]:
    """Load the peers of those names; give those that run, and a line on each one that does not."""
    tools, absent = [], []
    for name in names:
        try:
            with apart(), contextlib.redirect_stdout(io.StringIO()):
                tools.append(PEERS[name]())
        except ModuleNotFoundError as reason:
            absent.append(f"{name}: not installed ({reason})")
        except ImportError as reason:
            absent.append(f"{name}: installed, but does not load ({reason})")
    return tools, absent


@contextlib.contextmanager
def apart() -> Iterator[None]:
    """Keep a tool to itself: its warnings, and what it does to the precision of everybody's decimals.

    recognizers sets 15 digits for the whole process, and the tool timed or scored next would be another one.
    """
    with warnings.catch_warnings(), decimal.localcontext():
        warnings.simplefilter("ignore")
        yield


def version(name: str) -> str:
    """Give a tool's name with the version installed; a clone that is only on the path has none."""
    with contextlib.suppress(metadata.PackageNotFoundError):
        return f"{name} {metadata.version(PACKAGES.get(name, name))}"
    return name


def extractor() -> Tool:
    """Give this project's own reader."""

    def read(text: str, _: str) -> list[Result]:
        return [_of_numeral(numeral) for numeral in find_quantities(text).numerals]

    words = lexicon(standard())
    tasks = {"find_quantities": find_quantities, "readings.scan": lambda text: scan(text, words)}
    return Tool("extractor", KINDS, read, tasks)


def _of_numeral(numeral: Any) -> Result:
    value, low, high = (None if one is None else float(one) for one in (numeral.value, numeral.low, numeral.high))
    # 以上 and 不超过 stand in the comparator: the value is the bound.
    if numeral.comparator in ("ge", "gt"):
        low = value
    elif numeral.comparator in ("le", "lt"):
        high = value
    elif numeral.comparator == "eq":
        low = high = value
    return Result(numeral.start, numeral.end, value, low, high, numeral.unit_code)


def recognizers() -> Tool:
    """Give Microsoft's recognizers; each kind has a model of its own, and ranges have none in Python."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    numbers, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    number, percentage = numbers.get_number_model(), numbers.get_percentage_model()
    money, size, age = units.get_currency_model(), units.get_dimension_model(), units.get_age_model()
    models = {
        "number": (number,),
        "multiple": (number,),
        "fraction": (number, percentage),
        "percentage": (percentage,),
        "ordinal": (numbers.get_ordinal_model(),),
        "age": (age,),
        "temperature": (units.get_temperature_model(),),
        "duration": (DateTimeRecognizer(Culture.Chinese).get_datetime_model(),),
        **dict.fromkeys(MONEY, (money,)),
        **dict.fromkeys(SIZES, (size,)),
    }

    def read(text: str, kind: str) -> list[Result]:
        return [_of_model(found) for model in models[kind] for found in model.parse(text)]

    every = (number, percentage, money, size, age)
    tasks = {
        "recognizers, numbers alone": number.parse,
        "recognizers, five models": lambda text: [model.parse(text) for model in every],
    }
    return Tool("recognizers", frozenset(models), read, tasks)


def _of_model(found: Any) -> Result:
    start, end, resolution = found.start, found.end + 1, found.resolution or {}
    if "values" in resolution:
        return Result(start, end, _seconds(resolution["values"][0].get("timex", "")), unit="second")
    value, unit = resolution.get("value"), resolution.get("unit")
    if value and value.endswith("%"):
        value, unit = value[:-1], "%"
    return Result(start, end, float(value) if value else None, unit=unit)


def _seconds(timex: str) -> float | None:
    """Give the length of a period as the tool writes it: P1.5Y, PT3H; None if it is a date."""
    date, _, time = timex.partition("T")
    if not re.fullmatch(r"P[\d.YMWD]*", date):
        return None
    names = {"Y": "year", "M": "month", "W": "week", "D": "day"}, {"H": "hour", "M": "minute", "S": "second"}
    parts = ((re.findall(r"([\d.]+)([A-Z])", part), units) for part, units in zip((date, time), names, strict=True))
    return sum(float(count) * measure(units[letter])[1] for found, units in parts for count, letter in found)


def jionlp() -> Tool:
    """Give JioNLP, which reads money and times; it has no reader of numbers or measures."""
    import time

    import jionlp as jio

    now = time.time()

    def read(text: str, kind: str) -> list[Result]:
        if kind == "duration":
            found = jio.ner.extract_time(text, time_base=now)
            return [_of_time(one) for one in found if one["type"] == "time_delta"]
        return [_of_money(one) for one in jio.ner.extract_money(text)]

    return Tool("jionlp", frozenset((*MONEY, "duration")), read, {"jionlp, money": jio.ner.extract_money})


def _of_money(found: dict[str, Any]) -> Result:
    detail = found["detail"]
    value, low, high = _bounds(detail["num"])
    if detail["definition"] == "blur+":
        low = value
    elif detail["definition"] == "blur-":
        high = value
    return Result(*found["offset"], value, low, high, detail["case"])


def _bounds(num: str | list[str]) -> tuple[float | None, float | None, float | None]:
    if isinstance(num, str):
        return float(num), None, None
    return None, float(num[0]), float(num[1])


def _of_time(found: dict[str, Any]) -> Result:
    stated = found["detail"]["time"]
    spans = [
        sum(float(count) * measure(unit)[1] for unit, count in span.items() if isinstance(count, int | float))
        for span in (stated if isinstance(stated, list) else [stated])
    ]
    if len(spans) == 1:
        return Result(*found["offset"], spans[0], unit="second")
    return Result(*found["offset"], None, spans[0], spans[-1], "second")


def quantulum3() -> Tool:
    """Give quantulum3 without its classifier; it knows signs and Arabic figures, but no Chinese numerals."""
    from quantulum3 import parser

    def read(text: str, _: str) -> list[Result]:
        return [_of_quantity(found) for found in parser.parse(text)]

    return Tool("quantulum3", KINDS - {"ordinal"}, read, {"quantulum3": parser.parse})


def _of_quantity(found: Any) -> Result:
    unit = None if found.unit.name == "dimensionless" else found.unit.name
    if found.uncertainty is None:
        return Result(*found.span, found.value, unit=unit)
    return Result(*found.span, found.value, found.value - found.uncertainty, found.value + found.uncertainty, unit)


def cn2an() -> Tool:
    """Give cn2an, which rewrites Chinese numerals as figures; units are none of its subjects."""
    import cn2an as converter
    from cn2an.transform import Transform

    own = Transform()
    share, scaled, chinese = rf"(?:{own.cn_pattern})分之(?:{own.cn_pattern})", own.smart_cn_pattern, own.cn_pattern
    numeral = re.compile(rf"{share}|{scaled}|{chinese}|-?(?:[0-9]+\.)?[0-9]+%?")

    def read(text: str, _: str) -> list[Result]:
        # It keeps no places: its own patterns are asked where a numeral stands, then it converts that.
        return [_of_figures(found, converter) for found in numeral.finditer(text)]

    kinds = frozenset(("number", "ordinal", "percentage", "fraction"))
    return Tool("cn2an", kinds, read, {"cn2an": converter.transform})


def _of_figures(found: re.Match[str], converter: Any) -> Result:
    figures = converter.transform(found.group())
    with contextlib.suppress(ValueError, ZeroDivisionError):
        if figures.endswith("%"):
            return Result(*found.span(), float(figures[:-1]), unit="%")
        if "/" in figures:
            above, below = figures.split("/")
            return Result(*found.span(), float(above) / float(below))
        # 10万 stays as it is in a text; asked for alone it is 100000.
        return Result(*found.span(), float(converter.cn2an(figures, "smart")))
    return Result(*found.span(), None)


PEERS: dict[str, Callable[[], Tool]] = {
    "recognizers": recognizers,
    "jionlp": jionlp,
    "quantulum3": quantulum3,
    "cn2an": cn2an,
}
PACKAGES = {"recognizers": "recognizers-text-suite"}
