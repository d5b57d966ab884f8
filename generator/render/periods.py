"""Digests of a day, a week and a month, for districts and the city: the strongest stories first, each told once."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from generator.incremental import Target
from generator.render import permalinks
from generator.render.atlas import Atlas
from generator.render.press import Press
from generator.render.rounds import Desk, open_desk
from generator.render.taxonomy import Taxonomy, by_place, neighbours
from generator.render.values import Companion, Digest, IssueCount, Link, Period, Place, Teaser

STORIES = 12  # of one digest
FEWEST = 2  # articles of a district that make its week or month worth a page
CITY = ""  # in the place of a district's slug
Kind = Literal["week", "month"]
KINDS: tuple[Kind, ...] = ("week", "month")


class Span(NamedTuple):
    """A week or month by its first day: `("week", "2021-11-22")`."""

    kind: Kind
    first: str

    @property
    def last(self) -> str:
        """Its last day.

        >>> Span("week", "2021-11-22").last, Span("month", "2021-02-01").last
        ('2021-11-28', '2021-02-28')
        """
        day = datetime.date.fromisoformat(self.first)
        if self.kind == "week":
            return (day + datetime.timedelta(days=6)).isoformat()
        return ((day + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)).isoformat()

    def address(self, slug: str = CITY) -> str:
        """Its page, of the city or of a district."""
        base = permalinks.week(self.first) if self.kind == "week" else permalinks.month(self.first[:7])
        return f"{base}{slug}/" if slug else base

    def title(self, press: Press) -> str:
        """Its name: 2021年第47周."""
        if self.kind == "week":
            year, number, _ = datetime.date.fromisoformat(self.first).isocalendar()
        else:
            year, number = int(self.first[:4]), int(self.first[5:7])
        return press.say(f"period.{self.kind}", year=year, n=number)


def span_of(kind: Kind, date: str) -> Span:
    """The week or month that holds a day.

    >>> span_of("week", "2021-11-25").first, span_of("month", "2021-11-25").first
    ('2021-11-22', '2021-11-01')
    """
    if kind == "month":
        return Span(kind, f"{date[:7]}-01")
    day = datetime.date.fromisoformat(date)
    return Span(kind, (day - datetime.timedelta(days=day.weekday())).isoformat())


@dataclass(frozen=True, slots=True)
class Rounds:
    """The articles of each week and month, by district and of the whole city, newest first."""

    desk: Desk
    held: Mapping[tuple[str, Span], tuple[Teaser, ...]]

    def has_page(self, slug: str, span: Span) -> bool:
        """Whether a district was in the paper often enough; the city always was."""
        return slug == CITY or len(self.held.get((slug, span), ())) >= FEWEST

    def period(self, span: Span, place: Place | None) -> Period:
        """All that a digest of a week or month shows."""
        slug = place.slug if place else CITY
        teasers = self.held[slug, span]
        days = groupby(teasers, key=lambda teaser: teaser.date or "")
        return Period(
            kind=span.kind,
            first=span.first,
            last=span.last,
            place=place,
            picture=self.desk.picture(teasers),
            stories=self.desk.stories(teasers, STORIES),
            days=tuple(IssueCount(date, _day(date, slug), len([*group])) for date, group in days),
            districts=() if place else tuple(self._districts(span)),
        )

    def _districts(self, span: Span) -> Iterator[Companion]:
        """The districts of a week or month of the city, each with a page of its own or else its list of all news."""
        for place in self.desk.news.places:
            if count := len(self.held.get((place.slug, span), ())):
                own = span.address(place.slug) if self.has_page(place.slug, span) else place.address
                yield Companion(place.name, own, count)

    def of_day(self, digest: Digest, press: Press) -> dict[str, object]:
        """What the digest of a district and day shows beside its articles: stories by strength, picture, ways on."""
        return {
            "picture": self.desk.picture(digest.teasers),
            "stories": self.desk.stories(digest.teasers, len(digest.teasers)),
            "periods": self.links(digest.date, digest.place, press),
        }

    def of_month(self, month: str, press: Press) -> dict[str, object]:
        """What the calendar of a month such as `2021-11` shows below its days: its digest, and its weeks."""
        return {"period": self.period(Span("month", f"{month}-01"), None), "weeks": self.weeks_of(month, press)}

    def weeks_of(self, month: str, press: Press) -> tuple[Link, ...]:
        """The weeks of the city that hold a day of a month such as `2021-11` with an issue, newest first."""
        days = (issue.date for issue in self.desk.news.issues if issue.date.startswith(month))
        spans = dict.fromkeys(span_of("week", date) for date in days)
        return tuple(Link(span.title(press), span.address()) for span in spans)

    def links(self, date: str, place: Place | None, press: Press) -> tuple[Link, ...]:
        """The week and the month that hold a day: of the district where it has pages, else of the city."""
        found = []
        for span in (span_of(kind, date) for kind in KINDS):
            own = place if place and self.has_page(place.slug, span) else None
            name = f"{own.name} {span.title(press)}" if own else span.title(press)
            found.append(Link(name, span.address(own.slug if own else CITY)))
        return tuple(found)


def arrange(news: Taxonomy, places: Atlas) -> Rounds:
    """The weeks and months of a library."""
    desk = open_desk(news, places)
    held: dict[tuple[str, Span], list[Teaser]] = defaultdict(list)
    for issue in desk.news.issues:
        for span in (span_of(kind, issue.date) for kind in KINDS):
            held[CITY, span] += issue.teasers
            for digest in issue.digests:
                held[digest.place.slug, span] += digest.teasers
    return Rounds(desk, {key: tuple(teasers) for key, teasers in held.items()})


def days(rounds: Rounds, press: Press) -> Iterator[Target]:
    """Each district on each day it was in the paper."""
    for digests in by_place(rounds.desk.news.issues):
        ways = [Link(press.day(digest.date).title, digest.address) for digest in digests]
        for digest, (newer, older) in zip(digests, neighbours(ways), strict=True):
            day = press.day(digest.date)
            yield press.target(
                "digest",
                digest.address,
                day,
                digest=digest,
                **rounds.of_day(digest, press),
                newer=newer,
                older=older,
            )


def targets(rounds: Rounds, press: Press) -> Iterator[Target]:
    """Weeks of the city and its districts, months of the districts; the city's month stands on its calendar."""
    for place in (None, *rounds.desk.news.places):
        slug = place.slug if place else CITY
        for kind in KINDS if place else KINDS[:1]:
            spans = [
                span for own, span in rounds.held if own == slug and span.kind == kind and rounds.has_page(slug, span)
            ]
            ways = [Link(span.title(press), span.address(slug)) for span in spans]
            for span, way, (newer, older) in zip(spans, ways, neighbours(ways), strict=True):
                crumbs = _crumbs(span, place, press)
                period = rounds.period(span, place)
                yield press.target(
                    "period", way.address, *crumbs, period=period, name=way.title, newer=newer, older=older
                )


def _crumbs(span: Span, place: Place | None, press: Press) -> tuple[Link, ...]:
    archive = Link(press.say("nav.archive"), permalinks.ARCHIVE)
    return (archive, Link(span.title(press), span.address())) if place else (archive,)


def _day(date: str, slug: str) -> str:
    return permalinks.digest(date, slug) if slug else permalinks.day(date)
