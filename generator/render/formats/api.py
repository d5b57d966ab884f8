"""The static API: JSON files of issues, districts, tags and articles, each with the addresses of the others."""

import functools
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from generator.incremental import Made, Target
from generator.render import permalinks
from generator.render.copies import Copy
from generator.render.formats import records
from generator.render.formats.feeds import json_file
from generator.render.press import Press
from generator.render.taxonomy import Taxonomy, parts
from generator.render.values import Imprint, Place, Teaser

SCHEMA = f"{permalinks.API}schema.json"
INDEX = f"{permalinks.API}index.json"
ISSUES = f"{permalinks.API}issues.json"
DISTRICTS = f"{permalinks.API}districts.json"
TAGS = f"{permalinks.API}tags.json"
PART = 100  # articles in one file of a list


class Row(Struct, frozen=True):
    """A district or tag in its list."""

    name: str
    address: str
    count: int
    newest: str | None


class Part(Struct, frozen=True):
    """A part of a list: its articles and the addresses of the files beside it."""

    teasers: tuple[Teaser, ...]
    newer: str | None
    older: str | None


def plan_api(found: Sequence[Copy], news: Taxonomy, press: Press) -> Iterator[Target]:
    """Every file of the API but the articles; `found` are those that may be found, newest first."""
    site = {"site": press.imprint}
    teasers = [copy.teaser for copy in found]
    undated = tuple(teaser for teaser in teasers if not teaser.date)
    yield Target(INDEX, "api", _make_index, site | {"undated": bool(undated)})
    days = [(date, tuple(group)) for date, group in groupby(teasers, key=lambda teaser: teaser.date) if date]
    listed = tuple((date, len(group)) for date, group in days)
    yield Target(ISSUES, "api", _make_issues, site | {"issues": listed})
    for date, group in days:
        yield Target(_issue(date), "api", _make_issue, site | {"date": date, "teasers": group})
    if undated:
        yield from _listing("", permalinks.UNDATED, undated, press)
    yield from _districts(found, news, press)
    yield from _tags(teasers, news, press)


def plan_article(copy: Copy, press: Press) -> Target:
    """An article, whole."""
    inputs = {"site": press.imprint, "article": copy}
    return Target(permalinks.article_json(copy.address), "api", make_article_file, inputs)


def plan_schema() -> Target:
    """The schema of all these files and of the dumps."""
    return Target(SCHEMA, "api", _make_schema, {"schema": records.schema()})


def _districts(found: Sequence[Copy], news: Taxonomy, press: Press) -> Iterator[Target]:
    held: dict[Place, list[Teaser]] = {place: [] for place in news.places}
    for copy in found:
        held[copy.place].append(copy.teaser)
    rows = tuple(_row(place.name, place.address, listed) for place, listed in held.items())
    yield Target(
        DISTRICTS, "api", functools.partial(_make_rows, records.Districts), {"site": press.imprint, "rows": rows}
    )
    for place, listed in held.items():
        yield from _listing(place.name, place.address, listed, press)


def _tags(found: Sequence[Teaser], news: Taxonomy, press: Press) -> Iterator[Target]:
    known = {teaser.address for teaser in found}
    held = [(term, [teaser for teaser in teasers if teaser.address in known]) for term, teasers in news.by_tag]
    rows = tuple(_row(term.name, term.address, listed) for term, listed in held)
    yield Target(TAGS, "api", functools.partial(_make_rows, records.Tags), {"site": press.imprint, "rows": rows})
    for term, listed in held:
        yield from _listing(term.name, term.address, listed, press)


def _row(name: str, address: str, listed: Sequence[Teaser]) -> Row:
    return Row(name, address, len(listed), max((one.date for one in listed if one.date), default=None))


def _listing(name: str, address: str, listed: Sequence[Teaser], press: Press) -> Iterator[Target]:
    """A list in parts that a new article leaves alone, but for the newest."""
    for part in parts(len(listed), permalinks.API + address, PART):
        shown = Part(tuple(listed[part.start : part.end]), part.newer, part.older)
        inputs = {"site": press.imprint, "name": name, "address": address, "part": shown}
        yield Target(_file(part.address), "api", _make_listing, inputs)


def _file(address: str) -> str:
    """The file of a list: `api/district/tianyuan.json`, of its older parts `api/district/tianyuan/1.json`."""
    return f"{address.rstrip('/')}.json"


def _issue(date: str) -> str:
    return f"{permalinks.API}issues/{date}.json"


# ---- what is made --------------------------------------------------------------------------------------


def _make_index(*, site: Imprint, undated: bool) -> Made:
    def url(address: str) -> str:
        return permalinks.absolute(site.base_url, address)

    outputs = site.outputs
    made = records.Index(
        title=site.title,
        url=site.base_url,
        paper=site.paper,
        city=site.city_name,
        language=site.language,
        description=site.description,
        schema=url(SCHEMA),
        issues=url(ISSUES),
        districts=url(DISTRICTS),
        tags=url(TAGS),
        undated=url(_file(permalinks.API + permalinks.UNDATED)) if undated else None,
        dumps=url(permalinks.DUMPS) if outputs.dumps else None,
        feeds=url(permalinks.OPML) if outputs.feeds else None,
        sitemap=url(permalinks.SITEMAP) if outputs.sitemaps else None,
    )
    return json_file(made), ()


def _make_issues(*, site: Imprint, issues: tuple[tuple[str, int], ...]) -> Made:
    base = site.base_url
    listed = (
        records.IssueEntry(
            date, permalinks.absolute(base, permalinks.day(date)), count, permalinks.absolute(base, _issue(date))
        )
        for date, count in issues
    )
    return json_file(records.Issues(tuple(listed))), ()


def _make_issue(*, site: Imprint, date: str, teasers: tuple[Teaser, ...]) -> Made:
    articles = tuple(records.brief(teaser, site) for teaser in teasers)
    return json_file(records.IssueFile(date, permalinks.absolute(site.base_url, permalinks.day(date)), articles)), ()


def _make_rows(kind: type[records.Districts | records.Tags], /, *, site: Imprint, rows: tuple[Row, ...]) -> Made:
    base = site.base_url
    listed = (
        records.Entry(
            row.name,
            permalinks.absolute(base, row.address),
            row.count,
            row.newest,
            permalinks.absolute(base, _file(permalinks.API + row.address)),
        )
        for row in rows
    )
    return json_file(kind(tuple(listed))), ()


def _make_listing(*, site: Imprint, name: str, address: str, part: Part) -> Made:
    def url(beside: str | None) -> str | None:
        return permalinks.absolute(site.base_url, _file(beside)) if beside else None

    articles = tuple(records.brief(teaser, site) for teaser in part.teasers)
    listing = records.Listing(
        name, permalinks.absolute(site.base_url, address), articles, url(part.newer), url(part.older)
    )
    return json_file(listing), ()


def make_article_file(*, site: Imprint, article: Copy) -> Made:
    """One article, whole."""
    return json_file(records.record(article, site)), ()


def _make_schema(*, schema: object) -> Made:
    return json_file(schema), ()
