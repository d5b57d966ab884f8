"""What some articles, of a day, a week or a month, held: its strongest stories, each once, and its picture in counts and names.

Everything here is counted or taken from articles; no sentence is made. Which story is stronger is told by the print page,
the place on it, the kind of article, and how often the story was printed.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model import Article
from generator.render.atlas import Atlas
from generator.render.taxonomy import Taxonomy, tag_key
from generator.render.values import Companion, Named, Picture, Story, Teaser

PLACES, TAGS = 5, 6  # named in a picture
NUMBER = re.compile(r"0*([0-9]+)$")  # A01 → 1
KINDS: Mapping[str, int] = {
    "sidebar": -4,
    "continuation": -4,
    "notice": -3,
    "brief": -2,
    "photo": -2,
    "photo_news": -2,
    "opinion": -1,
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What pictures and stories are made of: the library arranged, where its places lead, its twins, each story's weight."""

    news: Taxonomy
    by_address: Mapping[str, Article]
    places: Atlas
    twins: Mapping[str, tuple[str, ...]]

    def stories(self, teasers: Sequence[Teaser], most: int) -> tuple[Story, ...]:
        """The strongest stories of some articles, each once, with its other printings among all articles."""
        told: set[str] = set()
        found: list[Story] = []
        for teaser in sorted(teasers, key=self._strength):
            path = self.by_address[teaser.address].path
            if path in told or len(found) == most:
                continue
            group = self.twins.get(path, (path,))
            told.update(group)
            also = tuple(self.news.teasers[other] for other in group if other != path)
            found.append(Story(teaser, also))
        return tuple(found)

    def picture(self, teasers: Sequence[Teaser]) -> Picture:
        """What, where and how many: counts of articles and stories, print pages, places and tags by frequency."""
        articles = [self.by_address[teaser.address] for teaser in teasers]
        told = {self.twins.get(article.path, (article.path,))[0] for article in articles}
        pages = sorted({teaser.print_page for teaser in teasers if teaser.print_page}, key=_in_print)
        places = Counter(spot for article in articles for spot in self.places.spots_of(article))
        keys = [key for article in articles for key in dict.fromkeys(map(tag_key, article.tags)) if key]
        tags = Counter(self.news.tag_links[key] for key in keys)
        return Picture(len(teasers), len(told), tuple(pages), _commonest(places, PLACES), _commonest(tags, TAGS))

    def retold(self, article: Article) -> tuple[Teaser, ...]:
        """The other printings of an article's story."""
        return tuple(self.news.teasers[path] for path in self.twins.get(article.path, ()) if path != article.path)

    def _strength(self, teaser: Teaser) -> tuple[int, str, int, str]:
        """A sort key: the strongest first, then the newest, in print order; total."""
        number = NUMBER.search(teaser.print_page or "")
        page = {1: 4, 2: 2, 3: 1}.get(int(number[1]), 0) if number else 0
        printed = min(3, len(self.twins.get(self.by_address[teaser.address].path, ())))
        lead = 2 if teaser.order <= 1 else 0
        weight = page + printed + lead + KINDS.get(teaser.kind, 0) + (1 if teaser.digest else 0)
        newest = teaser.date.translate(_BACKWARDS) if teaser.date else "~"
        return -weight, newest, teaser.order, teaser.id


def _in_print(page: str) -> tuple[str, int, str]:
    """A sort key for the names of print pages: A02, A10, B01."""
    number = NUMBER.search(page)
    return (page[: number.start()], int(number[1]), page) if number else (page, 0, page)


def open_desk(news: Taxonomy, places: Atlas) -> Desk:
    """The desk of a library."""
    by_address = {news.teasers[article.path].address: article for article in news.articles}
    return Desk(news, by_address, places, news.texts.twins.groups)


_BACKWARDS = str.maketrans("0123456789", "9876543210")


def _commonest(found: Counter[Named], most: int) -> tuple[Companion, ...]:
    """The commonest of what has a page."""
    named = [(-count, one.name, one.address) for one, count in found.items() if one.address is not None]
    return tuple(Companion(name, address, -count) for count, name, address in sorted(named)[:most])
