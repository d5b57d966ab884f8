"""Posting lists of pairs of characters, of one segment, in shards of about four kilobytes; reads no articles.

An article is its number in the segment. The list of a pair is packed in bits: how many articles hold it (Elias gamma),
the gaps between their numbers (Rice, the parameter follows from how many), how many of them hold it in the head or in
the first paragraph, and which. Lists lie one behind the other; a shard says where each thirty-second begins, so that a
browser reads past few of them. A shard holds the pairs whose characters have the same lowest bits, so that they share
their first characters and their bytes.
"""

import base64
import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

BETWEEN = " "  # between two lists of numbers
FIRST_CODE, QUOTES, BREAKS = 0x24, 0x5C, (0x2028, 0x2029)
LONGEST = 0xD000  # the largest number one character stands for; a larger one goes on in the next
SHARDS_AN_ARTICLE = 0.4
SMALL = 128  # shards: as many as articles up to here, as a small segment is mostly names of pairs
MOST_SHARDS = 4096
STRIDE = 32  # lists from one whose place is told to the next
RANKS = 3  # head, lede, body
Lines = tuple[Iterable[str], Iterable[str], Iterable[str]]  # the folded ones of an article's head, lede and body


class Grid(NamedTuple):
    """How many lowest bits of the first and of the second character choose the shard, as powers of two."""

    rows: int
    columns: int

    @property
    def shards(self) -> int:
        """How many shards there are."""
        return self.rows * self.columns

    def shard(self, pair: str) -> int:
        """The shard of a pair."""
        return (ord(pair[0]) & (self.rows - 1)) * self.columns + (ord(pair[1]) & (self.columns - 1))


def grid_for(articles: int) -> Grid:
    """The grid of a segment.

    >>> grid_for(3), grid_for(4096)
    (Grid(rows=2, columns=1), Grid(rows=64, columns=16))
    """
    wanted = max(int(articles * SHARDS_AN_ARTICLE), min(articles, SMALL))
    bits = min(MOST_SHARDS, max(1, wanted)).bit_length() - 1
    rows = (bits * 3 + 4) // 5
    return Grid(1 << rows, 1 << (bits - rows))


def code(number: int) -> str:
    """A number from 0 as one character that a script holds in quotes as it is; numbers over 53,000 take several.

    >>> code(0), code(56), code(57), len(code(0xD001))
    ('$', ']', '^', 2)
    """
    long = ""
    while number >= LONGEST:
        long += chr(0xD7FF)
        number -= LONGEST
    at = number + FIRST_CODE
    at += at >= QUOTES
    return long + chr(at + 2 if at >= BREAKS[0] else at)


def index(articles: Sequence[Lines], grid: Grid) -> list[bytes]:
    """The shards of a segment, each as JSON; of every article the folded lines of head, lede and body."""
    lists: dict[str, list[int]] = defaultdict(list)
    for number, ranks in enumerate(articles):
        known: set[str] = set()
        for rank, lines in enumerate(ranks):
            found = {first + second for line in lines for first, second in pairwise(line)} - known
            known |= found
            entry = number * RANKS + rank
            for pair in found:
                lists[pair].append(entry)
    shards: list[list[str]] = [[] for _ in range(grid.shards)]
    for pair in sorted(lists):
        shards[grid.shard(pair)].append(pair)
    return [join_lists({pair: list_bits(lists[pair], len(articles)) for pair in pairs}) for pairs in shards]


def join_lists(lists: Mapping[str, str]) -> bytes:
    """A shard of lists in bits by pair, in order: first characters, how many second ones each has, these, the lists,
    their places.
    """
    widths: dict[str, int] = {}
    for pair in lists:
        widths[pair[0]] = widths.get(pair[0], 0) + 1
    bits = "".join(lists.values())
    lengths = [len(one) for one in lists.values()]
    packed = int(bits + "1", 2).to_bytes(len(bits) // 8 + 1) if bits else b""
    parts = (
        "".join(widths),
        "".join(code(width) for width in widths.values()),
        "".join(pair[1] for pair in lists),
        (-(len(bits) + 1)) % 8 if bits else 0,
        base64.b64encode(packed).decode(),
        "".join(code(sum(lengths[at - STRIDE : at])) for at in range(STRIDE, len(lengths), STRIDE)),
    )
    return script_json(parts)


def list_bits(entries: list[int], articles: int) -> str:
    """One list of a segment with so many articles."""
    return _lone(entries[0], articles) if len(entries) == 1 else _bits(entries, articles)


@functools.lru_cache(maxsize=1 << 16)
def _lone(entry: int, articles: int) -> str:
    """A list of one article, as half of all lists are."""
    return _bits([entry], articles)


def _bits(entries: list[int], articles: int) -> str:
    """One list in bits."""
    early = [(at, entry % RANKS) for at, entry in enumerate(entries) if entry % RANKS < 2]
    bits = _gamma(len(entries)) + _rice([entry // RANKS for entry in entries], articles) + _gamma(len(early) + 1)
    if early:
        bits += _rice([at for at, _ in early], len(entries)) + "".join(str(rank) for _, rank in early)
    return bits


def _rice(numbers: list[int], among: int) -> str:
    """Growing numbers below `among`, as gaps."""
    keep = rice_bits(len(numbers), among)
    codes = []
    before = -1
    for number in numbers:
        codes.append(_rice_code(number - before - 1, keep))
        before = number
    return "".join(codes)


def rice_bits(count: int, among: int) -> int:
    """How many lowest bits of a gap are kept as they are: the largest k with 2^k <= ln 2 * mean gap.

    >>> rice_bits(1, 4096), rice_bits(4096, 4096)
    (11, 0)
    """
    return max(0, (among * 69 // (count * 100)).bit_length() - 1)


@functools.lru_cache(maxsize=1 << 16)
def _rice_code(gap: int, keep: int) -> str:
    low = format(gap & ((1 << keep) - 1), f"0{keep}b") if keep else ""
    return "1" * (gap >> keep) + "0" + low


@functools.lru_cache(maxsize=1 << 13)
def _gamma(number: int) -> str:
    """A number from 1: as many zeros as it has further binary digits, then these.

    >>> _gamma(1), _gamma(5)
    ('1', '00101')
    """
    digits = format(number, "b")
    return "0" * (len(digits) - 1) + digits


def script_json(value: object) -> bytes:
    """JSON that every browser takes for JavaScript too."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
