"""Finds the words of a text that are one character away from a name of the home city; weighs nothing."""

import functools
import re
from collections.abc import Mapping, Sequence

from generator.gazetteer import Gazetteer, Place
from generator.gazetteer.divisions import all_stems, is_word, national_names, stem
from generator.gazetteer.matching import NAME_END, Span

# Endings of the names that are compared; offices, farms and zones of the tables are not.
COMPARED = ("区", "县", "市", "旗", "镇", "乡", "街道", "苏木", "村", "社区")
KINDS = ("镇", "乡", "街道")
# 该县, 邻县, 到县里: what stands before 县 and names none
BEFORE_COUNTY = frozenset("各全本该每某这那我两几个市区分外邻属州郡旧老新小大强贫穷同他她它贵原回到在进出离下来去跨至乡镇村多一二三四五六七八九十百千"
                          "的了是和与及以由对将把被为从向往给让令使听访省位住驻建设立撤并改划等中时后前上里内产农民兄弟周边近远郊入问委治距伪名据旗副因抓口当经济")  # fmt: skip
NAME = re.compile(r"[㐀-鿿]+")


def windows(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Start and end of what is one character away from a name of the city; the longest word wins.

    No part of a misprinted 天回镇街道 is looked at for itself,
    and a real name inside a longer word does not protect it: 茨马塘街道 is looked at, though there is a 马塘街道.
    """
    solid = bytearray(len(text))
    for span in spans:
        if is_solid(span):
            solid[span.start : span.end] = bytes((2 if span.kind in ("name", "away") else 1,)) * (span.end - span.start)
    found: list[tuple[int, int]] = []
    table, by_end, known = blurred(gazetteer), lengths(gazetteer), known_stems(gazetteer)
    for match in NAME_END.finditer(text):
        end = match.end()
        for length in by_end.get(text[end - 1], ()):
            start = end - length
            if start < 0 or 1 in solid[start:end] or (start and solid[start] == 2 == solid[start - 1]):
                continue
            word = text[start:end]
            if length == 2 and not _may_be_brief(word):
                break
            if any(blot(word, at) in table for at in range(length - 1)) and NAME.fullmatch(word):
                if trunk(word) not in known:
                    found.append((start, end))
                break
    return [(start, end) for start, end in found if not any(a <= start and end < b for a, b in found)]


@functools.lru_cache(maxsize=8)
def blurred(gazetteer: Gazetteer) -> Mapping[str, tuple[Place, ...]]:
    """Each name of the city, its own too, with one character of its stem blotted out (`?口区`) -> what it may be."""
    table: dict[str, list[Place]] = {}
    city = Place(gazetteer.city.name, "city", gazetteer.city.code)
    for place in (city, *gazetteer.places):
        if (len(place.name) > 2 and place.name.endswith(COMPARED)) or is_brief(place.name):
            for at in range(len(trunk(place.name))):
                table.setdefault(blot(place.name, at), []).append(place)
    return {key: tuple(places) for key, places in table.items()}


def is_brief(name: str) -> bool:
    """Whether a name is that of a county of two characters, 攸县: half of it may be misread."""
    return len(name) == 2 and name[1] == "县"


def _may_be_brief(word: str) -> bool:
    """Whether two characters may be a misprint of such a county: no 该县, no 息县 of another province, no word."""
    return word[0] not in BEFORE_COUNTY and word not in national_names() and not is_word(word)


def trunk(name: str) -> str:
    """The part of a name that tells it from others: 渌口 of 渌口区, 湾塘 of 湾塘村, 云田 of 云田社区."""
    return name.removesuffix("社区").removesuffix("村") if name.endswith(("村", "社区")) else stem(name)


def blot(name: str, at: int) -> str:
    """The name with the character at this place made unreadable."""
    return f"{name[:at]}?{name[at + 1 :]}"


@functools.lru_cache(maxsize=8)
def lengths(gazetteer: Gazetteer) -> Mapping[str, tuple[int, ...]]:
    """Last character -> the lengths of the names that end with it, longest first."""
    table: dict[str, set[int]] = {}
    for name in blurred(gazetteer):
        table.setdefault(name[-1], set()).add(len(name))
    return {last: tuple(sorted(found, reverse=True)) for last, found in table.items()}


@functools.lru_cache(maxsize=8)
def known_stems(gazetteer: Gazetteer) -> frozenset[str]:
    """Stems that are right whatever follows them: 洞井镇 is the 洞井街道 of other years."""
    return frozenset(trunk(name) for name in gazetteer.full)


def candidates(word: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places one character away from a word, each once, by code."""
    table = blurred(gazetteer)
    found = [place for at in range(len(word) - 1) for place in table.get(blot(word, at), ())]
    coded = [place for place in found if place.code] or found  # 董家塅街道, not its other spelling
    return tuple(sorted(dict.fromkeys(coded), key=lambda place: (place.code or "", place.name)))


def is_name_elsewhere(text: str, start: int, end: int) -> bool:
    """Whether a word, or it and the character before, is a place elsewhere or was once: 绍兴县, 东|阳渡镇."""
    bare = trunk(text[start:end])
    return bare in all_stems() or (
        text.startswith(KINDS, start + len(bare))
        and any(name + kind in national_names() for name in (bare, text[start - 1 : start] + bare) for kind in KINDS)
    )


def is_solid(span: Span) -> bool:
    """Whether a name is long enough that nothing overlapping it is a misprint."""
    return span.kind in ("full", "city", "name") or (span.kind == "away" and len(span.text) > 2)
