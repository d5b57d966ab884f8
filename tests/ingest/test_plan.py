"""What ingest writes: new articles once, a person's text never over, and nothing that is lost."""

import contextlib
import errno
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from ingest.desk import DAY, Project, article

from generator.content import dump, load_library
from generator.content.seal import is_sealed, unsealed
from generator.errors import BaozhaiError, ExitStatus
from generator.ingest.identity import article_id, article_ids
from generator.ingest.keep.plan import SourceResult, ingest
from generator.ingest.keep.policy import Decision, decide, keep_ids
from generator.ingest.keep.records import Record, Said, Written, record_path


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


PAGE = "云田花木\n一\n二\n三\n\n枫溪学校\n四\n五\n六\n"
FIRST, SECOND = "01-云田花木.md", "02-枫溪学校.md"

# ---- the policy ----------------------------------------------------------------------------------

BASE = dump(article("甲"))
NEWER = dump(article("甲", "第一段。\n\n第二段改。\n\n第三段。"))
MINE = BASE.replace('title: "甲"', 'title: "改"')


@pytest.mark.parametrize(
    ("mine", "base", "theirs", "expected"),
    [
        (None, None, BASE, Decision("write", BASE)),
        (None, BASE, NEWER, Decision("keep", "")),
        (BASE, BASE, BASE, Decision("unchanged", BASE)),
        (BASE, BASE, NEWER, Decision("write", NEWER)),
        (BASE, None, NEWER, Decision("write", NEWER)),
        (BASE.replace("\n", "\r\n"), BASE, NEWER, Decision("write", NEWER)),
        (MINE, BASE, BASE, Decision("keep", MINE)),
        (unsealed(BASE), BASE, BASE, Decision("keep", unsealed(BASE))),
        (MINE, BASE, NEWER, Decision("merge", unsealed(NEWER.replace('title: "甲"', 'title: "改"')))),
        (BASE.replace("第二段", "二"), BASE, NEWER, Decision("conflict", NEWER)),
        (MINE, None, NEWER, Decision("conflict", NEWER)),
        (unsealed(BASE), None, BASE, Decision("keep", unsealed(BASE))),
        (MINE.replace("第一段", "\udcff"), BASE, NEWER, Decision("conflict", NEWER)),
    ],
)
def test_a_file_is_replaced_only_if_it_is_ours(mine, base, theirs, expected):
    assert decide(mine, base, theirs) == expected


@given(st.none() | st.text(max_size=80), st.none() | st.just(BASE), st.sampled_from([BASE, NEWER]))
def test_whatever_a_person_wrote_is_never_replaced(mine, base, theirs):
    decision = decide(mine, base, theirs)
    if mine is not None:
        assert decision.action in {"keep", "merge", "conflict"}


def test_ids_are_made_of_what_the_print_says():
    assert article_id("株洲日报", DAY, "A1", "甲") == article_id("株洲日报", DAY, "A1", "甲")
    assert (
        len({article_id(None, DAY, None, "甲"), article_id(None, None, DAY, "甲"), article_id(DAY, None, None, "甲")})
        == 3
    )
    ids = tuple(article_ids((None, DAY, None, headline) for headline in ["简讯", "甲", "简讯"]))
    assert len(set(ids)) == 3
    assert ids[0] == article_id(None, DAY, None, "简讯")


def test_an_article_whose_headline_was_corrected_in_the_source_keeps_its_id():
    old = article("云田花本", "一段相同的话。\n\n又一段相同的话。")
    new = article("云田花木", "一段相同的话。\n\n又一段相同的话。\n\n新的一段。")
    box = article("小链接", "别的内容", parent=new.id)
    kept = keep_ids((new, box), (Written(old.id, "", "", dump(old)),))
    assert [(item.headline, item.id, item.parent) for item in kept] == [
        ("云田花木", old.id, None), ("小链接", box.id, old.id),
    ]  # fmt: skip
    assert keep_ids((article("乙", "毫不相干"),), (Written(old.id, "", "", dump(old)),))[0].id == article("乙").id


