"""The way of an editor and of a reader through the real program, in a real browser."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from scenario import Project

from generator.preview import BuildOutcome, Preview
from generator.preview.answer import Desk

from .conftest import Visit

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
# Links name the file, so that they work from a disk too: /2021/11/25/tianyuan/index.html
DIGEST = re.compile(r"/\d{4}/\d\d/\d\d/[a-z0-9-]+/index\.html$")
ARTICLE = re.compile(r"/\d{4}/\d\d/\d\d/[a-z0-9-]+/[a-z0-9-]+/index\.html$")
TAGGED = "content/石峰区/*/02-*.md", '"违法建筑"', '"反恐演练"'  # two articles of the sample get one tag
TAG = re.compile(r"/tags/(?!pinyin|\d{4})[^/]+/index\.html$")
# One page of each kind, by the shape of its address, found among all pages that the sample makes.
KINDS = {
    "home": r"index\.html",
    "issue": r"\d{4}/\d\d/\d\d/index\.html",
    "digest": r"\d{4}/\d\d/\d\d/[a-z0-9-]+/index\.html",
    "article": r"\d{4}/\d\d/\d\d/[a-z0-9-]+/[a-z0-9-]+/index\.html",
    "month": r"\d{4}/\d\d/index\.html",
    "year": r"\d{4}/index\.html",
    "archive": r"archive/index\.html",
    "tag index": r"tags/index\.html",
    "tags by sound": r"tags/pinyin/index\.html",
    "tags of a year": r"tags/\d{4}/index\.html",
    "tag": r"tags/(?!pinyin|\d{4})[^/]+/index\.html",
    "districts": r"district/index\.html",
    "district": r"district/[^/]+/index\.html",
    "nothing": r"404\.html",
}
NEXT_DAY = """河滨步道全线贯通

株洲日报讯(记者/王小山) 11月26日，芦淞区河滨步道全线贯通。步道全长六公里，沿线新栽香樟两百余棵。

“以前散步要绕到大马路上，现在出门就是江边。”家住附近的刘女士说。

芦淞区住建局有关负责人介绍，步道沿线还将增设照明和座椅，年底前完工。

老旧小区装上新电梯

株洲日报讯(记者/李小河) 11月26日，荷塘区月塘街道一处老旧小区的三部电梯投入使用，六十多户居民告别爬楼。

