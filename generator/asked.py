"""What the arguments of a command stand for: a project, a city, files, a day; a wrong one is told as usage (status 2)."""

import argparse
import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.errors import BaozhaiError, ExitStatus, diagnose

if TYPE_CHECKING:
    from generator.gazetteer import Gazetteer
    from generator.project import Project


def project_folder(arguments: argparse.Namespace) -> Path | None:
    """The folder that `--project` names."""
    named = getattr(arguments, "project", None)
    return Path(named) if named else None


def opened_project(arguments: argparse.Namespace) -> "Project":
    """The project that was named, or the nearest one; none is an error that says how to make one."""
    from generator.project import open_project  # noqa: PLC0415

    return open_project(project_folder(arguments))


def given_paths(arguments: argparse.Namespace) -> tuple[Path, ...]:
    """The paths that were named, all of which have to exist."""
    paths = tuple(Path(path) for path in arguments.paths)
    missing = [diagnose("path-missing", str(path)) for path in paths if not path.exists()]
    if missing:
        raise BaozhaiError(*missing, status=ExitStatus.USAGE)
    return paths


def named_home(city: str) -> "Gazetteer":
    """The places of a city that was named on the command line."""
    from generator.gazetteer import load  # noqa: PLC0415

    try:
        return load(city)
    except BaozhaiError as error:
        named = (msgspec.structs.replace(item, path="--city") for item in error.diagnostics)
        raise BaozhaiError(*named, status=ExitStatus.USAGE) from None


def given_date(arguments: argparse.Namespace) -> str | None:
    """The day that `--date` names, in ISO form."""
    if arguments.date is None:
        return None
    try:
        return datetime.date.fromisoformat(arguments.date).isoformat()
    except ValueError:
        wrong = diagnose("usage-date", "--date", value=arguments.date)
        raise BaozhaiError(wrong, status=ExitStatus.USAGE) from None


def chosen_editor(arguments: argparse.Namespace) -> str:
    """The URL that opens a file in the editor that was named, here or in the environment."""
    from generator.preview.bench import EDITORS, editor_url  # noqa: PLC0415

    named = arguments.editor or os.environ.get("BAOZHAI_EDITOR", "")
    address = editor_url(named)
    if address is None:
        wrong = diagnose("usage-editor", "--editor", value=named, known=", ".join(EDITORS))
        raise BaozhaiError(wrong, status=ExitStatus.USAGE)
    return address
