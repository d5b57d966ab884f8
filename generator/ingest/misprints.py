"""Finds place names with one misread character and corrects those that can hardly be anything else.

A word shaped like a place that no table of the nation knows, one character away from a name of the home city, is a
suspect. It is corrected only when what stands around it agrees (its county in front, its villages nearby, the right
form elsewhere on the page); else it is reported with every candidate and the text stays as printed. That a page
prints a form thirty times is no evidence for it: it is the mark of a systematic misreading. Bylines are never touched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.gazetteer import Gazetteer
from generator.gazetteer.divisions import city_stems, is_common, is_word, national_names, stem
from generator.gazetteer.matching import NAME_END, Span, find_places
from generator.ingest.lookalikes import is_solid
from generator.ingest.misreadings import Slot, Verdict, judge
from generator.model import Block, Clipping, Figure, HeadPart, Insertion, Reading, Suspect

ENOUGH_PRINTS = 2  # so often a misprinted district is printed before its stem is put right elsewhere
LONGEST_MARK = 3  # characters before a caption that are no part of it: ▲, 图①


def correct(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """The page with certain misprints of home places corrected, and a suspect for each line that holds one."""
    slots = tuple(slot for number, item in enumerate(reading.articles) for slot in slots_of(item, number))
    spans = tuple(find_places(slot.text, gazetteer) for slot in slots)
    verdicts = tuple(judge(slots, spans, gazetteer))
    fixes = corrections(verdicts)
    found = suspects(slots, spans, verdicts, fixes, reading.insertions)
    articles = tuple(amended(item, fixes, gazetteer) for item in reading.articles) if fixes else reading.articles
    merged = sorted((*reading.suspects, *found), key=lambda item: (item.line, item.start, item.printed))
    return msgspec.structs.replace(reading, articles=articles, suspects=tuple(merged))


# ---- the texts of a page -----------------------------------------------------------------------------


def slots_of(clipping: Clipping, number: int) -> Iterator[Slot]:
    """Every text of an article and its sidebars that may be corrected."""
    parts: tuple[tuple[HeadPart, str | None], ...] = (
        ("headline", clipping.headline),
        ("kicker", clipping.kicker),
        ("deck", clipping.deck),
    )
    for part, text in parts:
        if text:
            printed = next((head for head in clipping.head if text in head.text and head.part in (part, "mark")), None)
            lead = printed.text.index(text) if printed else 0
            yield Slot(number, text, printed.pieces if printed else (), lead)
    for block in clipping.body:
        yield Slot(number, block.text, block.pieces)
    for figure in clipping.figures:
        if figure.caption:
            mark = sum(piece.end - piece.start for piece in figure.pieces) - len(figure.caption + (figure.credit or ""))
            yield Slot(number, figure.caption, figure.pieces, mark if 0 < mark <= LONGEST_MARK else 0)
    for sidebar in clipping.sidebars:
        yield from slots_of(sidebar, number)


def amended(clipping: Clipping, fixes: Mapping[str, str], gazetteer: Gazetteer) -> Clipping:
    """The article with every correction carried out; what was printed stays in `head` and `pieces`."""

    def fixed(text: str) -> str:
        return replaced(text, find_places(text, gazetteer), fixes)

    def fixed_block(block: Block) -> Block:
        return msgspec.structs.replace(block, text=fixed(block.text))

    def fixed_figure(figure: Figure) -> Figure:
        return msgspec.structs.replace(figure, caption=figure.caption and fixed(figure.caption))

    return msgspec.structs.replace(
        clipping,
        headline=fixed(clipping.headline),
        kicker=clipping.kicker and fixed(clipping.kicker),
        deck=clipping.deck and fixed(clipping.deck),
        body=tuple(fixed_block(block) for block in clipping.body),
        figures=tuple(fixed_figure(figure) for figure in clipping.figures),
        sidebars=tuple(amended(sidebar, fixes, gazetteer) for sidebar in clipping.sidebars),
    )


def replaced(text: str, spans: Sequence[Span], fixes: Mapping[str, str]) -> str:
    """The text with each misprint that `occurrences` finds put right."""
    for start, printed in sorted(occurrences(text, spans, fixes), reverse=True):
        text = text[:start] + fixes[printed] + text[start + len(printed) :]
    return text


def occurrences(text: str, spans: Sequence[Span], fixes: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where a printed form stands in a text: not inside a real name, nor across the seam of two common words."""
    for printed in fixes:
        start = text.find(printed)
        while start >= 0:
            end = start + len(printed)
            inside = any(
                span.start < end and start < span.end and not (start <= span.start and span.end <= end)
                for span in spans
                if is_solid(span)
            )
            is_seam = not NAME_END.search(printed[-1]) and (
                is_common(text[start - 1 : start + 1]) or is_common(text[end - 1 : end + 1])
            )
            if not inside and not is_seam:
                yield start, printed
            start = text.find(printed, end)


