"""What the house rules promise and a tool can hold; the layers are held by import-linter."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"
SOURCES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize(
    ("library", "module"),
    [
        ("jinja2", "render/theme.py"),
        ("markdown", "render/markup.py"),
        ("jieba", "words.py"),
        ("watchdog", "preview/watch.py"),
        ("segno", "preview/qr.py"),
        ("turbohtml", "inspection/page.py"),
        ("boto3", "publish/bucket.py"),
    ],
)
def test_a_library_that_may_be_replaced_is_imported_by_one_module(library, module):
    imports = re.compile(rf"^\s*(?:from|import) {library}\b|import_module\(\"{library}\"", re.MULTILINE)
    found = [path.relative_to(PACKAGE).as_posix() for path in SOURCES if imports.search(path.read_text("utf-8"))]
    assert found == [module]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_fits_the_eye(path):
    assert path.read_text("utf-8").count("\n") <= 300
