"""The way back by date: years with their gaps, the calendar of each year and month, and what has no date."""

from collections.abc import Iterator
from itertools import groupby

from generator.incremental import Target
from generator.render import heat, permalinks, taxonomy
from generator.render.periods import Rounds
from generator.render.press import Press
from generator.render.taxonomy import Taxonomy
from generator.render.values import Link


def targets(news: Taxonomy, around: Rounds, press: Press) -> Iterator[Target]:
    """The years, the calendar of each year, the issues of each month."""
    by_month = {key: tuple(group) for key, group in groupby(news.issues, key=lambda issue: issue.date[:7])}
    months = [taxonomy.calendar_of(key, issues) for key, issues in by_month.items()]
    by_year = {key: tuple(group) for key, group in groupby(months, key=lambda month: month.month[:4])}
    years = heat.years(news.issues)
    summary = tuple(heat.summary(year) for year in years)
    yield press.target("archive", permalinks.ARCHIVE, years=summary, undated=len(news.undated))
    of_year = {year.year: year for year in years}
    for key, group in by_year.items():
        yield press.target("year", permalinks.year(key), crumb(press), year=key, months=group[::-1], heat=of_year[key])
    for month in months:
        year = Link(press.say("date.year", year=month.month[:4]), permalinks.year(month.month[:4]))
        days = taxonomy.counts(by_month[month.month])
        yield press.target(
            "month",
            month.address,
            crumb(press),
            year,
            month=month,
            days=days,
            **around.of_month(month.month, press),
        )


def undated(news: Taxonomy, press: Press, size: int) -> Iterator[Target]:
    """Articles whose day nobody knows."""
    if news.undated:
        for leaf in taxonomy.leaves(news.undated, permalinks.UNDATED, size):
            yield press.target("undated", leaf.address, crumb(press), leaf=leaf)


def crumb(press: Press) -> Link:
    """The link to the archive."""
    return Link(press.say("nav.archive"), permalinks.ARCHIVE)
