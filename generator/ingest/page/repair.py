"""Torn paragraphs joined to what goes on with them, and characters lost at a seam; moves and removes nothing.

A join needs an open tail and a head that is no plausible opener; weak evidence leaves the text as printed.
"""

from collections import Counter
from collections.abc import Container, Sequence

from generator.errors import message
from generator.ingest.page.seams import crossing, fit, is_open
from generator.ingest.page.strips import Strip, insert, join
from generator.model import Insertion

JOIN = -3.6  # least odds of a join behind an open tail
JOIN_LISTED = 0.5  # the same where both may be lines of a list
LISTED = 30  # characters of a line of a list
OFTEN = 6  # times a page prints a word before its lost half is put back
NUMERALS = frozenset("一二三四五六七八九十百千万亿两几多")
TAIL = 400  # characters of a paragraph that a seam looks at
SHORT = 14  # two open lines shorter than this are a list or a poem


def join_torn(
    paragraphs: Sequence[Strip], lexicon: Container[str], page: str
) -> tuple[tuple[Strip, ...], tuple[Insertion, ...]]:
    """Join each paragraph with an open tail to the next where that goes on with it."""
    groups: list[list[Strip]] = []
    inserted: list[Insertion] = []
    above = ""  # what the last group says so far, as far as a seam looks back
    for strip in paragraphs:
        if not groups or not belongs(above, strip.text, lexicon):
            groups.append([strip])
            above = strip.text[-TAIL:]
            continue
        lost = lost_character(above, strip.text, lexicon, page)
        above = (above + strip.text)[-TAIL:]
        if lost:
            mark, insertion = insert(strip, lost, message("evidence-seam", "zh"))
            groups[-1].append(mark)
            inserted.append(insertion)
        groups[-1].append(strip)
    return tuple(join(group) if len(group) > 1 else group[0] for group in groups), tuple(inserted)


def belongs(left: str, right: str, lexicon: Container[str]) -> bool:
    """Whether a paragraph goes on with the one before it.

    >>> belongs("今年以来全区群众文化生活更加丰富多彩，该区累", "计接种805585剂次。", {"累计"})
    True
    """
    if not is_open(left) or (len(left) < SHORT and len(right) < 2 * SHORT):
        return False
    listed = len(left) < LISTED and len(right) < LISTED and is_open(right) and "。" not in left + right
    return fit(left, right, lexicon) >= (JOIN_LISTED if listed else JOIN)


def lost_character(left: str, right: str, lexicon: Container[str], page: str) -> str:
    """The one character that the print lost between two halves, or an empty string.

    It is only named where the tail is no word by itself, no word spans the seam, and the page prints one word
    that begins with the tail clearly more often than any other.
    """
    tail = left[-1]
    if not "\u3400" <= tail <= "\u9fff" or not "\u3400" <= right[0] <= "\u9fff" or crossing(left, right, lexicon) > 0.1:
        return ""
    if left[-2:] in lexicon or left[-3:] in lexicon or right[:2] not in lexicon:
        return ""
    if tail in NUMERALS:
        return ""
    followers, alone = _followers(tail, lexicon, page)
    if not followers or alone > 1 + sum(followers.values()) // 8:
        return ""
    # 科技创新 elsewhere on the page says more than any count
    again = {char for char in followers if left[-2:] + char in page}
    ranked = followers.most_common(2)
    clear = (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]) and ranked[0][1] >= OFTEN
    lost = again.pop() if len(again) == 1 and len(left) > 1 else ranked[0][0] if clear else ""
    return "" if _begins_a_line(lost, page) else lost


def _begins_a_line(char: str, page: str) -> bool:
    """Whether the other half stands somewhere on the page after all: then nothing was lost."""
    return not char or page.startswith(char) or f"\n{char}" in page or f"\u3000{char}" in page


def _followers(tail: str, lexicon: Container[str], page: str) -> tuple[Counter[str], int]:
    """What follows a character in words of the page, and how often it stands in no word."""
    followers: Counter[str] = Counter()
    alone = 0
    at = page.find(tail)
    while at >= 0:
        word = page[at : at + 2]
        if len(word) == 2 and word in lexicon:
            followers[word[1]] += 1
        elif at and page[at - 1 : at + 1] not in lexicon:
            alone += 1
        at = page.find(tail, at + 1)
    return followers, alone
