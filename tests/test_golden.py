"""One small project, whole: its Markdown and its site are what they were when somebody last looked at them.

`pytest tests/test_golden.py --update-cases` writes what is made now into `golden/`, to be reviewed as a diff.
"""

import re
import shutil
from pathlib import Path

import pytest
from scenario import Project

GOLDEN = Path(__file__).parent / "golden" / "ezhou"
PARTS = ("made", "site")


ASSET = re.compile(r"(static/[\w-]+)\.[0-9a-f]{8}\.")  # static/broadsheet.1f0c9a3e.css: a new style is no new page


def tree(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".png")
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}
    return {path: ASSET.sub(r"\1.", text) for path, text in texts.items()}


@pytest.fixture
def made(tmp_path) -> dict[str, dict[str, str]]:
    """What the golden project's content becomes: the Markdown that ingest wrote, and the site but for the theme's files."""
    project = Project.of(GOLDEN / "content", tmp_path).build().expects()
    given = tree(GOLDEN / "content")
    written = {path: text for path, text in tree(project.folder / "content").items() if path not in given}
    markdown = {path: text for path, text in written.items() if path.endswith(".md")}
    site = {path: text for path, text in tree(project.folder / "site").items() if not path.startswith("static/")}
    return {"made": markdown, "site": site}


@pytest.mark.parametrize("part", PARTS)
def test_the_golden_project_is_made_as_it_was(made, part, request):
    if request.config.getoption("--update-cases"):
        shutil.rmtree(GOLDEN / part, ignore_errors=True)
        for path, text in made[part].items():
            file = GOLDEN / part / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    expected = tree(GOLDEN / part)
    assert sorted(made[part]) == sorted(expected)
    assert [path for path, text in made[part].items() if text != expected[path]] == []
