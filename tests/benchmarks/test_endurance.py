"""The trials of endurance in short forms; that they notice what they look for is part of it."""

from argparse import Namespace

import pytest

from benchmarks import endurance


def test_readers_get_whole_pages_of_one_release_during_switches(capsys):
    assert endurance.switches(Namespace(switches=20))
    assert capsys.readouterr().out.endswith("0 failed, 0 mixed\n")


@pytest.mark.parametrize(
    ("page", "fault"),
    [(lambda _, number: b"%d . 0" % -number, "mixed"), (lambda _, number: b"%d ." % number, "failed")],
    ids=["mixed", "torn"],
)
def test_a_page_of_two_releases_and_a_torn_one_are_noticed(page, fault, capsys, monkeypatch):
    monkeypatch.setattr(endurance, "page_of", page)
    assert not endurance.switches(Namespace(switches=3))
    assert f" 0 {fault}" not in capsys.readouterr().out


def test_trees_are_told_apart_by_names_and_by_bytes(tmp_path):
    for name, text in (("a", "1"), ("b", "1"), ("c", "2")):
        (tmp_path / name / "x").mkdir(parents=True)
        (tmp_path / name / "x/index.html").write_text(text)
    (tmp_path / "d").mkdir()
    assert endurance.same(tmp_path / "a", tmp_path / "b")
    assert not endurance.same(tmp_path / "a", tmp_path / "c")
    assert not endurance.same(tmp_path / "a", tmp_path / "d")
