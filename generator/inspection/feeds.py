"""Feeds, sitemaps and lists of feeds as their readers take them: well-formed, with all that their formats ask for."""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from generator.inspection.addresses import addresses
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
    return _of_kind(root)


def _of_kind(root: ElementTree.Element) -> Facts:
    """By its root: a feed, a list of feeds, a sitemap; of anything else nothing is known."""
    if root.tag == f"{ATOM}feed":
        links = [link.get("href") for link in root.iter(f"{ATOM}link")]
        return _facts(_atom(root), [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")], links)
    if root.tag == "rss":
        items = list(root.iter("item"))
        links = [link.text for link in root.iter("link")]
        return _facts(_rss(root), [item.findtext("guid") or item.findtext("link") for item in items], links)
    if root.tag == "opml":
        outlines = [one for one in root.iter("outline") if one.get("type") == "rss"]
        homes = [one.get("htmlUrl") for one in outlines]
        return _facts(_opml(root), [one.get("xmlUrl") for one in outlines], homes)
    if root.tag in {f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex"}:
        listed = [address.text for address in root.iter(f"{SITEMAP}loc")]
        full = [Fault(1, "sitemap-full", str(len(listed)))] if len(listed) > MOST_ADDRESSES else []
        return _facts(full, listed)
    return Facts()


def inspect_json(data: bytes) -> Facts:
    """The facts of a JSON file, which may be a JSON Feed: every address in it but those in texts."""
    try:
        value = json.loads(data)
    except ValueError as error:
        return Facts(faults=(Fault(getattr(error, "lineno", 0), "json-broken", str(error)),))
    if not isinstance(value, dict) or not str(value.get("version", "")).startswith(JSON_FEED):
        return Facts(identities=tuple(sorted(set(addresses(value)))))
    items: list[Any] = value.get("items", [])
    faults = [Fault(1, "feed-lacks", name) for name in ("title", "items") if name not in value]
    faults += [
        Fault(1, "feed-lacks", f"items[{number}]: content")
        for number, item in enumerate(items)
        if not ("content_html" in item or "content_text" in item)
    ]
    return _facts(faults, [item.get("id") for item in items], list(addresses(value)))


def _facts(
    faults: Iterator[Fault] | list[Fault], identities: list[str | None], links: Sequence[str | None] = ()
) -> Facts:
    """Facts with a fault for each identity that is missing or stands twice; `links` may stand as often as they like."""
    found, known = list(faults), set[str]()
    for number, identity in enumerate(identities, 1):
        if not identity:
            found.append(Fault(1, "feed-lacks", f"{number}: id"))
        elif identity in known:
            found.append(Fault(1, "feed-twice", identity))
        else:
            known.add(identity)
    return Facts(faults=tuple(found), identities=tuple(dict.fromkeys(filter(None, (*identities, *links)))))


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


def _opml(root: ElementTree.Element) -> Iterator[Fault]:
    if not (root.findtext("head/title") or "").strip():
        yield Fault(1, "feed-lacks", "head: title")
    for number, outline in enumerate(root.iter("outline"), 1):
        if not (outline.get("text") or "").strip():
            yield Fault(1, "feed-lacks", f"outline {number}: text")
