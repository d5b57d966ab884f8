"""Columns that were read one below the other, put back under their headings.

Headings span the columns of a grid; the left columns were read to the bottom, then the next ones. So the sections
S1…Sk end in their left columns, and the run under the last heading holds the other columns, part after part in the
order of the headings; `grid` cuts it. The same search, with articles for sections, brings a torn end back over the
strangers between. Without a break that only a grid explains, or when the gain is small, all stays as printed.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generator.ingest.page.drafts import Draft, Section
from generator.ingest.page.grid import Grid, Seams, Side, height, search
from generator.ingest.page.seams import Known, is_open
from generator.ingest.page.similarity import Bigrams, pairs
from generator.ingest.page.strips import Strip, cut
from generator.ingest.page.units import Unit, merged, units_of
from generator.model import Move

REACH = 7  # sections of a grid at most
RUN = 80  # units of a run at most; a longer one is no column of a page
GAIN = 3.5  # what a grid must explain better than the print before anything is moved
LINE = 6  # characters of the shortest heading that may be torn prose
DOUBT, DOUBT_LENGTH = (1.0, 6.0), 14  # cost of reading a heading of so many characters as prose, and a shorter one


class Place(NamedTuple):
    """Section `section` of draft `draft`."""

    draft: int
    section: int


class Choice(NamedTuple):
    """A grid that may stand on the page: `drafted` is the article it is read from, if a heading was doubted."""

    gain: float
    places: tuple[Place, ...]
    units: tuple[Unit, ...]
    labels: tuple[int, ...]
    drafted: Draft | None = None

    @property
    def wide(self) -> bool:
        """Whether its sections are of several articles."""
        return self.places[0].draft != self.places[-1].draft


MakeGrid = Callable[[Sequence[Side], frozenset[str], Sequence[Unit]], Grid]


def weave(drafted: Sequence[Draft], known: Known) -> tuple[list[Draft], tuple[Move, ...]]:
    """Put the columns of every grid of a page back in order; each move comes with its reason.

    Grids do not overlap: the one that explains the print best is taken first.
    """
    current = list(drafted)
    broken = [_broken(draft, known) for draft in current]
    if not any(broken):
        return current, ()
    bigrams = Bigrams(strip.text for draft in current for section in draft.sections for strip in section.paragraphs)
    moves = _taken(current, [*_choices(current, broken, bigrams, known), *_doubting(current, broken, bigrams, known)])
    # what strangers parted may only show once the grids are in order
    changed = [after is not before for before, after in zip(drafted, current, strict=True)]
    unfinished = [any(s.paragraphs and is_open(s.paragraphs[-1].text) for s in draft.sections) for draft in current]
    if any(changed) and any(unfinished):
        moves += _taken(current, list(_choices(current, unfinished, bigrams, known, changed)))
    return current, tuple(moves)


def _taken(current: list[Draft], choices: Sequence[Choice]) -> list[Move]:
    """Apply the choices that explain enough, the best first, none over another."""
    moves: list[Move] = []
    used: set[Place] = set()
    for choice in sorted(choices, key=lambda item: (-item.gain, item.places)):
        whole = {Place(choice.places[0].draft, s) for s in range(99)} if choice.drafted is not None else set()
        if choice.gain < GAIN or not used.isdisjoint({*choice.places, *whole}):
            continue
        if choice.drafted is not None:
            current[choice.places[0].draft] = choice.drafted
        moves.extend(_apply(current, choice))
        used.update(choice.places, whole)
    return moves


def _section(current: Sequence[Draft], place: Place) -> Section:
    return current[place.draft].sections[place.section]


def _broken(draft: Draft, known: Known) -> bool:
    """Whether a tail of an article is open where nothing goes on with it, or a fragment stands alone."""
    return any(_suspicious(section.paragraphs, known) for section in draft.sections)


def _suspicious(strips: Sequence[Strip], known: Known) -> bool:
    for left, right in itertools.pairwise(strips):
        if is_open(left.text):
            if known.fits(left.text, right) < 1.5:
                return True
        elif known.fragment(right) > 1.0:
            return True
    return bool(strips) and is_open(strips[-1].text)


def _choices(
    current: Sequence[Draft],
    broken: Sequence[bool],
    bigrams: Bigrams,
    known: Known,
    changed: Sequence[bool] | None = None,
) -> Iterator[Choice]:
    """Every grid that may stand on the page, whether it explains anything or not.

    If it is said which articles have `changed`, only grids of several articles, one of them a changed one.
    """
    places = [Place(d, s) for d, draft in enumerate(current) for s in range(len(draft.sections))]
    for last in range(1, len(places)):
        if any(broken[place.draft] for place in places[max(0, last - REACH) : last + 1]):
            yield from _choices_at(current, places[max(0, last - REACH + 1) : last + 1], bigrams, known, changed)


def _choices_at(
    current: Sequence[Draft],
    places: Sequence[Place],
    bigrams: Bigrams,
    known: Known,
    changed: Sequence[bool] | None = None,
) -> Iterator[Choice]:
    """The grids whose last heading is the last of some neighbouring sections."""
    run = _section(current, places[-1]).paragraphs
    if not run or (len(run) < 2 and "。" not in run[0].text[:-1]):
        return
    broken = _suspicious(run, known)
    units = tuple(units_of(run, known)[:RUN])
    seams: Seams = {}
    for first in range(len(places) - 2, -1, -1):
        if not _linked(current, places[first], places[first + 1]):
            return
        left = _section(current, places[first]).paragraphs
        opened = bool(left) and is_open(left[-1].text)
        broken = broken or opened
        wide = places[first].draft != places[-1].draft
        if changed is not None and not (wide and any(changed[places[first].draft : places[-1].draft + 1])):
            continue
        if left and (opened or (broken and not wide)):
            ended = _ended(current[places[-1].draft], units) if wide else 0
            make = partial(Grid, bigrams=bigrams, known=known, wide=wide, seams=seams, ended=ended)
            gain, labels = search(_grid(current, places[first:], units, make))
            yield Choice(gain, tuple(places[first:]), units, labels)


def _ended(draft: Draft, units: Sequence[Unit]) -> int:
    """The first unit behind the closing byline of an article, or 0."""
    signatures = (part for label, part in draft.head if label == "closing" or (label == "byline" and part.whole))
    signed = max((part.strip.line for part in signatures), default=0)
    return next((at for at, unit in enumerate(units) if unit.begins and unit.source.line > signed), 0) if signed else 0


def _linked(current: Sequence[Draft], here: Place, below: Place) -> bool:
    """Whether a section can stand in one grid with the one below it: of one kind, or of the article above."""
    return here.draft != below.draft or _section(current, here).kind == _section(current, below).kind


def _doubting(current: Sequence[Draft], broken: Sequence[bool], bigrams: Bigrams, known: Known) -> Iterator[Choice]:
    """Grids of an article of which one short line is read as torn prose; the shorter it is, the more that costs."""
    for d, draft in enumerate(current):
        for s in range(2, len(draft.sections)) if broken[d] else ():
            heading = draft.sections[s].heading
            if heading is None or heading.role != "title" or len(heading.text) < LINE:
                continue
            cost = DOUBT[len(heading.text) < DOUBT_LENGTH]
            doubted = _without_heading(draft, s)
            places = [Place(0, number) for number in range(max(0, s - REACH), s)]
            for choice in _choices_at([doubted], places, bigrams, known):
                moved = tuple(Place(d, place.section) for place in choice.places)
                yield choice._replace(gain=choice.gain - cost, places=moved, drafted=doubted)


def _without_heading(draft: Draft, number: int) -> Draft:
    section, above = draft.sections[number], draft.sections[number - 1]
    strips = (section.heading.strip,) if section.heading is not None else ()
    joined = above._replace(paragraphs=(*above.paragraphs, *strips, *section.paragraphs))
    return draft._replace(sections=(*draft.sections[: number - 1], joined, *draft.sections[number + 1 :]))


def _grid(current: Sequence[Draft], places: Sequence[Place], units: Sequence[Unit], make: MakeGrid) -> Grid:
    sides = []
    for place in places[:-1]:
        strips = _section(current, place).paragraphs
        taken = sum(height(unit, is_open(unit.text)) for unit in units_of(strips))
        sides.append(Side(tuple(strip.text for strip in strips), _words(current, place), taken))
    heading = _section(current, places[-1]).heading
    own = frozenset[str]() if heading is None else pairs(heading.text)
    own = own.union(*(unit.pairs for unit in units if unit.paragraph == 0))
    return make(sides, frozenset(own), units)


def _words(current: Sequence[Draft], place: Place) -> frozenset[str]:
    """The pairs of characters of a section and its heading."""
    section = _section(current, place)
    texts = [strip.text for strip in section.paragraphs]
    if section.heading is not None:
        texts.append(section.heading.text)
    elif section.kind == "intro":
        texts.extend(part.text for _, part in current[place.draft].head)
    return frozenset().union(*(pairs(text) for text in texts))


def _apply(current: list[Draft], choice: Choice) -> list[Move]:
    """Hand the units to their sections, in the order of the columns."""
    size = len(choice.places)
    rest = _section(current, choice.places[-1]).paragraphs
    runs: list[list[list[Unit]]] = [[] for _ in range(size)]
    previous = -1
    for unit, label in zip(choice.units, choice.labels, strict=True):
        section = (label - 1) % size if label else size - 1
        if label != previous:
            runs[section].append([])
        runs[section][-1].append(unit)
        previous = label
    moves: list[Move] = []
    for number, place in enumerate(choice.places):
        held = _section(current, place)
        is_last = number == size - 1
        own = () if is_last else held.paragraphs
        parts = [merged(run) for run in runs[number]]
        moves += _moves(own, parts, is_last=is_last)
        beyond = _beyond(rest, choice.units) if is_last else ()
        strips = (*own, *(strip for part in parts for strip in part), *beyond)
        _replace(current, place, held._replace(paragraphs=strips))
    return moves


def _beyond(rest: Sequence[Strip], units: Sequence[Unit]) -> tuple[Strip, ...]:
    """What of the run stands behind its last unit."""
    last = units[-1]
    tail = (cut(rest[last.paragraph], last.end),) if last.end < len(rest[last.paragraph].text) else ()
    return (*tail, *rest[last.paragraph + 1 :])


def _moves(own: Sequence[Strip], parts: Sequence[Sequence[Strip]], *, is_last: bool) -> list[Move]:
    found: list[Move] = []
    before = own[-1] if own else None
    for number, part in enumerate(parts):
        if before is not None and part and not (is_last and number == 0):
            lines = tuple(dict.fromkeys(piece.line for strip in part for piece in strip.pieces))
            open_end = is_open(before.text)
            reason = "its open end goes on here" if open_end else "stands beside this section in the next column"
            found.append(Move(lines, before.pieces[-1].line, f"column weave: {reason}"))
        before = part[-1] if part else before
    return found


def _replace(current: list[Draft], place: Place, section: Section) -> None:
    draft = current[place.draft]
    sections = (*draft.sections[: place.section], section, *draft.sections[place.section + 1 :])
    current[place.draft] = draft._replace(sections=sections)
