"""Articles to and from their Markdown files under `content/`.

`dump` and `parse` are pure; `load` walks the folder. It decides nothing about what to overwrite (`ingest/plan.py`
does), and it does not interpret the Markdown of a body.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import msgspec

from generator import fields, frontmatter
from generator.errors import Diagnostic, diagnose
from generator.filenames import EVERYWHERE, OURS, UNDATED, article_name, folder_name
from generator.frontmatter import Value
from generator.model import Article, Library
from generator.seal import normalise, sealed

FOLDER = "content"
TICK = 20_000_000  # ns; file systems tell times apart by 4 to 10 ms, so a younger file may have changed unnoticed
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
    Key("event_date", "event_date", fields.read_date),
    Key("tags", "tags", fields.read_texts, ("tag", "keywords", "标签")),
    Key("people", "people", fields.read_texts),
    Key("organisations", "organisations", fields.read_texts, ("organizations",)),
    Key("places", "mentions", fields.read_places),
    Key("digest", "digest", fields.read_text, ("description", "summary", "摘要")),
    Key("figures", "figures", fields.read_figures),
    Key("corrections", "corrections", fields.read_corrections),
    Key("parent", "parent", fields.read_name),
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


class Known(msgspec.Struct, frozen=True, array_like=True):
    """What a file held when it had this time, size and number; it need not be read again while it has them."""

    mtime_ns: int
    size: int
    inode: int
    article: Article | None
    diagnostics: tuple[Diagnostic, ...]


class Loaded(msgspec.Struct, frozen=True):
    """The library, what is wrong with it, and what to hand to the next `load`."""

    library: Library
    diagnostics: tuple[Diagnostic, ...]
    known: dict[str, Known]


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


# ---- the folder ----------------------------------------------------------------------------------


def load_library(content: Path, known: Mapping[str, Known] | None = None) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every article under `content/`; a bad file is reported and the others are read."""
    loaded = load(content, known or {})
    return loaded.library, loaded.diagnostics


def load(content: Path, known: Mapping[str, Known], noted_ns: int | None = None) -> Loaded:
    """As `load_library`; files that are as `known` says are not read, and the new `known` is returned.

    `noted_ns` is the time of the file that `known` was kept in: what changed within a tick of it is read again.
    """
    limit = None if noted_ns is None else noted_ns - TICK
    diagnostics: list[Diagnostic] = []
    found: dict[str, Known] = {}
    for path in _walk(content, "", diagnostics):
        entry = known.get(path)
        sure = entry if entry and (limit is None or entry.mtime_ns <= limit) else None
        found[path] = _load_one(content / path, path, sure)
    articles: dict[str, Article] = {}
    for path, entry in found.items():
        diagnostics += entry.diagnostics
        if entry.article is None:
            continue
        first = articles.setdefault(entry.article.id, entry.article)
        if first is not entry.article:
            diagnostics.append(
                diagnose("content-same-id", f"{FOLDER}/{path}", 1, id=first.id, other=f"{FOLDER}/{first.path}")
            )
    return Loaded(Library(in_order(articles.values())), tuple(sorted(diagnostics)), found)


def in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Newest issue first, undated last; then print page (A2 before A10, none last), order, id."""
    by_place = sorted(articles, key=lambda item: (_page_order(item.print_page), item.order, item.id))
    return tuple(sorted(by_place, key=lambda item: item.date or "", reverse=True))


def _page_order(page: str | None) -> tuple[bool, tuple[tuple[int, str], ...]]:
    parts = re.findall(r"([0-9]{1,9})|([^0-9]+)", page or "")
    return page is None, tuple((int(number or 0), word) for number, word in parts)


def _walk(content: Path, below: str, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """Paths of the Markdown files below a folder, in order of their names; symbolic links are reported."""
    try:
        with os.scandir(content / below) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        diagnostics.append(diagnose("content-unreadable", f"{FOLDER}/{below}", reason=error.strerror or str(error)))
        return
    for entry in entries:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.name.startswith(".") or (not below and entry.name in OURS):
            continue
        if entry.is_symlink():
            diagnostics.append(diagnose("content-symlink", f"{FOLDER}/{path}"))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(content, path, diagnostics)
        elif entry.name.endswith(".md"):
            yield path


def _load_one(file: Path, path: str, known: Known | None) -> Known:
    place = f"{FOLDER}/{path}"
    try:
        stat = file.stat(follow_symlinks=False)
        if known and (known.mtime_ns, known.size, known.inode) == (stat.st_mtime_ns, stat.st_size, stat.st_ino):
            return known
        data = file.read_bytes() if stat.st_size <= SIZE_LIMIT else b""
    except OSError as error:
        problem = diagnose("content-unreadable", place, reason=error.strerror or str(error))
        return Known(0, 0, 0, None, (problem,))
    article, remarks = parse_bytes(data, path)
    if stat.st_size > SIZE_LIMIT:
        article, remarks = None, (diagnose("content-big", place, found=stat.st_size, limit=SIZE_LIMIT),)
    return Known(stat.st_mtime_ns, stat.st_size, stat.st_ino, article, remarks)


def parse_bytes(data: bytes, path: str) -> tuple[Article | None, tuple[Diagnostic, ...]]:
    """As `parse`, from the bytes of a file: strict UTF-8, with or without byte order mark."""
    try:
        return parse(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (diagnose("content-not-utf8", f"{FOLDER}/{path}", line),)
