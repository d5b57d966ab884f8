"""The day of an event is what the opening says, and never a guess."""

import pytest

from generator.ingest.facts.events import event_date
from generator.model import Block, Clipping


def told(*paragraphs: str, issue: str | None = "2021-11-25", dateline: str | None = None) -> str | None:
    return event_date(
        Clipping("标题", dateline=dateline, body=tuple(Block("paragraph", text) for text in paragraphs)), issue
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11月23日,培训班开班。", "2021-11-23"),
        ("“来吧!”11月24日,学生撸起袖子。", "2021-11-24"),
        ("12月30日,大桥通车。", "2020-12-30"),
        ("2019年3月4日,公司成立。", "2019-03-04"),
        ("近日,控违中队拆除违建。", None),
        ("截至11月23日,累计接种805585剂次。", None),
        ("预计11月24日完工。", None),
        ("2022年1月1日起施行。", None),
        ("2月30日,不存在的一天。", None),
        ("11月26日,市民将看到新馆。", None),
        ("12月3日,大桥通车。", None),
        ("去年12月3日,大桥通车。", "2020-12-03"),
    ],
)
def test_the_opening_tells_the_day(text, expected):
    assert told(text) == expected


def test_without_an_issue_date_only_a_full_date_counts():
    assert told("11月23日,开班。", issue=None) is None
    assert told("2021年11月23日,开班。", issue=None) == "2021-11-23"


def test_days_further_down_do_not_count_and_the_dateline_is_the_last_resort():
    assert told("甲。", "乙。", "11月3日,丙。") is None
    assert told("甲。", dateline="本报青岛1月10日电") == "2021-01-10"
    assert told("1月9日,甲。", dateline="本报青岛1月10日电") == "2021-01-09"


def test_a_dateline_shortly_after_the_issue_is_not_of_the_year_before():
    assert told("甲。", dateline="本报青岛11月27日电") is None
    assert told("甲。", issue="2021-12-30", dateline="本报青岛1月2日电") is None
    assert told("甲。", issue="2021-01-05", dateline="本报青岛12月30日电") == "2020-12-30"
