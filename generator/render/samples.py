"""Whether a text may change without another article telling its story or no longer telling it; finds no twins itself.

Of every article the runs of letters are kept that `retold` takes as a sample. Where the changed text gains or loses none
that could count, the pairs that are worth comparing are those of the last build; at the least doubt the answer is no.
"""

import datetime
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.model import Article
from generator.render import permalinks
from generator.render.retold import COMMON, SAMPLE, SHARED, SHORTEST, WINDOW

WIDTH = 12  # bytes of a run of six letters in UTF-16


class Samples(Struct, frozen=True, array_like=True):
    """Of each article its runs in UTF-16, where they end, its day (0: none), whether it is long enough to be compared.

    `compared` are the numbers of those that were.
    """

    runs: bytes
    ends: bytes
    days: bytes
    long: bytes
    compared: tuple[int, ...]

    def of(self, number: int) -> set[bytes]:
        """The runs of an article."""
        ends = array("Q", self.ends)
        data = self.runs[ends[number - 1] if number else 0 : ends[number]]
        return {data[at : at + WIDTH] for at in range(0, len(data), WIDTH)}

    def keep(self, number: int, body: str) -> bool:
        """Whether all stories are told by the same articles as before when an article has another body."""
        if number in self.compared or bool(self.long[number]) != (len(body) >= SHORTEST):
            return False
        before, after = self.of(number), set(_runs(body))
        days = array("l", self.days)
        for run in before ^ after:
            others = self._holders(run) - {number}
            if len(others) > COMMON:
                continue  # with the article or without it, too many hold it
            if len(others) == COMMON:
                return False
            for other in others:
                near = days[number] and days[other] and abs(days[number] - days[other]) <= WINDOW
                if near and len((before | after) & self.of(other)) >= SHARED:
                    return False
        return True

    def with_body(self, number: int, body: str) -> "Samples":
        """The samples when an article has another body."""
        ends = array("Q", self.ends)
        start = ends[number - 1] if number else 0
        made = b"".join(sorted(set(_runs(body))))
        moved = len(made) - (ends[number] - start)
        runs = self.runs[:start] + made + self.runs[ends[number] :]
        shifted = array("Q", [end + moved if at >= number else end for at, end in enumerate(ends)])
        return Samples(runs, shifted.tobytes(), self.days, self.long, self.compared)

    def _holders(self, run: bytes) -> set[int]:
        """The articles that hold a run."""
        ends = array("Q", self.ends)
        found: set[int] = set()
        at = self.runs.find(run)
        while at >= 0:
            if at % WIDTH == 0:
                found.add(bisect_right(ends, at))
            at = self.runs.find(run, at + 1)
        return found


def sample(articles: Iterable[Article], compared: frozenset[str]) -> Samples:
    """The samples of whole articles; `compared` are the paths of those that `retold` compared with another."""
    runs, ends, days, long, numbers = [], array("Q"), array("l"), bytearray(), []
    end = 0
    for number, article in enumerate(articles):
        made = b"".join(sorted(set(_runs(article.body))))
        runs.append(made)
        end += len(made)
        ends.append(end)
        long.append(len(article.body) >= SHORTEST)
        is_dated = article.date and permalinks.is_date(article.date)
        days.append(datetime.date.fromisoformat(article.date).toordinal() if article.date and is_dated else 0)
        if article.path in compared:
            numbers.append(number)
    return Samples(b"".join(runs), ends.tobytes(), days.tobytes(), bytes(long), tuple(numbers))


def _runs(body: str) -> Iterator[bytes]:
    """What is sampled of a body; nothing of one that is too short to be compared."""
    if len(body) >= SHORTEST:
        yield from (run.encode("utf-16-le") for run in SAMPLE.findall(body))
