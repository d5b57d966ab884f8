"""Whether columns of text agree with lines of one width: a torn column ends with a full line, columns of one section
have as many lines; assigns nothing.

A page whose lines were put together keeps this trace of them. How wide its lines were is not known, so every width is
weighed, with figures and Latin letters as wide as other characters or half as wide; that no width fits is one answer
too. All weights are natural-log odds.
"""

import itertools
import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.ingest.page.seams import is_open

INDENT = 2  # characters that the first line of a paragraph is indented
WIDTHS = range(9, 31)  # characters of a line
NO_START = frozenset(
    "，。、；：！？”’）》】,.;:!?)…—"
)  # what stands at the end of a line rather than at the head of one
NARROW = re.compile(r"[0-9A-Za-z]")  # what may be half as wide as other characters
FULL = (0.80, 0.06, 0.02)  # share of torn columns whose last line is full, or one or two characters more or less
STRAY = 0.1  # share of those that end anywhere
PLAIN = 0.6  # share of grids whose lines are of no one width
LIKELY = 3.0  # widths so much less likely than the best are not looked at
EVEN = 6.4  # odds of a column of a given height, to the character
SHARES = {0: 0.44, -1: 0.40, 1: 0.06, -2: 0.03, 2: 0.02}  # shares of columns with so many lines more than the first
UNEVEN = -2.2  # least odds, and those of any other number of lines
# odds of a column with so many lines more than the first one of its section, by the width of its lines
HEIGHTS = {
    (more, width): max(UNEVEN, math.log(share / width) + EVEN) for more, share in SHARES.items() for width in WIDTHS
}


class Piece(NamedTuple):
    """A paragraph or a part of one that stands in one column; `begins` if its first line is the paragraph's first."""

    text: str
    begins: bool


class Lines(NamedTuple):
    """A width in characters; `half` if figures and Latin letters are half as wide as others."""

    width: int
    half: bool


Column = tuple[Piece, ...]
EVERY = tuple(Lines(width, half) for half in (False, True) for width in WIDTHS)


def lines_odds(sections: Sequence[Sequence[Column]], plain: float) -> float:
    """What the lines say for the columns of sections; `plain` is what other measures of their height say."""
    torn = [column[-1] for columns in sections for column in columns[:-1] if is_open(column[-1].text)]
    if not torn:
        return plain
    every = EVERY if any(NARROW.search(piece.text) for piece in torn) else EVERY[: len(WIDTHS)]
    fits = list(zip(map(sum, zip(*map(_fulls, torn), strict=True)), every, strict=False))
    most = max(fits)[0]
    share = math.log((1.0 - PLAIN) / len(every))
    found = [share + fit + _even(sections, lines) for fit, lines in fits if fit > most - LIKELY]
    return _either([math.log(PLAIN) + plain, *found])


def _either(odds: Sequence[float]) -> float:
    """Odds of one of several answers that exclude each other."""
    most = max(odds)
    return most + math.log(math.fsum(math.exp(value - most) for value in odds))


@lru_cache(maxsize=1 << 10)
def _fulls(piece: Piece) -> tuple[float, ...]:
    """`_full` in lines of every width."""
    return tuple(_full(piece, lines) for lines in EVERY)


def _full(piece: Piece, lines: Lines) -> float:
    """Odds of a torn piece ending where it does: with a full line, or anywhere."""
    blank = laid(piece, lines)[1]
    off = min(blank, lines.width - blank)
    share = FULL[off] if off < len(FULL) else 0.0
    return math.log((1.0 - STRAY) * share * lines.width + STRAY)


def _even(sections: Sequence[Sequence[Column]], lines: Lines) -> float:
    """What the heights of all columns say if they are set in such lines."""
    score = 0.0
    for columns in sections:
        heights = [_height(column, lines) for column in columns]
        score += sum([HEIGHTS.get((height - heights[0], lines.width), UNEVEN) for height in heights[1:]])
    return score


@lru_cache(maxsize=1 << 13)
def _height(column: Column, lines: Lines) -> int:
    """How many lines a column takes."""
    return sum([laid(piece, lines)[0] for piece in column])


@lru_cache(maxsize=1 << 14)
def laid(piece: Piece, lines: Lines) -> tuple[int, int]:
    """How many lines a piece takes, and how many whole characters the last one leaves blank.

    >>> laid(Piece("芦淞区始终坚持把服饰产业作为立区之本。", begins=True), Lines(10, half=False))
    (2, 0)
    """
    text, ends = piece.text, _ends(piece.text, half=lines.half)
    limit, count = 2 * (lines.width - INDENT * piece.begins), 1
    while True:
        at = bisect_right(ends, limit)
        while at < len(text) and text[at] in NO_START:
            at += 1
        if at >= len(text):
            return count, max(0, limit - ends[-1]) // 2
        limit, count = ends[at - 1] + 2 * lines.width, count + 1


@lru_cache(maxsize=1 << 10)
def _ends(text: str, *, half: bool) -> tuple[int, ...]:
    """Where each character ends, in half characters."""
    return tuple(itertools.accumulate(1 if half and NARROW.match(char) else 2 for char in text))
