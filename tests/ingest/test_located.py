"""Where the texts of parsed articles stand in their files."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.located import located
from generator.ingest.page.ledger import pieces_of
from generator.ingest.page.strips import LINE_BREAK
from generator.ingest.parsed import parse_articles
from generator.model import Byline, Clipping, Piece
from tests.scenario import Project

ARTICLE = {
    "title": "涪口区送戏下乡",
    "content": '11月24日，涪口区委书记到涪口区南洲镇调研。\n他说："涪口区要带头。"涪口区政府负责人参加。',
}


def read(text: str, path: str = "a.json") -> list[Clipping]:
    articles, _ = parse_articles(text, path, lambda text: Byline())
    return list(located(((item.clipping, item.line) for item in articles), text))


def printed(text: str, pieces: tuple[Piece, ...]) -> str:
    lines = LINE_BREAK.split(text)
    return "".join(lines[piece.line - 1][piece.start : piece.end] for piece in pieces)


@pytest.mark.parametrize("indent", [None, 1])
def test_every_text_stands_where_its_pieces_say_also_in_quotes_and_beside_its_equal(indent: int | None) -> None:
    again = {
        "content": ["第一段。", "第一段。"],
        "sidebars": [{"title": "链接", "body": "第一段。"}],
        "title": "第一段。",
    }
    text = json.dumps([ARTICLE, again], ensure_ascii=False, indent=indent)
    first, second = read(text)
    assert [printed(text, block.pieces) for block in first.body] == [block.text for block in first.body]
    assert printed(text, first.head[0].pieces) == "涪口区送戏下乡"
    places = list(pieces_of(second))
    assert len(places) == len(set(places)) == 5


def test_what_is_written_in_escapes_has_no_pieces() -> None:
    assert list(pieces_of(read(json.dumps(ARTICLE))[0])) == []


def test_a_parsed_article_is_proofread_with_lines_and_settled_as_a_page_is(tmp_path: Path) -> None:
    desk = Project(tmp_path)
    article = json.dumps(ARTICLE, ensure_ascii=False, indent=1)
    desk.write("content/pages/2021-11-25/a.json", article).run("build").expects()
    told = desk.run("check", "--lang", "zh").latest
    assert told is not None
    assert "a.json:2: 说明: 原文“涪口”已改为“渌口”" in told.out + told.err
    assert "第 2, 3 行" in told.out + told.err
    [written] = desk.folder.glob("content/渌口区/2021-11-25/*.md")
    assert 'printed: "涪口"' in written.read_text(encoding="utf-8")
    settled = 'decisions = [{printed = "涪口", context = "涪口区要带头"}]'
    desk.write("content/decisions.toml", settled).run("build").expects()
    [written] = desk.folder.glob("content/*/2021-11-25/*.md")
    assert "涪口区要带头" in written.read_text(encoding="utf-8")


def test_where_no_line_is_known_none_is_told(tmp_path: Path) -> None:
    desk = Project(tmp_path).write("content/pages/2021-11-25/a.json", json.dumps(ARTICLE)).run("build").expects()
    told = desk.run("check", "--lang", "zh").latest
    assert told is not None
    assert "a.json: 说明: 原文“涪口”已改为“渌口”" in told.out + told.err
    assert "第 0 行" not in told.out + told.err


WORDS = st.text(alphabet='渌口区“”"\\\n\t，。a', min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5), st.sampled_from([None, 2]))
def test_no_two_texts_of_a_file_share_a_character(articles: list[tuple[str, str]], indent: int | None) -> None:
    text = json.dumps([{"title": head, "content": body} for head, body in articles], ensure_ascii=False, indent=indent)
    for clipping in read(text):
        for block in clipping.body:
            assert printed(text, block.pieces) in ("", block.text)
        for head in clipping.head:
            assert printed(text, head.pieces) == head.text
