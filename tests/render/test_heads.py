"""The head of every page as search engines and networks read it."""

import re
import warnings
from typing import Any

import pytest

from generator.model import Correction, Library
from tests.render.formats.made import BASE, HOSTILE, HOSTILE_WORDS, files, first_with, with_outputs
from tests.render.library import SAMPLE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the libraries that extruct imports
    import extruct

PAGES = [(name, path) for name, material in (("sample", SAMPLE), ("hostile", HOSTILE), ("empty", Library()))
         for path in files(material) if path.endswith(".html")]  # fmt: skip
SEEN = re.compile("[\x00-\x1f\ufffd]")  # a parser of HTML marks what JSON may hold
MATERIALS = {"sample": SAMPLE, "hostile": HOSTILE, "empty": Library()}


def read(path: str, material: Library = SAMPLE, **outputs: Any) -> dict[str, Any]:
    """JSON-LD by type, and OpenGraph, of one page."""
    site = with_outputs(**outputs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = extruct.extract(
            files(material, site)[path].decode(), base_url=BASE, syntaxes=["json-ld", "opengraph"], errors="strict"
        )
    [graph] = [one["@graph"] for one in found["json-ld"]] or [[]]
    return {
        "graph": {one["@type"]: one for one in graph},
        "og": dict(found["opengraph"][0]["properties"] if found["opengraph"] else []),
    }


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_every_page_says_what_it_is(name: str, path: str) -> None:
    found = read(path, MATERIALS[name])
    if path == "404.html":
        assert found == {"graph": {}, "og": {}}
        return
    subject = next(iter(found["graph"].values()))
    assert subject["url"] == found["og"]["og:url"]
    assert found["og"]["og:image"].startswith(f"{BASE}static/card.")
    name = subject.get("name") or subject["headline"]
    assert SEEN.sub("", name) == SEEN.sub("", found["og"]["og:title"])
    crumbs = found["graph"].get("BreadcrumbList")
    assert (crumbs is None) == (path == "index.html")
    if crumbs:
        steps = crumbs["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"] == BASE
        assert steps[-1]["item"] == subject["url"]
        assert all(step["name"] for step in steps)


def test_an_article_is_a_news_article() -> None:
    corrected = first_with(corrections=(Correction("涪口", "渌口"),))
    found = read("2021/11/25/tianyuan/a1/index.html", corrected)
    article = found["graph"]["NewsArticle"]
    assert article["headline"] == "高新区：举办“提升班”"
    assert article["datePublished"] == "2021-11-25T00:00:00+08:00"
    assert article["author"] == [{"@type": "Person", "name": "谢嘉"}]
    assert article["publisher"]["name"] == "株洲日报"
    assert article["printPage"] == "A1"
    assert article["articleSection"] == "天元区"
    assert article["keywords"] == ["干部培训", "三高四新"]
    assert {"@type": "Place", "name": "雷打石镇", "url": f"{BASE}place/430211101/"} in article["mentions"]
    assert article["isPartOf"]["@id"] == f"{BASE}2021/11/25/"
    assert article["correction"] == [{"@type": "CorrectionComment", "text": "涪口 → 渌口"}]
    assert found["og"]["og:type"] == "article"
    assert found["og"]["article:published_time"] == "2021-11-25T00:00:00+08:00"


def test_an_undated_article_invents_no_date() -> None:
    article = read("undated/tianyuan/d1/index.html")["graph"]["NewsArticle"]
    assert "datePublished" not in article
    assert "isPartOf" not in article
    assert article["author"] == [article["publisher"]]


def test_the_home_page_names_the_search() -> None:
    site = read("index.html")["graph"]["WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{BASE}search/?q={{search_term_string}}"


def test_other_forms_of_a_page_are_linked() -> None:
    def links(path: str) -> list[str]:
        return [line for line in files()[path].decode().splitlines() if 'rel="alternate"' in line]

    assert len(links("index.html")) == 3
    assert len(links("district/lukou/index.html")) == len(links("2021/11/25/lukou/index.html")) == 6
    assert len(links("tags/三高四新/index.html")) == 6
    assert 'type="application/feed+json" title="渌口区"' in links("district/lukou/index.html")[-1]
    assert [
        line.partition('type="')[2].partition('"')[0] for line in links("2021/11/25/tianyuan/a1/index.html")[3:]
    ] == [
        "text/markdown",
        "application/json",
    ]


def test_hostile_words_stay_words() -> None:
    article = read("2021/11/25/tianyuan/h1/index.html", HOSTILE)["graph"]["NewsArticle"]
    assert article["headline"] == f"标题{HOSTILE_WORDS}".strip()


def test_a_site_without_cards_shows_none() -> None:
    found = read("2021/11/25/tianyuan/a1/index.html", cards="none")
    assert "og:image" not in found["og"]
    assert "image" not in found["graph"]["NewsArticle"]
