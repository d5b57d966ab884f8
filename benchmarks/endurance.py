"""What holds for hours and through storms: a preview that rebuilds, a flood of file events, readers during switches.

    python -m benchmarks.endurance rebuilds FOLDER [--minutes 30]     one save a second: memory and open files
    python -m benchmarks.endurance events FOLDER [--events 10000]     random changes, then the same while the queue overflows
    python -m benchmarks.endurance switches [--switches 500]          readers of a published folder while it is switched

`FOLDER` is a project of `benchmarks.make_site`, made with `--articles` when it is not there. Each prints what it
measured and ends with 1 where a promise was broken; judges no page's content.
"""

import argparse
import filecmp
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from benchmarks.browser import serving
from benchmarks.make_site import make_site
from generator.destinations import Folder
from generator.publish import plan_release
from generator.publish.folder import FolderPublisher

OVERFLOW = Path("/proc/sys/fs/inotify/max_queued_events")
PATIENCE = {"events": 2.0, "overflow": 30.0}  # seconds after quiet until the site has to be right
GROWTH = 0.05  # of memory
READERS = 4
PAGES = 40
DELETED = 40  # about twice as many articles as are away at a time


class ServedProject:
    """A project under `baozhai serve`: what the process uses, and how often it has built."""

    def __init__(self, folder: Path, process: subprocess.Popen[str]) -> None:
        self.folder, self.process = folder, process
        self.builds, self.url = 0, ""

    def listen(self, ready: threading.Event) -> None:
        """Read what the preview announces, until it ends."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.builds += line.startswith("Built")
            if found := re.search(r"is at (\S+)", line):
                self.url = found[1]
                ready.set()

    def memory(self) -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024

    def open_files(self) -> int:
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def articles(self) -> list[Path]:
        return sorted((self.folder / "content").glob("*/*/*.md"))


@contextmanager
def served(folder: Path, articles: int) -> Iterator[ServedProject]:
    """A running preview of the project; when it ends, its process is gone."""
    if not (folder / "content").exists():
        make_site(folder, articles)
    words = ["serve", "--project", str(folder), "--port", "0", "--lang", "en", "--no-ingest"]
    process = subprocess.Popen([sys.executable, "-m", "generator", *words], stdout=subprocess.PIPE, text=True)
    preview, ready = ServedProject(folder, process), threading.Event()
    listening = threading.Thread(target=preview.listen, args=(ready,))
    listening.start()
    try:
        if not ready.wait(600):
            sys.exit("the preview did not start")
        yield preview
    finally:
        process.send_signal(signal.SIGCONT)
        process.send_signal(signal.SIGTERM)
        process.wait()
        listening.join()


def save(file: Path, text: str) -> None:
    """As careful editors do: beside it, then over it."""
    passing = file.with_name(f".{file.name}.swp")
    passing.write_text(text, "utf-8")
    passing.replace(file)


def rebuilds(options: argparse.Namespace) -> bool:
    """One article saved a second; memory and open files once a minute, from the second minute on."""
    with served(options.folder, options.articles) as preview:
        files = preview.articles()
        texts = {file: file.read_text("utf-8").rstrip() for file in files[:50]}
        measured: list[tuple[float, int]] = []
        begun = time.monotonic()
        saves = 0
        while (now := time.monotonic() - begun) < options.minutes * 60:
            file = files[saves % len(texts)]
            save(file, f"{texts[file]}\n\n第{saves}次保存。\n")
            saves += 1
            if now >= 60 * (len(measured) + 1):
                measured.append((preview.memory(), preview.open_files()))
                print(f"{len(measured):3} min  {measured[-1][0]:6.1f} MB  {measured[-1][1]} open files", flush=True)
            time.sleep(max(0.0, begun + saves - time.monotonic()))
        builds = preview.builds
    growth = measured[-1][0] / measured[0][0] - 1
    files_open = {count for _, count in measured}
    print(
        f"{saves} saves, {builds} builds, memory {growth:+.1%} after the first minute, open files {sorted(files_open)}"
    )
    return growth < GROWTH and len(files_open) == 1


def change(preview: ServedProject, chosen: random.Random, number: int, deleted: dict[Path, str]) -> None:
    """One random change of the material, as people and programs make them; what was deleted comes back some time."""
    content = preview.folder / "content"
    files = preview.articles()
    file = chosen.choice(files)
    match chosen.randrange(6):
        case 0 | 1:
            save(file, file.read_text("utf-8").rstrip() + f"\n\n第{number}次。\n")
        case 2:
            file.write_text(file.read_text("utf-8").rstrip() + f"\n\n直接第{number}次。\n", "utf-8")
        case 3:
            file.rename(file.with_name(f"{chosen.randrange(99):02}-改名{number}.md"))
        case 4 if deleted and chosen.random() < len(deleted) / DELETED:
            save(*deleted.popitem())
        case 4:
            deleted[file] = file.read_text("utf-8")
            file.unlink()
        case _:  # a folder moved away and back
            away = content / f".away-{number}"
            file.parent.rename(away)
            away.rename(file.parent)


def events(options: argparse.Namespace) -> bool:
    """Random changes, quiet, comparison with a clean build; then the same while the preview cannot read its events."""
    good = True
    chosen, deleted = random.Random(options.seed), dict[Path, str]()
    with served(options.folder, options.articles) as preview:
        for kind in ("events", "overflow"):
            before = preview.builds
            if kind == "overflow":
                preview.process.send_signal(signal.SIGSTOP)
            begun = time.monotonic()
            for number in range(options.events):
                change(preview, chosen, number, deleted)
            if kind == "overflow":
                overflow(preview)
                preview.process.send_signal(signal.SIGCONT)
            storm = time.monotonic() - begun
            right = is_right(preview, PATIENCE[kind])
            good &= right
            print(
                f"{kind}: {options.events} changes in {storm:.1f} s, {preview.builds - before} builds, "
                f"{PATIENCE[kind]:.0f} s after quiet {'equal to a clean build' if right else 'NOT EQUAL'}",
                flush=True,
            )
    return good


def overflow(preview: ServedProject) -> None:
    """Fill the queue of the stopped preview until the system drops events."""
    limit = int(OVERFLOW.read_text())
    file = preview.articles()[0]
    other = file.with_name("00-溢出.md")
    for _ in range(limit):
        file.rename(other)
        other.rename(file)


def is_right(preview: ServedProject, patience: float) -> bool:
    """Whether the site, looked at so many seconds after the last change, is what a clean build makes."""
    time.sleep(patience)
    with tempfile.TemporaryDirectory() as passing:
        clean = Path(passing) / "project"
        shutil.copytree(preview.folder / "site", Path(passing) / "seen")
        shutil.copytree(preview.folder / "content", clean / "content")
        words = [sys.executable, "-m", "generator", "build", "--project", str(clean), "--no-ingest"]
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return same(clean / "site", Path(passing) / "seen")


def same(left: Path, right: Path) -> bool:
    """Whether two trees hold the same files with the same bytes."""
    trees = [sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file()) for root in (left, right)]
    return trees[0] == trees[1] and not any(filecmp.cmpfiles(left, right, map(str, trees[0]), shallow=False)[1:])


def switches(options: argparse.Namespace) -> bool:
    """Every page of a release names it at both ends; readers look whether each answer is whole and of one release."""
    with tempfile.TemporaryDirectory() as passing:
        root = Path(passing)
        publisher = FolderPublisher(Folder(path="www", keep=3), root)
        publish(publisher, 0)
        with serving(root / "www") as address, ExitStack() as stack:
            readers = [Reader(address, seed) for seed in range(READERS)]
            for reader in readers:
                stack.enter_context(running(reader, reader.over.set))
            for number in range(1, options.switches + 1):
                publish(publisher, number)
    answers, failed, mixed = (sum(column) for column in zip(*(reader.counts() for reader in readers), strict=True))
    print(f"{options.switches} switches under {READERS} readers: {answers} answers, {failed} failed, {mixed} mixed")
    return answers > options.switches and failed == mixed == 0


def publish(publisher: FolderPublisher, number: int) -> None:
    """A release in which every page has changed, as when the theme did."""
    files = {f"{page}/index.html": page_of(page, number) for page in range(PAGES)}
    now = datetime(2021, 11, 25, tzinfo=UTC) + timedelta(seconds=number)
    publisher.publish(
        plan_release(hashes(files), publisher.standing(), base_url="https://example.org/", now=now, delete_now=False),
        files.__getitem__,
    )


def page_of(page: int, number: int) -> bytes:
    return b"%d %s %d" % (number, b"." * (20_000 + page), number)


def hashes(files: dict[str, bytes]) -> dict[str, str]:
    return {path: blake2b(data, digest_size=16).hexdigest() for path, data in files.items()}


class Reader(threading.Thread):
    """Asks for one page after another."""

    def __init__(self, url: str, seed: int) -> None:
        super().__init__()
        self.url, self.random = url, random.Random(seed)
        self.answers = self.failed = self.mixed = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            try:
                with urllib.request.urlopen(f"{self.url}{self.random.randrange(PAGES)}/", timeout=20) as answer:
                    first, _, last = answer.read().split(b" ")
            except (OSError, ValueError):
                self.failed += 1
                continue
            self.answers += 1
            self.mixed += first != last

    def counts(self) -> tuple[int, int, int]:
        return self.answers, self.failed, self.mixed


@contextmanager
def running(thread: threading.Thread, stop: Callable[[], object]) -> Iterator[None]:
    """The thread runs inside; afterwards it is stopped and over, whatever happened."""
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join()


def main() -> None:
    """Run one of the three."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    trials = parser.add_subparsers(required=True, dest="trial")
    for trial in (rebuilds, events):
        of_project = trials.add_parser(trial.__name__, help=trial.__doc__)
        of_project.add_argument("folder", type=Path, help="a project, made when it is missing")
        of_project.add_argument("--articles", type=int, default=300, metavar="N", help="how many (default 300)")
        of_project.set_defaults(run=trial)
    trials.choices["rebuilds"].add_argument("--minutes", type=float, default=30, help="how long (default 30)")
    trials.choices["events"].add_argument("--events", type=int, default=10_000, metavar="N", help="default 10000")
    trials.choices["events"].add_argument("--seed", type=int, default=1, help="of the random changes (default 1)")
    of_folder = trials.add_parser("switches", help=switches.__doc__)
    of_folder.add_argument("--switches", type=int, default=500, metavar="N", help="how many (default 500)")
    of_folder.set_defaults(run=switches)
    options = parser.parse_args()
    sys.exit(not options.run(options))


if __name__ == "__main__":
    main()
