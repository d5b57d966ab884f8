"""Which feeds there are: of the site, each district and each tag that has a page, in three formats, and their list."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.incremental import Made, Target
from generator.render import permalinks
from generator.render.copies import Copies, Copy
from generator.render.formats import entries, feeds
from generator.render.formats.entries import Entry
from generator.render.formats.feeds import Channel
from generator.render.press import Press
from generator.render.taxonomy import Taxonomy
from generator.render.values import Imprint, Place, Teaser

MOST = 50  # entries of the site and of a district
MOST_OF_TAG = 20
NONE = Copies()
FORMATS: Mapping[str, Callable[[Channel, Sequence[Entry]], bytes]] = {
    permalinks.FEED: feeds.atom,
    permalinks.RSS: feeds.rss,
    permalinks.JSON_FEED: feeds.json_feed,
}


def plan_feeds(found: Sequence[Copy], news: Taxonomy, press: Press) -> Iterator[Target]:
    """Every feed; an article without a day has no place in any."""
    outputs = press.imprint.outputs
    dated = [copy for copy in found if copy.date]
    of_place: dict[str, list[Copy]] = {place.slug: [] for place in news.places}
    for copy in dated:
        of_place[copy.place.slug].append(copy)
    yield from _formats(press.imprint.title, "", press, articles=Copies(dated[:MOST]))
    for place in news.places:
        yield from _formats(_of(place.name, press), place.address, press, articles=Copies(of_place[place.slug][:MOST]))
    if outputs.tag_feeds != "none":
        by_address = {copy.address: copy for copy in dated}
        for term, teasers in news.by_tag:
            listed = [by_address[one.address] for one in teasers if one.address in by_address][:MOST_OF_TAG]
            is_full = outputs.tag_feeds == "full"
            told: dict[str, object] = (
                {"articles": Copies(listed)} if is_full else {"teasers": tuple(copy.teaser for copy in listed)}
            )
            yield from _formats(_of(term.name, press), term.address, press, **told)
    yield _opml(news, press)


def _of(name: str, press: Press) -> str:
    return press.say("feed.of", name=name, title=press.imprint.title)


def _formats(title: str, folder: str, press: Press, **told: object) -> Iterator[Target]:
    """The three files of one feed, beside the page of its listing; it tells `articles` whole, or their `teasers`."""
    inputs = {"site": press.imprint, "title": title, "address": folder, **told}
    for name in FORMATS:
        yield Target(folder + name, "feed", functools.partial(make_feed, name), inputs)


def make_feed(
    name: str, /, *, site: Imprint, title: str, address: str, articles: Copies = NONE, teasers: tuple[Teaser, ...] = ()
) -> Made:
    """One feed in the format of this name, newest article first."""
    told = [entries.full(copy, site) for copy in articles] or [entries.brief(teaser, site) for teaser in teasers]
    return FORMATS[name](Channel(site, title, address, address), told), ()


def _opml(news: Taxonomy, press: Press) -> Target:
    tags = news.by_tag if press.imprint.outputs.tag_feeds != "none" else ()
    inputs = {
        "site": press.imprint,
        "heads": (press.say("nav.districts"), press.say("nav.tags")),
        "places": news.places,
        "tags": tuple((term.name, term.address) for term, _ in tags),
    }
    return Target(permalinks.OPML, "opml", make_opml, inputs)


def make_opml(
    *, site: Imprint, heads: tuple[str, str], places: tuple[Place, ...], tags: tuple[tuple[str, str], ...]
) -> Made:
    """The list of all feeds: the site, then districts, then tags."""
    groups = [
        ("", [(site.title, "", "")]),
        (heads[0], [(place.name, place.address, place.address) for place in places]),
        *([(heads[1], [(name, address, address) for name, address in tags])] if tags else []),
    ]
    return feeds.opml(site, groups), ()
