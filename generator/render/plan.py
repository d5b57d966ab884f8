"""The table of contents of the site: one short paragraph for each kind of file; makes none of them, reads no disk."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from generator.errors import Diagnostic, diagnose
from generator.incremental import Target
from generator.model import Article, Library, SiteInfo
from generator.render import feeds, permalinks, taxonomy
from generator.render.press import Press, imprint
from generator.render.taxonomy import Taxonomy
from generator.render.theme import Theme
from generator.render.values import Digest, Entry, Issue, Link, PlaceCount, Teaser

RECENT_ISSUES = 7
FEED_ENTRIES = 50
SITEMAP_ENTRIES = 45_000  # the standard allows 50,000


def plan(library: Library, site: SiteInfo, theme: Theme) -> Iterator[Target]:
    """Every file of the site, each with all that it depends on.

    Raises BaozhaiError naming both when two of them would be one file.
    """
    press = Press(theme, imprint(site))
    news = taxonomy.arrange(library, site.districts, press.say("citywide"))
    targets = [
        *_home(news, press),
        *_issues(news, press),
        *_digests(news, press),
        *_articles(news, press),
        *_districts(news, press, site.page_size),
        *_tags(news, press, site.page_size),
        *_archive(news, press),
        *_undated(news, press, site.page_size),
        *_feeds(news, press),
        *_machine_files(press),
    ]
    targets += list(_sitemaps([str(target.inputs["address"]) for target in targets if _is_listed(target)], press))
    permalinks.refuse_clashes((target.path, _source(target)) for target in targets)
    yield from targets


# ---- for readers -------------------------------------------------------------------------------------


def _home(news: Taxonomy, press: Press) -> Iterator[Target]:
    """The newest issue by district, its month, the days before."""
    issue = news.issues[0] if news.issues else None
    shown = {digest.place for digest in issue.digests} if issue else set()
    yield press.target(
        "home",
        "",
        issue=issue,
        quiet=tuple(place for place in news.places[1:] if place not in shown),
        month=taxonomy.calendar_of(issue.date[:7], news.issues) if issue else None,
        recent=taxonomy.counts(news.issues[1 : RECENT_ISSUES + 1]),
        undated=len(news.undated),
    )


def _issues(news: Taxonomy, press: Press) -> Iterator[Target]:
    """The whole issue of each day, in print order."""
    days = [press.day(issue.date) for issue in news.issues]
    for issue, (newer, older) in zip(news.issues, _neighbours(days), strict=True):
        yield press.target("issue", issue.address, _archive_link(press), issue=issue, newer=newer, older=older)


def _digests(news: Taxonomy, press: Press) -> Iterator[Target]:
    """Each district on each day it was in the paper."""
    for digests in _by_place(news.issues):
        days = [Link(press.day(digest.date).title, digest.address) for digest in digests]
        for digest, (newer, older) in zip(digests, _neighbours(days), strict=True):
            day = press.day(digest.date)
            yield press.target("digest", digest.address, day, digest=digest, newer=newer, older=older)


def _articles(news: Taxonomy, press: Press) -> Iterator[Target]:
    """Each article with its neighbours in the issue, its parent and its sidebars."""
    by_id = {article.id: article for article in news.articles}
    sidebars = _sidebars(news)
    around = _around(news)
    for article in news.articles:
        teaser, place = news.teasers[article.path], news.of_district[article.district]
        parent = by_id.get(article.parent) if article.parent else None
        newer, older = around[teaser.address]
        yield press.target(
            "article",
            teaser.address,
            *_article_crumbs(teaser, press),
            article=article,
            place=place,
            date=teaser.date,
            digest=teaser.digest,
            tags=tuple(news.tag_links[key] for key in dict.fromkeys(map(taxonomy.tag_key, article.tags)) if key),
            parent=_link(news.teasers[parent.path]) if parent else None,
            sidebars=sidebars.get(article.id, ()),
            newer=newer,
            older=older,
            remarks=tuple(_remarks(article, news, parent)),
        )


def _districts(news: Taxonomy, press: Press, size: int) -> Iterator[Target]:
    """The index of districts, and all news of each, also of those that have none yet."""
    listed = [(place, news.by_place.get(place.slug, ())) for place in news.places]
    counted = tuple(PlaceCount(place, len(found), _newest(found)) for place, found in listed)
    yield press.target("districts", permalinks.DISTRICTS, places=counted)
    crumb = Link(press.say("nav.districts"), permalinks.DISTRICTS)
    for place, teasers in listed:
        for leaf in taxonomy.leaves(teasers, place.address, size):
            count = len(teasers) if leaf.number == 0 else None
            yield press.target("district", leaf.address, crumb, place=place, leaf=leaf, count=count)


def _tags(news: Taxonomy, press: Press, size: int) -> Iterator[Target]:
    """The index of tags, and all articles of each."""
    yield press.target("tags", permalinks.TAGS, letters=taxonomy.letters(term for term, _ in news.by_tag))
    crumb = Link(press.say("nav.tags"), permalinks.TAGS)
    for term, teasers in news.by_tag:
        for leaf in taxonomy.leaves(teasers, term.address, size):
            count = term.count if leaf.number == 0 else None
            yield press.target("tag", leaf.address, crumb, name=term.name, leaf=leaf, count=count)


def _archive(news: Taxonomy, press: Press) -> Iterator[Target]:
    """The years, the calendar of each year, the issues of each month."""
    by_month = {key: tuple(group) for key, group in groupby(news.issues, key=lambda issue: issue.date[:7])}
    months = [taxonomy.calendar_of(key, issues) for key, issues in by_month.items()]
    years = [(key, tuple(group)) for key, group in groupby(months, key=lambda month: month.month[:4])]
    summary = tuple((year, permalinks.year(year), sum(month.issues for month in group)) for year, group in years)
    yield press.target("archive", permalinks.ARCHIVE, years=summary, undated=len(news.undated))
    for year, group in years:
        yield press.target("year", permalinks.year(year), _archive_link(press), year=year, months=group[::-1])
    for month in months:
        year = Link(press.say("date.year", year=month.month[:4]), permalinks.year(month.month[:4]))
        days = taxonomy.counts(by_month[month.month])
        yield press.target("month", month.address, _archive_link(press), year, month=month, days=days)


def _undated(news: Taxonomy, press: Press, size: int) -> Iterator[Target]:
    """Articles whose day nobody knows."""
    if news.undated:
        for leaf in taxonomy.leaves(news.undated, permalinks.UNDATED, size):
            yield press.target("undated", leaf.address, _archive_link(press), leaf=leaf)


# ---- for machines ------------------------------------------------------------------------------------


def _feeds(news: Taxonomy, press: Press) -> Iterator[Target]:
    """Full texts of the newest articles, of the whole site and of each district; undated ones have no place there."""
    dated = [article for article in news.articles if news.teasers[article.path].date]
    yield press.feed(press.imprint.title, permalinks.FEED, "", _entries(dated, news))
    of_place: dict[str, list[Article]] = {place.slug: [] for place in news.places}
    for article in dated:
        of_place[news.of_district[article.district].slug].append(article)
    for place in news.places:
        title = press.say("feed.of", name=place.name, title=press.imprint.title)
        yield press.feed(title, place.address + permalinks.FEED, place.address, _entries(of_place[place.slug], news))


def _machine_files(press: Press) -> Iterator[Target]:
    """What is not an article: the page for a wrong address, robots.txt, style sheets and pictures of the theme."""
    yield press.target("missing", permalinks.MISSING)
    yield Target("robots.txt", "robots", feeds.make_robots, {"base_url": press.imprint.base_url})
    for address, data in press.theme.static_files():
        yield press.static(address, data)


def _sitemaps(addresses: list[str], press: Press) -> Iterator[Target]:
    """Every address that a reader may come to, in one sitemap, or an index of several where it would be too long."""
    base = {"base_url": press.imprint.base_url}
    ordered = sorted(addresses)
    parts = [tuple(ordered[at : at + SITEMAP_ENTRIES]) for at in range(0, len(ordered), SITEMAP_ENTRIES)]
    if len(parts) == 1:
        yield Target(permalinks.SITEMAP, "sitemap", feeds.make_sitemap, base | {"addresses": parts[0]})
        return
    names = tuple(permalinks.sitemap_part(number) for number in range(1, len(parts) + 1))
    yield Target(permalinks.SITEMAP, "sitemap", feeds.make_sitemap_index, base | {"addresses": names})
    for name, part in zip(names, parts, strict=True):
        yield Target(name, "sitemap", feeds.make_sitemap, base | {"addresses": part})


# ---- what the paragraphs need ------------------------------------------------------------------------


def _is_listed(target: Target) -> bool:
    """A page at an address of its own: no feed, no file, not the page for wrong addresses."""
    return target.path.rpartition("/")[2] == "index.html"


def _source(target: Target) -> str:
    """What a person would have to change: the article's file, or else the target itself."""
    article = target.inputs.get("article")
    return article.file if isinstance(article, Article) else target.path


