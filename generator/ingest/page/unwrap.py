"""Printed lines to paragraphs: hard-wrapped lines are put together, blank lines and indents divide; torn
paragraphs are not mended here.

A line is *full* when its width is that of the column it stands in, which is read from its neighbours: a page may
have columns of several widths, or one paragraph on each line and no blank lines at all.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from generator.ingest.page.bylines import own_line
from generator.ingest.page.endings import closing
from generator.ingest.page.seams import DETAIL, NEVER_FIRST, OPENER, closes_unopened, is_open, unclosed
from generator.ingest.page.strips import Row, Strip, join, strip_of

PROSE, FEW = 30, 4  # characters of a paragraph that tells whether a page indents, and how many of them do
INDENTED, NEAR = 0.6, 2  # share of them that are indented, on the page and among so many to each side
CELL = 2  # display cells of the least indent
WINDOW = 6  # rows to each side that tell a column's width
PROSE_MARK = re.compile(r"[，。,；;]")
FRESH = re.compile(rf"——|[□■●◎◇◆▲▼△▽【]|(?:文|图)[/／]|{DETAIL}")  # what begins on a new line
# 2 机器换人, 三、去哪里: a heading that stands in a series fills no line, however wide the column is
NUMBERED = re.compile(
    r"(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})(?P<mark>[.．、]|\s{1,3})\s*[^0-9０-９.．%％年月日、].{1,28}"
)
HAN_NUMBERS = "一二三四五六七八九十"
NO_HEADING = "，。、；：,;:"
TITLE = 34  # characters of a headline on one row
TWO_CLAUSES = re.compile(r"[^\s，。、；：,;:（()）!！?？]{3,}[ \u3000]{1,2}[^\s，。、；：,;:（()）]{3,}")
HANGING = "，。、；：！？”’）》】,.;:!?)…"  # marks that are set beyond the edge rather than at the head of a line
SLOT = 3  # blank lines that stand for a lost picture


class Limits(NamedTuple):
    """Least and greatest width of a column, and how much a full line may fall short of it.

    Narrower lines are lists and poems, longer ones whole paragraphs that happen to be of one length. A mark that
    may not begin a line is drawn up or pulled down, so that full lines differ.
    """

    least: int
    most: int
    slack: int


CELLS = Limits(16, 110, 3)
CHARACTERS = Limits(8, 55, 2)


class Paragraph(NamedTuple):
    """A paragraph as printed: `gap` blank lines above it; `slot` if they may stand for a lost picture."""

    strip: Strip
    gap: int
    indent: int

    @property
    def text(self) -> str:
        """Its text."""
        return self.strip.text

    @property
    def slot(self) -> bool:
        """Whether a picture may have stood above it."""
        return self.gap >= SLOT


def paragraphs(rows: Sequence[Row]) -> list[Paragraph]:
    """Put the rows of a page together to paragraphs.

    >>> lines = ["　　近年来，芦淞区始终坚持把服饰产业", "作为立区之本，持续推进放管服改革，打", "出一系列组合拳，服饰产业的营商环境，", "明显改善。", "　　今年以来，又有新的进展。"]
    >>> made = [Row(n, t.strip(), len(t) - len(t.strip()), 0, 4 * (t[0] == "　")) for n, t in enumerate(lines, 1)]
    >>> [p.text for p in paragraphs(made)]
    ['近年来，芦淞区始终坚持把服饰产业作为立区之本，持续推进放管服改革，打出一系列组合拳，服饰产业的营商环境，明显改善。', '今年以来，又有新的进展。']
    """
    torn = [is_open(row.text) for row in rows]
    measures = (_Measure(rows, torn, width, CELLS), _Measure(rows, torn, len, CHARACTERS))
    indents, gapped = _uses_indents(rows), _uses_gaps(rows)
    headings = _headings(rows)
    alone = [at in headings or _signed(row.text) or _two_clauses(row.text) for at, row in enumerate(rows)]
    groups: list[list[Row]] = []
    for at, row in enumerate(rows):
        apart = at == 0 or row.gap > 0 or alone[at - 1] or alone[at] or FRESH.match(row.text)
        if not apart and any(_goes_on(measure, at, rows, indents, gapped) for measure in measures):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [Paragraph(join([strip_of(row) for row in group]), group[0].gap, group[0].indent) for group in groups]


def indents(paragraphs: Sequence[Paragraph]) -> dict[tuple[int, int], bool]:
    """For the place of each paragraph whether it is indented, where those around it are; empty on other pages.

    What a column begins with is not indented when it goes on with a torn paragraph. A page may be put together of
    articles that indent and others that do not.
    """
    prose = [at for at, paragraph in enumerate(paragraphs) if len(paragraph.text) >= PROSE]
    indented = [paragraphs[at].indent >= CELL for at in prose]
    if len(prose) < FEW or sum(indented) < INDENTED * len(prose):
        return {}
    found: dict[tuple[int, int], bool] = {}
    for at, paragraph in enumerate(paragraphs):
        before, behind = bisect_left(prose, at), bisect_right(prose, at)
        near = indented[max(0, before - NEAR) : before] + indented[behind : behind + NEAR]
        if sum(near) >= INDENTED * len(near):
            found[paragraph.strip.place] = paragraph.indent >= CELL
    return found


def width(text: str) -> int:
    """Display cells: one for an ASCII character, two for all others.

    >>> width("共2万元")
    7
    """
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


class Length(NamedTuple):
    """How long a row is in one measure, its indent included; `inner` without the marks that may hang over its end."""

    whole: int
    inner: int
    torn: bool
    prose: bool


class _Measure:
    """The length of each row in one measure, and the width of the column around it."""

    def __init__(
        self, rows: Sequence[Row], torn: Sequence[bool], measure: Callable[[str], int], limits: Limits
    ) -> None:
        self.measure, self.limits = measure, limits
        self.rows = [
            Length(
                self._of(row, row.text),
                self._of(row, row.text.rstrip(HANGING)),
                is_torn,
                PROSE_MARK.search(row.text) is not None,
            )
            for row, is_torn in zip(rows, torn, strict=True)
        ]

    def _of(self, row: Row, text: str) -> int:
        return self.measure(text) + row.indent * self.measure("\u3000") // 2

    def column(self, at: int) -> int:
        """The widest width that three rows near this one share, most of them without an end, or 0.

        Headlines and kickers below one another are no column, however alike they are in length.
        """
        least, most, slack = self.limits
        near = self.rows[max(0, at - WINDOW) : at + WINDOW + 1]
        rows = sorted([row for row in near if row.whole <= most], key=lambda row: -row.inner)
        for first, third in zip(rows, rows[2:], strict=False):
            if first.inner < least:
                return 0
            if first.inner - third.inner <= slack:
                full = [row for row in rows if 0 <= first.inner - row.inner <= slack]
                if len(full) <= 2 * (len(near) - len(rows)):  # whole paragraphs stand around
                    return 0
                is_prose = any(row.prose for row in full)
                return first.inner if is_prose and 2 * sum(row.torn for row in full) >= len(full) else 0
        return 0


def _uses_indents(rows: Sequence[Row]) -> bool:
    inner = [row for row in rows if row.gap == 0]
    indented = sum(row.indent >= 2 for row in inner)
    return bool(inner) and 0.04 <= indented / len(inner) <= 0.8


def _uses_gaps(rows: Sequence[Row]) -> bool:
    """Whether blank lines divide the paragraphs, so that lines without one between belong together."""
    return sum(row.gap > 0 for row in rows) >= 0.12 * len(rows)


def _goes_on(measure: _Measure, at: int, rows: Sequence[Row], indents: bool, gapped: bool) -> bool:
    """Whether row `at` goes on with the paragraph of the row above it."""
    above, row = rows[at - 1], rows[at]
    (length, _, torn, _), column = measure.rows[at - 1], measure.column(at - 1)
    slack = measure.limits.slack
    last = at + 1 if not torn and at + 1 < len(rows) and rows[at + 1].gap == 0 else at
    too_wide = max(row.whole for row in measure.rows[at - 1 : last + 1]) > column + slack
    if not column or too_wide or (indents and row.indent > above.indent):
        return False
    if not gapped and _stands_alone(measure, at, rows, column):
        return False
    if NEVER_FIRST.match(row.text) and not row.text.startswith("—") and length >= column - 2 * slack:
        return torn or row.text[0] in "”’）)》"
    first = measure.measure(row.text[: _token(row.text)])
    full = length + first >= column - slack + 2
    if torn or indents or gapped:
        return full
    return full and length >= column - 1 and not OPENER.match(row.text)


def _stands_alone(measure: _Measure, at: int, rows: Sequence[Row], column: int) -> bool:
    """Whether a row neither fills its column nor ends a sentence: such a one is no line of a paragraph."""
    here = measure.rows[at]
    if not here.torn or closing(rows[at - 1].text + rows[at].text):  # 。本报记者 张伟 通 / 讯员 李丽
        return False
    below = rows[at + 1] if at + 1 < len(rows) else None
    first = measure.measure(below.text[: _token(below.text)]) if below is not None else 0
    return here.whole + first < column - measure.limits.slack + 2


def _headings(rows: Sequence[Row]) -> set[int]:
    """The rows that are numbered headings: short, without an end, one after another in one make."""
    found: set[int] = set()
    last: dict[str, tuple[int, int]] = {}
    for at, row in enumerate(rows):
        match = NUMBERED.fullmatch(row.text)
        if match is None or row.text[-1] in NO_HEADING:
            continue
        make, number = match["mark"].strip() + str(match["number"].isdigit()), _number(match["number"])
        above, before = last.get(make, (at, 0))
        if number == before + 1 and before:
            found |= {above, at}
        last[make] = (at, number)
    return found


def _number(text: str) -> int:
    return int(text) if text.isdigit() else HAN_NUMBERS.find(text[-1]) + 1 + 10 * (len(text) > 1)


def _signed(text: str) -> bool:
    found = own_line(text)
    torn = unclosed(text) or closes_unopened(text)  # 新华社衡阳1月22日电(记者冯 / 刚)厚植沃土
    return found is not None and found.strength > 0.8 and not torn


def _two_clauses(text: str) -> bool:
    """Whether a row is a headline by the blank in it: prose is set without blanks."""
    return len(text) <= TITLE and TWO_CLAUSES.fullmatch(text) is not None


def _token(text: str) -> int:
    """How many characters at the head of a row may not be divided: a number or a Latin word, else one."""
    size = 1
    while size < len(text) and text[size].isascii() and text[size].isalnum() and text[size - 1].isascii():
        size += 1
    return size
