"""The project's settings, typed, from `content/site.toml`; reads nothing else and knows no defaults of a city.

An unknown key, a wrong type or an impossible value is an error with its line and, where one is near, the key that was
probably meant. Secrets are never settings: they come from the environment only.
"""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from generator.disk import disk_errors
from generator.errors import BaozhaiError, Diagnostic, ExitStatus, diagnose

CONFIG_FILE = "content/site.toml"
UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(?P<key>[^`]*)`(?: - at `\$\.?(?P<path>[^`]*)`)?")
MISSING_FIELD = re.compile(r"Object missing required field `(?P<key>[^`]*)`(?: - at `\$\.?(?P<path>[^`]*)`)?")
WRONG_VALUE = re.compile(r"(?P<problem>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$")
TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")  # tomllib: Expected '=' after a key (at line 3, column 7)
THEME_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")

Typed = TypeVar("Typed")


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[site]`: what the reader sees. An empty `title` means the city's short name and 报摘."""

    title: str = ""
    base_url: str = "http://localhost/"
    description: str = ""
    language: str = "zh-CN"
    theme: str = "broadsheet"
    icp: str = ""
    page_size: int = 50


class PaperSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[paper]`: the home city, by name or code, is the one line that is needed; `name` as on the masthead."""

    city: str
    name: str = ""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `content/site.toml`."""

    paper: PaperSettings
    site: SiteSettings = SiteSettings()


def load_config(project: Path) -> Config:
    """The settings of a project; a missing file says how to make one."""
    text = read_settings(project, CONFIG_FILE)
    if text is None:
        missing = diagnose("config-missing", str(project), file=CONFIG_FILE)
        raise BaozhaiError(missing, status=ExitStatus.USAGE)
    config = parse_toml(text, CONFIG_FILE, Config)
    if faults := list(_impossible(config, text)):
        raise BaozhaiError(*faults)
    return config


def read_settings(project: Path, path: str) -> str | None:
    """The text of a file in which people say something to the program, None where there is none.

    Raises `BaozhaiError` when it is not UTF-8 or cannot be read; `path` is relative to the project.
    """
    file = project / path
    if not file.exists():
        return None
    with disk_errors(file):
        data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BaozhaiError(diagnose("config-not-utf8", path)) from None


def parse_toml(text: str, path: str, kind: type[Typed]) -> Typed:
    """Text of a TOML file as a value of `kind`; raises `BaozhaiError` with line, key and what was expected.

    >>> parse_toml('[paper]\\ncity = "株洲"', "site.toml", Config).paper.city
    '株洲'
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = TOML_PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        problem = TOML_PLACE.sub("", str(error)).strip()
        raise BaozhaiError(diagnose("toml-broken", path, line, problem=problem)) from None
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise BaozhaiError(_explain(str(error), text, path, kind)) from None


def line_of_key(text: str, dotted: str) -> int:
    """The line of a key such as `site.title` in TOML text, of the nearest table above it if the key has none, else 0.

    >>> line_of_key('[site]\\ntitle = 3', "site.title")
    2
    """
    if not dotted:
        return 0
    *tables, key = [re.sub(r"\[.*", "", part) for part in dotted.split(".") if part]
    table, found = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            table = header[1].replace('"', "")
            if table in {".".join(tables), dotted}:
                found = found or number
        elif table == ".".join(tables) and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
            return number
    return found or line_of_key(text, ".".join(tables))


def _explain(problem: str, text: str, path: str, kind: type[Any]) -> Diagnostic:
    if unknown := UNKNOWN_FIELD.match(problem):
        parent = unknown["path"] or ""
        key = unknown["key"]
        names = _field_names(kind, parent)
        near = difflib.get_close_matches(key, names, n=1)
        line = line_of_key(text, f"{parent}.{key}" if parent else key)
        if near:
            return diagnose("key-unknown-near", path, line, key=key, near=near[0])
        return diagnose("key-unknown", path, line, key=key, known=", ".join(names))
    if missing := MISSING_FIELD.match(problem):
        parent = missing["path"] or ""
        key = f"{parent}.{missing['key']}" if parent else missing["key"]
        return diagnose("key-missing", path, line_of_key(text, parent), key=key)
    wrong = WRONG_VALUE.match(problem)
    dotted = (wrong["path"] or "") if wrong else ""
    return diagnose(
        "value-wrong",
        path,
        line_of_key(text, dotted),
        key=dotted or "-",
        problem=wrong["problem"] if wrong else problem,
    )


def _field_names(kind: type[Any], dotted: str) -> list[str]:
    """Names of the keys that may stand in the table `dotted` of a struct type."""
    for part in filter(None, dotted.split(".")):
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
        inner = fields.get(re.sub(r"\[.*", "", part))
        arguments = getattr(inner, "__args__", ())
        kind = next((one for one in (inner, *arguments) if hasattr(one, "__struct_fields__")), kind)
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def _impossible(config: Config, text: str) -> list[Diagnostic]:
    """Values of the right type that cannot work."""
    url = urlsplit(config.site.base_url)
    checks = [
        ("paper.city", "impossible-city", bool(config.paper.city.strip())),
        ("site.base_url", "impossible-url", url.scheme in {"http", "https"} and bool(url.hostname)),
        ("site.base_url", "impossible-url", not url.query and not url.fragment),
        ("site.theme", "impossible-theme", bool(THEME_NAME.fullmatch(config.site.theme))),
        ("site.page_size", "impossible-page-size", 1 <= config.site.page_size <= 1000),
    ]
    return [diagnose(code, CONFIG_FILE, line_of_key(text, key), key=key) for key, code, good in checks if not good]


def config_schema() -> dict[str, Any]:
    """JSON Schema of `site.toml`, for editors that complete and check while one types."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Config)}
