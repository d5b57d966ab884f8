"""Let the disk fail, and the process die, at every system call that writes; say what that left behind.

    python benchmarks/faults.py [--only SCENARIO] [--every N] [--kills N] [--errors ENOSPC,EIO] [--seed S]

For each scenario (a project and a command) a clean run tells every system call that writes, and what there is in the
end. Then, for each of these calls (or every N-th), the command is run on a fresh copy while `strace` makes the call
fail, or kills the process as it enters it; `--kills` adds kills at random moments. After each, a program looks:

- the exit status is that of a refusing disk (5), or 0 where the call did not matter, and nothing ends in a traceback;
- every file of `content/` is as before or as it should become, and no word of a person's is gone;
- the site, and what is published, is the old one or the new one (an incremental switch that was killed is told apart);
- every source comes back byte for byte from what `content/` keeps;
- the same command, run again, ends well, and leaves exactly what a run without faults leaves: no lock, no passing file.

Exit status 1 if anything else was found. Processes are forked from one that has loaded everything, so that a run takes
a fraction of a second; the calls are failed by the kernel's tracer, not by a stand-in.
"""

import argparse
import contextlib
import errno
import hashlib
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.fault_scenarios import SCENARIOS, Scenario, published

WRITING = (
    "openat", "write", "pwrite64", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir",
    "link", "linkat", "symlink", "symlinkat", "fsync", "fdatasync", "syncfs", "ftruncate", "flock", "fchmod", "utimensat",
)  # fmt: skip
ERRORS = ("ENOSPC", "EIO", "EACCES", "EMFILE")
KILL = "KILL"
OPENED_TO_WRITE = re.compile(r"O_(?:WRONLY|RDWR|CREAT)")
CALL = re.compile(r"^\d+ +(\w+)\(")  # 4711  openat(AT_FDCWD, "…", O_WRONLY|O_CREAT
DISK, KILLED = 5, -signal.SIGKILL
HEALING = ("ingest",)
PATIENCE = 60.0  # seconds; a command that takes longer hangs
Tree = dict[str, str]


class Call(NamedTuple):
    """The `number`-th call of one kind in a run."""

    name: str
    number: int


class Ended(NamedTuple):
    """How a command ended: negative is a signal; and what it said."""

    status: int
    said: str


class Clean(NamedTuple):
    """A scenario without faults: the trees before and after, the calls that write, and seconds."""

    before: Tree
    after: Tree
    calls: tuple[Call, ...]
    seconds: float


# ---- running a command -------------------------------------------------------------------------------


def start(arguments: list[str], said: Path, *, wait: bool) -> tuple[int, int]:
    """Fork a process that runs a command once a byte comes through the pipe; its id, and the pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(reading)
        return child, writing
    os.close(writing)
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    status = 99
    try:
        if wait:
            os.read(reading, 1)
        from generator.cli import main  # noqa: PLC0415 - loaded long before

        status = main(arguments)
    except BaseException:
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def finish(child: int, said: Path) -> Ended:
    """Wait for a process; one that hangs is killed, and told as status 98."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return Ended(os.waitstatus_to_exitcode(status), said.read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return Ended(98, "the command hung")


def run(arguments: list[str], said: Path) -> Ended:
    """Run a command without faults."""
    child, pipe = start(arguments, said, wait=False)
    os.close(pipe)
    return finish(child, said)


def run_traced(arguments: list[str], said: Path, trace: Path, inject: str | None) -> Ended:
    """Run a command under strace, which writes what it sees to `trace` and fails one call."""
    child, pipe = start(arguments, said, wait=True)
    command = ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={','.join(WRITING)}", "-e", "signal=none"]
    command += ["-e", f"inject={inject}"] if inject else []
    with subprocess.Popen([*command, "-p", str(child)], stderr=subprocess.DEVNULL) as tracer:
        while tracer.poll() is None and "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text("ascii"):
            time.sleep(0.001)
        if tracer.poll() is not None:
            os.kill(child, signal.SIGKILL)
            finish(child, said)
            raise SystemExit("strace cannot trace here")
        os.write(pipe, b".")
        os.close(pipe)
        return finish(child, said)


def calls_of(trace: Path) -> Iterator[Call]:
    """The calls that write, numbered as strace counts them: every call of a name, also those that only read."""
    counts: Counter[str] = Counter()
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        found = CALL.match(line)
        if found is None:
            continue
        counts[found[1]] += 1
        if found[1] != "openat" or OPENED_TO_WRITE.search(line):
            yield Call(found[1], counts[found[1]])


