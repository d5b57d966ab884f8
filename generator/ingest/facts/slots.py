"""Every text of an article that may be corrected, with where it was printed; corrects nothing itself.

What was printed stays in `head` and `pieces`, so that a corrected text can still be led back to its line and column.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

from generator.model import Clipping, HeadPart, Insertion, Piece

LONGEST_MARK = 3  # characters before a caption that are no part of it: ▲, 图①


class Slot(Struct, frozen=True):
    """A text that may be corrected, and the article (with its sidebars) whose places vouch for it.

    `lead`: how many printed characters stand before it in its pieces, such as the —— of a deck; `glue`: how many that
    are not printed stand between two pieces, such as the blank between the lines of a headline.
    """

    article: int
    text: str
    pieces: tuple[Piece, ...]
    lead: int = 0
    glue: int = 0


def slots_of(clipping: Clipping, number: int) -> Iterator[Slot]:
    """Every text of an article and its sidebars that may be corrected."""
    parts: tuple[tuple[HeadPart, str | None], ...] = (
        ("headline", clipping.headline),
        ("kicker", clipping.kicker),
        ("deck", clipping.deck),
    )
    for part, text in parts:
        if text:
            yield _headed(clipping, number, part, text)
    for block in clipping.body:
        yield Slot(number, block.text, block.pieces)
    for figure in clipping.figures:
        if figure.caption:
            mark = sum(piece.end - piece.start for piece in figure.pieces) - len(figure.caption + (figure.credit or ""))
            yield Slot(number, figure.caption, figure.pieces, mark if 0 < mark <= LONGEST_MARK else 0)
    for sidebar in clipping.sidebars:
        yield from slots_of(sidebar, number)


def _headed(clipping: Clipping, number: int, part: HeadPart, text: str) -> Slot:
    """The slot of a line of the headline block, or of several that are shown as one."""
    if printed := next((head for head in clipping.head if text in head.text and head.part in (part, "mark")), None):
        return Slot(number, text, printed.pieces, printed.text.index(text))
    lines = [head for head in clipping.head if head.part == part]
    whole = " ".join(head.text for head in lines)
    if text not in whole or any(len(head.pieces) != 1 for head in lines):
        return Slot(number, text, ())
    return Slot(number, text, tuple(piece for head in lines for piece in head.pieces), whole.index(text), glue=1)


def map_texts(clipping: Clipping, number: int, change: Callable[[Slot], str]) -> Clipping:
    """A clipping with `change` applied to each text that `slots_of` gives, its sidebars included."""
    slots = iter(slots_of(msgspec.structs.replace(clipping, sidebars=()), number))

    def changed(text: str | None) -> str | None:
        return change(next(slots)) if text else text

    return msgspec.structs.replace(
        clipping,
        headline=changed(clipping.headline) or "",
        kicker=changed(clipping.kicker),
        deck=changed(clipping.deck),
        body=tuple(msgspec.structs.replace(block, text=change(next(slots))) for block in clipping.body),
        figures=tuple(msgspec.structs.replace(figure, caption=changed(figure.caption)) for figure in clipping.figures),
        sidebars=tuple(map_texts(sidebar, number, change) for sidebar in clipping.sidebars),
    )


def printed_at(slot: Slot, at: int, insertions: Sequence[Insertion]) -> tuple[int, int]:
    """Line and column of a character of a slot's text; line 0 where the print is not known."""
    added = {(insertion.line, insertion.column): len(insertion.text) for insertion in insertions}
    offset = -slot.lead
    for piece in slot.pieces:
        length = piece.end - piece.start
        if at < offset + length:
            return piece.line, piece.start + max(0, at - offset)
        offset += length + added.get((piece.line, piece.end), 0) + slot.glue
    return (slot.pieces[-1].line, slot.pieces[-1].start) if slot.pieces else (0, 0)
