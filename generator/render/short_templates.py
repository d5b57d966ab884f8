"""The short way of templates: what is the same on every page of a site is put in when a template is compiled.

The theme's functions become filters, which the engine calls without a context; where it knows their values it works
them out while it compiles, and so it does with what is asked of `site`, with what hangs on either, and with lists that
stand in a template. Taken only where no template of a theme gives one of these names another meaning. A test holds both
ways equal.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from typing import TYPE_CHECKING, Any, cast

import markupsafe
from markupsafe import Markup, escape

from generator.render import permalinks
from generator.render.engine import (
    CodeGenerator,
    Environment,
    NodeTransformer,
    TemplateError,
    make_environment,
    nodes,
    say_label,
)
from generator.render.values import Imprint

if TYPE_CHECKING:
    from generator.render.theme import Theme

OF_SITE, FROM_ROOT = ("t", "label"), ("link", "asset")  # our functions; the latter begin with the way to the root
OURS = frozenset({"site", "root", *OF_SITE, *FROM_ROOT})
MENTION = re.compile(rf"\b(?:{'|'.join(sorted(OURS))})\b")
NAMING = re.compile(
    r"\{%[-+]?\s*(?:set\b[^=%]*|for\b.*?\bin\b|(?:macro|call|with|import|from)\b.*?%\})", re.DOTALL
)  # {% set a
BINDING: Any = (nodes.Block, nodes.Macro, nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport)
KEPT = 1 << 14  # strings that a process remembers
LONGEST = 8  # items of a list that is written out
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def quick_environment(theme: "Theme", site: Imprint) -> Environment:
    """The engine with a theme's templates compiled for one site; the plain one where the theme does not allow it."""
    environment = make_environment(theme)
    if _keeps_names(environment, theme.templates):
        _quicken(environment, theme, site)
    return environment


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
        quick_label=kept(functools.partial(say_label, theme, site)),
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
            if isinstance(made, nodes.CondExpr) and isinstance(made.test, nodes.Const):
                made = (made.expr1 if made.test.value else made.expr2) or nodes.Const("", lineno=node.lineno)
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

    def visit_For(self, node: nodes.For) -> nodes.Node | list[nodes.Node]:
        """A short list of constants is written out, if nothing but values is asked of the loop."""
        rows = _constants(node.iter)
        if rows is None or node.test or node.else_ or node.recursive or node.find(BINDING):
            return self.generic_visit(node)
        targets: list[Any] = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
        written: list[nodes.Node] = []
        for at, row in enumerate(rows):
            values = row if isinstance(node.target, nodes.Tuple) else (row,)
            named = {one.name: value for one, value in zip(targets, values, strict=True)}
            loop = {"first": at == 0, "last": at == len(rows) - 1, "index": at + 1, "index0": at, "length": len(rows)}
            body = [_Written(named, loop).visit(_copied(part)) for part in node.body]
            if any(name.name in {*named, "loop"} for part in body for name in part.find_all(nodes.Name)):
                return self.generic_visit(node)
            written += body
        return [one for part in written for one in self.visit_list(part)]

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:
        others, node.elif_ = node.elif_, []
        self.generic_visit(node)
        node.elif_ = [cast(nodes.If, self.generic_visit(one)) for one in others]
        if node.elif_ or node.find(BINDING):
            return node
        try:
            return node.body if cast(nodes.Expr, node.test).as_const() else node.else_
        except nodes.Impossible:
            return node


class _Written(NodeTransformer):
    """The body of a loop for one of its items."""

    def __init__(self, named: Mapping[str, object], loop: Mapping[str, object]) -> None:
        self._named = named
        self._loop = loop

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        is_item = node.name in self._named and node.ctx == "load"
        return nodes.Const(self._named[node.name], lineno=node.lineno) if is_item else node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in self._loop:
            return nodes.Const(self._loop[node.attr], lineno=node.lineno)
        return self.generic_visit(node)


def _copied(node: nodes.Node) -> nodes.Node:
    """A part of a tree once more, so that it can be changed."""
    made = copy(node)
    for name, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            setattr(made, name, _copied(value))
        elif isinstance(value, list):
            setattr(made, name, [_copied(one) if isinstance(one, nodes.Node) else one for one in value])
    return made


def _constants(node: nodes.Node) -> list[Any] | None:
    """The items of a short list that stands in a template; None for anything else."""
    if not isinstance(node, nodes.List) or not 0 < len(node.items) <= LONGEST:
        return None
    try:
        return [item.as_const() for item in node.items]
    except nodes.Impossible:
        return None


def _ours(node: nodes.Node, names: Iterable[str]) -> str:
    """The name of our function that is called with values of its own; empty for anything else."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in names):
        return ""
    return node.node.name if node.args and not (node.dyn_args or node.dyn_kwargs) else ""


def _filter(node: nodes.Call, name: str) -> nodes.Filter:
    return nodes.Filter(node.args[0], f"quick_{name}", node.args[1:], node.kwargs, None, None, lineno=node.lineno)


def _keeps_names(environment: Environment, templates: Mapping[str, str]) -> bool:
    """Whether no template gives one of our names another meaning; one that cannot be read gives none.

    Most are told by their tags alone: to read them all takes longer than a short build.
    """
    for source in templates.values():
        if not any(MENTION.search(match[0]) for match in NAMING.finditer(source)):
            continue
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
