"""Tells whether a text is about the whole city rather than a part of it: 全市, 市委, 我州; weighs no district."""

import re
from collections.abc import Sequence

from generator.gazetteer import Gazetteer
from generator.gazetteer.divisions import is_word
from generator.gazetteer.matching import HAN, Span

# 全市, 我州, 盟委, 县政府, 地委: whatever kind of place the home is
CITYWIDE = re.compile(r"([全我本])?(地区|[市州盟县区旗省])(?(1)|(?:委|政府|长|人大|政协))|地委|行署")
AREA = "地区"
BEFORE_OURS = frozenset("在到从向往与和及以至由对将把被为是的了于给让令使据占")  # what leads to 本市


def is_citywide(text: str, names: Sequence[Span], gazetteer: Gazetteer) -> bool:
    """Whether a text, with its names, speaks of the whole of a home: 全市, 市委; not 神|本市, 城|市政府, 醴陵市|委."""
    kind = AREA if gazetteer.city.name.endswith(AREA) else gazetteer.city.name[-1]
    for match in CITYWIDE.finditer(text):
        is_named = any(name.kind != "city" and name.start < match.end() and match.start() < name.end for name in names)
        if (match[2] or AREA) == kind and not is_named and not _begins_inside(text, match.start()):
            return True
    return False


def _begins_inside(text: str, start: int) -> bool:
    """Whether a word begins inside another one: 日|本市, 城|市委; of 本, the end of many a name, what is not clear."""
    before = text[start - 1 : start]
    if not HAN.match(before):
        return False
    if text[start] == "本":
        return before not in BEFORE_OURS and not is_word(text[max(0, start - 2) : start])
    return is_word(before + text[start])
