"""Chinese words: where they begin and end, what kind they are, how rare they are; decides no tag and no name.

The only module that knows jieba. It reads jieba's dictionary and IDF table itself: no cache file is written or
read anywhere, nothing is logged, and no state of the `jieba` package is used or changed, so that the same text
is cut alike in any process and in any order.
"""

import functools
import importlib
import logging
import re
import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib import resources
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import NamedTuple, Protocol

USER_FREQUENCY = 20  # enough to win over any cut into two pieces, too little to take words from their neighbours
USER_POS = "ns"  # user words are names of places unless the dictionary knows better

# “放管服” in “放管服”改革: a short quotation is one word, its marks are no part of it
QUOTED = re.compile('[“"「『‘]([\u4e00-\u9fffA-Za-z0-9+]{2,8})[”"」』’]')
# 十九届六中全会, 二十届三中全会: the meetings that news is full of are one word
MEETING = re.compile("(?:十[一二三四五六七八九]?|二十[一二三]?)届[一二三四五六七八九]中全会")
UNIT = re.compile(f"{QUOTED.pattern}|{MEETING.pattern}")
# 拉菲克·塔拉尔, 康斯坦丁内斯库: characters that foreign names are written with
TRANSLITERATION = (
    "阿埃艾安奥巴贝比彼宾波布伯查茨达代戴德登蒂丁顿多尔恩法菲费芬弗福夫甘盖戈格古哈海汉赫亨胡霍基吉加贾杰金卡凯坎康考科克肯库奎昆拉莱兰朗劳勒雷里利莉列林隆卢鲁路伦罗洛"
    "马玛迈麦曼梅门蒙米密莫默姆穆纳娜南内尼涅宁纽努诺欧帕潘庞佩彭皮平普齐奇乔切琼热荣儒若萨塞桑沙山舍申圣施史斯司苏索塔泰坦汤唐特滕廷图托陀瓦万威韦维魏温文翁沃乌武西希夏"
    "香谢辛休雅亚杨耶叶伊易英尤约扎泽赞詹珍朱兹佐都曼娅"
)
LATIN = re.compile("[A-Za-z][A-Za-z0-9]*$")
HAN = re.compile("[\u4e00-\u9fff]+$")

QUOTE, NEW, LETTER, MARK = "q", "x", "x1", "w"  # parts of speech of our own, beside the dictionary's
FUNCTION = frozenset("的了")  # they end a clause as a mark does: no phrase holds one
INNER = frozenset(
    (
        *("n", "nz", "vn", "nt", "ns", "nr", "nrt", "nrfg", "j", "l", "i", "b", "a", "an", "ag", "v", "vg", "eng", "s"),
        *("t", "ng", "g", "f", "d", "ad", "z", "m", QUOTE, NEW, LETTER),
    )
)  # what a phrase may hold
HALVES = frozenset((NEW, LETTER))
STICKY = 0.7  # share of the occurrences of the commoner half in which two halves of a new word stand together
RARE = 5  # frequency up to which the dictionary's parts of speech are guesses
VERBAL = frozenset(("v", "d", "p", "c", "ad"))  # how a saying begins
TELLING = frozenset(("v", "a", "z"))  # and how it ends


class Token(NamedTuple):
    """A word and its part of speech."""

    text: str
    pos: str


class Table(NamedTuple):
    """A dictionary: frequency of each word (0 for what only begins words), their sum, part of speech."""

    frequencies: dict[str, int]
    total: int
    pos: dict[str, str]


class Segmenter(Protocol):
    """What we use of jieba's tokenizer."""

    def cut(self, sentence: str) -> Iterator[str]:
        """The words of a sentence."""


