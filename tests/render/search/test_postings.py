"""An index made by arrays is the one made list by list."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.search import shards
from generator.render.search.shards import grid_for

postings = pytest.importorskip("generator.render.search.postings", reason="the extra `speed`", exc_type=ImportError)
line = st.text(alphabet='株洲天元区的是在a1。\u2028\\"𠮷', max_size=12)
lines = st.tuples(st.lists(line, max_size=2), st.lists(line, max_size=1), st.lists(line, max_size=4))


@settings(max_examples=200, deadline=None)
@given(st.lists(lines, max_size=40))
def test_both_ways_make_the_same_shards(articles: list[shards.Lines]) -> None:
    grid = grid_for(len(articles))
    assert postings.index(articles, grid) == shards.index(articles, grid)


def test_both_ways_make_the_same_of_long_lists() -> None:
    draw = random.Random(3)
    words = "".join(chr(0x4E00 + int(draw.paretovariate(0.5)) % 400) for _ in range(30_000))
    articles = [
        ([words[at : at + 8]], [words[at + 8 : at + 30]], [words[at + 30 : at + 40]]) for at in range(0, 30_000, 40)
    ]
    assert len(articles) > postings.AT_ONCE * 2  # several parts are made and put together
    assert postings.index(articles, grid_for(750)) == shards.index(articles, grid_for(750))
