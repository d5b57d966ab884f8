"""What an editor would add to an article: its district and places, tags, people, and a sentence that sums it up.

Puts the finders together and holds what they share; finds nothing itself and changes no text.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from msgspec import Struct

from generator.discretion import secret_names
from generator.gazetteer import Gazetteer
from generator.ingest.facts.bodies import bodies, seats_of
from generator.ingest.facts.decisions import Decision
from generator.ingest.facts.digest import Digest, digest
from generator.ingest.facts.events import event_date
from generator.ingest.facts.numbers import numbers
from generator.ingest.facts.people import people
from generator.ingest.facts.places import Location, locate
from generator.ingest.facts.recogniser import Recognise
from generator.ingest.facts.tags import tags
from generator.model import Clipping, District, Quantity
from generator.tagbook import Tagbook
from generator.words import Words


class Desk(NamedTuple):
    """Everything an editor has on the desk: places, words, the decisions about tags, what was decided about suspects.

    `topics` are the words that tags are found with: `words`, and what the archive has taught.
    """

    gazetteer: Gazetteer | None
    words: Words
    tagbook: Tagbook = Tagbook()
    decisions: tuple[Decision, ...] = ()
    topics: Words | None = None
    recognise: Recognise | None = None


class Enrichment(Struct, frozen=True):
    """What was found about one article; `sidebars` in the order of the clipping's."""

    location: Location
    tags: tuple[str, ...]
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    numbers: tuple[Quantity, ...]
    digest: Digest | None
    date: str | None
    sidebars: tuple["Enrichment", ...] = ()


NOWHERE = Location(None, (), ())


def enrich(clipping: Clipping, desk: Desk, issue_date: str | None, near: Sequence[str] = ()) -> Enrichment:
    """Find everything about one clipping and its sidebars; `near` are district codes of the article around it."""
    location = locate(clipping, desk.gazetteer, near) if desk.gazetteer else NOWHERE
    names = people(clipping, desk.words, desk.recognise)
    around = [location.district.code] if location.district else near
    return Enrichment(
        location=location,
        tags=tags_of(clipping, desk, names),
        people=names,
        organisations=bodies(clipping, desk.words, seats_of(desk.gazetteer, location.district)),
        numbers=numbers(clipping, desk.words),
        digest=digest(clipping, district_words(location.district)),
        date=event_date(clipping, issue_date),
        sidebars=tuple(enrich(sidebar, desk, issue_date, around) for sidebar in clipping.sidebars),
    )


def tags_of(clipping: Clipping, desk: Desk, names: Collection[str]) -> tuple[str, ...]:
    """The tags of an article under their one names; `names` are people in it, who are no tags."""
    secret = secret_names((block.text for block in clipping.body), clipping.headline)
    avoid = avoided(clipping, desk.gazetteer) | secret | {*names}
    return tags(clipping, desk.topics or desk.words, avoid, desk.tagbook)


def avoided(clipping: Clipping, gazetteer: Gazetteer | None) -> frozenset[str]:
    """Names that have facets of their own and are never tags: the city, its districts, the paper."""
    outlet = (clipping.byline.outlet or "").split("·")
    if gazetteer is None:
        return frozenset(filter(None, outlet))
    places = {word for district in (gazetteer.city, *gazetteer.districts) for word in district_words(district)}
    return frozenset(filter(None, (*outlet, *places)))


def district_words(district: District | None) -> tuple[str, ...]:
    """The name of a district and its short form, where that is a word of two characters or more.

    >>> district_words(District("430211", "天元区", "tianyuan")), district_words(District("430223", "攸县", "youxian"))
    (('天元区', '天元'), ('攸县',))
    """
    if district is None:
        return ()
    short = district.name.rstrip("市区县旗")
    return (district.name, short) if len(short) > 1 and short != district.name else (district.name,)
