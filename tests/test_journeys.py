"""What an editor does in a day, from the command line, and exactly which files of the site it touches."""

import json

import pytest
from scenario import Project

PAGE = """岳麓区举办马拉松比赛

长沙晚报讯(记者 王小明 通讯员 李丽) 11月19日,岳麓区举办马拉松比赛,三千名市民参加。

比赛在湘江边进行,沿途居民为选手加油。
"""
TWO = """天元区开放儿童公园

株洲日报讯(记者 刘大为) 12月1日,天元区儿童公园开放,首日接待游客五千人。

公园内设有滑梯、沙池和图书角。

荷塘区整治老旧小区

株洲日报讯(记者 周小平) 12月1日,荷塘区启动老旧小区整治,首批改造十二个小区。

改造内容包括外墙、管网和停车位。
"""


def digest_of(project: Project, pattern: str) -> tuple[str, str]:
    """District folder and id of the article that a pattern matches."""
    text = project.text(pattern)
    return project.file(pattern).parent.parent.name, text.split('id: "')[1].split('"')[0]


def told_of(own: str, district: str) -> list[str]:
    """What machines get of one article of the newest issue of 2021-11, beside its page."""
    feeds = [
        f"{folder}{name}" for folder in ("", f"district/{district}/") for name in ("feed.xml", "rss.xml", "feed.json")
    ]
    return [
        *feeds,
        f"2021/11/25/{district}/{own}/index.md",
        f"api/articles/2021/11/25/{district}/{own}.json",
        "data/articles-2021-11.csv",
        "data/articles-2021-11.jsonl",
        "llms-full.txt",
    ]


@pytest.fixture
def desk(tmp_path) -> Project:
    """The sample, built once in a folder of its own."""
    return Project(tmp_path, sample=True).build().expects()


def test_the_sample_page_becomes_its_articles_in_their_districts(desk):
    names = desk.files("content/*/2021-11-25/*.md")
    assert [name.split("/", 1)[1] for name in names] == [
        "天元区/2021-11-25/01-高新区举办中青年干部综合素质提升班.md",
        "天元区/2021-11-25/04-天元区加快新冠疫苗加强针接种.md",
        "渌口区/2021-11-25/06-凝心聚力促改革 砥砺前行谱新篇.md",
        "渌口区/2021-11-25/07-普职融通促进教育公平.md",
        "渌口区/2021-11-25/08-农村改厕助力乡村振兴.md",
        "渌口区/2021-11-25/09-精致管理扮靓城市“容颜”.md",
        "渌口区/2021-11-25/10-“五好”园区推动高质量发展.md",
        "石峰区/2021-11-25/02-云田镇拆除一处“卫片”违法建筑.md",
        "石峰区/2021-11-25/05-反恐演练进幼儿园.md",
        "芦淞区/2021-11-25/03-芦淞区：打好助企“组合拳” 梧桐枝茂产业兴.md",
    ]


def test_a_changed_body_makes_its_page_and_the_files_that_carry_it_and_no_listing(desk):
    _, own = digest_of(desk, "content/石峰区/*/05-*.md")
    desk.edit("content/石峰区/*/05-*.md", "每学期开展安保教育", "每学期都开展安保教育").build("--explain").expects(
        changed=[f"2021/11/25/shifeng/{own}/index.html", *told_of(own, "shifeng")],
        deleted=[],
        says=[f"2021/11/25/shifeng/{own}/index.html: changed: article"],
    )


def test_a_changed_tag_of_one_article_makes_that_article_and_no_index(desk):
    _, own = digest_of(desk, "content/石峰区/*/05-*.md")
    desk.edit("content/石峰区/*/05-*.md", '"反恐演练"', '"应急演练"').build().expects(
        changed=[f"2021/11/25/shifeng/{own}/index.html", *told_of(own, "shifeng")],
        deleted=[],
    )


