"""The disk fails and the process dies at a few of the calls that write; the long form is `python benchmarks/faults.py`."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.fault_scenarios import SCENARIOS, Scenario
from benchmarks.faults import KILL, KILLED, Call, Clean, Ended, calls_of, faults_of, looks, only_read

REPOSITORY = Path(__file__).resolve().parents[2]


def can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    command = ["strace", "-f", "-o", "/dev/null", "-e", "inject=write:error=EIO:when=1000", sys.executable, "-c", ""]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_trace(), reason="strace is missing, or may not trace here")
def test_a_failing_disk_and_a_killed_process_leave_nothing_half_done():
    command = [sys.executable, "benchmarks/faults.py", "--every", "61", "--kills", "1"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("no fault") == len(SCENARIOS)
    assert "wrong: 0" in done.stdout


@pytest.fixture
def damaged(tmp_path):
    """What a scenario expects, and a project as a faulty run may leave it."""
    file = tmp_path / "content/天元区/a.md"
    file.parent.mkdir(parents=True)
    file.write_text("旧", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old", encoding="utf-8")
    before = looks(tmp_path)
    return tmp_path, file, Clean(before, before, (), 1.0)


SCENARIO = Scenario("x", lambda folder, do: None, ("build",), ("build",), words=("旧",))


def test_the_program_that_looks_sees_what_it_looks_for(damaged):
    folder, file, clean = damaged
    assert faults_of(SCENARIO, folder, clean, Ended(5, ""), "EIO") == []
    assert faults_of(SCENARIO, folder, clean, Ended(KILLED, ""), KILL) == []
    assert faults_of(SCENARIO, folder, clean, Ended(1, "Traceback …\nOSError: x"), "EIO") == [
        "a traceback: OSError: x", "status 1: Traceback …\nOSError: x",
    ]  # fmt: skip
    file.write_text("半", encoding="utf-8")
    (folder / "site/index.html").write_text("half", encoding="utf-8")
    assert faults_of(SCENARIO, folder, clean, Ended(5, ""), "EIO") == [
        "content/天元区/a.md is neither old nor new", "site/ is neither old nor new", "a person's word is lost: 旧",
    ]  # fmt: skip
    file.unlink()
    assert "content/天元区/a.md is lost" in faults_of(SCENARIO, folder, clean, Ended(5, ""), "EIO")


def test_a_call_that_only_reads_is_told_from_one_that_writes(tmp_path):
    trace = tmp_path / "trace"
    for flags, is_read in (("O_RDONLY|O_CLOEXEC", True), ("O_WRONLY|O_CREAT", False)):
        trace.write_text(
            f'7  openat(AT_FDCWD, "a", {flags}) = -1 EIO (Input/output error) (INJECTED)\n', encoding="utf-8"
        )
        assert only_read(trace) is is_read
    trace.write_text(
        "7  fsync(3) = -1 EIO (Input/output error) (INJECTED)\n7  +++ killed by SIGKILL +++\n", encoding="utf-8"
    )
    assert not only_read(trace)


def test_calls_are_counted_as_strace_counts_them(tmp_path):
    trace = tmp_path / "trace"
    trace.write_text(
        '7  openat(AT_FDCWD, "a", O_RDONLY) = 3\n7  openat(AT_FDCWD, "b", O_WRONLY|O_CREAT) = 3\n7  write(3, "x", 1) = 1\n'
        "7  +++ exited with 0 +++\n",
        encoding="utf-8",
    )
    assert list(calls_of(trace)) == [Call("openat", 2), Call("write", 1)]
