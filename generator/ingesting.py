"""The jobs ingest and read: pages and parsed articles become Markdown, or are only shown."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.errors import Diagnostic
from generator.gazetteer import Gazetteer
from generator.ingest.keep.plan import ingest
from generator.ingest.keep.records import Said
from generator.ingest.newsroom import Newsroom
from generator.ingest.sources import discover
from generator.lock import project_lock
from generator.progress import Track, untracked
from generator.project import PAGES, Project, places_remarks, project_gazetteer
from generator.reports import Ingested


def ingest_into(
    project: Project,
    paths: Sequence[Path] = (),
    *,
    date: str | None = None,
    page: str | None = None,
    track: Track = untracked,
) -> Ingested:
    """Read what is new among `paths`, files or folders, or in all of `content/pages/`, into Markdown."""
    with project_lock(project.memory):
        return ingest_unlocked(project, paths, date, page, track)


def ingest_unlocked(
    project: Project, paths: Sequence[Path], date: str | None, page: str | None, track: Track
) -> Ingested:
    """The same, for who holds the project's lock."""
    found: list[Path] = []
    diagnostics: list[Diagnostic] = []
    for path in paths or [project.root / PAGES]:
        sources, remarks = discover(path, project.root) if path.is_dir() or not paths else ((path,), ())
        found += sources
        diagnostics += remarks
    newsroom = Newsroom(project.root, project_gazetteer(project), project.config.paper.name)
    report, remarks = ingest(
        project.root,
        track(found, "ingest", len(found)),
        newsroom.read,
        program=newsroom.fingerprint(),
        complete=not paths,
        said=Said(date, page),
    )
    return Ingested(report, tuple(sorted({*diagnostics, *remarks, *places_remarks(project)})))


def read_files(
    paths: Sequence[Path],
    project: Project | None,
    home: Gazetteer | None,
    *,
    date: str | None,
    page: str | None,
) -> Iterator[tuple[dict[str, Any], tuple[Diagnostic, ...]]]:
    """What ingest would make of each file, as JSON values; writes nothing. `home` stands in for the project's city."""

    if project and home is None:
        newsroom = Newsroom(project.root, project_gazetteer(project), project.config.paper.name)
    else:
        newsroom = Newsroom(None, home)
    for path in paths:
        for file in discover(path)[0] if path.is_dir() else (path,):
            yield newsroom.show(file, Said(date, page))
