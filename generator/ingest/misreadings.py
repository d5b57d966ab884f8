"""Finds words that look like a misread name of the home city and weighs what speaks for each; changes no text."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.divisions import is_common, stem
from generator.errors import message
from generator.gazetteer import Gazetteer, Place
from generator.matching import HAN, NAME_END, Span
from generator.model import Piece

CERTAIN = 2.0  # points of evidence that allow a correction
WORTH_TELLING = 0.5
NEAR = 40  # characters within which a county or township decides between its children

# What an office puts after its district: 涪口区委, 涪口区人民法院, 涪口镇政府
OFFICE = re.compile(r"委|政府|人民|人大|政协|法院|检察|公安|纪委|教育局|城管|[一-鿿]{1,4}局|[一-鿿]{0,4}[村镇乡]|街道")
# What may stand before a name without being part of it; a digit or mark always may.
BEFORE = frozenset(
    "在到从向往与和及以至由对将把被为是的了、于赴去来进入往回离距近市区县镇乡村省州位住驻自沿经过给让令使向听到访"
)
# Suffixes that names of the tables share with common words: 山区, 农村.
PLAIN_STEM = re.compile(r"[各全本该新农山城每某多老大小东西南北中上下前后我这那两几一二三四五六七八九十]")


class Slot(Struct, frozen=True):
    """A text that may be corrected, and the article (with its sidebars) whose places vouch for it.

    `lead`: how many printed characters stand before it in its pieces, such as the —— of a deck.
    """

    article: int
    text: str
    pieces: tuple[Piece, ...]
    lead: int = 0


class Word(Struct, frozen=True):
    """A word of slot `slot` that is one character away from places of the city, and the name before it."""

    slot: int
    text: str
    start: int
    printed: str
    places: tuple[Place, ...]
    before: Span | None


class Sighting(Struct, frozen=True):
    """A suspicious word at one place, the names it may be, and the points of evidence with their reasons."""

    printed: str
    names: tuple[str, ...]
    slot: int
    start: int
    points: float
    reasons: tuple[str, ...]


class Verdict(Struct, frozen=True):
    """What is done about one printed form on the whole page."""

    printed: str
    names: tuple[str, ...]
    points: float
    reasons: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Whether the text may be changed."""
        return len(self.names) == 1 and self.points >= CERTAIN


def judge(slots: Sequence[Slot], spans: Sequence[Sequence[Span]], gazetteer: Gazetteer) -> Iterator[Verdict]:
    """One verdict for each printed form: its best evidence, more where it stands in several surroundings."""
    forms: dict[str, list[Sighting]] = {}
    for sighting in sightings(slots, spans, gazetteer):
        forms.setdefault(sighting.printed, []).append(sighting)
    for printed, group in forms.items():
        best = max(group, key=lambda sighting: (sighting.points, -sighting.slot, -sighting.start))
        lefts = {slots[item.slot].text[max(0, item.start - 1) : item.start] for item in group}
        rights = {slots[item.slot].text[item.start + len(printed) :][:1] for item in group}
        extra = 0.5 * min(3, len(lefts) - 1, len(rights) - 1)
        reasons = best.reasons
        if extra > 0:
            reasons = (*reasons, message("evidence-repeated", "zh", count=len(group)))
        names = tuple(dict.fromkeys(name for item in group for name in item.names))
        points = best.points + extra
        if points >= WORTH_TELLING:
            yield Verdict(printed, best.names if len(best.names) == 1 else names, points, reasons)


# ---- suspicious words --------------------------------------------------------------------------------


@functools.lru_cache(maxsize=8)
def blurred(gazetteer: Gazetteer) -> Mapping[str, tuple[Place, ...]]:
    """Each name of the city with one character of its stem blotted out (`?口区`) -> the places it may be."""
    table: dict[str, list[Place]] = {}
    for place in gazetteer.places:
        if len(place.name) > 2 and NAME_END.search(place.name[-1]):
            for at in range(len(trunk(place.name))):
                table.setdefault(blot(place.name, at), []).append(place)
    return {key: tuple(places) for key, places in table.items()}


def trunk(name: str) -> str:
    """The part of a name that tells it from others: 渌口 of 渌口区, 湾塘 of 湾塘村, 云田 of 云田社区."""
    return name.removesuffix("社区").removesuffix("村") if name.endswith(("村", "社区")) else stem(name)


def blot(name: str, at: int) -> str:
    """The name with the character at this place made unreadable."""
    return f"{name[:at]}?{name[at + 1 :]}"


@functools.lru_cache(maxsize=8)
def lengths(gazetteer: Gazetteer) -> tuple[int, ...]:
    """The lengths of the city's names, longest first."""
    return tuple(sorted({len(name) for name in blurred(gazetteer)}, reverse=True))


