"""Repeats taken out and torn paragraphs joined, each with its reason; columns are woven elsewhere.

A repeat is a run of whole paragraphs; nothing below the size of a paragraph is ever taken out. A join needs an open
tail and a head that is no plausible opener; weak evidence leaves the text as printed.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from generator.ingest.anatomy import removals
from generator.ingest.bylines import own_line
from generator.ingest.captions import caption
from generator.ingest.seams import crossing, fit, is_open
from generator.ingest.similarity import pairs
from generator.ingest.strips import Strip, insert, join
from generator.ingest.unwrap import Paragraph
from generator.model import Insertion, Removal

REPEAT = 20  # characters of the shortest paragraph that may be a repeat
NEAR = 0.85  # share of equal pairs from which two paragraphs are one, misread
SAMPLE = 8  # one pair of characters in so many is an index key for near repeats
JOIN = -3.6  # least odds of a join behind an open tail
JOIN_LISTED = 0.5  # the same where both may be lines of a list
LISTED = 30  # characters of a line of a list
SHORT = 14  # two open lines shorter than this are a list or a poem


class Run(NamedTuple):
    """`size` paragraphs from `first` that stand again from `second`."""

    first: int
    second: int
    size: int


def repeats(paragraphs: Sequence[Paragraph], lexicon: Container[str]) -> tuple[list[Paragraph], list[Removal]]:
    """Take out the repeats of runs of whole paragraphs; which copy stays is decided by what goes on below it."""
    gone: dict[int, int] = {}
    for run in _runs(paragraphs):
        if any(
            at in gone for at in (*range(run.first, run.first + run.size), *range(run.second, run.second + run.size))
        ):
            continue
        out, kept = _choose(paragraphs, run, lexicon)
        for step in range(run.size):
            gone[out + step] = kept + step
    left = [paragraph for at, paragraph in enumerate(paragraphs) if at not in gone]
    taken: list[Removal] = []
    for at, kept in sorted(gone.items()):
        same = paragraphs[at].text == paragraphs[kept].text
        reason = "repeat" if same else "near repeat"
        taken += removals(paragraphs[at].strip, paragraphs[kept].strip.line, reason)
    return left, taken


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[Run]:
    """Maximal runs of equal or nearly equal paragraphs, longest first."""
    partners: dict[int, list[int]] = defaultdict(list)
    for first, second in _equal_pairs(paragraphs):
        partners[first].append(second)
    found: list[Run] = []
    used: set[tuple[int, int]] = set()
    for first in sorted(partners):
        for second in partners[first]:
            if (first, second) in used:
                continue
            size = 0
            while first + size < second and second + size in partners.get(first + size, ()):
                used.add((first + size, second + size))
                size += 1
            found.append(Run(first, second, size))
    yield from sorted(found, key=lambda run: (-run.size, run.first, run.second))


def _equal_pairs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Pairs of equal paragraphs, then of nearly equal ones, each pair once; a paragraph joins few pairs."""
    index: dict[str, list[int]] = defaultdict(list)
    grams: dict[int, Counter[str]] = {}
    keys: dict[str, list[int]] = defaultdict(list)
    for at, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if not _may_repeat(text):
            continue
        for before in index[text][-2:]:
            yield before, at
        exact = bool(index[text])
        index[text].append(at)
        grams[at] = Counter(text[i : i + 2] for i in range(len(text) - 1))
        candidates: Counter[int] = Counter()
        for key in _keys(text):
            candidates.update(keys[key][-4:])
            keys[key].append(at)
        if not exact:
            for before, _ in candidates.most_common(3):
                if paragraphs[before].text != text and _nearly(text, paragraphs[before].text, grams[at], grams[before]):
                    yield before, at


def _may_repeat(text: str) -> bool:
    """Prose only: bylines and captions are alike on every page."""
    if len(text) < REPEAT or not any(mark in text for mark in "，。,；！？!?"):
        return False
    return own_line(text) is None and caption(text) is None


def _keys(text: str) -> list[str]:
    """Some sequences of six characters of a text, chosen by the text itself so that copies choose the same."""
    grams = {text[i : i + 6] for i in range(0, len(text) - 5)}
    return sorted(grams, key=lambda gram: (_mix(gram), gram))[:SAMPLE]


def _mix(gram: str) -> int:
    value = 0
    for char in gram:
        value = (value * 31 + ord(char) * 7919) % 1000003
    return value


