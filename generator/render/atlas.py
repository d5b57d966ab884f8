"""The places that articles name, arranged: which have a page, what lies in what, where each name leads.

Districts have pages of their own; here are townships, villages and zones. An article that names a village names its
township with it. Which place a name means was decided when the article was read: nothing is looked for in its text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from generator.gazetteer.divisions import stem
from generator.gazetteer.zones import brief, spellings
from generator.model import Article, Level, Locality, Mention, SiteInfo
from generator.render import permalinks
from generator.render.taxonomy import Taxonomy
from generator.render.values import Link, Named, Place, PlaceCount, PlaceNode, Quiet, Teaser

CODE = re.compile(r"\d{6}(?:\d{3}){0,2}", re.ASCII)  # 430204, 430204102, 430204002013
LEVELS: Mapping[int, Level] = {9: "township", 12: "village"}  # by the digits of a code
SURE_ALIAS = 4  # characters: 株洲高新区
ORDER: tuple[Level, ...] = ("district", "township", "zone", "village")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of the city: its name, `entries` by key, its `districts` by code, the codes of bare names.

    The key of a place is its code; a zone and a village that no table has have none, their key is their name.
    """

    city: str
    entries: Mapping[str, Locality]
    districts: Mapping[str, Place]
    bare: Mapping[str, str]

    def key(self, mention: Mention) -> str | None:
        """What a mention means, if it is a place of the city that may have a page."""
        zone = _zone(mention.name)
        if mention.level == "outside":
            return None
        if mention.level == "zone" or (mention.code is None and zone in self.entries):
            return zone
        code = mention.code or self.bare.get(mention.name, "")
        if not code and mention.level == "village" and _village(mention.name) in self.entries:
            return _village(mention.name)
        if not (code in self.districts or CODE.fullmatch(code)):
            return None
        top = self.chain(code)[-1]
        return code if top in self.districts or top in self.entries else None

    def chain(self, key: str) -> tuple[str, ...]:
        """A place, what it lies in, and so on up to a district; a zone or an old township may lie in none."""
        found = [key]
        while found[-1] not in self.districts:
            last = found[-1]
            entry = self.entries.get(last)
            above = (entry.within or "",) if entry else (last[:9], last[:6], f"{last[:4]}00")
            known = [code for code in above if code not in found and (code in self.entries or code in self.districts)]
            if not known:
                break
            found.append(known[0])
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that occurs, the key of the place it lies in (none: the city), and the articles that name it."""

    about: Locality
    address: str
    within: str | None
    teasers: tuple[Teaser, ...]

    @property
    def link(self) -> Link:
        """Its name and page."""
        return Link(self.about.name, self.address)


@dataclass(frozen=True, slots=True)
class Atlas:
    """Every place that has a page but the districts: `spots` by key, in order.

    `below` says what lies in what, `names` where each mention of the library leads; `further` the articles that name
    a district, by its code, and stand under another or none.
    """

    ground: Ground
    spots: Mapping[str, Spot]
    below: Mapping[str | None, tuple[str, ...]]
    names: Mapping[Mention, tuple[Named, ...]]
    further: Mapping[str, tuple[Teaser, ...]]

    def children(self, key: str | None) -> tuple[Link, ...]:
        """The places that lie in a place and occur."""
        return tuple(self.spots[child].link for child in self.below.get(key, ()))

    def siblings(self, key: str) -> tuple[Link, ...]:
        """The places beside a place that occur."""
        return tuple(self.spots[other].link for other in self.below[self.spots[key].within] if other != key)

    def crumbs(self, key: str) -> Iterator[Link]:
        """The district a place lies in, and what lies between."""
        for above in reversed(self.ground.chain(key)[1:]):
            place = self.ground.districts.get(above)
            yield Link(place.name, place.address) if place else self.spots[above].link

    def counted(self, listed: Sequence[PlaceCount]) -> tuple[PlaceCount, ...]:
        """The districts that are `listed`; with those that have no article of their own, how many name each."""
        codes = {place.slug: code for code, place in self.ground.districts.items()}
        named = {slug: len(self.further.get(code, ())) for slug, code in codes.items()}
        return tuple(item if item.count else replace(item, named=named.get(item.place.slug, 0)) for item in listed)

    def tree(self, listed: Sequence[PlaceCount]) -> tuple[PlaceNode, ...]:
        """The districts that are `listed` with all that occurs in them, then what lies in none of them."""
        codes = {place.slug: code for code, place in self.ground.districts.items()}
        districts = (
            PlaceNode(
                item.place.name,
                item.place.address,
                item.count,
                self._nodes(codes.get(item.place.slug, "-")),
                item.named,
            )
            for item in listed
        )
        return (*districts, *self._nodes(None))

    def _nodes(self, key: str | None) -> tuple[PlaceNode, ...]:
        spots = [(child, self.spots[child]) for child in self.below.get(key, ())]
        return tuple(
            PlaceNode(spot.about.name, spot.address, len(spot.teasers), self._nodes(child)) for child, spot in spots
        )

    def spots_of(self, article: Article) -> tuple[Named, ...]:
        """The places with a page of their own that an article names, each once."""
        keys = (self.ground.key(mention) or "" for mention in article.mentions)
        links = (self.spots[key].link for key in keys if key in self.spots)
        return tuple(dict.fromkeys(Named(link.title, link.address) for link in links))

    def named(self, article: Article) -> tuple[Named, ...]:
        """The places of an article, each with the address of its page if it has one."""
        return tuple(dict.fromkeys(named for mention in article.mentions for named in self.names[mention]))


def survey(news: Taxonomy, site: SiteInfo) -> Atlas:
    """Arrange the places of a library."""
    ground = _ground(news, site)
    distinct = dict.fromkeys(mention for article in news.articles for mention in article.mentions)
    chains = {mention: ground.chain(key) if (key := ground.key(mention)) else () for mention in distinct}
    paths: dict[str, dict[str, None]] = defaultdict(dict)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for article in news.articles:
        for mention in article.mentions:
            for key in chains[mention]:
                paths[key][article.path] = None
            for key in chains[mention][:1]:
                spellings[key][mention.name] += 1
    spots = {}
    for key in paths.keys() - ground.districts.keys():
        about = ground.entries.get(key) or _unknown(key, spellings[key])
        teasers = tuple(news.teasers[path] for path in paths[key])
        within = next(iter(ground.chain(key)[1:]), None)
        spots[key] = Spot(about, permalinks.place(about.code, brief(about.name)), within, teasers)
    ordered = dict(sorted(spots.items(), key=lambda item: (ORDER.index(item[1].about.level), item[0])))
    below: dict[str | None, tuple[str, ...]] = defaultdict(tuple)
    for key, spot in ordered.items():
        below[spot.within] += (key,)
    pages: dict[str, Place | Spot] = {**ordered, **ground.districts}
    names = {mention: tuple(_names(mention, keys, ground, pages)) for mention, keys in chains.items()}
    further = {
        code: tuple(teaser for path in paths[code] if (teaser := news.teasers[path]).district != place.name)
        for code, place in ground.districts.items()
    }
    return Atlas(ground, ordered, dict(below), names, further)


def quiet(news: Taxonomy, atlas: Atlas) -> Mapping[str, tuple[Quiet, ...]]:
    """By day, the districts without an article of their own in the issue, with the articles that name them."""
    named: dict[tuple[str, str], tuple[Teaser, ...]] = defaultdict(tuple)
    for code, teasers in atlas.further.items():
        for teaser in teasers:
            named[teaser.date or "", atlas.ground.districts[code].slug] += (teaser,)
    districts = [place for place in news.places[1:] if place.known]
    told = {issue.date: {digest.place.slug for digest in issue.digests} for issue in news.issues}
    return {
        date: tuple(
            Quiet(place.name, place.address, named.get((date, place.slug), ()))
            for place in districts
            if place.slug not in slugs
        )
        for date, slugs in told.items()
    }


def _names(mention: Mention, keys: Sequence[str], ground: Ground, pages: Mapping[str, Place | Spot]) -> Iterator[Named]:
    """The names a text may use for a place it mentions; a bare 高新区 may be another city's and is left alone."""
    if not keys:
        yield Named(mention.name, None)
        return
    about = ground.entries.get(keys[0])
    others = [name for name in about.also if len(name) >= SURE_ALIAS] if about else []
    written = spellings(mention.name) if mention.level == "zone" else ()
    names = (mention.name, *others, *written, *(about.former if about else ()))
    for name in names:
        yield Named(name, pages[keys[0]].address)
    if keys[0] in ground.districts:
        for short in dict.fromkeys(stem(name) for name in names):
            if short not in names and short != stem(ground.city):  # 株洲县 became 渌口区, 株洲 is the city
                yield Named(short, pages[keys[0]].address, short=True)


