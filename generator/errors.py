"""What can be wrong with the material, and how it is told to an editor; decides nothing and prints nothing.

A fault of the material is a `Diagnostic`: a place, a code and its arguments. The words, in English and Chinese,
stand in `messages/*.toml`, so that the same value reads well in either language and can be stored and replayed.
"""

import functools
import re
import tomllib
from collections.abc import Iterable
from enum import IntEnum
from importlib import resources
from typing import Any, Literal

import msgspec

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = ("en", "zh")
SEVERITY_WORDS = {"error": {"en": "error", "zh": "错误"}, "warning": {"en": "warning", "zh": "警告"},
                  "note": {"en": "note", "zh": "说明"}}  # fmt: skip
# what decoding raises where a file of our own was damaged: no JSON or MessagePack, no text, endless nesting
DAMAGED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class ExitStatus(IntEnum):
    """The status every command ends with."""

    GOOD = 0
    MATERIAL = 1
    USAGE = 2
    STRICT = 3
    LOCKED = 4
    DISK = 5
    REFUSED = 6


class Diagnostic(msgspec.Struct, frozen=True, order=True):
    """One remark about one place: `line` is 1-based, 0 where no line can be named."""

    path: str
    line: int
    code: str
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> str:
        """`error`, `warning` or `note`, as the catalogue has it."""
        return str(catalogue()[self.code]["severity"])

    def format(self, lang: Lang = "en") -> str:
        """The one line an editor can jump to: `file:line: severity: message (hint)`."""
        entry = catalogue()[self.code]
        arguments = {name: reworded(name, value, lang) for name, value in self.arguments}
        place = f"{self.path}:{self.line}" if self.line else self.path
        hint = entry.get(f"{lang}_hint", "").format(**arguments)
        text = f"{place}: {SEVERITY_WORDS[self.severity][lang]}: {entry[lang].format(**arguments)}"
        return f"{text} ({hint})" if hint else text

    def plain(self, lang: Lang) -> dict[str, Any]:
        """The same for `--json`."""
        return {
            "path": self.path,
            "line": self.line,
            "severity": self.severity,
            "code": self.code,
            "message": self.format(lang),
        }


class BaozhaiError(Exception):
    """Ends a command: the faults that made going on impossible, and the status to end with."""

    def __init__(self, *diagnostics: Diagnostic, status: ExitStatus = ExitStatus.MATERIAL) -> None:
        super().__init__(diagnostics, status)
        self.diagnostics = diagnostics
        self.status = status

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(BaozhaiError, status=self.status), self.diagnostics


def diagnose(code: str, path: str, line: int = 0, /, **arguments: object) -> Diagnostic:
    """Make a diagnostic whose words are entry `code` of the catalogue."""
    return Diagnostic(path, line, code, tuple((name, str(value)) for name, value in arguments.items()))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(item.severity == "error" for item in diagnostics)


def message(code: str, lang: Lang, **arguments: object) -> str:
    """Words of the interface that are no diagnostic: help texts, summaries."""
    return str(catalogue()[code][lang]).format(**arguments)


STORED: dict[str, Lang] = {"evidence": "zh", "problem": "en"}  # arguments that come in words, and in whose
BETWEEN = "; "  # pieces of evidence in one argument


def reworded(kind: str, text: str, lang: Lang) -> str:
    """An argument of words in the language of the message, as far as the catalogue knows them.

    Evidence is stored in the words of the articles, in Chinese; problems come from parsers, in English.

    >>> reworded("evidence", "地名的起点明确; 某种手写的说明", "en"), reworded("problem", "Invalid value", "zh")
    ('the name clearly begins here; 某种手写的说明', '值无效')
    """
    if STORED.get(kind, lang) == lang:
        return text
    return BETWEEN.join(_reworded(kind, part, lang) for part in text.split(BETWEEN))


def _reworded(kind: str, part: str, lang: Lang) -> str:
    for pattern, code in _patterns(kind):
        if match := pattern.fullmatch(part):
            return message(code, lang, **match.groupdict())
    return part


@functools.cache
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What each entry of a kind reads in the language it is stored in, its arguments as groups."""
    entries = sorted(
        (code, re.escape(str(entry[STORED[kind]])))
        for code, entry in catalogue().items()
        if code.startswith(f"{kind}-")
    )
    return tuple((re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", words)), code) for code, words in entries)


@functools.cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Every entry of `messages/*.toml`; a code that stands in two files is a programming mistake."""
    entries: dict[str, dict[str, Any]] = {}
    folder = resources.files("generator") / "messages"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            read = tomllib.loads(file.read_text(encoding="utf-8"))
            if twice := entries.keys() & read.keys():
                raise ValueError(f"{file.name}: messages defined twice: {sorted(twice)}")
            entries |= read
    return entries
