"""Figures on the article, in the list and on the pages of places and tags; a corrected text takes them away."""

import re
from pathlib import Path

import msgspec

from generator.incremental import Target
from generator.model import Article, Quantity
from generator.render.marks import mark
from generator.render.plan import plan
from generator.render.theme import load_theme
from tests.render.library import LEIDASHI, SITE, article, library

THEME = load_theme("broadsheet", Path("nowhere"))
DOSES = Quantity("累计接种", "805585", "剂次")
STATED = article(
    "a", numbers=(DOSES, Quantity("参加", "40", "人")), mentions=(LEIDASHI,), tags=("疫苗",), body="全区累计接种805585剂次，140人到场，40人参加。"
)  # fmt: skip
AGAIN = article("z", date="2021-11-24", tags=("疫苗",))  # a tag has a page from two articles on


def targets(*articles: Article) -> dict[str, Target]:
    return {target.path: target for target in plan(library(*articles), SITE, THEME)}


def shown(path: str, *articles: Article) -> str:
    target = targets(*articles)[path]
    return target.make(**target.inputs)[0].decode()


def test_a_figure_is_marked_in_the_text_where_it_is_a_whole_number() -> None:
    text = shown("2021/11/25/tianyuan/a/index.html", STATED)
    assert '<span class="figure" id="n1">805585剂次</span>' in text
    assert '140人到场，<span class="figure" id="n2">40人</span>参加' in text


def test_the_list_and_the_pages_of_place_district_and_tag_lead_to_it() -> None:
    for path in (
        "numbers/index.html",
        "place/430211101/index.html",
        "tags/疫苗/index.html",
        "district/tianyuan/index.html",
    ):
        assert re.search(r'2021/11/25/tianyuan/a/index.html#n1">805585剂次<', shown(path, STATED, AGAIN)), path


def test_a_figure_that_was_corrected_in_the_text_is_shown_nowhere() -> None:
    corrected = msgspec.structs.replace(STATED, body=STATED.body.replace("805585", "805558"))
    files = {path: target.make(**target.inputs)[0] for path, target in targets(corrected).items()}
    assert not [path for path, data in files.items() if "805585剂次".encode() in data]


def test_a_figure_that_the_text_breaks_has_its_anchor_in_the_margin() -> None:
    broken = article("a", numbers=(DOSES,), body="累计接种`805585剂次`。")
    assert '<div id="n1"><dt>累计接种</dt><dd>805585剂次</dd></div>' in shown(
        "2021/11/25/tianyuan/a/index.html", broken
    )


def test_values_of_one_subject_stand_together_newest_first() -> None:
    older = article(
        "b",
        date="2021-11-24",
        numbers=(Quantity("累计接种", "790000", "剂次"),),
        tags=("疫苗",),
        body="累计接种790000剂次。",
    )
    text = shown("tags/疫苗/index.html", STATED, older)
    assert text.index("805585剂次") < text.index("790000剂次") < text.index(">40人<")
    assert 'rowspan="2">累计接种<' in text


def test_a_changed_body_leaves_the_lists_of_figures_alone() -> None:
    before, after = (
        targets(STATED),
        targets(msgspec.structs.replace(STATED, body=STATED.body + "\n\n又一段。", digest="x")),
    )
    assert msgspec.json.encode(before["numbers/index.html"].inputs) == msgspec.json.encode(
        after["numbers/index.html"].inputs
    )


def test_the_digest_has_its_anchor_on_its_paragraph_or_else_on_the_body() -> None:
    lead = article("a", body="## 小标题\n\n前一段。\n\n今天开班,40人参加。", digest="今天开班,40人参加。")
    assert '<p id="digest">今天开班<span data-as=",">，</span>40人参加。</p>' in shown(
        "2021/11/25/tianyuan/a/index.html", lead
    )
    listed = article("a", body="- 今天开班，40人参加训练，十分热闹。", digest="今天开班，40人参加训练，十分热闹。")
    assert '<div class="body" id="digest">' in shown("2021/11/25/tianyuan/a/index.html", listed)


def test_marks_change_no_word() -> None:
    html = "<h2>40人</h2>\n<p>第<strong>40人</strong>，1.40人&amp;40人。</p>"
    made, anchors = mark(html, "", ["40人", "40人", "40人"])
    assert re.sub("</?span[^>]*>", "", made) == html
    assert anchors == {"n1", "n2"}
