"""All articles as JSON Lines and CSV, a file of each a month, and their description as a Frictionless data package.

A changed article rewrites the two files of its month and no other.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from generator.incremental import Made, Target
from generator.render import permalinks
from generator.render.copies import Copies, Copy
from generator.render.formats.feeds import json_file
from generator.render.formats.records import Record, record
from generator.render.formats.xml import plain
from generator.render.press import Press
from generator.render.values import Imprint

MONTH = 7  # characters of 2021-11
UNDATED = "undated"
TABLE = f"{permalinks.DATA}table.json"
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take Chinese for another encoding
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets would carry out
BETWEEN = "; "

# the columns of the tables: name, type, where the value stands in a record
COLUMNS: tuple[tuple[str, str, Callable[[Record], object]], ...] = (
    ("id", "string", lambda one: one.id),
    ("url", "string", lambda one: one.url),
    ("date", "date", lambda one: one.date),
    ("paper", "string", lambda one: one.paper),
    ("print_page", "string", lambda one: one.print_page),
    ("section", "string", lambda one: one.section),
    ("order", "integer", lambda one: one.order),
    ("kind", "string", lambda one: one.kind),
    ("district", "string", lambda one: one.district.name),
    ("kicker", "string", lambda one: one.kicker),
    ("headline", "string", lambda one: one.headline),
    ("deck", "string", lambda one: one.deck),
    ("authors", "string", lambda one: [author.name for author in one.authors]),
    ("digest", "string", lambda one: one.digest),
    ("tags", "string", lambda one: one.tags),
    ("places", "string", lambda one: [place.name for place in one.places]),
    ("people", "string", lambda one: one.people),
    ("organisations", "string", lambda one: one.organisations),
    ("parent", "string", lambda one: one.parent),
    ("text", "string", lambda one: one.text),
)


def plan_dumps(found: Sequence[Copy], press: Press) -> Iterator[Target]:
    """The files of each month, oldest first, then their description."""
    months: dict[str, list[Copy]] = {}
    for copy in reversed(found):
        months.setdefault(copy.date[:MONTH] if copy.date else UNDATED, []).append(copy)
    for name, held in sorted(months.items()):
        inputs = {"site": press.imprint, "articles": Copies(held)}
        yield Target(_path(name, "jsonl"), "dump", make_lines, inputs)
        yield Target(_path(name, "csv"), "dump", make_table, inputs)
    yield Target(TABLE, "dump", _make_columns, {"columns": tuple((name, kind) for name, kind, _ in COLUMNS)})
    yield Target(permalinks.DUMPS, "dump", _make_package, {"site": press.imprint, "months": tuple(sorted(months))})


def _path(month: str, suffix: str) -> str:
    return f"{permalinks.DATA}articles-{month}.{suffix}"


def make_lines(*, site: Imprint, articles: Copies) -> Made:
    """Articles as JSON Lines."""
    return msgspec.json.Encoder().encode_lines([record(copy, site) for copy in articles]), ()


def make_table(*, site: Imprint, articles: Copies) -> Made:
    """Articles as CSV."""
    written = io.StringIO(BYTE_ORDER_MARK)
    written.seek(0, io.SEEK_END)
    table = csv.writer(written)
    table.writerow([name for name, _, _ in COLUMNS])
    for copy in articles:
        one = record(copy, site)
        table.writerow([_cell(value(one)) for _, _, value in COLUMNS])
    return written.getvalue().encode(), ()


def _cell(value: object) -> object:
    """A value as a spreadsheet takes it for text: what would be a formula gets an apostrophe in front.

    >>> _cell(["甲", "乙"]), _cell("=1+1"), _cell(None)
    ('甲; 乙', "'=1+1", '')
    """
    if value is None or isinstance(value, int):
        return "" if value is None else value
    text = value if isinstance(value, str) else BETWEEN.join(value)  # type: ignore[arg-type]
    text = plain(text)
    return f"'{text}" if text.startswith(FORMULA) else text


def _make_columns(*, columns: tuple[tuple[str, str], ...]) -> Made:
    fields = [{"name": name, "type": kind} for name, kind in columns]
    return json_file({"fields": fields, "primaryKey": "url", "missingValues": [""]}), ()


def _make_package(*, site: Imprint, months: tuple[str, ...]) -> Made:
    package = {
        "profile": "data-package",
        "name": "articles",
        "title": site.title,
        "description": site.description,
        "homepage": site.base_url,
        "resources": [resource for month in months for resource in _resources(month)],
    }
    return json_file({name: value for name, value in package.items() if value != ""}), ()


def _resources(month: str) -> Iterator[dict[str, Any]]:
    """The two files of a month; paths are relative to the description, as its standard asks."""
    for suffix, kind in (("csv", "text/csv"), ("jsonl", "application/jsonl")):
        path = _path(month, suffix).removeprefix(permalinks.DATA)
        found = {
            "name": f"articles-{month}-{suffix}",
            "path": path,
            "format": suffix,
            "mediatype": kind,
            "encoding": "utf-8",
        }
        yield found | ({"schema": TABLE.removeprefix(permalinks.DATA)} if suffix == "csv" else {})
