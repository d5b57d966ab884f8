"""The one character that the print lost between two halves of a torn sentence: named only where the proof is strong.

Two proofs. The page prints one word that begins with the tail clearly more often than any other; or, where the lexicon
counts the uses of words, one character makes the seam so much more likely than all others do, and than none does.
Neither is tried where both sides of the seam are whole words, in numbers or beside what may be a person's name.
"""

import functools
import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple, Protocol, runtime_checkable

from generator.gazetteer.divisions import common_words
from generator.ingest.page.names import COMMON
from generator.ingest.page.seams import crossing

OFTEN = 6  # times a page prints a word before its lost half is put back
NUMERALS = frozenset("零一二三四五六七八九十百千万亿两几多第年月日个")
# what stands so freely between words that it proves nothing: 人民|法院, 人民的法院
FREE = frozenset(
    "的了着过和与或等是在有不也都还又就而及其这那该各每为于对以被把将从到向上下中内外前后里年月日个多大小新省市县区"
)
REACH = 6  # characters on either side of a seam that are read
HAN_TAIL = re.compile(r"[\u4e00-\u9fff]{1,6}$")
HAN_HEAD = re.compile(r"[\u4e00-\u9fff]{1,6}")
LONGEST = 5  # characters of a word
ALL_USES = 6e7  # of words in the corpus behind the dictionary
BETTER = 0.5  # nats by which the words of a seam are likelier with the character
SURE = 5.0  # the same, what the page prints elsewhere counted in
ALONE = 0.99  # least share of the character among all that might stand there
TOLD, TOLD_ALONE = 3.0, 0.7  # SURE and ALONE of what is only told
AGREED = 1.5  # the same for what the page also proves
PAIR_WEIGHT, TRIPLE_WEIGHT = 1.0, 3.0  # of the log number of times the page prints two or three of the characters


@runtime_checkable
class Counted(Protocol):
    """A lexicon that also knows how often each word is used, 0 for what only begins words."""

    @property
    def uses(self) -> Mapping[str, int]:
        """Word -> number of its uses."""

    def __hash__(self) -> int: ...


class Guess(NamedTuple):
    """A character, by how many nats its seam is likelier than the one printed: as words, and with the page's own."""

    char: str
    worded: float
    proved: float


def lost_character(left: str, right: str, lexicon: Container[str], page: str) -> str:
    """The one character that the print lost between two halves, or an empty string."""
    tail = left[-1]
    if not "\u3400" <= tail <= "\u9fff" or not "\u3400" <= right[0] <= "\u9fff" or crossing(left, right, lexicon) > 0.1:
        return ""
    if tail in NUMERALS:
        return ""
    found = _said_elsewhere(left, right, lexicon, page)
    if isinstance(lexicon, Counted):
        found = _likeliest(left, right, lexicon, page, found)
    return "" if _begins_a_line(found, page) else found


# ---- what the page says elsewhere ---------------------------------------------------------------------


def _said_elsewhere(left: str, right: str, lexicon: Container[str], page: str) -> str:
    """The tail is no word by itself, and the page prints one word that begins with it more often than any other."""
    if left[-2:] in lexicon or left[-3:] in lexicon or right[:2] not in lexicon:
        return ""
    followers, alone = _followers(left[-1], lexicon, page)
    if not followers or alone > 1 + sum(followers.values()) // 8:
        return ""
    # 科技创新 elsewhere on the page says more than any count
    again = {char for char in followers if left[-2:] + char in page}
    ranked = followers.most_common(2)
    clear = (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]) and ranked[0][1] >= OFTEN
    return again.pop() if len(again) == 1 and len(left) > 1 else ranked[0][0] if clear else ""


def _followers(tail: str, lexicon: Container[str], page: str) -> tuple[Counter[str], int]:
    """What follows a character in words of the page, and how often it stands in no word."""
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
    return followers, alone


def _begins_a_line(char: str, page: str) -> bool:
    """Whether the other half stands somewhere on the page after all: then nothing was lost."""
    return not char or page.startswith(char) or f"\n{char}" in page or f"\u3000{char}" in page


# ---- what makes the likeliest words -------------------------------------------------------------------


def _likeliest(left: str, right: str, lexicon: Counted, page: str, said: str) -> str:
    """The likeliest character, which must be that `said` elsewhere on the page or hardly leave room for another."""
    best, share = _best(left[-REACH:], right[:REACH], lexicon, page)
    if said:
        return said if best.char == said and best.proved >= AGREED else ""
    return best.char if best.worded >= BETTER and best.proved >= SURE and share >= ALONE else ""


def doubtful_seam(left: str, right: str, lexicon: Container[str], page: str) -> tuple[str, float]:
    """A character that may have been lost at a seam, and how likely; an empty string where nothing speaks for one."""
    if left[-1] in NUMERALS or crossing(left, right, lexicon) > 0.1 or not isinstance(lexicon, Counted):
        return "", 0.0
    best, share = _best(left[-REACH:], right[:REACH], lexicon, page)
    told = best.worded > 0 and best.proved >= TOLD and share >= TOLD_ALONE and not _begins_a_line(best.char, page)
    return (best.char, share) if told else ("", 0.0)


