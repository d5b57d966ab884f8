"""Checkers of pages that npm brings, run on a built site; what each found, in one form."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.browser import ARGUMENTS, CHROMIUM

DARK = "--blink-settings=preferredColorScheme=0"
RULES = {
    "extends": ["html-validate:standard"],
    # style, not validity; and nothing comes from another host
    "rules": {"no-trailing-whitespace": "off", "long-title": "off", "require-sri": "off"},
}


@dataclass(frozen=True)
class Finding:
    """One thing that a tool complains of, on one page in one look."""

    where: str
    rule: str
    what: str


def pa11y(tools: Path, urls: Sequence[str], looks: Sequence[str], widths: Sequence[int]) -> Iterator[Finding]:
    """Errors of pa11y (HTML_CodeSniffer, WCAG 2 AA) on every address in every look and width."""
    for look in looks:
        flags = [*ARGUMENTS, *([DARK] if look == "dark" else [])]
        defaults = {
            "standard": "WCAG2AA",
            "chromeLaunchConfig": {"executablePath": CHROMIUM, "args": flags},
            "timeout": 60_000,
        }
        for width in widths:
            viewport = {"width": width, "height": 900}
            pages = [{"url": url + ("#elder" if look == "elder" else ""), "viewport": viewport} for url in urls]
            results = _run(tools, "pa11y-ci", {"defaults": {**defaults, "concurrency": 2}, "urls": pages}, ["--json"])[
                "results"
            ]
            assert len(results) == len(pages)
            for url, complaints in results.items():
                for one in complaints:
                    what = f"{one['message']} {one.get('context') or ''}"[:300]
                    yield Finding(f"{url} {look} {width}", one.get("code", "not run"), what)


def html_validate(tools: Path, site: Path) -> Iterator[Finding]:
    """Errors of html-validate on every page."""
    for page in _run(tools, "html-validate", RULES, ["--formatter", "json", f"{site}/**/*.html"]):
        where = Path(page["filePath"]).relative_to(site)
        yield from (Finding(f"{where}:{one['line']}", one["ruleId"], one["message"]) for one in page["messages"])


def vnu(tools: Path, site: Path) -> Iterator[Finding]:
    """Errors of the Nu Html Checker on every page."""
    jar = next(tools.glob("node_modules/vnu-jar/build/dist/vnu.jar"))
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--errors-only", "--skip-non-html", str(site)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    for one in json.loads(made.stderr)["messages"]:
        where = one["url"].removeprefix(f"file:{site}/")
        yield Finding(f"{where}:{one.get('lastLine')}", one["type"], one["message"])


def lighthouse(tools: Path, address: str) -> dict[str, int]:
    """The four scores of a page on a phone."""
    only = "--only-categories=performance,accessibility,best-practices,seo"
    flags = f"--chrome-flags={' '.join(ARGUMENTS)}"
    report = _npx(tools, "lighthouse", [address, "--output=json", "--quiet", flags, only])
    return {name: round(100 * (one["score"] or 0)) for name, one in report["categories"].items()}


def _run(tools: Path, name: str, settings: Mapping[str, Any], words: Sequence[str]) -> Any:  # noqa: ANN401
    """What a tool with its settings in a file says, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        file.write_text(json.dumps(settings))
        return _npx(tools, name, ["--config", str(file), *words])


def _npx(tools: Path, name: str, words: Sequence[str]) -> Any:  # noqa: ANN401
    """What a tool says, as JSON; through a file, as Node cuts off what a pipe has not taken when it ends."""
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    command = ["npx", "--no-install", "--prefix", str(tools), name, *words]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        subprocess.run(command, stdout=said, check=False, env=environment)
        said.seek(0)
        return json.load(said)
