"""All files that a library becomes, for the tests of what machines get."""

import functools
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from generator.model import Article, Byline, Credit, Figure, Library, Quantity, SiteInfo
from generator.outputs import Outputs
from generator.render.plan import plan
from generator.render.theme import load_theme
from tests.render.library import SAMPLE, SITE, article, library

THEME = load_theme("broadsheet", Path("nowhere"))
SCHEMAS = Path(__file__).parent / "schemas"
BASE = SITE.base_url
HOSTILE_WORDS = "]]>&amp;<b>\"' \x00\x0b\x1b\ufffe 🐟👨‍👩‍👧 𠮷𪚥𬺰 \u2028 </script><!--"
HOSTILE = library(
    article(
        "h1",
        headline=f"标题{HOSTILE_WORDS}",
        deck=f"副题{HOSTILE_WORDS}",
        kicker=f"引题{HOSTILE_WORDS}",
        body=f"正文{HOSTILE_WORDS}。\n\n第二段<script>alert(1)</script>。",
        digest=None,
        tags=(f"标{HOSTILE_WORDS}", "𠮷野家"),
        people=("陈明",),
        byline=Byline("报\x00社", (Credit("记者", ("谢嘉", "李\x07四")),)),
        figures=(Figure(f"图{HOSTILE_WORDS}", "谢嘉 摄"),),
        numbers=(Quantity("参加", "40", "人"),),
    ),
    article("h2", headline="=HYPERLINK(1)", tags=(f"标{HOSTILE_WORDS}", "𠮷野家")),
)


def with_outputs(**chosen: Any) -> SiteInfo:
    """The site with other outputs."""
    return msgspec.structs.replace(SITE, outputs=Outputs(**chosen))


@functools.lru_cache(maxsize=8)
def files(material: Library = SAMPLE, site: SiteInfo = SITE) -> dict[str, bytes]:
    """Every file of the site."""
    return {target.path: target.make(**target.inputs)[0] for target in plan(material, site, THEME)}


def changed(before: Library, after: Library) -> set[str]:
    """Paths of files for machines that are new, gone or have another input."""
    old, new = (
        {target.path: msgspec.json.encode(target.inputs) for target in plan(one, SITE, THEME)}
        for one in (before, after)
    )
    paths = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    return {path for path in paths if not path.endswith((".html", ".js"))}


def first_with(**fields: Any) -> Library:
    """The sample with another first article."""
    first: Article = msgspec.structs.replace(SAMPLE.articles[0], **fields)
    return library(first, *SAMPLE.articles[1:])


@functools.cache
def grammar(name: str) -> etree.RelaxNG | etree.XMLSchema:
    """A schema by the name of its file."""
    parsed = etree.parse(SCHEMAS / name)
    return etree.RelaxNG(parsed) if name.endswith(".rng") else etree.XMLSchema(parsed)


def holds_to(data: bytes, name: str) -> None:
    """An XML file is as a schema has it."""
    schema = grammar(name)
    assert schema.validate(etree.fromstring(data)), schema.error_log
