"""The sample site from a folder, by keyboard alone and without scripts: nothing is out of reach, no link leads nowhere."""

from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from scenario import Project

from .conftest import Visit

LINKS = "els => els.map(el => el.href && el.href.baseVal === undefined ? el.href : new URL(el.getAttribute('href'), document.baseURI).href)"
FOCUS = """() => {
  const el = document.activeElement, style = getComputedStyle(el);
  const box = el.getBoundingClientRect();
  return {order: [...document.querySelectorAll('*')].indexOf(el), seen: box.bottom > 0 && box.right > 0,
    marked: style.outlineStyle !== 'none' || !!el.querySelector('rect'), name: el.outerHTML.slice(0, 90)};
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    return Project(tmp_path_factory.mktemp("walk"), sample=True).build().expects().folder / "site"


@pytest.fixture
def plain_page(chromium: Browser):
    """A browser without scripts."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def pages_named(page: Page) -> set[str]:
    """Pages of the site that a page links to."""
    found = page.locator("a[href]").evaluate_all(LINKS)
    return {url for url in (urldefrag(one).url for one in found) if url.startswith("file:") and url.endswith(".html")}


def test_every_link_from_the_home_on_leads_to_a_page_of_the_folder_without_scripts(site, plain_page):
    waiting, seen = [(site / "index.html").as_uri()], set()
    while waiting:
        url = waiting.pop()
        seen.add(url)
        assert Path(unquote(urlsplit(url).path)).is_file(), url
        plain_page.goto(url, wait_until="domcontentloaded")
        expect(plain_page.locator("h1")).to_have_count(1)
        waiting += sorted(pages_named(plain_page) - seen - set(waiting))
    made = {path.as_uri() for path in site.rglob("*.html") if path.name != "404.html"}
    assert made - seen == set()


@pytest.mark.parametrize("kind", ["index.html", "search/index.html", "2021/11/25/index.html"])
def test_the_tab_key_goes_through_a_page_in_reading_order_and_shows_where_it_is(site, visit: Visit, kind):
    page = visit.page
    page.goto((site / kind).as_uri())
    page.locator(".skip").focus()  # the search has the focus in its field
    stops = []
    for _ in range(40):
        stops.append(page.evaluate(FOCUS))
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    assert len(stops) > 10
    assert [one["order"] for one in stops] == sorted(one["order"] for one in stops)
    assert [one["name"] for one in stops if not (one["seen"] and one["marked"])] == []


def test_the_first_stop_leads_past_the_masthead(site, visit: Visit):
    page = visit.page
    page.goto((site / "2021/11/25/index.html").as_uri())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_panel_of_looks_opens_and_is_set_by_keyboard(site, visit: Visit):
    page = visit.page
    page.goto((site / "index.html").as_uri())
    page.locator(".look summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#size-2")).to_be_checked()
    page.reload()
    expect(page.locator("html")).to_have_class("size-2")
    visit.expects_peace()
