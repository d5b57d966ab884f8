"""What is shipped of a stylesheet looks the same as what people wrote, to every element, on screen and on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from scenario import Project

from benchmarks.reader import served, types_of

SOURCE = Path(__file__).parents[2] / "themes/broadsheet/static/broadsheet.css"
COMPUTED = """() => [...document.querySelectorAll('html, body, body *')].flatMap(el => ['', '::before', '::after'].map(part => {
  const style = getComputedStyle(el, part);
  return [el.tagName + '.' + el.className + part, [...style].map(name => name + ':' + style.getPropertyValue(name)).join(';')];
}))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    return Project(tmp_path_factory.mktemp("shipped"), sample=True).build().expects().folder / "site"


def looks(page: Page) -> list[list[str]]:
    """Every computed value of every element, in print and on screen."""
    found = []
    for medium in ("print", "screen"):
        page.emulate_media(media=medium)
        found += page.evaluate(COMPUTED)
    return found


@pytest.mark.parametrize("kind", ["home", "article", "issue", "archive"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_shipped_stylesheet_says_what_its_source_says(site, chromium: Browser, kind, width):
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    with served(site) as base:
        page.goto(f"{base}{types_of(site)[kind][0]}#elder")
        shipped = looks(page)
        page.evaluate("document.querySelector('link[rel=stylesheet]').remove()")
        assert looks(page) != shipped
        page.add_style_tag(content=SOURCE.read_text("utf-8"))
        assert [pair for pair in zip(shipped, looks(page), strict=True) if pair[0] != pair[1]] == []
    context.close()
