"""The template engine and what a theme's templates can call; the only module that knows jinja2 by its name."""

import functools
import html
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.render import evidence, heads, permalinks
from generator.render.printed import carry
from generator.render.quick_context import quick_context
from generator.render.typography import display, phrases
from generator.render.values import Imprint

if TYPE_CHECKING:
    from generator.render.theme import Theme

__all__ = ["CodeGenerator", "Environment", "NodeTransformer", "TemplateError", "make_environment", "nodes", "say_label"]

SHORT_QUOTE = re.compile(r"(“[^“”]{1,6}”)")  # 打好助企“组合拳”
READING_LITTLE = ("t", "label", "link", "asset", "day")  # which ask a context only for the site and the root
KEPT = 1 << 14  # headlines that a process remembers


def make_environment(theme: "Theme") -> Environment:
    """The engine with a theme's templates, which ask a page's own values for all that they show."""

    def load(name: str) -> tuple[str, str, None] | None:
        source = theme.templates.get(name)
        return None if source is None else (source, f"themes/{theme.name}/templates/{name}", None)

    environment = Environment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False, keep_trailing_newline=True, cache_size=-1,
    )  # fmt: skip
    functions = _functions(theme)
    environment.context_class = quick_context(Context, Macro, [functions[name] for name in READING_LITTLE])
    environment.filters.update(
        day=functions.pop("day"),
        reason=functions.pop("reason"),
        display=display,
        headline=_headline,
        groupby_run=_runs,
        json=_json,
        printed=_printed,
    )
    environment.globals.update(functions)
    return environment


# ---- what templates can call -----------------------------------------------------------------------------


def _functions(theme: "Theme") -> dict[str, Callable[..., Any]]:
    @pass_context
    def t(context: Context, key: str, **arguments: object) -> str:
        return theme.say(context["site"].language, key, context["site"].kind, **arguments)

    @pass_context
    def label(context: Context, group: str, key: str) -> str:
        return say_label(theme, context["site"], group, key)

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
        return _json(heads.structured(context, html.unescape(str(title)), html.unescape(str(summary)), image))

    @pass_context
    def share_image(context: Context) -> str | None:
        return heads.share_image(context, theme.asset(heads.CARD))

    @pass_context
    def reason(context: Context, text: str) -> Markup:
        return Markup(evidence.tell(text, context["site"].language))

    return {
        "reason": reason,
        "t": t, "label": label, "link": link, "asset": asset, "day": day,
        "alternates": alternates, "structured": structured, "share_image": share_image,
    }  # fmt: skip


def say_label(theme: "Theme", site: Imprint, group: str, key: str) -> str:
    full = f"{group}.{key}"
    return theme.say(site.language, full, site.kind) if theme.knows(site.language, full) else ""


@functools.lru_cache(maxsize=KEPT, typed=True)
def _headline(text: str) -> Markup:
    parts = phrases(display(text))
    return Markup("").join(_phrase(part) if len(parts) > 1 else _quoted(part) for part in parts)


def _phrase(part: str) -> Markup:
    """A part of a headline that keeps together while the line is long enough; the blank after it stays outside."""
    inner = part.rstrip()
    return Markup('<span class="phrase">{}</span>{}').format(_quoted(inner), part[len(inner) :])


def _quoted(part: str) -> Markup:
    """Short quotations in a headline are never broken: “组合拳”."""
    pieces = SHORT_QUOTE.split(part)
    span = Markup('<span class="quoted">{}</span>')
    return Markup("").join(span.format(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))


def _printed(shown: str, text: str) -> Markup:
    return Markup(carry(str(escape(shown)), text))


def _json(value: object) -> Markup:
    return Markup(heads.script_json(value).decode())


def _runs(items: Iterable[object], field: str) -> list[list[object]]:
    """Neighbours with one value of a field together; the order stays, which jinja's own `groupby` changes."""
    return [list(group) for _, group in groupby(items, key=attrgetter(field))]
