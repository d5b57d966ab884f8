"""Tags found anew for what is already written: the difference first, then the files, when someone asks for it.

A file that a person touched keeps its tags, and so does an article whose tags came with its source. Nothing of an
article but its tags changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from generator.content import dump, parse
from generator.content.body import parse_body, plain_text
from generator.content.seal import is_sealed, normalise, seal_of
from generator.ingest.facts import vocabulary
from generator.ingest.facts.enrich import Desk, tags_of
from generator.ingest.facts.vocabulary import Vocabulary
from generator.ingest.keep.policy import is_ours
from generator.ingest.keep.records import Record, Records, Written
from generator.ingest.keep.store import Store
from generator.ingest.keep.trash import Trash
from generator.ingest.keep.undo import finish
from generator.model import Article, Clipping


class Change(Struct, frozen=True):
    """An article whose tags would become others; `path` is relative to `content/`."""

    path: str
    headline: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Refresh(Struct, frozen=True):
    """What a refresh would do, or did: `kept` are articles whose tags a person or the source gave."""

    version: int
    articles: int
    new_words: tuple[str, ...]
    changes: tuple[Change, ...]
    unchanged: int
    kept: tuple[str, ...]
    written: bool = False


class _Found(NamedTuple):
    """An article that is ours, the tags found now, and the text of its file."""

    id: str
    article: Article
    tags: tuple[str, ...]
    seen: str


def learn(articles: Iterable[Article], desk: Desk, former: Vocabulary) -> Vocabulary:
    """The vocabulary of some articles, also of those that people wrote."""
    texts = ((f"{one.headline}\n{plain_text(one.body)}", one.organisations) for one in articles)
    return vocabulary.learn(texts, desk.words, former)


def refresh(project: Path, desk: Desk, learned: Vocabulary, former: Vocabulary, *, write: bool) -> Refresh:
    """Find the tags of every article that ingest wrote with `desk`, and write them and the vocabulary if told to."""
    finish(project)
    store, records = Store(project, Trash(project, "tags refresh")), Records(project)
    changes: list[Change] = []
    kept: list[str] = []
    unchanged = 0
    for record in list(records.every()):
        found = list(_found(record, store, desk, kept))
        fresh = [one for one in found if one.tags != one.article.tags]
        unchanged += len(found) - len(fresh)
        changes += [Change(one.article.path, one.article.headline, one.article.tags, one.tags) for one in fresh]
        if write and fresh:
            _write(record, fresh, store, records)
    if write:
        store.replace(vocabulary.FILE, vocabulary.dump(learned).encode())
    return Refresh(
        version=learned.version,
        articles=learned.articles,
        new_words=tuple(sorted(word for word in learned.kinds if word not in former.kinds)),
        changes=tuple(changes),
        unchanged=unchanged,
        kept=tuple(sorted(kept)),
        written=write,
    )


def _found(record: Record, store: Store, desk: Desk, kept: list[str]) -> Iterator[_Found]:
    """The articles of a source that are still ours, each with the tags found now."""
    for written in record.articles:
        text = store.read(written.path)
        if text is None:  # deleted, or moved by a person
            continue
        found = _tags_now(written, text, desk) if is_sealed(text) else None
        if found is None or written.id in record.account.get("tagged", ()):
            kept.append(written.path)
        else:
            yield found


def _tags_now(written: Written, text: str, desk: Desk) -> _Found | None:
    """The article as it is on record, and its tags; None if its file is neither that nor what a killed refresh left."""
    article = parse(written.base or text, written.path)[0]
    if article is None:
        return None
    found = _Found(written.id, article, tags_of(clipping_of(article), desk, article.people), text)
    return found if is_ours(text, written.base) or normalise(text) == _text(found) else None


def _text(found: _Found) -> str:
    return dump(msgspec.structs.replace(found.article, tags=found.tags))


def _write(record: Record, fresh: Sequence[_Found], store: Store, records: Records) -> None:
    """Write some articles of a source, and put on record what was written."""
    texts = {found.id: _text(found) for found in fresh}
    for found in fresh:
        store.write(found.article.path, texts[found.id], found.seen)
    articles = tuple(
        msgspec.structs.replace(one, seal=seal_of(texts[one.id]) or "", base=texts[one.id]) if one.id in texts else one
        for one in record.articles
    )
    records.save(msgspec.structs.replace(record, articles=articles))


def clipping_of(article: Article) -> Clipping:
    """A published article as the finders of facts take it."""
    return Clipping(
        headline=article.headline,
        kind=article.kind,
        kicker=article.kicker,
        deck=article.deck,
        byline=article.byline,
        dateline=article.dateline,
        body=parse_body(article.body),
    )
