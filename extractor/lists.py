"""List-form notices: numbered entries in running text become the same Records as the rows of a table.

一、就业                                   a section: the category of what follows
（一）扩大就业。新增就业4500人。            an entry: its short heading is the project, the rest the task
责任单位：县人社局；完成时限：12月底前。    labels in or after the entry become its fields
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from extractor.document import Cell, Paragraph
from extractor.kept import compiled
from extractor.record import Record
from extractor.text.clean import clean
from extractor.text.numerals import parse
from extractor.text.offices import split_offices
from extractor.vocabulary import Vocabulary

# The ways of numbering, outermost first.
_KINDS = ("section", "nth", "gift", "bracket", "arabic", "small", "circle")
_TRIMMED = " ；;。，,、：:（(）)"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# The depth of a general matter that has no number: 工作要求.
_MATTER = -1
_LONGEST_NAME = 60


class Listed(NamedTuple):
    """The records of a list, and the lines before its first entry and behind its last."""

    records: tuple[Record, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(slots=True)
class _Entry:
    """An entry while its paragraphs are gathered; `kind` is its depth in `_KINDS`."""

    kind: int
    number: str
    at: int
    lines: list[str]
    above: tuple[_Entry, ...] = field(default=())

    @property
    def heading(self) -> str:
        return self.lines[0] if self.lines else ""


class _Words(NamedTuple):
    heading: re.Pattern[str]
    said: re.Pattern[str]
    named: re.Pattern[str]
    labels: dict[str, str]
    label: re.Pattern[str]
    signature: re.Pattern[str]
    office_end: re.Pattern[str]
    closing: re.Pattern[str]
    general: tuple[str, ...]
    longest_heading: int
    lead_word: str
    support_word: str
    duty: tuple[str, ...]
    until: re.Pattern[str]
    unit_ends: tuple[str, ...]
    attached: re.Pattern[str]
    foremost: re.Pattern[str]
    second: re.Pattern[str]


def find_records(paragraphs: Sequence[Paragraph], vocabulary: Vocabulary) -> Listed:
    """Find the numbered entries of some paragraphs; front matter and signature belong to none."""
    words = _words(vocabulary)
    texts = [clean(paragraph.text) for paragraph in paragraphs]
    entries, first, end = _gather(texts, words)
    if not entries:
        entries, first, end = _gather(texts, words._replace(heading=words.said))
    parents = {id(above) for entry in entries for above in entry.above}
    leaves = [entry for entry in entries if id(entry) not in parents and _is_task(entry, words)]
    records = tuple(_record(entry, paragraphs[entry.at], words, vocabulary) for entry in leaves)
    return Listed(records, tuple(texts[:first]), tuple(texts[end:]))


def _gather(texts: Sequence[str], words: _Words) -> tuple[list[_Entry], int, int]:
    """Give the entries of every depth with their paragraphs, where the list begins, and where it ends."""
    end = len(texts)
    while end and (words.signature.search(texts[end - 1]) or words.office_end.search(texts[end - 1])):
        end -= 1
    entries: list[_Entry] = []
    first = end
    matter: int | None = None
    # What follows an entry goes on with it, but not what follows the names of the attachments.
    is_open = True
    for at, text in enumerate(texts[:end]):
        if _names_attachment(texts, at, bool(entries), words):
            is_open = False
            continue
        for kind, number, rest in _pieces(text, words):
            if kind is not None:
                first, is_open = min(first, at), True
                entries.append(_Entry(kind, number, at, [rest] if rest else [], _above(entries, kind, number, matter)))
            elif entries and rest.strip(_TRIMMED) in words.general:
                matter = len(entries) if matter is None else matter
                entries.append(_Entry(_MATTER, "", at, [rest.strip(_TRIMMED)]))
            elif entries and words.closing.match(rest):
                is_open = False
            elif entries and is_open:
                entries[-1].lines.append(rest)
    return entries, first, end


def _names_attachment(texts: Sequence[str], at: int, begun: bool, words: _Words) -> bool:
    """Tell whether a paragraph names an attachment: 附件：1.…, or 2.… right below it.

    A bare 附件： before the list has begun stands over the list itself.
    """
    begins = at
    while begins and (found := words.attached.match(texts[begins])) and found["next"]:
        begins -= 1
    marks = [found for text in texts[begins : at + 1] if (found := words.attached.match(text))]
    if not marks or marks[0]["next"] or any(len(text) > _LONGEST_NAME or "。" in text for text in texts[begins:at]):
        return False
    if not marks[0]["first"]:
        bare = marks[0].end() == len(texts[begins])
        return begun and (at == begins or (bare and _counts(marks[1:], 1)))
    return _counts(marks, 1)


def _counts(marks: Sequence[re.Match[str]], first: int) -> bool:
    numbers = [int(mark["first"] or mark["next"]) for mark in marks]
    return numbers == list(range(first, first + len(numbers)))


def _above(entries: Sequence[_Entry], kind: int, number: str, matter: int | None) -> tuple[_Entry, ...]:
    """Give the entries that a new one stands under; one that goes on with the count has left the first general matter.

    `matter` is the place of that among the entries, None if there was none yet.
    """
    if matter is not None:
        before = next((entries[at] for at in range(matter - 1, -1, -1) if entries[at].kind == kind), None)
        if before and _value(number) == _value(before.number) + 1:
            return tuple(entry for entry in (*before.above, before) if entry.kind < kind)
    return tuple(entry for entry in _line_of(entries) if entry.kind < kind)


def _value(number: str) -> int:
    if number in _CIRCLED:
        return _CIRCLED.index(number)
    return int(parse(number).value or 0)


def _pieces(text: str, words: _Words) -> Iterator[tuple[int | None, str, str]]:
    """Give the kind, number and rest of a paragraph; kind is None where it goes on with the entry above."""
    found = words.heading.match(text)
    rest = words.named.sub("", text[found.end() :]) if found else text
    if not found or words.label.match(rest):
        yield None, "", rest
        return
    groups = found.groupdict()
    kind = next(name for name in _KINDS if groups.get(name))
    yield _KINDS.index(kind), groups["gift_number"] if kind == "gift" else groups[kind], rest


def _line_of(entries: Sequence[_Entry]) -> tuple[_Entry, ...]:
    """Give the last entry and those that it stands under."""
    return (*entries[-1].above, entries[-1]) if entries else ()


def _is_task(entry: _Entry, words: _Words) -> bool:
    """Tell an entry that nothing stands under from a general matter."""
    around = (entry, *entry.above)
    return bool(entry.lines) and not any(one.heading.startswith(words.general) for one in around)


def _record(entry: _Entry, paragraph: Paragraph, words: _Words, vocabulary: Vocabulary) -> Record:
    record = Record({}, {})
    heading, body = _split_heading(entry, words)
    body, labelled = _take_labels(body, words)
    heading, labelled_too = _take_labels(heading, words)
    body, offices = _take_bracket(body, words, vocabulary)
    heading, offices_too = _take_bracket(heading, words, vocabulary)
    stated = _joined([*offices.items(), *offices_too.items(), *labelled, *labelled_too])
    heading, task = _task(heading, body, stated, words)
    above = [one for one in entry.above if one.heading]
    found = {
        "sequence": entry.number,
        "category": _titled(above[0]) if above else "",
        "project": heading or (above[-1].heading.strip(_TRIMMED) if len(above) > 1 else ""),
        "task": task or heading,
    }
    for name, value in (*found.items(), *stated.items()):
        if value:
            cell = Cell(value, entry.at, 0, page=paragraph.page, bbox=paragraph.bbox)
            (record.cells if name in _FIELDS else record.extra)[name] = cell
    return record


def _joined(stated: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Give each field its text; what two labels give to one field stands one after the other."""
    fields: dict[str, str] = {}
    for name, value in stated:
        fields[name] = f"{fields[name]}、{value}" if name in fields else value
    return fields


