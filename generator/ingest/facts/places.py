"""Decides which district an article belongs to and which places it names; corrects misprinted ones (`misprints`).

It does not read pages and does not know dates, people or tags. How much a name counts depends on where it stands: the
headline, a prefix such as `芦淞区：`, the first paragraph; never on the dateline, which names where a reporter sat.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from generator.gazetteer import Gazetteer, Place
from generator.gazetteer.city import significant
from generator.gazetteer.divisions import upper_names
from generator.gazetteer.matching import Span, find_places
from generator.gazetteer.ordinary import BELONGS_TO_NAME, WEATHER
from generator.gazetteer.zones import brief
from generator.ingest.facts.beside import BODY, Hit, beside, city_zone, learnt_zone, namesake, outside, unknown_villages
from generator.ingest.facts.bound import without_bound
from generator.ingest.facts.citywide import is_citywide
from generator.ingest.facts.misprints import correct
from generator.model import Clipping, District, Level, Mention

__all__ = ["Location", "correct", "locate"]

HEADLINE, PREFIX, DECK, FIRST, ECHO, WEAK, NAMESAKE = 3.0, 5.0, 2.5, 2.0, 0.5, 0.25, 0.2
ENOUGH = 0.5  # a lone weak name makes no district
EVEN = 0.6  # of the city's business, a district needs more than this share
LEAD = 0.45  # of three districts or more, the first needs this share
LEVEL_ORDER: tuple[Level, ...] = ("district", "township", "village", "zone", "outside")

SENTENCE_END = re.compile(r"[。！？!?；;\n]")
CLAUSE_END = re.compile(r"[，,、：:。！？!?；;\n]")
# 芦淞区：打好助企“组合拳”
COLON = re.compile(r"\s*[:：|｜]")
# 萧山机场, 长安汽车: what serves or sells far beyond its district
OF_THE_NATION = re.compile(r"(?:国际)?机场|汽车(?!站)|银行|股份|集团|证券|地产|高速|大学|火车站|高铁站|队(?!员)")
# 宝山钢铁发布财报, 青浦电子、: a firm by its trade, but not 青浦电子产业
FIRM = re.compile(
    r"(?:软件|钢铁|电子|药业|科技|重工|制药|控股|化工|水泥|乳业|酒业|能源|矿业|生物|医药|通信|传媒|机械|保险|啤酒|信托|基金)"
    r"(?=[^一-鿿]|$|[昨今]天|[昨今]日|发布|宣布|公告|公布|获|公司|股份|集团|上市)"
)
COMPANY = re.compile(r"[^，。、；：！？,;:!?“”《》()（）\s]{0,12}?(?:有限公司|集团)")
# 该区, 全区; 区委, 区政府, 区城管局: the district last named
ECHOES = re.compile(r"[该全我本]([区县镇])(?![域间别块])|(?<![一-鿿])([区县镇])(?:委|政府|人大|政协|[一-鿿]{1,6}局)")
# 国家高新区, 各高新区: no alias of ours
BEFORE_ALIAS = re.compile(r"国家级?$|全国$|省级$|[各级个类]$")


class Location(Struct, frozen=True):
    """Where an article belongs: `district` is None for the city-wide group, `districts` run by weight."""

    district: District | None = None
    districts: tuple[District, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Text(Struct, frozen=True):
    """One text of an article and what a name in it counts."""

    weight: float
    text: str


def locate(clipping: Clipping, gazetteer: Gazetteer, near: Sequence[str] = ()) -> Location:
    """The district, further districts and places of one article, its sidebars left out.

    `near`: codes or names of the parent article's districts, for a sidebar that names none itself.
    """
    texts = tuple(_weighted_texts(clipping))
    spans = _confirmed(tuple(find_places(text.text, gazetteer) for text in texts))
    spans = without_bound(tuple(text.text for text in texts), spans, gazetteer)
    named = _named_codes(texts, spans)
    hits: list[Hit] = []
    for text, found in zip(texts, spans, strict=True):
        hits.extend(_hits_of(text, found, gazetteer, named))
    scores = _scores(hits)
    parent = [d.code for d in gazetteer.districts if d.code in near or d.name in near][:1]
    order = sorted(scores, key=lambda code: -scores[code]) or parent  # of two as heavy, the first
    districts = tuple(district for code in order if (district := gazetteer.district(code)))
    primary = districts[0] if districts and not _is_citywide(texts, spans, scores, gazetteer) else None
    return Location(primary, districts, _mentions(districts, hits))


def _scores(hits: Sequence[Hit]) -> dict[str, float]:
    """What speaks for each district; a school or two that only bear its name do not."""
    scores: dict[str, float] = {}
    for hit in hits:
        if hit.place.district and hit.weight:
            scores[hit.place.district] = scores.get(hit.place.district, 0.0) + hit.weight
    shown = {hit.place.district for hit in hits if hit.shown}
    return {code: score for code, score in scores.items() if score >= ENOUGH or (code in shown and score > 0)}


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


def _is_citywide(
    texts: Sequence[Text], spans: Sequence[Sequence[Span]], scores: dict[str, float], gazetteer: Gazetteer
) -> bool:
    """Whether no district leads clearly enough: many share the article, or its headline is the whole city's."""
    ordered = sorted(scores.values(), reverse=True)
    if not ordered:
        return False
    share = ordered[0] / sum(ordered)
    if ordered[0] < ENOUGH:
        return True
    if _is_forecast(texts, spans):
        return True
    said = {text.weight for text, names in zip(texts, spans, strict=True) if is_citywide(text.text, names, gazetteer)}
    if HEADLINE in said and (ordered[0] < HEADLINE or share <= EVEN):
        return True
    if FIRST in said and len(ordered) > 1 and ordered[0] < HEADLINE and share <= EVEN:
        return True
    return len(ordered) >= 3 and share < LEAD


