"""Measures how fast numbers are read, as ratios to the floor: one pass of one compiled pattern.

    python benchmarks/speed.py [--peers recognizers,jionlp,quantulum3,cn2an] [--sentences 10000]

The sentences are made here, the same ones each time. They are read in pieces, every contender on the same piece in
turn, and the CPU time of each is divided by the floor's on that piece: a machine that slows down slows down both.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator
from statistics import median
from time import process_time

from tools import PEERS, Tool, apart, extractor, load, version

from extractor.quantities.lexicon import lexicon
from extractor.text.trie import fold
from extractor.vocabulary import standard

PIECES = 20
# A pass of the floor over a piece takes about a millisecond: too short to be timed once.
FLOOR_ROUNDS = 5
TEMPLATES = (
    "新增城镇就业{count}人，其中失业人员再就业{count}人",
    "新建和改建农村公路{length}公里，改造危桥{few}座",
    "为{count}名{age}岁以上老人每人每月发放补贴{money}元",
    "{year}年{month}月底前完成投资{scaled}亿元，占年度计划的{percent}%",
    "义务教育巩固率达到{percent}%以上，较上年提高{tenths}个百分点",
    "完成{few}个老旧小区改造，惠及居民{scaled}万户",
    "森林覆盖率由{percent}%提高到{percent}%，新增绿地{scaled}万平方米",
    "免费为{age}至64岁妇女开展两癌筛查{scaled}万人次",
    "建成{chinese}所公办幼儿园，新增学位{count}个",
    "城乡低保标准每人每月不低于{money}元，同比增长{tenths}%",
    "新购置新能源公交车{few}辆，开通公交线路{chinese}条",
    "开展送戏下乡{count}场次，放映公益电影不少于{count}场",
    "农村自来水普及率不低于百分之{tens}，日供水能力{scaled}万吨",
    "培训技能人才{scaled}万余人，高技能人才占比超过{percent}%",
    "全市{few}个乡镇（街道）实现全覆盖，建设充电桩{count}个",
    "抓好组织实施，明确责任分工，确保按期完成任务",
)
Task = Callable[[str], object]


def sentences(n: int) -> list[str]:
    """Make `n` sentences; the seed is fixed, so the first ones are always the same."""
    chance = random.Random(2019)
    return [_sentence(chance) for _ in range(n)]


def _sentence(chance: random.Random) -> str:
    figures: dict[str, Callable[[], object]] = {
        "count": lambda: chance.randrange(100, 90000, 20),
        "few": lambda: chance.randrange(2, 100),
        "length": lambda: chance.randrange(20, 9000) / 10,
        "age": lambda: chance.choice((35, 60, 65, 70, 80)),
        "money": lambda: chance.randrange(50, 1200, 10),
        "year": lambda: chance.randrange(2015, 2026),
        "month": lambda: chance.randrange(1, 13),
        "scaled": lambda: chance.randrange(10, 4000) / 100,
        "percent": lambda: chance.randrange(400, 1000) / 10,
        "tenths": lambda: chance.randrange(1, 90) / 10,
        "chinese": lambda: chance.choice("三四五六七八九") + chance.choice(("", "十", "十二", "百")),
        "tens": lambda: chance.choice(("八十五", "九十", "九十八", "九十五点六")),
    }
    return re.sub(r"\{(\w+)\}", lambda blank: str(figures[blank[1]]()), chance.choice(TEMPLATES))


def floor_pattern() -> re.Pattern[str]:
    """Give the least that finds a number with its unit: figures, a scale word, the units folded into a trie."""
    units = fold(lexicon(standard()).units)
    return re.compile(rf"(?:\d+(?:\.\d+)?|[一二三四五六七八九十百]+)[十百千万亿]*余?(?:{units})")


def measure(tasks: dict[str, Task], texts: list[str]) -> dict[str, tuple[float, float]]:
    """Give for each task its sentences a second and the median of its ratios to the floor."""
    pattern = floor_pattern()
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    floors = []
    for task in tasks.values():
        _time(task, texts[:1])  # what is built on first use
    for piece in _pieces(texts):
        floors.append(_floor_time(pattern, "\n".join(piece)))
        for name, task in tasks.items():
            spent[name].append(_time(task, piece))
    rates = {"floor: one pattern": (len(texts) / sum(floors), 1.0)}
    for name, times in spent.items():
        ratios = [time / floor for time, floor in zip(times, floors, strict=True)]
        rates[name] = len(texts) / sum(times), median(ratios)
    return rates


def _pieces(texts: list[str]) -> Iterator[list[str]]:
    size = max(1, len(texts) // PIECES)
    return (texts[start : start + size] for start in range(0, len(texts), size))


def _floor_time(pattern: re.Pattern[str], text: str) -> float:
    start = process_time()
    for _ in range(FLOOR_ROUNDS):
        for found in pattern.finditer(text):
            found.span()
    return (process_time() - start) / FLOOR_ROUNDS


def _time(task: Task, texts: list[str]) -> float:
    with apart():
        start = process_time()
        for text in texts:
            task(text)
        return process_time() - start


def tasks_of(tools: list[Tool]) -> dict[str, Task]:
    return {name: task for tool in tools for name, task in tool.tasks.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how fast numbers are read, beside a floor.")
    parser.add_argument("--peers", default=",".join(PEERS), help="other tools to run, with commas; '' for none")
    parser.add_argument("--sentences", type=int, default=10_000, help="how many sentences are read")
    arguments = parser.parse_args()
    peers, absent = load(name for name in arguments.peers.split(",") if name)
    tools = [extractor(), *peers]
    rates = measure(tasks_of(tools), sentences(arguments.sentences))
    print(f"{'':28}{'sentences/s':>12}{'ratio':>10}")
    for name, (rate, ratio) in rates.items():
        print(f"{name:28}{rate:12,.0f}{ratio:10,.1f}")
    print("\n".join(["", *(version(tool.name) for tool in tools), *absent]))


if __name__ == "__main__":
    main()
