"""What kind of file a name tells: one table for the preview and for the stores that are published to."""

from pathlib import PurePosixPath

HTML, TEXT, JSON = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json"
CONTENT_TYPES = {
    ".html": HTML, ".txt": TEXT, ".json": JSON, ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".jsonl": "application/jsonl",
    ".xml": "application/xml; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8", ".opml": "text/x-opml; charset=utf-8",
    ".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".svg": "image/svg+xml",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".avif": "image/avif", ".ico": "image/vnd.microsoft.icon", ".woff2": "font/woff2", ".pdf": "application/pdf",
    ".epub": "application/epub+zip", ".webmanifest": "application/manifest+json", ".wasm": "application/wasm",
}  # fmt: skip


def content_type_of(path: str) -> str:
    """By its suffix alone.

    >>> content_type_of("feed.xml"), content_type_of("CNAME")
    ('application/xml; charset=utf-8', 'application/octet-stream')
    """
    return CONTENT_TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
