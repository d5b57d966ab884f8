"""A project folder and the jobs done in it: ingest, build, read, serve; each a short sequence of the parts' work.

Finds the settings, holds the lock, and hands values from one part to the next; holds no rule of reading or rendering.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from generator import content, gazetteer, incremental
from generator.config import CONFIG_FILE, Config, load_config
from generator.disk import disk_errors, write_atomically
from generator.errors import BaozhaiError, Diagnostic, ExitStatus, Lang, diagnose, has_errors, message
from generator.ingest.plan import IngestReport
from generator.localities import parse_places
from generator.lock import project_lock
from generator.model import Library, SiteInfo
from generator.program import program_fingerprint

Track = Callable[[Sequence[Any], str], Iterable[Any]]
OUTPUT, MEMORY, CONTENT, PAGES = "site", ".baozhai", "content", "content/pages"
PLACES = "content/places.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a `content/site.toml`, and what that says."""

    root: Path
    config: Config

    @property
    def output(self) -> Path:
        """Where the site is built."""
        return self.root / OUTPUT

    @property
    def memory(self) -> Path:
        """Where traces, caches, the lock and the trash lie; disposable but for the trash."""
        return self.root / MEMORY


class Ingested(msgspec.Struct, frozen=True):
    """What an ingest did, and every diagnostic of the sources, also of those that were read before."""

    report: IngestReport
    diagnostics: tuple[Diagnostic, ...]

    def summary(self) -> dict[str, Any]:
        """For `--json`."""
        return {**msgspec.to_builtins(self.report), "diagnostics": msgspec.to_builtins(self.diagnostics)}

    def say(self, lang: Lang) -> str:
        """One line for people."""
        report = self.report
        if report.unchanged == report.sources and not report.trashed:
            return message("said-ingest-nothing", lang, sources=report.sources)
        return message(
            "said-ingest",
            lang,
            read=report.sources - report.unchanged,
            sources=report.sources,
            written=len(report.written),
            kept=len(report.kept),
            merged=len(report.merged),
            removed=len(report.trashed),
        )


class Built(msgspec.Struct, frozen=True):
    """What a build did."""

    outcome: incremental.Outcome
    articles: int
    diagnostics: tuple[Diagnostic, ...]
    ingested: Ingested | None

    @property
    def reasons(self) -> tuple[incremental.Reason, ...]:
        """What was made or deleted, and why."""
        return tuple(incremental.iterate_reasons(self.outcome))

    def summary(self) -> dict[str, Any]:
        """For `--json`."""
        outcome = self.outcome
        return {
            "made": [reason.path for reason in outcome.made],
            "written": outcome.written,
            "deleted": outcome.deleted,
            "failed": outcome.failed,
            "targets": len(outcome.targets),
            "articles": self.articles,
            "switched": outcome.switched,
            "reasons": msgspec.to_builtins(self.reasons),
            "ingest": self.ingested.summary() if self.ingested else None,
            "diagnostics": msgspec.to_builtins(self.diagnostics),
        }

    def say(self, lang: Lang) -> str:
        """What was made and how to look at it, for people."""
        outcome = self.outcome
        lines = [self.ingested.say(lang)] if self.ingested and self.ingested.report.sources else []
        counts = {"targets": len(outcome.targets), "articles": self.articles, "output": OUTPUT}
        if not outcome.switched:
            return message("said-build-refused", lang)
        if not outcome.made and not outcome.deleted:
            lines.append(message("said-build-nothing", lang, **counts))
        else:
            made, deleted = len(outcome.made), len(outcome.deleted)
            lines.append(message("said-build", lang, made=made, deleted=deleted, **counts))
            lines.append(message("said-look", lang, output=OUTPUT))
        return "\n".join(lines)


# ---- the folder ----------------------------------------------------------------------------------


def find_project(named: Path | None) -> Project | None:
    """The project in a named folder, or in this folder or the nearest above it that holds one."""
    if named is not None:
        return Project(named, load_config(named))
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG_FILE).is_file():
            root = Path() if folder == here else folder
            return Project(root, load_config(root))
    return None


def open_project(named: Path | None) -> Project:
    """As `find_project`; no project is an error that says how to make one."""
    project = find_project(named)
    if project is None:
        missing = diagnose("config-missing", ".", file=CONFIG_FILE)
        raise BaozhaiError(missing, status=ExitStatus.USAGE)
    return project


# ---- ingest --------------------------------------------------------------------------------------


def ingest_into(
    project: Project,
    paths: Sequence[Path] = (),
    *,
    date: str | None = None,
    page: str | None = None,
    track: Track = lambda items, _: items,
) -> Ingested:
    """Read what is new among `paths`, files or folders, or in all of `content/pages/`, into Markdown."""
    with project_lock(project.memory):
        return _ingest(project, paths, date, page, track)


def _ingest(project: Project, paths: Sequence[Path], date: str | None, page: str | None, track: Track) -> Ingested:
    from generator.ingest.newsroom import Newsroom  # noqa: PLC0415 - an idle build must not wait for it
    from generator.ingest.plan import ingest  # noqa: PLC0415
    from generator.ingest.sources import discover  # noqa: PLC0415

    found: list[Path] = []
    diagnostics: list[Diagnostic] = []
    for path in paths or [project.root / PAGES]:
        sources, remarks = discover(path) if path.is_dir() or not paths else ((path,), ())
        found += sources
        diagnostics += remarks
    newsroom = Newsroom(project.root, project_gazetteer(project), project.config.paper.name, date=date, page=page)
    report, remarks = ingest(
        project.root,
        track(found, "ingest"),
        newsroom.read,
        program=newsroom.fingerprint(),
        complete=not paths,
        date=date,
    )
    return Ingested(report, tuple(sorted({*diagnostics, *remarks})))


