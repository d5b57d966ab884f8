"""Whether anything that a build could see has changed since the last one: times and sizes only, nothing is opened.

It may save a build, never decide one: at the least doubt, and whenever the note is lost, old or broken, the whole
engine is asked. It imports next to nothing, so that a build with nothing to do is as short as a walk of the files.
Where only articles have changed it tells which (`short` takes it from there).
"""

import os
import stat
import sys
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from generator.disk import write_atomically
from generator.errors import DAMAGED, Diagnostic, Lang

VERSION = 2
TICK = 20_000_000  # ns; what changed within a tick of being looked at may change again unnoticed
PACKAGE = Path(__file__).parent
BUILT_IN_THEMES = PACKAGE.parent / "themes"  # of a clone; an installed package holds them itself
PASSING = ("__pycache__",)
NOTE, BUSY = "glance", "lock.json"
OURS = ("journal", "state", "later", "record", "reprints")  # what a build keeps beside the note
CONTENT, ARTICLE, APART = "content/", ".md", ("content/pages/", "content/ledger/")
STAMP = 4 * 8  # bytes of one


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """Files and folders, and of each its times, size and number, one after the other as 64-bit numbers."""

    paths: tuple[str, ...]
    stamps: bytes


class Note(msgspec.Struct, frozen=True, array_like=True):
    """What the last build saw and left, and what a build that does nothing has to say; `memories` are `short`'s."""

    version: int
    program: str
    ingest: bool
    inputs: Seen
    outputs: Seen
    diagnostics: tuple[Diagnostic, ...]
    words: dict[Lang, str]
    summary: dict[Lang, bytes]
    memories: bytes


class Changed(NamedTuple):
    """The articles that have changed since a note, the stamps of all inputs now, and the disk's time of that."""

    note: Note
    files: tuple[str, ...]
    stamps: bytes
    now: int


class Look(msgspec.Struct, frozen=True):
    """What a build is going to see, taken before it reads anything; `sure` unless something has just changed."""

    inputs: Seen
    sure: bool


def find_root(named: str | None) -> Path | None:
    """The project's folder, as `project.find_project` finds it."""
    here = Path.cwd()
    folders = [Path(named)] if named else [here, *here.parents]
    return next((folder for folder in folders if (folder / "content/site.toml").is_file()), None)


def nothing_to_do(root: Path, memory: Path, *, ingest: bool) -> Note | None:
    """What to say if the last build's inputs and outputs are as they were, else None."""
    note = _note(memory)
    if note is None or (note.version, note.program, note.ingest) != (VERSION, _program(), ingest):
        return None
    if (memory / BUSY).exists():
        return None
    return note if all(_is_as_it_was(root, seen) for seen in (note.inputs, note.outputs)) else None


def changed(root: Path, memory: Path, *, ingest: bool, trusted: bool = False) -> Changed | None:
    """What has changed, if that is articles and nothing else; the note is gone then. None: it is more, or not sure.

    The outputs are looked at too, unless they are `trusted`. Whoever asks holds the project's lock.
    """
    note = _note(memory)
    if note is None or (note.version, note.program, note.ingest) != (VERSION, _program(), ingest):
        return None
    left = (
        Seen(note.outputs.paths[-len(OURS) :], note.outputs.stamps[-len(OURS) * STAMP :]) if trusted else note.outputs
    )
    if not _is_as_it_was(root, left):
        return None
    stamps = _stamps(root, note.inputs.paths)
    files = []
    for at in _differing(note.inputs.stamps, stamps):
        kind = _kind(root, note.inputs, at)
        if kind is None:
            return None
        files += [note.inputs.paths[at]] if kind else []
    now = _touched(memory / NOTE)
    newest = max((time for at in _differing(note.inputs.stamps, stamps) for time in _times(stamps, at)), default=0)
    return Changed(note, tuple(files), stamps, now) if newest <= now - TICK else None


def renew(root: Path, memory: Path, seen: Changed, written: dict[str, tuple[int, int]], **said: Any) -> None:  # noqa: ANN401
    """Note what a short build saw and left: `written` are path, time and size; `said` replaces parts of the note."""
    outputs = seen.note.outputs
    at = {path: number for number, path in enumerate(outputs.paths)}
    stamps = bytearray(outputs.stamps)
    ours = outputs.paths[-len(OURS) :]
    fresh = array("q", _stamps(root, (*written, *ours)))
    for number, path in enumerate((*written, *ours)):
        stamp = fresh[4 * number : 4 * number + 4]
        if path in written and (stamp[0], stamp[2]) != written[path]:
            return
        stamps[at[path] * STAMP : (at[path] + 1) * STAMP] = stamp.tobytes()
    inputs = Seen(seen.note.inputs.paths, seen.stamps)
    note = msgspec.structs.replace(seen.note, inputs=inputs, outputs=Seen(outputs.paths, bytes(stamps)), **said)
    write_atomically(memory / NOTE, msgspec.msgpack.encode(note))


