"""Citations by GB/T 7714: who wrote it, never who photographed or edited; nothing that is not known."""

from generator.model import Byline, Credit
from generator.render.citation import cite
from tests.render.library import article

MANY = Byline(
    "掌上株洲", (Credit("记者", ("谢嘉", "李晓")), Credit("通讯员", ("周敏", "陈明")), Credit("摄影", ("王五",)))
)


def test_three_names_stand_and_the_rest_are_others():
    found = cite(article("a", headline="云田花木", byline=MANY, print_page="A1"), "2021-11-25", "株洲日报")
    assert found == "谢嘉, 李晓, 周敏, 等. 云田花木[N]. 株洲日报, 2021-11-25(A1)."


def test_without_a_day_a_page_or_a_paper_these_are_left_out():
    assert cite(article("a", headline="云田花木", date=None), None, "株洲日报") == "云田花木[N]. 株洲日报."
    assert cite(article("a", headline="云田花木", date=None), None, "") == "云田花木[N]."
