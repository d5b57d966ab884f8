"""How readers set the page: large print, sizes, colours and print as it was, with scripts and without; reading aloud."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from scenario import Project

from .conftest import Visit

SIZES = "els => els.map(el => parseFloat(getComputedStyle(el).fontSize))"
TEXTS = "main :is(p, h1, h2, h3, a, small, td, th, span, summary, dt, dd, li), header a, footer p, .crumbs a"
# Smallest side of everything that a finger may hit; links amid a sentence and hidden ones are not meant.
TARGETS = """els => els.filter(el => el.checkVisibility() && !el.closest('.hidden, .skip')
    && getComputedStyle(el).display !== 'inline').map(el => {
  const box = (el.matches('input') ? el.closest('label') : el).getBoundingClientRect();
  return [Math.min(box.width, box.height), el.outerHTML.slice(0, 80)];
})"""
PAGES = ("index.html", "district/index.html", "tags/index.html", "archive/index.html", "search/index.html")
VOICES = """
window.said = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => [{lang: 'en-US', localService: true}, {lang: LANG, localService: true, name: 'x'}],
  addEventListener() {}, cancel() {},
  speak(one) { said.push(one.text); if (said.length < 200) setTimeout(() => one.onend && one.onend(), 0); },
}});
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> str:
    """The sample site, as a folder."""
    project = Project(tmp_path_factory.mktemp("reading"), sample=True).build().expects()
    return (project.folder / "site").as_uri() + "/"


@pytest.fixture(scope="module")
def article(site) -> str:
    return next(page for page in pages_of(site, 5) if "/tianyuan/" in page)


def pages_of(site: str, depth: int) -> list[str]:
    from pathlib import Path  # noqa: PLC0415
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415

    folder = Path(unquote(urlsplit(site).path))
    found = sorted(path.relative_to(folder).as_posix() for path in folder.glob("2021/*/*/*/*/index.html"))
    return [site + path for path in found if path.count("/") == depth]


