"""How the archive is cut in time, so that a new article touches a small part of the index and a query few parts.

Time is a binary tree over months. A segment is the largest aligned stretch of 1, 2, 4, 8 … months that holds at most
`MOST` articles, or at most `MOST_NEW` where it holds the newest month. So there are about as many segments as binary digits in
the age of the archive; today's issue remakes this month, and an old article that is added late remakes the stretch it
lies in, never what lies before or after it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

MOST = 4096  # articles: some seconds of work when one is added to them or changed
MOST_NEW = 256  # articles: a fifth of a second, as those of this month change every day
ROOT = 1 << 16  # months: until the year 5461
WHOLE, UNDATED = "all", "undated"

Stretch = tuple[int, int]  # first month, counted from the year 0, and number of months


def month_of(date: str) -> int:
    """The number of a day's month.

    >>> month_of("2021-11-25")
    24262
    """
    return int(date[:4]) * 12 + int(date[5:7]) - 1


def name_of(stretch: Stretch) -> str:
    """A stretch by its first month and its length.

    >>> name_of((24262, 2)), name_of((0, ROOT))
    ('202111-2', 'all')
    """
    first, length = stretch
    return WHOLE if length == ROOT else f"{first // 12:04}{first % 12 + 1:02}-{length}"


def cut(counts: Mapping[int, int], most: int = MOST, most_new: int = MOST_NEW) -> tuple[Stretch, ...]:
    """Stretches that hold every month of `counts` (articles by month), oldest first.

    >>> cut({24250: 3, 24251: 2, 24262: 5}), cut({24250: 3, 24251: 2, 24262: 5}, most_new=5)
    (((0, 65536),), ((24192, 64), (24256, 64)))
    """
    months = sorted(counts)
    sums = [0]
    for month in months:
        sums.append(sums[-1] + counts[month])

    def within(first: int, length: int) -> int:
        return sums[bisect_left(months, first + length)] - sums[bisect_left(months, first)]

    def stretches(first: int, length: int) -> Iterator[Stretch]:
        held = within(first, length)
        if not held:
            return
        if length == 1 or held <= (most_new if first <= months[-1] < first + length else most):
            yield first, length
            return
        half = length // 2
        yield from stretches(first, half)
        yield from stretches(first + half, half)

    return tuple(stretches(0, ROOT)) if months else ()
