"""The template engine: what a theme's templates can call, compiled for one site; the only module that knows jinja2.

What is the same on every page of a site is put in when a template is compiled. The theme's functions become filters,
which the engine calls without a context; where it knows their values it works them out while it compiles, and so it
does with what is asked of `site`. That is the short way, taken only where no template of the theme gives one of these
names another meaning; a test holds both ways equal.
"""

import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import markupsafe
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

__all__ = ["Environment", "TemplateError", "make_environment"]

SHORT_QUOTE = re.compile(r"(“[^“”]{1,6}”)")  # 打好助企“组合拳”
OF_SITE, FROM_ROOT = ("t", "label"), ("link", "asset")  # our functions; the latter begin with the way to the root
OURS = frozenset({"site", "root", *OF_SITE, *FROM_ROOT})
READING_LITTLE = (*OF_SITE, *FROM_ROOT, "day")  # which ask a context only for the site and the root
BINDING: Any = (nodes.Block, nodes.Macro, nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport)
KEPT = 1 << 14  # strings and headlines that a process remembers
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def make_environment(theme: "Theme", site: Imprint, *, quick: bool = True) -> Environment:
    """The engine with a theme's templates; `quick` lets it take the short way where the theme allows it."""

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
    if quick and _keeps_names(environment, theme.templates):
        _quicken(environment, theme, site)
    return environment


# ---- what templates can call -----------------------------------------------------------------------------


def _functions(theme: "Theme") -> dict[str, Callable[..., Any]]:
    @pass_context
    def t(context: Context, key: str, **arguments: object) -> str:
        return theme.say(context["site"].language, key, context["site"].kind, **arguments)

    @pass_context
    def label(context: Context, group: str, key: str) -> str:
        return _label(theme, context["site"], group, key)

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


def _label(theme: "Theme", site: Imprint, group: str, key: str) -> str:
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


# ---- the short way -------------------------------------------------------------------------------------


def shown(value: object) -> str:
    """A value as it stands in a page: escaped as the engine does it, without wrapping what is put together at once."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


def _quicken(environment: Environment, theme: "Theme", site: Imprint) -> None:
    kept = functools.lru_cache(maxsize=KEPT, typed=True)

    @kept
    def t(key: str, **arguments: object) -> str:
        return theme.say(site.language, key, site.kind, **arguments)

    @kept
    def day(date: str, form: str = "day") -> str:
        return theme.say_day(site.language, date, f"date.{form}")

    def asset(name: str) -> str:
        return permalinks.href(theme.asset(name), "")

    class Generator(CodeGenerator):
        def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: ANN401
            self.writeline(f"from {__name__} import shown")
            super().visit_Template(_Short(site).visit(node), frame)

        def blockvisit(self, body: Iterable[nodes.Node], frame: Any) -> None:  # noqa: ANN401
            if frame.buffer is not None or not (frame.toplevel or frame.block_frame):
                return super().blockvisit(body, frame)
            self.buffer(frame)  # a page or block is handed on whole, not piece by piece through all that extends it
            super().blockvisit(body, frame)
            self.writeline(f"yield concat({frame.buffer})")
            frame.buffer = None
            return None

        def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:  # noqa: ANN401
            if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
                super()._output_child_pre(node, frame, finalize)
            else:
                self.write("shown(")

    environment.code_generator_class = Generator
    environment.filters.update(
        day=day,
        quick_t=t,
        quick_label=kept(functools.partial(_label, theme, site)),
        quick_asset=asset,
        quick_link=functools.partial(permalinks.href, root=""),
    )


class _Short(NodeTransformer):
    """A template's tree with our functions as filters, and with what is asked of the site as it is."""

    def __init__(self, site: Imprint) -> None:
        self._site = site

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        parts: list[nodes.Expr] = []
        for child in node.nodes:
            name = _ours(child, FROM_ROOT)
            made = self.visit(child)
            parts += [nodes.Name("root", "load", lineno=node.lineno), _filter(made, name)] if name else [made]
        node.nodes = parts
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        name = _ours(node, OF_SITE)
        return _filter(node, name) if name else node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        try:
            value = self._value(node)
        except (AttributeError, LookupError):
            return self.generic_visit(node)
        return nodes.Const(value, lineno=node.lineno) if isinstance(value, str | int | None) else node

    def _value(self, node: nodes.Node) -> object:
        if isinstance(node, nodes.Name) and node.name == "site":
            return self._site
        if isinstance(node, nodes.Getattr):
            return getattr(self._value(node.node), node.attr)
        raise LookupError

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:
        self.generic_visit(node)
        if not isinstance(node.test, nodes.Const) or node.elif_ or node.find(BINDING):
            return node
        return node.body if node.test.value else node.else_


def _ours(node: nodes.Node, names: Iterable[str]) -> str:
    """The name of our function that is called with values of its own; empty for anything else."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in names):
        return ""
    return node.node.name if node.args and not (node.dyn_args or node.dyn_kwargs) else ""


def _filter(node: nodes.Call, name: str) -> nodes.Filter:
    return nodes.Filter(node.args[0], f"quick_{name}", node.args[1:], node.kwargs, None, None, lineno=node.lineno)


def _keeps_names(environment: Environment, templates: Mapping[str, str]) -> bool:
    """Whether no template gives one of our names another meaning; one that cannot be read gives none."""
    for source in templates.values():
        try:
            tree = environment.parse(source)
        except TemplateError:
            continue
        if not OURS.isdisjoint(_named_anew(tree)):
            return False
    return True


def _named_anew(tree: nodes.Template) -> Iterator[str]:
    yield from (name.name for name in tree.find_all(nodes.Name) if name.ctx != "load")
    yield from (macro.name for macro in tree.find_all(nodes.Macro))
    yield from (one.target for one in tree.find_all(nodes.Import))
    for one in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in one.names)
