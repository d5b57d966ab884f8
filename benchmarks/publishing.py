"""How long publishing takes: a first time, with nothing changed, with one article changed; judges no target.

    python -m benchmarks.publishing FOLDER [--articles 10000]

`FOLDER` is a project of `benchmarks.make_site`, made when it is not there; it is published to a folder beside it. Each
time is that of the whole command, from the start of the program to its end.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.make_site import make_site

TARGET = '\n[publish.web]\nkind = "folder"\npath = "www/paper"\n'


def main() -> None:
    """Print one line for each case."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="a project, made when it is missing")
    parser.add_argument("--articles", type=int, default=10_000, metavar="N", help="how many (default 10000)")
    options = parser.parse_args()
    settings = options.folder / "content/site.toml"
    if not settings.exists():
        make_site(options.folder, options.articles)
        settings.write_text(settings.read_text("utf-8") + TARGET, "utf-8")
    run(options.folder, "build", "--no-ingest")
    show("first", *run(options.folder, "publish", "web"))
    for _ in range(3):
        show("nothing changed", *run(options.folder, "publish", "web"))
    article = sorted((options.folder / "content").glob("*/*/*.md"))[0]
    for number in range(3):
        article.write_text(article.read_text("utf-8") + f"\n又一段。{number}{time.time_ns()}\n", "utf-8")
        changed = run(options.folder, "build", "--no-ingest")[1]
        seconds, told = run(options.folder, "publish", "web")
        assert sorted(told["uploaded"]) == sorted(changed["written"])
        show("one body changed", seconds, told)


def run(folder: Path, *command: str) -> tuple[float, dict[str, object]]:
    """Seconds that a command took, and what it printed as JSON."""
    words = [sys.executable, "-m", "generator", *command, "--project", str(folder), "--json"]
    begun = time.perf_counter()
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - begun
    if done.returncode != 0:
        sys.exit(done.stderr)
    return seconds, json.loads(done.stdout)


def show(case: str, seconds: float, told: dict[str, object]) -> None:
    print(f"{case:20} {seconds:6.2f} s   {len(told['uploaded'])} of {told['files']} files sent")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
