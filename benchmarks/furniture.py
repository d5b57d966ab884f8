"""What belongs to no article: masthead, folio, editors, hot lines, jumps; knows nothing of articles' truth."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.bylines import person
from benchmarks.damage import Damage, candidates, owner_of, tear
from benchmarks.draw import Draw
from benchmarks.layout import Item, item
from benchmarks.stories import Story

FOLIOS = (
    "{page} {section} {year}年{month}月{day}日 星期{week}",
    "{year}年{month}月{day}日 星期{week} {section} {page}",
    "{year}年{month}月{day}日　星期{week}　第{page}版　{section}",
    "{page}版 {section}",
    "{year}/{month:02}/{day:02} {page}",
    "{page} {paper} {section}",
)
LINES = (
    "责任编辑/{name} 美术编辑/{name2} 校对/{name3}",
    "责任编辑：{name} 校对：{name2}",
    "本版责编 {name} 版式 {name2}",
    "编辑 {name} 美编 {name2} 校对 {name3}",
    "责编：{name}　版式：{name2}　校对：{name3}",
    "新闻热线：0{area}-{number}",
    "热线电话 {number} 电子邮箱 news{area}@example.com",
    "投稿邮箱：news{area}@example.com",
)
MASTS = (
    ("{paper}", "{year}年{month}月{day}日 星期{week} 第{issue}期 今日{pages}版"),
    ("{paper}", "国内统一连续出版物号CN {area}-0001 {year}年{month}月{day}日 星期{week}"),
    ("{paper}", "{year}年{month}月{day}日", "星期{week} 总第{issue}期"),
)
SECTIONS = ("要闻", "综合", "民生", "时政", "区县", "文化", "经济", "教育", "社会")
AWAY = ("（下转A{n}版）", "（下转第{n}版）", "（下转{n}版）", "（下转{n}版·综合）")
HERE = ("（上接A{n}版）", "（上接第{n}版）", "（上接{n}版）")


def facts_of(rng: Random, paper: str) -> dict[str, Any]:
    """What the lines of one page say, the day of the week included."""
    day = date(2015, 1, 1) + timedelta(days=rng.randrange(3500))
    return {
        "paper": paper,
        "page": rng.choice(("A2", "03", "B4", "5", "A06")),
        "section": rng.choice(SECTIONS),
        "iso": day.isoformat(),
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "week": "一二三四五六日"[day.weekday()],
        "number": rng.randint(20000000, 29999999),
        "issue": rng.randint(900, 29999),
        "area": rng.randint(310, 899),
        "pages": rng.choice((4, 8, 12)),
        "name": person(rng),
        "name2": person(rng),
        "name3": person(rng),
    }


def furnish(draw: Draw, story: Story, items: list[Item], done: Damage) -> tuple[dict[str, str], list[Item], str | None]:
    """Add what belongs to no article; returns its texts by owner, all items, and the day if it is printed."""
    rng = draw.source("furniture")
    facts = facts_of(rng, "城市日报" if story.paper == "本报" else story.paper)
    before: list[str] = []
    after: list[str] = []
    if draw.on("masthead"):
        before += rng.choice(MASTS)
    if draw.on("furniture"):
        (before if rng.random() < 0.7 else after).append(rng.choice(FOLIOS))
        after += rng.sample(LINES, rng.choice((0, 1, 2)))
    dated = any("{year}" in line for line in before + after)
    texts = {f"furniture/{n}": line.format(**facts) for n, line in enumerate(before + after)}
    made = [item(text, owner, "furniture") for owner, text in texts.items()]
    middle = jumps(draw, items, texts, done)
    return texts, made[: len(before)] + middle + made[len(before) :], facts["iso"] if dated else None


def jumps(draw: Draw, items: list[Item], texts: dict[str, str], done: Damage) -> list[Item]:
    """The last article goes on elsewhere, or the first one began there: a line says so."""
    if not draw.on("jumps"):
        return items
    rng = draw.source("jumps")
    owner = f"furniture/{len(texts)}"
    glued = rng.random() < 0.5
    if rng.random() < 0.5 and candidates(items[-1:], 50):
        halves = tear(rng, items[-1], done.column, room=20)
        if halves:
            done.texts[owner_of(halves[0])] = halves[0].spans[-1].text
            texts[owner] = rng.choice(AWAY).format(n=rng.randint(2, 8))
            return [*items[:-1], *jump(halves[0], owner, texts[owner], glued, before=False)]
    place = 1 + max(n for n, one in enumerate(items[:4]) if one.kind in ("headline", "headline second line", "deck"))
    texts[owner] = rng.choice(HERE).format(n=rng.randint(1, 4))
    glued = glued and items[place].kind == "paragraph" and items[place].spans[0].owner.startswith("0/body")
    return [*items[:place], *jump(items[place], owner, texts[owner], glued, before=True), *items[place + 1 :]]


def jump(one: Item, owner: str, text: str, glued: bool, *, before: bool) -> list[Item]:
    """A jump's line before or behind an item, or on the item's own line."""
    line = item(text, owner, "furniture")
    if not glued:
        return [line, one] if before else [one, line]
    return [replace(one, spans=(line.spans + one.spans) if before else (one.spans + line.spans))]
