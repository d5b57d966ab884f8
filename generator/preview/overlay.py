"""What the preview adds to a page, and what it tells the page's script; holds no site and answers no request."""

from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import msgspec

from generator.errors import Diagnostic, Lang, catalogue, message
from generator.preview.address import BENCH, Found, find
from generator.preview.published import Snapshot, changed_since

SCRIPT = "/_baozhai/reload.js"
STYLE = "/_baozhai/preview.css"
NOT_FOUND = "404.html"
MOST_FAULTS = 50
LONGEST_EXCERPT = 200
LARGEST_SOURCE = 20_000_000
# What a page can load besides itself; the script knows which of these its page did load.
ASSET_TYPES = frozenset(
    (".css", ".js", ".mjs", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff2")
)


class Fault(msgspec.Struct, frozen=True):
    """One error as the overlay shows it; `excerpt` is the line of the source, empty where it cannot be shown."""

    place: str
    severity: str
    text: str
    hint: str
    excerpt: str


class News(msgspec.Struct, frozen=True):
    """The answer to *what changed since build N, for the page at this URL?*; URLs are those a browser shows."""

    build: int
    reload: bool
    assets: tuple[str, ...]
    title: str
    faults: tuple[Fault, ...]


def with_script(html: bytes, number: int) -> bytes:
    """The page with the preview's script in its head, marked with the build the page was made by.

    >>> with_script(b"<html><head></head></html>", 7)
    b'<html><head><script src="/_baozhai/reload.js" data-build="7" defer></script></head></html>'
    """
    tag = f'<script src="{SCRIPT}" data-build="{number}" defer></script>'.encode()
    head, end, rest = html.partition(b"</head>")
    return head + tag + end + rest if end else html + tag


def news(snapshot: Snapshot, *, since: int, at: str, base_path: str, lang: Lang, root: Path) -> News:
    """What the page at the decoded URL path `at`, made by build `since`, has to do now."""
    changed = changed_since(snapshot, since)
    errors = [item for item in snapshot.diagnostics if item.severity == "error"]
    return News(
        build=snapshot.number,
        reload=changed is None or _is_touched(at, base_path, snapshot.targets, changed),
        assets=asset_urls(snapshot.targets & (changed or frozenset()), base_path),
        title=message("preview-overlay", lang, count=len(errors)) if errors else "",
        faults=tuple(fault(item, lang, root) for item in errors[:MOST_FAULTS]),
    )


def _is_touched(at: str, base_path: str, targets: Collection[str], changed: Collection[str]) -> bool:
    """Whether the page at this URL was made, changed or deleted; what is not there is shown by the page 404."""
    if at == BENCH or isinstance(find(at, base_path, changed), Found):
        return True
    return find(at, base_path, targets) is None and NOT_FOUND in changed


def asset_urls(changed: Iterable[str], base_path: str) -> tuple[str, ...]:
    """URLs of the changed files that a page may have loaded.

    >>> asset_urls(["index.html", "assets/site.css"], "/paper/")
    ('/paper/assets/site.css',)
    """
    paths = sorted(path for path in changed if PurePosixPath(path).suffix in ASSET_TYPES)
    return tuple(quote(base_path + path) for path in paths)


def fault(item: Diagnostic, lang: Lang, root: Path) -> Fault:
    """A diagnostic with its parts apart; its path is relative to `root`."""
    hint = str(catalogue()[item.code].get(f"{lang}_hint", "")).format(**dict(item.arguments))
    return Fault(
        place=f"{item.path}:{item.line}" if item.line else item.path,
        severity=item.severity,
        text=message(item.code, lang, **dict(item.arguments)),
        hint=hint,
        excerpt=excerpt(root / item.path, item.line),
    )


def excerpt(file: Path, line: int) -> str:
    """The line that a diagnostic names, or nothing where the file has gone or holds no text."""
    try:
        if not line or file.stat().st_size > LARGEST_SOURCE:
            return ""
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeError):
        return ""
    return lines[line - 1][:LONGEST_EXCERPT] if line <= len(lines) else ""