class Words:
    """A segmenter and its dictionary, with the words of one project added; a value, never changed after.

    `user_words` are names that must not be cut, usually places: `Words(["云田镇"])`. Making one costs a copy of
    the dictionary's index (some 20 ms); the dictionary itself is loaded once in a process (about a second).
    """

    def __init__(self, user_words: Iterable[str] = ()) -> None:
        base = _base_table()
        added = {word for word in user_words if len(word) > 1 and not base.frequencies.get(word)}
        self._pos = base.pos | dict.fromkeys(added, USER_POS)
        self._frequencies = base.frequencies | dict.fromkeys(added, USER_FREQUENCY)
        for word in added:
            _add_beginnings(self._frequencies, word)
        self._tokenizer = _tokenizer(self._frequencies, base.total + USER_FREQUENCY * len(added))

    def cut(self, text: str) -> list[str]:
        """The words of `text` in order; joined they are `text` again.

        >>> Words().cut("天元区加快新冠疫苗接种")[-2:]
        ['新冠疫苗', '接种']
        """
        return list(self._tokenizer.cut(text))

    def pos(self, word: str) -> str:
        """Part of speech as jieba's dictionary has it (`n`, `vn`, `nr`), or an empty string: not in it.

        >>> Words().pos("企业")
        'n'
        """
        return self._pos.get(word, "")

    def frequency(self, word: str) -> int:
        """How often the dictionary's corpus has `word`; 0 for what is not in it."""
        return self._frequencies.get(word, 0)

    def idf(self, word: str) -> float:
        """Inverse document frequency of `word` (about 1 to 14); the table's median where it has none."""
        known, middle = _idf_table()
        return known.get(word, middle)

    @property
    def uses(self) -> Mapping[str, int]:
        """How often each word is used in the dictionary's corpus; 0 for what only begins words."""
        return self._frequencies

    def __contains__(self, word: object) -> bool:
        return word in self._pos


@functools.cache
def load() -> Words:
    """The words without any of a project's own, made once in a process."""
    return Words()


def clauses(text: str, words: Words) -> list[list[Token]]:
    """The words of `text` from mark to mark; a short quotation is one word, whose marks end nothing.

    >>> [[token.text for token in clause] for clause in clauses("推进“放管服”改革,减税", load())]
    [['推进', '放管服', '改革'], ['减税']]
    """
    return [clause for clause in _clauses(text, words) if clause]


def _clauses(text: str, words: Words) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for part, quoted in _quotes_apart(text):
        for token in [Token(part, QUOTE)] if quoted else _tokens(part, words):
            if token.pos == MARK or token.text in FUNCTION:
                yield clause
                clause = []
            else:
                clause.append(token)
    yield clause


