"""Printed lines to paragraphs: hard-wrapped lines are put together, blank lines and indents divide; torn
paragraphs are not mended here.

A line is *full* when its width is that of the column it stands in, which is read from its neighbours: a page may
have columns of several widths, or one paragraph on each line and no blank lines at all.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from generator.ingest.seams import NEVER_FIRST, OPENER, is_open
from generator.ingest.strips import Row, Strip, join, strip_of

WINDOW = 6  # rows to each side that tell a column's width
SLACK = 3  # display cells a full line may fall short: a mark that may not begin a line is pulled down
MAX_COLUMN = 110  # cells; longer lines are whole paragraphs that happen to be of one length
MIN_COLUMN = 16  # cells; narrower lines are lists and poems
SLOT = 3  # blank lines that stand for a lost picture


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
    widths = [width(row.text) + row.indent for row in rows]
    columns = [_column(widths, at) for at in range(len(rows))]
    indents = _uses_indents(rows)
    groups: list[list[Row]] = []
    for at, row in enumerate(rows):
        if at and row.gap == 0 and _goes_on(rows[at - 1], row, widths[at - 1], columns[at - 1], indents):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [Paragraph(join([strip_of(row) for row in group]), group[0].gap, group[0].indent) for group in groups]


def width(text: str) -> int:
    """Display cells: two for a Han character or a full-width mark."""
    if text.isascii():
        return len(text)
    return sum(1 if char.isascii() or unicodedata.east_asian_width(char) in "NH" else 2 for char in text)


def _column(widths: Sequence[int], at: int) -> int:
    """The width of the column around a row: the widest width that three rows near it share, or 0."""
    near = sorted((w for w in widths[max(0, at - WINDOW) : at + WINDOW + 1] if w <= MAX_COLUMN), reverse=True)
    for first, third in zip(near, near[2:], strict=False):
        if first - third <= SLACK:
            return first if MIN_COLUMN <= first <= MAX_COLUMN else 0
    return 0


def _uses_indents(rows: Sequence[Row]) -> bool:
    inner = [row for row in rows if row.gap == 0]
    indented = sum(row.indent >= 2 for row in inner)
    return bool(inner) and 0.04 <= indented / len(inner) <= 0.8


def _goes_on(above: Row, row: Row, cells: int, column: int, indents: bool) -> bool:
    if not column or (indents and row.indent > above.indent) or cells > column + SLACK:
        return False
    if NEVER_FIRST.match(row.text) and not row.text.startswith("—") and cells >= column - 6:
        return is_open(above.text) or row.text[0] in "”’）)》"
    first = width(row.text[: _token(row.text)])
    if cells + first < column - SLACK + 2:
        return False
    if is_open(above.text) or indents:
        return True
    return cells >= column - 1 and not OPENER.match(row.text)


def _token(text: str) -> int:
    """How many characters at the head of a row may not be divided: a number or a Latin word, else one."""
    size = 1
    while size < len(text) and text[size].isascii() and text[size].isalnum() and text[size - 1].isascii():
        size += 1
    return size
