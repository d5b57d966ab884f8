"""Words: cut, kinds and rarity, with no state shared with anybody."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import words
from generator.words import NEW, QUOTE, Token, Words, clauses, join_new_words

HAN_TEXT = st.text(st.sampled_from("天元区疫苗接种改革“放管服”产业的了,。12AB 株洲\n"), max_size=60)


def texts(read: list[list[Token]]) -> list[list[str]]:
    return [[token.text for token in clause] for clause in read]


@settings(max_examples=60, deadline=None)
@given(HAN_TEXT)
def test_words_joined_are_the_text_again(text: str) -> None:
    assert "".join(words.load().cut(text)) == text


def test_the_segmenter_cuts_as_jieba_does_where_we_added_nothing() -> None:
    assert words.load().cut("他来到网易杭研大厦") == ["他", "来到", "网易", "杭研", "大厦"]


def test_a_user_word_is_kept_whole_and_is_a_place_unless_the_dictionary_knows_better() -> None:
    mine = Words(["荷叶冲镇", "建设"])
    assert "荷叶冲镇" in mine.cut("今年荷叶冲镇建设农贸市场")
    assert mine.pos("荷叶冲镇") == "ns"
    assert mine.pos("建设") == words.load().pos("建设") == "vn"


def test_user_words_of_one_value_are_unknown_to_another() -> None:
    Words(["荷叶冲镇"])
    assert "荷叶冲镇" not in words.load()
    assert "荷叶冲镇" not in words.load().cut("今年荷叶冲镇建设农贸市场")


@pytest.mark.parametrize(
    ("word", "pos"),
    [("企业", "n"), ("城市", "n"), ("幼儿园", "n"), ("株洲", "ns"), ("情节严重", "l"), ("渌口渌口", "")],
)
def test_parts_of_speech_come_from_the_dictionary_and_its_corrections(word: str, pos: str) -> None:
    assert words.load().pos(word) == pos


def test_frequency_idf_and_membership_are_told() -> None:
    known = words.load()
    assert known.frequency("企业") > 1000
    assert known.frequency("没有这个词") == 0
    assert known.idf("的确") < known.idf("大闸蟹")
    assert known.idf("没有这个词") == known.idf("也没有那个词")
    assert "企业" in known
    assert "没有这个词" not in known
    assert 3 not in known


def test_a_short_quotation_is_one_word_and_its_marks_end_no_clause() -> None:
    read = clauses("推进“放管服”改革，说：“今天天气很好，我们出门去。”", words.load())
    assert texts(read)[0] == ["推进", "放管服", "改革"]
    assert read[0][1].pos == QUOTE
    assert len(read) == 4


def test_a_party_meeting_is_one_word() -> None:
    assert ["十九届六中全会"] in texts(clauses("学习：十九届六中全会。", words.load()))


def test_halves_that_are_never_apart_become_one_word() -> None:
    text = "碳账簿平台。碳账簿，碳账簿。渔灯夜校办起来，渔灯夜校有特色。"
    read = join_new_words(clauses(text, words.load()))
    assert sum(token == Token("碳账簿", NEW) for clause in read for token in clause) == 3


def test_word_lists_hold_no_word_of_two_and_no_comment() -> None:
    for name in (
        "stop",
        "generic",
        "modern",
        "topics",
        "nouns",
        "surnames",
        "surnames_rare",
        "titles",
        "callings",
        "speech",
        "after",
        "courtesy",
    ):
        assert words.word_list(name)
        assert not any("#" in word or " " in word for word in words.word_list(name))


def test_loading_says_nothing_and_writes_nothing(tmp_path: Path) -> None:
    code = (
        "from generator import words; import sys; words.load().cut('天元区疫苗接种');"
        "print(sys.modules['jieba'].dt.initialized, 'jieba.posseg' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={
            "TMPDIR": str(tmp_path),
            "PYTHONPATH": str(Path(words.__file__).parent.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "False False", "")
    assert list(tmp_path.iterdir()) == []


def test_importing_the_module_does_not_import_jieba() -> None:
    code = "import sys, generator.words; print('jieba' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(words.__file__).parent.parent)},
    )
    assert run.stdout.strip() == "False"


def test_no_cache_of_jieba_is_read_from_the_shared_temporary_folder() -> None:
    cache = Path(tempfile.gettempdir()) / "jieba.cache"
    before = cache.stat().st_mtime_ns if cache.exists() else None
    Words(["某某镇"]).cut("某某镇")
    assert (cache.stat().st_mtime_ns if cache.exists() else None) == before
