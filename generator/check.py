"""List everything an editor should look at, in the material and in the built site; changes nothing.

What ingest and build have reported stays true until the material changes, so it is listed again from their records.
"""

import functools
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from generator.config import CONFIG_FILE, SiteSettings, read_settings
from generator.destinations import Folder
from generator.disk import disk_errors
from generator.encodings import decode
from generator.errors import BETWEEN, Diagnostic, diagnose
from generator.gazetteer.spelling import nearest
from generator.glance import OUTPUT
from generator.ingest.facts.decisions import DECISIONS, Anchors, parse_decisions, propose
from generator.ingest.keep.printed import line_of, printed_text
from generator.ingest.keep.records import Record, Records
from generator.ingest.sources import discover
from generator.inspection import inspect_site, still_shown
from generator.lines import line_of_entry
from generator.model import Library, Suspect
from generator.program import program_fingerprint
from generator.project import PAGES, Project, load_published, load_redactions, places_remarks, project_gazetteer
from generator.publish.folder import kept_files
from generator.traces import fingerprint_on_disk, load_state, lying


def check_project(project: Project) -> tuple[Diagnostic, ...]:
    """Every diagnostic of the project, in order of file and line."""
    kept = Records(project.root)
    records = {record.source: record for record in kept.every()}
    library, faults = load_published(project)
    found = [
        *kept.diagnostics,
        *faults,
        *_reported(records.values()),
        *_unread(project, records),
        *_suspects(records.values()),
        *_unused(project, records.values()),
        *_undated(library),
        *_mistyped(project, library),
        *_site(project),
        *places_remarks(project),
        *_settings(project),
    ]
    return tuple(sorted(set(found)))


def _reported(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """What the readings of all sources have reported."""
    for record in records:
        yield from record.diagnostics


def _unread(project: Project, records: dict[str, Record]) -> Iterator[Diagnostic]:
    """Sources that no ingest has read: refused, with the reason, or new."""
    sources, refused = discover(project.root / PAGES, project.root)
    yield from refused
    for source in sources:
        path = source.relative_to(project.root).as_posix()
        if path not in records:
            with disk_errors(source):
                _, reasons = decode(source.read_bytes(), path)
            yield from reasons or [diagnose("source-unread", path)]


def _suspects(records: Iterable[Record]) -> Iterator[Diagnostic]:
    """Print that may be wrong, at the file and first line where it was printed; the same misprint is told once."""
    for record in records:
        found: dict[tuple[str, tuple[str, ...], bool], list[Suspect]] = {}
        for item in msgspec.convert(record.account.get("suspects", ()), tuple[Suspect, ...]):
            found.setdefault((item.printed, item.proposals, item.applied), []).append(item)
        for (printed, proposals, applied), items in found.items():
            first = min(items, key=lambda item: (item.line, item.start))
            code = "print-corrected" if applied else "print-suspect"
            yield diagnose(
                code if first.line else f"{code}-somewhere",  # in a file of articles in escapes
                record.source,
                first.line,
                printed=printed,
                proposals=" / ".join(proposals) or "?",
                confidence=f"{max(item.confidence for item in items):.0%}",
                lines=", ".join(map(str, sorted({item.line for item in items}))),
                evidence=BETWEEN.join(first.evidence),
                decision=propose(first, line_of(record, first.line)),
            )


def _unused(project: Project, records: Iterable[Record]) -> Iterator[Diagnostic]:
    """Decisions that find their place on no page any more."""
    written = read_settings(project.root, DECISIONS) or ""
    decisions = parse_decisions(written, DECISIONS)
    texts = [Anchors(printed_text(record)) for record in records] if decisions else []
    for at, decision in enumerate(decisions):
        if not any(True for text in texts for _ in text.places_of(decision)):
            line = line_of_entry(written, "decisions", at)
            yield diagnose("decision-unused", DECISIONS, line, context=decision.context)


def _undated(library: Library) -> Iterator[Diagnostic]:
    """Articles by hand without a date; of a source its reading has told."""
    for article in library.articles:
        if article.date is None and article.source is None:
            yield diagnose("issue-undated", article.file, 1)


def _mistyped(project: Project, library: Library) -> Iterator[Diagnostic]:
    """Places in the header of an article that are nowhere, and close to one of the city."""
    home = project_gazetteer(project)
    near_of = functools.cache(lambda name: nearest(name, home))  # few names stand in very many headers
    for article in library.articles:
        printed = {mention.name for mention in article.mentions if mention.code or mention.name in article.body}
        names = [*filter(None, (article.district,)), *(mention.name for mention in article.mentions)]
        for name in dict.fromkeys(names):
            if (name == article.district or name not in printed) and (near := near_of(name)):
                line = _line_of(project.root / article.file, name)
                yield diagnose("place-mistyped", article.file, line, name=name, near=" / ".join(near))


def _line_of(file: Path, name: str) -> int:
    """The first line of a file that holds a name; 0 where the name comes from the file's path."""
    with disk_errors(file):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if name in line), 0)


def _site(project: Project) -> Iterator[Diagnostic]:
    """What is wrong with the built site, and the warnings of the build that made it."""
    state = load_state(project.memory / "state")
    if state is None or not project.output.is_dir():
        yield diagnose("site-missing", OUTPUT)
        return
    for trace in state.traces.values():
        yield from trace.diagnostics
    output = project.output
    found = {path: lying(output, path, trace) for path, trace in state.traces.items()}
    files = {path: fingerprint for path, fingerprint in found.items() if fingerprint is not None}
    yield from inspect_site(project.output, files, project.config.site.base_url, project.memory, program_fingerprint())
    yield from _shown_all_the_same(project, files)
    yield from _strangers(project.output, state.traces)


def _strangers(output: Path, known: Collection[str]) -> Iterator[Diagnostic]:
    """Files in the output folder that no build made, so that none will ever delete or publish them."""
    pending = [""]
    while pending:
        folder = pending.pop()
        for entry in os.scandir(output / folder):
            path = folder + entry.name
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{path}/")
            elif path not in known:
                yield diagnose("file-orphaned", f"{OUTPUT}/{path}")


def _shown_all_the_same(project: Project, built: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Redacted words that a built file still holds, or one of a release that a folder keeps; in its bytes or its name."""
    redactions = load_redactions(project)
    if not redactions.redact:
        return
    folders = [target for target in project.config.publish.values() if isinstance(target, Folder)]
    kept = [file for target in folders for file in kept_files(target, project.root)]
    files = [
        *((project.output / path, path, fingerprint) for path, fingerprint in sorted(built.items())),
        *((file, file.name, fingerprint) for file in kept if (fingerprint := fingerprint_on_disk(file))),
    ]
    for file, word in still_shown(files, redactions, project.memory, program_fingerprint()):
        if file.is_relative_to(project.output):
            yield diagnose("redaction-shown", file.relative_to(project.root).as_posix(), 0, text=word)
        else:
            yield diagnose("redaction-kept", str(file), 0, text=word)


def _settings(project: Project) -> Iterator[Diagnostic]:
    if project.config.site.base_url == SiteSettings().base_url:
        yield diagnose("base-url-unset", CONFIG_FILE)