def _task(heading: str, body: str, stated: dict[str, str], words: _Words) -> tuple[str, str]:
    """Give the heading and the task of an entry; what 建设内容 or, without it, 目标任务 labels is taken as the task."""
    labelled = stated.pop("task", "")
    if (not labelled and not body) or (not heading and len(body) <= words.longest_heading and "，" not in body):
        labelled = labelled or stated.pop("goal", "")
    if not labelled:
        return heading, body
    if not heading and len(body) <= words.longest_heading:
        return body.strip(_TRIMMED), labelled
    if body and not body.endswith(("。", "；")):
        body += "。"
    return heading, body + labelled


_FIELDS = frozenset(
    (
        *("sequence", "category", "project", "task", "goal", "lead_units", "support_units", "leaders"),
        *("deadline", "investment", "progress"),
    )
)


def _titled(entry: _Entry) -> str:
    """Give a section as it is written in a table's section row: 一、教育."""
    marks = {"section": "{}、", "bracket": "（{}）", "nth": "第{}件 ", "gift": "礼包{} "}
    mark = marks.get(_KINDS[entry.kind], "{}.")
    return mark.format(entry.number) + entry.heading.strip(_TRIMMED)


def _split_heading(entry: _Entry, words: _Words) -> tuple[str, str]:
    """Give the short heading of an entry, "" if it has none, and its text."""
    first, rest = entry.lines[0], entry.lines[1:]
    for mark in ("。", "：", ":", "\n"):
        head, found, tail = first.partition(mark)
        if (
            found
            and tail.strip()
            and len(head) <= words.longest_heading
            and not words.label.search(head + "：")
            and "，" not in head
            and not _BRACKET.fullmatch(tail.strip())
        ):
            return _closed(head), _together([tail, *rest])
    is_short = len(first) <= words.longest_heading and not first.endswith(("。", "；"))
    if rest and is_short and not words.label.match(rest[0]):
        return first.strip(_TRIMMED), _together(rest)
    return "", _together(entry.lines)


