"""Bring an output folder up to date, making only the targets whose inputs changed; knows no kind of page.

A trivial topological scheduler with verifying traces (Mokhov, Mitchell, Peyton Jones: Build Systems à la Carte, 2018):
all inputs are values that are known beforehand, so the graph has depth one, and an incremental build equals a clean
one because each target is a function of nothing but its named inputs and the program.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.disk import disk_errors, write_atomically
from generator.errors import BaozhaiError, Diagnostic
from generator.staging import Staging

Made = tuple[bytes, tuple[Diagnostic, ...]]
STATE_VERSION = 1


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be written: its path below the output folder, and a function of nothing but `inputs`.

    `make` is called as `make(**inputs)`; every input is a value that msgspec encodes.
    """

    path: str
    kind: str
    make: Callable[..., Made]
    inputs: Mapping[str, object]


class Trace(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a target: fingerprints of its inputs and output, and its warnings to replay."""

    inputs: dict[str, bytes]
    output: bytes
    mtime_ns: int
    size: int
    diagnostics: tuple[Diagnostic, ...] = ()


class State(msgspec.Struct, frozen=True, array_like=True):
    """The traces of the last build, and the program that made them."""

    version: int
    program: str
    traces: dict[str, Trace]


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


@dataclass(frozen=True, slots=True)
class _Past:
    """Traces that may be trusted, all that we own, and the reason to give where a trace is not trusted."""

    known: Mapping[str, Trace]
    old: Mapping[str, Trace]
    unknown: str


class Fingerprints:
    """Fingerprints of values: 16 bytes of BLAKE2b over msgspec's canonical MessagePack."""

    def __init__(self) -> None:
        self._encoder = msgspec.msgpack.Encoder(order="sorted")
        self._latest: dict[str, tuple[object, bytes]] = {}

    def of_inputs(self, inputs: Mapping[str, object]) -> dict[str, bytes]:
        """One fingerprint an input; a value shared with the target before is hashed once."""
        return {name: self._of(name, value) for name, value in inputs.items()}

    def _of(self, name: str, value: object) -> bytes:
        latest = self._latest.get(name)
        if latest is not None and latest[0] is value:
            return latest[1]
        digest = fingerprint_bytes(self._encoder.encode(value))
        self._latest[name] = (value, digest)
        return digest


def fingerprint_bytes(data: bytes) -> bytes:
    """The fingerprint of bytes.

    >>> fingerprint_bytes(b"").hex()
    'cae66941d9efbd404e4d88758ea67670'
    """
    return blake2b(data, digest_size=16).digest()


def bring_up_to_date(
    targets: Iterable[Target],
    output: Path,
    memory: Path,
    *,
    program: str,
    clean: bool = False,
    approve: Callable[[tuple[Diagnostic, ...]], bool] = lambda _: True,
) -> Outcome:
    """Make what is out of date below `output` and switch to it as a whole; `memory` is the folder of the state.

    `approve` sees every diagnostic, replayed ones too, before the switch; when it answers False nothing is changed.
    A target whose `make` raises `BaozhaiError` keeps its old output and is tried again next time.
    """
    with disk_errors(output):
        staging = Staging(output, memory)
        staging.recover()
        state = load_state(memory / "state")
        whole = clean or state is None or not output.is_dir()
        old = {} if state is None else state.traces
        known = old if state is not None and state.program == program and not whole else {}
        unknown = "made-clean" if whole else "made-program"
        with staging.open(whole=whole):
            progress = _make_all(targets, output, staging, _Past(known, old, unknown), whole=whole)
            deleted = sorted(old.keys() - progress.traces.keys() - set(progress.failed))
            outcome = _outcome(progress, deleted, approve)
            if not outcome.switched:
                return outcome
            staging.switch(deleted)
        traces = _with_stats(progress, old, output)
        write_atomically(memory / "state", msgspec.msgpack.encode(State(STATE_VERSION, program, traces)))
        return outcome


def _make_all(targets: Iterable[Target], output: Path, staging: Staging, past: _Past, *, whole: bool) -> _Progress:
    progress, fingerprints = _Progress(), Fingerprints()
    for target in targets:
        inputs = fingerprints.of_inputs(target.inputs)
        reason = _why_out_of_date(target, inputs, past, output)
        if reason is None:
            trace = past.known[target.path]
            progress.traces[target.path] = trace
            progress.diagnostics.extend(trace.diagnostics)
            continue
        try:
            data, diagnostics = target.make(**target.inputs)
        except BaozhaiError as error:
            progress.failed.append(target.path)
            progress.diagnostics.extend(error.diagnostics)
            if whole and target.path in past.old and (output / target.path).is_file():
                staging.add(target.path, (output / target.path).read_bytes())
            continue
        digest = fingerprint_bytes(data)
        progress.diagnostics.extend(diagnostics)
        progress.made.append(reason)
        if whole or _fingerprint_on_disk(output / target.path) != digest:
            staging.add(target.path, data)
            progress.written.append(target.path)
        progress.traces[target.path] = Trace(inputs, digest, 0, len(data), diagnostics)
    return progress


def _why_out_of_date(target: Target, inputs: Mapping[str, bytes], past: _Past, output: Path) -> Reason | None:
    """The reason to make a target, or None; the same value decides and explains."""
    trace = past.known.get(target.path)
    if trace is None:
        code = past.unknown if past.unknown == "made-clean" or target.path in past.old else "made-new"
        return Reason(target.path, target.kind, code)
    names = inputs.keys() | trace.inputs.keys()
    changed = sorted(name for name in names if inputs.get(name) != trace.inputs.get(name))
    if changed:
        return Reason(target.path, target.kind, "made-inputs", ", ".join(changed))
    there = lying(output / target.path, trace)
    if there is None:
        return Reason(target.path, target.kind, "made-missing")
    return None if there == trace.output else Reason(target.path, target.kind, "made-edited")


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


def _with_stats(progress: _Progress, old: Mapping[str, Trace], output: Path) -> dict[str, Trace]:
    """Traces with the time and size the outputs have on disk now; they only save re-reading them."""
    traces = {}
    for path, trace in progress.traces.items():
        status = (output / path).stat()
        traces[path] = msgspec.structs.replace(trace, mtime_ns=status.st_mtime_ns, size=status.st_size)
    for path in progress.failed:
        if path in old:
            traces[path] = msgspec.structs.replace(old[path], inputs={})
    return traces


def load_state(file: Path) -> State | None:
    """The state of the last build; lost, old or corrupt, it is None and the next build is a full one."""
    try:
        state = msgspec.msgpack.decode(file.read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return None
    return state if state.version == STATE_VERSION else None


def lying(file: Path, trace: Trace) -> bytes | None:
    """The fingerprint of the bytes that lie where a target was written, which somebody may have edited since."""
    try:
        status = file.stat()
    except OSError:
        return None
    if (status.st_mtime_ns, status.st_size) == (trace.mtime_ns, trace.size):
        return trace.output
    return _fingerprint_on_disk(file)


def _fingerprint_on_disk(path: Path) -> bytes | None:
    try:
        return fingerprint_bytes(path.read_bytes())
    except OSError:
        return None


def iterate_reasons(outcome: Outcome) -> Iterator[Reason]:
    """Everything that `--explain` tells, in order of path: what was made and why, then what was deleted."""
    yield from outcome.made
    yield from (Reason(path, "", "made-deleted") for path in outcome.deleted)
