"""Calendars as heat maps: how many articles fall on each day and month, and where the archive has gaps; draws nothing.

A gap is a day between the first and the last issue of the archive that has no issue. What lies before or after is none.
"""

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from generator.render import permalinks
from generator.render.values import Issue

SHADES = 4
MOST_RANGES = 6  # of days without an issue, in one line of a table
GAP, OUTSIDE = 0, -1  # in the place of a shade


class HeatDay(Struct, frozen=True):
    """A day of a year: its column (week) and row (weekday), and its shade: 1 to 4, 0 for a gap, -1 outside."""

    column: int
    row: int
    shade: int


class HeatMonth(Struct, frozen=True):
    """A month of a table: `2021-11`, its address or none, issues, articles, days without an issue as ranges, their count.

    `column` is the week it begins in, `shade` as of a day; -1 where the archive had not begun or has ended.
    """

    month: str
    address: str | None
    issues: int
    articles: int
    gaps: tuple[tuple[int, int], ...]
    missing: int
    column: int
    shade: int


class Heat(Struct, frozen=True):
    """A year by day and month; `weeks` is how many columns its days take, `address` None where it has no issue."""

    year: str
    address: str | None
    issues: int
    articles: int
    missing: int
    weeks: int
    days: tuple[HeatDay, ...]
    months: tuple[HeatMonth, ...]


def years(issues: Sequence[Issue]) -> tuple[Heat, ...]:
    """The years of the archive, the newest first; years without an issue between them are shown too."""
    if not issues:
        return ()
    counts = {issue.date: len(issue.teasers) for issue in issues}
    first, last = min(counts), max(counts)
    tallest = max(counts.values())
    by_month: dict[str, int] = {}
    for date, count in counts.items():
        by_month[date[:7]] = by_month.get(date[:7], 0) + count
    busiest = max(by_month.values())
    return tuple(
        _year(year, counts, (first, last), tallest, busiest) for year in range(int(last[:4]), int(first[:4]) - 1, -1)
    )


class HeatYear(Struct, frozen=True):
    """A year in the list of years: its counts, and the shade of each month with its address or none."""

    year: str
    address: str | None
    issues: int
    articles: int
    missing: int
    months: tuple[tuple[str, str | None, int], ...]


def summary(year: Heat) -> HeatYear:
    """What the list of years shows of one: less than its days, which change more often."""
    months = tuple((month.month, month.address, month.shade) for month in year.months)
    return HeatYear(year.year, year.address, year.issues, year.articles, year.missing, months)


def _year(year: int, counts: Mapping[str, int], span: tuple[str, str], tallest: int, busiest: int) -> Heat:
    opens = datetime.date(year, 1, 1).weekday()
    days: list[HeatDay] = []
    months: list[HeatMonth] = []
    for number in range(1, 13):
        name = f"{year:04}-{number:02}"
        dates = [f"{name}-{day:02}" for day in range(1, calendar.monthrange(year, number)[1] + 1)]
        begins = opens + datetime.date(year, number, 1).timetuple().tm_yday - 1
        within = [date for date in dates if span[0] <= date <= span[1]]
        for at, date in enumerate(dates, begins):
            colour = shade(counts.get(date, 0), tallest) if span[0] <= date <= span[1] else OUTSIDE
            days.append(HeatDay(at // 7, at % 7, colour))
        missing = [int(date[8:]) for date in within if date not in counts]
        issues, articles = len(within) - len(missing), sum(counts.get(date, 0) for date in within)
        address = permalinks.month(name) if issues else None
        colour = shade(articles, busiest) if within else OUTSIDE
        months.append(
            HeatMonth(
                name, address, issues, articles, tuple(ranges(missing)[:MOST_RANGES]), len(missing), begins // 7, colour
            )
        )
    weeks = (opens + 365 + calendar.isleap(year) - 1) // 7 + 1
    issues = sum(month.issues for month in months)
    return Heat(
        year=f"{year:04}",
        address=permalinks.year(f"{year:04}") if issues else None,
        issues=issues,
        articles=sum(month.articles for month in months),
        missing=sum(month.missing for month in months),
        weeks=weeks,
        days=tuple(days),
        months=tuple(months),
    )


def shade(count: int, tallest: int) -> int:
    """0 for none, then four steps up to the tallest.

    >>> [shade(count, 8) for count in (0, 1, 2, 3, 8)]
    [0, 1, 1, 2, 4]
    """
    return -(-count * SHADES // tallest) if count else GAP


def ranges(days: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring days put together.

    >>> ranges([3, 4, 5, 9])
    [(3, 5), (9, 9)]
    """
    ordered = sorted(days)
    cuts = [at for at, (before, after) in enumerate(pairwise(ordered), 1) if after != before + 1]
    return [(ordered[start], ordered[end - 1]) for start, end in pairwise([0, *cuts, len(ordered)]) if end > start]
