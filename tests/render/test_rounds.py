"""Digests of a day, a week and a month: each story once, the strongest first, and a picture in counts and names."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.incremental import Target
from generator.model import Article
from generator.render import retold
from generator.render.plan import plan
from generator.render.theme import load_theme
from tests.render.library import LEIDASHI, SITE, article, library

THEME = load_theme("broadsheet", Path("nowhere"))
ROAD = "昨日，天元区雷打石镇的三条新路同时通车，沿线的两千户居民出行有了新的选择。新路全长八公里，由区交通局负责建设，历时一年半完成。"
REST = "项目负责人表示，将在明年对沿线的绿化进行提升，并与公交公司对接，开通一条新的线路，为群众的出行提供方便。"
OTHER = "今年以来，渌口区对全区的农村饮水工程进行了改造，有一万户群众用上了放心的自来水，水质的合格率有了明显的提高。"


def targets(*articles: Article) -> dict[str, Target]:
    return {target.path: target for target in plan(library(*articles), SITE, THEME)}


def shown(path: str, *articles: Article) -> str:
    target = targets(*articles)[path]
    return target.make(**target.inputs)[0].decode()


LONG = article(
    "a", headline="三条新路通车", body=f"{ROAD}\n\n{REST}", print_page="A1", mentions=(LEIDASHI,), tags=("道路建设",)
)
CUT = article("b", headline="雷打石镇添新路", body=ROAD, date="2021-11-24", print_page="A3", tags=("道路建设",))
WATER = article("c", headline="农村饮水改造", body=OTHER, print_page="A2", tags=("饮水工程",))


def test_a_story_that_was_cut_for_another_page_is_the_same() -> None:
    assert retold.groups([LONG, CUT, WATER]) == {
        "天元区/2021-11-25/a.md": (LONG.path, CUT.path),
        CUT.path: (LONG.path, CUT.path),
    }


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(CUT, date="2021-10-24"),
        msgspec.structs.replace(CUT, date=None),
        msgspec.structs.replace(CUT, parent="a"),
        msgspec.structs.replace(CUT, body=OTHER),
        msgspec.structs.replace(CUT, headline=LONG.headline, body=OTHER),
    ],
)
def test_far_days_boxes_and_other_texts_are_other_stories(other: Article) -> None:
    assert retold.groups([LONG, other]) == {}


@given(st.permutations([LONG, CUT, WATER, article("d", body=REST + ROAD), article("e", body=OTHER + "完。")]))
def test_the_groups_do_not_hang_on_the_order(articles: list[Article]) -> None:
    expected = {frozenset(group) for group in retold.groups(articles).values()}
    names = {frozenset(path[-4:-3] for path in group) for group in expected}
    assert names == {frozenset("abd"), frozenset("ce")}


def test_a_week_tells_a_story_once_and_names_its_other_printing() -> None:
    text = shown("2021/w47/index.html", LONG, CUT, WATER)
    assert text.count("三条新路通车</a></h2>") == 1
    assert "雷打石镇添新路</a></h2>" not in text
    assert "同题报道" in text
    assert "见报3篇，同题只算一次是2件" in text


def test_the_picture_of_a_day_has_pages_places_and_common_tags() -> None:
    text = shown("2021/11/25/tianyuan/index.html", LONG, CUT, WATER)
    assert "见报2篇，在第A1、A2版；写到" in text
    assert "place/430211101/index.html" in text
    assert "所谈：" in text


def test_the_front_page_comes_before_the_pages_behind_it() -> None:
    text = shown("2021/11/25/tianyuan/index.html", WATER, LONG)
    assert text.index("三条新路通车") < text.index("农村饮水改造")


def test_a_district_with_one_article_has_no_week_of_its_own() -> None:
    assert "2021/w47/tianyuan/index.html" not in targets(LONG)
    assert "2021/w47/index.html" in targets(LONG)


def test_a_week_over_the_turn_of_the_year_has_one_address() -> None:
    paths = targets(article("a", date="2020-12-31"), article("b", date="2021-01-03"))
    assert "2020/w53/index.html" in paths
    assert "2020/w53/tianyuan/index.html" in paths


def test_a_changed_word_leaves_the_digests_alone() -> None:
    before = targets(LONG, CUT, WATER)
    after = targets(msgspec.structs.replace(LONG, body=LONG.body + "\n\n完工后将验收。"), CUT, WATER)
    for path in ("2021/w47/index.html", "2021/11/25/tianyuan/index.html", "2021/11/index.html"):
        assert msgspec.json.encode(before[path].inputs) == msgspec.json.encode(after[path].inputs)


def test_the_print_pages_of_a_week_stand_in_their_order() -> None:
    ten = msgspec.structs.replace(CUT, print_page="A10", body=OTHER[:40], date="2021-11-25")
    text = shown("2021/w47/index.html", ten, WATER, LONG)
    assert "A1、A2、A10" in text
