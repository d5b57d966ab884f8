"""Which articles have changed since the last build, where nothing else has; reads none of them.

It goes by what the last build noted (`glance`): times, sizes and numbers of all that it saw and left. An editor's
passing files beside the articles, and folders that hold what they held, say nothing.
"""

import os
import stat
import time
from array import array
from bisect import bisect_left
from collections.abc import Collection
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from generator.glance import NOTE, OUTPUT, STAMP, Glimpse, Note, Seen, catch, save, stamps_of, touch

TICK = 20_000_000  # ns; a file that changed within a tick may change again with the same stamps
CONTENT, ARTICLE, APART = "content/", ".md", ("content/pages/", "content/ledger/")


class Changed(NamedTuple):
    """The articles that have changed since a note, and the stamps of all inputs now."""

    note: Note
    files: tuple[str, ...]
    stamps: bytes


def changed(
    root: Path,
    memory: Path,
    glimpse: Glimpse | None = None,
    *,
    ingest: bool,
    trusting: bool = False,
    told: Collection[str] | None = None,
) -> Changed | None:
    """What has changed, if that is articles and nothing else; the note is gone then. None: it is more, or not sure.

    A `glimpse` counts as long as the note is that which it was caught of. Whoever asks holds the project's lock. Who is
    `told` of some files looks at no others; what else has changed is still to be seen afterwards.
    """
    if glimpse is None or stamps_of(memory, (NOTE,)) != glimpse.caught:
        glimpse = catch(root, memory, ingest=ingest, trusting=trusting, told=told)
    if glimpse is None or not glimpse.are_outputs:
        return None
    note, stamps = glimpse.note, glimpse.stamps
    differing = _differing(note.inputs.stamps, stamps)
    kinds = [_kind(root, note.inputs, at) for at in differing]
    if None in kinds or not _is_old(root, memory, note.inputs.paths, stamps, differing):
        return None
    files = tuple(note.inputs.paths[at] for at, is_article in zip(differing, kinds, strict=True) if is_article)
    return Changed(note, files, stamps)


def renew(root: Path, memory: Path, seen: Changed, written: dict[str, tuple[int, int]], **said: Any) -> None:  # noqa: ANN401
    """Note what a short build saw and left: `written` are path, time and size; `said` replaces parts of the note."""
    paths, stamps = seen.note.outputs.paths, bytearray(seen.note.outputs.stamps)
    fresh = array("q", stamps_of(root / OUTPUT, written))
    for number, (path, as_written) in enumerate(written.items()):
        stamp = fresh[4 * number : 4 * number + 4]
        if (stamp[0], stamp[2]) != as_written:
            return
        at = bisect_left(paths, path)
        stamps[at * STAMP : (at + 1) * STAMP] = stamp.tobytes()
    inputs, outputs = Seen(seen.note.inputs.paths, seen.stamps), Seen(paths, bytes(stamps))
    save(memory, msgspec.structs.replace(seen.note, inputs=inputs, outputs=outputs, **said))


def _is_old(root: Path, memory: Path, paths: tuple[str, ...], stamps: bytes, differing: list[int]) -> bool:
    """Whether what differs has kept its stamps for a tick, which is waited for; the note is gone afterwards."""
    newest = max((moment for at in differing for moment in _times(stamps, at)), default=0)
    if (lag := newest + TICK - touch(memory / NOTE)) > 0:
        if lag > TICK:  # a clock that goes another way
            return False
        time.sleep(lag / 1e9)
    again = stamps_of(root, (paths[at] for at in differing))
    return again == b"".join(stamps[at * STAMP : (at + 1) * STAMP] for at in differing)


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
        is_same = (inside or f"{path}/" == CONTENT) and _held(root, path) == _noted(inputs, at)
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


def _noted(inputs: Seen, at: int) -> set[str]:
    """What stood in the folder of that number: all below it was noted right behind it."""
    start = f"{inputs.paths[at]}/"
    below = (
        path[len(start) :]
        for path in takewhile(lambda path: path.startswith(start), islice(inputs.paths, at + 1, None))
    )
    return {name for name in below if "/" not in name and not name.startswith(".")}
