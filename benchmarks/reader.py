"""What a reader meets, measured in real Chromium on a built site: accessibility, valid HTML, weight, foreign requests.

    python -m benchmarks.reader SITE                     # axe-core, weight, requests; each page type, 3 looks, 3 widths
    python -m benchmarks.reader SITE --tools FOLDER      # html-validate, vnu and Lighthouse as well

SITE is a built `site/`. FOLDER is where `npm install axe-core html-validate@10.9.0 vnu-jar lighthouse@12.8.2` was run; vnu
needs Java. Exit status 1 where something was found.
"""

import argparse
import contextlib
import functools
import gzip
import http.server
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
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


@dataclass(frozen=True)
class Finding:
    """One thing that a tool complains of, on one page in one look."""

    where: str
    rule: str
    what: str


def types_of(site: Path, each: int = 1) -> dict[str, list[str]]:
    """Of each type of page up to `each` of its paths below the site."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    found = {}
    for name, shape in TYPES.items():
        own = [path for path in paths if re.fullmatch(shape, path)]
        if own:
            found[name] = list(dict.fromkeys([own[0], own[len(own) // 2]]))[:each]
    return found


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The site on a free port of loopback, below the path that its page for wrong addresses expects."""
    base = re.search(r'href="(/[^"]*?)static/', (site / "404.html").read_text(encoding="utf-8"))
    prefix = base[1] if base else "/"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / prefix.strip("/")
        root.parent.mkdir(parents=True, exist_ok=True)
        served_folder = site
        if prefix != "/":
            root.symlink_to(site.resolve())
            served_folder = Path(folder)
        handler = functools.partial(_Quiet, directory=str(served_folder))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
            server.shutdown()


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


# ---- tools of others -----------------------------------------------------------------------------------


def html_validate(tools: Path, site: Path) -> tuple[int, str]:
    """Errors of html-validate on every page, and the first lines of what it says."""
    rules = {
        "extends": ["html-validate:standard"],
        "rules": {"no-trailing-whitespace": "off", "long-title": "off", "require-sri": "off"},
    }
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "rules.json"
        config.write_text(json.dumps(rules))
        command = ["npx", "--prefix", str(tools), "html-validate", "--config", str(config), "--formatter", "json"]
        made = subprocess.run([*command, f"{site}/**/*.html"], capture_output=True, text=True, check=False)
    results = json.loads(made.stdout or "[]")
    said = [f"{Path(one['filePath']).relative_to(site)}:{m['line']} {m['ruleId']} {m['message']}" for one in results for m in one["messages"]]  # fmt: skip
    return len(said), "\n".join(said[:10])


def vnu(tools: Path, site: Path) -> tuple[int, str]:
    """Messages of the Nu Html Checker on every page."""
    jar = next(tools.glob("node_modules/vnu-jar/build/dist/vnu.jar"))
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(site)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [one for one in json.loads(made.stderr or '{"messages": []}')["messages"] if one["type"] == "error"]
    lines = [f"{one['url'].rpartition('/site/')[2]}:{one.get('lastLine')} {one['message']}" for one in said]
    return len(said), "\n".join(lines[:10])


def lighthouse(tools: Path, address: str) -> dict[str, int]:
    """The four scores of a page on a phone."""
    flags = f"--chrome-flags={' '.join(ARGUMENTS)}"
    command = ["npx", "--prefix", str(tools), "lighthouse", address, "--output=json", "--quiet", flags]
    only = "--only-categories=performance,accessibility,best-practices,seo"
    made = subprocess.run([*command, only], capture_output=True, text=True, check=False, env=_environment())
    report = json.loads(made.stdout)
    return {name: round(100 * (one["score"] or 0)) for name, one in report["categories"].items()}


def _environment() -> dict[str, str]:
    import os  # noqa: PLC0415 - only here

    return {**os.environ, "CHROME_PATH": CHROMIUM}


# ---- the report ----------------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--tools", type=Path, help="a folder with html-validate, vnu-jar and lighthouse from npm")
    parser.add_argument("--each", type=int, default=1, choices=[1, 2], help="pages of each type")
    parser.add_argument("--only", choices=["axe", "html", "lighthouse"], help="one part alone")
    options = parser.parse_args()
    site = options.site.resolve()
    kinds = types_of(site, options.each)
    found: list[Finding] = []
    faults = 0
    with served(site) as base:
        if options.only in (None, "axe"):
            paths = [path for group in kinds.values() for path in group]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
                for finding in look_at(browser, base, paths):
                    found.append(finding)
                    print(finding.where, finding.rule, finding.what, sep=" | ")
                browser.close()
            print(
                f"{len(kinds)} types, {len(paths)} pages, {len(paths) * len(LOOKS) * len(WIDTHS)} looks: {len(found)} findings"
            )
            articles = sorted(site.glob("*/*/*/*/*/index.html"))
            heaviest = max((weight(site, path.relative_to(site).as_posix()), path) for path in articles)
            print(
                f"heaviest article, gzipped with styles and scripts: {heaviest[0] / 1024:.1f} KB {heaviest[1].relative_to(site)}"
            )
            faults += len(found)
        if options.tools and options.only in (None, "html"):
            for name, tool in (("html-validate", html_validate), ("vnu", vnu)):
                count, said = tool(options.tools, site)
                print(f"{name}: {count} errors on {sum(1 for _ in site.rglob('*.html'))} pages", said, sep="\n")
                faults += count
        if options.tools and options.only in (None, "lighthouse"):
            for name in LIGHTHOUSE:
                for path in kinds.get(name, [])[:1]:
                    print(name, lighthouse(options.tools, base + quote(path.removesuffix("index.html"))))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
