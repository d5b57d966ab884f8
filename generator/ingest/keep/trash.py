"""What a command takes from `content/` or writes over lies in the trash, one folder a command, until it is taken back.

Steps are noted before they are done, so that a killed command leaves nothing untold. Decides nothing about whose text
stands; whether a step may be taken back is told by the file itself (`undo.py`).
"""

import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from generator.content.seal import is_sealed
from generator.disk import disk_errors, remove_tree, sync_folder, write_atomically
from generator.errors import DAMAGED

FOLDER = ".baozhai/trash"
STEPS, KEPT, DONE = "steps.jsonl", "content", "done"
LATEST = 20  # commands whose every step can be taken back; of older ones, what people wrote stays


class Step(msgspec.Struct, frozen=True):
    """One change of a file: `path` is below `content/`, `before` and `after` are SHA-256 or None for no file.

    `kept` is the file in the trash that holds what was there before; `ours` if that had a true seal.
    """

    path: str
    before: str | None
    after: str | None
    kept: str | None = None
    ours: bool = False


class Turn(msgspec.Struct, frozen=True):
    """The first line of a folder of the trash: the command, and the turn that it takes back, if it is an undo."""

    what: str
    of: int | None = None


class Trash:
    """The trash of one project during one command; its folder is made when the first step is noted."""

    def __init__(self, project: Path, what: str, of: int | None = None) -> None:
        self._project = project
        self._turn = Turn(what, of)
        self._folder: Path | None = None

    @property
    def opened(self) -> int | None:
        """The number of this command's turn; None as long as it has changed nothing."""
        return int(self._folder.name) if self._folder else None

    def resume(self, number: int) -> None:
        """Go on with a turn that was killed."""
        self._folder = folder_of(self._project, number)

    def replaces(self, path: str, after: bytes | None) -> str | None:
        """Keep what lies at a path before it becomes `after` (None: it goes); where it is kept, below the project.

        The old bytes are linked, not copied, where the disk can: whoever replaces a file by renaming leaves them alone.
        """
        file = self._project / "content" / path
        digest = digest_of(after)
        with disk_errors(self._project / FOLDER):
            before = file.read_bytes() if file.is_file() else None
            if before is None:
                if after is not None:
                    self._note(Step(path, None, digest))
                return None
            if digest_of(before) == digest:
                return None
            ours = is_sealed(before.decode(errors="surrogateescape"))
            kept = self._free(path)
            _link(file, kept, before)
            relative = kept.relative_to(self._opened()).as_posix()
            self._note(Step(path, digest_of(before), digest, relative, ours), lasting=not ours or after is None)
        return kept.relative_to(self._project).as_posix()

    def lost(self, path: str, data: bytes) -> None:
        """Keep a file that somebody else has taken away, as it was last known."""
        with disk_errors(self._project / FOLDER):
            kept = self._free(path)
            write_atomically(kept, data)
            relative = kept.relative_to(self._opened()).as_posix()
            self._note(Step(path, digest_of(data), None, relative), lasting=True)

    def done(self) -> None:
        """Mark the turn of an undo as carried out."""
        if self._folder is not None:
            write_atomically(self._folder / DONE, b"")

    def _opened(self) -> Path:
        """The folder of this turn."""
        if self._folder is None:
            numbers = turns(self._project)
            folder = folder_of(self._project, max(numbers, default=0) + 1)
            folder.mkdir(parents=True)
            write_atomically(folder / STEPS, msgspec.json.encode(self._turn) + b"\n")
            sync_folder(folder.parent)
            self._folder = folder
            for number in numbers[:-LATEST]:
                _thin_out(folder_of(self._project, number))
        return self._folder

    def _free(self, path: str) -> Path:
        kept = self._opened() / KEPT / path
        number = 1
        while kept.exists():
            number += 1
            kept = self._opened() / KEPT / f"{path}.{number}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        return kept

    def _note(self, step: Step, *, lasting: bool = False) -> None:
        """Add a step to the list; one that a person would miss has to outlast a power loss."""
        file = self._opened() / STEPS
        with file.open("ab", buffering=0) as handle:
            handle.write(msgspec.json.encode(step) + b"\n")
            if lasting:
                os.fsync(handle.fileno())
        if lasting and step.kept:
            sync_folder((self._opened() / step.kept).parent)


def turns(project: Path) -> list[int]:
    """The numbers of all commands that have changed something, oldest first."""
    try:
        names = os.listdir(project / FOLDER)  # noqa: PTH208 - names are all that is needed
    except OSError:
        return []
    return sorted(int(name) for name in names if name.isdecimal())


def folder_of(project: Path, number: int) -> Path:
    """The folder of one command."""
    return project / FOLDER / f"{number:06d}"


def turn_of(project: Path, number: int) -> Turn | None:
    """What the command was; None where its folder is broken."""
    with contextlib.suppress(OSError, IndexError, *DAMAGED):
        head = (folder_of(project, number) / STEPS).read_bytes().split(b"\n", 1)[0]
        return msgspec.json.decode(head, type=Turn)
    return None


def steps_of(folder: Path) -> list[Step]:
    """What a command did, in order; a line that a kill cut short was never done."""
    try:
        lines = (folder / STEPS).read_bytes().split(b"\n")[1:]
    except OSError:
        return []
    found = []
    for line in lines:
        with contextlib.suppress(*DAMAGED):
            found.append(msgspec.json.decode(line, type=Step))
    return [step for step in found if all(_is_below(path) for path in (step.path, step.kept) if path)]


def _is_below(path: str) -> bool:
    return "\0" not in path and not any(part in {"", ".", ".."} for part in path.split("/"))


def digest_of(data: bytes | None) -> str | None:
    """The SHA-256 of some bytes; None for no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def _link(file: Path, kept: Path, data: bytes) -> None:
    try:
        kept.hardlink_to(file)
    except OSError:  # another file system, or one without links
        write_atomically(kept, data)


def _thin_out(folder: Path) -> None:
    """Forget an old command, but for texts of people's that it replaced."""
    steps = steps_of(folder)
    for step in steps:
        if step.kept and step.ours:
            (folder / step.kept).unlink(missing_ok=True)
    if not any(step.kept and not step.ours for step in steps):
        remove_tree(folder)
