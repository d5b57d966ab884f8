"""What the head of a page tells machines: feeds of its listing, other forms of it, and what it is as JSON-LD.

A pure function of the values that the page's template gets, so that nothing else can make a page out of date.
"""

from collections.abc import Iterator
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from generator import discretion
from generator.model import Article
from generator.render import permalinks
from generator.render.typography import display
from generator.render.values import Credited, Imprint, Link, Named, Place

SCHEMA = "https://schema.org"
FEED_TYPES = (
    (permalinks.FEED, "application/atom+xml"),
    (permalinks.RSS, "application/rss+xml"),
    (permalinks.JSON_FEED, "application/feed+json"),
)
CARD = "card.png"  # of the theme
MOST_MENTIONS = 20  # places, people and bodies of one article: pages are to stay light


class Values(Protocol):
    """What a template got."""

    def __contains__(self, name: str, /) -> bool: ...
    def __getitem__(self, key: str, /) -> Any: ...  # noqa: ANN401
    def get(self, key: str, default: Any = None, /) -> Any: ...  # noqa: ANN401


class Alternate(Struct, frozen=True):
    """Another form of a page: `title` is empty where the page's own will do."""

    title: str
    type: str
    address: str


def alternates(values: Values) -> list[Alternate]:
    """Feeds of the site and of what the page lists; of an article its Markdown and its JSON."""
    site: Imprint = values["site"]
    found = []
    if site.outputs.feeds:
        listings = [Link(site.title, ""), *([own] if (own := _listing(values)) else [])]
        found = [Alternate(one.title, kind, one.address + name) for one in listings for name, kind in FEED_TYPES]
    article: Article | None = values.get("article")
    if article and not article.noindex:
        address: str = values["address"]
        if site.outputs.twins:
            found.append(Alternate("", "text/markdown", permalinks.twin(address)))
        if site.outputs.api:
            found.append(Alternate("", "application/json", permalinks.article_json(address)))
    return found


def _listing(values: Values) -> Link | None:
    """The district or tag whose news a page lists."""
    address: str = values["address"]
    if address.startswith(permalinks.TAGS) and "leaf" in values and values["site"].outputs.tag_feeds != "none":
        tag = address.removeprefix(permalinks.TAGS).partition("/")[0]
        return Link(values["name"], f"{permalinks.TAGS}{tag}/")
    holder = next((values[name] for name in ("digest", "period") if not isinstance(values.get(name), str | None)), None)
    place: Place | None = holder.place if holder is not None else values.get("place")
    return Link(place.name, place.address) if place and "article" not in values else None


def share_image(values: Values, usual: str) -> str | None:
    """The full address of the picture that a shared link shows: the page's own, or the `usual` one of the site."""
    site: Imprint = values["site"]
    own: str | None = values.get("card")
    return None if site.outputs.cards == "none" else permalinks.absolute(site.base_url, own or usual)


# ---- JSON -----------------------------------------------------------------------------------------


def script_json(value: object) -> bytes:
    """A value as JSON that may stand between the tags of a script: nothing of it ends the script or begins an entity."""
    made = msgspec.json.encode(value)
    return made.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def structured(values: Values, title: str, summary: str, image: str | None) -> dict[str, Any]:
    """What a page is, in the words of schema.org: JSON-LD."""
    return {"@context": SCHEMA, "@graph": [_subject(values, title, summary, image), *_breadcrumbs(values, title)]}


def _subject(values: Values, title: str, summary: str, image: str | None) -> dict[str, Any]:
    site: Imprint = values["site"]
    article: Article | None = values.get("article")
    if article is not None:
        return _news_article(article, values, title, summary, image)
    url: str = values["canonical"]
    base = {"@id": url, "url": url, "name": title, "inLanguage": site.language}
    if values["address"] == "":
        action = {"potentialAction": _search(site)} if site.outputs.search else {}
        return {
            "@type": "WebSite",
            **base,
            "publisher": _publisher(site),
            **action,
            **_described(summary),
        }
    kind = "SearchResultsPage" if values["address"] == permalinks.SEARCH else "CollectionPage"
    return {"@type": kind, **base, "isPartOf": {"@type": "WebSite", "@id": site.base_url}, **_described(summary)}


def _search(site: Imprint) -> dict[str, Any]:
    search = permalinks.absolute(site.base_url, permalinks.SEARCH) + "?q={search_term_string}"
    return {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search},
        "query-input": "required name=search_term_string",
    }


def _news_article(article: Article, values: Values, title: str, summary: str, image: str | None) -> dict[str, Any]:
    site: Imprint = values["site"]
    url: str = values["canonical"]
    date: str | None = values["date"]
    place: Place = values["place"]
    about = {
        "articleSection": place.name,
        "author": list(_authors(values["credits"], site)) or [_publisher(site)],
        "contentLocation": _thing("Place", Named(place.name, place.address), site),
        "correction": [_correction(one.printed, one.corrected) for one in article.corrections],
        "alternativeHeadline": display(article.deck) if article.deck else None,
        "datePublished": f"{date}T00:00:00+08:00" if date else None,
        "description": summary,
        "image": [image] if image else None,
        "isPartOf": _issue(article, date, site),
        "keywords": [tag.name for tag in values["tags"]],
        "mentions": list(_mentions(values, site))[:MOST_MENTIONS],
        "pagination": article.print_page,
        "printPage": article.print_page,
        "printSection": article.section,
    }
    return {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": title,
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "publisher": _publisher(site),
        **{name: value for name, value in about.items() if value},
    }


def _authors(credits_: tuple[Credited, ...], site: Imprint) -> Iterator[dict[str, Any]]:
    """Who wrote it and may be named in a list."""
    for credit in credits_:
        if discretion.is_reporting(credit.role):
            yield from (_thing("Person", one, site) for one in credit.names if discretion.may_be_listed(one.name))


def _mentions(values: Values, site: Imprint) -> Iterator[dict[str, Any]]:
    for kind, name in (("Place", "places"), ("Person", "people"), ("Organization", "organisations")):
        yield from (_thing(kind, one, site) for one in values[name])


def _thing(kind: str, named: Named, site: Imprint) -> dict[str, Any]:
    found = {"@type": kind, "name": named.name}
    return found if named.address is None else found | {"url": permalinks.absolute(site.base_url, named.address)}


def _issue(article: Article, date: str | None, site: Imprint) -> dict[str, Any] | None:
    paper = article.paper or site.paper
    if not (date and paper):
        return None
    return {
        "@type": "PublicationIssue",
        "@id": permalinks.absolute(site.base_url, permalinks.day(date)),
        "datePublished": date,
        "isPartOf": {"@type": "Newspaper", "name": paper},
    }


def _correction(printed: str, corrected: str) -> dict[str, str]:
    return {"@type": "CorrectionComment", "text": f"{printed} → {corrected}"}


def _publisher(site: Imprint) -> dict[str, str]:
    return {"@type": "NewsMediaOrganization", "name": site.paper or site.title, "url": site.base_url}


def _described(summary: str) -> dict[str, str]:
    return {"description": summary} if summary else {}


def _breadcrumbs(values: Values, title: str) -> Iterator[dict[str, Any]]:
    """The way from the home to the page; the home itself is at none."""
    if values["address"] == "":
        return
    site: Imprint = values["site"]
    way = [Link(site.title, ""), *values["crumbs"], Link(title, values["address"])]
    yield {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": display(step.title),
                "item": permalinks.absolute(site.base_url, step.address),
            }
            for number, step in enumerate(way, 1)
        ],
    }