def only_read(trace: Path) -> bool:
    """Whether the call that was made to fail opens a file to read it."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    failed = [line for line in lines if line.endswith("(INJECTED)") and "openat(" in line]
    return any(OPENED_TO_WRITE.search(line) is None for line in failed)


# ---- looking -----------------------------------------------------------------------------------------


def tree(folder: Path, *parts: str) -> Tree:
    """Fingerprints of the files below some parts of a folder; a link counts as where it leads."""
    found = {}
    for part in parts:
        for file in sorted((folder / part).rglob("*")) if (folder / part).exists() else ():
            if file.is_file():
                path = file.relative_to(folder).as_posix()
                found[path] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def looks(folder: Path) -> Tree:
    """All that counts of a project: what people and readers see."""
    return tree(folder, "content", "site", "www")


def settled(found: Tree) -> Tree:
    """Without what `write_atomically` was just writing."""
    return {path: digest for path, digest in found.items() if not path.endswith(".tmp")}


def part(found: Tree, name: str) -> Tree:
    return {path: digest for path, digest in found.items() if path.startswith(f"{name}/")}


def faults_of(scenario: Scenario, folder: Path, clean: Clean, ended: Ended, fault: str) -> list[str]:
    """What is wrong with what a faulty run left."""
    wrong = []
    if "Traceback" in ended.said:
        wrong.append("a traceback: " + ended.said.strip().splitlines()[-1])
    allowed = {KILLED, 0} if fault == KILL else {0, DISK, *scenario.statuses}
    if ended.status not in allowed:
        wrong.append(f"status {ended.status}: {ended.said.strip()[-200:]}")
    now = looks(folder)
    mixed = [
        path
        for path, digest in part(now, "content").items()
        if not path.endswith(".tmp") and digest not in {clean.before.get(path), clean.after.get(path)}
    ]
    wrong += [f"{path} is neither old nor new" for path in mixed if path not in scenario.either]
    lost = [path for path in part(clean.before, "content") if path in clean.after and path not in now]
    wrong += [f"{path} is lost" for path in lost]
    for name in ("www", *(() if scenario.switches_in_place and fault == KILL else ("site",))):
        if part(now, name) not in (part(clean.before, name), part(clean.after, name)):
            wrong.append(f"{name}/ is neither old nor new")
    words = "".join(file.read_text("utf-8", "replace") for file in sorted((folder / "content").rglob("*.md")))
    words += "".join(file.read_text("utf-8", "replace") for file in sorted((folder / ".baozhai/trash").rglob("*.md*")))
    wrong += [f"a person's word is lost: {word}" for word in scenario.words if word not in words]
    return wrong


def faults_after(scenario: Scenario, folder: Path, clean: Clean, said: Path) -> list[str]:
    """What is wrong after the same command has been run again, without faults."""
    wrong = []
    again = (scenario.again,) if settled(looks(folder)) != clean.after or not scenario.once else ()
    for command in (*again, HEALING):  # the last one for what may not be run twice, such as an undo
        ended = run([*command, "--project", str(folder)], said)
        if ended.status not in {0, *scenario.statuses}:
            wrong.append(f"run again: {command}: status {ended.status}: {ended.said.strip()[-200:]}")
    now = looks(folder)
    differing = sorted(path for path in now.keys() | clean.after.keys() if now.get(path) != clean.after.get(path))
    wrong += [f"{path} differs in the end" for path in differing[:3]]
    passing = [*folder.rglob("*.tmp"), *(path for path in folder.rglob("stage") if path.is_dir())]
    wrong += [f"{path.relative_to(folder)} was left behind" for path in passing]
    if (folder / ".baozhai/lock.json").exists():
        wrong.append("the note of the lock was left behind")
    with tempfile.TemporaryDirectory() as restored:
        ended = run(["unbuild", "--to", restored, "--project", str(folder)], said)
        back = {f"content/pages/{path}": digest for path, digest in tree(Path(restored), ".").items()}
        sources = part(now, "content/pages")
        if scenario.unbuilds and (
            ended.status != 0 or any(back.get(path) != digest for path, digest in sources.items())
        ):
            wrong.append(f"a source does not come back: {ended.said.strip()[-200:]}")
    return wrong


# ---- rounds ------------------------------------------------------------------------------------------


class Bench:
    """One scenario: its project, prepared once, and the copies that are damaged."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        self._said, self._trace = folder / "said", folder / "trace"
        self._copy = folder / "project"
        self._prepared = folder / "prepared"
        scenario.prepare(self._prepared, lambda *command: self._expect(command))
        self.clean = self._clean()

    def _expect(self, command: tuple[str, ...]) -> None:
        ended = run(list(command), self._said)
        if ended.status not in {0, *self.scenario.statuses}:
            raise SystemExit(f"{self.scenario.name}: {command}: {ended}")

    def _fresh(self) -> list[str]:
        shutil.rmtree(self._copy, ignore_errors=True)
        shutil.copytree(self._prepared, self._copy, symlinks=True)
        return [*self.scenario.command, "--project", str(self._copy)]

    def _clean(self) -> Clean:
        command = self._fresh()
        before = looks(self._copy)
        begin = time.monotonic()
        ended = run(command, self._said)
        seconds = time.monotonic() - begin
        if ended.status not in {0, *self.scenario.statuses}:
            raise SystemExit(f"{self.scenario.name}: {ended}")
        after = looks(self._copy)
        run_traced(self._fresh(), self._said, self._trace, None)
        return Clean(before, after, tuple(calls_of(self._trace)), seconds)

    def at_call(self, call: Call, fault: str) -> list[str] | None:
        """Let one call fail; None if it was one that only reads, for their number depends on the moment."""
        how = f"signal={KILL}" if fault == KILL else f"error={fault}"
        ended = run_traced(self._fresh(), self._said, self._trace, f"{call.name}:{how}:when={call.number}")
        return None if only_read(self._trace) else self._judge(ended, fault)

    def at_moment(self, seconds: float) -> list[str]:
        """Kill the command after so many seconds."""
        child, pipe = start(self._fresh(), self._said, wait=False)
        os.close(pipe)
        time.sleep(seconds)  # the moment is the point of this
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        return self._judge(finish(child, self._said), KILL)

    def _judge(self, ended: Ended, fault: str) -> list[str]:
        found = faults_of(self.scenario, self._copy, self.clean, ended, fault)
        return [*found, *faults_after(self.scenario, self._copy, self.clean, self._said)]


