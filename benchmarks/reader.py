"""What a reader meets, measured in real Chromium on a built site: accessibility, valid HTML, weight, foreign requests.

    python -m benchmarks.reader SITE                     # axe-core, weight, requests; each page type, 3 looks, 3 widths
    python -m benchmarks.reader SITE --tools FOLDER      # pa11y, html-validate and vnu on every page, Lighthouse as well

SITE is a built `site/`; FOLDER is where this was run (vnu needs Java):
`npm install --ignore-scripts pa11y-ci@4.1.1 html-validate@10.9.0 vnu-jar lighthouse@12.8.2`. Exit status 1 where
something was found.
"""

import argparse
import contextlib
import gzip
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import reader_tools
from benchmarks.browser import ARGUMENTS, CHROMIUM, serving
from benchmarks.reader_tools import Finding

LOOKS = ("light", "dark", "elder")
WIDTHS = (360, 768, 1280)
# What a page is, by its address; of each type the first and, where there are more, one from the middle.
TYPES: Mapping[str, str] = {
    "home": r"index\.html",
    "issue": r"\d{4}/\d\d/\d\d/index\.html",
    "digest": r"\d{4}/\d\d/\d\d/[a-z0-9-]+/index\.html",
    "article": r"\d{4}/\d\d/\d\d/[a-z0-9-]+/[a-z0-9-]+/index\.html",
    "month": r"\d{4}/\d\d/index\.html",
    "week": r"\d{4}/w\d\d/index\.html",
    "period": r"\d{4}/(?:w\d\d|\d\d)/[a-z-]{3,}/index\.html",
    "year": r"\d{4}/index\.html",
    "archive": r"archive/index\.html",
    "almanac": r"on-this-day/index\.html",
    "almanac day": r"on-this-day/\d\d-\d\d/index\.html",
    "undated": r"undated/index\.html",
    "districts": r"district/index\.html",
    "district": r"district/[^/]+/index\.html",
    "places": r"place/index\.html",
    "place": r"place/[^/]+/index\.html",
    "tags": r"tags/index\.html",
    "tags by sound": r"tags/pinyin/index\.html",
    "tags of a year": r"tags/\d{4}/index\.html",
    "tag": r"tags/(?!pinyin|\d{4})[^/]+/index\.html",
    "people": r"(?:people|organisations|reporters)/index\.html",
    "name": r"(?:people|organisations|reporters)/[^/]+/index\.html",
    "numbers": r"numbers/index\.html",
    "search": r"search/index\.html",
    "missing": r"404\.html",
}
LIGHTHOUSE = ("home", "issue", "article", "district", "tag", "archive", "search", "place")
LOADED = re.compile(rb'(?:src|href)="([^"]+\.(?:css|js))"')


def types_of(site: Path, each: int = 1) -> dict[str, list[str]]:
    """Of each type of page up to `each` of its paths below the site."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    found = {}
    for name, shape in TYPES.items():
        own = [path for path in paths if re.fullmatch(shape, path)]
        if own:
            found[name] = list(dict.fromkeys([own[0], own[len(own) // 2]]))[:each]
    return found


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The site on a free port of loopback, below the path that its page for wrong addresses expects."""
    base = re.search(r'href="(/[^"]*?)static/', (site / "404.html").read_text(encoding="utf-8"))
    prefix = base[1].strip("/") if base else ""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root" / prefix
        root.parent.mkdir(parents=True, exist_ok=True)
        root.symlink_to(site.resolve())
        with serving(Path(folder) / "root") as address:
            yield f"{address}{prefix}/" if prefix else address


