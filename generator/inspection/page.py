"""One HTML page as a browser reads it: its links and anchors, and what is wrong with it by itself.

The only module that parses with turbohtml. Its parser follows the WHATWG standard and repairs what is broken, as browsers
do; that every tag is closed where it was opened is therefore looked at before it has repaired anything.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import turbohtml
from turbohtml import TokenType, conformance

from generator.inspection.addresses import addresses

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
MAY_STAY_OPEN = frozenset(
    ("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "caption",
     "rt", "rp", "html", "head", "body")
)  # fmt: skip
LOADING = {("img", "src"), ("script", "src"), ("source", "src"), ("iframe", "src"), ("audio", "src"), ("video", "src")}
LOADING_RELATIONS = frozenset(("stylesheet", "icon", "preload", "modulepreload", "manifest"))


class Link(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link of a file: the line it stands in, where it leads, and whether a browser loads it by itself."""

    line: int
    address: str
    loads: bool


class Fault(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is wrong in one line: a message of the catalogue and what it is about."""

    line: int
    code: str
    detail: str = ""


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What one file says by itself; `identities` are the ids of a feed and all full addresses it tells.

    `unlisted` is a page that asks to be in no index, so that no list of ours need lead to it either.
    """

    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    identities: tuple[str, ...] = ()
    weight: int = 0
    unlisted: bool = False


def inspect_page(data: bytes) -> Facts:
    """The facts of a page, but for its weight."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Facts(faults=(Fault(data.count(b"\n", 0, error.start) + 1, "html-not-utf8"),))
    document = turbohtml.parse(text)
    pieces = list(_structured_data(document))
    faults = [
        *(Fault(error.line, "html-wrong", error.code) for error in document.errors),
        *_unbalanced(text),
        *_against_the_standard(document),
        *(Fault(line, *wrong) for line, value in pieces for wrong in _structured(value)),
    ]
    links: list[Link] = []
    anchors: set[str] = set()
    for element in document.select("[id],[href],[src]"):
        attributes = element.attrs
        if "id" in attributes:
            anchors.add(str(attributes["id"]))
        links += _links(element.tag, attributes, element.source_line or 0)
    shown = (str(element.attrs["content"]) for element in document.select('meta[property="og:image"][content]'))
    told = sorted({*shown, *(address for _, value in pieces for address in addresses(value))})
    ordered = tuple(sorted(set(faults), key=msgspec.structs.astuple))
    unlisted = bool(document.select('meta[name="robots"][content="noindex"]'))
    return Facts(tuple(links), tuple(sorted(anchors)), ordered, tuple(told), unlisted=unlisted)


def _links(tag: str, attributes: Mapping[str, Any], line: int) -> Iterator[Link]:
    relation = attributes.get("rel") or ()
    relations = set(relation.split() if isinstance(relation, str) else relation)
    if "canonical" in relations:
        return
    for name in ("href", "src"):
        if address := attributes.get(name):
            loads = (tag, name) in LOADING or (tag == "link" and bool(relations & LOADING_RELATIONS))
            yield Link(line, str(address), loads)


def _unbalanced(text: str) -> Iterator[Fault]:
    """Tags that are not closed, or closed without having been opened."""
    opened: list[tuple[str, int]] = []
    foreign = 0  # inside <svg> and <math> `<path/>` closes itself
    for token in turbohtml.tokenize(text):
        name = token.tag or ""
        if token.type is TokenType.START_TAG and name not in VOID:
            if token.self_closing:
                if not foreign and name not in {"svg", "math"}:
                    yield Fault(token.line, "html-wrong", "non-void-html-element-start-tag-with-trailing-solidus")
                    opened.append((name, token.line))
                continue
            foreign += name in {"svg", "math"}
            opened.append((name, token.line))
        elif token.type is TokenType.END_TAG:
            foreign -= name in {"svg", "math"}
            yield from _close(name, token.line, opened)
    for name, line in opened:
        if name not in MAY_STAY_OPEN:
            yield Fault(line, "html-unclosed", name)


def _close(name: str, line: int, opened: list[tuple[str, int]]) -> Iterator[Fault]:
    if all(name != other for other, _ in opened):
        yield Fault(line, "html-unopened", name)
        return
    while (top := opened.pop())[0] != name:
        if top[0] not in MAY_STAY_OPEN:
            yield Fault(top[1], "html-unclosed", top[0])


def _against_the_standard(document: turbohtml.Document) -> Iterator[Fault]:
    """What the standard forbids an author although every parser copes: one id twice, a picture without words."""
    for remark in conformance.check(document).messages:
        if remark.severity == "error":
            yield Fault(remark.line or 0, "html-wrong", remark.code)


def _structured_data(document: turbohtml.Document) -> Iterator[tuple[int, Any]]:
    """The line and the value of each piece of JSON-LD; an error where it is no JSON."""
    for element in document.select('script[type="application/ld+json"]'):
        try:
            yield element.source_line or 0, json.loads(element.text)
        except ValueError as error:
            yield element.source_line or 0, error


def _structured(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """JSON-LD that search engines would not understand."""
    if isinstance(value, ValueError):
        yield "jsonld-broken", str(value)
        return
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict) or "schema.org" not in str(item.get("@context")):
            yield "jsonld-lacks", "@context"
        elif not ("@type" in item or "@graph" in item):
            yield "jsonld-lacks", "@type"
