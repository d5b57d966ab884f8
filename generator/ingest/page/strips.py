"""Printed lines, and strips of text that remember where each character stood; decides nothing about meaning.

A `Strip` is text together with the pieces of the print it came from. Cutting and joining strips keeps the pieces
exact, so that whatever later modules do, each character can be led back to its line and column.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.model import Insertion, Piece

LINE_BREAK = re.compile(r"\r\n|\n|\r")
ASCII_WORD = re.compile(r"[A-Za-z0-9]")


class Row(NamedTuple):
    """One printed line that is not blank: `start`, `end` are columns of its text without outer blanks.

    `gap` counts the blank lines above it, `indent` the display cells of white space in front of it.
    """

    number: int
    text: str
    start: int
    gap: int
    indent: int

    @property
    def end(self) -> int:
        """The column after the last character."""
        return self.start + len(self.text)


class Span(NamedTuple):
    """Where a piece of print stands within the text of a strip."""

    offset: int
    piece: Piece


class Strip(NamedTuple):
    """Text and the spans of print it is made of; text outside every span was inserted."""

    text: str
    spans: tuple[Span, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces alone, in reading order."""
        return tuple(span.piece for span in self.spans)

    @property
    def line(self) -> int:
        """The line of the first piece, 0 for a strip without print."""
        return self.place[0]

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the first piece, 0 for a strip without print."""
        return (self.spans[0].piece.line, self.spans[0].piece.start) if self.spans else (0, 0)


def rows(text: str) -> list[Row]:
    """The lines of a page that are not blank.

    >>> rows("\\n\\n　　芦淞区\\n")
    [Row(number=3, text='芦淞区', start=2, gap=2, indent=4)]
    """
    found: list[Row] = []
    gap = 0
    for number, line in enumerate(LINE_BREAK.split(text), 1):
        stripped = line.strip()
        if not stripped:
            gap += 1
            continue
        start = len(line) - len(line.lstrip())
        found.append(Row(number, stripped, start, gap, _cells(line[:start])))
        gap = 0
    return found


def _cells(blank: str) -> int:
    return sum(2 if char in "\u3000\t" else 1 for char in blank)


def strip_of(row: Row) -> Strip:
    """The strip of one row."""
    return Strip(row.text, (Span(0, Piece(row.number, row.start, row.end)),))


def cut(strip: Strip, start: int, end: int | None = None) -> Strip:
    """The part of a strip from `start` to `end`, without blanks at its ends.

    >>> cut(Strip("本报讯 近日", (Span(0, Piece(7, 2, 8)),)), 3)
    Strip(text='近日', spans=(Span(offset=0, piece=Piece(line=7, start=6, end=8)),))
    """
    end = len(strip.text) if end is None else end
    while start < end and strip.text[start].isspace():
        start += 1
    while end > start and strip.text[end - 1].isspace():
        end -= 1
    spans = []
    for offset, piece in strip.spans:
        low, high = max(start, offset), min(end, offset + piece.end - piece.start)
        if low < high:
            moved = Piece(piece.line, piece.start + low - offset, piece.start + high - offset)
            spans.append(Span(low - start, moved))
    return Strip(strip.text[start:end], tuple(spans))


def join(strips: Sequence[Strip]) -> Strip:
    """One strip of several, without a space but between two Latin words.

    >>> join([Strip("累", ()), Strip("计", ())]).text, join([Strip("of", ()), Strip("all", ())]).text
    ('累计', 'of all')
    """
    if len(strips) == 1:
        return strips[0]
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for strip in strips:
        glue = " " if parts and _latin_seam(parts[-1], strip.text) else ""
        length += len(glue)
        spans.extend(Span(length + offset, piece) for offset, piece in strip.spans)
        parts.append(glue + strip.text)
        length += len(strip.text)
    return Strip("".join(parts), tuple(spans))


def _latin_seam(left: str, right: str) -> bool:
    return bool(left and right and left[-1].isascii() and left[-1].isalpha() and ASCII_WORD.match(right))


def insert(before: Strip, text: str, reason: str) -> tuple[Strip, Insertion]:
    """A strip of characters that the print lost in front of another strip."""
    place = before.spans[0].piece
    return Strip(text, ()), Insertion(place.line, place.start, text, reason)
