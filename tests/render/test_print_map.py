"""Sketches of print pages: every article once, in order, by its share; nothing outside the sheet; no text changes one."""

import random

import pytest
from msgspec.structs import replace

from generator.model import Library
from generator.render import print_map, taxonomy
from generator.render.print_map import PrintMap
from tests.render.library import SITE, article, library


def maps(found: Library) -> tuple[PrintMap, ...]:
    news = taxonomy.arrange(found, SITE.districts, "全市")
    by_address = {news.teasers[one.path].address: one for one in news.articles}
    return print_map.maps(news.issues[0], by_address)


def page(*extents: int) -> Library:
    return library(*(article(f"n{at:02}", order=at, print_page="A1", extent=size) for at, size in enumerate(extents)))


def test_the_boxes_of_a_page_cover_it_and_do_not_meet():
    draw = random.Random(5)
    for count in range(2, 31):
        [made] = maps(page(*(draw.choice([0, 80, 300, 900, 4000]) for _ in range(count))))
        assert [box.address.split("/")[-2] for box in made.boxes] == [f"n{at:02}" for at in range(count)]
        assert sum(box.width * box.height for box in made.boxes) == pytest.approx(made.width * made.height, rel=0.01)
        for at, one in enumerate(made.boxes):
            assert one.x >= 0 and one.y >= 0 and one.x + one.width <= made.width and one.y + one.height <= made.height
            for other in made.boxes[at + 1 :]:
                across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
                down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
                assert across <= 0 or down <= 0


def test_a_long_article_takes_more_than_a_brief_and_the_shares_are_those_of_the_text():
    [made] = maps(page(2000, 200))
    long, brief = made.boxes
    assert long.width * long.height > 3 * brief.width * brief.height
    assert (long.share, brief.share, long.extent) == (89, 11, 2000)


def test_a_sidebar_stands_inside_its_article():
    main = article("m", order=1, print_page="A1", extent=900)
    boxes = [
        article(f"s{at}", order=at + 2, print_page="A1", extent=300, kind="sidebar", parent="m") for at in range(4)
    ]
    [made] = maps(library(main, *boxes, article("z", order=9, print_page="A1", extent=500)))
    outer = made.boxes[0]
    inner = [box for box in made.boxes if box.is_inner]
    assert len(inner) == 4
    for box in inner:
        assert outer.x <= box.x and box.x + box.width <= outer.x + outer.width
        assert outer.y + outer.own <= box.y and box.y + box.height <= outer.y + outer.height + 1


def test_articles_that_are_each_other_s_sidebars_stand_beside_each_other():
    one = article("a", order=1, print_page="A1", parent="b")
    two = article("b", order=2, print_page="A1", parent="a")
    [made] = maps(library(one, two))
    assert [box.is_inner for box in made.boxes] == [False, False]


def test_pages_stand_in_order_and_a_page_with_one_article_is_not_drawn():
    first = article("a", order=1, print_page="A1", section="要闻")
    more = [article(name, order=at, print_page="A2") for at, name in enumerate("bc", 2)]
    made = maps(library(first, *more))
    assert [(one.print_page, one.section, one.anchor, len(one.boxes)) for one in made] == [
        ("A1", "要闻", "page-A1", 0),
        ("A2", None, "page-A2", 2),
    ]


def test_a_corrected_body_changes_no_map():
    before = page(500, 300)
    after = Library(tuple(replace(one, body=one.body * 50) for one in before.articles))
    assert maps(before) == maps(after)


def test_headlines_keep_to_their_box():
    draw = random.Random(9)
    headlines = [
        "云田镇拆除一处“卫片”违法建筑",
        "短",
        "凝心聚力促改革 砥砺前行谱新篇，全区上下一条心" * 3,
        "ABC 2021 GDP",
    ]
    articles = [
        article(f"n{at}", order=at, print_page="A1", extent=draw.choice([100, 2000]), headline=draw.choice(headlines))
        for at in range(20)
    ]
    [made] = maps(library(*articles))
    for box in made.boxes:
        assert box.lines
        assert len(box.lines) * box.size * 1.3 <= max(box.height, box.size * 1.4)
