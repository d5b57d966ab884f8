"""What every page of the site keeps: links that resolve, no foreign host, nothing inline, one order of headings."""

import itertools
import posixpath
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generator.model import Library
from generator.render.plan import plan
from generator.render.theme import load_theme
from tests.render.library import SAMPLE, SITE

VOID = {"meta", "link", "br", "hr", "img", "wbr", "input"}


@cache
def site(*, is_empty: bool = False) -> dict[str, bytes]:
    theme = load_theme("broadsheet", Path("nowhere"))
    return {
        target.path: target.make(**target.inputs)[0] for target in plan(Library() if is_empty else SAMPLE, SITE, theme)
    }


class Html(HTMLParser):
    """The tags of a page, checked for nesting as it goes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {self.get_starttag_text()}"
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"line {self.getpos()[0]}: </{tag}>"


PAGES = [(empty, path) for empty in (False, True) for path in site(is_empty=empty) if path.endswith(".html")]


@pytest.mark.parametrize(("is_empty", "path"), PAGES)
def test_a_page_is_sound(is_empty: bool, path: str) -> None:
    files = site(is_empty=is_empty)
    text = files[path].decode()
    html = Html(text)
    assert text.startswith("<!DOCTYPE html>\n")
    assert "None" not in text
    assert "StrictUndefined" not in text
    names = [name for name, _ in html.tags]
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    assert not {"style", "iframe", "object"} & set(names)
    assert all(
        "src" in values or values.get("type") in {"application/json", "application/ld+json"}
        for name, values in html.tags
        if name == "script"
    )
    assert not [
        attribute for _, values in html.tags for attribute in values if attribute == "style" or attribute[:2] == "on"
    ]
    ids = [values["id"] for _, values in html.tags if "id" in values]
    assert len(ids) == len(set(ids))
    levels = [int(name[1]) for name in names if name in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    check_links(html, path, files)


def check_links(html: Html, path: str, files: dict[str, bytes]) -> None:
    for tag, values in html.tags:
        address = urlsplit(values.get("href") or values.get("src") or "")
        if not (address.scheme or address.path):
            continue
        if address.scheme:
            assert tag == "a" or values.get("rel") == "canonical"
        elif path == "404.html":
            assert unquote(address.path).removeprefix("/zz/") in files
        else:
            resolved = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address.path)))
            assert resolved in files, f"{path} -> {address.path}"


def test_the_language_of_the_site_is_that_of_its_words() -> None:
    english = SITE.__class__(**{name: getattr(SITE, name) for name in SITE.__struct_fields__} | {"language": "en"})
    theme = load_theme("broadsheet", Path("nowhere"))
    made = {target.path: target.make(**target.inputs)[0] for target in plan(SAMPLE, english, theme)}
    pages = {path: data.decode() for path, data in made.items() if path.endswith(".html")}
    assert '<html lang="en" id="elder">' in pages["tags/index.html"]
    assert "Index of tags" in pages["tags/index.html"]
    assert "Thursday, 25 November 2021" in pages["2021/11/25/index.html"]
