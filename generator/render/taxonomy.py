"""The library arranged the ways readers look for things: by day, district and tag; makes no HTML and reads no disk.

What a template may see of an article in a listing is a `Teaser`, and nothing else, so that a changed body or tag
cannot make a listing out of date. What may be taken from a text is its `Gist`: the articles here have no bodies.
"""

import calendar
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from generator.model import Article, District, Library, Tombstone
from generator.render import alphabet, permalinks
from generator.render.gists import Gist, Texts, read_texts, without_text
from generator.render.values import (
    Day,
    Digest,
    Issue,
    IssueCount,
    Leaf,
    Letter,
    Link,
    Month,
    Named,
    Place,
    PlaceCount,
    Quiet,
    Teaser,
    Term,
)

FEWEST = 2  # articles of a tag with a page


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The whole library, arranged; every tuple is in the order it is shown in.

    `by_tag` holds the tags with pages, `tag_links` by `tag_key` the name of every tag and where it leads. `articles` are
    without their bodies; whatever is taken from these is in `texts`.
    """

    articles: tuple[Article, ...]
    texts: Texts
    places: tuple[Place, ...]
    issues: tuple[Issue, ...]
    undated: tuple[Teaser, ...]
    by_place: Mapping[str, tuple[Teaser, ...]]
    by_tag: tuple[tuple[Term, tuple[Teaser, ...]], ...]
    tag_links: Mapping[str, Named]
    teasers: Mapping[str, Teaser]
    of_district: Mapping[str | None, Place]


def arrange(library: Library, districts: Sequence[District], citywide: str) -> Taxonomy:
    """Arrange a library; `citywide` is the name of the group of articles without a district."""
    texts = read_texts(sorted(library.articles, key=_article_day, reverse=True))
    articles = [without_text(article) for article in texts.whole.values()]
    places = _places(articles, districts, citywide)
    of_district: dict[str | None, Place] = {None: places[0], "": places[0]}
    of_district.update((place.name, place) for place in places)
    teasers = {
        article.path: _teaser(article, texts.gists[article.path], of_district[article.district]) for article in articles
    }
    tags = _tags(articles)
    dated = [teaser for teaser in teasers.values() if teaser.date]
    return Taxonomy(
        articles=tuple(articles),
        texts=texts,
        places=places,
        issues=tuple(_issue(date, tuple(group), places) for date, group in groupby(dated, key=_day)),
        undated=tuple(teaser for teaser in teasers.values() if not teaser.date),
        by_place=_grouped((of_district[article.district].slug, teasers[article.path]) for article in articles),
        by_tag=tuple(
            (term, tuple(teasers[path] for path in paths)) for term, paths in tags.values() if len(paths) >= FEWEST
        ),
        tag_links={
            key: Named(term.name, term.address if len(paths) >= FEWEST else None) for key, (term, paths) in tags.items()
        },
        teasers=teasers,
        of_district=of_district,
    )


def tag_key(tag: str) -> str:
    """Two tags with one key are one tag: `APP` and `App`."""
    return permalinks.fold(tag.strip())


class Part(NamedTuple):
    """Where a part of a long listing begins and ends, its address and those beside it; 0 is the newest part."""

    address: str
    number: int
    start: int
    end: int
    newer: str | None
    older: str | None


def leaves(teasers: Sequence[Teaser], address: str, size: int) -> Iterator[Leaf]:
    """A long listing (newest first) in parts of `size`, newest part first."""
    for part in parts(len(teasers), address, size):
        yield Leaf(part.address, part.number, tuple(teasers[part.start : part.end]), part.newer, part.older)


def parts(count: int, address: str, size: int) -> Iterator[Part]:
    """A listing of `count` items (newest first) cut into parts of `size`, newest part first.

    Parts are cut and numbered from the oldest item, so that a new one touches only the newest part, which stands at
    the listing's own address and holds up to `2 * size - 1` items: never a lone one on a page of its own.
    """
    full = max(0, count // size - 1)
    newest = count - full * size
    addresses = [*(permalinks.leaf(address, number + 1) for number in range(full)), address]
    yield Part(address, 0, 0, newest, None, addresses[full - 1] if full else None)
    for number in range(full, 0, -1):
        start = newest + (full - number) * size
        older = addresses[number - 2] if number > 1 else None
        yield Part(addresses[number - 1], number, start, start + size, addresses[number], older)


def letters(terms: Iterable[Term]) -> tuple[Letter, ...]:
    """The index of tags, cut by initial."""
    return tuple(
        Letter(name, tuple(group)) for name, group in groupby(terms, key=lambda term: alphabet.initial(term.name))
    )


def counts(issues: Iterable[Issue]) -> tuple[IssueCount, ...]:
    """The days of some issues, each with the number of its articles."""
    return tuple(IssueCount(issue.date, issue.address, len(issue.teasers)) for issue in issues)


def calendar_of(month: str, issues: Iterable[Issue]) -> Month:
    """The calendar of a month such as `2021-11` with its issues."""
    days = {issue.date: issue.address for issue in issues if issue.date.startswith(month)}
    year, number = int(month[:4]), int(month[5:])
    weeks = calendar.Calendar().monthdatescalendar(year, number)
    cells = tuple(
        tuple(Day(day.day if day.month == number else 0, days.get(day.isoformat())) for day in week) for week in weeks
    )
    return Month(month, permalinks.month(month), len(days), cells)


def counted(news: Taxonomy) -> tuple[PlaceCount, ...]:
    """The districts with their counts, the city-wide group first."""
    listed = [(place, news.by_place.get(place.slug, ())) for place in news.places]
    return tuple(PlaceCount(place, len(found), _newest(found)) for place, found in listed)


def in_issue(issue: Issue, news: Taxonomy, quiet: Iterable[Quiet]) -> list[PlaceCount]:
    """The districts with their counts in one issue, each leading to its digest where it has one."""
    found = {digest.place.slug: (digest.address, len(digest.teasers)) for digest in issue.digests}
    named = {one.name: len(one.teasers) for one in quiet}
    ways = [(place, *found.get(place.slug, (place.address, 0))) for place in news.places]
    return [
        PlaceCount(Place(place.name, place.slug, address), count, None, named.get(place.name, 0))
        for place, address, count in ways
    ]


def _newest(teasers: Iterable[Teaser]) -> str | None:
    return max((teaser.date for teaser in teasers if teaser.date), default=None)


# ---- what stands beside what --------------------------------------------------------------------------


def link_to(teaser: Teaser) -> Link:
    """A link by the headline."""
    return Link(teaser.headline, teaser.address)


def neighbours(links: list[Link]) -> list[tuple[Link | None, Link | None]]:
    """Of each link the one before it and the one after it."""
    padded = [None, *links, None]
    return [(before, after) for (before, _), (_, after) in pairwise(pairwise(padded))]


def around(news: Taxonomy) -> dict[str, tuple[Link | None, Link | None]]:
    """By address of an article, the articles before and after it in its issue."""
    groups = [*(issue.teasers for issue in news.issues), news.undated]
    found: dict[str, tuple[Link | None, Link | None]] = {}
    for teasers in groups:
        links = [link_to(teaser) for teaser in teasers]
        found |= dict(zip((link.address for link in links), neighbours(links), strict=True))
    return found


def along(news: Taxonomy) -> dict[str, tuple[Link | None, Link | None]]:
    """By address of an article, the articles of its district before and after it, through all issues."""
    found: dict[str, tuple[Link | None, Link | None]] = {}
    for teasers in news.by_place.values():
        links = [link_to(teaser) for teaser in teasers]
        found |= dict(zip((link.address for link in links), neighbours(links), strict=True))
    return found


def by_place(issues: Iterable[Issue]) -> Iterator[list[Digest]]:
    """The digests of each district, newest first."""
    found: dict[str, list[Digest]] = {}
    for issue in issues:
        for digest in issue.digests:
            found.setdefault(digest.place.slug, []).append(digest)
    yield from found.values()


def sidebars(news: Taxonomy) -> dict[str, tuple[Link, ...]]:
    """Links to the sidebars of each article, by the article's id."""
    found: dict[str, tuple[Link, ...]] = {}
    for article in news.articles:
        if article.parent:
            found[article.parent] = (*found.get(article.parent, ()), link_to(news.teasers[article.path]))
    return found


