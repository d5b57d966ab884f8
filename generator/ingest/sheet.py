"""One source from its bytes to enriched articles: decode, read or parse, correct, enrich; writes nothing.

A sheet is what ingest writes to `content/` and what `read` prints, so that the two cannot disagree.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

import msgspec
from msgspec import Struct

from generator.content.body import dump_body
from generator.content.fields import iso_date
from generator.encodings import decode, encoding_of
from generator.errors import Diagnostic, diagnose
from generator.ingest.facts.decisions import settle
from generator.ingest.facts.enrich import Desk, Enrichment, enrich
from generator.ingest.facts.proof import proofread
from generator.ingest.identity import article_ids
from generator.ingest.keep.printed import Printed, keep, walk
from generator.ingest.located import located
from generator.ingest.page.credits import credits, outlet_of
from generator.ingest.page.dating import DAY
from generator.ingest.page.ledger import pieces_of
from generator.ingest.page.reading import read_page
from generator.ingest.parsed import Parsed, parse_articles
from generator.ingest.readout import readout
from generator.ingest.sources import facts_from_path
from generator.model import Article, Byline, Clipping, Correction, IssueHead, Piece, Reading, Suspect

PARSED_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
ACCOUNT = ("issue", "furniture", "removed", "insertions", "moves", "suspects", "ledger")
ISSUE_FIELDS = ("paper", "date", "print_page", "section")
SAID_FIELDS = ("district", "tags", "people", "organisations", "numbers", "digest", "event_date")
PAPER_IN_OUTLET = re.compile(r"[^·•/|]+")  # 株洲日报·掌上株洲 → 株洲日报


class Sheet(Struct, frozen=True):
    """One source as it was read; `ids` run over articles and their sidebars in reading order.

    `said` is what parsed articles came with, one an article; it is empty for the text of a page.
    """

    source: str
    sha256: str
    reading: Reading
    printed: Printed
    enrichments: tuple[Enrichment, ...]
    ids: tuple[str, ...]
    said: tuple[Parsed, ...] = ()


def read_sheet(
    data: bytes, path: str, desk: Desk, hints: IssueHead, paper: str | None = None
) -> tuple[Sheet | None, tuple[Diagnostic, ...]]:
    """Read one source; None if its bytes are refused. `hints` overrule the path, the path overrules the print."""
    text, refused = decode(data, path)
    if text is None:
        return None, refused
    known = _overrule(facts_from_path(path), hints)
    said: tuple[Parsed, ...] = ()
    if PurePath(path).suffix.lower() in PARSED_SUFFIXES:
        said, diagnostics = parse_articles(text, path, parse_byline)
        said = tuple(_placed(item, known, hints) for item in said)
        reading = Reading(_common(said, known), tuple(located(((item.clipping, item.line) for item in said), text)))
    else:
        reading, diagnostics = read_page(text, path=path, hints=known, lexicon=desk.words)
        if not reading.ledger.balanced:
            return None, diagnostics
    reading = proofread(reading, text, desk.gazetteer, desk.words)
    reading = _with_paper(settle(reading, text, desk.decisions), paper)
    diagnostics = (*diagnostics, *_about_the_day(reading, path))
    issues = [_issue(item, reading.issue) for item in said] or [reading.issue] * len(reading.articles)
    pairs = list(zip(reading.articles, issues, strict=True))
    headings = (
        (issue.paper, issue.date, issue.print_page, one.headline) for top, issue in pairs for one in walk([top])
    )
    ids = tuple(article_ids(headings))
    sheet = Sheet(
        source=path,
        sha256=hashlib.sha256(data).hexdigest(),
        reading=reading,
        printed=keep(data, encoding_of(data), reading, ids),
        enrichments=tuple(enrich(clipping, desk, issue.date) for clipping, issue in pairs),
        ids=ids,
        said=said,
    )
    return sheet, diagnostics


def _about_the_day(reading: Reading, path: str) -> Iterator[Diagnostic]:
    """A day that nobody knows, or that the folio contradicts."""
    issue = reading.issue
    if issue.date is None and any(clipping.body for clipping in reading.articles):
        yield diagnose("issue-undated", path)
    for item in reading.furniture if issue.date else ():
        printed = (
            iso_date(found[0]) if item.kind == "folio" and (found := DAY.search(item.text)) and found["y"] else None
        )
        if printed and printed != issue.date:
            yield diagnose("issue-other-day", path, item.line, printed=printed, date=issue.date, basis=issue.date_basis)


def parse_byline(text: str) -> Byline:
    """A byline that came as one text.

    >>> parse_byline("本报记者 李晓 通讯员 周敏").credits[1].names
    ('周敏',)
    """
    return Byline(outlet_of(text), credits(text))


def show_sheet(sheet: Sheet) -> dict[str, Any]:
    """What `read --json` prints of a sheet."""
    return readout(sheet.source, sheet.sha256, sheet.reading, sheet.enrichments, iter(sheet.ids))


def empty_readout(path: str, data: bytes, error: str) -> dict[str, Any]:
    """What `read --json` prints of a file whose bytes are refused."""
    shown = readout(path, hashlib.sha256(data).hexdigest(), Reading(IssueHead()), (), iter(()))
    return {**shown, "error": error}


def account(sheet: Sheet) -> dict[str, Any]:
    """What the ledger of a project keeps of a reading, beside the articles."""
    kept = {name: getattr(sheet.reading, name) for name in ACCOUNT}
    tagged = [name for name, item in zip(_own_ids(sheet), sheet.said, strict=False) if item.tags]
    return dict(msgspec.to_builtins({**kept, "printed": sheet.printed} | ({"tagged": tagged} if tagged else {})))


def _own_ids(sheet: Sheet) -> Iterator[str]:
    """The ids of articles, without those of their sidebars."""
    ids = iter(sheet.ids)
    for clipping in sheet.reading.articles:
        yield next(ids)
        for _ in clipping.sidebars:
            next(ids)


def articles(sheet: Sheet) -> tuple[Article, ...]:
    """The articles of a sheet as they are published, sidebars behind the article they belong to."""
    made: list[Article] = []
    ids = iter(sheet.ids)
    for index, (clipping, found) in enumerate(zip(sheet.reading.articles, sheet.enrichments, strict=True)):
        said = sheet.said[index] if sheet.said else None
        issue = _issue(said, sheet.reading.issue) if said else sheet.reading.issue
        parent = next(ids)
        article = _article(clipping, found, issue, own=parent, order=len(made) + 1, parent=None)
        made.append(_as_said(article, said) if said else article)
        for sidebar, inner in zip(clipping.sidebars, found.sidebars, strict=True):
            made.append(_article(sidebar, inner, issue, own=next(ids), order=len(made) + 1, parent=parent))
    clippings = zip(made, walk(sheet.reading.articles), strict=True)
    return tuple(
        msgspec.structs.replace(
            article, source=sheet.source, corrections=_corrections(clipping, sheet.reading.suspects)
        )
        for article, clipping in clippings
    )


def _article(
    clipping: Clipping, found: Enrichment, issue: IssueHead, *, own: str, order: int, parent: str | None
) -> Article:
    return Article(
        id=own,
        path="",
        headline=clipping.headline,
        kind=clipping.kind,
        kicker=clipping.kicker,
        deck=clipping.deck,
        byline=clipping.byline,
        dateline=clipping.dateline,
        paper=issue.paper,
        date=issue.date,
        event_date=found.date,
        print_page=issue.print_page,
        section=issue.section,
        order=order,
        extent=sum(len(block.text) for block in clipping.body),
        district=found.location.district.name if found.location.district else None,
        mentions=found.location.mentions,
        tags=found.tags,
        people=found.people,
        organisations=found.organisations,
        numbers=found.numbers,
        digest=found.digest.text if found.digest else None,
        figures=clipping.figures,
        parent=parent,
        continued_on=clipping.continued_on,
        continued_from=clipping.continued_from,
        body=dump_body(clipping.body),
    )


def _corrections(clipping: Clipping, suspects: Iterable[Suspect]) -> tuple[Correction, ...]:
    """What was corrected in the print of one article, each misprint once, in order of print."""
    own = pieces_of(msgspec.structs.replace(clipping, sidebars=()))
    lines: dict[int, list[Piece]] = {}
    for piece in own:
        lines.setdefault(piece.line, []).append(piece)
    found: dict[tuple[str, str], Correction] = {}
    for item in suspects:
        here = any(piece.start <= item.start < piece.end for piece in lines.get(item.line, ()))
        if item.applied and here:
            pair = (item.printed, item.proposals[0])
            found.setdefault(pair, Correction(*pair, item.evidence))
    return tuple(found.values())


def _as_said(article: Article, said: Parsed) -> Article:
    """An article with what it came with in place of what was found."""
    words = {name: getattr(said, name) for name in SAID_FIELDS}
    return msgspec.structs.replace(article, **{name: value for name, value in words.items() if value})


def _issue(said: Parsed, issue: IssueHead) -> IssueHead:
    words = {name: getattr(said, name) for name in ISSUE_FIELDS}
    return msgspec.structs.replace(issue, **{name: value for name, value in words.items() if value})


def _placed(said: Parsed, known: IssueHead, hints: IssueHead) -> Parsed:
    """A parsed article with day and print page: of the command line, else its own, else of the path."""
    return msgspec.structs.replace(
        said,
        date=hints.date or said.date or known.date,
        print_page=hints.print_page or said.print_page or known.print_page,
    )


def _common(said: Sequence[Parsed], known: IssueHead) -> IssueHead:
    """What all articles of one file say of their issue."""
    values = {name: {getattr(item, name) for item in said} for name in ISSUE_FIELDS}
    agreed = {name: found.pop() for name, found in values.items() if len(found) == 1}
    issue = msgspec.structs.replace(known, **{name: value for name, value in agreed.items() if value})
    return msgspec.structs.replace(issue, date_basis="articles") if issue.date != known.date else issue


def _overrule(known: IssueHead, hints: IssueHead) -> IssueHead:
    """What the path tells, under what was said on the command line."""
    said = {name: getattr(hints, name) for name in ("date", "print_page") if getattr(hints, name)}
    basis = {"date_basis": hints.date_basis} if hints.date else {}
    return msgspec.structs.replace(known, **said, **basis)


def _with_paper(reading: Reading, paper: str | None) -> Reading:
    """The paper's name as the masthead has it, else as the settings do, else as most bylines do."""
    if reading.issue.paper:
        return reading
    outlets = Counter(
        match[0].strip()
        for clipping in reading.articles
        if (match := PAPER_IN_OUTLET.match(clipping.byline.outlet or "")) and not match[0].startswith("本")
    )
    named = paper or next((name for name, _ in sorted(outlets.items(), key=lambda item: (-item[1], item[0]))), None)
    return msgspec.structs.replace(reading, issue=msgspec.structs.replace(reading.issue, paper=named))
