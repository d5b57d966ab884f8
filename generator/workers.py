"""Pure work on independent items, shared out to processes; knows nothing of what is done.

The seam is `Executor.map` of `concurrent.futures`: `map(function, items)` yields the results in order. `Forks` does it
with processes that inherit all this one holds, so that only results cross a pipe; `Alone` does it in this process.
"""

import os
import pickle
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
CHUNK = 1 << 20  # bytes read from a pipe at once


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
    """Processes forked for one item each, `count` at a time; they die with their item and with this process's call."""

    inherit = True

    def __init__(self, count: int) -> None:
        self.count = count

    def map(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        """In order; a process that has other threads is not forked, for their locks would stay locked in the child."""
        if len(items) < 2 or threading.active_count() > 1:
            return map(function, items)
        return self._map(function, items)

    def _map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        with _Running() as running:
            begun, ready = 0, dict[int, Any]()
            for number in range(len(items)):
                while number not in ready:
                    while begun < len(items) and len(running) < self.count:
                        running.begin(begun, function, items[begun])
                        begun += 1
                    ready |= running.wait()
                is_good, value = ready.pop(number)
                if not is_good:
                    raise value
                yield value


class _Running:
    """The children that work: by the descriptor of each one's pipe its process, its item and what it has sent."""

    def __init__(self) -> None:
        self._children: dict[int, tuple[int, int, list[bytes]]] = {}

    def __len__(self) -> int:
        return len(self._children)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        for pipe, (process, _number, _data) in self._children.items():
            os.close(pipe)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        self._children.clear()

    def begin(self, number: int, function: Callable[[Item], Result], item: Item) -> None:
        """Fork a child for one item."""
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if process == 0:
            os.close(reading)
            _child(writing, function, item)
        os.close(writing)
        self._children[reading] = (process, number, [])

    def wait(self) -> dict[int, tuple[bool, Any]]:
        """Take what children have sent; the results of those that have ended."""
        done = {}
        for pipe in select.select(list(self._children), [], [])[0]:
            process, number, data = self._children[pipe]
            if chunk := os.read(pipe, CHUNK):
                data.append(chunk)
                continue
            del self._children[pipe]
            os.close(pipe)
            _, status = os.waitpid(process, 0)
            done[number] = pickle.loads(b"".join(data)) if data else (False, _lost(status))
        return done


def _lost(status: int) -> ChildProcessError:
    return ChildProcessError(f"a worker ended without a result: status {os.waitstatus_to_exitcode(status)}")


def _child(writing: int, function: Callable[[Item], Result], item: Item) -> None:
    """Work, send the result, and end without any of the parent's cleaning up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends its children
    status = 1
    try:
        try:
            sent = pickle.dumps((True, function(item)), pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            sent = _dump_error(error)
        with open(writing, "wb") as pipe:
            pipe.write(sent)
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
