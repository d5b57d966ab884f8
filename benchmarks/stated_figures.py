"""Measures the figures found in texts: `python -m benchmarks.stated_figures [--half tuning|held-out] [--show]`; writes nothing.

`corpus/numbers.tsv` holds invented sentences, each with its figures as `subject=figure`, or `-`: a sentence of days,
telephone numbers, ordinals and scores that states none. Odd lines were used for tuning, even ones were not. A figure is
right if number and unit are as printed; its subject is right if it holds the subject of the truth.
"""

import argparse
import time
from pathlib import Path

from msgspec import Struct

from generator import words
from generator.ingest.facts.numbers import numbers
from generator.model import Block, Clipping, Quantity

CORPUS = Path(__file__).resolve().parent / "corpus" / "numbers.tsv"
HALVES = ("tuning", "held-out")


class Sentence(Struct, frozen=True):
    """A sentence and its figures: subject and figure of each."""

    text: str
    truth: tuple[tuple[str, str], ...]


class Score(Struct, frozen=True):
    """Counts over a set of sentences."""

    found: int
    right: int
    wanted: int
    subjects: int

    @property
    def precision(self) -> float:
        """Share of the found figures that are figures."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the figures that were found."""
        return self.right / self.wanted if self.wanted else 1.0


def sentences(half: str) -> tuple[Sentence, ...]:
    """One half of the corpus."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()[HALVES.index(half) :: 2]
    return tuple(_sentence(line) for line in lines)


def _sentence(line: str) -> Sentence:
    text, _, truth = line.partition("\t")
    pairs = [] if truth == "-" else [item.partition("=") for item in truth.split()]
    return Sentence(text, tuple((subject, figure) for subject, _, figure in pairs))


def find(text: str) -> tuple[Quantity, ...]:
    """The figures of one sentence."""
    return numbers(Clipping("", body=(Block("paragraph", text),)), words.load())


def score(half: str, *, show: bool = False) -> Score:
    """How well the figures of one half are found; with `show`, prints what is wrong or missing."""
    found = right = wanted = subjects = 0
    for sentence in sentences(half):
        truth = {figure: subject for subject, figure in sentence.truth}
        made = {item.value + item.unit: item.subject for item in find(sentence.text)}
        hits = truth.keys() & made.keys()
        found, right, wanted = found + len(made), right + len(hits), wanted + len(truth)
        subjects += sum(truth[figure] in made[figure] for figure in hits)
        for figure in sorted(truth.keys() | made.keys()) if show else ():
            if truth.get(figure, "?") not in made.get(figure, ""):
                print(f"{truth.get(figure, '-'):12} {made.get(figure, '-'):12} {figure:10} {sentence.text}")
    return Score(found, right, wanted, subjects)


def main() -> None:
    """Print precision, recall and the share of right subjects."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="held-out")
    parser.add_argument("--show", action="store_true", help="print what is wrong or missing")
    given = parser.parse_args()
    words.load()
    begin = time.process_time()
    result = score(given.half, show=given.show)
    took = (time.process_time() - begin) / len(sentences(given.half))
    print(f"{given.half}: {len(sentences(given.half))} sentences, {result.wanted} figures")
    print(
        f"precision {result.precision:.3f}  recall {result.recall:.3f}  subject right {result.subjects / result.right:.3f}"
    )
    print(f"{took * 1000:.2f} ms a sentence")


if __name__ == "__main__":
    main()
