"""Finds the place names that stand in a text, longest first; judges nothing about what the text is about.

Every name of the national tables is found, so that no part of a longer name (镇海区 in 宁波市镇海区) is taken for
another place, and a name that is none of them can be looked at as a misprint.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.gazetteer.city import Gazetteer
from generator.gazetteer.divisions import Place, city_stems, is_common, is_word, national_names, stem, upper_names
from generator.gazetteer.ordinary import (
    BARE_KINDS,
    BELONGS_TO_NAME,
    GOODS,
    LEADING,
    NO_VISIT,
    ORDINARY_FULL,
    STREET,
    begins_inside,
    is_office,
    is_ordinary,
    is_other_use,
    is_person,
)

Kind = Literal["city", "full", "short", "away", "name"]

# A character that a place name may end with, unless it begins another word: 区域, 市场, 乡村, 旗帜.
NAME_END = re.compile(
    r"区(?![域间别块分位划号])|市(?![场值盈面])|县|镇(?![定静压])|乡(?![村亲镇愁间下贤音土])|道|省(?!略)|州|盟(?![友国])|旗(?![帜下袍手])|"
    r"[村寨屯]|[居社]区|[场园城团处站所会木港岛]"
)
# What makes another name of a short form: 芙蓉路, 岳麓山, 天心阁.
OTHER_THING = re.compile(
    r"(?:中|东|西|南|北|大)?[路桥河江湖山站塔寺阁洞港线里巷坝](?!区)|大道|国道|水库|大厦|广场|[人话菜米酒茶]"
)
# A name of land or water is the thing itself here: 西湖边, 富春江上, 千岛湖畔.
NATURE = re.compile(r"[江河湖山岭溪港湾泉][上边畔岸里中脚]")
# The end of a lake or a mountain, no city elsewhere: 东|平湖景区, 长|白山景区
SIGHT = re.compile(r"[江河湖山岭泉](?:风景|景区|公园|旅游)")
STREET_OFFICE = re.compile(r"(?<=..)(?<!街道)办事处$")  # 重庆路办事处 is 重庆路街道
BRIEF_END = re.compile(r"[区县市旗]$")
HAN = re.compile(r"[㐀-鿿]")
MOST_SEAMS = {"district": 2}  # ends of a short form that may belong to an everyday word
LONGEST = 15  # characters of the longest name worth looking for


class Span(Struct, frozen=True):
    """A name in a text. `city`: the home city or what it lies in; `full`, `short`: its places; `away`: a province,
    city or county elsewhere, with the codes it may have; `name`: any other name of the national tables.
    One that is not `sure` may be an ordinary word, and counts only where the text names its district otherwise too.
    """

    start: int
    end: int
    text: str
    kind: Kind
    places: tuple[Place, ...] = ()
    codes: tuple[str, ...] = ()
    sure: bool = True


def find_places(text: str, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """All names of the text in order, none overlapping another.

    >>> from generator.gazetteer.city import load
    >>> [span.text for span in find_places("宁波市镇海区与渌口区龙门镇签约", load("株洲"))]
    ['宁波市', '镇海区', '渌口区', '龙门镇']
    """
    found = [*_ending_names(text, gazetteer), *_bare_names(text, gazetteer)]
    inner = _inside_longer(found)
    taken = bytearray(len(text))
    kept = []
    for span in sorted(found, key=lambda span: _overlap_rank(span, inner)):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    kept.sort(key=lambda span: span.start)
    return tuple(_listed(text, [span for span in kept if _begins_clearly(text, span, kept)]))


def _begins_clearly(text: str, span: Span, names: list[Span]) -> bool:
    """Whether a name elsewhere is more than the end of a longer one that no table has: 古|文县, 颖|东区."""
    if span.kind != "away" or len(span.text) > 2 or not BRIEF_END.search(span.text):
        return True
    before = text[span.start - 1 : span.start]
    is_led = before in LEADING or not HAN.match(before) or is_word(text[max(0, span.start - 2) : span.start])
    return is_led or any(one.end == span.start for one in names)


def _listed(text: str, names: list[Span]) -> Iterator[Span]:
    """The names; one that may be an ordinary word is none in a list of our districts: 太和、界首、临泉."""
    for at, span in enumerate(names):
        beside = [names[other] for other in (at - 1, at + 1) if 0 <= other < len(names)]
        is_listed = span.kind == "short" and any(
            one.sure and one.places and text[min(one.end, span.end) : max(one.start, span.start)] == "、"
            for one in beside
        )
        yield replace(span, sure=True) if is_listed and not span.sure else span


def _inside_longer(found: list[Span]) -> frozenset[tuple[int, int]]:
    """The ranges that lie inside the range of a longer name, in one pass from left to right."""
    inner, reach = set(), -1
    for start, end in sorted({(span.start, span.end) for span in found}, key=lambda range_: (range_[0], -range_[1])):
        if end <= reach:
            inner.add((start, end))
        reach = max(reach, end)
    return frozenset(inner)


def _overlap_rank(span: Span, inner: frozenset[tuple[int, int]]) -> tuple[bool, int, int, int]:
    """Who is taken first: nothing inside a longer name, then the home's places, the city, the longest, the first."""
    rank = ("full", "city").index(span.kind) if span.kind in ("full", "city") else 2  # 青岛|市南区
    return (span.start, span.end) in inner, rank, span.start - span.end, span.start