@functools.lru_cache(maxsize=512)  # a seam is judged when it is joined, and again when doubts are told
def _best(left: str, right: str, lexicon: Counted, page: str) -> tuple[Guess, float]:
    """The best guess and its share among all."""
    guesses = list(_guesses(left, right, lexicon.uses, page))
    if not guesses:
        return Guess("", 0.0, 0.0), 0.0
    best = max(guesses, key=lambda guess: (guess.proved, guess.char))
    return best, 1 / math.fsum(math.exp(guess.proved - best.proved) for guess in guesses)


def _guesses(left: str, right: str, uses: Mapping[str, int], page: str) -> Iterator[Guess]:
    """Every character that makes a word at the seam, weighed."""
    before, after = HAN_TAIL.search(left), HAN_HEAD.match(right)
    if not before or not after:
        return
    tail, head = before.group(), after.group()
    if head[0] in NUMERALS or not COMMON.isdisjoint(tail[-3:]) or _are_whole(tail, head, uses):
        return
    behind, before_it = _followed(tail[-2:], page), _led(head[:2], page)
    seam = _seam(tail, head, uses)
    plain = _likely(seam, "", uses)
    for char in _candidates(tail, head):
        worded = _likely(seam, char, uses) - plain
        pairs, triples = (behind[0][char], before_it[0][char]), (behind[1][char], before_it[1][char])
        own = PAIR_WEIGHT * sum(map(math.log1p, pairs)) + TRIPLE_WEIGHT * sum(map(math.log1p, triples))
        yield Guess(char, worded, worded + own)


def _followed(tail: str, page: str) -> tuple[Counter[str], Counter[str]]:
    """What the page prints behind the last character, and behind both."""
    one: Counter[str] = Counter()
    two: Counter[str] = Counter()
    at = page.find(tail[-1])
    while 0 <= at < len(page) - 1:
        one[page[at + 1]] += 1
        if len(tail) > 1 and at and page[at - 1] == tail[0]:
            two[page[at + 1]] += 1
        at = page.find(tail[-1], at + 1)
    return one, two


def _led(head: str, page: str) -> tuple[Counter[str], Counter[str]]:
    """What the page prints before the first character, and before both."""
    one: Counter[str] = Counter()
    two: Counter[str] = Counter()
    at = page.find(head[0], 1)
    while at > 0:
        one[page[at - 1]] += 1
        if len(head) > 1 and page.startswith(head, at):
            two[page[at - 1]] += 1
        at = page.find(head[0], at + 1)
    return one, two


def _are_whole(tail: str, head: str, uses: Mapping[str, int]) -> bool:
    """Whether a word ends with the tail and one begins with the head: 支持北京|桥牌事业."""
    return any(uses.get(tail[-size:]) for size in (2, 3, 4) if size <= len(tail)) and any(
        uses.get(head[:size]) for size in (2, 3, 4) if size <= len(head)
    )


def _candidates(tail: str, head: str) -> Iterator[str]:
    """Characters that are a word of daily use with the one before or behind the seam."""
    behind, _ = common_words().get(tail[-1], ("", ""))
    found = {*behind, *common_beginnings().get(head[0], "")}
    return (char for char in sorted(found - FREE - NUMERALS) if char not in tail[-2:] + head[:2])


@functools.cache
def common_beginnings() -> dict[str, str]:
    """Character -> those that stand before it in words of daily use."""
    table: dict[str, str] = {}
    for first, (seconds, _) in common_words().items():
        for second in seconds:
            table[second] = table.get(second, "") + first
    return table


def _ways(text: str, uses: Mapping[str, int], *, backward: bool = False) -> list[float]:
    """The log probability of the best way to read the first 0, 1, 2 … characters as words; `text` may be reversed."""
    best = [0.0]
    for end in range(1, len(text) + 1):
        weights = []
        for start in range(max(0, end - LONGEST), end):
            word = text[start:end]
            if count := uses.get(word[::-1] if backward else word, 0) or (0.5 if end - start == 1 else 0):
                weights.append(best[start] + math.log(count / ALL_USES))
        best.append(max(weights))
    return best


class Seam(NamedTuple):
    """Both sides of a seam, and the log probability of the first characters of the one and the last of the other."""

    tail: str
    head: str
    left: list[float]
    right: list[float]


def _seam(tail: str, head: str, uses: Mapping[str, int]) -> Seam:
    return Seam(tail, head, _ways(tail, uses), _ways(head[::-1], uses, backward=True)[::-1])


def _likely(seam: Seam, char: str, uses: Mapping[str, int]) -> float:
    """The log probability of the best way to read a seam with a character, or none, as words."""
    tail, head, left, right = seam
    best = left[-1] + right[0] if not char else -math.inf
    for a, so_far in enumerate(reversed(left[-LONGEST:])):
        before = tail[len(tail) - a :] + char
        if len(before) > 1 and before not in uses:  # it begins no word
            continue
        for b in range(0 if char else 1, min(LONGEST - len(before), len(head)) + 1):
            word = before + head[:b]
            count = uses.get(word) or (0.5 if len(word) == 1 else 0)
            if count and (char or a):
                best = max(best, so_far + math.log(count / ALL_USES) + right[b])
    return best
