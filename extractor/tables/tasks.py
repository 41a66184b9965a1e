"""Several tasks in one cell: 1.新建公厕2座。2.改造公厕5座。 are two rows that share the cells beside them.

Tasks without numbers, a paragraph each, are told apart where one ends with its figure and the next begins with a verb.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extractor.document import Cell
from extractor.kept import compiled
from extractor.tables.bars import Line
from extractor.text.wraps import runs_over
from extractor.vocabulary import Vocabulary

# A list begins with its cell and counts from 1; a mark stands at a line's start or behind a full stop or the like.
_START = r"(?:^|(?<=[。；;！？!?\n])\s*)"
_MARKS = (
    compiled(rf"{_START}(?P<number>\d{{1,2}})\s?[.．、](?!\d)\s*"),
    compiled(rf"{_START}[（(](?P<number>\d{{1,2}})[）)][.．、]?\s*"),
    compiled(rf"{_START}(?P<number>\d{{1,2}})[）)]\s*"),
    compiled(rf"{_START}(?P<number>[①-⑳])[.．、]?\s*"),
)
# 1.2021年8月 2.2021年12月: the number of the task touches the date.
_DATED = compiled(
    r"(?:^|(?<=[年月日底前末内；;，,。\s]))\s*(?P<number>\d{1,2})[.．、:：](?=\s*(?:20\d\d|\d{1,2}月))\s*"
)
# 新建公厕2座: a paragraph that ends so, without a stop, is complete.
_COMPLETE = compiled(r"\d[万亿]?(?![年月日])(?:[\u4e00-\u9fff]{1,3}|[%％㎡])$")
# 由82% | 提高到88%
_RESULT = compiled(r"[\u4e00-\u9fff]{0,2}[到至为](?:\d|$)")
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
# What one list can answer in another, item by item.
_ANSWERS = ("goal", "progress", "deadline", "lead_units", "support_units", "leaders", "remarks", "investment")


def split_line(
    line: Line, fields: Mapping[int, str | None], vocabulary: Vocabulary, *, full: float = 0.0
) -> tuple[Line, ...]:
    """Give a row for each task of its task cell; a cell that lists as many answers gives each its own.

    `full` is the width of a line where the file breaks lines itself, else 0. The other cells stand in each row, as a
    cell merged over them would. A row of one task is given as it is.
    """
    col = next((col for col, field in fields.items() if field == "task"), None)
    text = line[col].text if col is not None else ""
    tasks = parts_of(text) or paragraphs_of(text, vocabulary, full)
    if len(tasks) < 2:
        return (line,)
    columns = [_shares(cell, len(tasks), tasks if at == col else (), fields[at]) for at, cell in enumerate(line)]
    return tuple(zip(*columns, strict=True))


def parts_of(text: str) -> tuple[str, ...]:
    """Give the entries of a cell that is nothing but a numbered list, without their numbers; else nothing.

    >>> parts_of("1.新建公厕2座。2.改造公厕5座。")
    ('新建公厕2座。', '改造公厕5座。')
    >>> parts_of("新建学校5所：①小学3所；②中学2所")
    ()
    """
    return next((parts for mark in _MARKS if (parts := _cut(text.strip(), mark))), ())


def paragraphs_of(text: str, vocabulary: Vocabulary, full: float = 0.0) -> tuple[str, ...]:
    r"""Give the tasks of a cell that has one a paragraph, wrapped lines left together; nothing if it has but one.

    >>> from extractor.vocabulary import standard
    >>> paragraphs_of("新建公厕2座\n改造公厕\n5座", standard())
    ('新建公厕2座', '改造公厕\n5座')
    """
    parts: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        begins = bool(parts) and bool(_COMPLETE.search(parts[-1])) and line.startswith(_verbs(vocabulary))
        begins = begins and not _RESULT.match(line)
        if parts and (not begins or (full and runs_over(parts[-1], line, full))):
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
    return tuple(parts) if len(parts) > 1 else ()


@cache
def _verbs(vocabulary: Vocabulary) -> tuple[str, ...]:
    verbs = vocabulary.section("phrases")["verbs"]
    return (*verbs["doing"], *verbs["additions"])


def _shares(cell: Cell, n_tasks: int, tasks: tuple[str, ...], field: str | None) -> list[Cell]:
    parts = tasks or _answers(cell.text, n_tasks, field)
    if parts:
        return [cell._replace(text=part) for part in parts]
    below = cell._replace(filled=cell.filled or "merged") if cell.text.strip() else cell
    return [cell, *[below] * (n_tasks - 1)]


def _answers(text: str, n_tasks: int, field: str | None) -> tuple[str, ...]:
    """Give the entries of a cell that answer the tasks one by one, nothing where they are not as many."""
    if field not in _ANSWERS:
        return ()
    parts = (_cut(text.strip(), _DATED) if field == "deadline" else ()) or parts_of(text)
    return parts if len(parts) == n_tasks else ()


def _cut(text: str, mark: re.Pattern[str]) -> tuple[str, ...]:
    """Cut a text at the marks that count 1, 2, 3 …; nothing unless it begins with the first and has a second."""
    found: list[re.Match[str]] = []
    for one in mark.finditer(text):
        if _number(one["number"]) == len(found) + 1:
            found.append(one)
    if len(found) < 2 or found[0].start() > 0:
        return ()
    ends = [*(one.start() for one in found[1:]), len(text)]
    parts = tuple(text[one.end() : end].strip() for one, end in zip(found, ends, strict=True))
    return parts if all(parts) else ()


def _number(text: str) -> int:
    return _CIRCLED.get(text) or int(text)
