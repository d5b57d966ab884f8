"""What a template may see, and so what its file depends on: frozen values without behaviour.

The contract table in the theme's README says which template gets which. An *address* is relative to the site's root.
"""

from msgspec import Struct

from generator.outputs import Outputs


class Imprint(Struct, frozen=True):
    """What every file of the site shows of the site itself; nothing in it changes when an article is added."""

    title: str
    paper: str
    city_name: str
    base_url: str
    description: str
    language: str
    icp: str | None
    kind: str = "city"
    outputs: Outputs = Outputs()
    hub: str = ""


class Place(Struct, frozen=True):
    """A district as listings name it; `known` is False for a name that no gazetteer has."""

    name: str
    slug: str
    address: str
    known: bool = True


class Teaser(Struct, frozen=True):
    """All that a listing may show of an article: neither its body nor its tags."""

    id: str
    address: str
    headline: str
    digest: str
    district: str
    date: str | None
    print_page: str | None
    order: int
    kind: str


class Link(Struct, frozen=True):
    """A title and the address it leads to."""

    title: str
    address: str


class Digest(Struct, frozen=True):
    """One district on one day."""

    place: Place
    date: str
    address: str
    teasers: tuple[Teaser, ...]


class Issue(Struct, frozen=True):
    """One day's edition: every article in print order, and the same by district."""

    date: str
    address: str
    teasers: tuple[Teaser, ...]
    digests: tuple[Digest, ...]


class IssueCount(Struct, frozen=True):
    """A day in a list of days."""

    date: str
    address: str
    count: int


class PlaceCount(Struct, frozen=True):
    """A district in a list of districts; `newest` is the day of its newest article, `named` how many others name it."""

    place: Place
    count: int
    newest: str | None
    named: int = 0


class Quiet(Struct, frozen=True):
    """A district without an article of its own in an issue, and the articles of the issue that name it."""

    name: str
    address: str
    teasers: tuple[Teaser, ...] = ()


class Named(Struct, frozen=True):
    """A place, person or body as an article names it; `address` is None where it has no page.

    `short`: a name without 区 or 县, which may be part of another word.
    """

    name: str
    address: str | None
    short: bool = False


class Credited(Struct, frozen=True):
    """A part of a byline: a role, and who had it."""

    role: str
    names: tuple[Named, ...]


class Companion(Struct, frozen=True):
    """A name that stands in the same articles as another, and in how many of them."""

    name: str
    address: str
    count: int


class PlaceNode(Struct, frozen=True):
    """A place in the tree of places: how many articles its page lists, and what lies in it and occurs.

    `named`: articles that name a district and stand under another.
    """

    name: str
    address: str
    count: int
    children: tuple["PlaceNode", ...] = ()
    named: int = 0


class Tile(Struct, frozen=True):
    """A district on the map: its cell from the top left, its name in lines, its shade from 0 (no articles) to 4."""

    place: Place
    column: int
    row: int
    lines: tuple[str, ...]
    count: int
    shade: int
    named: int = 0


class TileMap(Struct, frozen=True):
    """The districts as tiles, roughly where they lie but for the last `unplaced` of them, which stand in code order."""

    columns: int
    rows: int
    tiles: tuple[Tile, ...]
    unplaced: int = 0


class Term(Struct, frozen=True):
    """A tag in the index."""

    name: str
    address: str
    count: int


class Bar(Struct, frozen=True):
    """One bar of a trend: a month (`2021-11`) or year, how many articles fall on it, its height from 0 to 24."""

    period: str
    count: int
    height: int


class Course(Struct, frozen=True):
    """A group of articles over time, one of several that are drawn to one scale."""

    link: Link
    count: int
    trend: tuple[Bar, ...]


class Popular(Struct, frozen=True):
    """A tag in the list of the most frequent, with its trend."""

    term: Term
    trend: tuple[Bar, ...]


class Letter(Struct, frozen=True):
    """The tags that stand under one letter of the index."""

    name: str
    terms: tuple[Term, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.terms)


class Leaf(Struct, frozen=True):
    """One part of a long listing, newest article first; `number` is 0 for the newest part, which has no number yet."""

    address: str
    number: int
    teasers: tuple[Teaser, ...]
    newer: str | None
    older: str | None


class NumberRow(Struct, frozen=True):
    """A figure in a list: its day, what it counts, the figure as printed, and where it stands in its article."""

    date: str | None
    subject: str
    figure: str
    district: str
    headline: str
    address: str
    anchor: str


class Series(Struct, frozen=True):
    """The figures of one subject, newest first."""

    subject: str
    rows: tuple[NumberRow, ...]


class NumberLeaf(Struct, frozen=True):
    """One part of the list of figures, newest first; numbered as a `Leaf` is."""

    address: str
    number: int
    rows: tuple[NumberRow, ...]
    newer: str | None
    older: str | None


class Story(Struct, frozen=True):
    """A story told once: its strongest printing, and the others."""

    teaser: Teaser
    also: tuple[Teaser, ...]


class Picture(Struct, frozen=True):
    """What some articles held: how many they and their stories are, on which print pages, where, about what."""

    articles: int
    stories: int
    pages: tuple[str, ...]
    places: tuple[Companion, ...]
    tags: tuple[Companion, ...]


class Period(Struct, frozen=True):
    """A week or month (by its first and last day) of the city (`place` is None) or a district."""

    kind: str
    first: str
    last: str
    place: Place | None
    picture: Picture
    stories: tuple[Story, ...]
    days: tuple[IssueCount, ...]
    districts: tuple[Companion, ...]


class Day(Struct, frozen=True):
    """A cell of a calendar: `number` is 0 outside the month, `address` None on a day without an issue."""

    number: int
    address: str | None


class Month(Struct, frozen=True):
    """A month as a calendar whose weeks start on Monday; gaps in publication stay visible."""

    month: str
    address: str
    issues: int
    weeks: tuple[tuple[Day, ...], ...]
