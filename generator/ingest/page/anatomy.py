"""Drafts to clippings: which line of a headline block is kicker, headline or deck, and the kind of an article.

Nothing is moved between articles here; every piece of a draft ends in exactly one head, block or figure, or in a
removal where a first paragraph only says the headline again.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from generator.ingest.page.drafts import Draft, Section
from generator.ingest.page.parts import BOX, LABEL_LEAD, Part
from generator.ingest.page.similarity import pairs
from generator.ingest.page.standing import DECK_LIKE
from generator.ingest.page.strips import Strip, join
from generator.model import Block, Byline, Clipping, Credit, Figure, Head, HeadPart, Piece, Removal

DASHES = re.compile(r"^(?:——|――|--|—)\s*")
# a column's standing head or a series' name: 高质量发展调研行, 沿着黄河看变化, 新春走基层
STANDING = re.compile(
    r".{2,8}(?:行|行动|进行时|看变化|走基层|关注|观察|故事|见闻|调查|巡礼|风采|先锋|身边|新风|新貌|节日|专栏|系列|聚焦|视点|现场|访谈|纪事|时间|在线|直击|追踪|报告)|(?:聚焦|关注|走进|直击|喜迎|践行|学习贯彻)[^ ]{2,10}"
)
BRIEF = 160  # characters of a brief
NOT_WORD = re.compile(r"\W+")
WHEN = re.compile(
    r"[●■◆△▲▶►□○◎★☆•]?(?:(?:[0-9]{2,4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?[上下]?[午旬]?|近日|日前|昨[天日]|今[天年]以?来?|近年来|目前|连日来)"
)
FIRST_CLAUSE = re.compile(r"[^。！？!?，,；;\s]{1,30}")


def _once(draft: Draft, removed: list[Removal]) -> Draft:
    """A draft without the lines of its head that only say the headline again."""
    head: list[tuple[str, Part]] = []
    for label, part in draft.head:
        lines = [other for name, other in head if name in {"headline", "head"}]
        said = {NOT_WORD.sub("", _text(lines[a:b])) for a in range(len(lines)) for b in range(a + 1, len(lines) + 1)}
        if lines and label in {"headline", "head", "kicker"} and NOT_WORD.sub("", part.text) in said:
            removed.extend(removals(part.strip, lines[0].strip.line, "repeats the headline"))
        else:
            head.append((label, part))
    return draft._replace(head=tuple(head))


class Ranked(NamedTuple):
    """Lines of a headline block by rank."""

    kicker: tuple[Part, ...]
    headline: tuple[Part, ...]
    deck: tuple[Part, ...]


def clipping(draft: Draft) -> tuple[Clipping, tuple[Removal, ...]]:
    """The article a draft makes, and what it leaves out of the body because it repeats the headline."""
    text = "".join(strip.text for section in draft.sections for strip in section.paragraphs)
    removed: list[Removal] = []
    draft = _once(draft, removed)
    ranked = rank([part for label, part in draft.head if label in {"headline", "head"}], text)
    kickers = (*ranked.kicker, *(part for label, part in draft.head if label == "kicker"))
    decks = (*ranked.deck, *(part for label, part in draft.head if label == "deck"))
    headline = _text(ranked.headline)
    main = [section for section in draft.sections if section.kind in {"intro", "subhead"}]
    sidebars = tuple(sidebar(section) for section in draft.sections if section.kind in {"box", "label"})
    body = _body(main, headline, ranked.headline[0].strip.line if ranked.headline else 0, removed)
    byline, dateline, photo = _byline(draft.head)
    figures = _figures(draft, photo, byline)
    made = Clipping(
        headline=headline or _stand_in(body, figures),
        kind=_kind(body, figures, photo, sidebars),
        kicker=_text(kickers) or None,
        deck=DASHES.sub("", _text(decks)) or None,
        byline=byline,
        dateline=dateline,
        head=_heads(kickers, ranked.headline, decks, draft.head),
        body=body,
        figures=figures,
        sidebars=sidebars,
    )
    return _standing_alone(made), tuple(removed)


def _standing_alone(made: Clipping) -> Clipping:
    """An article of nothing but sidebars is the first of them: 声音 or 短评 below no article."""
    if made.headline or made.body or made.figures or not made.sidebars:
        return made
    first, *others = made.sidebars
    kind = _kind(first.body, first.figures, photo=False, sidebars=others)
    return msgspec.structs.replace(first, kind=kind, head=(*made.head, *first.head), sidebars=tuple(others))


def rank(lines: Sequence[Part], body: str) -> Ranked:
    """Say which lines of a headline block are kicker, headline and deck.

    The print's sizes are lost. A series' name, or a first line whose words the body does not take up, is a kicker;
    a line that is much longer than its neighbour is its kicker or deck; two lines of one length are one headline.
    """
    lines = _glued(lines)
    decks = tuple(part for part in lines if DASHES.match(part.text))
    plain = [part for part in lines if part not in decks]
    standing = tuple(part for part in plain if STANDING.fullmatch(part.text) and not DECK_LIKE.fullmatch(part.text))
    if standing and len(standing) < len(plain):
        plain = [part for part in plain if part not in standing]
    else:
        standing = ()
    kickers, headline, under = _by_weight(plain, body)
    return Ranked((*standing, *kickers), headline, (*under, *decks))


def _glued(lines: Sequence[Part]) -> list[Part]:
    """A line that ends with a colon and the line below it as one: 江汉区：“红色物业”进小区."""
    found: list[Part] = []
    for part in lines:
        if found and found[-1].text.endswith(("：", ":")) and not DASHES.match(part.text):
            found[-1] = found[-1]._replace(strip=join([found[-1].strip, part.strip]))
        else:
            found.append(part)
    return found


def _by_weight(plain: Sequence[Part], body: str) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[Part, ...]]:
    """Kickers, headline and decks among lines that nothing marks as one of them."""
    if len(plain) <= 1:
        return (), tuple(plain), ()
    if len(plain) == 2:
        return _of_two(plain[0], plain[1], body)
    if DECK_LIKE.fullmatch(plain[-1].text):
        above, headline, below = _by_weight(plain[:-1], body)
        return above, headline, (*below, plain[-1])
    if abs(len(plain[-1].text) - len(plain[-2].text)) <= 2:
        return tuple(plain[:-2]), tuple(plain[-2:]), ()
    shortest = min(range(len(plain)), key=lambda at: (len(plain[at].text), at))
    main = shortest if 0 < shortest < len(plain) - 1 else 1
    return tuple(plain[:main]), (plain[main],), tuple(plain[main + 1 :])


def _of_two(first: Part, second: Part, body: str) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[Part, ...]]:
    """Two lines: headline and deck, kicker and headline, or one headline on two lines."""
    sizes = len(first.text), len(second.text)
    echoes = _echo(first, body), _echo(second, body)
    clauses = [" " in line.text or "\u3000" in line.text for line in (first, second)]
    silent = echoes[0] < 0.15 and echoes[1] > max(0.3, 3 * echoes[0])
    long = sizes[1] > 1.4 * sizes[0] and (sizes[1] >= 20 or ("、" in second.text and "、" not in first.text))
    if DECK_LIKE.fullmatch(second.text) or long:
        return (), (first,), (second,)
    if clauses[0] != clauses[1] or silent:
        return (first,), (second,), ()
    quiet = echoes[0] < 0.35 and echoes[1] > 1.6 * echoes[0]
    if sizes[0] != sizes[1] and (quiet or sizes[0] > 1.6 * sizes[1]):
        return (first,), (second,), ()
    return (), (first, second), ()


def _echo(line: Part, body: str) -> float:
    """The share of a line's pairs of characters that the body takes up."""
    own = pairs(line.text)
    return len(own & pairs(body)) / len(own) if own else 0.0


