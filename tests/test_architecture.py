"""What the house rules promise and a tool can hold; the layers are held by import-linter."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"
SOURCES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize(
    ("library", "module"),
    [
        ("jinja2", "render/engine.py"),
        ("markdown", "render/markup.py"),
        ("jieba", "segmenter.py"),
        ("watchdog", "preview/watch.py"),
        ("segno", "preview/qr.py"),
        ("turbohtml.clean", "render/theme_files.py"),
        ("turbohtml(?!.clean)", "inspection/page.py"),
        ("boto3", "publish/bucket.py"),
    ],
)
def test_a_library_that_may_be_replaced_is_imported_by_one_module(library, module):
    imports = re.compile(rf"^\s*(?:from|import) {library}\b|import_module\(\"{library}[.\"]", re.MULTILINE)
    found = [path.relative_to(PACKAGE).as_posix() for path in SOURCES if imports.search(path.read_text("utf-8"))]
    assert found == [module]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_fits_the_eye(path):
    assert path.read_text("utf-8").count("\n") <= 300


def test_the_top_of_the_repository_shows_what_there_is_and_no_more():
    kept = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    ).stdout
    if not kept:
        pytest.skip("this is no clone")
    assert sorted({path.split("/")[0] for path in kept.split("\0") if path}) == [
        ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "NOTICE", "README.md", "SECURITY.md", "benchmarks", "content", "docs",
        "generator", "pyproject.toml", "requirements-dev.lock", "requirements.lock", "scripts", "tests", "themes",
    ]  # fmt: skip


PROJECT = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]


def test_at_most_a_dozen_libraries_are_needed_and_each_has_its_reason():
    needed = [re.split(r"[>=\[ ]", line)[0] for line in PROJECT["dependencies"]]
    assert len(needed) <= 12
    reasons = (PACKAGE.parent / "docs" / "reliability.md").read_text("utf-8")
    extras = [re.split(r"[>=\[ ]", line)[0] for lines in PROJECT["optional-dependencies"].values() for line in lines]
    assert [name for name in (*needed, *extras) if f"| `{name}` |" not in reasons] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_library_is_locked_with_hashes_and_from_no_named_registry(name):
    text = (PACKAGE.parent / name).read_text("utf-8")
    assert "://" not in text and "index-url" not in text
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    locked = {entry.split("==")[0] for entry in entries}
    wanted = [re.split(r"[>=\[ ]", line)[0].lower() for line in PROJECT["dependencies"]]
    assert [library for library in wanted if library not in locked] == []
