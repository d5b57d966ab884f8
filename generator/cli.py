"""The command `baozhai`: runs one command and tells what came of it; the only module that prints."""

import argparse
import contextlib
import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.arguments import language, make_parser
from generator.asked import chosen_editor, given_date, given_paths, named_home, opened_project, project_folder
from generator.errors import BaozhaiError, Diagnostic, ExitStatus, Lang, diagnose, has_errors, message
from generator.progress import progress

if TYPE_CHECKING:
    from generator.glance import Note

COLOURS = {"error": "\033[31m", "warning": "\033[33m", "note": "\033[36m"}
PLAIN = "\033[0m"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status (see `ExitStatus`)."""
    words = sys.argv[1:] if argv is None else list(argv)
    lang = language(words)
    _speak_utf8()
    try:
        arguments = make_parser(lang).parse_args(words)
        status = COMMANDS[arguments.command](arguments, lang)
        sys.stdout.flush()
    except SystemExit as exit_:  # argparse: usage, --help, --version
        return int(exit_.code or 0)
    except BaozhaiError as error:
        tell(error.diagnostics, lang)
        return error.status
    except KeyboardInterrupt:
        note(message("said-interrupted", lang))
        return 130
    except BrokenPipeError:  # baozhai read … | head
        _say_no_more()
        return 141
    except OSError as error:  # what no part has met: a full disk behind standard output, no more file handles
        _say_no_more()
        with contextlib.suppress(OSError):
            reason = error.strerror or str(error)
            tell([diagnose("disk-failed", str(error.filename or "-"), reason=reason)], lang)
        return ExitStatus.DISK
    return status


# ---- commands ------------------------------------------------------------------------------------


def run_init(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.scaffold import make_project  # noqa: PLC0415 - parts are imported by the commands that need them

    folder = Path(arguments.folder)
    if not arguments.city:
        raise BaozhaiError(diagnose("usage-city", "--city", folder=folder), status=ExitStatus.USAGE)
    city = named_home(arguments.city).city
    made = make_project(folder, arguments.city)
    words = message("said-init", lang, city=city.name, folder=folder, files=", ".join(made))
    answer(arguments, {"folder": str(folder), "city": city.name, "code": city.code, "made": made}, words)
    return ExitStatus.GOOD


def run_ingest(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.ingesting import ingest_into  # noqa: PLC0415

    project = opened_project(arguments)
    report = ingest_into(
        project, given_paths(arguments), date=given_date(arguments), page=arguments.page, track=progress
    )
    tell(report.diagnostics, lang)
    answer(arguments, report.summary(lang), report.say(lang))
    return _status(report.diagnostics, strict=arguments.strict)


def run_read(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.ingesting import read_files  # noqa: PLC0415
    from generator.project import find_project  # noqa: PLC0415

    project = find_project(project_folder(arguments))
    found: list[Diagnostic] = []
    home = named_home(arguments.city) if arguments.city else None
    sheets = read_files(given_paths(arguments), project, home, date=given_date(arguments), page=arguments.page)
    for readout, diagnostics in sheets:
        tell(diagnostics, lang)
        found += diagnostics
        print(json.dumps(readout, ensure_ascii=False, indent=None if arguments.json else 2))
    return _status(found, strict=False)


def run_build(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator import glance  # noqa: PLC0415

    root = None if arguments.clean else glance.find_root(getattr(arguments, "project", None))
    glimpse = glance.catch(root, root / glance.MEMORY, ingest=not arguments.no_ingest) if root else None
    if glimpse and glimpse.is_idle and not (arguments.strict and glimpse.note.diagnostics):
        return _nothing_to_build(glimpse.note, arguments, lang)
    from generator.building import build_site  # noqa: PLC0415
    from generator.workers import cores  # noqa: PLC0415

    gc.set_threshold(200_000, 50, 1000)  # what a build makes stays to its end: a collector that looks finds nothing
    project = opened_project(arguments)
    report = build_site(
        project,
        clean=arguments.clean,
        strict=arguments.strict,
        ingest=not arguments.no_ingest,
        jobs=arguments.jobs or cores(),
        glimpse=glimpse,
        track=progress,
    )
    tell(report.diagnostics, lang)
    if arguments.explain:
        for reason in report.reasons:
            print(f"{reason.path}: {message(reason.code, lang, detail=reason.detail)}", file=_beside(arguments))
    answer(arguments, report.summary(lang), report.say(lang))
    return _status(report.diagnostics, strict=arguments.strict)


def _nothing_to_build(note: "Note", arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    """Say what the last build says that has nothing to do."""
    tell(note.diagnostics, lang)
    print(note.summary[lang].decode() if arguments.json else note.words[lang])
    return _status(note.diagnostics, strict=arguments.strict)


def run_serve(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.serving import serve_site  # noqa: PLC0415

    serve_site(
        opened_project(arguments),
        port=arguments.port,
        strict_port=arguments.strict_port,
        open_browser=arguments.open,
        lan=arguments.lan,
        ingest=not arguments.no_ingest,
        announce=lambda words: print(words, flush=True),
        lang=lang,
        editor=chosen_editor(arguments),
    )
    return ExitStatus.GOOD


def run_tags(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator import tagging  # noqa: PLC0415

    answer(arguments, *tagging.act(opened_project(arguments), arguments, lang))
    return ExitStatus.GOOD


def run_check(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.check import check_project  # noqa: PLC0415

    diagnostics = check_project(opened_project(arguments))
    tell(diagnostics, lang)
    counts = {word: sum(item.severity == word for item in diagnostics) for word in COLOURS}
    words = message("said-check", lang, errors=counts["error"], warnings=counts["warning"], notes=counts["note"])
    answer(arguments, {"diagnostics": [item.plain(lang) for item in diagnostics], **counts}, words)
    status = _status(diagnostics, strict=arguments.strict)
    return ExitStatus.STRICT if arguments.strict and diagnostics and status is ExitStatus.GOOD else status


def run_unbuild(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.ingest.keep.unbuild import unbuild  # noqa: PLC0415

    folder = Path(arguments.to)
    restored, diagnostics = unbuild(opened_project(arguments).root, folder)
    tell(diagnostics, lang)
    words = message("said-unbuild", lang, restored=len(restored), folder=folder)
    answer(arguments, {"restored": restored, "diagnostics": [item.plain(lang) for item in diagnostics]}, words)
    return _status(diagnostics, strict=False)


def run_undo(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.undoing import list_past, undo_command  # noqa: PLC0415

    project = opened_project(arguments)
    if arguments.list:
        answer(arguments, *list_past(project, lang))
        return ExitStatus.GOOD
    diagnostics, result, words = undo_command(project, arguments.number, lang)
    tell(diagnostics, lang)
    answer(arguments, result, words)
    return _status(diagnostics, strict=False)


def run_publish(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.publishing import publish_site  # noqa: PLC0415

    report = publish_site(
        opened_project(arguments),
        arguments.target,
        dry_run=arguments.dry_run,
        confirm_deletes=arguments.confirm_deletes,
        delete_now=arguments.delete_now,
    )
    tell(report.diagnostics, lang)
    answer(arguments, report.summary(lang), report.say(lang))
    return ExitStatus.GOOD


def run_rollback(arguments: argparse.Namespace, lang: Lang) -> ExitStatus:
    from generator.publishing import roll_back  # noqa: PLC0415

    report = roll_back(opened_project(arguments), arguments.target, arguments.to)
    answer(arguments, report.summary(lang), report.say(lang))
    return ExitStatus.GOOD


COMMANDS: dict[str, Callable[[argparse.Namespace, Lang], ExitStatus]] = {
    "init": run_init,
    "ingest": run_ingest,
    "read": run_read,
    "build": run_build,
    "serve": run_serve,
    "tags": run_tags,
    "check": run_check,
    "publish": run_publish,
    "rollback": run_rollback,
    "unbuild": run_unbuild,
    "undo": run_undo,
}


# ---- what is told --------------------------------------------------------------------------------


def tell(diagnostics: Iterable[Diagnostic], lang: Lang) -> None:
    """Diagnostics on standard error, one a line, coloured on a terminal unless NO_COLOR is set."""
    coloured = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    for item in diagnostics:
        line = item.format(lang)
        note(f"{COLOURS[item.severity]}{line}{PLAIN}" if coloured else line)


def note(words: str) -> None:
    """Words for people, beside the result: on standard error."""
    print(words, file=sys.stderr, flush=True)


def answer(arguments: argparse.Namespace, result: dict[str, Any], words: str) -> None:
    """The result of a command on standard output: as JSON if that was asked for, else in words."""
    print(json.dumps(result, ensure_ascii=False) if arguments.json else words)


def _status(diagnostics: Iterable[Diagnostic], *, strict: bool) -> ExitStatus:
    found = list(diagnostics)
    if has_errors(found):
        return ExitStatus.MATERIAL
    return ExitStatus.STRICT if strict and any(item.severity == "warning" for item in found) else ExitStatus.GOOD


# ---- where it goes -------------------------------------------------------------------------------


def _beside(arguments: argparse.Namespace) -> Any:  # noqa: ANN401 - a text stream
    """Where explanations go: beside the JSON if that is what standard output is for."""
    return sys.stderr if arguments.json else sys.stdout


def _say_no_more() -> None:
    """Let nothing more go to a standard output that takes nothing."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Chinese words leave as UTF-8 whatever the locale, as every file we write does."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
