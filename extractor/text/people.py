"""Who is responsible by name, where one cell holds an office and a person: 县住建局 张三, 县教体局（李四）."""

from __future__ import annotations

import re
from functools import cache

from extractor.kept import compiled
from extractor.vocabulary import Vocabulary


def names_people(header: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the header of a column of offices says that people stand there too.

    >>> from extractor.vocabulary import standard
    >>> names_people("牵头单位及主要负责人", standard()), names_people("牵头单位", standard())
    (True, False)
    """
    return bool(header) and bool(_header(vocabulary).search(header))


def part_people(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """Part a cell into its offices, a mark between them, and the people, in order.

    >>> from extractor.vocabulary import standard
    >>> part_people("县住建局 张三、县教体局（李四）", standard())
    ('县住建局、县教体局', ('张三', '李四'))
    >>> part_people("县交通局局长 王五", standard()), part_people("县发改委、人社局", standard())
    (('县交通局', ('局长王五',)), ('县发改委、人社局', ()))
    """
    office, person, ends = _parts(vocabulary)
    offices: list[str] = []
    people: list[str] = []
    for piece in filter(None, (one.strip() for one in re.split(r"[、，,；;\n]", text))):
        found = office.fullmatch(piece)
        at_office, name = (found[1], found[2]) if found else ("", piece if person.fullmatch(piece) else "")
        if not name or name.endswith(ends):
            offices.append(piece)
            continue
        offices += [at_office] if at_office else []
        people.append("".join(name.split()))
    return "、".join(offices), tuple(people)


@cache
def _header(vocabulary: Vocabulary) -> re.Pattern[str]:
    return compiled("|".join(vocabulary.section("offices")["people"]["headers"]))


@cache
def _parts(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """Give the patterns of an office with a person behind it and of a person alone, and how no person's name ends."""
    data = vocabulary.section("offices")
    ends = "|".join(data["endings"]["words"])
    title = f"(?:{'|'.join(data['people']['titles'])})"
    name = rf"(?:{title}\s*)?(?!{title})[\u4e00-\u9fff·]\s?[\u4e00-\u9fff·]{{1,3}}"
    return (
        compiled(rf"(.*?(?:{ends}))(?:\s+|\s*[：:（(]\s*|(?={title}))({name})\s*[）)]?"),
        compiled(name),
        (*data["endings"]["words"], "股", "科", "室"),
    )
