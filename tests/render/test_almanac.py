"""On this day: the papers of one day of the calendar together, whatever the year; told by the material alone."""

from pathlib import Path

from generator.render.plan import plan
from generator.render.theme import load_theme
from tests.render.library import SITE, article, library

THEME = load_theme("broadsheet", Path("nowhere"))
SAMPLE = library(
    article("a", date="2021-11-25"), article("b", date="2020-11-25"), article("c", date="2020-02-29"),
)  # fmt: skip


def site() -> dict[str, str]:
    pages = (target for target in plan(SAMPLE, SITE, THEME) if target.path.endswith(".html"))
    return {target.path: target.make(**target.inputs)[0].decode() for target in pages}


def test_the_papers_of_a_day_stand_together_the_newest_first():
    made = site()
    assert [path for path in made if path.startswith("on-this-day/")] == [
        "on-this-day/index.html",
        "on-this-day/02-29/index.html",
        "on-this-day/11-25/index.html",
    ]
    day = made["on-this-day/11-25/index.html"]
    assert 0 < day.index("2021年11月25日") < day.index("2020年11月25日")
    assert "稿件a" in day and "稿件b" in day and "稿件c" not in day
    assert "2月29日" in made["on-this-day/02-29/index.html"]


def test_home_and_issue_lead_to_the_other_years_of_their_day():
    made = site()
    assert "历史上的今天" in made["index.html"]
    assert 'href="2020/11/25/index.html"' in made["index.html"]
    assert "../../../on-this-day/11-25/index.html" in made["2020/11/25/index.html"]
    assert "on-this-day" not in made["2020/02/29/index.html"]
