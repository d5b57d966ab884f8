"""A segment of the search whose one article has another text, mended: its shards are changed where they stand.

A shard says where each of its lists lies, so the lists of the pairs that the article has gained or lost are written
anew and the others stay as they are, bit for bit. What the article held before is read from the text that the search
shows of it. A mended shard is the one that `postings.index` makes of the same articles.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from generator.render.copies import Copy
from generator.render.search.shards import BREAKS, FIRST_CODE, QUOTES, RANKS, Grid, join_lists, list_bits, rice_bits
from generator.render.search.targets import TOGETHER, Segment, folded, shard_path, texts_path, told
from generator.render.search.texts import Text, text_of
from generator.traces import fingerprint_bytes

Ranks = Mapping[str, int]  # by pair of characters: 0 in the head, 1 in the first paragraph, 2 elsewhere


def ranks_of(lines: Sequence[Sequence[str]]) -> dict[str, int]:
    """Where an article first holds each of its pairs; `lines` are the folded ones of head, lede and body."""
    found: dict[str, int] = {}
    for rank, part in enumerate(lines):
        for line in part:
            for first, second in pairwise(line):
                found.setdefault(first + second, rank)
    return found


def changes(before: Ranks, after: Ranks, grid: Grid) -> dict[int, dict[str, int | None]]:
    """By shard the pairs that an article holds elsewhere than before; None for those that it has no more."""
    found: dict[int, dict[str, int | None]] = {}
    for pair in before.keys() | after.keys():
        if before.get(pair) != after.get(pair):
            found.setdefault(grid.shard(pair), {})[pair] = after.get(pair)
    return found


def mend(shard: bytes, articles: int, number: int, changed: Mapping[str, int | None]) -> bytes:
    """A shard, as JSON, of a segment with so many `articles`, in which article `number` holds some pairs otherwise.

    Raises ValueError for what is no such shard.
    """
    lists = _lists(shard, articles)
    for pair, rank in changed.items():
        entries = [entry for entry in _entries(lists.get(pair, ""), articles) if entry // RANKS != number]
        if rank is not None:
            entries = sorted([*entries, number * RANKS + rank])
        if entries:
            lists[pair] = list_bits(entries, articles)
        else:
            lists.pop(pair, None)
    return join_lists({pair: lists[pair] for pair in sorted(lists)})


def _lists(shard: bytes, articles: int) -> dict[str, str]:
    """The list of every pair, in bits."""
    firsts, widths, seconds, padding, packed, _ = msgspec.json.decode(shard, type=tuple[str, str, str, int, str, str])
    firsts = "".join(first * _number(width) for first, width in zip(firsts, widths, strict=True))
    pairs = [first + second for first, second in zip(firsts, seconds, strict=True)]
    data = base64.b64decode(packed)
    bits = format(int.from_bytes(data), f"0{len(data) * 8}b")[padding:] if data else ""
    found, at = {}, 0
    for pair in pairs:
        end = _end(bits, at, articles)
        found[pair] = bits[at:end]
        at = end
    if bits[at:] not in ("1", ""):
        raise ValueError("no shard")
    return found


def _number(character: str) -> int:
    """What `shards.code` wrote as one character."""
    at = ord(character)
    at -= 2 * (at >= BREAKS[0] + 2)
    at -= at > QUOTES
    return at - FIRST_CODE


def _end(bits: str, at: int, articles: int) -> int:
    """Where the list ends that begins at a bit."""
    count, at = _gamma(bits, at)
    at = _skip(bits, at, count, rice_bits(count, articles))
    early, at = _gamma(bits, at)
    return _skip(bits, at, early - 1, rice_bits(early - 1, count)) + early - 1 if early > 1 else at


def _entries(bits: str, articles: int) -> list[int]:
    """One list: numbers of articles, each with where it holds the pair."""
    if not bits:
        return []
    count, at = _gamma(bits, 0)
    numbers, at = _rice(bits, at, count, rice_bits(count, articles))
    early, at = _gamma(bits, at)
    ranks = [RANKS - 1] * count
    if early > 1:
        places, at = _rice(bits, at, early - 1, rice_bits(early - 1, count))
        for place, rank in zip(places, bits[at:], strict=True):
            ranks[place] = int(rank)
    return [number * RANKS + rank for number, rank in zip(numbers, ranks, strict=True)]


def _gamma(bits: str, at: int) -> tuple[int, int]:
    """A number, and where it ends."""
    zeros = bits.index("1", at) - at
    end = at + 2 * zeros + 1
    return int(bits[at + zeros : end], 2), end


def _skip(bits: str, at: int, count: int, keep: int) -> int:
    for _ in range(count):
        at = bits.index("0", at) + 1 + keep
    return at


def _rice(bits: str, at: int, count: int, keep: int) -> tuple[list[int], int]:
    """Growing numbers from their gaps, and where they end."""
    numbers, before = [], -1
    for _ in range(count):
        end = bits.index("0", at)
        low = int(bits[end + 1 : end + 1 + keep], 2) if keep else 0
        before += ((end - at) << keep) + low + 1
        numbers.append(before)
        at = end + 1 + keep
    return numbers, at


# ---- a segment ---------------------------------------------------------------------------------------


class Changed(NamedTuple):
    """An article with another text, and its number in the segment."""

    number: int
    copy: Copy


def mended(
    segment: Segment, before: Sequence[bytes], changed: Sequence[Changed], read: Callable[[str], bytes]
) -> tuple[tuple[bytes, ...], dict[int, bytes]]:
    """The fingerprints of a segment's shards, and by number those that are not as they were.

    `before` are the fingerprints that `read` has to find. Raises ValueError where it finds something else.
    """
    grid = Grid(segment.rows, segment.columns)
    by_shard: dict[int, list[tuple[int, dict[str, int | None]]]] = {}
    for number, copy in changed:
        texts = msgspec.json.decode(told(read(texts_path(segment.name, number))), type=list[Text])
        old, new = (ranks_of(folded(text)) for text in (texts[number % TOGETHER], text_of(copy)))
        for shard, pairs in changes(old, new, grid).items():
            by_shard.setdefault(shard, []).append((number, pairs))
    prints, made = list(before), dict[int, bytes]()
    for shard, parts in by_shard.items():
        data = told(read(shard_path(segment.name, shard)))
        if fingerprint_bytes(data) != before[shard]:
            raise ValueError(f"{segment.name} {shard}")
        for number, pairs in parts:
            data = mend(data, segment.articles, number, pairs)
        prints[shard] = fingerprint_bytes(data)
        made[shard] = data
    return tuple(prints), made
