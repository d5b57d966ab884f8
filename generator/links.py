"""Find links of the built site that lead nowhere, and anything a page would load from another host.

Reads what was built as a browser would and changes nothing; other hosts are not asked whether they answer.
"""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec

from generator.errors import Diagnostic, diagnose

LOADING = {("img", "src"), ("script", "src"), ("source", "src"), ("iframe", "src"), ("audio", "src"), ("video", "src")}
LOADING_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
FOLDER_FILE = "index.html"


class Link(msgspec.Struct, frozen=True, order=True):
    """A link of a page: the line it stands in, where it leads, and whether the browser loads it by itself."""

    line: int
    address: str
    loads: bool


class _Page(HTMLParser):
    """Collects the links and anchors of one HTML page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.anchors.add(values["id"])
        relations = set(values.get("rel", "").split())
        for name in ("href", "src"):
            if values.get(name) and "canonical" not in relations:
                loads = (tag, name) in LOADING or (tag == "link" and bool(relations & LOADING_RELATIONS))
                self.links.append(Link(self.getpos()[0], values[name], loads))


def broken_links(output: Path, base_path: str = "/") -> Iterator[Diagnostic]:
    """A diagnostic for each link or anchor below `output` that leads nowhere, in order of file and line.

    `base_path` is the path the site stands under (`/` or `/paper/`), which absolute links start with.
    """
    pages = {file.relative_to(output).as_posix(): _read(file) for file in sorted(output.rglob("*.html"))}
    for path, page in pages.items():
        for link in page.links:
            if problem := _problem(link, path, output, pages, base_path):
                yield diagnose(problem, f"{output.name}/{path}", link.line, address=link.address)


def _read(file: Path) -> _Page:
    page = _Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.close()
    return page


def _problem(link: Link, path: str, output: Path, pages: dict[str, _Page], base_path: str) -> str | None:
    parts = urlsplit(link.address)
    if parts.scheme or parts.netloc:
        return "link-foreign" if link.loads and parts.scheme != "data" else None
    found = resolve(unquote(parts.path), path, base_path)
    if found is None:
        return "link-outside"
    if found not in pages and not (output / found).is_file():
        return "link-broken"
    anchor = unquote(parts.fragment)
    return "link-anchor" if anchor and found in pages and anchor not in pages[found].anchors else None


def resolve(address: str, path: str, base_path: str = "/") -> str | None:
    """The file a link's path leads to, relative to the site, or None when it leaves the site.

    >>> resolve("../tags/", "2021/index.html"), resolve("", "a.html"), resolve("../../x", "a/b.html")
    ('tags/index.html', 'a.html', None)
    """
    if not address:
        return path
    if address.startswith("/"):
        if not address.startswith(base_path):
            return None
        parts = _normal(PurePosixPath(address[len(base_path) :]).parts)
    else:
        parts = _normal((*PurePosixPath(path).parent.parts, *PurePosixPath(address).parts))
    if parts is None:
        return None
    return "/".join([*parts, FOLDER_FILE] if address.endswith(("/", "/.", "..")) or not parts else parts)


def _normal(parts: Iterable[str]) -> list[str] | None:
    kept: list[str] = []
    for part in parts:
        if part == "..":
            if not kept:
                return None
            kept.pop()
        elif part != ".":
            kept.append(part)
    return kept
