"""Which places have a page, what lies in what, and what the pages and the map show."""

from pathlib import Path

import msgspec
import pytest

from generator.model import District, Library, Locality, Mention
from generator.render import atlas, taxonomy, tiles
from generator.render.atlas import Atlas
from generator.render.plan import plan
from generator.render.theme import load_theme
from generator.render.values import Link, Named, Place, PlaceCount, PlaceNode
from tests.render.library import (
    FUTIAN,
    HENGJIANG,
    LEIDASHI,
    NANZHOU,
    SAMPLE,
    SITE,
    TIANYUAN_NAMED,
    ZONE,
    article,
    library,
)

THEME = load_theme("broadsheet", Path("nowhere"))
NANZHOU_PAGE = Link("南洲镇", "place/430212110/")


def survey(material: Library) -> Atlas:
    return atlas.survey(taxonomy.arrange(material, SITE.districts, "全市"), SITE)


def naming(*mentions: Mention) -> Atlas:
    return survey(library(article("a1", mentions=mentions)))


def page(material: Library, path: str) -> str:
    [target] = [target for target in plan(material, SITE, THEME) if target.path == path]
    return target.make(**target.inputs)[0].decode()


def test_a_township_lists_the_articles_that_name_it_or_a_village_in_it_newest_first() -> None:
    old = article("o1", date="2021-11-01", mentions=(NANZHOU,))
    new = article("n1", date="2021-11-02", mentions=(HENGJIANG, NANZHOU))
    found = survey(library(old, new)).spots
    assert [teaser.id for teaser in found["430212110"].teasers] == ["n1", "o1"]
    assert [teaser.id for teaser in found["430212110203"].teasers] == ["n1"]


def test_a_village_leads_up_to_its_township_and_district() -> None:
    found = naming(HENGJIANG, ZONE)
    assert list(found.crumbs("430212110203")) == [Link("渌口区", "district/lukou/"), NANZHOU_PAGE]
    assert found.children("430212") == (NANZHOU_PAGE, Link("渌口经开区", "place/z-fa1f5de5/"))
    assert found.children("430212110") == (Link("横江村", "place/430212110203/"),)
    assert found.siblings("430212110") == (Link("渌口经开区", "place/z-fa1f5de5/"),)


def test_a_village_that_no_table_has_lies_in_the_district_of_the_articles_that_name_it() -> None:
    village = Mention(None, "云塘社区", "village")
    found = naming(village)
    assert list(found.crumbs("village 云塘社区")) == [Link("天元区", "district/tianyuan/")]
    assert found.named(article("a1", mentions=(village,)))[0].address == found.spots["village 云塘社区"].address
    both = survey(library(article("a1", mentions=(village,)), article("a2", district="渌口区", mentions=(village,))))
    assert list(both.crumbs("village 云塘社区")) == []


def test_a_village_that_no_table_has_lies_in_the_one_township_that_its_articles_name() -> None:
    village = Mention(None, "云塘社区", "village")
    found = naming(LEIDASHI, village)
    assert list(found.crumbs("village 云塘社区")) == [
        Link("天元区", "district/tianyuan/"),
        Link("雷打石镇", "place/430211101/"),
    ]
    both = survey(library(article("a1", mentions=(LEIDASHI, village)), article("a2", mentions=(village,))))
    assert list(both.crumbs("village 云塘社区")) == [Link("天元区", "district/tianyuan/")]


def test_a_zone_lies_in_the_district_whose_name_it_begins_with() -> None:
    found = naming(Mention(None, "渌口某工业园", "zone"), Mention(None, "某产业园", "zone"))
    assert list(found.crumbs("zone 渌口某工业园")) == [Link("渌口区", "district/lukou/")]
    assert list(found.crumbs("zone 某产业园")) == []


def test_a_district_that_is_only_named_says_so_in_the_index_and_the_tree() -> None:
    material = library(article("a1", mentions=(LEIDASHI, NANZHOU)))
    for path in ("district/index.html", "place/index.html"):
        assert "还没有专稿，提及1篇" in page(material, path)
    english = msgspec.structs.replace(SITE, language="en")
    [target] = [one for one in plan(material, english, THEME) if one.path == "district/index.html"]
    assert "named in 1 article, none of its own yet" in target.make(**target.inputs)[0].decode()


@pytest.mark.parametrize(
    ("city", "name", "codes", "parts", "whole"),
    [
        ("430200", "株洲市", ("430202", "430203"), "区县", "全市"),
        ("441900", "东莞市", ("441900003", "441900101"), "镇街", "全市"),
        ("430121", "长沙县", ("430121001", "430121102"), "乡镇", "全县"),
        ("422800", "恩施土家族苗族自治州", ("422801", "422822"), "县市", "全州"),
        ("152500", "锡林郭勒盟", ("152501", "152522"), "旗县", "全盟"),
        ("652900", "阿克苏地区", ("652901", "652922"), "县市", "全地区"),
        ("430000", "湖南省", ("430100", "430200"), "市州", "全省"),
    ],
)
def test_the_parts_of_each_kind_of_home_are_called_what_they_are(
    city: str, name: str, codes: tuple[str, ...], parts: str, whole: str
) -> None:
    districts = tuple(District(code, f"某{code}", f"d{code}") for code in codes)
    site = msgspec.structs.replace(SITE, city=city, city_name=name, districts=districts, localities=())
    made = {one.path: one for one in plan(library(), site, THEME)}["district/index.html"]
    html = made.make(**made.inputs)[0].decode()
    assert f"<h1>{parts}</h1>" in html and f"<b>{whole}</b>" in html


