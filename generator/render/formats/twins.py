"""Articles as Markdown for whoever reads text: a twin beside each page, and `llms.txt`, which tells where all stands."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.incremental import Made, Target
from generator.render import permalinks
from generator.render.copies import Copies, Copy
from generator.render.formats import records
from generator.render.formats.xml import plain
from generator.render.press import Press
from generator.render.taxonomy import Taxonomy
from generator.render.typography import display
from generator.render.values import Imprint, Place, Teaser

MARKS = re.compile(r"([\\`*_\[\]<>#|~])")  # what Markdown would take for its own
LINES = re.compile(r"\s*\n\s*")
BETWEEN = "\n\n---\n\n"


def plan_twin(copy: Copy, press: Press) -> Target:
    """The Markdown beside an article's page."""
    return Target(permalinks.twin(copy.address), "twin", make_twin, {"site": press.imprint, "article": copy})


def plan_llms(found: Sequence[Copy], news: Taxonomy, press: Press) -> Iterator[Target]:
    """What the site is and where it stands, with the newest issue's articles; and these whole in one file."""
    newest = next((copy.date for copy in found if copy.date), None)
    latest = Copies(copy for copy in found if copy.date and copy.date == newest)
    inputs = {
        "site": press.imprint,
        "words": tuple(press.say(f"llms.{key}") for key in ("newest", "districts", "data")),
        "date": newest,
        "teasers": tuple(copy.teaser for copy in latest),
        "places": news.places,
    }
    yield Target(permalinks.LLMS, "llms", make_llms, inputs)
    yield Target(permalinks.LLMS_FULL, "llms", make_full, {"site": press.imprint, "articles": latest})


def markdown(copy: Copy, site: Imprint) -> str:
    """An article: a header of its data in YAML, its headline, its text.

    Every value of the header is JSON, which YAML takes too, so that no text can end it.
    """
    one = records.record(copy, site)
    header = {
        "title": one.headline,
        "url": one.url,
        "date": one.date,
        "paper": one.paper,
        "print_page": one.print_page,
        "district": one.district.name,
        "authors": [f"{author.role} {author.name}".strip() for author in one.authors],
        "tags": one.tags,
        "places": [place.name for place in one.places],
        "digest": one.digest,
    }
    lines = [f"{name}: {msgspec.json.encode(value).decode()}" for name, value in header.items() if value]
    captions = [f"{figure.caption or ''} {figure.credit or ''}".strip() for figure in one.figures]
    parts = [
        *([inert(one.kicker)] if one.kicker else []),
        f"# {inert(one.headline)}",
        *([f"**{inert(one.deck)}**"] if one.deck else []),
        one.text.strip(),
        *(f"> {inert(caption)}" for caption in captions if caption),
    ]
    return plain("\n".join(["---", *lines, "---", "", "\n\n".join(filter(None, parts)), ""]))


def inert(text: str) -> str:
    """Text as one line that means nothing to Markdown.

    >>> inert("举办*培训班*\\n[二]")
    '举办\\\\*培训班\\\\* \\\\[二\\\\]'
    """
    return MARKS.sub(r"\\\1", LINES.sub(" ", display(text)).strip())


def make_twin(*, site: Imprint, article: Copy) -> Made:
    """The Markdown of one article."""
    return markdown(article, site).encode(), ()


def make_full(*, site: Imprint, articles: Copies) -> Made:
    """Articles whole, one after the other."""
    head = f"# {inert(site.title)}\n\n{inert(site.description or site.paper)}\n"
    return BETWEEN.join([head, *(markdown(copy, site) for copy in articles)]).encode(), ()


def make_llms(
    *, site: Imprint, words: tuple[str, ...], date: str | None, teasers: tuple[Teaser, ...], places: tuple[Place, ...]
) -> Made:
    """`llms.txt`, as its convention has it: title, summary, then lists of links."""
    newest, districts, data = words
    parts = [f"# {inert(site.title)}", f"> {inert(site.description or site.paper or site.title)}"]
    if teasers:
        parts += [f"## {newest} {date}", "\n".join(_told(teaser, site) for teaser in teasers)]
    parts += [f"## {districts}", "\n".join(f"- [{inert(one.name)}]({_url(site, one.address)})" for one in places)]
    files = "\n".join(f"- [{address}]({_url(site, address)})" for address in _files(site))
    return plain("\n\n".join([*parts, f"## {data}", files]) + "\n").encode(), ()


def _told(teaser: Teaser, site: Imprint) -> str:
    address = permalinks.twin(teaser.address) if site.outputs.twins else teaser.address
    digest = f": {inert(teaser.digest)}" if teaser.digest else ""
    return f"- [{inert(teaser.headline)}]({_url(site, address)}){digest}"


def _files(site: Imprint) -> Iterator[str]:
    outputs = site.outputs
    yield permalinks.LLMS_FULL
    if outputs.api:
        yield f"{permalinks.API}index.json"
    if outputs.dumps:
        yield permalinks.DUMPS
    if outputs.feeds:
        yield permalinks.OPML
    if outputs.sitemaps:
        yield permalinks.SITEMAP


def _url(site: Imprint, address: str) -> str:
    return permalinks.absolute(site.base_url, address)
