"""Feeds and sitemaps as their readers take them: well-formed, with all that their formats ask for."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from generator.inspection.page import Facts, Fault

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
JSON_FEED = "https://jsonfeed.org/version/"
MOST_ADDRESSES = 50_000  # of one sitemap, by its protocol
DOCTYPE = b"<!DOCTYPE"  # no feed needs one, and what it could declare is not to be expanded


def inspect_xml(data: bytes) -> Facts:
    """The facts of an XML file: any has to be well-formed, feeds and sitemaps whole as well."""
    if DOCTYPE in data:
        return Facts(faults=(Fault(1, "xml-broken", "DOCTYPE"),))
    try:
        root = ElementTree.fromstring(data)  # no DOCTYPE, so no entities
    except ElementTree.ParseError as error:
        return Facts(faults=(Fault(error.position[0], "xml-broken", str(error)),))
    if root.tag == f"{ATOM}feed":
        return _facts(_atom(root), [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")])
    if root.tag == "rss":
        items = list(root.iter("item"))
        return _facts(_rss(root), [item.findtext("guid") or item.findtext("link") for item in items])
    if root.tag in {f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex"}:
        addresses = [address.text for address in root.iter(f"{SITEMAP}loc")]
        full = [Fault(1, "sitemap-full", str(len(addresses)))] if len(addresses) > MOST_ADDRESSES else []
        return _facts(full, addresses)
    return Facts()


def inspect_json(data: bytes) -> Facts:
    """The facts of a JSON file, which may be a JSON Feed."""
    try:
        value = json.loads(data)
    except ValueError as error:
        return Facts(faults=(Fault(getattr(error, "lineno", 0), "json-broken", str(error)),))
    if not isinstance(value, dict) or not str(value.get("version", "")).startswith(JSON_FEED):
        return Facts()
    items: list[Any] = value.get("items", [])
    faults = [Fault(1, "feed-lacks", name) for name in ("title", "items") if name not in value]
    faults += [
        Fault(1, "feed-lacks", f"items[{number}]: content")
        for number, item in enumerate(items)
        if not ("content_html" in item or "content_text" in item)
    ]
    return _facts(faults, [item.get("id") for item in items])


def _facts(faults: Iterator[Fault] | list[Fault], identities: list[str | None]) -> Facts:
    """Facts with a fault for each identity that is missing or stands twice."""
    found, known = list(faults), set[str]()
    for number, identity in enumerate(identities, 1):
        if not identity:
            found.append(Fault(1, "feed-lacks", f"{number}: id"))
        elif identity in known:
            found.append(Fault(1, "feed-twice", identity))
        else:
            known.add(identity)
    return Facts(faults=tuple(found), identities=tuple(filter(None, identities)))


def _atom(root: ElementTree.Element) -> Iterator[Fault]:
    for place in (root, *root.iter(f"{ATOM}entry")):
        label = (place.findtext(f"{ATOM}title") or "").strip() or "feed"
        for name in ("id", "title", "updated"):
            if not (place.findtext(f"{ATOM}{name}") or "").strip():
                yield Fault(1, "feed-lacks", f"{label}: {name}")
    if root.find(f"{ATOM}author") is None:
        for entry in root.iter(f"{ATOM}entry"):
            if entry.find(f"{ATOM}author") is None:
                yield Fault(1, "feed-lacks", f"{entry.findtext(f'{ATOM}title')}: author")


def _rss(root: ElementTree.Element) -> Iterator[Fault]:
    channel = root.find("channel")
    for name in ("title", "link", "description"):
        if channel is None or not (channel.findtext(name) or "").strip():
            yield Fault(1, "feed-lacks", f"channel: {name}")
    for item in root.iter("item"):
        if not (item.findtext("title") or item.findtext("description")):
            yield Fault(1, "feed-lacks", "item: title")
