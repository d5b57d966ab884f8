"""The watcher tells of every change, once a burst, and of nothing else; what events miss, a look at the disk finds."""

import errno
import random
import shutil
import threading
from contextlib import contextmanager
from queue import SimpleQueue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import BaozhaiError
from generator.preview import watch
from generator.preview.watch import CEILING, QUIET, Burst, Watcher, is_passing, scan

PATIENCE = 20.0  # seconds until a test that waits in vain fails


@contextmanager
def watching(*watched, output):
    """The bursts of a watcher, as items of a queue."""
    told, reasons = SimpleQueue(), []
    with Watcher(watched, output, reasons.append) as watcher:

        def listen():
            for _ in watcher.bursts():
                told.put(scan([str(path) for path in watched]))

        listening = threading.Thread(target=listen)
        listening.start()
        try:
            yield told, reasons
        finally:
            watcher.stop()
            listening.join()


def wait_until_told(told, watched):
    """Take bursts until what was on disk when one was told is what is there now."""
    while told.get(timeout=PATIENCE) != scan([str(watched)]):
        pass


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def save(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def replace(file, text):
    save(file.with_name("4913"), text)
    file.with_name("4913").replace(file)


CHANGES = {
    "a file is written": lambda folder: save(folder / "new.md", "1"),
    "a file is changed": lambda folder: save(folder / "old.md", "2"),
    "a file is replaced as editors do": lambda folder: replace(folder / "old.md", "2"),
    "a file is deleted": lambda folder: (folder / "old.md").unlink(),
    "a file is renamed": lambda folder: (folder / "old.md").rename(folder / "new.md"),
    "a file appears in folders made just before": lambda folder: save(folder / "x/y/z/new.md", "1"),
    "a folder is renamed": lambda folder: (folder / "deep").rename(folder / "other"),
    "a folder is deleted": lambda folder: shutil.rmtree(folder / "deep"),
    "a folder is moved away": lambda folder: (folder / "deep").rename(folder.parent / "away"),
    "the watched folder is deleted": shutil.rmtree,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_each_kind_of_change_is_told(change, content, tmp_path):
    save(content / "old.md", "1")
    save(content / "deep/er/a.md", "1")
    with watching(content, output=tmp_path / "site") as (told, _):
        change(content)
        wait_until_told(told, content)


def test_a_watched_folder_that_was_moved_away_and_back_is_watched_again(content, tmp_path):
    save(content / "a.md", "1")
    with watching(content, output=tmp_path / "site") as (told, _):
        content.rename(tmp_path / "away")
        wait_until_told(told, content)
        (tmp_path / "away").rename(content)
        wait_until_told(told, content)
        save(content / "a.md", "22")
        wait_until_told(told, content)


def test_a_watched_folder_may_come_later(tmp_path):
    with watching(tmp_path / "theme", output=tmp_path / "site") as (told, _):
        save(tmp_path / "theme/site.css", "1")
        wait_until_told(told, tmp_path / "theme")
        save(tmp_path / "theme/site.css", "22")
        wait_until_told(told, tmp_path / "theme")


def test_a_single_file_is_watched(tmp_path):
    save(tmp_path / "site.toml", "1")
    with watching(tmp_path / "site.toml", output=tmp_path / "site") as (told, _):
        save(tmp_path / "neighbour.toml", "1")
        replace(tmp_path / "site.toml", "22")
        wait_until_told(told, tmp_path / "site.toml")


def test_files_on_the_way_are_not_told(content, tmp_path):
    with watching(content, output=tmp_path / "site") as (told, _):
        for name in (".a.md.swp", "a.md~", ".#a.md", "#a.md#", "4913", "a.tmp", ".git/index", ".baozhai/state"):
            save(content / name, "1")
        save(content / "a.md", "1")
        assert told.get(timeout=PATIENCE) == scan([str(content)])
        assert list(scan([str(content)])) == [str(content / "a.md")]


def test_reading_is_no_change(content, tmp_path):
    save(content / "a.md", "1")
    with watching(content, output=tmp_path / "site") as (told, _):
        for _ in range(50):
            (content / "a.md").read_text()
        save(content / "b.md", "1")
        wait_until_told(told, content)
        assert told.empty()


def test_a_thousand_files_at_once_are_one_burst_or_two(content, tmp_path):
    with watching(content, output=tmp_path / "site") as (told, _):
        for number in range(1000):
            save(content / f"{number % 20}/{number}.md", "1")
        wait_until_told(told, content)


def test_many_random_changes_end_in_what_is_on_disk(content, tmp_path):
    chosen = random.Random(8)
    with watching(content, output=tmp_path / "site") as (told, _):
        for _ in range(500):
            file = content / chosen.choice("abc") / f"{chosen.randrange(9)}.md"
            match chosen.randrange(4):
                case 0:
                    file.unlink(missing_ok=True)
                case 1 if file.parent.exists():
                    shutil.rmtree(file.parent)
                case _:
                    save(file, str(chosen.random()))
        save(content / "last.md", "1")
        wait_until_told(told, content)


def test_what_no_event_told_is_found_by_looking(content, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "RESCAN", 0.05)
    monkeypatch.setattr(watch, "EVENTS", [watch.DirMovedEvent])
    with watching(content, output=tmp_path / "site") as (told, _):
        save(content / "a.md", "1")
        wait_until_told(told, content)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE])
def test_where_the_system_watches_no_more_folders_the_watcher_looks_and_says_so(number, content, tmp_path, monkeypatch):
    class Refusing(watch.Observer):
        def schedule(self, *_, **__):
            raise OSError(number, "inotify watch limit reached")

    monkeypatch.setattr(watch, "Observer", Refusing)
    with watching(content, output=tmp_path / "site") as (told, reasons):
        save(content / "a.md", "1")
        wait_until_told(told, content)
    assert reasons == ["inotify watch limit reached"]


def test_a_site_inside_what_is_watched_is_refused(content):
    with pytest.raises(BaozhaiError, match="preview-output-watched"):
        Watcher([content], content / "site", str)


def test_a_site_inside_what_is_watched_through_a_link_is_refused(content, tmp_path):
    (tmp_path / "link").symlink_to(content)
    with pytest.raises(BaozhaiError, match="preview-output-watched"):
        Watcher([content], tmp_path / "link" / "site", str)


@given(st.lists(st.floats(0.0, 10.0), min_size=1))
def test_a_burst_is_told_after_quiet_or_at_the_ceiling(moments):
    moments.sort()
    due = Burst(moments[0], moments[-1]).due()
    assert due <= moments[0] + CEILING
    assert due <= moments[-1] + QUIET


@pytest.mark.parametrize(
    "name",
    [".a.md.swp", ".a.md.swx", "a.md~", "~", ".#a.md", "#a.md#", "4913", "a.tmp", "A.TMP", ".DS_Store", ".git",
     ".baozhai", "a.md.part", "a.md___jb_tmp___", "a.md___jb_old___", "__pycache__", "a.pyc"],
)  # fmt: skip
def test_names_that_editors_and_tools_use_on_the_way_are_no_material(name):
    assert is_passing(name)


@pytest.mark.parametrize(
    "name", ["A1.txt", "01-四通一绿.md", "14913", "4913.md", "swp.md", "tmp", "a~b.md", "# a.md", "site.toml"]
)
def test_names_of_material_are_never_passed_over(name):
    assert not is_passing(name)
