"""What goes wrong between the press and the text: tears, grids, repeats, glued tails, lost characters.

Each function takes the items of one article, in the right order, and a random source; it returns them as an
extractor would have left them. None of them changes who owns a character, so the truth follows by itself.
"""

import functools
import re
from dataclasses import dataclass, field, replace
from importlib import resources
from random import Random

from benchmarks.layout import Item, Span, cut, glue, wrap

FINAL = "。！？…”）：；.!?)"
VAGUE = frozenset("一二三四五六七八九十几个的了是在有不这那人年月日大小上下中来去到和与其我他她们你说就也都还")
HAN = re.compile(r"[\u4e00-\u9fff]")
WIDTHS = (12, 22)  # characters of a line in a grid of columns
INDENT = 2
Section = tuple[str, tuple[str, ...]]  # owner of the heading, owners of its blocks


@dataclass(frozen=True)
class Column:
    """How wide a wrapped line is, and how far a paragraph is indented: a column ends with a full line."""

    width: int = 0
    indent: int = 0


@dataclass
class Damage:
    """What was done, for the truth: grid sections, removed copies, lost characters by owner and place."""

    sections: list[Section] = field(default_factory=list)
    removed: list[tuple[str, str, bool]] = field(default_factory=list)  # copy's owner, kept owner, either
    lost: list[tuple[str, int]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    column: Column = Column()
    ragged: bool = False  # columns of a grid may differ in height


@functools.cache
def dictionary() -> frozenset[str]:
    """Words of two characters that jieba's dictionary holds to be frequent."""
    text = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8")
    rows = (row.split() for row in text.splitlines())
    return frozenset(row[0] for row in rows if len(row[0]) == 2 and int(row[1]) >= 500)


def owner_of(one: Item) -> str:
    """Who owns the last span: the paragraph, also where a run-in byline stands in front of it."""
    return one.spans[-1].owner


def is_whole_paragraph(one: Item) -> bool:
    """A paragraph of the body that nothing has been done to."""
    return one.kind == "paragraph" and "/body/" in owner_of(one) and one.spans[-1].at == 0


def tear_points(text: str, low: int, high: int, column: Column) -> list[int]:
    """Where a column may end: inside a sentence, between two Han characters or after a comma."""
    places = [end for _, end in wrap(text, column.width, column.indent)] if column.width else range(len(text))
    return [
        at
        for at in places
        if max(low, 1) <= at < min(high, len(text))
        and text[at - 1] not in FINAL + "“（《【" and HAN.match(text[at])
        and (HAN.match(text[at - 1]) or text[at - 1] in "，、" or text[at - 1].isdigit())
    ]  # fmt: skip


def tear(rng: Random, one: Item, column: Column, at: int | None = None, room: int = 12) -> tuple[Item, Item] | None:
    """Tear a paragraph, near character `at` where it is given."""
    points = tear_points(one.text, room, len(one.text) - 6, column)
    points = [point for point in points if point > len(one.text) - len(one.spans[-1].text) + 4]
    if not points:
        return None
    return cut(one, rng.choice(points) if at is None else min(points, key=lambda point: abs(point - at)))


def candidates(items: list[Item], length: int) -> list[int]:
    """Numbers of the whole paragraphs that are long enough."""
    return [n for n, one in enumerate(items) if is_whole_paragraph(one) and len(one.spans[-1].text) >= length]


def tear_neighbours(rng: Random, items: list[Item], column: Column, between: list[Item]) -> list[Item]:
    """One paragraph is torn in two; `between` the halves something may stand, such as a caption."""
    found = candidates(items, 40)
    if not found:
        return items + between
    number = rng.choice(found)
    halves = tear(rng, items[number], column)
    if halves is None:
        return items + between
    return [*items[:number], halves[0], *between, halves[1], *items[number + 1 :]]


def lose_character(rng: Random, items: list[Item], damage: Damage) -> list[Item]:
    """A paragraph is torn inside a word, and the word's second character is lost.

    Only a word that the article prints elsewhere is chosen: a reader could not know it otherwise.
    """
    everything = "".join(one.text for one in items)
    points = []
    for number in candidates(items, 40):
        text = items[number].text
        for at in tear_points(text, len(text) - len(items[number].spans[-1].text) + 12, len(text) - 8, damage.column):
            word = text[at - 1 : at + 1]
            lost = word in dictionary() and everything.count(word) > 1 and HAN.match(text[at + 1])
            if lost and not set(word) & VAGUE and text[at - 1] + text[at + 1] not in dictionary():
                points.append((number, at))
    if not points:
        return items
    number, at = rng.choice(points)
    left, rest = cut(items[number], at)
    lost, right = cut(rest, 1)
    damage.lost.append((lost.spans[0].owner, lost.spans[0].at))
    return [*items[:number], left, right, *items[number + 1 :]]


def repeat_run(rng: Random, items: list[Item], damage: Damage, near: bool) -> list[Item]:
    """A run of a paragraph and the torn head of the next is printed once more, further up.

    The true copy is the one whose unfinished end goes on below it.
    """
    found = [n for n in candidates(items, 40) if n + 1 < len(items) and n + 1 in candidates(items, 50)]
    found = [n for n in found if n and len(items[n].spans) == 1]
    if not found:
        return items
    number = rng.choice(found)
    halves = tear(rng, items[number + 1], damage.column, room=20)
    if halves is None:
        return items
    copies = [copy_of(rng, one, damage, near) for one in (items[number], halves[0])]
    starts = [n for n in candidates(items, 20) if 0 < n < number] or [number]
    place = rng.choice(starts[-2:])
    place += place < number and rng.random() < 0.5
    return items[:place] + copies + items[place : number + 1] + list(halves) + items[number + 2 :]


def repeat_paragraph(rng: Random, items: list[Item], damage: Damage) -> list[Item]:
    """A whole paragraph is printed twice, one right below the other: either may go."""
    found = [n for n in candidates(items, 40) if len(items[n].spans) == 1]
    if not found:
        return items
    number = rng.choice(found)
    return [*items[: number + 1], copy_of(rng, items[number], damage, False, True), *items[number + 1 :]]


def echo_headline(headline: str, owner: str, items: list[Item], damage: Damage) -> list[Item]:
    """The headline once more, as a first paragraph."""
    copy = f"removed/{owner}/headline"
    damage.removed.append((copy, f"{owner}/headline", False))
    damage.texts[copy] = headline
    return [Item((Span(headline, copy),), "paragraph"), *items]


def copy_of(rng: Random, one: Item, damage: Damage, near: bool, either: bool = False) -> Item:
    """A copy that belongs to no article; a near copy has one or two characters misread."""
    text = one.text
    for _ in range(rng.choice((1, 2)) if near and len(text) >= 25 else 0):
        at = rng.choice([n for n, char in enumerate(text) if HAN.match(char)])
        text = text[:at] + rng.choice("的一是在不了有和人这中大为上个国我以要他") + text[at + 1 :]
    owner = f"removed/{owner_of(one)}/{len(damage.removed)}"
    damage.removed.append((owner, owner_of(one), either))
    damage.texts[owner] = text
    return replace(one, spans=(Span(text, owner),), gap=None)


# ---- grids -----------------------------------------------------------------------------------------


def split_sections(items: list[Item]) -> tuple[list[Item], list[list[Item]]]:
    """What stands before the first heading, and the sections."""
    starts = [n for n, one in enumerate(items) if one.kind == "subhead"]
    if not starts:
        return items, []
    return items[: starts[0]], [items[a:b] for a, b in zip(starts, [*starts[1:], len(items)], strict=True)]


def columns_of(rng: Random, blocks: list[Item], damage: Damage, count: int, width: int) -> list[list[Item]]:
    """Cut a section's blocks in columns; empty if that fails."""
    if damage.ragged:
        return ragged_columns(rng, blocks, damage.column, count)
    return balanced_columns(blocks, width, count)


def ragged_columns(rng: Random, blocks: list[Item], column: Column, count: int) -> list[list[Item]]:
    """Cut a section's blocks in columns of about equal length, mostly inside a sentence; empty if that fails.

    A column may end with the paragraph that its goal falls in, however long that is.
    """
    size = sum(len(one.text) for one in blocks)
    columns: list[list[Item]] = [[]]
    queue = list(blocks)
    filled = 0
    while queue:
        one = queue.pop(0)
        goal = size * len(columns) / count + rng.randint(-6, 6)
        over = len(columns) < count and filled + len(one.text) > goal
        if over and goal - filled > 12 and len(one.text) - (goal - filled) > 8 and rng.random() < 0.85:
            halves = tear(rng, one, column, int(goal - filled), room=8)
            if halves is None:
                return []
            one, rest = halves
            queue.insert(0, rest)
            columns[-1].append(one)
            columns.append([])
        elif over and goal - filled < len(one.text) / 2 and columns[-1]:
            columns.append([one])
        else:
            columns[-1].append(one)
        filled += len(one.text)
    return columns if len(columns) == count and all(columns) else []


def balanced_columns(blocks: list[Item], width: int, count: int) -> list[list[Item]]:
    """Cut a section's blocks in columns of one height, in lines of `width` characters; empty if that fails.

    A column ends with a line: amid a sentence, or with a paragraph where that fills the column. Where the line is
    no place to tell a torn sentence by, such as the end of a sentence, the column is some lines longer or shorter.
    """
    lines = [(at, end) for at, one in enumerate(blocks) for _, end in wrap(one.text, width, INDENT)]
    allowed = {
        (at, end)
        for at, one in enumerate(blocks)
        for end in tear_points(one.text, 4, len(one.text) - 1, Column(width, INDENT))
    }
    allowed |= {(at, len(one.text)) for at, one in enumerate(blocks)}
    columns: list[list[Item]] = []
    start = (0, 0)
    for number in range(1, count):
        goal = -(-len(lines) * number // count)  # the last column is the short one
        places = [n for n, line in enumerate(lines[:-1], 1) if line in allowed and line > start]
        if not places:
            return []
        end = lines[min(places, key=lambda n: (abs(n - goal), n)) - 1]
        columns.append(between(blocks, start, end))
        start = end
    return [*columns, between(blocks, start, lines[-1])]


def between(blocks: list[Item], start: tuple[int, int], end: tuple[int, int]) -> list[Item]:
    """What stands between two places, each the number of a block and of a character in it."""
    found: list[Item] = []
    for at in range(start[0], end[0] + 1):
        one, low, high = blocks[at], start[1] if at == start[0] else 0, end[1] if at == end[0] else len(blocks[at].text)
        one = cut(one, high)[0] if high < len(one.text) else one
        if low < high:
            found.append(cut(one, low)[1] if low else one)
    return found


def weave(rng: Random, items: list[Item], damage: Damage, count: int, glued: bool) -> list[Item]:
    """The sections stand in columns under headings that span them, and are read column by column.

    Where the sections are too short for so many columns, they stand in fewer; in one, nothing happens.
    """
    lead, sections = split_sections(items)
    long = [n for n, section in enumerate(sections) if sum(len(one.text) for one in section[1:]) >= 45 * count]
    if len(long) < 2 or long != list(range(long[0], len(sections))):
        return weave(rng, items, damage, count - 1, glued) if count > 2 else items
    first = rng.choice((long[0], long[0], long[-2]))
    for _ in range(4):
        width = damage.column.width or rng.randint(*WIDTHS)
        grid = [(section[0], columns_of(rng, section[1:], damage, count, width)) for section in sections[first:]]
        if is_telling(grid):
            break
    else:
        return weave(rng, items, damage, count - 1, glued) if count > 2 else items
    out = lead + [one for section in sections[:first] for one in section]
    for heading, columns in grid:
        out += [heading, *columns[0]]
    for number in range(1, count):
        out += run_on([columns[number] for _, columns in grid], glued and not damage.column.width)
    for section in sections[first:]:
        blocks = (span.owner for one in section[1:] for span in one.spans if "/body/" in span.owner)
        damage.sections.append((owner_of(section[0]), tuple(blocks)))
    return out


def is_telling(grid: list[tuple[Item, list[list[Item]]]]) -> bool:
    """Whether all sections fill their columns and some sentence is torn: without that a grid leaves no trace."""
    whole = all(columns for _, columns in grid)
    return whole and any(part[0].spans[0].at for _, columns in grid for part in columns[1:])


def run_on(parts: list[list[Item]], glued: bool) -> list[Item]:
    """One column of all sections without its headings; a short end of a sentence may stick to what is above."""
    run: list[Item] = []
    for part in parts:
        first = part[0]
        if glued and run and first.spans[0].at and run[-1].text[-1] in "。！？" and len(first.text) < 60:
            run = [*run[:-1], glue(run[-1], first), *part[1:]]
        else:
            run += part
    return run
