"""The typed value of `content/places.toml`, what an editor knows of a city; it looks nothing up."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct, field

from generator.config import line_of_key, parse_toml
from generator.errors import BaozhaiError, diagnose

TABLES = ("same", "former", "zones", "sites", "spellings")


class _Tables(Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of the file. `city` says whose the places are, so that another city never meets them.

    `same`: other names of a district (株洲高新区 = 天元区); `former`: names it once had; `zones`: zones inside a
    district; `sites`: well-known sites in a township; `spellings`: variants that papers print.
    """

    city: str | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)


class Places(_Tables, frozen=True):
    """The tables of one file, with its `path` and the `line` that names the city."""

    path: str = "places.toml"
    line: int = 0

    def __hash__(self) -> int:
        """Equal values have equal hashes, so that a gazetteer is built once."""
        return hash((self.city, *(tuple(getattr(self, name).items()) for name in TABLES)))


def parse_places(text: str, path: str = "places.toml") -> Places:
    """Read `places.toml`; raises `BaozhaiError` with line, key and what was expected.

    >>> parse_places('city = "株洲"\\n[same]\\n"株洲高新区" = "天元区"').same
    {'株洲高新区': '天元区'}
    """
    tables = parse_toml(text, path, _Tables)
    short = [(name, key) for name in TABLES for key in getattr(tables, name) if len(key) < 2]
    if short:
        lines = ((line_of_key(text, f"{name}.{key}"), f"{name}.{key}") for name, key in short)
        raise BaozhaiError(*(diagnose("places-short", path, line, key=key) for line, key in lines))
    return Places(**msgspec.structs.asdict(tables), path=path, line=line_of_key(text, "city"))
