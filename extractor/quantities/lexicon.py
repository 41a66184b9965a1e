"""The vocabulary compiled for reading: one scanner over the text, a table of units, the named rules.

Everything is built once per vocabulary and on first use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Any, get_args

from extractor.kept import compiled
from extractor.notice import Change, Comparator
from extractor.text.forms import plain
from extractor.text.numerals import FIRST, numeral_pattern
from extractor.text.trie import fold, guarded
from extractor.vocabulary import Vocabulary

# The words of the contract, so that a word read from the vocabulary is one of them or nothing.
SIGNS: dict[str, Comparator] = {sign: sign for sign in get_args(Comparator)}
CHANGES: dict[str, Change] = {change: change for change in get_args(Change)}
LONE_DIGITS = frozenset("一二三四五六七八九十两兩")
_SIZE = r"(?:\d+|[一二两三五十])?[十百千万]*"
_MARKS = r"，,。；;！!？?\n：:（）()“”‘’《》"


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
    lone_not_before: frozenset[str]


@dataclass(frozen=True)
class Rule:
    """A named reading of numerals that are no quantities: each gets `role`.

    One that is `measured` is tried also where a unit follows. A text without any character of `needs` is not tried.
    """

    name: str
    role: str
    pattern: str
    measured: bool
    needs: frozenset[str]

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """Match the rule's pattern at a place of a text."""
        match: Callable[[str, int], re.Match[str] | None] = compiled(self.pattern).match
        return match


class Lexicon:
    """What the readers of quantities look up; make it with `lexicon(vocabulary)`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        phrases, names = vocabulary.section("phrases"), vocabulary.section("names")
        self.signs, self.changes = SIGNS, CHANGES
        self.cues = _cues(phrases, names)
        self._measure(vocabulary.section("units"), phrases)
        self._count(phrases)
        self._act(phrases["verbs"], phrases)
        numeral = numeral_pattern(fold(form for form in self.units if form[0] in "十百千万亿兆"))
        self.numeral = compiled(numeral)
        self.scan = self._scanner(numeral)
        self.rules = _rules(phrases["rule"], names["hotlines"], self.units)
        self._needed = frozenset().union(*(rule.needs for rule in self.rules))
        self._rules_on = lru_cache(maxsize=1024)(self._select)

    def rules_for(self, text: str) -> tuple[Rule, ...]:
        """Give the rules that may hold in a text, in order."""
        return self._rules_on(self._needed.intersection(text))

    def _select(self, there: frozenset[str]) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if not rule.needs or not rule.needs.isdisjoint(there))

    def _measure(self, units: dict[str, Any], phrases: dict[str, Any]) -> None:
        """Take the units, and what stands behind them: 以上, /人·月."""
        self.units = _units(units["unit"])
        self.unit = compiled(fold(self.units))
        self.otherwise = _otherwise(units["unit"], self.units)
        self.behind: dict[str, dict[str, str]] = units["behind"]
        self.tenths, self.pairs = frozenset(units["tenths"]["units"]), frozenset(units["tenths"]["pairs"])
        self.after = {word: SIGNS[sign] for sign, words in phrases["after"].items() for word in words}
        self.after_word = compiled(rf"[ \u3000]{{0,2}}({fold(self.after)})")
        self.after_starts = frozenset((" ", "\u3000", *(word[0] for word in self.after)))
        # 九块九: a digit that ends the number, before a word that bounds it or none.
        self.tail = compiled(rf"([一二三四五六七八九])(?=钱|{fold(self.after)}|[^\u4e00-\u9fff\d]|$)")
        bases = f"(?:{fold(phrases['per']['bases'])})"
        self.bases = compiled(bases)
        self.things = f"(?:{fold(base for base in phrases['per']['bases'] if len(base) > 1)})"
        self.per_list = compiled(rf"\s?[/／](?:{bases})(?:[·.．、/／・•]?{bases})*")

    def _count(self, phrases: dict[str, Any]) -> None:
        """Take the nouns that numbers count."""
        self.nouns = {word: noun["unit"] for noun in phrases["noun"] for word in noun["words"]}
        self.counted = tuple(self.nouns)
        self.noun = compiled(fold(self.nouns))
        self.benefit = compiled(f"(?:{fold(phrases['benefit']['words'] + phrases['benefit']['endings'])})$")
        self.raising = frozenset(phrases["investment"]["raising"])
        self.people = compiled(fold(phrases["people"]["words"]))
        self.of_people = compiled(f"(?:{self.people.pattern})$")
        self.reaching = compiled(fold(phrases["reaching"]["words"]))
        self.reach = tuple(phrases["grade"]["reach"])

    def _act(self, verbs: dict[str, Any], phrases: dict[str, Any]) -> None:
        """Take the verbs, by which a noun phrase is told from what is done with it."""
        self.weak, self.strong = frozenset(phrases["change"]["weak"]), frozenset(phrases["change"]["strong"])
        self.scopes = frozenset(verbs["scopes"])
        self.benefiting = frozenset(verbs["benefiting"])
        self.following = frozenset(verbs["following"])
        self.opposites = tuple(verbs["opposites"])
        self.light, self.additions = frozenset(verbs["light"]), frozenset(verbs["additions"])
        self.of_rates = frozenset(verbs["of_rates"])
        self.acts = f"(?:{fold(verbs['doing'])})"
        self.done = compiled(f"(?:{fold({*verbs['doing'], *verbs['light']})})+")
        self.ending = compiled(fold(verbs["ending"]))
        self.closing = tuple(sorted(verbs["closing"], key=len, reverse=True))
        self.of_rate = compiled(
            rf"(?:{fold(verbs['of_rates'])})[\u4e00-\u9fff]{{1,3}}(?:率|[\u4e00-\u9fff]{{0,3}}比例)"
        )
        # 改造项目, 维修改造项目, but not 建设 + 标准化学校.
        self.nominal = compiled(rf"{self.acts}*(?:{fold(verbs['nominal'])})(?!化)")
        # 快递服务通达: 达 is part of the noun.
        ended = {word for word in phrases["plain"]["words"] if word.endswith(self.closing)}
        self.unclosed = tuple(ended.difference(self.closing))
        # 共 opens 共建成, but not 共享单车.
        opening = set(verbs["opening"])
        plain_words = fold(set(phrases["plain"]["words"]) - opening)
        self.opening = compiled(f"(?:(?!{plain_words})(?:{fold(opening)}))+")

    def _scanner(self, numeral: str) -> re.Pattern[str]:
        """Join all that is looked for in a text; the look at the first character skips most places at once."""
        starts = re.escape("".join(sorted({*_MARKS, *FIRST, "每", *(word[0] for word in self.cues)})))
        base = rf"(?:{_SIZE})?{self.bases.pattern}(?!级)"
        # 每个 | 易地搬迁 | 安置点: of which kind a thing is may stand between.
        rate = rf"(?:每[个一具]{base}|每个(?!{self.acts})(?:(?!的)[\u4e00-\u9fff]){{1,6}}?{self.things}|每{base})+"
        return compiled(
            rf"(?=[{starts}])(?:(?P<mark>[{_MARKS}])|(?P<cue>(?<!第){guarded(self.cues)})|(?P<rate>{rate})|(?P<numeral>{numeral}))"
        )

    def unit_at(self, text: str, start: int, *, lone: bool = False) -> str | None:
        """Give the longest unit form at `start`, None if a longer word begins there (家 in 家庭).

        After a `lone` Chinese digit only units that make it a number count: 三所, but not 三农.
        """
        found = self.unit.match(text, start)
        form = found.group() if found else ""
        while form:
            unit = self.units.get(form)
            if unit and (unit.lone or not lone):
                after = text[start + len(form) : start + len(form) + 1]
                if after not in (unit.lone_not_before if lone else unit.not_before) and not (
                    _is_latin(after) and _is_latin(form[-1])
                ):
                    return form
            form = form[:-1]
        return None

    def after_at(self, text: str, at: int) -> re.Match[str] | None:
        """Match a comparator behind a number (以上, 左右) at a place, one or two blanks before it aside."""
        return self.after_word.match(text, at) if text[at : at + 1] in self.after_starts else None


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


@cache
def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Give the compiled form of a vocabulary."""
    return Lexicon(vocabulary)


