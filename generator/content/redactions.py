"""What must not be shown: words to black out, articles to remove, pages that no index may list.

Editors write it into `content/redactions.toml`; the Markdown files and the kept sources stay as they are, and only what
is published changes. It is carried out on the library before anything is made of it, so that no page, list, feed or
index can escape it; `traces` finds what did all the same, in the bytes that were built.
"""

import datetime
import functools
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

import msgspec

from generator.config import parse_toml
from generator.errors import BaozhaiError, Diagnostic, diagnose
from generator.lines import line_of_entry
from generator.model import Article, Library, Tombstone
from generator.traces import fingerprint_bytes
from generator.variants import variants_of

REDACTIONS = "content/redactions.toml"
SHORTEST = 2  # characters; a single one would black out half the paper
# 左  妍, 张**三**: a name may hold spaces, Markdown or mark-up, but no paragraph ends in it
BETWEEN = r"(?:[ \t\u3000\xa0\u200b-\u200d\ufeff*_`~\\]|</?[a-z][^<>]{0,80}>){0,20}?"
MARKUP = re.compile(r"[*_`~]+|</?[a-z][^<>]{0,80}>")  # what opened before a name must close behind it
TAG = re.compile(r"<[^<>]*>")
JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
IDENTITY = frozenset((
    "id", "path", "kind", "date", "event_date", "parent", "source", "order", "extent", "level", "code", "noindex", "continued_on",
    "continued_from",
))  # fmt: skip
LISTS = ("tags", "people", "organisations", "mentions", "corrections")  # entries that go whole

Value = TypeVar("Value")


class Redact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that are replaced wherever they stand, or in one article; `instead` is by default as many ×."""

    text: str
    reason: str
    date: datetime.date | None = None
    instead: str | None = None
    article: str | None = None


class Remove(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article that is gone; at its address stands why and since when."""

    article: str
    reason: str
    date: datetime.date


