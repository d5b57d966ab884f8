"""Offices: one name for each, whatever print calls it."""

from pathlib import Path

import pytest

from generator.dictionary import data_lines
from generator.offices import official
from tests.scenario import Project

ARTICLE = "---\ntitle: {title}\ndate: 2021-11-2{day}\ndistrict:\norganisations: [{name}]\n---\n{name}昨日通报。\n"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("株洲市卫生健康委员会", "株洲市卫生健康委员会"),
        ("株洲市卫生健康委", "株洲市卫生健康委员会"),
        ("株洲市监局", "株洲市市场监督管理局"),
        ("天元区人社局", "天元区人力资源和社会保障局"),
        ("株洲市自然资源和规划局", "株洲市自然资源和规划局"),
        ("市卫健委", "市卫健委"),
        ("株洲某公司", "株洲某公司"),
    ],
)
def test_an_office_has_its_official_name(printed: str, name: str) -> None:
    assert official(printed) == name
    assert official(name) == name


def test_no_short_name_is_that_of_two_offices() -> None:
    shorts = [short for line in data_lines("offices.txt") for short in line.partition(":")[2].split()]
    assert len(shorts) == len(set(shorts))


def test_articles_under_both_names_share_a_page_and_keep_their_files(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for day, name in enumerate(("株洲市卫健委", "株洲市卫生健康委员会"), 4):
        project.write(f"content/全市/2021-11-2{day}/a{day}.md", ARTICLE.format(title=f"通报{day}", day=day, name=name))
    project.build().expects()
    listed = (project.folder / "site/organisations/index.html").read_text(encoding="utf-8")
    assert "株洲市卫生健康委员会" in listed
    assert "株洲市卫健委" not in listed
    assert "organisations: [株洲市卫健委]" in (project.folder / "content/全市/2021-11-24/a4.md").read_text("utf-8")
