"""All files of the built site together: links, weights, what nobody can reach; and the memory of each file's facts."""

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec

from generator.disk import disk_errors, write_atomically
from generator.errors import Diagnostic, diagnose
from generator.inspection.data import inspect_lines, inspect_markdown, inspect_table
from generator.inspection.feeds import inspect_json, inspect_xml
from generator.inspection.links import problem
from generator.inspection.memory import load
from generator.inspection.page import Facts, Fault, inspect_page
from generator.inspection.style import inspect_style

HEAVIEST = 30 * 1024  # bytes of a page with its styles and scripts, gzipped
HOME, NOT_FOUND = "index.html", "404.html"
INSPECTORS: Mapping[str, Callable[[bytes], Facts]] = {
    ".html": inspect_page, ".xml": inspect_xml, ".opml": inspect_xml, ".json": inspect_json, ".css": inspect_style,
    ".jsonl": inspect_lines, ".csv": inspect_table, ".md": inspect_markdown, ".js": lambda _: Facts(),
}  # fmt: skip
WEIGHED = frozenset((".html", ".css", ".js"))


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a site as it was, for the next time it is the same."""

    site: str
    diagnostics: tuple[Diagnostic, ...]


class Remembered(msgspec.Struct, frozen=True, array_like=True):
    """Facts by the fingerprint of the file they were read in, and the program that read them."""

    program: str
    facts: dict[bytes, Facts]


def inspect_site(
    folder: Path, files: Mapping[str, bytes], base_url: str, memory: Path, program: str
) -> tuple[Diagnostic, ...]:
    """What is wrong with the `files` below `folder`, given by path and fingerprint; `memory` may be deleted any time."""
    site = _name(files, base_url, program)
    verdict = load(memory / "verdict", Verdict)
    if verdict is not None and verdict.site == site:
        return verdict.diagnostics
    remembered = load(memory / "facts", Remembered)
    known = remembered.facts if remembered is not None and remembered.program == program else {}
    facts = {path: known.get(fingerprint) or _inspect(folder / path) for path, fingerprint in sorted(files.items())}
    found = tuple(sorted(set(_judge(facts, folder.name, base_url))))
    now = {files[path]: one for path, one in facts.items()}
    if now.keys() != known.keys():
        write_atomically(memory / "facts", msgspec.msgpack.encode(Remembered(program, now)))
    write_atomically(memory / "verdict", msgspec.msgpack.encode(Verdict(site, found)))
    return found


def _name(files: Mapping[str, bytes], base_url: str, program: str) -> str:
    """A site, the address it stands under and the program that looks, as one fingerprint."""
    listing = (f"{path}\0{fingerprint.hex()}" for path, fingerprint in sorted(files.items()))
    return blake2b("\n".join([program, base_url, *listing]).encode(), digest_size=16).hexdigest()


def _inspect(file: Path) -> Facts:
    with disk_errors(file):
        data = file.read_bytes()
    inspector = INSPECTORS.get(file.suffix)
    if inspector is None:
        return Facts()
    found = inspector(data)
    return msgspec.structs.replace(found, weight=len(zlib.compress(data, 6))) if file.suffix in WEIGHED else found


def _judge(facts: Mapping[str, Facts], name: str, base_url: str) -> Iterator[Diagnostic]:
    reached: dict[str, set[str]] = {}
    base_path = urlsplit(base_url).path.rstrip("/") + "/"
    for path, one in facts.items():
        place = f"{name}/{path}"
        yield from (_told(place, fault) for fault in one.faults)
        loaded = {path}
        reached[path] = set()
        for link in one.links:
            code, found = problem(link, path, facts, facts, base_path)
            if code:
                yield diagnose(code, place, link.line, address=link.address)
            if found:
                reached[path].add(found)
                if link.loads:
                    loaded.add(found)
        if path.endswith(".html"):
            weight = sum(facts[part].weight for part in loaded)
            if weight > HEAVIEST:
                yield diagnose("page-heavy", place, 0, weight=f"{weight / 1024:.0f}", most=HEAVIEST // 1024)
        yield from _lost_addresses(one.identities, facts, place, base_url)
    yield from (
        diagnose("page-orphaned", f"{name}/{path}") for path in _unreachable(reached) if not facts[path].unlisted
    )


def _told(place: str, fault: Fault) -> Diagnostic:
    return diagnose(fault.code, place, fault.line, detail=fault.detail)


def _lost_addresses(
    identities: Iterable[str], facts: Mapping[str, Facts], place: str, base_url: str
) -> Iterator[Diagnostic]:
    """Full addresses of this site, in feeds, sitemaps, data or what a page says of itself, under which nothing stands."""
    base = base_url.rstrip("/") + "/"
    for address in identities:
        if address.startswith(base):
            path, folder = _published(address[len(base) :])
            if path not in facts and folder not in facts:
                yield diagnose("link-broken", place, 1, address=address)


@lru_cache(maxsize=1 << 16)
def _published(address: str) -> tuple[str, str]:
    """The file that an address may name, and that of a folder."""
    path = unquote(urlsplit(address).path)
    return path, f"{path.rstrip('/')}/{HOME}".lstrip("/")


def _unreachable(links: Mapping[str, set[str]]) -> Iterator[str]:
    """Pages that no way of links leads to from the home page."""
    if HOME not in links:
        return
    seen, waiting = {HOME}, deque([HOME])
    while waiting:
        new = links[waiting.popleft()] - seen
        seen |= new
        waiting.extend(new)
    for path in links:
        if PurePosixPath(path).suffix == ".html" and path not in seen and path != NOT_FOUND:
            yield path
