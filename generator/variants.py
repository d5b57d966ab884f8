"""Characters that are written in two ways: traditional ones and their simplified forms."""

import functools
import gzip
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

DATA = Path(__file__).parent / "data" / "folding.tsv.gz"


@functools.cache
def simplified() -> Mapping[str, str]:
    """Of each traditional character, its simplified one; made by `scripts/build_folding.py`."""
    lines = gzip.decompress(DATA.read_bytes()).decode().splitlines()
    simple = dict(line.split("\t") for line in lines)
    return {old: simple.get(new, new) for old, new in simple.items()}


def variants_of(character: str) -> tuple[str, ...]:
    """All that are the same character in simplified writing, that one first.

    >>> variants_of("曉"), variants_of("一")
    (('晓', '曉'), ('一',))
    """
    plain = simplified().get(character, character)
    return (plain, *_traditional().get(plain, ()))


@functools.cache
def _traditional() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for old, new in sorted(simplified().items()):
        found[new].append(old)
    return {new: tuple(old) for new, old in found.items()}
