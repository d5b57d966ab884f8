"""Recall, precision, weight and speed of the search, in Chromium, against a plain scan of every text.

    python -m benchmarks.search --articles 2000 --queries 500     # exactness; needs Chromium and playwright
    python -m benchmarks.search --articles 10000 --queries 60     # weight and speed

Only the files of the search are made, and served on loopback; weights are those after gzip. A query's cost is counted
in a browser that holds nothing (first) and in one that has asked before (later).
"""

import argparse
import functools
import gzip
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import ARGUMENTS, CHROMIUM, serving
from benchmarks.make_site import articles
from generator.content.library import in_order
from generator.gazetteer import directory, load
from generator.model import Library, SiteInfo
from generator.render import taxonomy
from generator.render.copies import Copy
from generator.render.plan import plan
from generator.render.search.folding import fold
from generator.render.search.texts import text_of
from generator.render.theme import load_theme

SLOWDOWN = 4
MADE = {"search", "static"}
# names, places, printed errors, other writings of the same, what nobody wrote
PICKED = (
    "株洲", "株洲市", "天元区", "芦淞区", "荷塘区", "石峰区", "渌口区", "醴陵市", "攸县", "茶陵县", "炎陵县", "湘江", "清水塘", "雷打石镇", "白关镇",
    "株州", "渌口", "芦淞", "龙门镇", "云田镇", "株洲日报讯", "本报讯", "记者", "通讯员", "邓小平", "江泽民", "朱镕基", "新华社", "人民日报", "北京市",
    "上海", "香港特别行政区", "改革开放", "社会主义市场经济", "國有企業", "經濟發展", "１９９８年", "《人民", "“三", "「三", "有限公司", "百分之", "1998",
    "张家口", "地震灾区", "下岗职工", "奥运会", "zzzz", "龘龘", "株洲 记者",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the search of a site.")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    library = Library(in_order(articles(options.articles)))
    lines = folded_lines(library)
    queries = [*random_queries(lines, options.queries, options.seed), *PICKED]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder)
        report_size(site, make(site, library), library)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        with serving(site) as address:
            report_exactness(browser, address, lines, queries)
            report_cost(browser, site, address, queries)
        browser.close()


# ---- the site ------------------------------------------------------------------------------------------


def site_info() -> SiteInfo:
    """The site of the corpus."""
    home = load("株洲")
    return SiteInfo(
        title="株洲报摘", base_url="https://zhuzhou.example.org/", paper="株洲日报", city=home.city.code,
        city_name=home.city.name, districts=home.districts, localities=directory(home),
    )  # fmt: skip


def make(site: Path, library: Library) -> float:
    """Write the files of the search and of the theme; the seconds it took."""
    start = time.perf_counter()
    for target in plan(library, site_info(), load_theme("broadsheet", site)):
        if target.kind in MADE:
            file = site / target.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(target.make(**target.inputs)[0])
    return time.perf_counter() - start


# ---- what a plain scan finds ---------------------------------------------------------------------------


def folded_lines(library: Library) -> dict[str, list[str]]:
    """By address of each article, every line of it as it is compared."""
    news = taxonomy.arrange(library, site_info().districts, "全市")
    found = {}
    for article in library.articles:
        text = text_of(Copy(article, news.teasers[article.path], news.of_district[article.district]))
        found[text.address] = [fold(line) for line in (*text.head, text.lede, *text.body, *text.more, *text.printed)]
    return found


def scan(lines: dict[str, list[str]], query: str) -> set[str]:
    """Addresses of the articles that hold every word of a query somewhere."""
    words = [fold(word) for word in query.split()]
    return {at for at, held in lines.items() if all(any(word in line for line in held) for word in words)}


def random_queries(lines: dict[str, list[str]], count: int, seed: int) -> Iterator[str]:
    """Substrings of two to eight characters of random lines; one in ten has a character changed."""
    draw = random.Random(seed)
    texts = [line for held in lines.values() for line in held if len(line) > 8]
    for number in range(count):
        line, length = draw.choice(texts), draw.randint(2, 8)
        start = draw.randrange(len(line) - length + 1)
        word = line[start : start + length].replace('"', "中")
        yield word[:-1] + draw.choice("的一是不了") if number % 10 == 9 else word


