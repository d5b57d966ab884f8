"""A theme: templates, static files and strings, read once; what is made of a template is made by `engine`.

A project shadows single files of a built-in theme under `themes/<name>/`, and single strings. Nothing is read after
`load_theme`, so that a file made from a template depends on the template's closure, its values and nothing else.
"""

import contextlib
import datetime
import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.errors import BaozhaiError, diagnose
from generator.render import permalinks, theme_files
from generator.render.values import Imprint

if TYPE_CHECKING:
    from generator.render.engine import Environment

REFERENCE = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\s+([^\s%]+)")  # {% extends "base.html" %}
QUOTED = re.compile(r"""(["'])([\w./-]+)\1""")


@dataclass(frozen=True, eq=False)
class Theme:
    """All files of a theme by name; `strings` by language, then by dotted key."""

    name: str
    language: str
    templates: Mapping[str, str]
    static: Mapping[str, bytes]
    strings: Mapping[str, dict[str, str]]

    def render(self, template: str, *, site: Imprint, **values: object) -> bytes:
        """The file a template makes of its values; `root` must be among them.

        Raises BaozhaiError with the template's file and line when it asks for what it does not get.
        """
        from generator.render.engine import TemplateError  # noqa: PLC0415 - an idle build need not wait for it

        try:
            return self._environment(site).get_template(template).render(values, site=site).encode()
        except (TemplateError, TypeError, ValueError, LookupError) as error:  # {{ 1 + "x" }}, {{ asset("none.css") }}
            raise BaozhaiError(diagnose("theme-broken", *_place(error, template, self.name), problem=error)) from error

    def prepare(self, site: Imprint) -> None:
        """Compile every template now, before workers are forked that would each do it; faults show when it is used."""
        from generator.render.engine import TemplateError  # noqa: PLC0415

        environment = self._environment(site)
        for name in self.templates:
            with contextlib.suppress(TemplateError):
                environment.get_template(name)

    def fingerprint(self, template: str) -> str:
        """A hash of all that a template is made of: itself, what it extends and includes, strings, static files."""
        state = hashlib.blake2b(self._surroundings, digest_size=16)
        for name in sorted(self._closure(template)):
            state.update(f"{name}\0{self.templates[name]}\0".encode())
        return state.hexdigest()

    def asset(self, name: str) -> str:
        """The address of a static file: its name carries a hash of its content, so that it may be cached for ever."""
        return self._assets[name]

    def static_files(self) -> Iterator[tuple[str, bytes]]:
        """Address and content of every static file."""
        for name in sorted(self.static):
            yield self._assets[name], self.static[name]

    def say(self, language: str, key: str, kind: str = "city", /, **arguments: object) -> str:
        """A string of the catalogue, as it reads for a kind of home and, where it counts `n` things, for this number.

        Raises BaozhaiError when no catalogue has it.
        """
        spoken = self._spoken(language)
        found = spoken.get(f"{key}_one" if arguments.get("n") == 1 else key, spoken.get(key))
        problem = f"no string {key!r}"
        if found is not None:
            try:
                return found.format(**arguments, **self._words(language, kind))
            except (LookupError, ValueError):
                problem = f"string {key!r} can hold only {{{'}, {'.join(sorted(arguments))}}}: {found}"
        raise BaozhaiError(diagnose("theme-broken", f"themes/{self.name}/strings/{language}.toml", problem=problem))

    def knows(self, language: str, key: str) -> bool:
        """Whether `say` has this string."""
        return key in self._spoken(language)

    def say_day(self, language: str, date: str, key: str = "date.day") -> str:
        """A day in the reader's language: `2021年11月25日`; what is no day of the calendar stays as it is."""
        if not permalinks.is_date(date):
            return date
        day = datetime.date.fromisoformat(date)
        weekday = self.say(language, "date.weekdays").split()[day.weekday()]
        name = self.say(language, "date.months").split()[day.month - 1]
        return self.say(language, key, year=day.year, month=day.month, day=day.day, weekday=weekday, name=name)

    def _words(self, language: str, kind: str) -> Mapping[str, str]:
        """What the parts of a kind of home are called, and the whole: {parts}, {part}, {whole}, {Parts}, {Part}."""
        known = self._kinds.get((language, kind))
        if known is None:
            spoken = self._spoken(language)
            words = {name: spoken.get(f"kind.{kind}.{name}", name) for name in ("parts", "part", "whole")}
            capital = {name.capitalize(): words[name][:1].upper() + words[name][1:] for name in ("parts", "part")}
            known = self._kinds[language, kind] = words | capital
        return known

    def _spoken(self, language: str) -> Mapping[str, str]:
        """Every string there is for a language: its own, and where it has none the theme's."""
        known = self._catalogues.get(language)
        if known is None:
            known = self._catalogues[language] = self.strings.get(self.language, {}) | self.strings.get(language, {})
        return known

    @functools.cached_property
    def _catalogues(self) -> dict[str, Mapping[str, str]]:
        return {}

    @functools.cached_property
    def _kinds(self) -> dict[tuple[str, str], Mapping[str, str]]:
        return {}

    def _closure(self, template: str) -> set[str]:
        found: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            if name not in self.templates:
                raise BaozhaiError(diagnose("theme-no-template", f"themes/{self.name}", template=name))
            found.add(name)
            waiting += _references(self.templates[name], f"themes/{self.name}/templates/{name}")
        return found

    @functools.cached_property
    def _assets(self) -> dict[str, str]:
        return {name: _hashed_name(name, data) for name, data in self.static.items()}

    @functools.cached_property
    def _surroundings(self) -> bytes:
        flat = {language: sorted(strings.items()) for language, strings in sorted(self.strings.items())}
        return repr((self.language, flat, sorted(self._assets.items()))).encode()

    def _environment(self, site: Imprint) -> "Environment":
        """The engine with this theme's templates, compiled for one site; the latest is kept."""
        from generator.render.engine import make_environment  # noqa: PLC0415
        from generator.render.short_templates import quick_environment  # noqa: PLC0415

        known, environment, is_quick = self._latest[0] if self._latest else (None, None, False)
        if environment is None or not (is_quick or self._few) or (known is not site and known != site):
            environment = make_environment(self) if self._few else quick_environment(self, site)
            self._latest[:] = [(site, environment, not self._few)]
        return environment

    @contextlib.contextmanager
    def few_pages(self) -> Iterator[None]:
        """What is rendered inside is little: templates are not compiled for the site, which pays for many pages only."""
        self._few.append(True)
        try:
            yield
        finally:
            self._few.clear()

    @functools.cached_property
    def _latest(self) -> "list[tuple[Imprint, Environment, bool]]":
        return []

    @functools.cached_property
    def _few(self) -> list[bool]:
        return []


