"""Chinese words: where they begin and end, what kind they are, how rare they are; decides no tag and no name.

Reads jieba's dictionary and IDF table itself: no cache file is written or read anywhere, nothing is logged, and no
state of the `jieba` package is used or changed, so that the same text is cut alike in any process and in any order.
"""

import functools
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from generator.dictionary import (
    TRANSLITERATION,
    USER_FREQUENCY,
    VERBAL,
    add_beginnings,
    base_table,
    data_lines,
    idf_table,
    word_list,
)
from generator.segmenter import REMEMBERED, blocks, cutter

__all__ = ["TRANSLITERATION", "VERBAL", "data_lines", "word_list"]  # what those who read words also ask for

USER_POS = "ns"  # user words are names of places unless the dictionary knows better

# “放管服” in “放管服”改革: a short quotation is one word, its marks are no part of it
QUOTED = re.compile('[“"「『‘]([\u4e00-\u9fffA-Za-z0-9+]{2,8})[”"」』’]')
# 十九届六中全会, 二十届三中全会: the meetings that news is full of are one word
MEETING = re.compile("(?:十[一二三四五六七八九]?|二十[一二三]?)届[一二三四五六七八九]中全会")
UNIT = re.compile(f"{QUOTED.pattern}|{MEETING.pattern}")
LATIN = re.compile("[A-Za-z][A-Za-z0-9]*$")
HAN = re.compile("[\u4e00-\u9fff]+$")

QUOTE, NEW, LETTER, MARK = "q", "x", "x1", "w"  # parts of speech of our own, beside the dictionary's
FUNCTION = frozenset("的了")  # they end a clause as a mark does: no phrase holds one
INNER = frozenset(
    (
        *("n", "nz", "vn", "nt", "ns", "nr", "nrt", "nrfg", "j", "l", "i", "b", "a", "an", "ag", "v", "vg", "eng", "s"),
        *("t", "ng", "g", "f", "d", "ad", "z", "m", QUOTE, NEW, LETTER),
    )
)  # what a phrase may hold
HALVES = frozenset((NEW, LETTER))
PRIOR = 500  # articles that the table of inverse document frequencies counts for beside those of an archive
STICKY = 0.7  # share of the occurrences of the commoner half in which two halves of a new word stand together


class Token(NamedTuple):
    """A word and its part of speech."""

    text: str
    pos: str


class Learned(NamedTuple):
    """What an archive of `articles` adds: in how many of them words stand, and parts of speech of words it teaches."""

    articles: int = 0
    counts: dict[str, int] = {}  # noqa: RUF012 - never changed
    kinds: dict[str, str] = {}  # noqa: RUF012


NOTHING_LEARNED = Learned()


