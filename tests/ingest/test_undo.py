"""What a command changed can be taken back, and taken back again; nothing that a person saved since is touched."""

import json

import pytest
from ingest.desk import DAY, Project
from scenario import Project as Whole

from generator.errors import BaozhaiError, ExitStatus
from generator.ingest.keep import trash
from generator.ingest.keep.store import Refusal, Store
from generator.ingest.keep.trash import KEPT, Trash, folder_of, steps_of, turns
from generator.ingest.keep.undo import past, undo

PAGE = "云田花木\n一\n二\n三\n\n枫溪学校\n四\n五\n六\n"
FIRST, SECOND = f"天元区/{DAY}/01-云田花木.md", f"天元区/{DAY}/02-枫溪学校.md"


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def articles(project):
    return {
        path: data for path, (data, _) in project.snapshot().items() if path.split("/")[0] not in {"pages", "ledger"}
    }


def test_an_ingest_is_taken_back_and_stays_so_until_that_is_taken_back_too(project):
    project.page(PAGE).ingest().edit("01-云田花木.md", "一", "一人")
    before = articles(project)
    after = articles(project.page(PAGE.replace("三", "三改").replace("枫溪学校\n四\n五\n六\n", "新的\n七\n")).ingest())
    assert after != before
    done, remarks = undo(project.folder)
    assert (articles(project), remarks) == (before, ())
    assert (done.turn, done.what, done.removed, done.left) == (2, "ingest", (f"天元区/{DAY}/02-新的.md",), ())
    assert done.restored == (FIRST, SECOND)
    assert articles(project.ingest().ingest(program="2")) == before
    undo(project.folder)
    assert articles(project) == after
    assert [(one.turn, one.what) for one in past(project.folder)] == [
        (4, "undo"),
        (3, "undo"),
        (2, "ingest"),
        (1, "ingest"),
    ]


def test_what_was_edited_since_is_left(project):
    project.page(PAGE).ingest().page(PAGE.replace("三", "三改").replace("四", "四改")).ingest()
    project.edit("01-云田花木.md", "三改", "三人")
    done, remarks = undo(project.folder)
    assert (done.restored, done.left) == ((SECOND,), (FIRST,))
    assert [item.code for item in remarks] == ["undo-left"]
    assert "三人" in project.file("01-云田花木.md").read_text(encoding="utf-8")


def test_a_deleted_source_comes_back_with_its_articles(project):
    project.page(PAGE).ingest()
    source = project.content / "pages" / DAY / "01.txt"
    before, data = project.snapshot(), source.read_bytes()
    source.unlink()
    assert articles(project.ingest()) == {}
    undo(project.folder)
    assert source.read_bytes() == data
    assert {path: what[0] for path, what in project.snapshot().items()} == {
        path: what[0] for path, what in before.items()
    }
    assert project.ingest().report.unchanged == 1


def test_an_article_that_lies_elsewhere_by_now_does_not_come_back_twice(project):
    project.page(PAGE).ingest().page(PAGE.replace("云田花木", "云田花卉")).ingest()
    moved = project.content / "专题" / "我的.md"
    moved.parent.mkdir()
    project.file("01-云田花卉.md").rename(moved)
    done, _ = undo(project.folder)
    assert done.left == (FIRST,)
    assert not project.file("01-云田花木.md").exists()


def test_an_undo_that_was_killed_is_finished_by_the_next_command(project, monkeypatch):
    project.page(PAGE).ingest().page(PAGE.replace("三", "三改").replace("四", "四改")).ingest()
    after = articles(project)

    def killed(*_):
        raise KeyboardInterrupt

    for command in (undo, lambda folder: project.ingest()):
        with monkeypatch.context() as patch:
            patch.setattr(trash.Trash, "done", killed)
            with pytest.raises(KeyboardInterrupt):
                undo(project.folder)
        half = turns(project.folder)[-1]
        command(project.folder)
        assert turns(project.folder)[-1] == half
        assert (folder_of(project.folder, half) / "done").exists()
        assert articles(project) != after
        undo(project.folder)
        assert articles(project) == after


def test_a_command_that_was_killed_before_it_did_anything_is_passed_over(project):
    project.page(PAGE).ingest()
    folder_of(project.folder, 2).mkdir()
    done, _ = undo(project.folder)
    assert (done.turn, turns(project.folder)) == (1, [1, 2, 3])
    assert articles(project) == {}