def _text(lines: Sequence[Part]) -> str:
    return " ".join(part.text for part in lines)


def _heads(
    kickers: Sequence[Part], headline: Sequence[Part], decks: Sequence[Part], head: Sequence[tuple[str, Part]]
) -> tuple[Head, ...]:
    names: list[tuple[HeadPart, Sequence[Part]]] = [("kicker", kickers), ("headline", headline), ("deck", decks)]
    found = [Head(name, part.text, part.strip.pieces) for name, lines in names for part in lines]
    for label, part in head:
        if label in {"byline", "closing"}:
            dated = part.found is not None and part.found.dateline and not part.found.byline.credits
            found.append(Head("dateline" if dated else "byline", part.text, part.strip.pieces))
        elif label == "mark":
            found.append(Head("mark", part.text, part.strip.pieces))
    return tuple(found)


def _byline(head: Sequence[tuple[str, Part]]) -> tuple[Byline, str | None, bool]:
    """All bylines of an article as one, its dateline, and whether its names took the pictures."""
    outlet: str | None = None
    dateline: str | None = None
    people: dict[str, tuple[str, ...]] = {}
    photo = False
    for label, part in head:
        if label not in {"byline", "closing"} or part.found is None:
            continue
        outlet = outlet or part.found.byline.outlet
        dateline = dateline or part.found.dateline
        photo = photo or part.found.photo
        for credit in part.found.byline.credits:
            names = (*people.get(credit.role, ()), *credit.names)
            people[credit.role] = tuple(dict.fromkeys(names))
    return Byline(outlet, tuple(Credit(role, names) for role, names in people.items())), dateline, photo


