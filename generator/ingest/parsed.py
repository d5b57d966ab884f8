"""Articles that someone else has cut out already, as JSON or JSON Lines, to clippings.

The fields carry the trade's names (`data/article.schema.json`); what crawlers call them is understood too. A bad
article is reported with its line and the others are read. It does not enrich and it does not read bylines itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from generator.content import fields
from generator.content.fields import Mistake
from generator.content.frontmatter import Value
from generator.errors import Diagnostic, diagnose
from generator.ingest import hypertext
from generator.ingest.jsontext import ENVELOPE, Fault, read_items
from generator.ingest.shapes import BLOCK_TYPES, DAY, PARTS, TEXT, TEXTS
from generator.model import Block, Byline, Clipping, Quantity
from generator.schemas import DRAFT

ByLine = Callable[[str], Byline]


class Parsed(Struct, frozen=True, kw_only=True):
    """One article that came cut out: its clipping, and what was said of it that a page's text does not say."""

    clipping: Clipping
    line: int
    date: str | None = None
    event_date: str | None = None
    paper: str | None = None
    print_page: str | None = None
    section: str | None = None
    district: str | None = None
    tags: tuple[str, ...] = ()
    digest: str | None = None
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    numbers: tuple[Quantity, ...] = ()


class Field(NamedTuple):
    """A field of an article in JSON: its names, how it is read, and its JSON Schema."""

    name: str
    read: Callable[[Value], Any]
    aliases: tuple[str, ...]
    schema: Mapping[str, object]


# ---- fields --------------------------------------------------------------------------------------


def _words(value: Value) -> str | None:
    """Text on one line."""
    text = fields.read_text(value)
    return " ".join(line.strip() for line in (text or "").strip().splitlines()) or None


def _body(value: Value) -> tuple[Block, ...]:
    """A text with line breaks, or a list of paragraphs or of `{type, text}`."""
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return tuple(block for item in items for block in _blocks(item))


def _blocks(value: Value) -> Iterator[Block]:
    if isinstance(value, Mapping):
        kind, text = value.get("type", "paragraph"), value.get("text")
        known = BLOCK_TYPES.get(kind) if isinstance(kind, str) else None
        if known is None or not isinstance(text, str) or value.keys() - {"type", "text"}:
            raise Mistake("field-body", value)
        if stripped := text.strip():
            yield Block(known, stripped)
    elif isinstance(value, str) and hypertext.looks_like_html(value):
        yield from hypertext.blocks(value)
    elif isinstance(value, str):
        yield from (Block("paragraph", line.strip()) for line in value.splitlines() if line.strip())
    elif value is not None:
        raise Mistake("field-body", value)


FIELDS = (
    Field("headline", _words, ("title", "标题"), {**TEXT, "description": "the headline; must be there"}),
    Field("kicker", _words, ("引题",), {**TEXT, "description": "the line above the headline"}),
    Field("deck", _words, ("subtitle", "sub_title", "副题"), {**TEXT, "description": "the line below, without ——"}),
    Field("kind", fields.read_kind, (), {**TEXT, "pattern": "^[a-z]{1,32}$"}),
    Field("byline", lambda value: value, ("author", "authors", "writer", "作者"), {"$ref": "#/$defs/byline"}),
    Field("dateline", _words, ("电头",), {**TEXT, "description": "place and day in front of wire copy"}),
    Field("body", _body, ("content", "text", "paragraphs", "正文"), {"$ref": "#/$defs/body"}),
    Field("figures", fields.read_figures, ("photos", "pictures"), {"$ref": "#/$defs/figures"}),
    Field("sidebars", lambda value: value, (), {"type": ["array", "null"], "items": {"$ref": "#/$defs/article"}}),
    Field("paper", _words, ("newspaper", "media", "报纸"), TEXT),
    Field(
        "date", fields.read_date,
        ("issue_date", "pub_date", "pubDate", "publish_date", "publish_time", "published", "日期"),
        {**DAY, "description": "the day of the issue"},
    ),
    Field("print_page", _words, ("page", "page_no", "版次"), {**TEXT, "examples": ["A1"]}),
    Field("section", _words, ("版名",), TEXT),
    Field("event_date", fields.read_date, (), {**DAY, "description": "the day it happened"}),
    Field("district", _words, ("区县",), {**TEXT, "examples": ["天元区"]}),
    Field("tags", fields.read_texts, ("tag", "keywords", "标签"), TEXTS),
    Field("people", fields.read_texts, ("persons", "人物"), TEXTS),
    Field("organisations", fields.read_texts, ("organizations", "机构"), TEXTS),
    Field("numbers", fields.read_numbers, ("quantities", "数字"), {"$ref": "#/$defs/numbers"}),
    Field("digest", _words, ("description", "summary", "abstract", "摘要"), TEXT),
)  # fmt: skip
FIELD_OF = {name: field for field in FIELDS for name in (field.name, *field.aliases)}
CLIPPED = frozenset({"headline", "kicker", "deck", "kind", "byline", "dateline", "body", "figures", "sidebars"})
SHARED = frozenset({"paper", "date", "print_page", "section", "district", "tags"})  # what an envelope may say for all
# what crawlers add, and we have no use for
IGNORED = frozenset({
    "id", "url", "link", "source", "source_url", "html", "image", "images", "lang", "language", "crawl_time",
    "word_count", "category", "categories", "$schema",
})  # fmt: skip


