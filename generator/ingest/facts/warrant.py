"""Tells what is proof for a misread township or village, whose tables are never complete; weighs nothing."""

import re

from generator.gazetteer import Place
from generator.gazetteer.matching import Span
from generator.ingest.facts.lookalikes import trunk
from generator.ingest.facts.wording import lookalikes

BRIEF_STEM = 2  # characters of a township's name, one of them misread: as many pairs are two townships
# Characters that tell one place from its neighbour: 路东区 is no misread 路北区, 小塘埠镇 none of 大塘埠镇.
SERIES = ("东西南北中", "上中下", "大小", "前后", "左右", "内外", "新老旧古", "一二三四五六七八九十")
SENTENCE_END = re.compile(r"[。！？!?；;\n]")
# A sentence about names themselves: 寻邬县改为寻乌县, 大余县旧称大庾县, 民国时的全县
ABOUT_NAMES = re.compile(
    r"[古旧原曾又亦俗别简]称|[古旧原曾又别俗]名(?![单叫])|老地名|改[名称]|更名|[区县市镇乡道村]改[为设]|[俗误]写|写作|"
    r"[区县市府州]志|旧治|民国"
)


def is_one_of_many(place: Place) -> bool:
    """Whether a place is a township or village of two characters: no table has all of other years.

    Of the pairs of one county's townships that differ in one character, three in a thousand look alike.
    """
    return (place.level in ("township", "village") or place.is_town) and len(trunk(place.name)) <= BRIEF_STEM


def is_proven(printed: str, place: Place, touching: Span | None) -> bool:
    """Whether its own county stands right before a word and the misread character looks like the right one."""
    return is_alike(printed, place.name) and touching is not None and is_parent(touching, place)


def is_alike(printed: str, name: str) -> bool:
    """Whether each character that differs looks like the right one: 颖上县 and 颍上县."""
    pairs = [(han, right) for han, right in zip(printed, name, strict=False) if han != right]
    return all(right in lookalikes().get(han, "") or han in lookalikes().get(right, "") for han, right in pairs)


def is_parent(span: Span, place: Place) -> bool:
    """Whether a name is that of what a place lies in; of a district that is the city or what the city lies in."""
    if span.kind == "city":
        return True
    return any({one.code, one.district} & {place.within, place.district} - {None} for one in span.places)


def is_elsewhere(span: Span, place: Place) -> bool:
    """Whether the name right before a place is that of a county or township it does not lie in."""
    ranks = ("district", "township", "village")
    higher = ranks[: ranks.index(place.level)] if place.level in ranks else ()
    return bool(span.places) and all(one.level in higher for one in span.places) and not is_parent(span, place)


def is_neighbour(printed: str, name: str) -> bool:
    """Whether what differs is which of several neighbours is meant, so that the print may be right.

    >>> is_neighbour("路东区", "路北区"), is_neighbour("涪口区", "渌口区")
    (True, False)
    """
    pairs = [{han, right} for han, right in zip(printed, name, strict=False) if han != right]
    return any(pair <= set(row) for pair in pairs for row in SERIES)


def is_about_names(text: str, start: int) -> bool:
    """Whether the sentence of a word tells how places were called or are written: both forms are meant as printed."""
    begin = max((match.end() for match in SENTENCE_END.finditer(text, 0, start)), default=0)
    end = SENTENCE_END.search(text, start)
    return ABOUT_NAMES.search(text, begin, end.start() if end else len(text)) is not None
