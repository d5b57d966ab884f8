"""A new project needs a folder and a city, and overwrites nothing."""

import pytest

from generator.config import load_config
from generator.errors import BaozhaiError
from generator.scaffold import make_project


def test_a_new_project_loads(tmp_path):
    made = make_project(tmp_path / "new", '长"沙')
    assert made == (
        "content/site.toml",
        "content/places.toml",
        "content/tags.toml",
        "content/decisions.toml",
        "content/redactions.toml",
        ".gitignore",
    )
    assert load_config(tmp_path / "new").paper.city == '长"沙'
    assert (tmp_path / "new/content/pages").is_dir()


def test_files_that_are_there_are_kept(tmp_path):
    (tmp_path / ".gitignore").write_text("mine")
    assert ".gitignore" not in make_project(tmp_path, "长沙")
    assert (tmp_path / ".gitignore").read_text() == "mine"


def test_a_second_project_in_one_folder_is_refused(tmp_path):
    make_project(tmp_path, "长沙")
    with pytest.raises(BaozhaiError, match="project-exists"):
        make_project(tmp_path, "株洲")
