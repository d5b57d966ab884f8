"""How well our tags agree with keywords that authors chose: exact-match F1 of the first five, beside jieba's own.

    python benchmarks/tags.py PATH

`PATH` is a table of `text TAB keywords separated by spaces`, one document a line, where the text ends with its
title after a space (CSL, ydli-ai/CSL). F1 is the mean over documents. It takes no part in the program: only here
are jieba's extractors called.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import jieba.analyse

from generator import words
from generator.ingest.facts import phrases

KEPT = 5
# …证明了该方法的有效性。 基于X的Y研究: the title follows the last sentence's end and a space
TITLE = re.compile(r'(?<=[.。!！?？)）」”;；…"：:\]]) ')

Document = tuple[str, str, frozenset[str]]
Method = Callable[[str, str], list[str]]


def read(path: Path) -> list[Document]:
    """Title, text and keywords of each document."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, _, keywords = line.partition("\t")
        documents.append((*split_title(text), frozenset(keywords.split())))
    return documents


def split_title(text: str) -> tuple[str, str]:
    """The title at the end of `text`, and what stands before it."""
    places = [match.start() for match in TITLE.finditer(text)] or [text.rfind(" ")]
    at = places[-1]
    return text[at + 1 :], text[: max(at, 0)]


def f1(found: list[str], wanted: frozenset[str]) -> float:
    """Harmonic mean of precision and recall."""
    hits = len(wanted & set(found[:KEPT]))
    return 2 * hits / (len(found[:KEPT]) + len(wanted)) if hits else 0.0


def methods() -> dict[str, Method]:
    """What is compared: each takes a title and a text."""
    known = words.load()
    return {
        "jieba TextRank": lambda title, text: jieba.analyse.textrank(f"{text} {title}", topK=KEPT),
        "jieba TF-IDF": lambda title, text: jieba.analyse.extract_tags(f"{text} {title}", topK=KEPT),
        "ours": lambda title, text: list(phrases.phrases(title, text, known, KEPT)),
    }


def main() -> None:
    """Print F1 and time of each method."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="table of texts and keywords")
    documents = read(parser.parse_args().path)
    with tempfile.TemporaryDirectory() as folder:
        jieba.dt.tmp_dir = folder
        for name, method in methods().items():
            method("预热", "先读入词典")
            begin = time.perf_counter()
            value = sum(f1(method(title, text), wanted) for title, text, wanted in documents) / len(documents)
            took = (time.perf_counter() - begin) / len(documents)
            print(f"{name:15} F1@{KEPT} {value:.3f}   {took * 1000:5.1f} ms a document")


if __name__ == "__main__":
    main()