def _units(entries: list[dict[str, Any]]) -> dict[str, Unit]:
    bases: dict[str, str] = {}
    for entry in entries:
        if Decimal(entry.get("to_base", "1")) == 1:
            bases.setdefault(entry["dimension"], entry["code"])
    return {plain(form): _unit(form, entry, bases) for entry in entries for form in entry["forms"]}


def _otherwise(entries: list[dict[str, Any]], units: dict[str, Unit]) -> dict[str, Unit]:
    """Give for a form of two meanings the unit that it is where no money is spoken of."""
    by_code = {unit.code: unit for unit in units.values()}
    return {form: by_code[code] for entry in entries for form, code in entry.get("otherwise", {}).items()}


def _unit(form: str, entry: dict[str, Any], bases: dict[str, str]) -> Unit:
    not_before = frozenset(entry.get("not_before", {}).get(form, ""))
    return Unit(
        code=entry["code"],
        dimension=entry["dimension"],
        to_base=Decimal(entry.get("to_base", "1")),
        # Things that are counted have no common base: ten schools are no ten persons.
        base=entry["code"] if entry["dimension"] == "count" else bases.get(entry["dimension"], entry["code"]),
        lone=entry.get("lone", False),
        attribute=entry.get("attribute", False),
        not_before=not_before,
        lone_not_before=not_before.union(entry.get("lone_not_before", "") if len(form) == 1 else ""),
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
    add("word", phrases["commitment"]["coverage"])
    add("name", names["names"])
    return cues


def _rules(entries: list[dict[str, Any]], hotlines: list[str], units: dict[str, Unit]) -> tuple[Rule, ...]:
    """Fill the blanks of the rules' patterns; a pattern is compiled when a text first needs it."""
    blanks = {
        # The scanner has found the numeral already: any run of its characters will do here.
        "{n}": r"[0-9０-９.．,，零〇一二三四五六七八九十百千万亿两兩廿余多几]+",
        "{c}": "[一二三四五六七八九十百零〇]",
        "{han}": "(?![零〇一二三四五六七八九十百千万亿点])[\u4e00-\u9fff]",
        "{unit}": f"[{''.join(sorted({re.escape(form[0]) for form in units}))}]",
        "{latin_unit}": f"(?:{fold(form for form in units if _is_latin(form[0]))})(?![A-Za-z])",
        "{hotline}": f"(?:{fold(hotlines)})(?!\\d)",
    }
    return tuple(_rule(entry, blanks) for entry in entries)


def _rule(entry: dict[str, Any], blanks: dict[str, str]) -> Rule:
    pattern = entry["pattern"]
    for blank, filling in blanks.items():
        pattern = pattern.replace(blank, filling)
    return Rule(entry["name"], entry["role"], pattern, entry.get("measured", False), frozenset(entry.get("needs", "")))