# ---- how it is arranged ------------------------------------------------------------------------------


def _article_day(article: Article) -> str:
    """Undated articles come last; the library's order decides within a day."""
    return article.date if article.date and permalinks.is_date(article.date) else ""


def _day(teaser: Teaser) -> str:
    return teaser.date or ""


def _places(articles: Iterable[Article], districts: Sequence[District], citywide: str) -> tuple[Place, ...]:
    """The city-wide group, the city's districts in the gazetteer's order, then names only a person knows."""
    known = {district.name: permalinks.district_slug(district.name, district.slug) for district in districts}
    named = {article.district for article in articles if article.district}
    unknown = {name: permalinks.district_slug(name) for name in sorted(named - known.keys() - {citywide})}
    return (
        Place(citywide, permalinks.CITYWIDE, permalinks.district(permalinks.CITYWIDE)),
        *(Place(name, slug, permalinks.district(slug)) for name, slug in known.items()),
        *(Place(name, slug, permalinks.district(slug), known=False) for name, slug in unknown.items()),
    )


def _teaser(article: Article, gist: Gist, place: Place) -> Teaser:
    date = article.date if permalinks.is_date(article.date) else None
    return Teaser(
        id=article.id,
        address=permalinks.article(date, place.slug, article.id),
        headline=article.headline,
        digest=gist.digest,
        district=place.name,
        date=date,
        print_page=article.print_page,
        order=article.order,
        kind=article.kind,
    )