荷塘区今年计划为二十个老旧小区加装电梯，目前已完成十四个。
"""


@contextmanager
def serving(project: Project) -> Iterator[str]:
    """The address of the real `baozhai serve` of a project, stopped as an editor would."""
    command = [sys.executable, "-m", "generator", "serve", "--project", str(project.folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as program:
        said = []
        for line in program.stdout:
            said.append(line)
            if found := ADDRESS.search(line):
                break
        else:
            raise AssertionError("".join(said))
        try:
            yield found[0]
        finally:
            program.send_signal(signal.SIGINT)
            try:
                rest, _ = program.communicate(timeout=30)
            finally:
                program.kill()
        assert program.returncode == 0, "".join(said) + rest
        assert "Traceback" not in rest


# a link of the map is one of SVG, whose `href` is no text
ADDRESSES = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"


def addresses(page: Page) -> list[str]:
    """Where the links of the main part of a page lead, in order."""
    return page.locator("main a[href]").evaluate_all(ADDRESSES)


def links(page: Page, shape: re.Pattern[str]) -> list[str]:
    """Those of them with this shape of address."""
    return [address for address in addresses(page) if shape.search(address)]


def follow(page: Page, shape: re.Pattern[str]) -> None:
    """Click the first link of this shape."""
    [first, *_] = links(page, shape)
    page.locator("main a[href]").nth(addresses(page).index(first)).click()
    page.wait_for_url(first)


def test_a_reader_follows_the_day_and_an_editor_corrects_it(tmp_path, visit: Visit, record_testsuite_property):
    project = Project(tmp_path, sample=True).build().expects().edit(*TAGGED).build().expects()
    page = visit.page
    with serving(project) as address:
        page.goto(address)
        follow(page, DIGEST)
        follow(page, ARTICLE)
        article, headline = page.url, page.locator("h1").inner_text().strip()
        page.goto(f"{address}tags/")
        follow(page, TAG)
        follow(page, ARTICLE)
        assert links(page, TAG)
        page.goto(article)

        source = [file for file in project.files("content/*/2021-11-25/*.md") if is_source_of(project, file, headline)]
        begun = time.perf_counter()
        correct_headline(project, source[0])
        wait_for(page, "h1", "更正后的标题")
        record_testsuite_property("seconds from save to screen", time.perf_counter() - begun)
        assert page.url == article

        page.goto(address)
        begun = time.perf_counter()
        project.page(NEXT_DAY, date="2021-11-26")
        wait_for(page, "main", "河滨步道全线贯通")
        record_testsuite_property("seconds from page text to screen", time.perf_counter() - begun)

        good = project.text(source[0])
        project.write(source[0], good.replace("---\n", "---\ntags: [\n", 1))
        expect(page.locator("baozhai-overlay .place").first).to_contain_text(source[0])
        expect(page.locator("main")).to_contain_text("河滨步道全线贯通")
        project.write(source[0], good)
        expect(page.locator("baozhai-overlay")).to_have_count(0)
        page.goto(article)
        expect(page.locator("h1")).to_contain_text("更正后的标题")
        visit.expects_peace()
    project.build().expects(changed=[], deleted=[])


def wait_for(page: Page, selector: str, words: str) -> None:
    """Wait until words are on the screen, looking at every frame, through any number of reloads."""
    look = "([selector, words]) => document.querySelector(selector)?.textContent.includes(words)"
    page.wait_for_function(look, arg=[selector, words], polling="raf")


def is_source_of(project: Project, file: str, headline: str) -> bool:
    """Whether this Markdown file is of the article with that headline, however it is punctuated on the screen."""
    letters = re.compile(r"[^\w]+")
    return letters.sub("", headline) in letters.sub("", project.text(file).split("\n---", 1)[0])


def correct_headline(project: Project, file: str) -> None:
    """Do what an editor does: change the line `title:` and save."""
    text, times = re.subn(r"(?m)^title: .*$", "title: 更正后的标题", project.text(file), count=1)
    assert times == 1, text
    project.write(file, text)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample, built, with a tag that has a page; shared, so only to be read."""
    return Project(tmp_path_factory.mktemp("tagged"), sample=True).build().edit(*TAGGED).build().expects()


@pytest.fixture(scope="module")
def kinds(sample: Project) -> dict[str, str]:
    """The path of one page of each kind."""
    pages = [path for path in sample.site() if path.endswith(".html")]
    found = {kind: [path for path in pages if re.fullmatch(shape, path)] for kind, shape in KINDS.items()}
    assert all(found.values()), found
    return {kind: paths[0] for kind, paths in found.items()}


@pytest.fixture
def address(sample: Project) -> Iterator[str]:
    """Where the sample site is served."""
    targets = tuple(sample.site())
    desk = Desk(sample.folder / "site", "/", sample.folder, "en")
    with Preview(desk, lambda _: BuildOutcome(targets=targets), [], announce=str) as preview:
        yield preview.url


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_page_scrolls_sideways_or_complains(kind, width, kinds, address, context: BrowserContext):
    visit = Visit(context.new_page()).watch()
    visit.page.set_viewport_size({"width": width, "height": 740})
    visit.page.goto(address + kinds[kind].removesuffix("index.html"))
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.page.locator("h1").count() == 1
    visit.expects_peace()


def test_a_page_that_does_not_exist_is_dressed_as_the_others_at_any_depth(address, context: BrowserContext):
    page = context.new_page()
    styles = []
    page.on("response", lambda response: response.url.endswith(".css") and styles.append(response.status))
    assert page.goto(address + "no/such/page/").status == 404
    assert styles == [200]
