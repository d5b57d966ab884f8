"""What an editor would add to an article: its district and places, tags, people, and a sentence that sums it up.

Puts the finders together and holds what they share; finds nothing itself and changes no text.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from generator.config import parse_toml
from generator.gazetteer import Gazetteer
from generator.ingest.facts.bodies import bodies, seats_of
from generator.ingest.facts.decisions import Decision
from generator.ingest.facts.digest import Digest, digest
from generator.ingest.facts.events import event_date
from generator.ingest.facts.numbers import numbers
from generator.ingest.facts.people import people
from generator.ingest.facts.places import Location, locate
from generator.ingest.facts.tags import tags
from generator.model import Clipping, District, Quantity
from generator.words import Words

MOST_TAGS = 6


class Vocabulary(Struct, frozen=True, forbid_unknown_fields=True):
    """`content/tags.toml`: words that are never tags, and the one name of tags that have several."""

    blocked: tuple[str, ...] = ()
    aliases: dict[str, str] = {}


class Desk(NamedTuple):
    """Everything an editor has on the desk: places, words, the vocabulary of tags, what was decided about suspects."""

    gazetteer: Gazetteer | None
    words: Words
    vocabulary: Vocabulary = Vocabulary()
    decisions: tuple[Decision, ...] = ()


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


def parse_vocabulary(text: str, path: str) -> Vocabulary:
    """The vocabulary in the text of a `tags.toml`; raises `BaozhaiError` with line and key.

    >>> parse_vocabulary('blocked = ["工作"]', "tags.toml").blocked
    ('工作',)
    """
    return parse_toml(text, path, Vocabulary)


def enrich(clipping: Clipping, desk: Desk, issue_date: str | None, near: Sequence[str] = ()) -> Enrichment:
    """Find everything about one clipping and its sidebars; `near` are district codes of the article around it."""
    location = locate(clipping, desk.gazetteer, near) if desk.gazetteer else NOWHERE
    names = people(clipping, desk.words)
    around = [location.district.code] if location.district else near
    return Enrichment(
        location=location,
        tags=choose_tags(tags(clipping, desk.words, avoided(clipping, desk.gazetteer) | {*names}), desk.vocabulary),
        people=names,
        organisations=bodies(clipping, desk.words, seats_of(desk.gazetteer, location.district)),
        numbers=numbers(clipping, desk.words),
        digest=digest(clipping, district_words(location.district)),
        date=event_date(clipping, issue_date),
        sidebars=tuple(enrich(sidebar, desk, issue_date, around) for sidebar in clipping.sidebars),
    )


def choose_tags(found: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Tags under their one name, without blocked ones and repeats, in the order found.

    >>> choose_tags(["工作", "疫苗", "新冠疫苗"], Vocabulary(("工作",), {"疫苗": "新冠疫苗"}))
    ('新冠疫苗',)
    """
    named = (vocabulary.aliases.get(tag, tag) for tag in found)
    return tuple(dict.fromkeys(tag for tag in named if tag not in vocabulary.blocked))[:MOST_TAGS]


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
