"""Templates give the same by the short way and by the engine's own, also where they set what our functions read."""

import dataclasses

import jinja2
import jinja2.runtime
import pytest

from generator.render.quick_context import quick_context


@dataclasses.dataclass
class Site:
    language: str


@jinja2.pass_context
def link(context, address, **more):
    return f"{context['root']}{address}{sorted(more)}"


@jinja2.pass_context
def t(context, key):
    return f"{context['site'].language}:{key}"


@jinja2.pass_context
def foreign(context, key):
    return f"{context.get('x')}{key}"


PARTS = "{% macro item(one, level=3) %}<h{{ level }}>{{ link(one) }}{{ t('a') }}{{ one }}</h{{ level }}>{{ caller() if caller is defined }}{% endmacro %}"
TEMPLATES = [
    "{{ link('a') }}{{ t('b') }}",
    "{% for x in [1, 2] %}{{ link(x) }}{{ foreign(x) }}{% set root = '/new/' %}{{ link(x, n=1) }}{{ t(x) }}{% endfor %}{{ link('z') }}",
    "{% import 'parts.html' as parts with context %}{% for x in ['<', 'b'] %}{{ parts.item(x, level=2) }}{% call parts.item(x) %}<i>{{ t(x) }}</i>{% endcall %}{% endfor %}",
    "{% import 'parts.html' as parts with context %}{% block a %}{% set root = '/block/' %}{{ link('in') }}{{ parts.item('m') }}{% endblock %}{{ link('out') }}",
    "{% for root in ['/r1/', '/r2/'] %}{{ link('a') }}{% endfor %}{% with site = other %}{{ t('k') }}{% endwith %}{{ cycler(1, 2).next() }}{{ 'x'.upper() }}",
    "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, a=3) }}{% for i in [1] recursive %}{{ i }}{% endfor %}{{ dict(a=1) }}",
]


def render(source: str, *, quick: bool) -> str:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"parts.html": PARTS, "main.html": source}),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    if quick:
        environment.context_class = quick_context(jinja2.runtime.Context, jinja2.runtime.Macro, (link, t))
    environment.globals.update(link=link, t=t, foreign=foreign)
    return environment.get_template("main.html").render(root="../", site=Site("zh"), other=Site("en"))


@pytest.mark.parametrize("source", TEMPLATES)
def test_both_ways_give_the_same(source):
    assert render(source, quick=True) == render(source, quick=False)


def test_a_context_that_is_set_anew_is_seen():
    assert render("{% for x in [1] %}{% set root = '/new/' %}{{ link(x) }}{% endfor %}", quick=True) == "/new/1[]"
