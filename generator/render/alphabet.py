"""Where a Chinese name stands in an index by the sound of its characters; knows no tones.

The readings are those of `data/pinyin.tsv.gz`, which `scripts/build_pinyin.py` makes: one for each character, and of
words whose first character is read otherwise (重庆 under C).
"""

import functools
import gzip
import unicodedata
from importlib import resources

OTHER = "#"
LONGEST = 4  # characters of the words in the table


def initial(name: str) -> str:
    """The Latin letter a name stands under, `#` for digits and characters without a reading.

    >>> initial("疫情防控"), initial("重庆"), initial("渌口"), initial("APP"), initial("5G")
    ('Y', 'C', 'L', 'A', '#')
    """
    first = sounds(name)[0] if name else ""
    return first[0].upper() if first[:1].isalpha() and first.isascii() else OTHER


def order(name: str) -> tuple[bool, tuple[str, ...], str]:
    """A sort key for an index: by the sounds of the characters, `#` last; total, as it ends with the name.

    >>> sorted(["疫苗", "5G", "安全", "接种", "重庆"], key=order)
    ['安全', '重庆', '接种', '疫苗', '5G']
    """
    return initial(name) == OTHER, sounds(name), name


@functools.lru_cache(maxsize=100_000)
def sounds(name: str) -> tuple[str, ...]:
    """The syllable of each character, lower case; what has none stands for itself.

    >>> sounds("长江A5")
    ('chang', 'jiang', 'a', '5')
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    usual, odd = _readings()
    read = [usual.get(character, character) for character in plain]
    first = next((odd[plain[:end]] for end in range(LONGEST, 1, -1) if plain[:end] in odd), None)
    return (first, *read[1:]) if first else tuple(read)


@functools.cache
def _readings() -> tuple[dict[str, str], dict[str, str]]:
    """The reading of each character, and of words that begin otherwise."""
    data = (resources.files("generator") / "data" / "pinyin.tsv.gz").read_bytes()
    usual: dict[str, str] = {}
    odd: dict[str, str] = {}
    for line in gzip.decompress(data).decode().splitlines():
        sound, characters, words = line.split("\t")
        usual.update(dict.fromkeys(characters, sound))
        odd.update(dict.fromkeys(words.split(), sound))
    return usual, odd
