"""A printed page redrawn from what its reading knows: which articles, in what order, how long, what belongs to what.

Where the columns ran is lost with the paper, so this is a sketch of shares, and says so. Articles fill the sheet in
strips from the top, in print order, each with an area like its share of the text; sidebars stand inside their article.
Lengths are those that were printed: a corrected body changes no map.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from generator.model import Article
from generator.render import permalinks
from generator.render.typography import display
from generator.render.values import Issue, Teaser

WIDTH = 360  # units; on a phone one is about a pixel
ROW = 92  # units of height for each article, so that even a brief holds a finger
TALLEST = 620
FEWEST, MOST = 2, 30  # articles of a print page that is drawn
HEADLINE, PICTURE = 60, 160  # characters that these weigh
ASSUMED: Mapping[str, int] = {"brief": 160, "photo": 160, "photo_news": 160, "notice": 200, "sidebar": 250}
USUAL = 600  # characters of an article whose length nobody wrote down
LEAST = 0.45  # of the mean: nothing is drawn smaller
HANGING = frozenset("”’》」』）】，。、；：！？…")
SIZES = (21, 17, 15, 13)  # of headlines, the largest that fits
PADDING = 7
HEAD = 34  # units of an article with sidebars that its own headline and text get at least


class Box(Struct, frozen=True):
    """An article on a map: corner, width, height, its headline in lines of a size, its share of the page in percent.

    `own`: the part of its height that is not taken by what stands inside. `extent`: about how many characters it had, 0 where that is unknown. `is_inner`: it stands inside another.
    """

    address: str
    headline: str
    x: int
    y: int
    width: int
    height: int
    own: int
    size: int
    lines: tuple[str, ...]
    share: int
    extent: int
    is_inner: bool = False


class PrintMap(Struct, frozen=True):
    """A print page: its name and section (none where unknown), its anchor on the page of the issue, and its boxes.

    Without boxes it is not drawn.
    """

    print_page: str | None
    anchor: str
    section: str | None
    width: int
    height: int
    boxes: tuple[Box, ...]


Area = tuple[float, float, float, float]  # x, y, width, height
Weigh = Callable[[Teaser], float]


def maps(issue: Issue, articles: Mapping[str, Article]) -> tuple[PrintMap, ...]:
    """The print pages of an issue in print order; `articles` by the address of their teaser."""
    pages: dict[str | None, list[Teaser]] = {}
    for teaser in issue.teasers:
        pages.setdefault(teaser.print_page, []).append(teaser)
    return tuple(_map(name, teasers, articles) for name, teasers in pages.items())


def _map(name: str | None, teasers: Sequence[Teaser], articles: Mapping[str, Article]) -> PrintMap:
    sections = dict.fromkeys(articles[teaser.address].section for teaser in teasers)
    anchor = permalinks.print_page(name)
    section = next(iter(sections)) if len(sections) == 1 else None
    if not FEWEST <= len(teasers) <= MOST:
        return PrintMap(name, anchor, section, WIDTH, 0, ())
    lengths = {teaser.address: _length(articles[teaser.address]) for teaser in teasers}
    whole = sum(lengths.values())
    least = LEAST * whole / len(teasers)
    inner = _inner(teasers, articles)
    held = {teaser.address for group in inner.values() for teaser in group}
    outer = [teaser for teaser in teasers if teaser.address not in held]

    def weigh(teaser: Teaser) -> float:
        """With what stands inside it: its area."""
        whole_of = (teaser, *inner.get(teaser.id, ()))
        return sum(max(least, lengths[one.address]) for one in whole_of)

    height = min(TALLEST, max(240, ROW * len(teasers)))
    boxes: list[Box] = []
    for teaser, area in _strips(outer, (0, 0, WIDTH, height), weigh):
        share = round(100 * lengths[teaser.address] / whole)
        sidebars = inner.get(teaser.id, ())
        rest = _below(area, 1 - sum(map(weigh, sidebars)) / weigh(teaser))
        boxes.append(_box(teaser, area, round(rest[1] - area[1]), share, articles[teaser.address].extent))
        if sidebars:
            for one, within in _strips(sidebars, rest, weigh):
                part = round(100 * lengths[one.address] / whole)
                boxes.append(_box(one, within, round(within[3]), part, articles[one.address].extent, is_inner=True))
    return PrintMap(name, anchor, section, WIDTH, height, tuple(boxes))


def _inner(teasers: Sequence[Teaser], articles: Mapping[str, Article]) -> dict[str, list[Teaser]]:
    """By the id of an article what stands inside it; what is inside holds nothing itself."""
    parents = {teaser.id: articles[teaser.address].parent for teaser in teasers}
    found: dict[str, list[Teaser]] = {}
    for teaser in teasers:
        parent = parents[teaser.id]
        if parent and parent in parents and parents[parent] not in parents:
            found.setdefault(parent, []).append(teaser)
    return found


def _length(article: Article) -> float:
    """What an article weighs on the page: its printed characters, its headline, its pictures."""
    text = article.extent or ASSUMED.get(article.kind, USUAL)
    return text + HEADLINE + PICTURE * len(article.figures)


def _below(area: Area, share: float) -> Area:
    """What of an area is left below the upper `share` of it."""
    x, y, width, height = area
    own = min(height, max(HEAD, share * height))
    return x, y + own, width, max(height - own, 1)


# ---- strips ------------------------------------------------------------------------------------------


def _strips(items: Sequence[Teaser], area: Area, weigh: Weigh) -> Iterable[tuple[Teaser, Area]]:
    """Items in order, in strips from the top of an area: a strip takes one more as long as its boxes get no worse."""
    x, y, width, height = area
    scale = width * height / sum(map(weigh, items))
    waiting = list(items)
    strips: list[list[Teaser]] = []
    while waiting:
        count = 1
        while count < len(waiting) and _shape(waiting[: count + 1], width, scale, weigh) <= _shape(
            waiting[:count], width, scale, weigh
        ):
            count += 1
        strips.append(waiting[:count])
        waiting = waiting[count:]
    if len(strips) > 1 and _shape([*strips[-2], *strips[-1]], width, scale, weigh) < _shape(
        strips[-1], width, scale, weigh
    ):  # what is left over makes no thin strip of its own
        strips[-2:] = [[*strips[-2], *strips[-1]]]
    for strip in strips:
        tall = sum(map(weigh, strip)) * scale / width
        at = x
        for item in strip:
            wide = weigh(item) * scale / tall
            yield item, (at, y, wide, tall)
            at += wide
        y += tall


def _shape(strip: Sequence[Teaser], width: float, scale: float, weigh: Weigh) -> float:
    """How far the boxes of a strip are from a good shape: 1.4 times as wide as tall; the mean over them."""
    tall = sum(map(weigh, strip)) * scale / width
    ratios = [weigh(item) * scale / tall / tall / 1.4 for item in strip]
    return sum(max(ratio, 1 / ratio) for ratio in ratios) / len(ratios)


# ---- headlines ---------------------------------------------------------------------------------------


def _box(teaser: Teaser, area: Area, own: int, share: int, extent: int, *, is_inner: bool = False) -> Box:
    left, top = round(area[0]), round(area[1])
    width, height = round(area[0] + area[2]) - left, round(area[1] + area[3]) - top
    size, lines = _set(display(teaser.headline), width - 2 * PADDING, min(own, height) - 2 * PADDING)
    return Box(
        teaser.address,
        teaser.headline,
        left,
        top,
        width,
        height,
        min(own, height),
        size,
        lines,
        share,
        round(extent, -1),
        is_inner,
    )


def _set(headline: str, width: int, height: int) -> tuple[int, tuple[str, ...]]:
    """The largest size in which a headline takes no more than half of a box, and its lines; cut where none fits.

    >>> _set("云田花木", 120, 60)
    (21, ('云田花木',))
    """
    for size in SIZES:
        lines = _wrapped(headline, width / size)
        if len(lines) * size * 1.3 <= max(height * 0.62, size * 1.3):
            return size, lines
    most = max(1, math.floor(height / (SIZES[-1] * 1.3)))
    lines = _wrapped(headline, width / SIZES[-1])
    return SIZES[-1], lines if len(lines) <= most else (*lines[: most - 1], f"{lines[most - 1][:-1]}…")


def _wrapped(text: str, room: float) -> tuple[str, ...]:
    """Lines of `room` Han characters; what is narrow takes half of one; a mark that closes hangs over the end.

    >>> _wrapped("打好“组合拳”，产业兴", 6)
    ('打好“组合拳”，', '产业兴')
    """
    lines, line, used = [], "", 0.0
    for character in text:
        wide = 0.55 if character.isascii() else 1.0
        if used + wide > max(room, 1) and line and character not in HANGING:
            lines.append(line)
            line, used = "", 0.0
        line += character
        used += wide
    return tuple(one.strip() for one in [*lines, line] if one.strip())
