"""A header as YAML has it, read event by event, so that no more is built than text, numbers, lists and mappings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.content.frontmatter import Value

DEPTH_LIMIT = 16
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast

# 3, -12; not 007, 1_000, 0x1F or 12:30, which stay the text that was typed
WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
OPENED = re.compile(r"while (?:parsing a flow|scanning a quoted)")
SIMPLE_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class Fault(Exception):
    """One reason why a header cannot be read."""

    def __init__(self, code: str, line: int, **arguments: str) -> None:
        super().__init__(code)
        self.code, self.line, self.arguments = code, line, arguments


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read, and the key that waits for its value."""

    value: dict[str, Value] | list[Value]
    key: str | None = None


def read_yaml(source: str) -> tuple[dict[str, Value], dict[str, int], list[tuple[str, int]]]:
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
                raise Fault("frontmatter-deep", line, limit=str(DEPTH_LIMIT))
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
    raise Fault("frontmatter-shape", 2)


def _put(top: _Open, value: Value, line: int) -> None:
    if isinstance(top.value, list):
        top.value.append(value)
    elif top.key is None:
        raise Fault("frontmatter-key", line)
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
                raise Fault("frontmatter-alias", line)
            if tag := getattr(event, "tag", None):
                raise Fault("frontmatter-tag", line, tag=tag)
            if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                yield event
    except yaml.MarkedYAMLError as error:
        opened = OPENED.match(error.context or "")  # a bracket or quote is missed at the end of what it opened
        mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
        problem = str(error.problem or error.context)
        line = (mark.line if mark else 0) + 2
        if "nesting" in problem:  # newer parsers count the depth themselves: "exceeded maximum nesting depth"
            raise Fault("frontmatter-deep", line, limit=str(DEPTH_LIMIT)) from error
        raise Fault("frontmatter-broken", line, problem=problem) from error
    except yaml.YAMLError as error:
        line = source.count("\n", 0, getattr(error, "position", 0) or 0) + 2
        raise Fault("frontmatter-character", line) from error
