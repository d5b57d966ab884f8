"""What a feed shows of an article: its digest or its full text, who wrote it, its tags; names nobody who stays unnamed."""

import functools
import html
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator import discretion
from generator.model import Article
from generator.render import markup, permalinks
from generator.render.copies import Copy
from generator.render.typography import display
from generator.render.values import Imprint, Teaser


class Entry(Struct, frozen=True):
    """An article in a feed; `content` is safe HTML, empty where the feed shows only the summary."""

    id: str
    url: str
    date: str
    title: str
    summary: str
    section: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    content: str = ""


def brief(teaser: Teaser, site: Imprint) -> Entry:
    """What can be told of an article without its text: a change of the text does not reach it."""
    date = teaser.date or ""
    return Entry(
        id=_identity(teaser.id, date, site),
        url=permalinks.absolute(site.base_url, teaser.address),
        date=date,
        title=display(teaser.headline),
        summary=display(teaser.digest),
        section=teaser.district,
    )


def full(copy: Copy, site: Imprint) -> Entry:
    """An article whole."""
    article = copy.article
    return replace(
        brief(copy.teaser, site),
        authors=reporters(article),
        tags=tuple(dict.fromkeys(tag.strip() for tag in article.tags if tag.strip())),
        content=_content(copy),
    )


def reporters(article: Article) -> tuple[str, ...]:
    """Who wrote and pictured it and may be named in a list: no pupils, no editors, no masks."""
    credited = (
        name.strip() for one in article.byline.credits if discretion.is_reporting(one.role) for name in one.names
    )
    return tuple(dict.fromkeys(name for name in credited if discretion.may_be_listed(name)))


@functools.lru_cache(maxsize=512)  # an article stands in the feeds of the site and its district, in three formats each
def _content(copy: Copy) -> str:
    article = copy.article
    body, _ = markup.render(article.body, article.file)  # what is wrong with it is said once, by the article itself
    captions = (f"{figure.caption or ''}{figure.credit or ''}" for figure in article.figures)
    around = [*_paragraphs(article.kicker, article.deck), body, *_paragraphs(*captions)]
    return "\n".join(filter(None, around))


def _paragraphs(*texts: str | None) -> Iterator[str]:
    return (f"<p>{html.escape(display(text), quote=False)}</p>" for text in texts if text)


def _identity(name: str, date: str, site: Imprint) -> str:
    return f"tag:{permalinks.host(site.base_url)},{date}:{permalinks.article_slug(name)}"
