"""`baozhai check` lists what deserves a look, where it stands, and nothing twice."""

import pytest
from scenario import Project


@pytest.fixture
def desk(tmp_path) -> Project:
    return Project(tmp_path, sample=True).build().expects()


def lines(project: Project, *arguments: str) -> list[str]:
    project.check(*arguments)
    assert project.latest is not None
    return project.latest.err.splitlines()


def test_suspects_stand_at_the_line_of_the_print_with_the_line_that_settles_them(desk):
    suspects = [line for line in lines(desk) if "sample.txt:13:" in line]
    assert len(suspects) == 1
    assert 'decisions.toml: {printed = "云塘社区", context = "' in suspects[0]


def test_a_settled_suspect_is_corrected_or_gone_and_a_lost_decision_is_named(desk):
    desk.write(
        "content/decisions.toml",
        'decisions = [\n  {printed = "云塘社区", context = "位于云塘社区枣花组", correct = "菖塘社区"},\n'
        '  {printed = "津路口", context = "、津路口、"},\n  {printed = "甲", context = "甲乙丙丁"},\n]\n',
    ).build()
    told = lines(desk)
    assert any("sample.txt:13: note: printed 云塘社区, corrected to 菖塘社区" in line for line in told)
    assert not any("津路口" in line for line in told)
    assert any("content/decisions.toml:4: warning" in line and "甲乙丙丁" in line for line in told)
    assert "菖塘社区" in desk.text("content/石峰区/*/02-*.md")


def test_an_article_without_a_date_is_a_warning_that_strict_counts(desk):
    desk.write("content/全市/undated/x.md", "# 无日期\n\n正文。\n").build()
    assert any("x.md:1: warning: the day of the issue is unknown" in line for line in lines(desk))
    desk.check("--strict").expects(status=3)


def test_what_was_said_of_a_source_is_said_again(desk):
    desk.write("content/pages/2021-11-25/x.json", '[{"title": 1.5}, {"title": "甲", "content": "一。"}]').build()
    assert any("x.json:1: error" in line for line in lines(desk))
    desk.check().expects(status=1)


def test_a_refused_source_says_why_and_a_new_one_waits_for_ingest(desk):
    desk.write("content/pages/2021-11-25/x.txt", b"\x00").build().expects(status=1)
    desk.write("content/pages/2021-11-25/y.txt", "荷塘区开会")
    assert any("x.txt:1: error: " in line for line in lines(desk))
    assert any("y.txt: warning: nothing has been read" in line for line in lines(desk))


def test_a_page_filed_under_another_day_than_it_prints_is_a_warning(desk):
    text = "A2 要闻 2021年11月26日 星期五\n\n荷塘区修路\n\n株洲日报讯(记者/谢嘉) 近日,荷塘区修好了一条路。\n"
    desk.page(text, date="2021-11-30").build()
    assert any("A1.txt:1: warning: the page prints 2021-11-26" in line for line in lines(desk))


def test_a_broken_link_of_the_built_site_is_found_with_its_line(desk):
    page = desk.folder / "site/index.html"
    page.write_text(page.read_text("utf-8").replace('href="district/index.html"', 'href="gone.html"', 1), "utf-8")
    assert any("site/index.html:" in line and "'gone.html' leads nowhere" in line for line in lines(desk))


def test_without_a_site_only_the_material_is_checked(tmp_path):
    project = Project(tmp_path)
    assert any("there is no built site" in line for line in lines(project))
    assert any("base_url is not set" in line for line in lines(project))


def test_a_broken_record_is_named(desk):
    desk.write("content/ledger/2021-11-25/sample.json", "{")
    assert any("content/ledger/2021-11-25/sample.json" in line for line in lines(desk))
    desk.run("unbuild", "--to", str(desk.folder / "restored"))
    assert desk.latest is not None
    assert "restored: 0" in desk.latest.out


def test_what_was_found_in_a_file_edited_by_hand_is_forgotten_with_it(desk):
    page = desk.folder / "site/index.html"
    good = page.read_bytes()
    page.write_text("<!DOCTYPE html><html lang=zh><title>x</title><a href=gone.html>x</a></html>", "utf-8")
    assert any("index.html:1: error: the link 'gone.html'" in line for line in lines(desk))
    desk.build()
    assert page.read_bytes() == good
    assert not any("gone.html" in line for line in lines(desk))


def test_a_file_that_no_build_made_is_named(desk):
    (desk.folder / "site/stray.html").write_text("x")
    assert any("site/stray.html: warning: no build made this file" in line for line in lines(desk))
    desk.check("--strict").expects(status=3)


def test_a_mistyped_place_in_a_header_is_told_with_what_may_be_meant(desk):
    desk.write(
        "content/天原区/2021-11-26/x.md",
        "---\ntitle: 一则\ndate: 2021-11-26\nplaces:\n- 云田真\n- name: 白关镇\n- 长沙县\n- 石塘村\n---\n\n石塘村修路。\n",
    ).build()
    told = [line for line in lines(desk) if "x.md" in line and "no place is called" in line]
    assert [line.partition(": warning: ")[0].rpartition("/")[2] for line in told] == ["x.md", "x.md:5"]
    assert "天元区" in told[0] and "云田镇" in told[1]


def test_places_of_another_city_are_told_and_not_used(desk):
    desk.write("content/places.toml", '# 长沙\ncity = "长沙"\n[same]\n"麓谷" = "岳麓区"\n').build()
    expected = "content/places.toml:2: warning: these are places of 长沙, the paper is of 株洲市"
    assert desk.latest is not None and expected in desk.latest.err
    assert any(line.startswith(expected) for line in lines(desk))
