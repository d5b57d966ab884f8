"""Lay out one clean article as items: headline block, byline, pictures, body, sidebars; damages nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from benchmarks import bylines
from benchmarks.bylines import Byline, person
from benchmarks.draw import Draw
from benchmarks.layout import Item, Span, item
from benchmarks.stories import Part, Story

# decks that are known for one without their dashes: "临江区滨水空间更新三年记", "对话老船匠阮水生"
PLAIN_DECK = re.compile("^(?:记|对话|专访)|(?:纪实|综述|见闻|调查|观察|探访|纪行|年记)$")
BADGES = (
    "民生关注",
    "基层见闻",
    "一线调查",
    "新春走基层",
    "文明新风",
    "创业故事",
    "乡村新貌",
    "改革进行时",
    "我们的节日",
)
CREDITS = (
    "{name} 摄",
    "{name}摄",
    "通讯员供图",
    "受访者供图",
    "（{name} 摄）",
    "（资料图）",
    "通讯员 {name} 摄",
    "记者 {name} 摄",
)
NUMBERS = ("{n} {text}", "{n} {text}", "{han}、{text}", "0{n} {text}", "{n}.{text}")
BOXES = (
    "基层治理",
    "产业发展",
    "民生实事",
    "人居环境",
    "文化惠民",
    "平安建设",
    "科技赋能",
    "党建引领",
    "招商引资",
    "就业创业",
)
BOX_HEADINGS = ("典型案例", "经验分享", "亮点扫描", "一线故事", "镜头", "案例选登")
LABELS = ("短评", "编者按", "记者手记", "相关链接", "新闻链接", "名词解释", "新闻背景", "延伸阅读")


@dataclass(frozen=True)
class Draft:
    """An article ready for the press: its items in right order, and who owns what."""

    owner: str
    story: Story
    top: tuple[Item, ...]
    body: tuple[Item, ...]
    head: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, str], ...]
    texts: dict[str, str]
    byline: dict[str, Any]
    pictures: tuple[Item, ...] = ()
    figures: tuple[tuple[str, str | None, str | None], ...] = ()
    sidebars: tuple[Draft, ...] = ()
    woven: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything from the headline to the last sidebar."""
        return self.top + self.body + (self.woven or self.box)

    @property
    def box(self) -> tuple[Item, ...]:
        """The sidebars one below the other."""
        return tuple(one for side in self.sidebars for one in side.items)

    @property
    def wide(self) -> bool:
        """Whether it has sections that can stand in columns."""
        return sum(one.kind == "subhead" for one in self.body) >= 2


def make_draft(draw: Draw, story: Story, number: int) -> Draft:
    """Lay out a story of the corpus."""
    owner = str(number)
    rng = draw.source(f"draft/{number}")
    story = boxed(draw, rng, story)
    byline = choose_byline(draw, rng, story, first_habits(draw))
    top, head, texts = headline_block(draw, rng, story, owner)
    if byline.position in ("own line", "author"):
        top.append(item(byline.text, f"{owner}/byline", "byline"))
    body, blocks = body_items(draw, rng, story, owner=owner, byline=byline, texts=texts)
    if byline.text:
        texts[f"{owner}/byline"] = byline.text
        head.append(("byline", f"{owner}/byline"))
    one = Draft(owner, story, tuple(top), tuple(body), tuple(head), tuple(blocks), texts, said(byline))
    one = with_picture(draw, rng, with_badge(draw, rng, with_mark(rng, one, byline), byline))
    return with_sidebars(draw, rng, one)


def with_mark(rng: Random, one: Draft, byline: Byline) -> Draft:
    """`（完）` behind the last word of wire copy."""
    wire = byline.text.startswith(("新华社", "中新社")) and not one.story.lead
    if not wire or one.body[-1].kind != "paragraph" or rng.random() < 0.6:
        return one
    owner = f"{one.owner}/mark"
    last = replace(one.body[-1], spans=(*one.body[-1].spans, Span("（完）", owner)))
    return replace(
        one, body=(*one.body[:-1], last), head=(*one.head, ("mark", owner)), texts=one.texts | {owner: "（完）"}
    )


def first_habits(draw: Draw) -> bylines.Press:
    """One page is one newspaper: its articles print names alike."""
    return bylines.press(draw.source("press"), draw.on("names_glued"))


