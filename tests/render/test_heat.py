"""Calendars with gaps: what is counted as missing, and what lies outside the archive."""

from generator.render import heat
from generator.render.heat import GAP, OUTSIDE
from generator.render.values import Issue, Teaser


def issue(date: str, count: int = 1) -> Issue:
    teasers = tuple(
        Teaser(f"{date}-{at}", f"{date}/{at}/", "标题", "", "天元区", date, None, at, "news") for at in range(count)
    )
    return Issue(date, date.replace("-", "/") + "/", teasers, ())


def test_days_between_the_first_and_the_last_issue_are_gaps_and_no_others():
    [year] = heat.years([issue("2021-03-05", 4), issue("2021-03-02", 1)])
    shades = {(day.column, day.row): day.shade for day in year.days}
    assert len(shades) == 365
    assert sorted(shade for shade in shades.values() if shade != OUTSIDE) == [GAP, GAP, 1, 4]
    assert (year.issues, year.articles, year.missing) == (2, 5, 2)
    march = year.months[2]
    assert (march.issues, march.articles, march.gaps, march.missing) == (2, 5, ((3, 4),), 2)
    assert [month.shade for month in year.months[:4]] == [OUTSIDE, OUTSIDE, 4, OUTSIDE]


def test_a_year_without_an_issue_between_two_is_shown_and_leads_nowhere():
    years = heat.years([issue("2023-01-02"), issue("2021-12-30")])
    assert [(year.year, year.address, year.issues) for year in years] == [
        ("2023", "2023/", 1),
        ("2022", None, 0),
        ("2021", "2021/", 1),
    ]
    assert years[1].missing == 365


def test_the_days_of_a_year_stand_in_their_weeks():
    [year] = heat.years([issue("2024-12-31"), issue("2024-01-01")])
    first, last = year.days[0], year.days[-1]
    assert (first.column, first.row) == (0, 0)  # a Monday
    assert (last.column, last.row, year.weeks) == (52, 1, 53)
    assert len(year.days) == 366
    assert year.months[11].column == 47


def test_an_empty_archive_has_no_years():
    assert heat.years([]) == ()
