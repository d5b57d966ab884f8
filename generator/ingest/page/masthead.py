"""Head and foot of a print page: folio, paper, section, editors and other furniture; reads no article.

Each recogniser is a pattern for one whole short line; jumps are also taken off the end or the head of a line of
prose. What is furniture is kept with its kind and place, and belongs to no article.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.content.fields import iso_date
from generator.content.jumps import page_number
from generator.ingest.page.jumps import is_jump, taken_off
from generator.ingest.page.names import is_name, names
from generator.ingest.page.strips import Row
from generator.model import Furniture, IssueHead

LIMIT = 70  # characters of a furniture line
TOP = 12  # rows at the head and the foot of a page where a folio may be torn into single words
DATE = re.compile(r"(?P<y>(?:19|20)\d{2})\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?")
HAN_DATE = re.compile(
    r"(?P<y>[二一][〇○零一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
TORN_DATE = re.compile(r"(?:19|20)\d{2}年(?:\d{1,2}月)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日")  # a date on several rows
WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
# A2 ; 第3版 ; 03版 ; A02-03版 ; 第A1版
PAGE = r"(?<!今日)(?<!今日 )(?:第\s*)?(?P<page>[A-Z]?\d{1,2}(?:[-—/]\d{1,2})?|[一二三四五六七八九十]{1,3})\s*版(?![本面权图块式])"
PAGE_MARK = re.compile(
    rf"(?<![A-Za-z0-9]){PAGE}|(?<![A-Za-z0-9.·/-])(?P<bare>[A-Z]\d{{1,2}}|[A-Z][ⅠⅡⅢⅣⅤ][·.-]?\d{{1,2}}|0\d|第\s?[A-Z]?\d{{1,2}}(?=$|\s))(?![0-9A-Za-z年月日./])"
)
SECTIONS = [
    "要闻",
    "头版",
    "综合",
    "综合新闻",
    "时政",
    "时政要闻",
    "本市",
    "本地",
    "地方",
    "区县",
    "县区",
    "县市区",
    "县市",
    "社会",
    "民生",
    "经济",
    "财经",
    "法治",
    "法制",
    "教育",
    "文化",
    "文体",
    "体育",
    "健康",
    "卫生",
    "国内",
    "国际",
    "国内国际",
    "中国",
    "世界",
    "副刊",
    "评论",
    "观点",
    "理论",
    "专题",
    "特刊",
    "专版",
    "广告",
    "公告",
    "关注",
    "焦点",
    "深度",
    "城市",
    "都市",
    "新闻",
    "产业",
    "科技",
    "农业",
    "三农",
    "乡村",
    "旅游",
    "生活",
    "视觉",
    "图片",
    "周刊",
    "人物",
    "服务",
    "声音",
    "政务",
    "党建",
    "园区",
    "县域",
    "天下",
    "调查",
    "热点",
    "聚焦",
    "特别报道",
    "今日关注",
    "本地新闻",
    "城事",
    "综合报道",
    "社会新闻",
    "国内新闻",
    "国际新闻",
    "体育新闻",
    "文化新闻",
]
SECTION = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<section>" + "|".join(sorted(SECTIONS, key=len, reverse=True)) + r")(?![\u4e00-\u9fff])"
)
PAPER = re.compile(
    r"(?<![\u4e00-\u9fff《])(?P<paper>[\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|早报|商报|时报|都市报|周报|周刊|快报|法制报|青年报|农民报|导报|新报|(?<![简预通海喜捷情战汇申警])报))(?![\u4e00-\u9fff])"
)
EDITOR_KEY = (
    r"(?:本版)?(?:责任编辑|版\s*面|责\s*编|值班编辑|值班主任|编\s*辑|值班编委|值班总编|总值班|主\s*编|副主编|美\s*编|美术编辑|视觉设计|版式(?:设计)?|版面设计|"
    r"校\s*对|校\s*检|组\s*版|审\s*读|审\s*校|签\s*发|一审|二审|三审|图片编辑|图\s*编|排\s*版|监\s*制|设\s*计|审\s*核|版\s*责|执行编辑|实习编辑|制\s*图)"
)
# 责任编辑/张伟 美编/李丽 校对/王芳
EDITORS = re.compile(rf"[(（]?{EDITOR_KEY}\s*[/／:：\s]\s*\S.*")
RECOGNISERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("editors", re.compile(r"(?:本版|本报)(?:稿件|文字|报道|图文|文图)[^。]{2,30}(?:采写|撰写|提供|供稿|拍摄|摄影|摄)")),
    ("weather", re.compile(r"[【\[■●]?(?:(?:今日|明日|本地|城市|全市|主要城市|未来[三3]天)?天气(?:预报|预告|资讯)?|今日气象)[】\]]?(?:\s*[:：|]?\s*(?:今|明|后)[天日晚].{2,60})?")),
    ("weather", re.compile(r"(?:今|明|后)[天日晚](?:夜间|白天|上午|下午)?(?:到(?:明|后)[天日晚])?(?:[（(][^()（）]{1,8}[)）])?(?:\s*[:：|]|\s+|，(?=.*(?:℃|°C)))\s*(?=.*(?:℃|°C|[0-9]度|[0-9]级|晴|多云)).{2,60}")),
    ("hotline", re.compile(r"[^。]{0,14}(?:热线|报料|爆料|投稿|征订|广告|发行|举报|咨询|联系)(?:电话|邮箱|热线)?\s*[/／:：]?\s*(?:QQ|微信)?[:：]?\s*[0-9A-Za-z@.\-—－()（） 、/／]{5,50}[^。，]{0,46}")),
    ("hotline", re.compile(r"(?:电话|邮箱|E-?mail|电子邮[箱件]|投稿邮箱|微信公众号|网址|QQ群?)\s*[/／:：].{3,60}", re.I)),
    ("qr", re.compile(r"[^。，,]{0,14}(?:扫一扫|扫码|扫描(?:上方|下方|左侧|右侧|左边|右边)?二维码|扫二维码|识别二维码|长按识别)[^。]{0,24}[。]?")),
    ("imprint", re.compile(r".{0,16}(?:统一刊号|连续出版物号|邮发代号|国内统一|CN\s?\d\d-\d{4}|零售价?|每份|印刷[:：厂]|承印|总第?\s?\d{3,9}\s?期|第\s?\d{3,9}\s?[期号]|今日\s?[0-9一二三四五六七八九十]{1,3}\s?版|主管主办|主办单位[:：]|社址|社长[:：]|总编辑[:：]).{0,50}")),
    ("imprint", re.compile(r"(?:https?://|www\.)\S{4,60}|(?:数字报|电子版|新闻客户端|网站)[:：]\S{4,50}")),
)  # fmt: skip
HAN_NUMBER = r"[一二三四五六七八九十]{1,3}"
EDITED = re.compile(EDITOR_KEY)
OWN_SECTION = re.compile(r"#[\s\u3000|｜·]+[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,4}[\s\u3000|｜·]+#")
SECTION_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
EDITOR = re.compile(r"(?!电话|热线|邮箱|传真|微信)[\u4e00-\u9fff]{2,3}")
IN_PROSE = re.compile(r"[。！？].|[,，、]$")  # 基地。由市新闻出版局主管主办的光盘公司，
SENTENCE = re.compile(r"[。！？!?；;]")
BETWEEN = re.compile(r"[\s\u3000|｜·/／—\-_:：,，()（）●■◆第版今日出]+")  # what stands between the words of a folio
LUNAR = re.compile(
    r"(?:农历|夏历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|农历|[正二三四五六七八九十冬腊]月(?:初|十|廿|三十)[一二三四五六七八九十]?"
)


class Masthead(NamedTuple):
    """The rows that are left, what is furniture, and what it says of the issue."""

    rows: list[Row]
    furniture: list[Furniture]
    issue: IssueHead


def read(rows: Sequence[Row], hints: IssueHead) -> Masthead:
    """Take the furniture out of a page and read the issue's head from it; what `hints` know wins.

    >>> page = [Row(1, "A2 要闻 2021年11月25日 星期四", 0, 0, 0), Row(3, "云田镇植树", 0, 1, 0)]
    >>> head = read(page, IssueHead())
    >>> head.issue.date, head.issue.print_page, head.issue.section, [row.text for row in head.rows]
    ('2021-11-25', 'A2', '要闻', ['云田镇植树'])
    """
    kept: list[Row] = []
    furniture: list[Furniture] = []
    blank_above = 0
    for at, row in enumerate(rows):
        near_edge = (at < TOP and len(kept) <= 1) or at >= len(rows) - 3
        kind = kind_of(row.text, near_edge=near_edge)
        if kind:
            furniture.append(Furniture(row.number, row.text, kind, row.start))
            blank_above += row.gap + (kind == "jump")
            continue
        body, jumps = taken_off(row)
        furniture.extend(jumps)
        blank_above += any(jump.start < body.start for jump in jumps)
        kept.append(body._replace(gap=body.gap + 1) if blank_above else body)
        blank_above = int(any(jump.start > body.start for jump in jumps))
    return Masthead(kept, furniture, _issue(furniture, hints))


def kind_of(text: str, *, near_edge: bool = False) -> str | None:
    """The kind of furniture a whole line is, or None; single words count as a folio only near the page's edge.

    >>> kind_of("责任编辑/张伟 校对/李丽"), kind_of("(下转A3版)"), kind_of("责任编辑张伟说，今年不同。")
    ('editors', 'jump', None)
    """
    if len(text) > LIMIT:
        return None
    if EDITORS.fullmatch(text) and not SENTENCE.search(text) and _mostly_names(text):
        return "editors"
    if is_jump(text):
        return "jump"
    for kind, pattern in RECOGNISERS:
        if pattern.fullmatch(text) and not (kind == "imprint" and IN_PROSE.search(text)):
            return kind
    if not SENTENCE.search(text) and _is_folio(text, near_edge):
        return "folio"
    return None


def _mostly_names(text: str) -> bool:
    rest = re.sub(EDITOR_KEY, " ", text)
    tokens = [token for token in re.split(r"[\s/／:：、,，()（）]+", rest) if token]
    return bool(tokens) and sum(len(token) <= 4 for token in tokens) >= len(tokens) - 1


def _is_folio(text: str, near_edge: bool) -> bool:
    if near_edge and TORN_DATE.fullmatch(text):
        return True
    date = DATE.search(text) or HAN_DATE.search(text)
    parts = sum(pattern.search(text) is not None for pattern in (WEEKDAY, PAGE_MARK, PAPER, SECTION))
    if not date and not parts:
        return False
    rest = text
    for pattern in (DATE, HAN_DATE, WEEKDAY, LUNAR, PAGE_MARK, PAPER, SECTION, BETWEEN):
        rest = pattern.sub("", rest)
    if date and len(rest) <= 8 and (parts or not rest):
        return True
    if near_edge and rest.isdigit() and len(rest) <= 2 and re.search(r"(?<!\d)" + rest + r"(?!\d)", text):
        rest = ""  # 5 青屿都市报 区县: a bare page number
    lettered = text[0].isalpha() or "版" in text  # AⅠ·05 郑州, but not 03 引来的鸟
    if near_edge and lettered and OWN_SECTION.fullmatch(PAGE_MARK.sub("#", text, count=1)):
        return True
    if parts >= 2 and not rest and len(text) <= 30:
        return True
    return near_edge and (
        TORN_DATE.fullmatch(text) is not None or (not rest and bool(parts or date) and len(text) <= 20)
    )


def _issue(furniture: Sequence[Furniture], hints: IssueHead) -> IssueHead:
    folios = [item for item in furniture if item.kind in {"folio", "imprint"}]
    dated = next(((iso, item) for item in folios if (iso := _iso(item.text))), None)
    torn = [item for item in folios if TORN_DATE.fullmatch(item.text)]
    if dated is None and torn and (iso := _iso("".join(item.text for item in torn))):
        dated = iso, torn[0]
    text = "\n".join(item.text for item in folios)
    folio = "\n".join(item.text for item in folios if item.kind == "folio")
    page, section, paper = PAGE_MARK.search(folio), SECTION.search(folio), PAPER.search(text)
    date, basis = hints.date, hints.date_basis
    if date is None and dated:
        date, basis = dated[0], f"folio: line {dated[1].line}"
    return IssueHead(
        paper=hints.paper or (paper["paper"] if paper else None),
        date=date,
        date_basis=basis if date else "unknown",
        print_page=hints.print_page or (_number(page) if page else None),
        section=hints.section or (section["section"] if section else _own_section(furniture)),
        editors=hints.editors or _editors(furniture),
    )


def _number(page: re.Match[str]) -> str:
    """The print page as printed, one in Chinese numerals in ours."""
    label: str = page["page"] or page["bare"].lstrip("第 ")
    return page_number(label) if re.fullmatch(HAN_NUMBER, label) else label


def _own_section(furniture: Sequence[Furniture]) -> str | None:
    """The name of a section that only this paper has: what a folio with a page number says besides."""
    for item in furniture:
        if item.kind == "folio" and PAGE_MARK.search(item.text):
            rest = EDITED.split(item.text)[0]
            for pattern in (DATE, HAN_DATE, WEEKDAY, LUNAR, PAGE_MARK, PAPER):
                rest = pattern.sub(" ", rest)
            words = [word for word in BETWEEN.split(rest) if SECTION_NAME.fullmatch(word)]
            if words:
                return words[-1]
    return None


def _editors(furniture: Sequence[Furniture]) -> tuple[str, ...]:
    found: list[str] = []
    for item in furniture:
        if item.kind in {"editors", "folio"}:  # 昆明日报 2025年4月12日 责编 赵敏 A2 综合
            for part in re.split(EDITOR_KEY, item.text)[1:]:
                people = names(part.strip("(（)） /／:：|｜"))
                found.extend(
                    name for name in people if is_name(name) or (item.kind == "editors" and EDITOR.fullmatch(name))
                )
    return tuple(dict.fromkeys(found))


DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def _iso(text: str) -> str | None:
    if match := DATE.search(text):
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    elif match := HAN_DATE.search(text):
        year = int("".join(str(DIGITS[char]) for char in match["y"]))
        month, day = _small(match["m"]), _small(match["d"])
    else:
        return None
    return iso_date(f"{year:04}-{month:02}-{day:02}")  # 2021年2月31日 is no day


def _small(han: str) -> int:
    tens, found, units = han.partition("十")
    if not found:
        return DIGITS.get(han, 0)
    return (DIGITS.get(tens, 1) if tens else 1) * 10 + (DIGITS.get(units, 0) if units else 0)
