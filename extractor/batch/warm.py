"""Imported by the fork server alone, before it makes workers: what every document needs is there when they start.

The vocabulary takes half a second to compile. Done here it costs that once a run, not at each start of a worker –
and one is started for every document that kills its own – and the workers share its memory.
"""

from __future__ import annotations

import contextlib

from extractor.batch import convert, workers
from extractor.pipeline import extract
from extractor.readers import docx, pdf, txt
from extractor.writers import to_json

_NOTICE = "2019年民生实事\n序号\t项目\t目标任务\t责任单位\n1\t就业\t2019年年底前新增就业6000人，提高5%\t县人社局\n"

# A fault would show in every document as well, with its name; here it would end the server without a word.
with contextlib.suppress(Exception):
    to_json(extract(_NOTICE.encode(), name="notice.txt"))

__all__ = ["convert", "docx", "pdf", "txt", "workers"]
