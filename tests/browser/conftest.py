"""Real Chromium for the tests of this folder; without it, or without Chinese fonts, they are left out."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from benchmarks.browser import ARGUMENTS, CHROMIUM

PATIENCE = 20_000  # milliseconds until what does not happen fails a test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def has_chinese_fonts() -> bool:
    """Whether fontconfig knows one; without, pages are full of boxes and their widths mean nothing."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    if not Path(CHROMIUM).exists() or not has_chinese_fonts():
        pytest.skip(f"needs {CHROMIUM} and a Chinese font (Debian: chromium, fonts-noto-cjk)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A tab, and everything that went wrong in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self) -> "Visit":
        """Collect errors, refusals of the content security policy (told on the console) and hosts asked."""
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: said.type in ("error", "warning") and self.complaints.append(f"{said.text} {said.location}"),
        )
        self.page.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).netloc))
        return self

    def expects_peace(self) -> None:
        """Nothing was complained of, and nothing asked of another host."""
        assert self.complaints == []
        assert self.hosts <= {urlsplit(self.page.url).netloc, ""}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without memories."""
    made = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext) -> Visit:
    """A tab of it."""
    return Visit(context.new_page()).watch()
