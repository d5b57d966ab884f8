"""Every kind of target, against its real counterpart: a disk, git, sshd with rsync, an S3-compatible server."""

import functools
import hashlib
import os

import pytest

from generator.destinations import Bucket, Folder, Rsync
from generator.errors import BaozhaiError, ExitStatus
from generator.publish.release import Release

from .killing import killed_after, killed_at

STEP = int(os.environ.get("BAOZHAI_KILLS_EVERY", "3"))  # requests; what is killed at each in every run is a publish
OLD = {
    "static/site.11111111.css": b"old",
    "index.html": b"<link href=static/site.11111111.css>",
    "2021/11/25/index.html": b"<link href=static/site.11111111.css> one",
    "tags/\u6751\u5e84/index.html": "村庄".encode(),
    "feed.xml": b"<feed>1</feed>",
    **{f"same/{number}.html": b"%d" % number for number in range(8)},
}
NEW = {
    **OLD,
    "static/site.22222222.css": b"new",
    "index.html": b"<link href=static/site.22222222.css>",
    "2021/11/25/index.html": b"<link href=static/site.22222222.css> two",
    "2021/11/26/index.html": b"<link href=static/site.22222222.css> three",
    "feed.xml": b"<feed>2</feed>",
}
del NEW["static/site.11111111.css"], NEW["tags/\u6751\u5e84/index.html"]
GONE = {path: OLD[path] for path in OLD.keys() - NEW.keys()}


def test_a_first_release_is_shown_whole_and_a_second_run_sends_nothing(place):
    assert not place.publish(OLD).before
    assert place.shown() == OLD
    again = place.publish(OLD)
    assert not again.needed
    assert again.uploads == ()


def test_only_what_changed_is_sent_and_what_is_gone_stays_for_one_release(place):
    place.publish(OLD)
    plan = place.publish(NEW)
    assert plan.uploads == (
        "static/site.22222222.css",
        "2021/11/26/index.html",
        "2021/11/25/index.html",
        "index.html",
        "feed.xml",
    )
    assert place.shown() == NEW | GONE
    third = NEW | {"index.html": b"third"}
    plan = place.publish(third)
    assert (plan.uploads, set(plan.deletions)) == (("index.html",), GONE.keys())
    assert place.shown() == third


def test_what_must_go_goes_at_once_when_asked(place):
    place.publish(OLD)
    plan = place.publish(NEW, delete_now=True)
    assert set(plan.deletions) == GONE.keys()
    assert place.shown() == NEW


def test_rollback_shows_the_release_before_and_any_other_that_is_kept(place):
    third = NEW | {"index.html": b"third"}
    first, second = (place.publish(files).release.id for files in (OLD, NEW))
    place.publish(third)
    assert place.roll_back() == second
    assert {path: data for path, data in place.shown().items() if path in NEW} == NEW
    assert place.standing().current.id == second
    assert place.roll_back() == first
    assert OLD.items() <= place.shown().items()
    with pytest.raises(BaozhaiError) as caught:
        place.roll_back()
    assert caught.value.status is ExitStatus.REFUSED
    assert second in caught.value.diagnostics[0].format("en")
    place.roll_back(second)
    place.publish(third)
    assert third.items() <= place.shown().items()


def test_releases_beyond_those_that_are_kept_are_forgotten(place):
    for number in range(5):
        latest = place.publish(OLD | {"index.html": b"%d" % number})
    kept = place.standing().kept
    assert len(kept) in {3, 4, 5}  # a branch with history keeps what was fetched
    assert kept[-1] == latest.release.id
    assert place.roll_back() == kept[-2]
    assert place.shown()["index.html"] == b"3"


def test_the_record_names_every_file_with_a_hash_that_b2sum_prints(place):
    place.publish(OLD)
    current = place.standing().current
    assert isinstance(current, Release)
    assert current.files == {path: hashlib.blake2b(data, digest_size=16).hexdigest() for path, data in OLD.items()}