# ---- what is known beforehand ------------------------------------------------------------------------


def _ground(news: Taxonomy, site: SiteInfo) -> Ground:
    """What the settings and the gazetteer know; a person writes names and no codes, so names are known too."""
    count = Counter(entry.name for entry in site.localities)
    named = {entry.name: entry.code for entry in site.localities if count[entry.name] == 1 and entry.code}
    return Ground(
        city=site.city_name,
        entries={_key(entry): entry for entry in (*_unlisted(news, site), *site.localities)},
        districts={district.code: news.of_district[district.name] for district in site.districts},
        bare=named | {district.name: district.code for district in site.districts},
    )


def _key(entry: Locality) -> str:
    return entry.code or (_village(entry.name) if entry.level == "village" else _zone(entry.name))


def _unlisted(news: Taxonomy, site: SiteInfo) -> Iterator[Locality]:
    """Villages and zones that no table has, each in the place that it lies in for certain, if there is one."""
    codes = {district.name: district.code for district in site.districts}
    villages: dict[str, list[Article]] = defaultdict(list)
    zones: dict[str, set[str]] = defaultdict(set)
    for article in news.articles:
        for mention in dict.fromkeys(article.mentions):
            if mention.level == "village" and not mention.code:
                villages[mention.name].append(article)
            elif mention.level == "zone" and not mention.code:
                zones[brief(mention.name)].add(mention.name)
    for name, articles in sorted(villages.items()):
        yield Locality(None, name, "village", _around(articles, codes))
    for _, ways in sorted(zones.items()):
        name, *others = sorted(ways, key=lambda way: (-len(way), way))  # written out first
        yield Locality(None, name, "zone", _prefix(name, site), tuple(others))


