"""Says that something changed below some paths, once a burst; never what to rebuild, which only the build decides.

File events make it quick, comparing what is on disk with what was last told makes it right: events overflow, get lost
between a new folder and its watch, and stop for good where the system's limit is reached (watchdog #654, #846).
"""

import functools
import logging
import os
import queue
import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG
from typing import Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from generator.errors import BaozhaiError, ExitStatus, diagnose

QUIET = 0.1  # seconds without an event that end a burst
QUIET_OF_ONE = 0.02  # the same where it was one file, which has been closed or put in the place of another
CEILING = 1.0  # seconds after which a burst that does not end is told all the same
RESCAN_SOON = 1.0  # seconds after the last event: what the events of a burst left out
RESCAN = 30.0  # seconds otherwise
POLL = 0.5  # seconds between looks where there are no events
# With its default events watchdog 7.1 livelocks on 5,000 folders: its own walk makes events of opening and closing.
EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileDeletedEvent, FileMovedEvent,
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip
# Names that editors and the build use on the way: .x.md.swp, x.md~, .#x.md, #x.md#, 4913, .git, ___jb_tmp___
PASSING = re.compile(
    r"\..*|.*~|#.*#|4913|.*\.(?:sw[a-z]|tmp|temp|part|bak|crdownload|pyc)|.*___jb_(?:tmp|old)___|__pycache__",
    re.IGNORECASE | re.DOTALL,
)

Stamp = tuple[int, int, int, int]


def is_passing(name: str) -> bool:
    """Whether a file or folder of this name is no material.

    >>> [name for name in ("01.txt", ".01.txt.swp", "01.txt~", "4913", ".#01.txt", ".git") if not is_passing(name)]
    ['01.txt']
    """
    return PASSING.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Burst:
    """Events that belong together: the moments of the first and the latest in seconds of one clock.

    `is_one`: they tell of one file, and nobody writes it any more.
    """

    first: float
    latest: float
    is_one: bool = False

    def due(self) -> float:
        """When to tell of it.

        >>> Burst(10.0, 10.5).due(), Burst(10.0, 10.95).due(), Burst(10.0, 10.0, is_one=True).due()
        (10.6, 11.0, 10.02)
        """
        return min(self.latest + (QUIET_OF_ONE if self.is_one else QUIET), self.first + CEILING)


def stamp(path: str) -> Stamp | None:
    """What tells one state of a file from another without reading it; None for what is not there or no file."""
    return _stamp(functools.partial(os.stat, path))


def _stamp(look: Callable[[], os.stat_result]) -> Stamp | None:
    try:
        status = look()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino) if S_ISREG(status.st_mode) else None


