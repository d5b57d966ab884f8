"""Tags found anew for what is already written: the difference first, then the files, when someone asks for it.

A file that a person touched keeps its tags, and so does an article whose tags came with its source. Nothing of an
article but its tags changes.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.content import dump, parse
from generator.content.body import parse_body, plain_text
from generator.content.seal import is_sealed, seal_of
from generator.disk import write_atomically
from generator.ingest.facts import vocabulary
from generator.ingest.facts.enrich import Desk, tags_of
from generator.ingest.facts.vocabulary import Vocabulary
from generator.ingest.keep.records import Record, Records
from generator.ingest.keep.store import Store
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


def learn(articles: Iterable[Article], desk: Desk, former: Vocabulary) -> Vocabulary:
    """The vocabulary of some articles, also of those that people wrote."""
    texts = ((f"{one.headline}\n{plain_text(one.body)}", one.organisations) for one in articles)
    return vocabulary.learn(texts, desk.words, former)


def refresh(project: Path, desk: Desk, learned: Vocabulary, former: Vocabulary, *, write: bool) -> Refresh:
    """Find the tags of every article that ingest wrote with `desk`, and write them and the vocabulary if told to."""
    store, records = Store(project), Records(project)
    changes: list[Change] = []
    kept: list[str] = []
    unchanged = 0
    for record in list(records.every()):
        found = dict(_found(record, store, desk, kept))
        unchanged += sum(tags == article.tags for article, tags in found.values())
        fresh = {
            name: msgspec.structs.replace(one, tags=tags) for name, (one, tags) in found.items() if tags != one.tags
        }
        for name, article in fresh.items():
            changes.append(Change(article.path, article.headline, found[name][0].tags, article.tags))
        if write and fresh:
            _write(record, fresh, store, records)
    if write:
        write_atomically(project / vocabulary.FILE, vocabulary.dump(learned).encode())
    return Refresh(
        version=learned.version,
        articles=learned.articles,
        new_words=tuple(sorted(word for word in learned.kinds if word not in former.kinds)),
        changes=tuple(changes),
        unchanged=unchanged,
        kept=tuple(sorted(kept)),
        written=write,
    )


def _found(
    record: Record, store: Store, desk: Desk, kept: list[str]
) -> Iterator[tuple[str, tuple[Article, tuple[str, ...]]]]:
    """By id, the articles of a source that are still ours, as they are, each with the tags found now."""
    for written in record.articles:
        text = store.read(written.path)
        if text is None:  # deleted, or moved by a person
            continue
        article = parse(text, written.path)[0] if is_sealed(text) else None
        if article is None or written.id in record.account.get("tagged", ()):
            kept.append(written.path)
        else:
            yield written.id, (article, tags_of(clipping_of(article), desk, article.people))


def _write(record: Record, fresh: dict[str, Article], store: Store, records: Records) -> None:
    """Write some articles of a source, and put on record what was written."""
    texts = {name: dump(article) for name, article in fresh.items()}
    for name, text in texts.items():
        store.write(fresh[name].path, text)
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
