"""Finds place names with one misread character and corrects those that can hardly be anything else.

A word shaped like a place that no table of the nation knows, one character away from a name of the home city, is a
suspect. It is corrected only when what stands around it agrees (its county in front, its villages nearby, the right
form elsewhere on the page); else it is reported with every candidate and the text stays as printed. That a page
prints a form thirty times is no evidence for it: it is the mark of a systematic misreading. Bylines are never touched.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.gazetteer import Gazetteer
from generator.gazetteer.divisions import city_stems, is_common, is_word, national_names, stem
from generator.gazetteer.matching import NAME_END, Span, find_places
from generator.ingest.facts.lookalikes import is_solid
from generator.ingest.facts.misreadings import Verdict, judge
from generator.ingest.facts.slots import Slot, map_texts, printed_at, slots_of
from generator.ingest.facts.warrant import is_alike
from generator.ingest.page.names import SURNAMES
from generator.model import Insertion, Reading, Suspect

COUNTY_KINDS = ("区", "县", "市", "旗")
ENOUGH_PRINTS = 2  # so often a misprinted district is printed before its stem is put right elsewhere


def correct(reading: Reading, gazetteer: Gazetteer, lexicon: Container[str] = frozenset()) -> Reading:
    """The page with certain misprints of home places corrected, and a suspect for each line that holds one.

    What `lexicon` knows as a word is told, never changed, unless it is the misprint itself that the lexicon has
    (颖上县): it may be a district of other years (渝北区, 南汇区).
    """
    slots = tuple(slot for number, item in enumerate(reading.articles) for slot in slots_of(item, number))
    spans = tuple(_names(slot.text, gazetteer) for slot in slots)
    verdicts = tuple(_unless_known(verdict, lexicon) for verdict in judge(slots, spans, gazetteer))
    fixes = _corrections(verdicts)
    found = _suspects(slots, spans, verdicts, fixes, reading.insertions)

    def fixed(slot: Slot) -> str:
        return _replaced(slot.text, find_places(slot.text, gazetteer), fixes)

    articles = reading.articles
    if fixes:
        articles = tuple(map_texts(item, number, fixed) for number, item in enumerate(articles))
    merged = sorted((*reading.suspects, *found), key=lambda item: (item.line, item.start, item.printed))
    return msgspec.structs.replace(reading, articles=articles, suspects=tuple(merged))


def _names(text: str, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """The names of a text but short forms that may be ordinary words: they vouch for nothing."""
    return tuple(span for span in find_places(text, gazetteer) if span.sure or span.kind == "full")


# ---- what is corrected --------------------------------------------------------------------------------


def _replaced(text: str, spans: Sequence[Span], fixes: Mapping[str, str]) -> str:
    """The text with each misprint that `occurrences` finds put right."""
    for start, printed in sorted(_occurrences(text, spans, fixes), reverse=True):
        text = text[:start] + fixes[printed] + text[start + len(printed) :]
    return text


def _occurrences(text: str, spans: Sequence[Span], fixes: Iterable[str]) -> Iterator[tuple[int, str]]:
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
                is_common(text[start - 1 : start + 1])
                or (is_common(text[end - 1 : end + 1]) and text[end : end + 1] not in COUNTY_KINDS)  # 谍陵|区 is whole
            )
            if not inside and not is_seam:
                yield start, printed
            start = text.find(printed, end)


def _corrections(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Printed form -> right form; of a district only the stem, so that 青春涪口 and 涪口经开区 follow 涪口区."""
    fixes: dict[str, str] = {}
    for verdict in verdicts:
        if verdict.certain:
            bare, right = stem(verdict.printed), stem(verdict.names[0])
            is_county = verdict.names[0].endswith(COUNTY_KINDS) and not verdict.names[0].endswith("社区")
            if is_county and verdict.count >= ENOUGH_PRINTS and _is_free(bare):
                fixes[bare] = right
            else:
                fixes[verdict.printed] = verdict.names[0]
    implied = {
        long for long in fixes for part in fixes if part != long and long.replace(part, fixes[part]) == fixes[long]
    }
    return {printed: right for printed, right in fixes.items() if printed not in implied}


def _unless_known(verdict: Verdict, lexicon: Container[str]) -> Verdict:
    known = verdict.printed in lexicon or stem(verdict.printed) in lexicon
    known = known and not is_alike(verdict.printed, verdict.names[0])
    return msgspec.structs.replace(verdict, certain=False) if known else verdict


def _is_free(bare: str) -> bool:
    """Whether a misprinted stem is no word and no name itself, so that it can be put right wherever it stands.

    One that begins as a person's name does (石锋, 常热) may be one, and stays as printed where it stands alone.
    """
    return (
        not is_word(bare)
        and bare[0] not in SURNAMES
        and bare not in city_stems()
        and not any(bare + kind in national_names() for kind in ("区", "县", "市", "镇", "乡", "街道"))
    )


# ---- suspects -------------------------------------------------------------------------------------------


def _suspects(
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
        for start, printed in sorted(_occurrences(slot.text, names, [*fixes, *open_forms])):
            line, column = printed_at(slot, start, insertions)
            applied = printed in fixes
            proposals = (fixes[printed],) if applied else by_form[printed].names
            verdict = by_form[printed]
            sure = 0.99 if applied else min(0.9, 0.3 + 0.2 * verdict.points) / len(proposals)
            suspect = Suspect(line, printed, proposals, round(sure, 2), applied, verdict.reasons, column)
            found.setdefault((line, printed), suspect)
    return tuple(found.values())
