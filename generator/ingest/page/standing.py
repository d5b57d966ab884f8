"""Short lines that are no headline by themselves: the verses of a poem and standing heads; decides nothing."""

import re
from collections.abc import Sequence

from generator.ingest.page.parts import Part

STANDING_HEAD = re.compile(r"【[^【】]{2,12}】|诗歌|诗[苑词]|散文|随笔|杂谈|小小说|书评|影评|读书|连载")
# what a deck without a dash says: 石鼓区推进营商环境建设综述, 记省交通设计院派驻洛须村干部
DECK_LIKE = re.compile(
    r"[^ \u3000]{4,40}(?:综述|纪实|侧记|见闻|观察|探访|走笔|启示|掠影|速写|述评|札记|巡礼|试验|实践|记|调查|透视|扫描)|[记访]\S{6,40}|对话\S{4,40}"
)
STANDING_WEIGHT = 4.0
VERSE, VERSES_LEAST, VERSES = 16, 3, 40  # characters of a verse; further verses below the title of a poem; looked at


def in_verse(parts: Sequence[Part], at: int) -> bool:
    """Whether a line is one of a poem but not its title: four short lines and more in one block, and no byline below."""
    if not _is_verse(parts[at]) or parts[at].gap:
        return False
    first = at
    while first and _is_verse(parts[first - 1]) and at - first < VERSES and not parts[first].gap:
        first -= 1
    last = at
    while last + 1 < len(parts) and _is_verse(parts[last + 1]) and last - at < VERSES and not parts[last + 1].gap:
        last += 1
    below = parts[last + 1] if last + 1 < len(parts) else None
    alone = (
        below is None or (below.gap > 0 and below.role == "title") or (below.gap > 0 and last - first > VERSES_LEAST)
    )
    return last - first >= VERSES_LEAST and alone and (below is None or below.role not in {"byline", "deck", "closing"})


def opens_below_itself(parts: Sequence[Part], at: int) -> float:
    """What speaks for the title of a poem, and for the standing head over a headline: 【百姓话题】, 诗歌."""
    below = parts[at + 1] if at + 1 < len(parts) else None
    if below is None or below.role != "title":
        return 0.0
    if STANDING_HEAD.fullmatch(parts[at].text) and not _bracketed_near(parts, at):
        return STANDING_WEIGHT
    return STANDING_WEIGHT if in_verse(parts, at + 1) and not in_verse(parts, at) else 0.0


def over_deck(parts: Sequence[Part], at: int) -> bool:
    """Whether the line below is a deck by its words: 荔枝湾社区“长者饭堂”见闻."""
    below = parts[at + 1] if at + 1 < len(parts) else None
    return below is not None and below.role == "title" and DECK_LIKE.fullmatch(below.text) is not None


def _bracketed_near(parts: Sequence[Part], at: int) -> bool:
    """Whether a 【label】 has others near it: then they are subheads."""
    near = [*parts[max(0, at - 14) : at], *parts[at + 1 : at + 15]]
    return parts[at].text.startswith("【") and any(part.text.startswith("【") for part in near)


def _is_verse(part: Part) -> bool:
    return part.role == "title" and len(part.text) <= VERSE
