"""Binds a template and its values into a target; decides neither which files there are nor what they show."""

import functools
from dataclasses import dataclass

from generator.errors import Diagnostic
from generator.incremental import Made, Target
from generator.model import Article, SiteInfo
from generator.render import citation, marks, markup, mentions, permalinks, printed
from generator.render.theme import Theme
from generator.render.values import Imprint, Link, Named, Place

COUNTY_CODE = 6  # digits; longer codes are those of towns


@dataclass(frozen=True)
class Press:
    """A theme and the site's imprint, shared by all targets."""

    theme: Theme
    imprint: Imprint

    def target(self, kind: str, address: str, *crumbs: Link, **values: object) -> Target:
        """A file made by the template of the same name as its kind; `crumbs` lead to it from the home."""
        template = f"{kind}.html"
        inputs = {
            "template": self.fingerprint(template),
            "site": self.imprint,
            "address": address,
            "crumbs": crumbs,
            **values,
        }
        make = make_article if kind == "article" else make_file
        return Target(permalinks.target(address), kind, functools.partial(make, self.theme, template), inputs)

    def static(self, address: str, data: bytes) -> Target:
        """A static file as it is."""
        return Target(permalinks.target(address), "static", make_static, {"data": data})

    def say(self, key: str, **arguments: object) -> str:
        """A string in the site's language."""
        return self.theme.say(self.imprint.language, key, self.imprint.kind, **arguments)

    def day(self, date: str) -> Link:
        """The issue of a day, named by its date."""
        return Link(self.theme.say_day(self.imprint.language, date), permalinks.day(date))

    @functools.cached_property
    def _fingerprints(self) -> dict[str, str]:
        return {}

    def fingerprint(self, template: str) -> str:
        """The fingerprint of all that a template is made of."""
        if template not in self._fingerprints:
            self._fingerprints[template] = self.theme.fingerprint(template)
        return self._fingerprints[template]


def imprint(site: SiteInfo) -> Imprint:
    """The part of the site's settings that every file shows."""
    return Imprint(
        title=site.title,
        paper=site.paper,
        city_name=site.city_name,
        base_url=site.base_url,
        description=site.description,
        language=site.language,
        icp=site.icp or None,
        kind=kind_of(site),
        outputs=site.outputs,
        hub=site.hub,
    )


def kind_of(site: SiteInfo) -> str:
    """What kind of place a site is at home in, which says how its parts are called: a city has districts, a county towns.

    >>> kind_of(SiteInfo(title="", base_url="/", paper="", city="433100", city_name="湘西土家族苗族自治州"))
    'prefecture'
    """
    if site.city.endswith("0000") and site.districts and all(one.code.endswith("00") for one in site.districts):
        return "province"
    has_towns = bool(site.districts) and all(len(one.code) > COUNTY_CODE for one in site.districts)
    name = site.city_name
    if name.endswith(("州", "盟", "地区")):
        return {"州": "prefecture", "盟": "league"}.get(name[-1], "area")
    return {"县": "county", "区": "ward", "旗": "banner"}.get(name[-1:], "towns") if has_towns else "city"


def make_file(theme: Theme, name: str, /, *, template: str, site: Imprint, address: str, **values: object) -> Made:
    """A file from template `name`; `template` is the fingerprint of all it is made of, used by the engine alone.

    404.html is served at any depth, so its links start at the site's path; all others are relative.
    """
    is_anywhere = address == permalinks.MISSING
    root = permalinks.base_path(site.base_url) if is_anywhere else permalinks.root(address)
    canonical = permalinks.absolute(site.base_url, address)
    return theme.render(name, site=site, address=address, root=root, canonical=canonical, **values), ()


def make_article(
    theme: Theme,
    name: str,
    /,
    *,
    article: Article,
    place: Place,
    places: tuple[Named, ...],
    site: Imprint,
    address: str,
    digest: str,
    remarks: tuple[Diagnostic, ...],
    **values: object,
) -> Made:
    """An article's file: its body is Markdown until here; `remarks` are what the plan found wrong with it."""
    plain, found = markup.render(article.body, article.file)
    as_printed = markup.printed(article.body, article.file)
    figures = [(item.subject, item.value + item.unit) for item in marks.standing(article)]
    marked, anchors = marks.mark(plain, digest, [printed for _, printed in figures])
    shown = {
        "article": article,
        "place": place,
        "places": listed(places, article),
        "digest": digest,
        "body": printed.carry(mentions.link(marked, places, permalinks.root(address)), as_printed),
        "anchors": anchors,
        "citation": citation.cite(article, permalinks.date_of(address), site.paper),
        "print_anchor": permalinks.print_page(article.print_page),
        "numbers": [(subject, printed, marks.figure(at)) for at, (subject, printed) in enumerate(figures)],
    }
    data, _ = make_file(theme, name, site=site, address=address, **shown, **values)  # type: ignore[arg-type]
    return data, (*remarks, *found)


def listed(places: tuple[Named, ...], article: Article) -> tuple[Named, ...]:
    """One entry a place, under the name of its mention; its other names only lead to its page from the text."""
    mentioned = {mention.name for mention in article.mentions}
    named = [place for place in places if place.name in mentioned]
    return tuple({place.address or place.name: place for place in reversed(named)}.values())[::-1]


def make_static(*, data: bytes) -> Made:
    """A static file."""
    return data, ()
