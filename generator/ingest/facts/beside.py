"""Places that are told by what stands beside a name: elsewhere, zones, villages that no table has; weighs no article."""

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.gazetteer import Gazetteer, Place
from generator.gazetteer.city import significant
from generator.gazetteer.divisions import divisions, stem, upper_names
from generator.gazetteer.matching import Span
from generator.gazetteer.zones import PATTERN, brief

BODY = 1.0  # what a name in running text counts

# 株洲高新区(天元区): one district under two names
APPOSITION = re.compile(r"((?:高新|经开|开发|示范|新)区)[(（]([一-鿿]{2,8})[)）]")
# 渌口经开区, 成都高新区: what follows the name of a district or of the city
ZONE = re.compile(rf"(?:国家级?)?(?:{PATTERN})")
# 位于云塘社区: a village by its form
VILLAGE = re.compile(
    r"(?:位于|来自|走进|来到|家住|苏木|街道(?=[一-鿿]{2,3}社区)|[在镇乡])([一-鿿]{2,3}(?:社区|村))(?![委民镇街])"
)
NO_VILLAGE = re.compile(r"[各全本该农乡城个每某多市居民住镇街道的了是和由到从被把与及]|^新村|[小大深远困老穷]山村$")
# 渌口区湾塘附近: a village without its suffix
NEARBY = re.compile(r"([一-鿿]{2,4}?)(?:附近|周边|一带|片区)")
# 福田区 right after 深圳市, 海南藏族自治州 right after 青海省
FOLLOWER = re.compile(r"[一-鿿]{1,10}?(?:[区县市旗盟](?![域间别场])|自治州|地区)")


class Hit(Struct, frozen=True):
    """A place that a text names, what it counts for its district, and whether it is worth a mention of its own."""

    place: Place
    weight: float = 0.0
    shown: bool = True


def outside(span: Span, before: Span | None, text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """A foreign place, unless its own county follows at once (深圳市福田区 is 福田区) or its name is a common word."""
    codes = span.codes
    if before:
        codes = tuple(c for c in codes if any(c.startswith(significant(b)) for b in before.codes)) or codes
    if len(codes) > 1:
        codes = tuple(c for c in codes if c[:2] == gazetteer.city.code[:2]) or codes
    follower = FOLLOWER.match(text, span.end)
    if follower and any(c.startswith(significant(codes[0])) for c in upper_names().get(follower[0], ())):
        return
    today = divisions()[codes[0]].name
    name = today if stem(today) == stem(span.text) else span.text  # a county of other years keeps its name
    yield Hit(Place(name, "outside", codes[0] if len(codes) == 1 else None))


def namesake(span: Span, away: Span, text: str) -> Iterator[Hit]:
    """The foreign place that a name of ours stands for: 徐州市鼓楼区 in a paper of 南京, 洛龙区龙门镇 in one of 株洲."""
    codes = [
        code for code in upper_names().get(span.text, ()) if any(code.startswith(significant(c)) for c in away.codes)
    ]
    for code in codes:
        yield Hit(Place(span.text, "outside", code))
    if not codes and span.kind == "full" and span.start == away.end:
        yield Hit(Place(text[away.start : span.end], "outside"))


def learnt_zone(text: str, gazetteer: Gazetteer) -> dict[str, Place]:
    """Zone -> district, learnt from `株洲高新区(天元区)`."""
    found = ((match[1], gazetteer.full.get(match[2], ())) for match in APPOSITION.finditer(text))
    return {brief(zone): places[0] for zone, places in found if places}


def city_zone(text: str, span: Span, learnt: dict[str, Place], gazetteer: Gazetteer) -> Iterator[Hit]:
    """成都高新区: a zone of the city, of no district unless the text says of which; none of what the city lies in."""
    is_home = stem(span.text) == stem(gazetteer.city.name)
    if is_home and (match := ZONE.match(text, span.end)):
        place = learnt.get(brief(match[0]))
        yield Hit(place, BODY) if place else Hit(Place(span.text + match[0], "zone"))


def beside(text: str, span: Span, place: Place, gazetteer: Gazetteer) -> Iterator[Hit]:
    """What a district's or township's name is the beginning of: 渌口经开区; 渌口区湾塘附近."""
    if span.kind == "short" and place.level == "district" and (match := ZONE.match(text, span.end)):
        yield Hit(Place(span.text + match[0], "zone", district=place.district))
    if match := NEARBY.match(text, span.end):
        for name in (f"{match[1]}村", f"{match[1]}社区"):
            for village in gazetteer.full.get(name, ()):
                if place.code in (village.within, village.district):
                    yield Hit(village)
                    return


def unknown_villages(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Villages by their form that the tables lack."""
    for match in VILLAGE.finditer(text):
        if match[1] not in gazetteer.full and not NO_VILLAGE.search(match[1]):
            yield Hit(Place(match[1], "village"))
