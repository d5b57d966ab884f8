"""Names that contradict themselves or the language: glosses, offices under two names, spellings, set phrases.

Each recogniser reads one text, or all texts of one article, and says what is doubtful; nothing is changed here.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.errors import message
from generator.gazetteer.divisions import readings
from generator.ingest.facts.wording import lookalikes
from generator.words import Words, word_list

HAN = re.compile(r"[\u4e00-\u9fff]+")
# 代办(带办): a gloss in brackets behind a word of the same length
GLOSS = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,4})[(（](?P<gloss>[\u4e00-\u9fff]{2,4})[)）]")
# 供销社服务社, 供销社惠民服务社
OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2}(?:社|局(?![势面部限])|中心|公司|院|学校|中学|小学|协会|学会|商会|银行|馆|厂|委员会|办公室|合作社|基地|园区)"
)
RANKS = frozenset(["常务", "临时", "第一", "第二", "筹备", "中医", "妇幼", "联合", "副主", "分"])  # of another office
SAME_START, MOST_ADDED = 4, 2  # characters that two names of one office begin with, and that one has more
# 引进了广州意法、杭州锦艺、香港欧微等119家优质服饰企业
FIRMS = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{2,8}、){1,12}[\u4e00-\u9fff]{2,8})等(?:[0-9一二三四五六七八九十百多余]+[家个])?[\u4e00-\u9fff]{0,8}(?:企业|公司|品牌|厂家|商户|商家)"
)
COMPANY = re.compile(r"(?P<list>[\u4e00-\u9fff]{2,8})(?=(?:实业|集团|股份|有限)[\u4e00-\u9fff]{0,6}公司)")
OMINOUS = frozenset("孤寡亡丧葬尸鬼哭悲哀凶贼奴匪娼囚裂腐朽衰败")  # nobody names a firm so
NUMERALS = frozenset("一二三四五六七八九十百千万亿两半零〇几多第上下左右前后东南西北大中小")
AROUND = 2  # characters on either side that two spellings of a name share


class Doubt(NamedTuple):
    """Text `start`..`end` of text number `text` is doubtful."""

    text: int
    start: int
    end: int
    proposals: tuple[str, ...]
    confidence: float
    evidence: str


def doubts(texts: Sequence[str], words: Words) -> Iterator[Doubt]:
    """Everything doubtful in the texts of one article, in no order.

    >>> from generator.words import load
    >>> found = doubts(["提供代办(带办)服务。", "全区学科合格率达100%。"], load())
    >>> [(one.text, one.start, one.proposals) for one in found]
    [(0, 5, ()), (1, 2, ('学考合格率',))]
    """
    for number, text in enumerate(texts):
        for recognise in (_glosses, _firms, _phrases):
            yield from (doubt._replace(text=number) for doubt in recognise(text, words))
    yield from _offices(texts)
    yield from _spellings(texts, words)


def _glosses(text: str, words: Words) -> Iterator[Doubt]:
    """A gloss that sounds like the word it explains, one character written otherwise, explains nothing."""
    for match in GLOSS.finditer(text):
        gloss = match["gloss"]
        word = match["word"][-len(gloss) :]
        places = [at for at, (one, other) in enumerate(zip(word, gloss, strict=False)) if one != other]
        if len(word) != len(gloss) or len(places) != 1 or not sound_alike(word[places[0]], gloss[places[0]]):
            continue
        if words.frequency(word) >= words.frequency(gloss):
            evidence = message("evidence-gloss", "zh", word=word, gloss=gloss)
            yield Doubt(0, match.start("gloss"), match.end("gloss"), (), 0.3, evidence)


def _firms(text: str, _: Words) -> Iterator[Doubt]:
    """A name of ill omen, which no firm takes, among names of firms."""
    for pattern in (FIRMS, COMPANY):
        for match in pattern.finditer(text):
            at = match.start("list")
            for name in match["list"].split("、"):
                ominous = next((char for char in name if char in OMINOUS), "")
                if ominous and name[-4:].count(ominous):
                    start = at + max(0, len(name) - 4)
                    proposals = tuple(name[-4:].replace(ominous, alike) for alike in lookalikes().get(ominous, "")[:2])
                    evidence = message("evidence-ominous", "zh", char=ominous)
                    yield Doubt(0, start, at + len(name), proposals, 0.3, evidence)
                at += len(name) + 1


def _phrases(text: str, _: Words) -> Iterator[Doubt]:
    """All but one character of a set phrase."""
    for match in HAN.finditer(text):
        run = match.group()
        for at in range(len(run) - 1):
            for phrase, shift in set_phrases().get(run[at : at + 2], ()):
                start = at - shift
                printed = run[start : start + len(phrase)] if start >= 0 else ""
                if len(printed) == len(phrase) and (wrong := _only_difference(printed, phrase)) is not None:
                    if printed in known_phrases() or {printed[wrong], phrase[wrong]} & NUMERALS:
                        continue
                    near = alike(printed[wrong], phrase[wrong])
                    if not near and (len(phrase) < 5 or wrong in (0, len(phrase) - 1)):
                        continue  # another word of the same pattern
                    begin = match.start() + start
                    evidence = message("evidence-phrase", "zh", phrase=phrase)
                    yield Doubt(0, begin, begin + len(phrase), (phrase,), 0.7 if near else 0.5, evidence)


def _only_difference(one: str, other: str) -> int | None:
    """The place of the one character that differs, or None."""
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return places[0] if len(places) == 1 else None


def _offices(texts: Sequence[str]) -> Iterator[Doubt]:
    """One office under two names: the longer has a word more amid what is otherwise the same."""
    seen: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for match in OFFICE.finditer(text):
            seen[match.group()[-3:]].append((number, match.end(), text))
    told: set[tuple[int, int]] = set()
    for tail, places in seen.items():
        for number, end, text in places:
            before = text[: end - len(tail)]
            for added in range(1, MOST_ADDED + 1):
                start = before[: len(before) - added][-SAME_START:]
                is_other = before[-added:] in RANKS or "的" in start + before[-added:]
                if len(start) < SAME_START or not HAN.fullmatch(start) or is_other or (number, end) in told:
                    continue
                for other, where, said in places:
                    if said[: where - len(tail)].endswith(start) and not before.endswith(start):
                        told.add((number, end))
                        short = (start + tail, start + before[-added:] + tail)
                        evidence = message("evidence-two-names", "zh", one=short[0], other=short[1])
                        yield Doubt(other, where - len(short[0]), where, (short[1],), 0.4, evidence)
                        break


def _spellings(texts: Sequence[str], words: Words) -> Iterator[Doubt]:
    """One name spelt in two ways: the same characters around two that look or sound alike."""
    seen: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for number, text in enumerate(texts):
        for match in HAN.finditer(text):
            run = match.group()
            for at in range(AROUND, len(run) - AROUND):
                frame = run[at - AROUND : at] + run[at + 1 : at + 1 + AROUND]
                seen[frame][run[at]].append((number, match.start() + at))
    for frame, chars in seen.items():
        if len(chars) != 2:
            continue
        (rare, places), (often, others) = sorted(chars.items(), key=lambda item: len(item[1]))
        if len(places) == len(others) or not alike(rare, often) or {rare, often} & NUMERALS:
            continue
        right = frame[AROUND - 1] + often + frame[AROUND]
        for number, at in places:
            evidence = message(
                "evidence-spelling", "zh", word=frame[:AROUND] + often + frame[AROUND:], count=len(others)
            )
            yield Doubt(number, at - 1, at + 2, (right,), 0.5, evidence)


def alike(one: str, other: str) -> bool:
    """Whether two characters look or sound alike."""
    return other in lookalikes().get(one, "") or one in lookalikes().get(other, "") or sound_alike(one, other)


def sound_alike(one: str, other: str) -> bool:
    """Whether two characters are read alike, tones aside, as far as the table of place names knows them."""
    sound = readings().get(one)
    return sound is not None and sound == readings().get(other)


@functools.cache
def known_phrases() -> frozenset[str]:
    """The set phrases of four characters and more."""
    return frozenset(phrase for phrase in word_list("phrases") if len(phrase) > 3 and HAN.fullmatch(phrase))


@functools.cache
def set_phrases() -> dict[str, tuple[tuple[str, int], ...]]:
    """Either end of a set phrase, two characters -> the phrase and where the end stands in it."""
    table: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for phrase in sorted(known_phrases()):
        table[phrase[:2]].append((phrase, 0))
        table[phrase[-2:]].append((phrase, len(phrase) - 2))
    return {end: tuple(found) for end, found in table.items()}
