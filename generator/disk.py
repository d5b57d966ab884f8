"""The few ways this program writes to a disk: whole files and whole folders, never half of one.

Knows nothing of what the bytes mean. A full or broken disk becomes a `BaozhaiError` with status 5 that names the path.
"""

import contextlib
import ctypes
import errno
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.errors import BaozhaiError, ExitStatus, diagnose

AT_FDCWD = -100
RENAME_EXCHANGE = 2
PASSING = re.compile(r"\..+\.\d+\.tmp")  # .01-简讯.md.4711.tmp


# what a file is refused for by itself, whatever state the disk is in
ITS_OWN = frozenset(
    (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG)
)


def ailing(error: OSError) -> bool:
    """Whether an error tells of the disk or the system rather than of one file: nothing that was read then is sure."""
    return error.errno not in ITS_OWN


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn an `OSError` into the error an editor can act on; the path of the error itself is preferred."""
    try:
        yield
    except OSError as error:
        raise disk_failed(error, path) from error


def disk_failed(error: OSError, path: Path) -> BaozhaiError:
    """What an editor can act on, with status 5."""
    place = str(error.filename or path)
    return BaozhaiError(diagnose("disk-failed", place, reason=error.strerror or str(error)), status=ExitStatus.DISK)


def write_atomically(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Replace or make `path` so that a reader, a crash or a full disk sees the old bytes or the new, never a mix.

    What is not `lasting` may be lost with the power: it is for what can be made anew at any time.
    """
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name[:60]}.{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        if lasting:
            sync_folder(path.parent)


def is_passing(name: str) -> bool:
    """Whether a file is one that `write_atomically` was writing, which only a kill leaves behind.

    >>> is_passing(".01-简讯.md.4711.tmp"), is_passing("01-简讯.md")
    (True, False)
    """
    return PASSING.fullmatch(name) is not None


def sweep(folder: Path) -> None:
    """Remove what killed writers left in a folder and below; links are not followed."""
    for place, _, names in os.walk(folder):
        for name in filter(is_passing, names):
            with disk_errors(folder):
                os.unlink(f"{place}/{name}")  # noqa: PTH108


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` last through a power loss."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file_system(folder: Path) -> None:
    """Make everything that was written to the file system of `folder` last, in one go instead of file by file."""
    sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if sync is None:
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if sync(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def exchange_folders(new: Path, old: Path) -> None:
    """Switch `old` to the tree `new` at once; afterwards `new` is where the old tree lies, if there was one.

    One system call where the kernel and the file system have RENAME_EXCHANGE; else two renames.
    """
    if not old.exists():
        new.rename(old)
        return
    if _exchange(new, old):
        return
    aside = old.with_name(f".{old.name}.replaced")
    remove_tree(aside)
    old.rename(aside)
    new.rename(old)
    aside.rename(new)


def _exchange(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def is_linked(top: Path, path: str) -> bool:
    """Whether a file below `top`, or a folder on the way to it, is a symbolic link."""
    file = top / path
    return any(place.is_symlink() for place in (file, *file.parents) if place.is_relative_to(top))


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)


def remove_empty_parents(path: Path, top: Path) -> None:
    """Remove the folders between `path` and `top` that have become empty; `top` stays."""
    for folder in path.parents:
        if folder == top or not folder.is_relative_to(top):
            return
        try:
            folder.rmdir()
        except OSError:
            return
