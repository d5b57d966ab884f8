"""As long as the samples say that a text may change, the same articles tell the same stories."""

import itertools

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Article
from generator.render import retold
from generator.render.samples import sample

CLAUSES = [
    "市民的意见得到认真办理", "有关部门在现场进行分析", "大家对问题原因作出说明", "群众和企业都表示满意", "会议将责任落实到每一个人",
    "今年是改革的关键一年", "代表们为城市发展提出建议", "两地有不少共同的经验", "工程与居民生活密切相关", "一切都向着好的方向走",
]  # fmt: skip
DATES = ["2021-11-20", "2021-11-25", "2021-12-03", "2022-05-01", None, "不详"]
body = st.lists(st.sampled_from(CLAUSES), max_size=7).map("，".join)
story = st.fixed_dictionaries({"headline": st.sampled_from(["开班", "改厕"]), "date": st.sampled_from(DATES), "body": body,
                               "parent": st.sampled_from([None, "id0"])})  # fmt: skip


def library(stories: list[dict]) -> list[Article]:
    return [Article(id=f"id{at}", path=f"{at}.md", **one) for at, one in enumerate(stories)]


@given(stories=st.lists(story, min_size=1, max_size=18), at=st.integers(0, 17), other=body)
def test_a_text_that_may_change_changes_no_group(stories, at, other):
    before = library(stories)
    number = at % len(before)
    after = [*before[:number], msgspec.structs.replace(before[number], body=other), *before[number + 1 :]]
    found = retold.find(before)
    samples = sample(before, found.compared)
    if samples.keep(number, other):
        assert retold.find(after) == found
        assert samples.with_body(number, other) == sample(after, found.compared)


def texts(count: int) -> list[Article]:
    """Texts with no clause in common."""
    letters = itertools.count(0x5000)
    clauses = ["的" + "".join(chr(next(letters)) for _ in range(5)) for _ in range(8 * count)]
    bodies = ["，".join(clauses[8 * at : 8 * at + 8]) for at in range(count)]
    return library([{"headline": f"题{at}", "date": "2021-11-25", "body": one} for at, one in enumerate(bodies)])


def test_a_new_clause_of_its_own_is_free_and_one_that_others_hold_is_so_until_it_could_count():
    articles = texts(4)
    samples = sample(articles, retold.find(articles).compared)
    mine, others = articles[0].body, articles[1].body.split("，")
    assert samples.keep(0, f"{mine}，的全新的一句话在这里")
    assert samples.keep(0, mine[:-7])
    assert samples.keep(0, f"{mine}，{'，'.join(others[:2])}")
    assert not samples.keep(0, f"{mine}，{'，'.join(others[:3])}")
    assert not samples.keep(0, "短")


def test_a_clause_that_becomes_a_formula_by_one_more_holder_is_doubtful():
    articles = [msgspec.structs.replace(one, body=f"{one.body}，的公式公式公") for one in texts(13)[:12]] + texts(13)[
        12:
    ]
    samples = sample(articles, retold.find(articles).compared)
    assert not samples.keep(12, f"{articles[12].body}，的公式公式公")
    assert samples.keep(12, f"{articles[12].body}，的别的一句话")
