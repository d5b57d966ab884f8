"""Read one print page: lines, furniture, paragraphs, repeats, articles, columns, joins; a table of contents of ingest.

Pure: text in, a `Reading` out, with every character accounted for. Place names are corrected elsewhere.
"""

import re
from collections.abc import Container, Sequence

import msgspec

from generator.content.jumps import KIND
from generator.errors import Diagnostic, diagnose
from generator.ingest.page import dating, ledger, masthead
from generator.ingest.page.anatomy import clipping
from generator.ingest.page.briefs import drafts_of
from generator.ingest.page.drafts import Draft
from generator.ingest.page.heap import as_printed, is_heap
from generator.ingest.page.jumps import bounds, jumps_of, with_jumps
from generator.ingest.page.repair import join_torn
from generator.ingest.page.repeats import repeats
from generator.ingest.page.seams import Known
from generator.ingest.page.strips import Row, rows
from generator.ingest.page.suspects import inserted, seams, suspects
from generator.ingest.page.unwrap import indents, paragraphs
from generator.ingest.page.weave import weave
from generator.model import Clipping, Insertion, IssueHead, Reading, Removal

HAN = re.compile(r"[\u3400-\u9fff]+")
LETTERS, CHINESE = 40, 0.2  # letters of a text that is judged, and the least share of them that are Chinese
KNOWN = 40_000  # characters of a page whose words are evidence: several print pages, and a bound for longer ones


def read_page(
    text: str, *, path: str, hints: IssueHead, lexicon: Container[str]
) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read the text of one page; `lexicon` answers whether a Han string is a word or a place name.

    What `hints` know of the issue (from a file name or an option) wins over the page. Never raises for any text:
    what cannot be understood stays in the body as printed.

    >>> reading, _ = read_page("", path="a.txt", hints=IssueHead(), lexicon=frozenset())
    >>> reading.ledger.balanced, reading.articles
    (True, ())
    """
    printed = rows(text)
    if is_heap(printed):
        kept = Reading(issue=hints, articles=(as_printed(printed),))
        balanced = msgspec.structs.replace(kept, ledger=ledger.balance(text, kept))
        return balanced, (diagnose("reading-heap", path, lines=len(printed)), *_diagnostics(text, path, balanced))
    head = masthead.read(printed, hints)
    printed_paragraphs = paragraphs(head.rows)
    known = Known(lexicon, indents(printed_paragraphs))
    whole, removed = repeats(printed_paragraphs, lexicon)
    leads = jumps_of(head.furniture, head.rows, head.issue.print_page)
    drafted = drafts_of(whole, known, head.issue.section, bounds(leads, head.rows))
    woven, moves = weave(drafted, known)
    evidence = text[:KNOWN]
    mended, insertions = _joined(woven, known, evidence)
    articles, echoed = _clippings(mended)
    strips = [strip for draft in mended for section in draft.sections for strip in section.paragraphs]
    doubts = [
        *suspects(strips, lexicon),
        *inserted(strips, insertions),
        *seams(strips, insertions, lexicon, evidence),
    ]
    reading = Reading(
        issue=_issue(head.issue, head.rows),
        articles=with_jumps(articles, leads),
        furniture=tuple(sorted(head.furniture, key=lambda item: (item.line, item.start))),
        removed=tuple(sorted((*removed, *echoed), key=lambda item: (item.line, item.start))),
        insertions=insertions,
        moves=moves,
        suspects=tuple(sorted(doubts, key=lambda item: (item.line, item.start, item.printed))),
    )
    account = ledger.balance(text, reading)
    balanced = msgspec.structs.replace(reading, ledger=account)
    return balanced, _diagnostics(text, path, balanced)


def _joined(drafted: Sequence[Draft], known: Known, page: str) -> tuple[list[Draft], tuple[Insertion, ...]]:
    mended: list[Draft] = []
    insertions: list[Insertion] = []
    for draft in drafted:
        sections = []
        for section in draft.sections:
            strips, inserted = join_torn(section.paragraphs, known, page)
            insertions.extend(inserted)
            sections.append(section._replace(paragraphs=strips))
        mended.append(draft._replace(sections=tuple(sections)))
    return mended, tuple(insertions)


def _clippings(drafted: Sequence[Draft]) -> tuple[tuple[Clipping, ...], list[Removal]]:
    articles: list[Clipping] = []
    removed: list[Removal] = []
    for draft in drafted:
        article, echoed = clipping(draft)
        articles.append(article)
        removed.extend(echoed)
    return tuple(articles), removed


def _issue(issue: IssueHead, printed: Sequence[Row]) -> IssueHead:
    if issue.date is not None:
        return issue
    inferred = dating.infer((row.number, row.text) for row in printed)
    date, basis = inferred or (None, "unknown")
    return IssueHead(issue.paper, date, basis, issue.print_page, issue.section, issue.editors)


def _diagnostics(text: str, path: str, reading: Reading) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    if not reading.articles:
        found.append(diagnose("reading-empty", path))
    elif unlike := unlike_a_paper(text):
        found.append(diagnose(unlike, path))
    if not reading.ledger.balanced:
        lines = ledger.unplaced(text, reading)
        shown = ", ".join(map(str, lines[:10]))
        found.append(diagnose("reading-unbalanced", path, lines[0] if lines else 0, lines=shown))
    for article in reading.articles:
        named = (
            {"headline", "mark"} if article.kind == "brief" else {"headline"}
        )  # ● stands for the headline of a brief
        stands = article.kind == KIND or (article.kind == "photo" and article.kicker is not None)
        if not stands and not any(head.part in named for head in article.head):
            line = min((piece.line for piece in ledger.pieces_of(article)), default=0)
            found.append(diagnose("reading-no-headline", path, line, headline=article.headline))
    return tuple(found)


def unlike_a_paper(text: str) -> str:
    """What is odd about a text as a whole, as the code of a message: no letters at all, or hardly any Chinese.

    >>> unlike_a_paper("。，！"), unlike_a_paper("The quick brown fox. " * 4), unlike_a_paper("天元区加快接种")
    ('reading-wordless', 'reading-foreign', '')
    """
    chinese = sum(map(len, HAN.findall(text)))
    if chinese and chinese >= CHINESE * len(text):  # so the letters, which take longer to count, need no counting
        return ""
    letters = sum(map(str.isalpha, text))
    if not letters:
        return "reading-wordless" if not any(map(str.isdigit, text)) else ""
    return "reading-foreign" if letters >= LETTERS and chinese < CHINESE * letters else ""
