"""YAML front matter between `---` lines, to and from plain mappings.

It does not know which keys an article has, and it builds nothing but text, whole numbers, true/false, lists and
mappings: no dates (`2021-11-25` stays text), no floats, no aliases, no tags, so a header can neither run code nor grow.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from generator.content.plain_header import read_plain
from generator.errors import Diagnostic, diagnose

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"

FENCE = "---"
HEADER_LIMIT = 64 * 1024  # characters; the longest real header of an article is about 3,000
DEPTH_LIMIT = 16
STEP = "  "
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast

# title, print_page: keys that YAML 1.1 reads as text without quotes ...
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# ... but for these, in any case.
RESERVED_KEY = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# 3, -12; not 007, 1_000, 0x1F or 12:30, which stay the text that was typed
WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
SIMPLE_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
# what JSON leaves bare but YAML does not allow, folds like a line break, or shows in another order than it stands
UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was read, the 1-based line of each top-level key, and the text that follows it."""

    values: dict[str, Value]
    lines: dict[str, int]
    body: str
    body_line: int
    diagnostics: tuple[Diagnostic, ...] = ()


class _Fault(Exception):
    """One reason why a header cannot be read."""

    def __init__(self, code: str, line: int, **arguments: str) -> None:
        super().__init__(code)
        self.code, self.line, self.arguments = code, line, arguments


def dump(mapping: Mapping[str, Value]) -> str:
    r"""Write a header, one key a line in the order given; `parse` gives the same mapping back.

    >>> print(dump({"title": "公交：又快又稳", "order": 3, "tags": ["公交"], "byline": {"outlet": "株洲日报"}}), end="")
    ---
    title: "公交：又快又稳"
    order: 3
    tags:
      - "公交"
    byline:
      outlet: "株洲日报"
    ---
    """
    lines = [line for key, value in mapping.items() for line in _block(key, value, "")]
    return "".join(f"{line}\n" for line in (FENCE, *lines, FENCE))


def parse(text: str, path: str) -> tuple[dict[str, Value], str, int, tuple[Diagnostic, ...]]:
    r"""Split a file into its header, its body, the 1-based line the body starts on, and what is wrong.

    A file without a header is all body. A header that cannot be read gives an empty mapping and an error; it is never
    taken for body text.

    >>> parse("---\ntitle: 云田花木\ndate: 2021-11-25\n---\n正文\n", "a.md")
    ({'title': '云田花木', 'date': '2021-11-25'}, '正文\n', 5, ())
    """
    header = read_header(text, path)
    return header.values, header.body, header.body_line, header.diagnostics


def read_header(text: str, path: str) -> Header:
    """As `parse`, with the line of every top-level key."""
    end = _end_of_header(text)
    if end is None:
        return Header({}, {}, text, 1)
    if end < 0:
        return Header({}, {}, "", 1, (diagnose("frontmatter-open", path, 1),))
    opening = text.index("\n") + 1
    source = text[opening:end]
    rest = text[end:]
    body = rest.partition("\n")[2]
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    if len(source) > HEADER_LIMIT:
        size = diagnose("frontmatter-long", path, 1, found=len(source), limit=HEADER_LIMIT)
        return Header({}, {}, body, body_line, (size,))
    if plain := read_plain(source):
        return Header(*plain, body, body_line)
    try:
        values, lines, twice = _read(source)
    except _Fault as fault:
        return Header({}, {}, body, body_line, (diagnose(fault.code, path, fault.line, **fault.arguments),))
    remarks = tuple(diagnose("frontmatter-twice", path, line, key=key) for key, line in twice)
    return Header(values, lines, body, body_line, remarks)


def _end_of_header(text: str) -> int | None:
    """Offset of the closing `---`; None without a header, -1 if it is never closed."""
    first, newline, _ = text.partition("\n")
    if first.rstrip() != FENCE:
        return None
    start = len(first) + len(newline)
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if text[start:stop].rstrip() == FENCE:
            return start
        start = stop + 1
    return -1


# ---- dump ----------------------------------------------------------------------------------------


