"""Which sources need not even be opened: their time, size and number on the disk are those of the last ingest.

It may save reading, never decide: without it every source is read, compared by its SHA-256, and found unchanged. A
memory that is lost, old or broken is no error.
"""

import os
from pathlib import Path

import msgspec

from generator.content.library import TICK
from generator.disk import disk_errors, write_atomically
from generator.errors import DAMAGED, Diagnostic
from generator.ingest.keep.records import Record, record_path

FILE = ".baozhai/sources"


class Stat(msgspec.Struct, frozen=True, array_like=True):
    """What tells one state of a file from another without reading it."""

    mtime_ns: int
    size: int
    inode: int


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """A source as it was, its record as it was, and what an ingest has to know of it."""

    source: Stat
    record: Stat
    ids: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class _File(msgspec.Struct, frozen=True, array_like=True):
    program: str
    seen: dict[str, Seen]


class Memory:
    """The memory of one project, for one program: another program has to read everything anew."""

    def __init__(self, project: Path, program: str) -> None:
        self._project = project
        self._program = program
        self._file = project / FILE
        self._seen: dict[str, Seen] = {}
        self._new = False
        try:
            self._written = self._file.stat().st_mtime_ns
            read = msgspec.msgpack.decode(self._file.read_bytes(), type=_File)
        except (OSError, *DAMAGED):
            return
        if read.program == program:
            self._seen = read.seen

    def find(self, source: str) -> Seen | None:
        """What is remembered of a source, if neither it nor its record has changed since."""
        seen = self._seen.get(source)
        if seen is None or seen.source.mtime_ns > self._written - TICK:
            return None
        same = (self.stat(source), self.stat(record_path(source))) == (seen.source, seen.record)
        return seen if same else None

    def stat(self, path: str) -> Stat | None:
        """The state of a file of the project; None for a link, or if there is none."""
        try:
            found = os.lstat(self._project / path)
        except (OSError, ValueError):
            return None
        return Stat(found.st_mtime_ns, found.st_size, found.st_ino)

    def remember(self, source: str, state: Stat | None, record: Record) -> None:
        """Note a source that was read while its file had this state."""
        written = self.stat(record_path(source))
        if state and written and record.program == self._program:
            ids = tuple(article.id for article in record.articles)
            self._seen[source] = Seen(state, written, ids, record.diagnostics)
            self._new = True

    def save(self) -> None:
        """Write what is new in it."""
        if self._new:
            with disk_errors(self._file):
                write_atomically(self._file, msgspec.msgpack.encode(_File(self._program, self._seen)))