def read_files(
    paths: Sequence[Path],
    project: Project | None,
    home: gazetteer.Gazetteer | None,
    *,
    date: str | None,
    page: str | None,
) -> Iterator[tuple[dict[str, Any], tuple[Diagnostic, ...]]]:
    """What ingest would make of each file, as JSON values; writes nothing. `home` stands in for the project's city."""
    from generator.ingest.newsroom import Newsroom  # noqa: PLC0415
    from generator.ingest.sources import discover  # noqa: PLC0415

    if project and home is None:
        newsroom = Newsroom(project.root, project_gazetteer(project), project.config.paper.name, date=date, page=page)
    else:
        newsroom = Newsroom(None, home, date=date, page=page)
    for path in paths:
        for file in discover(path)[0] if path.is_dir() else (path,):
            yield newsroom.show(file)


# ---- build ---------------------------------------------------------------------------------------


def build_site(
    project: Project,
    *,
    clean: bool = False,
    strict: bool = False,
    careful: bool = False,
    ingest: bool = True,
    track: Track = lambda items, _: items,
) -> Built:
    """Ingest what is new, then bring the site up to date.

    With `strict` any warning or error leaves the old site standing, with `careful` an error in `content/` or a
    template; a source that cannot be read takes nothing from the site.
    """
    from generator.render.plan import plan  # noqa: PLC0415 - with the parts above: only commands that build need it
    from generator.render.theme import load_theme  # noqa: PLC0415

    with project_lock(project.memory):
        ingested = _ingest(project, (), None, None, track) if ingest else None
        library, remarks = load_library(project)
        found = (*(ingested.diagnostics if ingested else ()), *remarks)

        def approve(made: tuple[Diagnostic, ...]) -> bool:
            if strict and any(item.severity != "note" for item in (*found, *made)):
                return False
            return not (careful and has_errors((*remarks, *made)))

        theme = load_theme(project.config.site.theme, project.root)
        targets = tuple(plan(library, site_info(project), theme))
        outcome = incremental.bring_up_to_date(
            track(targets, "build"),
            project.output,
            project.memory,
            program=program_fingerprint(),
            clean=clean,
            approve=approve,
        )
    diagnostics = tuple(sorted({*found, *outcome.diagnostics}))
    return Built(outcome, len(library.articles), diagnostics, ingested)


def project_gazetteer(project: Project) -> gazetteer.Gazetteer:
    """Places of the home city, with what `content/places.toml` adds."""
    file = project.root / PLACES
    if not file.exists():
        return gazetteer.load(project.config.paper.city)
    with disk_errors(file):
        text = file.read_text(encoding="utf-8-sig")
    places, diagnostics = parse_places(text, PLACES)
    if has_errors(diagnostics):
        raise BaozhaiError(*diagnostics)
    return gazetteer.load(project.config.paper.city, places)


def site_info(project: Project) -> SiteInfo:
    """What every page may show, from the settings and the gazetteer."""
    home = project_gazetteer(project)
    site, paper = project.config.site, project.config.paper
    short = home.city.name.rstrip("市县区旗") or home.city.name
    return SiteInfo(
        title=site.title or f"{paper.name or short}报摘",
        base_url=site.base_url.rstrip("/") + "/",
        paper=paper.name,
        city=home.city.code,
        city_name=home.city.name,
        description=site.description,
        language=site.language,
        districts=home.districts,
        icp=site.icp or None,
        page_size=site.page_size,
    )


def load_library(project: Project) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The library; files that have not changed since the last build are not read again."""
    cache = project.memory / "library"
    program = program_fingerprint()
    try:
        known = msgspec.msgpack.decode(cache.read_bytes(), type=_Cache)
        articles = known.articles if known.program == program else {}
    except (OSError, msgspec.DecodeError):
        articles = {}
    loaded = content.load(project.root / CONTENT, articles)
    if loaded.known != articles:
        write_atomically(cache, msgspec.msgpack.encode(_Cache(program, loaded.known)))
    return loaded.library, loaded.diagnostics


class _Cache(msgspec.Struct, frozen=True, array_like=True):
    """The parsed library of the last build, and the program that parsed it."""

    program: str
    articles: dict[str, content.Known]


# ---- serve ---------------------------------------------------------------------------------------


def serve_site(
    project: Project,
    *,
    port: int,
    strict_port: bool,
    open_browser: bool,
    lan: bool,
    ingest: bool,
    announce: Callable[[str], None],
    lang: Lang,
) -> None:
    """Show the site and rebuild it at every change, until interrupted; settings are read anew each time."""
    from generator.preview import BuildOutcome, serve  # noqa: PLC0415

    def build() -> BuildOutcome:
        fresh = Project(project.root, load_config(project.root))
        built = build_site(fresh, careful=True, ingest=ingest)
        outcome = built.outcome
        if not outcome.switched:
            return BuildOutcome(targets=_published(project), diagnostics=built.diagnostics)
        announce(built.say(lang))
        return BuildOutcome(outcome.written, outcome.deleted, outcome.targets, built.diagnostics)

    serve(
        folder=project.output,
        base_path=urlsplit(project.config.site.base_url).path.rstrip("/") + "/",
        build=build,
        watched=[project.root / CONTENT, project.root / "themes"],
        port=port,
        strict_port=strict_port,
        open_browser=open_browser,
        lan=lan,
        announce=announce,
        lang=lang,
        root=project.root,
    )


def _published(project: Project) -> tuple[str, ...]:
    """What the last good build left, while a faulty one is not switched to."""
    state = incremental.load_state(project.memory / "state")
    return tuple(sorted(state.traces)) if state else ()
