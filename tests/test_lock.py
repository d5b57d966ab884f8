"""Two writers never work on one project at once."""

import subprocess
import sys

import pytest

from generator import lock
from generator.errors import BaozhaiError, ExitStatus

HOLD = """
import sys, pathlib
from generator.lock import project_lock
with project_lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_is_told_who_holds_the_lock_and_a_killed_holder_leaves_nothing(tmp_path, monkeypatch):
    tmp_path = tmp_path / ".baozhai"
    tmp_path.mkdir()
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BaozhaiError) as caught, lock.project_lock(tmp_path):
            pass
        assert caught.value.status is ExitStatus.LOCKED
        assert f"process {other.pid} on " in caught.value.diagnostics[0].format("en")
        other.kill()
    content = tmp_path.parent / "content" / "天元区"
    content.mkdir(parents=True)
    (content / ".01-简讯.md.4711.tmp").write_text("half", encoding="utf-8")
    (content / "01-简讯.md").write_text("whole", encoding="utf-8")
    with lock.project_lock(tmp_path):
        assert (tmp_path / "lock.json").exists()
        assert [file.name for file in content.iterdir()] == ["01-简讯.md"]
    assert not (tmp_path / "lock.json").exists()
