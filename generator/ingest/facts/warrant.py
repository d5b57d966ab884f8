"""Tells what is proof for a misread township or village, whose tables are never complete; weighs nothing."""

from generator.gazetteer import Place
from generator.gazetteer.matching import Span
from generator.ingest.facts.lookalikes import trunk
from generator.ingest.facts.wording import lookalikes

BRIEF_STEM = 2  # characters of a township's name, one of them misread: as many pairs are two townships


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
