"""What `baozhai read --json` prints of one source: the reading with what was found about each article.

The shape is fixed (docs/read-output.md): keys may be added, none may go.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.ingest.facts.enrich import Enrichment
from generator.model import Clipping, Figure, Reading


def readout(
    source: str, sha256: str, reading: Reading, enrichments: tuple[Enrichment, ...], ids: Iterator[str]
) -> dict[str, Any]:
    """One JSON object a source; `ids` gives an id to each article and sidebar in reading order."""
    plain = msgspec.to_builtins(reading)
    return {
        "source": source,
        "sha256": sha256,
        "issue": plain["issue"],
        "articles": [
            _article(clipping, found, ids) for clipping, found in zip(reading.articles, enrichments, strict=True)
        ],
        **{key: plain[key] for key in ("furniture", "removed", "insertions", "moves", "suspects", "ledger")},
    }


def _article(clipping: Clipping, found: Enrichment, ids: Iterator[str]) -> dict[str, Any]:
    district = found.location.district
    return {
        "id": next(ids),
        "kind": clipping.kind,
        "headline": clipping.headline,
        "kicker": clipping.kicker,
        "deck": clipping.deck,
        "byline": msgspec.to_builtins(clipping.byline),
        "dateline": clipping.dateline,
        "date": found.date,
        "district": district and {"code": district.code, "name": district.name},
        "districts": [{"code": one.code, "name": one.name} for one in found.location.districts],
        "mentions": msgspec.to_builtins(found.location.mentions),
        "tags": list(found.tags),
        "people": list(found.people),
        "organisations": list(found.organisations),
        "numbers": msgspec.to_builtins(found.numbers),
        "digest": _digest(clipping, found),
        "continued_on": clipping.continued_on,
        "continued_from": clipping.continued_from,
        "head": msgspec.to_builtins(clipping.head),
        "body": msgspec.to_builtins(clipping.body),
        "figures": [_figure(figure) for figure in clipping.figures],
        "sidebars": [
            _article(sidebar, inner, ids) for sidebar, inner in zip(clipping.sidebars, found.sidebars, strict=True)
        ],
    }


def _digest(clipping: Clipping, found: Enrichment) -> dict[str, Any] | None:
    """The digest with the line it begins in; 0 where a parsed article is written in escapes."""
    if found.digest is None:
        return None
    offset = found.digest.start
    for piece in clipping.body[found.digest.block].pieces:
        if offset < piece.end - piece.start:
            return {"text": found.digest.text, "line": piece.line}
        offset -= piece.end - piece.start
    return {"text": found.digest.text, "line": 0}


def _figure(figure: Figure) -> dict[str, Any]:
    lines = sorted({piece.line for piece in figure.pieces})
    return {"caption": figure.caption, "credit": figure.credit, "lines": lines}
