"""Where ingest's articles lie on the disk: found by id, written, removed, and sources copied in.

It decides nothing about whose text wins (`plan.py` does), never writes through a symbolic link, and hands everything
that it replaces to the trash.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from generator.content import load
from generator.content.filenames import INCOMING, UNDATED, clean_name
from generator.disk import disk_errors, is_linked, remove_empty_parents, write_atomically
from generator.errors import BaozhaiError, diagnose
from generator.ingest.keep.records import PAGES, is_article_path
from generator.ingest.keep.trash import Trash
from generator.ingest.sources import SUFFIXES, facts_from_path

HEAD = 64 * 1024  # bytes in which the id of an article stands

# id: "3f9c2e51ab04"
ID_LINE = re.compile(r'^id:[ \t]*["\']?([0-9a-z-]+)["\']?[ \t]*\r?$', re.MULTILINE)
# 01-简讯 (2).md
NUMBERED = re.compile(r" \(\d+\)(?=\.md$)")


def id_of(text: str) -> str | None:
    """The id that stands in a file's header, even if the rest of the header is broken."""
    found = ID_LINE.search(text) if text.startswith(("---", "\ufeff---")) else None
    return found[1] if found else None


class Refusal(BaozhaiError):
    """One file that is not touched; the others go on."""


class Store:
    """The folder `content/` of one project during one command, which `trash` is of."""

    def __init__(self, project: Path, trash: Trash) -> None:
        self.project = project
        self._trash = trash
        self.content = project / "content"
        self._paths: dict[str, str] | None = None

    def read(self, path: str) -> str | None:
        """The text of an article, None if there is none; what is no UTF-8 is a person's, and read as far as it goes."""
        file = self._file(path)
        with disk_errors(file):
            return file.read_bytes().decode("utf-8", errors="surrogateescape") if file.is_file() else None

    def find(self, article_id: str, recorded: str | None, wanted: str) -> str | None:
        """The path of the article with this id: where it was, where it would be, or wherever a person moved it."""
        for path in filter(None, (recorded, wanted)):
            text = self.read(path)
            if text is not None and id_of(text) == article_id:
                return path
        moved = self.paths_by_id().get(article_id)
        if moved and self.read(moved) is not None:
            return moved
        text = self.read(recorded) if recorded else None
        return recorded if text is not None and id_of(text) is None else None  # a person took its header away

    def free_path(self, path: str, article_id: str) -> str:
        """The path, or one with a number added, where no other article lies: `01-简讯 (2).md`."""
        number = 1
        candidate = path
        while (text := self.read(candidate)) is not None and id_of(text) != article_id:
            number += 1
            candidate = f"{path.removesuffix('.md')} ({number}).md"
        return candidate

    def write(self, path: str, text: str, seen: str | None) -> None:
        """Write an article whole or not at all; `Refusal` if somebody has saved another text than was `seen` there."""
        data = text.encode("utf-8", errors="surrogateescape")
        file = self._file(path)
        if self.read(path) != seen:
            raise Refusal(diagnose("ingest-busy", f"content/{path}"))
        self._trash.replaces(path, data)
        write_atomically(file, data)
        article_id = id_of(text)
        if self._paths is not None and article_id:
            self._paths[article_id] = path

    def write_beside(self, path: str, text: str) -> str:
        """Put a text that conflicts with a person's file beside it, under a name that is no article's."""
        beside = path.removesuffix(".md") + INCOMING
        self.replace(f"content/{beside}", text.encode())
        return beside

    def replace(self, file: str, data: bytes) -> None:
        """Write a file of `content/` that is no article; its path is relative to the project."""
        if is_linked(self.content, file.removeprefix("content/")):
            raise Refusal(diagnose("content-symlink", file))
        self._trash.replaces(file.removeprefix("content/"), data)
        write_atomically(self.project / file, data)

    def remove(self, path: str) -> str:
        """Take an article away; where it lies in the trash, relative to the project."""
        file = self._file(path)
        kept = self._trash.replaces(path, None)
        with disk_errors(file):
            file.unlink(missing_ok=True)
            remove_empty_parents(file, self.content)
        return kept or ""

    def inside(self, source: Path) -> str | None:
        """The path of a source relative to the project, if it plainly lies among its pages."""
        pages = self.project / PAGES
        if ".." in source.parts or not source.is_relative_to(pages):
            return None
        return f"{PAGES}/{source.relative_to(pages).as_posix()}"

    def take_in(self, source: Path, day: str | None) -> tuple[str, bytes, bool]:
        """The path of a source inside the project, its bytes, and whether it has yet to be copied there.

        No two different files get one path. `Refusal` if it cannot be read.
        """
        try:
            lies = source.resolve(strict=True)
            data = lies.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise Refusal(diagnose("source-unreadable", str(source), reason=reason)) from error
        pages = (self.project / PAGES).resolve()
        if lies.is_relative_to(pages):
            return f"{PAGES}/{lies.relative_to(pages).as_posix()}", data, False
        folder = day or facts_from_path(source).date or UNDATED
        suffix = source.suffix if source.suffix.lower() in SUFFIXES else ".txt"
        name = clean_name(source.name.removesuffix(suffix), 160)
        number = 1
        target = f"{PAGES}/{folder}/{name}{suffix}"
        with disk_errors(self.project / target):
            while (file := self.project / target).exists():
                if file.read_bytes() == data:
                    return target, data, False
                number += 1
                target = f"{PAGES}/{folder}/{name}-{number}{suffix}"
        return target, data, True

    def paths_by_id(self) -> Mapping[str, str]:
        """Every id in the folder and its path; read once, when first something is not where it should be."""
        if self._paths is None:
            articles = load(self.content, {}).library.articles if self.content.is_dir() else ()
            self._paths = {article.id: article.path for article in articles}
        return self._paths

    def _file(self, path: str) -> Path:
        if not is_article_path(path) or is_linked(self.content, path):
            raise Refusal(diagnose("content-symlink", f"content/{path}"))
        return self.content / path


def same_name(one: str, other: str) -> bool:
    """Whether two paths differ at most in the number that tells equal names apart."""
    return NUMBERED.sub("", one) == NUMBERED.sub("", other)
