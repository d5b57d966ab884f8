"""What an editor might decide about tags: which are one, which are too broad, which words are new. Decides nothing.

Every proposal is a line for `content/tags.toml`; the program never writes it there by itself.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

Reason = Literal["spelling", "order", "ending", "short", "broad", "new"]

MARKS = re.compile(r"[^\w]|_")  # what two spellings of one tag may differ in
# 人居环境整治工作 and 人居环境整治行动 are the same as without
ENDINGS = ("专项行动", "专项整治行动", "行动", "活动", "工作", "工程", "建设工作", "建设", "事业", "产业发展")
SHARE = 8  # a tag on more than one of so many articles tells nothing
FEWEST_BROAD = 10  # articles of a tag that may be too broad


class Proposal(Struct, frozen=True, order=True):
    """`table` is the table or key of `content/tags.toml` that `line` belongs to."""

    reason: Reason
    tag: str
    name: str
    table: str
    line: str


def proposals(tags: Mapping[str, int], articles: int, new_words: Sequence[str]) -> tuple[Proposal, ...]:
    """Proposals about tags with their numbers of articles, in a stable order: aliases, blocked, pinned."""
    found = [*_aliases(tags), *_broad(tags, articles), *_new(tags, new_words)]
    first: dict[tuple[str, str], Proposal] = {}
    for one in found:
        first.setdefault((one.table, one.tag), one)
    return tuple(first.values())


def _aliases(tags: Mapping[str, int]) -> Iterator[Proposal]:
    """The less frequent of two names leads to the more frequent one."""
    ranked = sorted(tags, key=lambda tag: (-tags[tag], len(tag), tag))
    yield from _same(ranked, "spelling", spelling)
    yield from _same(ranked, "order", lambda tag: "".join(sorted(tag)) if len(tag) > 3 else tag)
    known = set(ranked)
    for tag in ranked:
        bare = next((tag.removesuffix(end) for end in ENDINGS if tag.endswith(end) and tag != end), "")
        if bare in known and len(bare) > 2:
            yield _alias("ending", tag, bare)
    by_first: dict[str, list[str]] = defaultdict(list)
    for tag in ranked:
        by_first[tag[0]].append(tag)
    for tag in ranked:
        longer = [other for other in by_first[tag[0]] if is_short_form(tag, other)]
        if len(longer) == 1:
            yield _alias("short", *sorted((tag, longer[0]), key=lambda one: (tags[one], len(one), one)))


def _same(ranked: Sequence[str], reason: Reason, key: Callable[[str], str]) -> Iterator[Proposal]:
    groups: dict[str, list[str]] = defaultdict(list)
    for tag in ranked:
        groups[key(tag)].append(tag)
    for name, *others in groups.values():
        for tag in others:
            yield _alias(reason, tag, name)


def spelling(tag: str) -> str:
    """What two spellings of one tag have in common.

    >>> spelling("“放管服”改革") == spelling("放管服改革"), spelling("５Ｇ基站") == spelling("5g基站")
    (True, True)
    """
    return MARKS.sub("", unicodedata.normalize("NFKC", tag)).casefold()


def is_short_form(short: str, long: str) -> bool:
    """Whether `short` takes one character or more of each pair of characters of `long`: 深改 of 深化改革.

    >>> is_short_form("深改", "深化改革"), is_short_form("环保", "环境保护"), is_short_form("乡村", "乡村振兴")
    (True, True, False)
    """
    pairs = [long[at : at + 2] for at in range(0, len(long), 2)]
    return (
        len(long) % 2 == 0
        and len(short) == len(pairs) > 1
        and all(letter in pair for letter, pair in zip(short, pairs, strict=True))
    )


def _broad(tags: Mapping[str, int], articles: int) -> Iterator[Proposal]:
    for tag in sorted(tags, key=lambda tag: (-tags[tag], tag)):
        if tags[tag] >= FEWEST_BROAD and tags[tag] * SHARE > articles:
            yield Proposal("broad", tag, "", "blocked", f'blocked = ["{_quoted(tag)}"]')


def _new(tags: Mapping[str, int], words: Sequence[str]) -> Iterator[Proposal]:
    for word in sorted(words):
        if word not in tags:
            yield Proposal("new", word, "", "pinned", f'pinned = ["{_quoted(word)}"]')


def _alias(reason: Reason, tag: str, name: str) -> Proposal:
    return Proposal(reason, tag, name, "aliases", f'"{_quoted(tag)}" = "{_quoted(name)}"')


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