def _together(lines: Sequence[str]) -> str:
    return clean("\n".join(lines))


def _take_labels(text: str, words: _Words) -> tuple[str, list[tuple[str, str]]]:
    """Cut the labelled parts out of a text and give them as fields: 责任单位：… → lead_units."""
    marks = list(words.label.finditer(text))
    if not marks:
        return text, []
    values = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : following.start() if following else len(text)]
        opened = text.rfind("（", 0, mark.start() + 1) if mark.group().startswith(("（", "(")) else -1
        closed = value.rfind("）") if opened >= 0 and following is None else -1
        values.append((mark["label"], _closed(value if closed < 0 else value[: closed + 1])))
    offices = {label for label, _ in values if words.labels[label] == "lead_units"}
    leads = any(map(words.foremost.search, offices))
    second = {label for label in offices if leads and words.second.search(label)}
    fields = [("support_units" if label in second else words.labels[label], value) for label, value in values if value]
    # The full stop before a label ends the sentence of the task.
    stop = "。" if marks[0].group().startswith("。") else ""
    return text[: marks[0].start()].rstrip("（(【〔[ ") + stop, fields


def _closed(value: str) -> str:
    """Strip the marks around a labelled value, but no bracket that belongs to it: 各乡（镇）."""
    value = value.strip(" ；;。，,、：:【】〔〕[]")
    while value and value[-1] in "）)" and value.count("）") + value.count(")") > value.count("（") + value.count("("):
        value = value[:-1].rstrip(" ；;。，,、")
    return value


_BRACKET = compiled(r"[（(〔【]((?:[^（()）]|[（(][^（()）]*[)）])*)[)）〕】][。；;]?$")


def _take_bracket(text: str, words: _Words, vocabulary: Vocabulary) -> tuple[str, dict[str, str]]:
    """Cut a closing bracket of offices without labels: （市教育局牵头，市财政局配合）."""
    found = _BRACKET.search(text)
    if not found:
        return text, {}
    parts = [part for part in re.split(r"[，,；;](?![^（(]*[）)])", found[1]) if part]
    dates = [until["deadline"] for part in parts if (until := words.until.match(part))]
    parts = [part for part in parts if not words.until.match(part)]
    lead = [part.removesuffix(words.lead_word) for part in parts if part.endswith(words.lead_word)]
    duty = next((word for word in words.duty if found[1].endswith(word)), "")
    support = [part.removesuffix(words.support_word) for part in parts if part.endswith(words.support_word)]
    if not (lead or duty or support) and not _are_offices("，".join(parts), words, vocabulary):
        return text, {}
    others = [p for p in parts if not p.endswith((words.lead_word, words.support_word))]
    named = "，".join(others).removesuffix(duty)
    fields = {
        "lead_units": "，".join(lead) or named,
        "support_units": "，".join([*support, *([named] if lead and named else [])]),
        "deadline": "".join(dates[-1:]),
    }
    return text[: found.start()], {name: value for name, value in fields.items() if value}


def _are_offices(text: str, words: _Words, vocabulary: Vocabulary) -> bool:
    """Tell whether a text is nothing but names of offices: 市残联、各县（市、区）人民政府等."""
    names = [office.name for office in split_offices(text, vocabulary)]
    return bool(names) and all(name.endswith(words.unit_ends) for name in names)


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    columns: dict[str, Any] = vocabulary.section("columns")
    data, duties = columns["list"], columns["duties"]
    labels = {}
    for name, forms in data["labels"].items():
        for form in forms:
            labels[form] = form if name == "extra" else name
    alternatives = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return _Words(
        heading=compiled(data["heading"]),
        said=compiled(data["said"]),
        named=compiled(data["named"]),
        labels=labels,
        label=compiled(rf"(?:^|[；;。，,（(【〔\[\s]|(?<=[\u4e00-\u9fff）)】〕]))(?P<label>{alternatives})\s?[:：]"),
        signature=compiled(data["signature"]),
        office_end=compiled(data["office_end"]),
        closing=compiled(data["closing"]),
        general=tuple(data["general"]),
        longest_heading=data["longest_heading"],
        lead_word=data["lead_word"],
        support_word=data["support_word"],
        duty=tuple(data["duty_words"]),
        until=compiled(data["until"]),
        unit_ends=(*vocabulary.section("offices")["endings"]["words"], *data["unit_ends"]),
        attached=compiled(data["attached"]),
        foremost=compiled(duties["foremost"]),
        second=compiled(duties["second"]),
    )
