"""The vocabulary of an archive: in how many of its articles words stand, and which words the dictionary lacks.

It is learned only when someone asks for it (`baozhai tags refresh`) and kept in `content/vocabulary.tsv` with a version:
between two refreshes the tags of an article hang on its own text alone, not on what else is in the archive.
"""

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from generator.ingest.facts.phrases import is_sound
from generator.words import NEW, Token, Words, clauses, join_new_words, word_list

FILE = "content/vocabulary.tsv"
HEAD = """\
# 本报词表:由 baozhai tags refresh 从全部稿件统计,供提取标签之用;请与稿件一同提交,勿手改。
# Words of this archive, counted by `baozhai tags refresh` for finding tags: word, articles, kind. Commit it; do not edit.
# version {version}
# articles {articles}
"""
NUMBER = re.compile(r"# (version|articles) (\d{1,9})$")
HAN = re.compile("[\u4e00-\u9fff]{2,}$")
FEWEST = 2  # articles of a word that is kept
SHARE = 500  # and one in so many of a large archive
NEW_WORD, BODY = "nz", "nt"
FEWEST_OF_NEW = 3  # articles in which a string must prove to be a word
LONGEST_NEW = 4
SENTENCE = re.compile("[的了在是不也就都与及把将从这那我你他们吗呢吧啊会年月日]")

Text = tuple[str, tuple[str, ...]]  # the words of one article, and the bodies it names


class Vocabulary(Struct, frozen=True):
    """Version 0 is no vocabulary; `kinds` are parts of speech of what the dictionary lacks: new words, bodies."""

    version: int = 0
    articles: int = 0
    counts: dict[str, int] = {}
    kinds: dict[str, str] = {}


def learn(texts: Iterable[Text], words: Words, former: Vocabulary) -> Vocabulary:
    """The vocabulary of some articles, in no order; its version is one more than `former`'s if anything differs."""
    known: Counter[str] = Counter()
    found: Counter[Token] = Counter()
    bodies: Counter[str] = Counter()
    articles = 0
    for text, named in texts:
        read = {token for clause in join_new_words(clauses(text, words)) for token in clause}
        known.update({token.text for token in read if token.pos != NEW and HAN.match(token.text)})
        found.update({token for token in read if token.pos == NEW})
        bodies.update({name for name in named if HAN.match(name) and name not in words})
        articles += 1
    least = max(FEWEST, articles // SHARE)
    counts = {word: count for word, count in known.items() if count >= least}
    kinds = {name: BODY for name, count in bodies.items() if count >= least}
    kinds |= {token.text: NEW_WORD for token, count in found.items() if count >= FEWEST_OF_NEW and is_new(token, words)}
    counts |= {word: found.get(Token(word, NEW), bodies[word]) for word in kinds}
    fresh = Vocabulary(former.version, articles, counts, kinds)
    return fresh if fresh == former else replace(fresh, version=former.version + 1)


def is_new(token: Token, words: Words) -> bool:
    """Whether a string that stands together in several articles may be taught as a word: no name, no scrap."""
    text = token.text
    name = text[0] in word_list("surnames") and len(text) < LONGEST_NEW
    return 2 < len(text) <= LONGEST_NEW and not name and not SENTENCE.search(text) and is_sound(token, words)


def dump(vocabulary: Vocabulary) -> str:
    """The file of a vocabulary: a head, then a line for each word in order of code points."""
    head = HEAD.format(version=vocabulary.version, articles=vocabulary.articles)
    rows = (
        f"{word}\t{count}" + (f"\t{vocabulary.kinds[word]}" if word in vocabulary.kinds else "") + "\n"
        for word, count in sorted(vocabulary.counts.items())
    )
    return head + "".join(rows)


def parse(text: str) -> Vocabulary:
    r"""Read the file of a vocabulary; a line that is none is passed over, as it can only make tags a little worse.

    >>> parse("# version 2\n# articles 30\n油茶\t7\n碳账簿\t3\tnz\n")
    Vocabulary(version=2, articles=30, counts={'油茶': 7, '碳账簿': 3}, kinds={'碳账簿': 'nz'})
    """
    numbers = {"version": 0, "articles": 0}
    counts: dict[str, int] = {}
    kinds: dict[str, str] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        if match := NUMBER.match(line):
            numbers[match[1]] = int(match[2])
            continue
        word, count, kind, *_ = (*line.split("\t"), "", "")
        if HAN.match(word) and count.isascii() and count.isdigit():
            counts[word] = int(count)
            if kind in (NEW_WORD, BODY):
                kinds[word] = kind
    return Vocabulary(numbers["version"], numbers["articles"], counts, kinds)
