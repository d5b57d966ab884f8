"""A shard that is mended is the one that the index of the changed articles would hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.search import mending, shards
from generator.render.search.shards import grid_for

line = st.text(alphabet="天元区的是在一二三四五abc ", max_size=12)
lines = st.tuples(st.lists(line, max_size=2), st.lists(line, max_size=1), st.lists(line, max_size=4))


@given(articles=st.lists(lines, min_size=1, max_size=40), at=st.integers(0, 39), other=lines)
def test_mended_shards_are_those_of_a_new_index(articles, at, other):
    number = at % len(articles)
    grid = grid_for(len(articles))
    before = shards.index(articles, grid)
    expected = shards.index([*articles[:number], other, *articles[number + 1 :]], grid)
    changes = mending.changes(mending.ranks_of(articles[number]), mending.ranks_of(other), grid)
    made = list(before)
    for shard, pairs in changes.items():
        made[shard] = mending.mend(before[shard], len(articles), number, pairs)
    assert made == expected
    assert {shard for shard, data in enumerate(expected) if data != before[shard]} <= changes.keys()


def test_wide_shards_and_large_segments_are_mended_too():
    articles = [([f"{chr(0x4E00 + number % 300)}区"], ["在在"], [f"第{number}篇在天元区"]) for number in range(3000)]
    grid = grid_for(len(articles))
    other = (["天元"], ["在区"], ["元区在"])
    changes = mending.changes(mending.ranks_of(articles[1234]), mending.ranks_of(other), grid)
    before = shards.index(articles, grid)
    expected = shards.index([*articles[:1234], other, *articles[1235:]], grid)
    made = {shard: mending.mend(before[shard], 3000, 1234, pairs) for shard, pairs in changes.items()}
    assert made == {shard: expected[shard] for shard in changes}


@pytest.mark.parametrize("shard", [b"", b"{}", b'["","","",0]', b'["\xe5\xa4\xa9","%","",0,""]', b'["\xe5\xa4\xa9","%","\xe5\x85\x83",0,"/w=="]'])  # fmt: skip
def test_what_is_no_shard_is_refused(shard):
    with pytest.raises((ValueError, LookupError)):
        mending.mend(shard, 10, 3, {"天元": 1})
