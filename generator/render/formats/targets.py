"""The table of contents of what machines get: one short paragraph for each kind of file."""

from collections.abc import Iterator, Sequence

from generator.incremental import Target
from generator.model import Article
from generator.render import permalinks
from generator.render.copies import Copy
from generator.render.formats.api import plan_api, plan_article, plan_schema
from generator.render.formats.dumps import plan_dumps
from generator.render.formats.sitemaps import make_robots, plan_sitemaps
from generator.render.formats.subscriptions import plan_feeds
from generator.render.formats.twins import plan_llms, plan_twin
from generator.render.press import Press
from generator.render.taxonomy import Taxonomy


def plan_formats(pages: Sequence[Target], found: Sequence[Copy], news: Taxonomy, press: Press) -> Iterator[Target]:
    """Every file for machines; `pages` are the site's, `found` the articles that may be found, newest first."""
    outputs = press.imprint.outputs
    if outputs.feeds:
        yield from plan_feeds(found, news, press)
    for copy in found:
        if outputs.twins:
            yield plan_twin(copy, press)
        if outputs.api:
            yield plan_article(copy, press)
    if outputs.api:
        yield from plan_api(found, news, press)
    if outputs.dumps:
        yield from plan_dumps(found, press)
    if outputs.api or outputs.dumps:
        yield plan_schema()
    if outputs.llms:
        yield from plan_llms(found, news, press)
    if outputs.sitemaps:
        yield from plan_sitemaps(filter(_may_be_found, pages), found, press)
    inputs = {"base_url": press.imprint.base_url, "sitemaps": outputs.sitemaps}
    yield Target(permalinks.ROBOTS, "robots", make_robots, inputs)


def _may_be_found(target: Target) -> bool:
    """A page at an address of its own: no file, not the page for wrong addresses, nothing kept out of the indexes."""
    article = target.inputs.get("article")
    hidden = target.kind == "removed" or (isinstance(article, Article) and article.noindex)
    return not hidden and target.path.rpartition("/")[2] == "index.html"
