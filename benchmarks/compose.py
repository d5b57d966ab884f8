"""Compose a raw newspaper page with known truth from clean articles; every difficulty can be switched and is seeded.

`compose(seed)` gives a page with whatever its seed draws, `compose(seed, only="grid")` a page on which that one
difficulty is on, `compose(seed, clean=True)` one that nothing happened to. The truth has the shape that
`baozhai read --json` prints, with `pieces` everywhere. It reads no page: the reader is no part of it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from benchmarks import damage, draft
from benchmarks.draft import Draft
from benchmarks.layout import HALF, Item, Print, Style, item, set_page
from benchmarks.stories import Story, daily, invented

# what may happen to a page, and how often it does
STRUCTURE = {
    "several": 0.9, "bylines": 0.9, "kicker": 0.5, "badge": 0.2, "deck": 0.6, "headline_lines": 0.25, "captions": 0.6,
    "numbered": 0.4, "bracketed": 0.2, "sidebars": 0.5, "names_glued": 0.12, "half_width": 0.5, "furniture": 0.3,
    "masthead": 0.25,
}  # fmt: skip
DAMAGE = {
    "tears": 0.5, "across": 0.25, "strangers": 0.15, "repeats": 0.2, "near_repeats": 0.1, "grid": 0.35, "glued": 0.3,
    "lost": 0.15, "wraps": 0.15, "no_blank": 0.2, "jumps": 0.1,
}  # fmt: skip
DIFFICULTIES = tuple(STRUCTURE) + tuple(DAMAGE)
FOLIOS = (
    "{page} {section} {year}年{month}月{day}日 星期{week}",
    "{year}年{month}月{day}日 星期{week} {section} {page}",
    "{page}版 {section}",
    "{year}/{month:02}/{day:02} {page}",
)
LINES = (
    "责任编辑/{name} 美术编辑/{name2} 校对/{name3}",
    "责任编辑：{name} 校对：{name2}",
    "本版责编 {name} 版式 {name2}",
    "编辑 {name} 美编 {name2} 校对 {name3}",
    "新闻热线：0{area}-{number}",
    "热线电话 {number} 电子邮箱 news{area}@example.com",
)
MASTS = (
    ("{paper}", "{year}年{month}月{day}日 星期{week} 第{number}期 今日{pages}版"),
    ("{paper}", "国内统一连续出版物号CN {area}-0001 {year}年{month}月{day}日 星期{week}"),
)
SECTIONS = ("要闻", "综合", "民生", "时政", "区县", "文化", "经济", "教育", "社会")


@dataclass(frozen=True)
class Page:
    """A composed page: what a reader gets, and what it should find."""

    seed: int
    text: str
    truth: dict[str, Any]


class Draw:
    """Draws for one page: a random source of its own for every aspect, so that switches do not disturb others."""

    def __init__(self, seed: int, only: str | None, clean: bool) -> None:
        self.seed, self.only, self.clean = seed, only, clean

    def source(self, aspect: str) -> Random:
        """The random source of one aspect of this page."""
        return Random(f"{self.seed}/{aspect}")

    def on(self, name: str) -> bool:
        """Whether a difficulty is on."""
        if self.only is not None:
            return name == self.only or (name in REQUIRES.get(self.only, ()))
        if self.clean and name in DAMAGE:
            return False
        return self.source(f"switch/{name}").random() < {**STRUCTURE, **DAMAGE}[name]


REQUIRES = {"glued": ("grid",), "across": ("captions",), "strangers": ("several",)}


def compose(seed: int, only: str | None = None, clean: bool = False) -> Page:
    """Compose the page of a seed."""
    draw = Draw(seed, only, clean)
    done = damage.Damage()
    style = style_of(draw)
    drafts = [damaged(draw, draft.make_draft(draw, story, number), done) for number, story in enumerate(choose(draw))]
    items = interleave(draw, drafts)
    furniture, items = furnish(draw, drafts[0].story, items)
    press = set_page(items, style)
    texts = furniture | done.texts | {owner: text for one in drafts for owner, text in one.texts.items()}
    view = View(press, {owner: text.translate(HALF) if style.half else text for owner, text in texts.items()})
    return Page(seed, "\n".join(press.lines), truth_of(draw, drafts, done, view, tuple(furniture)))


def style_of(draw: Draw) -> Style:
    """How this page is set."""
    rng = draw.source("style")
    wraps, blank = draw.on("wraps"), not draw.on("no_blank")
    gap, head_gap = (1, rng.choice((1, 1, 2))) if blank else (0, rng.choice((0, 0, 1)))
    indent = "　　" if rng.random() < (0.5 if not blank else 0.15) else ""
    if wraps and not blank:
        indent = "　　"
    return Style(gap, head_gap, rng.randint(14, 30) if wraps else 0, indent, draw.on("half_width"), rng.choice((0, 2)))


def choose(draw: Draw) -> list[Story]:
    """The articles of this page: a feature that can stand in columns first, where a grid is wanted."""
    rng = draw.source("stories")
    count = rng.choice((2, 3, 3, 4, 5, 6)) if draw.on("several") else 1
    pool = list(invented())
    wide = [story for story in pool if sum(part.kind == "subhead" for part in story.body) >= 2]
    pool += rng.sample(daily(), len(pool) // 2)
    chosen = [rng.choice(wide)] if draw.on("grid") or draw.on("numbered") or draw.on("bracketed") else []
    while len(chosen) < count:
        story = rng.choice(pool)
        if story not in chosen and (story.kind != "sidebar"):
            chosen.append(story)
    rng.shuffle(chosen)
    return chosen


def damaged(draw: Draw, one: Draft, done: damage.Damage) -> Draft:
    """Let happen to an article's body what this page's switches say."""
    rng = draw.source(f"damage/{one.owner}")
    items = list(one.body)
    grid = draw.on("grid") and one.wide
    if grid:
        glued = draw.on("glued")
        items = damage.weave(rng, items, done, rng.choice((2, 2, 2, 3, 4)), glued)
        grid = items != list(one.body)
    pictures = [one.figure] if one.figure else []
    if grid:
        return replace(one, body=tuple(pictures + items), figure=None)
    if draw.on("repeats") and rng.random() < 0.6:
        items = rng.choice((damage.repeat_run, damage.repeat_run, without_near))(rng, items, done, False)
    elif draw.on("near_repeats") and rng.random() < 0.6:
        items = damage.repeat_run(rng, items, done, True)
    if draw.on("tears"):
        for _ in range(rng.choice((1, 1, 2))):
            items = damage.tear_neighbours(rng, items, [])
    if draw.on("lost") and rng.random() < 0.7:
        items = damage.lose_character(rng, items, done)
    if pictures and draw.on("across"):
        items = damage.tear_neighbours(rng, items, pictures)
    elif pictures:
        at = rng.choice([0, 0, *(n for n, block in enumerate(items) if damage.is_whole_paragraph(block) and n)])
        items = items[:at] + pictures + items[at:]
    return replace(one, body=tuple(items), figure=None)


def without_near(rng: Random, items: list[Item], done: damage.Damage, _near: bool) -> list[Item]:
    """A whole paragraph twice, in the shape of its sibling that repeats a run."""
    return damage.repeat_paragraph(rng, items, done)


def interleave(draw: Draw, drafts: list[Draft]) -> list[Item]:
    """All items in the order of print; the end of an article may stand below its neighbour."""
    rng = draw.source("strangers")
    blocks = [list(one.items) for one in drafts]
    for number in range(len(drafts) - 1) if draw.on("strangers") else ():
        own, other = blocks[number], drafts[number + 1]
        found = damage.candidates(own[-1:], 50)
        if found and other.story.length < 500 and not other.sidebars:
            halves = damage.tear(rng, own[-1], room=20)
            if halves:
                blocks[number] = [*own[:-1], halves[0]]
                blocks[number + 1].append(halves[1])
                break
    return [one for block in blocks for one in block]


def furnish(draw: Draw, story: Story, items: list[Item]) -> tuple[dict[str, str], list[Item]]:
    """Add what belongs to no article."""
    rng = draw.source("furniture")
    facts: dict[str, Any] = {
        "paper": story.paper, "page": rng.choice(("A2", "03", "B4", "第5", "A06")), "section": rng.choice(SECTIONS),
        "year": rng.randint(2015, 2024), "month": rng.randint(1, 12), "day": rng.randint(1, 28),
        "week": rng.choice("一二三四五六日"), "number": rng.randint(20000000, 29999999), "area": rng.randint(310, 899),
        "pages": rng.choice((4, 8, 12)), "name": draft.name(rng), "name2": draft.name(rng), "name3": draft.name(rng),
    }  # fmt: skip
    before: list[str] = []
    after: list[str] = []
    if draw.on("masthead") and story.paper != "本报":
        before += [line.format(**facts) for line in rng.choice(MASTS)]
    if draw.on("furniture"):
        folio = rng.choice(FOLIOS).format(**facts)
        (before if rng.random() < 0.7 else after).append(folio)
        after += [line.format(**facts) for line in rng.sample(LINES, rng.choice((0, 1, 2)))]
    texts = {f"furniture/{n}": text for n, text in enumerate(before + after)}
    made = [item(text, owner, "furniture") for owner, text in texts.items()]
    middle = jumps(draw, items, texts)
    return texts, made[: len(before)] + middle + made[len(before) :]


def jumps(draw: Draw, items: list[Item], texts: dict[str, str]) -> list[Item]:
    """The last article goes on elsewhere: its end is missing, and a line says where it is."""
    if not draw.on("jumps"):
        return items
    rng = draw.source("jumps")
    text = rng.choice(("（下转A{n}版）", "（下转第{n}版）", "(下转{n}版)")).format(n=rng.randint(2, 8))
    if len(texts) % 2 or items[-1].kind != "paragraph":
        text, place = text.replace("下转", "上接"), 1 + next(n for n, one in enumerate(items) if one.kind == "headline")
    else:
        place = len(items)
    owner = f"furniture/{len(texts)}"
    texts[owner] = text
    return [*items[:place], item(text, owner, "furniture"), *items[place:]]


# ---- the truth -------------------------------------------------------------------------------------


def truth_of(
    draw: Draw, drafts: list[Draft], done: damage.Damage, view: View, furniture: tuple[str, ...]
) -> dict[str, Any]:
    """Everything a reader should find, with the place where each character was printed."""
    press = view.press
    return {
        "articles": [view.article(one) for one in drafts],
        "furniture": [view.loose(owner) for owner in furniture],
        "removed": [
            view.loose(copy) | {"kept_line": press.pieces[kept][0].line, "either": either}
            for copy, kept, either in done.removed
        ],
        "insertions": [view.insertion(owner, at) for owner, at in done.lost],
        "joins": sorted(pair for owner in press.pieces for pair in view.joins(owner, torn=True)),
        "wraps": sorted(pair for owner in press.pieces for pair in view.joins(owner, torn=False)),
        "sections": [[view.text(head), [view.text(block) for block in blocks]] for head, blocks in done.sections],
        "switches": [name for name in DIFFICULTIES if draw.on(name)],
        "clean": not any(draw.on(name) for name in DAMAGE),
        "sources": [one.story.source for one in drafts],
    }


@dataclass(frozen=True)
class View:
    """The press seen from the truth: texts and places by owner."""

    press: Print
    texts: dict[str, str]

    def text(self, owner: str) -> str:
        return self.texts[owner]

    def pieces(self, owner: str) -> list[dict[str, int]]:
        return [{"line": p.line, "start": p.start, "end": p.end} for p in self.press.pieces.get(owner, [])]

    def printed(self, owner: str) -> str:
        """The text without the characters that were lost."""
        text = self.texts[owner]
        return "".join(text[p.at : p.at + p.end - p.start] for p in self.press.pieces.get(owner, []))

    def loose(self, owner: str) -> dict[str, Any]:
        """Furniture or a removed copy."""
        pieces = self.pieces(owner)
        return {"line": pieces[0]["line"], "text": self.text(owner), "pieces": pieces}

    def insertion(self, owner: str, at: int) -> dict[str, Any]:
        """A lost character, in front of what follows it."""
        after = next(piece for piece in self.press.pieces[owner] if piece.at > at)
        return {"line": after.line, "column": after.start, "text": self.text(owner)[at]}

    def joins(self, owner: str, torn: bool) -> list[tuple[int, int]]:
        """Pairs of lines that are one paragraph, across a tear or across a wrap."""
        pieces = self.press.pieces[owner] if "/body/" in owner and not owner.startswith("removed") else []
        return [(a.line, b.line) for a, b in itertools.pairwise(pieces) if b.new_item == torn]

    def article(self, one: Draft) -> dict[str, Any]:
        """One article in the shape of `read --json`."""
        head = [{"part": part, "text": self.text(owner), "pieces": self.pieces(owner)} for part, owner in one.head]
        found = {part["part"]: part["text"].replace("\n", " ") for part in head if part["part"] != "byline"}
        return {
            "headline": found.get("headline", ""),
            "kicker": found.get("kicker"),
            "deck": found["deck"].lstrip("—") if "deck" in found else None,
            "byline": one.byline,
            "head": head,
            "body": [
                {"type": kind, "text": self.text(owner), "printed": self.printed(owner), "pieces": self.pieces(owner)}
                for kind, owner in one.blocks
            ],
            "figures": [
                {"caption": caption, "credit": credit, "pieces": self.pieces(owner)}
                for owner, caption, credit in one.figures
            ],
            "sidebars": [self.article(side) for side in one.sidebars],
        }  # fmt: skip
