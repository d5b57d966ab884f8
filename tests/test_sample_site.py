"""The sample site as it is published: whole, closed in itself, and the same on every build."""

import re

from scenario import Project

FOREIGN = re.compile(rb"""(?:src|srcset|poster|data)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?\s*(?:https?:)?//""")
INLINE = re.compile(
    rb"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)(?![^>]*json)", re.IGNORECASE
)


def test_no_fault_is_found_in_what_is_published(sample: Project):
    sample.check().expects(says=["Errors: 0, "])


def test_no_page_or_style_loads_anything_from_elsewhere(sample: Project):
    texts = {path: data for path, data in sample.site().items() if path.endswith((".html", ".css", ".js"))}
    assert [path for path, data in texts.items() if FOREIGN.search(data)] == []


def test_no_page_has_a_script_style_or_handler_of_its_own(sample: Project):
    assert [path for path, data in sample.site().items() if path.endswith(".html") and INLINE.search(data)] == []


def test_a_second_build_changes_nothing_and_a_clean_one_makes_the_same(tmp_path):
    project = Project(tmp_path, sample=True).build().expects()
    first = project.site()
    project.build().expects(changed=[], deleted=[])
    project.build("--clean").expects(changed=[], deleted=[])
    assert project.site() == first


def test_nothing_of_the_preview_is_published(sample: Project):
    assert [path for path, data in sample.site().items() if b"_baozhai" in data] == []
