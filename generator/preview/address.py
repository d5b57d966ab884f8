"""Which published file a URL means, and whose requests are answered; opens nothing, so no URL can name a path.

A request is only ever compared with the names of what was built (MkDocs CVE-2021-40978, Zola CVE-2023-40274 and
their like joined it to a folder), and with the addresses this server is known by (Vite CVE-2025-24010).
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from email.message import Message
from typing import Literal
from urllib.parse import parse_qs, quote, unquote_to_bytes

INDEX = "index.html"
BENCH = "/_bench/"  # the list of remarks; no district or tag has such an address
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
LONGEST_QUERY = 4096


@dataclass(frozen=True, slots=True)
class Found:
    """The URL means this published path."""

    path: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The URL lacks its last slash or the site's base path; `location` is made from our own names only."""

    location: str


def url_path(target: str) -> str | None:
    """The decoded NFC path of a request target, without query; None for what no browser sends.

    http.server hands bytes over as Latin-1, so unencoded Chinese arrives as mojibake and is mended here.

    >>> url_path("/tags/%E6%9D%91%E5%BA%84/?q=1")
    '/tags/村庄/'
    >>> url_path("http://elsewhere/") is url_path("/%ff") is None
    True
    """
    if not target.startswith("/"):
        return None
    try:
        raw = target.partition("?")[0].partition("#")[0].encode("latin-1")
        return unicodedata.normalize("NFC", unquote_to_bytes(raw).decode("utf-8"))
    except UnicodeError:
        return None


def find(path: str, base_path: str, targets: Collection[str]) -> Found | Moved | None:
    """What a decoded path means on a site under `base_path` (`/` or `/name/`), or None.

    >>> targets = {"index.html", "tags/村庄/index.html"}
    >>> find("/", "/", targets), find("/tags/村庄", "/", targets)
    (Found(path='index.html'), Moved(location='/tags/%E6%9D%91%E5%BA%84/'))
    >>> find("/../etc/passwd", "/", targets)
    """
    if path in ("/", base_path.rstrip("/")) and path != base_path:
        return Moved(quote(base_path))
    if not path.startswith(base_path):
        return None
    name = path[len(base_path) :]
    if name in targets:
        return Found(name)
    if not name or name.endswith("/"):
        return Found(name + INDEX) if name + INDEX in targets else None
    return Moved(quote(f"{base_path}{name}/")) if f"{name}/{INDEX}" in targets else None


def query(target: str) -> dict[str, str]:
    """The last value of each parameter of a request target, decoded.

    >>> query("/changed?since=7&at=%2Ftags%2F")
    {'since': '7', 'at': '/tags/'}
    """
    text = target.partition("?")[2]
    if len(text) > LONGEST_QUERY:
        return {}
    try:
        return {name: values[-1] for name, values in parse_qs(text, max_num_fields=8).items()}
    except ValueError:
        return {}


def own_hosts(port: int, names: Collection[str] = ()) -> frozenset[str]:
    """Every `Host` this server answers to: loopback, and `names` it was told to listen on.

    >>> sorted(own_hosts(8000))
    ['127.0.0.1:8000', '[::1]:8000', 'localhost:8000']
    """
    hosts = {*LOCAL_NAMES, *names}
    ports = [f"{name}:{port}" for name in hosts]
    return frozenset([*ports, *hosts] if port == 80 else ports)


def refusal(headers: Message, hosts: Collection[str]) -> Literal["host", "origin"] | None:
    """Why a request is not answered, or None: a name that is not ours, or a page of another site that asks.

    A link from elsewhere that a person follows (`Sec-Fetch-Mode: navigate`) is answered, an image or a fetch is not.
    """
    names = headers.get_all("Host", [])
    if len(names) != 1 or names[0].lower() not in hosts:
        return "host"
    if any(origin.lower() not in {f"http://{name}" for name in hosts} for origin in headers.get_all("Origin", [])):
        return "origin"
    own = headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
    return None if own or headers.get("Sec-Fetch-Mode") == "navigate" else "origin"
