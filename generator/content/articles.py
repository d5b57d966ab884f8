"""Articles to and from their Markdown files under `content/`.

Pure. It decides nothing about what to overwrite (`ingest/plan.py` does), and it does not interpret the Markdown of a
body.
"""

import functools
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import msgspec

from generator.content import fields, frontmatter
from generator.content.filenames import EVERYWHERE, UNDATED, article_name, folder_name
from generator.content.frontmatter import Value
from generator.content.seal import normalise, sealed
from generator.encodings import decode
from generator.errors import Diagnostic, diagnose
from generator.model import Article

FOLDER = "content"
SIZE_LIMIT = 1024 * 1024  # bytes of one article; the longest printed ones have 60,000

# 01-高新区举办提升班, 2021-11-25-标题
STEM = re.compile(
    r"(?:(?P<date>\d{4}-\d{2}-\d{2})[-_ ])?(?:(?P<order>\d{1,3})-)?(?P<headline>.*)", re.ASCII | re.DOTALL
)
# # 标题, on the first line of a body
HEADING = re.compile(r"#[ \t]([^\n]*)")


class Key(NamedTuple):
    """A key of the front matter, the field it fills, and how its value is read."""

    name: str
    field: str
    read: Callable[[Value], Any]
    aliases: tuple[str, ...] = ()


KEYS = (
    Key("title", "headline", fields.read_text, ("headline", "标题")),
    Key("date", "date", fields.read_date, ("publishDate", "pubdate", "pub_date", "published", "日期")),
    Key("id", "id", fields.read_name),
    Key("district", "district", fields.read_text, ("区县",)),
    Key("kicker", "kicker", fields.read_text, ("引题",)),
    Key("deck", "deck", fields.read_text, ("subtitle", "副题")),
    Key("kind", "kind", fields.read_kind),
    Key("byline", "byline", fields.read_byline, ("author", "authors", "作者")),
    Key("dateline", "dateline", fields.read_text, ("电头",)),
    Key("paper", "paper", fields.read_text, ("newspaper",)),
    Key("print_page", "print_page", fields.read_text, ("page",)),
    Key("section", "section", fields.read_text),
    Key("order", "order", fields.read_number, ("weight",)),
    Key("extent", "extent", fields.read_extent),
    Key("event_date", "event_date", fields.read_date),
    Key("tags", "tags", fields.read_texts, ("tag", "keywords", "标签")),
    Key("people", "people", fields.read_texts),
    Key("organisations", "organisations", fields.read_texts, ("organizations",)),
    Key("numbers", "numbers", fields.read_numbers, ("数据",)),
    Key("places", "mentions", fields.read_places),
    Key("digest", "digest", fields.read_text, ("description", "summary", "摘要")),
    Key("figures", "figures", fields.read_figures),
    Key("corrections", "corrections", fields.read_corrections),
    Key("parent", "parent", fields.read_name),
    Key("continued_on", "continued_on", fields.read_text, ("下转",)),
    Key("continued_from", "continued_from", fields.read_text, ("上接",)),
    Key("source", "source", fields.read_text),
)
KEY_OF = {name: key for key in KEYS for name in (key.name, *key.aliases)}
# what other generators and editors keep in a header, and we have no use for
FOREIGN = frozenset({
    "seal", "draft", "layout", "template", "type", "slug", "url", "permalink", "aliases", "lastmod", "updated",
    "modified", "comments", "toc", "math", "cover", "image", "images", "categories", "category", "lang", "language",
})  # fmt: skip


NULLABLE = frozenset({"date", "district"})  # an empty one overrules the path
ALWAYS = frozenset({"headline", "date", "id", "district", "order"})  # written though the path implies them
DEFAULTS = {field.name: field.default for field in msgspec.structs.fields(Article)}


# ---- one article ---------------------------------------------------------------------------------


def dump(article: Article, seal: bool = True) -> str:
    """The Markdown file of an article; keys without a value are left out, unless its path says otherwise."""
    silent = DEFAULTS | _implied(article.path)
    values: dict[str, Value] = {}
    for key in KEYS:
        value = getattr(article, key.field)
        if value != silent[key.field] or (value and key.field in ALWAYS):
            values[key.name] = _compact(msgspec.to_builtins(value)) or (value if value == 0 else None)
    text = frontmatter.dump(values) + (f"\n{article.body}\n" if article.body else "")
    return sealed(text) if seal else text


