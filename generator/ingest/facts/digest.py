"""The sentence or two that sum up an article, word for word, and where they stand; writes and shortens nothing.

The lede is the best single sentence of a news story. Where it is a quotation, a scene or a question, as features
begin, the first sentence serves that names the district or a word of the headline together with a date or number.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from msgspec import Struct

from generator.discretion import is_open, secret_names
from generator.model import Clipping

SHORTEST, ENOUGH, LONGEST = 15, 80, 120  # characters of: a sentence that says something, a digest, one no longer

# 。 ！” ？） ……: the end of a sentence with the marks that close after it
END = re.compile("(?:[。！？!?]|…+)[”’」』）)》]*")
PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"}
CLOSING = frozenset(PAIRS.values())
QUOTES = frozenset("“‘「『\"'")
# 他说：“…。” / “这几年越来越好了。”何敏坦言: somebody's words, not a quoted name such as “放管服”
SPEECH = re.compile('[：:，,][“"「]|[“"「][^”"」]*[。！？!?，,；;][^”"」]*[”"」]')
# 本报讯(记者 张三 通讯员 李四) / 新华社北京12月31日电 / 本报1月4日讯 本报记者王五报道: may still stand before a lede
_DAY = "(?:[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日)?"
LEAD_IN = re.compile(
    f"(?:(?:本报|本网|新华社|中新社|[\u4e00-\u9fff]{{2,4}}日报)[\u4e00-\u9fff·]{{0,8}}{_DAY}[讯电] ?)?"
    "(?:[(（][^()（）]{0,20}(?:记者|通讯员)[^()（）]{0,60}[)）] ?)?"
    "(?:(?:本报|新华社)?记者[^，。：:]{2,30}报道[：:])?(?:编辑(?:部|同志)?(?:您|你)?好?[：:！])?"
)
# 图为活动现场。 ▲青春渌口。远山 摄 / 记者/王芳 通讯员/谭丽 / 扫码看视频 / 责编:李四: no sentence of the story
FURNITURE = re.compile(
    "^[▲△◀▶◆■●]|^[上下左右]?图(?:为|①|1)|[\u4e00-\u9fff] ?摄[。)）]?$|^(?:本报)?(?:记者|通讯员)[/ :：]"
    "|[(（]化名[)）]|扫(?:描|码)|责(?:任)?编(?:辑)?[:：]"
)
# 11月24日 / 去年 / 近年来 / 3—11岁 / 八成 / 千余项
FIGURE = re.compile(
    "[0-9０-９]|[一二两三四五六七八九十百千]+(?:[百千万亿成]|余|多[个名家户项])|[今去前当]年|[今昨当][天日]|近[日年期]"
    "|日前|以来|目前|截至|本[周月]|上半年|下半年|[一二三四]季度"
)
# 此外… 他说… 该区…: leans on a sentence that a digest does not show
LEANING = re.compile(
    "此外|另外|同时|随后|接着|其中|其次|再次|最后|然而|但|而|对此|为此|因此|所以|于是|这|那|该|其|他|她|它|并|也|还|又|和|与|据此|不仅|无独有偶"
    "|接下来|下一步|此次|另一边|一边|第[二三四五]"
)
# 清晨,阳光洒在… / 走进…,只见…: a picture, not what happened
SCENE = re.compile(
    "清晨|晨光|阳光|夕阳|微风|寒风|走进|走在|步入|来到|只见|映入眼帘|一派|热火朝天|忙着|忙碌|笑着|笑容|笑声|坐在|站在|初冬时节|时节|盛夏|金秋"
)
HAN = re.compile("[\u4e00-\u9fff]+")


class Digest(Struct, frozen=True):
    """`clipping.body[block].text[start:end] == text`."""

    text: str
    block: int
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence and its place in the body."""

    text: str
    block: int
    start: int
    end: int