def said(byline: Byline) -> dict[str, Any]:
    """A byline in the shape of `read --json`."""
    credits = [{"role": role, "names": list(names)} for role, names in byline.credits]
    return {"outlet": byline.outlet or None, "credits": credits}


def choose_byline(draw: Draw, rng: Random, story: Story, habits: bylines.Press) -> Byline:
    """The printed byline of a story of the daily, or one of the forms that fit this kind of story."""
    if story.lead:
        return Byline("run-in", story.lead, story.outlet, story.credits)
    if story.kind == "unsigned":
        return Byline("none", "", "", ())
    allowed = {
        "photo": ("closing line", "closing line", "closing"),
        "comment": ("author", "author", "own line", "closing"),
        "feature": ("own line", "own line", "own line", "run-in"),
        "feature box": ("own line", "own line", "own line", "run-in"),
        "brief": ("closing", "closing", "run-in", "nobody"),
    }.get(story.kind, ("run-in", "run-in", "run-in", "own line", "closing", "closing line"))
    return bylines.make_byline(rng, story, habits, rng.choice(allowed), draw.on("bylines"))


def headline_block(
    draw: Draw, rng: Random, story: Story, owner: str
) -> tuple[list[Item], list[tuple[str, str]], dict[str, str]]:
    """Kicker, headline on one or two lines, deck."""
    items: list[Item] = []
    head: list[tuple[str, str]] = []
    texts: dict[str, str] = {}
    if story.kicker and draw.on("kicker"):
        items.append(item(story.kicker, f"{owner}/kicker", "kicker"))
    items += headline_items(draw, rng, story, owner)
    if len(items) > 1 and items[0].kind == "kicker":
        items[1] = replace(items[1], gap=None)
    dashes = "" if draw.on("plain_deck") and PLAIN_DECK.search(story.deck) else "——"
    if story.deck and draw.on("deck"):
        items.append(item(dashes + story.deck, f"{owner}/deck", "deck"))
    for part, text in (("kicker", story.kicker), ("headline", story.headline), ("deck", dashes + story.deck)):
        if any(one.spans[0].owner == f"{owner}/{part}" for one in items):
            head.append((part, f"{owner}/{part}"))
            texts[f"{owner}/{part}"] = text
    return items, head, texts


def headline_items(draw: Draw, rng: Random, story: Story, owner: str) -> list[Item]:
    """The headline, broken at the space between its clauses where the page prints it on two lines."""
    text, name = story.headline, f"{owner}/headline"
    if " " in text and draw.on("headline_lines") and not draw.on("no_blank") and rng.random() < 0.7:
        at = text.index(" ")
        second = Item((Span(text[at + 1 :], name, at + 1),), "headline second line", 0)
        return [Item((Span(text[:at], name),), "headline"), second]
    return [item(text, name, "headline")]


def body_items(
    draw: Draw, rng: Random, story: Story, *, owner: str, byline: Byline, texts: dict[str, str]
) -> tuple[list[Item], list[tuple[str, str]]]:
    """Paragraphs and headings; a run-in or closing byline shares its line with a paragraph."""
    style = rng.choice(NUMBERS) if draw.on("numbered") else "【{text}】" if draw.on("bracketed") else "{text}"
    items: list[Item] = []
    blocks: list[tuple[str, str]] = []
    section = 0
    for number, part in enumerate(story.body):
        name = f"{owner}/body/{number}"
        section += part.kind == "subhead"
        texts[name] = print_part(part, "{text}" if story.kind == "feature box" else style, section)
        blocks.append((part.kind, name))
        items.append(item(texts[name], name, part.kind))
    name = f"{owner}/byline"
    if byline.position == "run-in":
        items[0] = replace(items[0], spans=(Span(byline.text, name), *items[0].spans))
    elif byline.position == "closing":
        items[-1] = replace(items[-1], spans=(*items[-1].spans, Span(byline.text, name)))
    elif byline.position == "closing line":
        items.append(item(byline.text, name, "byline"))
    return items, blocks


def print_part(part: Part, style: str, section: int) -> str:
    """A heading in this page's style of headings."""
    if part.kind != "subhead":
        return part.text
    return style.format(n=section, han="一二三四五六七八九"[section - 1], text=part.text)


def with_badge(draw: Draw, rng: Random, one: Draft, byline: Byline) -> Draft:
    """A column's badge between byline and body, which is no part of the body."""
    if not draw.on("badge") or byline.position != "own line" or any(part == "kicker" for part, _ in one.head):
        return one
    text, owner = rng.choice(BADGES), f"{one.owner}/kicker"
    return replace(
        one,
        top=(*one.top, item(text, owner, "badge")),
        head=(("kicker", owner), *one.head),
        texts=one.texts | {owner: text},
    )


