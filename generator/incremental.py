"""Bring an output folder up to date, making only the targets whose inputs changed; knows no kind of page.

A trivial topological scheduler with verifying traces (Mokhov, Mitchell, Peyton Jones: Build Systems à la Carte, 2018):
all inputs are values that are known beforehand, so the graph has depth one, and an incremental build equals a clean
one because each target is a function of nothing but its named inputs and the program.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.disk import disk_errors, write_atomically
from generator.errors import BaozhaiError, Diagnostic
from generator.staging import Staging
from generator.traces import (
    STATE_VERSION,
    Fingerprints,
    State,
    Trace,
    fingerprint_bytes,
    fingerprint_on_disk,
    load_state,
    prints_by_name,
)
from generator.workers import Alone, Workers, shares

Made = tuple[bytes, tuple[Diagnostic, ...]]
Item = TypeVar("Item")
Track = Callable[[Iterable[Item], int], Iterable[Item]]
SHARE = 2000  # targets a worker takes at once: some seconds of work, so that progress shows
FEW = 400  # targets that one process is done with before others are ready


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be written: its path below the output folder, and a function of nothing but `inputs`.

    `make` is called as `make(**inputs)`; every input is a value that msgspec encodes.
    """

    path: str
    kind: str
    make: Callable[..., Made]
    inputs: Mapping[str, object]


class Reason(msgspec.Struct, frozen=True):
    """Why a target was made: `code` is a message of the catalogue, `detail` the inputs that changed."""

    path: str
    kind: str
    code: str
    detail: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What a build did; `switched` is False when it was refused and the old output still stands."""

    made: tuple[Reason, ...]
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    failed: tuple[str, ...]
    targets: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    switched: bool = True


@dataclass(slots=True)
class _Progress:
    """What the build under way has found so far."""

    traces: dict[str, Trace] = field(default_factory=dict)
    made: list[Reason] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, result: "_Result") -> None:
        """Note what came of one target."""
        self.diagnostics.extend(result.diagnostics)
        if result.trace is None:
            self.failed.append(result.path)
            return
        self.traces[result.path] = result.trace
        if result.reason:
            self.made.append(result.reason)
        if result.staged:
            self.written.append(result.path)


@dataclass(frozen=True, slots=True)
class _Past:
    """Traces that may be trusted, all that we own, the names of their inputs, and why a trace is not trusted."""

    known: Mapping[str, Trace]
    old: Mapping[str, Trace]
    names: Sequence[tuple[str, ...]]
    unknown: str


class _Result(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What came of one target: its trace, or None if it failed; why it was made; whether it is staged."""

    path: str
    trace: Trace | None
    reason: Reason | None
    staged: bool
    diagnostics: tuple[Diagnostic, ...]


def bring_up_to_date(
    targets: Iterable[Target],
    output: Path,
    memory: Path,
    *,
    program: str,
    clean: bool = False,
    approve: Callable[[tuple[Diagnostic, ...]], bool] = lambda _: True,
    workers: Workers | None = None,
    prepare: Callable[[], None] = lambda: None,
    track: Track[_Result] = lambda results, _: results,
) -> Outcome:
    """Make what is out of date below `output` and switch to it as a whole; `memory` is the folder of the state.

    `approve` sees every diagnostic, replayed ones too, before the switch; when it answers False nothing is changed.
    A target whose `make` raises `BaozhaiError` keeps its old output and is tried again next time. `workers` share
    the work, none of which they know before `prepare` was called; `track` sees results go by, and how many will.
    """
    with disk_errors(output):
        staging = Staging(output, memory)
        staging.recover()
        state = load_state(memory / "state")
        whole = clean or state is None or not output.is_dir()
        old, names = ({}, ()) if state is None else (state.traces, state.names)
        known = old if state is not None and state.program == program and not whole else {}
        past = _Past(known, old, names, "made-clean" if whole else "made-program")
        ordered = tuple(targets)
        numbers = {found: number for number, found in enumerate(dict.fromkeys(tuple(one.inputs) for one in ordered))}
        with staging.open(whole=whole):
            bench = _Bench(output, staging, past, numbers, whole)
            progress = _Progress()
            if not known:
                prepare()
            for result in track(_results(ordered, bench, workers or Alone()), len(ordered)):
                progress.add(result)
            staging.staged(progress.written)
            deleted = sorted(old.keys() - progress.traces.keys() - set(progress.failed))
            outcome = _outcome(progress, deleted, approve)
            if not outcome.switched:
                return outcome
            staging.switch(deleted)
        traces = progress.traces | _of_failed(progress.failed, old)
        fresh = State(STATE_VERSION, program, tuple(numbers), traces)
        if state != fresh:
            write_atomically(memory / "state", msgspec.msgpack.encode(fresh))
        return outcome


def _of_failed(failed: Iterable[str], old: Mapping[str, Trace]) -> dict[str, Trace]:
    """A failed target that has an output is still ours, and out of date."""
    return {path: msgspec.structs.replace(old[path], prints=b"") for path in failed if path in old}


