"""A site of three hundred articles, whole: every page and every file for machines valid by the rules of its own format."""

import csv
import io
import json
import warnings
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from lxml import etree
from scenario import Project

from benchmarks.make_site import make_site

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the libraries that extruct imports
    import extruct

SCHEMAS = Path(__file__).parent / "render/formats/schemas"
ARTICLES = 300
EACH = 4  # pages of each kind that extruct reads, which takes its time


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The site, built; only to be read."""
    folder = tmp_path_factory.mktemp("standards")
    make_site(folder / "made", ARTICLES)
    return Project.of(folder / "made/content", folder).build().expects()


@pytest.fixture(scope="module")
def site(large: Project) -> dict[str, bytes]:
    return large.site()


def test_check_finds_nothing_wrong(large: Project) -> None:
    large.check("--json")
    found = json.loads(large.latest.out)
    wrong = [one for one in found["diagnostics"] if one["severity"] != "note" and str(one["path"]).startswith("site/")]
    assert wrong == []


def test_feeds_are_feeds(site: dict[str, bytes]) -> None:
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    feeds = [path for path in site if path.endswith(("feed.xml", "rss.xml"))]
    assert len(feeds) > 50
    for path in feeds:
        assert not feedparser.parse(site[path]).bozo, path
        if path.endswith("feed.xml"):
            assert grammar.validate(etree.fromstring(site[path])), (path, grammar.error_log)
    listed = [
        one.get("xmlUrl") for one in ElementTree.fromstring(site["feeds.opml"]).iter("outline") if one.get("type")
    ]
    assert len(set(listed)) == len(listed) == len([path for path in feeds if path.endswith("feed.xml")])


def test_sitemaps_are_sitemaps(site: dict[str, bytes]) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    index = etree.XMLSchema(etree.parse(SCHEMAS / "siteindex.xsd"))
    assert index.validate(etree.fromstring(site["sitemap.xml"])), index.error_log
    named = set()
    for path, data in site.items():
        if path.startswith("sitemap/"):
            root = etree.fromstring(data)
            assert schema.validate(root), (path, schema.error_log)
            named |= {one.text for one in root.iter("{*}loc")} if "news" not in path else set()
    assert len(named) == len([path for path in site if path.endswith("index.html")])


def test_data_is_what_its_schema_says(site: dict[str, bytes]) -> None:
    schema = json.loads(site["api/schema.json"])
    record = jsonschema.Draft202012Validator({**schema, "$ref": "#/$defs/Record"})
    lines = [json.loads(line) for path in site if path.endswith(".jsonl") for line in site[path].split(b"\n") if line]
    assert len({one["url"] for one in lines}) == len(lines) == ARTICLES
    rows = 0
    for path, data in site.items():
        if path.startswith("api/articles/"):
            record.validate(json.loads(data))
        elif path.startswith("data/") and path.endswith(".csv"):
            rows += len(list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)))
    for one in lines:
        record.validate(one)
    assert rows == ARTICLES


def test_every_kind_of_page_says_what_it_is(site: dict[str, bytes]) -> None:
    kinds: dict[str, list[str]] = defaultdict(list)
    for path, data in site.items():
        if path.endswith(".html"):
            kinds[
                data.partition(b"<main")[2].partition(b"</h1>")[0][:40].decode(errors="ignore") + path.partition("/")[0]
            ].append(path)
    read = [path for paths in kinds.values() for path in sorted(paths)[:EACH] if path != "404.html"]
    assert len(read) >= 40
    for path in read:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = extruct.extract(site[path].decode(), syntaxes=["json-ld", "opengraph"], errors="strict")
        [graph] = [one["@graph"] for one in found["json-ld"]]
        assert graph[0]["@type"] in {"WebSite", "CollectionPage", "SearchResultsPage", "NewsArticle"}
        assert path == "index.html" or graph[1]["@type"] == "BreadcrumbList"
        assert dict(found["opengraph"][0]["properties"])["og:url"] == graph[0]["url"]
