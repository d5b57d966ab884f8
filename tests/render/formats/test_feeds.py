"""Feeds as their readers take them: valid in every format, dated by the material, addressed for ever."""

import json
from xml.etree import ElementTree

import feedparser
import msgspec
import pytest

from generator.model import Library
from tests.render.formats.made import HOSTILE, HOSTILE_WORDS, files, holds_to, with_outputs
from tests.render.library import SAMPLE, SITE, article, library

FOLDERS = ["", "district/tianyuan/", "district/lukou/", "tags/三高四新/"]


@pytest.mark.parametrize("material", [SAMPLE, HOSTILE, Library()], ids=["sample", "hostile", "empty"])
def test_every_feed_is_valid(material: Library) -> None:
    for site in (
        SITE,
        with_outputs(tag_feeds="full"),
        msgspec.structs.replace(SITE, paper="", hub="https://hub.example.cn/"),
    ):
        made = files(material, site)
        atoms = [path for path in made if path.endswith("feed.xml")]
        assert len(atoms) >= 4
        for path in atoms:
            holds_to(made[path], "atom.rng")
            entries = feedparser.parse(made[path])
            assert not entries.bozo, path
            assert entries.version == "atom10"
            assert entries.feed.author
            told = feedparser.parse(made[path.replace("feed.xml", "rss.xml")])
            assert not told.bozo, path
            assert told.version == "rss20"
            assert told.feed.title
            assert told.feed.link
            assert told.feed.description
            items = json.loads(made[path.replace("feed.xml", "feed.json")])
            assert items["version"] == "https://jsonfeed.org/version/1.1"
            assert [one.id for one in entries.entries] == [one.id for one in told.entries]
            assert [one.id for one in entries.entries] == [one["id"] for one in items["items"]]
            for one in items["items"]:
                assert one.get("content_html") or one["content_text"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_feed_names_itself_its_listing_and_its_hub(folder: str) -> None:
    made = files(SAMPLE, msgspec.structs.replace(SITE, hub="https://hub.example.cn/"))
    atom, rss = (feedparser.parse(made[folder + name]).feed for name in ("feed.xml", "rss.xml"))
    listed = json.loads(made[f"{folder}feed.json"])
    hub = None if folder.startswith("tags/") else "https://hub.example.cn/"
    for feed, name in ((atom, "feed.xml"), (rss, "rss.xml")):
        links = {link.rel: link.href for link in feed.links}
        assert feedparser.urls.convert_to_idn(links["self"]).endswith(name)
        assert links.get("hub") == hub
    assert atom.link == rss.link == listed["home_page_url"]
    assert listed.get("hubs") == ([{"type": "WebSub", "url": hub}] if hub else None)
    assert listed["feed_url"] == listed["home_page_url"] + "feed.json"


def test_an_entry_has_the_full_text_a_lasting_id_and_the_day_of_its_issue() -> None:
    feed = feedparser.parse(files()["feed.xml"])
    assert feed.feed.updated == "2021-11-25T00:00:00+08:00"
    entry = feed.entries[0]
    assert entry.id == "tag:news.example.cn,2021-11-25:a1"
    assert entry.link == "https://news.example.cn/zz/2021/11/25/tianyuan/a1/"
    assert entry.updated == "2021-11-25T00:00:00+08:00"
    assert entry.title == "高新区：举办“提升班”"
    assert entry.authors == [{"name": "谢嘉"}]
    assert [one.term for one in entry.tags] == ["天元区", "干部培训", "三高四新"]
    assert "11月23日，培训班正式开班。" in entry.content[0].value
    assert "开班，现场谢嘉 摄" in entry.content[0].value


def test_the_same_entry_in_the_other_formats() -> None:
    item = feedparser.parse(files()["rss.xml"]).entries[0]
    assert item.published == "Thu, 25 Nov 2021 00:00:00 +0800"
    assert not item.guidislink
    assert "<h2" in item.content[0].value
    told = json.loads(files()["feed.json"])["items"][0]
    assert told["date_published"] == "2021-11-25T00:00:00+08:00"
    assert told["authors"] == [{"name": "谢嘉"}]
    assert "培训班正式开班" in told["content_html"]


def test_a_feed_holds_the_fifty_newest_and_no_undated_article() -> None:
    many = [article(f"n{number}") for number in range(60)]
    feed = feedparser.parse(files(library(*many, article("z", date=None)))["feed.xml"])
    assert [entry.id.rpartition(":")[2] for entry in feed.entries] == [f"n{number}" for number in range(50)]


def test_the_feed_of_a_tag_has_digests_or_full_texts_as_settings_say() -> None:
    brief = feedparser.parse(files()["tags/三高四新/feed.xml"]).entries
    assert [entry.id.rpartition(":")[2] for entry in brief] == ["a1", "b1"]
    assert brief[0].summary == "培训班正式开班。"
    assert "content" not in brief[0]
    full = feedparser.parse(files(SAMPLE, with_outputs(tag_feeds="full"))["tags/三高四新/feed.xml"]).entries
    assert "共4周。" in full[0].content[0].value
    none = files(SAMPLE, with_outputs(tag_feeds="none"))
    assert not [path for path in none if path.startswith("tags/") and not path.endswith(".html")]
    assert b"tags/" not in none["feeds.opml"]
    assert b"/feed.xml" not in none["tags/三高四新/index.html"].replace(b"../feed.xml", b"")


def test_nobody_who_stays_unnamed_is_an_author() -> None:
    from generator.model import Byline, Credit  # noqa: PLC0415

    byline = Byline(
        None, (Credit("小记者", ("王小明",)), Credit("编辑", ("李四光",)), Credit("记者", ("陈明", "张某")))
    )
    entry = feedparser.parse(files(library(article("k1", byline=byline)))["feed.xml"]).entries[0]
    assert entry.authors == [{"name": "陈明"}]


def test_hostile_text_is_text_in_every_feed() -> None:
    for path in ("feed.xml", "rss.xml"):
        entry = feedparser.parse(files(HOSTILE)[path]).entries[0]
        assert "𠮷𪚥𬺰" in entry.title
        assert "🐟" in entry.title
        assert "]]>" in entry.title
        assert "\x00" not in entry.title
        assert "<script" not in files(HOSTILE)[path].decode()
    assert HOSTILE_WORDS[:3] in json.loads(files(HOSTILE)["feed.json"])["items"][0]["title"]


def test_the_list_of_feeds_names_each_that_is_there() -> None:
    for material in (SAMPLE, HOSTILE, Library()):
        made = files(material)
        root = ElementTree.fromstring(made["feeds.opml"])
        assert root.tag == "opml"
        assert root.get("version") == "2.0"
        assert root.findtext("head/title") == SITE.title
        listed = [one.get("xmlUrl") for one in root.iter("outline") if one.get("type") == "rss"]
        assert len(listed) == len(set(listed)) == len([path for path in made if path.endswith("feed.xml")])
        assert all(one.get("text") for one in root.iter("outline"))


def test_feeds_can_be_left_out_with_all_that_leads_to_them() -> None:
    made = files(SAMPLE, with_outputs(feeds=False))
    assert not [path for path in made if "feed" in path or path.endswith("rss.xml")]
    for path, data in made.items():
        if path.endswith(".html"):
            assert b"feed.xml" not in data, path