def _nearly(one: str, other: str, grams: Counter[str], others: Counter[str]) -> bool:
    if not 0.9 <= len(one) / len(other) <= 1.12:
        return False
    shared = sum((grams & others).values())
    return shared >= NEAR * max(len(one) - 1, len(other) - 1)


def _choose(paragraphs: Sequence[Paragraph], run: Run, lexicon: Container[str]) -> tuple[int, int]:
    """(first paragraph to take out, first paragraph to keep)."""
    goes_on = [_goes_on(paragraphs, start, run.size, lexicon) for start in (run.first, run.second)]
    if goes_on[0] != goes_on[1]:
        return (run.second, run.first) if goes_on[0] > goes_on[1] else (run.first, run.second)
    at_home = [_at_home(paragraphs, start, run.size) for start in (run.first, run.second)]
    return (run.first, run.second) if at_home[1] > at_home[0] else (run.second, run.first)


def _goes_on(paragraphs: Sequence[Paragraph], start: int, size: int, lexicon: Container[str]) -> float:
    last, below = paragraphs[start + size - 1].text, start + size
    if not is_open(last):
        return 0.0
    if below >= len(paragraphs) or paragraphs[below].slot or caption(paragraphs[below].text):
        return -9.0
    return fit(last, paragraphs[below].text, lexicon)


def _at_home(paragraphs: Sequence[Paragraph], start: int, size: int) -> float:
    """How many pairs the run shares with what stands around it."""
    run = set().union(*(pairs(paragraph.text) for paragraph in paragraphs[start : start + size]))
    near = [*paragraphs[max(0, start - 2) : start], *paragraphs[start + size : start + size + 2]]
    around = set().union(*(pairs(paragraph.text) for paragraph in near))
    return len(run & around) / (len(around) + 20)


def join_torn(
    paragraphs: Sequence[Strip], lexicon: Container[str], page: str
) -> tuple[tuple[Strip, ...], tuple[Insertion, ...]]:
    """Join each paragraph with an open tail to the next where that goes on with it."""
    done: list[Strip] = []
    inserted: list[Insertion] = []
    for strip in paragraphs:
        if done and belongs(done[-1].text, strip.text, lexicon):
            lost = lost_character(done[-1].text, strip.text, lexicon, page)
            if lost:
                joined, insertion = insert(
                    done[-1], strip, lost, "lost at the seam: the word stands elsewhere on the page"
                )
                inserted.append(insertion)
                done[-1] = joined
            else:
                done[-1] = join([done[-1], strip])
        else:
            done.append(strip)
    return tuple(done), tuple(inserted)


def belongs(left: str, right: str, lexicon: Container[str]) -> bool:
    """Whether a paragraph goes on with the one before it.

    >>> belongs("今年以来全区群众文化生活更加丰富多彩，该区累", "计接种805585剂次。", {"累计"})
    True
    """
    if not is_open(left) or (len(left) < SHORT and len(right) < 2 * SHORT):
        return False
    listed = len(left) < LISTED and len(right) < LISTED and is_open(right)
    return fit(left, right, lexicon) >= (JOIN_LISTED if listed else JOIN)


def lost_character(left: str, right: str, lexicon: Container[str], page: str) -> str:
    """The one character that the print lost between two halves, or an empty string.

    It is only named where the tail is no word by itself, no word spans the seam, and the page prints one word
    that begins with the tail clearly more often than any other.
    """
    tail = left[-1]
    if not "\u3400" <= tail <= "\u9fff" or not "\u3400" <= right[0] <= "\u9fff" or crossing(left, right, lexicon) > 0.1:
        return ""
    if left[-2:] in lexicon or left[-3:] in lexicon or right[:2] not in lexicon:
        return ""
    followers: Counter[str] = Counter()
    alone = 0
    at = page.find(tail)
    while at >= 0:
        word = page[at : at + 2]
        if len(word) == 2 and word in lexicon:
            followers[word[1]] += 1
        elif at and page[at - 1 : at + 1] not in lexicon:
            alone += 1
        at = page.find(tail, at + 1)
    if not followers or alone > 1 + sum(followers.values()) // 8:
        return ""
    ranked = followers.most_common(2)
    clear = len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]
    return ranked[0][0] if clear and ranked[0][1] >= 2 else ""
