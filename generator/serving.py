"""The job serve: a preview that rebuilds at every change."""

import os
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import urlsplit

from generator import words
from generator.building import build_site
from generator.check import check_project
from generator.config import load_config
from generator.errors import Lang
from generator.preview import BuildOutcome, serve
from generator.project import CONTENT, Project
from generator.traces import load_state


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
    editor: str = "",
) -> None:
    """Show the site and rebuild it at every change, until interrupted; settings are read anew each time."""

    def build(files: Collection[str] | None) -> BuildOutcome:
        fresh = Project(project.root, load_config(project.root))
        told = _below(project.root, files)
        built = build_site(fresh, careful=True, ingest=ingest, trusting=True, told=told)
        outcome = built.outcome
        if not outcome.switched:
            return BuildOutcome(targets=_published(project), diagnostics=built.diagnostics)
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
        warm=words.load,
        remarks=lambda: check_project(Project(project.root, load_config(project.root))),
        editor=editor,
    )


def _below(root: Path, files: Collection[str] | None) -> tuple[str, ...] | None:
    """Real paths of files as seen from the project's folder; None if one lies elsewhere."""
    start = f"{root.resolve()}{os.sep}"
    if files is None or not all(file.startswith(start) for file in files):
        return None
    return tuple(file.removeprefix(start).replace(os.sep, "/") for file in files)


def _published(project: Project) -> tuple[str, ...]:
    """What the last good build left, while a faulty one is not switched to."""
    state = load_state(project.memory / "state")
    return tuple(sorted(state.traces)) if state else ()
