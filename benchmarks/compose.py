"""Compose a raw newspaper page with known truth from clean articles; every difficulty can be switched and is seeded.

`compose(seed)` gives a page with whatever its seed draws, `compose(seed, only="grid")` a page on which that one
difficulty is on, `compose(seed, clean=True)` one that nothing happened to. The truth has the shape that
`baozhai read --json` prints, with `pieces` everywhere. It reads no page: the reader is no part of it.
"""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from benchmarks import damage, draft
from benchmarks.draft import Draft
from benchmarks.draw import HELD_OUT, Draw
from benchmarks.furniture import furnish
from benchmarks.layout import HALF, Item, Style, set_page
from benchmarks.stories import Story, daily, invented
from benchmarks.truth import View, truth_of


@dataclass(frozen=True)
class Page:
    """A composed page: what a reader gets, and what it should find."""

    seed: int
    text: str
    truth: dict[str, Any]


def compose(seed: int, only: str | None = None, clean: bool = False) -> Page:
    """Compose the page of a seed."""
    draw = Draw(seed, only, clean)
    style = style_of(draw)
    done = damage.Damage(column=damage.Column(style.width, len(style.indent)), ragged=draw.on("ragged"))
    drafts = [damaged(draw, draft.make_draft(draw, story, number), done) for number, story in enumerate(choose(draw))]
    items = interleave(draw, drafts, done)
    furniture, items, day = furnish(draw, drafts[0].story, items, done)
    press = set_page(items, style)
    texts = furniture | {owner: text for one in drafts for owner, text in one.texts.items()} | done.texts
    view = View(press, {owner: text.translate(HALF) if style.half else text for owner, text in texts.items()})
    return Page(
        seed, "\n".join(press.lines), truth_of(draw, drafts, done, view, tuple(furniture)) | {"issue": {"date": day}}
    )


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
    """The articles of this page: a feature that can stand in columns first, where a grid is wanted.

    Pages whose seeds are held out are composed of articles that no other page has.
    """
    rng = draw.source("stories")
    count = rng.choice((2, 3, 3, 4, 5, 6)) if draw.on("several") else 2 if draw.only else 1
    held = draw.seed % HELD_OUT == 0
    pool = [story for story in invented() if story.held_out == held]
    notices = [story for story in pool if story.kind == "unsigned"]
    wide = [story for story in pool if sum(part.kind == "subhead" for part in story.body) >= 2]
    pool = [story for story in pool if story.kind != "unsigned"]
    pool += rng.sample([story for story in daily() if story.held_out == held], len(pool) if held else len(pool) // 2)
    chosen = [rng.choice(wide)] if draw.on("grid") or draw.on("numbered") or draw.on("bracketed") else []
    while len(chosen) < count:
        story = rng.choice(pool)
        if story not in chosen:
            chosen.append(story)
    rng.shuffle(chosen)
    return chosen + [rng.choice(notices)] * draw.on("unsigned")


def damaged(draw: Draw, one: Draft, done: damage.Damage) -> Draft:
    """Let happen to an article's body what this page's switches say."""
    rng = draw.source(f"damage/{one.owner}")
    items = list(one.body)
    if draw.on("echo") and rng.random() < 0.6:
        items = damage.echo_headline(one.story.headline, one.owner, items, done)
        one = replace(one, body=tuple(items))
    if draw.on("grid") and one.story.kind == "feature box":
        count = rng.choice((2, 2, 3))
        one = replace(one, woven=tuple(damage.weave(rng, list(one.box), done, count, draw.on("glued"))))
    grid = draw.on("grid") and one.wide
    if grid:
        glued = draw.on("glued")
        items = damage.weave(rng, items, done, rng.choice((2, 2, 2, 3, 4)), glued)
        grid = items != list(one.body)
    pictures = list(one.pictures)
    if grid:
        return replace(one, body=tuple(pictures + items))
    if draw.on("repeats") and rng.random() < 0.6:
        items = rng.choice((damage.repeat_run, damage.repeat_run, without_near))(rng, items, done, False)
    elif draw.on("near_repeats") and rng.random() < 0.6:
        items = damage.repeat_run(rng, items, done, True)
    if draw.on("tears") and items == list(one.body):
        for _ in range(rng.choice((1, 1, 2))):
            items = damage.tear_neighbours(rng, items, done.column, [])
    if draw.on("lost") and rng.random() < 0.7:
        items = damage.lose_character(rng, items, done)
    if pictures and draw.on("across"):
        items = damage.tear_neighbours(rng, items, done.column, pictures)
    elif pictures:
        at = rng.choice([0, 0, *(n for n, block in enumerate(items) if damage.is_whole_paragraph(block) and n)])
        items = items[:at] + pictures + items[at:]
    return replace(one, body=tuple(items))


def without_near(rng: Random, items: list[Item], done: damage.Damage, _near: bool) -> list[Item]:
    """A whole paragraph twice, in the shape of its sibling that repeats a run."""
    return damage.repeat_paragraph(rng, items, done)


def interleave(draw: Draw, drafts: list[Draft], done: damage.Damage) -> list[Item]:
    """All items in the order of print; the end of an article may stand below its neighbour."""
    rng = draw.source("strangers")
    blocks = [list(one.items) for one in drafts]
    for number in range(len(drafts) - 1) if draw.on("strangers") else ():
        own, other = blocks[number], drafts[number + 1]
        found = damage.candidates(own[-1:], 50)
        if found and other.story.length < 500 and not other.sidebars:
            halves = damage.tear(rng, own[-1], done.column, room=20)
            if halves:
                blocks[number] = [*own[:-1], halves[0]]
                blocks[number + 1].append(halves[1])
                break
    return [one for block in blocks for one in block]
