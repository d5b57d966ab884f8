"""Finds words that look like a misread name of the home city and weighs what speaks for each; changes no text."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.errors import message
from generator.gazetteer import Gazetteer, Place
from generator.gazetteer.divisions import is_word, upper_names
from generator.gazetteer.matching import HAN, Span
from generator.ingest.facts.context import districts_close, hinted_in, named_in
from generator.ingest.facts.lookalikes import candidates, is_brief, is_name_elsewhere, is_solid, trunk, windows
from generator.ingest.facts.slots import Slot
from generator.ingest.facts.warrant import (
    is_about_names,
    is_alike,
    is_elsewhere,
    is_neighbour,
    is_one_of_many,
    is_parent,
    is_proven,
)

CERTAIN = 2.0  # points of evidence that allow a correction
WORTH_TELLING = 0.5
CERTAIN_PROSE = 3.0  # points of evidence for telling of a word that may be ordinary text
NEAR = 40  # characters within which a county or township decides between its children
AWAY_REACH = 10  # characters that a foreign county's name reaches within its clause
MOST_NAMES = 3  # a word that may be more names than this is told to nobody
REAL_ELSEWHERE = 1.0  # points of a word that is a real name somewhere else: told, never changed
UNLISTED = 1.0  # points at most of what may be a township of other years that no table has
LONG_VILLAGE = 3  # characters of a village's name without 村 that allow a correction
BEYOND = 2  # characters before an everyday ending that make a word the name
ELSEWHERE = 2.0  # points against a word right behind the name of another county
HOME_PAGE = 3  # so many names of the city make a page one of its own

# What an office puts after its district: 涪口区委, 涪口区人民法院, 涪口镇政府
OFFICE = re.compile(r"委|政府|人民|人大|政协|法院|检察|公安|纪委|教育局|城管|[一-鿿]{1,4}局|[一-鿿]{0,4}[村镇乡]|街道")
# What makes a district even of an everyday word: 肖山区委, but not 主城区街道
STRICT_OFFICE = re.compile(r"委|政府|人民|人大|政协|法院|检察|公安|纪委")
# What may stand before a name without being part of it; a mark or digit always may.
BEFORE = frozenset(
    "在到从向往与和及以至由对将把被为是的了、于赴去来进入往回离距近市区县镇乡村省州位住驻自沿经过给让令使向听到访"
)
BEFORE_BRIEF = frozenset("在到从赴往")  # and of a county of two characters
# Everyday words with a place's ending: 贫困山区, 将农村, 西亚地区.
EVERYDAY = re.compile(
    r"(?:[地山市林辖景城军省校战选特专产禁灾郊边全苏小海园矿牧分老赛港灌库街县新厂片农疫雷盲时教社一二三四五六七八九十]区|[城全县上股都省超集闹区]市|"
    r"[全市各区]县|[农乡新山全渔小]村|[城村集乡小古重]镇|[族城故家水老下返]乡)$"
)
# 各县区, 全区: what stands before a bare suffix
DETERMINERS = frozenset("各全本该每某这那我两几个")
# What a misread name hardly ever holds: the text is ordinary prose there.
PARTICLES = frozenset("的了是在和与被把向往于对等但也都就不有这那着过为从给其年地兼")
CLAUSE_END = re.compile(r"[，,。！？!?；;：:\n]")


class Word(Struct, frozen=True):
    """A word of slot `slot` that is one character away from places of the city, and the name before it.

    `close`: codes of the districts of its paragraph, or of the only one that its article names; `hinted`: codes of
    all districts that have a township which the article names and several have.
    """

    slot: int
    text: str
    start: int
    printed: str
    places: tuple[Place, ...]
    before: Span | None
    close: frozenset[str]
    hinted: frozenset[str] = frozenset()


class Sighting(Struct, frozen=True):
    """A suspicious word at one place, the names it may be, and the points of evidence with their reasons.

    `changeable`: it is no ordinary text, no real name elsewhere and no village, whose tables are never complete;
    `anchored`: its place in the sentence is that of a name; `refuted`: it is printed right behind another county;
    `meant`: its sentence is about names.
    """

    printed: str
    names: tuple[str, ...]
    slot: int
    start: int
    points: float
    reasons: tuple[str, ...]
    changeable: bool
    anchored: bool
    refuted: bool
    meant: bool


class Verdict(Struct, frozen=True):
    """What is done about one printed form on the whole page: corrected if `certain`, else told."""

    printed: str
    names: tuple[str, ...]
    points: float
    reasons: tuple[str, ...]
    certain: bool
    count: int


def judge(slots: Sequence[Slot], spans: Sequence[Sequence[Span]], gazetteer: Gazetteer) -> Iterator[Verdict]:
    """One verdict for each printed form: its best evidence, more where it stands in several surroundings."""
    forms: dict[str, list[Sighting]] = {}
    for sighting in _sightings(slots, spans, gazetteer):
        forms.setdefault(sighting.printed, []).append(sighting)
    for printed, group in forms.items():
        best = max(group, key=lambda sighting: (sighting.points, -sighting.slot, -sighting.start))
        lefts = {slots[item.slot].text[max(0, item.start - 1) : item.start] for item in group}
        rights = {slots[item.slot].text[item.start + len(printed) :][:1] for item in group}
        extra = 0.5 * min(3, len(lefts) - 1, len(rights) - 1) if best.changeable else 0.0
        reasons = best.reasons
        if extra > 0:
            reasons = (*reasons, message("evidence-repeated", "zh", count=len(group)))
        names = best.names
        if not all(set(names) <= set(item.names) for item in group):
            names = tuple(dict.fromkeys(name for item in group for name in item.names))
        is_refuted = any(item.refuted for item in group)
        points = best.points + extra - (ELSEWHERE if is_refuted and not best.refuted else 0)
        anchored = extra > 0 or any(item.anchored for item in group)
        certain = len(names) == 1 and best.changeable and anchored and points >= CERTAIN and not is_refuted
        certain = certain and not any(item.meant for item in group)
        if points >= WORTH_TELLING:
            yield Verdict(printed, names, points, reasons, certain, len(group))


# ---- suspicious words --------------------------------------------------------------------------------


def _sightings(slots: Sequence[Slot], spans: Sequence[Sequence[Span]], gazetteer: Gazetteer) -> Iterator[Sighting]:
    """Every suspicious word of the page, with its evidence where it stands."""
    articles = sorted({slot.article for slot in slots})
    named = {article: named_in(article, slots, spans, gazetteer) for article in articles}
    hinted = {article: hinted_in(article, slots, spans) for article in articles}
    is_home = sum(span.kind in ("city", "full") for found in spans for span in found) >= HOME_PAGE
    for number, (slot, found) in enumerate(zip(slots, spans, strict=True)):
        close = districts_close(found, named[slot.article], gazetteer)
        for start, end in windows(slot.text, found, gazetteer):
            before = next((span for span in reversed(found) if span.end <= start), None)
            printed = slot.text[start:end]
            places = candidates(printed, gazetteer)
            word = Word(number, slot.text, start, printed, places, before, close, hinted[slot.article])
            is_real = is_name_elsewhere(slot.text, start, end) or any(
                span.start == start and span.end == end and is_solid(span) for span in found
            )
            yield from _weighed(word, named[slot.article], is_home, is_real)


def _weighed(word: Word, named: frozenset[str], is_home: bool, is_real: bool) -> Iterator[Sighting]:
    """The evidence for a word, unless it is plainly something else."""
    touching = word.before if word.before and word.before.end == word.start else None
    places = _narrowed(word, named)
    place = places[0]
    misread = {han for han, right in zip(word.printed, place.name, strict=False) if han != right}
    if _is_foreign(word) or not DETERMINERS.isdisjoint(misread | {word.printed[0]}):
        return
    is_village = place.level == "village"
    if is_brief(place.name) and not _is_vouched(word, place, touching, named):
        return
    if is_village and not {place.within, place.district} & named:
        return
    refuted = touching is not None and is_elsewhere(touching, place)
    points, reasons = _evidence(word, place, touching, named, is_home=is_home)
    near = {place.code, place.within} if word.printed not in upper_names() else {place.code}  # 岳阳市 is no 当阳市
    if is_real and not near & named:
        return
    doubt = _is_prose(word, place)
    if doubt and points < (CERTAIN if is_real or is_word(trunk(word.printed)) else CERTAIN_PROSE):
        return
    proven = not is_one_of_many(place) or is_proven(word.printed, place, touching)
    if is_real:
        points, reasons = REAL_ELSEWHERE, (*reasons, message("evidence-elsewhere", "zh", word=word.printed))
    elif not proven:
        points = min(points, UNLISTED)
    names = tuple(dict.fromkeys(place.name for place in places))
    is_clear = place.level in ("city", "district") and is_alike(word.printed, place.name)
    around = {place.code, place.within, place.district, place.name} & named
    vouched = is_home or touching or is_clear or around or place.code in word.hinted
    if (points >= 0 or refuted) and vouched and len(names) <= MOST_NAMES:
        is_doubtful = is_real or doubt
        office = OFFICE.match(word.text, word.start + len(word.printed))
        anchored = bool(touching or office or _has_clear_start(word))
        changeable = not is_doubtful and (not is_village or place.name in named or _is_only_one(places, touching))
        changeable = changeable and proven and not is_neighbour(word.printed, place.name)
        meant = is_about_names(word.text, word.start)
        yield Sighting(
            word.printed, names, word.slot, word.start, points, reasons, changeable, anchored, refuted, meant
        )


def _is_vouched(word: Word, place: Place, touching: Span | None, named: frozenset[str]) -> bool:
    """Whether a county of two characters is meant: its city stands right before it, or the text names a part of it.

    Where the text also prints the county itself, the other word is more likely another county.
    """
    if touching:
        return touching.kind == "city"
    before = word.text[word.start - 1 : word.start]
    return place.code in named and place.name not in named and (before in BEFORE_BRIEF or not HAN.match(before))


def _is_only_one(places: Sequence[Place], touching: Span | None) -> bool:
    """Whether a village is the only one of the township right before it that is so close, by three characters or more.

    No table of villages is complete: of two characters, one apart, many a pair is two villages.
    """
    if len(places) != 1 or not touching or len(touching.places) != 1 or len(trunk(places[0].name)) < LONG_VILLAGE:
        return False
    return touching.places[0].code == places[0].within


def _is_foreign(word: Word) -> bool:
    """Whether a place elsewhere stands in front, in the same clause: 彰武县西六乡."""
    before = word.before
    return (
        before is not None
        and before.kind == "away"
        and word.start - before.end <= AWAY_REACH
        and not CLAUSE_END.search(word.text, before.end, word.start)
    )


def _narrowed(word: Word, named: frozenset[str]) -> tuple[Place, ...]:
    """The candidates that lie in the place named in front, else those the article speaks of."""
    span = word.before
    if span and len(span.places) == 1 and word.start - span.end < NEAR:
        for code in filter(None, (span.places[0].code, span.places[0].within)):
            inside = tuple(place for place in word.places if code in (place.within, place.district))
            if inside:
                return inside
    return (
        tuple(place for place in word.places if place.code in named)
        or tuple(place for place in word.places if place.within in named)
        or word.places
    )


def _evidence(
    word: Word, place: Place, touching: Span | None, named: frozenset[str], *, is_home: bool
) -> tuple[float, tuple[str, ...]]:
    """Points and reasons for reading a word as a misprint of this place."""
    text, start, bare = word.text, word.start, trunk(word.printed)
    is_village = place.level == "village"
    is_close = place.level != "township" or place.district in word.close
    clues = (
        ("in-front", 2.0, touching is not None and is_parent(touching, place)),
        ("elsewhere-in-front", -ELSEWHERE, touching is not None and is_elsewhere(touching, place)),
        ("long-name", 0.7 * (len(bare) - 2), len(bare) > 2),
        ("named-nearby", 1.5 if is_close else 1.0, bool({place.code, place.within} & named)),
        ("same-district", 0.5, place.district in named),
        ("printed-right", 1.0, place.name in named),
        ("hinted", 0.5, place.code in word.hinted and place.code not in named),
        ("home-page", 0.5, is_home and place.level != "township"),
        ("all-counties", 0.5, place.level in ("city", "district") and not place.is_town),
        ("office", 1.0, OFFICE.match(text, start + len(word.printed)) is not None and not is_village),
        ("clear-start", 0.3, _has_clear_start(word)),
        ("unclear-start", -0.7, not _has_clear_start(word) and not touching),
        ("common-word", -2.0, is_word(bare)),
        ("common-ending", -3.0, _is_everyday(word.printed, place) and not (is_village and touching)),
        ("unlisted-village", -1.5, is_village),
    )
    return sum(points for _, points, holds in clues if holds), tuple(
        message(f"evidence-{clue}", "zh", place=place.name) for clue, points, holds in clues if holds and points > 0
    )


def _has_clear_start(word: Word) -> bool:
    """Whether what stands before a word is no part of it: a mark, 在, 市; but not 乡|镇和县."""
    before = word.text[word.start - 1 : word.start]
    return (before in BEFORE and not is_word(before + word.printed[0])) or not HAN.match(before)


def _is_prose(word: Word, place: Place) -> bool:
    """Whether a word may well be ordinary text: 其中区, 与东区, 华北地区, 主城区街道, but not 肖山区委."""
    at = next(at for at, (han, right) in enumerate(zip(word.printed, place.name, strict=False)) if han != right)
    if is_word(trunk(word.printed)) or word.printed[at] in PARTICLES:
        return True
    is_ending = at >= len(word.printed) - 2
    return _is_everyday(word.printed, place) and (
        is_ending or not STRICT_OFFICE.match(word.text, word.start + len(word.printed))
    )


def _is_everyday(printed: str, place: Place) -> bool:
    """Whether a word ends in an everyday one: 贫困山区, 将农村; not 颠邑彝族乡, of which more than that is right.

    Of a village 社区 is the kind of place.
    """
    ending = EVERYDAY.search(printed)
    if ending is None or (place.level == "village" and printed.endswith("社区")):
        return False
    right = sum(han == own for han, own in zip(printed[: ending.start()], place.name, strict=False))
    return right < BEYOND or not place.name.endswith(ending[0])