def _around(articles: Sequence[Article], codes: Mapping[str, str]) -> str | None:
    """The code of the one township that all articles name, else of the one district that they stand under."""
    towns = (
        {mention.code for mention in article.mentions if mention.level == "township" and mention.code}
        for article in articles
    )
    shared = set.intersection(*towns)
    homes = {codes.get(article.district or "") for article in articles}
    home = homes.pop() if len(homes) == 1 else None
    inside = {code for code in shared if home is None or code.startswith(home)}
    return inside.pop() if len(inside) == 1 else home


def _prefix(zone: str, site: SiteInfo) -> str | None:
    """The code of the district whose name a zone begins with: 界首高新区 lies in 界首市."""
    return next((one.code for one in site.districts if zone.startswith(stem(one.name))), None)


def _zone(name: str) -> str:
    """The key of a zone, however its name is written."""
    return f"zone {brief(name)}"


def _village(name: str) -> str:
    """The key of a village that no table has."""
    return f"village {name}"


def _unknown(key: str, spellings: Counter[str]) -> Locality:
    """A place that the directory leaves out, named as most articles name it."""
    name = min(spellings, key=lambda name: (-spellings[name], name))
    if key == _zone(name):
        return Locality(None, name, "zone")
    return Locality(key, name, LEVELS.get(len(key), "district"))
