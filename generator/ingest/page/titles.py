"""What a short line speaks for being: a headline, a subhead, part of a headline block, or prose; it decides nothing.

Each weight adds up, in odds, what stands around the line: bylines, decks and figure slots below, a closed paragraph
above, lines of the same make, how alike the text above and below are.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.ingest.page.continuity import stops
from generator.ingest.page.parts import Part
from generator.ingest.page.prosaic import SENTENCE_LIKE, prosaic, sentence_like
from generator.ingest.page.seams import ANNOUNCED, Known, is_open
from generator.ingest.page.similarity import Bigrams, pairs
from generator.ingest.page.standing import STANDING_HEAD, STANDING_WEIGHT, in_verse, opens_below_itself, over_deck

LEDE = re.compile(
    r"[“]?.{0,24}?(?:近日|日前|昨[日天]|[0-9０-９]{1,2}月[0-9０-９]{1,2}日|当地时间|[0-9]{1,2}日[,，上下晚])"
)
NOT_WORD = re.compile(r"\W+")
INTERVIEW = re.compile(r"[问答][:：].")  # a turn of an interview is prose, whatever it ends with
NOTICE = re.compile(r".*(?:通知|公告|启事|声明|通报|公示|预告|告示|名单|提示)")
NOTICE_WEIGHT, SHORT_NOTICE = 2.5, 4  # 遗失声明 is never a subhead
HEADLINE_FITS, GOES_ON = 0.8, 1.2  # hardly any prose fits the headline above it better than that; weight beyond
HEADLINE_STOPS, BROKEN = -0.7, 1.5  # hardly any headline ends less like a clause than that; weight beyond
# an open line over prose: odds of its being torn, of each character beyond a line, of no heading like it, of an indent
TORN, LONGER, LINE, ALONE, INDENTED = 0.8, 0.08, 14, 1.0, 2.5
WHOLE_QUOTE = 1.5  # odds of “修表和修船一样，急不得” being a heading
DECKED = 1.5  # odds of what a deck says belonging to the headline above
HEADING = 14  # characters of a heading over boxes
REACH = 4  # parts below a headline within which its byline or deck is looked for


class Context(NamedTuple):
    """What all decisions of a page share."""

    parts: Sequence[Part]
    known: Known
    alike: Sequence[float]
    gap: int


def context_of(parts: Sequence[Part], known: Known) -> Context:
    """Work out what the weights of a page share."""
    return Context(parts, known, alikeness(parts), _usual_gap(parts))


def headline_weight(context: Context, at: int) -> float:
    """What speaks for a line being the first of a new article, against its being a subhead of the running one."""
    parts, part = context.parts, context.parts[at]
    below = _below(context, at)
    score = -1.5 + below
    above = _above(parts, at)
    if above is None:
        score += 4.0
    else:
        score += 0.5 if not is_open(above.text) else -0.5
        score += max(-1.5, min(1.2, 18.0 * (0.08 - context.alike[at])))
        score += (
            (NOTICE_WEIGHT if len(part.text) > SHORT_NOTICE else 2 * NOTICE_WEIGHT)
            if NOTICE.fullmatch(part.text)
            else 0.0
        )
    score += _unlike_subheads(parts, at) + opens_below_itself(parts, at)
    score += min(1.5, 0.8 * max(0, part.gap - context.gap))
    score += 0.6 if " " in part.text or "\u3000" in part.text else 0.0
    score += 0.5 if len(part.text) >= 9 else -0.6 if len(part.text) <= 5 else 0.0
    doubled = 2.0 if below < 3.0 else 1.0  # without a byline or a deck below, a torn sentence is as likely
    if at + 1 < len(parts) and parts[at + 1].role == "title":  # the byline below is as likely that line's own
        score -= prosaic(part.text)
    return score - doubled * sentence_like(part.text)


def _unlike_subheads(parts: Sequence[Part], at: int) -> float:
    """A line without a number after numbered subheads, or of another make than the subheads above, ends them."""
    above = [part for part in parts[max(0, at - 14) : at] if part.role in {"subhead", "title"}]
    if not above or at == 0:
        return 0.0
    if above[-1].role == "subhead":
        return 1.5
    return 0.0 if any(_parallel(parts[at], part) for part in above) else 0.4


def _below(context: Context, at: int) -> float:
    """Byline, deck, slot and lede below a headline."""
    score, steps = 0.0, 0
    for part in context.parts[at + 1 : at + 1 + 2 * REACH]:
        if part.role == "byline" or (part.role == "title" and part.found is not None and steps == 0):
            bare = part.found is not None and part.found.strength < 0.6
            return score + (2.0 if bare else 4.5)
        if part.role == "deck":
            score += 4.0
        elif part.role == "caption" or (part.slot and part.role == "prose"):
            score += 1.0
        if part.role in {"subhead", "box", "label"}:
            return score - 0.5
        if part.role == "prose":
            score += 0.8 if LEDE.match(part.text) else 0.0
            following = context.parts[at + 1 :]
            return score - (1.0 if _torn(context, at, part) else 0.0) + (0.0 if following else -2.0)
        steps += part.role == "title"
        if steps >= REACH:
            break
    return score - 1.0


def _torn(context: Context, at: int, below: Part) -> bool:
    return context.known.fragment(below.strip) > 1.0


def subhead_weight(context: Context, at: int) -> float:
    """What speaks for a line being a subhead: prose below it, and lines of the same make near it."""
    parts, part = context.parts, context.parts[at]
    following = parts[at + 1] if at + 1 < len(parts) else None
    if following is not None and following.role == "caption":  # a picture may stand at the head of a section
        following = next((other for other in parts[at + 1 : at + 4] if other.role != "caption"), None)
        score = -1.0
    else:
        score = 0.0
    score -= 0.0 if following is not None and following.role == "prose" and following.whole else 3.0
    if following is not None and _torn(context, at, following):
        score -= 1.0
    above = _above(parts, at)
    score += -0.5 if above is None or is_open(above.text) else 0.5
    if _over_boxes(parts, at):
        score += 4.0
    siblings = _siblings(context, at)
    if any(_parallel(part, other) for other in siblings):
        score += 1.0
    elif following is None or following.role != "box":  # a line over a box stands alone
        score -= 0.8 if len(siblings) != 1 else 0.0
        score -= 0.8 if _numbered_near(parts, at) else 0.0
    score -= 0.5 if len(part.text) > 24 else 0.0
    score -= 2.0 if NOTICE.fullmatch(part.text) else 0.0
    return score - sentence_like(part.text)


def head_weight(context: Context, at: int) -> float:
    """What speaks for a line going on with a headline block: it stands right below another short line."""
    above = context.parts[at - 1] if at else None
    if above is None or above.role not in {"title", "deck", "byline", "caption", "label"}:
        return -6.0
    part = context.parts[at]
    if in_verse(context.parts, at):
        return -6.0
    standing = STANDING_WEIGHT / 2 if STANDING_HEAD.fullmatch(above.text) else 0.0
    decked = DECKED if over_deck(context.parts, at - 1) else 0.0
    score = standing + decked + 0.5 - 0.5 * max(0, part.gap - context.gap - 1) - sentence_like(part.text)
    if _again(context.parts, at):
        return 6.0
    if above.role in {"byline", "caption"}:  # only a badge stands between byline and text
        score -= 0.3 * max(0, len(part.text) - 12)
    below = context.parts[at + 1] if at + 1 < len(context.parts) else None
    if below is not None and below.role == "prose" and below.whole and SENTENCE_LIKE.search(part.text):
        score -= 1.5  # the head of a torn first paragraph
    return score - 0.08 * max(0, len(part.text) - 24)


def _again(parts: Sequence[Part], at: int) -> bool:
    """Whether a line says again what a title just above it says."""
    above = [part.text for part in parts[max(0, at - 6) : at] if part.role == "title"]
    said = {NOT_WORD.sub("", text) for text in (*above, "".join(above[-2:]))}
    return len(parts[at].text) > 3 and NOT_WORD.sub("", parts[at].text) in said


def prose_weight(context: Context, at: int) -> float:
    """What speaks for a short line being torn or short prose."""
    parts, part = context.parts, context.parts[at]
    if INTERVIEW.match(part.text) or ANNOUNCED.match(part.text) or in_verse(parts, at):
        return 6.0
    score = -2.5 + 1.5 * sentence_like(part.text) + prosaic(part.text) - opens_below_itself(parts, at)
    following = parts[at + 1] if at + 1 < len(parts) else None
    below = next((other for other in parts[at + 1 : at + 4] if other.role != "caption"), None)
    torn = 0.0 if _over_byline(parts, at) else BROKEN * min(4.0, max(0.0, HEADLINE_STOPS - stops(part.text)))
    if below is not None and below.role == "prose" and below.whole and is_open(part.text):
        fits = context.known.fits(part.text, below.strip)
        score += max(-2.0, 0.9 * fits) + _set_as_prose(context, at)
        torn += GOES_ON * min(4.0, max(0.0, fits - HEADLINE_FITS))
    score += torn
    if len(part.text) <= 12:
        score -= 1.5  # a fragment is seldom shorter than a line
    if torn and following is not below and below is not None and below.role == "prose":
        score += 1.5  # a picture stands in the middle of a paragraph more often than under a headline without byline
    if _over_byline(parts, at):
        score -= 5.0 if at and parts[at - 1].role == "title" else 0.0  # amid a headline block
    elif following is None or following.role == "title":
        score += 2.5 if at and parts[at - 1].role in {"title", "prose"} else 0.0  # lines of a poem or a list
    if following is not None and following.role in {"byline", "deck"}:
        score -= 3.0
    if following is not None and following.role in {"subhead", "box", "label"}:
        score += -3.0 if _over_boxes(parts, at) else 3.0
    return score


def _set_as_prose(context: Context, at: int) -> float:
    """What the looks of an open line over prose say for its being torn: its length, its indent, no heading like it."""
    part = context.parts[at]
    score = TORN + max(-1.0, min(1.5, LONGER * (len(part.text) - LINE)))
    if at and context.parts[at - 1].role == "label":  # what stands right below 【短评】 is its title
        return 0.0
    score += ALONE if not any(_parallel(part, other) for other in _siblings(context, at)) else 0.0
    score += INDENTED if context.known.indented(part.strip) else 0.0
    return score - (WHOLE_QUOTE if part.text[0] in "“‘" and part.text[-1] in "”’" else 0.0)


def _over_byline(parts: Sequence[Part], at: int) -> bool:
    """Whether a byline or a deck stands below, with no more than a few short lines and pictures between."""
    for part in parts[at + 1 : at + 6]:
        if part.role in {"byline", "deck"}:
            return True
        if part.role not in {"title", "caption"}:
            return False
    return False


def _above(parts: Sequence[Part], at: int) -> Part | None:
    return next((part for part in reversed(parts[max(0, at - 4) : at]) if part.role in {"prose", "title"}), None)


def _siblings(context: Context, at: int) -> list[Part]:
    """Lines near this one that may be subheads beside it: they have no byline below them."""
    parts = context.parts
    near = [*range(max(0, at - 12), at), *range(at + 1, min(len(parts), at + 13))]
    return [parts[n] for n in near if parts[n].role == "title" and parts[n].found is None and not _signed(parts, n)]


def _over_boxes(parts: Sequence[Part], at: int) -> bool:
    """Whether a short line stands over the first of an article's 【label】 boxes, as their common heading."""
    below = next((part for part in parts[at + 1 : at + 4] if part.role != "caption"), None)
    if below is None or below.role != "box" or len(parts[at].text) > HEADING:
        return False
    for part in reversed(parts[max(0, at - 8) : at]):
        if part.role in {"box", "byline"}:
            return part.role == "byline"
    return True


