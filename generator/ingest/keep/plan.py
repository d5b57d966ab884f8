"""Which files under `content/` ingest writes, so that no character of a person's is lost and no work is done twice.

The policy is `policy.py`, pure functions; this carries it out. How a source is read and enriched is the caller's:
nothing here knows a newspaper.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from generator.content import article_path, dump
from generator.content.seal import seal_of
from generator.errors import Diagnostic, diagnose, has_errors
from generator.ingest.keep.memory import Memory, Stat
from generator.ingest.keep.policy import Decision, decide, is_ours, keep_ids, keep_tags
from generator.ingest.keep.printed import printed_of, restore, restores
from generator.ingest.keep.records import Record, Records, Said, Written, record_path
from generator.ingest.keep.store import Refusal, Store, same_name
from generator.ingest.keep.trash import Trash
from generator.ingest.keep.undo import finish
from generator.model import Article

NOTHING_SAID = Said()


class SourceResult(msgspec.Struct, frozen=True):
    """What reading one source gave. `read` is False if it could not be read at all: then its old articles stay.

    The articles have ids and parents; their paths are given here. `account` is kept in the record as it is.
    """

    articles: tuple[Article, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    encoding: str | None = None
    account: dict[str, Any] = {}
    read: bool = True


Read = Callable[[bytes, str, Said], SourceResult]


class IngestReport(msgspec.Struct, frozen=True):
    """What an ingest did; articles by their paths below `content/`, the others relative to the project."""

    sources: int = 0
    unchanged: int = 0
    copied: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    trashed: tuple[str, ...] = ()


# ---- carrying it out -----------------------------------------------------------------------------


class _Result(NamedTuple):
    """A source that was read, and the state of its file before."""

    source: str
    digest: str
    state: Stat | None
    result: SourceResult
    said: Said


@dataclass(slots=True)
class _Run:
    """One ingest while it goes on."""

    store: Store
    trash: Trash
    records: Records
    memory: Memory
    program: str
    done: dict[str, str] = field(default_factory=dict)  # the source of every article seen in this run
    left: list[tuple[Record, tuple[Written, ...]]] = field(default_factory=list)  # what a source has no more
    released: set[str] = field(default_factory=set)  # the ids of these
    late: list[_Result] = field(default_factory=list)  # what has articles that another source still has
    paths: dict[str, list[str]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unchanged: int = 0

    def same(self, source: str, ids: Iterable[str], diagnostics: Iterable[Diagnostic]) -> None:
        self.unchanged += 1
        self.diagnostics += diagnostics
        self.done |= dict.fromkeys(ids, source)

    def note(self, what: str, path: str) -> None:
        self.paths.setdefault(what, []).append(path)


def ingest(
    project: Path,
    sources: Iterable[Path],
    read: Read,
    *,
    program: str,
    complete: bool = False,
    said: Said = NOTHING_SAID,
) -> tuple[IngestReport, tuple[Diagnostic, ...]]:
    """Bring `content/` up to date with some sources; the same input twice writes nothing.

    `read` gets the bytes of a source, its path relative to the project, and what a person said of it, now or before. A
    source that `program` has read before is not read again. One that lies outside `content/pages/` is copied there, into
    the folder of the day that was said or that its path names. With `complete`, the sources are all there are: articles of sources that are gone go to the trash.
    """
    finish(project)
    trash = Trash(project, "ingest")
    run = _Run(Store(project, trash), trash, Records(project), Memory(project, program), program)
    seen: dict[str, None] = {}
    for path in sources:
        try:
            _one_path(run, path, said, read, seen)
        except Refusal as refusal:
            run.diagnostics += refusal.diagnostics
    for late in run.late:
        _one_result(run, late)
    _put_away(run, tuple(run.records.of_lost_sources(seen)) if complete else ())
    run.memory.save()
    report = IngestReport(
        sources=len(seen), unchanged=run.unchanged, **{what: tuple(paths) for what, paths in run.paths.items()}
    )
    return report, tuple(sorted((*run.diagnostics, *run.records.diagnostics)))


def _one_path(run: _Run, path: Path, said: Said, read: Read, seen: dict[str, None]) -> None:
    """Read a source wherever it lies, unless it was read before."""
    inside = run.store.inside(path)
    if inside in seen:
        return
    state = run.memory.stat(inside) if inside else None
    if inside and said == NOTHING_SAID and (known := run.memory.find(inside)):
        seen[inside] = None
        run.same(inside, known.ids, known.diagnostics)
        return
    source, data, outside = run.store.take_in(path, said.date)
    if source in seen:
        return
    seen[source] = None
    digest = hashlib.sha256(data).hexdigest()
    old = run.records.get(source)
    wanted = old.said if old and said == NOTHING_SAID else said
    if old and (old.sha256, old.program, old.said, outside) == (digest, run.program, wanted, False):
        run.same(source, [article.id for article in old.articles], old.diagnostics)
        run.memory.remember(source, state, old)
        return
    result = read(data, source, wanted)
    run.diagnostics += result.diagnostics
    if result.read:
        if outside:
            run.store.replace(source, data)
            run.note("copied", source)
        _sort_out(run, _Result(source, digest, state, result, wanted), old.articles if old else ())


def _sort_out(run: _Run, read: _Result, before: tuple[Written, ...]) -> None:
    """Write the articles of a source at once, or when the others are read if one of them has some of its articles."""
    articles = keep_ids(read.result.articles, before)
    read = read._replace(result=msgspec.structs.replace(read.result, articles=articles))
    if not has_errors(read.result.diagnostics):  # else a missing one may be what could not be read
        run.released |= {article.id for article in before} - {article.id for article in articles}
    if any(_other_source(run, article.id, read.source) for article in articles):
        run.late.append(read)
    else:
        _one_result(run, read)


def _one_result(run: _Run, read: _Result) -> None:
    """Write the articles of a source, and its record unless something has yet to be put away."""
    source, digest, state, result, said = read
    old = run.records.get(source)
    now: dict[str, Written] = {}
    tagged = frozenset(result.account.get("tagged", ()))
    for article in result.articles:
        other = source if article.id in now else _other_source(run, article.id, source)
        if other:
            run.diagnostics.append(diagnose("ingest-same-article", source, headline=article.headline, other=other))
            continue
        try:
            now[article.id] = _one_article(run, article, source, has_said=article.id in tagged)
        except Refusal as refusal:
            run.diagnostics += refusal.diagnostics
    # with an article missing it is read again next time: the other source may have lost it
    program = run.program if len(now) == len(result.articles) else ""
    missing = {article.id: article for article in (old.articles if old else ()) if article.id not in now}
    gone = tuple(article for article in missing.values() if article.id in run.released)
    now |= {name: article for name, article in missing.items() if name not in run.released}
    articles = tuple(now.values())
    record = Record(source, digest, result.encoding, program, articles, result.diagnostics, result.account, said)
    if gone:  # another source may have them: settled, and put on record, when all are read
        run.left.append((record, gone))
    else:
        run.records.save(record)
    run.memory.remember(source, state, record)


def _other_source(run: _Run, article_id: str, source: str) -> str | None:
    """Another source that has an article, and goes on having it."""
    if (done := run.done.get(article_id, source)) != source:
        return done
    owner = run.records.find(article_id, source)
    if owner is None or owner[0] == source or article_id in run.released:
        return None
    return owner[0] if (run.store.project / owner[0]).exists() else None


def _one_article(run: _Run, article: Article, source: str, *, has_said: bool) -> Written:
    """Bring one article's file up to date; its source says its tags if `has_said`."""
    _, last = run.records.find(article.id, source) or (source, None)
    article = keep_tags(article, last) if last and not has_said else article
    run.done[article.id] = source
    wanted = article_path(article)
    path = run.store.find(article.id, last.path if last else None, wanted)
    mine = run.store.read(path) if path else None
    ours = path is None or (last is not None and path == last.path and mine is not None and is_ours(mine, last.base))
    settled = path or (last.path if last else None)  # one that a person deleted keeps the name it had
    stays = settled is not None and (not ours or same_name(settled, wanted))
    target = settled if settled and stays else run.store.free_path(wanted, article.id)
    theirs = dump(msgspec.structs.replace(article, path=target))
    decision = decide(mine, last.base if last else None, theirs)
    if path and path != target and decision.action == "unchanged":
        decision = Decision("write", theirs)
    _carry_out(run, decision, target, source, mine if path == target else run.store.read(target))
    if path and path != target:
        run.store.remove(path)
    recorded = last.path if last else wanted
    chosen = target if ours or same_name(target, wanted) else recorded  # a person's choice is not on record as ours
    return Written(article.id, chosen, seal_of(theirs) or "", theirs)


