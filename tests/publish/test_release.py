"""One release follows another by rules that need no target."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import BaozhaiError
from generator.publish.release import (
    Release,
    Standing,
    dump_record,
    parse_record,
    plan_release,
    release_before,
    release_id,
    surplus,
)

NOW = datetime.datetime(2021, 11, 25, 8, tzinfo=datetime.UTC)
names = st.sampled_from(["index.html", "a.css", "b/index.html", "feed.xml", "c.js", "d/index.html"])
sites = st.dictionaries(names, st.sampled_from(["1", "2", "3"]))


def plan(files, standing, **options):
    return plan_release(files, standing, base_url="https://x/", now=NOW, **options)


@given(st.lists(st.tuples(sites, st.booleans()), min_size=1, max_size=6))
def test_whatever_is_published_in_turn_the_target_holds_the_last_site_and_one_generation_of_what_went(steps):
    lying: dict[str, str] = {}
    standing = Standing()
    for files, at_once in steps:
        shown = standing.current.files if standing.current else {}
        made = plan(files, standing, delete_now=at_once)
        if not made.needed:
            assert shown == files
            continue
        lying |= {path: files[path] for path in made.uploads}
        for path in made.deletions:
            del lying[path]
        assert lying == made.release.everything
        assert files.items() <= lying.items()
        if at_once:
            assert lying == files
        elif files != shown:
            assert lying.keys() - files.keys() == shown.keys() - files.keys()
        assert not standing.current or made.release.id > standing.current.id or files == shown
        standing = Standing(made.release, (*standing.kept, made.release.id))
        assert not plan(files, standing).needed


@given(sites, sites, sites)
def test_after_a_killed_publish_everything_it_may_have_touched_is_sent_or_removed_again(first, second, third):
    before = plan(first, Standing()).release
    killed = plan(second, Standing(before))
    touched = frozenset((*killed.uploads, *killed.deletions))
    mended = plan(third, Standing(before, (), touched, unfinished=True))
    assert touched & third.keys() <= set(mended.uploads)
    assert touched - third.keys() - mended.release.retained.keys() <= set(mended.deletions)


def test_a_clock_that_is_behind_does_not_make_an_older_release():
    later = release_id({}, NOW + datetime.timedelta(days=1))
    assert release_id({}, NOW, after=later) > later


def test_releases_go_from_the_oldest_but_never_the_one_that_is_shown():
    assert surplus(["1", "2", "3", "4"], "1", 3) == ["2"]
    assert surplus(["1", "2"], "2", 1) == ["1"]
    assert surplus([], "1", 3) == []


def test_going_back_needs_an_older_release():
    assert release_before(["1", "2", "3"], "2", None, "web") == "1"
    assert release_before(["1", "2", "3"], "2", "3", "web") == "3"
    with pytest.raises(BaozhaiError, match="rollback-oldest"):
        release_before(["1", "2"], "1", None, "web")
    with pytest.raises(BaozhaiError, match="rollback-none"):
        release_before(["1", "2"], "2", "../x", "web")


def test_a_record_is_read_as_it_was_written_and_a_damaged_one_is_an_error():
    release = Release("20211125T080000Z-0e5f1c40", "https://x/", {"村/index.html": "00"}, {"a": "11"})
    assert parse_record(dump_record(release), "x") == release
    for damaged in (b"", b"{", b"[]", dump_record(release).replace(b"20211125T", b"../../..T")):
        with pytest.raises(BaozhaiError, match="publish-record"):
            parse_record(damaged, "x")
