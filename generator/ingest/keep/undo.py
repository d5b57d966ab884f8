"""Take back what a command did to `content/`, file by file, wherever nobody has touched the file since.

An undo is a command like any other: it can be taken back too. The records of sources stay as they are, and a text that
differs from the one on record is a person's, so that what was taken back stays so when its source is read again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from generator.disk import disk_errors, is_linked, remove_empty_parents, write_atomically
from generator.errors import DAMAGED, BaozhaiError, Diagnostic, ExitStatus, diagnose
from generator.ingest.keep.records import Record
from generator.ingest.keep.store import Store, id_of
from generator.ingest.keep.trash import DONE, FOLDER, Step, Trash, digest_of, folder_of, steps_of, turn_of, turns

UNDO = "undo"
RECORDS = "ledger/"


class Undone(msgspec.Struct, frozen=True):
    """What was taken back: the turn and its command; paths below `content/` that came back, went, or were left."""

    turn: int
    what: str
    restored: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class Past(msgspec.Struct, frozen=True):
    """A command that can be taken back, and how many files it changed."""

    turn: int
    what: str
    files: int


def past(project: Path) -> tuple[Past, ...]:
    """Every command in the trash, the latest first."""
    found = ((number, turn_of(project, number)) for number in reversed(turns(project)))
    return tuple(
        Past(number, turn.what, len({step.path for step in steps_of(folder_of(project, number))}))
        for number, turn in found
        if turn
    )


def undo(project: Path, number: int | None = None) -> tuple[Undone | None, tuple[Diagnostic, ...]]:
    """Take back a command, the latest by default; None if there is none. Raises `BaozhaiError` (usage) for a wrong number.

    An undo that was killed is finished instead of being taken back itself.
    """
    if (unfinished := finish(project)) is not None and number is None:
        return unfinished
    known = [one for one in turns(project) if turn_of(project, one)]  # one that was killed at once did nothing
    if number is not None and number not in known:
        raise BaozhaiError(diagnose("undo-unknown", FOLDER, 0, number=number), status=ExitStatus.USAGE)
    if not known:
        return None, ()
    return _take_back(project, known[-1] if number is None else number, Trash(project, UNDO, number or known[-1]))


def finish(project: Path) -> tuple[Undone, tuple[Diagnostic, ...]] | None:
    """Finish an undo that was killed, if the latest command was one."""
    latest = next(((one, turn) for one in reversed(turns(project)) if (turn := turn_of(project, one))), None)
    if latest is None or latest[1].of is None or (folder_of(project, latest[0]) / DONE).exists():
        return None
    trash = Trash(project, UNDO, latest[1].of)
    trash.resume(latest[0])
    return _take_back(project, latest[1].of, trash)


def _take_back(project: Path, number: int, trash: Trash) -> tuple[Undone, tuple[Diagnostic, ...]]:
    folder = folder_of(project, number)
    turn = turn_of(project, number)
    wanted, left = _wanted(project, steps_of(folder))
    twice = set(_elsewhere(project, folder, wanted))
    wanted = {path: step for path, step in wanted.items() if path not in twice}
    restored = [path for path in wanted if wanted[path].kept]
    removed = [path for path in wanted if not wanted[path].kept]
    removed = [path for path in removed if not _is_record_of_what_stays(project, path, removed)]
    for path in restored:  # first what comes, then what goes: a killed undo loses nothing
        _restore(project, trash, path, folder / str(wanted[path].kept))
    for path in removed:
        _remove(project, trash, path)
    trash.done()
    left = sorted({*left, *twice})
    remarks = tuple(diagnose("undo-left", f"content/{path}") for path in left)
    done = Undone(number, turn.what if turn else "?", tuple(sorted(restored)), tuple(sorted(removed)), tuple(left))
    return done, remarks


def _wanted(project: Path, steps: Iterable[Step]) -> tuple[dict[str, Step], list[str]]:
    """The step whose `before` each file should get, and the files that somebody has changed since."""
    state: dict[str, str | None] = {}
    wanted: dict[str, Step] = {}
    left: list[str] = []
    for step in reversed(list(steps)):
        if step.path not in state:
            state[step.path] = _digest(project, step.path)
        now = state[step.path]
        if is_linked(project / "content", step.path):
            left.append(step.path)
        elif now == step.after != step.before:
            wanted[step.path] = step
            state[step.path] = step.before
        elif now != step.before and step.path not in wanted:
            left.append(step.path)
    return {path: step for path, step in wanted.items() if step.before != _digest(project, path)}, left


def _elsewhere(project: Path, folder: Path, wanted: Mapping[str, Step]) -> Iterator[str]:
    """Articles that would come back although they lie elsewhere, where a person or a later ingest has put them."""
    ids = {path: _id_in(folder / step.kept) for path, step in wanted.items() if step.kept and path.endswith(".md")}
    if not any(ids.values()):
        return
    lie = Store(project, Trash(project, UNDO)).paths_by_id()
    changing = dict.fromkeys(wanted)
    while True:  # what is left keeps its id, which may leave another
        staying = {own for own, path in lie.items() if path not in changing}
        twice = [path for path, own in ids.items() if path in changing and own in staying]
        if not twice:
            return
        yield from twice
        for path in twice:
            del changing[path]


def _id_in(file: Path) -> str | None:
    return id_of(file.read_bytes().decode(errors="surrogateescape"))


def _is_record_of_what_stays(project: Path, path: str, removed: Collection[str]) -> bool:
    """Whether a path is that of a record whose source lies there and will: without it, deletions would be forgotten."""
    if not path.startswith(RECORDS):
        return False
    try:
        source = msgspec.json.decode((project / "content" / path).read_bytes(), type=Record).source
    except (OSError, *DAMAGED):
        return False
    return source.removeprefix("content/") not in removed and (project / source).exists()


def _restore(project: Path, trash: Trash, path: str, kept: Path) -> None:
    data = kept.read_bytes()
    trash.replaces(path, data)
    write_atomically(project / "content" / path, data)


def _remove(project: Path, trash: Trash, path: str) -> None:
    file = project / "content" / path
    trash.replaces(path, None)
    with disk_errors(file):
        file.unlink(missing_ok=True)
        remove_empty_parents(file, project / "content")


def _digest(project: Path, path: str) -> str | None:
    file = project / "content" / path
    with disk_errors(file):
        return digest_of(file.read_bytes()) if file.is_file() else None
