"""Names of ours that an article has bound to a place elsewhere: 普陀区 once it has printed 舟山市普陀区; weighs nothing."""

from collections.abc import Sequence
from itertools import pairwise

from generator.gazetteer import Gazetteer
from generator.gazetteer.divisions import stem
from generator.gazetteer.matching import Span

JOINTS = ("", "的", "·")  # between a city and its district


def without_bound(
    texts: Sequence[str], spans: Sequence[Sequence[Span]], gazetteer: Gazetteer
) -> tuple[tuple[Span, ...], ...]:
    """The names of an article, headline first, without those that mean a place elsewhere that it has named before.

    In the headline, which is read first and written last, short forms go by the whole article. A name that stands
    right behind our city or its own county is ours, and one the article prints so anywhere is never bound.
    """
    ours = frozenset(code for text, names in zip(texts, spans, strict=True) for code in _claimed(text, names))
    bound: frozenset[str] = frozenset()
    kept: list[tuple[Span, ...]] = []
    for text, names in zip(texts, spans, strict=True):
        found = []
        for at, span in enumerate(names):
            before = names[at - 1] if at else None
            binds = _binds(before, span, text, gazetteer) - ours
            is_bound = span.kind in ("full", "short") and len(span.places) == 1 and span.places[0].code in bound
            if not is_bound or binds:
                found.append(span)
            bound |= binds
        kept.append(tuple(found))
    headline = tuple(
        span
        for span in kept[0]
        if span.kind != "short" or span.places[0].code not in bound or _follows(span, kept[0], texts[0])
    )
    return (headline, *kept[1:])


def _follows(span: Span, names: Sequence[Span], text: str) -> bool:
    """Whether a foreign name stands right before this one and says itself whose it is."""
    return any(one.kind == "away" and text[one.end : span.start] in JOINTS for one in names if one.end <= span.start)


def _claimed(text: str, names: Sequence[Span]) -> frozenset[str]:
    """Codes of the places that stand right behind our city or behind what they lie in."""
    found: set[str | None] = set()
    for before, span in pairwise(names):
        above = {place.code for place in before.places}
        if text[before.end : span.start] in JOINTS:
            found |= {p.code for p in span.places if before.kind == "city" or above & {p.within, p.district}}
    return frozenset(code for code in found if code)


def _binds(before: Span | None, span: Span, text: str, gazetteer: Gazetteer) -> frozenset[str]:
    """Codes of our places whose names mean one elsewhere from here on: 舟山市|普陀区, or 长宁县 for 长宁."""
    if span.kind == "away":
        namesake = gazetteer.short.get(stem(span.text))
        is_county = namesake is not None and stem(span.text) != span.text and span.text not in gazetteer.full
        return frozenset([namesake.code]) if namesake and namesake.code and is_county else frozenset()
    is_behind = before is not None and before.kind == "away" and text[before.end : span.start] in JOINTS
    if is_behind and span.kind in ("full", "short") and len(span.places) == 1 and span.places[0].code:
        return frozenset([span.places[0].code])
    return frozenset()
