"""Columns that were read one below the other, put back under their headings.

Headings span the columns of a grid; the left columns were read to the bottom, then the next ones. So the sections
S1…Sk end in their left columns, and the run under the last heading holds the other columns, part after part in the
order of the headings. Cutting that run is a search for the best monotone assignment: text goes where its words are
at home, an open tail wants its continuation, a closed one an opener or nothing, a cut inside a paragraph costs. The
same search, with articles for sections, brings a torn end back over the strangers between. Without a break that
only a grid explains, or when the gain is small, everything stays as printed.
"""

import itertools
import math
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from generator.ingest.drafts import Draft, Section
from generator.ingest.seams import fit, head_fragment, is_open
from generator.ingest.similarity import Bigrams, pairs
from generator.ingest.strips import Strip, cut
from generator.ingest.units import Unit, merged, units_of
from generator.model import Move

REACH = 7  # sections of a grid at most
RUN = 120  # units of a run at most; a longer one is no column of a page
PASSES = 3  # columns beside the left one
BEAM = 48  # states kept after each unit
AFFINITY = 0.4  # weight of what a unit shares with a section, in odds
AFFINITY_CAP = 4.0
CUT = 3.0  # cost of cutting inside a paragraph
SKIP = (3.5, 1.0)  # cost of a section without a part in a column: of one article, of several
WHOLE = 1.0  # cost of a column that begins and ends with whole paragraphs: most columns break inside one
UNFINISHED = 3.5  # cost of a tail that stays open
EVEN = (1.8, -4.0, -0.4)  # columns of one height: odds when equal, at worst in one article, at worst over several
SLACK = (10.0, 0.06)  # characters and share by which equal columns differ
GRID = 3.0  # what a grid must explain better than the print before anything is moved
LINE = 6  # characters of the shortest heading that may be torn prose
DOUBT, DOUBT_LENGTH = (3.0, 7.0), 14  # cost of reading a heading of so many characters as prose, and a shorter one
OPENS = 1.0  # most that an opener behind a closed tail can say
MARGIN = 1.5


class Place(NamedTuple):
    """Section `section` of draft `draft`."""

    draft: int
    section: int


class Grid(NamedTuple):
    """Sections that may stand side by side, with what is known of their left columns."""

    places: tuple[Place, ...]
    tails: tuple[str, ...]
    lengths: tuple[int, ...]
    units: tuple[Unit, ...]
    affinity: tuple[tuple[float, ...], ...]
    lexicon: Container[str]

    @property
    def wide(self) -> bool:
        """Whether its sections are of several articles."""
        return self.places[0].draft != self.places[-1].draft


class State(NamedTuple):
    """A partial assignment: the label of the last unit and, for each section, the unit its text ends with.

    `begin` is the unit that the running part begins with, `left` the unit after the last section's left column.
    """

    label: int
    ends: tuple[int, ...]
    begin: int = 0
    left: int = 0


class Reached(NamedTuple):
    """The best way to a state."""

    score: float
    labels: tuple[int, ...]


def weave(drafted: Sequence[Draft], lexicon: Container[str]) -> tuple[list[Draft], tuple[Move, ...]]:
    """Put the columns of every grid of a page back in order; each move comes with its reason."""
    current = list(drafted)
    moves: list[Move] = []
    if not _breaks(current, lexicon):
        return current, ()
    bigrams = Bigrams(strip.text for draft in current for section in draft.sections for strip in section.paragraphs)
    used: set[Place] = set()  # grids do not overlap
    while (best := _best_of_page(current, used, bigrams, lexicon)) is not None:
        current, grid, labels = best
        moves.extend(_apply(current, grid, labels))
        used.update(grid.places)
    return current, tuple(moves)


def _best_of_page(
    current: list[Draft], used: set[Place], bigrams: Bigrams, lexicon: Container[str]
) -> tuple[list[Draft], Grid, tuple[int, ...]] | None:
    """The grid that explains the print best of all that may stand on the page, or None."""
    found: list[tuple[float, list[Draft], Grid, tuple[int, ...]]] = []
    for cost, drafted in ((0.0, current), *_without_doubtful_headings(current, used)):
        places = [Place(d, s) for d, draft in enumerate(drafted) for s in range(len(draft.sections))]
        for last in range(1, len(places)):
            if places[last] not in used:
                choices = _choices(drafted, places, last, used, bigrams, lexicon)
                found.extend((gain - cost, drafted, grid, labels) for gain, grid, labels in choices)
    if not found:
        return None
    gain, drafted, grid, labels = max(found, key=lambda item: (item[0], item[2].places[-1], item[2].places))
    return (drafted, grid, labels) if gain >= GRID + MARGIN else None


