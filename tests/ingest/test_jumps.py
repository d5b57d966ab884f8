"""Articles that one print page begins and another ends: read apart, linked with each other, given back byte for byte."""

from pathlib import Path

import msgspec
import pytest
from ingest.lexicon import lexicon
from scenario import Project

from generator.content.jumps import named, second_halves
from generator.ingest.page.reading import read_page
from generator.model import Article, IssueHead, Library, Reading

FRONT = """A1 要闻
石峰区老旧小区加装电梯提速
本报讯（记者 陈默）5月17日，石峰区响石岭街道第3部加装电梯投入使用，58户居民告别爬楼历史。
今年以来，该区将加装电梯列入民生实事，审批时限由60天压缩到20天，目前已开工32部，居民的积（下转A3版）

荷塘区水果市场迎来上市高峰
本报讯（记者 李想）连日来，荷塘区水果批发市场里车来车往，枇杷、杨梅等水果集中上市，日均交易超百吨。（下转A3版）
"""
INNER = """A3 综合
（上接A1版）
枇杷价格与去年持平。市场负责人介绍，杨梅将在六月上市，水果批发商已订出大半。

（上接A1版）极性不断提高。为解决资金难题，石峰区出台每部电梯10万元的补贴政策，加装电梯不再为钱发愁。
下一步，该区计划在年内完成加装电梯60部。

天元区检查校园食品安全
本报讯（记者 何苗）近日，天元区对27所学校食堂开展检查，发现问题11个，已全部整改。
"""


def read(text: str) -> Reading:
    return read_page(text, path="page.txt", hints=IssueHead(), lexicon=lexicon())[0]


def test_a_jump_parts_articles_and_says_where_they_go_on():
    front, inner = read(FRONT), read(INNER)
    assert [(one.kind, one.continued_on, one.continued_from) for one in front.articles] == [("news", "A3", None)] * 2
    assert [(one.kind, one.continued_on, one.continued_from, len(one.body)) for one in inner.articles] == [
        ("continuation", None, "A1", 1),
        ("continuation", None, "A1", 2),
        ("brief", None, None, 1),
    ]
    assert front.ledger.balanced and inner.ledger.balanced


def test_a_headline_above_a_jump_is_the_second_half_s_own():
    article = read("A3 综合\n加装电梯提速\n（上接第一版）\n为解决资金难题，石峰区出台补贴政策。").articles[0]
    assert (article.headline, article.kind, article.continued_from) == ("加装电梯提速", "brief", "1")


@pytest.mark.parametrize("order", [("A1", "A3"), ("A3", "A1")], ids=" ".join)
def test_halves_are_linked_whichever_page_comes_first(tmp_path: Path, order: tuple[str, ...]):
    project = Project(tmp_path)
    for name in order:
        project.page({"A1": FRONT, "A3": INNER}[name], date="2023-05-18", name=f"{name}.txt").ingest().build().expects()
    pages = project.site()
    texts = [data.decode() for path, data in pages.items() if path.startswith("2023/05/18/") and path.count("/") == 5]
    lift = next(text for text in texts if "响石岭街道第3部" in text)
    assert "下转A3版 <a" in lift and "石峰区老旧小区加装电梯提速（续）</a>" in lift
    rest = next(text for text in texts if "每部电梯10万元" in text)
    assert "上接A1版</span><a" in rest and ">石峰区老旧小区加装电梯提速</a>" in rest
    assert project.build("--clean").expects().site() == pages
    project.run("unbuild", "--to", str(tmp_path / "out")).expects()
    assert sorted(file.read_text(encoding="utf-8") for file in (tmp_path / "out").rglob("*.txt")) == [FRONT, INNER]


def article(name: str, page: str | None, on: str | None = None, came: str | None = None, **more: str) -> Article:
    made = Article(id=name, path=f"{name}.md", headline=name, date="2023-05-18", print_page=page)
    return msgspec.structs.replace(made, continued_on=on, continued_from=came, **more)


@pytest.mark.parametrize(
    ("head", "tail", "linked"),
    [
        (article("甲", "A01", "A3"), article("乙", "A03", came="A1"), True),
        (article("甲", "1", "三"), article("乙", "3", came="头"), True),
        (article("甲", "A1", "3"), article("乙", "A3", came="1"), True),
        (article("甲", None, "3"), article("乙", None, came="1"), True),
        (article("甲", "A1", "A3"), article("乙", "B3", came="A1"), False),
        (article("甲", "A1", "A3"), article("乙", "A3", came="A2"), False),
        (article("甲", "A1", "A3", paper="长沙晚报"), article("乙", "A3", came="A1", paper="三湘都市报"), False),
        (article("甲", "A1", "A3"), article("乙", "A3", came="A1", date="2023-05-19"), False),
    ],
)
def test_halves_belong_together_if_each_says_the_page_of_the_other(head: Article, tail: Article, linked: bool):
    assert second_halves([tail, head]) == ({"甲": "乙"} if linked else {})


def test_a_second_half_without_a_headline_is_called_after_the_first_through_any_number_of_pages():
    parts = (
        article("甲", "1", on="2"),
        article("乙", "2", on="3", came="1", kind="continuation"),
        article("丙", "3", came="2", kind="continuation"),
        article("丁", "4", came="9", kind="continuation"),
    )
    assert [one.headline for one in named(Library(parts)).articles] == ["甲", "甲（续）", "甲（续）", "丁"]
