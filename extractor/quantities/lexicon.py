"""The vocabulary compiled for reading: one scanner over the text, a table of units, the named rules.

Everything is built once per vocabulary and on first use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, get_args

import regex

from extractor.notice import Change, Comparator
from extractor.text.forms import plain
from extractor.text.numerals import numeral_pattern
from extractor.text.trie import fold
from extractor.vocabulary import Vocabulary

# The words of the contract, so that a word read from the vocabulary is one of them or nothing.
SIGNS: dict[str, Comparator] = {sign: sign for sign in get_args(Comparator)}
CHANGES: dict[str, Change] = {change: change for change in get_args(Change)}
LONE_DIGITS = frozenset("一二三四五六七八九十两兩")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its canonical code, its dimension and the factor to the dimension's base unit."""

    code: str
    dimension: str
    to_base: Decimal
    base: str
    lone: bool
    attribute: bool
    not_before: frozenset[str]


class Rule(NamedTuple):
    """A named reading of numerals that are no quantities: each gets `role`."""

    name: str
    role: str


class Lexicon:
    """What the readers of quantities look up; make it with `lexicon(vocabulary)`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        phrases = vocabulary.section("phrases")
        self.units = _units(vocabulary.section("units")["unit"])
        self.unit = re.compile(fold(self.units))
        self.behind: dict[str, dict[str, str]] = vocabulary.section("units")["behind"]
        self.cues = _cues(phrases, vocabulary.section("names"))
        self.bases = re.compile(_bases(phrases["per"]["bases"]))
        self.size = r"(?:\d+|[一二两三五十])?[十百千万]*"
        self.per_list = re.compile(
            rf"\s?[/／](?:{_bases(phrases['per']['bases'])})(?:[·.．、/／・•]?{_bases(phrases['per']['bases'])})*"
        )
        self.signs, self.changes = SIGNS, CHANGES
        self.after = {word: SIGNS[sign] for sign, words in phrases["after"].items() for word in words}
        self.after_word = re.compile(fold(self.after))
        self.tenths = frozenset(vocabulary.section("units")["tenths"]["units"])
        # 九块九: a digit that ends the number, before a word that bounds it or none.
        self.tail = re.compile(rf"([一二三四五六七八九])(?=钱|{fold(self.after)}|[^\u4e00-\u9fff\d]|$)")
        self.nouns = {word: noun["unit"] for noun in phrases["noun"] for word in noun["words"]}
        self.noun = re.compile(fold(self.nouns))
        self.people = re.compile(fold(phrases["people"]["words"]))
        self.ending = re.compile(fold(phrases["verbs"]["ending"]))
        self.nominal = re.compile(fold(phrases["verbs"]["nominal"]))
        self.additions = frozenset(phrases["verbs"]["additions"])
        self.weak = frozenset(phrases["change"]["weak"])
        self.strong = frozenset(phrases["change"]["strong"])
        self.reach = tuple(phrases["grade"]["reach"])
        self.closing = tuple(sorted(phrases["verbs"]["closing"], key=len, reverse=True))
        self.opening = re.compile(f"(?:{fold(phrases['verbs']['opening'])})+")
        numeral = numeral_pattern(fold(form for form in self.units if form[0] in "十百千万亿兆"))
        self.numeral = re.compile(numeral)
        self.scan = re.compile(
            rf"(?P<cue>(?<!第){fold(self.cues)})|(?P<rate>(?:每[个一]?(?:{self.size})?{self.bases.pattern})+)|(?P<numeral>{numeral})|(?P<mark>[，,。；;！!？?\n：:（）()“”‘’《》])"
        )
        hotlines = vocabulary.section("names")["hotlines"]
        self.rules, self.rule = _rules(phrases["rule"], hotlines, self.units)
        measured = [entry for entry in phrases["rule"] if entry.get("measured")]
        self.measured_rules, self.measured_rule = _rules(measured, hotlines, self.units)

    def unit_at(self, text: str, start: int, *, lone: bool = False) -> str | None:
        """Give the longest unit form at `start`, None if a longer word begins there (家 in 家庭).

        After a `lone` Chinese digit only units that make it a number count: 三所, but not 三农.
        """
        found = self.unit.match(text, start)
        if not found:
            return None
        form = found.group()
        while form:
            unit = self.units.get(form)
            if unit and (unit.lone or not lone) and not _runs_on(text, start + len(form), form, unit):
                return form
            form = form[:-1]
        return None


def _runs_on(text: str, end: int, form: str, unit: Unit) -> bool:
    if end >= len(text):
        return False
    return text[end] in unit.not_before or bool(_LATIN.match(form[-1]) and _LATIN.match(text[end]))


@cache
def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Give the compiled form of a vocabulary."""
    return Lexicon(vocabulary)


