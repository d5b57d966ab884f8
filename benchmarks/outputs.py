"""What each output for machines costs beside the pages: processor time of an article, files, bytes; and of a change.

Builds one corpus (`make_site`) whole, in one process, with all outputs left out and with each alone; then with all of
them, and changes the body of one article.

    python -m benchmarks.outputs --articles 2000 --rounds 3
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.speed import Tool, edit_body, run, size

OFF = {
    "feeds": "false", "tag_feeds": '"none"', "sitemaps": "false", "twins": "false", "api": "false",
    "dumps": "false", "llms": "false", "cards": '"none"',
}  # fmt: skip
CASES: Mapping[str, dict[str, str]] = {
    "none": OFF,
    "feeds of site and districts": OFF | {"feeds": "true"},
    "feeds of tags too": OFF | {"feeds": "true", "tag_feeds": '"digest"'},
    "feeds of tags in full": OFF | {"feeds": "true", "tag_feeds": '"full"'},
    "sitemaps": OFF | {"sitemaps": "true"},
    "twins": OFF | {"twins": "true"},
    "api": OFF | {"api": "true"},
    "dumps": OFF | {"dumps": "true"},
    "llms": OFF | {"llms": "true"},
    "all": {},
}


def choose(folder: Path, settings: Mapping[str, str]) -> None:
    """Write the table of outputs into the settings of a project."""
    file = folder / "content/site.toml"
    kept = re.sub(r"\n\[outputs\]\n.*?(?=\n\[|\Z)", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = "\n".join(f"{name} = {value}" for name, value in settings.items())
    file.write_text(f"{kept.rstrip()}\n\n[outputs]\n{lines}\n", encoding="utf-8")


def rows(folder: Path, rounds: int) -> Iterator[tuple[str, float, float, int, int]]:
    """Of each case: seconds of a whole build and of one with a changed body (medians, processor time), files, bytes."""
    build = (sys.executable, "-c", "from generator.cli import main; raise SystemExit(main())", "build", "--jobs", "1")
    sources = tuple(sorted((folder / "content").rglob("*.md")))
    tool = Tool("baozhai", folder, build, "site", sources, folder)
    for name, settings in CASES.items():
        choose(folder, settings)
        whole = [run((*build, "--clean"), folder).cpu for _ in range(rounds)]
        changed = []
        for number in range(rounds):
            edit_body(tool, number)
            changed.append(run(build, folder).cpu)
        yield name, statistics.median(whole), statistics.median(changed), *size(folder / "site")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=2000, metavar="N", help="size of the corpus (default 2000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="medians of how many builds (default 3)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="outputs-") as scratch:
        folder = Path(scratch) / "project"
        command = (sys.executable, "-m", "benchmarks.make_site", str(folder), "--articles", str(arguments.articles))
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        print("| outputs | ms an article | more than none | one body, s | files | MB |")
        print("|---|---|---|---|---|---|")
        base = 0.0
        for name, whole, changed, files, total in rows(folder, arguments.rounds):
            base = base or whole
            each, more = whole * 1000 / arguments.articles, (whole - base) * 1000 / arguments.articles
            print(f"| {name} | {each:.2f} | {more:+.2f} | {changed:.2f} | {files:,} | {total / 1e6:.1f} |", flush=True)


if __name__ == "__main__":
    main()
