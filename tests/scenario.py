"""Whole-program tests as one chained sentence: `Project(tmp_path).page(text).ingest().build().expects(status=0)`.

Every command runs in this process through `generator.cli.main`, as the `baozhai` command calls it. What a build changed
is taken from the disk, before and after, never from what the program says of itself.
"""

import contextlib
import io
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLE_CONTENT = REPOSITORY / "content"


@dataclass(frozen=True)
class Ran:
    """A command that ended: its status and what it printed; `changed` and `deleted` are paths below `site/`."""

    command: tuple[str, ...]
    status: int
    out: str
    err: str
    changed: tuple[str, ...]
    deleted: tuple[str, ...]

    def __str__(self) -> str:
        return f"baozhai {' '.join(self.command)} -> {self.status}\n{self.out}\n{self.err}"


class Project:
    """A project folder and the commands run in it; each method returns the project, so that they chain."""

    def __init__(self, folder: Path, *, city: str = "株洲", sample: bool = False) -> None:
        """An empty project for a city, or, as `sample`, a copy of what this repository publishes as its source."""
        self.folder = folder / "project"
        self.latest: Ran | None = None
        if sample:
            shutil.copytree(SAMPLE_CONTENT, self.folder / "content")
        else:
            self.run("init", str(self.folder), "--city", city).expects()

    @classmethod
    def of(cls, content: Path, folder: Path) -> "Project":
        """A project with a copy of some content."""
        made = cls.__new__(cls)
        made.folder, made.latest = folder / "project", None
        shutil.copytree(content, made.folder / "content")
        return made

    # ---- the material ----

    def page(self, text: str, *, date: str = "2021-11-25", name: str = "A1.txt") -> "Project":
        """Drop the text of a print page where ingest looks for it."""
        return self.write(f"content/pages/{date}/{name}", text)

    def write(self, path: str, content: str | bytes) -> "Project":
        """Write a file of the project."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def edit(self, path: str, old: str, new: str) -> "Project":
        """Replace text that has to be there, in the one file that the pattern matches."""
        file = self.file(path)
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}:\n{text}"
        file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
        return self

    def delete(self, path: str) -> "Project":
        """Delete the one file that the pattern matches."""
        self.file(path).unlink()
        return self

    # ---- the commands ----

    def run(self, *command: str) -> "Project":
        """Run any command; `init` outside the project, every other one in it."""
        from generator.cli import main  # noqa: PLC0415 - so that a fault in it fails the test, not the collection

        before = self.site()
        arguments = command if command[0] == "init" else (command[0], "--project", str(self.folder), *command[1:])
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(arguments)
        after = self.site()
        changed = tuple(path for path, data in after.items() if before.get(path) != data)
        deleted = tuple(path for path in before if path not in after)
        self.latest = Ran(command, int(status), out.getvalue(), err.getvalue(), changed, deleted)
        return self

    def ingest(self, *arguments: str) -> "Project":
        """`baozhai ingest`"""
        return self.run("ingest", *arguments)

    def build(self, *arguments: str) -> "Project":
        """`baozhai build`"""
        return self.run("build", *arguments)

    def check(self, *arguments: str) -> "Project":
        """`baozhai check`"""
        return self.run("check", *arguments)

    # ---- what is expected ----

    def expects(
        self,
        *,
        status: int = 0,
        changed: Iterable[str] | None = None,
        deleted: Iterable[str] | None = None,
        says: Iterable[str] = (),
        site: Iterable[str] = (),
        holds: Callable[["Project"], bool] | None = None,
    ) -> "Project":
        """Check the latest command: exact lists of changed and deleted outputs, words it said, outputs that exist.

        What of the search changes is told by its own tests (`tests/render/search`), so its files are left out here.
        """
        ran = self.latest
        assert ran is not None, "no command was run yet"
        assert ran.status == status, ran
        if changed is not None:
            assert _without_search(ran.changed) == tuple(sorted(changed)), ran
        if deleted is not None:
            assert _without_search(ran.deleted) == tuple(sorted(deleted)), ran
        for words in says:
            assert words in ran.out + ran.err, ran
        for path in site:
            assert (self.folder / "site" / path).is_file(), f"{path} is not in {sorted(self.site())}"
        assert holds is None or holds(self), ran
        return self

    # ---- what there is ----

    def file(self, pattern: str) -> Path:
        """The one file of the project that a pattern (`content/*/2021-11-25/*.md`) matches."""
        found = sorted(self.folder.glob(pattern))
        assert len(found) == 1, f"{pattern} matches {found}"
        return found[0]

    def files(self, pattern: str) -> list[str]:
        """Paths below the project that a pattern matches, sorted."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern))

    def text(self, pattern: str) -> str:
        """The text of the one file that a pattern matches."""
        return self.file(pattern).read_text(encoding="utf-8")

    def site(self) -> dict[str, bytes]:
        """All that is published: path below `site/` and bytes, sorted by path."""
        folder = self.folder / "site"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _without_search(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in paths if not path.startswith("search/")))
