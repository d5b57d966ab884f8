"""What is no page: a list of more short lines than any paper prints. It is kept as it stands, without any reading.

To weigh each of two hundred thousand lines as a headline takes a minute and finds nothing.
"""

import re
from collections.abc import Sequence

from generator.ingest.page.strips import Row, strip_of
from generator.model import Block, Clipping, Head

MOST = 20_000  # lines of a text that is read; the longest pages have some 1,500
PROSE = 0.05  # least share of lines with a mark of prose
MARK = re.compile(r"[，。,；;！!？?]")


def is_heap(rows: Sequence[Row]) -> bool:
    """Whether a text is a heap of lines without sentences.

    >>> is_heap([Row(1, "张伟", 0, 0, 0)] * 30_000), is_heap([Row(1, "今年，全镇植树两万株。", 0, 0, 0)] * 30_000)
    (True, False)
    """
    return len(rows) > MOST and sum(MARK.search(row.text) is not None for row in rows) < PROSE * len(rows)


def as_printed(rows: Sequence[Row]) -> Clipping:
    """One article, named by its first line, of a paragraph for each further line."""
    first, *others = map(strip_of, rows)
    body = tuple(Block("paragraph", strip.text, strip.pieces) for strip in others)
    return Clipping(first.text[:60], head=(Head("headline", first.text, first.pieces),), body=body)