# ---- on the disk ---------------------------------------------------------------------------------


def test_a_new_page_becomes_sealed_files_and_a_record(project):
    project.page(PAGE).ingest()
    assert project.report.written == (f"天元区/{DAY}/{FIRST}", f"天元区/{DAY}/{SECOND}")
    assert project.codes == []
    text = project.file(FIRST).read_text(encoding="utf-8")
    assert is_sealed(text) and 'title: "云田花木"' in text
    record = json.loads((project.content / "ledger" / DAY / "01.json").read_text(encoding="utf-8"))
    assert record["source"] == f"content/pages/{DAY}/01.txt"
    assert record["account"]["note"] == f"content/pages/{DAY}/01.txt"
    assert record["articles"][0]["base"] == text
    assert [item.headline for item in load_library(project.content)[0].articles] == ["云田花木", "枫溪学校"]


def test_the_same_input_twice_writes_nothing(project):
    before = project.page(PAGE).ingest().snapshot()
    assert project.ingest().snapshot() == before
    assert (project.report.unchanged, project.report.written) == (1, ())
    project.ingest(program="2")
    after = {path: what for path, what in project.snapshot().items() if "ledger" not in path}
    assert after == {path: what for path, what in before.items() if "ledger" not in path}
    assert project.report.unchanged == 0


def test_a_source_that_did_not_change_on_the_disk_is_not_even_opened(project):
    project.page(PAGE).page("坏\n七\n", f"{DAY}/02.txt")
    old = 10**18
    for name in ("01.txt", "02.txt"):
        os.utime(project.content / "pages" / DAY / name, ns=(old, old))
    said = project.ingest().codes
    (project.content / "pages" / DAY / "01.txt").write_text("同样长的另一些字".ljust(len(PAGE)), encoding="utf-8")
    os.truncate(project.content / "pages" / DAY / "01.txt", len(PAGE.encode()))
    os.utime(project.content / "pages" / DAY / "01.txt", ns=(old, old))
    assert (project.ingest().report.unchanged, project.codes) == (
        2,
        said,
    )  # only a forger's file looks like the old one
    (project.folder / ".baozhai" / "sources").write_bytes(b"\x00")
    assert project.ingest(complete=False).report.unchanged == 1


def test_a_young_file_is_compared_by_its_bytes(project):
    project.page(PAGE).ingest()
    file = project.content / "pages" / DAY / "01.txt"
    state = file.stat()
    file.write_text(PAGE.replace("一", "壹"), encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    os.utime(project.folder / ".baozhai" / "sources", ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000))
    assert project.ingest().report.written == (f"天元区/{DAY}/{FIRST}",)


def test_a_source_that_cannot_be_opened_is_not_taken_for_lost(project):
    project.page(PAGE).ingest()
    file = project.content / "pages" / DAY / "01.txt"
    file.unlink()
    file.mkdir()
    project.ingest(file)
    assert project.codes == ["source-unreadable"] and project.file(FIRST).exists()


def test_a_correction_is_kept_and_the_rest_of_the_source_is_taken(project):
    project.page(PAGE).ingest().edit(FIRST, 'title: "云田花木"', 'title: "云田花木俏"')
    project.ingest(program="2")
    assert (project.report.kept, project.codes) == ((f"天元区/{DAY}/{FIRST}",), [])
    project.page(PAGE.replace("三", "三改").replace("四", "四改")).ingest()
    text = project.file(FIRST).read_text(encoding="utf-8")
    assert "云田花木俏" in text and "三改" in text and not is_sealed(text)
    assert "四改" in project.file(SECOND).read_text(encoding="utf-8")
    assert (project.report.merged, project.report.written) == ((f"天元区/{DAY}/{FIRST}",), (f"天元区/{DAY}/{SECOND}",))
    assert project.codes == ["ingest-merged"]
    before = project.snapshot()
    assert project.ingest(program="1").snapshot() == before


