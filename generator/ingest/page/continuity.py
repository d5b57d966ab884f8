"""How well the text behind a seam goes on with the text before it, by the sequences of characters of news prose.

Two questions, each in natural-log odds: do the characters at the head follow those at the tail more often than they
stand anywhere, and do they stand amid a paragraph more often than at its beginning. The counts are those of a month
of a national daily (`scripts/build_sequences.py`); no word list and nothing of the page itself is asked.
"""

import functools
import math
import re

from generator.gazetteer.divisions import packed

TABLE = "sequences.tsv.gz"
STOPS = "，。；！？"
BEGIN = "^"  # stands before the first character of a paragraph
PRIOR = 0.5  # count that speaks for what is expected
LEAST = 1e-7  # share of a character that the table does not know
# all figures are one, all Latin letters are one, marks are full-width
FOLD = str.maketrans("1234567890０１２３４５６７８９,;:?!()", "00000000000000000000，；：？！（）")
LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]+")


def follows(left: str, right: str) -> float:
    """How much more often the head of `right` stands behind the tail of `left` than anywhere.

    >>> follows("违法情节轻微的，采取约谈提醒等", "方式，不予处罚。") > 0 > follows("采取约谈提醒等", "合江套老街的早餐店")
    True
    """
    tail, head = folded(left[-8:])[-2:], folded(right[:8])[:2]
    return _odds(head, tail) if tail and head else 0.0


def begins(text: str) -> float:
    """How much more often the head of a text begins a paragraph than it stands within one.

    >>> begins("近日，全市召开大会。") > 0 > begins("的群众，都来了。")
    True
    """
    head = folded(text[:8])[:2]
    return _odds(head, BEGIN) if head else 0.0


def folded(text: str) -> str:
    """A text as the table has it: 2021年, A座 -> 0000年, A座."""
    return LATIN.sub("A", text.translate(FOLD))


@functools.lru_cache(maxsize=1 << 16)
def _odds(head: str, context: str) -> float:
    """How much more often a head of one or two characters follows a context than it stands anywhere."""
    score = math.log(_share(head[0], context) / _share(head[0], ""))
    if len(head) > 1:
        score += math.log(_share(head[1], context[-1] + head[0]) / _share(head[1], head[0]))
    return score


def _share(char: str, context: str) -> float:
    """The share of a character among those that follow a context.

    It departs from the share behind the shorter context by as much as the count departs from the expected one; where
    little is expected, a count of nothing says little.
    """
    row = counts().get(context)
    below = _share(char, context[1:]) if context else LEAST
    if row is None:
        return below
    total, *groups = row.split("\t")
    seen = next((1 << int(group[0], 36) for group in groups if char in group[1:]), 0)
    if not context:
        return max(LEAST, seen / int(total))
    return below * (seen + PRIOR) / (int(total) * below + PRIOR)


@functools.cache
def counts() -> dict[str, str]:
    """The table: contexts of none, one or two characters, each with how often it stands and what follows it."""
    lines = (line.partition("\t") for line in packed(TABLE).splitlines())
    return {context: row for context, _, row in lines}


def stops(text: str) -> float:
    """How much more often a mark follows the tail of a text than any character: a headline ends like a clause.

    >>> stops("梧桐枝茂产业兴旺") > stops("公司现在具有")
    True
    """
    tail = folded(text[-8:])[-2:]
    return _stops(tail) if tail else 0.0


@functools.lru_cache(maxsize=1 << 14)
def _stops(tail: str) -> float:
    return math.log(sum(_share(mark, tail) for mark in STOPS) / sum(_share(mark, "") for mark in STOPS))
