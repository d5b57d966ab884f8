"""A project folder: its settings, places, library, and where everything in it lies; does none of its jobs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator import content, gazetteer, tagbook
from generator.config import CONFIG_FILE, Config, load_config, read_settings
from generator.content.jumps import named
from generator.content.redactions import REDACTIONS, Redactions, parse_redactions, redact
from generator.disk import write_atomically
from generator.errors import DAMAGED, BaozhaiError, Diagnostic, ExitStatus, diagnose
from generator.gazetteer.localities import parse_places
from generator.glance import MEMORY, OUTPUT
from generator.lines import line_of_words
from generator.model import Article, Library, SiteInfo
from generator.offices import settle_offices
from generator.program import program_fingerprint
from generator.tagbook import Tagbook, parse_tagbook, settle_library
from generator.workers import Workers

CONTENT, PAGES = "content", "content/pages"
PLACES = "content/places.toml"
LAST_BUILD = "errors"


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


# ---- what is in it ---------------------------------------------------------------------------------


def project_gazetteer(project: Project) -> gazetteer.Gazetteer:
    """Places of the home city, with what `content/places.toml` adds."""
    text = read_settings(project.root, PLACES)
    if text is None:
        return gazetteer.load(project.config.paper.city)
    return gazetteer.load(project.config.paper.city, parse_places(text, PLACES))


def places_remarks(project: Project) -> tuple[Diagnostic, ...]:
    """What to tell of `content/places.toml`: that its places are another city's, and are not used."""
    text = read_settings(project.root, PLACES)
    places = parse_places(text, PLACES) if text is not None else None
    home = project_gazetteer(project).city
    if places is None or not gazetteer.is_elsewhere(places, home.code):
        return ()
    return (diagnose("places-elsewhere", PLACES, places.line("city"), city=places.city, home=home.name),)


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
        localities=gazetteer.directory(home),
        icp=site.icp or None,
        page_size=site.page_size,
        outputs=project.config.outputs,
        hub=project.config.notify.websub.hub,
    )


def load_library(project: Project, workers: Workers | None = None) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The library, tags under their one names; files that have not changed since the last build are not read again."""
    cache = project.memory / "library"
    program = program_fingerprint()
    noted_ns = None
    try:
        noted_ns = cache.stat().st_mtime_ns
        known = msgspec.msgpack.decode(cache.read_bytes(), type=_Cache)
        articles = known.articles if known.program == program else {}
    except (OSError, *DAMAGED):
        articles = {}
    loaded = content.load(project.root / CONTENT, articles, noted_ns, workers)
    if loaded.known != articles:
        write_atomically(cache, msgspec.msgpack.encode(_Cache(program, loaded.known)), lasting=False)
    return _settled(project, loaded.library), loaded.diagnostics


def _settled(project: Project, library: Library) -> Library:
    """A library whose tags and offices have their one name."""
    return settle_offices(settle_library(library, load_tagbook(project)))


def load_tagbook(project: Project) -> Tagbook:
    """What people decided about tags, nothing without the file; raises `BaozhaiError` when it cannot be read."""
    text = read_settings(project.root, tagbook.FILE)
    return Tagbook() if text is None else parse_tagbook(text)


def load_redactions(project: Project) -> Redactions:
    """What `content/redactions.toml` says, nothing without the file; raises `BaozhaiError` when it cannot be read."""
    text = read_settings(project.root, REDACTIONS)
    return Redactions() if text is None else parse_redactions(text)


def load_published(project: Project, workers: Workers | None = None) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The library as it may be shown: `load_library` after the redactions, second halves called after their first."""
    library, faults = load_library(project, workers)
    shown, remarks = redact(library, load_redactions(project))
    written = (read_settings(project.root, REDACTIONS) or "") if remarks else ""
    found = (
        msgspec.structs.replace(one, line=line_of_words(written, dict(one.arguments)["article"])) for one in remarks
    )
    return named(shown), (*faults, *found)


def as_shown(project: Project, articles: tuple[Article, ...]) -> Library:
    """Some articles of the library as they may be shown, but for what second halves are called."""
    return redact(_settled(project, Library(articles)), load_redactions(project))[0]


def note_build(project: Project, diagnostics: Iterable[Diagnostic]) -> None:
    """Remember the errors of a build, for what may be done only after a good one."""
    file = project.memory / LAST_BUILD
    data = msgspec.json.encode([item for item in diagnostics if item.severity == "error"])
    if not file.exists() or file.read_bytes() != data:
        write_atomically(file, data)


def last_build_errors(project: Project) -> tuple[Diagnostic, ...]:
    """The errors of the last build; none where there was none."""
    try:
        return msgspec.json.decode((project.memory / LAST_BUILD).read_bytes(), type=tuple[Diagnostic, ...])
    except (OSError, *DAMAGED):
        return ()


class _Cache(msgspec.Struct, frozen=True, array_like=True):
    """The parsed library of the last build, and the program that parsed it."""

    program: str
    articles: dict[str, content.Known]


def load_prints(project: Project) -> dict[bytes, tuple[bytes, ...]]:
    """What the search index of some articles was, by their fingerprint; nothing where another program made it."""
    try:
        known = msgspec.msgpack.decode((project.memory / "search").read_bytes(), type=_Prints)
    except (OSError, *DAMAGED):
        return {}
    return known.prints if known.program == program_fingerprint() else {}


def save_prints(project: Project, prints: dict[bytes, tuple[bytes, ...]]) -> None:
    """Keep them for the next build."""
    data = msgspec.msgpack.encode(_Prints(program_fingerprint(), prints))
    write_atomically(project.memory / "search", data, lasting=False)


class _Prints(msgspec.Struct, frozen=True, array_like=True):
    """Fingerprints of the shards of each segment, by that of its articles, and the program that made them."""

    program: str
    prints: dict[bytes, tuple[bytes, ...]]
