"""The files of a theme on disk: the project's in front of the built-in ones; knows nothing of what they mean."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.config import parse_toml
from generator.errors import BaozhaiError, ExitStatus, diagnose

THEME_FILE = "theme.toml"


class ThemeSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """`theme.toml`; `language` is the catalogue that is asked where the site's own has no string."""

    name: str
    version: str
    description: str = ""
    language: str = "zh-CN"


class ThemeFiles(Struct, frozen=True):
    """All files of a theme by name; `strings` by language, then by dotted key."""

    settings: ThemeSettings
    templates: dict[str, str]
    static: dict[str, bytes]
    strings: dict[str, dict[str, str]]


def read(name: str, project: Path) -> ThemeFiles:
    """Read theme `name`: of each file the first that is found in the project's folder, then in the built-in one.

    Raises BaozhaiError (usage) when neither folder has a `theme.toml`, or for a file that cannot be read as what it is.
    """
    layers = [project / "themes" / name, built_in() / name]
    file = next((layer / THEME_FILE for layer in layers if (layer / THEME_FILE).is_file()), None)
    if file is None:
        places = ", ".join(str(layer) for layer in layers)
        raise BaozhaiError(diagnose("theme-missing", "theme", name=name, places=places), status=ExitStatus.USAGE)
    settings = parse_toml(
        _text(file.read_bytes(), f"{name}/{THEME_FILE}"), f"themes/{name}/{THEME_FILE}", ThemeSettings
    )
    templates = {at: _text(data, f"{name}/templates/{at}") for at, data in _files(layers, "templates").items()}
    return ThemeFiles(settings, templates, _files(layers, "static"), _strings(layers))


def built_in() -> Path:
    """`generator/themes` where the package is installed, `themes` beside the package in a clone."""
    package = Path(__file__).parents[1]
    installed = package / "themes"
    return installed if installed.is_dir() else package.parent / "themes"


def _files(layers: list[Path], folder: str) -> dict[str, bytes]:
    """Every file below `folder` of the layers by its name, that of the first layer that has it."""
    found: dict[str, bytes] = {}
    for layer in layers:
        base = layer / folder
        for path in sorted(base.rglob("*")):
            name = path.relative_to(base).as_posix()
            if path.is_file() and not any(part.startswith(".") or part.endswith("~") for part in name.split("/")):
                found.setdefault(name, path.read_bytes())
    return found


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BaozhaiError(diagnose("theme-broken", f"themes/{name}", problem=error)) from None


def _strings(layers: list[Path]) -> dict[str, dict[str, str]]:
    """The catalogues by language; a layer in front replaces single strings."""
    merged: dict[str, dict[str, str]] = {}
    for layer in reversed(layers):
        for file, data in _files([layer], "strings").items():
            if not file.endswith(".toml"):
                continue
            place = f"{layer.name}/strings/{file}"
            try:
                table = tomllib.loads(_text(data, place))
            except tomllib.TOMLDecodeError as error:
                raise BaozhaiError(diagnose("theme-broken", f"themes/{place}", problem=error)) from None
            merged.setdefault(file.removesuffix(".toml"), {}).update(_flat(table, ""))
    return merged


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """`[date] day = "…"` as `date.day`."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
