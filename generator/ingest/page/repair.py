"""Torn paragraphs joined to what goes on with them, and characters lost at a seam; moves and removes nothing.

A join needs an open tail and a head that is no plausible opener; weak evidence leaves the text as printed.
"""

from collections.abc import Sequence

from generator.errors import message
from generator.ingest.page.lost import lost_character
from generator.ingest.page.seams import Known, is_open
from generator.ingest.page.strips import Strip, insert, join
from generator.model import Insertion

JOIN = -3.6  # least odds of a join behind an open tail
JOIN_LISTED = 0.5  # the same where both may be lines of a list
LISTED = 30  # characters of a line of a list
TAIL = 400  # characters of a paragraph that a seam looks at
SHORT = 14  # two open lines shorter than this are a list or a poem


def join_torn(paragraphs: Sequence[Strip], known: Known, page: str) -> tuple[tuple[Strip, ...], tuple[Insertion, ...]]:
    """Join each paragraph with an open tail to the next where that goes on with it."""
    groups: list[list[Strip]] = []
    inserted: list[Insertion] = []
    above = ""  # what the last group says so far, as far as a seam looks back
    for strip in paragraphs:
        if not groups or not belongs(above, strip, known):
            groups.append([strip])
            above = strip.text[-TAIL:]
            continue
        lost = lost_character(above, strip.text, known.lexicon, page)
        above = (above + strip.text)[-TAIL:]
        if lost:
            mark, insertion = insert(strip, lost, message("evidence-seam", "zh"))
            groups[-1].append(mark)
            inserted.append(insertion)
        groups[-1].append(strip)
    return tuple(join(group) if len(group) > 1 else group[0] for group in groups), tuple(inserted)


def belongs(left: str, strip: Strip, known: Known) -> bool:
    """Whether a paragraph goes on with the one before it.

    >>> belongs("今年以来全区群众文化生活更加丰富多彩，该区累", Strip("计接种805585剂次。", ()), Known({"累计"}))
    True
    """
    right = strip.text
    if not is_open(left) or (len(left) < SHORT and len(right) < 2 * SHORT):
        return False
    listed = len(left) < LISTED and len(right) < LISTED and is_open(right) and "。" not in left + right
    return known.fits(left, strip) >= (JOIN_LISTED if listed else JOIN)
