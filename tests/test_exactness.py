"""Whatever is done to a project, an incremental build leaves the tree that a clean one would make.

Some of the builds are short ones, which read no library and plan no site; the tests count that they are.
"""

import contextlib
import io
import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.make_site import make_site
from generator import changes, glance, incremental, short
from generator.cli import main
from generator.content import library
from generator.glance import OUTPUT

SEQUENCES = int(os.environ.get("BAOZHAI_SEQUENCES", "300"))
DISTRICTS = ["天元区", "渌口区", "攸县", "不存在区", ""]
DATES = ["2021-11-24", "2021-11-25", "2021-12-01", "2020-02-29", ""]
TAGS = ["疫苗", "营商环境", "a/b", "“放管服”"]
NAMES = [f"{number:02}-稿件" for number in range(1, 6)]
STORY = "市民的意见得到了认真的办理，有关部门在现场和大家一起对问题的原因进行了分析。会上为群众的事情将责任落实到人，是一次有益的尝试和探索。"
OPENING = "今天上午全市大会隆重召开，各县区代表到场，市民踊跃参加，场面十分热烈，气氛十分欢快，大家尽兴而归。\n\n"  # what listings show of most texts
BODIES = [
    "第一段。", "云田镇第一段。\n\n## 小标题\n\n第二段,还有横江村。", "- 一\n- 二", "", STORY, f"{STORY}第二天的报道。",
    f"陈明说，共有40人参加。\n\n{STORY}", "学生陈明今天参加了比赛。\n\n共有40人参加的会议。",
    "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
]  # fmt: skip
OPENED = [OPENING + body for body in BODIES]
OUTPUTS = [
    "",
    'tag_feeds = "full"',
    "twins = false\ndumps = false",
    "api = false\nfeeds = false",
    "sitemaps = false\nllms = false",
    "search = false",
]
PARTS = [
    'continued_on: "A2"\nprint_page: "A1"',
    'continued_from: "A1"\nprint_page: "A2"',
    'continued_from: "A1"\nkind: continuation',
    "",
]
SITE = (
    '[paper]\ncity = "株洲"\n[site]\ntitle = "{}"\npage_size = 2\nbase_url = "https://example.org/x/"\n[outputs]\n{}\n'
)

article = st.fixed_dictionaries({
    "title": st.sampled_from(["天元区开班", "渌口区改厕", "<b>&amp;\"", "无题"]),
    "is_alone": st.sampled_from([True, True, False]),
    "date": st.sampled_from(DATES),
    "district": st.sampled_from(DISTRICTS),
    "tags": st.lists(st.sampled_from(TAGS), max_size=2, unique=True),
    "parent": st.sampled_from(["", "id01", "nobody"]),
    "order": st.integers(0, 3),
    "places": st.lists(st.sampled_from(["云田镇", "龙门镇", "横江村", "渌口区", "福田区"]), max_size=2, unique=True),
    "body": st.sampled_from([*BODIES, *(4 * OPENED)]),
    "people": st.sampled_from([[], [], ["陈明"]]),
    "part": st.sampled_from([*PARTS, *(6 * [""])]),
    "digest": st.sampled_from(["", "", "共有40人参加。"]),
    "is_counted": st.sampled_from([False, False, True]),
})  # fmt: skip
name = st.sampled_from(NAMES)
rewording = st.tuples(st.just("reword"), st.integers(0, 4), st.sampled_from([*BODIES, *(4 * OPENED)]))
change = st.one_of(
    rewording,
    st.tuples(st.just("write"), name, article),
    st.tuples(st.just("delete"), name, st.none()),
    st.tuples(st.just("rename"), name, st.none()),
    st.tuples(st.just("break"), name, st.none()),
    st.tuples(st.just("retitle"), st.none(), st.tuples(st.sampled_from(["甲报", "乙报"]), st.sampled_from(OUTPUTS))),
    st.tuples(st.just("redact"), st.none(), st.sampled_from(["陈明", "群众的"])),
    st.tuples(st.just("shadow"), st.none(), st.sampled_from(["article.html", "tag.html", "base.html"])),
    st.tuples(st.just("unshadow"), st.none(), st.none()),
    st.tuples(st.just("damage"), st.none(), st.integers(0, 5)),
    st.tuples(st.just("forget"), st.none(), st.none()),
)


