"""The index of a segment made at once, by arrays: a third of the time that its millions of postings take one by one.

Used where numpy is installed (the extra `speed`); the shards are those of `shards.index`, which a test holds.
"""

import base64
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from generator.render.search.shards import RANKS, STRIDE, Grid, Lines, code, script_json

Numbers: TypeAlias = NDArray[np.uint64]
Signed: TypeAlias = NDArray[np.int64]
CHARACTER_BITS, ARTICLE_BITS = 21, 22  # of a posting: two characters, and an article with the rank it holds them in
LINE_END = np.uint64(ord("\n"))
AT_ONCE = 256  # articles whose postings are found together


def index(articles: Sequence[Lines], grid: Grid) -> list[bytes]:
    """The shards of a segment, each as JSON; of every article the folded lines of head, lede and body."""
    keys = _postings(articles)
    pairs = keys >> ARTICLE_BITS
    rows, columns = grid.rows - 1, grid.columns - 1
    shard = ((pairs >> CHARACTER_BITS & rows) * grid.columns + (pairs & columns)).astype(np.uint16)
    keys = keys[np.argsort(shard, kind="stable")]
    ends = np.cumsum(np.bincount(shard, minlength=grid.shards))
    starts = np.concatenate([[0], ends[:-1]])
    return [_shard(keys[start:end], len(articles)) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def _postings(articles: Sequence[Lines]) -> Numbers:
    """One number for each pair of each article, in order: the pair, the article, the first of the three it stands in."""
    found = [np.empty(0, np.uint64)]
    for start in range(0, len(articles), AT_ONCE):
        texts = ["\n".join(lines) for ranks in articles[start : start + AT_ONCE] for lines in ranks]
        places = np.arange(len(texts), dtype=np.uint64)
        owners = (places // np.uint64(RANKS) + np.uint64(start)) * np.uint64(4) + places % np.uint64(RANKS)
        owner = np.repeat(owners, [len(text) + 1 for text in texts])
        codes = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le"), "<u4").astype(np.uint64)
        inside = (codes[:-1] != LINE_END) & (codes[1:] != LINE_END)
        pairs = codes[:-1] << np.uint64(CHARACTER_BITS) | codes[1:]
        keys = (pairs << np.uint64(ARTICLE_BITS) | owner[:-1])[inside]
        keys.sort()
        found.append(keys[_changes(keys >> np.uint64(2))])
    keys = np.concatenate(found)
    keys.sort()
    return keys


def _changes(values: Numbers) -> NDArray[np.bool_]:
    """Where another value begins."""
    return np.concatenate([np.ones(min(1, len(values)), bool), values[1:] != values[:-1]])


def _shard(keys: Numbers, articles: int) -> bytes:
    """First characters, how many second ones each has, the second ones, the lists, their places."""
    pairs = keys >> np.uint64(ARTICLE_BITS)
    lists = np.flatnonzero(_changes(pairs))
    first, second = pairs[lists] >> np.uint64(CHARACTER_BITS), pairs[lists] & np.uint64((1 << CHARACTER_BITS) - 1)
    heads = np.flatnonzero(_changes(first))
    widths = np.diff(heads, append=len(first)).tolist()
    codes, lengths = _lists(keys.astype(np.int64) & ((1 << ARTICLE_BITS) - 1), lists, articles)
    packed, padding = _pack(*codes)
    strides = np.add.reduceat(lengths, np.arange(0, len(lengths), STRIDE))[:-1] if len(lengths) else lengths
    parts = (
        _text(first[heads]),
        "".join(map(code, widths)),
        _text(second),
        padding,
        base64.b64encode(packed).decode(),
        "".join(map(code, strides.tolist())),
    )
    return script_json(parts)


def _text(codes: Numbers) -> str:
    return str(codes.astype("<u4").tobytes(), "utf-32-le")


# ---- lists in bits -----------------------------------------------------------------------------------


def _lists(entries: Signed, starts: Signed, articles: int) -> tuple[tuple[Signed, Signed, Signed], Signed]:
    """All lists of a shard as codes in order: how many ones, then a value in so many bits; the bits of each list."""
    if not len(starts):
        return (starts, starts, starts), starts
    counts = np.diff(starts, append=len(entries))
    numbers, ranks = entries >> 2, entries & 3
    held = _rice(numbers, starts, counts, articles)
    early = np.flatnonzero(ranks < RANKS - 1)
    owner = np.repeat(np.arange(len(starts)), counts)
    early_counts = np.bincount(owner[early], minlength=len(starts))
    early_starts = np.cumsum(early_counts) - early_counts
    some = early_counts > 0
    which = _rice(early - starts[owner[early]], early_starts[some], early_counts[some], counts[some])
    bits = np.zeros(len(early), np.int64), ranks[early], np.ones(len(early), np.int64)
    of_early = owner[early]
    lists = np.arange(len(starts))
    parts = (_gamma(counts), held, _gamma(early_counts + 1), which, bits)
    of_list = np.concatenate([lists, owner, lists, of_early, of_early])
    order = np.lexsort((np.repeat(np.arange(5), [len(part[0]) for part in parts]), of_list))
    ones, values, widths = (np.concatenate(found)[order] for found in zip(*parts, strict=True))
    lengths = np.bincount(of_list[order], ones + widths).astype(np.int64)
    return (ones, values, widths), lengths


def _gamma(numbers: Signed) -> tuple[Signed, Signed, Signed]:
    """Numbers from 1: as many zeros as one has further binary digits, then these."""
    return np.zeros(len(numbers), np.int64), numbers, 2 * _log2(numbers) + 1


def _rice(numbers: Signed, starts: Signed, counts: Signed, among: Signed | int) -> tuple[Signed, Signed, Signed]:
    """Growing numbers below `among` in lists, as gaps: so many ones as is left of a gap, a zero, its lowest bits."""
    gaps = np.diff(numbers, prepend=0) - 1
    gaps[starts] = numbers[starts]
    keep = np.repeat(_rice_bits(counts, among), counts)
    return gaps >> keep, gaps & ((1 << keep) - 1), keep + 1


def _log2(numbers: Signed) -> Signed:
    """The place of the highest binary digit of numbers from 1."""
    return np.frexp(numbers)[1].astype(np.int64) - 1


def _rice_bits(counts: Signed, among: Signed | int) -> Signed:
    """As `shards.rice_bits`."""
    return _log2(np.maximum(among * 69 // (counts * 100), 1))


def _pack(ones: Signed, values: Signed, widths: Signed) -> tuple[bytes, int]:
    """Codes as bytes, one bit of 1 behind them, and how many zeros stand before them to fill the first byte."""
    if not len(ones):
        return b"", 0
    lengths = ones + widths
    ends = np.cumsum(lengths)
    size = int(ends[-1])
    padding = -(size + 1) % 8
    bits = np.zeros(padding + size + 1, np.int8)
    starts = ends - lengths + padding
    run = ones > 0
    bits[starts[run]] = 1
    bits[(starts + ones)[run]] = -1
    bits = np.cumsum(bits, dtype=np.int8)
    for digit in range(int(_log2(np.maximum(values, 1)).max()) + 1):
        has = (values >> digit & 1).astype(bool)
        bits[(ends + padding - 1 - digit)[has]] = 1
    bits[-1] = 1
    return np.packbits(bits.view(np.uint8)).tobytes(), padding
