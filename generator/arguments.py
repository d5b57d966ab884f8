"""The command line's grammar, in the editor's language; does none of what the commands do."""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from generator import __version__
from generator.errors import Lang, message, reworded

LAST_PORT = 65535
MOST_JOBS = 512
MOST_DIGITS = 10
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(argv: Sequence[str], environment: Mapping[str, str] = os.environ) -> Lang:
    """The language of messages: the last `--lang`, else that of the locale.

    >>> language(["build", "--lang", "zh"], {}), language([], {"LANG": "zh_CN.UTF-8"}), language([], {"LANG": "C"})
    ('zh', 'zh', 'en')
    """
    for word, following in zip(reversed(argv), ["", *reversed(argv[1:])], strict=False):
        chosen = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if chosen == "zh":
            return "zh"
        if chosen == "en":
            return "en"
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def make_parser(lang: Lang) -> argparse.ArgumentParser:
    """The parser of all commands; each sets `command`."""

    def text(code: str) -> str:
        return message(code, lang).replace("%", "%%")

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--project", metavar="DIR", default=argparse.SUPPRESS, help=text("help-project"))
    common.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help=text("help-lang"))
    parser = _speaking(lang)(
        prog="baozhai", description=text("help-baozhai"), epilog=text("help-epilog"), parents=[common]
    )
    parser.add_argument("--version", action="version", version=f"baozhai {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, *, json: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text(f"help-{name}"), description=text(f"help-{name}"), parents=[common])
        if json:
            made.add_argument("--json", action="store_true", help=text("help-json"))
        return made

    init = command("init")
    init.add_argument("folder", metavar="DIR", help=text("help-init-folder"))
    init.add_argument("--city", metavar="NAME|CODE", help=text("help-city"))
    ingest = command("ingest")
    ingest.add_argument("paths", metavar="PATH", nargs="*", help=text("help-ingest-paths"))
    _add_hints(ingest, text)
    ingest.add_argument("--strict", action="store_true", help=text("help-strict"))
    read = command("read")
    read.add_argument("paths", metavar="FILE", nargs="+", help=text("help-read-paths"))
    _add_hints(read, text)
    read.add_argument("--city", metavar="NAME|CODE", help=text("help-read-city"))
    build = command("build")
    build.add_argument("--clean", action="store_true", help=text("help-clean"))
    build.add_argument("--explain", action="store_true", help=text("help-explain"))
    build.add_argument("--strict", action="store_true", help=text("help-strict"))
    build.add_argument("--no-ingest", action="store_true", help=text("help-no-ingest"))
    build.add_argument("--jobs", type=_jobs, metavar="N", help=text("help-jobs"))
    serve = command("serve", json=False)
    serve.add_argument("--port", type=_port, default=8000, help=text("help-port"))
    serve.add_argument("--strict-port", action="store_true", help=text("help-strict-port"))
    serve.add_argument("--open", action="store_true", help=text("help-open"))
    serve.add_argument("--lan", action="store_true", help=text("help-lan"))
    serve.add_argument("--editor", metavar="NAME|URL", help=text("help-editor"))
    serve.add_argument("--no-ingest", action="store_true", help=text("help-no-ingest"))
    unbuild = command("unbuild")
    unbuild.add_argument("--to", metavar="DIR", default="restored", help=text("help-unbuild-folder"))
    undo = command("undo")
    undo.add_argument("number", metavar="NUMBER", nargs="?", type=_turn, help=text("help-undo-number"))
    undo.add_argument("--list", action="store_true", help=text("help-undo-list"))
    _add_tags(commands, common, text)
    check = command("check")
    check.add_argument("--strict", action="store_true", help=text("help-strict"))
    _add_publishing(command, text)
    return parser


def _speaking(lang: Lang) -> type[argparse.ArgumentParser]:
    """Parsers, also those of the commands below them, that say in a language what is wrong."""

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            super().error(reworded("problem", message, lang))

    return Parser


def _add_publishing(command: Callable[[str], argparse.ArgumentParser], text: Callable[[str], str]) -> None:
    """`baozhai publish` and `baozhai rollback`."""
    publish = command("publish")
    publish.add_argument("target", metavar="TARGET", help=text("help-publish-target"))
    publish.add_argument("--dry-run", action="store_true", help=text("help-dry-run"))
    publish.add_argument("--confirm-deletes", action="store_true", help=text("help-confirm-deletes"))
    publish.add_argument("--delete-now", action="store_true", help=text("help-delete-now"))
    rollback = command("rollback")
    rollback.add_argument("target", metavar="TARGET", help=text("help-publish-target"))
    rollback.add_argument("--to", metavar="RELEASE", help=text("help-rollback-to"))


def _add_tags(commands: Any, common: argparse.ArgumentParser, text: Callable[[str], str]) -> None:  # noqa: ANN401
    """`baozhai tags ACTION`."""
    tags = commands.add_parser("tags", help=text("help-tags"), description=text("help-tags"), parents=[common])
    actions = tags.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = {}
    for name in ("list", "suggest", "merge", "rename", "refresh"):
        words = text(f"help-tags-{name}")
        made[name] = actions.add_parser(name, help=words, description=words, parents=[common])
        made[name].add_argument("--json", action="store_true", help=text("help-json"))
    for name in ("merge", "rename"):
        made[name].add_argument("old", metavar="A", help=text("help-tags-old"))
        made[name].add_argument("new", metavar="B", help=text("help-tags-new"))
    made["refresh"].add_argument("--write", action="store_true", help=text("help-tags-write"))


def _add_hints(parser: argparse.ArgumentParser, text: Callable[[str], str]) -> None:
    parser.add_argument("--date", metavar="YYYY-MM-DD", help=text("help-date"))
    parser.add_argument("--page", metavar="A2", help=text("help-page"))


def _jobs(word: str) -> int:
    """A number of processes, at least one.

    >>> _jobs("2")
    2
    """
    if not word.isdecimal() or not 1 <= int(word) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"a number of processes is 1 to {MOST_JOBS}, not {word!r}")
    return int(word)


def _turn(word: str) -> int:
    """The number of a command in the trash.

    >>> _turn("000012")
    12
    """
    if not (word.isascii() and word.isdecimal() and len(word) < MOST_DIGITS):
        raise argparse.ArgumentTypeError(f"the number of a command is expected, not {word!r}")
    return int(word)


def _port(word: str) -> int:
    """A port number; 0 lets the system choose.

    >>> _port("8000")
    8000
    """
    if not word.isdecimal() or int(word) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {LAST_PORT}, not {word!r}")
    return int(word)
