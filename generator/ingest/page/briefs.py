"""What a standing head holds together: briefs (简讯), each an article of its own, and photo stories; the rest passes through.

A block begins with a line that names such a column and holds two or more short items, each led by a mark or by a short
title of its own. Where the items end, the block ends.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from generator.ingest.page.bylines import own_line
from generator.ingest.page.captions import caption
from generator.ingest.page.drafts import Draft, drafts
from generator.ingest.page.jumps import Bounds
from generator.ingest.page.parts import BOX, SIDE_LABEL, Part, looks_like_title, parts
from generator.ingest.page.seams import Known, is_open
from generator.ingest.page.segment import label
from generator.ingest.page.strips import cut
from generator.ingest.page.unwrap import Paragraph

# 简讯, 要闻简报, 天元区短讯, 一句话新闻
HEADING = re.compile(
    r"[【〖\[]?[\u4e00-\u9fff]{0,6}(?:简讯|短讯|快讯|简报|简明新闻|新闻简报|一句话新闻|新闻集锦|新闻速览|要闻速览|新闻快递|微新闻|微讯|资讯|播报|短新闻)[】〗\]]?"
)
# 图片新闻, 【光影株洲】: what stands under it are captions
PHOTOS = re.compile(
    r"[【〖\[■●▲]?\s*(?:图片(?:新闻|故事|报道)|摄影报道|新闻图片|图说新闻|光影[\u4e00-\u9fff]{0,4})\s*[】〗\]]?"
)
MARK = re.compile(r"[●■◆▲△▶►□○◎★☆➤•]\s*")
LONGEST = 260  # characters of an item
FEWEST = 2


class Block(NamedTuple):
    """The line that names the column, None if it was taken for the page's, and the paragraphs of each item."""

    heading: Paragraph | None
    items: tuple[tuple[Paragraph, ...], ...]


def drafts_of(paragraphs: Sequence[Paragraph], known: Known, section: str | None, bounds: Bounds) -> list[Draft]:
    """The drafts of a page in the order of print, those of briefs made item by item; `section` is its standing head.

    No article runs across the `bounds` that its jumps to other pages set.
    """
    made: list[Draft] = []
    plain: list[Paragraph] = []
    at = 0
    while at < len(paragraphs):
        if plain and _parted(plain, paragraphs[at], bounds):
            made += _plain(plain, known)
            plain = []
        if story := _photo(paragraphs, at):
            made += _plain(plain, known)
            plain = []
            made.append(story)
            at += len(story.head) + len(story.pictures)
            continue
        block = _block(paragraphs, at, section if at == 0 else None)
        if block is None:
            plain.append(paragraphs[at])
            at += 1
            continue
        made += _plain(plain, known)
        plain = []
        made += _briefs(block, known)
        at += (block.heading is not None) + sum(map(len, block.items))
    return [*made, *_plain(plain, known)]


def _parted(above: Sequence[Paragraph], below: Paragraph, bounds: Bounds) -> bool:
    """Whether a jump parts a paragraph from those above it; one below a headline is of the article that has it."""
    last = above[-1].strip.spans[-1].piece.line
    if below.strip.line in bounds.first:
        return not (looks_like_title(above[-1].text) or own_line(above[-1].text))
    return last in bounds.last and not SIDE_LABEL.fullmatch(below.text) and not BOX.fullmatch(below.text)


def _plain(paragraphs: Sequence[Paragraph], known: Known) -> list[Draft]:
    found = parts(paragraphs)
    return drafts(found, label(found, known))


def _photo(paragraphs: Sequence[Paragraph], at: int) -> Draft | None:
    """The photo story that a standing head begins: it, a title or none, and captions of which one at least is signed."""
    if not PHOTOS.fullmatch(paragraphs[at].text):
        return None
    head = [("kicker", Part("title", paragraphs[at].strip))]
    below = paragraphs[at + 1 :]
    if below and caption(below[0].text) is None and looks_like_title(below[0].text):
        head.append(("headline", Part("title", below[0].strip)))
        below = below[1:]
    shown = [(paragraph, found) for paragraph in takewhile(_is_caption, below) if (found := caption(paragraph.text))]
    after = below[len(shown)].text if len(shown) < len(below) else ""
    if not any(found.credit for _, found in shown) or BOX.fullmatch(after):
        return None
    pictures = tuple(Part("caption", paragraph.strip, picture=found) for paragraph, found in shown)
    return Draft(tuple(head), (), pictures)


def _is_caption(paragraph: Paragraph) -> bool:
    return caption(paragraph.text) is not None


def _block(paragraphs: Sequence[Paragraph], at: int, section: str | None) -> Block | None:
    """The briefs that begin at a paragraph, if any do."""
    heading = paragraphs[at] if HEADING.fullmatch(paragraphs[at].text) else None
    if heading is None and not (section and HEADING.fullmatch(section)):
        return None
    start = at + (heading is not None)
    items: list[tuple[Paragraph, ...]] = []
    size = 2 if start < len(paragraphs) and not MARK.match(paragraphs[start].text) else 1
    while item := _item(paragraphs, start, size):
        items.append(item)
        start += size
    return Block(heading, tuple(items)) if len(items) >= FEWEST else None


def _item(paragraphs: Sequence[Paragraph], at: int, size: int) -> tuple[Paragraph, ...]:
    """The item at a place: a marked paragraph, or a title and one paragraph that no third goes on with."""
    found = tuple(paragraphs[at : at + size])
    if len(found) < size or len(found[-1].text) > LONGEST or is_open(found[-1].text):
        return ()
    if size == 1:
        return found if MARK.match(found[0].text) else ()
    below = paragraphs[at + 2].text if at + 2 < len(paragraphs) else ""
    titled = looks_like_title(found[0].text) and not looks_like_title(found[1].text)
    return found if titled and (not below or looks_like_title(below)) else ()


def _briefs(block: Block, known: Known) -> list[Draft]:
    """The drafts of a block; the first keeps the line that names it, each the mark that led it."""
    made: list[Draft] = []
    for item in block.items:
        head: list[tuple[str, Part]] = []
        if block.heading and not made:
            head.append(("kicker", Part("title", block.heading.strip)))
        first = item[0]
        if match := MARK.match(first.text):
            head.append(("mark", Part("mark", cut(first.strip, 0, match.end()))))
            first = first._replace(strip=cut(first.strip, match.end()), gap=1)
        draft, *others = _plain((first, *item[1:]), known) or [Draft((), ())]
        made += [draft._replace(head=(*head, *draft.head)), *others]
    return made