def _block(key: str, value: Value, indent: str) -> Iterator[str]:
    name = f"{indent}{_key(key)}:"
    if isinstance(value, Mapping) and value:
        yield name
        for inner, item in value.items():
            yield from _block(inner, item, indent + STEP)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        yield name
        yield from (f"{indent}{STEP}- {_flow(item)}" for item in value)
    else:
        yield f"{name} {_flow(value)}"


def _flow(value: Value) -> str:
    """A value on one line: `{role: "记者", names: ["李晓"]}`."""
    match value:
        case str():
            return _quote(value)
        case bool() | None:
            return json.dumps(value)
        case int():
            return str(value)
        case Mapping():
            return "{" + ", ".join(f"{_key(key)}: {_flow(item)}" for key, item in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(map(_flow, value)) + "]"
    raise TypeError(f"front matter cannot hold {type(value).__name__}")


def _key(key: str) -> str:
    return key if PLAIN_KEY.fullmatch(key) and key.lower() not in RESERVED_KEY else _quote(key)


def _quote(text: str) -> str:
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


# ---- parse ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read, and the key that waits for its value."""

    value: dict[str, Value] | list[Value]
    key: str | None = None


def _read(source: str) -> tuple[dict[str, Value], dict[str, int], list[tuple[str, int]]]:
    """Values, lines and repeated keys of a header's text; without recursion, so that nesting cannot hurt."""
    root = _Open([])
    stack = [root]
    lines: dict[str, int] = {}
    twice: list[tuple[str, int]] = []
    for event in _events(source):
        line = event.start_mark.line + 2  # marks count from 0, and the opening --- is line 1
        top = stack[-1]
        if isinstance(event, yaml.ScalarEvent) and isinstance(top.value, dict) and top.key is None:
            top.key = event.value
            if event.value in top.value:
                twice.append((event.value, line))
            elif len(stack) == 2:
                lines[event.value] = line
        elif isinstance(event, yaml.ScalarEvent):
            _put(top, _scalar(event), line)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) > DEPTH_LIMIT:
                raise _Fault("frontmatter-deep", line, limit=str(DEPTH_LIMIT))
            opened = _Open({} if isinstance(event, yaml.MappingStartEvent) else [])
            _put(top, opened.value, line)
            stack.append(opened)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
    return _only_mapping(root.value), lines, twice


def _only_mapping(documents: object) -> dict[str, Value]:
    match documents:
        case [] | [None]:
            return {}
        case [dict() as values]:
            return values
    raise _Fault("frontmatter-shape", 2)


def _put(top: _Open, value: Value, line: int) -> None:
    if isinstance(top.value, list):
        top.value.append(value)
    elif top.key is None:
        raise _Fault("frontmatter-key", line)
    else:
        top.value.setdefault(top.key, value)  # of two values of one key the first counts, and is reported
        top.key = None


def _scalar(event: yaml.ScalarEvent) -> Value:
    text: str = event.value
    if event.style:  # quoted or a block of text
        return text
    if text in SIMPLE_WORDS:
        return SIMPLE_WORDS[text]
    return int(text) if WHOLE_NUMBER.fullmatch(text) else text


def _events(source: str) -> Iterator[Any]:
    """Parser events of a header, without those that only frame it; aliases, anchors and tags are refused."""
    try:
        for event in yaml.parse(source, Loader=_LOADER):
            line = event.start_mark.line + 2 if event.start_mark else 2
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _Fault("frontmatter-alias", line)
            if tag := getattr(event, "tag", None):
                raise _Fault("frontmatter-tag", line, tag=tag)
            if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context)
        line = (mark.line if mark else 0) + 2
        if "nesting" in problem:  # newer parsers count the depth themselves: "exceeded maximum nesting depth"
            raise _Fault("frontmatter-deep", line, limit=str(DEPTH_LIMIT)) from error
        raise _Fault("frontmatter-broken", line, problem=problem) from error
    except yaml.YAMLError as error:
        line = source.count("\n", 0, getattr(error, "position", 0) or 0) + 2
        raise _Fault("frontmatter-character", line) from error