def warm() -> None:
    """Do each kind of work once in this process, so that each fork has its modules, tables and compiled templates."""
    from generator.cli import main as command  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        project = Path(folder) / "project"
        published(project, lambda *words: command(list(words)))
        for words in (("tags", "refresh"), ("undo",), ("unbuild", "--to", f"{folder}/restored")):
            command([*words, "--project", str(project)])


def examine(
    scenario: Scenario,
    *,
    every: int,
    kills: int,
    errors: tuple[str, ...],
    rng: random.Random,
    tell: Callable[[str], None],
) -> tuple[Counter[str], list[str]]:
    """How many faults of each kind a scenario met, and all that was wrong."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        bench = Bench(scenario, Path(folder))
        tell(f"{scenario.name}: {len(bench.clean.calls)} calls that write, {bench.clean.seconds:.2f} s")
        for number, call in enumerate(bench.clean.calls):
            for turn, fault in enumerate((*errors, KILL)):
                if (number + turn) % every:
                    continue
                found = bench.at_call(call, fault)
                counts["at a read" if found is None else fault] += 1
                wrong += [f"{scenario.name}: {fault} at {call.name} {call.number}: {one}" for one in found or ()]
        for _ in range(kills):
            moment = rng.uniform(0, bench.clean.seconds)
            counts["random kill"] += 1
            wrong += [f"{scenario.name}: killed after {moment:.4f} s: {one}" for one in bench.at_moment(moment)]
    return counts, wrong


def main() -> None:
    """Examine the scenarios that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", action="append", choices=[scenario.name for scenario in SCENARIOS])
    parser.add_argument("--every", type=int, default=1, help="only every N-th call")
    parser.add_argument("--kills", type=int, default=100, help="kills at random moments in each scenario")
    parser.add_argument("--errors", default=",".join(ERRORS))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    errors = tuple(name for name in options.errors.split(",") if name)
    assert all(hasattr(errno, name) for name in errors), errors
    warm()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for scenario in SCENARIOS:
        if options.only and scenario.name not in options.only:
            continue
        counts, found = examine(
            scenario, every=options.every, kills=options.kills, errors=errors, rng=random.Random(options.seed),
            tell=lambda line: print(line, flush=True),
        )  # fmt: skip
        total += counts
        wrong += found
        print("\n".join(found[:20]) or "    no fault", flush=True)
    print(", ".join(f"{name}: {count:,}" for name, count in sorted(total.items())), f"; wrong: {len(wrong)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
