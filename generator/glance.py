"""Whether anything that a build could see has changed since the last one: times and sizes only, nothing is opened.

It may save a build, never decide one: at the least doubt, and whenever the note is lost, old or broken, the whole
engine is asked. It imports next to nothing, so that a build with nothing to do is as short as a walk of the files.
"""

import functools
import os
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.disk import write_atomically
from generator.errors import DAMAGED, Diagnostic, Lang

VERSION = 3
OUTPUT, MEMORY = "site", ".baozhai"  # where a project keeps its site, and what is disposable but for the trash
TICK = 20_000_000  # ns; what changed within a tick of being looked at may change again unnoticed
PACKAGE = Path(__file__).parent
BUILT_IN_THEMES = PACKAGE.parent / "themes"  # of a clone; an installed package holds them itself
PASSING = ("__pycache__",)
NOTE, PATHS, BUSY = "glance", "paths", "lock.json"
OURS = (PATHS, "journal", "state", "later", "record", "reprints")  # what a build keeps beside the note
STAMP = 4 * 8  # bytes of one
MANY = 10_000  # files that are worth a process to look at them


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """Files and folders, and of each its times, size and number, one after the other as 64-bit numbers."""

    paths: tuple[str, ...]
    stamps: bytes

    def cut(self, number: int) -> tuple["Seen", "Seen"]:
        """The first so many, and the others."""
        at = number * STAMP
        return Seen(self.paths[:number], self.stamps[:at]), Seen(self.paths[number:], self.stamps[at:])


class Note(msgspec.Struct, frozen=True):
    """What the last build saw and left, and what a build that does nothing has to say; `memories` are `short`'s.

    `outputs` are those below the site's folder, in the order of their paths.
    """

    version: int
    program: str
    ingest: bool
    inputs: Seen
    outputs: Seen
    diagnostics: tuple[Diagnostic, ...]
    words: dict[Lang, str]
    summary: dict[Lang, bytes]
    memories: bytes


class _Paths(msgspec.Struct, frozen=True, array_like=True):
    """The paths of a note, in a file of their own: a short build leaves them as they are."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """The rest of a note, and the stamps of what is `OURS`."""

    version: int
    program: str
    ingest: bool
    inputs: bytes
    outputs: bytes
    ours: bytes
    diagnostics: tuple[Diagnostic, ...]
    words: dict[Lang, str]
    summary: dict[Lang, bytes]
    memories: bytes


class Look(msgspec.Struct, frozen=True):
    """What a build is going to see, taken before it reads anything; `sure` unless something has just changed."""

    inputs: Seen
    sure: bool


def find_root(named: str | None) -> Path | None:
    """The project's folder, as `project.find_project` finds it."""
    here = Path.cwd()
    folders = [Path(named)] if named else [here, *here.parents]
    return next((folder for folder in folders if (folder / "content/site.toml").is_file()), None)


class Glimpse(NamedTuple):
    """What the last build noted, the stamps of its inputs now, and whether its outputs are as they were.

    `is_busy`: somebody builds, or was killed while building. `caught` tells the note's file, by its own stamp.
    """

    note: Note
    stamps: bytes
    are_outputs: bool
    is_busy: bool
    caught: bytes

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do, and nobody does anything."""
        return self.are_outputs and not self.is_busy and self.stamps == self.note.inputs.stamps


def catch(
    root: Path, memory: Path, *, ingest: bool, trusting: bool = False, told: Collection[str] | None = None
) -> Glimpse | None:
    """A glimpse, if there is a note of such a build.

    One that is `trusting` does not look at the outputs; who is `told` of some inputs looks at these and their folders.
    """
    if not memory.is_dir():
        return None
    caught = stamps_of(memory, (NOTE,))
    note = _read_note(memory)
    if note is None or (note.version, note.program, note.ingest) != (VERSION, program(), ingest):
        return None
    are_outputs = None if trusting else _look_beside(root / OUTPUT, note.outputs, len(note.inputs.paths))
    stamps = _with(root, note.inputs, told) if told is not None else None
    if stamps is None:
        stamps = stamps_of(root, note.inputs.paths)
    return Glimpse(note, stamps, are_outputs is None or are_outputs(), (memory / BUSY).exists(), caught)


def nothing_to_do(root: Path, memory: Path, *, ingest: bool) -> Note | None:
    """What to say if the last build's inputs and outputs are as they were, else None."""
    seen = catch(root, memory, ingest=ingest)
    return seen.note if seen and seen.is_idle else None


def look(root: Path, memory: Path) -> Look:
    """Look at all that a build may read; the time is the disk's own."""
    now = touch(memory / NOTE)
    trees = ("content", "themes", str(PACKAGE), str(BUILT_IN_THEMES))
    links = [tree for tree in trees if (root / tree).is_symlink()]  # what lies behind a link is not looked at
    paths = tuple(path for tree in trees for path in (tree, *_below(root, tree, links)))
    stamps = stamps_of(root, paths)
    times = array("q", stamps)
    newest = max((*times[0::4], *times[1::4]), default=0)
    return Look(Seen(paths, stamps), newest <= now - TICK and not links)


