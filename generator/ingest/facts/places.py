"""Decides which district an article belongs to and which places it names; corrects misprinted ones (`misprints`).

It does not read pages and does not know dates, people or tags. How much a name counts depends on where it stands: the
headline, a prefix such as `芦淞区：`, the first paragraph; never on the dateline, which names where a reporter sat.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from generator.gazetteer import Gazetteer, Place
from generator.gazetteer.city import significant
from generator.gazetteer.divisions import divisions, is_common, stem, upper_names
from generator.gazetteer.matching import Span, find_places
from generator.ingest.facts.misprints import correct
from generator.model import Clipping, District, Level, Mention

__all__ = ["Location", "correct", "locate"]

HEADLINE, PREFIX, DECK, FIRST, BODY, ECHO, WEAK = 3.0, 5.0, 2.5, 2.0, 1.0, 0.5, 0.25
ENOUGH = 0.5  # a lone weak name makes no district
LEAD = 0.45  # of three districts or more, the first needs this share
LEVEL_ORDER: tuple[Level, ...] = ("district", "township", "village", "zone", "outside")

SENTENCE_END = re.compile(r"[。！？!?；;\n]")
CLAUSE_END = re.compile(r"[，,、：:。！？!?；;\n]")
# 芦淞区：打好助企“组合拳”
COLON = re.compile(r"\s*[:：|｜]")
# 天元小学, 芦淞服饰有限公司: a name of something else
BELONGS_TO_NAME = re.compile(
    r"[^，。、；：！？,;:!?“”《》()（）\s]{0,10}?(?:公司|集团|大学|学院|中学|小学|幼儿园|分园|医院|银行|酒店|商会|博览会|论坛|高速|机场|站)"
)
COMPANY = re.compile(r"[^，。、；：！？,;:!?“”《》()（）\s]{0,12}?(?:有限公司|集团)")
# 该区, 全区; 区委, 区政府, 区城管局: the district last named
ECHOES = re.compile(r"[该全我本]([区县镇])(?![域间别块])|(?<![一-鿿])([区县镇])(?:委|政府|人大|政协|[一-鿿]{1,6}局)")
# 全市, 我市, 市委: the whole city's business
CITYWIDE = re.compile(r"全市|我市|市委|市政府|市长|市人大|市政协")
# 国家高新区, 各高新区: no alias of ours
BEFORE_ALIAS = re.compile(r"国家级?$|全国$|省级$|[各级个类]$")
# 株洲高新区(天元区): one district under two names
APPOSITION = re.compile(r"((?:高新|经开|开发|示范|新)区)[(（]([一-鿿]{2,8})[)）]")
# 渌口经开区, 成都高新区: what follows the name of a district or of the city
ZONE = re.compile(
    r"(?:国家级?)?(?:高新技术产业开发区|经济技术开发区|经济开发区|高新区|经开区|开发区|工业园区?|产业园区?|示范区|保税区|度假区)"
)
# 位于云塘社区: a village by its form
VILLAGE = re.compile(r"(?:位于|来自|走进|来到|家住|[在镇乡])([一-鿿]{2,3}(?:社区|村))(?![委民镇])")
NO_VILLAGE = re.compile(r"[各全本该新农乡山城个每某多市居民住镇街道的了是和由到从被把与及]")
# 渌口区湾塘附近: a village without its suffix
NEARBY = re.compile(r"([一-鿿]{2,4}?)(?:附近|周边|一带|片区)")
# 福田区 right after 深圳市
FOLLOWER = re.compile(r"[一-鿿]{1,6}?[区县市旗](?![域间别场])")


class Location(Struct, frozen=True):
    """Where an article belongs: `district` is None for the city-wide group, `districts` run by weight."""

    district: District | None = None
    districts: tuple[District, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Hit(Struct, frozen=True):
    """A place that a text names, what it counts for its district, and whether it is worth a mention of its own."""

    place: Place
    weight: float = 0.0
    shown: bool = True


class Text(Struct, frozen=True):
    """One text of an article and what a name in it counts."""

    weight: float
    text: str


def locate(clipping: Clipping, gazetteer: Gazetteer, near: Sequence[str] = ()) -> Location:
    """The district, further districts and places of one article, its sidebars left out.

    `near`: codes or names of the parent article's districts, for a sidebar that names none itself.
    """
    texts = tuple(_weighted_texts(clipping))
    spans = tuple(find_places(text.text, gazetteer) for text in texts)
    named = _named_codes(texts, spans)
    hits: list[Hit] = []
    for text, found in zip(texts, spans, strict=True):
        hits.extend(_hits_of(text, found, gazetteer, named))
    scores: dict[str, float] = {}
    for hit in hits:
        if hit.place.district:
            scores[hit.place.district] = scores.get(hit.place.district, 0.0) + hit.weight
    parent = [d.code for d in gazetteer.districts if d.code in near or d.name in near][:1]
    order = sorted(scores, key=lambda code: (-scores[code], code)) or parent
    districts = tuple(district for code in order if (district := gazetteer.district(code)))
    primary = districts[0] if districts and not _is_citywide(clipping, scores) else None
    return Location(primary, districts, _mentions(districts, hits))


def _weighted_texts(clipping: Clipping) -> Iterator[Text]:
    """Every text of an article that may name its place; the first paragraph counts more than the others."""
    yield Text(HEADLINE, clipping.headline)
    yield Text(DECK, clipping.deck or "")
    yield Text(BODY, clipping.kicker or "")
    first = FIRST
    for block in clipping.body:
        is_prose = block.type == "paragraph"
        yield Text(first if is_prose else BODY, block.text)
        first = BODY if is_prose else first
    for figure in clipping.figures:
        yield Text(BODY, figure.caption or "")


def _is_citywide(clipping: Clipping, scores: dict[str, float]) -> bool:
    """Whether no district leads clearly enough: many share the article, or its headline is the whole city's."""
    ordered = sorted(scores.values(), reverse=True)
    share = ordered[0] / sum(ordered) if sum(ordered) else 0.0
    if ordered and ordered[0] < ENOUGH:
        return True
    if CITYWIDE.search(clipping.headline) and ordered[0] < HEADLINE:
        return True
    return len(ordered) >= 3 and share < LEAD


