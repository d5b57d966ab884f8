"""Make `generator/data/pinyin.tsv.gz`, which puts Chinese names into the order of their sounds; run by hand.

    python scripts/build_pinyin.py

Each row: a syllable without its tone, the characters that are mostly read so, and the words (parted by blanks) whose
first character is read so only there: 重庆 under `chong`, 长江 under `chang`. Readings are pypinyin's (MIT); words are
those of jieba's dictionary and ours. pypinyin is a development tool: the program reads the table alone.
"""

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pypinyin

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator import words

TABLE = Path(__file__).resolve().parents[1] / "generator" / "data" / "pinyin.tsv.gz"
CHARACTERS = [chr(code) for code in range(0x4E00, 0x9FA6)]  # GBK's; what is newer than GBK stands at the end
LONGEST = 4


def sound(text: str) -> str | None:
    """The first syllable of `text`, None where pypinyin knows none."""
    found = pypinyin.lazy_pinyin(text, errors="ignore")
    return found[0].replace("ü", "v") if found else None


def odd_words(usual: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Words whose first character is not read as it mostly is; no longer than needed to tell."""
    spec = find_spec("jieba")
    assert spec is not None and spec.origin is not None
    dictionary = (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").split()[0::3]
    known = {*dictionary, *words.word_list("modern"), *words.word_list("topics")}
    found: dict[str, str] = {}
    for word in sorted(known, key=lambda word: (len(word), word)):
        if 1 < len(word) <= LONGEST and word[0] in usual and (read := sound(word)):
            so_far = next((found[word[:end]] for end in range(len(word) - 1, 1, -1) if word[:end] in found), None)
            if read != (so_far or usual[word[0]]):
                found[word] = read
    yield from found.items()


def main() -> None:
    """Write the table."""
    usual = {character: read for character in CHARACTERS if (read := sound(character))}
    characters, odd = defaultdict(list), defaultdict(list)
    for character, read in usual.items():
        characters[read].append(character)
    for word, read in odd_words(usual):
        odd[read].append(word)
    rows = [f"{read}\t{''.join(characters[read])}\t{' '.join(sorted(odd[read]))}\n" for read in sorted(characters)]
    TABLE.write_bytes(gzip.compress("".join(rows).encode(), 9, mtime=0))
    sys.stderr.write(f"{TABLE.name}: {len(rows)} rows, {TABLE.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