def test_on_a_conflict_the_person_stays_and_the_source_lies_beside(project):
    project.page(PAGE).ingest().edit(FIRST, "三", "三人")
    project.page(PAGE.replace("三", "三源")).ingest()
    assert "三人" in project.file(FIRST).read_text(encoding="utf-8")
    assert "三源" in project.file("01-云田花木.incoming.md.txt").read_text(encoding="utf-8")
    assert [item.format("en") for item in project.diagnostics] == [
        f"content/天元区/{DAY}/01-云田花木.md: warning: the source and a person changed the same lines; the person's text stays "
        f"(take what you want from content/天元区/{DAY}/01-云田花木.incoming.md.txt, then delete it)"
    ]
    project.file("01-云田花木.incoming.md.txt").unlink()
    assert project.ingest(program="2").report.conflicts == ()


def test_what_a_person_deleted_stays_deleted(project):
    project.page(PAGE).ingest().file(FIRST).unlink()
    project.ingest(program="2").page(PAGE.replace("二", "二改")).ingest()
    assert not project.file(FIRST).exists()
    assert project.file(SECOND).exists()


def test_a_file_that_a_person_moved_is_found_by_its_id(project):
    project.page(PAGE).ingest()
    target = project.file("我的名字.md", "专题")
    target.parent.mkdir()
    project.file(FIRST).rename(target)
    project.page(PAGE.replace("二", "二改")).ingest()
    assert project.report.written == ("专题/我的名字.md",)
    assert "二改" in target.read_text(encoding="utf-8")
    assert not project.file(FIRST).exists()
    project.ingest(program="2").ingest(program="3")
    assert target.exists() and not project.file(FIRST).exists()


def test_a_file_whose_header_a_person_took_away_is_that_article_still(project):
    project.page(PAGE).ingest().file(FIRST).write_text("没有文件头\n", encoding="utf-8")
    before = project.ingest(program="2").file(FIRST).read_bytes()
    assert before == "没有文件头\n".encode()
    assert len(list(project.file("").iterdir())) == 2


def test_a_headline_corrected_in_the_source_renames_our_file_and_keeps_the_id(project):
    project.page(PAGE).ingest()
    before = load_library(project.content)[0].articles[0].id
    project.page(PAGE.replace("云田花木", "云田花卉")).ingest()
    assert not project.file(FIRST).exists()
    assert load_library(project.content)[0].articles[0].id == before
    assert load_library(project.content)[0].articles[0].headline == "云田花卉"
    project.edit("01-云田花卉.md", "一", "一人").page(PAGE).ingest()
    assert project.report.merged == (f"天元区/{DAY}/01-云田花卉.md",)


def test_what_the_source_no_longer_has_goes_to_the_trash_unless_edited(project):
    project.page(PAGE).ingest().edit(FIRST, "一", "一人").page("新的\n七\n").ingest()
    assert project.file(FIRST).exists()
    assert not project.file(SECOND).exists()
    assert (project.folder / ".baozhai/trash/000002/content" / f"天元区/{DAY}" / SECOND).exists()
    assert (project.report.trashed, sorted(project.codes)) == (
        (f"天元区/{DAY}/{SECOND}",),
        ["ingest-orphan", "ingest-trashed"],
    )
    assert project.ingest().codes == []


def test_a_source_that_is_gone_takes_its_articles_along_only_if_all_sources_are_known(project):
    project.page(PAGE).page("另一版\n八\n", f"{DAY}/02.txt").ingest()
    (project.content / "pages" / DAY / "01.txt").unlink()
    project.ingest(complete=False)
    assert project.file(FIRST).exists()
    project.ingest()
    assert not project.file(FIRST).exists() and project.file("01-另一版.md").exists()
    assert not (project.content / "ledger" / DAY / "01.json").exists()


def test_a_renamed_source_keeps_edits_and_deletions(project):
    project.page(PAGE).ingest().edit(FIRST, "一", "一人").file(SECOND).unlink()
    (project.content / "pages" / DAY / "01.txt").rename(project.content / "pages" / DAY / "A1.txt")
    before = project.file(FIRST).read_bytes()
    project.ingest()
    assert project.file(FIRST).read_bytes() == before
    assert not project.file(SECOND).exists()
    assert project.report.trashed == ()
    assert sorted(path.name for path in (project.content / "ledger" / DAY).iterdir()) == ["A1.json"]