def _mentions(districts: Sequence[District], hits: Sequence[Hit]) -> tuple[Mention, ...]:
    """The districts by weight, then every other place in the order of its first print, foreign ones last."""
    found = dict.fromkeys(Mention(district.code, district.name, "district") for district in districts)
    rest = dict.fromkeys(
        Mention(hit.place.code, hit.place.name, hit.place.level)
        for hit in hits
        if hit.shown and hit.place.level != "district"
    )
    return (*found, *sorted(rest, key=lambda mention: LEVEL_ORDER.index(mention.level)))


# ---- what each name counts ---------------------------------------------------------------------------


def _named_codes(texts: Sequence[Text], spans: Sequence[Sequence[Span]]) -> frozenset[str]:
    """Codes of the counties and townships that the article names in full or short, none of them after a foreign one."""
    found = (
        span.places[0]
        for text, names in zip(texts, spans, strict=True)
        for before, span in pairwise((None, *names))
        if span and span.kind in ("full", "short") and len(span.places) == 1 and span.places[0].level != "village"
        if not (before and before.kind == "away" and not CLAUSE_END.search(text.text, before.end, span.start))
    )
    return frozenset(code for place in found for code in (place.code, place.district) if code)


def _hits_of(text: Text, spans: Sequence[Span], gazetteer: Gazetteer, named: frozenset[str]) -> Iterator[Hit]:
    """The places of one text; a foreign name in front takes away what follows it."""
    learnt = _learnt_zone(text.text, gazetteer)
    away: Span | None = None
    last: Place | None = None
    end = 0
    for span in spans:
        between = text.text[end : span.start]
        if SENTENCE_END.search(between):
            away = None
        yield from _echoes(between, last, text.weight)
        if span.kind == "away":
            yield from _outside(span, away, text.text, gazetteer)
            away = span
        elif span.kind == "city":
            away = None
            yield from _city_zone(text.text, span, learnt)
        elif span.places:
            place = _resolved(span, last, named)
            if place and _is_foreign(span, place, away, text.text, named):
                yield from _namesake(span, away)
            elif place:
                yield _weighed(text, span, place, end)
                yield from _beside(text.text, span, place, gazetteer)
                last, away = place, None
        end = span.end
    yield from _echoes(text.text[end:], last, text.weight)
    if named:
        yield from _unknown_villages(text.text, gazetteer)


def _resolved(span: Span, last: Place | None, named: frozenset[str]) -> Place | None:
    """The one place a name stands for: nearest township or county before it, then those the article names."""
    if last and len(span.places) > 1:
        for same in ((last.code,), (last.within, last.district)):
            found = [place for place in span.places if {place.within, place.district} & set(filter(None, same))]
            if len(found) == 1:
                return found[0]
    found = [place for place in span.places if place.within in named] or [
        place for place in span.places if place.district in named
    ]
    if len(found) == 1:
        return found[0]
    if len(span.places) > 1 or (span.places[0].level == "village" and len(span.text) < 4):
        return None
    return span.places[0]


