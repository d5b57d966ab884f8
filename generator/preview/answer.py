"""What a request is answered, from what was built: a function of the request and the site; owns no socket.

No URL is joined to a path, and nothing of a request is written back. Every answer forbids caching, sniffing and
anything from another host.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from functools import cache
from http import HTTPStatus
from importlib import resources
from pathlib import Path

import msgspec

from generator.errors import BaozhaiError, Diagnostic, Lang, message
from generator.media import HTML, JSON, TEXT, content_type_of
from generator.preview import bench
from generator.preview.address import BENCH, Found, Moved, find, query, refusal, url_path
from generator.preview.overlay import NOT_FOUND, SCRIPT, STYLE, news, with_script
from generator.preview.published import Snapshot

EVENTS = "/_baozhai/events"
CHANGED = "/_baozhai/changed"
OURS = "/_baozhai/"
STATIC = {SCRIPT: "reload.js", STYLE: "preview.css", bench.STYLE: "bench.css"}
COOKIE = "baozhai"
STREAM = "text/event-stream"
HEADERS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
    ),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One response, whole."""

    status: HTTPStatus
    content_type: str = TEXT
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What the server answers from. `folder` is the output, `root` what paths in messages are relative to.

    With a `token`, only who came in by a URL that carries it is answered. `remarks` are those of the bench, beside what
    the build has said; `editor` is the URL by which one is opened, or nothing.
    """

    folder: Path
    base_path: str
    root: Path
    lang: Lang
    token: str | None = None
    remarks: Callable[[], Sequence[Diagnostic]] = tuple
    editor: str = ""


def answer(target: str, headers: Message, hosts: frozenset[str], desk: Desk, site: Snapshot) -> Answer:
    """The answer to a GET of a request target; reads at most one file, and that is one of `site.targets`.

    Of the type `STREAM` it is the beginning of one, which tells of builds by number.
    """
    if refusal(headers, hosts):
        return Answer(HTTPStatus.FORBIDDEN, body=words("preview-refused"))
    if (locked := _ask_for_token(target, headers, desk)) is not None:
        return locked
    path = url_path(target)
    if path is None:
        return Answer(HTTPStatus.BAD_REQUEST, body=words("preview-malformed"))
    if path.startswith(OURS) or path in {BENCH, BENCH.rstrip("/")}:
        return _of_ours(path, query(target), desk, site)
    found = find(path, desk.base_path, site.targets)
    if isinstance(found, Moved):
        return Answer(HTTPStatus.FOUND, headers=(("Location", found.location),))
    return _file(found, desk, site)


def _of_ours(path: str, asked: Mapping[str, str], desk: Desk, site: Snapshot) -> Answer:
    """What belongs to the preview, not to the site."""
    if path in STATIC:
        return Answer(HTTPStatus.OK, content_type_of(path), _own_file(STATIC[path]))
    if path == EVENTS:
        return Answer(HTTPStatus.OK, STREAM)
    if path == CHANGED:
        return _changed(asked, desk, site)
    if path == BENCH:
        return _bench(desk, site)
    if path == BENCH.rstrip("/"):
        return Answer(HTTPStatus.FOUND, headers=(("Location", BENCH),))
    return _file(None, desk, site)


def _file(found: Found | None, desk: Desk, site: Snapshot) -> Answer:
    for path, status in ((found and found.path, HTTPStatus.OK), (NOT_FOUND, HTTPStatus.NOT_FOUND)):
        if path is None or path not in site.targets:
            continue
        try:
            body = (desk.folder / path).read_bytes()
        except OSError:
            continue
        kind = content_type_of(path)
        return Answer(status, kind, with_script(body, site.number) if kind == HTML else body)
    body = b"<!doctype html><html><head><title>404</title></head><p>" + words("preview-empty")
    return Answer(HTTPStatus.NOT_FOUND, HTML, with_script(body, site.number))


def _bench(desk: Desk, site: Snapshot) -> Answer:
    try:
        found = (*site.diagnostics, *desk.remarks())
    except BaozhaiError as error:
        found = (*site.diagnostics, *error.diagnostics)
    page = bench.bench(
        tuple(set(found)), site.number, base_path=desk.base_path, lang=desk.lang, root=desk.root, editor=desk.editor
    )
    return Answer(HTTPStatus.OK, HTML, page)


def _changed(asked: Mapping[str, str], desk: Desk, site: Snapshot) -> Answer:
    since, at = asked.get("since", ""), url_path(asked.get("at", ""))
    if at is None or not (since.isascii() and since.isdigit() and len(since) < 20):
        return Answer(HTTPStatus.BAD_REQUEST, body=words("preview-malformed"))
    told = news(site, since=int(since), at=at, base_path=desk.base_path, lang=desk.lang, root=desk.root)
    return Answer(HTTPStatus.OK, JSON, msgspec.json.encode(told))


def _ask_for_token(target: str, headers: Message, desk: Desk) -> Answer | None:
    """None where the visitor may come in; a cookie for who brings the token in the URL; a refusal."""
    if desk.token is None:
        return None
    cookies = dict(part.strip().partition("=")[::2] for part in headers.get("Cookie", "").split(";"))
    if hmac.compare_digest(cookies.get(COOKIE, "").encode(), desk.token.encode()):
        return None
    if hmac.compare_digest(query(target).get("token", "").encode(), desk.token.encode()):
        cookie = f"{COOKIE}={desk.token}; Path=/; HttpOnly; SameSite=Lax"
        return Answer(HTTPStatus.FOUND, headers=(("Location", desk.base_path), ("Set-Cookie", cookie)))
    return Answer(HTTPStatus.FORBIDDEN, body=words("preview-refused"))


def words(code: str) -> bytes:
    """A message of the interface in both languages, as the body of an answer."""
    return f"{message(code, 'zh')}\n{message(code, 'en')}\n".encode()


@cache
def _own_file(name: str) -> bytes:
    return (resources.files("generator.preview") / "static" / name).read_bytes()
