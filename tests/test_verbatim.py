"""Every digest of every invented article of the benchmarks stands in its text, word for word, whole, at its offsets."""

import tomllib
from pathlib import Path

import pytest

from generator.content.body import dump_body
from generator.ingest.facts.digest import LONGEST, digest, is_closed
from generator.model import Article, Block, Clipping
from generator.render import excerpt

CORPUS = sorted((Path(__file__).parent.parent / "benchmarks" / "corpus").glob("*.toml"))
CLOSERS = "。！？!?…”’」』）)》"


def clippings(file: Path) -> list[Clipping]:
    found = tomllib.loads(file.read_text(encoding="utf-8")).get("article", [])
    return [Clipping(item["headline"], body=tuple(map(block, lines_of(item)))) for item in found]


def lines_of(item: dict) -> list[str]:
    return [line.strip() for line in item.get("body", "").splitlines() if line.strip()]


def block(line: str) -> Block:
    return Block("subhead", line.removeprefix("## ")) if line.startswith("## ") else Block("paragraph", line)


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_every_digest_is_whole_sentences_of_its_own_article(file: Path) -> None:
    for clipping in clippings(file):
        found = digest(clipping, ())
        if found is None:
            continue
        text = clipping.body[found.block].text
        assert text[found.start : found.end] == found.text
        assert clipping.body[found.block].type == "paragraph"
        assert is_closed(found.text)
        assert found.text[-1] in CLOSERS
        assert found.start == 0 or text[: found.start].rstrip()[-1] in f"{CLOSERS}：:"
        assert found.text[0] not in "“‘「『"
        first = next(index for index, character in enumerate(found.text) if character in "。！？!?")
        assert len(found.text) <= LONGEST or first >= len(found.text) - 2  # a longer one is a single sentence


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_what_a_reader_sees_is_that_sentence(file: Path) -> None:
    for number, clipping in enumerate(clippings(file)):
        found = digest(clipping, ())
        if found:
            body = dump_body(clipping.body)
            article = Article(id=f"a{number}", path="a.md", headline="", digest=found.text, body=body)
            assert excerpt.digest(article) == found.text


def test_nearly_every_article_has_one() -> None:
    made = [digest(clipping, ()) for file in CORPUS for clipping in clippings(file) if len(clipping.body) > 1]
    assert len(made) > 70
    assert sum(found is not None for found in made) >= 0.95 * len(made)
