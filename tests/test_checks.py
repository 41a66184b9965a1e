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


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("新建公厕20座，一季度完成3座，二季度完成5座，三季度完成6座，四季度完成8座", ["milestones-differ"]),
        ("新建公厕20座，一季度完成2座，二季度完成4座，三季度完成6座，四季度完成8座", []),
        ("新建公厕20座以上，一季度完成6座，二季度完成8座，三季度完成5座，四季度完成4座", []),
        ("新建公厕20座，一季度完成9座，二季度完成8座，三季度完成7座", ["milestones-differ"]),
        ("新建公厕20座，一季度完成3座，二季度完成5座", []),
        ("新建公厕20座，一季度累计完成5座，二季度累计完成12座，三季度累计完成18座，四季度累计完成20座", []),
        ("新建公厕20座，二季度累计完成12座，四季度累计完成18座", ["milestones-differ"]),
        ("新建公厕20座，一季度完成5座，二季度完成12座，三季度完成18座，四季度完成20座", []),
        ("改造管网40公里，上半年完成15公里，下半年完成30公里", ["milestones-differ"]),
        ("改造管网40公里，上半年完成15公里，下半年完成25公里", []),
        ("新建公厕20座、改建公厕10座，上半年完成10座，下半年完成5座", []),
        ("新建公厕20座，二季度完成60%，四季度完成100%", []),
    ],
)
def test_milestones_are_compared_with_the_goal_of_the_year(task: str, expected: list[str]) -> None:
    assert codes("民生", task) == expected


def test_milestones_in_columns_are_compared_with_the_goal_of_the_year() -> None:
    header = "序号\t项目\t年度目标\t一季度\t二季度\t三季度\t四季度\t责任单位"
    rows = "1\t公厕\t新建公厕20座\t3座\t5座\t6座\t8座\t县住建局\n2\t学位\t新增学位9个\t2个\t4个\t7个\t9个\t县教育局"

    notice = extract(f"2021年县民生实事责任分解表\n{header}\n{rows}\n".encode(), name="notice.txt")

    assert [(one.code, one.where) for one in notice.diagnostics] == [("milestones-differ", "target 1.1/1")]
    assert [one.value for one in notice.items[0].targets] == [20, 3, 5, 6, 8]
