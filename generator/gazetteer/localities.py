"""The typed value of `content/places.toml`, what an editor knows of a city; it looks nothing up."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from generator.config import parse_toml
from generator.errors import BaozhaiError, Diagnostic, diagnose
from generator.lines import line_of_key

TABLES = ("same", "former", "zones", "sites", "spellings")
SHORTEST = 2  # characters of a name: one stands in nearly every line


class Places(Struct, frozen=True):
    """The file. `city` says whose the places are, so that another city never meets them.

    `same`: other names of a district (株洲高新区 = 天元区); `former`: names it once had; `zones`: zones inside a
    district; `sites`: well-known sites in a township; `spellings`: variants that papers print. `path` is that of the
    file, `lines` says where in it each key such as `same.高新区` stands.
    """

    city: str | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    path: str = "places.toml"
    lines: Mapping[str, int] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Equal values have equal hashes, so that a gazetteer is built once."""
        return hash((self.city, *(tuple(getattr(self, name).items()) for name in TABLES)))

    def line(self, table: str, name: str = "") -> int:
        """The line of an entry, or of `city`; 0 where it is not known."""
        return self.lines.get(_key(table, name) if name else table, 0)


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written: every name may still be anything."""

    city: str | None = None
    same: Mapping[str, Any] = field(default_factory=dict)
    former: Mapping[str, Any] = field(default_factory=dict)
    zones: Mapping[str, Any] = field(default_factory=dict)
    sites: Mapping[str, Any] = field(default_factory=dict)
    spellings: Mapping[str, Any] = field(default_factory=dict)


def parse_places(text: str, path: str = "places.toml") -> Places:
    """Read `places.toml`; raises `BaozhaiError` with line and key of every name that is none.

    >>> parse_places('city = "株洲"\\n[same]\\n"株洲高新区" = "天元区"').same
    {'株洲高新区': '天元区'}
    """
    file = parse_toml(text, path, _File)
    keys = ("city", *(_key(table, name) for table in TABLES for name in getattr(file, table)))
    lines = {key: line_of_key(text, key) for key in keys}
    faults = [
        diagnose(code, path, lines[_key(table, name)], key=_key(table, name))
        for table in TABLES
        for name, target in getattr(file, table).items()
        if (code := _fault(name, target))
    ]
    faults += _twice(file, path, lines)
    if faults:
        raise BaozhaiError(*faults)
    tables = {table: {n.strip(): to.strip() for n, to in getattr(file, table).items()} for table in TABLES}
    bare = {".".join(part.strip() for part in key.split(".", 1)): line for key, line in lines.items()}
    return Places(file.city and file.city.strip(), **tables, path=path, lines=bare)


def _twice(file: _File, path: str, lines: Mapping[str, int]) -> Iterator[Diagnostic]:
    """A name that stands in two tables, or twice in one but for blanks: which of the two holds would be chance."""
    first: dict[str, str] = {}
    for key in sorted(
        (_key(table, name) for table in TABLES for name in getattr(file, table)), key=lambda key: lines[key]
    ):
        name = key.partition(".")[2].strip()
        if name in first:
            yield diagnose("places-twice", path, lines[key], key=key, other=first[name], line=lines[first[name]])
        first.setdefault(name, key)


def _key(table: str, name: str) -> str:
    """How an entry is called: same.高新区, same.""."""
    return f"{table}.{name}" if name else f'{table}.""'


def _fault(name: str, target: object) -> str | None:
    """The code of what is wrong with one entry."""
    if not isinstance(target, str):
        return "places-no-text"
    if not name.strip() or not target.strip():
        return "places-empty"
    return "places-short" if len(name.strip()) < SHORTEST else None
