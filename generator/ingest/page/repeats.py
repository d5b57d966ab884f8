"""Repeats of whole paragraphs taken out: exact or misread copies, torn or not; it moves nothing.

A repeat is a run of paragraphs; nothing below the size of a paragraph is ever taken out. A paragraph that was torn
in one copy and not in the other is mended first, with the other copy as proof.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from generator.ingest.page.anatomy import removals
from generator.ingest.page.bylines import own_line
from generator.ingest.page.captions import caption
from generator.ingest.page.seams import fit, is_open
from generator.ingest.page.similarity import pairs
from generator.ingest.page.strips import join
from generator.ingest.page.unwrap import Paragraph
from generator.model import Removal

REPEAT = 20  # characters of the shortest paragraph that may be a repeat
NEAR = 0.85  # share of equal pairs from which two paragraphs are one, misread
MISREAD = 0.12  # share of characters that may be misread where the length is the same
SAMPLE = 8  # clauses of a paragraph by which near repeats are looked for
CLAUSE_HEAD = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff]{5}")
BROKEN = 30  # characters of the shortest copy that breaks off amid a paragraph
PREFIX = 12  # characters by which a torn copy is found
TEARS = 3  # most pieces a copy is put together from


class Run(NamedTuple):
    """`size` paragraphs from `first` that stand again from `second`."""

    first: int
    second: int
    size: int


def repeats(paragraphs: Sequence[Paragraph], lexicon: Container[str]) -> tuple[list[Paragraph], list[Removal]]:
    """Take out the repeats of runs of whole paragraphs; which copy stays is decided by what goes on below it."""
    paragraphs = mended(paragraphs)
    gone: dict[int, int] = {}
    for run in _runs(paragraphs):
        if any(
            at in gone for at in (*range(run.first, run.first + run.size), *range(run.second, run.second + run.size))
        ):
            continue
        out, kept = _choose(paragraphs, run, lexicon)
        for step in range(run.size):
            gone[out + step] = kept + step
    gone |= _broken_copies(paragraphs, gone)
    left = [paragraph for at, paragraph in enumerate(paragraphs) if at not in gone]
    taken: list[Removal] = []
    for at, kept in sorted(gone.items()):
        same = paragraphs[at].text == paragraphs[kept].text
        reason = "repeat" if same else "near repeat"
        taken += removals(paragraphs[at].strip, paragraphs[kept].strip.line, reason)
    return left, taken


def _broken_copies(paragraphs: Sequence[Paragraph], gone: Container[int]) -> dict[int, int]:
    """Copies that break off amid a paragraph which stands whole elsewhere, with what is left of it further down."""
    heads: dict[str, list[int]] = defaultdict(list)
    places: dict[str, list[int]] = defaultdict(list)
    for at, paragraph in enumerate(paragraphs):
        if at not in gone:
            heads[paragraph.text[:PREFIX]].append(at)
            places[paragraph.text].append(at)
    found: dict[int, int] = {}
    for at, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if at in gone or len(text) < BROKEN or not (is_open(text) and _may_repeat(text)):
            continue
        whole = next((n for n in heads[text[:PREFIX]] if n != at and paragraphs[n].text.startswith(text)), at)
        if paragraphs[whole].text == text:
            continue
        rest = next((n for n in places[paragraphs[whole].text[len(text) :]] if n > at), None)
        found |= {at: whole} | ({rest: whole} if rest is not None else {})
    return found


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
            while first + size < second and second + size < len(paragraphs):
                one, other = paragraphs[first + size].text, paragraphs[second + size].text
                if size and not _alike(one, other):
                    size += _is_head(one, other) or _is_head(other, one)
                    break
                used.add((first + size, second + size))
                size += 1
            found.append(_with_heads(paragraphs, Run(first, second, size)))
    yield from sorted(found, key=lambda run: (-run.size, run.first, run.second))


def _with_heads(paragraphs: Sequence[Paragraph], run: Run) -> Run:
    """A run with the equal short lines above it: the headline of a story that is printed twice."""
    above = 0
    while above < run.first and run.first + run.size < run.second - above:
        one, other = (paragraphs[start - above - 1].text for start in (run.first, run.second))
        if one != other:
            break
        above += 1
    return Run(run.first - above, run.second - above, run.size + above)


def _equal_pairs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Pairs of equal paragraphs, then of nearly equal ones, each pair once; a paragraph joins few pairs."""
    index: dict[str, list[int]] = defaultdict(list)
    keys: dict[str, list[int]] = defaultdict(list)
    for at, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if not _may_repeat(text):
            continue
        for before in index[text][-2:]:
            yield before, at
        exact = bool(index[text])
        index[text].append(at)
        candidates: Counter[int] = Counter()
        for key in _keys(text):
            candidates.update(keys[key][-4:])
            keys[key].append(at)
        if not exact:
            for before, _ in candidates.most_common(3):
                if paragraphs[before].text != text and _nearly(text, paragraphs[before].text):
                    yield before, at


def _may_repeat(text: str) -> bool:
    """Prose only: bylines and captions are alike on every page."""
    if len(text) < REPEAT or not any(mark in text for mark in "，。,；！？!?"):
        return False
    return own_line(text) is None and caption(text) is None


