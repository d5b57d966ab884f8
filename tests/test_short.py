"""A build of which only texts have changed does what the whole build does, and leaves to it whatever is doubtful."""

import shutil
from pathlib import Path

import pytest

from benchmarks.make_site import make_site
from generator import building, changes, glance, short
from generator.building import build_site
from generator.project import open_project
from tests.test_exactness import tree
from tests.test_glance import until_old


@pytest.fixture
def project(tmp_path):
    """A site that has been built, with an article that something is said about."""
    folder = tmp_path / "project"
    make_site(folder, 40)
    warned = texts(folder)[20]
    warned.write_text(warned.read_text("utf-8").replace("title:", "tilte: 甲\ntitle:", 1), encoding="utf-8")
    build(folder)
    return folder


@pytest.fixture
def no_library(monkeypatch):
    """From now on no build may read the library."""

    def refuse(*_: object) -> None:
        raise AssertionError("the library was read")

    return lambda: monkeypatch.setattr(building, "load_published", refuse)


def build(folder: Path, **options):
    until_old(folder)
    return build_site(open_project(folder), ingest=False, **options)


def texts(folder: Path) -> list[Path]:
    return sorted((folder / "content").rglob("*.md"))


def edit(file: Path, sentence: str = "第三段是后来添上的。") -> None:
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{sentence}\n", encoding="utf-8")


def test_it_makes_and_explains_and_says_what_the_whole_build_does(project, tmp_path, no_library):
    other = tmp_path / "other"
    shutil.copytree(project, other)
    build(other)
    (other / ".baozhai/record").unlink()
    for folder in (project, other):
        edit(texts(folder)[7])
        edit(texts(folder)[23], "## 小标题\n\n- 一\n- 二\n\n另有一段。")
    whole = build(other)
    no_library()
    found = build(project)
    assert found.reasons == whole.reasons
    assert len(found.reasons) > 10
    assert found.diagnostics == whole.diagnostics
    assert found.diagnostics
    assert (found.say("en"), found.summary("zh")) == (whole.say("en"), whole.summary("zh"))
    assert tree(project / "site") == tree(other / "site")


def test_a_site_without_a_search_has_short_builds_too(project, tmp_path, no_library):
    with (project / "content/site.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[outputs]\nsearch = false\n")
    build(project)
    other = tmp_path / "other"
    shutil.copytree(project, other)
    for folder in (project, other):
        edit(texts(folder)[7])
    build(other, clean=True)
    no_library()
    assert build(project).reasons
    assert tree(project / "site") == tree(other / "site")
    assert not (project / "site/search").exists()


def test_the_builds_after_it_know_what_it_did(project, no_library):
    edit(texts(project)[7])
    build(project)
    until_old(project)
    assert glance.nothing_to_do(project, project / ".baozhai", ingest=False)
    (project / ".baozhai/glance").unlink()
    assert build(project).reasons == ()
    no_library()
    edit(texts(project)[7])
    edit(texts(project)[9])
    assert build(project).reasons


def test_what_it_has_to_say_is_that_of_the_changed_text_and_of_all_others(project, no_library):
    before = build(project).diagnostics
    no_library()
    edit(texts(project)[7], "一张<img src=x onerror=alert(1)>图。")
    after = build(project).diagnostics
    assert set(before) < set(after)
    assert {item.path for item in set(after) - set(before)} == {texts(project)[7].relative_to(project).as_posix()}
    text = texts(project)[7].read_text("utf-8").partition("\n\n一张")[0]
    texts(project)[7].write_text(text + "\n", encoding="utf-8")
    assert build(project).diagnostics == before


def test_what_editors_keep_beside_an_article_says_nothing(project, no_library):
    file = texts(project)[7]
    (file.parent / f"{file.name}~").write_text("昨天的", encoding="utf-8")
    build(project)
    no_library()
    (file.parent / f"{file.name}~").write_text("今天的", encoding="utf-8")
    passing = file.with_name(f".{file.name}.swp")
    passing.write_bytes(file.read_bytes())
    edit(passing)
    shutil.copyfile(passing, file.with_name(".other.swp"))
    passing.replace(file)
    assert build(project).reasons


