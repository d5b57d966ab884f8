"""JSON and JSON Lines, strictly and with line numbers: the values of a file that should be articles.

What the standard decoder lets pass is a fault here: repeated keys, NaN, endless numbers, deep nesting, characters that
no text has. A value with a fault does not stop the others. It does not know what an article is.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

DEPTH_LIMIT = 64
MOST_ITEMS = 50_000  # in one file; more than a daily prints in a year
LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
ENVELOPE = "articles"

BLANK = re.compile(r"[ \t\r\n]*")
# what no text has: controls but for tab and line ends, halves of surrogate pairs
FOREIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

NESTING = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]')  # a string, in which brackets mean nothing, or a bracket
NESTS = {"[": 1, "{": 1, "]": -1, "}": -1}
BOTTOM = 500  # levels; every decoder bears that many


class Fault(Exception):
    """One reason why a value cannot be taken: a message's code and arguments."""

    def __init__(self, code: str, **arguments: object) -> None:
        super().__init__(code)
        self.code, self.arguments = code, arguments


class Item(NamedTuple):
    """A value and the 1-based line it starts on; with a fault it is not to be used."""

    line: int
    value: object
    fault: Fault | None = None


def read_items(text: str, path: str) -> tuple[tuple[Item, ...], dict[str, object]]:
    r"""The values of a file, and what stands beside `articles` in an object that holds them as a list.

    >>> items, shared = read_items('{"paper": "株洲日报", "articles": [1,\n2]}', "a.json")
    >>> [(item.line, item.value) for item in items], shared
    ([(1, 1), (2, 2)], {'paper': '株洲日报'})
    """
    if PurePath(path).suffix.lower() in LINE_SUFFIXES or _looks_like_lines(text):
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        items = [item for number, line in lines[:MOST_ITEMS] for item in _Document(line, number).read()[0]]
        if len(lines) > MOST_ITEMS:
            fault = Fault("parsed-json", problem=f"more than {MOST_ITEMS} articles", column=1)
            items.append(Item(lines[MOST_ITEMS][0], None, fault))
        return tuple(items), {}
    return _Document(text, 1).read()


def _looks_like_lines(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines)


class _Document:
    """One JSON text while it is read; what stands before a syntax error is kept."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.items: list[Item] = []
        self.shared: dict[str, object] = {}
        self.fault: Fault | None = None
        self.mark = (0, first_line)  # an offset and its line, from which the next line is counted
        self.decoder = json.JSONDecoder(
            object_pairs_hook=self._pairs, parse_constant=self._constant, parse_int=self._whole
        )

    def read(self) -> tuple[tuple[Item, ...], dict[str, object]]:
        try:
            end = self._top(self._skip(0))
            if end < len(self.text):
                self._syntax(json.JSONDecodeError("text after the end", self.text, end))
        except json.JSONDecodeError as error:
            self._syntax(error)
        except RecursionError:
            self.items.append(Item(self.mark[1], None, Fault("parsed-deep", limit=DEPTH_LIMIT)))
        return tuple(self.items), self.shared

    def _syntax(self, error: json.JSONDecodeError) -> None:
        fault = Fault("parsed-json", problem=error.msg, column=error.colno)
        self.items.append(Item(self.first_line + error.lineno - 1, None, fault))

    def _top(self, start: int) -> int:
        if self.text.startswith("[", start):
            return self._list(start)
        if self.text.startswith("{", start):
            return self._object(start)
        return self._element(start)

    def _list(self, start: int) -> int:
        """Every element becomes an item."""
        place = self._skip(start + 1)
        if self.text.startswith("]", place):
            return self._skip(place + 1)
        while True:
            place = self._element(place)
            if self.text.startswith("]", place):
                return self._skip(place + 1)
            place = self._expect(",", place)

    def _object(self, start: int) -> int:
        """An article, or the envelope of several."""
        members: list[tuple[str, object]] = []
        line = self._line(start)
        self.fault = None
        envelope = False
        place = self._skip(start + 1)
        while not (self.text.startswith("}", place) and not members and not envelope):
            if not self.text.startswith('"', place):
                raise json.JSONDecodeError("Expecting a name in double quotes", self.text, place)
            name, end = self.decoder.raw_decode(self.text, place)
            place = self._expect(":", self._skip(end))
            if name == ENVELOPE and self.text.startswith("[", place):
                envelope = True
                place = self._list(place)
            else:
                value, end = self._decode(place)
                members.append((name, value))
                place = self._skip(end)
            if self.text.startswith("}", place):
                break
            place = self._expect(",", place)
        if envelope:
            self.shared = dict(members)
        else:
            self._add(line, self._pairs(members))
        return self._skip(place + 1)

    def _element(self, start: int) -> int:
        line = self._line(start)
        if len(self.items) >= MOST_ITEMS:
            raise json.JSONDecodeError(f"more than {MOST_ITEMS} articles", self.text, start)
        self.fault = None
        value, end = self._decode(start)
        self._add(line, value)
        return self._skip(end)

    def _decode(self, start: int) -> tuple[object, int]:
        """A value; brackets too deep for any decoder are refused before it, as each Python bears another depth."""
        depth = 0
        for mark in NESTING.finditer(self.text, start) if self.text.startswith(("[", "{"), start) else ():
            depth += NESTS.get(mark[0], 0)
            if depth > BOTTOM:
                raise RecursionError
            if depth == 0:
                break
        return self.decoder.raw_decode(self.text, start)

    def _add(self, line: int, value: object) -> None:
        self.items.append(Item(line, value, self.fault or _fault_in(value)))

    def _skip(self, start: int) -> int:
        blank = BLANK.match(self.text, start)
        return blank.end() if blank else start

    def _expect(self, mark: str, place: int) -> int:
        if not self.text.startswith(mark, place):
            raise json.JSONDecodeError(f"Expecting '{mark}'", self.text, place)
        return self._skip(place + 1)

    def _line(self, place: int) -> int:
        offset, line = self.mark
        self.mark = (place, line + self.text.count("\n", offset, place))
        return self.mark[1]

    def _pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        values = dict(pairs)
        if len(values) < len(pairs):
            names = Counter(name for name, _ in pairs)
            self.fault = self.fault or Fault("parsed-twice", key=names.most_common(1)[0][0])
        return values

    def _constant(self, name: str) -> None:
        self.fault = self.fault or Fault("parsed-number", found=name)

    def _whole(self, digits: str) -> int:
        if len(digits) <= 18:
            return int(digits)
        self.fault = self.fault or Fault("parsed-number", found=f"{digits[:18]}…")
        return 0


def _fault_in(value: object) -> Fault | None:
    """The first fault of a value that was decoded, without recursion."""
    level = [value]
    for _ in range(DEPTH_LIMIT):
        if found := next((text for text in level if isinstance(text, str) and FOREIGN.search(text)), None):
            return Fault("parsed-character", found=ascii(FOREIGN.findall(found)[0]))
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return None
    return Fault("parsed-deep", limit=DEPTH_LIMIT)


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value
        yield from value.values()
    elif isinstance(value, list):
        yield from value