def test_a_tag_that_a_second_article_gets_has_a_page_and_stands_in_the_indexes(desk):
    _, own = digest_of(desk, "content/石峰区/*/05-*.md")
    _, other = digest_of(desk, "content/石峰区/*/02-*.md")
    desk.edit("content/石峰区/*/02-*.md", '"违法建筑"', '"反恐演练"').build().expects(
        changed=[
            f"2021/11/25/shifeng/{other}/index.html",
            f"2021/11/25/shifeng/{own}/index.html",
            "2021/11/25/shifeng/index.html",  # digests open with the tags that their articles share
            "2021/11/index.html",
            "2021/11/shifeng/index.html",
            "2021/w47/index.html",
            "2021/w47/shifeng/index.html",
            "api/tags.json",
            "api/tags/反恐演练.json",
            "feeds.opml",
            "sitemap/pages.xml",
            "tags/2021/index.html",
            "tags/index.html",
            "tags/pinyin/index.html",
            "tags/反恐演练/feed.json",
            "tags/反恐演练/feed.xml",
            "tags/反恐演练/index.html",
            "tags/反恐演练/rss.xml",
            *told_of(other, "shifeng"),
        ],
        deleted=[],
    )


def test_a_corrected_headline_is_shown_keeps_its_address_and_survives_ingest(desk):
    _, own = digest_of(desk, "content/石峰区/*/02-*.md")
    page = f"2021/11/25/shifeng/{own}/index.html"
    desk.edit("content/石峰区/*/02-*.md", 'title: "云田镇拆除一处', 'title: "云田镇依法拆除一处').build().expects(
        site=[page]
    )
    assert "云田镇依法拆除一处" in desk.site()[page].decode()
    desk.ingest().expects()
    desk.write("content/tags.toml", 'blocked = ["违建"]\n').ingest().expects()
    assert "云田镇依法拆除一处" in desk.text("content/石峰区/*/02-*.md")


def test_a_new_page_adds_its_articles_and_leaves_the_old_ones(desk):
    old = {path: data for path, data in desk.site().items() if path.startswith("2021/11/25/")}
    desk.page(TWO, date="2021-12-02").build().expects(
        site=["2021/12/02/index.html", "2021/12/02/tianyuan/index.html", "2021/12/02/hetang/index.html"]
    )
    now = desk.site()
    touched = {path for path, data in old.items() if now[path] != data}
    _, newest = digest_of(desk, "content/天元区/2021-11-25/01-*.md")
    assert touched == {  # their links to the next day, and to the next article of the district
        "2021/11/25/index.html",
        "2021/11/25/tianyuan/index.html",
        f"2021/11/25/tianyuan/{newest}/index.html",
    }


def test_a_page_that_goes_takes_its_articles_along_but_for_corrected_ones(desk):
    desk.page(TWO, date="2021-12-02").build().expects()
    desk.edit("content/荷塘区/2021-12-02/*.md", "首批改造十二个", "首批改造十三个")
    desk.delete("content/pages/2021-12-02/A1.txt").build()
    assert desk.files("content/*/2021-12-02/*.md") == [desk.files("content/荷塘区/2021-12-02/*.md")[0]]
    assert len(desk.files(".baozhai/trash/**/*.md")) == 1