mostly_rewording = st.integers(0, 4).flatmap(lambda number: rewording if number else change)


def text_of(stem: str, fields: dict) -> str:
    lines = [
        f"id: id{stem[:2]}",
        f"title: {fields['title'] + (stem if fields.get('is_alone') else '')!r}",
        f"order: {fields['order']}",
    ]
    lines += [f"{key}: {fields[key]!r}" for key in ("date", "district", "parent") if fields[key]]
    lines += [f"{key}: {fields[key]!r}" for key in ("people", "digest") if fields.get(key)]
    lines += [fields["part"]] if fields.get("part") else []
    lines += ['numbers: [{subject: 参加, value: "40", unit: 人}]'] if fields.get("is_counted") else []
    lines += [f"tags: {fields['tags']!r}", f"places: {fields['places']!r}"]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{fields['body']}\n"


def write(project: Path, stem: str, fields: dict) -> None:
    (project / f"content/{stem}.md").write_text(text_of(stem, fields), encoding="utf-8")


def reword(project: Path, which: int, body: str) -> None:
    """Another text under the same header, in a file that an editor puts in the place of the old one."""
    files = sorted((project / "content").glob("*.md"))
    file = files[which % len(files)] if files else None
    if file and "\n---\n\n" in (text := file.read_text("utf-8")):
        passing = file.with_name(f".{file.name}.swp")
        passing.write_text(text[: text.index("\n---\n\n") + 6] + body + "\n", encoding="utf-8")
        passing.replace(file)


def redact(project: Path, _: None, word: str) -> None:
    text = f'redact = [{{text = "{word}", reason = "本人要求"}}]\n'
    (project / "content/redactions.toml").write_text(text, encoding="utf-8")


def delete(project: Path, stem: str, _: None) -> None:
    (project / f"content/{stem}.md").unlink(missing_ok=True)


def rename(project: Path, stem: str, _: None) -> None:
    file = project / f"content/{stem}.md"
    if file.exists():
        file.rename(file.with_name(f"改名{stem}.md"))


def break_(project: Path, stem: str, _: None) -> None:
    (project / f"content/{stem}.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")


def retitle(project: Path, _: None, chosen: tuple[str, str]) -> None:
    (project / "content/site.toml").write_text(SITE.format(*chosen), encoding="utf-8")


def shadow(project: Path, _: None, template: str) -> None:
    original = Path(__file__).parent.parent / "themes/broadsheet/templates" / template
    copy = project / "themes/broadsheet/templates" / template
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(original.read_text("utf-8") + "<!-- mine -->\n", encoding="utf-8")


def unshadow(project: Path, _: None, __: None) -> None:
    shutil.rmtree(project / "themes", ignore_errors=True)


def damage(project: Path, _: None, which: int) -> None:
    files = sorted(path for path in (project / OUTPUT).rglob("*") if path.is_file())
    for number, file in enumerate(files[which::7]):
        if number % 2:
            file.unlink()
        else:
            file.write_bytes(b"damaged")


def forget(project: Path, _: None, __: None) -> None:
    shutil.rmtree(project / ".baozhai", ignore_errors=True)


CHANGES: dict[str, Callable] = {
    "write": write, "delete": delete, "rename": rename, "break": break_, "retitle": retitle, "shadow": shadow,
    "unshadow": unshadow, "damage": damage, "forget": forget, "reword": reword, "redact": redact,
}  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def build(project: Path, *, clean: bool = False, jobs: int = 1) -> None:
    """By the command, which may find at a glance that there is nothing to do."""
    words = ["build", "--project", str(project), "--no-ingest", "--jobs", str(jobs), *(["--clean"] if clean else [])]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(words) in (0, 1)


