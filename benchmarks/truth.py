"""What a reader should find on a composed page, with the place of every character; composes nothing."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from benchmarks.damage import Damage
from benchmarks.draft import Draft
from benchmarks.draw import DAMAGE, DIFFICULTIES, Draw
from benchmarks.layout import Print


def truth_of(draw: Draw, drafts: list[Draft], done: Damage, view: View, furniture: tuple[str, ...]) -> dict[str, Any]:
    """Everything a reader should find, with the place where each character was printed."""
    press = view.press
    return {
        "articles": [view.article(one) for one in drafts],
        "furniture": [view.loose(owner) for owner in furniture],
        "removed": [
            view.loose(copy) | {"kept_line": press.pieces[kept][0].line, "kept": view.pieces(kept) if either else []}
            for copy, kept, either in done.removed
        ],
        "insertions": [view.insertion(owner, at) for owner, at in done.lost],
        "joins": sorted(pair for owner in press.pieces for pair in view.joins(owner, torn=True)),
        "wraps": sorted(pair for owner in press.pieces for pair in view.joins(owner, torn=False)),
        "sections": [[view.heading(head), [view.text(block) for block in blocks]] for head, blocks in done.sections],
        "switches": [name for name in DIFFICULTIES if draw.on(name)],
        "clean": not any(draw.on(name) for name in DAMAGE),
        "sources": [one.story.source for one in drafts],
    }


@dataclass(frozen=True)
class View:
    """The press seen from the truth: texts and places by owner."""

    press: Print
    texts: dict[str, str]

    def text(self, owner: str) -> str:
        return self.texts[owner]

    def heading(self, owner: str) -> str:
        """What a section is known by: its subhead, or the label and title of a sidebar."""
        label = self.texts.get(f"{owner.rpartition('/')[0]}/kicker", "") if owner.endswith("/headline") else ""
        return label.strip("【】") + self.texts[owner]

    def pieces(self, owner: str) -> list[dict[str, int]]:
        return [{"line": p.line, "start": p.start, "end": p.end} for p in self.press.pieces.get(owner, [])]

    def printed(self, owner: str) -> str:
        """The text without the characters that were lost."""
        text = self.texts[owner]
        return "".join(text[p.at : p.at + p.end - p.start] for p in self.press.pieces.get(owner, []))

    def loose(self, owner: str) -> dict[str, Any]:
        """Furniture or a removed copy."""
        pieces = self.pieces(owner)
        return {"line": pieces[0]["line"], "text": self.text(owner), "pieces": pieces}

    def insertion(self, owner: str, at: int) -> dict[str, Any]:
        """A lost character, in front of what follows it."""
        after = next(piece for piece in self.press.pieces[owner] if piece.at > at)
        return {"line": after.line, "column": after.start, "text": self.text(owner)[at]}

    def joins(self, owner: str, torn: bool) -> list[tuple[int, int]]:
        """Pairs of lines that are one paragraph, across a tear or across a wrap."""
        pieces = self.press.pieces[owner] if "/body/" in owner and not owner.startswith("removed") else []
        return [(a.line, b.line) for a, b in itertools.pairwise(pieces) if b.new_item == torn]

    def article(self, one: Draft) -> dict[str, Any]:
        """One article in the shape of `read --json`."""
        head = [{"part": part, "text": self.text(owner), "pieces": self.pieces(owner)} for part, owner in one.head]
        found = {part["part"]: part["text"].replace("\n", " ") for part in head if part["part"] != "byline"}
        return {
            "headline": found.get("headline", ""),
            "kicker": found.get("kicker"),
            "deck": found["deck"].lstrip("—") if "deck" in found else None,
            "byline": one.byline,
            "head": head,
            "body": [
                {"type": kind, "text": self.text(owner), "printed": self.printed(owner), "pieces": self.pieces(owner)}
                for kind, owner in one.blocks
            ],
            "figures": [
                {"caption": caption, "credit": credit, "pieces": self.pieces(owner)}
                for owner, caption, credit in one.figures
            ],
            "sidebars": [self.article(side) for side in one.sidebars],
        }  # fmt: skip
