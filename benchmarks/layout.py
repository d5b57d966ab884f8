"""Set items in lines and remember where every character went; decides nothing about what is printed.

An *owner* is the thing of the truth that a character belongs to, such as `0/headline` or `2.s1/body/3`; `at` is
the character's place in the owner's full text. Lines are 1-based, columns 0-based, ends exclusive.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

NO_LINE_START = "，。、；：！？”’）》】,.;:!?)…—"
HALF = str.maketrans("（），：；！？", "(),:;!?")


@dataclass(frozen=True)
class Span:
    """Some characters of one owner."""

    text: str
    owner: str
    at: int = 0


@dataclass(frozen=True)
class Item:
    """What begins on a new line: `gap` blank lines before it, or the page's usual number."""

    spans: tuple[Span, ...]
    kind: str
    gap: int | None = None

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Style:
    """How a page is set: blank lines between blocks, wrap width or 0, indent of paragraphs."""

    gap: int = 1
    head_gap: int = 1
    width: int = 0
    indent: str = ""
    half: bool = False
    first_gap: int = 0


@dataclass(frozen=True)
class Placed:
    """One printed piece of an owner; `new_item` tells a torn piece from a wrapped line."""

    line: int
    start: int
    end: int
    at: int
    new_item: bool


@dataclass
class Print:
    """A page under the press."""

    lines: list[str] = field(default_factory=list)
    pieces: dict[str, list[Placed]] = field(default_factory=lambda: defaultdict(list))


def item(text: str, owner: str, kind: str, gap: int | None = None) -> Item:
    """An item of one owner's whole text."""
    return Item((Span(text, owner),), kind, gap)


def cut(whole: Item, at: int) -> tuple[Item, Item]:
    """Tear an item before its character `at`."""
    left: list[Span] = []
    right: list[Span] = []
    for span in whole.spans:
        here = min(max(at, 0), len(span.text))
        left += [replace(span, text=span.text[:here])] if here else []
        right += [replace(span, text=span.text[here:], at=span.at + here)] if here < len(span.text) else []
        at -= len(span.text)
    return replace(whole, spans=tuple(left)), replace(whole, spans=tuple(right), gap=None)


def glue(first: Item, second: Item) -> Item:
    """Two items on one line."""
    return replace(first, spans=first.spans + second.spans)


def wrap(text: str, width: int, indent: int) -> list[tuple[int, int]]:
    """Where the lines of a wrapped item begin and end; no line begins with closing punctuation."""
    if not width:
        return [(0, len(text))]
    bounds, at, room = [], 0, width - indent
    while at < len(text):
        end = min(at + room, len(text))
        while end < len(text) and text[end] in NO_LINE_START:
            end += 1
        bounds.append((at, end))
        at, room = end, width
    return bounds


def print_item(press: Print, one: Item, style: Style) -> None:
    """Set one item in as many lines as it needs."""
    paragraph = one.kind == "paragraph"
    indent = style.indent if paragraph and (one.spans[0].at == 0) else ""
    for number, (start, end) in enumerate(wrap(one.text, style.width if paragraph else 0, len(indent))):
        shift = len(indent) if number == 0 else 0
        press.lines.append(indent * (number == 0) + one.text[start:end])
        at = 0
        for span in one.spans:
            low, high = max(start, at), min(end, at + len(span.text))
            if low < high:
                place = (len(press.lines), low - start + shift, high - start + shift, span.at + low - at)
                press.pieces[span.owner].append(Placed(*place, new_item=low == at))
            at += len(span.text)


def set_page(items: list[Item], style: Style) -> Print:
    """Print all items one below the other."""
    press = Print(lines=[""] * style.first_gap)
    for number, one in enumerate(items):
        usual = style.head_gap if one.kind in ("headline", "kicker") else style.gap
        gap = usual if one.gap is None else one.gap
        press.lines += [""] * (gap if number else 0)
        text = replace(one, spans=tuple(replace(s, text=s.text.translate(HALF)) for s in one.spans))
        print_item(press, text if style.half else one, style)
    for pieces in press.pieces.values():
        pieces.sort(key=lambda piece: piece.at)
    return press
