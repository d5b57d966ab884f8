"""Sitemaps: one of each month and one of the pages without a day, an index of them, the newest articles as news.

A new issue makes the sitemap of its month and the index, and leaves those of other months alone. `lastmod` is the day of
the newest article that a page shows; no clock says when a file was written.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from generator.incremental import Made, Target
from generator.render import permalinks
from generator.render.copies import Copy
from generator.render.formats.feeds import moment
from generator.render.formats.xml import around, document, element
from generator.render.press import Press
from generator.render.typography import display
from generator.render.values import Imprint

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
MOST = 45_000  # addresses of one sitemap; the protocol allows 50,000
MOST_NEWS = 1_000  # by Google's rules
NEWS_DAYS = 2  # 48 hours, counted from the newest issue
UNDATED = "pages"
MONTH = 7  # characters of 2021-11


class Spot(Struct, frozen=True):
    """An address, and the day of the newest article that stands there."""

    address: str
    date: str | None


class News(Struct, frozen=True):
    """An article in the news sitemap."""

    address: str
    date: str
    title: str


def plan_sitemaps(pages: Iterable[Target], found: Sequence[Copy], press: Press) -> Iterator[Target]:
    """Every address that a reader may come to; `pages` are those that may be found."""
    base = {"base_url": press.imprint.base_url}
    parts: dict[str, str | None] = {}
    for name, spots in _by_month(pages).items():
        for number, start in enumerate(range(0, len(spots), MOST), 1):
            part = spots[start : start + MOST]
            address = permalinks.sitemap_part(name, number)
            parts[address] = max((spot.date for spot in part if spot.date), default=None)
            yield Target(address, "sitemap", make_sitemap, base | {"spots": part})
    news = _news(found)
    if news:
        parts[permalinks.NEWS_SITEMAP] = news[0].date
        yield Target(permalinks.NEWS_SITEMAP, "sitemap", make_news, {"site": press.imprint, "news": news})
    listed = tuple(Spot(address, date) for address, date in sorted(parts.items()))
    yield Target(permalinks.SITEMAP, "sitemap", make_index, base | {"parts": listed})


def make_sitemap(*, base_url: str, spots: tuple[Spot, ...]) -> Made:
    """One sitemap."""
    urls = (_located("url", spot, base_url) for spot in spots)
    return document(around("urlset", *urls, xmlns=SITEMAP)), ()


def make_index(*, base_url: str, parts: tuple[Spot, ...]) -> Made:
    """The index of all sitemaps."""
    return document(around("sitemapindex", *(_located("sitemap", part, base_url) for part in parts), xmlns=SITEMAP)), ()


def make_news(*, site: Imprint, news: tuple[News, ...]) -> Made:
    """The articles of the newest days for services of news."""
    publication = around(
        "news:publication",
        element("news:name", site.paper or site.title),
        element("news:language", _news_language(site.language)),
    )
    urls = (
        around(
            "url",
            element("loc", permalinks.absolute(site.base_url, one.address)),
            around(
                "news:news",
                publication,
                element("news:publication_date", moment(one.date)),
                element("news:title", display(one.title)),
            ),
        )
        for one in news
    )
    return document(around("urlset", *urls, xmlns=SITEMAP, xmlns__news=NEWS)), ()


def make_robots(*, base_url: str, sitemaps: bool) -> Made:
    """Everything may be read; where the sitemaps are."""
    where = f"Sitemap: {permalinks.absolute(base_url, permalinks.SITEMAP)}\n" if sitemaps else ""
    return f"User-agent: *\nAllow: /\n{where}".encode(), ()


def _located(name: str, spot: Spot, base_url: str) -> str:
    dated = [element("lastmod", spot.date)] if spot.date else []
    return around(name, element("loc", permalinks.absolute(base_url, spot.address)), *dated)


def _by_month(pages: Iterable[Target]) -> dict[str, tuple[Spot, ...]]:
    """The addresses of each month in order, and those that belong to none."""
    found: dict[str, list[Spot]] = {}
    for target in pages:
        address = str(target.inputs["address"])
        day = permalinks.date_of(address)
        found.setdefault(day[:MONTH] if day else UNDATED, []).append(Spot(address, day or _newest(target.inputs)))
    return {name: tuple(sorted(spots, key=lambda spot: spot.address)) for name, spots in sorted(found.items())}


def _newest(inputs: Mapping[str, Any]) -> str | None:
    """The day of the newest article on a page without a day of its own, where its values tell."""
    lists = (
        (inputs, "days"),
        (inputs.get("period"), "days"),
        (inputs.get("leaf"), "teasers"),
        (inputs.get("leaf"), "rows"),
    )
    shown = [inputs.get("issue"), *(item for holder, name in lists for item in _list_of(holder, name))]
    return max((item.date for item in shown if item and item.date), default=None)


def _list_of(holder: Any, name: str) -> Iterable[Any]:  # noqa: ANN401
    found: Iterable[Any] = holder.get(name, ()) if isinstance(holder, Mapping) else getattr(holder, name, ())
    return found


def _news(found: Sequence[Copy]) -> tuple[News, ...]:
    newest = next((copy.date for copy in found if copy.date), None)
    if newest is None:
        return ()
    first = (datetime.date.fromisoformat(newest) - datetime.timedelta(days=NEWS_DAYS - 1)).isoformat()
    recent = (copy for copy in found if copy.date and copy.date >= first)
    listed = [News(copy.address, copy.date or "", copy.article.headline) for copy in recent]
    return tuple(listed[:MOST_NEWS])


def _news_language(language: str) -> str:
    """The code that news sitemaps want: of two or three letters, but for the two kinds of Chinese.

    >>> _news_language("zh-CN"), _news_language("zh-Hant-TW"), _news_language("en-GB")
    ('zh-cn', 'zh-tw', 'en')
    """
    head, *rest = language.lower().split("-")
    if head != "zh":
        return head
    return "zh-tw" if {"tw", "hk", "mo", "hant"} & set(rest) else "zh-cn"