def scan(paths: Sequence[str]) -> dict[str, Stamp]:
    """The stamp of every file at or below the paths, names of passing files left out."""
    found: dict[str, Stamp] = {}
    pending = list(paths)
    while pending:
        path = pending.pop()
        try:
            entries = list(os.scandir(path))
        except OSError:  # a file, or gone
            entries = []
            if (now := stamp(path)) is not None:
                found[path] = now
        for entry in entries:
            if is_passing(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            elif (now := _stamp(entry.stat)) is not None:
                found[entry.path] = now
    return found


@dataclass(slots=True)
class _Findings:
    """What the events of the burst under way told: of files, which of them may still be written, of folders, of roots."""

    files: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    folders: bool = False
    roots: bool = False

    @property
    def is_one(self) -> bool:
        """Whether all is one file that nobody writes any more."""
        return len(self.files) == 1 and not self.open and not self.folders


class Watcher:
    """Owns the observer and its threads; a context manager. `tell` is called when only polling is left.

    Raises `BaozhaiError` with `preview-output-watched` where `output` lies in a watched folder.
    """

    def __init__(self, watched: Sequence[Path], output: Path, tell: Callable[[str], None]) -> None:
        self._roots = sorted({os.path.realpath(path) for path in watched})
        for root in self._roots:
            if Path(os.path.realpath(output)).is_relative_to(root):
                raise BaozhaiError(
                    diagnose("preview-output-watched", str(output), watched=root), status=ExitStatus.USAGE
                )
        self._tell = tell
        self._events: queue.SimpleQueue[FileSystemEvent | None] = queue.SimpleQueue()
        self._seen: dict[str, Stamp] = {}
        self._observer: BaseObserver | None = None
        self._polling = False
        self._found = _Findings()

    def __enter__(self) -> Self:
        self._watch_anew()
        self._seen = scan(self._roots)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_observer()

    def stop(self) -> None:
        """End `bursts`; from any thread or signal handler."""
        self._events.put(None)

    def bursts(self) -> Iterator[frozenset[str] | None]:
        """One item for each burst of changes, until `stop`; the caller builds before it asks for the next.

        It holds the real paths of the files that have changed; None where anything may have.
        """
        burst, look = None, time.monotonic() + self._until_rescan(RESCAN)
        while True:
            moment = burst.due() if burst else look
            try:
                event = self._events.get(timeout=max(0.0, moment - time.monotonic()))
                if event is None:
                    return
                if self._is_news(event):
                    now = time.monotonic()
                    burst = Burst(burst.first if burst else now, now)
                burst = burst and replace(burst, is_one=self._found.is_one)
            except queue.Empty:
                pass
            if time.monotonic() < (burst.due() if burst else look):
                continue
            yield from self._settle(burst)
            look = time.monotonic() + self._until_rescan(RESCAN_SOON if burst else RESCAN)
            burst = None

    def _is_news(self, event: FileSystemEvent) -> bool:
        """Whether the event tells of something that was not seen yet; folders are looked at once a burst."""
        news = False
        for name in (event.src_path, event.dest_path):
            path = os.fsdecode(name)
            if not path or not self._concerns(path):
                continue
            if event.is_directory:
                self._found.folders = news = True
                self._found.roots |= path in self._roots
                continue
            if (now := stamp(path)) != self._seen.get(path):
                news = True
                self._found.files.add(path)
                self._remember(path, now)
            is_done = now is None or isinstance(event, FileClosedEvent | FileMovedEvent)
            (self._found.open.discard if is_done else self._found.open.add)(path)
        return news

    def _concerns(self, path: str) -> bool:
        """Whether the path is a watched one or lies below one, under no passing name."""
        for root in self._roots:
            if path == root:
                return True
            if path.startswith(root + os.sep):
                return not any(map(is_passing, Path(path[len(root) + 1 :]).parts))
        return False

    def _remember(self, path: str, now: Stamp | None) -> None:
        if now is None:
            self._seen.pop(path, None)
        else:
            self._seen[path] = now

    def _settle(self, burst: Burst | None) -> Iterator[frozenset[str] | None]:
        """What to tell of a burst that is over, or, without one, of what no event told."""
        found, self._found = self._found, _Findings()
        if burst is not None and not found.folders:
            yield frozenset(found.files)
            return
        now = scan(self._roots)
        differs, self._seen = now != self._seen, now
        if found.roots or (differs and burst is None):
            self._watch_anew()  # a watched folder came or went, or a watch was lost
        if found.files or differs:
            yield None

    def _until_rescan(self, seconds: float) -> float:
        return POLL if self._polling else seconds

    def _watch_anew(self) -> None:
        """Replace the observer; what cannot be watched is polled, and that is told."""
        if self._polling:
            return
        self._stop_observer()
        try:
            self._observer = _observe(self._roots, _Handler(self._events.put))
        except OSError as error:
            self._polling = True
            self._tell(error.strerror or str(error))

    def _stop_observer(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None


def _observe(roots: Sequence[str], handler: FileSystemEventHandler) -> BaseObserver:
    """A running observer of the folders among `roots`, and of the folders they stand in; raises OSError."""
    # A folder and its subfolder made at once are watched twice, which is harmless, but watchdog 7.1 warns of it.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
    # It also says on standard error that events were lost; a person need not care, for the next look finds them.
    logging.getLogger("watchdog").addHandler(logging.NullHandler())
    observer = Observer()
    observer.start()
    try:
        for root in roots:
            if Path(root).is_dir():
                observer.schedule(handler, root, recursive=True, event_filter=EVENTS)
        # Last, for watchdog tells when the system's limit refuses the folder itself, not one below it.
        for parent in sorted({Path(root).parent for root in roots}):
            if parent.is_dir():
                observer.schedule(handler, str(parent), event_filter=EVENTS)
    except OSError:
        observer.stop()
        observer.join()
        raise
    return observer


class _Handler(FileSystemEventHandler):
    """Hands every event to a queue."""

    def __init__(self, put: Callable[[FileSystemEvent], None]) -> None:
        self._put = put

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called in the observer's thread."""
        self._put(event)
