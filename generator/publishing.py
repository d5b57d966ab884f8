"""The jobs publish and rollback: asks whether the site may go out, hands it to its target, tells who wants to know."""

import datetime
import difflib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from generator import publish
from generator.check import check_project
from generator.config import CONFIG_FILE
from generator.content.redactions import rules_of
from generator.destinations import Destination
from generator.errors import BaozhaiError, Diagnostic, ExitStatus, Lang, diagnose, has_errors, message
from generator.glance import NOTE, OUTPUT
from generator.lock import project_lock
from generator.project import CONTENT, Project, last_build_errors, load_redactions


class Published(msgspec.Struct, frozen=True):
    """What publishing did, or would do."""

    target: str
    plan: publish.Plan
    dry_run: bool
    told: tuple[publish.Told, ...]
    diagnostics: tuple[Diagnostic, ...]

    def summary(self, lang: Lang) -> dict[str, Any]:
        """For `--json`."""
        plan = self.plan
        return {
            "target": self.target,
            "release": plan.release.id if plan.needed else plan.before and plan.before.id,
            "dry_run": self.dry_run,
            "uploaded": plan.uploads,
            "deleted": plan.deletions if plan.needed else (),
            "retained": sorted(plan.release.retained) if plan.needed else (),
            "files": len(plan.release.files),
            "told": msgspec.to_builtins(self.told),
            "diagnostics": [item.plain(lang) for item in self.diagnostics],
        }

    def say(self, lang: Lang) -> str:
        """For people."""
        plan = self.plan
        counts = {
            "target": self.target,
            "release": plan.release.id,
            "uploads": len(plan.uploads),
            "files": len(plan.release.files),
            "deletions": len(plan.deletions),
            "retained": len(plan.release.retained),
        }
        if not plan.needed:
            return message("said-publish-nothing", lang, **counts)
        lines = [message("said-publish-dry" if self.dry_run else "said-publish", lang, **counts)]
        lines += [message("said-told", lang, service=told.service, count=told.count) for told in self.told]
        return "\n".join(lines)


class RolledBack(msgspec.Struct, frozen=True):
    """The release that readers see again."""

    target: str
    release: str
    kept: tuple[str, ...]

    def summary(self, lang: Lang) -> dict[str, Any]:
        """For `--json`."""
        del lang
        return {"target": self.target, "release": self.release, "kept": self.kept}

    def say(self, lang: Lang) -> str:
        """For people."""
        return message("said-rollback", lang, target=self.target, release=self.release, kept=", ".join(self.kept))


def publish_site(
    project: Project,
    target: str,
    *,
    dry_run: bool = False,
    confirm_deletes: bool = False,
    delete_now: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Published:
    """Publish what the last build made; raises `BaozhaiError` with status 6 where it may not go out.

    A dry run is handed a target that can only look.
    """
    settings = _target(project, target)
    with project_lock(project.memory), publish.no_secrets(settings, environment):
        extras = publish.key_files(project.config.notify, settings.notify)
        site = publish.built_site(project.output, project.memory, extras)
        _approve(project, target)
        base_url = project.config.site.base_url.rstrip("/") + "/"
        with tempfile.TemporaryDirectory(prefix="baozhai-") as passing:
            scratch = Path(passing) if dry_run else project.memory / "publish" / f"{target}.git"
            opened = (publish.open_view if dry_run else publish.open_publisher)(
                settings, project.root, scratch, environment
            )
            now = datetime.datetime.now(datetime.UTC)
            standing = opened.standing()
            rules = rules_of(load_redactions(project))
            forget = bool(standing.kept) and not rules <= _obeyed(project, target, standing)
            plan = publish.plan_release(
                site.files, standing, base_url=base_url, now=now, delete_now=delete_now, forget=forget
            )
            _approve_deletions(plan, target, confirmed=confirm_deletes)
            remarks = (*_stale(project), *_forgotten(plan, standing, target))
            if isinstance(opened, publish.PUBLISHERS):
                if plan.needed:
                    opened.publish(plan, site.read)
                publish.remember(project.memory, target, plan.release.id, rules)
        told: tuple[publish.Told, ...] = ()
        if plan.needed and not dry_run:
            told, unsaid = publish.notify(plan, settings.notify, project.config.notify, base_url, environment)
            remarks += unsaid
    return Published(target, plan, dry_run, told, remarks)


def roll_back(
    project: Project, target: str, release: str | None = None, *, environment: Mapping[str, str] = os.environ
) -> RolledBack:
    """Show the release before the present one again, or a named one that the target keeps."""
    settings = _target(project, target)
    with project_lock(project.memory), publish.no_secrets(settings, environment):
        scratch = project.memory / "publish" / f"{target}.git"
        publisher = publish.open_publisher(settings, project.root, scratch, environment)
        standing = publisher.standing()
        current = standing.current.id if standing.current else ""
        rules = _obeyed(project, target, standing)
        shown = publisher.roll_back(publish.release_before(standing.kept, current, release, target), standing)
        publish.remember(project.memory, target, shown.id, rules)
    return RolledBack(target, shown.id, standing.kept)


def _target(project: Project, name: str) -> Destination:
    targets = project.config.publish
    if name in targets:
        return targets[name]
    near = difflib.get_close_matches(name, targets, n=1)
    known = ", ".join(targets) or "-"
    code = "target-unknown-near" if near else "target-unknown"
    unknown = diagnose(code, CONFIG_FILE, 0, name=name, known=known, near=near[0] if near else "")
    raise BaozhaiError(unknown, status=ExitStatus.USAGE)


def _approve(project: Project, target: str) -> None:
    """Refuse a site whose build or checks found errors."""
    found = {*last_build_errors(project), *check_project(project)}
    if has_errors(found):
        errors = sorted(item for item in found if item.severity == "error")
        raise BaozhaiError(*errors, diagnose("publish-errors", target, count=len(errors)), status=ExitStatus.REFUSED)


def _approve_deletions(plan: publish.Plan, target: str, *, confirmed: bool) -> None:
    if plan.share_gone > publish.MOST_GONE and not confirmed:
        share, count = f"{plan.share_gone:.0%}", len(plan.gone)
        refused = diagnose("publish-deletes", target, count=count, share=share, first=", ".join(plan.gone[:3]))
        raise BaozhaiError(refused, status=ExitStatus.REFUSED)


def _obeyed(project: Project, target: str, standing: publish.Standing) -> frozenset[str]:
    """The redactions that whatever lies at the target is known to obey."""
    return publish.known_rules(project.memory, target, standing.current.id if standing.current else "")


def _forgotten(plan: publish.Plan, standing: publish.Standing, target: str) -> Iterator[Diagnostic]:
    if plan.forget:
        yield diagnose("publish-forgets", target, 0, count=len(standing.kept))


def _stale(project: Project) -> Iterator[Diagnostic]:
    """Whether anything was saved after the build that is published."""
    # a build that changed no page leaves the state as it is; the note is empty unless the last build was a good one
    left = [file.stat() for name in ("state", NOTE) if (file := project.memory / name).exists()]
    built = max((one.st_mtime_ns for one in left if one.st_size), default=0)
    pending = [str(project.root / CONTENT), str(project.root / "themes")]
    while pending:
        try:
            entries = list(os.scandir(pending.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            elif entry.stat(follow_symlinks=False).st_mtime_ns > built and not entry.name.startswith("."):
                yield diagnose("publish-stale", OUTPUT, 0, file=Path(entry.path).relative_to(project.root).as_posix())
                return
