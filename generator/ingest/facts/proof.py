"""Proofreading of a reading: place names put right where that is certain, everything else doubtful told.

Puts the finders of misprints together. Only place names are ever changed here, names of people never.
"""

from collections.abc import Iterator, Sequence

import msgspec

from generator.errors import message
from generator.gazetteer import Gazetteer
from generator.gazetteer.matching import find_places
from generator.ingest.facts import naming, wording
from generator.ingest.facts.misprints import correct
from generator.ingest.facts.slots import Slot, printed_at, slots_of
from generator.ingest.page.names import DOTTED, HAN, UNDIVIDED, is_name, names
from generator.ingest.page.strips import LINE_BREAK
from generator.model import Clipping, Piece, Reading, Suspect
from generator.words import Words

OFTEN = 3  # times a page prints what is no word, from which on it is one of the page's own


def proofread(reading: Reading, text: str, gazetteer: Gazetteer | None, words: Words) -> Reading:
    """The reading of a page, `text` as printed, with certain misprints of places corrected and all doubts told."""
    corrected = correct(reading, gazetteer, words) if gazetteer else reading
    lines = LINE_BREAK.split(text)
    found = [
        doubt
        for number, clipping in enumerate(corrected.articles)
        for doubt in (
            *_of_article(clipping, number, text, corrected, gazetteer, words),
            *_pen_names(clipping, lines, words),
        )
    ]
    known = {(item.line, at) for item in corrected.suspects for at in range(item.start, item.start + len(item.printed))}
    told: dict[tuple[int, int], Suspect] = {}
    for item in found:
        if item.line and not any((item.line, at) in known for at in range(item.start, item.start + len(item.printed))):
            told.setdefault((item.line, item.start), item)
    merged = sorted((*corrected.suspects, *told.values()), key=lambda item: (item.line, item.start, item.printed))
    return msgspec.structs.replace(corrected, suspects=tuple(merged))


def _of_article(
    clipping: Clipping, number: int, page: str, reading: Reading, gazetteer: Gazetteer | None, words: Words
) -> Iterator[Suspect]:
    slots = [slot for slot in slots_of(clipping, number) if slot.pieces]
    for doubt in naming.doubts([slot.text for slot in slots], words):
        yield _suspect(slots[doubt.text], doubt.start, doubt.end, doubt.proposals, doubt.confidence, doubt.evidence, reading)
    for slot in slots:
        places = find_places(slot.text, gazetteer) if gazetteer else ()
        for misprint in wording.misprints(slot.text, words):
            printed = slot.text[misprint.start : misprint.end]
            if page.count(printed) >= OFTEN or any(
                span.start < misprint.end and misprint.start < span.end for span in places
            ):
                continue
            evidence = message("evidence-word", "zh", printed=printed, word=misprint.proposal)
            sure = min(0.9, 0.4 + 0.04 * misprint.weight)
            yield _suspect(slot, misprint.start, misprint.end, (misprint.proposal,), round(sure, 2), evidence, reading)


def _suspect(
    slot: Slot, start: int, end: int, proposals: tuple[str, ...], sure: float, evidence: str, reading: Reading
) -> Suspect:
    line, column = printed_at(slot, start, reading.insertions)
    return Suspect(line, slot.text[start:end], proposals, sure, False, (evidence,), column)


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
