"""What the search and the formats for machines know of an article: all of it, where it stands, and one fingerprint.

Whatever is made of articles for machines depends on these fingerprints, so that each article is hashed once a build.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from generator.model import Article
from generator.render.taxonomy import Taxonomy
from generator.render.values import Place, Teaser
from generator.traces import fingerprint_bytes


@dataclass(frozen=True, eq=False)
class Copy:
    """An article with its teaser, its district, and the people it names openly; all of these follow from the first."""

    article: Article
    teaser: Teaser
    place: Place
    people: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Its own."""
        return self.teaser.address

    @property
    def date(self) -> str | None:
        """The day of its issue."""
        return self.teaser.date

    @functools.cached_property
    def print(self) -> bytes:
        """A fingerprint of all this."""
        return fingerprint_bytes(_encode((self.article, self.address, self.date, self.place)))


class Copies(tuple[Copy, ...]):
    """Some articles, as an input that is hashed by their fingerprints."""

    __slots__ = ()

    @property
    def print(self) -> bytes:
        """A fingerprint of them all, in their order."""
        return fingerprint_bytes(b"".join(copy.print for copy in self))


_encode = msgspec.msgpack.Encoder(order="sorted").encode


def copies(news: Taxonomy, people: Mapping[str, tuple[str, ...]]) -> Iterator[Copy]:
    """Every article that may be found, newest first; those kept out of the indexes are in none of it.

    `people` are those whom each article names openly, by path.
    """
    for article in news.texts.whole.values():
        if not article.noindex:
            place = news.of_district[article.district]
            yield Copy(article, news.teasers[article.path], place, people.get(article.path, ()))
