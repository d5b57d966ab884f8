"""The four kinds of targets as tests use them: settings, and what a reader finds there."""

import datetime
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import publish
from generator.destinations import Bucket, Destination, Folder, GitBranch, Rsync
from generator.incremental import fingerprint_bytes
from generator.publish.release import Plan, Standing

NOW = datetime.datetime(2021, 11, 25, 8, tzinfo=datetime.UTC)
Files = dict[str, bytes]


@dataclass
class Place:
    """A target, the folder its publisher works in, and the environment it is given."""

    settings: Destination
    root: Path
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    store: Any = None

    def publisher(self) -> Any:
        return publish.open_publisher(self.settings, self.root, self.root / "scratch.git", self.environment)

    def view(self, scratch: Path) -> Any:
        return publish.open_view(self.settings, self.root, scratch, self.environment)

    def publish(self, files: Files, **options: bool) -> Plan:
        """Publish files as the command does, with options of `plan_release`; the plan tells what was sent."""
        opened = self.publisher()
        plan = self.plan(files, opened.standing(), **options)
        if plan.needed:
            opened.publish(plan, files.__getitem__)
        return plan

    def plan(self, files: Files, standing: Standing, **options: bool) -> Plan:
        prints = {path: fingerprint_bytes(data).hex() for path, data in files.items()}
        return publish.plan_release(prints, standing, base_url="https://x.example/", now=NOW, **options)

    def standing(self) -> Standing:
        return self.publisher().standing()

    def roll_back(self, release: str | None = None) -> str:
        opened = self.publisher()
        standing = opened.standing()
        wanted = publish.release_before(standing.kept, standing.current.id, release, "web")
        return opened.roll_back(wanted, standing).id

    def lying(self) -> list[bytes]:
        """Everything that lies at the target, whether a reader finds it or not."""
        settings = self.settings
        if isinstance(settings, GitBranch):
            return _reachable(self.root / settings.remote)
        if isinstance(settings, Bucket):
            return [*_of_bucket(self.store, settings, hidden=True).values()]
        folder = Path(settings.path) if isinstance(settings, Rsync) else self.root / Path(settings.path).parent
        return [*_below(folder).values()]

    def shown(self) -> Files:
        """Every file that a reader finds, by other means than those under test."""
        settings = self.settings
        if isinstance(settings, Folder):
            return _below(self.root / settings.path)
        if isinstance(settings, Rsync):
            return _below(Path(settings.path) / "current")
        if isinstance(settings, GitBranch):
            return _of_branch(self.root / settings.remote, settings.branch)
        assert isinstance(settings, Bucket)
        return _of_bucket(self.store, settings)


def _below(folder: Path) -> Files:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _reachable(remote: Path) -> list[bytes]:
    """Every file of every commit of every branch."""
    command = ["git", "-C", str(remote), "rev-list", "--objects", "--all"]
    listing = subprocess.run(command, check=True, capture_output=True).stdout
    names = b"\n".join(line.split(b" ")[0] for line in listing.splitlines())
    command = ["git", "-C", str(remote), "cat-file", "--batch"]
    return [subprocess.run(command, input=names, check=True, capture_output=True).stdout]


def _of_branch(remote: Path, branch: str) -> Files:
    def git(*words: str) -> bytes:
        return subprocess.run(["git", "-C", str(remote), *words], check=True, capture_output=True).stdout

    if not git("for-each-ref", f"refs/heads/{branch}"):
        return {}
    names = git("ls-tree", "-r", "-z", "--name-only", branch).decode().split("\0")
    own = {"", ".nojekyll", "CNAME", ".baozhai/release.json"}
    return {name: git("show", f"{branch}:{name}") for name in names if name not in own}


def _of_bucket(store: Any, settings: Bucket, *, hidden: bool = False) -> Files:
    prefix = f"{settings.prefix}/" if settings.prefix else ""
    found = {}
    for page in store.get_paginator("list_objects_v2").paginate(Bucket=settings.bucket, Prefix=prefix):
        for item in page.get("Contents", ()):
            path = item["Key"].removeprefix(prefix)
            if hidden or not path.startswith(".baozhai/"):
                found[path] = store.get_object(Bucket=settings.bucket, Key=item["Key"])["Body"].read()
    return found
