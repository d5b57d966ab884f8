"""Lines as evidence for columns: a torn column ends with a full line, columns of one section have as many."""

import pytest

from generator.ingest.page.columns import Lines, Piece, laid, lines_odds

TEXT = (
    "沿河的三个村子去年秋天开始清淤修堤，四十多名村民轮流上工，半年里挖出淤泥两千方，"
    "加固河岸一千二百米，河水一天比一天清亮起来，孩子们又能到桥下捉鱼了。"
)


def halves(at: int) -> list[tuple[Piece, ...]]:
    """The text in two columns, the first of which ends behind character `at`."""
    return [(Piece(TEXT[:at], begins=True),), (Piece(TEXT[at:], begins=False),)]


@pytest.mark.parametrize(
    ("text", "begins", "lines", "count", "blank"),
    [
        ("沿河的三个村子去年", True, Lines(11, half=False), 1, 0),
        ("沿河的三个村子去年秋", True, Lines(11, half=False), 2, 10),
        ("沿河的三个村子去年，", True, Lines(11, half=False), 1, 0),  # a mark does not begin a line
        ("2021年12月，沿河", False, Lines(11, half=False), 1, 0),
        ("2021年12月，沿河", False, Lines(11, half=True), 1, 3),
    ],
)
def test_lines_of_a_piece(text: str, begins: bool, lines: Lines, count: int, blank: int):
    assert laid(Piece(text, begins), lines) == (count, blank)


def test_a_break_at_the_end_of_a_line_in_the_middle_of_two_columns_is_the_likeliest():
    full = 2 * 14 - 2 + 14  # lines of fourteen characters, the first one indented
    odds = {at: lines_odds([halves(at), halves(at)], plain=0.0) for at in range(full - 8, full + 9)}
    assert odds[full] > max(value for at, value in odds.items() if at != full) - 1.0
    # sections that break at ends of lines of one width agree, others do not
    together = lines_odds([halves(full), halves(full + 14)], plain=0.0)
    assert together > lines_odds([halves(full), halves(full + 9)], plain=0.0)


def test_columns_that_are_not_torn_say_nothing_about_lines():
    assert (
        lines_odds([[(Piece("河水清了。", begins=True),), (Piece("孩子们笑了。", begins=True),)]], plain=1.25) == 1.25
    )


def test_a_section_whose_columns_hold_no_text_is_passed_over():
    assert lines_odds([[], halves(26)], plain=0.0) > -2.0
