"""Labelled parts to drafts of articles: head, sections, figures; text is neither moved nor mended here.

A section is a heading with its paragraphs; the first has none. Boxes 【label】title and labels such as 短评 open a
section that becomes a sidebar of the article it stands in.
"""

from collections.abc import Sequence
from typing import NamedTuple

from generator.ingest.page.parts import Part
from generator.ingest.page.strips import Strip, join

KICKER_LIMIT = 10


class Section(NamedTuple):
    """A heading and what stands under it; `head` holds byline and title of a sidebar."""

    kind: str  # intro, subhead, box or label
    heading: Part | None
    paragraphs: tuple[Strip, ...]
    head: tuple[tuple[str, Part], ...] = ()


class Draft(NamedTuple):
    """An article before repair: `head` in printed order, each with its label."""

    head: tuple[tuple[str, Part], ...]
    sections: tuple[Section, ...]
    pictures: tuple[Part, ...] = ()
    slots: int = 0


class _Building:
    """An article that is being put together."""

    def __init__(self) -> None:
        self.head: list[tuple[str, Part]] = []
        self.sections: list[tuple[str, Part | None, list[Strip], list[tuple[str, Part]]]] = [("intro", None, [], [])]
        self.pictures: list[Part] = []
        self.slots = 0
        self.lead: Strip | None = None  # a byline amid the prose, which goes back to its paragraph

    def draft(self) -> Draft:
        sections = tuple(Section(kind, part, tuple(items), tuple(head)) for kind, part, items, head in self.sections)
        return Draft(tuple(self.head), sections, tuple(self.pictures), self.slots)

    @property
    def empty(self) -> bool:
        return not (self.head or self.pictures or any(s[1] or s[2] for s in self.sections))

    @property
    def has_prose(self) -> bool:
        return any(items for _, _, items, _ in self.sections)

    @property
    def in_sidebar(self) -> bool:
        return self.sections[-1][0] in {"box", "label"}


def drafts(parts: Sequence[Part], labels: Sequence[str]) -> list[Draft]:
    """Group the parts of a page to articles."""
    done: list[_Building] = [_Building()]
    for part, label in zip(parts, labels, strict=True):
        running = done[-1]
        if label == "headline" and not _opens_sidebar(running):
            if not running.empty:
                done.append(_Building())
            done[-1].head.append((label, part))
            continue
        _add(running, part, label)
    return [building.draft() for building in done if not building.empty]


def _opens_sidebar(running: _Building) -> bool:
    kind, _, items, head = running.sections[-1]
    return kind == "label" and not items and not any(label == "headline" for label, _ in head)


def _add(running: _Building, part: Part, label: str) -> None:
    if part.slot and label not in {"caption"}:
        running.slots += 1
    section = running.sections[-1]
    if label in {"headline", "head", "subhead"} and _opens_sidebar(running):
        section[3].append(("headline", part))
    elif label == "byline" and not part.whole and _signed(running):
        running.lead = part.strip
        section[2].append(part.strip)
    elif label == "prose":
        if running.lead is not None and not part.whole:
            section[2][-1] = join([running.lead, part.strip])
        else:
            section[2].append(part.strip)
        running.lead = None
    elif label == "caption":
        running.pictures.append(part)
    elif label in {"box", "label"}:
        running.sections.append((label, part, [], []))
    elif label in {"subhead", "head"}:
        _add_heading(running, part, label)
    elif running.in_sidebar and label != "mark":
        section[3].append((label, part))
    else:
        running.head.append((label, part))


def _signed(running: _Building) -> bool:
    """Whether a further run-in byline is only said in the text: 新华社成都1月19日电 within a round-up."""
    return running.has_prose and not running.in_sidebar and any(label == "byline" for label, _ in running.head)


def _add_heading(running: _Building, part: Part, label: str) -> None:
    after_head = bool(running.head) and not running.has_prose and len(running.sections) == 1
    last = running.head[-1][0] if running.head else ""
    if after_head and label == "head" and last in {"headline", "head", "deck"} and not running.pictures:
        running.head.append(("head", part))
    elif after_head and not part.number and len(part.text) <= KICKER_LIMIT:
        running.head.append(("kicker", part))
    elif after_head and label == "head":
        running.head.append(("head", part))
    else:
        running.sections.append(("subhead", part, [], []))
