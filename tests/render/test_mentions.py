"""Places named in a text become links, and nothing else in the text changes."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Article, Mention
from generator.render import markup
from generator.render.mentions import link
from generator.render.press import listed
from generator.render.values import Named

PLACES = (
    Named("渌口区", "district/lukou/"),
    Named("渌口镇", "place/430212100/"),
    Named("渌口", "place/short/"),
    Named("新渌口镇村", None),
    Named("横江村", "place/430212110203/"),
    Named("amp", "place/amp/"),
)
TAG = re.compile(r"<[^<>]*>")
WORDS = [
    "渌口区",
    "渌口镇",
    "渌口",
    "横江村",
    "新渌口镇村",
    "&",
    "<",
    "amp",
    "*",
    "`",
    "[",
    "](#s1)",
    "\n\n",
    "## ",
    "- ",
    "今天",
]


def linked(text: str) -> list[str]:
    return re.findall(r'<a class="place" href="([^"]*)index.html">([^<]*)</a>', text)


def names(text: str) -> list[str]:
    return [name for _, name in linked(link(text, PLACES, "../"))]


def test_a_link_leads_to_the_page_of_the_place_from_where_the_article_stands() -> None:
    assert link("<p>在横江村。</p>", PLACES, "../../") == (
        '<p>在<a class="place" href="../../place/430212110203/index.html">横江村</a>。</p>'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>渌口区渌口镇横江村</p>", ["渌口区", "渌口镇", "横江村"]),  # the longest name, though 渌口 is one too
        ("<p>横江村，横江村</p>\n<p>横江村</p>", ["横江村", "横江村"]),  # once in each paragraph
        ("<p>横<strong>江村</strong>，<strong>横江村</strong>，横江村</p>", ["横江村"]),  # emphasis begins no paragraph
        ("<p>横江村<br>横江村</p>", ["横江村"]),
        ("<ul><li>横江村</li><li>横江村</li></ul>", ["横江村", "横江村"]),
        ("<p>新渌口镇村</p>", []),  # a place without a page hides the shorter name in it
        ('<h2 id="s1">横江村</h2><h3>横江村</h3>', []),
        ('<p class="label">横江村</p><p>横江村</p>', ["横江村"]),
        ('<p><a href="https://a.cn/">去<em>横江村</em></a>横江村</p>', ["横江村"]),
        ("<pre><code>横江村</code></pre><p><code>横江村</code></p>", []),
        ("<p>A&amp;B，amp</p>", ["amp"]),  # not the one in an entity
        ('<p title="横江村">今天</p>', []),
    ],
)
def test_what_becomes_a_link(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_without_a_place_that_has_a_page_the_text_is_the_same() -> None:
    text = "<p>渌口区&amp;</p>"
    assert link(text, (), "") == link(text, [Named("渌口区", None)], "") == text


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("走进渌口看变化", True),
        ("青春渌口。", True),
        ("渌口大桥封闭", False),
        ("渌口中学开学", False),
        ("作家渌口说", False),
    ],
)
def test_a_short_form_is_a_link_where_it_stands_for_the_place(text: str, linked: bool) -> None:
    made = link(f"<p>{text}</p>", [Named("渌口", "district/lukou/", short=True)], "")
    assert ("<a " in made) is linked


def test_a_short_form_that_is_a_word_is_no_link() -> None:
    assert "<a " not in link("<p>清晨朝阳照在河面上</p>", [Named("朝阳", "district/chaoyang/", short=True)], "")


def test_two_places_of_one_name_cannot_be_told_apart() -> None:
    assert link("<p>龙门镇</p>", [Named("龙门镇", "place/1/"), Named("龙门镇", None)], "") == "<p>龙门镇</p>"


def test_a_name_is_taken_as_it_stands_and_never_as_a_pattern_or_a_tag() -> None:
    odd = [Named("a.c", "place/1/"), Named("<b>", "place/2/"), Named("&", "place/3/"), Named("", "place/4/")]
    assert link("<p>abc &lt;b&gt; &amp;</p>", odd, "") == (
        '<p>abc <a class="place" href="place/2/index.html">&lt;b&gt;</a> &amp;</p>'
    )


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_links_change_no_character_of_any_markdown(body: str) -> None:
    plain, _ = markup.render(body, "a.md")
    made = link(plain, PLACES, "../../")
    assert html.unescape(TAG.sub("", made)) == html.unescape(TAG.sub("", plain))
    assert re.sub(r'<a class="place" href="[^"]*">([^<]*)</a>', r"\1", made) == plain


def test_beside_an_article_each_place_stands_once_and_by_the_name_it_was_found_under():
    article = Article(id="a1", path="a.md", headline="甲", mentions=(Mention("310101", "黄浦区", "district"),))
    places = (
        Named("黄浦区", "district/huangpu/"),
        Named("卢湾区", "district/huangpu/"),
        Named("黄浦", "district/huangpu/"),
    )
    assert listed(places, article) == places[:1]
    assert listed((Named("东村", None), Named("东村", None)), article) == ()
