"""The job undo: what commands changed below `content/`, listed and taken back."""

from typing import Any

import msgspec

from generator.errors import Diagnostic, Lang, message
from generator.ingest.keep.undo import past, undo
from generator.lock import project_lock
from generator.project import Project


def undo_command(
    project: Project, number: int | None, lang: Lang
) -> tuple[tuple[Diagnostic, ...], dict[str, Any], str]:
    """Take back a command; remarks, the result for `--json`, and in words."""
    with project_lock(project.memory):
        done, remarks = undo(project.root, number)
    if done is None:
        return remarks, {"turn": None, "restored": [], "removed": [], "left": []}, message("said-undo-nothing", lang)
    counts = {name: len(getattr(done, name)) for name in ("restored", "removed", "left")}
    result = {**msgspec.to_builtins(done), "diagnostics": [item.plain(lang) for item in remarks]}
    return remarks, result, message("said-undo", lang, turn=done.turn, what=done.what, **counts)


def list_past(project: Project, lang: Lang) -> tuple[dict[str, Any], str]:
    """What can be taken back, the latest first, for `--json` and in words."""
    found = past(project.root)
    lines = [message("said-undo-past", lang, turn=one.turn, what=one.what, files=one.files) for one in found]
    return {"past": msgspec.to_builtins(found)}, "\n".join(lines) or message("said-undo-nothing", lang)