# ---- the files of a theme ----------------------------------------------------------------------------


def _place(error: Exception, template: str, theme: str) -> tuple[str, int]:
    """The file and line of a template that an error comes from."""
    folder = f"themes/{theme}/templates/"
    line = getattr(error, "lineno", None)
    if line is not None:
        return f"{folder}{getattr(error, 'name', None) or template}", int(line)
    places, trace = [], error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(folder):
            places.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return places[-1] if places else (f"{folder}{template}", 0)


def _references(source: str, path: str) -> Iterator[str]:
    """Names of the templates that a template is made of; a computed name is an error."""
    for match in REFERENCE.finditer(source):
        quoted = QUOTED.fullmatch(match[2])
        if quoted is None:
            line = source.count("\n", 0, match.start()) + 1
            raise BaozhaiError(diagnose("theme-computed", path, line, word=match[1], found=match[2]))
        yield quoted[2]


def _hashed_name(name: str, data: bytes) -> str:
    """`broadsheet.css` as `static/broadsheet.1f0c9a3e.css`."""
    stem, dot, extension = name.rpartition(".")
    digest = hashlib.blake2b(data, digest_size=4).hexdigest()
    return f"static/{stem}.{digest}.{extension}" if dot else f"static/{name}.{digest}"


def load_theme(name: str, project: Path) -> Theme:
    """Read theme `name`: the project's `themes/<name>`, file by file, in front of the built-in one and of its parents.

    Raises BaozhaiError (usage) when a theme is nowhere, or for a file that cannot be read as what it is.
    """
    files = theme_files.read(name, project)
    return _theme(name, msgspec.msgpack.encode(files, order="sorted"))


@functools.lru_cache(maxsize=4)
def _theme(name: str, encoded: bytes) -> Theme:
    """One theme for the same files: the preview builds again and again, and compiling the templates takes 0.1 s."""
    files = msgspec.msgpack.decode(encoded, type=theme_files.ThemeFiles)
    return Theme(name, files.language, files.templates, files.static, files.strings)