def test_parsed_articles_come_in_with_what_they_say_and_bad_ones_are_named_by_line(project):
    lines = [
        {
            "headline": "攸县引进新项目",
            "byline": "本报记者 赵一",
            "content": "攸县工业园引进新项目。",
            "tags": ["招商引资"],
        },
        {"headline": "没有正文的类型", "body": 7},
        {"headline": "醴陵办瓷博会", "body": ["10月3日,醴陵瓷博会开幕。"], "print_page": "B2"},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    project.write("content/pages/2021-10-04/crawl.jsonl", text).build()
    project.expects(status=1, says=["content/pages/2021-10-04/crawl.jsonl:2: error: "])
    assert project.files("content/*/2021-10-04/*.md") == [
        "content/攸县/2021-10-04/01-攸县引进新项目.md",
        "content/醴陵市/2021-10-04/02-醴陵办瓷博会.md",
    ]
    assert "招商引资" in project.text("content/攸县/*/*.md")
    assert 'print_page: "B2"' in project.text("content/醴陵市/*/*.md")


def test_what_was_said_of_a_source_holds_for_every_later_reading(project):
    project.write("content/pages/x.txt", TWO).ingest().expects(says=["the day of the issue is unknown"])
    source = str(project.folder / "content/pages/x.txt")
    project.ingest(source, "--date", "2021-12-02", "--page", "A2").expects()
    assert len(project.files("content/天元区/2021-12-02/*.md")) == 1
    project.write("content/tags.toml", 'blocked = ["滑梯"]\n').ingest().expects()
    assert 'print_page: "A2"' in project.text("content/天元区/2021-12-02/*.md")
    assert project.files("content/*/undated/*.md") == []


@pytest.mark.parametrize("day", ["2021年2月31日", "2021年13月1日", "0000年1月1日"])
def test_a_folio_with_an_impossible_day_is_read_without_it(project, day):
    project.write("content/pages/a.txt", f"A2 要闻 {day} 星期四\n\n{TWO}").build()
    project.expects(status=0, says=["the day of the issue is unknown"])


def test_an_article_by_hand_needs_no_header(project):
    project.write("content/炎陵县/2021-12-05/手记.md", "# 高山上的黄桃\n\n黄桃熟了。\n").build().expects()
    page = next(path for path in project.site() if path.startswith("2021/12/05/yanling/") and path.count("/") == 5)
    assert "高山上的黄桃" in project.site()[page].decode()


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00\x00", "不可读".encode("utf-16"), b"PK\x03\x04", b"a\x00b", b"\x81\x20\xff"]
)
def test_a_file_that_cannot_be_read_is_reported_and_the_rest_goes_on(project, data):
    project.write("content/pages/2021-12-02/A0.txt", data).page(TWO, date="2021-12-02").build()
    project.expects(status=1, says=["content/pages/2021-12-02/A0.txt"], site=["2021/12/02/tianyuan/index.html"])


def test_strict_counts_warnings_and_leaves_the_old_site_standing(desk):
    before = desk.site()
    desk.write("content/不存在区/2021-11-25/x.md", "# 外地\n\n正文。\n").build("--strict")
    desk.expects(status=3, changed=[], deleted=[])
    assert desk.site() == before
    desk.build().expects(status=0)


def test_a_broken_header_is_an_error_with_its_line_and_takes_nothing_else_along(desk):
    desk.edit("content/石峰区/*/05-*.md", "kind:", "kind: [").build()
    desk.expects(status=1, says=["05-反恐演练进幼儿园.md:"])
    assert len(desk.files("site/2021/11/25/*/*/index.html")) == 9


def test_any_other_city_works_by_its_name_alone(tmp_path):
    project = Project(tmp_path, city="长沙").build().expects(site=["index.html", "district/yuelu/index.html"])
    project.page(PAGE, date="2026-11-20").build().expects(site=["2026/11/20/yuelu/index.html"])
    assert 'district: "岳麓区"' in project.text("content/岳麓区/2026-11-20/*.md")


def test_every_source_comes_back_byte_for_byte_whatever_people_did(desk):
    strange = "\ufeff甲乙丙丁\r\n\r\n 天元区开会。\r　\n".encode()
    desk.write("content/pages/2021-11-26/A01.txt", strange)
    desk.write("content/pages/2021-11-26/A02.txt", TWO.encode("gb18030"))
    desk.write("content/pages/2021-11-26/b.json", '[ {"title": "攸县", "content": "一。"} ]\n')
    desk.ingest()
    sources = {path: (desk.folder / path).read_bytes() for path in desk.files("content/pages/**/*.*")}
    desk.edit("content/石峰区/*/05-*.md", "一位手持凶器", "")
    renamed, deleted = (desk.folder / desk.files(f"content/{name}/*/*.md")[0] for name in ("天元区", "芦淞区"))
    renamed.rename(renamed.with_name("99-另一个名字.md"))
    deleted.unlink()
    for path in sources:
        (desk.folder / path).unlink()
    desk.run("unbuild", "--to", str(desk.folder / "restored")).expects()
    for path, data in sources.items():
        assert (desk.folder / path.replace("content/pages", "restored")).read_bytes() == data
    desk.write("restored/2021-11-26/A01.txt", "in the way")
    desk.run("unbuild", "--to", str(desk.folder / "restored")).expects(status=1, says=["another file is in the way"])
