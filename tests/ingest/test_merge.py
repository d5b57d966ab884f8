"""Three-way merge: nothing of either side is lost, and a real disagreement is said to be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.keep.merge import merge3

TEXTS = st.lists(st.sampled_from(["甲\n", "乙\n", "丙\n", "丁\n", "\n"]), max_size=8).map("".join)


@given(TEXTS, TEXTS)
def test_one_sided_changes_are_taken(base, changed):
    assert merge3(base, base, changed) == (changed, False)
    assert merge3(base, changed, base) == (changed, False)
    assert merge3(base, changed, changed) == (changed, False)


@given(TEXTS, TEXTS, TEXTS)
def test_either_side_may_come_first(base, one, other):
    merged, conflict = merge3(base, one, other)
    swapped, also = merge3(base, other, one)
    assert conflict == also
    assert conflict or merged == swapped


@given(TEXTS, TEXTS, TEXTS)
def test_every_new_line_of_either_side_is_in_the_merge(base, mine, theirs):
    merged, conflict = merge3(base, mine, theirs)
    if conflict:
        assert merged == mine
    else:
        for side in (mine, theirs):
            assert set(side.split("\n")) - set(base.split("\n")) <= set(merged.split("\n"))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("1\n2\n3\n", "1x\n2\n3\n", "1\n2\n3y\n", ("1x\n2\n3y\n", False)),
        ("1\n2\n3\n", "2\n3\n", "1\n2\n3\n4\n", ("2\n3\n4\n", False)),
        ("1\n2\n", "1x\n2\n", "1\n2y\n", ("1x\n2y\n", False)),
        ("1\n2\n3\n", "1\n甲\n3\n", "1\n乙\n3\n", ("1\n甲\n3\n", True)),
        ("1\n2\n", "1\n甲\n2\n", "1\n乙\n2\n", ("1\n甲\n2\n", True)),
        ("1\n2\n", "1\n甲\n2\n", "2\n", ("甲\n2\n", False)),
        ("", "甲\n", "乙\n", ("甲\n", True)),
        ("1\n2", "1\n2\n3", "0\n1\n2", ("0\n1\n2\n3", False)),
    ],
)
def test_changes_of_both_are_joined_unless_they_meet(base, mine, theirs, expected):
    assert merge3(base, mine, theirs) == expected