def _link(teaser: Teaser) -> Link:
    return Link(teaser.headline, teaser.address)


def _archive_link(press: Press) -> Link:
    return Link(press.say("nav.archive"), permalinks.ARCHIVE)


def _neighbours(links: list[Link]) -> list[tuple[Link | None, Link | None]]:
    """Of each link the one before it and the one after it."""
    padded = [None, *links, None]
    return [(before, after) for (before, _), (_, after) in pairwise(pairwise(padded))]


def _around(news: Taxonomy) -> dict[str, tuple[Link | None, Link | None]]:
    """By address of an article, the articles before and after it in its issue."""
    groups = [*(issue.teasers for issue in news.issues), news.undated]
    found: dict[str, tuple[Link | None, Link | None]] = {}
    for teasers in groups:
        links = [_link(teaser) for teaser in teasers]
        found |= dict(zip((link.address for link in links), _neighbours(links), strict=True))
    return found


def _by_place(issues: Iterable[Issue]) -> Iterator[list[Digest]]:
    """The digests of each district, newest first."""
    found: dict[str, list[Digest]] = {}
    for issue in issues:
        for digest in issue.digests:
            found.setdefault(digest.place.slug, []).append(digest)
    yield from found.values()


def _sidebars(news: Taxonomy) -> dict[str, tuple[Link, ...]]:
    """Links to the sidebars of each article, by the article's id."""
    found: dict[str, tuple[Link, ...]] = {}
    for article in news.articles:
        if article.parent:
            found[article.parent] = (*found.get(article.parent, ()), _link(news.teasers[article.path]))
    return found


