"""Subject headings: what an article is about though it may not say so in these words; chooses no tag by itself.

`data/words/subjects.txt` holds them, `subject: cues [+ cues]`. A text shows a subject whose every group of cues it meets.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from generator.words import Words, data_lines, word_list

OFTEN = 5  # how often a body must say the cues of a subject that its headline does not show
HEAVY = 36.0  # sum of the inverse document frequencies of the cues said, from which they show a subject

Counts = Mapping[str, int]  # how often a text says each cue that it says at all


class Subject(NamedTuple):
    """What an article may be about, and the groups of words that show it; each group must be met."""

    name: str
    groups: tuple[tuple[str, ...], ...]


class Index(NamedTuple):
    """The subjects in their order, the number and group of those that a cue speaks for, the cues by how they begin."""

    subjects: tuple[Subject, ...]
    spoken_for: Mapping[str, tuple[tuple[int, int], ...]]
    by_start: Mapping[str, tuple[str, ...]]


@functools.cache
def index() -> Index:
    """All subjects; nothing is looked for in a text but cues whose first two characters it has."""
    subjects = tuple(map(_subject, data_lines("subjects.txt")))
    spoken_for: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, subject in enumerate(subjects):
        for place, group in enumerate(subject.groups):
            for cue in dict.fromkeys(group):
                spoken_for[cue].append((number, place))
    by_start: dict[str, list[str]] = defaultdict(list)
    for cue in spoken_for:
        by_start[cue[:2]].append(cue)
    return Index(
        subjects,
        {cue: tuple(places) for cue, places in spoken_for.items()},
        {start: tuple(cues) for start, cues in by_start.items()},
    )


@functools.cache
def is_spoken_of(word: str) -> bool:
    """Whether `word` belongs to what subjects and topics of city news are told by: 油田, 京剧; not 主犯, 烟头."""
    return word in index().spoken_for or word in _parts()


@functools.cache
def _parts() -> frozenset[str]:
    """The subjects and topics, and the two characters that each begins and ends with."""
    topics = (*word_list("topics"), *word_list("modern"), *(subject.name for subject in index().subjects))
    return frozenset(part for topic in topics for part in (topic, topic[:2], topic[-2:]))


def _subject(line: str) -> Subject:
    name, _, groups = line.partition(":")
    return Subject(name, tuple(tuple(group.split()) for group in groups.split("+")))


def cues_in(text: str) -> Counts:
    """How often `text` says each cue."""
    starts = {*text, *map("".join, pairwise(text))} & index().by_start.keys()
    counts = {cue: text.count(cue) for start in starts for cue in index().by_start[start]}
    return {cue: count for cue, count in counts.items() if count}


def of_headline(headline: Counts, more: Counts | None = None) -> tuple[str, ...]:
    """Subjects that the words of a headline show, with the help of `more` text; the best shown first.

    >>> of_headline(cues_in("反恐演练进幼儿园"))
    ('校园安全',)
    """
    both = {cue: headline.get(cue, 0) + (more or {}).get(cue, 0) for cue in {*headline, *(more or {})}}
    return _shown(both, lambda subject, _: any(cue in headline for group in subject.groups for cue in group))


def of_body(text: Counts) -> tuple[str, ...]:
    """Subjects that a text speaks of again and again, whatever its headline plays with."""
    return _shown(text, lambda _, counts: min(counts) > 1 and sum(counts) >= OFTEN)


def of_lede(lede: Counts, text: Counts) -> tuple[str, ...]:
    """Subjects that a first paragraph shows by itself and the text goes on with."""
    begun = _shown(lede, lambda _subject, _counts: True)
    return tuple(name for name in _shown(text, lambda _, counts: sum(counts) >= OFTEN) if name in begun)


def by_weight(text: Counts, words: Words) -> tuple[str, ...]:
    """Subjects of whose cues, rare words counting more, a text holds enough; those with most first."""

    def weight(subject: Subject) -> float:
        return sum(text.get(cue, 0) * words.idf(cue) for group in subject.groups for cue in group)

    met = [(weight(subject), subject.name) for _, subject, _ in _met(text)]
    return tuple(name for weighs, name in sorted(met, key=lambda one: (-one[0], one[1])) if weighs >= HEAVY)


def _shown(text: Counts, test: Callable[[Subject, list[int]], bool]) -> tuple[str, ...]:
    """Subjects that a text meets and that pass `test`, those with the most cues first."""
    shown = [(-sum(counts), order, subject.name) for order, subject, counts in _met(text) if test(subject, counts)]
    return tuple(name for _, _, name in sorted(shown))


def _met(text: Counts) -> Iterator[tuple[int, Subject, list[int]]]:
    """Subjects of which a text meets every group, with how often it says the cues of each."""
    subjects, spoken_for, _ = index()
    found: dict[int, list[int]] = {}
    for cue, count in text.items():
        for number, group in spoken_for[cue]:
            counts = found.setdefault(number, [0] * len(subjects[number].groups))
            counts[group] += count
    return ((number, subjects[number], counts) for number, counts in sorted(found.items()) if all(counts))
