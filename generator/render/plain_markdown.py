"""The short way for plain paragraphs, subheads and labels: a hundredth of the Markdown library's time.

That is nearly every block that ingest writes. Tests hold that a body put together from such blocks and from what the
library makes of the others, each run of them by itself, is what the library and the allow-list make of the whole.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

INERT = r"[^\s\\`*_<>&\[\]|~#\x00-\x1f\x7f-\xa0]"  # a character that means nothing to Markdown
START = rf"(?![-+=:!>{{]|\d+[.)]){INERT}"  # nor at the start of a line, as 1. and - do
WORDS = rf"{INERT}*+(?: {INERT}++)*+"
PLAIN = re.compile(rf"({START}{WORDS})|## ({START}{WORDS})|\*\*({START}{WORDS})\*\*")  # 今天 / ## 小标题 / **做法**
BLOCK = re.compile(r"\n[ \t]*\n")
# What may reach over a plain block, to text before or behind it: mark-up, a fence, the address of a link, characters
# that the library takes out or makes line ends of.
REACHING = re.compile(r"[<&\x00-\x09\x0b-\x1f]|```|~~~|\]:")


class Piece(NamedTuple):
    """A plain block with its HTML, or a run of other blocks as they stand in the body, without."""

    text: str
    html: str


def is_paragraph(piece: Piece) -> bool:
    """Whether a piece is a plain paragraph, the words of which are its text."""
    return piece.html == f"<p>{piece.text}</p>"


def plain_html(block: str) -> str:
    """What the library and the allow-list make of a plain block; empty for any other.

    >>> plain_html("今天开班。"), plain_html("## 小标题"), plain_html("*今天*开班。")
    ('<p>今天开班。</p>', '<h2>小标题</h2>', '')
    """
    match = PLAIN.fullmatch(block)
    if match is None:
        return ""
    paragraph, subhead, label = match.groups()
    if paragraph:
        return f"<p>{paragraph}</p>"
    return f"<h2>{subhead}</h2>" if subhead else f"<p><strong>{label}</strong></p>"


def cut(body: str) -> list[Piece] | None:
    """A body in plain blocks and runs of others; None where one may reach over a plain block.

    >>> [piece.text for piece in cut("今天。\\n\\n- 一\\n\\n- 二\\n\\n明天。")]
    ['今天。', '- 一\\n\\n- 二', '明天。']
    """
    return None if REACHING.search(body) else list(_pieces(body.strip("\n")))


def _pieces(body: str) -> Iterator[Piece]:
    run: tuple[int, int] | None = None  # where the other blocks before this one begin and end
    for first, last in _blocks(body):
        html = plain_html(body[first:last])
        if html and run:
            yield Piece(body[slice(*run)], "")
        if html:
            yield Piece(body[first:last], html)
        run = None if html else (run[0] if run else first, last)
    if run:
        yield Piece(body[slice(*run)], "")


def _blocks(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in BLOCK.finditer(body):
        yield start, gap.start()
        start = gap.end()
    yield start, len(body)