def digest(clipping: Clipping, district_names: Collection[str]) -> Digest | None:
    """The sentences that stand for the article, or None where its body holds no whole sentence.

    `district_names` are the names and short names of the home city's districts (`天元区`, `天元`). The text is 80
    to 120 characters where whole sentences allow it, never cut, never a quotation, caption, heading or byline.
    """
    secret = secret_names((block.text for block in clipping.body), clipping.headline)
    sentences = [*_sentences(clipping)]
    fit = [number for number, sentence in enumerate(sentences) if _stands_alone(sentence.text, secret)]
    fit = [number for number in fit if is_open(sentences[number].text)] or fit  # better one without 王某, 李大姐
    chosen = _choose(clipping.headline, sentences, fit, district_names)
    if chosen is None:
        return None
    first, last = sentences[chosen], _last(sentences, chosen, secret)
    return Digest(clipping.body[first.block].text[first.start : last.end], first.block, first.start, last.end)


def _choose(headline: str, sentences: list[Sentence], fit: list[int], names: Collection[str]) -> int | None:
    """The number of the sentence to begin with."""
    topic = {number for number in fit if _is_on_topic(sentences[number].text, headline, names)}
    dated = {number for number in fit if FIGURE.search(sentences[number].text)}
    leaning = {n for n in fit if LEANING.match(sentences[n].text) or SCENE.search(sentences[n].text)}
    if 0 in (topic | dated) - leaning:
        return 0
    for group in (topic & dated - leaning, topic - leaning, dated - leaning, topic, {*fit}):
        if group:
            return min(group)
    return None


def _last(sentences: list[Sentence], chosen: int, secret: Collection[str]) -> Sentence:
    """The last of the sentences that go with the chosen one: those after it in its block, until there is enough."""
    first = last = sentences[chosen]
    for after in sentences[chosen + 1 :]:
        enough = last.end - first.start >= ENOUGH or after.end - first.start > LONGEST
        if enough or after.block != first.block or not _is_plain(after.text, secret):
            break
        last = after
    return last


def _sentences(clipping: Clipping) -> Iterator[Sentence]:
    """Whole sentences of the paragraphs, in reading order, a lead-in before the first one taken off."""
    for number, block in enumerate(clipping.body):
        if block.type != "paragraph":
            continue
        lead = LEAD_IN.match(block.text)
        for start, end in split(block.text, lead.end() if lead else 0):
            yield Sentence(block.text[start:end], number, start, end)


def split(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where each whole sentence of `text` from `start` on begins and ends; what no mark ends is left out.

    A sentence does not end inside a quotation or brackets, and what follows a quotation belongs to it.

    >>> [*split("“好!”他说。第二句。没完")]
    [(0, 7), (7, 11)]
    """
    for match in END.finditer(text, start):
        end = match.end()
        if is_closed(text[start:end]) and not (match[0][-1] in CLOSING and text[end : end + 1].strip()):
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            yield begin, end
            start = end


def is_closed(text: str) -> bool:
    """Whether every quotation mark and bracket in `text` has its partner."""
    waiting: list[str] = []
    for character in text:
        if character in PAIRS:
            waiting.append(PAIRS[character])
        elif character in CLOSING and (not waiting or waiting.pop() != character):
            return False
    return not waiting and text.count('"') % 2 == 0


def _is_plain(text: str, secret: Collection[str]) -> bool:
    """Whether a sentence tells something itself: no quotation, question, exclamation, caption or byline, no secret."""
    spoken = text[0] in QUOTES or text[-1] not in "。…" or "？" in text or "?" in text
    return not (spoken or any(name in text for name in secret) or SPEECH.search(text) or FURNITURE.search(text))


def _stands_alone(text: str, secret: Collection[str]) -> bool:
    return len(text) >= SHORTEST and _is_plain(text, secret)


def _is_on_topic(text: str, headline: str, names: Collection[str]) -> bool:
    """Whether `text` names a district or shares a word, that is two neighbouring characters, with the headline."""
    pairs = {run[at : at + 2] for run in HAN.findall(headline) for at in range(len(run) - 1)}
    return any(name in text for name in names) or any(pair in text for pair in sorted(pairs))
