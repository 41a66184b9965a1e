"""A text of ten times the size takes about ten times as long, however odd it is: none keeps a worker for minutes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest

from extractor.errors import NoContent
from extractor.pipeline import extract

FRONT = "2021年民生实事\n一、修桥3座。\n"
TEXTS: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "1" * n,
    "scale words": lambda n: f"{FRONT}二、投资{'亿' * n}元。\n",
    "brackets that open": lambda n: f"{FRONT}二、修路3公里{'（' * n}。\n",
    "pairs of brackets": lambda n: f"{FRONT}二、修路3公里{'（）' * (n // 2)}。\n",
    "其中": lambda n: "其中" * (n // 2),
    "rates": lambda n: f"{FRONT}二、对困难群众补助，{'每人每月补贴10元，' * (n // 11)}。\n",
    "groups": lambda n: f"{FRONT}二、发放补贴，{'农村每人9元，' * (n // 8)}。\n",
    "lists that answer": lambda n: f"{FRONT}二、{'小学、初中分别3所、5所，' * (n // 14)}。\n",
    "places of a whole": lambda n: f"{FRONT}二、建房900套，其中{'城区3套、' * (n // 5)}。\n",
    "blank lines": lambda n: FRONT + "\n" * n + "修路",
    "tabs": lambda n: FRONT + "\t" * n,
    "quotes that open": lambda n: FRONT + '"\t' * (n // 2),
    "entries": lambda n: FRONT + "二、修路。\n" * (n // 6),
    "numbered lines": lambda n: FRONT + "".join(f"{at}.修路。\n" for at in range(n // 7)),
    "rows": lambda n: FRONT + "序号\t任务\n" + "1\t修路\n" * (n // 5),
    "bars": lambda n: FRONT + "|序号|任务|\n" + "|1|修路|\n" * (n // 7),
    "lines of one cell": lambda n: FRONT + "\t修路\n\n\n\n\n" * (n // 8),
}
SMALL, LARGE = 3_000, 30_000


def seconds(text: str) -> float:
    begun = time.process_time()
    with contextlib.suppress(NoContent):
        extract(text.encode(), name="notice.txt")
    return time.process_time() - begun


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)
def test_time_grows_with_the_size_and_not_with_its_square(make: Callable[[int], str]) -> None:
    small = min(seconds(make(SMALL)) for _ in range(3))

    # A square would make it a hundred times; ten, a machine that is busy with other things, and what is too short.
    assert seconds(make(LARGE)) < 35 * small + 0.2
