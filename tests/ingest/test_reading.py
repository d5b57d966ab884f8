"""What the page reader does with pages that are no pages, and with what it is told beforehand."""

import pytest
from ingest.lexicon import lexicon

from generator.ingest.page.reading import read_page
from generator.model import IssueHead, Reading

ODD = {
    "empty": "", "blank": " \n\u3000\n\t\n", "punctuation": "。，！？\n——\n……", "one-line": "今年以来全区始终坚持，" * 20000,
    "nul": "\0" * 500, "latin": "The quick brown fox jumps\nover the lazy dog.\n" * 20, "brackets": "（" * 3000, "quotes": "“" * 3000,
    "names": "张伟" * 3000, "digits": "1" * 3000, "old-mac": "云田镇植树\r\r本报讯 近日，全镇植树。\r", "surrogates": "𠮷野家\u200b\ufeff开业",
}  # fmt: skip


def read(text: str, hints: IssueHead | None = None) -> Reading:
    return read_page(text, path="page.txt", hints=hints or IssueHead(), lexicon=lexicon())[0]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_what_is_no_page_is_kept_and_accounted_for(text: str):
    assert read(text).ledger.balanced


def test_an_empty_page_says_so():
    _, diagnostics = read_page("\n\n", path="a.txt", hints=IssueHead(), lexicon=frozenset())
    assert [item.code for item in diagnostics] == ["reading-empty"]
    assert diagnostics[0].format("zh").startswith("a.txt: 警告: 此文本中没有找到稿件")


def test_an_article_without_a_headline_is_named_by_the_first_clause_that_tells_what_happened():
    text = "近日，全镇植树两万株，山坡上一片新绿。村民说，明年还要再种。"
    reading, diagnostics = read_page(text, path="a.txt", hints=IssueHead(), lexicon=lexicon())
    assert reading.articles[0].headline == "全镇植树两万株"
    assert [item.code for item in diagnostics] == ["reading-no-headline"]


def test_a_heap_of_short_lines_is_kept_as_it_stands():
    text = "张伟\n李丽红\n" * 12_000
    reading, diagnostics = read_page(text, path="a.txt", hints=IssueHead(), lexicon=lexicon())
    assert reading.ledger.balanced and [len(article.body) for article in reading.articles] == [23_999]
    assert [item.code for item in diagnostics] == ["reading-heap"]


def test_hints_win_over_the_folio():
    hints = IssueHead(date="2022-01-02", date_basis="path", print_page="B7")
    issue = read("A2 要闻 2021年11月25日 星期四\n云田镇植树\n本报讯 近日，全镇植树。", hints).issue
    assert (issue.date, issue.date_basis, issue.print_page, issue.section) == ("2022-01-02", "path", "B7", "要闻")


def test_the_day_is_inferred_from_the_newest_day_that_is_over():
    text = "云田镇植树\n\n本报讯 2021年11月24日，全镇植树两万株。12月3日将举行评比，学校预计2022年9月1日开学。"
    issue = read(text).issue
    assert issue.date == "2021-11-25"
    assert "2021-11-24" in issue.date_basis


def test_a_page_that_names_no_year_has_no_day():
    assert read("云田镇植树\n\n本报讯 11月24日，全镇植树两万株。").issue.date_basis == "unknown"
