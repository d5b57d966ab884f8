"""Files that tell articles whole, remembered so that they are made again without planning the site.

A build notes of each of them all that it was made of but the articles themselves. Where only a text has changed, and its
gist has not (`gists`), these are the files that can be out of date, and what is noted makes the same targets as the plan
would: a target is found by the articles among its inputs, not by a list of kinds that somebody has to keep.
"""

import functools
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

import msgspec
from msgspec import Raw, Struct

from generator.errors import Diagnostic
from generator.incremental import Made, Target
from generator.model import Article
from generator.render.copies import Copies, Copy
from generator.render.formats.api import make_article_file
from generator.render.formats.dumps import make_lines, make_table
from generator.render.formats.subscriptions import make_feed
from generator.render.formats.twins import make_full, make_twin
from generator.render.press import Press, make_article
from generator.render.search.targets import make_texts
from generator.render.values import Credited, Link, Named, Place, Teaser

MAKERS: Mapping[str, Callable[..., Made]] = {
    "article": make_article,
    "twin": make_twin,
    "full": make_full,
    "file": make_article_file,
    "lines": make_lines,
    "table": make_table,
    "feed": make_feed,
    "texts": make_texts,
}
NAMES = {maker: name for name, maker in MAKERS.items()}
SHARED = ("site", "template")  # inputs that stay while settings and theme stay


class Surroundings(Struct, frozen=True, forbid_unknown_fields=True):
    """What an article's page shows beside the article."""

    address: str
    crumbs: tuple[Link, ...]
    place: Place
    places: tuple[Named, ...]
    people: tuple[Named, ...]
    organisations: tuple[Named, ...]
    credits: tuple[Credited, ...]
    date: str | None
    digest: str
    tags: tuple[Named, ...]
    parent: Link | None
    retold: tuple[Teaser, ...]
    sidebars: tuple[Link, ...]
    onward: Link | None
    back: Link | None
    newer: Link | None
    older: Link | None
    along: tuple[Link | None, Link | None]
    remarks: tuple[Diagnostic, ...]


class Reprint(Struct, frozen=True, array_like=True):
    """A target without its articles: `held` has their numbers by the name of the input, `names` all inputs in order."""

    path: str
    kind: str
    maker: str
    arguments: tuple[str, ...]
    names: tuple[str, ...]
    held: dict[str, int | tuple[int, ...]]
    said: Raw

    def numbers(self) -> set[int]:
        """The articles that it tells whole."""
        found: set[int] = set()
        for value in self.held.values():
            found.update(value if isinstance(value, tuple) else (value,))
        return found

    def target(self, articles: Mapping[int, Article], copies: Mapping[int, Copy], press: Press) -> Target:
        """The target, with articles as they are now."""
        maker = MAKERS[self.maker]
        if maker is make_article:
            page = msgspec.msgpack.decode(self.said, type=Surroundings)
            said: dict[str, Any] = {name: getattr(page, name) for name in page.__struct_fields__}
            make = functools.partial(maker, press.theme, *self.arguments)
            said["template"] = press.fingerprint(*self.arguments)
        else:
            said = msgspec.msgpack.decode(self.said)
            make = functools.partial(maker, *self.arguments)
        said["site"] = press.imprint
        for name, held in self.held.items():
            if isinstance(held, tuple):
                said[name] = Copies(copies[number] for number in held)
            else:
                said[name] = articles[held] if maker is make_article else copies[held]
        return Target(self.path, self.kind, make, {name: said[name] for name in self.names})


def reprints(targets: Iterable[Target], numbers: Mapping[str, int]) -> list[Reprint] | None:
    """The targets that tell articles whole; `numbers` of articles by path. None: one is made by what has no name."""
    found = []
    for target in targets:
        held = {name: at for name, value in target.inputs.items() if (at := _held(value, numbers)) is not None}
        if not held:
            continue
        make = target.make
        bound = make.args if isinstance(make, functools.partial) else ()
        maker = NAMES.get(make.func if isinstance(make, functools.partial) else make)
        if maker is None:
            return None
        said = {name: value for name, value in target.inputs.items() if name not in held and name not in SHARED}
        arguments = tuple(argument for argument in bound if isinstance(argument, str))
        found.append(Reprint(target.path, target.kind, maker, arguments, tuple(target.inputs), held, _raw(said)))
    return found


def shelve(found: Sequence[Reprint], count: int) -> tuple[bytes, bytes]:
    """The reprints of each of `count` articles, one article's after the other's, and where each one's end."""
    of_article: list[list[Raw]] = [[] for _ in range(count)]
    for reprint in found:
        raw = _raw(reprint)
        for number in reprint.numbers():
            of_article[number].append(raw)
    parts = [_encode(one) for one in of_article]
    return b"".join(parts), array("Q", accumulate(map(len, parts))).tobytes()


def taken(data: bytes) -> list[Reprint]:
    """The reprints of one article, as `shelve` wrote them."""
    return msgspec.msgpack.decode(data, type=list[Reprint])


_encode = msgspec.msgpack.Encoder().encode


def _raw(value: object) -> Raw:
    return Raw(_encode(value))


def _held(value: object, numbers: Mapping[str, int]) -> int | tuple[int, ...] | None:
    """The numbers of the articles that an input tells whole."""
    match value:
        case Article():
            return numbers[value.path]
        case Copy():
            return numbers[value.article.path]
        case Copies():
            return tuple(numbers[copy.article.path] for copy in value)
    return None