def _compact(value: Value) -> Value:
    """A value without what says nothing: empty parts of mappings, `pieces` of figures."""
    if isinstance(value, Mapping):
        kept = {key: _compact(item) for key, item in value.items() if key != "pieces"}
        return {key: item for key, item in kept.items() if item}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_compact(item) for item in value]
    return value


def parse(text: str, path: str) -> tuple[Article | None, tuple[Diagnostic, ...]]:
    """Read one file; `path` is relative to `content/` and says what the header leaves out.

    None if the header cannot be read or the article is a draft. A value that cannot be understood is reported, and the
    article is read without it.
    """
    place = f"{FOLDER}/{path}"
    header = frontmatter.read_header(normalise(text), place)
    if any(item.severity == "error" for item in header.diagnostics):
        return None, header.diagnostics
    if header.values.get("draft") is True:
        return None, (*header.diagnostics, diagnose("content-draft", place, header.lines["draft"]))
    given, remarks = _given(header, place)
    body = header.body.strip("\n")
    heading = HEADING.match(body)
    if "headline" not in given and heading and (headline := heading[1].strip().rstrip("#").strip()):
        given["headline"] = headline
        body = body[heading.end() :].strip("\n")
    if not text.strip():
        remarks.append(diagnose("content-empty", place))
    article = Article(**(_implied(path) | {"path": path, "body": body} | given))
    return article, (*header.diagnostics, *remarks)


def _given(header: frontmatter.Header, place: str) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The fields a header fills, and what is wrong with it."""
    given: dict[str, Any] = {}
    remarks: list[Diagnostic] = []
    for name, value in header.values.items():
        line = header.lines.get(name, 1)
        key = KEY_OF.get(name)
        if key is None:
            remarks += _unknown(name, place, line)
        elif key.field in given:
            remarks.append(diagnose("content-same-key", place, line, key=name, known=key.name))
        else:
            try:
                read = key.read(value)
            except fields.Mistake as mistake:
                remarks.append(diagnose(mistake.code, place, line, key=name, found=mistake.found))
                continue
            if read is not None or key.field in NULLABLE:
                given[key.field] = None if key.field == "district" and read == EVERYWHERE else read
    return given, remarks


def _unknown(name: str, place: str, line: int) -> Iterator[Diagnostic]:
    if name in FOREIGN:
        return
    if near := fields.near_name(name, KEY_OF):
        yield diagnose("content-key-near", place, line, key=name, near=near)
    else:
        yield diagnose("content-key", place, line, key=name)


def _implied(path: str) -> dict[str, Any]:
    """What a path says of an article whose header is silent."""
    pure = PurePosixPath(path)
    stem = STEM.fullmatch(pure.stem)
    assert stem is not None  # the pattern accepts any text
    folders = [part for part in pure.parts[:-1] if part not in (EVERYWHERE, UNDATED)]
    dates = [fields.iso_date(part) for part in (stem["date"] or "", *reversed(folders))]
    districts = [part for part in folders if fields.iso_date(part) is None]
    return {
        "id": hashlib.blake2b(path.encode(), digest_size=6).hexdigest(),
        "headline": stem["headline"] or pure.stem,
        "date": next(filter(None, dates), None),
        "district": districts[0] if districts else None,
        "order": int(stem["order"] or 0),
    }


def article_path(article: Article) -> str:
    """Where an article belongs, relative to `content/`: `天元区/2021-11-25/01-云田花木.md`."""
    return "/".join(
        (folder_name(article.district), article.date or UNDATED, article_name(article.order, article.headline))
    )


@functools.lru_cache(maxsize=256)  # the preview reads what is told in one file with an article again and again
def parse_bytes(data: bytes, path: str) -> tuple[Article | None, tuple[Diagnostic, ...]]:
    """As `parse`, from the bytes of a file: UTF-8 with or without byte order mark, or GB18030."""
    text, refused = decode(data, f"{FOLDER}/{path}")
    return (None, refused) if text is None else parse(text, path)