def _carry_out(run: _Run, decision: Decision, path: str, source: str, seen: str | None) -> None:
    match decision.action:
        case "write":
            run.store.write(path, decision.text, seen)
            run.note("written", path)
        case "merge":
            run.store.write(path, decision.text, seen)
            run.note("merged", path)
            run.diagnostics.append(diagnose("ingest-merged", f"content/{path}", source=source))
        case "conflict":
            beside = run.store.write_beside(path, decision.text)
            run.note("conflicts", path)
            run.diagnostics.append(diagnose("ingest-conflict", f"content/{path}", beside=f"content/{beside}"))
        case "keep":
            run.note("kept", path)


def _put_away(run: _Run, lost: tuple[Record, ...]) -> None:
    """Settle what sources have no more, and what was in sources that are gone."""
    for record, articles in run.left:
        for article in articles:
            _retire(run, article, record.source)
        run.records.save(record)
    for record in lost:
        if not all(run.done.get(article.id, record.source) != record.source for article in record.articles):
            _keep_source(run, record)
        for article in record.articles:
            _retire(run, article, record.source)
        run.records.forget(record)


def _keep_source(run: _Run, record: Record) -> None:
    """Keep a source that is gone, not only renamed, and its record, so that its articles can come back with them."""
    printed = printed_of(record)
    if printed and restores(printed, record.sha256):
        place = record_path(record.source)
        run.trash.lost(record.source.removeprefix("content/"), restore(printed))
        run.trash.replaces(place.removeprefix("content/"), None)


def _retire(run: _Run, article: Written, source: str) -> None:
    """Put away an article that its source no longer has, unless a person worked on it or another source has it."""
    path = run.store.find(article.id, article.path, article.path)
    mine = run.store.read(path) if path else None
    if path is None or mine is None or run.done.get(article.id, source) != source:
        return
    if is_ours(mine, article.base):
        trash = run.store.remove(path)
        run.note("trashed", path)
        run.diagnostics.append(diagnose("ingest-trashed", source, path=f"content/{path}", trash=trash))
    else:
        run.note("kept", path)
        run.diagnostics.append(diagnose("ingest-orphan", f"content/{path}", source=source))
