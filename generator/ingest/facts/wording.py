"""Characters that make no word where they stand, while one that prints like them does: 推厂应用 for 推广应用.

It weighs the words of a text as a reader would who knows how often each is used; nothing is changed here. What looks
like a person's name is left alone, and what a page prints several times is taken for a word of its own.
"""

import functools
import gzip
import math
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from generator.ingest.page.names import COMMON
from generator.words import Words

RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
LONGEST = 4  # characters of a word that is looked for
ALL_USES = 6e7  # of words in the corpus behind the dictionary
MISREAD = 6.0  # nats that speak against a misprint before anything is read
EVERYDAY = 25_000  # uses of a character that stands alone so often that no word is missed
CERTAIN_ENOUGH = 2.5  # nats by which a reading has to be better to be told


class Doubt(NamedTuple):
    """Text `start`..`end` may be a misprint of `proposal`; `weight` in nats."""

    start: int
    end: int
    proposal: str
    weight: float


def misprints(text: str, words: Words) -> Iterator[Doubt]:
    """What of a text may be a misprint of a word.

    >>> from generator.words import load
    >>> [(found.start, found.proposal) for found in misprints("全区推厂应用新技术。", load())]
    [(2, '推广应用')]
    """
    for match in RUN.finditer(text):
        yield from _of_run(match.group(), match.start(), words)


def _of_run(run: str, shift: int, words: Words) -> Iterator[Doubt]:
    covered = covered_in(run, words.uses)
    at = covered.find(0)
    while at >= 0:
        best = max(_readings(run, at, covered, words), key=lambda doubt: doubt.weight, default=None)
        if best is not None and best.weight >= CERTAIN_ENOUGH:
            yield best._replace(start=best.start + shift, end=best.end + shift)
            at = best.end - 1
        at = covered.find(0, at + 1)


def covered_in(run: str, uses: Mapping[str, int]) -> bytearray:
    """For each character of a run whether some word of two to four characters holds it.

    >>> from generator.words import load
    >>> list(covered_in("推厂新技术", load().uses))
    [0, 0, 0, 1, 1]
    """
    covered = bytearray(len(run))
    for at, pair in enumerate(map("".join, pairwise(run))):
        if uses.get(pair):
            covered[at] = covered[at + 1] = 1
    at = covered.find(0)
    while at >= 0:
        for size in (3, LONGEST):
            for start in range(max(0, at - size + 1), min(at, len(run) - size) + 1):
                if uses.get(run[start : start + size]):
                    covered[start : start + size] = b"\1" * size
        at = covered.find(0, at + 1)
    return covered


def _readings(run: str, at: int, covered: bytearray, words: Words) -> Iterator[Doubt]:
    """Words that a look-alike of the character at a place makes with its neighbours."""
    uses = words.uses
    others = lookalikes().get(run[at]) if uses.get(run[at], 0) < EVERYDAY else None
    if not others:
        return
    for start in range(at, max(-1, at - LONGEST), -1):
        before = run[start:at]
        if before and before not in uses:
            continue
        for alike in others:
            if before + alike not in uses:  # it begins no word
                continue
            for end in range(max(at + 1, start + 2), min(len(run), start + LONGEST) + 1):
                word = before + alike + run[at + 1 : end]
                is_whole = end - start > 2 or not (covered[start] or covered[end - 1])
                if is_whole and uses.get(word) and not _is_name(run, start):
                    yield Doubt(start, end, word, _gain(run[start:end], uses[word], words))


def _gain(printed: str, uses: int, words: Words) -> float:
    return math.log(uses / ALL_USES) - _likely(printed, words) - MISREAD


def _likely(printed: str, words: Words) -> float:
    """The log probability of the best way to read some characters as words."""
    best = [0.0]
    for end in range(1, len(printed) + 1):
        best.append(
            max(
                best[start] + math.log(uses / ALL_USES)
                for start in range(end)
                if (uses := words.frequency(printed[start:end]) or (0.5 if end - start == 1 else 0))
            )
        )
    return best[-1]


def _is_name(run: str, start: int) -> bool:
    """Whether some of a place may be a person's name: a surname stands there or just before."""
    return any(char in COMMON for char in run[max(0, start - 2) : start + 1])


@functools.cache
def lookalikes() -> dict[str, str]:
    """Character -> those that print like it, most alike first."""
    data = (resources.files("generator") / "data" / "lookalikes.tsv.gz").read_bytes()
    return dict(row.split("\t") for row in gzip.decompress(data).decode().splitlines())
