"""A glance spares a build only where the build would do nothing, and is as short as promised."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.make_site import make_site
from generator import glance
from generator.building import build_site
from generator.project import open_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    make_site(folder, 12)
    (folder / "themes/broadsheet/templates").mkdir(parents=True)
    until_old(folder)
    build(folder)
    assert is_idle(folder)
    return folder


def until_old(folder: Path) -> None:
    """Wait until the disk's clock has left behind what was just written; no longer than that takes."""
    newest = max(file.stat().st_ctime_ns for file in folder.rglob("*"))
    probe = folder.parent / "probe"
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        probe.write_bytes(b"")
        if probe.stat().st_mtime_ns > newest + 2 * glance.TICK:
            return
        time.sleep(0.005)


def build(folder: Path):
    return build_site(open_project(folder), ingest=False)


def is_idle(folder: Path, *, ingest: bool = False) -> bool:
    return glance.nothing_to_do(folder, folder / ".baozhai", ingest=ingest) is not None


def article(folder: Path) -> Path:
    return sorted((folder / "content").rglob("*.md"))[3]


def edit_and_restore_times(folder: Path) -> None:
    file = article(folder)
    status, data = file.stat(), file.read_bytes()
    file.write_bytes(data[:-2] + b"x\n")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES = {
    "an edit of the same length with the old time": edit_and_restore_times,
    "a new article": lambda folder: (article(folder).with_name("99-new.md")).write_text("新", encoding="utf-8"),
    "a rename": lambda folder: article(folder).rename(article(folder).with_name("98-renamed.md")),
    "a lost article": lambda folder: article(folder).unlink(),
    "a setting": lambda folder: (folder / "content/site.toml").write_text('[paper]\ncity = "株洲"\n', encoding="utf-8"),
    "a new settings file": lambda folder: (folder / "content/places.toml").write_text("", encoding="utf-8"),
    "a template": lambda folder: (folder / "themes/broadsheet/templates/tag.html").write_text("x", encoding="utf-8"),
    "a damaged output": lambda folder: (folder / "site/index.html").write_text("damaged", encoding="utf-8"),
    "a lost output": lambda folder: (folder / "site/index.html").unlink(),
    "a lost site": lambda folder: shutil.rmtree(folder / "site"),
    "a lost state": lambda folder: (folder / ".baozhai/state").unlink(),
    "a switch that was cut short": lambda folder: (folder / ".baozhai/journal").write_bytes(b"{}"),
    "a builder at work": lambda folder: (folder / ".baozhai/lock.json").write_bytes(b"{}"),
    "a broken note": lambda folder: (folder / ".baozhai/glance").write_bytes(b"\xc1"),
}


@pytest.mark.parametrize("many", [10_000, 1])
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(project, change, many, monkeypatch):
    monkeypatch.setattr(glance, "MANY", many)  # from so many files on, another process looks at them
    assert is_idle(project)
    CHANGES[change](project)
    assert not is_idle(project)


@pytest.mark.parametrize("number", [0, -1])
def test_two_processes_look_at_a_half_of_the_outputs_each(project, number, monkeypatch):
    monkeypatch.setattr(glance, "MANY", 1)
    note = glance.nothing_to_do(project, project / ".baozhai", ingest=False)
    assert glance._look_beside(project / "site", note.outputs, 0)()
    (project / "site" / note.outputs.paths[number]).write_text("damaged", encoding="utf-8")
    assert not glance._look_beside(project / "site", note.outputs, 0)()
    part, rest = note.outputs.cut(7)
    assert (part.paths + rest.paths, part.stamps + rest.stamps) == (note.outputs.paths, note.outputs.stamps)
    assert len(part.stamps) == 7 * glance.STAMP


def test_a_site_that_was_taken_away_is_made_anew(project):
    shutil.rmtree(project / "site")
    build(project)
    assert (project / "site/index.html").is_file()


def test_a_build_with_ingest_is_another_question(project):
    assert not is_idle(project, ingest=True)


def test_another_set_of_libraries_is_another_program(project, tmp_path, monkeypatch):
    (tmp_path / "lib/markdown-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    assert not is_idle(project)


def test_another_copy_of_the_program_is_another_program(project, tmp_path, monkeypatch):
    monkeypatch.setattr(glance, "PACKAGE", tmp_path)
    assert not is_idle(project)


def test_what_has_just_changed_or_lies_behind_a_link_is_never_sure(project, tmp_path, monkeypatch):
    article(project).write_text("---\ntitle: 新\n---\n", encoding="utf-8")
    with monkeypatch.context() as patience:
        patience.setattr(glance, "TICK", 3600 * 10**9)  # "just" is an hour, so that no busy machine misses it
        assert not glance.look(project, project / ".baozhai").sure
    until_old(project)
    assert glance.look(project, project / ".baozhai").sure
    (project / "themes/other").symlink_to(tmp_path)
    until_old(project)
    assert not glance.look(project, project / ".baozhai").sure


def test_a_build_that_fails_leaves_no_note(project):
    glance.look(project, project / ".baozhai")
    assert not is_idle(project)


def test_an_output_that_changed_while_the_build_ended_is_not_noted(project):
    note = glance.nothing_to_do(project, project / ".baozhai", ingest=False)
    before = glance.look(project, project / ".baozhai")
    more = {"ingest": False, "diagnostics": (), "words": note.words, "summary": note.summary, "memories": b""}
    glance.keep(project, project / ".baozhai", before, outputs=[("site/index.html", 1, 1)], **more)
    assert not is_idle(project)


def test_a_build_with_nothing_to_do_imports_no_heavy_library_and_says_what_the_engine_says(project):
    program = (
        "import sys; from generator.cli import main; status = main(sys.argv[1:]);"
        "print(status, sorted({'jieba', 'markdown', 'jinja2', 'nh3', 'yaml', 'generator.building'} & set(sys.modules)))"
    )
    words = ["build", "--project", str(project), "--no-ingest"]
    root = str(Path(__file__).resolve().parents[1])
    ran = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, check=True, text=True, cwd=root, encoding="utf-8"
    )
    (project / ".baozhai/glance").unlink()
    again = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, check=True, text=True, cwd=root, encoding="utf-8"
    )
    said, last = ran.stdout.rstrip("\n").rsplit("\n", 1)
    assert last == "0 []"
    assert said == again.stdout.rstrip("\n").rsplit("\n", 1)[0]
