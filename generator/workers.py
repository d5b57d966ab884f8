"""Pure work on independent items, shared out to processes; knows nothing of what is done.

The seam is `Executor.map` of `concurrent.futures`: `map(function, items)` yields the results in order. `Forks` does it
with processes that inherit all this one holds, so that only results cross a pipe; `Alone` does it in this process.
"""

import gc
import os
import pickle
import select
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
CHUNK = 1 << 20  # bytes read from a pipe at once
NUMBER, HEAD = struct.Struct("I"), struct.Struct("IQ")  # of an item; of an item and the bytes of its result


class Workers(Protocol):
    """What takes shares: `inherit` tells that they see this process's memory and disk, so that a share may be large
    and its results may be left on the disk; `count` is how many work at once."""

    count: int
    inherit: bool

    def map(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        """The results of `function` in the order of the items; what it raises is raised here."""


class Alone:
    """One after the other in this process."""

    count, inherit = 1, True

    def map(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        """As the built-in `map`."""
        return map(function, items)


class Forks:
    """Processes forked when there is work, `count` of them; each takes item after item, and ends when none is left.

    What a process has kept is there for its next item, as a body that was rendered or a template that was compiled.
    """

    inherit = True

    def __init__(self, count: int) -> None:
        self.count = count

    def map(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        """In order; a process that has other threads is not forked, for their locks would stay locked in the child."""
        if len(items) < 2 or self.count < 2 or threading.active_count() > 1:
            return map(function, items)
        return self._map(function, items)

    def _map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        with _Running(len(items)) as running:
            for _ in range(min(self.count, len(items))):
                running.begin(function, items)
            ready = dict[int, Any]()
            for number in range(len(items)):
                while number not in ready:
                    ready |= running.wait()
                is_good, value = ready.pop(number)
                if not is_good:
                    raise value
                yield value


class _Running:
    """The children that work, each by the descriptor of its pipe with its process and what it has sent of a result.

    The numbers of the items lie in a pipe that all children read, so that whoever is ready takes the next.
    """

    def __init__(self, count: int) -> None:
        self._children: dict[int, tuple[int, bytearray]] = {}
        self._next = 0
        self._count = count
        self._numbers, self._feed = os.pipe()
        os.set_blocking(self._feed, False)
        self._fill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        os.close(self._numbers)
        if self._feed >= 0:
            os.close(self._feed)
        for pipe, (process, _data) in self._children.items():
            os.close(pipe)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        self._children.clear()

    def _fill(self) -> None:
        """As many numbers as the pipe holds; it is closed behind the last."""
        try:
            while self._next < self._count:
                os.write(self._feed, NUMBER.pack(self._next))
                self._next += 1
        except BlockingIOError:
            return
        if self._feed >= 0:
            os.close(self._feed)
            self._feed = -1

    def begin(self, function: Callable[[Item], Result], items: Sequence[Item]) -> None:
        """Fork a child."""
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if process == 0:
            os.close(reading)
            if self._feed >= 0:
                os.close(self._feed)
            _child(self._numbers, writing, function, items)
        os.close(writing)
        self._children[reading] = process, bytearray()

    def wait(self) -> dict[int, tuple[bool, Any]]:
        """Take what children have sent: the results that are whole, by the numbers of their items."""
        done: dict[int, tuple[bool, Any]] = {}
        for pipe in select.select(list(self._children), [], [])[0]:
            process, data = self._children[pipe]
            chunk = os.read(pipe, CHUNK)
            if not chunk:
                del self._children[pipe]
                os.close(pipe)
                if status := os.waitpid(process, 0)[1]:
                    raise _lost(status)
            data += chunk
            while len(data) >= HEAD.size and len(data) >= HEAD.size + HEAD.unpack_from(data)[1]:
                number, length = HEAD.unpack_from(data)
                done[number] = pickle.loads(data[HEAD.size : HEAD.size + length])
                del data[: HEAD.size + length]
        self._fill()
        return done


def _lost(status: int) -> ChildProcessError:
    return ChildProcessError(f"a worker ended without a result: status {os.waitstatus_to_exitcode(status)}")


def _child(numbers: int, writing: int, function: Callable[[Item], Result], items: Sequence[Item]) -> None:
    """Take items and send results until no number is left, and end without any of the parent's cleaning up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends its children
    gc.freeze()  # what is inherited is not looked at by the collector, which would make a copy of every page of it
    status = 1
    try:
        with open(writing, "wb") as pipe:
            while taken := os.read(numbers, NUMBER.size):
                (number,) = NUMBER.unpack(taken)
                try:
                    sent = pickle.dumps((True, function(items[number])), pickle.HIGHEST_PROTOCOL)
                except Exception as error:
                    sent = _dump_error(error)
                pipe.write(HEAD.pack(number, len(sent)) + sent)
                pipe.flush()
        status = 0
    finally:
        os._exit(status)


def _dump_error(error: Exception) -> bytes:
    """An error with the lines it came from, which do not cross a pipe by themselves."""
    import traceback  # noqa: PLC0415

    error.add_note("in a worker:\n" + "".join(traceback.format_exception(error)))
    try:
        sent = pickle.dumps((False, error))
        pickle.loads(sent)
    except Exception:
        return pickle.dumps((False, RuntimeError("\n".join(error.__notes__))))
    return sent


def shares(items: Sequence[Item], count: int) -> list[Sequence[Item]]:
    """`count` shares at most, item by item in turn, so that each has some of every kind.

    >>> shares("abcde", 2)
    ['ace', 'bd']
    """
    return [items[start::count] for start in range(min(count, len(items)))]


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
