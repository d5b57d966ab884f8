"""Sources as they come: the day and print page that their paths name, and where they lie. Reads none of them."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePath

from msgspec.structs import replace

from generator.content.fields import iso_date
from generator.content.filenames import is_utf8
from generator.errors import Diagnostic, diagnose
from generator.model import IssueHead

SUFFIXES = frozenset({".txt", ".text", ".json", ".jsonl", ".ndjson"})

# texts that somebody may have meant to be read; pictures and other companions of a page say nothing
OTHER_TEXTS = frozenset(
    {".pdf", ".doc", ".docx", ".wps", ".rtf", ".odt", ".ofd", ".htm", ".html", ".xml", ".md", ".csv", ".xls", ".xlsx"}
)

# 2021-11-25, 20211125, 2021_11_25 inside a name
DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_.年]?)(\d{1,2})(?:\2|月)(\d{1,2})日?(?!\d)", re.ASCII)
# A01, A01版, 第3版, 03; B2-3 is no page
PAGE = re.compile(r"第?(?P<page>[A-Z]{0,2}\d{1,3})版?", re.ASCII | re.IGNORECASE)
PARTS = re.compile(r"[-_ .]+")


# ---- what a path says ----------------------------------------------------------------------------


def facts_from_path(path: str | PurePath) -> IssueHead:
    """The day and the print page a path names, from its last three folders and its name.

    >>> facts_from_path("pages/2021-11-25/A01.txt")
    IssueHead(paper=None, date='2021-11-25', date_basis='path', print_page='A01', section=None, editors=())
    >>> facts_from_path("2021/11/25/第3版.txt").print_page
    '3'
    """
    pure = PurePath(path)
    stem = unicodedata.normalize("NFKC", pure.stem)
    day, rest = _date_in(stem)
    folders = pure.parts[:-1][-3:]
    day = day or _date_of_folders(folders)
    page = _page_in(rest)
    return IssueHead(date=day, date_basis="path" if day else "unknown", print_page=page)


def _date_in(name: str) -> tuple[str | None, str]:
    """The day inside a name, and the name without it."""
    for found in DATE_IN_NAME.finditer(name):
        if day := iso_date(f"{found[1]}-{found[3]}-{found[4]}"):
            return day, f"{name[: found.start()]} {name[found.end() :]}"
    return None, name


def _date_of_folders(folders: tuple[str, ...]) -> str | None:
    for folder in reversed(folders):
        if day := _date_in(unicodedata.normalize("NFKC", folder))[0]:
            return day
    joined = "-".join(folders)
    return iso_date(joined) if len(folders) == 3 else None


def _page_in(name: str) -> str | None:
    """The print page a name consists of, but for a date: `A01`, `株洲日报_A3` (its last part)."""
    parts = [part for part in PARTS.split(name) if part]
    found = PAGE.fullmatch(parts[-1]) if parts else None
    return found["page"].upper() if found else None


# ---- where they lie ------------------------------------------------------------------------------


def discover(pages: Path, root: Path | None = None) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Every source below a folder, in order of paths; symbolic links are reported and not followed.

    So is a text in a format that is not read, unless a source of its name lies beside it (A01.pdf, A01.txt). What lies
    below `root` is reported as seen from there.
    """
    diagnostics: list[Diagnostic] = []
    found = tuple(_walk(pages, diagnostics)) if pages.is_dir() else ()
    above = f"{root}{os.sep}" if root else ""
    return found, tuple(replace(one, path=one.path.removeprefix(above)) for one in diagnostics)


def _walk(folder: Path, diagnostics: list[Diagnostic]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        diagnostics.append(diagnose("source-unreadable", str(folder), reason=error.strerror or str(error)))
        return
    read = {PurePath(entry.name).stem for entry in entries if PurePath(entry.name).suffix.lower() in SUFFIXES}
    for entry in entries:
        if entry.name.startswith((".", "~$")):  # hidden, or the passing file of a word processor
            continue
        if not is_utf8(entry.name):
            diagnostics.append(diagnose("content-name", entry.path.encode(errors="backslashreplace").decode()))
        elif entry.is_symlink():
            diagnostics.append(diagnose("source-symlink", entry.path))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), diagnostics)
        elif PurePath(entry.name).suffix.lower() in SUFFIXES:
            yield Path(entry.path)
        elif PurePath(entry.name).suffix.lower() in OTHER_TEXTS and PurePath(entry.name).stem not in read:
            diagnostics.append(diagnose("source-other", entry.path, found=PurePath(entry.name).suffix))
