"""Files as they come: their bytes to text, the day and print page that their paths name, and where they lie.

Never guesses an encoding: what is neither strict UTF-8 nor plausible GB18030 is refused. Reads no page.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Literal

from generator.content.fields import iso_date
from generator.errors import Diagnostic, diagnose
from generator.model import IssueHead

SIZE_LIMIT = 20 * 1024 * 1024  # bytes
SUFFIXES = frozenset({".txt", ".text", ".json", ".jsonl", ".ndjson"})
UTF8_MARK = b"\xef\xbb\xbf"
# byte order marks of what we do not read; the longer ones first
OTHER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word 97"),
    (b"{\\rtf", "RTF"),
)
# a Chinese text in GBK has 97 % of its characters among the 3,755 of GB 2312 level 1, in traditional script about
# 60 %; Big5, Shift JIS or Latin text that happens to decode has under 35 %
COMMON_SHARE = 0.5
LEVEL_ONE = range(0xB0, 0xD8)
ODD_SHARE = 0.002  # private use, unassigned, control

# 2021-11-25, 20211125, 2021_11_25 inside a name
DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_.年]?)(\d{1,2})(?:\2|月)(\d{1,2})日?(?!\d)", re.ASCII)
# A01, A01版, 第3版, 03; B2-3 is no page
PAGE = re.compile(r"第?(?P<page>[A-Z]{0,2}\d{1,3})版?", re.ASCII | re.IGNORECASE)
PARTS = re.compile(r"[-_ .]+")


# ---- bytes to text -------------------------------------------------------------------------------


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    r"""The text of a file: UTF-8 with or without byte order mark, else GB18030; anything else is refused.

    >>> decode("天元区".encode("gb18030"), "a.txt")
    ('天元区', ())
    """
    if len(data) > SIZE_LIMIT:
        return None, (diagnose("source-big", path, found=len(data), limit=SIZE_LIMIT),)
    if name := next((name for mark, name in OTHER_MARKS if data.startswith(mark)), None):
        return None, (diagnose("source-format", path, found=name),)
    if (nul := data.find(b"\0")) >= 0:
        return None, (diagnose("source-binary", path, data.count(b"\n", 0, nul) + 1),)
    try:
        return data.removeprefix(UTF8_MARK).decode("utf-8"), ()
    except UnicodeDecodeError as error:
        good = error.start + len(UTF8_MARK) * data.startswith(UTF8_MARK)
    text, also_good = ("", 0) if data.startswith(UTF8_MARK) else _decode_gb18030(data)
    if text:
        return text, ()
    line = data.count(b"\n", 0, max(good, also_good)) + 1
    return None, (diagnose("source-encoding", path, line),)


def encoding_of(data: bytes) -> Literal["utf-8", "utf-8-sig", "gb18030"]:
    """The encoding `decode` reads accepted bytes in: `utf-8`, `utf-8-sig` or `gb18030`."""
    if data.startswith(UTF8_MARK):
        return "utf-8-sig"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _decode_gb18030(data: bytes) -> tuple[str, int]:
    """The text, or none and the offset up to which the bytes are GB18030; 0 if what they say is not plausible."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        return "", error.start
    return (text, len(data)) if _plausible(text) else ("", 0)


def _plausible(text: str) -> bool:
    """Whether text decoded from GB18030 reads like Chinese; any bytes in pairs decode to something."""
    counts = Counter(text)
    odd = sum(count for mark, count in counts.items() if _is_odd(mark))
    letters = {mark: count for mark, count in counts.items() if mark > "\x7f" and mark.isalpha()}
    common = sum(count for mark, count in letters.items() if _is_common(mark))
    return odd <= ODD_SHARE * len(text) and common >= COMMON_SHARE * sum(letters.values())


def _is_odd(mark: str) -> bool:
    return mark not in "\t\n\r\f" and unicodedata.category(mark) in {"Co", "Cn", "Cc"}


def _is_common(mark: str) -> bool:
    code = mark.encode("gb2312", errors="ignore")
    return len(code) == 2 and code[0] in LEVEL_ONE


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


def discover(pages: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Every source below a folder, in order of paths; symbolic links are reported and not followed."""
    diagnostics: list[Diagnostic] = []
    found = tuple(_walk(pages, diagnostics)) if pages.is_dir() else ()
    return found, tuple(diagnostics)


def _walk(folder: Path, diagnostics: list[Diagnostic]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        diagnostics.append(diagnose("source-unreadable", str(folder), reason=error.strerror or str(error)))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            diagnostics.append(diagnose("source-symlink", entry.path))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), diagnostics)
        elif PurePath(entry.name).suffix.lower() in SUFFIXES:
            yield Path(entry.path)
