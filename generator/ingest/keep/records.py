"""What ingest did with each source, kept as JSON under `content/ledger/` beside the articles it made.

A record holds the text each article was written with, which is the base of a later merge. A record that is lost or
broken costs a comparison, never a text: it is reported and made anew.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from generator.disk import disk_errors, is_linked, remove_empty_parents, write_atomically
from generator.errors import DAMAGED, BaozhaiError, Diagnostic, diagnose

FOLDER = "content/ledger"
PAGES = "content/pages"


class Written(msgspec.Struct, frozen=True):
    """One article as ingest wrote it: `path` below `content/`, its seal, and the whole text of the file."""

    id: str
    path: str
    seal: str
    base: str


class Said(msgspec.Struct, frozen=True):
    """What a person said of a source that neither its path nor its text tells: the day of the issue, the print page."""

    date: str | None = None
    page: str | None = None


class Record(msgspec.Struct, frozen=True):
    """One source: which bytes were read by which program, what came of them, and the account of the reading.

    `said` holds for every later reading too, until something else is said.
    """

    source: str
    sha256: str
    encoding: str | None
    program: str
    articles: tuple[Written, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    account: dict[str, Any] = {}
    said: Said = Said()


def record_path(source: str) -> str:
    """Where the record of a source lies, relative to the project.

    >>> record_path("content/pages/2021-11-25/A01.txt"), record_path("content/pages/2021-11-25/A01.jsonl")
    ('content/ledger/2021-11-25/A01.json', 'content/ledger/2021-11-25/A01.jsonl.json')
    """
    inside = PurePosixPath(source).relative_to(PAGES)
    name = inside.stem if inside.suffix == ".txt" else inside.name
    return f"{FOLDER}/{inside.with_name(name + '.json')}"


class Records:
    """The records of one project, each read when it is first asked for."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.diagnostics: list[Diagnostic] = []
        self._read: dict[str, Record | None] = {}
        self._owners: dict[str, str] | None = None

    def get(self, source: str) -> Record | None:
        """The record of a source, None if there is none that can be used."""
        if source not in self._read:
            self._read[source] = self._load(self.project / record_path(source))
        return self._read[source]

    def save(self, record: Record) -> None:
        """Write a record, unless it is there already."""
        self._read[record.source] = record
        if self._owners is not None:
            self._owners |= {article.id: record.source for article in record.articles}
        data = msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
        place = record_path(record.source)
        if is_linked(self.project / "content", place.removeprefix("content/")):
            raise BaozhaiError(diagnose("content-symlink", place))
        file = self.project / place
        with disk_errors(file):
            if not file.is_file() or file.read_bytes() != data:
                write_atomically(file, data)

    def forget(self, record: Record) -> None:
        """Remove a record whose source is gone."""
        file = self.project / record_path(record.source)
        with disk_errors(file):
            file.unlink(missing_ok=True)
            remove_empty_parents(file, self.project / FOLDER)
        self._read[record.source] = None

    def find(self, article_id: str, source: str) -> tuple[str, Written] | None:
        """The source that an article is on record for, and its last text; its own source is asked first."""
        return self._written(article_id, source) or self._written(article_id, self._owner(article_id))

    def every(self) -> Iterator[Record]:
        """Every record that can be used, in order of paths."""
        for file in sorted((self.project / FOLDER).rglob("*.json")):
            if record := self._load(file):
                yield record

    def of_lost_sources(self, sources: Collection[str]) -> Iterator[Record]:
        """Records of sources that are not among these nor anywhere, in order of paths."""
        present = {record_path(source) for source in sources}
        for file in sorted((self.project / FOLDER).rglob("*.json")):
            record = None if file.relative_to(self.project).as_posix() in present else self._load(file)
            if record and not os.path.lexists(self.project / record.source):
                yield record

    def _written(self, article_id: str, source: str | None) -> tuple[str, Written] | None:
        record = self.get(source) if source else None
        found = (article for article in record.articles if article.id == article_id) if record else iter(())
        return next(((source, article) for article in found if source), None)

    def _owner(self, article_id: str) -> str | None:
        """The source of an article; every record is read, once, when first an article is new to its source."""
        if self._owners is None:
            files = sorted((self.project / FOLDER).rglob("*.json"))
            records = [record for file in files if (record := self._load(file, report=False))]
            self._owners = {article.id: record.source for record in records for article in record.articles}
        return self._owners.get(article_id)

    def _load(self, file: Path, *, report: bool = True) -> Record | None:
        place = file.relative_to(self.project).as_posix()
        try:
            with disk_errors(file):  # what cannot be read now may be whole: nothing is decided without it
                data = _bytes_of(file)
            if data is None:
                return None
            record = msgspec.json.decode(data, type=Record)
        except DAMAGED as error:
            problem = str(error)
        else:
            if _belongs(record, place):
                return record
            problem = f"it names {record.source}"
        if report:
            self.diagnostics.append(diagnose("record-broken", place, reason=problem))
        return None


def _bytes_of(file: Path) -> bytes | None:
    """What a record holds; None if there is none, nothing if a folder lies in its place."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        return b""


def _belongs(record: Record, place: str) -> bool:
    """Whether a record lies where its source says, and names nothing outside `content/`."""
    source = PurePosixPath(record.source)
    inside = source.is_relative_to(f"{PAGES}/") and source != PurePosixPath(PAGES) and ".." not in source.parts
    return (
        inside
        and record_path(record.source) == place
        and all(is_article_path(article.path) for article in record.articles)
    )


def is_article_path(path: str) -> bool:
    """Whether a path is that of an article below `content/`: relative, without `..`, ending in `.md`."""
    parts = path.split("/")
    return path.endswith(".md") and "\0" not in path and not any(part in {"", ".", ".."} for part in parts)
