"""What readers are told of each place of a city: its names of today and other years, what it lies in, where.

Villages are left out: an article that names one brings its name and code along, and the code says the township.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.gazetteer.city import Gazetteer
from generator.gazetteer.divisions import Place, centroid, children, former_counties
from generator.model import Locality


@functools.lru_cache(maxsize=8)
def directory(home: Gazetteer) -> tuple[Locality, ...]:
    """Every district, township and zone of a city, one entry a code, in the gazetteer's order.

    >>> from generator.gazetteer import load
    >>> lukou = next(entry for entry in directory(load("株洲")) if entry.code == "430212")
    >>> lukou.name, lukou.former, lukou.point
    ('渌口区', ('株洲县',), (113144, 27699))
    """
    places = [place for place in home.places if place.level != "village"]
    also, former = _other_names(home, places)
    known = dict.fromkeys(place.code for place in places)
    first = {place.code: place for place in reversed(places)}
    entries = [_entry(first[code], also.get(code, ()), former.get(code, ())) for code in known if code]
    return (*entries, *_zones(home, also))


def _entry(place: Place, also: Iterable[str], former: Iterable[str]) -> Locality:
    """A place with its further names, its own left out."""
    past = tuple(name for name in dict.fromkeys(former) if name != place.name)
    rest = tuple(name for name in dict.fromkeys(also) if name != place.name and name not in past)
    point = centroid(place.code) if place.level == "district" and place.code else None
    return Locality(place.code, place.name, place.level, place.within, rest, past, point)


def _zones(home: Gazetteer, also: Mapping[str, Sequence[str]]) -> Iterator[Locality]:
    """The zones an editor added: they have names and no codes."""
    for name in home.added.zones if home.added else ():
        yield Locality(None, name, "zone", home.full[name][0].within, tuple(also.get(name, ())))


def _former_towns(places: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """Code of today and former name of the townships of other years in the counties of these places."""
    counties = sorted({place.code[:6] for place in places if place.code})
    for county in counties:
        yield from ((code, name) for code, name in children("former_townships.tsv.gz", county) if code)


def _other_names(home: Gazetteer, places: Iterable[Place]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """By code, other names of today and former names; a township of two names in the tables has the second as other."""
    also: dict[str, list[str]] = {}
    former: dict[str, list[str]] = {}
    for place in places:
        also.setdefault(place.code or "", []).append(place.name)
    for code, name in (*((code, name) for code, name, _ in former_counties()), *_former_towns(places)):
        former.setdefault(code, []).append(name)
    if home.added:
        for table, names in ((home.added.same, also), (home.added.spellings, also), (home.added.former, former)):
            for name in table:
                for place in home.full.get(name, ()) or ([home.short[name]] if name in home.short else []):
                    names.setdefault(place.code or place.name, []).append(name)
    return also, former
