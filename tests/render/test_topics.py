"""Tags as ways into the news: what is frequent, when, and what stands beside what."""

import re

import pytest

from generator.render import taxonomy, topics
from generator.render.taxonomy import Taxonomy
from tests.render.library import SITE, article, library


def arranged(*tags: tuple[str, ...], dates: tuple[str, ...] = ()) -> Taxonomy:
    days = [*dates, *(["2021-11-25"] * len(tags))]
    articles = [article(f"n{at}", tags=mine, date=days[at]) for at, mine in enumerate(tags)]
    return taxonomy.arrange(library(*articles), SITE.districts, "全市")


def test_the_most_frequent_tag_stands_first_and_equals_stand_by_sound() -> None:
    news = arranged(("油茶", "养老服务"), ("油茶", "养老服务", "安全生产"), ("油茶", "安全生产"), ("只此一篇",))
    assert [one.term.name for one in topics.popular(news.by_tag, ())] == ["油茶", "安全生产", "养老服务"]


def test_related_tags_are_counted_by_common_articles() -> None:
    news = arranged(("油茶", "乡村振兴", "合作社"), ("油茶", "乡村振兴"), ("合作社", "油茶"), ("乡村振兴", "只此一篇"))
    names = {term.address: term.name for term, _ in news.by_tag}
    beside = {
        names[address]: [(one.name, one.count) for one in found] for address, found in topics.related(news).items()
    }
    assert beside == {
        "油茶": [("合作社", 2), ("乡村振兴", 2)],
        "乡村振兴": [("油茶", 2), ("合作社", 1)],
        "合作社": [("油茶", 2), ("乡村振兴", 1)],
    }


def test_a_trend_counts_every_month_between_and_its_tallest_bar_is_whole() -> None:
    dates = ("2021-11-25", "2021-11-26", "2022-01-03")
    news = arranged(*([("油茶",)] * 3), dates=dates)
    [(_, teasers)] = news.by_tag
    bars = topics.trend(teasers, topics.periods(dates))
    assert [(bar.period, bar.count, bar.height) for bar in bars] == [
        ("2021-11", 2, topics.HEIGHT),
        ("2021-12", 0, 0),
        ("2022-01", 1, topics.HEIGHT // 2),
    ]


@pytest.mark.parametrize(
    ("dates", "count", "first"),
    [((), 0, None), (("2021-11-25",), 1, "2021-11"), (("2020-01-01", "2021-12-31"), 24, "2020-01"),
     (("2020-01-01", "2022-01-01"), 3, "2020")],
)  # fmt: skip
def test_two_years_are_shown_by_months_and_longer_times_by_years(
    dates: tuple[str, ...], count: int, first: str
) -> None:
    found = topics.periods(dates)
    assert len(found) == count
    assert not found or found[0] == first


def test_a_single_month_has_no_trend() -> None:
    news = arranged(("油茶",), ("油茶",))
    [(_, teasers)] = news.by_tag
    assert topics.trend(teasers, topics.periods(["2021-11-25"])) == ()


def test_every_initial_of_an_index_is_a_letter_or_the_last_sign() -> None:
    news = arranged(*([("重庆小面", "5G", "渌水", "APP")] * 2))
    names = [letter.name for letter in taxonomy.letters(term for term, _ in news.by_tag)]
    assert names == ["A", "C", "L", "#"]
    assert all(re.fullmatch("[A-Z#]", name) for name in names)