def _article_crumbs(teaser: Teaser, press: Press) -> tuple[Link, ...]:
    """The day, then the district on that day."""
    if teaser.date is None:
        return _archive_link(press), Link(press.say("undated"), permalinks.UNDATED)
    folder = teaser.address.rstrip("/").rpartition("/")[0]
    return press.day(teaser.date), Link(teaser.district, f"{folder}/")


def _newest(teasers: Iterable[Teaser]) -> str | None:
    return max((teaser.date for teaser in teasers if teaser.date), default=None)


def _entries(articles: Sequence[Article], news: Taxonomy) -> tuple[Entry, ...]:
    return tuple(_entry(article, news.teasers[article.path]) for article in articles[:FEED_ENTRIES])


def _entry(article: Article, teaser: Teaser) -> Entry:
    names = [name for credit in article.byline.credits for name in credit.names]
    captions = [f"{figure.caption or ''}{figure.credit or ''}" for figure in article.figures]
    return Entry(
        id=article.id,
        address=teaser.address,
        date=teaser.date or "",
        headline=article.headline,
        deck=article.deck,
        authors=tuple(dict.fromkeys(names)),
        digest=teaser.digest,
        captions=tuple(filter(None, captions)),
        body=article.body,
        path=article.file,
    )


def _remarks(article: Article, news: Taxonomy, parent: Article | None) -> Iterator[Diagnostic]:
    """What is wrong with an article's metadata."""
    place = news.of_district[article.district]
    if not place.known:
        yield diagnose("render-unknown-district", article.file, 0, name=place.name, slug=place.slug)
    if article.parent and parent is None:
        yield diagnose("render-missing-parent", article.file, 0, parent=article.parent)
    if article.date and not permalinks.is_date(article.date):
        yield diagnose("render-bad-date", article.file, 0, date=article.date)