def _body(sections: Sequence[Section], headline: str, line: int, removed: list[Removal]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for section in sections:
        if section.heading is not None:
            blocks.append(Block("subhead", section.heading.text, section.heading.strip.pieces))
        for strip in section.paragraphs:
            if not blocks and headline and _same(strip.text, headline):
                removed.extend(removals(strip, line, "repeats the headline"))
                continue
            blocks.append(Block("paragraph", strip.text, strip.pieces))
    return tuple(blocks)


def removals(strip: Strip, kept_line: int, reason: str) -> list[Removal]:
    """The removals that take out a strip, one for each piece."""
    return [
        Removal(piece.line, strip.text[offset : offset + piece.end - piece.start], kept_line, reason, piece.start)
        for offset, piece in strip.spans
    ]


def _same(one: str, other: str) -> bool:
    return NOT_WORD.sub("", one) == NOT_WORD.sub("", other)


def _figures(draft: Draft, photo: bool, byline: Byline) -> tuple[Figure, ...]:
    found: list[Figure] = []
    for part in draft.pictures:
        picture = part.picture
        if picture is None:
            continue
        last = found[-1] if found else None
        if picture.caption is None and last is not None and last.credit is None:
            found[-1] = Figure(last.caption, picture.credit, (*last.pieces, *part.strip.pieces))
        else:
            found.append(Figure(picture.caption, picture.credit, part.strip.pieces))
    if photo and not found:
        names = " ".join(name for credit in byline.credits for name in credit.names)
        found.append(Figure(None, f"{names} 摄", ()))
    return tuple(found)


def _kind(body: Sequence[Block], figures: Sequence[Figure], photo: bool, sidebars: Sequence[Clipping]) -> str:
    subheads = sum(block.type == "subhead" for block in body)
    length = sum(len(block.text) for block in body)
    if figures and (not body or (photo and subheads == 0 and length <= 800)):
        return "photo"
    if subheads >= 2 or (subheads and sidebars):
        return "feature"
    return "brief" if len(body) <= 1 and length <= BRIEF else "news"


def _stand_in(body: Sequence[Block], figures: Sequence[Figure]) -> str:
    """The first clause of an article without a headline, so that it can be named."""
    text = next((block.text for block in body), "") or next((f.caption or f.credit or "" for f in figures), "")
    clauses = [match.group() for match in islice(FIRST_CLAUSE.finditer(text), 3)]
    told = (clause for clause in clauses if not WHEN.fullmatch(clause))  # 11月23日，天元区组织演练: who, not when
    return next(told, clauses[0] if clauses else text[:30])


def sidebar(section: Section) -> Clipping:
    """The article that a box or a labelled section is."""
    heading = section.heading
    label, title = _label_and_title(heading.text) if heading else ("", "")
    ranks: dict[str, list[Part]] = {"headline": [], "deck": []}
    for name, part in section.head:
        if name not in {"byline", "closing", "mark"}:
            ranks["headline" if name == "headline" else "deck"].append(part)
    lines, decks = ranks["headline"], ranks["deck"]
    byline, dateline, _ = _byline(section.head)
    headline = title or _text(lines) or label
    rest = _heads((), lines, decks, section.head)
    labelled = Head("headline" if headline in {title, label} else "kicker", *_printed(heading)) if heading else None
    return Clipping(
        headline=headline,
        kind="sidebar",
        kicker=label if label != headline else None,
        deck=DASHES.sub("", _text(decks)) or None,
        byline=byline,
        dateline=dateline,
        head=(labelled, *rest) if labelled else rest,
        body=tuple(Block("paragraph", strip.text, strip.pieces) for strip in section.paragraphs),
    )


def _printed(part: Part) -> tuple[str, tuple[Piece, ...]]:
    return part.text, part.strip.pieces


def _label_and_title(text: str) -> tuple[str, str]:
    if box := BOX.fullmatch(text):
        return box["label"], box["title"].strip()
    if lead := LABEL_LEAD.fullmatch(text):
        return lead["label"].strip("■●◆▶►□【】[] "), lead["title"]
    return text.strip("■●◆▶►□【】［］[]：: "), ""