def _is_foreign(span: Span, place: Place, away: Span | None, text: str, named: frozenset[str]) -> bool:
    """Whether a foreign city or county in front claims this name: 长沙县…龙门镇, 南京市鼓楼区."""
    if BEFORE_ALIAS.search(text[max(0, span.start - 4) : span.start]) and place.name != span.text:
        return True
    if away is None:
        return False
    between = text[away.end : span.start]
    if between in ("", "的", "·"):
        return True
    if place.level == "district":
        upper = upper_names().get(span.text, ())
        return any(code.startswith(significant(away_code)) for code in upper for away_code in away.codes)
    is_county = not any(code.endswith("00") for code in away.codes)
    return is_county and place.district not in named and not CLAUSE_END.search(between)


def _weighed(text: Text, span: Span, place: Place, previous_end: int) -> Hit:
    """What this name counts where it stands."""
    if span.kind == "short":
        if BELONGS_TO_NAME.match(text.text, span.end):
            return Hit(place, WEAK * text.weight, shown=False)
        is_thing = len(span.text) < 3 or span.text[-1] in "江河湖山岭溪港湾"
        is_clear = place.level == "district" or not is_thing or (previous_end and span.start == previous_end)
        return Hit(place, (BODY if place.level == "district" else ECHO) * text.weight, shown=bool(is_clear))
    if COMPANY.match(text.text, span.end):
        return Hit(place, WEAK * text.weight)
    if text.weight == HEADLINE and span.start == 0 and COLON.match(text.text, span.end):
        return Hit(place, PREFIX)
    return Hit(place, text.weight)


def _echoes(between: str, last: Place | None, weight: float) -> Iterator[Hit]:
    """该区, 全区, 区委: once more the district last named, if it is that kind of place."""
    if last and last.district:
        for match in ECHOES.finditer(between):
            if last.name.endswith((match[1] or match[2], "区")):
                yield Hit(last, ECHO * weight, shown=False)


# ---- places beside names -------------------------------------------------------------------------------


def _outside(span: Span, before: Span | None, text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """A foreign place, unless its own county follows at once (深圳市福田区 is 福田区) or its name is a common word."""
    codes = span.codes
    if before:
        codes = tuple(c for c in codes if any(c.startswith(significant(b)) for b in before.codes)) or codes
    elif is_common(stem(span.text)):
        return
    if len(codes) > 1:
        codes = tuple(c for c in codes if c[:2] == gazetteer.city.code[:2]) or codes
    follower = FOLLOWER.match(text, span.end)
    if follower and any(c.startswith(significant(codes[0])) for c in upper_names().get(follower[0], ())):
        return
    known = len(codes) == 1
    yield Hit(Place(divisions()[codes[0]].name, "outside", codes[0] if known else None))


def _namesake(span: Span, away: Span | None) -> Iterator[Hit]:
    """The foreign county that a name of ours stands for after its city: 徐州市鼓楼区 in a paper of 南京."""
    for code in upper_names().get(span.text, ()):
        if away and any(code.startswith(significant(outer)) for outer in away.codes):
            yield Hit(Place(span.text, "outside", code))


def _learnt_zone(text: str, gazetteer: Gazetteer) -> dict[str, Place]:
    """Zone -> district, learnt from `株洲高新区(天元区)`."""
    found = ((match[1], gazetteer.full.get(match[2], ())) for match in APPOSITION.finditer(text))
    return {zone: places[0] for zone, places in found if places}


def _city_zone(text: str, span: Span, learnt: dict[str, Place]) -> Iterator[Hit]:
    """成都高新区: a zone of the city, of no district unless the text says of which."""
    if match := ZONE.match(text, span.end):
        place = learnt.get(match[0])
        yield Hit(place, BODY) if place else Hit(Place(span.text + match[0], "zone"))


def _beside(text: str, span: Span, place: Place, gazetteer: Gazetteer) -> Iterator[Hit]:
    """What a district's or township's name is the beginning of: 渌口经开区; 渌口区湾塘附近."""
    if span.kind == "short" and place.level == "district" and (match := ZONE.match(text, span.end)):
        yield Hit(Place(span.text + match[0], "zone", district=place.district))
    if match := NEARBY.match(text, span.end):
        for name in (f"{match[1]}村", f"{match[1]}社区"):
            for village in gazetteer.full.get(name, ()):
                if place.code in (village.within, village.district):
                    yield Hit(village)
                    return


def _unknown_villages(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Villages by their form that the tables lack."""
    for match in VILLAGE.finditer(text):
        if match[1] not in gazetteer.full and not NO_VILLAGE.search(match[1]):
            yield Hit(Place(match[1], "village"))
