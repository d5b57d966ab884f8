"""Single values of an article as people and crawlers write them, turned into the types of the model.

Each reader takes a plain value (text, number, list, mapping, None) and either understands it or raises `Mistake`; it
does not know the key, the file or the line, and it never guesses.
"""

import datetime
import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from generator.content.frontmatter import Value
from generator.model import Byline, Correction, Credit, Figure, Level, Mention, Quantity

PERSON = "作者"  # the role of a name that came without one

# 2021-11-25, 2021/11/25, 2021.11.25, 2021年11月25日, 2021-11-25T08:00:00+08:00
DATE = re.compile(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\s*\d{1,2}:\d{2}.*)?\s*", re.ASCII)
# 20211125
DATE_OF_DIGITS = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*", re.ASCII)
# 3f9c2e, 2021-budget: safe in an address
NAME = re.compile(r"[0-9a-z](?:[0-9a-z-]{0,62}[0-9a-z])?")
KIND = re.compile(r"[a-z]{1,32}")
SEPARATORS = re.compile(r"[,，、;；]")
LONGEST_TEXT = 1_000_000  # characters of one article
LONGEST_DATE = 64  # characters; more is no date, and is not searched for one
LEVEL_OF_SUFFIX: tuple[tuple[str, Level], ...] = (
    ("省", "province"), ("自治区", "province"), ("区", "district"), ("县", "district"), ("旗", "district"),
    ("市", "city"), ("镇", "township"), ("乡", "township"), ("街道", "township"), ("村", "village"),
    ("社区", "village"),
)  # fmt: skip
LEVELS: Mapping[str, Level] = {
    "province": "province", "city": "city", "district": "district", "township": "township", "village": "village",
    "zone": "zone", "outside": "outside",
}  # fmt: skip


class Mistake(Exception):
    """A value that is not what its key asks for; `code` is the message that says what was expected."""

    def __init__(self, code: str, value: object) -> None:
        super().__init__(code)
        self.code = code
        self.found = shown(value)


def shown(value: object) -> str:
    """A value as a message shows it: JSON, cut to 40 characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:39]}…"


def near_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant.

    >>> near_name("titel", ["title", "date"]), near_name("weather", ["writer"])
    ('title', None)
    """
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
    return near[0] if near else None


def iso_date(text: str) -> str | None:
    """The day a text names, or None if it names no real day; the time of day is left out.

    >>> iso_date("2021年11月25日"), iso_date("20211125"), iso_date("2021-11-25T08:00"), iso_date("2021-02-30")
    ('2021-11-25', '2021-11-25', '2021-11-25', None)
    """
    found = DATE.fullmatch(text) or DATE_OF_DIGITS.fullmatch(text) if len(text) <= LONGEST_DATE else None
    if not found:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


def read_text(value: Value) -> str | None:
    """Text, or a number that was meant as text; None for nothing."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None:
        return None
    raise Mistake("field-text", value)


def read_date(value: Value) -> str | None:
    """A day as `2021-11-25`."""
    text = read_text(value) if not isinstance(value, bool) else None
    if value is None or not text:
        return None
    if day := iso_date(text):
        return day
    raise Mistake("field-date", value)


def read_number(value: Value) -> int | None:
    """A whole number from 0 to 9999."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 4:
        return int(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999):
        return value
    raise Mistake("field-number", value)