def test_a_dry_run_is_given_what_cannot_write(place, tmp_path):
    place.publish(OLD)
    view = place.view(tmp_path / "elsewhere")
    assert not {name for name in dir(view) if not name.startswith("_")} - {"standing"}
    written = ("publish", "roll_back", "_put", "_copy", "_delete", "_push", "_send", "_switch")
    assert not [name for name in written if hasattr(view, name)]
    assert place.plan(NEW, view.standing()).uploads[0] == "static/site.22222222.css"
    assert place.shown() == OLD


def is_whole(place, shown) -> bool:
    """The old site or the new one; of a store, where objects change one by one, no page without its parts."""
    if not isinstance(place.settings, Bucket):
        return OLD.items() <= shown.items() or NEW.items() <= shown.items()
    pages = {path: data for path, data in shown.items() if path.endswith((".html", ".xml"))}
    parts = {data.split(b"href=")[1].split(b">")[0].decode() for data in pages.values() if b"href=" in data}
    known = all(data in (OLD.get(path), NEW.get(path)) for path, data in shown.items())
    return known and parts <= shown.keys() and shown.keys() >= OLD.keys() & NEW.keys()


def test_a_publish_killed_at_any_request_leaves_a_whole_site_and_the_next_run_finishes_it(place):
    writes = isinstance(place.settings, Folder)
    place.publish(OLD)
    number = 0
    while True:
        killed = killed_at(number, lambda: place.publish(NEW), writes=writes)
        assert is_whole(place, place.shown()), number
        place.publish(NEW)
        assert place.shown() == NEW | GONE, number
        assert not place.standing().unfinished
        if not killed:
            break
        place.publish(OLD, delete_now=True)
        assert place.shown() == OLD, number
        number += 1
    assert number > 4


def test_a_first_publish_killed_at_any_request_is_finished_by_the_next_run(place):
    writes = isinstance(place.settings, Folder)
    number = 0
    while killed_at(number, lambda: place.publish(OLD), writes=writes):
        shown = place.shown()
        assert all(OLD[path] == data for path, data in shown.items())
        number += STEP
    assert place.shown() == OLD


def test_a_publish_killed_with_all_its_programs_at_any_moment_leaves_a_whole_site(place):
    place.publish(OLD)
    for moment in (0.1, 0.6) if isinstance(place.settings, Rsync) else (0.01, 0.03, 0.06, 0.1, 0.15, 0.2):
        killed_after(moment, lambda: place.publish(NEW))
        assert is_whole(place, place.shown()), moment
        place.publish(NEW)
        assert place.shown() == NEW | GONE, moment
        place.publish(OLD, delete_now=True)
        assert place.shown() == OLD


def test_a_rollback_killed_at_any_request_can_be_repeated(place):
    writes = isinstance(place.settings, Folder)
    first = place.publish(OLD).release.id
    place.publish(NEW)
    number = 0
    while killed_at(number, functools.partial(place.roll_back, first), writes=writes):
        assert is_whole(place, place.shown()), number
        place.roll_back(first)
        assert OLD.items() <= place.shown().items(), number
        place.publish(NEW, delete_now=True)
        place.publish(OLD)
        place.publish(NEW)
        first = place.standing().kept[-2]
        number += STEP
    assert OLD.items() <= place.shown().items()


def test_after_a_redaction_nothing_of_before_lies_at_the_target_not_even_when_a_run_of_it_was_killed(place):
    secret = {"a.html": b"the name that has to go", "tags/name/index.html": b"the name that has to go"}
    writes = isinstance(place.settings, Folder)
    number = 0
    while True:
        place.publish(OLD | secret)
        place.publish(NEW | secret)
        assert any(b"the name" in data for data in place.lying())
        killed = killed_at(number, lambda: place.publish(NEW, forget=True), writes=writes)
        place.publish(NEW, forget=True)
        assert place.shown() == NEW, number
        assert not any(b"the name" in data for data in place.lying()), number
        assert place.standing().kept == (place.standing().current.id,), number
        if not killed:
            break
        number += STEP
    with pytest.raises(BaozhaiError):
        place.roll_back()
