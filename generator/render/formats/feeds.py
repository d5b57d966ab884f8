"""Atom, RSS 2.0 and JSON Feed of one listing, and the list of all feeds as OPML; no clock anywhere.

Dates are the days of the issues, as the moments at which they began in China.
"""

import datetime
from collections.abc import Iterable, Sequence
from email.utils import format_datetime
from typing import Any

import msgspec
from msgspec import Struct

from generator.render import permalinks
from generator.render.formats.entries import Entry
from generator.render.formats.xml import around, document, element, plain
from generator.render.values import Imprint

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACES = {
    "xmlns:atom": ATOM,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
JSON_FEED = "https://jsonfeed.org/version/1.1"
PROGRAM = "baozhai"
NO_ISSUE_YET = "1970-01-01"  # Atom wants a date even in an empty feed; any real one would be invented
CHINA = datetime.timezone(datetime.timedelta(hours=8))


class Channel(Struct, frozen=True):
    """A feed apart from its entries: `folder` is the address its files lie in, `about` that of the listing it follows."""

    site: Imprint
    title: str
    folder: str
    about: str

    def url(self, name: str) -> str:
        """The full address of one of its files."""
        return permalinks.absolute(self.site.base_url, self.folder + name)

    @property
    def home(self) -> str:
        """The full address of the listing."""
        return permalinks.absolute(self.site.base_url, self.about)

    @property
    def hub(self) -> str:
        """The hub that tells its readers; an issue touches too many tags for each to be told of one by one."""
        return "" if self.folder.startswith(permalinks.TAGS) else self.site.hub

    @property
    def publisher(self) -> str:
        """Who answers for it."""
        return self.site.paper or self.site.title

    @property
    def description(self) -> str:
        """What it is about."""
        return self.site.description or self.title


# ---- Atom --------------------------------------------------------------------------------------------


def atom(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """An Atom feed."""
    site = channel.site
    return document(
        around(
            "feed",
            element("title", channel.title),
            element("subtitle", channel.description),
            element("id", f"tag:{permalinks.host(site.base_url)},2000:{channel.folder}{permalinks.FEED}"),
            element("updated", moment(_newest(entries))),
            element("link", rel="self", type="application/atom+xml", href=channel.url(permalinks.FEED)),
            element("link", rel="alternate", type="text/html", href=channel.home),
            *([element("link", rel="hub", href=channel.hub)] if channel.hub else []),
            around("author", element("name", channel.publisher)),
            element("generator", PROGRAM),
            *(_atom_entry(entry) for entry in entries),
            xmlns=ATOM,
            xml__lang=site.language,
        )
    )


def _atom_entry(entry: Entry) -> str:
    parts = [
        element("title", entry.title),
        element("id", entry.id),
        element("link", rel="alternate", type="text/html", href=entry.url),
        element("published", moment(entry.date)),
        element("updated", moment(entry.date)),
        *(around("author", element("name", author)) for author in entry.authors),
        *(element("category", term=term) for term in dict.fromkeys((entry.section, *entry.tags))),
    ]
    if entry.summary:
        parts.append(element("summary", entry.summary))
    if entry.content:
        parts.append(element("content", entry.content, type="html"))
    return around("entry", *parts)


# ---- RSS ---------------------------------------------------------------------------------------------


def rss(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """An RSS 2.0 feed; full texts stand in `content:encoded`, authors in `dc:creator`."""
    site = channel.site
    whole = around(
        "channel",
        element("title", channel.title),
        element("link", channel.home),
        element("description", channel.description),
        element("language", site.language.lower()),
        element("atom:link", rel="self", type="application/rss+xml", href=channel.url(permalinks.RSS)),
        *([element("atom:link", rel="hub", href=channel.hub)] if channel.hub else []),
        *([element("pubDate", mail_moment(_newest(entries)))] if entries else []),
        element("generator", PROGRAM),
        *(_rss_item(entry) for entry in entries),
    )
    return document(
        around("rss", whole, version="2.0", **{key.replace(":", "__"): name for key, name in NAMESPACES.items()})
    )


def _rss_item(entry: Entry) -> str:
    parts = [
        element("title", entry.title),
        element("link", entry.url),
        element("guid", entry.id, isPermaLink="false"),
        element("pubDate", mail_moment(entry.date)),
        *(element("dc:creator", author) for author in entry.authors),
        *(element("category", term) for term in dict.fromkeys((entry.section, *entry.tags))),
    ]
    if entry.summary:
        parts.append(element("description", entry.summary))
    if entry.content:
        parts.append(element("content:encoded", entry.content))
    return around("item", *parts)


# ---- JSON Feed ---------------------------------------------------------------------------------------


def json_feed(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """A JSON Feed of version 1.1."""
    site = channel.site
    feed: dict[str, Any] = {
        "version": JSON_FEED,
        "title": plain(channel.title),
        "home_page_url": channel.home,
        "feed_url": channel.url(permalinks.JSON_FEED),
        "description": plain(channel.description),
        "language": site.language,
        "authors": [{"name": plain(channel.publisher)}],
    }
    if channel.hub:
        feed["hubs"] = [{"type": "WebSub", "url": channel.hub}]
    return json_file(feed | {"items": [_json_item(entry) for entry in entries]})


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": plain(entry.title),
        "date_published": moment(entry.date),
        "tags": [plain(term) for term in dict.fromkeys((entry.section, *entry.tags))],
    }
    if entry.authors:
        item["authors"] = [{"name": plain(author)} for author in entry.authors]
    if entry.summary:
        item["summary"] = plain(entry.summary)
    if entry.content:
        item["content_html"] = plain(entry.content)
    else:
        item["content_text"] = plain(entry.summary or entry.title)  # an item has to have one of the two
    return item


# ---- all of them -------------------------------------------------------------------------------------


def opml(site: Imprint, groups: Iterable[tuple[str, Sequence[tuple[str, str, str]]]]) -> bytes:
    """The list of all feeds: in groups, of each feed its name, the folder it lies in and the listing that it follows."""
    outlines = []
    for title, feeds in groups:
        inner = [_outline(site, *feed) for feed in feeds]
        outlines += [around("outline", *inner, text=title, title=title)] if title else inner
    head = around("head", element("title", site.title))
    return document(around("opml", head, around("body", *outlines), version="2.0"))


def _outline(site: Imprint, name: str, folder: str, about: str) -> str:
    feed = permalinks.absolute(site.base_url, folder + permalinks.FEED)
    home = permalinks.absolute(site.base_url, about)
    return element("outline", type="rss", text_=name, title=name, xmlUrl=feed, htmlUrl=home, language=site.language)


# ---- dates and JSON ----------------------------------------------------------------------------------


def moment(date: str) -> str:
    """A day as the moment it began in China.

    >>> moment("2021-11-25")
    '2021-11-25T00:00:00+08:00'
    """
    return f"{date}T00:00:00+08:00"


def mail_moment(date: str) -> str:
    """The same in the form of mails.

    >>> mail_moment("2021-11-25")
    'Thu, 25 Nov 2021 00:00:00 +0800'
    """
    return format_datetime(datetime.datetime.fromisoformat(date).replace(tzinfo=CHINA))


def json_file(value: object) -> bytes:
    """JSON that people can read too, without an end of line inside any value."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _newest(entries: Iterable[Entry]) -> str:
    return max((entry.date for entry in entries), default=NO_ISSUE_YET)
