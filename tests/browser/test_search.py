"""The search as readers use it: from a folder, by keyboard, without scripts; and never other than a plain scan."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.search import folded_lines, scan, site_info
from generator.model import Byline, Correction, Credit, Library
from generator.render.plan import plan
from generator.render.theme import load_theme
from tests.render.library import article

from .conftest import Visit

SENTENCES = [
    "芦淞区服饰市场群开展“三高四新”主题活动,商户们纷纷点赞。", "渌口区湘江风光带ＡＰＰ上线,預約人數达3,000人(次)。",
    "天元区加快新冠疫苗加强针接种。", "记者从会上获悉,全市新增就业岗位1.2万个。", "“以前要走半小时,现在出门就是江边。”刘女士说。",
]  # fmt: skip


def archive() -> Library:
    draw = random.Random(3)
    made = []
    for number in range(60):
        body = "\n\n".join("".join(draw.sample(SENTENCES, 2)) for _ in range(draw.randint(1, 3)))
        district = draw.choice(["天元区", "芦淞区"])
        made.append(
            article(
                f"n{number:02}", date=f"20{20 - number // 20}-05-{28 - number % 20:02}", district=district, body=body,
                headline=f"{district}第{number}号:{draw.choice(SENTENCES)[:9]}", tags=(draw.choice(["就业", "疫苗"]),),
                byline=Byline(None, (Credit("记者", (draw.choice(["谢嘉", "李晓"]),)),)),
                corrections=(Correction("卢淞", "芦淞"),) if number == 7 else (),
            )
        )  # fmt: skip
    return Library(tuple(made))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("site")
    for target in plan(archive(), site_info(), load_theme("broadsheet", folder)):
        file = folder / target.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(target.make(**target.inputs)[0])
    yield folder


def test_a_query_finds_what_a_scan_finds_and_nothing_else(site: Path, visit: Visit) -> None:
    visit.page.goto(f"file://{site}/search/index.html")
    lines = folded_lines(archive())
    draw = random.Random(5)
    texts = [line for held in lines.values() for line in held]
    queries = ["卢淞", "三高四新", "預約人数", "app上线", "天元区 疫苗", "不存在的", "号:渌", "“三高"]
    for _ in range(120):
        line, length = draw.choice(texts), draw.randint(2, 8)
        start = draw.randrange(max(1, len(line) - length))
        queries.append(line[start : start + length].replace('"', ""))
    for query in (query for query in queries if len(query) > 1):
        answer = visit.page.evaluate("query => baozhai.search(query)", query)
        assert set(answer["addresses"]) == scan(lines, query), query
        assert answer["ranks"] == sorted(answer["ranks"])
    visit.expects_peace()


def test_the_best_place_comes_first_then_the_newest_day(site: Path, visit: Visit) -> None:
    visit.page.goto(f"file://{site}/search/index.html?q=天元区")
    expect(visit.page.locator("#search-status")).to_contain_text("篇")
    answer = visit.page.evaluate("baozhai.search('天元区')")
    days = [address[:10] for address, rank in zip(answer["addresses"], answer["ranks"], strict=True) if rank == 0]
    assert days == sorted(days, reverse=True)
    assert "天元区" in visit.page.locator("#results h2 mark").first.inner_text()


@pytest.mark.parametrize("query", ["疫苗", "湘江风光带", "天元区 商户们", "现在出门就是江边"])
def test_what_is_shown_is_the_head_of_the_whole_list_in_its_order(site: Path, visit: Visit, query: str) -> None:
    page = visit.page
    page.goto(f"file://{site}/search/index.html?q={query}")
    page.wait_for_function("() => performance.getEntriesByName('baozhai-shown').length > 0")
    expected = page.evaluate("query => baozhai.search(query)", query)["addresses"][:10]
    links = page.locator("#results h2 a").evaluate_all("links => links.map(link => link.pathname)")
    assert [link.removesuffix("index.html").partition(f"{site}/")[2] for link in links] == expected
    assert len(links) == 10
    date = page.locator("#results time").first
    year, month, day = (int(part) for part in (date.get_attribute("datetime") or "").split("-"))
    assert date.inner_text() == f"{year}年{month}月{day}日"
    visit.expects_peace()


def test_a_hit_is_marked_where_it_stands_in_the_article(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"file://{site}/search/index.html?q=預約人數")
    expect(page.locator("#results .sentence mark").first).to_have_text("預約人數")
    page.locator("#results a").first.click()
    expect(page.locator(".body mark").first).to_have_text("預約人數")
    assert page.locator(".body mark").first.is_visible()
    page.goto(f"{page.url.partition('?')[0]}?q=达3000")
    assert page.locator("mark").count() == 0
    visit.expects_peace()


def test_a_misprint_is_found_and_said_to_be_one(site: Path, visit: Visit) -> None:
    visit.page.goto(f"file://{site}/search/index.html?q=卢淞")
    expect(visit.page.locator("#results li")).to_have_count(1)
    expect(visit.page.locator("#results .sentence")).to_have_text("原文印作卢淞")
    visit.page.locator("#results a").first.click()
    expect(visit.page.locator(".margin mark")).to_have_text("卢淞")


def test_districts_and_years_narrow_with_exact_counts(site: Path, visit: Visit) -> None:
    page, lines = visit.page, folded_lines(archive())
    page.goto(f"file://{site}/search/index.html?q=疫苗")
    group = page.locator("[data-kind=district] select")
    expect(group).to_be_visible()
    found = scan(lines, "疫苗")
    counts = {
        option.rstrip("）").split("（")[0]: option.rstrip("）").split("（")[1]
        for option in group.locator("option").all_inner_texts()[1:]
    }
    districts = {one.id: one.district for one in archive().articles}
    for name, count in counts.items():
        assert int(count) == len([address for address in found if districts[address.split("/")[-2]] == name])
    group.select_option("芦淞区")
    expect(page.locator("#search-status")).to_have_text(f"共{counts['芦淞区']}篇")
    assert "district=" in page.url
    page.locator(".facets summary").click()
    tags = page.locator("[data-kind=tags] select")
    expect(tags).to_be_visible()
    tags.select_option("就业")
    expected = [
        one
        for one in archive().articles
        if one.tags == ("就业",) and one.district == "芦淞区" and any(one.id in a for a in found)
    ]
    expect(page.locator("#search-status")).to_have_text(f"共{len(expected)}篇" if expected else "没有找到“疫苗”")
    visit.expects_peace()


def test_everything_is_done_by_keyboard(site: Path, visit: Visit) -> None:
    page = visit.page
    page.goto(f"file://{site}/search/index.html")
    page.keyboard.type("芦淞")
    page.keyboard.press("Enter")
    expect(page.locator("#search-status")).to_contain_text("篇")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("input[type=search]")).to_be_focused()
    page.locator("#search-more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#results a").nth(10)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("input[type=search]")).to_be_focused()
    visit.expects_peace()


def test_words_that_nobody_wrote_in_a_row_do_not_have_every_text_read(visit: Visit, tmp_path: Path) -> None:
    bodies = ["甲乙丙，戊乙丁。"] * 50 + ["甲乙丁。"]
    articles = [article(f"n{n:02}", date=f"2020-01-{31 - n // 2:02}", body=body) for n, body in enumerate(bodies)]
    for target in plan(Library(tuple(articles)), site_info(), load_theme("broadsheet", tmp_path)):
        if target.kind in ("search", "static"):
            file = tmp_path / target.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(target.make(**target.inputs)[0])
    page, asked = visit.page, set[str]()
    page.on("request", lambda request: asked.add(request.url) if "/all/t" in request.url else None)
    page.goto(f"file://{tmp_path}/search/index.html?q=甲乙丁")
    expect(page.locator("#search-status")).to_contain_text("至多")
    assert page.locator("#results li").count() == 0
    assert len(asked) < 20  # two articles in each
    page.locator("#search-check").click()
    expect(page.locator("#search-status")).to_have_text("共1篇")
    expect(page.locator("#results li")).to_have_count(1)
    visit.expects_peace()


@pytest.mark.parametrize(("query", "words"), [("株", "一个字太少"), ("没有这句话", "换个说法"), ("", "写下人名")])
def test_an_empty_state_says_what_to_do(site: Path, visit: Visit, query: str, words: str) -> None:
    visit.page.goto(f"file://{site}/search/index.html?q={query}")
    expect(visit.page.locator("#search-empty")).to_contain_text(words)
    visit.expects_peace()


def test_an_index_that_cannot_be_read_is_told(site: Path, visit: Visit, tmp_path: Path) -> None:
    broken = shutil.copytree(site, tmp_path / "broken")
    for shard in (broken / "search").glob("*/s*.js"):
        shard.unlink()
    visit.page.goto(f"file://{broken}/search/index.html")
    visit.page.fill("input[type=search]", "芦淞")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#search-status")).to_contain_text("索引没有读到")


def test_without_scripts_the_page_says_what_works(site: Path, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{site}/search/index.html")
    assert page.locator("#search-without").is_visible()
    assert not page.locator("#search").is_visible()
    assert page.locator("#search-without a").count() == 4
    context.close()


def test_the_browsers_folding_is_ours(site: Path, visit: Visit) -> None:
    from generator.render.search.folding import fold  # noqa: PLC0415

    visit.page.goto(f"file://{site}/search/index.html")
    visit.page.evaluate("baozhai.search('芦淞')")
    codes = [*range(0x20, 0xD800, 7), *range(0xE000, 0xFFFD, 3), *range(0x2000, 0x2100), *range(0x3000, 0x3400)]
    texts = [chr(code) for code in codes if chr(code).isprintable() or chr(code).isspace()]
    theirs = visit.page.evaluate("texts => texts.map(text => baozhai.fold(text))", texts)
    different = [(text, one, fold(text)) for text, one in zip(texts, theirs, strict=True) if one != fold(text)]
    assert json.dumps(different[:5]) == "[]"
