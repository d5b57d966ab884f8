"""Links that lead nowhere are found, and only those."""

import pytest

from generator.inspection import resolve

from .judge import judge

PAGE = '<!doctype html>\n<p id="here">x</p>\n{}\n'


def codes(tmp_path, base_path="/", **files):
    named = {name.replace("__", "/").replace("_html", ".html"): PAGE.format(body) for name, body in files.items()}
    found = judge(tmp_path, named, f"https://news.example.org{base_path}")
    return [(item.code, item.line) for item in found if item.code.startswith("link")]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="#here">',
        '<a href="other.html#here">',
        '<a href="a/index.html">',
        '<a href="a/">',
        '<a href="%E6%A0%87.html">',
        '<a href="https://example.org/">',
        '<a href="mailto:a@example.org">',
        '<link rel="canonical" href="/elsewhere/">',
        '<img src="data:image/gif;base64,xx">',
    ],
)
def test_links_that_lead_somewhere_are_no_faults(tmp_path, body):
    assert codes(tmp_path, index_html=body, other_html="", a__index_html="", 标_html="") == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<a href="gone.html">', "link-broken"),
        ('<a href="a">', "link-broken"),
        ('<a href="#gone">', "link-anchor"),
        ('<a href="a/index.html#gone">', "link-anchor"),
        ('<a href="../up.html">', "link-outside"),
        ('<script src="https://example.org/x.js"></script>', "link-foreign"),
        ('<script src="//example.org/x.js"></script>', "link-foreign"),
        ('<link rel="stylesheet" href="https://example.org/x.css">', "link-foreign"),
    ],
)
def test_links_that_lead_nowhere_are_found_with_their_line(tmp_path, body, code):
    assert codes(tmp_path, index_html=body, a__index_html="") == [(code, 3)]


def test_absolute_links_start_with_the_base_path():
    assert resolve("/paper/a/", "404.html", "/paper/") == "a/index.html"
    assert resolve("/a/", "404.html", "/paper/") is None
    assert resolve("/", "404.html") == "index.html"
