"""What `content/places.toml` adds to the names of a city: aliases, zones, sites, in whatever order they are written."""

import difflib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from generator.errors import BaozhaiError, Diagnostic, diagnose
from generator.gazetteer.divisions import Division, Place, stem
from generator.gazetteer.localities import TABLES, Places
from generator.gazetteer.zones import spellings

Entry = tuple[str, str, str]  # table, printed name, target


def add_places(full: dict[str, list[Place]], short: dict[str, Place], city: Division, places: Places) -> None:
    """Add what an editor wrote to the names of a city.

    Raises `BaozhaiError` for every target that is no place of the city or leads back to itself, and for every name
    that the city or another district of today has.
    """
    districts = {place for found in full.values() for place in found if place.level == "district"}
    own = {name: place for place in districts for name in (place.name, stem(place.name))}
    faults: list[Diagnostic] = []
    for table, name, target in _in_order(places):
        line = places.line(table, name)
        found = full.get(target) or ([short[target]] if target in short else [])
        if not found:
            guess = "".join(difflib.get_close_matches(target, sorted(full), n=1, cutoff=0.3)) or "-"
            faults.append(diagnose("place-unknown", places.path, line, name=name, target=target, guess=guess))
        elif name in (city.name, stem(city.name)) or own.get(name, found[0]) != found[0]:
            faults.append(diagnose("place-of-today", places.path, line, name=name, target=target))
        elif table == "spellings" and target in short:
            short[name] = found[0]
        else:
            full[name] = [Place(name, "zone", None, found[0].district, found[0].code)] if table == "zones" else found
            for way in spellings(name):  # 渌口经济开发区 is 渌口经开区
                full.setdefault(way, full[name])
    if faults:
        raise BaozhaiError(*sorted(faults))


def _in_order(places: Places) -> Iterator[Entry]:
    """Every entry behind the one it leads to: 高新广场 = 高新区 may stand before 高新区 = 天元区."""
    entries = {name: (table, name, to) for table in TABLES for name, to in getattr(places, table).items()}
    try:
        order = tuple(TopologicalSorter({name: [entry[2]] for name, entry in entries.items()}).static_order())
    except CycleError as error:
        table, name, _ = entries[error.args[1][0]]
        chain = " → ".join(error.args[1])
        raise BaozhaiError(diagnose("place-circle", places.path, places.line(table, name), chain=chain)) from None
    return (entries[name] for name in order if name in entries)