def _numbered_near(parts: Sequence[Part], at: int) -> bool:
    return sum(part.role == "subhead" for part in (*parts[max(0, at - 12) : at], *parts[at + 1 : at + 13])) >= 2


def _signed(parts: Sequence[Part], at: int) -> bool:
    below = parts[at + 1 : at + 4]
    return any(part.role in {"byline", "deck"} for part in below[: 1 + sum(p.role == "title" for p in below[:1])])


def _parallel(one: Part, other: Part) -> bool:
    shape = [" " in text or "\u3000" in text or "，" in text for text in (one.text, other.text)]
    apart = abs(len(one.text) - len(other.text))
    return apart == 0 or (apart <= 4 and shape[0] == shape[1])


def alikeness(parts: Sequence[Part]) -> list[float]:
    """For each part, how alike the prose above and below it is, from 0 to 1, for title lines only."""
    bigrams = Bigrams(part.text for part in parts if part.role in {"prose", "title", "subhead"})
    found = [0.0] * len(parts)
    for at, part in enumerate(parts):
        if part.role == "title":
            found[at] = bigrams.alike(_stretch(parts, at, -1), _stretch(parts, at, 1))
    return found


def _stretch(parts: Sequence[Part], at: int, step: int, size: int = 600) -> frozenset[str]:
    """The pairs of characters of the prose above or below a part."""
    texts: list[str] = []
    length = 0
    near = at + step
    while 0 <= near < len(parts) and length < size and abs(near - at) < 30:
        part = parts[near]
        if part.role == "prose":
            texts.append(part.text)
            length += len(part.text)
        elif length and part.role in {"title", "byline", "closing"} and length > size // 3:
            break
        near += step
    return frozenset().union(*map(pairs, texts))


def _usual_gap(parts: Sequence[Part]) -> int:
    gaps = sorted(part.gap for part in parts if part.role == "prose" and part.whole)
    return gaps[len(gaps) // 2] if gaps else 0