class NoIndex(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article that stays where it is, but that no search, feed or sitemap names."""

    article: str
    reason: str
    date: datetime.date | None = None


class Redactions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `content/redactions.toml`."""

    redact: tuple[Redact, ...] = ()
    remove: tuple[Remove, ...] = ()
    noindex: tuple[NoIndex, ...] = ()


def parse_redactions(text: str, path: str = REDACTIONS) -> Redactions:
    """The text of the file; raises `BaozhaiError` with line and what was expected.

    >>> parse_redactions('redact = [{text = "李晓", reason = "本人要求"}]').redact[0].text
    '李晓'
    """
    found = parse_toml(text, path, Redactions)
    short = [
        diagnose("redaction-short", path, line_of_entry(text, "redact", at), text=one.text)
        for at, one in enumerate(found.redact)
        if len(_bare(one.text)) < SHORTEST
    ]
    returning = [
        diagnose("redaction-returns", path, line_of_entry(text, "redact", at), text=one.text)
        for at, one in enumerate(found.redact)
        if one.instead and _pattern(one.text).search(one.instead)
    ]
    if short or returning:
        raise BaozhaiError(*short, *returning)
    return found


def redact(library: Library, redactions: Redactions) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The library as it may be shown, and the redactions that name no article."""
    if redactions == Redactions():
        return library, ()
    known = {article.id for article in library.articles}
    entries: tuple[Redact | Remove | NoIndex, ...] = (*redactions.redact, *redactions.remove, *redactions.noindex)
    lost = {one.article for one in entries if one.article} - known
    remarks = tuple(diagnose("redaction-unknown", REDACTIONS, 0, article=name) for name in sorted(lost))
    removed = {one.article: one for one in redactions.remove}
    hidden = {one.article for one in redactions.noindex}
    kept = (article for article in library.articles if article.id not in removed)
    shown = tuple(_shown(article, redactions.redact, article.id in hidden) for article in kept)
    tombstones = tuple(
        Tombstone(article.id, article.date, article.district, removed[article.id].reason, removed[article.id].date.isoformat())
        for article in library.articles
        if article.id in removed
    )
    return Library(shown, tombstones), remarks


def rules_of(redactions: Redactions) -> frozenset[str]:
    """A fingerprint of each thing that is to be hidden, whatever the reason and whatever stands instead."""
    entries: Iterable[tuple[str, ...]] = (
        *(("redact", one.text, one.article or "") for one in redactions.redact),
        *(("remove", one.article) for one in redactions.remove),
        *(("noindex", one.article) for one in redactions.noindex),
    )
    return frozenset(fingerprint_bytes(msgspec.json.encode(entry)).hex() for entry in entries)


def traces(data: bytes, redactions: Redactions) -> Iterator[str]:
    """The redacted words that published bytes still hold, in whatever form: escaped, in an address, across mark-up."""
    everywhere = [one.text for one in redactions.redact if one.article is None]
    if not everywhere:
        return
    forms = _forms(data)
    for word in dict.fromkeys(everywhere):
        if any(_pattern(word).search(form) for form in forms):
            yield word


# ---- one article -------------------------------------------------------------------------------------


def _shown(article: Article, rules: Iterable[Redact], hidden: bool) -> Article:
    for rule in rules:
        if rule.article in (None, article.id):
            article = _blacked_out(article, rule)
    return msgspec.structs.replace(article, noindex=True) if hidden else article


def _blacked_out(article: Article, rule: Redact) -> Article:
    pattern = _pattern(rule.text)
    instead = rule.instead if rule.instead is not None else "×" * len(_bare(rule.text))

    def change(text: str) -> str:
        return pattern.sub(lambda found: instead + "".join(MARKUP.findall(found[0])), text)

    def untouched(items: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(item for item in items if _changed(item, change) == item)

    lists = {name: untouched(getattr(article, name)) for name in LISTS}
    named = (msgspec.structs.replace(credit, names=untouched(credit.names)) for credit in article.byline.credits)
    byline = msgspec.structs.replace(article.byline, credits=tuple(credit for credit in named if credit.names))
    return _changed(msgspec.structs.replace(article, byline=byline, **lists), change)


def _changed(value: Value, change: Callable[[str], str]) -> Value:
    """A frozen value with every text in it changed, but for what only identifies it."""
    result: Any = value
    match value:
        case str():
            result = change(value)
        case tuple():
            result = tuple(_changed(item, change) for item in value)
        case msgspec.Struct():
            fields = {name: getattr(value, name) for name in value.__struct_fields__ if name not in IDENTITY}
            new = {name: _changed(item, change) for name, item in fields.items()}
            differing = {name: item for name, item in new.items() if item != fields[name]}
            result = msgspec.structs.replace(value, **differing) if differing else value
    return result  # type: ignore[no-any-return]


# ---- forms of a word ---------------------------------------------------------------------------------


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@functools.cache
def _pattern(word: str) -> re.Pattern[str]:
    """Finds a word with spaces or Markdown's marks between its characters, in any width, case and script.

    >>> bool(_pattern("李晓").search("李　曉")), bool(_pattern("AB公司").search("ＡＢ**公司**")), bool(_pattern("李晓").search("李大晓"))
    (True, True, False)
    """
    return re.compile(BETWEEN.join(map(_one_of, _bare(word))), re.IGNORECASE)


def _one_of(character: str) -> str:
    """Every width of a character, traditional and simplified."""
    narrow = unicodedata.normalize("NFKC", character)
    wide = chr(ord(narrow) + 0xFEE0) if len(narrow) == 1 and "!" <= narrow <= "~" else narrow
    return "(?:" + "|".join(re.escape(form) for form in dict.fromkeys((character, narrow, wide, *variants_of(character)))) + ")"


def _forms(data: bytes) -> tuple[str, ...]:
    """Published bytes as text: as they are, without mark-up and escapes, and with addresses spelt out."""
    text = data.decode("utf-8", errors="replace")
    plain = html.unescape(TAG.sub("", text))
    spelt = JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text
    addresses = unquote_to_bytes(data).decode("utf-8", errors="replace") if b"%" in data else text
    return tuple(dict.fromkeys((text, plain, spelt, addresses)))
