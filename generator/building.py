"""The job build: ingest what is new, then the short build or the whole one; holds no rule of reading or rendering."""

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from generator import changes, glance, incremental
from generator.errors import LANGS, Diagnostic, has_errors
from generator.lock import project_lock
from generator.program import program_fingerprint
from generator.progress import Track, untracked
from generator.project import (
    Project,
    load_prints,
    load_published,
    note_build,
    places_remarks,
    save_prints,
    site_info,
)
from generator.reports import Built
from generator.traces import load_state
from generator.workers import Forks

if TYPE_CHECKING:
    from generator import short


def build_site(
    project: Project,
    *,
    clean: bool = False,
    strict: bool = False,
    careful: bool = False,
    ingest: bool = True,
    jobs: int = 1,
    trusting: bool = False,
    told: Collection[str] | None = None,
    glimpse: glance.Glimpse | None = None,
    track: Track = untracked,
) -> Built:
    """Ingest what is new, then bring the site up to date.

    With `strict` any warning or error leaves the old site standing, with `careful` an error in `content/` or a
    template; a source that cannot be read takes nothing from the site. `jobs` processes share the work. A `trusting` build
    of changed texts does not look whether somebody else wrote into the site, and of what it reads only at the files it is
    `told` of, if any; the next other build looks at all. A fresh `glimpse` need not be caught again.
    """
    with project_lock(project.memory):
        built = None
        if not (clean or strict):
            built = _build_texts(project, glimpse, careful=careful, ingest=ingest, trusting=trusting, told=told)
        return built or _build_whole(
            project, track, clean=clean, strict=strict, careful=careful, ingest=ingest, jobs=jobs
        )


def _build_whole(
    project: Project, track: Track, *, clean: bool, strict: bool, careful: bool, ingest: bool, jobs: int
) -> Built:
    """The build that reads the library and plans the site."""
    from generator import short  # noqa: PLC0415 - with the parts below: only builds that find work need them
    from generator.ingesting import ingest_unlocked  # noqa: PLC0415
    from generator.render.plan import lay_out  # noqa: PLC0415
    from generator.render.press import imprint  # noqa: PLC0415
    from generator.render.record import take_down  # noqa: PLC0415
    from generator.render.search import Shelf  # noqa: PLC0415
    from generator.render.theme import load_theme  # noqa: PLC0415

    before = glance.look(project.root, project.memory)
    ingested = ingest_unlocked(project, (), None, None, track) if ingest else None
    workers = Forks(jobs)
    library, remarks = load_published(project, workers)
    found = (*(ingested.diagnostics if ingested else ()), *remarks, *places_remarks(project))

    def approve(made: tuple[Diagnostic, ...]) -> bool:
        if strict and any(item.severity != "note" for item in (*found, *made)):
            return False
        return not (careful and has_errors((*remarks, *made)))

    theme = load_theme(project.config.site.theme, project.root)
    known = load_prints(project)
    shelf = Shelf(dict(known), workers=workers)
    site = site_info(project)
    targets, texts = lay_out(library, site, theme, shelf)
    if shelf.used != known:
        save_prints(project, shelf.used)
    outcome = incremental.bring_up_to_date(
        targets,
        project.output,
        project.memory,
        program=program_fingerprint(),
        clean=clean,
        approve=approve,
        workers=workers,
        prepare=lambda: theme.prepare(imprint(site)),
        track=lambda results, count: track(results, "build", count),
    )
    diagnostics = tuple(sorted({*found, *outcome.diagnostics}))
    note_build(project, diagnostics)
    built = Built(outcome, len(library.articles), diagnostics, ingested)
    if outcome.switched and not outcome.failed and (ingested is None or ingested.did_nothing):
        short.keep(project.memory, take_down(targets, texts, site, program_fingerprint()))
        traces = state.traces if (state := load_state(project.memory / "state")) else {}
        told = {path: trace.diagnostics for path, trace in traces.items() if trace.diagnostics}
        glance.keep(
            project.root,
            project.memory,
            before,
            ingest=ingest,
            outputs=((path, one.mtime_ns, one.size) for path, one in traces.items()),
            **_said(built, short.Memories(ingested, places_remarks(project), remarks, told)),
        )
    return built


def _build_texts(
    project: Project,
    glimpse: glance.Glimpse | None,
    *,
    careful: bool,
    ingest: bool,
    trusting: bool,
    told: Collection[str] | None,
) -> Built | None:
    """The build where only texts have changed since the last; None: the whole build has to decide."""
    from generator import short  # noqa: PLC0415
    from generator.render.search import Shelf  # noqa: PLC0415

    seen = changes.changed(project.root, project.memory, glimpse, ingest=ingest, trusting=trusting, told=told)
    if seen is None:
        return None
    memories = msgspec.msgpack.decode(seen.note.memories, type=short.Memories)
    remarks = dict(memories.told)

    def approve(made: Mapping[str, tuple[Diagnostic, ...]]) -> bool:
        remarks.update(made)
        return not (careful and has_errors((*memories.library, *(item for said in remarks.values() for item in said))))

    shelf = Shelf(load_prints(project))
    try:
        revision = short.revise(project, seen.files, memories, shelf)
        with revision.theme.few_pages():
            made = short.carry_out(project, revision.stale, approve)
    except short.Doubt:
        return None
    of_targets = {item for said in remarks.values() for item in said}
    found = (*(memories.ingested.diagnostics if memories.ingested else ()), *memories.found, *memories.library)
    diagnostics = tuple(sorted({*found, *of_targets}))
    outcome = incremental.Outcome(
        made=made.reasons if made else (),
        written=made.written if made else (),
        deleted=(),
        failed=(),
        targets=seen.note.outputs.paths,
        diagnostics=tuple(sorted(of_targets)),
        switched=made is not None,
    )
    built = Built(outcome, len(revision.record.paths), diagnostics, memories.ingested)
    note_build(project, diagnostics)
    if made:
        short.save(project, revision, made)
        written = {path: (trace.mtime_ns, trace.size) for path, (_, trace) in made.traces.items()}
        memories = msgspec.structs.replace(memories, told={path: said for path, said in remarks.items() if said})
        changes.renew(project.root, project.memory, seen, written, **_said(built, memories))
    return built


def _said(built: Built, memories: "short.Memories") -> dict[str, Any]:
    """What a build says that has nothing to do after this one, and what a short one has to know of it."""
    idle = built.idle
    return {
        "diagnostics": built.diagnostics,
        "words": {lang: idle.say(lang) for lang in LANGS},
        "summary": {lang: json.dumps(idle.summary(lang), ensure_ascii=False).encode() for lang in LANGS},
        "memories": msgspec.msgpack.encode(memories),
    }