def _ending_names(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """For each character that may end a name, the longest name that ends there."""
    national, upper = national_names(), upper_names()
    for match in NAME_END.finditer(text):
        end = match.end()
        for start in range(max(0, end - LONGEST), end - 1):
            name = text[start:end]
            if (own := STREET_OFFICE.sub("街道", name)) in gazetteer.full:
                if name in BARE_KINDS and not _after_city(text, start, gazetteer):
                    break
                sure = _stands_for_itself(text, start, end, gazetteer)
                yield Span(start, end, name, "full", gazetteer.full[own], sure=sure)
                break
            if name in national:
                if name in gazetteer.ancestors:
                    yield Span(start, end, name, "city")
                elif name in upper and name not in BARE_KINDS:
                    yield Span(start, end, name, "away", codes=upper[name])
                elif len(name) > 2:
                    yield Span(start, end, name, "name")
                break


def _stands_for_itself(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a full name is no ordinary word (老城区改造), no seam of two (晚|上城区), no verb and a name (来|龙门镇)."""
    name = text[start:end]
    if name[0] in LEADING and name[1:] in gazetteer.full:
        return False
    if name not in ORDINARY_FULL and not begins_inside(text, start, name):
        return True
    return _after_city(text, start, gazetteer) or is_office(text, end)


def _after_city(text: str, start: int, gazetteer: Gazetteer) -> bool:
    """Whether the city's own name stands right before."""
    return text.endswith((gazetteer.city.name, stem(gazetteer.city.name)), 0, start)


@functools.lru_cache(maxsize=8)
def _heads(gazetteer: Gazetteer) -> Mapping[str, tuple[str, ...]]:
    """First two characters -> the names that need no suffix, longest first."""
    table: dict[str, list[str]] = {}
    no_suffix = (name for name in gazetteer.full if not NAME_END.search(name[-1]))
    for name in {*city_stems(), *gazetteer.short, *gazetteer.ancestors, *no_suffix}:
        table.setdefault(name[:2], []).append(name)
    return {head: tuple(sorted(names, key=lambda name: (-len(name), name))) for head, names in table.items()}


def _bare_names(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Every name that stands in the text without its suffix."""
    table = _heads(gazetteer)
    for start in range(len(text) - 1):
        for name in table.get(text[start : start + 2], ()):
            if text.startswith(name, start):
                yield from _bare_name(text, start, name, gazetteer)
                break


def _bare_name(text: str, start: int, name: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """What a name without suffix stands for at this place, if for anything."""
    end = start + len(name)
    if name in gazetteer.full:
        yield Span(start, end, name, "full", gazetteer.full[name])
    elif name in gazetteer.ancestors:
        yield Span(start, end, name, "city")
    elif OTHER_THING.match(text, end) or NATURE.match(text, end - 1) or _is_other_kind(text, start, end, gazetteer):
        return
    elif name in gazetteer.short:
        if not is_other_use(text, start, end) and _seams(text, start, end) < MOST_SEAMS.get(_level(name, gazetteer), 1):
            sure = _is_sure(text, start, end, gazetteer)
            yield Span(start, end, name, "short", (gazetteer.short[name],), sure=sure)
    elif (
        name in GOODS
        or is_person(text, start)
        or _is_unlisted(text, end, name)
        or NO_VISIT.match(text, end)
        or SIGHT.match(text, end - 1)
        or _seams(text, start, end)
    ):
        return
    elif name[-1] not in "区县市镇乡" or NAME_END.match(text, end - 1):
        yield Span(start, end, name, "away", codes=(city_stems()[name],))


def _is_other_kind(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a short form goes on as a name that no place of the city bears: 雄|安新|区 is no 安新县."""
    place = gazetteer.short.get(text[start:end])
    if place is None or text[end : end + 1] not in ("区", "县", "市") or not NAME_END.match(text, end):
        return False
    return text[start : end + 1] not in gazetteer.full and not place.name.endswith(text[end])  # 张家川|县


def _is_unlisted(text: str, end: int, name: str) -> bool:
    """Whether a city elsewhere goes on as a county that no table has: 泰州|区 is a misprint and no 泰州市."""
    return (
        text[end : end + 1] in ("区", "县")
        and NAME_END.match(text, end) is not None
        and text[end : end + 2] not in ("区县", "县区", "区市")
        and name + text[end] not in national_names()
    )


def _level(name: str, gazetteer: Gazetteer) -> str:
    return gazetteer.short[name].level


def _is_sure(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a short form is the place by itself: 芦淞, 光明警方, 深圳光明; not 朝阳, 和平路, 来龙门."""
    name = text[start:end]
    if is_office(text, end) or _after_city(text, start, gazetteer):
        return True
    is_street = _level(name, gazetteer) == "township" and STREET.search(name)
    return not (is_ordinary(name) or is_street or name[0] in LEADING)


def stands_free(text: str, start: int, end: int) -> bool:
    """Whether a short form may be the place and part of nothing else, whatever the place is; for links in a text.

    >>> stands_free("走进渌口", 2, 4), stands_free("渌口大桥", 0, 2), stands_free("朝阳升起", 0, 2)
    (True, False, False)
    """
    is_part = OTHER_THING.match(text, end) or NATURE.match(text, end - 1) or BELONGS_TO_NAME.match(text, end)
    return not (is_part or is_ordinary(text[start:end]) or is_other_use(text, start, end) or _seams(text, start, end))


def _seams(text: str, start: int, end: int) -> int:
    """How many ends of a name belong to an everyday word with the character outside: 今天|元旦 has two at 天元."""
    return is_common(text[max(0, start - 1) : start + 1]) + is_common(text[end - 1 : end + 1])
