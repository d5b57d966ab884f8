"""The account of a reading: every character that is not blank stands in exactly one place; repairs nothing.

The account is recomputed from the pieces themselves, never from what the reader believes it did.
"""

from collections.abc import Iterator

from generator.ingest.page.strips import LINE_BREAK
from generator.model import Clipping, Ledger, Piece, Reading


def balance(text: str, reading: Reading) -> Ledger:
    """Count the non-blank characters of `text` and where the reading put them.

    `balanced` is true only if each of them is in exactly one piece of one article, one removal or one piece
    of furniture, and no piece reaches outside its line.

    >>> from generator.model import IssueHead
    >>> balance("芦淞区", Reading(issue=IssueHead())).balanced
    False
    """
    lines = LINE_BREAK.split(text)
    blank_free = [len("".join(line.split())) for line in lines]
    placed = [piece for article in reading.articles for piece in pieces_of(article)]
    removed = [Piece(item.line, item.start, item.start + len(item.text)) for item in reading.removed]
    furniture = [Piece(item.line, item.start, item.start + len(item.text)) for item in reading.furniture]
    counts = [_count(lines, pieces) for pieces in (placed, removed, furniture)]
    characters = sum(blank_free)
    exact = _disjoint(lines, [*placed, *removed, *furniture])
    return Ledger(
        characters=characters,
        placed=counts[0],
        removed=counts[1],
        furniture=counts[2],
        inserted=sum(len(item.text) for item in reading.insertions),
        balanced=exact and sum(counts) == characters,
    )


def pieces_of(article: Clipping) -> Iterator[Piece]:
    """Every piece of print an article and its sidebars are made of."""
    for head in article.head:
        yield from head.pieces
    for block in article.body:
        yield from block.pieces
    for figure in article.figures:
        yield from figure.pieces
    for sidebar in article.sidebars:
        yield from pieces_of(sidebar)


def unplaced(text: str, reading: Reading) -> tuple[int, ...]:
    """The numbers of the lines whose characters are missing or stand in two places, for the error message."""
    lines = LINE_BREAK.split(text)
    used = [0] * (len(lines) + 1)
    for article in reading.articles:
        for piece in pieces_of(article):
            if 1 <= piece.line <= len(lines):
                used[piece.line] += _visible(lines[piece.line - 1][piece.start : piece.end])
    loose = [(item.line, item.text) for item in reading.removed]
    loose += [(item.line, item.text) for item in reading.furniture]
    for number, said in loose:
        if 1 <= number <= len(lines):
            used[number] += _visible(said)
    return tuple(n for n, line in enumerate(lines, 1) if used[n] != _visible(line))


def _count(lines: list[str], pieces: list[Piece]) -> int:
    return sum(_visible(lines[p.line - 1][p.start : p.end]) for p in pieces if 1 <= p.line <= len(lines))


def _disjoint(lines: list[str], pieces: list[Piece]) -> bool:
    last = Piece(0, 0, 0)
    for piece in sorted(pieces):
        if not (1 <= piece.line <= len(lines) and 0 <= piece.start <= piece.end <= len(lines[piece.line - 1])):
            return False
        if piece.line == last.line and piece.start < last.end:
            return False
        last = piece
    return True


def _visible(text: str) -> int:
    return len("".join(text.split()))
