"""Progress of long work on a terminal: how many, how fast, how long still; changes nothing of the work."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

Track = Callable[[Iterable[Any], str, int], Iterable[Any]]  # items, what is done with them, how many they are


def untracked(items: Iterable[Any], _: str, __: int) -> Iterable[Any]:
    """Progress that nobody watches."""
    return items


def progress(items: Iterable[Any], what: str, count: int) -> Iterable[Any]:
    """The items, with a bar on a terminal for work of over a second."""
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm  # noqa: PLC0415

    tqdm.monitor_interval = 0  # its thread would keep us from forking workers
    return tqdm(items, desc=what, total=count, delay=1.0, leave=False)
