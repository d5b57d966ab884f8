"""A build of which only texts have changed, made without reading the library or planning the site.

What the last build noted (`glance`, `render/record`) tells which files have changed and which targets tell their
articles whole. As long as nothing else can have changed - the header of each file, its gist, the stories that it tells
with others, its faults - these targets are all that is out of date. At the least doubt nothing is done, and the whole
build decides. It may spare a whole build, and never makes another site than that would.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.content.library import load_one
from generator.disk import write_atomically
from generator.errors import DAMAGED, BaozhaiError, Diagnostic
from generator.incremental import Reason, Target
from generator.model import Article, Library
from generator.program import program_fingerprint
from generator.project import Project, as_shown, save_prints
from generator.render.copies import Copy
from generator.render.gists import Texts
from generator.render.press import Press, imprint
from generator.render.record import Kept, Record, outline_of, whole_of
from generator.render.reprints import Reprint, taken
from generator.render.search.mending import Changed, mended
from generator.render.search.targets import Shelf, give_shard, key_of, search_page, shard_path, version_of
from generator.render.taxonomy import arrange
from generator.render.theme import Theme, load_theme
from generator.reports import Ingested
from generator.staging import Staging
from generator.traces import PRINT, Fingerprints, Trace, fingerprint_bytes, fingerprint_on_disk, load_later

RECORD, REPRINTS = "record", "reprints"
MOST = 20  # changed texts; with more, reading everything is no longer the greater part
MOST_TOLD = 500  # articles that have to be read with them


class Doubt(Exception):
    """The whole build has to decide."""


class Memories(msgspec.Struct, frozen=True, array_like=True):
    """What a build has told: of the sources and the settings, of the library, of each target that had something."""

    ingested: Ingested | None
    found: tuple[Diagnostic, ...]
    library: tuple[Diagnostic, ...]
    told: dict[str, tuple[Diagnostic, ...]]


class Stale(NamedTuple):
    """A target that has to be made, and the inputs that changed."""

    target: Target
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """What is out of date, and what the next build has to know."""

    stale: tuple[Stale, ...]
    record: Record
    prints: Mapping[bytes, tuple[bytes, ...]]
    theme: Theme


def keep(memory: Path, kept: Kept | None) -> None:
    """Keep what a whole build noted for the next."""
    if kept is None:
        (memory / RECORD).unlink(missing_ok=True)
        return
    write_atomically(memory / REPRINTS, kept.reprints, lasting=False)
    write_atomically(memory / RECORD, msgspec.msgpack.encode(kept.record), lasting=False)


def save(project: Project, revision: Revision, made: "Made") -> None:
    """Keep what a short build did for the next build, short or whole."""
    state = project.memory / "state"
    later = load_later(state)
    msgspec.structs.replace(later, traces=later.traces | made.traces).save(state)
    save_prints(project, dict(revision.prints))
    write_atomically(project.memory / RECORD, msgspec.msgpack.encode(revision.record), lasting=False)


def revise(project: Project, files: Sequence[str], memories: Memories, shelf: Shelf) -> Revision:
    """What texts that changed have made out of date; raises `Doubt` where more than texts may have changed."""
    record = _record(project.memory)
    numbers = {path: number for number, path in enumerate(record.paths)}
    texts = [numbers.get(path.removeprefix("content/")) for path in files]
    if len(texts) > MOST or None in texts:
        raise Doubt
    mine = {number for number in texts if number is not None}
    told = _reprints(project.memory, record, mine)
    needed = mine.union(*(reprint.numbers() for reprint in told.values()))
    if len(needed) > MOST_TOLD:
        raise Doubt
    press = Press(load_theme(project.config.site.theme, project.root), imprint(record.site))
    read = _read(project, record, needed, mine, memories)
    news = arrange(read, record.site.districts, press.say("citywide"))
    articles = {numbers[path]: article for path, article in news.texts.whole.items()}
    copies = {
        number: Copy(one, news.teasers[one.path], news.of_district[one.district], news.texts.gists[one.path].people)
        for number, one in articles.items()
        if not one.noindex
    }
    mine = _checked(record, mine, news.texts, articles)
    held = [reprint for reprint in told.values() if reprint.numbers() & mine]
    stale = [Stale(one.target(articles, copies, press), _inputs(one, mine)) for one in held]
    after = _renewed(record, mine, articles, copies)
    found = {number: copies[number] for number in mine if number in copies}
    searched, after, prints = _search(project.output, record, after, found, shelf=shelf, press=press)
    return Revision((*stale, *searched), after, prints, press.theme)


# ---- what there is -----------------------------------------------------------------------------------


def _record(memory: Path) -> Record:
    try:
        record = msgspec.msgpack.decode((memory / RECORD).read_bytes(), type=Record)
    except (OSError, *DAMAGED):
        raise Doubt from None
    if record.program != program_fingerprint():
        raise Doubt
    return record


def _reprints(memory: Path, record: Record, mine: set[int]) -> dict[str, Reprint]:
    """By path everything that tells one of the articles whole."""
    found: dict[str, Reprint] = {}
    try:
        with (memory / REPRINTS).open("rb") as file:
            for number in sorted(mine):
                start, end = record.span(number)
                file.seek(start)
                found |= {one.path: one for one in taken(file.read(end - start))}
    except (OSError, *DAMAGED):
        raise Doubt from None
    return found


def _read(project: Project, record: Record, needed: set[int], mine: set[int], memories: Memories) -> Library:
    """Articles as they are shown now, in the order of the record; those that changed say of themselves what they did."""
    read = []
    for number in sorted(needed):
        path = record.paths[number]
        known = load_one(project.root / "content" / path, path)
        if known.article is None:
            raise Doubt
        if number in mine:
            said = {item for item in memories.library if item.path == known.article.file}
            if said != set(known.diagnostics):
                raise Doubt
        read.append(known.article)
    shown = as_shown(project, tuple(read))
    numbers = {path: number for number, path in enumerate(record.paths)}
    if len(shown.articles) != len(read):
        raise Doubt
    named = tuple(
        msgspec.structs.replace(one, headline=record.named.get(numbers[one.path], one.headline))
        for one in shown.articles
    )
    return msgspec.structs.replace(shown, articles=named, tombstones=())


def _checked(record: Record, mine: set[int], texts: Texts, articles: Mapping[int, Article]) -> set[int]:
    """The articles whose texts differ; everything else about them and the others is what it was, or it is doubtful."""
    for number, article in articles.items():
        if outline_of(article, texts.gists[article.path]) != record.outline(number):
            raise Doubt
        if number not in mine and whole_of(article) != record.whole(number):
            raise Doubt
        if number in mine and not record.samples.keep(number, article.body):
            raise Doubt
    return {number for number in mine if whole_of(articles[number]) != record.whole(number)}


def _inputs(reprint: Reprint, mine: set[int]) -> tuple[str, ...]:
    """The inputs that hold a changed article."""
    held = {name: value if isinstance(value, tuple) else (value,) for name, value in reprint.held.items()}
    return tuple(sorted(name for name, numbers in held.items() if mine.intersection(numbers)))


# ---- the search --------------------------------------------------------------------------------------


def _search(
    output: Path, before: Record, after: Record, mine: Mapping[int, Copy], *, shelf: Shelf, press: Press
) -> tuple[list[Stale], Record, dict[bytes, tuple[bytes, ...]]]:
    """The shards and the page that changed texts have made out of date, the record, the prints of all segments."""
    if before.search is None:
        return [], after, {}
    stale, prints, shown = list[Stale](), dict(shelf.prints), []
    for segment in before.search.segments:
        held = before.segments[segment.name]
        changed = [Changed(at, mine[number]) for at, number in enumerate(held) if number in mine]
        if not changed:
            shown.append(segment)
            continue
        was, now = (key_of(one.print(number) for number in held) for one in (before, after))
        try:
            known, made = mended(segment, prints.pop(was), changed, lambda path: (output / path).read_bytes())
        except (OSError, ValueError, LookupError, *DAMAGED):
            raise Doubt from None
        stale += [_shard(segment.name, number, data, known[number]) for number, data in made.items()]
        prints[now] = known
        shown.append(msgspec.structs.replace(segment, version=version_of(now)))
    page = msgspec.structs.replace(before.search, segments=tuple(shown))
    if page != before.search:
        stale.append(Stale(search_page(page, press), ("segments",)))
    return stale, msgspec.structs.replace(after, search=page), prints


def _shard(name: str, number: int, data: bytes, content: bytes) -> Stale:
    make = functools.partial(give_shard, name, number, data)
    return Stale(Target(shard_path(name, number), "search", make, {"content": content}), ("content",))


def _renewed(record: Record, mine: set[int], articles: Mapping[int, Article], copies: Mapping[int, Copy]) -> Record:
    """The record when these articles have the texts they have now."""
    prints, wholes, samples = bytearray(record.prints), bytearray(record.wholes), record.samples
    for number in mine:
        samples = samples.with_body(number, articles[number].body)
        wholes[number * PRINT : (number + 1) * PRINT] = whole_of(articles[number])
        if number in copies:
            prints[number * PRINT : (number + 1) * PRINT] = copies[number].print
    return msgspec.structs.replace(record, prints=bytes(prints), wholes=bytes(wholes), samples=samples)


# ---- making it ---------------------------------------------------------------------------------------


class Made(NamedTuple):
    """What was staged and switched to: why, what was written, the trace of each target with the names of its inputs."""

    reasons: tuple[Reason, ...]
    written: tuple[str, ...]
    traces: dict[str, tuple[tuple[str, ...], Trace]]


def carry_out(
    project: Project, stale: Sequence[Stale], approve: Callable[[Mapping[str, tuple[Diagnostic, ...]]], bool]
) -> Made | None:
    """Make what is stale and switch to it; None if `approve`, which sees what each target had to say, refuses.

    Raises `Doubt` where one cannot be made: the whole build tells why.
    """
    staging = Staging(project.output, project.memory)
    fingerprints = Fingerprints()
    traces: dict[str, tuple[tuple[str, ...], Trace]] = {}
    written = []
    with staging.open(whole=False):
        for target, _ in stale:
            try:
                data, said = target.make(**target.inputs)
            except BaozhaiError:
                raise Doubt from None
            digest, file = fingerprint_bytes(data), project.output / target.path
            if fingerprint_on_disk(file) == digest:
                mtime_ns = file.stat().st_mtime_ns
            else:
                mtime_ns = staging.add(target.path, data)
                written.append(target.path)
            prints = fingerprints.of_inputs(target.inputs)
            traces[target.path] = tuple(target.inputs), Trace(0, prints, digest, mtime_ns, len(data), said)
        staging.staged(written)
        if not approve({path: trace.diagnostics for path, (_, trace) in traces.items()}):
            return None
        staging.switch(())
    reasons = [Reason(one.path, one.kind, "made-inputs", ", ".join(names)) for one, names in stale]
    return Made(tuple(sorted(reasons, key=lambda reason: reason.path)), tuple(sorted(written)), traces)