numbers = itertools.count()


@pytest.fixture(autouse=True, scope="module")
def hasty():
    """Builds believe what has just been written: nothing is written while they look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glance, "TICK", -1)
        patch.setattr(changes, "TICK", -1)
        yield


@contextlib.contextmanager
def counted_short_builds():
    """How many targets each short build made."""
    counts, carry_out = [], short.carry_out

    def counted(project, stale, approve):
        made = carry_out(project, stale, approve)
        counts.append(len(made.reasons) if made else 0)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(short, "carry_out", counted)
        yield counts


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.lists(change, min_size=1, max_size=3), min_size=1, max_size=4))
def test_an_incremental_tree_is_byte_equal_to_a_clean_one(tmp_path_factory, steps):
    check_steps(tmp_path_factory, steps, jobs=1)


def test_a_tree_of_which_texts_were_changed_is_byte_equal_to_a_clean_one_though_most_builds_are_short(tmp_path_factory):
    @settings(max_examples=max(20, SEQUENCES // 3), deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        first=st.lists(st.tuples(st.just("write"), name, article), min_size=2, max_size=5),
        steps=st.lists(st.lists(mostly_rewording, min_size=1, max_size=2), min_size=2, max_size=5),
    )
    def check(first, steps):
        check_steps(tmp_path_factory, [first, *steps], jobs=1)

    with counted_short_builds() as counts:
        check()
    assert sum(count > 0 for count in counts) > max(2, SEQUENCES // 30)


def check_steps(tmp_path_factory, steps, jobs: int) -> None:
    folder = tmp_path_factory.getbasetemp() / f"sequence{next(numbers)}"
    project, fresh = folder / "incremental", folder / "clean"
    (project / "content").mkdir(parents=True)
    retitle(project, None, ("甲报", ""))
    write(project, NAMES[0], {"title": "一", "date": DATES[0], "district": "天元区", "tags": TAGS[:1], "places": ["云田镇"], "parent": "",
                              "order": 1, "body": OPENED[0]})  # fmt: skip
    build(project, jobs=jobs)
    for step in steps:
        for kind, stem, value in step:
            CHANGES[kind](project, stem, value)
        build(project, jobs=jobs)
    (fresh / "content").mkdir(parents=True)
    for part in ("content", "themes"):
        if (project / part).exists():
            shutil.copytree(project / part, fresh / part, dirs_exist_ok=True)
    build(fresh)
    assert tree(project / OUTPUT) == tree(fresh / OUTPUT)
    shutil.rmtree(folder)


def test_a_tree_is_the_same_for_any_number_of_jobs(tmp_path, monkeypatch):
    monkeypatch.setattr(incremental, "FEW", 3)
    monkeypatch.setattr(incremental, "SHARE", 7)
    monkeypatch.setattr(library, "FEW", 3)
    trees = []
    for jobs in (1, 2, 3):
        project = tmp_path / f"jobs{jobs}"
        make_site(project, 40)
        build(project, jobs=jobs)
        first = tree(project / OUTPUT)
        file = sorted((project / "content").rglob("*.md"))[3]
        file.write_text(file.read_text(encoding="utf-8").replace("株洲日报讯", "改过。"), encoding="utf-8")
        damage(project, None, 0)
        build(project, jobs=jobs)
        trees.append((first, tree(project / OUTPUT), (project / ".baozhai/state").stat().st_size))
    assert trees[0] == trees[1] == trees[2]
    assert trees[0][0] != trees[0][1]


@settings(max_examples=max(20, SEQUENCES // 10), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.lists(change, min_size=1, max_size=3), min_size=1, max_size=4))
def test_two_jobs_leave_the_tree_of_a_clean_build_too(tmp_path_factory, steps):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental, "FEW", 3)
        patch.setattr(library, "FEW", 1)
        check_steps(tmp_path_factory, steps, jobs=2)
