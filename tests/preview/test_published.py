"""Each build that a browser could notice has a number, and every number knows what changed after it."""

from hypothesis import given
from hypothesis import strategies as st

from generator.errors import diagnose
from generator.preview.published import (
    REMEMBERED_BUILDS,
    BuildOutcome,
    Published,
    Snapshot,
    after,
    changed_since,
)

FAULT = diagnose("preview-disk", "content/a.md", 3, reason="no space")


def test_a_build_that_changed_nothing_has_no_number_of_its_own():
    site = after(Snapshot(1), BuildOutcome(("a",), (), ("a",)))
    assert after(site, BuildOutcome((), (), ["a"])) is site


def test_new_and_healed_faults_are_news():
    site = after(Snapshot(1), BuildOutcome(diagnostics=(FAULT,)))
    assert (site.number, after(site, BuildOutcome()).number) == (2, 3)


def test_a_path_that_comes_or_goes_has_changed_even_if_the_build_does_not_say_so():
    site = after(Snapshot(1), BuildOutcome((), (), ("a", "b")))
    assert changed_since(after(site, BuildOutcome((), (), ("b", "c"))), 2) == {"a", "c"}


def test_what_is_too_long_ago_is_not_known():
    site = Snapshot(0)
    for number in range(REMEMBERED_BUILDS + 10):
        site = after(site, BuildOutcome((f"{number}",), (), ("a",)))
    assert changed_since(site, 9) is None
    assert len(changed_since(site, 10)) == REMEMBERED_BUILDS


def test_a_number_from_another_preview_is_not_known():
    site = after(Snapshot(100), BuildOutcome(("a",), (), ("a",)))
    assert changed_since(site, 5) is changed_since(site, 500) is None


@given(st.lists(st.frozensets(st.sampled_from("abcde"), min_size=1), max_size=12), st.integers(0, 12))
def test_changes_since_a_build_are_all_changes_of_the_later_ones(builds, start):
    site = Snapshot(0, targets=frozenset("abcde"))
    for paths in builds:
        site = after(site, BuildOutcome(tuple(sorted(paths)), (), "abcde"))
    expected = frozenset().union(*builds[start:]) if start <= len(builds) else None
    assert changed_since(site, start) == expected


def test_who_waits_is_woken_for_good_when_the_preview_closes():
    published = Published(7)
    published.close()
    assert published.wait_beyond(7, 60.0).closed
