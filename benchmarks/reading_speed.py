"""How fast pages are read: processor time of composed pages, then time and memory of long ones; judges no reading.

    python benchmarks/reading_speed.py [PAGE.txt ...] [--pages N] [--rounds N] [--lengths CHARACTERS ...]

Each page is read in several rounds and its best time counts, so that other work on the machine hardly shows. A long
page is made of composed ones and read in a process of its own, whose greatest resident memory is printed with it;
`ratio` is its time for a character against that of the page one row above, 1 where reading is linear.
"""

import argparse
import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator import words
from generator.ingest.page.reading import read_page
from generator.model import IssueHead

PAGE = 6000  # characters that times are given for
MEGABYTE = 1024 if sys.platform == "linux" else 1024 * 1024  # in units of ru_maxrss


def main() -> None:
    """Print the figures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("page", type=Path, nargs="*", help="printed pages that are timed as well")
    parser.add_argument("--pages", type=int, default=60, help="composed pages")
    parser.add_argument("--rounds", type=int, default=7, help="times each page is read")
    parser.add_argument("--lengths", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--compose", type=int, metavar="CHARACTERS", help=argparse.SUPPRESS)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.compose is not None:
        sys.stdout.write(long_page(options.compose))
        return
    if options.measure:
        print(json.dumps(measured(sys.stdin.read())))
        return
    # first, for a new process is charged with the greatest memory of the one that starts it
    print("\n".join(long_rows(options.lengths)))
    composed = [composed_page(seed) for seed in range(options.pages)]
    print(page_row("composed pages", composed, options.rounds))
    for path in options.page:
        print(page_row(path.name, [path.read_text(encoding="utf-8")], options.rounds))


def composed_page(seed: int) -> str:
    """The text of a composed page."""
    from benchmarks.compose import compose  # noqa: PLC0415 - its articles are not to count as memory of the reader

    return compose(seed).text


def page_row(name: str, texts: Sequence[str], rounds: int) -> str:
    """Milliseconds of processor time for 6,000 characters of some pages."""
    spent, size = sum(best_time(text, rounds) for text in texts), sum(map(len, texts))
    return (
        f"{name}: {1000 * spent * PAGE / size:.1f} ms per {PAGE:,} characters ({len(texts)} pages, {size:,} characters)"
    )


def best_time(text: str, rounds: int) -> float:
    """Seconds of processor time of the quickest of some readings of a page."""
    lexicon = words.load()
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        read_page(text, path="page.txt", hints=IssueHead(), lexicon=lexicon)
        times.append(time.process_time() - begin)
    return min(times)


def long_rows(lengths: Sequence[int]) -> list[str]:
    """One line for each length: seconds, megabytes, and how much dearer a character is than in the row above."""
    rows: list[str] = []
    before = 0.0
    for length in lengths:
        seconds, megabytes = measured_apart(length)
        ratio = f", ratio {seconds / length / before:.2f}" if before else ""
        before = seconds / length
        rows.append(f"one page of {length:,} characters: {seconds:.2f} s, {megabytes:.0f} MB{ratio}")
    return rows


def measured_apart(length: int) -> tuple[float, float]:
    """Seconds and megabytes of one long page, composed in one new process and read in another."""
    text = _run("--compose", str(length))
    seconds, megabytes = json.loads(_run("--measure", text=text))
    return seconds, megabytes


def _run(*arguments: str, text: str = "") -> str:
    command = [sys.executable, "-X", "utf8", __file__, *arguments]
    return subprocess.run(command, check=True, input=text, stdout=subprocess.PIPE, encoding="utf-8").stdout


def long_page(length: int) -> str:
    """Composed pages one below the other, cut to so many characters."""
    pages: list[str] = []
    for seed in itertools.count():
        if sum(map(len, pages)) >= length:
            break
        pages.append(composed_page(seed) + "\n")
    return "".join(pages)[:length]


def measured(text: str) -> tuple[float, float]:
    """Seconds of processor time to read a page, and the greatest memory of this process in megabytes."""
    best_time(text[:PAGE], 1)  # whatever is done once in a process
    seconds = best_time(text, 1)
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


if __name__ == "__main__":
    main()
