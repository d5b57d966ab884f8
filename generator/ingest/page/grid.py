"""Cut the run under the last heading of a grid into the other columns of its sections; finds no grids.

The run is assigned unit by unit, in the order of the headings, column after column. Text goes where its words are at
home; an open tail wants its continuation, a closed one an opener; columns of one section are of one height; a cut
inside a paragraph costs. The best assignment is found by a beam over partial ones, and measured against the print.
All weights are natural-log odds.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from generator.ingest.page.columns import Column, Piece, lines_odds
from generator.ingest.page.continuity import begins
from generator.ingest.page.seams import Known, is_open
from generator.ingest.page.similarity import Bigrams
from generator.ingest.page.units import Unit

PASSES = 3  # columns beside the left one
BEAM = 20  # states kept after each unit
HOPE = -1.0  # odds against the print beyond which a grid's lines are not looked at
FAR = 10.0  # states so much worse than the best are not kept
NEAR = 9.0  # assignments so much worse than the best are not looked at again
AFFINITY = 0.25  # weight of what a unit shares with a section
AFFINITY_CAP = 4.0
CUT = 2.3  # cost of cutting inside a paragraph
SKIP = (5.5, 0.7)  # cost of a section without a part in a column: of one article, of several
WHOLE = 1.5  # cost of a column that begins and ends with whole paragraphs: most columns break inside one
UNFINISHED = 2.15  # cost of a tail that stays open
EVEN = 3.0  # odds of two columns of one height
UNEVEN = (4.0, 2.2)  # most that it costs if they are of different height: in one article, in several
SLACK = (13.0, 0.02)  # characters and share by which equal columns differ
INDENT, BLANK = 2, 7  # characters that the indent of a paragraph takes, and what its last line leaves blank
OPENS = (0.5, 0.1, 3.0)  # weights of the head of an opener behind a closed tail, and most that it can say
TORN = 1.2  # odds of an open tail going on somewhere, before the head is looked at
ENDED = 2.0  # cost of text behind the closing byline of its article
SEAM = 0.7  # weight of a seam behind an open tail
FIT = 8.0  # most that a seam behind an open tail can say before it is weighed
# bounds of what a step's seam says: behind a closed tail, behind an open one
MOST = (OPENS[2] - WHOLE + 0.01, SEAM * (TORN + FIT) + 0.01)


class Side(NamedTuple):
    """The left column of a section above the last: its paragraphs, its words, how much of a column it takes."""

    paragraphs: tuple[str, ...]
    words: frozenset[str]
    height: float

    @property
    def tail(self) -> str:
        """Its open or closed end."""
        return self.paragraphs[-1] if self.paragraphs else "。"


class State(NamedTuple):
    """A partial assignment: the label of the last unit and, for each section, the unit its text ends with.

    Label 0 is the left column of the last section; label 1 + p·m + s is section s in column p + 2. A section that
    still ends with its left column has -1. `begin` is the unit the running part begins with, `left` the unit behind
    the last section's left column.
    """

    label: int
    ends: tuple[int, ...]
    begin: int
    left: int


Seams = dict[tuple[str, int], float]  # by an open tail, or nothing behind a closed one, and the number of the unit
Way = tuple["Way | None", int]  # the labels so far, last one first
Beam = dict[State, tuple[float, Way]]


class Grid:
    """Sections that may stand side by side and the units of the run, with what is known of them worked out once.

    `ended` is the unit that stands behind the closing byline of the last article, 0 if there is none; `seams` are
    those that were weighed in other grids of the same units.
    """

    def __init__(
        self,
        sides: Sequence[Side],
        own: frozenset[str],
        units: Sequence[Unit],
        bigrams: Bigrams,
        known: Known,
        *,
        wide: bool,
        seams: Seams | None = None,
        ended: int = 0,
    ) -> None:
        self.sides, self.units, self.known, self.wide, self.ended = sides, units, known, wide, ended
        self.size = len(sides) + 1
        self.sections = [(label - 1) % self.size if label else self.size - 1 for label in range(PASSES * self.size + 1)]
        words = [*(side.words for side in sides), own]
        self.affinity = [_affinities(unit, words, bigrams) for unit in units]
        self.begins = [unit.begins for unit in units]
        self.open_units = [is_open(unit.text) for unit in units]
        self.lengths = [0, *accumulate(map(height, units, self.open_units))]
        self.left = [tuple(Piece(text, begins=True) for text in side.paragraphs) for side in sides] + [()]
        self.open_sides = [is_open(side.tail) for side in sides]
        self.seams = {} if seams is None else seams
        self.columns: dict[tuple[int, int, bool], Column] = {}

    def is_open(self, section: int, end: int) -> bool:
        """Whether the text of a section is open at its end."""
        return self.open_sides[section] if end < 0 else self.open_units[end]

    def seam(self, section: int, end: int, at: int) -> float:
        """What speaks for unit `at` coming next in a section."""
        tail = self.sides[section].tail if end < 0 else self.units[end].text
        key = (tail if self.is_open(section, end) else "", at)
        if key not in self.seams:
            self.seams[key] = self._seam(*key)
        return self.seams[key]

    def _seam(self, open_tail: str, at: int) -> float:
        unit = self.units[at]
        if open_tail:
            return SEAM * (TORN + max(-FIT, min(FIT, self.known.fits(open_tail, unit.strip))))
        if unit.begins:
            opens = OPENS[0] * self.known.fragment(unit.strip) - OPENS[1] * begins(unit.text)
            return -max(-OPENS[2], min(6.0, opens))
        return -9.0

    def inner(self, at: int) -> float:
        """What the seam between a unit and the one printed before it says for their standing together."""
        return (self.seam(0, at - 1, at) if self.units[at].begins else 0.0) - ENDED * (at == self.ended)

    def even(self, state: State, end: int) -> float:
        """What the length of the part that ends before unit `end` says: columns of a section are of one height."""
        if state.label == 0:
            return 0.0
        section = self.sections[state.label]
        length = self.lengths[end] - self.lengths[state.begin]
        wanted = self.lengths[state.left] if section == self.size - 1 else self.sides[section].height
        slack = SLACK[0] + SLACK[1] * wanted
        return EVEN - min(UNEVEN[self.wide], 0.5 * ((length - wanted) / slack) ** 2)

    def finish(self, state: State) -> float:
        """The cost of tails that stay open and of columns that end early."""
        score = -UNFINISHED * sum(self.is_open(section, end) for section, end in enumerate(state.ends))
        if state.label == 0:
            return score
        short = 0 if self.wide else self.size - 1 - self.sections[state.label]
        return score + self.even(state, len(self.units)) - SKIP[0] * short

    def in_lines(self, score: float, labels: Sequence[int]) -> float:
        """The score of an assignment with its heights measured in lines too."""
        plain = self._heights(labels)
        return score - plain + lines_odds(self._columns(labels), plain) if labels[-1] else score

    def _columns(self, labels: Sequence[int]) -> list[list[Column]]:
        """The columns of each section under an assignment, as far as they hold text."""
        sections: list[list[Column]] = [[side] if side else [] for side in self.left]
        bounds = _bounds(labels)
        for begin, end in itertools.pairwise(bounds):
            columns = sections[self.sections[labels[begin]]]
            torn = bool(columns) and is_open(columns[-1][-1].text)
            if (begin, end, torn) not in self.columns:
                self.columns[begin, end, torn] = _pieces(self.units[begin:end], torn=torn)
            columns.append(self.columns[begin, end, torn])
        return sections

    def _heights(self, labels: Sequence[int]) -> float:
        """What the heights of all columns say, in characters; the sum of `even`."""
        bounds = _bounds(labels)
        states = (State(labels[begin], (), begin, bounds[1]) for begin in bounds[:-1])
        return math.fsum(self.even(state, end) for state, end in zip(states, bounds[1:], strict=True))


def _bounds(labels: Sequence[int]) -> list[int]:
    """Where the parts of an assignment begin, and its end."""
    return [0, *(at for at in range(1, len(labels)) if labels[at] != labels[at - 1]), len(labels)]


def _pieces(units: Sequence[Unit], *, torn: bool) -> Column:
    """The paragraphs of a column; the first goes on with a torn one."""
    pieces: list[Piece] = []
    for unit in units:
        if pieces and (not unit.begins or is_open(pieces[-1].text)):
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + unit.text)
        else:
            pieces.append(Piece(unit.text, unit.begins and not (torn and not pieces)))
    return tuple(pieces)


def height(unit: Unit, is_open: bool) -> float:
    """How much of a column a unit takes, in characters: a paragraph is indented, and its last line is seldom full."""
    return len(unit.text) + INDENT * unit.begins + BLANK * (unit.ends and not is_open)


def search(grid: Grid) -> tuple[float, tuple[int, ...]]:
    """How many odds the best assignment wins over the print, and its labels, one for each unit."""
    start = State(0, (-1,) * (grid.size - 1) + (0,), 0, 0)
    beam: Beam = {start: (grid.affinity[0][-1], (None, 0))}
    printed = grid.affinity[0][-1]
    for at in range(1, len(grid.units)):
        inner = grid.inner(at)
        printed += grid.affinity[at][-1] + inner
        grown: Beam = {}
        for state, (score, way) in beam.items():
            _grow(grown, _stay(grid, at, state), score + (grid.affinity[at][grid.sections[state.label]] + inner), way)
        # what is far worse than the best, or worse than a full beam of other ways, is never built
        totals = [total for total, _ in grown.values()]
        floor = max(max(totals) - FAR, min(totals) if len(totals) == BEAM else -math.inf)
        for state, (score, way) in beam.items():
            for after, change in _steps(grid, at, state, floor - score):
                _grow(grown, after, score + change, way)
        beam = _best(grown)
    printed += grid.finish(start._replace(ends=(*start.ends[:-1], len(grid.units) - 1)))
    found = sorted(((score + grid.finish(state), state, way) for state, (score, way) in beam.items()), reverse=True)
    best = found[0][0]
    if best - printed < HOPE:
        return best - printed, _labels(found[0][2])
    near = ((score, state, _labels(way)) for score, state, way in found if score > best - NEAR)
    score, _, labels = max((grid.in_lines(score, labels), state, labels) for score, state, labels in near)
    return score - printed, labels


def _best(grown: Beam) -> Beam:
    """The best states, as many as a beam has room for, none far worse than the first."""
    floor = max(total for total, _ in grown.values()) - FAR
    near = [item for item in grown.items() if item[1][0] >= floor]
    return dict(sorted(near, key=lambda item: (-item[1][0], item[0]))[:BEAM])


def _labels(way: Way | None) -> tuple[int, ...]:
    labels: list[int] = []
    while way is not None:
        way, label = way
        labels.append(label)
    return tuple(reversed(labels))


def _grow(grown: Beam, after: State, total: float, way: Way) -> None:
    if after not in grown or total > grown[after][0]:
        grown[after] = (total, (way, after.label))


def _stay(grid: Grid, at: int, state: State) -> State:
    """Unit `at` in the column that runs."""
    return State(state.label, _ended(state.ends, grid.sections[state.label], at), state.begin, state.left)


def _steps(grid: Grid, at: int, state: State, least: float) -> Iterator[tuple[State, float]]:
    """The columns that unit `at` may begin, and what each costs or wins if that is no less than `least`."""
    running, ends, _, behind = state
    begins, affinity, skip = grid.begins[at], grid.affinity[at], SKIP[grid.wide]
    left = behind if running else at
    closing: float | None = None
    for label in range(running + 1, min(running + grid.size, PASSES * grid.size) + 1):
        section = grid.sections[label]
        end = ends[section]
        tail_open = grid.open_sides[section] if end < 0 else grid.open_units[end]
        if not begins and not tail_open:
            continue
        closing = grid.even(state, at) if closing is None else closing
        skipped = skip * (label - running - 1)
        if closing + MOST[tail_open] + affinity[section] - skipped < least:
            continue
        seam = grid.seam(section, end, at)
        if not begins and seam < -3.0:
            continue
        change = closing + seam + affinity[section] - skipped
        change -= (0.0 if begins else CUT) + (0.0 if tail_open else WHOLE)
        if change < least:
            continue
        yield State(label, _ended(ends, section, at), at, left), change


def _ended(ends: tuple[int, ...], section: int, at: int) -> tuple[int, ...]:
    return (*ends[:section], at, *ends[section + 1 :])


def _affinities(unit: Unit, sections: Sequence[frozenset[str]], bigrams: Bigrams) -> tuple[float, ...]:
    """How much more at home a unit is in each section than in the others."""
    shared = [_shared(unit, words, bigrams) for words in sections]
    mean = sum(shared) / len(shared)
    return tuple(max(-AFFINITY_CAP, min(AFFINITY_CAP, AFFINITY * (value - mean))) for value in shared)


def _shared(unit: Unit, section: frozenset[str], bigrams: Bigrams) -> float:
    scale = math.sqrt((len(unit.pairs) + 10) * (len(section) + 50))
    return 100.0 * bigrams.shared(unit.pairs, section) / scale