def corrections(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Printed form -> right form; of a district only the stem, so that 青春涪口 and 涪口经开区 follow 涪口区."""
    fixes: dict[str, str] = {}
    for verdict in verdicts:
        if verdict.certain:
            bare, right = stem(verdict.printed), stem(verdict.names[0])
            is_county = verdict.names[0].endswith(("区", "县", "市", "旗")) and not verdict.names[0].endswith("社区")
            if is_county and verdict.count >= ENOUGH_PRINTS and is_free(bare):
                fixes[bare] = right
            else:
                fixes[verdict.printed] = verdict.names[0]
    implied = {
        long for long in fixes for part in fixes if part != long and long.replace(part, fixes[part]) == fixes[long]
    }
    return {printed: right for printed, right in fixes.items() if printed not in implied}


def is_free(bare: str) -> bool:
    """Whether a misprinted stem is no word and no name itself, so that it can be put right wherever it stands."""
    return (
        not is_word(bare)
        and bare not in city_stems()
        and not any(bare + kind in national_names() for kind in ("区", "县", "市", "镇", "乡", "街道"))
    )


# ---- suspects -------------------------------------------------------------------------------------------


def suspects(
    slots: Sequence[Slot],
    spans: Sequence[Sequence[Span]],
    verdicts: Sequence[Verdict],
    fixes: Mapping[str, str],
    insertions: Sequence[Insertion],
) -> tuple[Suspect, ...]:
    """One suspect for each printed form and line that holds it."""
    by_form: dict[str, Verdict] = {}
    for verdict in sorted(verdicts, key=lambda verdict: not verdict.certain):
        by_form.setdefault(verdict.printed, verdict)
        by_form.setdefault(stem(verdict.printed), verdict)
    open_forms = [v.printed for v in verdicts if not v.certain and not any(fix in v.printed for fix in fixes)]
    found: dict[tuple[int, str], Suspect] = {}
    for slot, names in zip(slots, spans, strict=True):
        for start, printed in sorted(occurrences(slot.text, names, [*fixes, *open_forms])):
            line, column = printed_at(slot, start, insertions)
            applied = printed in fixes
            proposals = (fixes[printed],) if applied else by_form[printed].names
            verdict = by_form[printed]
            sure = 0.99 if applied else min(0.9, 0.3 + 0.2 * verdict.points) / len(proposals)
            suspect = Suspect(line, printed, proposals, round(sure, 2), applied, verdict.reasons, column)
            found.setdefault((line, printed), suspect)
    return tuple(found.values())


def printed_at(slot: Slot, at: int, insertions: Sequence[Insertion]) -> tuple[int, int]:
    """Line and column of a character of a slot's text; line 0 where the print is not known."""
    added = {(insertion.line, insertion.column): len(insertion.text) for insertion in insertions}
    offset = -slot.lead
    for piece in slot.pieces:
        length = piece.end - piece.start
        if at < offset + length:
            return piece.line, piece.start + max(0, at - offset)
        offset += length + added.get((piece.line, piece.end), 0)
    return (slot.pieces[-1].line, slot.pieces[-1].start) if slot.pieces else (0, 0)
