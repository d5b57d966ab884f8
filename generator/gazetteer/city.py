"""One city's places: its districts, townships and villages, their other names, and what an editor added; reads no text.

`load("株洲")` needs a city's name or code and nothing else. `content/places.toml` adds what no national table knows.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.gazetteer.additions import add_places
from generator.gazetteer.divisions import (
    Division,
    Place,
    children,
    divisions,
    former_counties,
    is_common,
    packed,
    plain_county,
    slug_of,
    stem,
    suffix,
    upper_names,
)
from generator.gazetteer.homes import is_province, resolve
from generator.gazetteer.localities import Places
from generator.gazetteer.zones import spellings
from generator.model import District

SUFFIX_SOUNDS = {"区": "qu", "新区": "xinqu", "县": "xian", "市": "shi", "旗": "qi", "镇": "zhen", "乡": "xiang",
                 "街道": "jiedao", "苏木": "sumu"}  # fmt: skip
ZONE_KIND = re.compile(r"(?:高新技术产业|经济技术|经济)?(?:开发区|新区|示范区|园区)$")


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Everything that is known of a home city; two loads of one city are one value.

    `full` holds names that stand for a place wherever they are printed (渌口区, 株洲县, 横江村, 渌口经开区),
    `short` those that need a look at what follows (渌口, 白关).
    """

    city: District
    districts: tuple[District, ...]
    places: tuple[Place, ...]
    full: Mapping[str, tuple[Place, ...]]
    short: Mapping[str, Place]
    ancestors: frozenset[str]
    added: Places | None = None

    def names(self) -> tuple[str, ...]:
        """Every name of the city and its places, full and short, in order: words that a text may break in."""
        return tuple(sorted({self.city.name, *self.full, *self.short}))

    def district(self, code: str | None) -> District | None:
        """The district of this code."""
        return next((district for district in self.districts if district.code == code), None)


def load(city: str, places: Places | None = None) -> Gazetteer:
    """The gazetteer of a city, named (`株洲`, `醴陵市`) or by code (`430200`, `4302`, `43`).

    `places` is left out where it is another city's. Raises `BaozhaiError` for a city that is unknown or
    ambiguous or a province by its name, and for a place of `places` that the city does not have.

    >>> [district.slug for district in load("株洲").districts][:3]
    ['hetang', 'lusong', 'shifeng']
    """
    home = resolve(city)
    return build(home, None if places and is_elsewhere(places, home) else places)


def is_elsewhere(places: Places, home: str) -> bool:
    """Whether what an editor wrote is of another city than the one of this code."""
    return bool(places.city) and resolve(places.city or "", places.path, places.line("city")) != home


# ---- its places -------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=8)
def build(home: str, places: Places | None) -> Gazetteer:
    """The gazetteer of a division by its code."""
    city = divisions()[home]
    units = tuple(_own_districts(home))
    inner = (*units, *_counties_below(home, units), *_townships(home, units))
    inner = (*inner, *_villages(home, inner))
    full, short = _index(inner, city), _short_forms(inner, city)
    for name, place in _former_townships(home, units, inner):
        full.setdefault(name, [place])
    if places:
        add_places(full, short, city, places)
    return Gazetteer(
        city=District(city.code, city.name, city.slug),
        districts=_with_slugs(units),
        places=inner,
        full={name: tuple(found) for name, found in full.items()},
        short={name: place for name, place in short.items() if name not in full},
        ancestors=frozenset(_ancestors(home)),
        added=places,
    )


def _ancestors(home: str) -> Iterator[str]:
    """Names, full and short, of the city and of what it lies in: no foreign places."""
    table = divisions()
    for code in (home, home[:4] + "00", home[:2] + "0000"):
        if code in table:
            yield from (table[code].name, stem(table[code].name))
    yield from (name for code, name, _ in former_counties() if code == home)  # 邵东县 is 邵东市 of other years


def _own_districts(home: str) -> Iterator[Place]:
    """The parts of a home that get their own pages: cities of a province, counties of a city, else townships."""
    below = [code for code in _codes_of(home) if code != home]
    if is_province(home):
        below = [code for code in below if code.endswith("00") or divisions().get(code[:4] + "00") is None]
    for code in below:
        yield Place(divisions()[code].name, "district", code, code, home)
    if not below:
        zones = (cell for cell in children("other_names.tsv.gz", home) if home.endswith("00") and _is_zone(cell[0]))
        for code_or_none, name in (*children("townships.tsv.gz", home), *zones):
            code = code_or_none or f"{home}-{slug_of(name)}"
            yield Place(name, "district", code, code, home)


def _is_zone(code: str | None) -> bool:
    """Whether the statistics count a code among the zones, which in a city without districts are parts as towns are."""
    return code is not None and code[6] == "4"


def significant(home: str) -> str:
    """The digits that all parts of a home share: 430200 -> 4302, 110000 -> 11, 430281 -> 430281."""
    return home[:2] if home.endswith("0000") else home[:4] if home.endswith("00") else home


def _counties_below(home: str, units: tuple[Place, ...]) -> Iterator[Place]:
    """The counties of a province's cities; nothing for a city or a county."""
    known, prefix = {unit.code for unit in units}, significant(home)
    for code, division in divisions().items():
        if code.startswith(prefix) and code not in known and f"{code[:4]}00" in known:
            yield Place(division.name, "district", code, f"{code[:4]}00", f"{code[:4]}00")


