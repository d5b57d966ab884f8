"""Paragraphs to parts: what each paragraph, or each end of it, may be by its own looks; context decides later.

Each recogniser is one pure function from a paragraph to parts, tried in the order of `RECOGNISERS`.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from generator.ingest.page import bylines, endings
from generator.ingest.page.bylines import Found
from generator.ingest.page.captions import Caption, caption
from generator.ingest.page.continuity import stops
from generator.ingest.page.seams import NEVER_FIRST, closes_unopened, is_open, unclosed
from generator.ingest.page.strips import Strip, cut, join
from generator.ingest.page.unwrap import Paragraph

TITLE_LIMIT = 60
SHORTEST_SIGNED = 6  # characters of a headline that its byline follows on the line
BLANKS = re.compile(rf"(?<=.{{{SHORTEST_SIGNED}}})(?:\s+|(?=[□■●◎]))")
SURE = 0.9  # strength of a byline that needs no line of its own
NUMBERED = re.compile(
    r"(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2}|[①-⑩])"
    r"(?:[.．、]|\s{1,3}|(?=[①-⑩]))\s*(?P<title>[^0-9.．%％年月日].*)"
)
COUNTED = re.compile(
    r"(?:[之其](?P<a>[一二三四五六七八九十])|(?P<b>第[一二三四五六七八九十]{1,2}(?:招|步|篇|章|关|站)))[:：\s]\s*\S.*"
)
BOX = re.compile(r"[【［](?P<label>[^【】［］]{1,30})[】］]\s*(?P<title>[^。]{0,60})")
SIDE_LABEL = re.compile(
    r"[■●◆▶►□【［\[]?\s*(?:新闻链接|新闻[+＋]|新闻多一点|多知道点|温馨提示|相关新闻|相关链接|链接|新闻背景|背景链接|背景|短评|微评|时评|快评|编者按|编后|编后语|编辑点评|点评|记者手记|采访手记|手记|"
    r"名词解释|延伸阅读|新闻延伸|知识链接|小贴士|新闻助读|相关新闻|专家点评|记者观察|现场直击|数说|数读|声音|他山之石|政策解读|新闻纵深|小知识)\s*[】］\]]?"
)
LABEL_LEAD = re.compile(rf"(?P<label>{SIDE_LABEL.pattern})\s*[:：]\s*(?P<title>\S.{{1,40}})")
# 编者按：接到来信后，本报记者……: its text runs on
LABEL_LED = re.compile(
    r"[■●◆▶►□【［\[]?\s*(?:编者按|编后语?|记者手记|采访手记|新闻链接|相关链接|背景链接|新闻背景|名词解释|延伸阅读)\s*[】］\]]?\s*[：:]"
)
DECK = re.compile(r"(?:——|―― ?|--|—)\s*\S.*")
BULLET = re.compile(r"[●■▪•·◆○▶★☆※➤√]")
NAMED = re.compile(r"[^：:，,。；;！？!?\s]{2,6}[：:][^：:。]{4,}")  # 官渡区：48个小区通上天然气
ITEMS = 3  # such lines right below one another are a list
LEAD_IN = re.compile(r"[^：:，,。；;！？!?]{2,14}[：:]")
LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
NOT_TITLE_END = "，、；：,;:。"
HARDLY_TITLE_END, STOPS = "的和与及在是为对将被把从向于", -1.0  # but 违法现象仍不同程度存在: that word can end a clause


class Part(NamedTuple):
    """One part of a page: `role` as its looks say; `found` for bylines, `picture` for captions.

    Roles: prose, title (may be one), subhead, box, label, deck, byline, closing, mark, caption.
    `whole` is false for a part that shares its paragraph with prose, such as a run-in byline.
    """

    role: str
    strip: Strip
    gap: int = 0
    found: Found | None = None
    picture: Caption | None = None
    whole: bool = True
    number: str = ""

    @property
    def text(self) -> str:
        """Its text."""
        return self.strip.text

    @property
    def slot(self) -> bool:
        """Whether a picture may have stood above it."""
        return self.gap >= 3


Recogniser = Callable[[Paragraph], list[Part] | None]


def parts(paragraphs: Sequence[Paragraph]) -> list[Part]:
    """Say of each paragraph what it may be.

    >>> from generator.ingest.page.strips import Strip
    >>> [part.role for part in parts([Paragraph(Strip("本报讯（记者 张伟）近日，下雪了。（完）", ()), 0, 0)])]
    ['byline', 'prose', 'mark']
    """
    found: list[Part] = []
    for paragraph in paragraphs:
        made = (recognise(paragraph) for recognise in RECOGNISERS)
        found.extend(next(parts for parts in made if parts is not None))
    found = [_listed(part, *near) for part, near in zip(found, _neighbours(found), strict=True)]
    found = _named_items(found)
    return [_headline(part, below) for part, below in itertools.pairwise([*found, None]) if part is not None]


def _neighbours(found: Sequence[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    return zip([None, *found[:-1]], [*found[1:], None], strict=True) if found else iter(())


def _listed(part: Part, above: Part | None, below: Part | None) -> Part:
    """A short line that begins with the mark of a line beside it is an item of a list, no headline: ● 本岛居民 78人."""
    mark = BULLET.match(part.text)
    if part.role != "title" or mark is None:
        return part
    near = (other for other in (above, below) if other is not None and not other.slot)
    return part._replace(role="prose") if any(other.text.startswith(mark.group()) for other in near) else part


def _named_items(found: Sequence[Part]) -> list[Part]:
    """Lines right below one another that each name whom they are about are a list, no headlines."""
    made: list[Part] = []
    for is_item, run in itertools.groupby(found, _is_named):
        lines = list(run)
        listed = is_item and len(lines) >= ITEMS and not any(part.gap for part in lines[1:])
        made += [part._replace(role="prose") for part in lines] if listed else lines
    return made


def _is_named(part: Part) -> bool:
    return part.role == "title" and NAMED.fullmatch(part.text) is not None


def _headline(part: Part, below: Part | None) -> Part:
    """A short line without an end may be a headline, whatever it looks like, if a run-in byline stands below it.

    So may one with a colon, if a title stands below it: 江汉区：/“红色物业”进小区.
    """
    if (
        part.role == "subhead"
        and below is not None
        and below.role == "title"
        and BOX.fullmatch(part.text)
        and below.text[-1] not in "】"
    ):
        return part._replace(role="title")  # 【百姓话题】, the standing head of an article
    if (
        part.role == "prose"
        and part.whole
        and below is not None
        and below.role == "title"
        and LEAD_IN.fullmatch(part.text)
    ):
        return part._replace(role="title")
    signed = below is not None and below.role == "byline" and not below.whole
    if signed and part.role == "prose" and part.whole and _short(part.text) and is_open(part.text):
        return part._replace(role="title")
    return part


def _box(paragraph: Paragraph) -> list[Part] | None:
    match = BOX.fullmatch(paragraph.text)
    if not match or bylines.run_in(paragraph.text):
        return None
    if match["title"].endswith(("。", "，")):
        return None
    role = "box"
    if not match["title"]:  # 【断档的三十年】 is a subhead, 【短评】 a label
        role = "label" if SIDE_LABEL.fullmatch(match["label"]) else "subhead"
    return [Part(role, paragraph.strip, paragraph.gap)]


def _label(paragraph: Paragraph) -> list[Part] | None:
    if (led := LABEL_LED.match(paragraph.text)) and "。" in paragraph.text[led.end() :]:
        label, prose = cut(paragraph.strip, 0, led.end()), cut(paragraph.strip, led.end())
        return [Part("label", label, paragraph.gap), Part("prose", prose)]
    if SIDE_LABEL.fullmatch(paragraph.text) or (_short(paragraph.text) and LABEL_LEAD.fullmatch(paragraph.text)):
        return [Part("label", paragraph.strip, paragraph.gap)]
    return None


def _caption(paragraph: Paragraph) -> list[Part] | None:
    text = paragraph.text
    found = caption(text)
    if found is None or (bylines.own_line(text) and not text.startswith(("▲", "▼", "图", "资料"))):
        return None
    return [Part("caption", paragraph.strip, paragraph.gap, picture=found)]


def _byline(paragraph: Paragraph) -> list[Part] | None:
    own = bylines.own_line(paragraph.text)
    if own is None or own.strength < 0.6:
        return None
    return [Part("byline", paragraph.strip, paragraph.gap, own)]


def _mark_alone(paragraph: Paragraph) -> list[Part] | None:
    if not paragraph.text.startswith(("(", "（")):
        return None
    if endings.mark(paragraph.text) == 0:
        return [Part("mark", paragraph.strip, paragraph.gap)]
    found = endings.closing(paragraph.text)
    if found is not None and found.start == 0:
        return [Part("closing", paragraph.strip, paragraph.gap, found)]
    return None


def _deck(paragraph: Paragraph) -> list[Part] | None:
    if _short(paragraph.text) and DECK.fullmatch(paragraph.text) and paragraph.text[-1] not in "。，":
        return [Part("deck", paragraph.strip, paragraph.gap)]
    return None


def _subhead(paragraph: Paragraph) -> list[Part] | None:
    text = paragraph.text
    match = NUMBERED.fullmatch(text)
    if match and _short(text) and looks_like_title(match["title"]) and len(match["title"]) >= 3:
        return [Part("subhead", paragraph.strip, paragraph.gap, number=match["number"])]
    if _short(text) and COUNTED.fullmatch(text) and looks_like_title(text):
        return [Part("subhead", paragraph.strip, paragraph.gap, number=text[:2])]
    return None


def _title(paragraph: Paragraph) -> list[Part] | None:
    if looks_like_title(paragraph.text):
        return [Part("title", paragraph.strip, paragraph.gap, bylines.own_line(paragraph.text))]
    return None


def _signed_title(paragraph: Paragraph) -> list[Part] | None:
    """A headline with its byline on the same line: 云田镇植树两万株 □本报记者 张伟."""
    text = paragraph.text
    if not _short(text):
        return None
    for blank in BLANKS.finditer(text):
        found = bylines.own_line(text[blank.end() :])
        if found is None or found.strength < SURE or not looks_like_title(text[: blank.start()]):
            continue
        title, byline = cut(paragraph.strip, 0, blank.start()), cut(paragraph.strip, blank.end())
        return [Part("title", title, paragraph.gap), Part("byline", byline, 0, found)]
    return None


def _prose(paragraph: Paragraph) -> list[Part]:
    """Prose, with the byline at its head and the byline and the mark at its end cut off."""
    strip, gap = paragraph.strip, paragraph.gap
    before: list[Part] = []
    after: list[Part] = []
    if (found := bylines.run_in(strip.text)) is not None:
        before.append(Part("byline", cut(strip, 0, found.end), gap, found, whole=False))
        strip, gap = cut(strip, found.end), 0
    if (at := endings.mark(strip.text)) is not None:
        after.append(Part("mark", cut(strip, at), 0, whole=False))
        strip = cut(strip, 0, at)
    if (end := endings.closing(strip.text)) is not None:
        after.insert(0, Part("closing", cut(strip, end.start, end.end), 0, end, whole=False))
        strip = join([cut(strip, 0, end.start), cut(strip, end.end)])
    middle = [Part("prose", strip, gap, whole=not before)] if strip.text else []
    return [*before, *middle, *after]


RECOGNISERS: tuple[Recogniser, ...] = (
    _box, _label, _mark_alone, _byline, _caption, _deck, _subhead, _signed_title, _title, _prose,
)  # fmt: skip


def _short(text: str) -> bool:
    return len(text) <= TITLE_LIMIT


def looks_like_title(text: str) -> bool:
    """Whether a line can be a headline or a subhead by its looks alone.

    >>> looks_like_title("芦淞区:打好助企“组合拳” 梧桐枝茂产业兴"), looks_like_title("率达100%,高考上线人数达127人。")
    (True, False)
    """
    if not 2 <= len(text) <= TITLE_LIMIT or (NEVER_FIRST.match(text) and not text.startswith(("…", "—"))):
        return False
    if "。" in text or text[-1] in NOT_TITLE_END or (text[-1] in HARDLY_TITLE_END and stops(text) < STOPS):
        return False
    if unclosed(text) or closes_unopened(text):  # 里和睦最紧要……” is the end of what someone says
        return False
    if text.count("，") + text.count(",") > 2 or bylines.run_in(text):
        return False
    return LETTER.search(text) is not None
