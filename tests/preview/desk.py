"""A preview of a tiny site for tests: every `.md` below `content/` becomes a page, `!` in it is a fault."""

import threading
from collections.abc import Collection
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from generator.errors import BaozhaiError, diagnose
from generator.preview import BuildOutcome, Preview
from generator.preview.answer import Desk

PAGE = (
    '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{name}</title>'
    '<link rel="icon" href="data:,"><link rel="stylesheet" href="{style}"></head>'
    '<body><h1>{text}</h1><p class="tall"></p><p id="end">end</p></body></html>'
)


class TinySite:
    """The material, its builder, and what was announced; `builds` gets an item after each build."""

    def __init__(self, folder: Path) -> None:
        self.root, self.content, self.site = folder, folder / "content", folder / "site"
        self.content.mkdir()
        self.site.mkdir()
        self.hashed, self.base_path = False, "/"
        self.announced: list[str] = []
        self.builds: SimpleQueue[BuildOutcome] = SimpleQueue()
        self.save("index.md", "home")
        self.save("site.css", "body { color: rgb(1, 2, 3) } .tall { height: 4000px }")

    def save(self, name: str, text: str) -> None:
        """Save as careful editors do: beside it, then over it."""
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        passing = file.with_name(f".{file.name}.swp")
        passing.write_text(text, encoding="utf-8")
        passing.replace(file)

    def build(self, files: Collection[str] | None = None) -> BuildOutcome:
        """Make every page; a `!` in the material raises, as a broken setting would."""
        style = (self.content / "site.css").read_text(encoding="utf-8")
        style_name = f"site.{sum(style.encode())}.css" if self.hashed else "site.css"
        wanted = {style_name: style}
        for source in sorted(self.content.rglob("*")):
            name = source.relative_to(self.content)
            if source.suffix == ".md":
                text = source.read_text(encoding="utf-8")
                if "!" in text:
                    raise BaozhaiError(diagnose("preview-disk", f"content/{name}", 1, reason="<b>an exclamation</b>"))
                path = name.with_suffix("") / "index.html" if name.stem != "index" else name.with_suffix(".html")
                wanted[path.as_posix()] = PAGE.format(name=name.stem, text=text, style=self.base_path + style_name)
        outcome = BuildOutcome(self._write(wanted), self._delete(wanted), tuple(wanted))
        self.builds.put(outcome)
        return outcome

    def _write(self, wanted: dict[str, str]) -> tuple[str, ...]:
        changed = []
        for path, text in wanted.items():
            file = self.site / path
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
                changed.append(path)
        return tuple(changed)

    def _delete(self, wanted: dict[str, str]) -> tuple[str, ...]:
        files = {path.relative_to(self.site).as_posix(): path for path in self.site.rglob("*") if path.is_file()}
        gone = tuple(sorted(files.keys() - wanted.keys()))
        for path in gone:
            files[path].unlink()
        return gone

    @contextmanager
    def preview(self, *, base_path: str = "/", port: int = 0):
        """A running preview; when it ends, nothing of it is left."""
        self.base_path = base_path
        desk = Desk(self.site, base_path, self.root, "en")
        threads = set(threading.enumerate())
        with Preview(desk, self.build, [self.content], announce=self.announced.append, port=port) as preview:
            running = threading.Thread(target=preview.run)
            running.start()
            try:
                yield preview
            finally:
                preview.stop()
                running.join()
        assert set(threading.enumerate()) <= threads