def address_of(stone: Tombstone, places: Iterable[Place]) -> str:
    """The address that a removed article had."""
    slugs = {place.name: place.slug for place in places}
    name = stone.district
    slug = slugs.get(name) or permalinks.district_slug(name) if name else permalinks.CITYWIDE
    return permalinks.article(stone.date if permalinks.is_date(stone.date) else None, slug, stone.id)


def _issue(date: str, teasers: tuple[Teaser, ...], places: Iterable[Place]) -> Issue:
    by_name = _grouped((teaser.district, teaser) for teaser in teasers)
    digests = tuple(
        Digest(place, date, permalinks.digest(date, place.slug), by_name[place.name])
        for place in places
        if place.name in by_name
    )
    return Issue(date, permalinks.day(date), teasers, digests)


def _grouped(pairs: Iterable[tuple[str, Teaser]]) -> dict[str, tuple[Teaser, ...]]:
    groups: dict[str, list[Teaser]] = defaultdict(list)
    for key, teaser in pairs:
        groups[key].append(teaser)
    return {key: tuple(group) for key, group in groups.items()}


def _tags(articles: Iterable[Article]) -> dict[str, tuple[Term, tuple[str, ...]]]:
    """Tags by key in the order of the index; each shows the spelling most articles use."""
    spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    paths: dict[str, dict[str, None]] = defaultdict(dict)
    for article in articles:
        for tag in article.tags:
            if key := tag_key(tag):
                spellings[key][unicodedata.normalize("NFC", tag.strip())] += 1
                paths[key][article.path] = None
    terms = {}
    for key, used in spellings.items():
        name = min(used, key=lambda spelling: (-used[spelling], spelling))
        terms[key] = Term(name, permalinks.tag(name), len(paths[key]))
    return {
        key: (terms[key], tuple(paths[key])) for key in sorted(terms, key=lambda key: alphabet.order(terms[key].name))
    }
