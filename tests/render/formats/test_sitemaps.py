"""Sitemaps: every page once, under its clean address, with the day of what it shows."""

from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from generator.model import Library
from tests.render.formats.made import BASE, HOSTILE, changed, files, holds_to, with_outputs
from tests.render.library import SAMPLE, article, library

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def dates(path: str, material: Library = SAMPLE) -> dict[str, str | None]:
    """Each address of a sitemap, relative to the site, with its day."""
    root = ElementTree.fromstring(files(material)[path])
    found = [(one.findtext("s:loc", None, NAMES) or "", one.findtext("s:lastmod", None, NAMES)) for one in root]
    assert all(address.startswith(BASE) and address.isascii() for address, _ in found)
    assert len(found) == len(dict(found))
    return {address.removeprefix(BASE): date for address, date in found}


@pytest.mark.parametrize("material", [SAMPLE, HOSTILE, Library()], ids=["sample", "hostile", "empty"])
def test_they_hold_to_their_schemas_and_the_index_names_each(material: Library) -> None:
    made = files(material)
    parts = {path for path in made if path.startswith("sitemap/")}
    for path in parts:
        holds_to(made[path], "sitemap.xsd")
    holds_to(made["sitemap.xml"], "siteindex.xsd")
    assert set(dates("sitemap.xml", material)) == parts


def test_every_page_stands_in_one_of_them() -> None:
    pages = [path.removesuffix("index.html") for path in files() if path.endswith("index.html")]
    listed = [*dates("sitemap/pages.xml"), *dates("sitemap/2021-11.xml")]
    assert sorted(listed) == sorted(map(quote, pages))


def test_a_page_has_the_day_of_the_newest_article_it_shows() -> None:
    found = dates("sitemap/pages.xml") | dates("sitemap/2021-11.xml")
    assert found["2021/11/25/tianyuan/a1/"] == "2021-11-25"
    assert found["2021/11/24/"] == "2021-11-24"
    assert found[""] == "2021-11-25"
    assert found["2021/11/"] == "2021-11-25"
    assert found["2021/w47/lukou/"] == "2021-11-25"
    assert found["district/citywide/"] == "2021-11-24"
    assert found[quote("tags/疫情防控/")] == "2021-11-25"
    assert found["search/"] is None
    assert found["undated/tianyuan/d1/"] is None


def test_a_month_with_too_many_pages_has_several(monkeypatch: pytest.MonkeyPatch) -> None:
    files.cache_clear()
    whole = len(dates("sitemap/2021-11.xml"))
    files.cache_clear()
    monkeypatch.setattr("generator.render.formats.sitemaps.MOST", whole - 1)
    assert len(dates("sitemap/2021-11.xml")) == whole - 1
    assert len(dates("sitemap/2021-11-2.xml")) == 1
    assert "sitemap/2021-11-2.xml" in dates("sitemap.xml")
    files.cache_clear()


def test_the_news_are_those_of_the_newest_two_days() -> None:
    ids = ["a", "b", "c"]
    days = ["2021-11-25", "2021-11-24", "2021-11-23"]
    material = library(*(article(one, date=day) for one, day in zip(ids, days, strict=True)), article("z", date=None))
    root = ElementTree.fromstring(files(material)["sitemap/news.xml"])
    assert [one.findtext("s:loc", "", NAMES)[-2] for one in root] == ["a", "b"]
    assert root.findtext(".//n:name", "", NAMES) == "株洲日报"
    assert root.findtext(".//n:language", "", NAMES) == "zh-cn"
    assert root.findtext(".//n:publication_date", "", NAMES) == "2021-11-25T00:00:00+08:00"
    assert root.findtext(".//n:title", "", NAMES) == "稿件a"


def test_without_dated_articles_there_is_no_sitemap_of_news() -> None:
    assert "sitemap/news.xml" not in files(library(article("z", date=None)))


def test_a_new_issue_leaves_the_sitemaps_of_other_months_alone() -> None:
    old = article("o", date="2021-10-01")
    after = changed(library(old), library(article("n", date="2021-12-01"), old))
    assert {path for path in after if path.startswith("sitemap")} == {
        "sitemap.xml",
        "sitemap/2021-12.xml",
        "sitemap/news.xml",
        "sitemap/pages.xml",
    }


def test_robots_may_read_everything_and_learn_where_the_sitemap_is() -> None:
    assert files()["robots.txt"].decode() == f"User-agent: *\nAllow: /\nSitemap: {BASE}sitemap.xml\n"
    without = files(SAMPLE, with_outputs(sitemaps=False))
    assert without["robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert not [path for path in without if path.startswith("sitemap")]