def _units(entries: list[dict[str, Any]]) -> dict[str, Unit]:
    bases: dict[str, str] = {}
    for entry in entries:
        if Decimal(entry.get("to_base", "1")) == 1:
            bases.setdefault(entry["dimension"], entry["code"])
    return {plain(form): _unit(entry, bases) for entry in entries for form in entry["forms"]}


def _unit(entry: dict[str, Any], bases: dict[str, str]) -> Unit:
    return Unit(
        code=entry["code"],
        dimension=entry["dimension"],
        to_base=Decimal(entry.get("to_base", "1")),
        # Things that are counted have no common base: ten schools are no ten persons.
        base=entry["code"] if entry["dimension"] == "count" else bases.get(entry["dimension"], entry["code"]),
        lone=entry.get("lone", False),
        attribute=entry.get("attribute", False),
        not_before=frozenset(entry.get("not_before", "")),
    )


Cue = dict[str, str]


def _cues(phrases: dict[str, Any], names: dict[str, Any]) -> dict[str, Cue]:
    """Give each word the kinds of cue it is: {"提高到": {"change": "increase_to", "doing": ""}, …}."""
    cues: dict[str, Cue] = {}

    def add(kind: str, words: list[str], value: str = "") -> None:
        for word in words:
            cues.setdefault(plain(word), {})[kind] = value

    for sign, words in phrases["before"].items():
        add("comparator", words, sign)
    for change, words in phrases["change"].items():
        if change not in ("strong", "weak"):
            add("change", words, change)
    for kind in ("modality", "part", "investment", "benefit", "limit", "achieved", "zero"):
        add(kind, phrases[kind]["words"])
    add("spread", phrases["distribution"]["words"])
    for place in ("from", "than", "on"):
        add(place, phrases["baseline"][place])
    for head in phrases["per"]["heads"]:
        add("head", [head])
        add("per", [head], "/".join(phrases["per"]["heads"][head]))
    add("doing", phrases["verbs"]["doing"])
    add("date", phrases["date"]["bare"])
    add("start", phrases["date"]["start_words"])
    add("word", names["words"])
    add("word", phrases["plain"]["words"])
    add("name", names["names"])
    return cues


def _bases(bases: list[str]) -> str:
    return f"(?:{fold(bases)})"


def _rules(
    entries: list[dict[str, Any]], hotlines: list[str], units: dict[str, Unit]
) -> tuple[dict[str, Rule], regex.Pattern[str]]:
    """Join the rules into one pattern with a group for each, so that a numeral is tried against all at once."""
    blanks = {
        # The scanner has found the numeral already: any run of its characters will do here.
        "{n}": r"[0-9０-９.．,，零〇一二三四五六七八九十百千万亿两兩廿余多几]+",
        "{c}": "[一二三四五六七八九十百零〇]",
        "{han}": "(?![零〇一二三四五六七八九十百千万亿点])[\u4e00-\u9fff]",
        "{unit}": f"[{''.join(sorted({re.escape(form[0]) for form in units}))}]",
        "{latin_unit}": f"(?:{fold(form for form in units if _LATIN.match(form))})(?![A-Za-z])",
        "{hotline}": f"(?:{fold(hotlines)})(?!\\d)",
    }
    rules, parts = {}, []
    for index, entry in enumerate(entries):
        pattern = entry["pattern"]
        for blank, filling in blanks.items():
            pattern = pattern.replace(blank, filling)
        rules[f"rule{index}"] = Rule(entry["name"], entry["role"])
        parts.append(f"(?P<rule{index}>{pattern})")
    return rules, regex.compile("|".join(parts))
