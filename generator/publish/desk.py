"""What a desk remembers of a target: which redactions every release that lies there is known to obey.

A kept release can be shown again, so none may stay that was published before a name had to go. What a release obeys is
not written at the target: a fingerprint of a name is as good as the name to whoever tries a list of names, and a branch
or a bucket is read by all. What a desk does not know, because another one has published or its memory is gone, it takes
for not obeyed.
"""

from pathlib import Path

import msgspec

from generator.disk import disk_errors, write_atomically
from generator.errors import DAMAGED


class _Memory(msgspec.Struct, frozen=True):
    """Of one target: its current release, and the rules that it and all kept ones obey."""

    release: str
    rules: frozenset[str]


def known_rules(memory: Path, target: str, release: str) -> frozenset[str]:
    """The rules that all releases of a target obey whose current one is `release`, as far as this desk knows."""
    file = _file(memory, target)
    with disk_errors(file):
        data = file.read_bytes() if file.is_file() else b""
    try:
        found = msgspec.json.decode(data, type=_Memory)
    except DAMAGED:
        return frozenset()
    return found.rules if found.release == release else frozenset()


def remember(memory: Path, target: str, release: str, rules: frozenset[str]) -> None:
    """Note that `release` is current at a target and that nothing there breaks any of `rules`."""
    file = _file(memory, target)
    with disk_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, msgspec.json.encode(_Memory(release, rules), order="sorted"))


def _file(memory: Path, target: str) -> Path:
    return memory / "publish" / f"{target}.json"
