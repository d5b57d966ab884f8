"""The files of the search as targets: shards, texts and values of each segment, the folding table, the page.

What a shard holds follows from every article of its segment, but most changes of an article change few shards. So a
shard's input is the fingerprint of what it holds, which is remembered by the fingerprint of the articles: a build with
nothing to do makes no index, and a corrected word remakes the shards of its own pairs.
"""

import datetime
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import msgspec
from msgspec import Struct

from generator.incremental import Made, Target
from generator.render import permalinks
from generator.render.copies import Copies, Copy
from generator.render.press import Press
from generator.render.search import folding, segments, shards
from generator.render.search.shards import BETWEEN, Grid, code, script_json
from generator.render.search.texts import Text, facets_of, text_of
from generator.render.taxonomy import Taxonomy
from generator.traces import fingerprint_bytes
from generator.workers import Alone, Workers

TOGETHER = 2  # texts in one file: few enough to load for one of them, enough to halve the number of files
KINDS = ("tags", "reporters", "people", "places")


class Segment(Struct, frozen=True):
    """What the search page knows of a segment; `version` changes with any of its articles and is part of every address."""

    name: str
    version: str
    articles: int
    rows: int
    columns: int
    together: int


@dataclass(slots=True)
class Shelf:
    """Fingerprints of the shards that some articles make, by the fingerprint of these articles; may be lost any time.

    `workers` share the making of what is not on it.
    """

    prints: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    used: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    workers: Workers = field(default_factory=Alone)

    def of(self, indexes: "Sequence[_Index]") -> list[tuple[bytes, ...]]:
        """The fingerprints of each index, which is made only where nobody has made it before."""
        new = [one for one in indexes if len(self.prints.get(one.key, ())) != one.grid.shards]
        longest_first = sorted(new, key=lambda one: -len(one.items))
        workers = self.workers if self.workers.inherit else Alone()
        for index, made in zip(longest_first, workers.map(_shards_of, longest_first), strict=True):
            index.shards = made
            self.prints[index.key] = tuple(map(fingerprint_bytes, made))
        self.used |= {one.key: self.prints[one.key] for one in indexes}
        return [self.prints[one.key] for one in indexes]


@dataclass
class _Index:
    """The articles of a segment, oldest first, and what is made of them when somebody asks."""

    name: str
    items: tuple[Copy, ...]

    @functools.cached_property
    def prints(self) -> tuple[bytes, ...]:
        return tuple(item.print for item in self.items)

    @functools.cached_property
    def key(self) -> bytes:
        return blake2b(b"".join(self.prints), digest_size=16).digest()

    @functools.cached_property
    def grid(self) -> Grid:
        return shards.grid_for(len(self.items))

    @functools.cached_property
    def shards(self) -> list[bytes]:
        return shards.index([_folded(text_of(item)) for item in self.items], self.grid)

    @property
    def segment(self) -> Segment:
        return Segment(self.name, self.key.hex()[:8], len(self.items), *self.grid, TOGETHER)


def plan_search(found: Sequence[Copy], news: Taxonomy, press: Press, shelf: Shelf) -> Iterator[Target]:
    """Every file of the search, the page itself first."""
    indexes = list(_indexes(found))
    table = folding.table_script()
    yield press.target(
        "search",
        permalinks.SEARCH,
        segments=tuple(index.segment for index in reversed(indexes)),
        folding=fingerprint_bytes(table).hex()[:8],
        places=tuple(place.name for place in news.places),
    )
    yield Target(permalinks.FOLDING, "search", _give, {"data": table})
    for index, prints in zip(indexes, shelf.of(indexes), strict=True):
        yield from _segment(index, prints)


def _segment(index: _Index, prints: Sequence[bytes]) -> Iterator[Target]:
    days = tuple((item.date, item.place.name) for item in index.items)
    yield Target(_path(index.name, "days"), "search", functools.partial(_make_days, index.name), {"days": days})
    values = tuple(facets_of(item.article, item.people) for item in index.items)
    yield Target(_path(index.name, "values"), "search", functools.partial(_make_values, index.name), {"values": values})
    for number, content in enumerate(prints):
        make = functools.partial(_make_shard, index, number)
        yield Target(_path(index.name, f"s{number}"), "search", make, {"content": content})
    for start in range(0, len(index.items), TOGETHER):
        name = f"t{start // TOGETHER}"
        make = functools.partial(make_texts, f"{index.name}/{name}")
        yield Target(
            _path(index.name, name), "search", make, {"articles": Copies(index.items[start : start + TOGETHER])}
        )


def _indexes(found: Sequence[Copy]) -> Iterator[_Index]:
    """The segments, oldest first, then what has no date."""
    dated = sorted((copy for copy in found if copy.date), key=lambda copy: copy.date or "")
    undated = [copy for copy in found if not copy.date]
    counts: dict[int, int] = {}
    for copy in dated:
        month = segments.month_of(copy.date or "")
        counts[month] = counts.get(month, 0) + 1
    start = 0
    for first, length in segments.cut(counts):
        end = start + sum(count for month, count in counts.items() if first <= month < first + length)
        yield _Index(segments.name_of((first, length)), tuple(dated[start:end]))
        start = end
    if undated:
        yield _Index(segments.UNDATED, tuple(undated))


def _shards_of(index: _Index) -> list[bytes]:
    return index.shards


def _folded(text: Text) -> tuple[list[str], list[str], list[str]]:
    fold = folding.fold
    rest = (*text.body, *text.more, *text.printed)
    return [fold(line) for line in text.head], [fold(text.lede)], [fold(line) for line in rest]


# ---- what is made --------------------------------------------------------------------------------------


def _give(*, data: bytes) -> Made:
    return data, ()


def _make_shard(index: _Index, number: int, /, *, content: bytes) -> Made:
    return _script(f"{index.name}/s{number}", index.shards[number]), ()


def make_texts(name: str, /, *, articles: Copies) -> Made:
    """The lines of some articles, for checking and showing."""
    texts = [text_of(item) for item in articles]
    return _script(name, script_json(msgspec.to_builtins(texts))), ()


def _make_days(name: str, /, *, days: tuple[tuple[str | None, str], ...]) -> Made:
    """The first day, the gaps of days from article to article; the names of districts, the number of each article's."""
    first = days[0][0]
    numbers = [datetime.date.fromisoformat(date).toordinal() for date, _ in days if date]
    gaps = "".join(code(after - before) for before, after in zip(numbers[:1] + numbers, numbers, strict=False))
    names = list(dict.fromkeys(place for _, place in days))
    at = {place: code(number) for number, place in enumerate(names)}
    return _script(f"{name}/days", script_json([first, gaps, names, "".join(at[place] for _, place in days)])), ()


def _make_values(name: str, /, *, values: tuple[object, ...]) -> Made:
    """Of each kind of value the names, and for each article the numbers of its own."""
    made = []
    for kind in KINDS:
        lists: list[tuple[str, ...]] = [getattr(one, kind) for one in values]
        names = list(dict.fromkeys(value for one in lists for value in one))
        at = {value: code(number) for number, value in enumerate(names)}
        made.append([names, BETWEEN.join("".join(at[value] for value in one) for one in lists)])
    return _script(f"{name}/values", script_json(made)), ()


def _script(name: str, data: bytes) -> bytes:
    return b"baozhai.take('" + name.encode() + b"'," + data + b");\n"


def _path(name: str, file: str) -> str:
    return f"{permalinks.SEARCH}{name}/{file}.js"
