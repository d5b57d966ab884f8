"""Builders, an ingest, a preview and a reader at once; the long form is `python benchmarks/crowd.py --rounds 200`."""

import subprocess
import sys
from pathlib import Path

from benchmarks.crowd import Asked, asked_by

REPOSITORY = Path(__file__).resolve().parents[2]


def test_two_builders_an_ingest_a_preview_and_a_reader_mix_nothing():
    command = [sys.executable, "benchmarks/crowd.py", "--rounds", "2"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bad: 0" in done.stdout
    assert "answers to the reader: 0," not in done.stdout


def test_what_a_reader_did_not_like_is_told(tmp_path):
    told = tmp_path / "told"
    told.write_text("=1\n/: 500, 3 bytes, b'x'\n=2\n=", encoding="utf-8")
    assert asked_by(told) == Asked(2, ("/: 500, 3 bytes, b'x'",))
