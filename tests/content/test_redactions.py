"""What editors hide is hidden in every form it may be printed in, and nothing else is touched."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.redactions import Redact, Redactions, parse_redactions, redact, traces
from generator.errors import BaozhaiError
from generator.model import Article, Byline, Correction, Credit, Library, Mention

HAN = st.text(st.sampled_from("李晓云田镇报社区的，。 　*_\nAbＡ"), max_size=60)


def article(**values) -> Article:
    return Article(**({"id": "a1", "path": "甲区/2024-05-06/01-李晓获奖.md", "headline": "李晓获奖"} | values))


def shown(*rules: Redact, **values) -> Article:
    library, _ = redact(Library((article(**values),)), Redactions(redact=rules))
    return library.articles[0]


@pytest.mark.parametrize("printed", ["李晓", "李 晓", "李　晓", "**李**晓", "李\\晓", "李<b>晓</b>", "李\u200b晓"])
def test_a_name_is_blacked_out_in_every_form_it_is_printed_in(printed):
    body = shown(Redact("李晓", "本人要求"), body=f"记者见到{printed}时").body
    assert "晓" not in body
    assert body.replace("*", "").startswith("记者见到××")


def test_width_and_case_do_not_matter():
    assert shown(Redact("abc公司", "诉讼"), body="ＡＢＣ公司与Abc公司").body == "×××××与×××××"


def test_a_name_does_not_reach_over_the_end_of_a_paragraph():
    assert shown(Redact("李晓", "本人要求"), body="姓李\n\n晓得").body == "姓李\n\n晓得"


def test_every_field_is_changed_and_lists_lose_the_entry_whole():
    one = shown(
        Redact("李晓", "本人要求", instead="某某"),
        deck="李晓说",
        digest="李晓获奖。",
        tags=("李晓事迹", "表彰"),
        people=("李晓", "王芳"),
        mentions=(Mention(None, "李晓故居", "village"), Mention("430211", "天元区", "district")),
        corrections=(Correction("李嘵", "李晓", ("李晓",)), Correction("涪口", "渌口")),
        byline=Byline("日报", (Credit("记者", ("李晓",)), Credit("通讯员", ("王芳", "李晓")))),
    )
    assert (one.headline, one.deck, one.digest) == ("某某获奖", "某某说", "某某获奖。")
    assert (one.tags, one.people) == (("表彰",), ("王芳",))
    assert [mention.name for mention in one.mentions] == ["天元区"]
    assert one.corrections == (Correction("涪口", "渌口"),)
    assert one.byline == Byline("日报", (Credit("通讯员", ("王芳",)),))
    assert (one.id, one.path) == ("a1", "甲区/2024-05-06/01-李晓获奖.md")


def test_one_article_alone_may_be_meant():
    other = article(id="b2", path="乙.md")
    library, _ = redact(Library((article(), other)), Redactions(redact=(Redact("李晓", "", article="b2"),)))
    assert [one.headline for one in library.articles] == ["李晓获奖", "××获奖"]


def test_a_redaction_of_an_unknown_article_is_told():
    _, remarks = redact(Library(), parse_redactions('noindex = [{article = "zz", reason = "r"}]'))
    assert [(item.code, dict(item.arguments)) for item in remarks] == [("redaction-unknown", {"article": "zz"})]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('\nredact = [{text = "李", reason = "r"}]', "redaction-short", 2),
        ('redact = [{text = "李 ", reason = "r"}]', "redaction-short", 1),
        ('redact = [{text = "李晓", instead = "李　晓某", reason = "r"}]', "redaction-returns", 1),
        ('redact = [{text = "李晓"}]', "key-missing-there", 1),
        ('redact = [\n{text = "李晓", reason = "r"},\n{text = "李", reason = "r"}]', "redaction-short", 3),
        ('remove = [\n{article = "a", reason = "r", date = 2021}]', "value-date", 2),
        ('remove = [{article = "a", reason = "r", date = "gestern"}]', "value-date", 1),
        ('redcat = []', "key-unknown-near", 1),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(text, code, line):
    with pytest.raises(BaozhaiError) as caught:
        parse_redactions(text)
    assert [(item.code, item.line) for item in caught.value.diagnostics] == [(code, line)]


RULES = Redactions(redact=(Redact("李晓", "本人要求"),))


@pytest.mark.parametrize(
    "data",
    [
        "<p>李晓</p>",
        "<p>李<em>晓</em></p>",
        "<p>&#26446;&#26195;</p>",
        json.dumps({"name": "李晓"}),
        f'<a href="/people/{quote("李晓")}/">',
        "李　晓",
    ],
)
def test_a_trace_is_found_however_it_is_written(data):
    assert list(traces(data.encode(), RULES)) == ["李晓"]


def test_no_trace_is_invented():
    assert list(traces("<p>姓李</p>\n<p>晓得</p>".encode(), RULES)) == []
    assert list(traces(b"\xff\x00", Redactions())) == []


@given(HAN, HAN)
def test_what_was_blacked_out_leaves_no_trace(headline, body):
    one = shown(Redact("李晓", "本人要求"), headline=headline, body=body)
    assert list(traces(one.headline.encode() + b"\n\n" + one.body.encode(), RULES)) == []
