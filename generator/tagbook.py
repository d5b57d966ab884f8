"""What people decided about tags, in `content/tags.toml`: which are blocked, which pinned, and their one name.

People alone edit the file; the program adds an alias only when it is told to, and leaves every other byte as it is. The
decisions hold for articles that are written already: they are applied when the library is loaded, not to the files.
"""

import unicodedata
from collections.abc import Iterable, MutableSequence

from msgspec import Struct
from msgspec.structs import replace

from generator.config import parse_toml
from generator.errors import BaozhaiError, diagnose
from generator.lines import line_of_words
from generator.model import Library

FILE = "content/tags.toml"


class Tagbook(Struct, frozen=True, forbid_unknown_fields=True):
    """`blocked` are never tags, `pinned` are tags wherever an article is about them, `aliases` lead to the one name."""

    blocked: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    aliases: dict[str, str] = {}

    @property
    def pins(self) -> tuple[str, ...]:
        """The pinned tags, then the other spellings that lead to one."""
        return (*self.pinned, *(alias for alias in self.aliases if self.name_of(alias) in self.pinned))

    def name_of(self, tag: str) -> str:
        """The one name of a tag.

        >>> Tagbook(aliases={"防疫": "疫情", "疫情": "疫情防控"}).name_of("防疫")
        '疫情防控'
        """
        while tag in self.aliases:
            tag = self.aliases[tag]
        return tag

    def settle(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Tags under their one name, without blocked ones and repeats, in their order.

        >>> Tagbook(("工作",), (), {"疫苗": "新冠疫苗"}).settle(["工作", "疫苗", "新冠疫苗"])
        ('新冠疫苗',)
        """
        named = {self.name_of(tag): None for tag in tags if tag not in self.blocked}
        return tuple(tag for tag in named if tag not in self.blocked)


def parse_tagbook(text: str, path: str = FILE) -> Tagbook:
    """The decisions in the text of a `tags.toml`; raises `BaozhaiError` with line and key, also for aliases in a ring.

    Blanks around a name say nothing; a name of nothing, and one that is blocked and pinned, are errors.
    """
    raw = parse_toml(text, path, Tagbook)
    aliases = {clean(alias): clean(name) for alias, name in raw.aliases.items()}
    book = Tagbook(tuple(map(clean, raw.blocked)), tuple(map(clean, raw.pinned)), aliases)
    if not all((*book.blocked, *book.pinned, *book.aliases, *book.aliases.values())):
        raise BaozhaiError(diagnose("tags-empty", path, line_of_words(text, "")))
    if both := next((tag for tag in book.pinned if tag in book.blocked), None):
        raise BaozhaiError(diagnose("tags-both", path, line_of_words(text, both), tag=both))
    for tag in book.aliases:
        seen, name = {tag}, book.aliases[tag]
        while name in book.aliases and name not in seen:
            seen.add(name)
            name = book.aliases[name]
        if name in seen:
            raise BaozhaiError(diagnose("tags-ring", path, line_of_words(text, tag), tag=tag, name=book.aliases[tag]))
    return book


def clean(name: str) -> str:
    """A name as it is compared: without blanks around it, with single ones inside.

    >>> clean("　体育  比赛 ")
    '体育 比赛'
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def settle_library(library: Library, book: Tagbook) -> Library:
    """A library whose articles have their tags under the one name; those of the files stay as they are."""
    if book == Tagbook():
        return library
    settled = ((article, book.settle(article.tags)) for article in library.articles)
    return replace(
        library, articles=tuple(replace(one, tags=tags) if tags != one.tags else one for one, tags in settled)
    )


def with_alias(text: str, old: str, new: str) -> str:
    """The text of a `tags.toml` in which `old` and its aliases lead to `new`; all else stays byte for byte.

    Raises `BaozhaiError` for a text that is no such file.
    """
    import tomlkit  # noqa: PLC0415 - only merge and rename need it

    book = parse_tagbook(text.removeprefix("\ufeff"))
    crlf = "\r\n" in text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    document = tomlkit.parse(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if "aliases" not in document:
        document["aliases"] = tomlkit.table()
    aliases = document["aliases"]
    written = {clean(alias): alias for alias in aliases}  # as they stand in the file
    if book.aliases.get(new) is not None:  # the other way round until now
        del aliases[written[new]]
    for other, name in book.aliases.items():
        if name == old and other != new:
            aliases[written[other]] = new
    aliases[written.get(old, old)] = new
    if old in book.pinned:
        _rename(document["pinned"], old, new)
    edited = tomlkit.dumps(document)
    return mark + (edited.replace("\n", "\r\n") if crlf else edited)


def _rename(listed: MutableSequence[str], old: str, new: str) -> None:
    names = list(map(clean, listed))
    at = names.index(old)
    if new in names:
        del listed[at]
    else:
        listed[at] = new
