"""The table of contents of the site, literally, and how little a change makes out of date."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from generator.errors import BaozhaiError
from generator.incremental import Target
from generator.model import Article, Library, Mention
from generator.render.plan import plan
from generator.render.theme import load_theme
from generator.render.values import Named
from tests.render.library import (
    BOX,
    FIRST,
    FUTIAN,
    LEIDASHI,
    LOST,
    NANZHOU,
    OLD,
    SAMPLE,
    SECOND,
    SITE,
    THIRD,
    TIANYUAN_NAMED,
    article,
    library,
)

THEME = load_theme("broadsheet", Path("nowhere"))
TAG_INDEXES = ("tags/index.html", "tags/pinyin/index.html", "tags/2021/index.html")
ROUNDS = {"2021/w47/index.html", "2021/w47/tianyuan/index.html", "2021/11/index.html", "2021/11/tianyuan/index.html"}
DIGESTS = {"2021/11/25/tianyuan/index.html", *ROUNDS}  # they tell the common tags and places
FORMATS = ("feed.xml", "rss.xml", "feed.json")
ELSEWHERE = {"search", "feed", "api", "dump", "twin", "llms", "sitemap", "opml"}  # these test_search and formats/ tell


def targets(material: Library = SAMPLE) -> list[Target]:
    return list(plan(material, SITE, THEME))


def stale(before: Library, after: Library) -> set[str]:
    """Paths of targets that are new, gone or have another input."""
    old, new = ({target.path: msgspec.json.encode(target.inputs) for target in targets(one)} for one in (before, after))
    paths = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    kinds = {target.path: target.kind for one in (before, after) for target in targets(one)}
    return {path for path in paths if kinds[path] not in ELSEWHERE}


def changed(**fields: object) -> Library:
    """The sample with another first article."""
    return library(msgspec.structs.replace(FIRST, **fields), *SAMPLE.articles[1:])


def diagnostics(material: Library) -> list[str]:
    return [item.format() for target in targets(material) for item in target.make(**target.inputs)[1]]


def test_the_sample_makes_exactly_these_targets() -> None:
    left_out = {address for address, _ in THEME.static_files()}
    found = [(target.kind, target.path) for target in targets() if target.path not in left_out]
    assert found == [
        ("home", "index.html"),
        ("issue", "2021/11/25/index.html"),
        ("issue", "2021/11/24/index.html"),
        ("digest", "2021/11/25/tianyuan/index.html"),
        ("digest", "2021/11/25/lukou/index.html"),
        ("digest", "2021/11/24/citywide/index.html"),
        ("period", "2021/w47/index.html"),
        ("period", "2021/w47/tianyuan/index.html"),
        ("period", "2021/11/tianyuan/index.html"),
        ("period", "2021/w47/lukou/index.html"),
        ("period", "2021/11/lukou/index.html"),
        ("article", "2021/11/25/tianyuan/a1/index.html"),
        ("article", "2021/11/25/tianyuan/a2/index.html"),
        ("article", "2021/11/25/lukou/b1/index.html"),
        ("article", "2021/11/25/lukou/b2/index.html"),
        ("article", "2021/11/24/citywide/c1/index.html"),
        ("article", "undated/tianyuan/d1/index.html"),
        ("districts", "district/index.html"),
        ("district", "district/citywide/index.html"),
        ("district", "district/tianyuan/index.html"),
        ("district", "district/lukou/index.html"),
        ("places", "place/index.html"),
        ("place", "place/430211101/index.html"),
        ("place", "place/430212110/index.html"),
        ("place", "place/z-fa1f5de5/index.html"),
        ("place", "place/430212110203/index.html"),
        ("tags", "tags/index.html"),
        ("tag_letters", "tags/pinyin/index.html"),
        ("tag_year", "tags/2021/index.html"),
        ("tag", "tags/三高四新/index.html"),
        ("tag", "tags/疫情防控/index.html"),
        ("names", "people/index.html"),
        ("names", "organisations/index.html"),
        ("names", "reporters/index.html"),
        ("numbers", "numbers/index.html"),
        ("archive", "archive/index.html"),
        ("year", "2021/index.html"),
        ("month", "2021/11/index.html"),
        ("almanac", "on-this-day/index.html"),
        ("almanac_day", "on-this-day/11-24/index.html"),
        ("almanac_day", "on-this-day/11-25/index.html"),
        ("undated", "undated/index.html"),
        ("search", "search/index.html"),
        ("search", "search/folding.js"),
        ("search", "search/all/days.js"),
        ("search", "search/all/values.js"),
        *[("search", f"search/all/s{number}.js") for number in range(4)],
        *[("search", f"search/all/t{number}.js") for number in range(3)],
        ("search", "search/undated/days.js"),
        ("search", "search/undated/values.js"),
        ("search", "search/undated/s0.js"),
        ("search", "search/undated/t0.js"),
        ("missing", "404.html"),
        *[("feed", name) for name in FORMATS],
        *[("feed", f"district/{slug}/{name}") for slug in ("citywide", "tianyuan", "lukou") for name in FORMATS],
        *[("feed", f"tags/{tag}/{name}") for tag in ("三高四新", "疫情防控") for name in FORMATS],
        ("opml", "feeds.opml"),
        *[
            (kind, path)
            for address in (
                "2021/11/25/tianyuan/a1",
                "2021/11/25/tianyuan/a2",
                "2021/11/25/lukou/b1",
                "2021/11/25/lukou/b2",
                "2021/11/24/citywide/c1",
                "undated/tianyuan/d1",
            )
            for kind, path in (("twin", f"{address}/index.md"), ("api", f"api/articles/{address}.json"))
        ],
        ("api", "api/index.json"),
        ("api", "api/issues.json"),
        ("api", "api/issues/2021-11-25.json"),
        ("api", "api/issues/2021-11-24.json"),
        ("api", "api/undated.json"),
        ("api", "api/districts.json"),
        ("api", "api/district/citywide.json"),
        ("api", "api/district/tianyuan.json"),
        ("api", "api/district/lukou.json"),
        ("api", "api/tags.json"),
        ("api", "api/tags/三高四新.json"),
        ("api", "api/tags/疫情防控.json"),
        ("dump", "data/articles-2021-11.jsonl"),
        ("dump", "data/articles-2021-11.csv"),
        ("dump", "data/articles-undated.jsonl"),
        ("dump", "data/articles-undated.csv"),
        ("dump", "data/table.json"),
        ("dump", "data/datapackage.json"),
        ("api", "api/schema.json"),
        ("llms", "llms.txt"),
        ("llms", "llms-full.txt"),
        ("sitemap", "sitemap/2021-11.xml"),
        ("sitemap", "sitemap/pages.xml"),
        ("sitemap", "sitemap/news.xml"),
        ("sitemap", "sitemap.xml"),
        ("robots", "robots.txt"),
    ]


def test_a_changed_body_makes_that_article_and_no_listing() -> None:
    after = changed(body=FIRST.body + "\n\n新的一段。")
    assert stale(SAMPLE, after) == {"2021/11/25/tianyuan/a1/index.html"}


def test_a_body_without_the_digest_also_makes_the_listings_that_show_its_sentence() -> None:
    after = changed(body="十一月下旬,全市干部培训班正式开班上课。")
    assert stale(SAMPLE, after) == {
        "2021/11/25/tianyuan/a1/index.html",
        "2021/11/25/index.html",
        "2021/11/25/tianyuan/index.html",
        "district/tianyuan/index.html",
        "index.html",
        "on-this-day/11-25/index.html",
        "place/430211101/index.html",
        "tags/三高四新/index.html",
        *ROUNDS,
    }


def test_a_changed_tag_makes_that_article_its_tag_pages_and_the_indexes() -> None:
    after = changed(tags=("疫情防控", "三高四新"))
    assert stale(SAMPLE, after) == {
        "2021/11/25/tianyuan/a1/index.html",
        "tags/疫情防控/index.html",
        "tags/三高四新/index.html",  # 疫情防控 stands beside it now
        *TAG_INDEXES,
        *DIGESTS,
    }


def test_a_second_article_gives_a_tag_its_page_and_links_it_on_the_first() -> None:
    after = library(FIRST, msgspec.structs.replace(SECOND, tags=("疫情防控", "干部培训")), THIRD, BOX, OLD, LOST)
    assert stale(SAMPLE, after) == {
        "2021/11/25/tianyuan/a1/index.html",
        "2021/11/25/tianyuan/a2/index.html",
        "tags/三高四新/index.html",
        "tags/干部培训/index.html",
        "tags/疫情防控/index.html",
        *TAG_INDEXES,
        *DIGESTS,
    }


def test_a_tag_of_one_article_is_text_on_it_and_has_no_page() -> None:
    [page] = [target for target in targets(SAMPLE) if target.path == "2021/11/25/tianyuan/a1/index.html"]
    assert page.inputs["tags"] == (Named("干部培训", None), Named("三高四新", "tags/三高四新/"))


def test_a_changed_byline_or_place_makes_that_article_only() -> None:
    assert stale(SAMPLE, changed(people=("谢嘉",))) == {"2021/11/25/tianyuan/a1/index.html"}


def test_a_changed_mention_makes_that_article_the_pages_of_the_places_and_what_lists_them() -> None:
    assert stale(SAMPLE, changed(mentions=(TIANYUAN_NAMED, NANZHOU, FUTIAN))) == {
        "2021/11/25/tianyuan/a1/index.html",
        "district/lukou/index.html",
        "district/tianyuan/index.html",
        "place/index.html",
        "place/430211101/index.html",
        "place/430212110/index.html",
        *DIGESTS,
    }


def test_a_second_mention_of_a_place_leaves_the_places_around_it_alone() -> None:
    after = library(FIRST, msgspec.structs.replace(SECOND, mentions=(LEIDASHI,)), THIRD, BOX, OLD, LOST)
    assert stale(SAMPLE, after) == {
        "2021/11/25/tianyuan/a2/index.html",
        "place/index.html",
        "place/430211101/index.html",
        *DIGESTS,
    }


def test_a_foreign_place_more_makes_its_article_only() -> None:
    assert stale(SAMPLE, changed(mentions=(*FIRST.mentions, Mention("330100", "杭州市", "outside")))) == {
        "2021/11/25/tianyuan/a1/index.html"
    }


def test_a_corrected_headline_moves_no_address() -> None:
    before, after = ({target.path for target in targets(one)} for one in (SAMPLE, changed(headline="改过的标题")))
    assert before == after


def test_a_new_article_makes_its_neighbours_and_the_listings_that_show_it() -> None:
    new = article("e1", order=5, district="渌口区", tags=("三高四新",), print_page="A2")
    assert stale(SAMPLE, library(FIRST, SECOND, THIRD, BOX, new, OLD, LOST)) == {
        "2021/11/25/lukou/e1/index.html",
        "2021/11/25/lukou/b2/index.html",
        "2021/11/25/lukou/index.html",
        "2021/11/25/index.html",
        "2021/11/index.html",
        "2021/11/lukou/index.html",
        "2021/w47/index.html",
        "2021/w47/lukou/index.html",
        "2021/index.html",  # counts of articles by day and by year
        "archive/index.html",
        "on-this-day/11-25/index.html",
        "index.html",
        "district/index.html",
        "district/lukou/index.html",
        "place/index.html",
        *TAG_INDEXES,
        "tags/三高四新/index.html",
    }


def test_a_new_article_leaves_the_older_parts_of_long_lists_alone() -> None:
    many = [article(f"n{number}", date=f"2021-10-{30 - number:02}") for number in range(12)]
    newer = article("n99", date="2021-10-31")
    touched = stale(library(*many), library(newer, *many))
    assert {path for path in touched if path.startswith("district/tianyuan/")} == {
        "district/tianyuan/index.html",
    }


def test_a_deleted_article_leaves_no_link_behind() -> None:
    touched = stale(SAMPLE, library(FIRST, THIRD, BOX, OLD, LOST))
    assert {"2021/11/25/tianyuan/a1/index.html", "2021/11/25/lukou/b1/index.html"} <= touched


def test_every_district_has_its_pages_also_without_news_and_without_any_library() -> None:
    paths = {target.path for target in targets(Library())}
    assert {"index.html", "district/lukou/index.html", "tags/index.html", "archive/index.html", "404.html"} <= paths
    home = text(Library(), "index.html")
    assert "还没有可读的报纸" in home
    assert "content/pages/" in home
    assert "渌口区还没有稿件" in text(Library(), "district/lukou/index.html")


def test_two_articles_with_one_address_are_an_error_that_names_both_files() -> None:
    twin = msgspec.structs.replace(FIRST, path="天元区/2021-11-25/抄件.md")
    with pytest.raises(BaozhaiError) as caught:
        targets(library(FIRST, twin))
    words = caught.value.diagnostics[0].format()
    assert FIRST.path in words
    assert twin.path in words


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"district": "云龙新城"}, "no district of this city is called 云龙新城"),
        ({"parent": "zz"}, "belongs to article zz, which is not in the library"),
        ({"date": "2021-13-01"}, "2021-13-01 is no day of the calendar"),
    ],
)
def test_what_is_wrong_with_an_article_is_a_warning_and_it_is_published(fields: dict[str, str], code: str) -> None:
    odd = article("a1", **fields)
    [line] = diagnostics(library(odd))
    assert line.startswith(f"{odd.file}: warning: ")
    assert code in line
    assert any(target.kind == "article" for target in targets(library(odd)))


def text(material: Library, path: str) -> str:
    [target] = [target for target in targets(material) if target.path == path]
    return target.make(**target.inputs)[0].decode()


def test_a_sidebar_links_to_its_article_and_back() -> None:
    assert 'href="../../../../../2021/11/25/lukou/b1/index.html"' in text(SAMPLE, "2021/11/25/lukou/b2/index.html")
    assert "相关链接" in text(SAMPLE, "2021/11/25/lukou/b1/index.html")


def test_an_article_shows_what_its_file_holds() -> None:
    page = text(SAMPLE, "2021/11/25/tianyuan/a1/index.html")
    for words in (
        "高新区：",
        "“提升班”",
        "掌上株洲",
        "记者 谢嘉",
        '开班<span data-as=",">，</span>现场',
        "谢嘉 摄",
        "2021年11月25日 星期四",
        "第A1版",
        "干部培训",
    ):
        assert words in page
    assert '<h2 id="s1"><span class="numeral">1</span> 抓住关键</h2>' in page
    assert '<link rel="canonical" href="https://news.example.cn/zz/2021/11/25/tianyuan/a1/">' in page


def of_kind(kind: str, found: Iterable[Target]) -> list[str]:
    return [target.path for target in found if target.kind == kind]


def test_articles_of_another_time_or_group_stand_where_they_belong() -> None:
    material: Article = article("x1", district="云龙新城", date=None)
    assert of_kind("article", targets(library(material))) == ["undated/d-f932aba3/x1/index.html"]
