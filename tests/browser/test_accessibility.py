"""axe-core on one page of every type, in light, dark and large print: nothing found, nothing asked of another host."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from scenario import Project

from benchmarks.reader import axe_source, look_at, served, types_of, weight

LOOKS = (("light", 360), ("dark", 1280), ("elder", 360))


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The sample with a second issue and a tag on two articles, so that every type of page is there."""
    project = Project(tmp_path_factory.mktemp("accessible"), sample=True).build().expects()
    project.edit("content/石峰区/*/02-*.md", '"违法建筑"', '"反恐演练"')
    project.write("content/天元区/2020-11-25/旧闻.md", "# 一年前的稿件\n\n天元区雷打石镇植树。\n")
    project.write("content/天元区/undated/手记.md", "# 无日期的稿件\n\n正文。\n")
    return project.build().expects().folder / "site"


@pytest.mark.parametrize(("look", "width"), LOOKS)
def test_axe_finds_nothing_on_any_type_of_page(site, chromium: Browser, look, width):
    kinds = types_of(site)
    assert {"home", "issue", "article", "year", "tag", "missing"} <= set(kinds)
    with served(site) as base:
        found = list(look_at(chromium, base, [group[0] for group in kinds.values()], [look], [width]))
    assert found == []


def test_axe_would_find_something(chromium: Browser):
    page = chromium.new_page()
    page.set_content("<html><body><img src='x'><p>没有标题</p></body></html>")
    page.evaluate(axe_source())
    rules = page.evaluate("async () => (await axe.run()).violations.map(rule => rule.id)")
    page.close()
    assert "image-alt" in rules


def test_an_article_weighs_less_than_thirty_kilobytes(site):
    pages = [path.relative_to(site).as_posix() for path in site.glob("*/*/*/*/*/index.html")]
    assert max(weight(site, page) for page in pages) < 30 * 1024
