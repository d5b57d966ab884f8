"""One command at a time may write to a project; the second is told who holds the lock.

The lock is the operating system's (through `filelock`), so it ends with its holder, however that dies. The note beside
it is for people, and one that is left tells that its holder was killed: what that was just writing is swept away.
"""

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from generator.disk import disk_errors, sweep
from generator.errors import DAMAGED, BaozhaiError, ExitStatus, diagnose

PATIENCE = 1.0  # seconds: long enough for the preview's usual rebuild to end


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock, for the message to the second."""

    pid: int
    host: str
    since: str


@contextlib.contextmanager
def project_lock(memory: Path) -> Iterator[None]:
    """Hold the project's lock; raises `BaozhaiError` with status 4 when another process keeps it."""
    note = memory / "lock.json"
    lock = FileLock(memory / "lock", timeout=PATIENCE)
    with disk_errors(memory):
        memory.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:  # an OSError too, so it has to be met first
            holder = _holder(note)
            place = str(memory / "lock")
            locked = diagnose("project-locked", place, pid=holder.pid, host=holder.host, since=holder.since)
            raise BaozhaiError(locked, status=ExitStatus.LOCKED) from None
    if note.exists():  # its holder was killed
        for folder in (memory, memory.parent / "content"):
            sweep(folder)
    try:
        with disk_errors(note):
            since = time.strftime("%Y-%m-%d %H:%M:%S")
            note.write_bytes(msgspec.json.encode(Holder(os.getpid(), socket.gethostname(), since)))
        yield
    finally:
        with contextlib.suppress(OSError):  # the note is for people, and the system releases what we cannot
            note.unlink(missing_ok=True)
            lock.release()


def _holder(note: Path) -> Holder:
    """What the note says, or a holder with no known details: it may be just being written."""
    try:
        return msgspec.json.decode(note.read_bytes(), type=Holder)
    except (OSError, *DAMAGED):
        return Holder(0, "?", "?")
