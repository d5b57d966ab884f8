"""Sentences of torn paragraphs as units that a column can begin or end with; it assigns none of them."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.ingest.page.seams import Known, is_open
from generator.ingest.page.similarity import pairs
from generator.ingest.page.strips import Strip, cut

# the end of a sentence inside a paragraph: 还路于民。|提供坚实保障。
SENTENCE_END = re.compile(r"[。！？!?][”’」）)]*(?=[^”’」）)])", re.DOTALL)


ILL = 0.8  # odds of two lines going together above which no column is looked for between them


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


def units_of(paragraphs: Sequence[Strip], known: Known | None = None) -> list[Unit]:
    """The sentences of paragraphs; with `known`, those parts of them that may be put together of two columns' lines.

    >>> [unit.text for unit in units_of([Strip("拆除，还路于民。提供保障。", ())])]
    ['拆除，还路于民。', '提供保障。']
    """
    found: list[Unit] = []
    dense = _dense(paragraphs)
    for number, strip in enumerate(paragraphs):
        ends = {*(match.end() for match in SENTENCE_END.finditer(strip.text)), len(strip.text)}
        if known is not None and dense:
            ends.update(_ill_fitting(strip, known))
        start = 0
        for end in sorted(ends):
            text = strip.text[start:end]
            if text.strip():
                found.append(Unit(strip, number, start, end, text, pairs(text)))
                start = end
    return found


def _dense(paragraphs: Sequence[Strip]) -> bool:
    """Whether no blank lines divide the paragraphs."""
    pairs = [(one, two) for one, two in itertools.pairwise(paragraphs) if one.spans and two.spans]
    return 2 * sum(two.line == one.pieces[-1].line + 1 for one, two in pairs) > len(pairs)


def _ill_fitting(strip: Strip, known: Known) -> Iterator[int]:
    """The ends of lines within a sentence behind which the next line does not fit well: a column may have ended there.

    Where lines were put together nothing tells the end of a column from that of any full line.
    """
    for offset, _ in strip.spans[1:]:
        left, right = strip.text[:offset], Strip(strip.text[offset:], ())
        if is_open(left) and known.fits(left, right) < ILL:
            yield offset


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
