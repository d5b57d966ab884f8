"""The tags of one article, best first: phrases that an editor would print, and subjects where they are too few.

Judges one text alone: it knows no archive, no alias, no tag page. Places, people and organisations are facets of
their own and never tags; what a phrase scores is decided in `phrases`.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator

from generator.ingest.facts.fitness import (
    is_echoed,
    is_known,
    is_mentioned,
    is_said_on,
    is_set,
    is_thing,
    is_topic,
    serves_once,
)
from generator.ingest.facts.phrases import Phrase, best, candidates, score
from generator.ingest.facts.subjects import by_weight, shown
from generator.model import Clipping
from generator.tagbook import Tagbook
from generator.words import QUOTED, Words

MOST_TAGS, FEWEST_TAGS = 6, 3
NO_DECISIONS = Tagbook()

READ = 30_000  # characters of an article that are read for its subjects; no article of a newspaper has more


def tags(
    clipping: Clipping, words: Words, avoid: Collection[str] = (), book: Tagbook = NO_DECISIONS
) -> tuple[str, ...]:
    """Three to six topic phrases of `clipping`, best first; fewer only where it holds no more that are fit.

    `avoid` holds names that are facets of their own (the home city, its districts, people, the paper): no tag
    contains one of them. Phrases count under their one name in `book`; a pinned one is a tag where the headline or two
    places of the text have it, a blocked one is none, and leaves its room to others.
    """
    title = "。".join(part for part in (clipping.headline, clipping.kicker, clipping.deck) if part)
    text = "\n".join(block.text for block in clipping.body if block.type != "label")[:READ]
    names = {name for credit in clipping.byline.credits for name in credit.names} | set(avoid)
    found = _longest_known(candidates(title, text, words, serves_once))

    def fit(test: Callable[[Phrase], bool]) -> Iterator[Phrase]:
        free = (phrase for phrase in found if test(phrase) and not any(name in phrase.text for name in names))
        return (phrase._replace(text=tag) for phrase in free for tag in book.settle([phrase.text]))

    def with_subjects(kept: tuple[str, ...], found: Iterable[str]) -> tuple[str, ...]:
        return _added(kept, book.settle(found), names, book.pins)

    kept = book.settle(phrase for phrase in book.pins if phrase in title or text.count(phrase) > 1)[:MOST_TAGS]
    kept = best(fit(is_topic), MOST_TAGS, news_score, kept)
    if len(kept) >= FEWEST_TAGS:
        return best(fit(is_known), FEWEST_TAGS + 1, news_score, kept)
    plain_title, plain_text = (_without(names, QUOTED.sub("", part)) for part in (title, text))
    subjects = shown(plain_title, plain_text)
    kept = with_subjects(kept, subjects.by_headline)
    kept = best(fit(is_known), FEWEST_TAGS + 1, news_score, kept)
    kept = with_subjects(kept, (*subjects.with_help, *subjects.by_text))
    kept = best(fit(lambda phrase: is_echoed(phrase, title, text)), FEWEST_TAGS, news_score, kept)
    kept = with_subjects(kept, by_weight(plain_text, words))
    kept = best(fit(is_said_on), FEWEST_TAGS, news_score, kept)
    kept = best(fit(is_thing), FEWEST_TAGS, news_score, kept)
    return best(fit(is_mentioned), FEWEST_TAGS, news_score, kept)


def _without(names: Collection[str], text: str) -> str:
    """A text without some names, whose words say nothing of its subject: 杨守信 is no matter of credit."""
    for name in sorted(names):
        text = text.replace(name, " ")
    return text


def _longest_known(found: list[Phrase]) -> list[Phrase]:
    """Without the set phrases that stand only in longer ones: 放管服 in 放管服改革."""
    known = [phrase for phrase in found if is_set(phrase.text)]
    inside = {p.text for p in known for q in known if p.text != q.text and p.text in q.text and p.times <= q.times}
    return [phrase for phrase in found if phrase.text not in inside]


def _added(
    kept: tuple[str, ...], shown: Iterable[str], names: Collection[str], pins: Collection[str]
) -> tuple[str, ...]:
    """`kept`, with subjects that a text shows while it has too few tags.

    None holds another: a word of two characters gives way to the subject that holds it (过敏 to 过敏防治), but no pinned one.
    """
    for subject in shown:
        if len(kept) >= FEWEST_TAGS:
            break
        shorter = {tag for tag in kept if len(tag) == 2 and tag in subject and tag not in pins and tag != subject}
        rest = tuple(tag for tag in kept if tag not in shorter)
        if not any(_are_one(subject, other) for other in rest) and not any(name in subject for name in names):
            kept = (*rest, subject)
    return kept


def _are_one(one: str, other: str) -> bool:
    """Whether of two subjects one is enough: 网络 and 网络治理, 抗震救灾 and 抗灾救灾."""
    return one in other or other in one or (one[0] == other[0] and one[-2:] == other[-2:])


def news_score(phrase: Phrase) -> float:
    """The score for news: repetition says more there than in an abstract, and set phrases are what people look for."""
    return score(phrase) + 0.5 * math.log(phrase.times) + (0.6 if is_set(phrase.text) else 0.0)
