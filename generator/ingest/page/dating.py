"""The day of the issue, inferred from the days that its articles name; a masthead or an option always wins.

A daily prints what happened until the day before: the newest day that is over, plus one. The year comes from
years that the page names as over. Days that are still to come (预计, 将于) prove nothing.
"""

import datetime
import re
from collections.abc import Iterable

# 2021年11月24日 ; 11月24日 ; １１月２４日
DAY = re.compile(r"(?:(?P<y>(?:19|20)\d{2})年)?(?<!\d)(?P<m>1[0-2]|0?[1-9])月(?P<d>3[01]|[12]\d|0?[1-9])日")
YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})年")
FUTURE = re.compile(r"预计|将(?![军领士帅相])|计划|未来|拟[于在定]|即将|定于|到20|至20|力争|有望|规划|截止")
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
BEFORE, AFTER = 12, 8


def infer(texts: Iterable[tuple[int, str]]) -> tuple[str, str] | None:
    """The issue day and its proof, from (line, text) of the page; None where the page does not say enough.

    >>> infer([(5, "2021年度培训班开班。"), (59, "11月24日，接种点开放。学校预计2022年招生。")])
    ('2021-11-25', 'inferred: 2021-11-24 is the newest day that is over (line 59), the year is named in line 5')
    """
    years: dict[int, int] = {}
    days: list[tuple[int | None, int, int, int]] = []
    for line, printed in texts:
        if "年" not in printed and "月" not in printed:
            continue
        text = printed.translate(FULL_WIDTH)
        for match in YEAR.finditer(text):
            if not _future(text, match):
                years.setdefault(int(match["y"]), line)
        for match in DAY.finditer(text):
            if not _future(text, match):
                days.append((int(match["y"]) if match["y"] else None, int(match["m"]), int(match["d"]), line))
    if not years or not days:
        return None
    year = max(years)
    dated = [(day, line) for y, m, d, line in _with_years(days, year) if (day := _date(y, m, d))]
    if not dated:
        return None
    newest, line = max(dated, key=lambda item: (item[0], -item[1]))
    issue = newest + datetime.timedelta(days=1)
    proof = f"{newest} is the newest day that is over (line {line}), the year is named in line {years[year]}"
    return issue.isoformat(), f"inferred: {proof}"


def _future(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - BEFORE) : match.end() + AFTER]
    clause = re.split(r"[。！？!?；;]", around)
    return any(FUTURE.search(part) for part in clause if match.group() in part)


def _with_years(days: list[tuple[int | None, int, int, int]], year: int) -> Iterable[tuple[int, int, int, int]]:
    """Days without a year are of the newest year, but for December on a page of January."""
    months = {month for y, month, _, _ in days if y in {None, year}}
    turn = bool(months & {1, 2}) and bool(months & {11, 12}) and not months & {4, 5, 6, 7, 8}
    for y, month, day, line in days:
        yield (y or (year - 1 if turn and month >= 11 else year)), month, day, line


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
