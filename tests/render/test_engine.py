"""The short way of templates gives the same bytes as the engine's own, and is left where a theme means something else."""

from pathlib import Path

import pytest

from generator.render import engine
from generator.render.plan import plan
from generator.render.press import imprint
from generator.render.short_templates import quick_environment
from generator.render.theme import Theme, load_theme
from tests.render.library import SAMPLE, SITE

THEME = load_theme("broadsheet", Path("nowhere"))
IMPRINT = imprint(SITE)
WORDS = ["<甲>", "乙 & 丙", "", "2021-11-25", 3, True, None, 2.5]
TEMPLATES = {
    "strings": "{{ t('nav.tags') }}{{ t('count.articles', n=words[4]) }}{{ t('nav.' ~ 'home') }}{{ label('kind', 'news') }}{{ label('no', words[0]) }}",
    "links": "<a href='{{ link('tags/') }}'>{{ link(words[0]) }}</a>{{ asset('icon.svg') }}{{ link('a') ~ '<' }}{% set to = link('x<') %}{{ to }}",
    "site": "{{ site.title }}{{ site.icp }}{% if site.icp %}icp{% else %}none{% endif %}{{ site.outputs.feeds }}{% if site.outputs.feeds %}{% set fed = 1 %}{% endif %}{{ fed }}",
    "values": "{% for word in words %}{{ word }}|{{ word | string }}|{{ word | default('-', true) | e }}|{{ words }}{% endfor %}{{ '<b>' | safe }}{{ root }}",
    "days": "{{ words[3] | day }}{{ words[3] | day('long') }}{{ '2021-13-99' | day }}{{ words[0] | headline }}{{ words[1] | display }}",
    "scopes": "{% macro one(a) %}{{ t('nav.tags') }}{{ a }}{{ caller() if caller is defined }}{% endmacro %}{{ one('<') }}{% call one(1) %}{{ link('c') }}{% endcall %}{% filter upper %}{{ site.title }}<i>{% endfilter %}",
    "blocks": "{% extends 'base.html' %}{% block main %}{{ self.title() }}{{ super() }}{% for w in words %}{{ loop.index }}{{ w }}{% else %}x{% endfor %}{% endblock %}",
    "lists": "{% for key, to in [('tags', 'tags/'), ('home', '')] %}{{ t('nav.' ~ key) }}{{ link(to) }}{{ ' a' if loop.first }}{{ loop.index }}{{ key if to }}{{ words }}{% if loop.last %}<{% endif %}{% endfor %}",
    "lists that do more": "{% for a in ['x', 'y'] %}{% set b = a ~ '<' %}{{ b }}{{ loop.cycle(1, 2) }}{% endfor %}{% for a in ['x', words[0]] %}{{ a }}{% endfor %}{% for a in ['x', 'y'] %}{{ loop.cycle(1, 2) }}{{ loop.changed(1) }}{% for b in words %}{{ loop.index }}{{ a }}{% endfor %}{% else %}n{% endfor %}{% for a in ['x'] %}{% for a in words %}{{ a }}{% endfor %}{{ a }}{% endfor %}",
    "conditions": "{{ 'a' if site.icp }}{{ 'a' if site.icp else '<' }}{{ ('a' if site.icp) ~ 'b' }}{% if site.icp %}x{% elif site.title %}y{% endif %}{% if not site.icp %}z{% endif %}",
    "off": "{% autoescape false %}{{ words[0] }}{{ site.title }}{% endautoescape %}",
    "other-root": "{% for root in ['/r1/', '/r2/'] %}{{ link('a') }}{{ root }}{% endfor %}{{ link('b') }}",
    "other-site": "{% with site = other %}{{ t('nav.tags') }}{{ site.title }}{% endwith %}{{ t('nav.tags') }}",
    "other-function": "{% macro t(key) %}mine {{ key }}{% endmacro %}{{ t('nav.tags') }}",
    "imported-function": "{% from 'parts.html' import item as link with context %}{{ link(teaser) }}",
}  # fmt: skip


def both(theme: Theme, template: str, **values: object) -> list[str]:
    environments = [quick_environment(theme, IMPRINT), engine.make_environment(theme)]
    given = {"site": IMPRINT, "root": "../", "address": "a/", "canonical": "https://a.cn/", "crumbs": ()} | values
    return [environment.get_template(template).render(given) for environment in environments]


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_ways_give_the_same(tmp_path: Path, name: str) -> None:
    file = tmp_path / "themes/broadsheet/templates/tag.html"
    file.parent.mkdir(parents=True)
    file.write_text(TEMPLATES[name], encoding="utf-8")
    other = imprint(SITE.__class__(title="别的", base_url="/", paper="", city="", city_name="", language="en"))
    teaser = next(iter(plan(SAMPLE, SITE, THEME))).inputs["issue"].teasers[0]
    quick, plain = both(load_theme("broadsheet", tmp_path), "tag.html", words=WORDS, other=other, teaser=teaser)
    assert quick == plain != ""


def test_both_ways_give_the_same_for_every_page_of_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    targets = [target for target in plan(SAMPLE, SITE, THEME) if "template" in target.inputs]
    quick = [target.make(**target.inputs) for target in targets]
    plain = engine.make_environment(THEME)
    monkeypatch.setattr(Theme, "_environment", lambda *_: plain)
    assert len(targets) > 30
    for target, made in zip(targets, quick, strict=True):
        assert target.make(**target.inputs) == made


def test_the_theme_takes_the_short_way() -> None:
    environment = quick_environment(THEME, IMPRINT)
    assert "quick_t" in environment.filters
    source = environment.compile(THEME.templates["look.html"], raw=True)
    assert "context.call" not in source
    assert THEME.say("zh-CN", "look.elder") in source


def test_a_fault_is_told_with_its_own_line_either_way() -> None:
    for environment in (quick_environment(THEME, IMPRINT), engine.make_environment(THEME)):
        template = environment.from_string("一\n{{ t('nav.tags') }}\n{{ link(1, 2) if missing else '' }}")
        with pytest.raises(engine.TemplateError, match="missing"):
            template.render(site=IMPRINT, root="")
