"""Files and folders are replaced as a whole, and a refusing disk is told in words."""

import pytest

from generator import disk
from generator.errors import BaozhaiError, ExitStatus


def test_a_file_is_replaced_and_no_temporary_file_stays(tmp_path):
    file = tmp_path / "deep" / "a.txt"
    disk.write_atomically(file, b"one")
    disk.write_atomically(file, b"two")
    assert file.read_bytes() == b"two"
    assert [entry.name for entry in file.parent.iterdir()] == ["a.txt"]


def test_a_refusing_disk_ends_with_status_5_and_names_the_path(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BaozhaiError) as caught:
        disk.write_atomically(tmp_path / "file" / "below", b"")
    assert caught.value.status is ExitStatus.DISK
    assert str(tmp_path / "file") in caught.value.diagnostics[0].path


@pytest.mark.parametrize("by_system_call", [True, False])
def test_folders_are_exchanged_with_and_without_the_system_call(tmp_path, monkeypatch, by_system_call):
    if not by_system_call:
        monkeypatch.setattr(disk, "_exchange", lambda *_: False)
    new, old = tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    disk.exchange_folders(new, old)
    assert (old / "name").read_text() == "new"
    assert (new / "name").read_text() == "old"


def test_without_an_old_folder_the_new_one_moves_in(tmp_path):
    (tmp_path / "new").mkdir()
    disk.exchange_folders(tmp_path / "new", tmp_path / "old")
    assert [entry.name for entry in tmp_path.iterdir()] == ["old"]


def test_only_empty_parents_are_removed_and_never_the_top(tmp_path):
    (tmp_path / "a/b/c").mkdir(parents=True)
    (tmp_path / "a/keep").write_text("")
    disk.remove_empty_parents(tmp_path / "a/b/c/file", tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "keep"]
