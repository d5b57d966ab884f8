"""The files of the search as targets: shards, texts and values of each segment, the folding table, the page.

What a shard holds follows from every article of its segment, but most changes of an article change few shards. So a
shard's input is the fingerprint of what it holds, which is remembered by the fingerprint of the articles: a build with
nothing to do makes no index, and a corrected word remakes the shards of its own pairs.
"""

import datetime
import functools
import os
from collections.abc import Iterable, Iterator, Sequence
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


class SearchPage(Struct, frozen=True, array_like=True):
    """What the page of the search shows: the segments, newest first, then what has no date; the version of the folding
    table; the districts.
    """

    segments: tuple[Segment, ...]
    folding: str
    places: tuple[str, ...]


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
    """The articles of a segment, the last of the archive first, and what is made of them when somebody asks."""

    name: str
    items: tuple[Copy, ...]

    @functools.cached_property
    def prints(self) -> tuple[bytes, ...]:
        return tuple(item.print for item in self.items)

    @functools.cached_property
    def key(self) -> bytes:
        return key_of(self.prints)

    @functools.cached_property
    def grid(self) -> Grid:
        return shards.grid_for(len(self.items))

    @functools.cached_property
    def shards(self) -> list[bytes]:
        return index([folded(text_of(item)) for item in self.items], self.grid)

    @property
    def segment(self) -> Segment:
        return Segment(self.name, version_of(self.key), len(self.items), *self.grid, TOGETHER)


def key_of(prints: Iterable[bytes]) -> bytes:
    """The fingerprint of the articles of a segment, from those of each in its order."""
    return blake2b(b"".join(prints), digest_size=16).digest()


def version_of(key: bytes) -> str:
    """What the addresses of a segment's files carry."""
    return key.hex()[:8]


def plan_search(found: Sequence[Copy], news: Taxonomy, press: Press, shelf: Shelf) -> Iterator[Target]:
    """Every file of the search, the page itself first."""
    indexes = list(_indexes(found))
    table = folding.table_script()
    shown = SearchPage(
        segments=tuple(index.segment for index in indexes),
        folding=fingerprint_bytes(table).hex()[:8],
        places=tuple(place.name for place in news.places),
    )
    yield search_page(shown, press)
    yield Target(permalinks.FOLDING, "search", _give, {"data": table})
    for index, prints in zip(indexes, shelf.of(indexes), strict=True):
        yield from _segment(index, prints)


def search_page(shown: SearchPage, press: Press) -> Target:
    """The page of the search."""
    values = {name: getattr(shown, name) for name in shown.__struct_fields__}
    return press.target("search", permalinks.SEARCH, **values)


def _segment(index: _Index, prints: Sequence[bytes]) -> Iterator[Target]:
    days = tuple((item.date, item.place.name) for item in index.items)
    yield Target(_path(index.name, "days"), "search", functools.partial(_make_days, index.name), {"days": days})
    values = tuple(facets_of(item.article, item.people) for item in index.items)
    yield Target(_path(index.name, "values"), "search", functools.partial(_make_values, index.name), {"values": values})
    for number, content in enumerate(prints):
        make = functools.partial(_make_shard, index, number)
        yield Target(shard_path(index.name, number), "search", make, {"content": content})
    for start in range(0, len(index.items), TOGETHER):
        make = functools.partial(make_texts, f"{index.name}/{start // TOGETHER}")
        articles = Copies(index.items[start : start + TOGETHER])
        yield Target(texts_path(index.name, start), "search", make, {"articles": articles})


def _indexes(found: Sequence[Copy]) -> Iterator[_Index]:
    """The segments, newest first, then what has no date.

    Each holds its articles the other way round, the last of the archive first, so that a number stays when others come.
    """
    dated = sorted((copy for copy in reversed(found) if copy.date), key=lambda copy: copy.date or "")
    undated = [copy for copy in reversed(found) if not copy.date]
    counts: dict[int, int] = {}
    for copy in dated:
        month = segments.month_of(copy.date or "")
        counts[month] = counts.get(month, 0) + 1
    end = len(dated)
    for first, length in reversed(segments.cut(counts)):
        start = end - sum(count for month, count in counts.items() if first <= month < first + length)
        yield _Index(segments.name_of((first, length)), tuple(dated[start:end]))
        end = start
    if undated:
        yield _Index(segments.UNDATED, tuple(undated))


def index(articles: Sequence[shards.Lines], grid: Grid) -> list[bytes]:
    """The shards of a segment, made by arrays where they can be had."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # of numpy: beside other threads no worker is forked safely
    try:
        from generator.render.search import postings  # noqa: PLC0415 - a short build does without
    except ImportError:
        return shards.index(articles, grid)
    return postings.index(articles, grid)


def _shards_of(index: _Index) -> list[bytes]:
    return index.shards


def folded(text: Text) -> tuple[list[str], list[str], list[str]]:
    """The lines of an article as they are searched: head, lede, body."""
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
    segment, _, number = name.partition("/")
    texts = [text_of(item) for item in articles]
    return _script(f"{segment}/t{number}", script_json(msgspec.to_builtins(texts))), ()


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


def told(script: bytes) -> bytes:
    """What a script tells the page: the JSON in it."""
    return script[script.index(b",") + 1 : -len(b");\n")]


def shard_path(name: str, number: int) -> str:
    """The file of a shard of a segment."""
    return _path(name, f"s{number}")


def texts_path(name: str, number: int) -> str:
    """The file that holds the text of an article of a segment."""
    return _path(name, f"t{number // TOGETHER}")


def give_shard(name: str, number: int, data: bytes, /, *, content: bytes) -> Made:
    """A shard that is made already."""
    return _script(f"{name}/s{number}", data), ()


def _path(name: str, file: str) -> str:
    return f"{permalinks.SEARCH}{name}/{file}.js"
