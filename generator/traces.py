"""What a build remembers of its targets, and the fingerprints that tell one value from another; decides nothing.

What is newer than the state is kept beside it, so that a build of few files need not write the traces of all.
"""

import os
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.disk import write_atomically
from generator.errors import DAMAGED, Diagnostic

STATE_VERSION = 2
LATER = "later"  # beside the state: what short builds made since
PRINT = 16  # bytes of a fingerprint


class Trace(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is remembered of a target: fingerprints of its inputs and output, and its warnings to replay.

    `prints` are those of the inputs, one after the other; their names are entry `names` of the state's list.
    """

    names: int
    prints: bytes
    output: bytes
    mtime_ns: int
    size: int
    diagnostics: tuple[Diagnostic, ...] = ()


class State(msgspec.Struct, frozen=True, array_like=True):
    """The traces of the last build, the names of the inputs of every kind, and the program that made them."""

    version: int
    program: str
    names: tuple[tuple[str, ...], ...]
    traces: dict[str, Trace]


class Fingerprints:
    """Fingerprints of values: 16 bytes of BLAKE2b over msgspec's canonical MessagePack.

    A value that has a `print` stands for many bytes and knows its own.
    """

    def __init__(self) -> None:
        self._encoder = msgspec.msgpack.Encoder(order="sorted")
        self._latest: dict[str, tuple[object, bytes]] = {}

    def of_inputs(self, inputs: Mapping[str, object]) -> bytes:
        """One fingerprint an input, in their order; a value shared with the target before is hashed once."""
        return b"".join([self._of(name, value) for name, value in inputs.items()])

    def _of(self, name: str, value: object) -> bytes:
        latest = self._latest.get(name)
        if latest is not None and latest[0] is value:
            return latest[1]
        known: bytes | None = getattr(value, "print", None)
        digest = known if known is not None else fingerprint_bytes(self._encoder.encode(value))
        self._latest[name] = (value, digest)
        return digest


def fingerprint_bytes(data: bytes) -> bytes:
    """The fingerprint of bytes.

    >>> fingerprint_bytes(b"").hex()
    'cae66941d9efbd404e4d88758ea67670'
    """
    return blake2b(data, digest_size=PRINT).digest()


def prints_by_name(names: Sequence[str], prints: bytes) -> dict[str, bytes]:
    """The fingerprint of each input; none for those of a target that failed."""
    parts = [prints[at : at + PRINT] for at in range(0, len(prints), PRINT)]
    return dict(zip(names, parts, strict=True)) if parts else {}


def load_state(file: Path) -> State | None:
    """The state of the last build; lost, old or corrupt, it is None and the next build is a full one."""
    try:
        state = msgspec.msgpack.decode(file.read_bytes(), type=State)
    except (OSError, *DAMAGED):
        return None
    return load_later(file).over(state) if state.version == STATE_VERSION else None


class Later(msgspec.Struct, frozen=True, array_like=True):
    """Traces that are newer than a state, which is told by time, size and number of its file; names by trace."""

    state: tuple[int, int, int]
    traces: dict[str, tuple[tuple[str, ...], Trace]]

    def over(self, state: State) -> State:
        """The state with these traces in place of its own."""
        if not self.traces:
            return state
        names = {found: number for number, found in enumerate(state.names)}
        fresh = {
            path: msgspec.structs.replace(trace, names=names.setdefault(of_trace, len(names)))
            for path, (of_trace, trace) in self.traces.items()
        }
        return msgspec.structs.replace(state, names=tuple(names), traces=state.traces | fresh)

    def save(self, file: Path) -> None:
        """Keep it beside the file of the state."""
        write_atomically(file.with_name(LATER), msgspec.msgpack.encode(self), lasting=False)


def load_later(file: Path) -> Later:
    """What is newer than the state in a file; nothing where it is lost, corrupt or of another state."""
    try:
        status = file.stat()
        stamp = status.st_mtime_ns, status.st_size, status.st_ino
    except OSError:
        return Later((0, 0, 0), {})
    try:
        later = msgspec.msgpack.decode(file.with_name(LATER).read_bytes(), type=Later)
    except (OSError, *DAMAGED):
        return Later(stamp, {})
    return later if later.state == stamp else Later(stamp, {})


def lying(output: Path, path: str, trace: Trace) -> bytes | None:
    """The fingerprint of the bytes that lie where a target was written, which somebody may have edited since."""
    try:
        status = os.stat(f"{output}/{path}")  # noqa: PTH116 - a path object costs as much as the call
    except OSError:
        return None
    if (status.st_mtime_ns, status.st_size) == (trace.mtime_ns, trace.size):
        return trace.output
    return fingerprint_on_disk(output / path)


def fingerprint_on_disk(path: Path) -> bytes | None:
    """The fingerprint of a file's bytes, None if it cannot be read."""
    try:
        return fingerprint_bytes(path.read_bytes())
    except OSError:
        return None