class Words:
    """A segmenter and its dictionary, with the words of one project added; a value, never changed after.

    `user_words` are names that must not be cut, usually places: `Words(["云田镇"])`. Making one costs a copy of
    the dictionary's index (some 20 ms); the dictionary itself is loaded once in a process (about a second).
    """

    def __init__(self, user_words: Iterable[str] = (), learned: Learned = NOTHING_LEARNED) -> None:
        base = base_table()
        named = {*user_words, *learned.kinds}
        added = {word for word in named if len(word) > 1 and not base.frequencies.get(word)}
        self._pos = base.pos | dict.fromkeys(added, USER_POS) | learned.kinds
        self._learned = learned
        self._frequencies = base.frequencies | dict.fromkeys(added, USER_FREQUENCY)
        for word in added:
            add_beginnings(self._frequencies, word)
        self._cut = cutter(self._frequencies, base.total + USER_FREQUENCY * len(added))
        self._tokens_of = functools.lru_cache(REMEMBERED)(self._read)

    def cut(self, text: str) -> list[str]:
        """The words of `text` in order; joined they are `text` again.

        >>> Words().cut("天元区加快新冠疫苗接种")[-2:]
        ['新冠疫苗', '接种']
        """
        return [token.text for token in self.tokens(text)]

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of `text` in order, each with its part of speech, also one of our own: `w` for a mark."""
        for part, is_block in blocks(text):
            if is_block:
                yield from self._tokens_of(part)
            else:
                yield Token(part, self.pos(part) or _unknown_pos(part))

    def _read(self, block: str) -> tuple[Token, ...]:
        return tuple(Token(word, self.pos(word) or _unknown_pos(word)) for word in self._cut(block))

    def pos(self, word: str) -> str:
        """Part of speech as jieba's dictionary has it (`n`, `vn`, `nr`), or an empty string: not in it.

        >>> Words().pos("企业")
        'n'
        """
        return self._pos.get(word, "")

    def frequency(self, word: str) -> int:
        """How often the dictionary's corpus has `word`; 0 for what is not in it."""
        return self._frequencies.get(word, 0)

    def idf(self, word: str) -> float:
        """Inverse document frequency of `word` (about 1 to 14); the table's median where it has none.

        What was learned from an archive counts with its articles, the table with `PRIOR`.
        """
        known, middle = idf_table()
        usual = known.get(word, middle)
        if word not in self._learned.counts:
            return usual
        share = (self._learned.counts[word] + PRIOR * math.exp(-usual)) / (self._learned.articles + PRIOR)
        return -math.log(share)

    @property
    def uses(self) -> Mapping[str, int]:
        """How often each word is used in the dictionary's corpus; 0 for what only begins words."""
        return self._frequencies

    def __contains__(self, word: object) -> bool:
        return word in self._pos


@functools.cache
def load() -> Words:
    """The words without any of a project's own, made once in a process."""
    return Words()


def clauses(text: str, words: Words) -> list[list[Token]]:
    """The words of `text` from mark to mark; a short quotation is one word, whose marks end nothing.

    >>> [[token.text for token in clause] for clause in clauses("推进“放管服”改革,减税", load())]
    [['推进', '放管服', '改革'], ['减税']]
    """
    return [clause for clause in _clauses(text, words) if clause]


def _clauses(text: str, words: Words) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for part, quoted in _quotes_apart(text):
        for token in [Token(part, QUOTE)] if quoted else words.tokens(part):
            if token.pos == MARK or token.text in FUNCTION:
                yield clause
                clause = []
            else:
                clause.append(token)
    yield clause


def _quotes_apart(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for match in UNIT.finditer(text):
        yield text[at : match.start()], False
        yield match[1] or match[0], True
        at = match.end()
    yield text[at:], False


def _unknown_pos(word: str) -> str:
    if LATIN.match(word):
        return "eng"
    if not HAN.match(word):
        return MARK
    return NEW if len(word) > 1 else LETTER


def join_new_words(read: list[list[Token]]) -> list[list[Token]]:
    """Clauses in which the words that the dictionary lacks are whole again, as far as this text shows them.

    Two neighbours of which one is unknown or a single character, and that are hardly seen apart, are one word:
    普职+融通. That is mutual information and boundary entropy, for a text too short to measure either.
    """
    for _ in range(2):
        singles = Counter(token for clause in read for token in clause)
        pairs = Counter(pair for clause in read for pair in pairwise(clause))
        new = {
            pair
            for pair, count in pairs.items()
            if count > 1 and _may_be_halves(*pair) and count >= STICKY * max(singles[pair[0]], singles[pair[1]])
        }
        if not new:
            break
        read = [_joined(clause, new) for clause in read]
    return read


def _may_be_halves(left: Token, right: Token) -> bool:
    halves = left.pos in HALVES or right.pos in HALVES or len(left.text) == 1 or len(right.text) == 1
    return halves and left.pos in INNER and right.pos in INNER


def _joined(clause: list[Token], new: Collection[tuple[Token, Token]]) -> list[Token]:
    out: list[Token] = []
    for token in clause:
        if out and (out[-1], token) in new:
            out[-1] = Token(out[-1].text + token.text, NEW)
        else:
            out.append(token)
    return out
