"""Figures that contradict each other are remarked on and kept as stated."""

from __future__ import annotations

import pytest

from extractor import extract

HEADER = "序号\t项目\t指标任务\t责任单位\n"


def codes(project: str, task: str) -> list[str]:
    table = f"2021年县民生实事责任分解表\n{HEADER}1\t{project}\t{task}\t县教育局\n2\t道路\t新建公路5公里\t县交通局\n"
    notice = extract(table.encode(), name="notice.txt")
    wanted = {"part-exceeds-whole", "share-over-hundred", "project-differs", "milestones-differ"}
    return [remark.code for remark in notice.diagnostics if remark.code in wanted]


@pytest.mark.parametrize(
    ("project", "task", "expected"),
    [
        ("就业", "新增城镇就业1000人，其中失业人员再就业1200人", ["part-exceeds-whole"]),
        ("就业", "新增城镇就业1000人，其中失业人员再就业800人", []),
        ("养老", "新建养老院10所，其中城区6所、乡镇5所", ["part-exceeds-whole"]),
        ("新建停车位500个", "新建停车位300个，改造路灯20盏", ["project-differs"]),
        ("新建停车位300个", "新建停车位300个，改造路灯20盏", []),
        ("教育", "义务教育巩固率达到103%", ["share-over-hundred"]),
        ("教育", "义务教育巩固率达到98%", []),
        ("经济", "投资完成率达到103%", []),
        ("公厕", "新建公厕20座，其进度：一季度5座，二季度10座，三季度15座，四季度18座", ["milestones-differ"]),
        ("公厕", "新建公厕20座，其进度：一季度5座，二季度10座，三季度15座，四季度20座", []),
        ("公厕", "新建公厕20座，其进度：一季度5座，二季度5座，三季度5座，四季度5座", []),
        ("公厕", "新建公厕20座，二季度完成25座", ["milestones-differ"]),
    ],
)
def test_contradictions_are_remarked_on(project: str, task: str, expected: list[str]) -> None:
    assert codes(project, task) == expected
