"""The engine decides right, explains what decided, and never leaves half an output."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import incremental
from generator.errors import BaozhaiError, diagnose
from generator.incremental import Outcome, Target, bring_up_to_date
from generator.staging import Journal, Staging


def shout(text: str, site: str = "") -> incremental.Made:
    return (text.upper() + site).encode(), ()


def target(path: str, text: str, site: str = "") -> Target:
    return Target(path, "shout", shout, {"text": text, "site": site})


class Folder:
    """An output and its memory, brought up to date again and again."""

    def __init__(self, tmp_path: Path) -> None:
        self.output, self.memory = tmp_path / "site", tmp_path / ".baozhai"

    def build(self, *targets: Target, program: str = "1", **options) -> Outcome:
        return bring_up_to_date(targets, self.output, self.memory, program=program, **options)

    def tree(self) -> dict[str, bytes]:
        files = (file for file in self.output.rglob("*") if file.is_file())
        return {file.relative_to(self.output).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def reasons(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(reason.path, reason.code, reason.detail) for reason in incremental.iterate_reasons(outcome)]


def test_the_first_build_makes_everything(folder):
    outcome = folder.build(target("a", "x"), target("b/c", "y"))
    assert reasons(outcome) == [("a", "made-clean", ""), ("b/c", "made-clean", "")]
    assert folder.tree() == {"a": b"X", "b/c": b"Y"}


def test_a_second_build_makes_nothing(folder):
    folder.build(target("a", "x"), target("b", "y"))
    assert reasons(folder.build(target("a", "x"), target("b", "y"))) == []


def test_only_the_target_whose_input_changed_is_made_and_the_input_is_named(folder):
    folder.build(target("a", "x"), target("b", "y"))
    assert reasons(folder.build(target("a", "x"), target("b", "z"))) == [("b", "made-inputs", "text")]
    assert folder.tree() == {"a": b"X", "b": b"Z"}


def test_a_shared_input_dirties_all_that_get_it(folder):
    folder.build(target("a", "x", "!"), target("b", "y", "!"))
    outcome = folder.build(target("a", "x", "?"), target("b", "y", "?"))
    assert reasons(outcome) == [("a", "made-inputs", "site"), ("b", "made-inputs", "site")]


def test_a_new_target_says_that_it_is_new(folder):
    folder.build(target("a", "x"))
    assert reasons(folder.build(target("a", "x"), target("b", "y"))) == [("b", "made-new", "")]


def test_a_target_that_is_gone_is_deleted_with_its_empty_folders(folder):
    folder.build(target("a", "x"), target("b/c/d", "y"))
    assert reasons(folder.build(target("a", "x"))) == [("b/c/d", "made-deleted", "")]
    assert folder.tree() == {"a": b"X"}
    assert not (folder.output / "b").exists()


def test_a_file_may_become_a_folder_and_back(folder):
    folder.build(target("a", "x"))
    folder.build(target("a/b", "y"))
    assert folder.tree() == {"a/b": b"Y"}
    folder.build(target("a", "x"))
    assert folder.tree() == {"a": b"X"}


def test_a_missing_and_an_edited_output_are_made_again(folder):
    folder.build(target("a", "x"), target("b", "y"))
    (folder.output / "a").unlink()
    (folder.output / "b").write_bytes(b"somebody was here")
    outcome = folder.build(target("a", "x"), target("b", "y"))
    assert reasons(outcome) == [("a", "made-missing", ""), ("b", "made-edited", "")]
    assert folder.tree() == {"a": b"X", "b": b"Y"}


def test_an_output_that_was_only_touched_is_left_alone(folder):
    folder.build(target("a", "x"))
    (folder.output / "a").write_bytes(b"X")
    assert reasons(folder.build(target("a", "x"))) == []


def test_another_program_makes_all_and_writes_only_what_differs(folder):
    folder.build(target("a", "x"))
    outcome = folder.build(target("a", "x"), program="2")
    assert reasons(outcome) == [("a", "made-program", "")]
    assert outcome.written == ()


@pytest.mark.parametrize("damage", [b"", b"\x00garbage", None])
def test_a_lost_or_corrupt_state_means_a_full_build_and_never_an_error(folder, damage):
    folder.build(target("a", "x"), target("old", "y"))
    state = folder.memory / "state"
    if damage is None:
        state.unlink()
    else:
        state.write_bytes(damage)
    assert reasons(folder.build(target("a", "x"))) == [("a", "made-clean", "")]
    assert folder.tree() == {"a": b"X"}


def test_files_that_are_not_ours_survive_an_incremental_build(folder):
    folder.build(target("a", "x"))
    (folder.output / "CNAME").write_text("example.org")
    folder.build(target("a", "z"))
    assert folder.tree() == {"a": b"Z", "CNAME": b"example.org"}


def test_a_failed_target_keeps_its_old_output_and_is_tried_again(folder):
    folder.build(target("a", "x"), target("b", "y"))

    def fail(text: str) -> incremental.Made:
        raise BaozhaiError(diagnose("disk-failed", "b", reason=text))

    outcome = folder.build(target("a", "z"), Target("b", "shout", fail, {"text": "why"}))
    assert outcome.failed == ("b",)
    assert [item.path for item in outcome.diagnostics] == ["b"]
    assert folder.tree() == {"a": b"Z", "b": b"Y"}
    assert reasons(folder.build(target("a", "z"), target("b", "y"))) == [("b", "made-inputs", "site, text")]


def test_a_programming_mistake_stays_a_traceback_and_changes_nothing(folder):
    folder.build(target("a", "x"))
    with pytest.raises(ZeroDivisionError):
        folder.build(target("a", "z"), Target("b", "shout", lambda n: (bytes(1 // n), ()), {"n": 0}))
    assert folder.tree() == {"a": b"X"}
    assert not (folder.memory / "stage").exists()


def test_warnings_are_replayed_when_nothing_is_made(folder):
    warning = diagnose("disk-failed", "a", reason="only a test")
    noisy = Target("a", "shout", lambda text: (text.encode(), (warning,)), {"text": "x"})
    assert folder.build(noisy).diagnostics == (warning,)
    again = folder.build(noisy)
    assert (again.made, again.diagnostics) == ((), (warning,))


@pytest.mark.parametrize("clean", [False, True])
def test_a_build_that_is_not_approved_changes_nothing(folder, clean):
    folder.build(target("a", "x"), target("b", "y"))
    outcome = folder.build(target("a", "z"), clean=clean, approve=lambda _: False)
    assert not outcome.switched
    assert folder.tree() == {"a": b"X", "b": b"Y"}
    assert reasons(folder.build(target("a", "x"), target("b", "y"))) == []


def test_a_killed_switch_is_finished_by_the_next_build(folder):
    folder.build(target("a", "x"), target("b", "y"), target("c", "z"))
    staging = Staging(folder.output, folder.memory)
    with staging.open(whole=False):
        staging.add("a", b"NEW")
        (folder.memory / "journal").write_bytes(incremental.msgspec.json.encode(Journal(("a", "b"), ("c",))))
    folder.build(target("a", "new"), target("b", "y"))
    assert folder.tree() == {"a": b"NEW", "b": b"Y"}
    assert not (folder.memory / "journal").exists()


def test_a_clean_build_keeps_the_replaced_site_aside(folder):
    folder.build(target("a", "x"))
    (folder.output / "note.txt").write_text("not ours")
    folder.build(target("a", "x"), clean=True)
    assert folder.tree() == {"a": b"X"}
    assert (folder.memory / "previous" / "note.txt").read_text() == "not ours"


PATHS = st.sampled_from(["a", "b", "b2/c", "d/e/f", "g/h"])
STEP = st.dictionaries(PATHS, st.tuples(st.sampled_from("xyz"), st.sampled_from("!?")), max_size=5)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_any_sequence_of_builds_ends_in_the_tree_of_a_clean_one(tmp_path_factory, steps):
    folder = Folder(tmp_path_factory.mktemp("sequence"))
    for step in steps:
        folder.build(*(target(path, *inputs) for path, inputs in step.items()))
        clean = Folder(tmp_path_factory.mktemp("clean"))
        clean.build(*(target(path, *inputs) for path, inputs in step.items()))
        assert folder.tree() == clean.tree()
