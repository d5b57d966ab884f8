"""The map keeps every pair of districts in its order, and no two on one tile."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.gazetteer import directory, load
from generator.render.tiles import MOST_COLUMNS, Point, lay_out

points = st.tuples(st.integers(73_000, 135_000), st.integers(18_000, 53_000))


@given(st.lists(st.none() | points, max_size=40).map(tuple))
def test_no_two_share_a_tile_and_none_is_on_the_wrong_side_of_another(some: tuple[Point | None, ...]) -> None:
    cells = lay_out(some)
    assert len(cells) == len(set(cells)) == len(some)
    assert all(0 <= column < MOST_COLUMNS and row >= 0 for column, row in cells)
    both = [(point, cell) for point, cell in zip(some, cells, strict=True) if point]
    for (one, here), (other, there) in combinations(both, 2):
        assert (one[0] - other[0]) * (here[0] - there[0]) >= 0
        assert (one[1] - other[1]) * (there[1] - here[1]) >= 0


@given(st.lists(points, min_size=2, max_size=12, unique=True))
def test_the_map_does_not_hang_on_the_order_of_the_list(some: list[Point]) -> None:
    assert dict(zip(some, lay_out(tuple(some)), strict=True)) == dict(
        zip(reversed(some), lay_out(tuple(reversed(some))), strict=True)
    )


def test_without_points_the_tiles_fill_a_square_in_the_order_of_the_list() -> None:
    assert lay_out((None,) * 5) == ((0, 0), (1, 0), (2, 0), (0, 1), (1, 1))
    assert lay_out(()) == ()


def drawn(city: str) -> list[str]:
    """The map as rows of first characters."""
    home = load(city)
    known = {entry.code: entry.point for entry in directory(home)}
    cells = dict(zip(lay_out(tuple(known[one.code] for one in home.districts)), home.districts, strict=True))
    width, height = (1 + max(cell[axis] for cell in cells) for axis in (0, 1))
    return [
        "".join(cells[column, row].name[0] if (column, row) in cells else "　" for column in range(width))
        for row in range(height)
    ]


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("株洲", ["石荷　　", "天芦　　", "　渌醴　", "　　攸　", "　　茶炎"]),
        ("43", ["张常　岳", "湘益长　", "怀娄湘株", "邵衡　　", "　永郴　"]),
    ],
)
def test_the_map_of_a_city_is_what_its_people_would_draw(city: str, expected: list[str]) -> None:
    assert drawn(city) == expected