MORE_THAN_TEXTS = {
    "a header": lambda file: file.write_text(file.read_text("utf-8").replace("order: ", "order: 1", 1), encoding="utf-8"),
    "the sentence of the listings": lambda file: file.write_text(
        file.read_text("utf-8").partition("\n---\n")[0] + "\n---\n\n今天的会议改在了明天上午举行，地点不变。\n", encoding="utf-8"
    ),
    "a new file": lambda file: file.with_name("99-新.md").write_text("新", encoding="utf-8"),
    "a link": lambda file: (file.rename(file.with_suffix(".txt")), file.symlink_to(file.with_suffix(".txt"))),
    "a lost file": lambda file: file.unlink(),
    "a setting": lambda file: (file.parents[2] / "tags.toml").write_text('blocked = ["会议"]\n', encoding="utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("what", MORE_THAN_TEXTS)
def test_more_than_a_text_is_left_to_the_whole_build(project, what, monkeypatch):
    build(project)
    MORE_THAN_TEXTS[what](texts(project)[7])
    monkeypatch.setattr(short, "carry_out", lambda *_: pytest.fail("a short build"))
    build(project)


def test_a_damaged_output_is_left_to_the_whole_build_which_a_trusting_one_puts_off(project, no_library, monkeypatch):
    (project / "site/index.html").write_text("damaged", encoding="utf-8")
    edit(texts(project)[7])
    with monkeypatch.context() as patch:
        patch.setattr(short, "carry_out", lambda *_: pytest.fail("a short build"))
        build(project)
    (project / "site/index.html").write_text("damaged", encoding="utf-8")
    edit(texts(project)[7])
    with monkeypatch.context() as patch:
        patch.setattr(building, "load_published", lambda *_: pytest.fail("the library was read"))
        build(project, trusting=True)
    assert [reason.path for reason in build(project).reasons] == ["index.html"]


def test_a_short_build_that_is_killed_after_its_switch_is_made_good(project, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(short, "save", lambda *_: 1 / 0)
        edit(texts(project)[7])
        with pytest.raises(ZeroDivisionError):
            build(project)
    build(project)
    left = tree(project / "site")
    build(project, clean=True)
    assert tree(project / "site") == left


@pytest.mark.parametrize("lost", ["record", "reprints", "search", "later"])
def test_what_it_remembers_may_be_lost_or_damaged(project, lost):
    edit(texts(project)[7])
    build(project)
    (project / ".baozhai" / lost).write_bytes(b"\xc1damaged")
    edit(texts(project)[7], "又有一段。")
    build(project)
    left = tree(project / "site")
    build(project, clean=True)
    assert tree(project / "site") == left


def test_a_text_that_has_just_been_saved_is_waited_for(project, no_library):
    until_old(project)
    no_library()
    edit(texts(project)[7])
    assert build_site(open_project(project), ingest=False).reasons
    assert changes.TICK > 0


@pytest.mark.parametrize("outputs", ["search = false", "search = false\ntwins = false\napi = false\ndumps = false\nfeeds = false\nllms = false"])  # fmt: skip
def test_a_site_with_few_outputs_is_built_short_too(project, no_library, outputs):
    settings = project / "content/site.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[outputs]\n{outputs}\n", encoding="utf-8")
    build(project)
    no_library()
    edit(texts(project)[7])
    assert "article" in {reason.kind for reason in build(project).reasons}
    texts(project)[7].touch()
    assert build(project).reasons == ()
    texts(project)[7].touch()
    edit(texts(project)[8])
    assert {reason.kind for reason in build(project).reasons if reason.kind == "article"} == {"article"}


def test_who_is_told_of_a_file_looks_at_no_other_and_the_next_build_does(project, monkeypatch):
    text, new = texts(project)[7], texts(project)[31].with_name("99-新.md")
    edit(text)
    new.write_text("新来的一篇。", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(building, "load_published", lambda *_: pytest.fail("the library was read"))
        found = build(project, trusting=True, told=[text.relative_to(project).as_posix()])
        assert [reason.kind for reason in found.reasons].count("article") == 1
    assert [
        reason.detail for reason in build(project).reasons if reason.code == "made-new" and reason.kind == "article"
    ]
    left = tree(project / "site")
    build(project, clean=True)
    assert tree(project / "site") == left


@pytest.mark.parametrize("what", ["a new file", "a lost file"])
def test_who_is_told_of_more_than_texts_builds_the_whole(project, what, monkeypatch):
    MORE_THAN_TEXTS[what](texts(project)[7])
    told = [
        texts(project)[7].relative_to(project).as_posix(),
        texts(project)[7].with_name("99-新.md").relative_to(project).as_posix(),
    ]
    with monkeypatch.context() as patch:
        patch.setattr(short, "carry_out", lambda *_: pytest.fail("a short build"))
        build(project, trusting=True, told=told)
    left = tree(project / "site")
    build(project, clean=True)
    assert tree(project / "site") == left
