"""Everything that reads what others wrote takes its corpus, and some input made of it; `BAOZHAI_FUZZ=1000000` for the long form."""

import os

import pytest

from benchmarks.fuzz_targets import TARGETS, Target, corpus_of, fault_of, replay, run

INPUTS = int(os.environ.get("BAOZHAI_FUZZ", "300"))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_no_input_breaks_what_is_promised(target):
    assert corpus_of(target.name)
    assert replay(target) == []
    assert list(run(target, INPUTS, seed=0)) == []


def test_a_fault_is_noticed():
    def refuse(data: bytes) -> None:
        assert not data, "no bytes wanted"

    assert fault_of(Target("x", refuse, "json"), b"a").startswith("AssertionError: no bytes wanted")
