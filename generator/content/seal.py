"""The seal: a line in an article's header that tells what ingest wrote from what a person has touched.

It proves nothing to an attacker; it only answers whether a file may be written over without losing someone's work.
"""

import hashlib
import re

from generator.content.frontmatter import FENCE

# seal: "9f..." - the last line of the header
SEAL_LINE = re.compile(r'^seal:[ \t]*"?([0-9a-f]{32})"?[ \t]*\n', re.MULTILINE)


def normalise(text: str) -> str:
    r"""Text without byte order mark and with `\n` line ends, which some editors and version systems change."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def sealed(text: str) -> str:
    """A file with a header, with the fingerprint of its own text as the header's last line."""
    plain = unsealed(text)
    end = plain.index(f"\n{FENCE}\n") + 1
    return f'{plain[:end]}seal: "{_fingerprint(plain)}"\n{plain[end:]}'


def unsealed(text: str) -> str:
    """A file without its seal line."""
    return _split(text)[1]


def is_sealed(text: str) -> bool:
    """Whether a file is, but for line ends, what ingest wrote: a person has not touched it."""
    seal, plain = _split(text)
    return seal is not None and seal == _fingerprint(plain)


def seal_of(text: str) -> str | None:
    """The fingerprint that stands in a file, true or not."""
    return _split(text)[0]


def _split(text: str) -> tuple[str | None, str]:
    text = normalise(text)
    end = text.find(f"\n{FENCE}\n") + 1
    found = SEAL_LINE.search(text, 0, end) if text.startswith(f"{FENCE}\n") else None
    return (found[1], text[: found.start()] + text[found.end() :]) if found else (None, text)


def _fingerprint(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
