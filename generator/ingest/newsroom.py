"""The people-less newsroom of one run: what all sources share, made when the first source needs it.

Turns a source into what ingest writes or what `read` shows; decides nothing about files.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator import tagbook
from generator.config import read_settings
from generator.disk import disk_errors
from generator.encodings import decode
from generator.errors import BaozhaiError, Diagnostic
from generator.gazetteer import Gazetteer, load
from generator.ingest.facts import vocabulary
from generator.ingest.facts.decisions import DECISIONS, parse_decisions
from generator.ingest.facts.enrich import Desk
from generator.ingest.facts.recogniser import recogniser
from generator.ingest.facts.vocabulary import NEW_WORD, Vocabulary
from generator.ingest.keep.plan import SourceResult
from generator.ingest.keep.records import Said
from generator.ingest.sheet import account, articles, empty_readout, read_sheet, show_sheet
from generator.model import IssueHead
from generator.program import program_fingerprint
from generator.tagbook import Tagbook, parse_tagbook
from generator.words import Learned, Words

LOCAL_FILES = ("content/places.toml", DECISIONS)  # not what tags hang on: an article keeps those it got
PAPER = re.compile(r"([\u4e00-\u9fff]{2,5}?)(?:日报|晚报|晨报|都市报|商报|新报|时报)")  # 株洲日报
CITIES_TRIED = 3


class Newsroom:
    """`root` is the project's folder or None, `gazetteer` has the places of its city."""

    def __init__(self, root: Path | None, gazetteer: Gazetteer | None, paper: str = "") -> None:
        self._root = root
        self._gazetteer = gazetteer
        self._paper = paper or None

    def fingerprint(self) -> str:
        """What shapes every reading: the program, the city, and the files that tell of it."""
        state = blake2b(program_fingerprint().encode(), digest_size=16)
        state.update(f"{self._gazetteer.city.code if self._gazetteer else ''}\0{self._paper or ''}\0".encode())
        for name in LOCAL_FILES:
            file = self._root / name if self._root else None
            state.update((file.read_bytes() if file and file.exists() else b"") + b"\0")
        return state.hexdigest()

    def read(self, data: bytes, path: str, said: Said) -> SourceResult:
        """The articles of one source of the project, and the account of its reading."""
        sheet, diagnostics = read_sheet(data, path, self.desk, hints_of(said), self._paper)
        if sheet is None:
            return SourceResult(diagnostics=diagnostics, read=False)
        return SourceResult(articles(sheet), diagnostics, sheet.printed.encoding, account(sheet))

    def show(self, file: Path, said: Said) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
        """What `read --json` prints of one file; a refused one has empty lists and an `error`."""
        path = self._relative(file)
        with disk_errors(file):
            data = file.read_bytes()
        desk = self.desk if self._gazetteer else self._desk_of(data)
        sheet, diagnostics = read_sheet(data, path, desk, hints_of(said), self._paper)
        if sheet is None:
            return empty_readout(path, data, diagnostics[0].format("en")), diagnostics
        return show_sheet(sheet), diagnostics

    @functools.cached_property
    def desk(self) -> Desk:
        """What the project's own articles are read with."""
        return self._desk_at(self._gazetteer)

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        """What the archive has taught, as it is recorded."""
        return vocabulary.parse(self._local(vocabulary.FILE))

    def desk_with(self, learned: Vocabulary) -> Desk:
        """The desk with another vocabulary than the recorded one."""
        return self.desk._replace(topics=self._topics(self._gazetteer, learned, self.desk.tagbook))

    def _desk_at(self, gazetteer: Gazetteer | None) -> Desk:
        book = parse_tagbook(self._local(tagbook.FILE))
        return Desk(
            gazetteer,
            Words(gazetteer.names() if gazetteer else ()),
            book,
            parse_decisions(self._local(DECISIONS), DECISIONS),
            self._topics(gazetteer, self.vocabulary, book),
            recogniser(),
        )

    def _topics(self, gazetteer: Gazetteer | None, learned: Vocabulary, book: Tagbook) -> Words | None:
        """The words that tags are found with; None where they are those that pages are read with."""
        kinds = learned.kinds | dict.fromkeys((*book.pinned, *book.aliases, *book.aliases.values()), NEW_WORD)
        if not (kinds or learned.counts):
            return None
        return Words(gazetteer.names() if gazetteer else (), Learned(learned.articles, learned.counts, kinds))

    def _desk_of(self, data: bytes) -> Desk:
        """The desk of the city that the paper's name tells, for a file outside any project."""
        text, _ = decode(data, "")
        return next((self._desk_at(one) for one in cities_of(text or "")), self.desk)

    def _local(self, name: str) -> str:
        """The text of one of the project's files about itself; a missing one is empty."""
        return (read_settings(self._root, name) if self._root else None) or ""

    def _relative(self, file: Path) -> str:
        if self._root is not None and file.resolve().is_relative_to(self._root.resolve()):
            return file.resolve().relative_to(self._root.resolve()).as_posix()
        return file.as_posix()


def hints_of(said: Said) -> IssueHead:
    """What was said of a source, as the reader takes it: it overrules what the source says of itself."""
    return IssueHead(date=said.date, date_basis="option" if said.date else "unknown", print_page=said.page)


def cities_of(text: str) -> Iterator[Gazetteer]:
    """Gazetteers of the cities that papers named in a text are called after, the most named first.

    >>> [city.city.name for city in cities_of("株洲日报讯(记者/李晓)")]
    ['株洲市']
    """
    names = Counter(match[1] for match in PAPER.finditer(text))
    for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0]))[:CITIES_TRIED]:
        for start in range(len(name) - 1):  # 本报与长沙晚报: the name may carry a word before it
            try:
                yield load(name[start:])
            except BaozhaiError:
                continue
            break
