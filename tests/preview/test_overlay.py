"""A page reloads when it changed itself, swaps what it loads, and shows errors with their place, line and hint."""

import pytest

from generator.errors import diagnose
from generator.preview.overlay import excerpt, fault, news, with_script
from generator.preview.published import BuildOutcome, Snapshot, after

PAGES = ("index.html", "404.html", "a/index.html", "b/index.html", "assets/site.css")
FAULT = diagnose("preview-disk", "content/a.md", 2, reason="no space")


def told(at, *, written=(), deleted=(), targets=PAGES, diagnostics=(), base_path="/", root):
    before = Snapshot(7, frozenset(PAGES), (), ((7, frozenset()),))
    site = after(before, BuildOutcome(written, deleted, targets, diagnostics))
    return news(site, since=7, at=at, base_path=base_path, lang="en", root=root)


@pytest.mark.parametrize(
    ("at", "written", "reloads"),
    [
        ("/a/", ("a/index.html",), True),
        ("/a/index.html", ("a/index.html",), True),
        ("/b/", ("a/index.html",), False),
        ("/b/", ("assets/site.css",), False),
        ("/nothing/", ("a/index.html",), False),
        ("/nothing/", ("404.html",), True),
    ],
)
def test_only_a_page_that_changed_reloads(at, written, reloads, tmp_path):
    assert told(at, written=written, root=tmp_path).reload is reloads


def test_a_page_that_was_deleted_reloads_and_so_does_one_that_appears(tmp_path):
    assert told("/a/", deleted=("a/index.html",), targets=PAGES[:2], root=tmp_path).reload
    assert told("/new/", written=("new/index.html",), targets=(*PAGES, "new/index.html"), root=tmp_path).reload


def test_changed_stylesheets_are_named_by_their_url(tmp_path):
    changed = told("/paper/", written=("assets/site.css", "feed.xml"), base_path="/paper/", root=tmp_path)
    assert (changed.reload, changed.assets) == (False, ("/paper/assets/site.css",))


def test_a_page_of_a_forgotten_build_reloads(tmp_path):
    assert news(Snapshot(9), since=2, at="/", base_path="/", lang="en", root=tmp_path).reload


def test_an_error_is_shown_with_place_words_hint_and_line(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\nheadline: [\n")
    [shown] = told("/", diagnostics=(FAULT,), root=tmp_path).faults
    assert shown.place == "content/a.md:2"
    assert shown.text == "the build could not read or write this: no space"
    assert shown.hint == "the last good site stays up; the next save tries again"
    assert shown.excerpt == "headline: ["


def test_a_source_that_has_gone_or_is_no_text_has_no_excerpt(tmp_path):
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    assert excerpt(tmp_path / "gone", 1) == excerpt(tmp_path / "bytes", 1) == excerpt(tmp_path, 1) == ""


def test_a_line_beyond_the_end_has_no_excerpt(tmp_path):
    (tmp_path / "a.md").write_text("one\ntwo")
    assert [excerpt(tmp_path / "a.md", line) for line in (0, 1, 2, 3)] == ["", "one", "two", ""]


def test_words_are_chinese_where_the_editor_is(tmp_path):
    assert fault(FAULT, "zh", tmp_path).hint.startswith("仍显示")


@pytest.mark.parametrize("html", [b"<head></head><body>", b"<p>no head", b""])
def test_the_script_is_added_once_and_nothing_is_lost(html):
    made = with_script(html, 7)
    assert made.count(b"/_baozhai/reload.js") == 1
    assert made.replace(b'<script src="/_baozhai/reload.js" data-build="7" defer></script>', b"") == html
