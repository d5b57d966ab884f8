"""Where articles begin: a best path over the parts of a page, each short line being headline, subhead or prose.

A headline is never decided by length. The score of each choice adds up what stands around the line: bylines, decks,
figure slots, a closed paragraph above, how alike the text above and below are; an article with two heads of bylines
or without a body costs. The path with the highest sum wins; nothing is moved or mended here.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.ingest.page.parts import Part
from generator.ingest.page.seams import Known
from generator.ingest.page.standing import over_deck
from generator.ingest.page.titles import Context, context_of, head_weight, headline_weight, prose_weight, subhead_weight

SAID = re.compile(r"[“‘].*[!！?？。…—～][”’]")
QUOTED = {"headline": -1.5, "subhead": -6.0, "head": -4.0, "prose": 4.0}


class State(NamedTuple):
    """What is known of the running article: its byline, and whether it has prose yet.

    The byline is none, head, closed, or side: below a label, where a text with an author of its own may stand.
    """

    byline: str
    prose: bool
    titled: bool


FIRST = State("none", False, False)
Path = tuple[float, tuple[str, ...]]


def label(parts: Sequence[Part], known: Known) -> list[str]:
    """A label for each part: `headline` begins an article; `head` goes on with the headline block; others name
    what the part is in the running article (subhead, prose, byline, closing, caption, deck, label, box, mark).
    """
    context = context_of(parts, known)
    history: list[dict[State, tuple[float, State | None, str]]] = []
    current: dict[State, float] = {FIRST: 0.0}
    for at in range(len(parts)):
        step: dict[State, tuple[float, State | None, str]] = {}
        options = _options(context, at)
        for state, score in current.items():
            for name, weight in options:
                change, after = _move(context, at, state, name)
                total = score + weight + change
                if after not in step or total > step[after][0]:
                    step[after] = (total, state, name)
        history.append(step)
        current = {state: entry[0] for state, entry in step.items()}
    return _trace(history, current)


def _trace(history: list[dict[State, tuple[float, State | None, str]]], last: dict[State, float]) -> list[str]:
    if not history:
        return []
    state: State | None = max(last, key=lambda s: (last[s] + _ending(s), s))
    labels: list[str] = []
    for step in reversed(history):
        assert state is not None
        _, before, name = step[state]
        labels.append(name)
        state = before
    return labels[::-1]


def _options(context: Context, at: int) -> list[tuple[str, float]]:
    """The labels a part may have and what speaks for each."""
    part = context.parts[at]
    if part.role == "title":
        options = [
            ("headline", headline_weight(context, at)),
            ("subhead", subhead_weight(context, at)),
            ("head", head_weight(context, at)),
            ("prose", prose_weight(context, at)),
        ]
        if SAID.fullmatch(part.text) and not over_deck(context.parts, at):  # “有坏人来啦！” is seldom a headline
            options = [(name, weight + QUOTED[name]) for name, weight in options]
        if part.found is not None:  # a bare name: 向贤彪
            options.append(("byline", 1.5))
        return options
    if part.role == "deck":
        return [("deck", 0.0), ("prose", -1.0)]
    return [(part.role, 0.0)]


def _move(context: Context, at: int, state: State, name: str) -> tuple[float, State]:
    """What a label costs in a state, and the state after it."""
    if name == "headline":
        return _leave(state) + (0.0 if at else 0.5), State("none", False, True)
    if name == "byline":
        return _byline(context.parts[at], state)
    return _cost(name, state), _after(name, state)


def _cost(name: str, state: State) -> float:
    closed, begun = state.byline == "closed", state.titled and not state.prose
    costs = {
        "head": 0.0 if begun else -8.0,
        "subhead": (-4.0 if closed else -2.0 if state.byline == "side" else 0.0) - (0.5 if begun else 0.0),
        "closing": {"none": 1.0, "head": -3.0, "closed": -5.0, "side": -1.5}[state.byline],
        "deck": -2.0 if state.prose else 2.0,
        "prose": (-3.0 if closed else 0.0) - (0.0 if state.titled else 1.0),
    }
    return costs.get("prose" if name == "box" else name, 0.0)


def _after(name: str, state: State) -> State:
    if name in {"closing", "mark"}:
        return State("closed", True, state.titled)
    if name in {"label", "box"}:
        return State("side", True, state.titled)
    return state._replace(prose=True) if name == "prose" and not state.prose else state


def _byline(part: Part, state: State) -> tuple[float, State]:
    bare = part.found is not None and part.found.strength < 0.6
    if not state.prose:
        cost = {"none": 2.0, "head": -1.0, "closed": -5.0}[state.byline]
        if bare and not state.titled:
            cost -= 3.0
        return cost, State("head", False, state.titled)
    if not part.whole:
        # a run-in byline begins an article; 357 of 918 stand in the second paragraph
        return (-2.0 if state.byline == "none" else -6.0), State("head", True, state.titled)
    if state.byline == "side":
        role = part.found is not None and part.found.strength == 1.0
        return (-3.0 if role else -0.5), state  # 记者 signs articles, a comment its author alone
    cost = {"none": 0.5, "head": -3.0, "closed": -6.0}[state.byline]
    return cost - (2.0 if bare else 0.0), State("closed", True, state.titled)


def _leave(state: State) -> float:
    """What it costs to end an article in a state."""
    if not state.prose:
        return -11.0 if state.titled else -0.5
    return {"none": -1.5, "head": 0.0, "closed": 1.5, "side": 0.0}[state.byline]


def _ending(state: State) -> float:
    return _leave(state)
