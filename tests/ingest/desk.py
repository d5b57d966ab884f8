"""A project whose pages are a headline and its paragraphs, for the tests of what ingest writes."""

import msgspec

from generator.errors import diagnose
from generator.ingest.identity import article_id, article_ids
from generator.ingest.keep.plan import SourceResult, ingest
from generator.ingest.keep.printed import keep
from generator.model import Article, IssueHead, Reading

DAY = "2021-11-25"
NOTHING = Reading(IssueHead())


def article(headline, body="第一段。\n\n第二段。\n\n第三段。", **more):
    given_id = article_id("株洲日报", DAY, None, headline)
    return Article(
        **{"id": given_id, "path": "", "headline": headline, "date": DAY, "body": body, "district": "天元区"} | more
    )


def read(data, path, said=None):
    """A page of these tests: headline, then its paragraphs; a blank line between two articles."""
    text = data.decode()
    if text.startswith("不可读"):
        return SourceResult(read=False, diagnostics=(diagnose("source-encoding", path, 1),))
    parts = [part.split("\n") for part in text.strip("\n").split("\n\n") if part.strip()]
    bad = tuple(diagnose("source-binary", path, 1) for part in parts if part[0] == "坏")
    ids = article_ids(("株洲日报", DAY, None, part[0]) for part in parts)
    articles = tuple(
        article(part[0], "\n\n".join(part[1:]), id=made, order=order)
        for order, (made, part) in enumerate(zip(ids, parts, strict=True), 1)
        if part[0] != "坏"
    )
    printed = keep(data, "utf-8", NOTHING, ())
    return SourceResult(articles, bad, "utf-8", {"moves": [], "note": path, "printed": msgspec.to_builtins(printed)})


class Project:
    """A project on the disk, and short words for what happens to it."""

    def __init__(self, folder):
        self.folder = folder
        self.content = folder / "content"

    def page(self, text, name=f"{DAY}/01.txt"):
        file = self.content / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return self

    def ingest(self, *paths, program="1", complete=True, **more):
        sources = paths or sorted((self.content / "pages").rglob("*.txt"))
        self.report, self.diagnostics = ingest(self.folder, sources, read, program=program, complete=complete, **more)
        self.codes = [item.code for item in self.diagnostics]
        return self

    def file(self, name, folder=f"天元区/{DAY}"):
        return self.content / folder / name

    def edit(self, name, old, new):
        file = self.file(name)
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return self

    def snapshot(self):
        files = sorted(path for path in self.content.rglob("*") if path.is_file())
        return {
            path.relative_to(self.content).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files
        }
