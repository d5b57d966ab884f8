"""People, bodies and reporters: who has a page, who never has one, and how little a change touches."""

from pathlib import Path

import msgspec

from generator.incremental import Target
from generator.model import Article, Byline, Credit
from generator.render import names, taxonomy
from generator.render.names import Register
from generator.render.plan import plan
from generator.render.theme import load_theme
from generator.render.values import Companion, Named
from tests.render.library import SITE, article, library

THEME = load_theme("broadsheet", Path("nowhere"))
BODY = "副区长陈明表示，要加快。主任李玉兰、陈明到场。"


def signed(role: str, *people: str) -> Byline:
    return Byline("掌上株洲", (Credit(role, people),))


def registered(*articles: Article) -> Register:
    return names.register(taxonomy.arrange(library(*articles), SITE.districts, "全市"))


def targets(*articles: Article) -> dict[str, Target]:
    return {target.path: target for target in plan(library(*articles), SITE, THEME)}


def shown(path: str, *articles: Article) -> str:
    target = targets(*articles)[path]
    return target.make(**target.inputs)[0].decode()


def test_a_name_in_two_articles_has_a_page_and_a_lone_one_has_none() -> None:
    first, second = (article(key, people=("陈明",), body=BODY) for key in ("a", "b"))
    third = article("c", people=("李玉兰",), body=BODY)
    found = registered(first, second, third)
    assert [term.name for term, _ in found.people.terms] == ["陈明"]
    assert found.people_of(first) == (Named("陈明", "people/陈明/"),)
    assert found.people_of(third) == (Named("李玉兰", None),)


def test_who_stands_beside_whom_is_told_from_two_articles_on() -> None:
    both = ("陈明", "李玉兰")
    found = registered(
        *(article(key, people=both, body=BODY) for key in "ab"), article("c", people=("陈明",), body=BODY)
    )
    assert found.people.companions["陈明"] == (Companion("李玉兰", "people/李玉兰/", 2),)


def test_minors_aliases_and_the_anonymised_are_in_no_index_though_a_header_names_them() -> None:
    hidden = ("李某某", "马大姐", "小明", "王女士", "孙昊宇", "张小小", "刘畅")
    body = "五年级学生孙昊宇说，不痛。张小小（化名）表示感谢。刘畅今年13岁。李某某、马大姐、小明和王女士也来了。"
    articles = [article(key, people=hidden, body=body) for key in "abc"]
    found = registered(*articles)
    assert found.people.terms == ()
    assert found.people_of(articles[0]) == ()
    made = {
        path: target.make(**target.inputs)[0].decode()
        for path, target in targets(*articles).items()
        if path.endswith(".html")
    }
    assert not [path for path in made if path.startswith("people/") and path != "people/index.html"]
    assert all(name not in made["people/index.html"] for name in hidden)


def test_an_article_that_hides_somebody_does_not_count_for_a_namesake() -> None:
    pupil = article("a", people=("刘畅",), body="五年级学生刘畅说，好。")
    openly = [article(key, people=("刘畅",), body="主任刘畅表示，好。") for key in "bc"]
    found = registered(pupil, *openly)
    assert [teaser.id for teaser in found.people.terms[0][1]] == ["b", "c"]
    assert found.people_of(pupil) == ()


def test_an_article_whose_names_are_all_aliases_lists_nobody() -> None:
    articles = [article(key, people=("陈明",), body=BODY + "（文中人名均为化名）") for key in "ab"]
    assert registered(*articles).people.terms == ()


def test_reporters_have_pages_by_role_and_editors_and_children_have_none() -> None:
    articles = [
        article(
            "a",
            byline=Byline(None, (Credit("记者", ("谢嘉",)), Credit("编辑", ("周敏",)), Credit("小记者", ("孙昊宇",)))),
        ),
        article(
            "b",
            byline=Byline(
                None, (Credit("摄影记者", ("谢嘉",)), Credit("编辑", ("周敏",)), Credit("小记者", ("孙昊宇",)))
            ),
        ),
        article("c", byline=signed("记者", "谢嘉")),
    ]
    found = registered(*articles)
    assert [term.name for term, _ in found.reporters.terms] == ["谢嘉"]
    assert found.reporters.roles["谢嘉"] == ("记者", "摄影记者")
    assert "reporters/%E8%B0%A2%E5%98%89/index.html" in shown("2021/11/25/tianyuan/a/index.html", *articles)
    assert "周敏" not in shown("reporters/index.html", *articles)


def test_a_body_with_a_mask_in_its_name_has_no_page() -> None:
    articles = [article(key, organisations=("某置业公司", "株洲市教育局")) for key in "ab"]
    assert [term.name for term, _ in registered(*articles).organisations.terms] == ["株洲市教育局"]


def test_a_changed_body_makes_no_page_of_a_name() -> None:
    before = [article(key, people=("陈明",), byline=signed("记者", "谢嘉"), body=BODY, digest="正文。") for key in "ab"]
    after = [msgspec.structs.replace(before[0], body=BODY + "\n\n又一段。"), before[1]]
    old, new = targets(*before), targets(*after)
    stale = {path for path in new if msgspec.json.encode(old[path].inputs) != msgspec.json.encode(new[path].inputs)}
    assert not [path for path in stale if path.startswith(("people/", "reporters/", "organisations/"))]
