"""Sentences of torn paragraphs as units that a column can begin or end with; it assigns none of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.ingest.page.similarity import pairs
from generator.ingest.page.strips import Strip, cut

# the end of a sentence inside a paragraph: 还路于民。|提供坚实保障。
SENTENCE_END = re.compile(r"[。！？!?][”’」）)]*(?=[^”’」）)])", re.DOTALL)


class Unit(NamedTuple):
    """Characters `start`..`end` of paragraph number `paragraph`; `begins` if it is the paragraph's first."""

    source: Strip
    paragraph: int
    start: int
    end: int
    text: str
    pairs: frozenset[str]

    @property
    def strip(self) -> Strip:
        """Itself as a strip; its line is that of its paragraph only where it begins one."""
        return Strip(self.text, self.source.spans if self.begins else ())

    @property
    def ends(self) -> bool:
        """Whether a printed paragraph ends here."""
        return self.end == len(self.source.text)

    @property
    def begins(self) -> bool:
        """Whether a printed paragraph begins here."""
        return self.start == 0


def units_of(paragraphs: Sequence[Strip]) -> list[Unit]:
    """The sentences of paragraphs.

    >>> [unit.text for unit in units_of([Strip("拆除，还路于民。提供保障。", ())])]
    ['拆除，还路于民。', '提供保障。']
    """
    found: list[Unit] = []
    for number, strip in enumerate(paragraphs):
        ends = [*(match.end() for match in SENTENCE_END.finditer(strip.text)), len(strip.text)]
        start = 0
        for end in ends:
            text = strip.text[start:end]
            if text.strip():
                found.append(Unit(strip, number, start, end, text, pairs(text)))
                start = end
    return found


def merged(units: Sequence[Unit]) -> list[Strip]:
    """The strips that consecutive units make; units of one paragraph stay together."""
    strips: list[Strip] = []
    at = 0
    while at < len(units):
        last = at
        while last + 1 < len(units) and units[last + 1].paragraph == units[at].paragraph:
            last += 1
        strips.append(cut(units[at].source, units[at].start, units[last].end))
        at = last + 1
    return strips
