"""What is known of Chinese words before any text is read: our lists, jieba's dictionary and table of frequencies.

Reads the data files of the installed jieba without importing it. Cuts nothing and decides nothing.
"""

import functools
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

USER_FREQUENCY = 20  # enough to win over any cut into two pieces, too little to take words from their neighbours
# 拉菲克·塔拉尔, 康斯坦丁内斯库: characters that foreign names are written with
TRANSLITERATION = (
    "阿埃艾安奥巴贝比彼宾波布伯查茨达代戴德登蒂丁顿多尔恩法菲费芬弗福夫甘盖戈格古哈海汉赫亨胡霍基吉加贾杰金卡凯坎康考科克肯库奎昆拉莱兰朗劳勒雷里利莉列林隆卢鲁路伦罗洛"
    "马玛迈麦曼梅门蒙米密莫默姆穆纳娜南内尼涅宁纽努诺欧帕潘庞佩彭皮平普齐奇乔切琼热荣儒若萨塞桑沙山舍申圣施史斯司苏索塔泰坦汤唐特滕廷图托陀瓦万威韦维魏温文翁沃乌武西希夏"
    "香谢辛休雅亚杨耶叶伊易英尤约扎泽赞詹珍朱兹佐都曼娅"
)
RARE = 5  # frequency up to which the dictionary's parts of speech are guesses
VERBAL = frozenset(("v", "d", "p", "c", "ad"))  # how a saying begins
TELLING = frozenset(("v", "a", "z"))  # and how it ends


class Table(NamedTuple):
    """A dictionary: frequency of each word (0 for what only begins words), their sum, part of speech."""

    frequencies: dict[str, int]
    total: int
    pos: dict[str, str]


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
def base_table() -> Table:
    """jieba's dictionary, with words of public life that are younger, and nouns that it takes for names."""
    fields = _jieba_file("dict.txt").read_text(encoding="utf-8").split()
    words, counts, kinds = fields[0::3], list(map(int, fields[1::3])), fields[2::3]
    frequencies, pos = dict(zip(words, counts, strict=True)), dict(zip(words, kinds, strict=True))
    for word in (*_own_words("modern.txt"), *(word for word in _own_words("topics.txt") if word not in pos)):
        frequencies[word] = max(frequencies.get(word, 0), USER_FREQUENCY * 10)
        pos[word] = "nz"
        words.append(word)
    for word in (name.rstrip(":") for line in data_lines("offices.txt") for name in line.split()):
        if word not in pos:
            frequencies[word], pos[word] = USER_FREQUENCY * 10, "nt"
            words.append(word)
    pos.update((word, "n") for word in words if pos[word] == "nr" and not _can_be_name(word))
    pos.update((word, "l") for word in words if _is_saying(word, pos, frequencies))
    pos.update((word, "n") for word in _own_words("nouns.txt") if word in pos)
    for word in words:
        add_beginnings(frequencies, word)
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


def add_beginnings(frequencies: dict[str, int], word: str) -> None:
    """The segmenter walks on while what it has read begins some word."""
    for end in range(1, len(word)):
        frequencies.setdefault(word[:end], 0)


@functools.cache
def idf_table() -> tuple[dict[str, float], float]:
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
