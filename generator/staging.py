"""Stage new files beside the output and switch to them as a whole; decides nothing about what is new.

A whole build is staged as a tree and exchanged with the old one in one step. An incremental one stages the changed
files, writes a journal, and renames them into place: a run that was killed in between is finished by the next.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.disk import exchange_folders, remove_empty_parents, remove_tree, write_atomically
from generator.errors import DAMAGED


class Journal(msgspec.Struct, frozen=True):
    """What an incremental switch has to do: files to move from the stage, where they lie side by side, files to delete."""

    moves: tuple[str, ...]
    deletes: tuple[str, ...]


class Staging:
    """Owns the folders `stage` and `previous` and the file `journal` below `memory`."""

    def __init__(self, output: Path, memory: Path) -> None:
        self._output = output
        self._stage = memory / "stage"
        self._previous = memory / "previous"
        self._journal = memory / "journal"
        self._staged: list[str] = []
        self._folders: set[str] = set()
        self._whole = False

    def recover(self) -> None:
        """Finish the switch of a run that was killed inside it, and forget what another had only staged."""
        try:
            journal = msgspec.json.decode(self._journal.read_bytes(), type=Journal)
        except (FileNotFoundError, *DAMAGED):
            self._journal.unlink(missing_ok=True)
            remove_tree(self._stage)
        else:
            self._carry_out(journal)

    @contextlib.contextmanager
    def open(self, *, whole: bool) -> Iterator[None]:
        """Start staging; a whole build replaces the output folder, an incremental one only files in it."""
        remove_tree(self._stage)
        self._stage.mkdir(parents=True)
        self._staged, self._folders, self._whole = [], set(), whole
        try:
            yield
        finally:
            if not self._journal.exists():
                remove_tree(self._stage)

    def add(self, path: str, data: bytes) -> int:
        """Write one file into the stage, from any process; its time in nanoseconds, which it keeps when it is moved."""
        file = f"{self._stage}/{path if self._whole else _staged_name(path)}"
        folder = file.rpartition("/")[0]
        if self._whole and folder not in self._folders:
            _make_folder(folder)
            self._folders.add(folder)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
        try:
            written = os.write(handle, data)
            while written < len(data):
                written += os.write(handle, data[written:])
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)

    def staged(self, paths: Iterable[str]) -> None:
        """What was added, in this process or others, and is to be the output."""
        self._staged = list(paths)

    def switch(self, deletes: Sequence[str]) -> None:
        """Make what was staged the output."""
        if self._whole:
            exchange_folders(self._stage, self._output)
            remove_tree(self._previous)
            if self._stage.exists():
                self._stage.rename(self._previous)
        elif self._staged or deletes:
            journal = Journal(tuple(self._staged), tuple(deletes))
            for folder in {path.rpartition("/")[0] for path in self._staged}:  # what can fail is done first
                with contextlib.suppress(FileExistsError, NotADirectoryError):  # a file that will have gone by then
                    (self._output / folder).mkdir(parents=True, exist_ok=True)
            write_atomically(self._journal, msgspec.json.encode(journal))
            try:
                self._carry_out(journal)
            except OSError:  # there is no way back any more, so a disk that refused once is asked once more
                self._carry_out(journal)

    def _carry_out(self, journal: Journal) -> None:
        """Do what the journal says; doing it twice, or the rest of it, comes to the same."""
        for path in journal.deletes:
            file = self._output / path
            file.unlink(missing_ok=True)
            remove_empty_parents(file, self._output)
        for path in journal.moves:
            staged, file = self._stage / _staged_name(path), self._output / path
            if staged.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(file)
        self._journal.unlink(missing_ok=True)
        remove_tree(self._stage)


def _staged_name(path: str) -> str:
    """What a file is called in the stage of an incremental switch: to make folders there and remove them takes longer."""
    return blake2b(path.encode(), digest_size=16).hexdigest()


def _make_folder(folder: str) -> None:
    """Make a folder in one call, as most have a parent that is there; path objects would cost as much as the call."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
