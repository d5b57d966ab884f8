"""Where the texts of parsed articles stand in their file, so that doubts and corrections lead back to a line.

What is written otherwise than it reads, with Unicode escapes or marks of HTML inside, is found nowhere and gets no pieces.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.ingest.page.ledger import pieces_of
from generator.ingest.page.strips import LINE_BREAK
from generator.model import Clipping, Head, HeadPart, Piece

HEAD_PARTS: tuple[HeadPart, ...] = ("kicker", "headline", "deck")
BACKSLASHED = ('"', "\\")
ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in BACKSLASHED})
REACH = 500_000  # characters behind the article before, in which an article is looked for
ESCAPED = re.compile(r'(?=["\\])')


def located(articles: Iterable[tuple[Clipping, int]], text: str) -> Iterator[Clipping]:
    r"""Clippings, each text with its pieces of print where it stands in the file as it reads.

    `articles`: each clipping with the line on which it begins, in the order of the file.

    >>> from generator.model import Block
    >>> clipping = Clipping(headline="云田", body=(Block("paragraph", "花木"),))
    >>> [found] = located([(clipping, 1)], '{"text":\n "花木"}')
    >>> found.body[0].pieces, found.head
    ((Piece(line=2, start=2, end=4),), ())
    """
    source, after = _Source(text), 0
    for clipping, line in articles:
        found = _located(clipping, source, max(after, source.starts[line - 1])) if not text.isascii() else clipping
        after = max([after, *(source.offset(piece) for piece in pieces_of(found))])
        yield found


def _located(clipping: Clipping, source: "_Source", after: int) -> Clipping:
    """One clipping and its sidebars, looked for behind the article before it; its fields come in any order."""
    heads = [
        (part, words, source.pieces(words, after, '"')) for part in HEAD_PARTS if (words := getattr(clipping, part))
    ]
    return replace(
        clipping,
        head=tuple(Head(part, words, pieces) for part, words, pieces in heads if pieces),
        body=tuple(replace(block, pieces=source.pieces(block.text, after)) for block in clipping.body),
        figures=tuple(replace(one, pieces=source.pieces(one.caption or "", after, '"')) for one in clipping.figures),
        sidebars=tuple(_located(sidebar, source, after) for sidebar in clipping.sidebars),
    )


class _Source:
    """The text of a file, where its lines begin, and from where on each text is looked for: equal ones get two places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
        self.onward: dict[str, int] = {}

    def offset(self, piece: Piece) -> int:
        """Where a piece ends in the text."""
        return self.starts[piece.line - 1] + piece.end

    def pieces(self, words: str, after: int, quote: str = "") -> tuple[Piece, ...]:
        """The pieces of a text, without the backslashes before its quotes; none if the file does not have it.

        `quote` stands on both ends of one that is all of a string.
        """
        sought = f"{quote}{words.translate(ESCAPES)}{quote}"
        at = self.text.find(sought, max(after, self.onward.get(words, 0)), after + REACH) if words else -1
        if at < 0:
            return ()
        self.onward[words] = at + len(sought)
        return tuple(self._cut(words, at + len(quote)))

    def _cut(self, words: str, at: int) -> Iterator[Piece]:
        line = bisect_right(self.starts, at)
        column = at - self.starts[line - 1]
        for run in filter(None, ESCAPED.split(words)):
            column += run[0] in BACKSLASHED
            yield Piece(line, column, column + len(run))
            column += len(run)
