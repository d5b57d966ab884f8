"""YAML front matter between `---` lines, to and from plain mappings.

It does not know which keys an article has, and it builds nothing but text, whole numbers, true/false, lists and
mappings: no dates (`2021-11-25` stays text), no floats, no aliases, no tags, so a header can neither run code nor grow.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.content.plain_header import read_plain
from generator.errors import Diagnostic, diagnose

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"

FENCE = "---"
HEADER_LIMIT = 64 * 1024  # characters; the longest real header of an article is about 3,000
STEP = "  "

# title, print_page: keys that YAML 1.1 reads as text without quotes ...
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# ... but for these, in any case.
RESERVED_KEY = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
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
    from generator.content.yaml_header import Fault, read_yaml  # noqa: PLC0415 - most headers are plain, and it is large

    try:
        values, lines, twice = read_yaml(source)
    except Fault as fault:
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
