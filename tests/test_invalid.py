"""The invalid corpus: each file of `cases/invalid/` and, beside it, exactly what is said about it.

`pytest --update-cases` writes what is said now into the `.expected` files, to be reviewed as a diff.
"""

import tomllib
from importlib import resources
from pathlib import Path

import pytest

from generator.content import parse_bytes
from generator.encodings import decode
from generator.ingest.parsed import parse_articles
from generator.model import Byline

CORPUS = Path(__file__).parent / "cases" / "invalid"
CASES = sorted(path for path in CORPUS.rglob("*.*") if path.suffix != ".expected")


def remarks(case):
    """What is said about a file, and whether anything of it is used."""
    data = case.read_bytes()
    match case.parent.name:
        case "content":
            value, diagnostics = parse_bytes(data, case.name)
        case "sources":
            value, diagnostics = decode(data, case.name)
        case "parsed":
            value, diagnostics = parse_articles(data.decode(), case.name, lambda _: Byline())
    return value, diagnostics


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_what_is_wrong_is_said_exactly(case, request):
    _, diagnostics = remarks(case)
    said = "".join(f"{item.format(lang)}\n" for lang in ("en", "zh") for item in diagnostics)
    expected = case.with_name(case.name + ".expected")
    if request.config.getoption("--update-cases", default=False):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")
    assert diagnostics


@pytest.mark.parametrize("case", [case for case in CASES if case.parent.name == "sources"], ids=lambda case: case.name)
def test_no_text_is_made_of_what_is_refused(case):
    assert remarks(case)[0] is None


def test_every_message_of_the_corpus_s_readers_is_in_the_corpus():
    said = {item.code for case in CASES for item in remarks(case)[1]}
    files = [resources.files("generator") / "messages" / name for name in ("content.toml", "ingest.toml")]
    codes = {code for file in files for code in tomllib.loads(file.read_text(encoding="utf-8"))}
    about_folders = (
        "ingest-",
        "record-",
        "content-same-id",
        "content-name",
        "content-symlink",
        "content-unreadable",
        "content-big",
    )
    elsewhere = {"source-big", "source-other", "source-symlink", "source-unreadable"}
    assert {code for code in codes if not code.startswith(about_folders)} - elsewhere == said
