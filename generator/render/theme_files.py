"""The files of a theme on disk, laid over one another; knows nothing of what they mean.

Of each file the first that is found counts: in the project's folder of the theme, in the built-in one, then the same of
its parent. So a project replaces single files of a theme, and a theme only holds what it has otherwise than its parent.
"""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from turbohtml.clean import minify_css

from generator.config import THEME_NAME, parse_toml
from generator.errors import BaozhaiError, ExitStatus, diagnose

THEME_FILE = "theme.toml"
LANGUAGE = "zh-CN"


class ThemeSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """`theme.toml`; `language` is the catalogue that is asked where the site's own has no string.

    `parent` is the theme whose files stand where this one has none; `language` is then its, unless it is said here.
    """

    name: str
    version: str
    description: str = ""
    language: str | None = None
    parent: str | None = None


class ThemeFiles(Struct, frozen=True):
    """All files of a theme by name, `static` as published; `strings` by language, then by dotted key."""

    language: str
    templates: dict[str, str]
    static: dict[str, bytes]
    strings: dict[str, dict[str, str]]


def read(name: str, project: Path) -> ThemeFiles:
    """Read theme `name` with its parents.

    Raises BaozhaiError (usage) when a theme is nowhere, and for parents in a circle or a file that cannot be read as
    what it is.
    """
    chain = _chain(name, project)
    layers = [layer for theme, _ in chain for layer in _layers(theme, project)]
    templates = _templates(layers, name, "")
    for theme, _ in chain[1:]:
        templates |= _templates(_layers(theme, project), theme, f"{theme}/")
    language = next((settings.language for _, settings in chain if settings.language), LANGUAGE)
    static = {at: _shipped(f"{name}/static/{at}", data) for at, data in _files(layers, "static").items()}
    return ThemeFiles(language, templates, static, _strings(layers))


def _chain(name: str, project: Path) -> list[tuple[str, ThemeSettings]]:
    """A theme, its parent, and so on."""
    found: dict[str, ThemeSettings] = {}
    waiting: str | None = name
    while waiting:
        settings = _settings(waiting, project)
        found[waiting] = settings
        if settings.parent in found:
            raise BaozhaiError(
                diagnose("theme-circle", f"themes/{waiting}/{THEME_FILE}", chain=" → ".join([*found, settings.parent]))
            )
        waiting = settings.parent
    return list(found.items())


def _settings(name: str, project: Path) -> ThemeSettings:
    layers = _layers(name, project) if THEME_NAME.fullmatch(name) else []
    file = next((layer / THEME_FILE for layer in layers if (layer / THEME_FILE).is_file()), None)
    if file is None:
        places = ", ".join(str(layer) for layer in layers)
        raise BaozhaiError(diagnose("theme-missing", "theme", name=name, places=places), status=ExitStatus.USAGE)
    place = f"{name}/{THEME_FILE}"
    return parse_toml(_text(file.read_bytes(), place), f"themes/{place}", ThemeSettings)


def _templates(layers: list[Path], theme: str, prefix: str) -> dict[str, str]:
    """Templates by name; those of a parent also as `broadsheet/base.html`, so that a theme can extend what it replaces."""
    return {f"{prefix}{at}": _text(data, f"{theme}/templates/{at}") for at, data in _files(layers, "templates").items()}


def _layers(name: str, project: Path) -> list[Path]:
    return [project / "themes" / name, built_in() / name]


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


@functools.lru_cache(maxsize=32)
def _shipped(name: str, data: bytes) -> bytes:
    """A static file as it is published: of a stylesheet what browsers need, without blanks and comments (but `/*! … */`)."""
    return minify_css(_text(data, name)).encode() if name.endswith(".css") else data


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
            merged.setdefault(file.removesuffix(".toml"), {}).update(_catalogue(place, data))
    return merged


@functools.lru_cache(maxsize=32)  # the preview reads them again and again
def _catalogue(place: str, data: bytes) -> Mapping[str, str]:
    try:
        return dict(_flat(tomllib.loads(_text(data, place)), ""))
    except tomllib.TOMLDecodeError as error:
        raise BaozhaiError(diagnose("theme-broken", f"themes/{place}", problem=error)) from None


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """`[date] day = "…"` as `date.day`."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
