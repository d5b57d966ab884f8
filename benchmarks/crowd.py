"""Let two builders, an ingest, a preview and a reader work on one project at once, again and again.

    python benchmarks/crowd.py [--rounds N] [--seed S]

In each round a person saves an article or a source; then two builds and an ingest start together, while a preview watches
and a reader asks it for pages. Each command has to end well or to say who holds the lock (status 4); each answer to the
reader has to be a whole page; and when all have ended, one more build has to leave the site and the content that a clean
build of the same content leaves. Exit status 1 if anything else was found.
"""

import argparse
import contextlib
import http.client
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.fault_scenarios import ONE, THREE, built, edit, write
from benchmarks.faults import Ended, finish, looks, run, start, warm

LOCKED = 4
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
PAGES = ("/", "/2021/11/26/", "/2021/11/26/lusong/", "/feed.xml", "/nothing/")
PATIENCE = 30.0  # seconds for the preview to come up


class Asked(NamedTuple):
    """What a reader got: how many answers, and those that were none."""

    answers: int
    bad: tuple[str, ...]


def read_pages(port: int, told: Path) -> None:
    """Ask for pages until this process is ended; what was wrong is written down, a line each, and a count."""
    count = 0
    with told.open("w", encoding="utf-8") as notes:
        while True:
            for path in PAGES:
                try:
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                    connection.request("GET", path)
                    answer = connection.getresponse()
                    body = answer.read()
                    connection.close()
                except OSError as error:
                    notes.write(f"{path}: {error}\n")
                else:
                    wanted = 404 if path == "/nothing/" else 200
                    end = b"</html>" if path.endswith("/") else b"</feed>"
                    if answer.status != wanted or not body.rstrip().endswith(end):
                        notes.write(f"{path}: {answer.status}, {len(body)} bytes, {body[-40:]!r}\n")
                count += 1
                notes.write(f"={count}\n")
                notes.flush()


def asked_by(told: Path) -> Asked:
    """What a reader wrote down."""
    lines = told.read_text(encoding="utf-8").splitlines()
    counts = [int(line[1:]) for line in lines if line.startswith("=") and line[1:].isdecimal()]
    return Asked(max(counts, default=0), tuple(line for line in lines if not line.startswith("=")))


def preview(folder: Path, said: Path) -> tuple[int, int]:
    """Start the preview; its process and its port."""
    child, pipe = start(["serve", "--port", "0", "--project", str(folder)], said, wait=False)
    os.close(pipe)
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if found := ADDRESS.search(said.read_text(encoding="utf-8") if said.exists() else ""):
            return child, int(found[1])
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise SystemExit(f"the preview did not come up: {said.read_text(encoding='utf-8')}")


def save(folder: Path, rng: random.Random, number: int) -> None:
    """What a person saves in one round."""
    match rng.randrange(3):
        case 0:
            edit(folder, "content/芦淞区/2021-11-26/*.md", "公园面积", f"第{number}次修改,公园面积")
        case 1:
            write(folder, "content/pages/2021-12-02/A1.txt", THREE.replace("十二个", f"{number}个"))
        case _:
            write(folder, "content/pages/2021-11-26/A1.txt", ONE.replace("两千平方米", f"{number}平方米"))


def a_round(folder: Path, said: Path, clean: Path) -> tuple[list[Ended], list[str]]:
    """Two builds and an ingest at once, then what is wrong."""
    commands = (["build", "--jobs", "1"], ["build", "--jobs", "1", "--clean"], ["ingest"])
    started = []
    for number, command in enumerate(commands):
        child, pipe = start([*command, "--project", str(folder)], said.with_name(f"said-{number}"), wait=False)
        os.close(pipe)
        started.append((child, said.with_name(f"said-{number}")))
    ended = [finish(child, words) for child, words in started]
    wrong = [f"status {one.status}: {one.said[-300:]}" for one in ended if one.status not in {0, LOCKED}]
    wrong += [f"nobody is named: {one.said}" for one in ended if one.status == LOCKED and "process" not in one.said]
    last = run(["build", "--jobs", "1", "--project", str(folder)], said)
    for _ in range(20):  # the preview may hold the lock for a moment
        if last.status != LOCKED:
            break
        last = run(["build", "--jobs", "1", "--project", str(folder)], said)
    wrong += [] if last.status == 0 else [f"the last build: {last}"]
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(folder / "content", clean / "content")
    done = run(["build", "--jobs", "1", "--project", str(clean)], said)
    wrong += [] if done.status == 0 else [f"the clean build: {done}"]
    there, expected = looks(folder), looks(clean)
    differing = sorted(path for path in there.keys() | expected.keys() if there.get(path) != expected.get(path))
    return ended, wrong + [f"{path} differs" for path in differing[:3]]


def crowd(rounds: int, seed: int) -> tuple[Counter[int], Asked, list[str]]:
    """How commands ended, what the reader got, and all that was wrong."""
    rng = random.Random(seed)
    statuses: Counter[int] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="crowd-") as place:
        folder, said, told = Path(place) / "project", Path(place) / "said", Path(place) / "told"
        built(folder, lambda *command: run(list(command), said))
        run(["build", "--project", str(folder)], said)
        serving, port = preview(folder, Path(place) / "serve")
        reading = os.fork()
        if reading == 0:
            with contextlib.suppress(BaseException):
                read_pages(port, told)
            os._exit(1)
        try:
            for number in range(rounds):
                save(folder, rng, number)
                ended, found = a_round(folder, said, Path(place) / "clean")
                statuses.update(one.status for one in ended)
                wrong += [f"round {number}: {one}" for one in found]
        finally:
            for child, how in ((reading, signal.SIGKILL), (serving, signal.SIGINT)):
                os.kill(child, how)
                os.waitpid(child, 0)
        asked = asked_by(told)
    return statuses, asked, wrong + list(asked.bad)


def main() -> None:
    """Run the rounds and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warm()
    statuses, asked, wrong = crowd(options.rounds, options.seed)
    print(
        f"rounds: {options.rounds}; commands that ended well: {statuses[0]}, that found the lock held: {statuses[LOCKED]}"
    )
    print(f"answers to the reader: {asked.answers:,}, bad: {len(asked.bad)}")
    print("\n".join(wrong[:20]) or "no fault")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