# ---- articles ------------------------------------------------------------------------------------


def parse_articles(text: str, path: str, parse_byline: ByLine) -> tuple[tuple[Parsed, ...], tuple[Diagnostic, ...]]:
    r"""Read a file of articles: one object, a list, `{"articles": [...]}`, or an object a line.

    `parse_byline` reads a byline that is a text. What stands beside `articles` (paper, date, print_page, section,
    district, tags) holds for every article that does not say otherwise.

    >>> articles, _ = parse_articles('[{"title": "云田花木", "content": "一\\n二"}]', "a.json", lambda text: Byline())
    >>> articles[0].clipping.headline, len(articles[0].clipping.body), articles[0].line
    ('云田花木', 2, 1)
    """
    items, shared = read_items(text, path)
    found: list[Parsed] = []
    reader = _Reader(path, parse_byline)
    for item in items:
        try:
            if item.fault:
                raise item.fault
            found.append(reader.article({**_common(shared), **_mapping(item.value)}, item.line))
        except Fault as fault:
            reader.diagnostics.append(diagnose(fault.code, path, item.line, **fault.arguments))
    return tuple(found), tuple(sorted(reader.diagnostics))


def _common(shared: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in _mapping(shared).items() if name in SHARED}


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Fault("parsed-shape", found=fields.shown(value))
    named: dict[str, Any] = {}
    for key, item in value.items():  # an alias does not overrule the name it stands for
        name = FIELD_OF[key].name if key in FIELD_OF else key
        if name == key or name not in value:
            named.setdefault(name, item)
    return named


class _Reader:
    """Reads the articles of one file and collects what is wrong with them."""

    def __init__(self, path: str, parse_byline: ByLine) -> None:
        self.path = path
        self.parse_byline = parse_byline
        self.diagnostics: list[Diagnostic] = []
        self.unknown: set[str] = set()

    def article(self, values: Mapping[str, Value], line: int) -> Parsed:
        """One article; `Fault` if it has no headline or a field that cannot be read."""
        read: dict[str, Any] = {}
        for name, value in values.items():
            if name not in FIELD_OF:
                self._unknown(name, line)
                continue
            try:
                read[name] = FIELD_OF[name].read(value)
            except Mistake as mistake:
                raise Fault(mistake.code, key=name, found=mistake.found) from mistake
        if not read.get("headline"):
            raise Fault("parsed-headline")
        if not read.get("body") and not read.get("figures"):
            self.diagnostics.append(diagnose("parsed-empty", self.path, line, headline=read["headline"]))
        if _has_html(values.get("body")):
            self.diagnostics.append(diagnose("parsed-html", self.path, line, headline=read["headline"]))
        read["byline"] = self._byline(read.get("byline"))
        sidebars = read.get("sidebars") or ()
        if not isinstance(sidebars, list | tuple):
            raise Fault("field-sidebars", key="sidebars", found=fields.shown(sidebars))
        inner = (self.article({"kind": "sidebar", **_mapping(item)}, line).clipping for item in sidebars)
        clipped = {name: value for name, value in read.items() if name in CLIPPED and value}
        clipping = Clipping(**(clipped | {"sidebars": tuple(inner)}))
        return Parsed(clipping=clipping, line=line, **{name: read[name] for name in read.keys() - CLIPPED})

    def _byline(self, value: Value) -> Byline:
        try:
            if not isinstance(value, str):
                return fields.read_byline(value)
            found = self.parse_byline(value.strip())
            return found if found.credits or found.outlet else fields.read_byline(value)
        except Mistake as mistake:
            raise Fault(mistake.code, key="byline", found=mistake.found) from mistake

    def _unknown(self, name: str, line: int) -> None:
        """Report a field nobody knows, once a file."""
        if name in IGNORED or name in self.unknown:
            return
        self.unknown.add(name)
        if near := fields.near_name(name, FIELD_OF):
            self.diagnostics.append(diagnose("parsed-field-near", self.path, line, key=name, near=near))
        else:
            self.diagnostics.append(diagnose("parsed-field", self.path, line, key=name))


def _has_html(body: Value) -> bool:
    items = body if isinstance(body, Sequence) and not isinstance(body, str) else [body]
    return any(isinstance(item, str) and hypertext.looks_like_html(item) for item in items)


# ---- the schema ----------------------------------------------------------------------------------


def schema() -> dict[str, Any]:
    """JSON Schema of a file of articles, as it is shipped in `data/article.schema.json`."""
    properties: dict[str, object] = {}
    for field in FIELDS:
        properties[field.name] = field.schema
        properties |= {name: {**field.schema, "description": f"another name of {field.name}"} for name in field.aliases}
    headlines = [name for name, field in FIELD_OF.items() if field.name == "headline"]
    article = {
        "type": "object",
        "properties": properties,
        "anyOf": [{"required": [name]} for name in headlines],
    }
    envelope = {
        "type": "object",
        "properties": {ENVELOPE: {"type": "array", "items": {"$ref": "#/$defs/article"}}}
        | {name: FIELD_OF[name].schema for name in sorted(SHARED)},
        "required": [ENVELOPE],
    }
    return {
        "$schema": DRAFT,
        "title": "Articles for baozhai ingest; in JSON Lines, each line is one article",
        "anyOf": [{"$ref": "#/$defs/article"}, {"type": "array", "items": {"$ref": "#/$defs/article"}}, envelope],
        "$defs": {"article": article, **PARTS},
    }
