"""Jumps from print page to print page: (下转A3版), 上接第一版. Which text is one, what it says, whose it is.

A jump is furniture and stands in no article's body. What it joins lies on another print page, in another source, so
here an article only learns the page it goes on upon and the page it comes from.
"""

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from generator.content.jumps import KIND, LETTERS, page_number
from generator.ingest.page.ledger import pieces_of
from generator.ingest.page.strips import Row
from generator.model import Clipping, Furniture

NUMBER = r"(?:[A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3}|头)"
WORD = r"(?:紧?下转|紧?上接|紧接|接自|转自|转|接)"
MARK = r"(?:[▶►➤→★●■◆▲]\s*)"
# (下转A3版) ; ▶上接第一版《题目》 ; 转3版 ; 详见第5版
LINE = re.compile(
    rf"[(（【\[]?\s*{MARK}?(?:{WORD}|详见|相关报道见|更多(?:报道|内容)见)\s*(?:本报|今日)?"
    rf"(?:第?\s*{NUMBER}\s*[版页]|[A-Z]\d{{1,2}})[^，,。《]{{0,6}}(?:《[^《》]{{1,40}}》)?[)）】\]]?[。]?\s*[→▶►➤]?"
)
BRACKETED = re.compile(
    r"[(（](?:本报)?[^()（）。]{0,12}(?:下转|上接|紧接|转自|接自)[^()（）。]{1,12}版?(?:《[^《》]{1,40}》)?[)）]"
)
TAIL = re.compile(
    rf"\s*[(（【\[]\s*{MARK}?(?:紧?下转|紧接|转)\s*[^()（）。，]{{1,14}}[)）】\]]$|\s*[▶►➤→]\s*(?:紧?下转|紧接|转)\S{{1,10}}版$"
    rf"|(?<=[^\s])\s+(?:紧?下转|紧接)第?\s*{NUMBER}\s*版$|(?<=[。！？”])\s*(?:紧?下转|转)第?\s*{NUMBER}\s*版$"
)
HEAD = re.compile(
    rf"[(（【\[]\s*{MARK}?(?:紧?上接|紧接|接)\s*[^()（）。，]{{1,14}}[)）】\]]\s*|(?:{MARK}|(?=[紧上]))紧?上接第?\s*{NUMBER}\s*版\s+"
)
TAIL_REACH = 30  # characters at the end of a line within which a jump begins
SAYS = re.compile(rf"(?P<word>{WORD})\s*(?:本报|今日)?\s*第?\s*(?P<page>{NUMBER})\s*(?:[版页]|(?=[\s)）】\]《]|$))")

Way = Literal["on", "from"]


class Jump(NamedTuple):
    """Where an article goes on upon, or comes from: `page` is a number with its letters, without zeros (`A3`)."""

    line: int
    start: int
    way: Way
    page: str


class Bounds(NamedTuple):
    """Lines that no article runs across: those that go on from another page, those that are gone on with there."""

    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()


def is_jump(text: str) -> bool:
    """Whether a whole line is a jump or refers to another page.

    >>> is_jump("（下转A3版）"), is_jump("▶上接第一版《云田花木》"), is_jump("市民可转3路公交车。")
    (True, True, False)
    """
    return LINE.fullmatch(text) is not None or BRACKETED.fullmatch(text) is not None


def taken_off(row: Row) -> tuple[Row, list[Furniture]]:
    """A line of prose without the jumps at its head and its end, and these.

    >>> row, jumps = taken_off(Row(3, "（上接第1版）提供保障。（下转A3版）", 0, 0, 0))
    >>> row.text, row.start, [jump.text for jump in jumps]
    ('提供保障。', 7, ['（上接第1版）', '（下转A3版）'])
    """
    found: list[Furniture] = []
    text, start = row.text, row.start
    if head := HEAD.match(text):
        found.append(Furniture(row.number, head.group().rstrip(), "jump", start))
        text, start = text[head.end() :], start + head.end()
    reach = text[-TAIL_REACH:]
    if ("转" in reach or "紧接" in reach) and (tail := TAIL.search(reach)):
        at = len(text) - len(reach) + tail.start()
        jump = text[at:].lstrip()
        if at > 0:
            found.append(Furniture(row.number, jump, "jump", start + len(text) - len(jump)))
            text = text[:at]
    stripped = text.strip()
    if not found or not stripped:
        return row, []
    return row._replace(text=stripped, start=start + len(text) - len(text.lstrip())), found


def jumps_of(furniture: Iterable[Furniture], rows: Sequence[Row], page: str | None) -> list[Jump]:
    """The jumps among the furniture of a page, in order of print; `rows` is the text that is left, `page` its number.

    紧接 says both ways: it leads to the later page.
    """
    first = (rows[0].number, rows[0].start) if rows else (0, 0)
    found: list[Jump] = []
    for item in furniture:
        says = SAYS.search(item.text) if item.kind == "jump" else None
        if says is None or says["word"] == "转自":
            continue
        there = page_number(says["page"])
        forward = "转" in says["word"]
        if says["word"] == "紧接":
            forward = _is_later(there, page_number(page)) if page else (item.line, item.start) > first
        found.append(Jump(item.line, item.start, "on" if forward else "from", there))
    return sorted(found)


def _is_later(page: str, other: str) -> bool:
    one, two = LETTERS.fullmatch(page), LETTERS.fullmatch(other)
    return one is None or two is None or (one["letters"], int(one["digits"])) > (two["letters"], int(two["digits"]))


def bounds(jumps: Sequence[Jump], rows: Sequence[Row]) -> Bounds:
    """Between which lines the jumps of a page divide it."""
    places = [(row.number, row.start) for row in rows]
    first: set[int] = set()
    last: set[int] = set()
    for jump in jumps:
        below = bisect.bisect(places, (jump.line, jump.start))
        if jump.way == "from" and below < len(places):
            first.add(places[below][0])
        elif jump.way == "on" and below:
            last.add(places[below - 1][0])
    return Bounds(frozenset(first), frozenset(last))


def with_jumps(articles: Sequence[Clipping], jumps: Sequence[Jump]) -> tuple[Clipping, ...]:
    """The articles with the pages they go on upon and come from; one that only goes on has a kind of its own."""
    if not jumps:
        return tuple(articles)
    pieces = sorted((piece, at) for at, article in enumerate(articles) for piece in pieces_of(article))
    places = [(piece.line, piece.start) for piece, _ in pieces]
    on: dict[int, str] = {}
    came: dict[int, str] = {}
    for jump in jumps:
        below = bisect.bisect(places, (jump.line, jump.start))
        if jump.way == "from" and below < len(pieces):
            came.setdefault(pieces[below][1], jump.page)
        elif jump.way == "on" and below:
            on[pieces[below - 1][1]] = jump.page
    return tuple(_jumping(article, on.get(at), came.get(at)) for at, article in enumerate(articles))


def _jumping(article: Clipping, on: str | None, came: str | None) -> Clipping:
    if on is None and came is None:
        return article
    headless = came is not None and not any(head.part == "headline" for head in article.head)
    kind = KIND if headless else "news" if on and article.kind == "brief" else article.kind
    return msgspec.structs.replace(article, kind=kind, continued_on=on, continued_from=came)
