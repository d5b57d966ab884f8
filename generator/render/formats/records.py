"""What the API and the dumps tell of an article, and the schema of all their files, taken from the types themselves."""

import functools
from typing import Any

import msgspec
from msgspec import Struct

from generator import discretion
from generator.model import Article, Correction, Mention, Quantity
from generator.render import permalinks
from generator.render.copies import Copy
from generator.render.names import open_organisations
from generator.render.values import Imprint, Teaser
from generator.schemas import DRAFT, take_margins_off


class Author(Struct, frozen=True):
    """Who wrote or pictured an article, as printed: `role` 记者, `name` 谢嘉."""

    role: str
    name: str


class Picture(Struct, frozen=True):
    """What is known of a picture: the picture itself is not published."""

    caption: str | None
    credit: str | None


class Area(Struct, frozen=True):
    """A district: its name and the slug in its addresses; articles of the whole city stand under `citywide`."""

    name: str
    slug: str


class Record(Struct, frozen=True, kw_only=True):
    """An article, whole. `text` is Markdown, dates are days, what is unknown is null.

    `id` and `url` never change; `parent` is the `id` of the article that a sidebar belongs to. Names of people are those
    that stand openly in the text; `people` and `authors` leave out whoever must stay unnamed in lists.
    """

    id: str
    url: str
    kind: str
    headline: str
    kicker: str | None
    deck: str | None
    district: Area
    date: str | None
    event_date: str | None
    paper: str | None
    print_page: str | None
    section: str | None
    order: int
    outlet: str | None
    authors: tuple[Author, ...]
    dateline: str | None
    digest: str
    tags: tuple[str, ...]
    places: tuple[Mention, ...]
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    numbers: tuple[Quantity, ...]
    figures: tuple[Picture, ...]
    corrections: tuple[Correction, ...]
    parent: str | None
    text: str


class Brief(Struct, frozen=True):
    """An article in a list; `json` and `markdown` are addresses of it whole, null where the site leaves them out."""

    id: str
    url: str
    headline: str
    digest: str
    district: str
    date: str | None
    print_page: str | None
    kind: str
    json: str | None
    markdown: str | None


class IssueEntry(Struct, frozen=True):
    """A day with an issue: its page, the number of its articles, its file of the API."""

    date: str
    url: str
    articles: int
    json: str


class Issues(Struct, frozen=True):
    """`api/issues.json`: every day with an issue, newest first."""

    issues: tuple[IssueEntry, ...]


class IssueFile(Struct, frozen=True):
    """`api/issues/<date>.json`: the articles of one day in print order."""

    date: str
    url: str
    articles: tuple[Brief, ...]


class Entry(Struct, frozen=True):
    """A district or tag: its page, the number of its articles, the day of the newest, its file of the API."""

    name: str
    url: str
    articles: int
    newest: str | None
    json: str


class Districts(Struct, frozen=True):
    """`api/districts.json`: the city-wide group, then every district, also those without news."""

    districts: tuple[Entry, ...]


class Tags(Struct, frozen=True):
    """`api/tags.json`: every tag with a page, that is of two articles or more."""

    tags: tuple[Entry, ...]


class Listing(Struct, frozen=True):
    """A part of the articles of a district or tag, newest first; `older` and `newer` are the files of the next parts."""

    name: str
    url: str
    articles: tuple[Brief, ...]
    newer: str | None
    older: str | None


class Index(Struct, frozen=True):
    """`api/index.json`: what the site is, and where everything else stands; null where the site leaves it out."""

    title: str
    url: str
    paper: str
    city: str
    language: str
    description: str
    schema: str
    issues: str
    districts: str
    tags: str
    undated: str | None
    dumps: str | None
    feeds: str | None
    sitemap: str | None


FILES = (Record, Index, Issues, IssueFile, Districts, Tags, Listing)


def record(copy: Copy, site: Imprint) -> Record:
    """An article as it is told."""
    article = copy.article
    return Record(
        id=article.id,
        url=permalinks.absolute(site.base_url, copy.address),
        kind=article.kind,
        headline=article.headline,
        kicker=article.kicker,
        deck=article.deck,
        district=Area(copy.place.name, copy.place.slug),
        date=copy.date,
        event_date=article.event_date,
        paper=article.paper or site.paper or None,
        print_page=article.print_page,
        section=article.section,
        order=article.order,
        outlet=article.byline.outlet,
        authors=authors(article),
        dateline=article.dateline,
        digest=copy.teaser.digest,
        tags=tuple(dict.fromkeys(tag.strip() for tag in article.tags if tag.strip())),
        places=article.mentions,
        people=copy.people,
        organisations=tuple(name for name, _ in open_organisations(article)),
        numbers=article.numbers,
        figures=tuple(Picture(figure.caption, figure.credit) for figure in article.figures),
        corrections=article.corrections,
        parent=article.parent,
        text=article.body,
    )


def authors(article: Article) -> tuple[Author, ...]:
    """Who wrote and pictured an article and may be named in a list."""
    return tuple(
        Author(credit.role, name.strip())
        for credit in article.byline.credits
        if discretion.is_reporting(credit.role)
        for name in credit.names
        if discretion.may_be_listed(name.strip())
    )


def brief(teaser: Teaser, site: Imprint) -> Brief:
    """An article as lists tell it."""
    base, outputs = site.base_url, site.outputs
    return Brief(
        id=teaser.id,
        url=permalinks.absolute(base, teaser.address),
        headline=teaser.headline,
        digest=teaser.digest,
        district=teaser.district,
        date=teaser.date,
        print_page=teaser.print_page,
        kind=teaser.kind,
        json=permalinks.absolute(base, permalinks.article_json(teaser.address)) if outputs.api else None,
        markdown=permalinks.absolute(base, permalinks.twin(teaser.address)) if outputs.twins else None,
    )


@functools.cache
def schema() -> dict[str, Any]:
    """JSON Schema of every file of the API by the name of its type, and of a line of the dumps: `Record`."""
    _, components = msgspec.json.schema_components(FILES, ref_template="#/$defs/{name}")
    take_margins_off(components.values())
    return {"$schema": DRAFT, "title": "baozhai", "$defs": components}