def test_an_article_moved_from_one_source_to_another_stays(project):
    one, other = PAGE.split("\n\n")
    project.page(PAGE).page("另一版\n八\n", f"{DAY}/02.txt").ingest()
    project.page(one).page(f"另一版\n八\n\n{other}", f"{DAY}/02.txt").ingest()
    assert project.file(SECOND).exists() and project.report.trashed == ()
    project.page(f"{one}\n\n{other}").page("另一版\n八\n", f"{DAY}/02.txt").ingest()
    assert project.file(SECOND).exists() and project.report.trashed == ()


def test_an_article_that_two_sources_have_is_taken_once(project):
    project.page(PAGE).page(PAGE, f"{DAY}/02.txt").ingest()
    assert project.codes == ["ingest-same-article", "ingest-same-article"]
    assert project.diagnostics[0].path == f"content/pages/{DAY}/02.txt"
    before = project.snapshot()
    assert project.ingest().snapshot() == before
    assert project.codes == ["ingest-same-article", "ingest-same-article"]


def test_a_deleted_article_that_moves_to_another_source_is_recorded_once_and_for_all(project):
    project.page("云田花木\n\n云田花木\n\n云田花木").ingest()
    project.file("01-云田花木.md").unlink()
    project.file("02-云田花木.md").unlink()
    project.page("云田花木").page("云田花木\n\n枫溪学校\n\n云田花木", f"{DAY}/02.txt").ingest()
    before = project.snapshot()
    assert project.ingest().snapshot() == before


def test_a_source_that_cannot_be_read_leaves_its_articles_alone(project):
    before = project.page(PAGE).ingest().snapshot()
    project.page("不可读").ingest()
    assert {path: what for path, what in project.snapshot().items() if "pages" not in path} == {
        path: what for path, what in before.items() if "pages" not in path
    }
    assert project.codes == ["source-encoding"]


def test_a_source_with_an_error_does_not_lose_the_article_that_may_be_the_bad_one(project):
    project.page(PAGE).ingest().page(PAGE.replace("云田花木", "坏")).ingest()
    assert project.file(FIRST).exists() and project.codes == ["source-binary"]
    assert project.ingest().codes == ["source-binary"]


def test_two_articles_of_one_name_get_two_files(project):
    project.page("简讯\n一\n").page("简讯\n二\n", f"{DAY}/02.txt")
    sources = sorted((project.content / "pages").rglob("*.txt"))
    ids = iter(["a" * 12, "b" * 12])
    for _ in range(2):
        ingest(
            project.folder, sources,
            lambda data, path, _said: SourceResult((article("简讯", data.decode(), id=path[-5] * 12, order=1),)), program=next(ids),
        )  # fmt: skip
        assert sorted(path.name for path in project.file("").iterdir()) == ["01-简讯 (2).md", "01-简讯.md"]


def test_a_source_from_elsewhere_is_copied_in_and_never_over_another(project, tmp_path):
    outside = tmp_path / "收件" / "2021-11-25_A3.txt"
    outside.parent.mkdir()
    outside.write_text(PAGE, encoding="utf-8")
    project.ingest(outside, complete=False)
    assert project.report.copied == (f"content/pages/{DAY}/2021-11-25_A3.txt",)
    assert project.ingest(outside, complete=False).report.unchanged == 1
    outside.write_text("另一版\n九\n", encoding="utf-8")
    project.ingest(outside, complete=False)
    assert project.report.copied == (f"content/pages/{DAY}/2021-11-25_A3-2.txt",)
    outside.write_text("不可读", encoding="utf-8")
    assert project.ingest(outside, complete=False).report.copied == ()
    other = tmp_path / "收件" / "page.dat"
    other.write_text("第三版\n十\n", encoding="utf-8")
    assert project.ingest(other, complete=False, said=Said(DAY)).report.copied == (f"content/pages/{DAY}/page.dat.txt",)


