"""A URL is looked up among the names of what was built, and only our own names are answered."""

from email.message import Message
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.preview.address import Found, Moved, find, own_hosts, query, refusal, url_path

TARGETS = frozenset(
    {
        "index.html",
        "404.html",
        "2021/11/25/tianyuan/index.html",
        "tags/村庄规划/index.html",
        "feed.xml",
        "assets/a b.css",
    }
)


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("/", Found("index.html")),
        ("/?from=feed", Found("index.html")),
        ("/index.html", Found("index.html")),
        ("/2021/11/25/tianyuan/", Found("2021/11/25/tianyuan/index.html")),
        ("/2021/11/25/tianyuan", Moved("/2021/11/25/tianyuan/")),
        ("/feed.xml", Found("feed.xml")),
        ("/feed.xml/", None),
        ("/tags/%E6%9D%91%E5%BA%84%E8%A7%84%E5%88%92/", Found("tags/村庄规划/index.html")),
        ("/tags/村庄规划/".encode().decode("latin-1"), Found("tags/村庄规划/index.html")),
        ("/assets/a%20b.css", Found("assets/a b.css")),
        ("/nothing/", None),
        ("//", None),
        ("/..", None),
        ("/../../etc/passwd", None),
        ("/%2e%2e/%2e%2e/etc/passwd", None),
        ("/2021/11/25/tianyuan/../../../../index.html", None),
        ("/index.html%00", None),
        ("/tags/\\..\\", None),
    ],
)
def test_a_request_means_a_published_file_or_nothing(target, meant):
    assert find(url_path(target), "/", TARGETS) == meant


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/", Moved("/paper/")),
        ("/paper", Moved("/paper/")),
        ("/paper/", Found("index.html")),
        ("/paper/feed.xml", Found("feed.xml")),
        ("/feed.xml", None),
        ("/papers/", None),
    ],
)
def test_the_site_stands_under_its_base_path(path, meant):
    assert find(path, "/paper/", TARGETS) == meant


@pytest.mark.parametrize("target", ["", "*", "http://elsewhere/", "index.html", "/%ff", "/%c3%28", "/\udcff"])
def test_what_no_browser_sends_is_no_path(target):
    assert url_path(target) is None


def test_names_that_look_alike_are_one_under_nfc():
    assert url_path("/" + quote("Cafe\u0301")) == "/Caf\u00e9"


@given(st.text())
def test_any_text_is_found_as_a_published_name_or_not_at_all(path):
    meant = find(path, "/", TARGETS)
    assert meant is None or isinstance(meant, Moved) or meant.path in TARGETS


@given(st.sampled_from(sorted(TARGETS)), st.sampled_from(["/", "/paper/"]))
def test_every_published_name_is_found_at_its_own_address(name, base_path):
    path = url_path(quote(base_path + name))
    assert find(path, base_path, TARGETS) == Found(name)


@given(st.text(max_size=200))
def test_a_query_never_raises(text):
    assert all(isinstance(value, str) for value in query("/?" + text).values())


def test_a_query_of_a_megabyte_is_not_read():
    assert query("/?" + "a=1&" * 300_000) == {}


def headers(*pairs: tuple[str, str]) -> Message:
    made = Message()
    for name, value in pairs:
        made.add_header(name, value)
    return made


HERE = ("Host", "localhost:8000")


@pytest.mark.parametrize(
    ("given_headers", "reason"),
    [
        ([HERE], None),
        ([("Host", "127.0.0.1:8000")], None),
        ([("Host", "[::1]:8000")], None),
        ([("Host", "LocalHost:8000")], None),
        ([], "host"),
        ([("Host", "")], "host"),
        ([("Host", "localhost")], "host"),
        ([("Host", "localhost:8001")], "host"),
        ([("Host", "evil.example:8000")], "host"),
        ([("Host", "localhost:8000.evil.example")], "host"),
        ([("Host", "evil.example@localhost:8000")], "host"),
        ([HERE, ("Host", "evil.example")], "host"),
        ([HERE, ("Origin", "http://localhost:8000")], None),
        ([HERE, ("Origin", "https://localhost:8000")], "origin"),
        ([HERE, ("Origin", "http://localhost:3000")], "origin"),
        ([HERE, ("Origin", "http://evil.example")], "origin"),
        ([HERE, ("Origin", "null")], "origin"),
        ([HERE, ("Sec-Fetch-Site", "same-origin")], None),
        ([HERE, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")], None),
        ([HERE, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")], "origin"),
        ([HERE, ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "cors")], "origin"),
    ],
)
def test_only_our_own_names_and_pages_are_answered(given_headers, reason):
    assert refusal(headers(*given_headers), own_hosts(8000)) == reason
