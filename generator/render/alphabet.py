"""Where a Chinese name stands in an index by pinyin initials, from the code table alone; knows no second readings."""

import unicodedata

# The first GB 2312 code of each initial: the 3,755 common characters stand in the order of their pinyin (GB 2312-1980).
INITIALS = {
    "A": 0xB0A1, "B": 0xB0C5, "C": 0xB2C1, "D": 0xB4EE, "E": 0xB6EA, "F": 0xB7A2, "G": 0xB8C1, "H": 0xB9FE,
    "J": 0xBBF7, "K": 0xBFA6, "L": 0xC0AC, "M": 0xC2E8, "N": 0xC4C3, "O": 0xC5B6, "P": 0xC5BE, "Q": 0xC6DA,
    "R": 0xC8BB, "S": 0xC8F6, "T": 0xCBFA, "W": 0xCDDA, "X": 0xCEF4, "Y": 0xD1B9, "Z": 0xD4D1,
}  # fmt: skip
LAST_COMMON = 0xD7F9
OTHER = "#"


def initial(name: str) -> str:
    """The Latin letter a name stands under, `#` for digits and characters outside the common ones.

    >>> initial("疫情防控"), initial("安全"), initial("APP"), initial("5G"), initial("渌口")
    ('Y', 'A', 'A', '#', '#')
    """
    first = unicodedata.normalize("NFKC", name[:1])[:1]
    if first.isascii():
        return first.upper() if first.isalpha() else OTHER
    code = int.from_bytes(first.encode("gb2312", errors="ignore"), "big")
    if not INITIALS["A"] <= code <= LAST_COMMON:
        return OTHER
    return max(letter for letter, start in INITIALS.items() if start <= code)


def order(name: str) -> tuple[bool, str, bytes, str]:
    """A sort key for an index: by initial, then as the code table has it, `#` last; total, as it ends with the name.

    >>> sorted(["疫苗", "5G", "安全", "接种"], key=order)
    ['安全', '接种', '疫苗', '5G']
    """
    letter = initial(name)
    return letter == OTHER, letter, name.encode("gb18030", errors="replace"), name
