"""Where links lead within the site; other hosts are not asked whether they answer."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from generator.inspection.page import Facts, Link

FOLDER_FILE = "index.html"


def problem(
    link: Link, path: str, files: Collection[str], facts: Mapping[str, Facts], base_path: str
) -> tuple[str | None, str | None]:
    """What is wrong with a link of the file `path` (a message's code or None), and the file that it leads to."""
    elsewhere, address, anchor = _parts(link.address)
    if elsewhere:
        return ("link-foreign" if link.loads and elsewhere != "data" else None), None
    found = resolve(address, path, base_path)
    if found is None:
        return "link-outside", None
    if found not in files:
        return "link-broken", None
    if anchor and found.endswith(".html") and anchor not in facts[found].anchors:
        return "link-anchor", found
    return None, found


@lru_cache(maxsize=1 << 17)  # pages of one depth write the links of the navigation alike
def _parts(address: str) -> tuple[str, str, str]:
    """Scheme or host of what lies elsewhere, decoded path, decoded anchor."""
    parts = urlsplit(address)
    return parts.scheme or parts.netloc, unquote(parts.path), unquote(parts.fragment)


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
        parts = _normal(address[len(base_path) :].split("/"))
    else:
        parts = _normal((*path.split("/")[:-1], *address.split("/")))
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
        elif part not in {"", "."}:
            kept.append(part)
    return kept