# ---- one share of the work ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bench:
    """All that deciding and making need beside the targets; `numbers` gives each tuple of names of inputs its number."""

    output: Path
    staging: Staging
    past: _Past
    numbers: Mapping[tuple[str, ...], int]
    whole: bool

    def do(self, targets: Iterable[Target]) -> list[_Result]:
        """Decide, make and stage; what was made lies on the disk afterwards."""
        fingerprints = Fingerprints()
        results = []
        for target in targets:
            decided = self.decide(target, fingerprints)
            results.append(decided if isinstance(decided, _Result) else self.finish(target, *decided, make(target)))
        return results

    def decide(self, target: Target, fingerprints: Fingerprints) -> "_Result | tuple[bytes, Reason]":
        """The result of a target that is up to date; else the fingerprints of its inputs, and the reason to make it.

        The same value decides and explains.
        """
        prints = fingerprints.of_inputs(target.inputs)
        trace = self.past.known.get(target.path)
        if trace is None:
            is_new = self.past.unknown != "made-clean" and target.path not in self.past.old
            return prints, Reason(target.path, target.kind, "made-new" if is_new else self.past.unknown)
        names = tuple(target.inputs)
        if (names, prints) != (self.past.names[trace.names], trace.prints):
            before = prints_by_name(self.past.names[trace.names], trace.prints)
            now = prints_by_name(names, prints)
            changed = sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
            return prints, Reason(target.path, target.kind, "made-inputs", ", ".join(changed))
        try:
            status = os.stat(f"{self.output}/{target.path}")  # noqa: PTH116 - a path object costs as much as the call
        except OSError:
            return prints, Reason(target.path, target.kind, "made-missing")
        if (status.st_mtime_ns, status.st_size) != (trace.mtime_ns, trace.size):
            if fingerprint_on_disk(self.output / target.path) != trace.output:
                return prints, Reason(target.path, target.kind, "made-edited")
            trace = msgspec.structs.replace(trace, mtime_ns=status.st_mtime_ns)
        number = self.numbers[names]
        same = trace if trace.names == number else msgspec.structs.replace(trace, names=number)
        return _Result(target.path, same, None, False, trace.diagnostics)

    def finish(self, target: Target, prints: bytes, reason: Reason, made: "Made | BaozhaiError") -> _Result:
        """Stage what was made, if it differs from what stands."""
        file = self.output / target.path
        if isinstance(made, BaozhaiError):
            keeps = self.whole and target.path in self.past.old and file.is_file()
            if keeps:
                self.staging.add(target.path, file.read_bytes())
            return _Result(target.path, None, reason, False, made.diagnostics)
        data, diagnostics = made
        digest = fingerprint_bytes(data)
        staged = self.whole or fingerprint_on_disk(file) != digest
        mtime_ns = self.staging.add(target.path, data) if staged else file.stat().st_mtime_ns
        trace = Trace(self.numbers[tuple(target.inputs)], prints, digest, mtime_ns, len(data), diagnostics)
        return _Result(target.path, trace, reason, staged, diagnostics)


def make(target: Target) -> "Made | BaozhaiError":
    """What a target makes of its inputs, or why it cannot."""
    try:
        return target.make(**target.inputs)
    except BaozhaiError as error:
        return error


def make_share(targets: Sequence[Target]) -> "list[Made | BaozhaiError]":
    """As `make`, of several: what a worker does that sees neither our memory nor our disk."""
    return [make(target) for target in targets]


def _results(targets: Sequence[Target], bench: _Bench, workers: Workers) -> Iterator[_Result]:
    """The result of each target, in any order."""
    if not workers.inherit:
        return _results_from_afar(targets, bench, workers)
    if len(targets) <= FEW or workers.count == 1:
        return chain.from_iterable(bench.do((target,)) for target in targets)
    count = workers.count if bench.past.known else max(workers.count, len(targets) // SHARE)
    return chain.from_iterable(workers.map(bench.do, shares(targets, count)))


def _results_from_afar(targets: Sequence[Target], bench: _Bench, workers: Workers) -> Iterator[_Result]:
    """Decided and staged here, made by workers that get a target and send back its bytes."""
    fingerprints = Fingerprints()
    stale: list[tuple[Target, bytes, Reason]] = []
    for target in targets:
        decided = bench.decide(target, fingerprints)
        if isinstance(decided, _Result):
            yield decided
        else:
            stale.append((target, *decided))
    parts = shares(stale, max(workers.count, len(stale) // FEW))
    for part, made in zip(parts, workers.map(make_share, [[one[0] for one in part] for part in parts]), strict=True):
        for (target, prints, reason), one in zip(part, made, strict=True):
            yield bench.finish(target, prints, reason, one)


def _outcome(progress: _Progress, deleted: list[str], approve: Callable[[tuple[Diagnostic, ...]], bool]) -> Outcome:
    diagnostics = tuple(sorted(set(progress.diagnostics)))
    return Outcome(
        made=tuple(sorted(progress.made, key=lambda reason: reason.path)),
        written=tuple(sorted(progress.written)),
        deleted=tuple(deleted),
        failed=tuple(sorted(progress.failed)),
        targets=tuple(sorted([*progress.traces, *progress.failed])),
        diagnostics=diagnostics,
        switched=approve(diagnostics),
    )


def iterate_reasons(outcome: Outcome) -> Iterator[Reason]:
    """Everything that `--explain` tells, in order of path: what was made and why, then what was deleted."""
    yield from outcome.made
    yield from (Reason(path, "", "made-deleted") for path in outcome.deleted)