def _without_doubtful_headings(current: list[Draft], used: set[Place]) -> Iterator[tuple[float, list[Draft]]]:
    """The page with one short line at a time read as torn prose, and what that costs: the shorter, the more."""
    for d, draft in enumerate(current):
        if len(draft.sections) < 3 or any(place.draft == d for place in used):
            continue
        for s in range(2, len(draft.sections)):
            section, above = draft.sections[s], draft.sections[s - 1]
            heading = section.heading
            if heading is None or heading.role != "title" or not section.paragraphs or len(heading.text) < LINE:
                continue
            merged_up = above._replace(paragraphs=(*above.paragraphs, heading.strip, *section.paragraphs))
            sections = (*draft.sections[: s - 1], merged_up, *draft.sections[s + 1 :])
            cost = DOUBT[0] if len(heading.text) >= DOUBT_LENGTH else DOUBT[1]
            yield cost, [*current[:d], draft._replace(sections=sections), *current[d + 1 :]]


def _section(current: Sequence[Draft], place: Place) -> Section:
    return current[place.draft].sections[place.section]


def _breaks(current: Sequence[Draft], lexicon: Container[str]) -> bool:
    """Whether any tail on the page is open where nothing goes on with it."""
    return any(
        _suspicious([strip.text for strip in section.paragraphs], lexicon)
        for draft in current
        for section in draft.sections
    )


def _suspicious(texts: Sequence[str], lexicon: Container[str]) -> bool:
    for left, right in itertools.pairwise(texts):
        torn = is_open(left)
        if (torn and fit(left, right, lexicon) < 1.5) or (not torn and head_fragment(right, lexicon) > 1.0):
            return True
    return bool(texts) and is_open(texts[-1])


def _choices(
    current: Sequence[Draft],
    places: Sequence[Place],
    last: int,
    used: set[Place],
    bigrams: Bigrams,
    lexicon: Container[str],
) -> list[tuple[float, Grid, tuple[int, ...]]]:
    """What each grid whose last heading is that of `places[last]` explains better than the print."""
    run = _section(current, places[last]).paragraphs
    if len(run) < 2 and not (run and _glued_tail(run[0])):
        return []
    found: list[tuple[float, Grid, tuple[int, ...]]] = []
    broken = _suspicious([strip.text for strip in run], lexicon)
    first = last - 1
    while first >= 0 and places[first] not in used and last - first < REACH and _linked(current, places, first):
        left = _section(current, places[first]).paragraphs
        opened = bool(left) and is_open(left[-1].text)
        broken = broken or opened
        if left and (opened or (broken and places[first].draft == places[last].draft)):
            grid = _grid(current, places[first : last + 1], bigrams, lexicon)
            gain, labels = _search(grid)
            found.append((gain, grid, labels))
        first -= 1
    return found


def _glued_tail(strip: Strip) -> bool:
    return "。" in strip.text[:-1]


def _linked(current: Sequence[Draft], places: Sequence[Place], at: int) -> bool:
    """Whether a section can stand in one grid with the one below it: of one kind, or of the article above."""
    here, below = places[at], places[at + 1]
    return here.draft != below.draft or _section(current, here).kind == _section(current, below).kind


def _grid(current: Sequence[Draft], places: Sequence[Place], bigrams: Bigrams, lexicon: Container[str]) -> Grid:
    sections = [_section(current, place) for place in places]
    units = tuple(units_of(sections[-1].paragraphs)[:RUN])
    left = [_vocabulary(current, place, section) for place, section in zip(places[:-1], sections[:-1], strict=True)]
    heading = sections[-1].heading
    own = set() if heading is None else pairs(heading.text)
    own = own.union(*(unit.pairs for unit in units if unit.paragraph == 0))
    affinity = tuple(_affinities(unit, [*left, own], bigrams) for unit in units)
    tails = tuple(section.paragraphs[-1].text if section.paragraphs else "。" for section in sections[:-1])
    lengths = tuple(sum(len(strip.text) for strip in section.paragraphs) for section in sections[:-1])
    return Grid(tuple(places), tails, lengths, units, affinity, lexicon)


