"""What of an article's text reaches other files than those that tell the article whole; makes no file.

The plan of the site sees articles without their bodies and these values in their place. So whatever a listing, an index
or a digest takes from a text has to pass through here, and a text that was changed while its gist stayed the same can
have made out of date only what holds the text itself.
"""

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
from msgspec import Struct

from generator import discretion
from generator.content.jumps import second_halves
from generator.model import Article, Quantity
from generator.render import excerpt, marks, retold
from generator.render.retold import Twins

LONGEST_NAME = 4  # characters of a tag that may be a person


class Gist(Struct, frozen=True, array_like=True):
    """The sentence of the listings, the people named openly, the figures that stand in the text.

    `halved` is the whole text of an article that goes on upon another print page: what belongs to what hangs on it.
    """

    digest: str
    people: tuple[str, ...]
    figures: tuple[Quantity, ...]
    halved: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """All that is taken from the bodies of a library: the gist of each by path, which tell one story, which go on in which.

    `whole` are the articles with their bodies, by path, for what tells them whole and for nothing else; `onward` has the
    ids of second halves by those of the first.
    """

    whole: Mapping[str, Article]
    gists: Mapping[str, Gist]
    twins: Twins
    onward: Mapping[str, str]


def read_texts(articles: Iterable[Article]) -> Texts:
    """What is taken from some articles, in their order."""
    whole = {article.path: _discreet(article) for article in articles}
    return Texts(
        whole=whole,
        gists={path: gist_of(article) for path, article in whole.items()},
        twins=retold.find(whole.values()),
        onward=second_halves(whole.values()),
    )


def gist_of(article: Article) -> Gist:
    """The gist of a whole article."""
    return Gist(
        excerpt.digest(article),
        tuple(_open_people(article)),
        marks.standing(article),
        article.body if article.continued_on or article.continued_from else "",
    )


def without_text(article: Article) -> Article:
    """An article as the plan sees it."""
    return msgspec.structs.replace(article, body="")


def _discreet(article: Article) -> Article:
    """An article whose header says no name that its text keeps: a child, an alias, an accused whom no headline names.

    Headers are written by people too, and by former versions. The text stays as it was printed.
    """
    secret = _secrets(article.body.replace("\\", ""), article.headline)
    figures = tuple(item for item in article.numbers if discretion.is_open(item.subject, secret))
    tags = tuple(tag for tag in article.tags if tag.strip()[:2] not in secret or len(tag) > LONGEST_NAME)
    digest = None if any(name in (article.digest or "") for name in secret) else article.digest
    if (figures, tags, digest) == (article.numbers, article.tags, article.digest):
        return article
    return msgspec.structs.replace(article, numbers=figures, tags=tags, digest=digest)


@functools.lru_cache(maxsize=256)  # the preview asks for those of a file's articles again and again
def _secrets(text: str, headline: str) -> frozenset[str]:
    return discretion.secret_names([text], headline)


def _open_people(article: Article) -> Iterator[str]:
    """The people of a header but for those whom the article's own words hide: pupils, aliases, suspects, patients."""
    text = article.body.replace("\\", "")
    if not article.people or discretion.hides_all(text):
        return
    for name in dict.fromkeys(unicodedata.normalize("NFC", name.strip()) for name in article.people):
        if discretion.may_be_listed(name) and not discretion.is_hidden(name, text):
            yield name