def _is_forecast(texts: Sequence[Text], spans: Sequence[Sequence[Span]]) -> bool:
    """Whether the weather of two districts or more is listed, and no district stands in the headline."""
    if any(place.level == "district" for span in spans[0] for place in span.places):
        return False
    found = {
        span.places[0].district
        for text, names in zip(texts, spans, strict=True)
        for span in names
        if span.places and WEATHER.match(text.text, span.end)
    }
    return len(found - {None}) > 1


def _mentions(districts: Sequence[District], hits: Sequence[Hit]) -> tuple[Mention, ...]:
    """The districts by weight, then every other place in the order of its first print, foreign ones last.

    A zone that is written out and shortened (曲靖经济技术开发区, 曲靖经开区) is one, as it was printed first.
    """
    found = dict.fromkeys(Mention(district.code, district.name, "district") for district in districts)
    rest: dict[Mention, Mention] = {}
    for hit in hits:
        if hit.shown and hit.place.level != "district":
            mention = Mention(hit.place.code, hit.place.name, hit.place.level)
            rest.setdefault(replace(mention, name=brief(mention.name)) if mention.level == "zone" else mention, mention)
    return (*found, *sorted(rest.values(), key=lambda mention: LEVEL_ORDER.index(mention.level)))


def _confirmed(spans: Sequence[Sequence[Span]]) -> tuple[tuple[Span, ...], ...]:
    """The names of a text, those that may be ordinary words only where another name is of the same district."""
    sure = {
        code
        for names in spans
        for span in names
        if span.sure and len(span.places) == 1
        for code in (span.places[0].district, span.places[0].code)
    }
    return tuple(
        tuple(span for span in names if span.sure or {place.code for place in span.places} & sure) for names in spans
    )


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
    learnt = learnt_zone(text.text, gazetteer)
    away: Span | None = None
    last: Place | None = None
    before: Hit | None = None
    end = 0
    for span in spans:
        between = text.text[end : span.start]
        before = None if between else before
        if SENTENCE_END.search(between):
            away = None
        yield from _echoes(between, last, text.weight)
        if span.kind == "away":
            yield from outside(span, away, text.text, gazetteer)
            away = span
        elif span.kind == "city":
            away = None
            yield from city_zone(text.text, span, learnt, gazetteer)
        elif span.places:
            place = _resolved(span, last, named)
            if away and place and _is_foreign(span, place, away, text.text, named):
                yield from namesake(span, away, text.text)
            elif place and _is_kind(span, place, text.text):
                pass
            elif place:
                hit = _weighed(text, span, place, end)
                yield from _settled(before, text.text[:end], hit)
                before = hit
                yield from beside(text.text, span, place, gazetteer)
                last, away = place, None
        end = span.end
    yield from _echoes(text.text[end:], last, text.weight)
    if named:
        yield from unknown_villages(text.text, gazetteer)


def _settled(before: Hit | None, text: str, hit: Hit) -> Iterator[Hit]:
    """A township's hit, where need be made agree with that of the district right before it.

    余杭区临平街道 of 2019 is news of 余杭区, though 临平 is a district today; 江干区 is no more, and 江干区下沙街道 is
    news of the district in which 下沙街道 lies.
    """
    district = before.place if before and before.place.level == "district" else None
    if before is None or district is None or hit.place.level != "township" or hit.place.district == district.code:
        yield hit
    elif text.endswith(district.name):
        yield Hit(hit.place, 0.0, hit.shown)
    else:
        yield hit
        yield Hit(district, -before.weight, shown=False)


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


def _is_kind(span: Span, place: Place, text: str) -> bool:
    """Whether an alias is a kind of zone here and none of ours: 国家高新区."""
    return place.name != span.text and BEFORE_ALIAS.search(text[max(0, span.start - 4) : span.start]) is not None


def _is_foreign(span: Span, place: Place, away: Span, text: str, named: frozenset[str]) -> bool:
    """Whether a foreign city or county in front claims this name: 长沙县…龙门镇, 南京市鼓楼区."""
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
        if OF_THE_NATION.match(text.text, span.end) or FIRM.match(text.text, span.end):
            return Hit(place, shown=False)
        if BELONGS_TO_NAME.match(text.text, span.end):
            return Hit(place, NAMESAKE, shown=False)
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
