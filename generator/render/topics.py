"""Tags as ways into the news: the indexes by frequency, by sound and by year, the page of each tag, what goes with it.

Which tags have pages is decided in `taxonomy`. What a tag's page shows comes from its own articles alone, so that an
article without the tag cannot make it out of date.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.incremental import Target
from generator.render import alphabet, numbers, permalinks
from generator.render.numbers import Rows
from generator.render.press import Press
from generator.render.taxonomy import Taxonomy, leaves, letters
from generator.render.values import Bar, Companion, Course, Link, Popular, Teaser, Term

Tagged = tuple[Term, tuple[Teaser, ...]]

MOST_POPULAR = 120
RELATED = 10
MOST_MONTHS = 24  # a longer time is shown by years
HEIGHT = 24  # of the tallest bar of a trend


def targets(news: Taxonomy, rows: Rows, press: Press, size: int) -> Iterator[Target]:
    """The indexes of tags, and all articles of each tag."""
    by_year = _by_year(news.by_tag)
    years = tuple(
        Link(press.say("date.year", year=year), permalinks.tags_of_year(year)) for year in sorted(by_year)[::-1]
    )
    span = periods(teaser.date for _, teasers in news.by_tag for teaser in teasers)
    yield press.target("tags", permalinks.TAGS, tags=popular(news.by_tag, span), total=len(news.by_tag), years=years)
    if news.by_tag:  # an empty index leads to no other
        index = letters(term for term, _ in news.by_tag)
        yield press.target("tag_letters", permalinks.TAGS_BY_SOUND, _crumb(press), letters=index, years=years)
    for year, tagged in sorted(by_year.items()):
        months = tuple(f"{year}-{month:02}" for month in range(1, 13))
        yield press.target(
            "tag_year",
            permalinks.tags_of_year(year),
            _crumb(press),
            year=year,
            tags=popular(tagged, months),
            total=len(tagged),
            years=years,
        )
    together = related(news)
    for term, teasers in news.by_tag:
        for leaf in leaves(teasers, term.address, size):
            is_first = leaf.number == 0
            yield press.target(
                "tag",
                leaf.address,
                _crumb(press),
                name=term.name,
                leaf=leaf,
                count=term.count if is_first else None,
                trend=trend(teasers, periods(teaser.date for teaser in teasers)) if is_first else (),
                related=together.get(term.address, ()) if is_first else (),
                numbers=numbers.series(teasers, rows) if is_first else (),
            )


def popular(tagged: Iterable[Tagged], span: Sequence[str]) -> tuple[Popular, ...]:
    """The tags of most articles, each with its trend over `span`."""
    ordered = sorted(tagged, key=lambda item: (-item[0].count, alphabet.order(item[0].name)))[:MOST_POPULAR]
    return tuple(Popular(term, trend(teasers, span)) for term, teasers in ordered)


def periods(dates: Iterable[str | None]) -> tuple[str, ...]:
    """The months from the first of some days to the last, or the years if they are too many months.

    >>> periods(["2021-11-25", "2022-01-03", None]), periods(["2019-01-01", "2021-05-02"])
    (('2021-11', '2021-12', '2022-01'), ('2019', '2020', '2021'))
    """
    months = sorted({date[:7] for date in dates if date})
    if not months:
        return ()
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (months[0], months[-1]))
    if last - first < MOST_MONTHS:
        return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1))
    return tuple(f"{year:04}" for year in range(first // 12, last // 12 + 1))


def trend(teasers: Iterable[Teaser], span: Sequence[str], tallest: int = 0) -> tuple[Bar, ...]:
    """How many articles fall on each month or year of `span`; none where there is only one to show.

    `tallest` is the count that a bar of full height stands for; without it, that is the largest.
    """
    if len(span) < 2:
        return ()
    counts = _counted(teasers, span)
    tallest = tallest or max((counts[period] for period in span), default=0) or 1
    return tuple(Bar(period, counts[period], -(-counts[period] * HEIGHT // tallest)) for period in span)


def courses(groups: Iterable[tuple[Link, Sequence[Teaser]]]) -> tuple[Course, ...]:
    """How many articles of each group fall on each month or year of all of them, drawn to one scale."""
    held = [(link, teasers) for link, teasers in groups if teasers]
    span = periods(teaser.date for _, teasers in held for teaser in teasers)
    tallest = max((count for _, teasers in held for count in _counted(teasers, span).values()), default=0)
    drawn = tuple(Course(link, len(teasers), trend(teasers, span, tallest)) for link, teasers in held)
    return drawn if len(span) > 1 else ()


def _counted(teasers: Iterable[Teaser], span: Sequence[str]) -> Counter[str]:
    length = len(span[0]) if span else 0
    return Counter(teaser.date[:length] for teaser in teasers if teaser.date)


def related(news: Taxonomy) -> Mapping[str, tuple[Companion, ...]]:
    """By address of a tag, the tags that most often stand beside it, each with the number of their common articles."""
    of_article: dict[str, list[Term]] = defaultdict(list)
    for term, teasers in news.by_tag:
        for teaser in teasers:
            of_article[teaser.address].append(term)
    found: dict[str, tuple[Companion, ...]] = {}
    for term, teasers in news.by_tag:
        beside = Counter(other for teaser in teasers for other in of_article[teaser.address] if other is not term)
        ordered = sorted(beside.items(), key=lambda item: (-item[1], alphabet.order(item[0].name)))
        found[term.address] = tuple(Companion(other.name, other.address, count) for other, count in ordered[:RELATED])
    return found


def _by_year(tagged: Iterable[Tagged]) -> dict[str, list[Tagged]]:
    """The tags of each year, each with its articles of that year."""
    found: dict[str, list[Tagged]] = defaultdict(list)
    for term, teasers in tagged:
        of_year: dict[str, list[Teaser]] = defaultdict(list)
        for teaser in teasers:
            if teaser.date:
                of_year[teaser.date[:4]].append(teaser)
        for year, mine in of_year.items():
            found[year].append((Term(term.name, term.address, len(mine)), tuple(mine)))
    return found


def _crumb(press: Press) -> Link:
    return Link(press.say("nav.tags"), permalinks.TAGS)
