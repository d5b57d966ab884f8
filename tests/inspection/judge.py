"""A tiny site, inspected."""

from collections.abc import Mapping
from pathlib import Path

from generator.errors import Diagnostic
from generator.incremental import fingerprint_bytes
from generator.inspection import inspect_site


def judge(
    folder: Path, files: Mapping[str, str | bytes], base_url: str = "https://news.example.org/", program: str = "1"
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with some files as a site."""
    prints = {}
    for path, text in files.items():
        file = folder / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else text.encode()
        file.write_bytes(data)
        prints[path] = fingerprint_bytes(data)
    return inspect_site(folder / "site", prints, base_url, folder / "memory", program)
