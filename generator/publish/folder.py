"""Publish to a folder of this machine: each release a folder of its own, a symbolic link shows one of them.

`/var/www/paper` is the link, `/var/www/.paper.releases/<id>/` the releases; files that two of them share are one file on
the disk. The link is replaced in one step, so a reader, a kill or a power loss sees the old site or the new one.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from generator.destinations import Folder
from generator.disk import disk_errors, is_passing, remove_tree, sync_file_system, sync_folder, write_atomically
from generator.errors import BaozhaiError, ExitStatus, diagnose
from generator.publish.release import (
    Plan,
    Read,
    Release,
    Standing,
    dump_record,
    is_release,
    parse_record,
    surplus,
)

STAGE = "stage"


class FolderView:
    """Reads what a folder shows."""

    def __init__(self, settings: Folder, root: Path) -> None:
        self._link = _link_of(settings, root)
        self._releases = _releases(self._link)

    def standing(self) -> Standing:
        """The release that the link shows, and all that lie beside it."""
        with disk_errors(self._link):
            kept = tuple(sorted(self._kept()))
            if self._link.is_symlink():
                name = self._link.readlink().name
                if name not in kept:
                    raise self._taken()
                return Standing(parse_record(self._record(name).read_bytes(), str(self._record(name))), kept)
            if self._link.exists() and (not self._link.is_dir() or any(self._link.iterdir())):
                raise self._taken()
        return Standing(None, kept)

    def _kept(self) -> Iterator[str]:
        with contextlib.suppress(FileNotFoundError):
            for entry in self._releases.iterdir():
                if is_release(entry.name) and entry.is_dir() and self._record(entry.name).is_file():
                    yield entry.name

    def _record(self, release: str) -> Path:
        return self._releases / f"{release}.json"

    def _taken(self) -> BaozhaiError:
        return BaozhaiError(diagnose("publish-taken", str(self._link)), status=ExitStatus.REFUSED)


def _link_of(settings: Folder, root: Path) -> Path:
    return root / Path(settings.path).expanduser()


def _releases(link: Path) -> Path:
    return link.with_name(f".{link.name}.releases")


def kept_files(settings: Folder, root: Path) -> Iterator[Path]:
    """Every file of every release that lies beside the link, once where releases share it; in order of paths."""
    seen: set[int] = set()
    with disk_errors(root):
        for file in sorted(_releases(_link_of(settings, root)).rglob("*")):
            number = file.stat(follow_symlinks=False).st_ino
            if file.is_file() and not file.is_symlink() and number not in seen:
                seen.add(number)
                yield file


class FolderPublisher(FolderView):
    """Writes releases beside the link and switches it."""

    def __init__(self, settings: Folder, root: Path) -> None:
        super().__init__(settings, root)
        self._keep = settings.keep

    def publish(self, plan: Plan, read: Read) -> None:
        """Put the whole release together, make it last, then switch to it."""
        with disk_errors(self._link):
            self._tidy()
            stage = self._releases / STAGE
            stage.mkdir(parents=True)
            uploads = set(plan.uploads)
            for path in sorted(plan.release.everything):
                before = self._releases / plan.before.id / path if plan.before and path not in uploads else None
                if before is not None and before.is_file():
                    _place(stage / path, link_to=before)
                elif path in plan.release.files:
                    _place(stage / path, data=read(path))
            sync_file_system(stage)
            stage.rename(self._releases / plan.release.id)
            write_atomically(self._record(plan.release.id), dump_record(plan.release))
            self._switch(plan.release.id, 1 if plan.forget else self._keep)

    def roll_back(self, release: str, standing: Standing) -> Release:
        """Switch the link back; nothing is copied."""
        del standing
        with disk_errors(self._link):
            record = parse_record(self._record(release).read_bytes(), str(self._record(release)))
            self._switch(release, self._keep)
        return record

    def _tidy(self) -> None:
        """Remove what a killed run has left half made."""
        kept = set(self._kept())
        for entry in self._releases.iterdir() if self._releases.is_dir() else ():
            name = entry.name.removesuffix(".json")
            if entry.name == STAGE or (is_release(name) and name not in kept) or is_passing(entry.name):
                remove_tree(entry) if entry.is_dir() else entry.unlink()

    def _switch(self, release: str, keep: int) -> None:
        passing = self._releases / "next"
        passing.unlink(missing_ok=True)
        passing.symlink_to(Path(self._releases.name) / release)
        if self._link.is_dir() and not self._link.is_symlink():
            self._link.rmdir()  # an empty one, as `standing` has seen
        passing.replace(self._link)
        sync_folder(self._link.parent)
        for name in surplus(self._kept(), release, keep):
            self._record(name).unlink(missing_ok=True)
            remove_tree(self._releases / name)


def _place(file: Path, *, data: bytes = b"", link_to: Path | None = None) -> None:
    """A file of a release: the same one as in the release before, or new."""
    for attempt in (1, 2):
        try:
            if link_to is None:
                file.write_bytes(data)
            else:
                _link(link_to, file)
        except FileNotFoundError:
            if attempt == 2:
                raise
            file.parent.mkdir(parents=True, exist_ok=True)
        else:
            return


def _link(old: Path, new: Path) -> None:
    try:
        new.hardlink_to(old)
    except PermissionError:  # a file system without hard links
        new.write_bytes(old.read_bytes())
