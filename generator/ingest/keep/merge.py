"""Three-way merge of texts by lines: what two people made of one text, taken together where they do not disagree.

Where both changed the same lines in different ways there is a conflict, and nothing is decided: the caller keeps both.
"""

import difflib
import itertools
from collections.abc import Sequence
from typing import NamedTuple


class _Change(NamedTuple):
    """Lines `start` to `end` of the base became `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge3(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    r"""The text with the changes of both, and whether they conflict; on conflict the text is `mine`.

    >>> merge3("题\n一\n二\n三\n", "题改\n一\n二\n三\n", "题\n一\n二\n三\n四\n")
    ('题改\n一\n二\n三\n四\n', False)
    >>> merge3("题\n", "甲\n", "乙\n")
    ('甲\n', True)
    """
    if mine in (base, theirs):
        return theirs, False
    if base == theirs:
        return mine, False
    lines = base.splitlines(keepends=True)
    changes = sorted({*_changes(lines, mine), *_changes(lines, theirs)})
    if any(_touch(one, other) for one, other in itertools.pairwise(changes)):
        return mine, True
    merged: list[str] = []
    done = 0
    for change in changes:
        merged += lines[done : change.start]
        merged += change.lines
        done = change.end
    return "".join((*merged, *lines[done:])), False


def _changes(base: Sequence[str], text: str) -> list[_Change]:
    lines = text.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, base, lines, autojunk=False)
    return [
        _Change(start, end, tuple(lines[first:last]))
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _touch(one: _Change, other: _Change) -> bool:
    """Whether two different changes, in order, meet: neighbours that share no line do not."""
    return other.start < one.end or other.start == one.start