def test_foreign_places_and_codes_of_nowhere_have_no_page() -> None:
    nowhere = Mention("110101001", "东华门街道", "township")
    strange = Mention("../../etc", "怪村", "village")
    full_width = Mention("４３０２１２１１０", "南洲", "township")
    city = Mention("430200", "株洲市", "city")
    mentions = (FUTIAN, nowhere, strange, full_width, city)
    found = naming(*mentions)
    assert not found.spots
    assert {named.address for named in found.named(article("a1", mentions=mentions))} == {None}


def test_what_a_person_writes_without_code_is_found_by_its_name() -> None:
    zone = Mention(None, ZONE.name, "district")  # as its last character has it
    written = (Mention(None, "渌口区", "district"), Mention(None, "南洲镇", "township"), zone)
    assert naming(*written).named(article("a1", mentions=written)) == (
        Named("渌口区", "district/lukou/"),
        Named("株洲县", "district/lukou/"),  # its former name, which a text may use
        Named("渌口", "district/lukou/", short=True),
        Named("南洲镇", "place/430212110/"),
        Named("渌口经开区", "place/z-fa1f5de5/"),
    )


def test_a_zone_nobody_has_placed_lies_in_the_city_and_a_township_no_table_has_in_its_district() -> None:
    found = naming(Mention(None, "株洲综保区", "zone"), Mention("430212999", "新建镇", "township"))
    assert [node.name for node in found.tree(())] == ["株洲综保区"]
    assert [link.title for link in found.children("430212")] == ["新建镇"]


def test_a_village_is_named_as_most_articles_name_it() -> None:
    spellings = ["横江", "横江村", "横江村"]
    many = [
        article(f"a{at}", mentions=(Mention("430212110203", name, "village"),)) for at, name in enumerate(spellings)
    ]
    assert survey(library(*many)).spots["430212110203"].about.name == "横江村"


def test_the_tree_has_every_district_and_only_places_that_occur() -> None:
    listed = [PlaceCount(Place("天元区", "tianyuan", "district/tianyuan/"), 0, None)]
    assert naming(LEIDASHI).tree(listed) == (
        PlaceNode("天元区", "district/tianyuan/", 0, (PlaceNode("雷打石镇", "place/430211101/", 1),)),
    )


def test_in_a_province_a_county_has_a_page_below_its_city() -> None:
    site = msgspec.structs.replace(
        SITE,
        districts=(District("430200", "株洲市", "zhuzhou"),),
        localities=(
            Locality("430200", "株洲市", "district", "430000"),
            Locality("430211", "天元区", "district", "430200"),
            Locality("430211101", "雷打石镇", "township", "430211"),
        ),
    )
    news = taxonomy.arrange(library(article("a1", district="株洲市", mentions=(LEIDASHI,))), site.districts, "全省")
    found = atlas.survey(news, site)
    assert list(found.spots) == ["430211", "430211101"]
    assert list(found.crumbs("430211101")) == [Link("株洲市", "district/zhuzhou/"), Link("天元区", "place/430211/")]


def test_long_lists_of_a_place_go_on_and_only_the_newest_part_shows_what_is_around() -> None:
    many = [article(f"n{at}", date=f"2021-10-{30 - at:02}", mentions=(LEIDASHI,)) for at in range(6)]
    paths = [target.path for target in plan(library(*many), SITE, THEME) if target.kind == "place"]
    assert paths == [f"place/430211101/{part}index.html" for part in ("", "2/", "1/")]
    assert "430211101</dd>" in page(library(*many), paths[0])
    assert "430211101</dd>" not in page(library(*many), paths[1])


def test_a_district_shows_its_code_its_other_names_and_what_lies_in_it_also_without_news() -> None:
    shown = page(library(article("a1", mentions=(NANZHOU,))), "district/lukou/index.html")
    for words in ("430212", "曾用名", "株洲县", "南洲镇", "渌口区还没有专稿", "也写到渌口区的稿件", "稿件a1"):
        assert words in shown
    assert "渌口区还没有稿件" in page(library(article("a1")), "district/lukou/index.html")