def _keys(text: str) -> list[str]:
    """The heads of a text's clauses: a copy with a misread character shares most of them."""
    return [match.group() for match in islice(CLAUSE_HEAD.finditer(text), SAMPLE)]


def _alike(one: str, other: str) -> bool:
    """Whether two paragraphs are one, misread characters allowed."""
    return one == other or (len(one) >= PREFIX and _nearly(one, other))


def _is_head(text: str, whole: str) -> bool:
    """Whether a text breaks off amid a paragraph that the other has whole."""
    return PREFIX <= len(text) < len(whole) and is_open(text) and _read(text, whole)


@lru_cache(maxsize=256)
def _grams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _nearly(one: str, other: str) -> bool:
    if len(one) == len(other):  # a misread character keeps its place
        return sum(a != b for a, b in zip(one, other, strict=True)) <= MISREAD * len(one)
    if not 0.9 <= len(one) / len(other) <= 1.12:
        return False
    shared = (_grams(one) & _grams(other)).total()
    return shared >= NEAR * max(len(one) - 1, len(other) - 1)


def _choose(paragraphs: Sequence[Paragraph], run: Run, lexicon: Container[str]) -> tuple[int, int]:
    """(first paragraph to take out, first paragraph to keep)."""
    ends = [paragraphs[start + run.size - 1].text for start in (run.first, run.second)]
    if _is_head(*ends):
        return run.first, run.second
    if _is_head(ends[1], ends[0]):
        return run.second, run.first
    goes_on = [_goes_on(paragraphs, start, run.size, lexicon) for start in (run.first, run.second)]
    worded = _worded(paragraphs, run, lexicon)
    goes_on[0] += worded
    if run.first + run.size == run.second and is_open(paragraphs[run.second - 1].text):
        goes_on[0] = -9.0  # what stands below the first copy is the second
    if goes_on[0] != goes_on[1]:
        return (run.second, run.first) if goes_on[0] > goes_on[1] else (run.first, run.second)
    if not _may_repeat(paragraphs[run.first].text):  # with its headline a story is at home anywhere
        return run.second, run.first
    at_home = [_at_home(paragraphs, start, run.size) for start in (run.first, run.second)]
    return (run.first, run.second) if at_home[1] > at_home[0] else (run.second, run.first)


def _worded(paragraphs: Sequence[Paragraph], run: Run, lexicon: Container[str]) -> float:
    """How many more words of the first copy than of the second stand where the two differ: the other is misread."""
    words = 0
    for step in range(run.size):
        texts = [paragraphs[start + step].text for start in (run.first, run.second)]
        if len(texts[0]) != len(texts[1]):
            continue
        for at in (n for n, (a, b) in enumerate(zip(*texts, strict=True)) if a != b):
            found = [sum(text[max(0, n) : n + 2] in lexicon for n in (at - 1, at)) for text in texts]
            words += found[0] - found[1]
    return float(words)


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


def mended(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Join neighbours that together are a paragraph which the page prints whole elsewhere.

    >>> from generator.ingest.page.strips import Strip
    >>> lines = ["今年以来，全区新建改建农村公", "路一百二十公里，惠及村民两万人。", "今年以来，全区新建改建农村公路一百二十公里，惠及村民两万人。"]
    >>> len(mended([Paragraph(Strip(line, ()), 1, 0) for line in lines]))
    2
    """
    wholes: dict[str, list[str]] = defaultdict(list)
    for paragraph in paragraphs:
        if len(paragraph.text) >= REPEAT and len(wholes[paragraph.text[:PREFIX]]) < 4:
            wholes[paragraph.text[:PREFIX]].append(paragraph.text)
    done: list[Paragraph] = []
    at = 0
    while at < len(paragraphs):
        size = _pieces(paragraphs, at, wholes)
        group = paragraphs[at : at + size]
        done.append(group[0]._replace(strip=join([paragraph.strip for paragraph in group])) if size > 1 else group[0])
        at += size
    return done


def _pieces(paragraphs: Sequence[Paragraph], at: int, wholes: dict[str, list[str]]) -> int:
    """How many neighbours from `at` on are one paragraph that stands whole elsewhere; 1 if none is."""
    text = paragraphs[at].text
    if len(text) < PREFIX or not is_open(text):
        return 1
    longer = [whole for whole in wholes.get(text[:PREFIX], ()) if len(whole) > len(text) and _read(text, whole)]
    for size in range(2, TEARS + 1):
        if not longer or at + size > len(paragraphs):
            return 1
        last = paragraphs[at + size - 1].text
        if any(_completes(text, last, whole) for whole in longer):
            return size
        text += last
        longer = [whole for whole in longer if whole.startswith(text)]
    return 1


def _read(text: str, whole: str) -> bool:
    """Whether a text begins with another, misread characters allowed."""
    return sum(a != b for a, b in zip(text, whole, strict=False)) <= MISREAD / 2 * len(text)


def _completes(text: str, last: str, whole: str) -> bool:
    """Whether the two are the whole paragraph, one character lost at the seam or not."""
    return len(whole) - len(text) - len(last) in (0, 1) and _read(last[::-1], whole[::-1])
