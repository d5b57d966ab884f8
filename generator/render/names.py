"""People, bodies and reporters as ways into the news: who has a page, and where each name leads.

A name has a page when it stands in two articles or more. Who must stay unnamed is passed over, also where a person
wrote the name into a header. Two people of one name share a page, which says so. Finds no names in texts.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import discretion
from generator.incremental import Target
from generator.model import Article
from generator.render import alphabet, permalinks
from generator.render.press import Press
from generator.render.taxonomy import Taxonomy, leaves, letters
from generator.render.values import Companion, Credited, Link, Named, Teaser, Term

FEWEST = 2  # articles of a name with a page
COMPANIONS = 12
TOGETHER = 2  # articles from which two names stand together


@dataclass(frozen=True, slots=True)
class Facet:
    """The names of one kind that have pages, in the order of the index, each with its articles, newest first."""

    name: str
    address: str
    terms: tuple[tuple[Term, tuple[Teaser, ...]], ...]
    links: Mapping[str, str]
    roles: Mapping[str, tuple[str, ...]]
    companions: Mapping[str, tuple[Companion, ...]]

    def links_of(self, names: Iterable[str]) -> tuple[Named, ...]:
        """Names as an article shows them, each with the address of its page if it has one."""
        return tuple(Named(name, self.links.get(_key(name))) for name in names)


@dataclass(frozen=True, slots=True)
class Register:
    """The three facets, and by path the people whom each article names openly."""

    people: Facet
    organisations: Facet
    reporters: Facet
    named: Mapping[str, tuple[str, ...]]

    @property
    def facets(self) -> tuple[Facet, Facet, Facet]:
        """In the order of the indexes."""
        return self.people, self.organisations, self.reporters

    def people_of(self, article: Article) -> tuple[Named, ...]:
        """The people an article names openly."""
        return self.people.links_of(self.named[article.path])

    def organisations_of(self, article: Article) -> tuple[Named, ...]:
        """The bodies an article names."""
        return self.organisations.links_of(name for name, _ in open_organisations(article))

    def credits_of(self, article: Article) -> tuple[Credited, ...]:
        """The byline, each reporter with a page linked."""
        return tuple(
            Credited(credit.role, self.reporters.links_of(credit.names))
            if discretion.is_reporting(credit.role)
            else Credited(credit.role, tuple(Named(name, None) for name in credit.names))
            for credit in article.byline.credits
        )


def register(news: Taxonomy) -> Register:
    """Arrange the names of a library."""
    named = {path: gist.people for path, gist in news.texts.gists.items()}
    return Register(
        people=_facet("people", news, lambda article: ((name, "") for name in named[article.path])),
        organisations=_facet("organisations", news, open_organisations),
        reporters=_facet("reporters", news, _reporters),
        named=named,
    )


def targets(register: Register, press: Press, size: int) -> Iterator[Target]:
    """The indexes of people, bodies and reporters, and all articles of each name."""
    for facet in register.facets:
        index = letters(term for term, _ in facet.terms)
        yield press.target("names", facet.address, facet=facet.name, letters=index)
        crumb = Link(press.say(f"nav.{facet.name}"), facet.address)
        for term, teasers in facet.terms:
            for leaf in leaves(teasers, term.address, size):
                is_first = leaf.number == 0
                yield press.target(
                    "name",
                    leaf.address,
                    crumb,
                    facet=facet.name,
                    name=term.name,
                    leaf=leaf,
                    count=term.count if is_first else None,
                    roles=facet.roles[term.name] if is_first else (),
                    companions=facet.companions[term.name] if is_first else (),
                )


def open_organisations(article: Article) -> Iterator[tuple[str, str]]:
    """The bodies of a header but for what is no name, each with an empty role."""
    for name in dict.fromkeys(map(_key, article.organisations)):
        if len(name) > 1 and "某" not in name:
            yield name, ""


def _reporters(article: Article) -> Iterator[tuple[str, str]]:
    for credit in article.byline.credits:
        for name in map(_key, credit.names if discretion.is_reporting(credit.role) else ()):
            if discretion.may_be_listed(name):
                yield name, credit.role


def _facet(kind: str, news: Taxonomy, names: Callable[[Article], Iterable[tuple[str, str]]]) -> Facet:
    """One facet: who stands in enough articles, with the roles and the companions of each."""
    listed: dict[str, dict[str, None]] = defaultdict(dict)  # paths by name, in the order of the library
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for article in news.articles:
        for name, role in names(article):
            listed[name][article.path] = None
            roles[name][role] += 1
    address = f"{kind}/"
    ordered = sorted((name for name in listed if len(listed[name]) >= FEWEST), key=alphabet.order)
    terms = {name: Term(name, permalinks.name(address, name), len(listed[name])) for name in ordered}
    return Facet(
        name=kind,
        address=address,
        terms=tuple((terms[name], tuple(news.teasers[path] for path in listed[name])) for name in ordered),
        links={name: term.address for name, term in terms.items()},
        roles={name: _by_count(roles[name]) for name in ordered},
        companions=_companions({name: tuple(listed[name]) for name in ordered}, terms),
    )


def _by_count(roles: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(filter(None, roles), key=lambda role: (-roles[role], role)))


def _companions(listed: Mapping[str, Sequence[str]], terms: Mapping[str, Term]) -> dict[str, tuple[Companion, ...]]:
    """Whom each name stands beside in two articles or more, the most frequent first."""
    by_path: dict[str, list[str]] = defaultdict(list)
    for name, paths in listed.items():
        for path in paths:
            by_path[path].append(name)
    found: dict[str, tuple[Companion, ...]] = {}
    for name, paths in listed.items():
        beside = Counter(other for path in paths for other in by_path[path] if other != name)
        near = sorted((-count, other) for other, count in beside.items() if count >= TOGETHER)[:COMPANIONS]
        found[name] = tuple(Companion(other, terms[other].address, -count) for count, other in near)
    return found


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())