def test_a_missing_source_is_reported_and_the_others_are_read(project):
    project.page(PAGE).ingest(project.folder / "没有.txt", project.content / "pages" / DAY / "01.txt", complete=False)
    assert project.codes == ["source-unreadable"] and len(project.report.written) == 2


def test_a_lost_record_costs_nothing_but_a_comparison(project):
    project.page(PAGE).ingest().edit(FIRST, "一", "一人")
    record = project.content / "ledger" / DAY / "01.json"
    for broken in (b"{", b'{"source": "../../x"}', None):
        record.unlink()
        if broken:
            record.write_bytes(broken)
        before = project.file(FIRST).read_bytes()
        project.ingest()
        assert project.file(FIRST).read_bytes() == before
        assert ("record-broken" in project.codes) is bool(broken)


def test_a_record_that_the_disk_does_not_give_away_stops_the_command_and_is_not_called_broken(project, monkeypatch):
    project.page(PAGE).ingest().edit(FIRST, "一", "一人")
    (project.content / "pages" / DAY / "01.txt").unlink()
    record = project.content / "ledger" / DAY / "01.json"
    before, read = project.file(FIRST).read_bytes(), Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file == record:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(file))
        return read(file)

    with monkeypatch.context() as patch, pytest.raises(BaozhaiError) as caught:
        patch.setattr(Path, "read_bytes", refuse)
        project.ingest()
    assert caught.value.status is ExitStatus.DISK and str(record) in str(caught.value)
    assert project.file(FIRST).read_bytes() == before and record.exists()


def test_a_folder_in_the_place_of_a_record_is_told(project):
    project.page(PAGE)
    (project.content / "ledger" / DAY / "01.json").mkdir(parents=True)
    with pytest.raises(BaozhaiError) as caught:
        project.ingest()
    assert caught.value.status is ExitStatus.DISK


def test_a_record_cannot_name_a_file_outside_content(project):
    victim = project.folder / "site.md"
    victim.write_text(dump(article("甲")), encoding="utf-8")
    source = f"content/pages/{DAY}/01.txt"
    evil = Record(source, "", None, "", (Written(article("甲").id, "../site.md", "", ""),))
    file = project.folder / record_path(source)
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"source": evil.source, "sha256": "", "encoding": None, "program": "", "articles": [{"id": "a", "path": "../site.md", "seal": "", "base": ""}]}), encoding="utf-8")  # fmt: skip
    project.page(PAGE).ingest()
    assert victim.exists() and project.codes == ["record-broken"]


def test_nothing_is_written_through_a_symbolic_link(project, tmp_path):
    project.page(PAGE)
    (tmp_path / "外").mkdir()
    (project.content / "天元区").symlink_to(tmp_path / "外")
    project.ingest()
    assert project.codes == ["content-symlink", "content-symlink"]
    assert list((tmp_path / "外").iterdir()) == []


@pytest.mark.parametrize("name", ["pages", "pages/2021-11-25", "ledger", "ledger/2021-11-25"])
def test_no_source_and_no_record_is_written_through_a_symbolic_link(project, tmp_path, name):
    outside, source = tmp_path / "外", tmp_path / "收件" / f"{DAY}_A3.txt"
    for folder in (outside, source.parent, (project.content / name).parent):
        folder.mkdir(parents=True, exist_ok=True)
    source.write_text(PAGE, encoding="utf-8")
    (project.content / name).symlink_to(outside)
    with contextlib.suppress(BaozhaiError):
        project.ingest(source, complete=False)
        assert project.codes == ["content-symlink"]
    assert [path for path in outside.rglob("*") if path.is_file()] == []


# ---- a disk that fills up ------------------------------------------------------------------------


