"""A map without boundaries: each district a tile, in rough geographic order; draws nothing.

Every district begins in a row and a column of its own, in order from the north and from the west. Neighbouring
columns, then rows, are put together as long as no two districts meet on one tile. So a district that lies further
north or west never stands further south or east: that holds for every pair, not only on the whole.
"""

import functools
from collections.abc import Sequence
from itertools import pairwise

from generator.gazetteer.divisions import stem
from generator.model import SiteInfo
from generator.render.values import PlaceCount, Tile, TileMap

Point = tuple[int, int]
Cell = tuple[int, int]
Band = tuple[int, ...]  # what stands in one row or column

MOST_COLUMNS = 6  # on a phone a tile stays wide enough for a finger and a name of four characters
PLAIN_COLUMNS = 4  # of a map without points
SHADES = (6, 3, 1)  # tenths of the greatest count from which a tile has shade 4, 3, 2
LINE = 4  # characters of a name in one line of a tile
NARROWER = 0.85  # of a degree of longitude to one of latitude, in the middle of China


def tile_map(listed: Sequence[PlaceCount], site: SiteInfo) -> TileMap | None:
    """The city's districts among those `listed`, as a map; none for a city of one district."""
    points = {entry.code: entry.point for entry in site.localities}
    own = {district.name: points.get(district.code) for district in site.districts}
    items = [item for item in listed if item.place.name in own]
    if len(items) < 2:
        return None
    cells = lay_out(tuple(own[item.place.name] for item in items))
    most = max(item.count for item in items)
    tiles = [
        Tile(item.place, column, row, _lines(item.place.name), item.count, _shade(item.count, most), item.named)
        for item, (column, row) in zip(items, cells, strict=True)
    ]
    tiles.sort(key=lambda tile: (tile.row, tile.column))  # as they are read, from key to key
    columns, rows = 1 + max(tile.column for tile in tiles), 1 + max(tile.row for tile in tiles)
    return TileMap(columns, rows, tuple(tiles), sum(own[item.place.name] is None for item in items))


def _lines(name: str) -> tuple[str, ...]:
    """A name as a tile holds it: 芷江侗族自治县 has no room for more than 芷江."""
    short = name if len(name) <= LINE else stem(name)
    return tuple(short[at : at + LINE] for at in range(0, len(short), LINE))


def _shade(count: int, most: int) -> int:
    return len(SHADES) + 1 - sum(count * 10 < most * tenths for tenths in SHADES) if count else 0


# ---- where they stand ----------------------------------------------------------------------------------


@functools.lru_cache(maxsize=8)
def lay_out(points: Sequence[Point | None]) -> tuple[Cell, ...]:
    """A cell (column, row) for each point (east, north), no two alike; what has no point stands in rows below.

    >>> lay_out(((113, 28), (114, 28), (113, 27)))
    ((0, 0), (1, 0), (0, 1))
    """
    placed = [at for at, point in enumerate(points) if point]
    columns, rows = _bands([point or (0, 0) for point in points], placed)
    cells = {at: (number, 0) for number, band in enumerate(columns) for at in band}
    cells |= {at: (cells[at][0], number) for number, band in enumerate(rows) for at in band}
    width = len(columns) if placed else min(PLAIN_COLUMNS, _side(len(points)))
    below = (at for at in range(len(points)) if at not in cells)
    cells |= {at: (number % width, len(rows) + number // width) for number, at in enumerate(below)}
    return tuple(cells[at] for at in range(len(points)))


def _side(count: int) -> int:
    """The side of the smallest square that holds so many tiles."""
    return next(side for side in range(1, count + 2) if side * side >= count)


def _bands(points: Sequence[Point], placed: Sequence[int]) -> tuple[list[Band], list[Band]]:
    """Columns from the west and rows from the north, as few as can be."""
    columns: list[Band] = [(at,) for at in sorted(placed, key=lambda at: (points[at][0], -points[at][1], at))]
    rows: list[Band] = [(at,) for at in sorted(placed, key=lambda at: (-points[at][1], points[at][0], at))]
    while len(columns) > MOST_COLUMNS:  # rows of one district each stand in no column's way
        _join(
            columns, min(range(len(columns) - 1), key=lambda at: (_size(columns, at), _extent(columns, at, points, 0)))
        )
    while True:
        ways = [
            (_extent(bands, at, points, axis) * (NARROWER if axis == 0 else 1), axis, at)
            for axis, bands, others in ((0, columns, rows), (1, rows, columns))
            for at in _joinable(bands, others)
        ]
        if not ways:
            return columns, rows
        _, axis, at = min(ways)
        _join((columns, rows)[axis], at)


def _size(bands: Sequence[Band], at: int) -> int:
    """How many districts stand in a band and the next."""
    return len(bands[at]) + len(bands[at + 1])


def _extent(bands: Sequence[Band], at: int, points: Sequence[Point], axis: int) -> int:
    """How far a band and the next reach, put together."""
    values = [points[one][axis] for one in (*bands[at], *bands[at + 1])]
    return max(values) - min(values)


def _joinable(bands: Sequence[Band], others: Sequence[Band]) -> list[int]:
    """The bands that can be joined with the next: nothing of the two stands in one band across."""
    across = {one: number for number, band in enumerate(others) for one in band}
    reach = [{across[one] for one in band} for band in bands]
    return [at for at, (this, following) in enumerate(pairwise(reach)) if this.isdisjoint(following)]


def _join(bands: list[Band], at: int) -> None:
    bands[at : at + 2] = [(*bands[at], *bands[at + 1])]