@pytest.fixture
def plain_page(chromium: Browser):
    """A phone's browser without scripts."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    yield page
    context.close()


def root_size(page: Page) -> float:
    return page.locator("html").evaluate("el => parseFloat(getComputedStyle(el).fontSize)")


def test_large_print_takes_one_tap_without_scripts_and_outlives_a_reload(site, article, plain_page):
    for address in [*(site + page for page in PAGES), article]:
        plain_page.goto(address)
        assert root_size(plain_page) == 17
        plain_page.get_by_role("link", name="大字版").click()
        assert root_size(plain_page) == 22
        plain_page.reload()
        assert root_size(plain_page) == 22
        plain_page.get_by_role("link", name="标准版").click()
        assert root_size(plain_page) == 17


def test_large_print_reaches_its_figures_on_a_phone(site, article, plain_page):
    for address in [*(site + page for page in PAGES), article]:
        plain_page.goto(address + "#elder")
        assert min(plain_page.locator(TEXTS).evaluate_all(SIZES)) >= 18
        small = [one for one in plain_page.locator("a, button, summary, input").evaluate_all(TARGETS) if one[0] < 59.9]
        assert small == [], address
        assert plain_page.evaluate("document.documentElement.scrollWidth") <= 360
    ratio = "el => parseFloat(getComputedStyle(el).lineHeight) / parseFloat(getComputedStyle(el).fontSize)"
    assert plain_page.locator(".body p").first.evaluate(ratio) >= 1.8
    plain_page.get_by_text("显示").click()
    plain_page.get_by_label("特大").check()
    assert plain_page.locator(".body p").first.evaluate("el => parseFloat(getComputedStyle(el).fontSize)") >= 30


def test_fingers_find_every_link_in_standard_print(site, article, plain_page):
    for address in [*(site + page for page in PAGES), article]:
        plain_page.goto(address)
        small = [one for one in plain_page.locator("a, button, summary, input").evaluate_all(TARGETS) if one[0] < 43.9]
        assert small == [], address


def test_size_colours_and_print_are_set_without_scripts(article, plain_page):
    plain_page.goto(article)
    plain_page.get_by_text("显示").click()
    plain_page.get_by_label("特大").check()
    assert root_size(plain_page) == 22
    plain_page.get_by_label("深色").check()
    paper = "el => getComputedStyle(el).backgroundColor"
    assert plain_page.locator("body").evaluate(paper) == "rgb(26, 23, 20)"
    plain_page.get_by_label("浅色").check()
    assert plain_page.locator("body").evaluate(paper) == "rgb(251, 248, 241)"
    mark = plain_page.locator("[data-as=',']").first
    before = "el => getComputedStyle(el, '::before').content"
    assert mark.evaluate(before) == "none"
    plain_page.get_by_label("照报纸原样").check()
    assert mark.evaluate(before) == '","'
    assert mark.evaluate("el => getComputedStyle(el).visibility") == "hidden"


def test_what_was_chosen_holds_on_every_page_and_after_a_reload(site, article, visit: Visit):
    page = visit.page
    page.goto(site + "index.html")
    page.get_by_role("link", name="大字版").click()
    assert root_size(page) == 22
    page.get_by_text("显示").click()
    page.get_by_label("特大").check()
    page.get_by_label("深色").check()
    page.goto(article)
    assert root_size(page) == 30
    assert page.locator("body").evaluate("el => getComputedStyle(el).backgroundColor") == "rgb(26, 23, 20)"
    page.reload()
    assert root_size(page) == 30
    page.get_by_text("显示").click()
    expect(page.get_by_label("特大")).to_be_checked()
    page.get_by_label("标准", exact=True).check()
    page.get_by_role("link", name="标准版").click()
    page.goto(site + "index.html")
    assert root_size(page) == 17
    visit.expects_peace()


def test_an_article_is_read_aloud_by_sentences_where_there_is_a_chinese_voice(article, visit: Visit):
    visit.page.add_init_script(VOICES.replace("LANG", "'zh-CN'"))
    visit.page.goto(article)
    button = visit.page.locator("#speak")
    expect(button).to_be_visible()
    button.click()
    expect(button).to_have_text("朗读")  # to the end
    said = visit.page.evaluate("said")
    assert said[0] == visit.page.locator("h1").inner_text().replace("\n", "")
    assert max(map(len, said)) <= 60
    words = visit.page.locator(".body").evaluate("el => el.textContent.replace(/\\s/g, '')")
    assert "".join(said[1:]).replace(" ", "").replace("\n", "") == words
    visit.expects_peace()


@pytest.mark.parametrize("language", ["fr-FR", "ja-JP"])
def test_without_a_chinese_voice_no_button_shows(article, visit: Visit, language):
    visit.page.add_init_script(VOICES.replace("LANG", f"'{language}'"))
    visit.page.goto(article)
    expect(visit.page.locator("#speak")).to_be_hidden()


def test_reading_can_be_paused_and_taken_up_at_the_same_sentence(article, visit: Visit):
    visit.page.add_init_script(VOICES.replace("LANG", "'zh-CN'").replace("said.length < 200", "said.length < 3"))
    visit.page.goto(article)
    button = visit.page.locator("#speak")
    button.click()
    expect(visit.page.locator(".spoken")).to_have_count(1)
    expect(button).to_have_text("暂停朗读")
    button.click()
    expect(button).to_have_text("接着读")
    expect(visit.page.locator(".spoken")).to_have_count(0)
    button.click()
    said = visit.page.evaluate("said")
    assert said[-1] == said[-2]


def test_a_citation_is_copied_by_its_button(article, visit: Visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.goto(article)
    visit.page.get_by_role("button", name="复制引文").click()
    expect(visit.page.get_by_role("button", name="已复制")).to_be_visible()
    words = visit.page.locator("#cite").inner_text()
    assert "[N]. 株洲日报, 2021-11-25" in words
    assert visit.page.evaluate("navigator.clipboard.readText()") == words
    visit.expects_peace()


def test_without_scripts_a_citation_is_text_and_the_panel_says_how_far_large_print_holds(article, plain_page):
    plain_page.goto(article)
    expect(plain_page.locator("#cite")).to_be_visible()
    expect(plain_page.locator("#copy")).to_be_hidden()
    plain_page.get_by_text("显示").click()
    expect(plain_page.get_by_text("未启用脚本")).to_be_visible()


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(…)` by WCAG."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    return sum(
        weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
        for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["随系统", "浅色", "深色"])
def test_every_ink_of_large_print_has_seven_to_one(site, chromium: Browser, system, chosen):
    context = chromium.new_context(java_script_enabled=False, color_scheme=system)
    page = context.new_page()
    page.goto(f"{site}index.html#elder")
    page.get_by_text("显示").click()
    page.get_by_label(chosen).check()
    colour = "el => getComputedStyle(el).color"
    inks = {page.locator(one).first.evaluate(colour) for one in ("h2", ".ears p:last-child", ".to-standard")}
    paper = luminance(page.locator("body").evaluate("el => getComputedStyle(el).backgroundColor"))
    context.close()
    assert len(inks) == 3
    ratios = [(max(paper, ink) + 0.05) / (min(paper, ink) + 0.05) for ink in map(luminance, inks)]
    assert min(ratios) >= 7
    assert (paper > 0.5) == (chosen == "浅色" or (chosen == "随系统" and system == "light"))