def _vocabulary(current: Sequence[Draft], place: Place, section: Section) -> set[str]:
    found = set().union(*(pairs(strip.text) for strip in section.paragraphs)) if section.paragraphs else set()
    if section.heading is not None:
        found |= pairs(section.heading.text)
    elif section.kind == "intro":
        for _, part in current[place.draft].head:
            found |= pairs(part.text)
    return found


def _affinities(unit: Unit, sections: Sequence[set[str]], bigrams: Bigrams) -> tuple[float, ...]:
    """How much more at home a unit is in each section than in the others, in odds."""
    shared = [_shared(unit, pairs_of, bigrams) for pairs_of in sections]
    mean = sum(shared) / len(shared)
    return tuple(max(-AFFINITY_CAP, min(AFFINITY_CAP, AFFINITY * (value - mean))) for value in shared)


def _shared(unit: Unit, section: set[str], bigrams: Bigrams) -> float:
    scale = math.sqrt((len(unit.pairs) + 10) * (len(section) + 50))
    return 100.0 * bigrams.shared(unit.pairs, section) / scale


def _search(grid: Grid) -> tuple[float, tuple[int, ...]]:
    """The best labels of the run's units and how many odds they win over the print.

    Label 0 is the left column of the last section; label 1 + p·m + s is section s in column p + 2.
    """
    size = len(grid.places)
    seams: dict[tuple[int, int, int], float] = {}
    beam: dict[State, Reached] = {State(0, (-1,) * (size - 1) + (0,)): Reached(grid.affinity[0][-1], (0,))}
    printed = grid.affinity[0][-1]
    for at in range(1, len(grid.units)):
        printed += grid.affinity[at][-1] + _inner(grid, at, seams)
        grown: dict[State, Reached] = {}
        for state, reached in beam.items():
            for after, change in _steps(grid, at, state, seams):
                score = reached.score + change
                if after not in grown or score > grown[after].score:
                    grown[after] = Reached(score, (*reached.labels, after.label))
        best = sorted(grown.items(), key=lambda item: (-item[1].score, item[0]))
        beam = dict(best[:BEAM])
    null = printed + _finish(grid, State(0, (-1,) * (size - 1) + (len(grid.units) - 1,)))
    state, reached = max(beam.items(), key=lambda item: (item[1].score + _finish(grid, item[0]), item[0]))
    return reached.score + _finish(grid, state) - null, reached.labels


def _steps(grid: Grid, at: int, state: State, seams: dict[tuple[int, int, int], float]) -> list[tuple[State, float]]:
    """Where unit `at` may go, and what it costs or wins."""
    size = len(grid.places)
    here = _section_of(state.label, size)
    unit = grid.units[at]
    stay = state._replace(ends=_ended(state.ends, here, at))
    found = [(stay, grid.affinity[at][here] + _inner(grid, at, seams))]
    closing = _even(grid, state, at)
    skip = SKIP[grid.wide]
    for step in range(1, size + 1):
        label = state.label + step
        if label > PASSES * size:
            break
        section = _section_of(label, size)
        seam = _seam(grid, section, state.ends[section], at, seams)
        tail_open = is_open(_tail(grid, section, state.ends[section]))
        if not unit.begins:
            if seam < 0.0 or not tail_open:
                continue
            seam -= CUT
        seam -= 0.0 if tail_open else WHOLE
        change = closing + seam + grid.affinity[at][section] - skip * (step - 1)
        left = at if state.label == 0 else state.left
        found.append((State(label, _ended(state.ends, section, at), at, left), change))
    return found


def _even(grid: Grid, state: State, end: int) -> float:
    """What the length of the part that ends before unit `end` says: columns of a section are of one height."""
    if state.label == 0:
        return 0.0
    section = _section_of(state.label, len(grid.places))
    length = sum(len(unit.text) for unit in grid.units[state.begin : end])
    last = section == len(grid.places) - 1
    wanted = sum(len(unit.text) for unit in grid.units[: state.left]) if last else grid.lengths[section]
    slack = SLACK[0] + SLACK[1] * wanted
    return max(EVEN[1 + grid.wide], EVEN[0] - 1.2 * math.log1p(((length - wanted) / slack) ** 2))


