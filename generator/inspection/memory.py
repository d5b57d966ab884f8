"""What inspections remember between two runs: it may be lost at any time, and costs only time then."""

from pathlib import Path
from typing import TypeVar

import msgspec

from generator.errors import DAMAGED

Kind = TypeVar("Kind")


def load(file: Path, kind: type[Kind]) -> Kind | None:
    """What a file of the memory holds; None where it is missing, damaged or of another program."""
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=kind)
    except (OSError, *DAMAGED):
        return None
