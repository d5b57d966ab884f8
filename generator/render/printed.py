"""Print as it was, behind what is shown: each mark that is shown full-width carries the one that was printed.

The stylesheet shows one or the other, so the switch needs no script. Changes no word: shown and printed text are of one
length, character by character.
"""

import html

from generator.render.markup import tokens
from generator.render.typography import MARK

CARRIER = '<span data-as="{}">{}</span>'


def carry(shown: str, printed: str) -> str:
    """Safe HTML whose text differs from `printed` in single marks, each of these with its print.

    Tags may stand anywhere in `shown`. Where the two are no longer one text, it stays as it is.

    >>> carry("<p>今天，40人(次)。</p>", "今天,40人(次)。")
    '<p>今天<span data-as=",">，</span>40人(次)。</p>'
    """
    if not MARK.search(printed):
        return shown
    parts = list(tokens(shown))
    words = ["" if is_tag else html.unescape(token) for token, is_tag in parts]
    if sum(map(len, words)) != len(printed):
        return shown
    made, at = [], 0
    for (token, _), word in zip(parts, words, strict=True):
        made.append(_carried(token, word, printed[at : at + len(word)]))
        at += len(word)
    return "".join(made)


def _carried(token: str, word: str, printed: str) -> str:
    if word in ("", printed):
        return token
    pairs = zip(word, printed, strict=True)
    return "".join(
        html.escape(one, quote=False) if one == was else CARRIER.format(html.escape(was), html.escape(one, quote=False))
        for one, was in pairs
    )
