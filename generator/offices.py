"""One name for an office that print calls by two: 株洲市卫健委 is 株洲市卫生健康委员会.

The names stand in `data/words/offices.txt`. They are applied when the library is loaded: what the files of the articles
say stays as it is. Joins nothing but what the table knows, and tells no office from its successor.
"""

import functools
import re

from msgspec.structs import replace

from generator.dictionary import data_lines
from generator.model import Library

AREA = "省市区县旗州盟"
SHORTEST = 2  # characters that say whose an office is: 区卫健委 may be any district's


@functools.cache
def official(name: str) -> str:
    """The official name of an office, or the name itself.

    >>> official("株洲市卫健委"), official("株洲市监局"), official("株洲市第一人民医院")
    ('株洲市卫生健康委员会', '株洲市市场监督管理局', '株洲市第一人民医院')
    """
    names, pattern = _table()
    match = pattern.search(name)
    if match is None or match.start() < SHORTEST or name.endswith(tuple(names.values())):
        return name
    before = name[: match.start()]
    if match[0].startswith("市") and before[-1] not in AREA:  # 株洲市监局 stands for 株洲市市监局
        before += "市"
    return before + names[match[0]]


def office_names() -> frozenset[str]:
    """Every name of an office that the table has, official or short."""
    names, _ = _table()
    return frozenset((*names, *names.values()))


def settle_offices(library: Library) -> Library:
    """A library whose articles call each office by its official name, once."""
    settled = ((one, tuple(dict.fromkeys(map(official, one.organisations)))) for one in library.articles)
    return replace(
        library,
        articles=tuple(
            replace(one, organisations=names) if names != one.organisations else one for one, names in settled
        ),
    )


@functools.cache
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    """Short name -> official name, and a pattern for the longest short name at an end."""
    pairs = (line.partition(":") for line in data_lines("offices.txt"))
    names = {short: name.strip() for name, _, listed in pairs for short in listed.split()}
    longest = sorted(names, key=lambda short: (-len(short), short))
    return names, re.compile(f"(?:{'|'.join(map(re.escape, longest))})$")
