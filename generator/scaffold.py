"""Make a new project in a folder; never touches a file that is already there."""

import json
from importlib import resources
from pathlib import Path

from generator.disk import disk_errors, write_atomically
from generator.errors import BaozhaiError, ExitStatus, diagnose

FILES = {
    "content/site.toml": "site.toml",
    "content/places.toml": "places.toml",
    "content/tags.toml": "tags.toml",
    "content/decisions.toml": "decisions.toml",
    "content/redactions.toml": "redactions.toml",
    ".gitignore": "gitignore",
}
FOLDERS = ("content/pages",)


def make_project(folder: Path, city: str) -> tuple[str, ...]:
    """Write the files of an empty project for `city`; the paths that were made, relative to `folder`.

    Raises `BaozhaiError` when the folder already holds a project.
    """
    if (folder / "content/site.toml").exists():
        raise BaozhaiError(diagnose("project-exists", str(folder / "content/site.toml")), status=ExitStatus.USAGE)
    made = []
    for path, template in FILES.items():
        if (folder / path).exists():
            continue
        text = (resources.files("generator") / "data/scaffold" / template).read_text(encoding="utf-8")
        write_atomically(folder / path, text.replace("{city}", json.dumps(city, ensure_ascii=False)).encode())
        made.append(path)
    for path in FOLDERS:
        with disk_errors(folder / path):
            (folder / path).mkdir(parents=True, exist_ok=True)
    return tuple(made)
