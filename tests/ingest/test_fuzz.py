"""Bad input of every kind is read or refused with a reason; `BAOZHAI_FUZZ=100000` for the long form."""

import os

import pytest
from ingest.lexicon import lexicon

from benchmarks.fuzz import MAKERS, run
from generator.encodings import decode
from generator.ingest.page.reading import read_page
from generator.model import IssueHead

INPUTS = int(os.environ.get("BAOZHAI_FUZZ", "300"))


def codes(text: str) -> list[str]:
    reading, diagnostics = read_page(text, path="a.txt", hints=IssueHead(), lexicon=lexicon())
    assert reading.ledger.balanced
    return [item.code for item in diagnostics]


def test_no_input_crashes_hangs_or_loses_a_letter():
    ends, faults = run(INPUTS, seed=0)
    assert not faults
    assert sum(ends.values()) == INPUTS
    assert {end.split(":")[0] for end in ends} == {make.__name__ for make, _ in MAKERS}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "reading-empty"),
        (" \n\u3000\n\t", "reading-empty"),
        ("A2 要闻 2021年11月25日 星期四\n责任编辑/李晓", "reading-empty"),
        ("，。！\n\n……——", "reading-wordless"),
        ("The quick brown fox jumps over the lazy dog.\n\nAnd so on, and so on, until the end.", "reading-foreign"),
        ("Быстрая коричневая лиса прыгает через ленивую собаку. " * 3, "reading-foreign"),
    ],
)
def test_what_is_no_page_is_told(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "data", [b"abc\0def", "天元区".encode("utf-16"), "天元区".encode() + "天元区".encode("gb18030")]
)
def test_bytes_that_are_no_text_are_refused_with_a_reason(data):
    text, reasons = decode(data, "a.txt")
    assert text is None
    assert reasons


@pytest.mark.parametrize(
    "text",
    ["株" * 1_000_000, "，。" * 200_000, "（" * 300_000, "天元区\n" * 20_000, "甲乙丙丁戊己庚辛壬癸子丑\n" * 5_000],
    ids=["one line", "marks", "brackets", "short lines", "headlines"],
)
def test_large_input_is_read_in_seconds(text):
    codes(text)