# ---- what is measured ----------------------------------------------------------------------------------


def report_size(site: Path, seconds: float, library: Library) -> None:
    count = len(library.articles)
    characters = sum(len(article.body) for article in library.articles) / count
    sizes: dict[str, list[int]] = {}
    for file in sorted((site / "search").rglob("*.js")):
        kind = {"s": "index", "t": "texts", "d": "days", "v": "values", "f": "folding"}[file.name[0]]
        sizes.setdefault(kind, []).append(weight(file))
    print(f"{count} articles of {characters:.0f} characters, made in {seconds:.1f} s")
    for kind, found in sizes.items():
        print(f"  {kind}: {len(found)} files, {sum(found) / 1000:.0f} KB, {sum(found) / count:.0f} B an article")
    print(f"  index for 900 characters: {sum(sizes['index']) / count * 900 / characters:.0f} B gzipped (aim 1,200)")


def report_exactness(browser: Browser, address: str, lines: dict[str, list[str]], queries: Sequence[str]) -> None:
    page = browser.new_page()
    page.goto(f"{address}search/index.html")
    wanted = found = right = possible = 0
    wrong = []
    for query in queries:
        answer = page.evaluate("query => baozhai.search(query)", query)
        hits, truth = set(answer["addresses"]), scan(lines, query)
        wanted, found, right = wanted + len(truth), found + len(hits), right + len(truth & hits)
        possible += answer["possible"]
        if hits != truth or (answer["exact"] and answer["possible"] != len(hits)):
            wrong.append(query)
    page.close()
    print(f"{len(queries)} queries: recall {right / max(1, wanted):.2%}, precision {right / max(1, found):.2%}, "
          f"before the words are checked {right / max(1, possible):.2%}; wrong: {wrong or 'none'}")  # fmt: skip


def report_cost(browser: Browser, site: Path, address: str, queries: Sequence[str]) -> None:
    first, later, times, late_times = [], [], [], []  # bytes, milliseconds to the first result and to all ten
    sample = [query for query in queries if len(query) > 1][:: max(1, len(queries) // 60)]
    for one, two in itertools.pairwise(sample):
        context = browser.new_context()
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(f"{address}search/index.html?q={quote(one)}")
        times.append(shown(page))
        page.wait_for_load_state("networkidle")
        first.append(sum(weighed(site, url) for url in asked))
        asked.clear()
        page.evaluate("performance.clearMarks()")
        page.fill("input[type=search]", two)
        page.keyboard.press("Enter")
        late_times.append(shown(page))
        page.wait_for_load_state("networkidle")
        later.append(sum(weighed(site, url) for url in asked))
        context.close()
    report("first query, page and scripts included", [size / 1000 for size in first], "KB", 150)
    report("later query", [size / 1000 for size in later], "KB", 100)
    for name, found in (("the first query", times), ("a later query", late_times)):
        report(f"first result of {name}, CPU slowed {SLOWDOWN} times", [one for one, _ in found], "ms", 200)
        report("... all ten", [ten for _, ten in found], "ms")


def shown(page: Page) -> tuple[float, float]:
    """Milliseconds from question to the first result, or to the word that there is none, and to all that are shown."""
    page.wait_for_function("() => performance.getEntriesByName('baozhai-shown').length > 0")
    marks = json.loads(page.evaluate("JSON.stringify(performance.getEntriesByType('mark'))"))
    at = {mark["name"]: float(mark["startTime"]) for mark in reversed(marks)}
    return at["baozhai-first"] - at["baozhai-asked"], at["baozhai-shown"] - at["baozhai-asked"]


def report(name: str, values: list[float], unit: str, aim: int | None = None) -> None:
    ordered = sorted(values)
    at95 = ordered[int(len(ordered) * 0.95)]
    told = f" (aim {aim})" if aim else ""
    print(f"{name}: median {statistics.median(values):.0f} {unit}, 95 % {at95:.0f}, most {ordered[-1]:.0f}{told}")


@functools.cache
def weight(file: Path) -> int:
    """Bytes after gzip."""
    return len(gzip.compress(file.read_bytes(), 6))


def weighed(site: Path, url: str) -> int:
    file = site / unquote(urlsplit(url).path).lstrip("/")
    return weight(file) if file.is_file() else 0


if __name__ == "__main__":
    main()
