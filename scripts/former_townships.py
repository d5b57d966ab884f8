"""Which township of today a township of other years has become: facts from the published tables of 2015, 2019 and 2023.

Four questions in turn: does a township of the same stem stand in its county (冶源镇 -> 冶源街道), where do its villages
lie in the newest table that has villages, does just one township of the city bear its stem, and which one goes by its
code? What none of them answers leads to the county of today, by its six digits.
"""

import csv
import io
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from former_counties import archive, town

OLDER, LATER, LATEST = "1.0.4", "2.3.1", "2.7.0"  # releases of `china-division`: 2015, 2019 and 2023
MOST = 0.5  # of the villages that are found must lie in the township that took its place
FOUND = 0.2  # of the villages must be found at all
# What a paper prints, without its county (当阳市半月镇); farms and zones of the tables change their names with every table.
PRINTED = re.compile(
    r"(?!.{1,6}[市县区].{2,}(?:街道|[镇乡])$)(?!.*(?:社区|服务|管理|委员会|工业|开发|居民))[㐀-鿿]{1,8}(?:街道|苏木|[镇乡])"
)
OFFICE = re.compile(r"(?:街道?)?办事处$")
BRIEF = 3  # characters of the shortest name that is no ordinary word: 城乡, 集镇

Became = Callable[[str, str], str | None]  # code and name of a former county -> code of the one of today


def former_townships(
    today: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]], became: Became, folder: Path
) -> list[tuple[str, str]]:
    """Code and name of every township of other years, in order.

    The code has nine digits where the township of today is known, else the six of the county.
    `today` and `others` are the rows of the tables of townships and of their other names.
    """
    present = list(today)
    known = {(code[:4], name) for code, name in (*present, *others)}
    heir = successor([*present, *others], folder)
    rows: dict[tuple[str, str], str] = {}
    for code, name in former(folder):
        county = became(code[:6], "")
        if county and not {(code[:4], name), (county[:4], name)} & known:
            now = heir(code, name, county)
            rows.setdefault((now[:6], name), now)
    return sorted((code, name) for (_, name), code in rows.items())


def former(folder: Path) -> Iterator[tuple[str, str]]:
    """Code and name of every township of the two older tables, the later first, as a paper prints them."""
    for version in (LATER, OLDER):
        for code, name in archive(folder, version, "streets"):
            bare = OFFICE.sub("街道", name)
            if PRINTED.fullmatch(bare) and len(bare) >= BRIEF:
                yield code, bare


def successor(today: Iterable[tuple[str, str]], folder: Path) -> Callable[[str, str, str], str]:
    """The function that says what a township of this code and name became in a county of today."""
    stems: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for code, name in today:
        if len(code) == 9:
            names.setdefault(code, name)
            stems[code[:6], town(name)].add(code)
            stems[code[:4], town(name)].add(code)
    votes = moved_villages(folder)

    def heir(code: str, name: str, county: str) -> str:
        if len(same := stems.get((county, town(name)), ())) == 1:
            return min(same)
        if (seat := votes.get(code)) in names:
            return seat
        if len(same := stems.get((code[:4], town(name)), ())) == 1:
            return min(same)
        return code if code in names and code.startswith(county) else county

    return heir


def moved_villages(folder: Path) -> Mapping[str, str]:
    """Code of a township of 2019 -> code of the one in which most of its villages lie in the newest table."""
    now: dict[tuple[str, str], set[str]] = defaultdict(set)
    for village, street in villages(folder, LATEST):
        now[street[:4], village].add(street)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for village, street in villages(folder, LATER):
        places = now.get((street[:4], village), set())
        sizes[street] += 1
        if len(places) == 1:  # of two of one name nobody knows which moved
            votes[street].update(places)
    found = {}
    for street, count in votes.items():
        best, most = min(count.items(), key=lambda item: (-item[1], item[0]))
        if most > MOST * count.total() and count.total() >= FOUND * sizes[street]:
            found[street] = best
    return found


def villages(folder: Path, version: str) -> Iterator[tuple[str, str]]:
    """Name and code of the township of each village of one release."""
    with tarfile.open(folder / f"china-division-{version}.tgz") as tarball:
        file = tarball.extractfile("package/dist/villages.csv")
        if file:
            rows = csv.reader(io.TextIOWrapper(file, encoding="utf-8"))
            yield from ((name, street) for _, name, street, *_ in rows)
