"""What was printed, kept beside what was made of it, so that every source can be restored byte for byte.

A source is kept as consecutive stretches of its text, each with the place its characters went to. It survives what
people do to the Markdown, and it needs neither the source file nor the articles. Reads and corrects nothing.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from generator.ingest.keep.records import Record
from generator.ingest.page.ledger import pieces_of
from generator.ingest.page.strips import LINE_BREAK
from generator.model import Clipping, Piece, Reading

REMOVED, FURNITURE, BLANK = "removed", "furniture", ""
Encoding = Literal["utf-8", "utf-8-sig", "gb18030", "base64"]


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """Printed text and where it went: an article's id, `removed`, `furniture`, or nowhere, being blank."""

    place: str
    text: str


class Printed(msgspec.Struct, frozen=True):
    """One source; joined, the stretches are its text. In base64 stand bytes that no encoding gives back exactly."""

    encoding: Encoding
    stretches: tuple[Stretch, ...]


def keep(data: bytes, encoding: Encoding, reading: Reading, ids: Sequence[str]) -> Printed:
    """The printed text of a source; `ids` are those of its articles and their sidebars in reading order."""
    text = data.decode(encoding)
    if text.encode(encoding) != data:
        return Printed("base64", (Stretch(BLANK, base64.b64encode(data).decode()),))
    return Printed(encoding, tuple(_stretches(text, dict(_places(reading, ids)))))


def restore(printed: Printed) -> bytes:
    """The bytes of the source.

    >>> restore(Printed("utf-8", (Stretch("3f9c2e", "云田"), Stretch("", "\\n")))) == "云田\\n".encode()
    True
    """
    text = "".join(stretch.text for stretch in printed.stretches)
    return base64.b64decode(text) if printed.encoding == "base64" else text.encode(printed.encoding)


def restores(printed: Printed, sha256: str) -> bool:
    """Whether the bytes of a source can be given back."""
    return hashlib.sha256(restore(printed)).hexdigest() == sha256


def printed_of(record: Record) -> Printed | None:
    """What was printed of a source, from its record; None if the record is broken."""
    try:
        return msgspec.convert(record.account.get("printed"), Printed)
    except msgspec.ValidationError:
        return None


def printed_text(record: Record) -> str:
    """The whole text of a source, empty if its record is broken or its bytes are no text."""
    printed = printed_of(record)
    if printed is None or printed.encoding == "base64":
        return ""
    return "".join(stretch.text for stretch in printed.stretches)


def line_of(record: Record, number: int) -> str:
    """One printed line of a source; `number` is 1-based."""
    lines = LINE_BREAK.split(printed_text(record))
    return lines[number - 1] if 0 < number <= len(lines) else ""


def walk(clippings: Iterable[Clipping]) -> Iterator[Clipping]:
    """Clippings and their sidebars in reading order."""
    for clipping in clippings:
        yield clipping
        yield from walk(clipping.sidebars)


def _places(reading: Reading, ids: Sequence[str]) -> Iterator[tuple[Piece, str]]:
    for clipping, own in zip(walk(reading.articles), ids, strict=True):
        alone = msgspec.structs.replace(clipping, sidebars=())
        yield from ((piece, own) for piece in pieces_of(alone))
    yield from ((Piece(one.line, one.start, one.start + len(one.text)), REMOVED) for one in reading.removed)
    yield from ((Piece(one.line, one.start, one.start + len(one.text)), FURNITURE) for one in reading.furniture)


def _stretches(text: str, places: dict[Piece, str]) -> Iterator[Stretch]:
    """The text in order, cut where the pieces begin and end."""
    starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
    done = 0
    for piece in sorted(places):
        start, end = starts[piece.line - 1] + piece.start, starts[piece.line - 1] + piece.end
        if start > done:
            yield Stretch(BLANK, text[done:start])
        if end > start:
            yield Stretch(places[piece], text[start:end])
        done = end
    if done < len(text):
        yield Stretch(BLANK, text[done:])
