"""Publish to a branch of a git repository, as GitHub Pages and Gitee Pages show it.

Only the git program is asked, and only for trees and commits: nothing is checked out. The remote takes a push whole or
not at all, so readers see the old site or the new one; a branch that somebody else has moved meanwhile refuses it.
"""

import base64
import contextlib
import itertools
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.destinations import GitBranch
from generator.publish.release import RECORD_FILE, Plan, Read, Release, Standing, dump_record, failed, parse_record

REMOTE_REF = "refs/baozhai/shown"
TRAILER = "Release: "
IDENTITY = {"GIT_AUTHOR_NAME": "baozhai", "GIT_AUTHOR_EMAIL": "baozhai@localhost",
            "GIT_COMMITTER_NAME": "baozhai", "GIT_COMMITTER_EMAIL": "baozhai@localhost"}  # fmt: skip
OWN_FILES = {".nojekyll", "CNAME", RECORD_FILE}  # a branch holds these beside the site
GIT_OPTIONS = ("-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", f"core.hooksPath={os.devnull}")


class GitView:
    """Reads what the branch holds, into a repository of its own that `folder` holds."""

    def __init__(self, settings: GitBranch, root: Path, folder: Path, environment: Mapping[str, str]) -> None:
        self._settings, self._root, self._folder = settings, root, folder
        self._environment = {**environment, **_access(settings, environment), "GIT_TERMINAL_PROMPT": "0"}
        self._tip = ""

    def standing(self) -> Standing:
        """The release at the tip of the branch; files of a branch that is not ours count as a release too."""
        self._fetch()
        if not self._tip:
            return Standing()
        if RECORD_FILE not in self._tree():
            foreign = {path: "" for path in self._tree() if path not in OWN_FILES}
            return Standing(Release("", "", foreign) if foreign else None)
        record = self._git("show", f"{self._tip}:{RECORD_FILE}")
        return Standing(parse_record(record, self._settings.remote), tuple(sorted({*self._commits()})))

    def _fetch(self) -> None:
        branch = f"refs/heads/{self._settings.branch}"
        if not (self._folder / "HEAD").exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare")
        listing = self._git("ls-remote", "--", self._settings.remote, branch).decode()
        self._tip = listing.split("\t")[0] if listing else ""
        if self._tip and self._tip != self._known():
            depth = f"--depth={self._settings.keep + 1}"
            refspec = f"+{branch}:{REMOTE_REF}"
            self._git("fetch", "--quiet", "--no-tags", depth, "--", self._settings.remote, refspec)
            self._tip = self._known()

    def _known(self) -> str:
        found = self._run(["rev-parse", "--quiet", "--verify", REMOTE_REF], b"", {})
        return found.stdout.decode().strip() if found.returncode == 0 else ""

    def _tree(self, commit: str = "") -> dict[str, str]:
        """Path and blob of every file of a commit."""
        listing = self._git("ls-tree", "-r", "-z", "--full-tree", commit or self._tip).decode()
        entries = (entry.partition("\t") for entry in listing.split("\0") if entry)
        return {path: facts.split(" ")[2] for facts, _, path in entries}

    def _commits(self) -> dict[str, str]:
        """The latest commit of each release that is known here."""
        listing = self._git("log", "--format=%H %(trailers:key=Release,valueonly,separator=)", self._tip).decode()
        pairs = (line.split(" ", 1) for line in reversed(listing.splitlines()) if " " in line)
        return {release.strip(): commit for commit, release in pairs if release.strip()}

    def _git(self, *words: str, data: bytes = b"", more: Mapping[str, str] | None = None) -> bytes:
        done = self._run(words, data, more or {})
        if done.returncode != 0:
            raise failed(self._settings.remote, done.stderr.decode(errors="replace"))
        return done.stdout

    def _run(self, words: Sequence[str], data: bytes, more: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
        command = ["git", *GIT_OPTIONS, *words]
        environment = {**self._environment, **more, "GIT_DIR": str(self._folder.resolve())}
        try:
            return subprocess.run(
                command, cwd=self._root, input=data, capture_output=True, env=environment, check=False
            )
        except OSError as error:
            raise failed("git", error.strerror or str(error)) from None


class GitPublisher(GitView):
    """Pushes releases to the branch."""

    def publish(self, plan: Plan, read: Read) -> None:
        """Push a commit of the release's tree; what did not change is not even read."""
        old = self._tree() if self._tip else {}
        new = set(plan.uploads)
        blobs = {path: old[path] for path in plan.release.everything if path in old and path not in new}
        own = {RECORD_FILE: dump_record(plan.release), ".nojekyll": b""}
        if self._settings.cname:
            own["CNAME"] = f"{self._settings.cname}\n".encode()
        elif "CNAME" in old:  # written by the settings page of the host: without it the site loses its name
            blobs["CNAME"] = old["CNAME"]
        files = (path for path in plan.release.files if path not in blobs)
        blobs |= self._write_blobs(itertools.chain(((path, read(path)) for path in files), own.items()))
        self._push(self._write_tree(blobs), plan.release.id, forget=plan.forget)

    def roll_back(self, release: str, standing: Standing) -> Release:
        """Push the tree of a kept release once more, on top of what is there."""
        del standing
        commit = self._commits()[release]
        self._push(self._git("rev-parse", f"{commit}^{{tree}}").decode().strip(), release)
        return parse_record(self._git("show", f"{commit}:{RECORD_FILE}"), self._settings.remote)

    def _write_blobs(self, files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
        """Store files and tell their blobs: in one stream, for a first release has thousands."""
        with tempfile.TemporaryDirectory(prefix="baozhai-") as folder:
            marks = Path(folder) / "marks"
            command = ["git", *GIT_OPTIONS, "fast-import", "--quiet", f"--export-marks={marks}"]
            environment = {**self._environment, "GIT_DIR": str(self._folder.resolve())}
            names = []
            with subprocess.Popen(
                command, cwd=self._root, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
            ) as running:
                assert running.stdin is not None
                with contextlib.suppress(BrokenPipeError):  # told below, in git's own words
                    for number, (path, data) in enumerate(files, 1):
                        names.append(path)
                        running.stdin.write(b"blob\nmark :%d\ndata %d\n%b\n" % (number, len(data), data))
                _, errors = running.communicate()
            if running.returncode != 0:
                raise failed(self._settings.remote, errors.decode(errors="replace"))
            lines = sorted(
                (int(mark[1:]), blob) for mark, blob in map(str.split, marks.read_text("ascii").splitlines())
            )
        return dict(zip(names, (blob for _, blob in lines), strict=True))

    def _write_tree(self, blobs: Mapping[str, str]) -> str:
        listing = "".join(f"100644 {blob}\t{path}\0" for path, blob in sorted(blobs.items()))
        with _passing_index() as index:
            self._git("update-index", "-z", "--index-info", data=listing.encode(), more=index)
            return self._git("write-tree", more=index).decode().strip()

    def _push(self, tree: str, release: str, *, forget: bool = False) -> None:
        parent = "" if forget else self._tip
        if parent and not self._settings.history:
            parent = self._shortened()
        commit = self._commit(tree, parent, f"Publish\n\n{TRAILER}{release}\n", {})
        branch = f"refs/heads/{self._settings.branch}"
        lease = f"--force-with-lease={branch}:{self._tip}"
        self._git("push", "--quiet", lease, "--", self._settings.remote, f"{commit}:{branch}")
        self._git("update-ref", REMOTE_REF, commit)
        self._tip = commit

    def _shortened(self) -> str:
        """The branch with only the releases that are kept beside the next one, their trees as they were."""
        room = self._settings.keep - 1
        commits = self._git("rev-list", f"--max-count={room + 1}", "--first-parent", self._tip).decode().split()
        if len(commits) <= room:
            return self._tip
        parent = ""
        for commit in reversed(commits[:room]):
            tree, date, message = self._git("log", "-1", "--format=%T%n%cI%n%B", commit).decode().split("\n", 2)
            dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
            parent = self._commit(tree, parent, message.rstrip("\n") + "\n", dates)
        return parent

    def _commit(self, tree: str, parent: str, message: str, more: Mapping[str, str]) -> str:
        parents = ["-p", parent] if parent else []
        made = self._git("commit-tree", tree, *parents, data=message.encode(), more={**IDENTITY, **more})
        return made.decode().strip()


def _access(settings: GitBranch, environment: Mapping[str, str]) -> dict[str, str]:
    """The token as a header of git's requests: in the environment, where no list of processes shows it."""
    token = environment.get("BAOZHAI_GIT_TOKEN", "")
    if not token or not settings.remote.startswith("https://"):
        return {}
    basic = base64.b64encode(f"{settings.username}:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{settings.remote}.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {basic}",
    }


@contextlib.contextmanager
def _passing_index() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="baozhai-") as folder:
        yield {"GIT_INDEX_FILE": os.path.join(folder, "index")}  # noqa: PTH118 - a value of the environment