def test_an_issue_says_which_districts_without_news_are_named_elsewhere_in_it_and_leads_there() -> None:
    today = article("a1", date="2021-11-25", district="天元区", mentions=(NANZHOU,))
    before = article("b1", date="2021-11-24", district="渌口区", mentions=(Mention("430211", "天元区", "district"),))
    silent = library(article("c1", date="2021-11-25", district="天元区"))
    quiet = '<section class="quiet">'
    for path in ("index.html", "2021/11/25/index.html"):
        shown = page(library(today, before), path).partition(quiet)[2]
        assert '渌口区</a><small>无专稿，提及1篇：</small><a href="' in shown
        assert "2021/11/25/tianyuan/a1/index.html" in shown
        assert "本期无专稿的区县" in shown
        assert "无专稿，提及" not in page(silent, path)
        assert "渌口区</a></li>" in page(silent, path).partition(quiet)[2]
    older = page(library(today, before), "2021/11/24/index.html").partition(quiet)[2]
    assert "天元区</a><small>无专稿，提及1篇：</small>" in older


def test_the_map_of_the_home_speaks_of_this_issue_and_that_of_the_districts_of_all() -> None:
    old = article("b1", date="2021-11-24", district="渌口区")
    new = article("a1", date="2021-11-25", district="天元区")
    assert 'aria-label="渌口区 本期没有稿件"' in page(library(old, new), "index.html")
    assert 'aria-label="渌口区 1篇"' in page(library(old, new), "district/index.html")
    naming = article("a1", date="2021-11-25", district="天元区", mentions=(NANZHOU,))
    assert 'aria-label="渌口区 无专稿，提及1篇"' in page(library(old, naming), "index.html")
    assert 'aria-label="渌口区 还没有专稿，提及1篇"' in page(library(naming), "district/index.html")


def test_a_district_lists_the_articles_that_only_name_it_apart_from_its_own() -> None:
    own = article("own", district="渌口区", mentions=(Mention("430212", "渌口区", "district"),))
    other = article("other", mentions=(Mention("430211", "天元区", "district"), NANZHOU))
    found = survey(library(own, other))
    assert [teaser.id for teaser in found.further["430212"]] == ["other"]
    shown = page(library(own, other), "district/lukou/index.html")
    assert shown.index("稿件own") < shown.index("也写到渌口区的稿件") < shown.index("稿件other")


def test_an_article_links_the_places_of_its_text_and_lists_them_all() -> None:
    shown = page(library(article("a1", mentions=(TIANYUAN_NAMED, FUTIAN), body="天元区与福田区签约。")),
                 "2021/11/25/tianyuan/a1/index.html")  # fmt: skip
    assert '<a class="place" href="../../../../../district/tianyuan/index.html">天元区</a>与福田区签约。' in shown
    assert "<li><span>福田区</span></li>" in shown


def test_the_map_has_a_tile_for_each_district_shaded_by_its_articles_and_read_row_by_row() -> None:
    places = [PlaceCount(Place(name, slug, f"district/{slug}/"), count, None)
              for name, slug, count in [("全市", "citywide", 9), ("渌口区", "lukou", 1), ("天元区", "tianyuan", 40)]]  # fmt: skip
    drawn = tiles.tile_map(places, SITE)
    assert drawn is not None
    assert [(tile.place.name, tile.count, tile.shade) for tile in drawn.tiles] == [("天元区", 40, 4), ("渌口区", 1, 1)]
    assert (drawn.columns, drawn.rows) == (1, 2)


def test_a_city_of_one_district_has_no_map() -> None:
    assert tiles.tile_map([], SITE) is None


def test_a_long_name_is_short_on_its_tile() -> None:
    site = msgspec.structs.replace(SITE, districts=(District("1", "芷江侗族自治县", "a"), District("2", "天元区", "b")))
    drawn = tiles.tile_map([PlaceCount(Place(name, "x", "x/"), 0, None) for name in ("芷江侗族自治县", "天元区")], site)
    assert drawn is not None
    assert drawn.unplaced == len(drawn.tiles)
    assert [(tile.lines, tile.shade) for tile in drawn.tiles] == [(("芷江",), 0), (("天元区",), 0)]


def test_every_place_of_the_site_is_in_the_sitemap() -> None:
    text = page(SAMPLE, "sitemap/pages.xml")
    for address in ("place/", "place/430211101/", "place/430212110203/", "place/z-fa1f5de5/"):
        assert f"<loc>https://news.example.cn/zz/{address}</loc>" in text


def test_a_zone_written_out_and_shortened_has_one_page_and_both_are_links() -> None:
    short, long = Mention(None, "界首高新区", "zone"), Mention(None, "界首高新技术产业开发区", "zone")
    one = article("a1", mentions=(short,), body="界首高新区开工。")
    other = article("b1", mentions=(long,), body="界首高新技术产业开发区开工。\n\n界首高新区投产。")
    found = survey(library(one, other))
    [spot] = found.spots.values()
    assert (spot.about.name, spot.about.also, len(spot.teasers)) == (long.name, (short.name,), 2)
    assert survey(library(one)).spots.popitem()[1].address == spot.address
    made = page(library(one, other), "2021/11/25/tianyuan/b1/index.html")
    for name in (long.name, short.name):
        assert f'{spot.address}index.html">{name}</a>' in made.partition('<div class="body"')[2]
