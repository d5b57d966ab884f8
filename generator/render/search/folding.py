"""What two writings of the same words have in common: width, case, traditional or simplified, quotes and dashes.

Folding is done alike here, where the index is made, and in the browser, with the same table; it knows no words. Blanks
do not count, as Chinese is written without them and torn text has too many.
"""

import functools
import json
import unicodedata
from itertools import pairwise

from generator.render.search.shards import code
from generator.variants import simplified

ALIKE = {
    '"': "“”„‟«»「」『』",
    "'": "‘’‚‛`´",
    "-": "‐‑‒–—―−─",
    "~": "〜∼",
    ".": "·•‧・∙⋅●",  # 约翰·史密斯
}
NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # no width, no meaning


class _Table(dict[int, str]):
    """For `str.translate`: what each character folds to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        found = _folded(chr(code))
        self[code] = found
        return found


def fold(text: str) -> str:
    """`text` as it is searched.

    >>> fold("《雷神山》 ＡＰＰ「放管服」,開學"), fold("雷神 山\\n10％")
    ('《雷神山》app"放管服",开学', '雷神山10%')
    """
    return text.translate(_table())


def table_script() -> bytes:
    """The table for the browser: what is replaced, by what, character for character, both as `steps`; what is dropped."""
    table = _single()
    before = sorted(table)
    shown = [steps("".join(before)), steps("".join(table[key] for key in before)), NOTHING]
    return f"baozhai.take('folding',{json.dumps(shown, ensure_ascii=False)});\n".encode()


def steps(text: str) -> str:
    r"""Characters by how far each lies from the one before, half the size once packed: simplified ones go by radicals too.

    >>> [ord(one) - ord(code(0)) for one in steps("\x02\x01\x03")]
    [4, 1, 4]
    """
    gaps = [after - before for before, after in pairwise([0, *map(ord, text)])]
    return "".join(code(2 * gap if gap >= 0 else -2 * gap - 1) for gap in gaps)


def _folded(character: str) -> str:
    if character in NOTHING or character.isspace():
        return ""
    single = _single()
    if character in single:
        return single[character]
    plain = unicodedata.normalize("NFKC", character).lower()
    return "".join(single.get(one, one) for one in plain if not one.isspace() and one not in NOTHING)


@functools.cache
def _table() -> _Table:
    return _Table()


@functools.cache
def _single() -> dict[str, str]:
    return {**simplified()} | {one: sign for sign, many in ALIKE.items() for one in many}
