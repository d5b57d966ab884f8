"""Which places vouch for a misread word: those its article names, perhaps names, and names nearby; weighs nothing."""

from collections.abc import Sequence

from generator.gazetteer import Gazetteer
from generator.gazetteer.divisions import stem
from generator.gazetteer.matching import Span
from generator.ingest.facts.slots import Slot


def districts_close(found: Sequence[Span], named: frozenset[str], gazetteer: Gazetteer) -> frozenset[str]:
    """The districts of a paragraph, or the only one that its article names."""
    here = {place.district for span in found if len(span.places) == 1 for place in span.places if place.district}
    there = [district.code for district in gazetteer.districts if district.code in named]
    return frozenset(here) | (frozenset(there) if len(there) == 1 else frozenset())


def named_in(
    article: int, slots: Sequence[Slot], spans: Sequence[Sequence[Span]], gazetteer: Gazetteer
) -> frozenset[str]:
    """Codes and names of the places that an article names rightly; the city's code if it names the city."""
    city = gazetteer.city
    found = (span for slot, names in zip(slots, spans, strict=True) if slot.article == article for span in names)
    known: set[str] = set()
    for span in found:
        if span.kind == "city" and span.text in (city.name, stem(city.name)):
            known.update((city.code, city.name))
        known.update(place.name for place in span.places)
        if len(span.places) == 1:
            place = span.places[0]
            known.update(filter(None, (place.code, place.within, place.district)))
    return frozenset(known)


def hinted_in(article: int, slots: Sequence[Slot], spans: Sequence[Sequence[Span]]) -> frozenset[str]:
    """Codes of the districts of each township that an article names and that several districts have: 走马镇."""
    found = (span for slot, names in zip(slots, spans, strict=True) if slot.article == article for span in names)
    places = (place for span in found if len(span.places) > 1 for place in span.places)
    return frozenset(place.district for place in places if place.district and place.level == "township")
