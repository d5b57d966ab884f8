"""Where Chinese words begin and end: the most probable cut by a dictionary, jieba's model for what is in none.

The only module that knows jieba. Cuts as `jieba.cut` does but for its caches, log and shared state, which are not
touched; faster, as it walks once over the words that may stand at each place, and remembers what it has just cut,
because one article is read for its tags, people, bodies and figures.
"""

import functools
import importlib
import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import log

# what is cut: Han, Latin letters, figures and the marks inside them; every other character stands alone
BLOCK = re.compile("([\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+)")
REMEMBERED = 4096  # blocks, which is some forty articles

Cut = Callable[[str], tuple[str, ...]]


def cutter(frequencies: Mapping[str, int], total: int) -> Cut:
    """A function from a block to its words; `frequencies` holds 0 for what only begins words, `total` is their sum."""

    def cut(block: str) -> tuple[str, ...]:
        return tuple(_words(block, _ends(block, frequencies, log(total)), frequencies))

    return cut


def blocks(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in order, and whether each is a block to be cut or a single other character."""
    for number, part in enumerate(BLOCK.split(text)):
        if number % 2:
            yield part, True
        else:
            for character in part:
                yield character, False


def _ends(block: str, frequencies: Mapping[str, int], log_total: float) -> list[int]:
    """For each place of a block, where the word ends with which the most probable cut goes on from there."""
    size = len(block)
    likely, ends = [0.0] * (size + 1), [0] * size
    for start in range(size - 1, -1, -1):
        best, best_end = None, start + 1
        for end in range(start + 1, size + 1):
            uses = frequencies.get(block[start:end])
            if uses is None:
                break
            if uses:
                value = log(uses) - log_total + likely[end]
                if best is None or value >= best:  # of equals the longer
                    best, best_end = value, end
        likely[start] = likely[start + 1] - log_total if best is None else best
        ends[start] = best_end
    return ends


def _words(block: str, ends: list[int], frequencies: Mapping[str, int]) -> Iterator[str]:
    """The words of a block; single characters in a row may be a word that the dictionary lacks."""
    start = single = 0  # where a word begins, and the single characters before it
    for_model = _unknown()
    while start < len(block):
        end = ends[start]
        if end - start > 1:
            yield from _singles(block[single:start], frequencies, for_model)
            yield block[start:end]
            single = end
        start = end
    yield from _singles(block[single:], frequencies, for_model)


def _singles(run: str, frequencies: Mapping[str, int], unknown: Callable[[str], Iterable[str]]) -> Iterable[str]:
    return run if len(run) < 2 or frequencies.get(run) else unknown(run)


@functools.cache
def _unknown() -> Callable[[str], Iterable[str]]:
    """jieba's model for words that are in no dictionary, imported without the warnings of its source."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = importlib.import_module("jieba.finalseg")
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    return model.cut  # type: ignore[no-any-return]  # jieba has no types
