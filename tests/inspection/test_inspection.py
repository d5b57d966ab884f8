"""What is wrong with a page, a feed or a whole site is found with its line, and nothing else is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inspection.feeds import inspect_json, inspect_xml
from generator.inspection.page import inspect_page
from generator.inspection.style import inspect_style

from .judge import judge

HEAD = '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>报</title></head>\n<body>\n'
GOOD = HEAD + "<h1>报</h1>\n{}\n</body></html>\n"


def faults(body: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.code, fault.detail) for fault in inspect_page(GOOD.format(body).encode()).faults]


@pytest.mark.parametrize(
    "body",
    [
        "<p>一<br>二</p><ul><li>甲<li>乙</ul>",
        "<table><tr><td>1<td>2</table>",
        '<svg viewBox="0 0 1 1" role="img" aria-label="图"><path d="M0 0"/><g><circle r="1"/></g></svg>',
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle"}</script>',
        '<img src="a.png" alt="图">',
        "<p>1 &lt; 2 &amp; 3</p>",
    ],
)
def test_a_good_page_has_no_faults(body):
    assert faults(body) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<div>一", (5, "html-unclosed", "div")),
        ("<p>一</p></div>", (5, "html-unopened", "div")),
        ("<em><strong>一</em></strong>", (5, "html-unclosed", "strong")),
        ('<p id="a" id="b">一</p>', (5, "html-wrong", "duplicate-attribute")),
        ("<p>&nosuch;</p>", (5, "html-wrong", "unknown-named-character-reference")),
        ('<img src="a.png">', (5, "html-wrong", "img-missing-alt")),
        ('<p id="a">一</p>\n<p id="a">二</p>', (6, "html-wrong", "duplicate-id")),
        ("<div/>一", (5, "html-wrong", "non-void-html-element-start-tag-with-trailing-solidus")),
        ('<script type="application/ld+json">{"@context": }</script>', (5, "jsonld-broken", "")),
        ('<script type="application/ld+json">{"@type": "Thing"}</script>', (5, "jsonld-lacks", "@context")),
        (
            '<script type="application/ld+json">[{"@context": "https://schema.org"}]</script>',
            (5, "jsonld-lacks", "@type"),
        ),
    ],
)
def test_a_fault_of_a_page_is_told_with_its_line(body, fault):
    line, code, detail = fault
    assert any(found[:2] == (line, code) and found[2].startswith(detail) for found in faults(body)), faults(body)


@given(st.binary(max_size=400))
def test_no_bytes_are_too_strange_to_be_judged(data):
    for inspect in (inspect_page, inspect_xml, inspect_json, inspect_style):
        inspect(data)


@given(st.integers())
def test_a_page_damaged_anywhere_is_judged_too(seed):
    chosen = random.Random(seed)
    page = list(GOOD.format('<div><p id="a">一</p><a href="#a">二</a><svg><path d=""/></svg></div>'))
    for _ in range(3):
        at = chosen.randrange(len(page))
        page[at : at + chosen.randrange(3)] = chosen.choice(["<", ">", "/", '"', "&", "<p>", "</div>", "\0", "<!--"])
    inspect_page("".join(page).encode())


ATOM = (
    '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x,2021:f</id><title>报</title>'
    "<updated>2021-11-25T00:00:00+08:00</updated><author><name>报</name></author>{}</feed>"
)
ENTRY = "<entry><id>tag:x,2021:{}</id><title>甲</title><updated>2021-11-25T00:00:00+08:00</updated></entry>"


@pytest.mark.parametrize(
    ("feed", "codes"),
    [
        (ATOM.format(ENTRY.format(1) + ENTRY.format(2)), []),
        (ATOM.format(ENTRY.format(1) * 2), ["feed-twice"]),
        (ATOM.format(ENTRY.format(1).replace("<title>甲</title>", "")), ["feed-lacks"]),
        (ATOM.format("<entry/>"), ["feed-lacks"] * 4),
        (ATOM.replace("<author><name>报</name></author>", "").format(ENTRY.format(1)), ["feed-lacks"]),
        ("<feed>", ["xml-broken"]),
        ('<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>', ["xml-broken"]),
        ("<rss><channel><title>报</title><link>x</link><description>x</description></channel></rss>", []),
        ("<rss><channel><title>报</title><item><guid>1</guid></item></channel></rss>", ["feed-lacks"] * 3),
        ("<other/>", []),
    ],
)
def test_feeds_hold_what_their_readers_need(feed, codes):
    assert [fault.code for fault in inspect_xml(feed.encode()).faults] == codes


@pytest.mark.parametrize(
    ("feed", "codes"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "报", "items": []}', []),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}', ["feed-lacks", "feed-lacks"]),
        ('{"other": 1}', []),
        ("[1]", []),
        ("{", ["json-broken"]),
    ],
)
def test_json_feeds_too(feed, codes):
    assert [fault.code for fault in inspect_json(feed.encode()).faults] == codes


def test_a_stylesheet_tells_what_it_loads_but_not_what_a_comment_names():
    links = inspect_style(b"/* url(http://a/) */\n@import 'b.css';\na { background: url( \"//c/d.png\" ) }").links
    assert [(link.line, link.address) for link in links] == [(2, "b.css"), (3, "//c/d.png")]


def test_a_style_that_loads_from_elsewhere_is_an_error(tmp_path):
    found = judge(tmp_path, {"index.html": GOOD.format(""), "a.css": "@import 'https://x.example/b.css';"})
    assert [item.format() for item in found] == [
        "site/a.css:1: error: the page loads 'https://x.example/b.css' from another host "
        "(put a copy into the theme's static folder)"
    ]


def test_a_page_is_weighed_with_what_it_loads(tmp_path):
    noise = random.Random(1).randbytes(40_000).hex()
    page = GOOD.replace("</head>", '<link rel="stylesheet" href="a.css"></head>').format("")
    found = judge(tmp_path, {"index.html": page, "a.css": f"/* {noise} */"})
    assert [item.code for item in found] == ["page-heavy"]


def test_a_page_that_nobody_reaches_is_named_unless_no_list_may_lead_to_it(tmp_path):
    files = {
        "index.html": GOOD.format('<a href="a/">甲</a>'),
        "a/index.html": GOOD.format('<a href="../b.html">乙</a>'),
        "b.html": GOOD.format(""),
        "lost/index.html": GOOD.format('<a href="../b.html">乙</a>'),
        "404.html": GOOD.format(""),
        "removed/index.html": GOOD.format("").replace("<title>", '<meta name="robots" content="noindex"><title>'),
    }
    assert [(item.path, item.code) for item in judge(tmp_path, files)] == [("site/lost/index.html", "page-orphaned")]


def test_a_sitemap_names_only_what_is_published(tmp_path):
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://news.example.org/</loc></url>'
        "<url><loc>https://news.example.org/tags/%E6%9D%91/</loc></url>"
        "<url><loc>https://news.example.org/gone/</loc></url></urlset>"
    )
    files = {
        "index.html": GOOD.format('<a href="tags/%E6%9D%91/">村</a>'),
        "tags/村/index.html": GOOD.format(""),
        "sitemap.xml": sitemap,
    }
    found = judge(tmp_path, files)
    assert [(item.path, item.code) for item in found] == [("site/sitemap.xml", "link-broken")]
    assert "https://news.example.org/gone/" in found[0].format()


def test_what_was_remembered_is_what_would_be_found_anew(tmp_path):
    files = {"index.html": GOOD.format('<a href="a.html">甲</a>'), "a.html": GOOD.format("<div>")}
    first = judge(tmp_path, files)
    assert judge(tmp_path, files) == first
    files["index.html"] = GOOD.format('<a href="gone.html">甲</a>')
    again = judge(tmp_path, files)
    assert again == judge(tmp_path / "elsewhere", files)
    assert [item.code for item in again] == ["page-orphaned", "html-unclosed", "link-broken"]
    for name in ("facts", "verdict"):
        (tmp_path / "memory" / name).write_bytes(b"damaged")
    assert judge(tmp_path, files) == again
    assert judge(tmp_path, files, program="2") == again


def test_data_that_programs_could_not_read_is_told(tmp_path):
    good = '{"id": "a", "url": "https://news.example.org/", "headline": "甲", "text": "乙"}'
    files = {
        "index.html": GOOD.format(""),
        "data/a.jsonl": f'{good}\n{good}\n{{"id": 1}}\nno',
        "data/b.csv": "\ufeffid,url\na,https://news.example.org/\nb\n",
        "a.md": '---\ntitle: "甲"\nbad: [\n---\n\n# 甲\n',
        "api/x.json": '{"json": "https://news.example.org/gone.json", "text": "https://news.example.org/no"}',
        "feeds.opml": '<opml version="2.0"><head><title>甲</title></head><body><outline type="rss" text="乙" '
        'xmlUrl="https://news.example.org/none.xml"/></body></opml>',
    }
    found = [(item.path, item.line, item.code) for item in judge(tmp_path, files)]
    assert found == [
        ("site/a.md", 3, "dump-broken"),
        ("site/api/x.json", 1, "link-broken"),
        ("site/data/a.jsonl", 2, "feed-twice"),
        ("site/data/a.jsonl", 3, "dump-broken"),
        ("site/data/a.jsonl", 3, "dump-broken"),
        ("site/data/a.jsonl", 3, "dump-broken"),
        ("site/data/a.jsonl", 4, "json-broken"),
        ("site/data/b.csv", 3, "dump-broken"),
        ("site/feeds.opml", 1, "link-broken"),
    ]


def test_what_a_page_says_of_itself_leads_somewhere(tmp_path):
    said = '{"@context": "https://schema.org", "@type": "NewsArticle", "url": "https://news.example.org/gone/", "name": "https://news.example.org/no"}'
    page = GOOD.format("").replace("</head>", f'<script type="application/ld+json">{said}</script></head>')
    assert [item.code for item in judge(tmp_path, {"index.html": page})] == ["link-broken"]
