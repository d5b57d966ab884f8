"""Formats for machines: valid, dated by the material, addressed for ever."""

from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from generator.model import Library
from generator.render.plan import plan
from generator.render.theme import load_theme
from tests.render.library import SAMPLE, SITE, article, library

THEME = load_theme("broadsheet", Path("nowhere"))
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def made(path: str, material: Library = SAMPLE) -> bytes:
    [target] = [target for target in plan(material, SITE, THEME) if target.path == path]
    return target.make(**target.inputs)[0]


@pytest.mark.parametrize("path", ["feed.xml", "district/tianyuan/feed.xml", "district/lukou/feed.xml"])
def test_feeds_are_well_formed(path: str) -> None:
    feed = feedparser.parse(made(path))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.updated == "2021-11-25T00:00:00+08:00"


def test_an_entry_has_the_full_text_a_lasting_id_and_the_day_of_its_issue() -> None:
    entry = feedparser.parse(made("feed.xml")).entries[0]
    assert entry.id == "tag:news.example.cn,2021-11-25:a1"
    assert entry.link == "https://news.example.cn/zz/2021/11/25/tianyuan/a1/"
    assert entry.updated == "2021-11-25T00:00:00+08:00"
    assert entry.title == "高新区：举办“提升班”"
    assert entry.authors == [{"name": "谢嘉"}]
    assert "11月23日，培训班正式开班。" in entry.content[0].value
    assert "开班，现场谢嘉 摄" in entry.content[0].value


def test_a_feed_holds_the_fifty_newest_and_no_undated_article() -> None:
    many = [article(f"n{number}") for number in range(60)]
    feed = feedparser.parse(made("feed.xml", library(*many, article("z", date=None))))
    assert [entry.id.rpartition(":")[2] for entry in feed.entries] == [f"n{number}" for number in range(50)]


def test_an_empty_feed_and_control_characters_are_still_xml() -> None:
    assert not feedparser.parse(made("feed.xml", Library())).bozo
    hostile = article("a1", headline="一\x00二\x0b]]>&<b>", body="正\x01文\ufffe")
    ElementTree.fromstring(made("feed.xml", library(hostile)))


def test_the_sitemap_has_every_page_once_under_its_clean_address() -> None:
    root = ElementTree.fromstring(made("sitemap.xml"))
    urls = [element.text or "" for element in root.findall("s:url/s:loc", SITEMAP)]
    pages = [target for target in plan(SAMPLE, SITE, THEME) if target.path.endswith("index.html")]
    assert len(urls) == len(set(urls)) == len(pages)
    assert urls[0] == "https://news.example.cn/zz/"
    assert not [url for url in urls if "index.html" in url or not url.isascii()]
    days = {url.text: date.text for url, date in (element[:2] for element in root if len(element) > 1)}
    assert days["https://news.example.cn/zz/2021/11/25/tianyuan/a1/"] == "2021-11-25"


def test_a_site_too_large_for_one_sitemap_has_an_index_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made("sitemap.xml").count(b"<loc>")
    monkeypatch.setattr("generator.render.plan.SITEMAP_ENTRIES", whole - 1)
    assert b"sitemapindex" in made("sitemap.xml")
    assert made("sitemap-1.xml").count(b"<loc>") == whole - 1
    assert made("sitemap-2.xml").count(b"<loc>") == 1


def test_robots_may_read_everything_and_learn_where_the_sitemap_is() -> None:
    assert made("robots.txt").decode().endswith("Sitemap: https://news.example.cn/zz/sitemap.xml\n")
