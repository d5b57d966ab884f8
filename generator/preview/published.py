"""What was built, as the preview's threads share it: one frozen snapshot a build; reads no file and serves nothing."""

import threading
from collections.abc import Collection
from dataclasses import dataclass, replace

from generator.errors import Diagnostic

REMEMBERED_BUILDS = 256  # a tab that slept longer reloads


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What one build did. Paths are relative POSIX paths below the output folder (`2021/11/25/index.html`).

    `written` are the files whose bytes changed, `targets` all files that are published now: nothing else is served.
    """

    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    targets: Collection[str] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The site after build `number`; `history` pairs the latest builds with the paths each changed, oldest first.

    `told` are the targets as that build told them: who tells the same ones again need not be asked what they are.
    """

    number: int
    targets: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    history: tuple[tuple[int, frozenset[str]], ...] = ()
    closed: bool = False
    told: Collection[str] | None = None


def after(snapshot: Snapshot, outcome: BuildOutcome) -> Snapshot:
    """The snapshot that follows; the same one where a browser could see no difference.

    >>> after(Snapshot(7), BuildOutcome()).number
    7
    >>> after(Snapshot(7), BuildOutcome(written=("a",), targets=("a",))).number
    8
    """
    are_same = outcome.targets is snapshot.told
    targets = snapshot.targets if are_same else frozenset(outcome.targets)
    changed = frozenset((*outcome.written, *outcome.deleted))
    changed |= frozenset() if are_same else targets ^ snapshot.targets
    if not changed and outcome.diagnostics == snapshot.diagnostics:
        return snapshot
    number = snapshot.number + 1
    history = (*snapshot.history, (number, changed))[-REMEMBERED_BUILDS:]
    return Snapshot(number, targets, outcome.diagnostics, history, told=outcome.targets)


def changed_since(snapshot: Snapshot, number: int) -> frozenset[str] | None:
    """The paths that changed after build `number`, or None where that build is not remembered.

    >>> site = after(after(Snapshot(7), BuildOutcome(("a",), (), ("a",))), BuildOutcome(("b",), (), ("a", "b")))
    >>> sorted(changed_since(site, 8)), changed_since(site, 3)
    (['b'], None)
    """
    if number == snapshot.number:
        return frozenset()
    if not snapshot.history or not snapshot.history[0][0] - 1 <= number < snapshot.number:
        return None
    return frozenset().union(*(paths for build, paths in snapshot.history if build > number))


class Published:
    """Owns the latest snapshot; many threads wait for the next one, one thread publishes it."""

    def __init__(self, first: int) -> None:
        self._next = threading.Condition()
        self._snapshot = Snapshot(first)

    def current(self) -> Snapshot:
        """The latest snapshot."""
        return self._snapshot

    def publish(self, outcome: BuildOutcome) -> Snapshot:
        """Make what a build did the latest snapshot and wake who waits for it."""
        return self._set(after(self._snapshot, outcome))

    def close(self) -> None:
        """Wake everyone for good."""
        self._set(replace(self._snapshot, closed=True))

    def wait_beyond(self, number: int, seconds: float) -> Snapshot:
        """The first snapshot beyond build `number`, or the latest after so many seconds."""
        with self._next:
            self._next.wait_for(lambda: self._snapshot.number > number or self._snapshot.closed, seconds)
            return self._snapshot

    def _set(self, snapshot: Snapshot) -> Snapshot:
        with self._next:
            self._snapshot = snapshot
            self._next.notify_all()
        return snapshot
