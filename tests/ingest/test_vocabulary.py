"""The vocabulary of an archive, and what may be proposed about its tags."""

import math

from hypothesis import given
from hypothesis import strategies as st

from generator import words
from generator.ingest.facts import vocabulary
from generator.ingest.facts.proposals import proposals
from generator.ingest.facts.vocabulary import Vocabulary, learn
from generator.words import Learned, Words

LEDGER = "碳账户上线。碳账户很好用，碳账户受欢迎。"


def learned(*texts: str, former: Vocabulary = Vocabulary()) -> Vocabulary:  # noqa: B008 - a frozen value
    return learn(((text, ("青溪镇农机合作社联合体",)) for text in texts), words.load(), former)


def test_words_are_counted_by_article_and_new_ones_need_three() -> None:
    found = learned(f"{LEDGER}居民", f"{LEDGER}居民", f"居民用{LEDGER}")
    assert (found.version, found.articles, found.counts["居民"]) == (1, 3, 3)
    assert found.kinds["碳账户"] == "nz"
    assert found.kinds["青溪镇农机合作社联合体"] == "nt"
    assert "碳账户" not in learned(LEDGER, LEDGER).kinds


def test_the_order_of_articles_does_not_matter_and_the_same_archive_keeps_its_version() -> None:
    texts = (f"{LEDGER}居民", LEDGER, f"{LEDGER}油茶", "油茶居民")
    first = learned(*texts)
    assert learned(*texts[::-1], former=first) == first
    assert learned(*texts, "居民", former=first).version == 2


@given(st.dictionaries(st.text("油茶碳账户居民", min_size=2, max_size=4), st.integers(1, 999)), st.integers(0, 99))
def test_a_vocabulary_is_read_as_it_was_written(counts: dict[str, int], version: int) -> None:
    kinds = dict.fromkeys(sorted(counts)[:2], "nz")
    written = Vocabulary(version, 1000, counts, kinds)
    assert vocabulary.parse(vocabulary.dump(written)) == written


def test_what_is_no_line_of_a_vocabulary_is_passed_over() -> None:
    assert vocabulary.parse("胡说\n油茶\t很多\n=1+1\t3\n").counts == {}


def test_a_word_that_is_common_here_counts_less_than_elsewhere() -> None:
    here = Words((), Learned(1000, {"油茶": 500}, {}))
    assert here.idf("油茶") < words.load().idf("油茶")
    assert math.isclose(here.idf("疫苗"), words.load().idf("疫苗"))


def test_a_taught_word_is_cut_whole_and_only_where_it_was_taught() -> None:
    taught = Words((), Learned(3, {"碳账户": 3}, {"碳账户": "nz"}))
    assert "碳账户" in taught.cut("居民用碳账户出行")
    assert taught.pos("碳账户") == "nz"
    assert "碳账户" not in words.load().cut("居民用碳账户出行")


def test_each_kind_of_proposal_is_a_line_for_its_table() -> None:
    tags = {"放管服改革": 9, "“放管服”改革": 2, "人居环境整治": 5, "环境整治人居": 1, "美丽乡村": 6, "美丽乡村建设": 2, "深化改革": 4,
            "深改": 1, "经济": 60}  # fmt: skip
    found = {(one.reason, one.line) for one in proposals(tags, 100, ["碳账户"])}
    assert found == {
        ("spelling", '"“放管服”改革" = "放管服改革"'),
        ("order", '"环境整治人居" = "人居环境整治"'),
        ("ending", '"美丽乡村建设" = "美丽乡村"'),
        ("short", '"深改" = "深化改革"'),
        ("broad", 'blocked = ["经济"]'),
        ("new", 'pinned = ["碳账户"]'),
    }


def test_nothing_is_proposed_where_tags_differ() -> None:
    assert proposals({"乡村振兴": 3, "乡村": 2, "油茶": 1}, 50, []) == ()
