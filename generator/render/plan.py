"""The table of contents of the site: one short paragraph for each kind of file; makes none of them, reads no disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.errors import Diagnostic, diagnose
from generator.incremental import Target
from generator.model import Article, Library, SiteInfo, Tombstone
from generator.render import (
    almanac,
    archive,
    atlas,
    names,
    numbers,
    periods,
    permalinks,
    print_map,
    taxonomy,
    tiles,
    topics,
)
from generator.render.atlas import Atlas
from generator.render.clashes import refuse_clashes
from generator.render.copies import copies
from generator.render.formats import plan_formats
from generator.render.gists import Texts
from generator.render.names import Register
from generator.render.numbers import Rows
from generator.render.periods import Rounds
from generator.render.press import Press, imprint
from generator.render.search import Shelf, plan_search
from generator.render.taxonomy import Taxonomy
from generator.render.theme import Theme
from generator.render.values import Link, Quiet, Teaser

MOST_FURTHER = 30  # articles that only name a district, on its page
RECENT_ISSUES = 7


class Plan(NamedTuple):
    """Every file of the site, and what they took from the texts."""

    targets: tuple[Target, ...]
    texts: Texts


def plan(library: Library, site: SiteInfo, theme: Theme, shelf: Shelf | None = None) -> tuple[Target, ...]:
    """The targets of `lay_out`."""
    return lay_out(library, site, theme, shelf).targets


def lay_out(library: Library, site: SiteInfo, theme: Theme, shelf: Shelf | None = None) -> Plan:
    """Every file of the site, each with all that it depends on; `shelf` remembers what the search was made of.

    Raises BaozhaiError naming both when two of them would be one file.
    """
    press = Press(theme, imprint(site))
    news = taxonomy.arrange(library, site.districts, press.say("citywide"))
    places = atlas.survey(news, site)
    register = names.register(news)
    found = tuple(copies(news, register.named))
    rows = numbers.collect(news)
    around = periods.arrange(news, places)
    quiet = atlas.quiet(news, places)
    targets = [
        *_home(news, quiet, site, press),
        *_issues(news, quiet, around.desk.by_address, press),
        *periods.days(around, press),
        *periods.targets(around, press),
        *_articles(news, places, register, around, press),
        *_tombstones(library.tombstones, news, press),
        *_districts(news, places, rows, site, press),
        *_places(news, places, rows, press, site.page_size),
        *topics.targets(news, rows, press, site.page_size),
        *names.targets(register, press, site.page_size),
        *numbers.targets(rows, press, site.page_size),
        *archive.targets(news, around, press),
        *almanac.targets(around.desk, press),
        *archive.undated(news, press, site.page_size),
        *(plan_search(found, news, press, shelf or Shelf()) if site.outputs.search else ()),
        *_machine_files(press),
    ]
    targets += plan_formats(targets, found, news, press)
    refuse_clashes((target.path, _source(target)) for target in targets)
    return Plan(tuple(targets), news.texts)


# ---- for readers -------------------------------------------------------------------------------------


def _home(news: Taxonomy, quiet: Mapping[str, Sequence[Quiet]], site: SiteInfo, press: Press) -> Iterator[Target]:
    """The newest issue by district, where its news is, its month, the days before."""
    issue = news.issues[0] if news.issues else None
    silent = quiet[issue.date] if issue else tuple(Quiet(place.name, place.address) for place in news.places[1:])
    yield press.target(
        "home",
        "",
        issue=issue,
        map=tiles.tile_map(taxonomy.in_issue(issue, news, silent), site) if issue else None,
        quiet=silent,
        month=taxonomy.calendar_of(issue.date[:7], news.issues) if issue else None,
        same_day=taxonomy.counts(almanac.earlier(issue, news.issues)[:RECENT_ISSUES]) if issue else (),
        recent=taxonomy.counts(news.issues[1 : RECENT_ISSUES + 1]),
        undated=len(news.undated),
    )


def _issues(
    news: Taxonomy, quiet: Mapping[str, Sequence[Quiet]], articles: Mapping[str, Article], press: Press
) -> Iterator[Target]:
    """The whole issue of each day, in print order, each print page with a sketch of it."""
    days = [press.day(issue.date) for issue in news.issues]
    of_day = almanac.by_day(news.issues)
    for issue, (newer, older) in zip(news.issues, taxonomy.neighbours(days), strict=True):
        yield press.target(
            "issue",
            issue.address,
            archive.crumb(press),
            issue=issue,
            pages=print_map.maps(issue, articles),
            quiet=quiet[issue.date],
            same_day=almanac.address_of(issue.date) if len(of_day[issue.date[5:]]) > 1 else None,
            newer=newer,
            older=older,
        )


def _articles(news: Taxonomy, places: Atlas, register: Register, told: Rounds, press: Press) -> Iterator[Target]:
    """Each article with its neighbours in the issue, its parent and its sidebars."""
    by_id = {article.id: article for article in news.articles}
    sidebars = taxonomy.sidebars(news)
    back = {tail: head for head, tail in news.texts.onward.items()}
    beside, along = taxonomy.around(news), taxonomy.along(news)
    for article in news.articles:
        teaser, place = news.teasers[article.path], news.of_district[article.district]
        parent = by_id.get(article.parent) if article.parent else None
        halves = [by_id.get(other.get(article.id, "")) for other in (news.texts.onward, back)]
        ways = [taxonomy.link_to(news.teasers[half.path]) if half else None for half in halves]
        newer, older = beside[teaser.address]
        yield press.target(
            "article",
            teaser.address,
            *_article_crumbs(teaser, press),
            article=news.texts.whole[article.path],
            place=place,
            places=places.named(article),
            people=register.people_of(article),
            organisations=register.organisations_of(article),
            credits=register.credits_of(article),
            date=teaser.date,
            digest=teaser.digest,
            tags=tuple(news.tag_links[key] for key in dict.fromkeys(map(taxonomy.tag_key, article.tags)) if key),
            parent=taxonomy.link_to(news.teasers[parent.path]) if parent else None,
            retold=told.desk.retold(article),
            sidebars=sidebars.get(article.id, ()),
            onward=ways[0],
            back=ways[1],
            newer=newer,
            older=older,
            along=along[teaser.address],
            remarks=tuple(_remarks(article, news, parent)),
        )


def _tombstones(tombstones: Iterable[Tombstone], news: Taxonomy, press: Press) -> Iterator[Target]:
    """Why an article is no longer at its address, in place of it."""
    for stone in tombstones:
        yield press.target("removed", taxonomy.address_of(stone, news.places), reason=stone.reason, since=stone.since)


def _districts(news: Taxonomy, places: Atlas, rows: Rows, site: SiteInfo, press: Press) -> Iterator[Target]:
    """The index of districts with their map, and all news of each, also of those that have none yet."""
    counted = places.counted(taxonomy.counted(news))
    yield press.target(
        "districts",
        permalinks.DISTRICTS,
        places=counted,
        map=tiles.tile_map(counted, site),
        courses=topics.courses(
            (Link(item.place.name, item.place.address), news.by_place.get(item.place.slug, ())) for item in counted
        ),
    )
    crumb = Link(press.say("nav.districts"), permalinks.DISTRICTS)
    codes = {place.slug: code for code, place in places.ground.districts.items()}
    for item in counted:
        code, held = codes.get(item.place.slug, ""), news.by_place.get(item.place.slug, ())
        for leaf in taxonomy.leaves(held, item.place.address, site.page_size):
            is_first = leaf.number == 0
            yield press.target(
                "district",
                leaf.address,
                crumb,
                place=item.place,
                leaf=leaf,
                count=item.count if is_first else None,
                trend=topics.trend(held, topics.periods(teaser.date for teaser in held)) if is_first else (),
                about=places.ground.entries.get(code) if is_first else None,
                children=places.children(code) if is_first else (),
                numbers=numbers.series(held, rows) if is_first else (),
                further=places.further.get(code, ())[:MOST_FURTHER] if is_first else (),
            )


def _places(news: Taxonomy, places: Atlas, rows: Rows, press: Press, size: int) -> Iterator[Target]:
    """The tree of places, and all articles that name a township, village or zone."""
    yield press.target("places", permalinks.PLACES, tree=places.tree(places.counted(taxonomy.counted(news)[1:])))
    crumb = Link(press.say("nav.places"), permalinks.PLACES)
    for key, spot in places.spots.items():
        for leaf in taxonomy.leaves(spot.teasers, spot.address, size):
            is_first = leaf.number == 0
            yield press.target(
                "place",
                leaf.address,
                crumb,
                *places.crumbs(key),
                about=spot.about,
                leaf=leaf,
                count=len(spot.teasers) if is_first else None,
                children=places.children(key) if is_first else (),
                siblings=places.siblings(key) if is_first else (),
                numbers=numbers.series(spot.teasers, rows) if is_first else (),
            )


# ---- parts of every site -----------------------------------------------------------------------------


def _machine_files(press: Press) -> Iterator[Target]:
    """What is not news: the page for a wrong address, style sheets and pictures of the theme."""
    yield press.target("missing", permalinks.MISSING)
    for address, data in press.theme.static_files():
        yield press.static(address, data)


# ---- what the paragraphs need ------------------------------------------------------------------------


def _source(target: Target) -> str:
    """What a person would have to change: the article's file, or else the target itself."""
    article = target.inputs.get("article")
    return article.file if isinstance(article, Article) else target.path


def _article_crumbs(teaser: Teaser, press: Press) -> tuple[Link, ...]:
    """The day, then the district on that day."""
    if teaser.date is None:
        return archive.crumb(press), Link(press.say("undated"), permalinks.UNDATED)
    folder = teaser.address.rstrip("/").rpartition("/")[0]
    return press.day(teaser.date), Link(teaser.district, f"{folder}/")


def _remarks(article: Article, news: Taxonomy, parent: Article | None) -> Iterator[Diagnostic]:
    """What is wrong with an article's metadata."""
    place = news.of_district[article.district]
    if not place.known:
        yield diagnose("render-unknown-district", article.file, 0, name=place.name, slug=place.slug)
    if article.parent and parent is None:
        yield diagnose("render-missing-parent", article.file, 0, parent=article.parent)
    if article.date and not permalinks.is_date(article.date):
        yield diagnose("render-bad-date", article.file, 0, date=article.date)