def look(root: Path, memory: Path) -> Look:
    """Look at all that a build may read; the time is the disk's own."""
    now = _touched(memory / NOTE)
    trees = ("content", "themes", str(PACKAGE), str(BUILT_IN_THEMES))
    links = [tree for tree in trees if (root / tree).is_symlink()]  # what lies behind a link is not looked at
    paths = tuple(path for tree in trees for path in (tree, *_below(root, tree, links)))
    stamps = _stamps(root, paths)
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
    written = tuple(outputs)
    left = (*(path for path, _, _ in written), *(str((memory / name).absolute()) for name in OURS))
    stamps = _stamps(root, left)
    times = array("q", stamps)
    as_written = all(
        (times[4 * at], times[4 * at + 2]) == (mtime_ns, size) for at, (_, mtime_ns, size) in enumerate(written)
    )
    if before.sure and as_written:
        seen = Seen(left, stamps)
        note = Note(VERSION, _program(), ingest, before.inputs, seen, diagnostics, words, summary, memories)
        write_atomically(memory / NOTE, msgspec.msgpack.encode(note))


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


def _note(memory: Path) -> Note | None:
    try:
        return msgspec.msgpack.decode((memory / NOTE).read_bytes(), type=Note)
    except (OSError, *DAMAGED):
        return None


def _is_as_it_was(root: Path, seen: Seen) -> bool:
    return _stamps(root, seen.paths) == seen.stamps


def _differing(before: bytes, after: bytes) -> list[int]:
    """The numbers of the stamps that differ."""
    found, wide = [], 512 * STAMP
    for start in range(0, len(before), wide):
        if before[start : start + wide] != after[start : start + wide]:
            end = min(start + wide, len(before))
            found += [
                at // STAMP for at in range(start, end, STAMP) if before[at : at + STAMP] != after[at : at + STAMP]
            ]
    return found


def _times(stamps: bytes, at: int) -> tuple[int, int]:
    changed, altered, _, _ = array("q", stamps[at * STAMP : (at + 1) * STAMP])
    return changed, altered


def _kind(root: Path, inputs: Seen, at: int) -> bool | None:
    """Of an input that has changed: True if it is an article, False if it says nothing; None for all else."""
    path = inputs.paths[at]
    try:
        mode = os.lstat(root / path).st_mode
    except OSError:
        return None
    inside = path.startswith(CONTENT) and not path.startswith(APART)
    if stat.S_ISDIR(mode):
        is_same = (inside or f"{path}/" == CONTENT) and _held(root, path) == _noted(inputs, path)
        return False if is_same else None
    if not inside or not stat.S_ISREG(mode):
        return None
    if path.endswith(ARTICLE):
        return not any(part.startswith(".") for part in path.split("/"))
    return (
        False if path.count("/") > 1 else None
    )  # beside articles an editor may keep what it likes, settings stand above


def _held(root: Path, folder: str) -> set[str]:
    """What stands in a folder of articles now; the library passes over what is hidden."""
    with os.scandir(root / folder) as scan:
        return {entry.name for entry in scan if not entry.name.startswith(".")}


def _noted(inputs: Seen, folder: str) -> set[str]:
    """What stood there."""
    start = f"{folder}/"
    below = (path[len(start) :] for path in inputs.paths if path.startswith(start))
    return {name for name in below if "/" not in name and not name.startswith(".")}


def _stamps(root: Path, paths: Iterable[str]) -> bytes:
    """Changed, altered, size, number of each; four times -1 for what is not there."""
    found = array("q")
    look_at, extend = os.stat, found.extend
    handle = os.open(root, os.O_RDONLY)
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


def _touched(file: Path) -> int:
    """Make a note that says nothing, so that a build that fails leaves none behind; the disk's time of that."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    return file.stat().st_mtime_ns


def _program() -> str:
    """The interpreter and every distribution it finds, by their names and versions."""
    found = [f"{sys.version} {sys.executable}"]
    for folder in sys.path:
        try:
            found += sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
        except OSError:
            continue
    return "\n".join(found)
