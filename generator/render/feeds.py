"""Atom feed, sitemap and robots.txt: formats, made by an XML writer and never by text templates; no clock anywhere."""

import html
import re
from collections.abc import Iterable
from xml.etree import ElementTree

from generator.incremental import Made
from generator.model import Article
from generator.render import markup, permalinks
from generator.render.typography import display
from generator.render.values import Entry, Imprint, Teaser

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NO_ISSUE_YET = "1970-01-01"  # Atom wants a date even in an empty feed; any real one would be invented
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # NUL and other controls


def make_feed(*, site: Imprint, title: str, address: str, about: str, entries: tuple[Entry, ...]) -> Made:
    """An Atom feed with full texts, newest first; `address` is its own, `about` that of the listing it follows."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": site.language})
    newest = max((entry.date for entry in entries), default=NO_ISSUE_YET)
    _add(feed, "title", title)
    _add(feed, "id", f"tag:{permalinks.host(site.base_url)},2000:{address}")
    _add(feed, "updated", _moment(newest))
    _add(feed, "link", rel="self", type="application/atom+xml", href=permalinks.absolute(site.base_url, address))
    _add(feed, "link", rel="alternate", type="text/html", href=permalinks.absolute(site.base_url, about))
    _add(_add(feed, "author"), "name", site.paper)
    for entry in entries:
        _add_entry(feed, entry, site)
    return _xml(feed), ()


def entry(article: Article, teaser: Teaser) -> Entry:
    """What a feed shows of an article."""
    names = [name for credit in article.byline.credits for name in credit.names]
    captions = [f"{figure.caption or ''}{figure.credit or ''}" for figure in article.figures]
    return Entry(
        id=article.id,
        address=teaser.address,
        date=teaser.date or "",
        headline=article.headline,
        deck=article.deck,
        authors=tuple(dict.fromkeys(names)),
        digest=teaser.digest,
        captions=tuple(filter(None, captions)),
        body=article.body,
        path=article.file,
    )


def make_sitemap(*, base_url: str, addresses: tuple[str, ...]) -> Made:
    """Every address of the site; what belongs to one day carries that day as its date."""
    urls = ElementTree.Element("urlset", {"xmlns": SITEMAP})
    for address in addresses:
        url = _add(urls, "url")
        _add(url, "loc", permalinks.absolute(base_url, address))
        if date := permalinks.date_of(address):
            _add(url, "lastmod", date)
    return _xml(urls), ()


def make_sitemap_index(*, base_url: str, addresses: tuple[str, ...]) -> Made:
    """The sitemaps of a site that is too large for one."""
    index = ElementTree.Element("sitemapindex", {"xmlns": SITEMAP})
    for address in addresses:
        _add(_add(index, "sitemap"), "loc", permalinks.absolute(base_url, address))
    return _xml(index), ()


def make_robots(*, base_url: str) -> Made:
    """Everything may be read; where the sitemap is."""
    return f"User-agent: *\nAllow: /\nSitemap: {permalinks.absolute(base_url, 'sitemap.xml')}\n".encode(), ()


def _add_entry(feed: ElementTree.Element, entry: Entry, site: Imprint) -> None:
    body, _ = markup.render(entry.body, entry.path)  # what is wrong with it is said once, by the article itself
    element = _add(feed, "entry")
    _add(element, "title", display(entry.headline))
    _add(element, "id", f"tag:{permalinks.host(site.base_url)},{entry.date}:{permalinks.article_slug(entry.id)}")
    _add(element, "link", rel="alternate", type="text/html", href=permalinks.absolute(site.base_url, entry.address))
    _add(element, "published", _moment(entry.date))
    _add(element, "updated", _moment(entry.date))
    for author in entry.authors:
        _add(_add(element, "author"), "name", author)
    if entry.digest:
        _add(element, "summary", display(entry.digest))
    _add(element, "content", "\n".join([*_paragraphs([entry.deck]), body, *_paragraphs(entry.captions)]), type="html")


def _paragraphs(texts: Iterable[str | None]) -> list[str]:
    return [f"<p>{html.escape(display(text), quote=False)}</p>" for text in texts if text]


def _moment(date: str) -> str:
    """A day as the moment it began in China."""
    return f"{date}T00:00:00+08:00"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = None if text is None else NO_XML.sub("\ufffd", text)
    return element


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root, space=" ")
    written = str(ElementTree.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()
