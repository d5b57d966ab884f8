"""What editors have decided about suspects, from `content/decisions.toml`, and carrying it out on a reading.

A decision is anchored by the words around the print, so that it finds its place again in a new extraction. With
`correct` the print is put right there; without it the print is right, and what the program corrected is undone.
"""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from generator.config import parse_toml
from generator.errors import BaozhaiError, diagnose
from generator.ingest.facts.slots import Slot, map_texts, printed_at
from generator.ingest.page.strips import LINE_BREAK
from generator.lines import line_of_entry
from generator.model import Reading, Suspect

DECISIONS = "content/decisions.toml"
AROUND = 6  # characters of context on either side, in the line that `check` proposes
Place = tuple[int, int]  # line and column of the print


class Decision(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the file: `context` holds `printed` and some words around it; `correct` is what it should be."""

    printed: str
    context: str
    correct: str | None = None


class Decisions(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `content/decisions.toml`."""

    decisions: tuple[Decision, ...] = ()


def parse_decisions(text: str, path: str) -> tuple[Decision, ...]:
    """The decisions in the text of the file; raises `BaozhaiError` with line and what was expected.

    >>> parse_decisions('decisions = [{printed = "津路口", context = "、津路口、"}]', "decisions.toml")
    (Decision(printed='津路口', context='、津路口、', correct=None),)
    """
    found = parse_toml(text, path, Decisions).decisions
    wrong = [at for at, one in enumerate(found) if not one.printed.strip() or one.printed not in one.context]
    if wrong:
        lines = {at: line_of_entry(text, "decisions", at) for at in wrong}
        raise BaozhaiError(
            *(diagnose("decision-context", path, line, printed=found[at].printed) for at, line in lines.items())
        )
    return found


def propose(suspect: Suspect, line: str) -> str:
    """The line of `decisions.toml` that would settle a suspect; `line` is the printed line it stands in."""
    start = max(0, suspect.start - AROUND)
    context = line[start : suspect.start + len(suspect.printed) + AROUND]
    pairs = {"printed": suspect.printed, "context": context}
    if suspect.proposals and not suspect.applied:
        pairs["correct"] = suspect.proposals[0]
    words = ", ".join(f"{key} = {msgspec.json.encode(value).decode()}" for key, value in pairs.items())
    return f"{{{words}}}"


def settle(reading: Reading, text: str, decisions: Sequence[Decision]) -> Reading:
    """The reading with every decision carried out that finds its place in the printed text."""
    anchors = Anchors(text) if decisions else None
    places = {place: one for one in decisions for place in anchors.places_of(one)} if anchors else {}
    if not places:
        return reading
    suspects = [_settled(item, places.get((item.line, item.start))) for item in reading.suspects]
    known = {(item.line, item.start) for item in reading.suspects}
    suspects += [_own(place, one) for place, one in sorted(places.items()) if place not in known and one.correct]
    wanted = {place: _change(one, reading.suspects) for place, one in places.items()}

    def change(slot: Slot) -> str:
        return _amend(slot, wanted, reading)

    articles = tuple(map_texts(clipping, number, change) for number, clipping in enumerate(reading.articles))
    ordered = sorted((item for item in suspects if item), key=lambda item: (item.line, item.start, item.printed))
    return msgspec.structs.replace(reading, articles=articles, suspects=tuple(ordered))


class Anchors:
    """A printed text without its blanks and line breaks, so that a context is found however its lines were broken."""

    def __init__(self, text: str) -> None:
        self._places: list[Place] = []
        letters: list[str] = []
        for number, line in enumerate(LINE_BREAK.split(text), 1):
            for column, letter in enumerate(line):
                if not letter.isspace():
                    letters.append(letter)
                    self._places.append((number, column))
        self._text = "".join(letters)

    def places_of(self, decision: Decision) -> Iterator[Place]:
        """Every place where a decision's context stands: line and column of the print in it.

        >>> list(Anchors("甲\\n向南路、津\\n　　路口、").places_of(Decision("津路口", "、津路口、")))
        [(2, 4)]
        """
        before = _letters(decision.context[: decision.context.index(decision.printed)])
        context = _letters(decision.context)
        start = self._text.find(context) if context else -1
        while start >= 0:
            yield self._places[start + len(before)]
            start = self._text.find(context, start + 1)


def _letters(text: str) -> str:
    return "".join(text.split())


def _change(decision: Decision, suspects: Sequence[Suspect]) -> tuple[frozenset[str], str]:
    """What may stand at a place now, printed or corrected by the program, and what shall stand there."""
    corrected = {item.proposals[0] for item in suspects if item.applied and item.printed == decision.printed}
    return frozenset({decision.printed, *corrected}), decision.correct or decision.printed


def _amend(slot: Slot, wanted: dict[Place, tuple[frozenset[str], str]], reading: Reading) -> str:
    """The text of a slot with the change of each place that lies in it."""
    found: list[tuple[int, str, str]] = []
    for place, (forms, right) in wanted.items():
        for form in forms:
            at = slot.text.find(form)
            while at >= 0:
                if printed_at(slot, at, reading.insertions) == place:
                    found.append((at, form, right))
                at = slot.text.find(form, at + 1)
    text = slot.text
    for at, form, right in sorted(found, reverse=True):
        text = text[:at] + right + text[at + len(form) :]
    return text


def _settled(suspect: Suspect, decision: Decision | None) -> Suspect | None:
    """A suspect after its decision: corrected as decided, or gone because the print is right."""
    if decision is None or decision.printed != suspect.printed:
        return suspect
    if decision.correct is None:
        return None
    evidence = (*suspect.evidence, "decisions.toml")
    return msgspec.structs.replace(
        suspect, proposals=(decision.correct,), confidence=1.0, applied=True, evidence=evidence
    )


def _own(place: Place, decision: Decision) -> Suspect:
    """A correction that only a person saw."""
    right = decision.correct or decision.printed
    return Suspect(place[0], decision.printed, (right,), 1.0, True, ("decisions.toml",), place[1])