def with_picture(draw: Draw, rng: Random, one: Draft) -> Draft:
    """A picture's slot with its caption, to be put among the body later."""
    if not draw.on("captions") or not one.story.captions:
        return one
    if one.story.kind == "photo" and rng.random() < 0.4:  # the credit is in the byline
        return replace(one, body=(replace(one.body[0], gap=rng.choice((3, 4))), *one.body[1:]))
    count = 2 if len(one.story.captions) > 1 and rng.random() < 0.25 else 1
    for number, caption in enumerate(rng.sample(one.story.captions, count)):
        one = picture(rng, one, caption.rstrip("。"), f"{one.owner}/figure/{number}")
    return one


def picture(rng: Random, one: Draft, caption: str, owner: str) -> Draft:
    """One caption with its credit, below the slot of a picture or not."""
    credit = rng.choice((*CREDITS, "")).format(name=person(rng))
    lead = rng.choice(("", "", "▲", "▲", "▼", "图为", "上图："))
    caption = caption.removeprefix("图为")
    text = f"{lead}{caption}。{credit}"
    if credit and rng.random() < 0.15:
        text = f"{lead}{caption} {credit}"
    if not credit and not lead:
        text = f"▲{text}"
    return replace(
        one,
        pictures=(*one.pictures, item(text, owner, "figure", rng.choice((3, 3, 4, None)))),
        figures=(*one.figures, (owner, f"{caption}。", credit.strip("（）") or None)),
        texts=one.texts | {owner: text},
    )


def boxed(draw: Draw, rng: Random, story: Story) -> Story:
    """A feature whose sections stand in a box of `【label】title` pieces below a heading of the box."""
    starts = [number for number, part in enumerate(story.body) if part.kind == "subhead"]
    if not draw.on("boxes") or len(starts) < 2 or starts[0] == 0:
        return story
    labels = rng.sample(BOXES, len(starts))
    sides = tuple(
        replace(story, label=label, headline=story.body[a].text, body=story.body[a + 1 : b], sidebars=(), deck="")
        for label, a, b in zip(labels, starts, [*starts[1:], len(story.body)], strict=True)
    )
    heading = Part("subhead", rng.choice(BOX_HEADINGS))
    return replace(story, body=(*story.body[: starts[0]], heading), sidebars=sides, kind="feature box")


def with_sidebars(draw: Draw, rng: Random, one: Draft) -> Draft:
    """Boxes: `【label】title`, or a label such as 相关链接 and a title below it."""
    if not one.story.sidebars or not (draw.on("sidebars") or one.story.kind == "feature box"):
        return one
    sides = tuple(sidebar(draw, rng, story, f"{one.owner}.{number}") for number, story in enumerate(one.story.sidebars))
    return replace(one, sidebars=sides, texts=one.texts | {k: v for side in sides for k, v in side.texts.items()})


def sidebar(draw: Draw, rng: Random, story: Story, owner: str) -> Draft:
    """One sidebar: an article of its own, without a byline unless its story says so."""
    label, texts = story.label, {}
    bracket = label not in LABELS or rng.random() < 0.5
    printed = f"【{label}】" if bracket else label
    texts[f"{owner}/kicker"] = printed
    head = [("kicker", f"{owner}/kicker")]
    top = [item(printed, f"{owner}/kicker", "subhead")]
    if story.headline:
        texts[f"{owner}/headline"] = story.headline
        head.append(("headline", f"{owner}/headline"))
        title = item(story.headline, f"{owner}/headline", "subhead", None)
        top = [replace(top[0], spans=top[0].spans + title.spans)] if bracket else [*top, title]
    byline = Byline("none", "", "", ())
    if label == "短评" and draw.on("bylines"):
        byline = bylines.make_byline(rng, story, first_habits(draw), "author", variety=True)
        texts[f"{owner}/byline"] = byline.text
        head.append(("byline", f"{owner}/byline"))
        top.append(item(byline.text, f"{owner}/byline", "byline"))
    body, blocks = body_items(draw, rng, story, owner=owner, byline=byline, texts=texts)
    return Draft(owner, story, tuple(top), tuple(body), tuple(head), tuple(blocks), texts, said(byline))
