"""Dumps and Markdown as programs take them: every line, row and header readable, no article in a file twice."""

import csv
import io
import json
from collections.abc import Iterator

from generator.inspection.addresses import addresses
from generator.inspection.page import Facts, Fault

NEEDED = ("id", "url", "headline", "text")  # of every record
LARGEST_CELL = 1 << 24
FENCE = "---\n"


def inspect_lines(data: bytes) -> Facts:
    """The facts of JSON Lines: each line is a record."""
    faults: list[Fault] = []
    found: dict[str, int] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line:
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            faults.append(Fault(number, "json-broken", str(error)))
            continue
        lacking = [name for name in NEEDED if not isinstance(record, dict) or name not in record]
        faults += [Fault(number, "dump-broken", name) for name in lacking]
        if not lacking:
            faults += _twice(str(record["url"]), number, found)
            found.update(dict.fromkeys(addresses(record), number))
    return Facts(faults=tuple(faults), identities=tuple(found))


def inspect_table(data: bytes) -> Facts:
    """The facts of a table: a header, and rows as wide as it."""
    try:
        text = data.decode("utf-8-sig")
        csv.field_size_limit(LARGEST_CELL)
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (ValueError, csv.Error) as error:
        return Facts(faults=(Fault(1, "dump-broken", str(error)),))
    faults = [
        Fault(number, "dump-broken", f"{len(row)} / {len(head)}")
        for number, row in enumerate(rows, 2)
        if len(row) != len(head)
    ]
    found: dict[str, int] = {}
    at = head.index("url") if "url" in head else None
    for number, row in enumerate(rows, 2):
        if at is not None and at < len(row):
            faults += _twice(row[at], number, found)
            found[row[at]] = number
    return Facts(faults=tuple(faults), identities=tuple(found))


def inspect_markdown(data: bytes) -> Facts:
    """The facts of a Markdown file: its header, if it has one, ends and holds one value a line."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Facts(faults=(Fault(data.count(b"\n", 0, error.start) + 1, "html-not-utf8"),))
    if not text.startswith(FENCE):
        return Facts()
    header, fence, _ = text[len(FENCE) :].partition(f"\n{FENCE}")
    if not fence:
        return Facts(faults=(Fault(1, "dump-broken", FENCE.strip()),))
    return Facts(faults=tuple(_header(header)))


def _header(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), 2):
        _, colon, value = line.partition(": ")
        try:
            json.loads(value)
        except ValueError as error:
            yield Fault(number, "dump-broken", str(error) if colon else line)


def _twice(address: str, number: int, known: dict[str, int]) -> Iterator[Fault]:
    if address in known:
        yield Fault(number, "feed-twice", address)
