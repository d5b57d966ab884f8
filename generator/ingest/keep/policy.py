"""Whose text stands: what ingest would write, what it wrote last time, and what lies on the disk, weighed.

Pure functions; nothing here reads or writes a file. `plan.py` carries the decisions out.
"""

import difflib
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from generator.content import parse
from generator.content.seal import is_sealed, normalise, unsealed
from generator.ingest.keep.merge import merge3
from generator.ingest.keep.records import Written
from generator.model import Article

Action = Literal["write", "keep", "merge", "conflict", "unchanged"]
SAME_ARTICLE = 0.6  # share of equal characters from which a text under a new headline is the article it was

# a byte that is not UTF-8, as `Store.read` gives it
FOREIGN_BYTE = re.compile("[\ud800-\udfff]")


class Decision(NamedTuple):
    """What to do with one file, and the text to write: into the file, or beside it on a conflict."""

    action: Action
    text: str


def decide(mine: str | None, base: str | None, theirs: str) -> Decision:
    """What becomes of a file: `mine` is on the disk, `base` was written last time, `theirs` would be written now.

    What we wrote last is ours and may be replaced. Any other text is a person's, also one of ours that a person fetched
    back: it is kept, and what is new in the source is merged into it where the two do not meet. A file that a person
    deleted stays deleted.
    """
    if mine is None:
        return Decision("write", theirs) if base is None else Decision("keep", "")
    if normalise(mine) == theirs:
        return Decision("unchanged", mine)
    if is_ours(mine, base):
        return Decision("write", theirs)
    if base is None:
        return Decision("keep", mine) if unsealed(mine) == unsealed(theirs) else Decision("conflict", theirs)
    merged, conflict = merge3(unsealed(base), unsealed(mine), unsealed(theirs))
    if merged == unsealed(mine) and not conflict:
        return Decision("keep", mine)
    return Decision("conflict", theirs) if conflict or FOREIGN_BYTE.search(mine) else Decision("merge", merged)


def is_ours(mine: str, base: str | None) -> bool:
    """Whether nobody has touched a file since we wrote it: its seal is true, and it is the latest that is on record."""
    return is_sealed(mine) and (not base or normalise(mine) == base)


def keep_ids(articles: Sequence[Article], former: Sequence[Written]) -> tuple[Article, ...]:
    """Articles with the ids their source gave them before, though its headline may have been corrected since."""
    new = [article for article in articles if article.id not in {item.id for item in former}]
    gone = [item for item in former if item.id not in {article.id for article in articles}]
    renamed: dict[str, str] = {}
    for article in new:
        likeness = [(_likeness(article.body, item.base), item.id) for item in gone if item.id not in renamed.values()]
        best = max(likeness, default=(0.0, ""))
        if best[0] >= SAME_ARTICLE:
            renamed[article.id] = best[1]
    return tuple(
        msgspec.structs.replace(
            article,
            id=renamed.get(article.id, article.id),
            parent=renamed.get(article.parent or "", article.parent),
        )
        for article in articles
    )


def keep_tags(article: Article, last: Written) -> Article:
    """An article with the tags it got when it was first written, as long as it is the same article."""
    former, _ = parse(last.base, last.path)
    if former is None or not former.tags or _likeness(article.body, last.base) < SAME_ARTICLE:
        return article
    return msgspec.structs.replace(article, tags=former.tags)


def _likeness(body: str, file: str) -> float:
    """Share of equal paragraphs, by characters, of a body and of the body in a file."""
    _, _, other = file.partition("\n---\n")
    ours, theirs = body.split("\n\n"), other.strip("\n").split("\n\n")
    blocks = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    equal = sum(len(part) for block in blocks for part in ours[block.a : block.a + block.size])
    return 2 * equal / max(1, sum(map(len, ours)) + sum(map(len, theirs)))