def axe_source() -> str:
    """axe-core, as the package `axe-playwright-python` carries it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def axe(page: Page, source: str, where: str) -> list[Finding]:
    """What axe-core finds on the page as it stands, best practices and WCAG 2.2 AA included."""
    page.evaluate(source)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result: dict[str, Any] = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", tags)
    return [
        Finding(where, rule["id"], f"{node['html'][:140]} {node.get('failureSummary', '')[:200]}")
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def look_at(
    browser: Browser, base: str, paths: Sequence[str], looks: Sequence[str] = LOOKS, widths: Sequence[int] = WIDTHS
) -> Iterator[Finding]:
    """Every page in every look and width: axe-core, requests to other hosts, complaints of the console, overflow."""
    source = axe_source()
    for look in looks:
        for width in widths:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme="dark" if look == "dark" else "light"
            )
            page = context.new_page()
            seen: list[Finding] = []
            where = ""
            page.on(
                "request",
                lambda asked: (
                    seen.append(Finding(where, "foreign", asked.url))  # noqa: B023 - the page at hand
                    if not asked.url.startswith(base)
                    else None
                ),
            )
            page.on(
                "console",
                lambda said: seen.append(Finding(where, "console", said.text)) if said.type == "error" else None,  # noqa: B023
            )
            for path in paths:
                where = f"{path} {look} {width}"
                page.goto("about:blank")
                seen.clear()
                page.goto(base + quote(path) + ("#elder" if look == "elder" else ""))
                yield from axe(page, source, where)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    yield Finding(where, "overflow", "wider than the window")
                yield from seen
            context.close()


def weight(site: Path, path: str) -> int:
    """Bytes of a page with its styles and scripts, each gzipped."""
    data = (site / path).read_bytes()
    parts = {(site / path).parent / urlsplit(one.decode()).path for one in LOADED.findall(data)}
    return sum(len(gzip.compress(part, 9)) for part in [data, *(one.read_bytes() for one in sorted(parts))])


# ---- the report ----------------------------------------------------------------------------------------


def main() -> int:
    """Print every finding and a line for each tool; 1 where something was found or a score is too low."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("site", type=Path)
    parser.add_argument("--tools", type=Path, help="a folder with what npm installed")
    parser.add_argument("--each", type=int, default=1, choices=[1, 2], help="pages of each type")
    parser.add_argument("--only", choices=["axe", "weight", "pa11y", "html", "lighthouse"], help="one part alone")
    options = parser.parse_args()
    site = options.site.resolve()
    kinds = types_of(site, options.each)
    paths = [path for group in kinds.values() for path in group]
    wanted = (
        [options.only]
        if options.only
        else ["axe", "weight", *(["pa11y", "html", "lighthouse"] if options.tools else [])]
    )
    faults = 0
    with served(site) as base:
        if "axe" in wanted:
            faults += report(
                f"axe-core, {len(kinds)} types of page, {len(paths)} pages, {looks(paths)} looks",
                looked_at(base, paths),
            )
        if "weight" in wanted:
            report_weight(site)
        if "pa11y" in wanted:
            found = reader_tools.pa11y(options.tools, [base + quote(path) for path in paths], LOOKS, WIDTHS)
            faults += report(f"pa11y, {looks(paths)} looks", found)
        if "html" in wanted:
            count = sum(1 for _ in site.rglob("*.html"))
            faults += report(f"html-validate, {count} pages", reader_tools.html_validate(options.tools, site))
            faults += report(f"vnu, {count} pages", reader_tools.vnu(options.tools, site))
        if "lighthouse" in wanted:
            faults += report_lighthouse(
                options.tools, base, {name: kinds[name][0] for name in LIGHTHOUSE if name in kinds}
            )
    return 1 if faults else 0


def looks(paths: Sequence[str]) -> int:
    """How often pages are looked at."""
    return len(paths) * len(LOOKS) * len(WIDTHS)


def looked_at(base: str, paths: Sequence[str]) -> Iterator[Finding]:
    """What `look_at` finds in a browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield from look_at(browser, base, paths)
        browser.close()


def report(title: str, findings: Iterable[Finding]) -> int:
    """Print findings as they come, then how many there were."""
    count = 0
    for finding in findings:
        print(finding.where, finding.rule, finding.what, sep=" | ", flush=True)
        count += 1
    print(f"{title}: {count} findings", flush=True)
    return count


def report_weight(site: Path) -> None:
    """The heaviest article."""
    articles = sorted(path.relative_to(site).as_posix() for path in site.glob("*/*/*/*/*/index.html"))
    heaviest = max(articles, key=lambda path: weight(site, path))
    print(
        f"heaviest of {len(articles)} articles, gzipped with styles and scripts: {weight(site, heaviest) / 1024:.1f} KB {heaviest}"
    )


def report_lighthouse(tools: Path, base: str, pages: Mapping[str, str]) -> int:
    """The scores of pages; how many are too low."""
    low = 0
    for name, path in pages.items():
        scores = reader_tools.lighthouse(tools, base + quote(path.removesuffix("index.html")))
        low += sum(score < (95 if kind == "performance" else 100) for kind, score in scores.items())
        print(f"lighthouse, {name}:", ", ".join(f"{kind} {score}" for kind, score in scores.items()), flush=True)
    return low


if __name__ == "__main__":
    sys.exit(main())