def keep(
    root: Path,
    memory: Path,
    before: Look,
    *,
    ingest: bool,
    outputs: Iterable[tuple[str, int, int]],
    diagnostics: tuple[Diagnostic, ...],
    words: dict[Lang, str],
    summary: dict[Lang, bytes],
    memories: bytes,
) -> None:
    """Note what a build saw and left; `outputs` are path, time and size, as it wrote them."""
    written = sorted(outputs)
    left = tuple(path for path, _, _ in written)
    stamps = stamps_of(root / OUTPUT, left)
    times = array("q", stamps)
    as_written = all(
        (times[4 * at], times[4 * at + 2]) == (mtime_ns, size) for at, (_, mtime_ns, size) in enumerate(written)
    )
    if before.sure and as_written:
        paths = _Paths(before.inputs.paths, left)
        write_atomically(memory / PATHS, msgspec.msgpack.encode(paths), lasting=False)
        seen = Seen(left, stamps)
        save(memory, Note(VERSION, program(), ingest, before.inputs, seen, diagnostics, words, summary, memories))


def save(memory: Path, note: Note) -> None:
    """Keep a note, of paths that have been kept."""
    values = {name: getattr(note, name) for name in _Kept.__struct_fields__ if name != "ours"}
    values |= {"inputs": note.inputs.stamps, "outputs": note.outputs.stamps}
    kept = _Kept(ours=stamps_of(memory, OURS), **values)
    write_atomically(memory / NOTE, msgspec.msgpack.encode(kept), lasting=False)


def _below(root: Path, folder: str, links: list[str]) -> Iterator[str]:
    """Everything below a folder, in order of names; symbolic links are added to `links`."""
    try:
        with os.scandir(root / folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name in PASSING:
            continue
        yield path
        if entry.is_symlink():
            links.append(path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _below(root, path, links)


def _read_note(memory: Path) -> Note | None:
    """The note of the last build, if there is a whole one, and what is ours is as that build left it."""
    ours = stamps_of(memory, OURS)
    try:
        kept = msgspec.msgpack.decode((memory / NOTE).read_bytes(), type=_Kept)
        paths = _read_paths(memory / PATHS, ours[:STAMP])
    except (OSError, *DAMAGED):
        return None
    if kept.version != VERSION or kept.ours != ours:
        return None
    values = {name: getattr(kept, name) for name in kept.__struct_fields__ if name != "ours"}
    values |= {"inputs": Seen(paths.inputs, kept.inputs), "outputs": Seen(paths.outputs, kept.outputs)}
    return Note(**values)


@functools.lru_cache(maxsize=1)
def _read_paths(file: Path, stamp: bytes) -> _Paths:
    return msgspec.msgpack.decode(file.read_bytes(), type=_Paths)


def _with(root: Path, inputs: Seen, told: Collection[str]) -> bytes | None:
    """The noted stamps, but of some files and their folders those of now; None if one of them was not noted."""
    stamps, looked_at = bytearray(inputs.stamps), {*told, *(path.rpartition("/")[0] for path in told)}
    try:
        numbers = [inputs.paths.index(path) for path in looked_at]
    except ValueError:
        return None
    fresh = stamps_of(root, looked_at)
    for place, number in enumerate(numbers):
        stamps[number * STAMP : (number + 1) * STAMP] = fresh[place * STAMP : (place + 1) * STAMP]
    return bytes(stamps)


def _is_as_it_was(root: Path, seen: Seen) -> bool:
    return stamps_of(root, seen.paths) == seen.stamps


def _look_beside(root: Path, seen: Seen, others: int) -> Callable[[], bool]:
    """As `_is_as_it_was`; of many files, a second process looks at so many that both look at as many in the end.

    This one looks at `others` first, and at its part of these when the answer is asked for.
    """
    threading = sys.modules.get("threading")
    if len(seen.paths) < MANY or not hasattr(os, "fork") or (threading and threading.active_count() > 1):
        return lambda: _is_as_it_was(root, seen)
    part, rest = seen.cut(max(0, len(seen.paths) - others) // 2)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if _is_as_it_was(root, rest) else 1
        finally:
            os._exit(status)
    return lambda: all([_is_as_it_was(root, part), os.waitpid(child, 0)[1] == 0])  # both, whatever the first says


def stamps_of(root: Path, paths: Iterable[str]) -> bytes:
    """Changed, altered, size, number of each; four times -1 for what is not there."""
    found = array("q")
    look_at, extend = os.stat, found.extend
    try:
        handle = os.open(root, os.O_RDONLY)
    except FileNotFoundError:  # a site that somebody took away
        return array("q", (-1 for _ in paths for _ in range(4))).tobytes()
    try:
        for path in paths:
            try:
                status = look_at(path, dir_fd=handle, follow_symlinks=False)
            except OSError:
                extend((-1, -1, -1, -1))
            else:
                extend((status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino))
    finally:
        os.close(handle)
    return found.tobytes()


def touch(file: Path) -> int:
    """Make a note that says nothing, so that a build that fails leaves none behind; the disk's time of that."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    return file.stat().st_mtime_ns


def program() -> str:
    """The interpreter, where this program lies, and every distribution there is, by their names and versions."""
    found = [f"{sys.version} {sys.executable} {PACKAGE}"]
    for folder in sys.path:
        try:
            found += sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
        except OSError:
            continue
    return "\n".join(found)
