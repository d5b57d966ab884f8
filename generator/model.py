"""The frozen values that flow through the program; no behaviour beyond what their fields say.

*Reading* values keep where each character was printed. *Content* values are what a Markdown file holds.
Line numbers are 1-based, columns 0-based Unicode characters, ends exclusive, dates ISO 8601 (`2021-11-25`).
"""

from typing import Literal

from msgspec import Struct

from generator.outputs import Outputs

BlockType = Literal["paragraph", "subhead", "label"]
HeadPart = Literal["headline", "kicker", "deck", "byline", "dateline", "mark"]
Level = Literal["province", "city", "district", "township", "village", "zone", "outside"]


# ---- what was printed ----------------------------------------------------------------------------


class Piece(Struct, frozen=True, order=True):
    """Where some text was printed."""

    line: int
    start: int
    end: int


class Head(Struct, frozen=True):
    """Printed text of an article that is not its body; `mark` is a closing mark or the label of a box."""

    part: HeadPart
    text: str
    pieces: tuple[Piece, ...] = ()


class Credit(Struct, frozen=True):
    """Who did what: role `记者`, names `("李晓",)`."""

    role: str
    names: tuple[str, ...]


class Byline(Struct, frozen=True):
    """The paper's or app's name in front of the byline, and the people by role."""

    outlet: str | None = None
    credits: tuple[Credit, ...] = ()


class Block(Struct, frozen=True):
    """One block of a body, as printed but for applied corrections."""

    type: BlockType
    text: str
    pieces: tuple[Piece, ...] = ()


class Figure(Struct, frozen=True):
    """A picture's slot: the picture itself is lost, caption and credit may be known."""

    caption: str | None = None
    credit: str | None = None
    pieces: tuple[Piece, ...] = ()


class Clipping(Struct, frozen=True):
    """An article as it was read; sidebars are articles of their own; `continued_*` are print pages (`A3`) of jumps."""

    headline: str
    kind: str = "news"
    kicker: str | None = None
    deck: str | None = None
    byline: Byline = Byline()
    dateline: str | None = None
    head: tuple[Head, ...] = ()
    body: tuple[Block, ...] = ()
    figures: tuple[Figure, ...] = ()
    sidebars: tuple["Clipping", ...] = ()
    continued_on: str | None = None
    continued_from: str | None = None


class IssueHead(Struct, frozen=True):
    """What is known of the day's edition and the print page, each unknown where nothing says so."""

    paper: str | None = None
    date: str | None = None
    date_basis: str = "unknown"
    print_page: str | None = None
    section: str | None = None
    editors: tuple[str, ...] = ()


class Furniture(Struct, frozen=True):
    """A line of the page that belongs to no article: folio, hot line, editors, jump."""

    line: int
    text: str
    kind: str
    start: int = 0


class Removal(Struct, frozen=True):
    """A repeat that was taken out, and the line of the copy that stayed."""

    line: int
    text: str
    kept_line: int
    reason: str
    start: int = 0


class Insertion(Struct, frozen=True):
    """Characters that the print lost: they stand before column `column` of `line`."""

    line: int
    column: int
    text: str
    reason: str


class Move(Struct, frozen=True):
    """Lines that are read after line `after`, not where they were printed."""

    lines: tuple[int, ...]
    after: int
    reason: str


class Suspect(Struct, frozen=True):
    """Print that may be wrong; `applied` only where wrong would be nearly impossible."""

    line: int
    printed: str
    proposals: tuple[str, ...]
    confidence: float
    applied: bool
    evidence: tuple[str, ...]
    start: int = 0


class Ledger(Struct, frozen=True):
    """Counts of non-blank characters: `characters == placed + removed + furniture` when nothing was lost."""

    characters: int
    placed: int
    removed: int
    furniture: int
    inserted: int
    balanced: bool


class Reading(Struct, frozen=True):
    """One source, read: its articles in reading order and an account of every other character."""

    issue: IssueHead
    articles: tuple[Clipping, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    removed: tuple[Removal, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    moves: tuple[Move, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    ledger: Ledger = Ledger(0, 0, 0, 0, 0, True)


# ---- places ---------------------------------------------------------------------------------------


class District(Struct, frozen=True):
    """A part of the home city that gets its own pages; `slug` is its ASCII address (`tianyuan`)."""

    code: str
    name: str
    slug: str


class Mention(Struct, frozen=True):
    """A place that a text names; `code` is None for what no gazetteer knows."""

    code: str | None
    name: str
    level: Level


class Locality(Struct, frozen=True):
    """A place of the home city above its villages, as its own page tells of it.

    `within` is the code of what it lies in, `also` and `former` its other names of today and of other years, `point`
    where it lies, in thousandths of a degree east and north.
    """

    code: str | None
    name: str
    level: Level
    within: str | None = None
    also: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    point: tuple[int, int] | None = None


# ---- content: what a Markdown file holds ----------------------------------------------------------


class Correction(Struct, frozen=True):
    """Print that was corrected, what it reads now, and why."""

    printed: str
    corrected: str
    evidence: tuple[str, ...] = ()


class Quantity(Struct, frozen=True):
    """A figure as it was printed: what it counts, the number (`805585`, `7155/10000`, `1015.3亿`), its unit (`剂次`)."""

    subject: str
    value: str
    unit: str = ""


class Article(Struct, frozen=True, kw_only=True):
    """One article as it is published; `body` is Markdown, `path` is relative to `content/`.

    `district` is the name as printed in the front matter (`天元区`), or None for the city-wide group.
    `parent` is the id of the article a sidebar belongs to; `continued_on` and `continued_from` are the print pages of
    the same issue that its other parts stand on. `extent` is how many characters its text had in print, 0 where that is
    unknown. `noindex` is no key of the file: `redactions.toml` says it.
    """

    id: str
    path: str
    headline: str
    kind: str = "news"
    kicker: str | None = None
    deck: str | None = None
    byline: Byline = Byline()
    dateline: str | None = None
    paper: str | None = None
    date: str | None = None
    event_date: str | None = None
    print_page: str | None = None
    section: str | None = None
    order: int = 0
    extent: int = 0
    district: str | None = None
    mentions: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    digest: str | None = None
    figures: tuple[Figure, ...] = ()
    corrections: tuple[Correction, ...] = ()
    parent: str | None = None
    continued_on: str | None = None
    continued_from: str | None = None
    source: str | None = None
    body: str = ""
    noindex: bool = False

    @property
    def file(self) -> str:
        """Where a person finds it, relative to the project: the place of every diagnostic about it."""
        return f"content/{self.path}"


class Tombstone(Struct, frozen=True):
    """What stands at the address of an article that was removed: `reason` and `since` (a date), nothing of its text."""

    id: str
    date: str | None
    district: str | None
    reason: str
    since: str


class Library(Struct, frozen=True):
    """Everything that is published, in a total order: newest issue first, then print page, order, id."""

    articles: tuple[Article, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()


class SiteInfo(Struct, frozen=True, kw_only=True):
    """What every page of the site may show; nothing in it changes when an article is added."""

    title: str
    base_url: str
    paper: str
    city: str
    city_name: str
    description: str = ""
    language: str = "zh-CN"
    districts: tuple[District, ...] = ()
    localities: tuple[Locality, ...] = ()
    icp: str | None = None
    page_size: int = 50
    outputs: Outputs = Outputs()
    hub: str = ""