def _quotes_apart(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for match in UNIT.finditer(text):
        yield text[at : match.start()], False
        yield match[1] or match[0], True
        at = match.end()
    yield text[at:], False


def _tokens(text: str, words: Words) -> Iterator[Token]:
    for word in words.cut(text):
        yield Token(word, words.pos(word) or _unknown_pos(word))


def _unknown_pos(word: str) -> str:
    if LATIN.match(word):
        return "eng"
    if not HAN.match(word):
        return MARK
    return NEW if len(word) > 1 else LETTER


def join_new_words(read: list[list[Token]]) -> list[list[Token]]:
    """Clauses in which the words that the dictionary lacks are whole again, as far as this text shows them.

    Two neighbours of which one is unknown or a single character, and that are hardly seen apart, are one word:
    普职+融通. That is mutual information and boundary entropy, for a text too short to measure either.
    """
    for _ in range(2):
        singles = Counter(token for clause in read for token in clause)
        pairs = Counter(pair for clause in read for pair in pairwise(clause))
        new = {
            pair
            for pair, count in pairs.items()
            if count > 1 and _may_be_halves(*pair) and count >= STICKY * max(singles[pair[0]], singles[pair[1]])
        }
        if not new:
            break
        read = [_joined(clause, new) for clause in read]
    return read


def _may_be_halves(left: Token, right: Token) -> bool:
    halves = left.pos in HALVES or right.pos in HALVES or len(left.text) == 1 or len(right.text) == 1
    return halves and left.pos in INNER and right.pos in INNER


def _joined(clause: list[Token], new: Collection[tuple[Token, Token]]) -> list[Token]:
    out: list[Token] = []
    for token in clause:
        if out and (out[-1], token) in new:
            out[-1] = Token(out[-1].text + token.text, NEW)
        else:
            out.append(token)
    return out


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """The words of `data/words/<name>.txt`: separated by white space, `#` begins a comment."""
    return frozenset(_own_words(f"{name}.txt"))


def data_lines(name: str) -> list[str]:
    """The lines of `data/words/<name>` without comments and empty ones."""
    text = (resources.files("generator") / "data" / "words" / name).read_text(encoding="utf-8")
    return [line for line in (line.partition("#")[0].strip() for line in text.splitlines()) if line]


def _own_words(name: str) -> list[str]:
    return [word for line in data_lines(name) for word in line.split()]


@functools.cache
def _base_table() -> Table:
    """jieba's dictionary, with words of public life that are younger, and nouns that it takes for names."""
    fields = _jieba_file("dict.txt").read_text(encoding="utf-8").split()
    words, counts, kinds = fields[0::3], list(map(int, fields[1::3])), fields[2::3]
    frequencies, pos = dict(zip(words, counts, strict=True)), dict(zip(words, kinds, strict=True))
    for word in (*_own_words("modern.txt"), *(word for word in _own_words("topics.txt") if word not in pos)):
        frequencies[word] = max(frequencies.get(word, 0), USER_FREQUENCY * 10)
        pos[word] = "nz"
        words.append(word)
    pos.update((word, "n") for word in words if pos[word] == "nr" and not _can_be_name(word))
    pos.update((word, "l") for word in words if _is_saying(word, pos, frequencies))
    pos.update((word, "n") for word in _own_words("nouns.txt") if word in pos)
    for word in words:
        _add_beginnings(frequencies, word)
    return Table(frequencies, sum(frequencies.values()), pos)


def _is_saying(word: str, pos: dict[str, str], frequencies: dict[str, int]) -> bool:
    """Whether a rare entry that the dictionary calls a noun is a verb or a sentence: 报效祖国, 升国旗, 夜幕降临."""
    if pos[word] not in ("n", "j") or len(word) < 3 or frequencies[word] > RARE:
        return False
    if len(word) == 4 and pos.get(word[2:]) in TELLING:
        return True
    return pos.get(word[:2]) in VERBAL or (len(word) == 3 and pos.get(word[0]) == "v" and pos.get(word[1:]) == "n")


def _can_be_name(word: str) -> bool:
    """Whether what the dictionary calls a person's name may be one: 红嘴鸥 cannot."""
    surnames = word_list("surnames")
    return word[0] in surnames or word[:2] in surnames or all(letter in TRANSLITERATION for letter in word)


def _add_beginnings(frequencies: dict[str, int], word: str) -> None:
    """The segmenter walks on while what it has read begins some word."""
    for end in range(1, len(word)):
        frequencies.setdefault(word[:end], 0)


@functools.cache
def _idf_table() -> tuple[dict[str, float], float]:
    """jieba's table of inverse document frequencies and their median."""
    fields = _jieba_file("analyse/idf.txt").read_text(encoding="utf-8").split()
    values = list(map(float, fields[1::2]))
    return dict(zip(fields[0::2], values, strict=True)), median(values)


def _jieba_file(name: str) -> Path:
    """A data file of the installed jieba, found without importing it."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    return Path(spec.origin).parent / name


def _tokenizer(frequencies: dict[str, int], total: int) -> Segmenter:
    """A segmenter of our own that is ready, so that it never looks for its cache in the shared temporary folder."""
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ = frequencies
    tokenizer.total = total
    tokenizer.initialized = True
    return tokenizer  # type: ignore[no-any-return]  # jieba has no types


@functools.cache
def _jieba() -> ModuleType:
    """The package, imported without the warnings of its source (`\\.` in plain strings, pkg_resources)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = importlib.import_module("jieba")
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    return module
