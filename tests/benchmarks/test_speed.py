"""The runner measures what it says: both tools get the same corpus, and each edit changes just what it names."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.hugo_site import make_hugo_site
from benchmarks.make_site import articles
from benchmarks.speed import EDITS, baozhai, size
from generator import content

# A process counts the memory of the one it was forked from: the runner is small, these tests are not.
MEASURED = """
import json, sys
from pathlib import Path
from benchmarks.speed import run
ran = run((sys.executable, "-c", "sum(range(10**6))"), Path(sys.argv[1]))
print(json.dumps([ran.cpu, ran.memory]))
"""


def test_a_run_is_timed_and_its_memory_is_its_own(tmp_path):
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )
    cpu, memory = json.loads(done.stdout)
    assert 0 < cpu < 60
    assert 3 < memory < 500


def test_hugo_gets_every_article_of_the_corpus(tmp_path):
    make_hugo_site(tmp_path, 40)
    assert len(list((tmp_path / "content/articles").rglob("*.md"))) == 40
    assert "tag = " in (tmp_path / "hugo.toml").read_text()


def test_each_edit_changes_what_it_names(tmp_path):
    tool = baozhai("baozhai", tmp_path, 40)
    before = list(articles(40))
    assert size(tmp_path / "content")[0] == 41
    EDITS["body"](tool, 0)
    EDITS["tag"](tool, 0)
    template = tool.template.read_text()
    EDITS["template"](tool, 0)
    assert tool.template.read_text() != template
    library, diagnostics = content.load_library(tmp_path / "content")
    assert diagnostics == ()
    old = {article.id: article for article in before}
    changed = [article for article in library.articles if article != old[article.id]]
    assert [(one.body != old[one.id].body, one.tags != old[one.id].tags) for one in changed] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )
