"""Print that may be wrong, with the evidence: sums, counted lists, homogeneous lists, frames, overlapping words.

Nothing is changed here. A suspect is a question to an editor; names of places are judged elsewhere, names of people
never.
"""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from generator.errors import message
from generator.ingest.page.lost import doubtful_seam
from generator.ingest.page.strips import Strip
from generator.model import Insertion, Suspect

UNIT = r"(?:件|人|个|户|名|项|起|条|家|次|座|台|辆|亩|吨|万元|亿元|元|公里|平方米)"
# 共计201件,走访千余项现场解释或解决问题67件,镇、村负责办理问题59件,上报至区网格化管理中心75件
TOTAL = re.compile(rf"(?:共计?|合计|总计|累计)[^，,。；;0-9]{{0,12}}(?P<total>[0-9]{{2,7}})(?P<unit>{UNIT})")
VAGUE = re.compile(r"[十百千万数][余多几](?:项|件|个|人|次|户)")
SEAM = 6  # characters on either side of a seam that are looked at
PARTS = 8  # addends looked at behind a total
# 在向南路、学堂路、津路口、迎宾路等多个路段
LIST = re.compile(r"(?:[\u4e00-\u9fff“”]{2,8}、){2,12}[\u4e00-\u9fff“”]{2,8}")
KINDS = "路街道巷镇乡村县区桥站港园寨"
# 高分子新材料为主导的 without 以
FRAME = re.compile(
    r"为(?<![成作称视列定设变认评选誉改分]为)(?:主导|核心|引领|抓手|契机|依托|载体|龙头|支撑|主线|导向|主体|突破口)(?=的|，|,|、)"
)
OPENS_FRAME = re.compile(r"[以把将由用]|作为|当作")
# 也正因为从一个粗放式服务转变到优质营商环境的鲜活例子。
BECAUSE = re.compile(
    r"(?:也|就|都|便)?正?因为(?=[^，,。；;]{2,60}的[^，,。；;的]{0,4}(?:例子|样本|样板|典范|缩影|代表|体现|写照|标志|典型|见证)[。；])"
)
COMPANY = re.compile(r"(?P<tail>[\u4e00-\u9fff]{3})(?=(?:股份|集团)?有限(?:责任)?公司)")
# 开展“三个一”工程，即一个服务站，一个清掏公司，一个智能管护平台
ONES = re.compile(r"“(?P<n>[二三四五六七八九十])个一”[^，,。]{0,12}[，,：:]?即?[：:]?(?P<rest>[^。]{4,160})")
# “戴口罩、少出行、检核酸”这“五件套” ; 政治、组织、作风三个方面
QUOTED = re.compile(
    r"“(?P<list>[^“”、]{1,12}(?:、[^“”、]{1,12}){1,11})”这?“?(?P<n>[二两三四五六七八九十]|[2-9]|1[0-2])(?:件套|个|大|项|种|类|步)"
)
INDUSTRY = frozenset(
    [
        "纺织",
        "织造",
        "造纸",
        "服装",
        "服饰",
        "装饰",
        "饰品",
        "食品",
        "建材",
        "材料",
        "机械",
        "制造",
        "制衣",
        "制药",
        "药业",
        "医药",
        "化工",
        "工程",
        "工贸",
        "贸易",
        "商贸",
        "电子",
        "电器",
        "电气",
        "科技",
        "农业",
        "物流",
        "汽车",
        "能源",
        "环保",
        "文化",
        "传媒",
        "置业",
        "地产",
        "印刷",
        "刷业",
        "包装",
        "金属",
        "钢铁",
        "铁路",
        "塑料",
        "料理",
        "家具",
        "陶瓷",
        "玩具",
        "皮革",
        "建筑",
        "建设",
        "设计",
        "设备",
        "备件",
        "仪器",
        "器材",
        "生物",
        "物业",
        "旅游",
        "置地",
        "餐饮",
        "饮料",
        "饮食",
    ]
)
COUNT = {han: n for n, han in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


class Doubt(NamedTuple):
    """What a recogniser found, by offsets of the paragraph."""

    start: int
    end: int
    proposals: tuple[str, ...]
    confidence: float
    evidence: str


def suspects(strips: Sequence[Strip], lexicon: Container[str]) -> list[Suspect]:
    """The suspects of some paragraphs, in printed order.

    >>> from generator.ingest.page.strips import Span
    >>> from generator.model import Piece
    >>> strip = Strip("在向南路、学堂路、津路口、迎宾路等路段划定车位。", (Span(0, Piece(9, 0, 24)),))
    >>> [(found.line, found.printed, found.proposals) for found in suspects([strip], frozenset())]
    [(9, '津路口', ('津口路',))]
    """
    found: list[Suspect] = []
    for strip in strips:
        for recognise in RECOGNISERS:
            for doubt in recognise(strip.text, lexicon):
                line, start = place(strip, doubt.start)
                printed = strip.text[doubt.start : doubt.end]
                found.append(Suspect(line, printed, doubt.proposals, doubt.confidence, False, (doubt.evidence,), start))
    return sorted(found, key=lambda item: (item.line, item.start, item.printed))


def inserted(strips: Sequence[Strip], insertions: Sequence[Insertion]) -> list[Suspect]:
    """The insertions that were made, as suspects that have been applied."""
    found: list[Suspect] = []
    for strip in strips:
        for number, (offset, piece) in enumerate(strip.spans):
            for insertion in insertions:
                if number and (piece.line, piece.start) == (insertion.line, insertion.column):
                    before = offset - len(insertion.text) - 1
                    line, start = place(strip, before)
                    printed = strip.text[before]
                    reason = (insertion.reason,)
                    found.append(Suspect(line, printed, (printed + insertion.text,), 0.97, True, reason, start))
    return found


def seams(
    strips: Sequence[Strip], insertions: Sequence[Insertion], lexicon: Container[str], page: str
) -> list[Suspect]:
    """Seams of torn paragraphs at which a character may be lost, though not so surely that it was put in."""
    mended = {(insertion.line, insertion.column) for insertion in insertions}
    found: list[Suspect] = []
    for strip in strips:
        for offset, piece in strip.spans[1:]:
            if (piece.line, piece.start) in mended:
                continue
            char, share = doubtful_seam(strip.text[:offset][-SEAM:], strip.text[offset:][:SEAM], lexicon, page)
            if char:
                line, start = place(strip, offset - 1)
                printed = strip.text[offset - 1]
                evidence = (message("evidence-lost", "zh", word=printed + char),)
                found.append(Suspect(line, printed, (printed + char,), round(0.6 * share, 2), False, evidence, start))
    return found


def place(strip: Strip, offset: int) -> tuple[int, int]:
    """Line and column of a character of a strip."""
    best = strip.spans[0] if strip.spans else None
    for span in strip.spans:
        if span.offset <= offset:
            best = span
    return (best.piece.line, best.piece.start + max(0, offset - best.offset)) if best else (0, 0)


def _sums(text: str, _: Container[str]) -> Iterator[Doubt]:
    """A vague number between a total and the addends that fill it has no room in the sum."""
    for match in TOTAL.finditer(text):
        total, unit = int(match["total"]), match["unit"]
        stop = text.find("。", match.end())
        rest = text[match.end() : stop if stop >= 0 else len(text)][:200]
        addends = [(int(m.group(1)), m.end()) for m in re.finditer(rf"(?<![0-9.])([0-9]{{1,7}}){unit}", rest)][:PARTS]
        fills = _filling(total, addends)
        if fills is None:
            continue
        numbers, end = fills
        shown = " + ".join(map(str, numbers)) + f" = {total}"
        for vague in VAGUE.finditer(rest[:end]):
            at = match.end() + vague.start()
            yield Doubt(at, at + len(vague.group()), (), 0.6, message("evidence-sum", "zh", sum=f"{shown}{unit}"))


def _filling(total: int, addends: Sequence[tuple[int, int]]) -> tuple[list[int], int] | None:
    """The first two or more addends in a row that make up the total, and where the last one ends."""
    for first, last in combinations(range(len(addends) + 1), 2):
        row = addends[first:last]
        if len(row) >= 2 and sum(number for number, _ in row) == total:
            return [number for number, _ in row], row[-1][1]
    return None


def _lists(text: str, _: Container[str]) -> Iterator[Doubt]:
    """One member of a list that alone does not end as the others, but has their ending inside."""
    for match in LIST.finditer(text):
        items = match.group().split("、")
        lasts = [_stem(item)[-1:] for item in items]
        kind = max(set(lasts), key=lambda last: (lasts.count(last), last))
        if kind not in KINDS or lasts.count(kind) < len(items) - 1 or len(items) < 3:
            continue
        at = match.start()
        for number, item in enumerate(items):
            if kind in item[1:-1] and lasts[number] != kind and number < len(items) - 1 and len(item) <= 5:
                proposal = item.replace(kind, "", 1) + kind
                evidence = message("evidence-list", "zh", kind=kind, list=match.group())
                yield Doubt(at, at + len(item), (proposal,), 0.65, evidence)
            at += len(item) + 1


def _stem(item: str) -> str:
    return re.split(r"[等和及与]", item)[0] or item


def _frames(text: str, _: Container[str]) -> Iterator[Doubt]:
    """以…为主导 without 以."""
    for match in FRAME.finditer(text):
        clause = re.split(r"[，,。；;！!？?：:]|成为|是|了", text[max(0, match.start() - 40) : match.start()])[-1]
        if 2 <= len(clause) < 40 and not OPENS_FRAME.search(clause):
            start = match.start() - len(clause)
            proposal = f"以{text[start : match.end()]}"
            yield Doubt(start, match.end(), (proposal,), 0.5, message("evidence-frame", "zh", frame=match.group()))
    for match in BECAUSE.finditer(text) if "因为" in text else ():
        printed = match.group()
        yield Doubt(
            match.start(),
            match.end(),
            (printed.replace("因为", "成为"),),
            0.7,
            message("evidence-because", "zh"),
        )


def _overlaps(text: str, lexicon: Container[str]) -> Iterator[Doubt]:
    """纺织造有限公司: 纺织 and 织造 are words and share a character, 纺织造 is none."""
    for match in COMPANY.finditer(text):
        tail = match["tail"]
        if tail not in lexicon and tail[:2] in INDUSTRY and tail[1:] in INDUSTRY:
            evidence = message("evidence-overlap", "zh", word=tail, left=tail[:2], right=tail[1:])
            yield Doubt(match.start(), match.end(), (tail[:2], tail[1:]), 0.6, evidence)


def _counts(text: str, _: Container[str]) -> Iterator[Doubt]:
    """A list that has more or fewer members than its number says."""
    for match in ONES.finditer(text):
        said, listed = COUNT[match["n"]], len(re.findall(r"(?:^|[，,、；;即：:])一[个支套张本名条项座]", match["rest"]))
        if listed >= 2 and listed != said:
            end = match.start() + len(match["n"]) + 4
            yield Doubt(match.start(), end, (), 0.3, message("evidence-count", "zh", said=said, listed=listed))
    for match in QUOTED.finditer(text):
        number = match["n"]
        said, listed = COUNT.get(number) or int(number), match["list"].count("、") + 1
        if said != listed:
            yield Doubt(match.start(), match.end(), (), 0.3, message("evidence-count", "zh", said=said, listed=listed))


RECOGNISERS: tuple[Callable[[str, Container[str]], Iterator[Doubt]], ...] = (
    _sums, _lists, _frames, _overlaps, _counts,
)  # fmt: skip