def _townships(home: str, units: tuple[Place, ...]) -> Iterator[Place]:
    """Every township, under each of its names of today, that is no district itself."""
    known = {unit.name for unit in units if unit.within == home and len(unit.code or "") > 6}
    for code in _codes_of(home):
        district = next((u.code for u in units if u.code in (code, f"{code[:4]}00")), None)
        for table in ("townships.tsv.gz", "other_names.tsv.gz"):
            for own, name in children(table, code):
                if name not in known:
                    yield Place(name, "township", own, district, code)


def _former_townships(home: str, units: Iterable[Place], inner: Iterable[Place]) -> Iterator[tuple[str, Place]]:
    """Each township of other years with the one of today, or by itself in its county where no table tells of one."""
    by_code = {place.code: place for place in reversed(tuple(inner))}
    for code in _codes_of(home):
        district = next((unit.code for unit in units if unit.code in (code, f"{code[:4]}00")), None)
        for own, name in children("former_townships.tsv.gz", code):
            yield name, by_code.get(own or "-") or Place(name, "township", None, district, code)


def _codes_of(home: str) -> Iterator[str]:
    """The codes of a home and of all divisions in it."""
    prefix = significant(home)
    return (code for code in divisions() if code.startswith(prefix))


def _villages(home: str, inner: Iterable[Place]) -> Iterator[Place]:
    """The villages and communities, where the program has them for this city."""
    for table in (f"villages/{home[:4]}.tsv.gz", f"villages/{home[:2]}.tsv.gz"):
        if packed(table):
            for town in inner:
                for code, name in children(table, town.code or "-"):
                    if len(name) > 2:
                        yield Place(name, "village", code, town.district, town.code)


def _with_slugs(units: tuple[Place, ...]) -> tuple[District, ...]:
    """Districts in code order; where two share a slug each gets its suffix: linxiashi, linxiaxian."""
    table = divisions()
    named = [(unit, table[unit.code].slug if unit.code in table else slug_of(unit.name)) for unit in units]
    for widen in (_suffix_sound, _last_digits):
        count = Counter(slug for _, slug in named)
        named = [(unit, slug + widen(unit) if count[slug] > 1 else slug) for unit, slug in named]
    return tuple(District(unit.code or "", unit.name, slug) for unit, slug in named)


def _suffix_sound(unit: Place) -> str:
    """临夏县 -> xian."""
    return SUFFIX_SOUNDS.get(suffix(unit.name), "")


def _last_digits(unit: Place) -> str:
    """What tells two districts apart whose names sound the same."""
    return (unit.code or "")[-3:]


# ---- their names ------------------------------------------------------------------------------------


def _index(inner: Iterable[Place], city: Division) -> dict[str, list[Place]]:
    """Full name -> the places that bear it or bore it."""
    full: dict[str, list[Place]] = {}
    for place in inner:
        full.setdefault(place.name, []).append(place)
        bare = place.name.removeprefix(stem(city.name))  # 东莞滨海湾新区
        if place.is_town and _is_zone(place.code):
            ways = {way for name in (place.name, bare) for way in (name, *spellings(name)) if len(way) > 2}
            for way in sorted(ways - {place.name}):
                full.setdefault(way, []).append(place)
    for place in inner:
        if plain := plain_county(place.name):
            full.setdefault(plain, [place])
    by_code = {place.code: place for place in inner}
    for code, name, _ in former_counties():
        if code in by_code and name not in full:
            full[name] = [by_code[code]]
    full.pop(city.name, None)
    return full


def _short_forms(inner: Iterable[Place], city: Division) -> dict[str, Place]:
    """Names without suffix that stand for one place: of every district, of townships where it is no common word."""
    shorts: dict[str, Place] = {}
    inner = tuple(inner)
    bare = Counter(stem(place.name) for place in inner if place.level == "township")
    for place in inner:
        name = stem(place.name)
        if name == place.name or name == stem(city.name) or len(name) < 2:
            continue
        if place.is_town and _is_zone(place.code):
            name = ZONE_KIND.sub("", place.name.removeprefix(stem(city.name)))  # 洋浦经济开发区 -> 洋浦
        if place.level == "district":
            if len(name) > 1:
                shorts[name] = place
        elif place.level == "township" and bare[name] == 1 and not is_common(name) and not _is_county(name):
            shorts.setdefault(name, place)
    for name, place in _former_shorts(inner):
        if bare[name] == 0 and name != stem(city.name):
            shorts.setdefault(name, place)
    return shorts


def _former_shorts(inner: Iterable[Place]) -> Iterator[tuple[str, Place]]:
    """The short forms of districts of other years: 渝北, 闸北, 宣武."""
    by_code = {place.code: place for place in inner if place.level == "district"}
    for code, name, _ in former_counties():
        if code in by_code and stem(name) != name and not _is_county(stem(name)):
            yield stem(name), by_code[code]


def _is_county(name: str) -> bool:
    """Whether a county or city anywhere goes by this name: 左权 is 左权县 before it is a township."""
    return any(f"{name}{kind}" in upper_names() for kind in ("市", "区", "县", "旗", "新区"))