def sightings(slots: Sequence[Slot], spans: Sequence[Sequence[Span]], gazetteer: Gazetteer) -> Iterator[Sighting]:
    """Every suspicious word of the page, with its evidence where it stands."""
    vouchers = [named_in(number, slots, spans) for number in range(max((s.article for s in slots), default=-1) + 1)]
    for number, (slot, found) in enumerate(zip(slots, spans, strict=True)):
        solid = bytearray(len(slot.text))
        for span in found:
            if is_solid(span):
                solid[span.start : span.end] = b"\\1" * (span.end - span.start)
        for start, printed, places in windows(slot.text, solid, gazetteer):
            before = next((span for span in reversed(found) if span.end <= start), None)
            word = Word(number, slot.text, start, printed, places, before)
            yield from weighed(word, vouchers[slot.article])


def windows(text: str, solid: bytearray, gazetteer: Gazetteer) -> Iterator[tuple[int, str, tuple[Place, ...]]]:
    """Start, word and candidates of what is one character away from a name of the city; the longest word wins."""
    table = blurred(gazetteer)
    for match in NAME_END.finditer(text):
        end = match.end()
        for length in lengths(gazetteer):
            start = end - length
            if start < 0 or any(solid[start:end]):
                continue
            word = text[start:end]
            places = tuple(
                place for at in range(length - 1) for place in table.get(blot(word, at), ()) if HAN.match(word[at])
            )
            if places:
                yield start, word, places
                break


def named_in(article: int, slots: Sequence[Slot], spans: Sequence[Sequence[Span]]) -> frozenset[str]:
    """Codes and names of the places that an article names rightly; `city` if it names the home city."""
    found = (span for slot, spans in zip(slots, spans, strict=True) if slot.article == article for span in spans)
    known: set[str] = set()
    for span in found:
        if span.kind == "city":
            known.add("city")
        if span.kind in ("full", "short") and len(span.places) == 1:
            place = span.places[0]
            known.update(filter(None, (place.code, place.within, place.district, place.name)))
    return frozenset(known)


def weighed(word: Word, named: frozenset[str]) -> Iterator[Sighting]:
    """The evidence for a word, unless it is plainly something else."""
    touching = word.before if word.before and word.before.end == word.start else None
    if touching and touching.kind == "away":
        return
    places = narrowed(word, named)
    if places[0].level == "village" and not {places[0].within, places[0].district} & named:
        return
    points, reasons = evidence(word, places[0], touching, named)
    if points >= 0:
        names = tuple(dict.fromkeys(place.name for place in places))
        yield Sighting(word.printed, names, word.slot, word.start, points, reasons)


def narrowed(word: Word, named: frozenset[str]) -> tuple[Place, ...]:
    """The candidates that lie in the place named in front, else those in places the article names."""
    span = word.before
    if span and span.places and word.start - span.end < NEAR:
        codes = {span.places[0].code, span.places[0].within} - {None}
        inside = tuple(place for place in word.places if {place.within, place.district} & codes)
        if inside:
            return inside
    return tuple(place for place in word.places if place.within in named) or word.places


def evidence(word: Word, place: Place, touching: Span | None, named: frozenset[str]) -> tuple[float, tuple[str, ...]]:
    """Points and reasons for reading a word as a misprint of this place."""
    text, start, bare = word.text, word.start, trunk(word.printed)
    is_village = place.level == "village"
    is_plain = bare[0] != place.name[0] and PLAIN_STEM.match(bare) is not None
    clues = (
        ("in-front", 2.0, touching is not None and touching.kind in ("city", "full", "short")),
        ("long-name", 0.7 * (len(bare) - 2), len(bare) > 2),
        ("named-nearby", 1.0, bool({place.code, place.within} & named)),
        ("same-district", 0.5, place.district in named or "city" in named),
        ("printed-right", 1.0, place.name in named),
        ("office", 1.0, OFFICE.match(text, start + len(word.printed)) is not None and not is_village),
        ("clear-start", 0.3, start == 0 or text[start - 1] in BEFORE or not HAN.match(text[start - 1])),
        ("common-word", -2.0, is_common(bare) or is_plain),
        ("unlisted-village", -1.0, is_village),
    )
    return sum(points for _, points, holds in clues if holds), tuple(
        message(f"evidence-{clue}", "zh", place=place.name) for clue, points, holds in clues if holds and points > 0
    )


def is_solid(span: Span) -> bool:
    """Whether a name is long enough that nothing overlapping it is a misprint."""
    return span.kind in ("full", "city", "name") or (span.kind == "away" and len(span.text) > 2)
