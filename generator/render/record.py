"""What a build remembers of itself so that the next need not plan the site when only texts have changed.

Of every article a fingerprint of all that other files may have taken from it (its header and its gist), one of the
whole, and the files that tell it whole; of the search which articles each segment holds. Pure; `short` keeps it.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from generator.content.jumps import KIND
from generator.incremental import Target
from generator.model import Article, SiteInfo
from generator.render import permalinks
from generator.render.copies import Copies, Copy
from generator.render.gists import Gist, Texts, without_text
from generator.render.reprints import Reprint, reprints, shelve
from generator.render.samples import Samples, sample
from generator.render.search.targets import SearchPage
from generator.traces import PRINT, fingerprint_bytes

SEARCH_PAGE = permalinks.target(permalinks.SEARCH)
NO_PRINT = bytes(PRINT)
MOST = 150_000  # articles; each takes some 3 KB of the record, which is put together in memory


class Record(Struct, frozen=True, array_like=True):
    """A library by numbers: paths, headlines that jumps have given, fingerprints of outlines, of articles, of copies.

    `ends` says where the reprints of each article end in their own file; `segments` has the numbers of each segment's
    articles, `search` is what its page shows, None without one.
    """

    program: str
    site: SiteInfo
    paths: tuple[str, ...]
    named: dict[int, str]
    outlines: bytes
    wholes: bytes
    prints: bytes
    ends: bytes
    samples: Samples
    segments: dict[str, tuple[int, ...]]
    search: SearchPage | None

    def outline(self, number: int) -> bytes:
        """The fingerprint of what other files may have taken from an article."""
        return self.outlines[number * PRINT : (number + 1) * PRINT]

    def whole(self, number: int) -> bytes:
        """The fingerprint of an article."""
        return self.wholes[number * PRINT : (number + 1) * PRINT]

    def print(self, number: int) -> bytes:
        """The fingerprint of an article where it may be found."""
        return self.prints[number * PRINT : (number + 1) * PRINT]

    def span(self, number: int) -> tuple[int, int]:
        """Where the reprints of an article begin and end."""
        ends = array("Q", self.ends)
        return ends[number - 1] if number else 0, ends[number]


class Kept(NamedTuple):
    """A record, and the file of reprints that goes with it."""

    record: Record
    reprints: bytes


def outline_of(article: Article, gist: Gist) -> bytes:
    """The fingerprint of all that files which do not tell an article whole can have taken from it."""
    return fingerprint_bytes(_encode((without_text(article), gist)))


def whole_of(article: Article) -> bytes:
    """The fingerprint of a whole article."""
    return fingerprint_bytes(_encode(article))


_encode = msgspec.msgpack.Encoder(order="sorted").encode


def take_down(targets: Sequence[Target], texts: Texts, site: SiteInfo, program: str) -> Kept | None:
    """The record of a planned site; None for one too large, or made of articles in a way that cannot be noted."""
    if len(texts.whole) > MOST:
        return None
    numbers = {path: number for number, path in enumerate(texts.whole)}
    found = reprints(targets, numbers)
    if found is None:
        return None
    data, ends = shelve(found, len(numbers))
    prints = _prints(targets)
    record = Record(
        program=program,
        site=site,
        paths=tuple(numbers),
        named={numbers[one.path]: one.headline for one in texts.whole.values() if one.kind == KIND},
        outlines=b"".join(outline_of(one, texts.gists[path]) for path, one in texts.whole.items()),
        wholes=b"".join(map(whole_of, texts.whole.values())),
        prints=b"".join(prints.get(path, NO_PRINT) for path in texts.whole),
        ends=ends,
        samples=sample(texts.whole.values(), texts.twins.compared),
        segments=_segments(found),
        search=_search_page(targets),
    )
    return Kept(record, data)


def _prints(targets: Iterable[Target]) -> Mapping[str, bytes]:
    """By path the fingerprint of each article that some target tells whole as a copy."""
    found: dict[str, bytes] = {}
    for target in targets:
        for value in target.inputs.values():
            for copy in (value,) if isinstance(value, Copy) else value if isinstance(value, Copies) else ():
                found[copy.article.path] = copy.print
    return found


def _search_page(targets: Iterable[Target]) -> SearchPage | None:
    """What the page of the search shows, if the site has one."""
    page = next((target for target in targets if target.path == SEARCH_PAGE), None)
    if page is None:
        return None
    return SearchPage(*(page.inputs[name] for name in SearchPage.__struct_fields__))  # type: ignore[arg-type]


def _segments(found: Iterable[Reprint]) -> dict[str, tuple[int, ...]]:
    """The articles of each segment of the search, in its order: its files of texts hold them all."""
    segments: dict[str, tuple[int, ...]] = {}
    for reprint in found:
        if reprint.maker == "texts":
            name = reprint.arguments[0].partition("/")[0]
            held = reprint.held["articles"]
            segments[name] = segments.get(name, ()) + (held if isinstance(held, tuple) else (held,))
    return segments