def _section_of(label: int, size: int) -> int:
    return (label - 1) % size if label else size - 1


def _ended(ends: tuple[int, ...], section: int, at: int) -> tuple[int, ...]:
    return (*ends[:section], at, *ends[section + 1 :])


def _tail(grid: Grid, section: int, end: int) -> str:
    return grid.tails[section] if end < 0 else grid.units[end].text


def _inner(grid: Grid, at: int, seams: dict[tuple[int, int, int], float]) -> float:
    """What the seam between a unit and the one printed before it says for their standing together."""
    return _seam(grid, -1, at - 1, at, seams) if grid.units[at].begins else 0.0


def _seam(grid: Grid, section: int, end: int, at: int, seams: dict[tuple[int, int, int], float]) -> float:
    key = (section if end < 0 else -1, end, at)
    if key not in seams:
        tail, head = _tail(grid, section, end), grid.units[at].text
        if is_open(tail):
            seams[key] = 0.8 + max(-3.5, min(6.0, fit(tail, head, grid.lexicon)))
        else:
            fragment = max(-OPENS, min(5.0, head_fragment(head, grid.lexicon)))
            seams[key] = -fragment if grid.units[at].begins else -9.0
    return seams[key]


def _finish(grid: Grid, state: State) -> float:
    """The cost of tails that stay open and of columns that end early."""
    tails = [_tail(grid, section, end) for section, end in enumerate(state.ends)]
    score = -UNFINISHED * sum(is_open(tail) for tail in tails)
    if state.label == 0:
        return score
    short = len(grid.places) - 1 - _section_of(state.label, len(grid.places))
    return score + _even(grid, state, len(grid.units)) - (0.0 if grid.wide else SKIP[0] * short)


def _apply(current: list[Draft], grid: Grid, labels: Sequence[int]) -> list[Move]:
    """Hand the units to their sections, in the order of the columns."""
    size = len(grid.places)
    rest = _section(current, grid.places[-1]).paragraphs
    groups: list[list[Unit]] = [[] for _ in range(size)]
    runs: list[list[list[Unit]]] = [[] for _ in range(size)]
    previous = -1
    for unit, label in zip(grid.units, labels, strict=True):
        section = _section_of(label, size)
        if label != previous:
            runs[section].append([])
        runs[section][-1].append(unit)
        groups[section].append(unit)
        previous = label
    moves: list[Move] = []
    for number, place in enumerate(grid.places):
        section = _section(current, place)
        own = () if number == size - 1 else section.paragraphs
        parts = [merged(run) for run in runs[number]]
        moves += _moves(own, parts, number == size - 1)
        beyond = _beyond(rest, grid.units) if number == size - 1 else ()
        strips = (*own, *(strip for part in parts for strip in part), *beyond)
        _replace(current, place, section._replace(paragraphs=strips))
    return moves


def _beyond(rest: Sequence[Strip], units: Sequence[Unit]) -> tuple[Strip, ...]:
    covered = {unit.paragraph for unit in units}
    cut_off = max((unit.paragraph for unit in units), default=-1)
    left = [strip for at, strip in enumerate(rest) if at not in covered]
    ends = [unit for unit in units if unit.paragraph == cut_off]
    if ends and ends[-1].end < len(rest[cut_off].text):
        left.insert(0, cut(rest[cut_off], ends[-1].end))
    return tuple(left)


def _moves(own: Sequence[Strip], parts: Sequence[Sequence[Strip]], is_last: bool) -> list[Move]:
    found: list[Move] = []
    before = own[-1] if own else None
    for number, part in enumerate(parts):
        if before is not None and part and not (is_last and number == 0):
            lines = tuple(dict.fromkeys(piece.line for strip in part for piece in strip.pieces))
            reason = (
                "its open end goes on here" if is_open(before.text) else "stands beside this section in the next column"
            )
            found.append(Move(lines, before.pieces[-1].line, f"column weave: {reason}"))
        before = part[-1] if part else before
    return found


def _replace(current: list[Draft], place: Place, section: Section) -> None:
    draft = current[place.draft]
    sections = (*draft.sections[: place.section], section, *draft.sections[place.section + 1 :])
    current[place.draft] = draft._replace(sections=sections)
