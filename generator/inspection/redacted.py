"""Redacted words in files that are, or may be, published; a content that was found clean is not read again."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from generator.content.redactions import Redactions, rules_of, traces
from generator.disk import disk_errors, write_atomically
from generator.inspection.memory import load


class Cleared(msgspec.Struct, frozen=True, array_like=True):
    """Fingerprints of contents that hold nothing redacted, and the rules and the program that say so."""

    rules: frozenset[str]
    program: str
    contents: frozenset[bytes]


def still_shown(
    files: Iterable[tuple[Path, str, bytes]], redactions: Redactions, memory: Path, program: str
) -> Iterator[tuple[Path, str]]:
    """Each file and redacted word that its name or its content holds, of `files` given by place, name and fingerprint.

    What was cleared stands in `memory`, which may be deleted any time.
    """
    rules = rules_of(redactions)
    known = load(memory / "cleared", Cleared)
    holds = known is not None and (known.rules, known.program) == (rules, program)
    before = known.contents if known is not None and holds else frozenset()
    cleared = set()
    for file, name, fingerprint in files:
        words = list(traces(name.encode(), redactions))
        if fingerprint in before or fingerprint in cleared:
            cleared.add(fingerprint)
        else:
            with disk_errors(file):
                inside = list(traces(file.read_bytes(), redactions))
            words += inside
            if not inside:
                cleared.add(fingerprint)
        yield from ((file, word) for word in dict.fromkeys(words))
    if cleared != before:
        write_atomically(memory / "cleared", msgspec.msgpack.encode(Cleared(rules, program, frozenset(cleared))))
