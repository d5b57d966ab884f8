"""The library: every article under `content/`, read from its file or from what the last build remembered of it."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.content.articles import FOLDER, SIZE_LIMIT, parse_bytes
from generator.content.filenames import INCOMING, OURS, is_utf8
from generator.disk import ailing, disk_failed
from generator.errors import Diagnostic, diagnose
from generator.model import Article, Library
from generator.workers import Alone, Workers, shares

FEW, SHARE = 200, 4000  # files that one process reads before others are ready; that a worker takes at once
TICK = 20_000_000  # ns; file systems tell times apart by 4 to 10 ms, so a younger file may have changed unnoticed


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a file held when it had this time, size and number; it need not be read again while it has them."""

    mtime_ns: int
    size: int
    inode: int
    article: Article | None
    diagnostics: tuple[Diagnostic, ...]


class Loaded(msgspec.Struct, frozen=True):
    """The library, what is wrong with it, and what to hand to the next `load`."""

    library: Library
    diagnostics: tuple[Diagnostic, ...]
    known: dict[str, Known]


def load_library(content: Path, known: Mapping[str, Known] | None = None) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every article under `content/`; a bad file is reported and the others are read."""
    loaded = load(content, known or {})
    return loaded.library, loaded.diagnostics


def load(
    content: Path, known: Mapping[str, Known], noted_ns: int | None = None, workers: Workers | None = None
) -> Loaded:
    """As `load_library`; files that are as `known` says are not read, and the new `known` is returned.

    `noted_ns` is the time of the file that `known` was kept in: what changed within a tick of it is read again.
    """
    limit = None if noted_ns is None else noted_ns - TICK
    diagnostics: list[Diagnostic] = []
    paths = list(_walk(content, "", diagnostics))
    sure = {
        path: entry
        for path in paths
        if (entry := known.get(path)) and (limit is None or entry.mtime_ns <= limit) and _is_as_known(content, path, entry)
    }
    read = _read_all(content, [path for path in paths if path not in sure], workers or Alone())
    found = {path: sure.get(path) or read[path] for path in paths}
    articles: dict[str, Article] = {}
    for path, entry in found.items():
        diagnostics += entry.diagnostics
        if entry.article is None:
            continue
        first = articles.setdefault(entry.article.id, entry.article)
        if first is not entry.article:
            diagnostics.append(
                diagnose("content-same-id", f"{FOLDER}/{path}", 1, id=first.id, other=f"{FOLDER}/{first.path}")
            )
    return Loaded(Library(in_order(articles.values())), tuple(sorted(diagnostics)), found)


def in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Newest issue first, undated last; then print page (A2 before A10, none last), order, id."""
    by_place = sorted(articles, key=lambda item: (_page_order(item.print_page), item.order, item.id))
    return tuple(sorted(by_place, key=lambda item: item.date or "", reverse=True))


def _page_order(page: str | None) -> tuple[bool, tuple[tuple[int, str], ...]]:
    parts = re.findall(r"([0-9]{1,9})|([^0-9]+)", page or "")
    return page is None, tuple((int(number or 0), word) for number, word in parts)


def _walk(content: Path, below: str, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """Paths of the Markdown files below a folder, in order of their names; symbolic links are reported."""
    try:
        with os.scandir(content / below) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        diagnostics.append(_unreadable(error, f"{FOLDER}/{below}"))
        return
    for entry in entries:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.name.startswith(".") or (not below and entry.name in OURS):
            continue
        if not is_utf8(entry.name):
            diagnostics.append(diagnose("content-name", f"{FOLDER}/{path}".encode(errors="backslashreplace").decode()))
        elif entry.is_symlink():
            diagnostics.append(diagnose("content-symlink", f"{FOLDER}/{path}"))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(content, path, diagnostics)
        elif entry.name.endswith(".md"):
            yield path
        elif entry.name.endswith(INCOMING):  # told until it is settled, by every command that reads the library
            article = f"{FOLDER}/{path.removesuffix(INCOMING)}.md"
            diagnostics.append(diagnose("ingest-conflict", article, beside=f"{FOLDER}/{path}"))


def _is_as_known(content: Path, path: str, known: Known) -> bool:
    try:
        status = os.stat(f"{content}/{path}", follow_symlinks=False)  # noqa: PTH116 - one of very many
    except OSError:
        return False
    return (known.mtime_ns, known.size, known.inode) == (status.st_mtime_ns, status.st_size, status.st_ino)


def _read_all(content: Path, paths: Sequence[str], workers: Workers) -> dict[str, Known]:
    """What files hold now; many are shared out to workers that see this disk."""
    if len(paths) <= FEW or not workers.inherit:
        return {path: load_one(content / path, path) for path in paths}

    def read(share: Sequence[str]) -> bytes:
        return msgspec.msgpack.encode([load_one(content / path, path) for path in share])

    parts = shares(paths, max(workers.count, len(paths) // SHARE))
    decoder = msgspec.msgpack.Decoder(tuple[Known, ...])
    found: dict[str, Known] = {}
    for part, data in zip(parts, workers.map(read, parts), strict=True):
        found.update(zip(part, decoder.decode(data), strict=True))
    return found


def load_one(file: Path, path: str) -> Known:
    """What a file holds now; `path` is relative to `content/`."""
    place = f"{FOLDER}/{path}"
    try:
        stat = file.stat(follow_symlinks=False)
        data = file.read_bytes() if stat.st_size <= SIZE_LIMIT else b""
    except OSError as error:
        return Known(0, 0, 0, None, (_unreadable(error, place),))
    article, remarks = parse_bytes(data, path)
    if stat.st_size > SIZE_LIMIT:
        article, remarks = None, (diagnose("content-big", place, found=stat.st_size, limit=SIZE_LIMIT),)
    return Known(stat.st_mtime_ns, stat.st_size, stat.st_ino, article, remarks)


def _unreadable(error: OSError, place: str) -> Diagnostic:
    """What to say of a file or folder that cannot be read; `BaozhaiError` if it is the disk that fails.

    The site must not lose an article because a disk was busy or no file could be opened any more.
    """
    if ailing(error):
        raise disk_failed(error, Path(place)) from error
    return diagnose("content-unreadable", place, reason=error.strerror or str(error))
