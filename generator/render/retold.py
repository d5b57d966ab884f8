"""The same story printed more than once: on two pages, on two days, cut or whole; found by the words they share.

A function of the texts alone: candidates share some runs of letters behind common particles, which is a sample of the
text that does not depend on where it begins; whether two are one story is then counted over all pairs of neighbouring
letters. Tells no story from another on the same subject that is worded otherwise.
"""

import datetime
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model import Article
from generator.render import permalinks

WINDOW = 10  # days between two printings
SAMPLE = re.compile("[的了在和是有为将与对][\u4e00-\u9fff]{5}")  # some 40 of a text of 800 characters
SHARED = 3  # runs in common that make two texts worth comparing
COMMON = 12  # articles with one run: it is a formula of the office, not a text
SAME = 0.7  # share of the shorter text's pairs of letters; two texts on one subject share less than half
TITLE = "#"  # a headline in common is enough to compare
SHORTEST = 40  # characters: of less nothing can be said
LETTER = re.compile(r"[\w]+")


@dataclass(frozen=True, slots=True)
class Twins:
    """By path of an article, the paths of all that tell its story, itself too, in the order given; none without a twin.

    `compared` are the paths of those that have been compared with another.
    """

    groups: Mapping[str, tuple[str, ...]]
    compared: frozenset[str]


def groups(articles: Iterable[Article]) -> Mapping[str, tuple[str, ...]]:
    """The groups of some articles."""
    return find(articles).groups


def find(articles: Iterable[Article]) -> Twins:
    """Look for articles that tell one story."""
    listed = [article for article in articles if len(article.body) >= SHORTEST]
    order = {article.path: at for at, article in enumerate(listed)}
    head = {article.path: article.path for article in listed}

    def head_of(path: str) -> str:
        while head[path] != path:
            path = head[path]
        return path

    letters: dict[str, frozenset[str]] = {}
    compared: set[str] = set()
    for one, other in _candidates(listed):
        compared.update((one.path, other.path))
        if head_of(one.path) != head_of(other.path) and _is_same(one, other, letters):
            first, second = sorted((head_of(one.path), head_of(other.path)), key=order.__getitem__)
            head[second] = first
    found: dict[str, list[str]] = defaultdict(list)
    for article in listed:
        found[head_of(article.path)].append(article.path)
    return Twins(
        {path: tuple(paths) for paths in found.values() if len(paths) > 1 for path in paths}, frozenset(compared)
    )


def _candidates(articles: list[Article]) -> Iterator[tuple[Article, Article]]:
    """Pairs that share enough, printed near each other in time; a box and the article around it are no pair."""
    holders: dict[str, list[int]] = defaultdict(list)
    needed: list[int] = []  # a short text has few runs to share
    for at, article in enumerate(articles):
        runs = {*SAMPLE.findall(article.body)}
        needed.append(max(1, min(SHARED, len(runs) // 2)))
        for run in {*runs, TITLE + article.headline}:
            holders[run].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for run, places in holders.items():
        if len(places) <= COMMON:
            weight = SHARED if run.startswith(TITLE) else 1
            for pair in itertools.combinations(places, 2):
                shared[pair] += weight
    for (first, second), count in sorted(shared.items()):
        one, other = articles[first], articles[second]
        family = {one.id, other.id} & {one.parent, other.parent}
        if count >= min(needed[first], needed[second]) and not family and _days_apart(one, other) <= WINDOW:
            yield one, other


def _days_apart(one: Article, other: Article) -> int:
    """How many days lie between two printings; an unknown day is near none."""
    if not (one.date and other.date and permalinks.is_date(one.date) and permalinks.is_date(other.date)):
        return WINDOW + 1
    return abs((datetime.date.fromisoformat(one.date) - datetime.date.fromisoformat(other.date)).days)


def _is_same(one: Article, other: Article, letters: dict[str, frozenset[str]]) -> bool:
    first, second = _pairs(one, letters), _pairs(other, letters)
    return len(first & second) >= SAME * min(len(first), len(second))


def _pairs(article: Article, letters: dict[str, frozenset[str]]) -> frozenset[str]:
    """Every two neighbouring letters of a text."""
    if article.path not in letters:
        text = "".join(LETTER.findall(article.body))
        letters[article.path] = frozenset(map("".join, itertools.pairwise(text)))
    return letters[article.path]
