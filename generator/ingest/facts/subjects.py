"""Subject headings: what an article is about though it may not say so in these words; chooses no tag by itself.

`data/words/subjects.txt` holds them, `subject: cues [+ cues]`. A text shows a subject whose every group of cues it meets.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from generator.words import Words, data_lines

SAID = 3  # how often an article must say the cues of a subject that its headline shows, the headline counting twice
# and of one that it does not, in a longer text and in a brief one; how often, if it says but one of them or never all in one sentence
OFTEN, OFTEN_IN_BRIEF, AGAIN = 4, 3, 5
BRIEF = 200  # characters of a text that says hardly anything twice
HEAVY = 22.0  # sum of the inverse document frequencies of the cues said, from which they show a subject

SENTENCE_END = re.compile("[。！？!?；\n]")

Counts = Mapping[str, int]  # how often a text says each cue that it says at all


class Subject(NamedTuple):
    """What an article may be about, and the groups of words that show it; each group must be met."""

    name: str
    groups: tuple[tuple[str, ...], ...]


class Shown(NamedTuple):
    """Subjects that a headline shows by itself, that it shows with the help of the text, and that the text shows; the best first."""

    by_headline: tuple[str, ...]
    with_help: tuple[str, ...]
    by_text: tuple[str, ...]


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


def _subject(line: str) -> Subject:
    name, _, groups = line.partition(":")
    return Subject(name, tuple(tuple(group.split()) for group in groups.split("+")))


@functools.lru_cache(4)  # title, lede and text, which are asked again
def cues_in(text: str) -> Counts:
    """How often `text` says each cue."""
    starts = {*text, *map("".join, pairwise(text))} & index().by_start.keys()
    counts = {cue: text.count(cue) for start in starts for cue in index().by_start[start]}
    return {cue: count for cue, count in counts.items() if count}


def shown(title: str, text: str) -> Shown:
    """Subjects with evidence for each of their groups, a cue in headline or lede or two in the text, and all in one sentence.

    >>> shown("反恐演练进幼儿园", "演练结束后，幼儿园的孩子们学会了反恐。").by_headline
    ('校园安全',)
    """
    headline, lede, body = (cues_in(part) for part in (title, text.partition("\n")[0], text))
    both = {cue: headline.get(cue, 0) + body.get(cue, 0) for cue in {*headline, *body}}
    sentences = SENTENCE_END.split(f"{title}\n{text}")
    often = OFTEN if len(text) > BRIEF else OFTEN_IN_BRIEF
    classes: tuple[list[tuple[int, int, str]], ...] = ([], [], [])
    for order, subject, counts in _met(both):
        heads = [sum(headline.get(cue, 0) for cue in group) for group in subject.groups]
        begun = [sum(lede.get(cue, 0) for cue in group) for group in subject.groups]
        if not all(head or start or count > 1 for head, start, count in zip(heads, begun, counts, strict=True)):
            continue
        said = sum(counts) + sum(heads)  # a headline says it aloud
        if said <= AGAIN and not _meet(subject, both, sentences):
            continue
        spoken = len([cue for group in subject.groups for cue in group if cue in both])
        if all(heads) and (said >= SAID or len(heads) > 1):
            classes[0].append((-said, order, subject.name))
        elif any(heads) and said >= SAID:
            classes[1].append((-said, order, subject.name))
        elif said >= often and (spoken > 1 or said > AGAIN) and any(begun) and (all(begun) or min(counts) > 1):
            classes[2].append((-said, order, subject.name))
    return Shown(*(tuple(name for _, _, name in sorted(found)) for found in classes))


def _meet(subject: Subject, said: Counts, sentences: list[str]) -> bool:
    """Whether one sentence holds a cue of every group, none serving two: 农民 here and 增收 of a bank there are no subject."""
    groups = [[cue for cue in group if cue in said] for group in subject.groups]
    return len(groups) < 2 or any(_all_in(sentence, groups) for sentence in sentences)


def _all_in(sentence: str, groups: list[list[str]]) -> bool:
    found = [{cue for cue in group if cue in sentence} for group in groups]
    return all(found) and len(set().union(*found)) >= len(groups)


def by_weight(text: str, words: Words) -> tuple[str, ...]:
    """Subjects of whose cues, each group said twice and rare words counting more, a text holds enough; the heaviest first."""
    said, sentences = cues_in(text), SENTENCE_END.split(text)
    met = [one for one in _met(said) if min(one[2]) > 1 and _meet(one[1], said, sentences)]
    weights = [
        (sum(said.get(cue, 0) * words.idf(cue) for group in subject.groups for cue in group), subject.name)
        for _, subject, _ in met
    ]
    return tuple(name for weight, name in sorted(weights, key=lambda one: (-one[0], one[1])) if weight >= HEAVY)


def _met(text: Counts) -> Iterator[tuple[int, Subject, list[int]]]:
    """Subjects of which a text meets every group, with how often it says the cues of each."""
    subjects, spoken_for, _ = index()
    found: dict[int, list[int]] = {}
    for cue, count in text.items():
        for number, group in spoken_for[cue]:
            counts = found.setdefault(number, [0] * len(subjects[number].groups))
            counts[group] += count
    return ((number, subjects[number], counts) for number, counts in sorted(found.items()) if all(counts))
