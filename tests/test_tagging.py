"""`baozhai tags`: people decide, the program proposes; nothing flickers and no file of a person is touched."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import BaozhaiError
from generator.tagbook import Tagbook, parse_tagbook, with_alias
from tests.scenario import REPOSITORY, Project

NOTES = "content/tags.toml"
TAGS = re.compile(r"^tags:\n(?: +- .*\n)+", re.MULTILINE)
SECOND_DAY = """油茶林里笑声多

株洲日报讯(记者/王小山) 11月26日，渌口区油茶林里满是采摘的村民。今年油茶丰收，村里的油茶加工厂日夜开工。

“油茶是我们村的摇钱树。”村民老刘说，合作社带着大家种油茶，收入翻了一番。
"""


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    return Project(tmp_path, sample=True).build().expects()


def tags_of(project: Project) -> dict[str, str]:
    """By article, the lines of its file that hold its tags."""
    return {path: TAGS.search(project.text(path))[0] for path in articles(project)}


def articles(project: Project) -> list[str]:
    return project.files("content/*/2021-11-25/*.md")


def listed(project: Project) -> dict[str, int]:
    found = json.loads(project.run("tags", "list", "--json").expects().latest.out)
    return {tag["name"]: tag["count"] for tag in found["tags"]}


def test_the_list_counts_every_tag_under_its_one_name(desk: Project) -> None:
    assert listed(desk)["反恐演练"] == 1
    desk.run("tags", "list").expects(says=["1\t反恐演练", "no vocabulary yet"])


def test_a_merge_joins_pages_adds_one_line_and_rewrites_no_article(desk: Project) -> None:
    before, notes = tags_of(desk), desk.text(NOTES)
    desk.run("tags", "merge", "反恐演练", "校园安全").expects(says=["反恐演练 is 校园安全"])
    assert tags_of(desk) == before
    added = [line for line in desk.text(NOTES).splitlines() if line not in notes.splitlines()]
    assert added == ['"反恐演练" = "校园安全"']
    assert "反恐演练" not in listed(desk)
    desk.run("tags", "merge", "违法建筑", "校园安全").build().expects(site=["tags/校园安全/index.html"])
    desk.build().expects(changed=[], deleted=[])


def test_a_rename_takes_a_name_that_is_free(desk: Project) -> None:
    desk.run("tags", "rename", "反恐演练", "校园安全").expects(status=2, says=["tags merge 反恐演练"])
    desk.run("tags", "rename", "反恐演练", "反恐防暴演练").expects()
    assert listed(desk)["反恐防暴演练"] == 1


@pytest.mark.parametrize(
    ("old", "new"), [("没有的标签", "校园安全"), ("校园安全", "没有的标签"), ("校园安全", "校园安全")]
)
def test_a_merge_of_what_is_no_tag_changes_nothing(desk: Project, old: str, new: str) -> None:
    notes = desk.text(NOTES)
    desk.run("tags", "merge", old, new).expects(status=2)
    assert desk.text(NOTES) == notes


def test_a_blocked_tag_is_gone_from_the_site_at_once_and_back_when_the_line_is_taken_away(desk: Project) -> None:
    before = desk.site()
    desk.edit(NOTES, "blocked = []", 'blocked = ["反恐演练"]').build().expects()
    assert desk.site() != before
    desk.edit(NOTES, 'blocked = ["反恐演练"]', "blocked = []").build().expects()
    assert desk.site() == before


def test_a_new_issue_leaves_the_tags_of_old_articles_alone(desk: Project) -> None:
    before = tags_of(desk)
    desk.page(SECOND_DAY, date="2021-11-26").ingest().expects()
    assert tags_of(desk) == before


def test_a_refresh_shows_the_difference_first_and_keeps_what_a_person_wrote(desk: Project) -> None:
    [mine] = [path for path in articles(desk) if "/05-" in path]
    desk.edit(mine, '"反恐演练"', '"我写的标签"')
    before = {path: desk.text(path) for path in articles(desk)}
    desk.write(NOTES, 'blocked = ["违法建筑"]\npinned = ["网格化"]\n')
    desk.run("tags", "refresh").expects(says=["-违法建筑", "Nothing was written"])
    assert {path: desk.text(path) for path in articles(desk)} == before
    assert desk.files("content/vocabulary.tsv") == []
    done = json.loads(desk.run("tags", "refresh", "--write", "--json").expects().latest.out)
    assert done["version"] == 1
    assert done["kept"] == [mine.removeprefix("content/")]
    assert desk.text(mine) == before[mine]
    assert not any('"违法建筑"' in tags for tags in tags_of(desk).values())
    desk.ingest().expects()
    again = json.loads(desk.run("tags", "refresh", "--write", "--json").expects().latest.out)
    assert (again["version"], again["changes"]) == (1, [])


def test_a_refreshed_article_is_still_ours_and_is_not_read_again(desk: Project) -> None:
    desk.write(NOTES, 'blocked = ["违法建筑"]\n').run("tags", "refresh", "--write").expects()
    after = {path: desk.text(path) for path in articles(desk)}
    desk.ingest().expects()
    assert {path: desk.text(path) for path in articles(desk)} == after


def test_tags_that_came_with_their_source_are_kept(tmp_path: Path) -> None:
    line = {"title": "油茶丰收", "body": "油茶丰收了。\n\n油茶是好东西。", "tags": ["来稿标签"], "date": "2021-11-25"}
    project = Project(tmp_path).write("content/pages/2021-11-25/a.json", json.dumps([line], ensure_ascii=False))
    project.ingest().expects()
    done = json.loads(project.run("tags", "refresh", "--write", "--json").expects().latest.out)
    assert (len(done["kept"]), done["changes"]) == (1, [])


def test_suggestions_are_lines_to_paste_and_change_nothing(desk: Project) -> None:
    desk.edit("content/石峰区/*/05-*.md", '"反恐演练"', '"反恐演练"\n  - "“校园”安全"')
    notes = desk.text(NOTES)
    desk.run("tags", "suggest").expects(says=["[aliases]", '"“校园”安全" = "校园安全"'])
    assert desk.text(NOTES) == notes


def test_the_list_brings_no_segmenter(desk: Project) -> None:
    code = (
        "import sys; from generator.cli import main; main(['build', '--project', sys.argv[1]]);"
        "main(['tags', 'list', '--project', sys.argv[1]]); print('jieba' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(desk.folder)], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert run.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    "text",
    [
        '# 说明\nblocked = [ "工作" ]  # 太泛\n\n[aliases]   # 别名\n"甲" = "丙"  # 旧的\n# 尾注\n',
        '\ufeffblocked = []\r\n\r\n[aliases]\r\n"甲" = "丙"\r\n',
        'pinned = ["乙"]\n',
        'aliases = { "甲" = "丙" }\n',
        "",
    ],
)
def test_an_alias_is_added_and_every_other_line_stays(text: str) -> None:
    edited = with_alias(text, "乙", "丁")
    assert parse_tagbook(edited.removeprefix("\ufeff")).name_of("乙") == "丁"
    kept = [line for line in text.splitlines(keepends=True) if "乙" not in line and "{" not in line]
    assert [line for line in edited.splitlines(keepends=True) if line in kept] == kept
    assert ("\r\n" in edited) == ("\r\n" in text)


def test_aliases_of_an_alias_and_a_way_back_stay_flat() -> None:
    book = parse_tagbook(with_alias('[aliases]\n"甲" = "乙"\n"丙" = "甲"\n', "乙", "丙"))
    assert book.aliases == {"甲": "丙", "乙": "丙"}


def test_aliases_in_a_ring_are_refused() -> None:
    with pytest.raises(BaozhaiError):
        parse_tagbook('[aliases]\n"甲" = "乙"\n"乙" = "甲"\n')


def test_a_tag_is_blocked_by_any_of_its_names() -> None:
    book = Tagbook(blocked=("工作",), aliases={"任务": "工作"})
    assert book.settle(["任务", "工作", "油茶"]) == ("油茶",)


def test_blanks_around_a_name_say_nothing() -> None:
    text = 'blocked = [" 小麦 "]\n\n[aliases]\n"　防疫 " = "疫情防控 "\n'
    assert parse_tagbook(text).settle(["小麦", "防疫"]) == ("疫情防控",)
    assert parse_tagbook(with_alias(text, "疫情防控", "防疫")).settle(["疫情防控"]) == ("防疫",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[aliases]\n"小麦" = " "\n', ("tags-empty", 2)),
        ('blocked = [""]\n', ("tags-empty", 1)),
        ('blocked = ["小麦"]\npinned = ["小麦 "]\n', ("tags-both", 1)),
        ('[aliases]\n# "甲"\n"甲" = "乙"\n"乙" = "甲"\n', ("tags-ring", 3)),
        ('[aliases]\nAI = "AI"\n', ("tags-ring", 2)),
    ],
)
def test_a_name_of_nothing_and_one_that_is_blocked_and_pinned_are_refused(text: str, code: tuple[str, int]) -> None:
    with pytest.raises(BaozhaiError) as refused:
        parse_tagbook(text)
    assert [(one.code, one.line) for one in refused.value.diagnostics] == [code]


def test_a_rename_to_a_blocked_name_is_refused(desk: Project) -> None:
    desk.write(NOTES, 'blocked = ["练兵"]\n')
    desk.run("tags", "rename", "反恐演练", "练兵").expects(status=2)
    assert desk.text(NOTES) == 'blocked = ["练兵"]\n'
