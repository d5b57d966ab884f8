"""Proofreading of a reading: place names put right where that is certain, everything else doubtful told.

Puts the finders of misprints together. Only place names are ever changed here, names of people never.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from generator.errors import message
from generator.gazetteer import Gazetteer
from generator.gazetteer.matching import find_places
from generator.ingest.facts import naming, wording
from generator.ingest.facts.misprints import correct
from generator.ingest.facts.slots import Slot, printed_at, slots_of
from generator.ingest.page.names import DOTTED, HAN, UNDIVIDED, is_name, names
from generator.ingest.page.strips import LINE_BREAK
from generator.model import Clipping, Insertion, Piece, Reading, Suspect
from generator.words import Words

LONGEST = 20_000  # characters of a paragraph; what is longer is no prose of a newspaper
OFTEN = 3  # times a page prints what is no word, from which on it is one of the page's own


class Desk(NamedTuple):
    """What a proofreader knows: the words of the language, and the places of the city if there is one."""

    words: Words
    gazetteer: Gazetteer | None


def proofread(reading: Reading, text: str, gazetteer: Gazetteer | None, words: Words) -> Reading:
    """The reading of a page, `text` as printed, with certain misprints of places corrected and all doubts told."""
    corrected = correct(reading, gazetteer, words) if gazetteer else reading
    lines, desk = LINE_BREAK.split(text), Desk(words, gazetteer)
    found: list[Suspect] = []
    for number, clipping in enumerate(corrected.articles):
        found += _of_article(clipping, number, text, corrected.insertions, desk)
        found += _pen_names(clipping, lines, words)
    known = {(item.line, at) for item in corrected.suspects for at in range(item.start, item.start + len(item.printed))}
    told: dict[tuple[int, int], Suspect] = {}
    for item in found:
        if item.line and not any((item.line, at) in known for at in range(item.start, item.start + len(item.printed))):
            told.setdefault((item.line, item.start), item)
    merged = sorted((*corrected.suspects, *told.values()), key=lambda item: (item.line, item.start, item.printed))
    return msgspec.structs.replace(corrected, suspects=tuple(merged))


def _of_article(
    clipping: Clipping, number: int, page: str, insertions: Sequence[Insertion], desk: Desk
) -> Iterator[Suspect]:
    slots = [slot for slot in slots_of(clipping, number) if slot.pieces and len(slot.text) <= LONGEST]
    for doubt in naming.doubts([slot.text for slot in slots], desk.words):
        yield _suspect(slots[doubt.text], doubt, insertions)
    for at, slot in enumerate(slots):
        places = find_places(slot.text, desk.gazetteer) if desk.gazetteer else ()
        for start, end, word, weight in wording.misprints(slot.text, desk.words):
            printed = slot.text[start:end]
            is_place = any(span.start < end and start < span.end for span in places)
            if not is_place and page.count(printed) < OFTEN:
                sure = round(min(0.9, 0.4 + 0.04 * weight), 2)
                evidence = message("evidence-word", "zh", printed=printed, word=word)
                yield _suspect(slot, naming.Doubt(at, start, end, (word,), sure, evidence), insertions)


def _suspect(slot: Slot, doubt: naming.Doubt, insertions: Sequence[Insertion]) -> Suspect:
    """A suspect at its line; what goes on on another line and is not doubtful itself is left off."""
    line, column = printed_at(slot, doubt.start, insertions)
    printed, proposals = slot.text[doubt.start : doubt.end], doubt.proposals
    torn = next((at for at in range(1, len(printed)) if printed_at(slot, doubt.start + at, insertions)[0] != line), 0)
    if torn and proposals and all(word[torn:] == printed[torn:] for word in proposals):
        printed, proposals = printed[:torn], tuple(word[:torn] for word in proposals)
    return Suspect(line, printed, proposals, doubt.confidence, False, (doubt.evidence,), column)


def _pen_names(clipping: Clipping, lines: Sequence[str], words: Words) -> Iterator[Suspect]:
    """People who took a picture and whose names do not begin as names do: 咏洲 摄."""
    for figure in clipping.figures:
        if figure.credit and "摄" in figure.credit:
            for name in names(figure.credit.replace("摄", " ")):
                if _is_odd_name(name, words) and (place := _printed(name, figure.pieces, lines)):
                    evidence = (message("evidence-pen-name", "zh"),)
                    yield Suspect(place[0], name, (), 0.15, False, evidence, place[1])
    for sidebar in clipping.sidebars:
        yield from _pen_names(sidebar, lines, words)


def _is_odd_name(name: str, words: Words) -> bool:
    shaped = HAN.fullmatch(name) and 2 <= len(name) <= 3
    return bool(shaped) and not (
        is_name(name) or UNDIVIDED.fullmatch(name) or DOTTED.fullmatch(name) or words.frequency(name)
    )


def _printed(name: str, pieces: Sequence[Piece], lines: Sequence[str]) -> tuple[int, int] | None:
    for piece in reversed(pieces):
        at = lines[piece.line - 1].rfind(name, piece.start, piece.end) if piece.line <= len(lines) else -1
        if at >= 0:
            return piece.line, at
    return None
