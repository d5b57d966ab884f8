"""The day an article tells of, if it tells one; resolves no 近日 and invents no year.

Only the opening counts: days further down are history or plans. A day without a year is the latest one that is not
after the day of the issue, but for one that comes shortly after it: that is still to come.
"""

import datetime
import re

from generator.ingest.page.dating import DAY, FUTURE
from generator.model import Clipping

OPENING = 2  # paragraphs
SOON = 31  # days behind the issue within which a day without a year is one to come
UNTIL = re.compile(r"(?:截[至止]|到|至|自|从)$")  # 截至11月23日: the end of a count, no day of an event
CLAUSE = re.compile(r"[^。!?！？;；]*")


def event_date(clipping: Clipping, issue_date: str | None) -> str | None:
    """ISO day of the event, from the opening paragraphs or else the dateline; None if neither tells.

    >>> from generator.model import Block
    >>> event_date(Clipping("标题", body=(Block("paragraph", "11月23日,培训班开班。"),)), "2021-11-25")
    '2021-11-23'
    """
    opening = [block.text for block in clipping.body if block.type == "paragraph"][:OPENING]
    for text in (*opening, clipping.dateline or ""):
        for match in DAY.finditer(text):
            if is_event(text, match) and (day := _resolve(text, match, issue_date)):
                return day
    return None


def is_event(text: str, match: re.Match[str]) -> bool:
    """Whether the day that was found is one on which something happened."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。!?！？;；") + 1
    clause = CLAUSE.match(text, start)
    return not UNTIL.search(text[start : match.start()]) and not (clause and FUTURE.search(clause[0]))


def _resolve(text: str, match: re.Match[str], issue_date: str | None) -> str | None:
    """The day that was found, of its own year or of the newest that is over; None for one that comes soon."""
    latest = datetime.date.fromisoformat(issue_date) if issue_date else None
    if match["y"]:
        years = [int(match["y"])]
    elif latest:
        last = text.endswith(("去年", "上年"), 0, match.start())
        if not last and any(_comes_soon(match, year, latest) for year in (latest.year, latest.year + 1)):
            return None
        years = [latest.year - 1] if last else [latest.year, latest.year - 1]
    else:
        return None
    for year in years:
        try:
            day = datetime.date(year, int(match["m"]), int(match["d"]))
        except ValueError:
            continue
        if latest is None or day <= latest:
            return day.isoformat()
    return None


def _comes_soon(match: re.Match[str], year: int, latest: datetime.date) -> bool:
    """Whether a day without a year lies shortly behind the day of the issue: 12月3日 in a paper of 25 November."""
    try:
        day = datetime.date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        return False
    return 0 < (day - latest).days <= SOON
