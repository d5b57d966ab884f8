"""What GitHub and Gitee Pages need of a branch, and what happens to one that others use."""

import subprocess

import msgspec
import pytest

from generator.errors import BaozhaiError

from .test_targets import NEW, OLD


def git(place, *words: str) -> str:
    command = ["git", "-C", str(place.root / "remote.git"), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_branch_tells_pages_not_to_run_jekyll_and_which_name_it_has(branch):
    branch.publish(OLD)
    assert git(branch, "show", "gh-pages:.nojekyll") == ""
    assert git(branch, "show", "gh-pages:CNAME") == "news.example.org\n"


def test_the_name_that_the_host_wrote_is_kept(branch):
    branch.publish(OLD)
    branch.settings = msgspec.structs.replace(branch.settings, cname="")
    branch.publish(NEW)
    assert git(branch, "show", "gh-pages:CNAME") == "news.example.org\n"


@pytest.mark.parametrize(("history", "commits"), [(True, 6), (False, 3)])
def test_history_is_kept_or_only_as_many_releases_as_can_be_gone_back_to(branch, history, commits):
    branch.settings = msgspec.structs.replace(branch.settings, history=history)
    for number in range(6):
        branch.publish(OLD | {"index.html": b"%d" % number})
    assert int(git(branch, "rev-list", "--count", "gh-pages")) == commits
    branch.roll_back()
    assert branch.shown()["index.html"] == b"4"


def test_a_desk_that_never_published_there_goes_on_from_what_the_branch_holds(branch, tmp_path):
    branch.publish(OLD)
    other = type(branch)(branch.settings, tmp_path)
    other.publisher = lambda: type(branch.publisher())(branch.settings, tmp_path, tmp_path / "other.git", {})
    assert other.publish(NEW).uploads[0] == "static/site.22222222.css"
    assert branch.standing().current.files == other.standing().current.files


def test_a_branch_of_somebody_else_counts_as_published_files_that_would_all_go(branch):
    work = branch.root / "work"
    subprocess.run(["git", "init", "-q", "-b", "gh-pages", str(work)], check=True)
    (work / "theirs.txt").write_text("theirs")
    identity = ["-c", "user.name=x", "-c", "user.email=x@localhost"]
    subprocess.run(["git", "-C", str(work), "add", "."], check=True)
    subprocess.run(["git", "-C", str(work), *identity, "commit", "-q", "-m", "x"], check=True)
    subprocess.run(["git", "-C", str(work), "push", "-q", str(branch.root / "remote.git"), "gh-pages"], check=True)
    assert branch.plan(OLD, branch.standing()).share_gone == 1.0


def test_a_push_of_somebody_else_meanwhile_is_not_overwritten(branch):
    branch.publish(OLD)
    slow = branch.publisher()
    plan = branch.plan(NEW, slow.standing())
    newer = OLD | {"index.html": b"of another desk"}
    branch.publish(newer)
    with pytest.raises(BaozhaiError, match="publish-failed"):
        slow.publish(plan, NEW.__getitem__)
    assert branch.shown() == newer