def read_extent(value: Value) -> int | None:
    """How many characters a text had in print."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LONGEST_TEXT):
        return value
    raise Mistake("field-extent", value)


def read_name(value: Value) -> str | None:
    """An id: small letters, digits and inner hyphens, at most 64, so that it can stand in an address."""
    text = read_text(value)
    if text is None or NAME.fullmatch(text):
        return text
    raise Mistake("field-id", value)


def read_kind(value: Value) -> str | None:
    """The kind of an article: one English word in small letters."""
    text = read_text(value)
    if text is None or KIND.fullmatch(text):
        return text
    raise Mistake("field-kind", value)


def read_texts(value: Value) -> tuple[str, ...]:
    """A list of texts, or one text with separators: `公交、出行`. Repeats and empty entries are dropped."""
    split = [part.strip() for part in SEPARATORS.split(value)] if isinstance(value, str) else None
    items = _items(value, "field-list") if split is None else split
    try:
        texts = [unicodedata.normalize("NFC", text) for item in items if (text := read_text(item))]
    except Mistake as mistake:
        raise Mistake("field-list", value) from mistake
    return tuple(dict.fromkeys(texts))


def read_byline(value: Value) -> Byline:
    """`{outlet, credits: [{role, names}]}`, or bare names: one text or a list."""
    if value is None:
        return Byline()
    if isinstance(value, Mapping):
        if value.keys() - {"outlet", "credits"}:
            raise Mistake("field-byline", value)
        found = (read_credit(item) for item in _items(value.get("credits"), "field-byline"))
        return Byline(read_text(value.get("outlet")), tuple(found))
    names = read_texts(value)
    return Byline(None, (Credit(PERSON, names),) if names else ())


def read_credit(value: Value) -> Credit:
    """`{role: 记者, names: [李晓]}`."""
    if not isinstance(value, Mapping) or value.keys() - {"role", "names"}:
        raise Mistake("field-byline", value)
    return Credit(read_text(value.get("role")) or "", read_texts(value.get("names")))


def read_figures(value: Value) -> tuple[Figure, ...]:
    """A list of `{caption, credit}`, each of which may be missing, or of captions."""
    items = [value] if isinstance(value, str | Mapping) else _items(value, "field-figures")
    return tuple(_figure(item) for item in items)


def _figure(value: Value) -> Figure:
    if isinstance(value, str):
        return Figure(value or None)
    if not isinstance(value, Mapping) or value.keys() - {"caption", "credit"}:
        raise Mistake("field-figures", value)
    return Figure(read_text(value.get("caption")), read_text(value.get("credit")))


def read_corrections(value: Value) -> tuple[Correction, ...]:
    """A list of `{printed, corrected, evidence}`; the evidence is a list of texts and may be missing."""
    return tuple(_correction(item) for item in _items(value, "field-corrections"))


def _correction(value: Value) -> Correction:
    if not isinstance(value, Mapping) or value.keys() - {"printed", "corrected", "evidence"}:
        raise Mistake("field-corrections", value)
    printed, corrected = read_text(value.get("printed")), read_text(value.get("corrected"))
    if not printed or not corrected:
        raise Mistake("field-corrections", value)
    return Correction(printed, corrected, read_texts(value["evidence"]) if value.get("evidence") else ())


def read_numbers(value: Value) -> tuple[Quantity, ...]:
    """A list of `{subject, value, unit}`; only the unit may be missing."""
    return tuple(dict.fromkeys(_quantity(item) for item in _items(value, "field-numbers")))


def _quantity(value: Value) -> Quantity:
    if not isinstance(value, Mapping) or value.keys() - {"subject", "value", "unit"}:
        raise Mistake("field-numbers", value)
    subject, number = read_text(value.get("subject")), read_text(value.get("value"))
    if not subject or not number:
        raise Mistake("field-numbers", value)
    return Quantity(subject, number, read_text(value.get("unit")) or "")


def read_places(value: Value) -> tuple[Mention, ...]:
    """A list of `{name, level, code}`, or of names."""
    items: Iterable[Value] = read_texts(value) if isinstance(value, str) else _items(value, "field-places")
    return tuple(_place(item) for item in items)


def _place(value: Value) -> Mention:
    given = {"name": value} if isinstance(value, str) else value
    if not isinstance(given, Mapping) or given.keys() - {"name", "level", "code"}:
        raise Mistake("field-places", value)
    name, level = read_text(given.get("name")), read_text(given.get("level"))
    if not name or (level is not None and level not in LEVELS):
        raise Mistake("field-places", value)
    return Mention(read_text(given.get("code")), name, LEVELS[level] if level else _level(name))


def _level(name: str) -> Level:
    return next((level for suffix, level in LEVEL_OF_SUFFIX if name.endswith(suffix)), "outside")


def _items(value: Value, code: str) -> Sequence[Value]:
    if value is None:
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    raise Mistake(code, value)