def test_a_text_saved_while_its_source_was_read_stays(project):
    project.page(PAGE).ingest()
    store = Store(project.folder, Trash(project.folder, "ingest"))
    seen = store.read(FIRST)
    project.edit("01-云田花木.md", "一", "一人")
    with pytest.raises(Refusal) as refused:
        store.write(FIRST, "别的", seen)
    assert refused.value.diagnostics[0].code == "ingest-busy"
    assert "一人" in store.read(FIRST)


def test_old_commands_go_but_not_what_people_wrote(project, monkeypatch):
    monkeypatch.setattr(trash, "LATEST", 3)
    project.page(PAGE).ingest().edit("01-云田花木.md", "一", "一人")
    for word in "甲乙丙丁戊己庚":
        project.page(PAGE.replace("三", word).replace("四", word)).ingest()
    known = turns(project.folder)
    assert known == [2, 3, 4, 5, 6, 7, 8]
    for number in known[:-4]:
        assert [step.kept for step in steps_of(folder_of(project.folder, number)) if step.kept] != []
        kept = list((folder_of(project.folder, number) / KEPT).rglob("*.md"))
        assert [path.name for path in kept] == ["01-云田花木.md"]
        assert "一人" in kept[0].read_text(encoding="utf-8")


def test_a_broken_or_forged_list_of_steps_reaches_nothing_outside(project, tmp_path):
    project.page(PAGE).ingest()
    victim = tmp_path / "site.md"
    victim.write_text("外", encoding="utf-8")
    digest = trash.digest_of("外".encode())
    file = folder_of(project.folder, 1) / "steps.jsonl"
    evil = json.dumps({"path": "../site.md", "before": None, "after": digest})
    file.write_text(file.read_text(encoding="utf-8") + evil + '\n{"path": "天元', encoding="utf-8")
    undo(project.folder)
    assert victim.exists()
    assert articles(project) == {}


def test_a_folder_that_has_become_a_link_is_left(project, tmp_path):
    project.page(PAGE).ingest()
    folder = project.content / "天元区"
    folder.rename(tmp_path / "外")
    folder.symlink_to(tmp_path / "外")
    done, _ = undo(project.folder)
    assert done.left == (FIRST, SECOND)
    assert len(list((tmp_path / "外" / DAY).iterdir())) == 2


def test_there_may_be_nothing_to_take_back(project):
    assert undo(project.folder) == (None, ())
    with pytest.raises(BaozhaiError) as caught:
        undo(project.folder, 7)
    assert caught.value.status is ExitStatus.USAGE


def test_where_the_disk_has_no_links_old_texts_are_copied(project, monkeypatch):
    def no_links(*_):
        raise OSError

    monkeypatch.setattr("pathlib.Path.hardlink_to", no_links)
    before = articles(project.page(PAGE).ingest())
    project.page("新的\n七\n").ingest()
    undo(project.folder)
    assert articles(project) == before


def test_the_command_tells_what_it_did(project, tmp_path):
    whole = Whole(tmp_path / "x", sample=True).ingest()
    files = whole.files("content/*/*/*.md")
    whole.run("undo", "--list").expects(says=["1: ingest, files: "])
    whole.run("undo").expects(says=[f"that went: {len(files)}"])
    assert whole.files("content/*/*/*.md") == []
    whole.build().expects()
    assert whole.files("content/*/*/*.md") == []
    whole.run("undo", "--json").expects(says=['"what": "undo"'])
    assert whole.files("content/*/*/*.md") == files
    whole.run("undo", "99").expects(status=2, says=["no command number 99"])
    whole.run("undo", "x").expects(status=2)


def test_a_line_in_the_tagbook_is_taken_back(tmp_path):
    whole = Whole(tmp_path, sample=True).ingest()
    whole.run("tags", "list", "--json")
    one, other = [tag["name"] for tag in json.loads(whole.latest.out)["tags"][:2]]
    before = whole.file("content/tags.toml").read_bytes() if whole.files("content/tags.toml") else None
    # the command of tags has an action, so the project is named behind it
    from generator.cli import main  # noqa: PLC0415

    assert main(["tags", "merge", one, other, "--project", str(whole.folder)]) == 0
    whole.run("undo").expects(says=["tags merge"])
    now = whole.file("content/tags.toml").read_bytes() if whole.files("content/tags.toml") else None
    assert now == before
