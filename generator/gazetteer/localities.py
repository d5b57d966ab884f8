"""The typed value of `content/places.toml`, what an editor knows of a city; it looks nothing up."""

import difflib
import tomllib
from collections.abc import Mapping

from msgspec import Struct, field

from generator.errors import Diagnostic, diagnose


class Places(Struct, frozen=True):
    """Names and what they stand for; `city` says whose they are, so that another city never meets them.

    `same`: other names of a district (株洲高新区 = 天元区); `former`: names it once had; `zones`: zones inside a
    district; `sites`: well-known sites in a township; `spellings`: variants that papers print.
    """

    city: str | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    path: str = "places.toml"

    def __hash__(self) -> int:
        """Equal values have equal hashes, so that a gazetteer is built once."""
        return hash((self.city, *(tuple(getattr(self, name).items()) for name in TABLES)))


TABLES = ("same", "former", "zones", "sites", "spellings")


def parse_places(text: str, path: str = "places.toml") -> tuple[Places, tuple[Diagnostic, ...]]:
    """Read `places.toml`; an unknown key or a value that is no text is an error and is left out.

    >>> parse_places('city = "株洲"\\n[same]\\n"株洲高新区" = "天元区"')[0].same
    {'株洲高新区': '天元区'}
    """
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Places(path=path), (diagnose("places-toml", path, error_line(str(error)), problem=error),)
    found: list[Diagnostic] = []
    tables = {name: table(name, read.pop(name, {}), text, path, found) for name in TABLES}
    city = read.pop("city", None)
    if city is not None and not isinstance(city, str):
        found.append(diagnose("places-value", path, line_of(text, "city"), key="city", value=city))
        city = None
    for key in read:
        guess = difflib.get_close_matches(key, ("city", *TABLES), n=1, cutoff=0)
        found.append(diagnose("places-key", path, line_of(text, key), key=key, guess="".join(guess)))
    return Places(city=city, path=path, **tables), tuple(sorted(found))


def table(name: str, read: object, text: str, path: str, found: list[Diagnostic]) -> dict[str, str]:
    """The pairs of one table that are text = text; what is not goes to `found`."""
    if not isinstance(read, dict):
        found.append(diagnose("places-value", path, line_of(text, name), key=name, value=read))
        return {}
    wrong = [key for key, value in read.items() if not isinstance(value, str) or len(key) < 2]
    for key in wrong:
        found.append(diagnose("places-value", path, line_of(text, key), key=f"{name}.{key}", value=read[key]))
    return {key: value for key, value in read.items() if key not in wrong}


def line_of(text: str, key: str) -> int:
    """The first line that names the key, 0 where none does."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip(' ["').startswith(key):
            return number
    return 0


def error_line(problem: str) -> int:
    """The line in `tomllib`'s words: `… (at line 3, column 1)`."""
    _, _, tail = problem.partition("line ")
    digits = tail.partition(",")[0]
    return int(digits) if digits.isdecimal() else 0
