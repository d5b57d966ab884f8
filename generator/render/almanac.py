"""On this day: what the paper printed on one day of the calendar in all its years. Which day it is now, nobody asks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.incremental import Target
from generator.render import permalinks
from generator.render.press import Press
from generator.render.rounds import Desk
from generator.render.taxonomy import neighbours
from generator.render.values import Issue, Link, Story

STORIES = 5  # of one year
LEAP_YEAR = 2000  # any: what is shown is the calendar of all years


class AlmanacYear(Struct, frozen=True):
    """One year's issue of the day: its date, address, how many articles, the strongest stories."""

    date: str
    address: str
    count: int
    stories: tuple[Story, ...]


def address_of(date: str) -> str:
    """The page of a day of the calendar.

    >>> address_of("2021-11-25")
    'on-this-day/11-25/'
    """
    return f"{permalinks.ALMANAC}{date[5:]}/"


def by_day(issues: Sequence[Issue]) -> dict[str, list[Issue]]:
    """The issues of each day of the calendar (`11-25`), in its order, the newest first."""
    found: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        found[issue.date[5:]].append(issue)
    return dict(sorted(found.items()))


def earlier(issue: Issue, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """The issues of the same day in years before."""
    return tuple(other for other in issues if other.date[5:] == issue.date[5:] and other.date < issue.date)


def targets(desk: Desk, press: Press) -> Iterator[Target]:
    """The calendar of all days with an issue, and a page for each of them."""
    days = by_day(desk.news.issues)
    months = tuple(
        (
            f"{LEAP_YEAR}-{number:02}",
            tuple((int(day[3:]), address_of(f"0000-{day}"), len(found)) for day, found in days.items() if int(day[:2]) == number),
        )
        for number in range(1, 13)
    )  # fmt: skip
    archive = Link(press.say("nav.archive"), permalinks.ARCHIVE)
    yield press.target("almanac", permalinks.ALMANAC, archive, months=months)
    crumb = Link(press.say("almanac.title"), permalinks.ALMANAC)
    ways = [Link(press.theme.say_day(press.imprint.language, f"{LEAP_YEAR}-{day}", "date.short"), address_of(f"0000-{day}")) for day in days]  # fmt: skip
    for (day, found), (before, after) in zip(days.items(), neighbours(ways), strict=True):
        yield press.target(
            "almanac_day",
            address_of(f"0000-{day}"),
            archive,
            crumb,
            day=f"{LEAP_YEAR}-{day}",
            years=tuple(
                AlmanacYear(issue.date, issue.address, len(issue.teasers), desk.stories(issue.teasers, STORIES))
                for issue in found
            ),
            newer=before,
            older=after,
        )
