"""Each answer is made from what was built and from nothing of the request."""

from email.message import Message
from http import HTTPStatus

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import diagnose
from generator.media import HTML, content_type_of
from generator.preview.answer import STREAM, Desk, answer
from generator.preview.published import Snapshot

HOSTS = frozenset({"localhost:8000"})
FILES = {
    "index.html": b"<head></head>home",
    "404.html": b"<head></head>lost",
    "tags/\u6751\u5e84/index.html": b"<head></head>tag",
    "feed.xml": b"<feed/>",
    "CNAME": b"example.org",
}
SECRET = b"nobody may read this"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An output folder, with a file in it and one beside it that were not built."""
    made = tmp_path_factory.mktemp("desk") / "site"
    for path, data in FILES.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(data)
    (made / "stray.html").write_bytes(SECRET)
    (made.parent / "secret.txt").write_bytes(SECRET)
    return made


def ask(folder, target, *pairs, token=None, base_path="/", targets=FILES, diagnostics=()):
    headers = Message()
    for name, value in (("Host", "localhost:8000"), *pairs):
        headers.add_header(name, value)
    site = Snapshot(7, frozenset(targets), tuple(diagnostics), ((7, frozenset()),))
    return answer(target, headers, HOSTS, Desk(folder, base_path, folder.parent, "en", token), site)


def test_a_page_is_served_with_the_script_and_a_feed_as_it_is(folder):
    page, feed = ask(folder, "/"), ask(folder, "/feed.xml")
    assert (page.status, page.content_type) == (HTTPStatus.OK, HTML)
    assert page.body.startswith(b'<head><script src="/_baozhai/reload.js" data-build="7" defer></script></head>home')
    assert (feed.content_type, feed.body) == ("application/xml; charset=utf-8", b"<feed/>")


def test_a_chinese_address_is_found(folder):
    assert ask(folder, "/tags/%E6%9D%91%E5%BA%84/").body.endswith(b"tag")
    assert ask(folder, "/tags/%E6%9D%91%E5%BA%84").headers == (("Location", "/tags/%E6%9D%91%E5%BA%84/"),)


def test_what_was_not_built_is_not_there_even_if_it_lies_in_the_folder(folder):
    lost = ask(folder, "/stray.html")
    assert (lost.status, lost.body.endswith(b"lost")) == (HTTPStatus.NOT_FOUND, True)


def test_a_built_file_that_has_gone_since_is_not_there(folder):
    assert ask(folder, "/gone/", targets=(*FILES, "gone/index.html")).status == HTTPStatus.NOT_FOUND


def test_without_a_page_404_something_is_said(folder):
    assert b"Nothing is published here" in ask(folder, "/", targets=()).body


@pytest.mark.parametrize("target", ["http://elsewhere/", "*", "/%ff", ""])
def test_what_no_browser_sends_is_refused(target, folder):
    assert ask(folder, target).status == HTTPStatus.BAD_REQUEST


def test_a_name_that_is_not_ours_is_refused_before_anything_else(folder):
    headers = Message()
    headers["Host"] = "evil.example"
    for target in ("/", "/_baozhai/events", "/_baozhai/changed?since=7&at=/"):
        refused = answer(target, headers, HOSTS, Desk(folder, "/", folder, "en"), Snapshot(7, frozenset(FILES)))
        assert refused.status == HTTPStatus.FORBIDDEN


def test_the_script_the_style_and_the_stream_are_there(folder):
    assert b"EventSource" in ask(folder, "/_baozhai/reload.js").body
    assert ask(folder, "/_baozhai/preview.css").content_type == "text/css; charset=utf-8"
    assert ask(folder, "/_baozhai/events").content_type == STREAM
    assert ask(folder, "/_baozhai/other").status == HTTPStatus.NOT_FOUND


def test_what_changed_is_told_as_json(folder):
    fault = diagnose("preview-disk", "content/a.md", 3, reason="full")
    told = msgspec.json.decode(ask(folder, "/_baozhai/changed?since=7&at=%2F", diagnostics=[fault]).body)
    assert told["build"] == 7
    assert told["reload"] is False
    assert told["title"] == "The last good site stays up: 1 to mend"
    assert [item["place"] for item in told["faults"]] == ["content/a.md:3"]


@pytest.mark.parametrize(
    "query", ["", "since=7", "at=/", "since=x&at=/", "since=-1&at=/", "since=٣&at=/", "since=" + "9" * 40 + "&at=/"]
)
def test_a_question_about_no_build_is_refused(query, folder):
    assert ask(folder, f"/_baozhai/changed?{query}").status == HTTPStatus.BAD_REQUEST


def test_with_a_token_only_who_brings_it_comes_in(folder):
    assert ask(folder, "/", token="t0ken").status == HTTPStatus.FORBIDDEN
    assert ask(folder, "/?token=other", token="t0ken").status == HTTPStatus.FORBIDDEN
    assert ask(folder, "/", ("Cookie", "baozhai=\u00e9"), token="t0ken").status == HTTPStatus.FORBIDDEN
    let_in = ask(folder, "/?token=t0ken", token="t0ken")
    assert let_in.headers == (("Location", "/"), ("Set-Cookie", "baozhai=t0ken; Path=/; HttpOnly; SameSite=Lax"))
    assert ask(folder, "/", ("Cookie", "a=b; baozhai=t0ken"), token="t0ken").status == HTTPStatus.OK


PARTS = st.sampled_from(
    ["..", "%2e%2e", ".", "/", "\\", "%5c", "%2f", "secret.txt", "stray.html", "index.html", "tags", "\x00", "%00", "?", "#",
     "~", "%", "%25", "//", "_baozhai", "\u6751", "\u00e6\u009d", "etc/passwd", ";", "=", "&", "since", "<script>"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=12).map("".join))
def test_no_request_gets_a_byte_that_was_not_built(folder, target):
    assert SECRET not in ask(folder, "/" + target).body


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P")), min_size=6))
def test_nothing_of_a_request_is_written_back(folder, text):
    marked = "<zq>" + text
    for target in ("/" + marked, "/?token=" + marked, "/_baozhai/changed?since=1&at=/" + marked):
        made = ask(folder, target, ("Cookie", marked))
        assert b"zq" not in made.body
        assert "zq" not in str(made.headers)


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("a/index.html", HTML),
        ("site.css", "text/css; charset=utf-8"),
        ("search.js", "text/javascript; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("data.json", "application/json"),
        ("map.svg", "image/svg+xml"),
        ("CNAME", "application/octet-stream"),
        ("a.exe", "application/octet-stream"),
    ],
)
def test_the_type_follows_the_suffix(path, content_type):
    assert content_type_of(path) == content_type
