"""A theme: templates, static files and strings, read once; the only module that knows the template engine.

A project shadows single files of a built-in theme under `themes/<name>/`, and single strings. Nothing is read after
`load_theme`, so that a file made from a template depends on the template's closure, its values and nothing else.
"""

import contextlib
import datetime
import functools
import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.errors import BaozhaiError, diagnose
from generator.render import evidence, heads, permalinks, theme_files
from generator.render.printed import carry
from generator.render.quick_context import quick_context
from generator.render.typography import display, phrases

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

REFERENCE = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\s+([^\s%]+)")  # {% extends "base.html" %}
SHORT_QUOTE = re.compile(r"(“[^“”]{1,6}”)")  # 打好助企“组合拳”
QUOTED = re.compile(r"""(["'])([\w./-]+)\1""")


@dataclass(frozen=True, eq=False)
class Theme:
    """All files of a theme by name; `strings` by language, then by dotted key."""

    name: str
    language: str
    templates: Mapping[str, str]
    static: Mapping[str, bytes]
    strings: Mapping[str, dict[str, str]]

    def render(self, template: str, **values: object) -> bytes:
        """The file a template makes of its values; `site` and `root` must be among them.

        Raises BaozhaiError with the template's file and line when it asks for what it does not get.
        """
        from jinja2 import TemplateError  # noqa: PLC0415 - an idle build renders nothing and need not wait for it

        try:
            return self._environment.get_template(template).render(values).encode()
        except (TemplateError, TypeError, ValueError, LookupError) as error:  # {{ 1 + "x" }}, {{ asset("none.css") }}
            raise BaozhaiError(diagnose("theme-broken", *_place(error, template, self.name), problem=error)) from error

    def prepare(self) -> None:
        """Compile every template now, before workers are forked that would each do it; faults show when it is used."""
        from jinja2 import TemplateError  # noqa: PLC0415

        for name in self.templates:
            with contextlib.suppress(TemplateError):
                self._environment.get_template(name)

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

    @functools.cached_property
    def _environment(self) -> "Environment":
        return _make_environment(self)


# ---- the template engine -----------------------------------------------------------------------------


def _make_environment(theme: Theme) -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context  # noqa: PLC0415
    from jinja2.runtime import Context, Macro  # noqa: PLC0415
    from markupsafe import Markup, escape  # noqa: PLC0415

    def load(name: str) -> tuple[str, str, None] | None:
        source = theme.templates.get(name)
        return None if source is None else (source, f"themes/{theme.name}/templates/{name}", None)

    @pass_context
    def t(context: Context, key: str, **arguments: object) -> str:
        return theme.say(context["site"].language, key, context["site"].kind, **arguments)

    @pass_context
    def label(context: Context, group: str, key: str) -> str:
        language, full = context["site"].language, f"{group}.{key}"
        return theme.say(language, full, context["site"].kind) if theme.knows(language, full) else ""

    @pass_context
    def link(context: Context, address: str) -> str:
        return permalinks.href(address, context["root"])

    @pass_context
    def asset(context: Context, name: str) -> str:
        return permalinks.href(theme.asset(name), context["root"])

    @pass_context
    def day(context: Context, date: str, form: str = "day") -> str:
        return theme.say_day(context["site"].language, date, f"date.{form}")

    @pass_context
    def alternates(context: Context) -> list[heads.Alternate]:
        return heads.alternates(context)

    @pass_context
    def structured(context: Context, title: str, summary: str, image: str | None) -> Markup:
        return Markup(heads.structured(context, html.unescape(str(title)), html.unescape(str(summary)), image).decode())

    @pass_context
    def share_image(context: Context) -> str | None:
        return heads.share_image(context, theme.asset(heads.CARD))

    def headline(text: str) -> Markup:
        parts = phrases(display(text))
        return Markup("").join(_phrase(part, Markup) if len(parts) > 1 else _quoted(part, Markup) for part in parts)

    def as_printed(shown: str, text: str) -> Markup:
        return Markup(carry(str(escape(shown)), text))

    def json(value: object) -> Markup:
        return Markup(msgspec.json.encode(value, order="sorted").decode().replace("<", "\\u003c"))

    @pass_context
    def reason(context: Context, text: str) -> Markup:
        return Markup(evidence.tell(text, context["site"].language))

    environment = Environment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False, keep_trailing_newline=True, cache_size=-1,
    )  # fmt: skip
    environment.context_class = quick_context(Context, Macro, (t, label, link, asset, day))
    environment.globals.update(
        t=t, label=label, link=link, asset=asset, alternates=alternates, structured=structured, share_image=share_image
    )
    environment.filters.update(
        day=day, display=display, headline=headline, groupby_run=_runs, json=json, printed=as_printed, reason=reason
    )
    return environment


def _runs(items: Iterable[object], field: str) -> list[list[object]]:
    """Neighbours with one value of a field together; the order stays, which jinja's own `groupby` changes."""
    return [list(group) for _, group in groupby(items, key=attrgetter(field))]


def _phrase(part: str, markup: type["Markup"]) -> "Markup":
    """A part of a headline that keeps together while the line is long enough; the blank after it stays outside."""
    inner = part.rstrip()
    return markup('<span class="phrase">{}</span>{}').format(_quoted(inner, markup), part[len(inner) :])


def _quoted(part: str, markup: type["Markup"]) -> "Markup":
    """Short quotations in a headline are never broken: “组合拳”."""
    pieces = SHORT_QUOTE.split(part)
    span = markup('<span class="quoted">{}</span>')
    return markup("").join(span.format(piece) if at % 2 else markup.escape(piece) for at, piece in enumerate(pieces))


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
