"""The invented corpus is the same on every machine, whole or in shares, and is what it says it is."""

import statistics
from collections import Counter

from benchmarks.make_site import articles, make_site
from generator import content

TOTAL = 400


def test_a_corpus_is_the_same_each_time_and_may_be_made_in_shares(tmp_path):
    whole = list(articles(TOTAL))
    assert [*articles(TOTAL, 0, 150), *articles(TOTAL, 150)] == whole
    assert make_site(tmp_path, TOTAL, 0, 150) + make_site(tmp_path, TOTAL, 150) == TOTAL
    library, diagnostics = content.load_library(tmp_path / "content")
    assert diagnostics == ()
    assert sorted(library.articles, key=lambda article: article.id) == sorted(whole, key=lambda article: article.id)


def test_a_corpus_looks_like_twenty_years_of_a_newspaper():
    made = list(articles(TOTAL))
    assert made[0].date == "2002-01-01"
    assert made[-1].date.startswith("2021-")
    assert len({article.district for article in made}) == 10  # nine districts and the whole city
    assert 800 < statistics.mean(len(article.body) for article in made) < 1000
    assert 0.2 < sum("\n## " in article.body for article in made) / TOTAL < 0.4
    for mark in ("\n- ", "\n1. ", "\n|---", "\n> ", "**"):
        assert any(mark in article.body for article in made), mark


def test_few_tags_are_common_and_many_are_rare():
    counts = sorted(Counter(tag for article in articles(TOTAL) for tag in article.tags).values(), reverse=True)
    assert counts[0] > 8 * counts[len(counts) // 2]
    assert len(counts) > 100