def tree(folder):
    """What must be the same in the end: everything but what is only remembered, and the trash of a run that failed."""
    files = (path for path in (folder / "content").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def prepared(folder):
    """A project in which the next ingest writes, merges, renames, conflicts and trashes."""
    project = Project(folder)
    project.page(PAGE).page("甲\n七\n\n乙\n八\n九\n\n丙\n十\n", f"{DAY}/02.txt").ingest()
    project.edit(FIRST, "一", "一人").edit("01-甲.md", "七", "七人")
    project.page(PAGE.replace("三", "三改").replace("枫溪学校", "枫溪小学"))
    return project.page("甲\n七源\n\n乙改\n八\n九\n\n丁\n十一\n", f"{DAY}/02.txt").page("新\n", f"{DAY}/03.txt")


def test_a_full_disk_at_any_write_leaves_whole_files_and_the_next_run_ends_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    expected = tree(prepared(tmp_path / "good").ingest().folder)
    failed = 0
    for allowed in range(100):
        project = prepared(tmp_path / str(allowed))
        before = tree(project.folder)
        left = iter(range(allowed))

        def full(handle, left=left):
            if next(left, None) is None:
                raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            try:
                project.ingest()
            except BaozhaiError as error:
                assert error.status is ExitStatus.DISK
                failed += 1
        now = tree(project.folder)
        texts = {*before.values(), *expected.values()}
        assert all(data in texts for path, data in now.items() if "ledger" not in path)
        assert tree(project.ingest().folder) == expected
        if failed == allowed:  # enough room for all
            break
    assert 15 < failed < 100


# ---- any order of events -------------------------------------------------------------------------

HEADLINES = ["云田花木", "枫溪学校", "公交提速"]
PAGES = st.lists(st.tuples(st.sampled_from(HEADLINES), st.lists(st.sampled_from("一二三四五"), max_size=4)), max_size=3)


class Newsroom(RuleBasedStateMachine):
    """Sources change, people edit, move and delete, ingest runs: no word of a person is ever lost."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project(self.folder)
        self.words = set()
        self.count = 0

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def articles(self):
        found = self.project.content.rglob("*.md") if self.project.content.exists() else ()
        return sorted(path for path in found if "pages" not in path.parts)

    @rule(page=PAGES, name=st.sampled_from(["01", "02"]))
    def deliver(self, page, name):
        text = "\n\n".join("\n".join([headline, *body]) for headline, body in page)
        self.project.page(text, f"{DAY}/{name}.txt")

    @rule(name=st.sampled_from(["01", "02"]))
    def lose_source(self, name):
        (self.project.content / "pages" / DAY / f"{name}.txt").unlink(missing_ok=True)

    @rule(pick=st.integers(0, 9), where=st.sampled_from(["head", "body", "end"]))
    def edit(self, pick, where):
        if files := self.articles():
            file = files[pick % len(files)]
            self.count += 1
            word = f"人工{self.count}"
            text = file.read_text(encoding="utf-8")
            if where == "head":
                text = text.replace('title: "', f'title: "{word}', 1)
            elif where == "body":
                text = text.replace("\n---\n", f"\n---\n\n{word}\n", 1)
            else:
                text += f"\n{word}\n"
            file.write_text(text, encoding="utf-8")
            self.words.add(word)

    @rule(pick=st.integers(0, 9))
    def delete(self, pick):
        if files := self.articles():
            file = files[pick % len(files)]
            text = file.read_text(encoding="utf-8")
            self.words = {word for word in self.words if word not in text}
            file.unlink()

    @rule(pick=st.integers(0, 9))
    def move(self, pick):
        if files := self.articles():
            file = files[pick % len(files)]
            self.count += 1
            target = self.project.content / "专题" / f"{self.count}.md"
            target.parent.mkdir(exist_ok=True)
            file.rename(target)

    @rule(program=st.sampled_from(["1", "2"]))
    def ingest(self, program):
        self.project.ingest(program=program)
        before = self.project.snapshot()
        self.project.ingest(program=program)
        assert self.project.snapshot() == before

    @invariant()
    def every_word_of_a_person_is_there(self):
        text = "".join(file.read_text(encoding="utf-8") for file in self.articles())
        assert all(word in text for word in self.words)

    @invariant()
    def no_id_stands_twice(self):
        if self.project.content.exists():
            assert "content-same-id" not in [item.code for item in load_library(self.project.content)[1]]


Newsroom.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestNewsroom = Newsroom.TestCase
