"""Captions and credits of pictures that are gone; it reads one paragraph and places nothing."""

import re
from functools import lru_cache
from typing import NamedTuple

MARKER = re.compile(r"[▲▼↑↓←→⬆⬇◀▶]{1,2}\s*")  # not △: it opens briefs
POINTER = re.compile(
    r"(?:图[为一二三四五六七八九十①-⑩1-9：:]|[上下左右本题](?:图|两图)[为：:，,]|[(（](?:[上下左右]图|图[一二三四五六七八九十0-9①-⑩]{1,2})[)）])"
)
SIDE = re.compile(r"^[(（]?[上下左右]{1,2}图[)）]?[：:]\s*|^[(（](?:[上下左右]图|图.{1,2})[)）]\s*|^图为")
WHO = r"[\u4e00-\u9fffA-Za-z·/／、 \u3000]{0,30}"
# 白关服饰产业园一角。通讯员供图 ; ▲青春渌口，创业新城。远山 摄 ; …新貌（资料图）; 本报记者 张伟 摄
CREDIT = re.compile(
    rf"(?P<credit>[(（]{WHO}(?:摄|供图|资料图片?|图源[^()（）]{{0,12}}|制图|绘)[)）]"
    rf"|(?:{WHO}?(?:摄影|摄|供图|制图|绘图|/绘)|资料图片?|(?:图片来源|图源|供图|摄影|图)[/／:：]{WHO}))[。.]?$"
)
CREDIT_ALONE = re.compile(
    r"(?:本报|本网|新华社)?(?:记者|通讯员|受访者|受访单位|活动方|主办方|单位|企业|网友|村民|学校|校方|医院)[^。，,]{0,24}"
    r"(?:摄|供图)|[(（](?:资料图片?|本版图片[^()（）]{0,20})[)）]|[^。，,]{0,12}(?:供图|资料图片?)|本版图片[^。，,]{0,24}"
    r"|(?:本文|文中|本版|以上)?图片?均?由[^。，,]{2,16}(?:提供|拍摄|摄)"  # 图片由受访者提供
)
SHOT_END = re.compile(r"(?:摄|供图|资料图片?|图片来源[^。，,]{0,12})[)）]?[。.]?$")
FINAL = "。！？!?”…）)"
CAPTION_LIMIT = 160


class Caption(NamedTuple):
    """Caption and credit without marker; `certain` is false for what only its place may make a caption."""

    caption: str | None
    credit: str | None
    certain: bool


@lru_cache(maxsize=2048)  # asked of the same paragraph by all who look around it
def caption(text: str) -> Caption | None:
    """What a paragraph says under a picture, or None if it is prose.

    >>> caption("▲青春涪口,创业新城。远山 摄")
    Caption(caption='青春涪口,创业新城。', credit='远山 摄', certain=True)
    >>> caption("白关服饰产业园一角。通讯员供图")
    Caption(caption='白关服饰产业园一角。', credit='通讯员供图', certain=True)
    """
    if len(text) > CAPTION_LIMIT and not text.endswith(("摄）", "摄)")):
        return None
    marker = MARKER.match(text)
    inner = text[marker.end() :] if marker else text
    words, credit = split_credit(inner)
    words = SIDE.sub("", words)
    pointed = bool(POINTER.match(inner)) and len(inner) <= CAPTION_LIMIT
    if (marker and inner) or pointed or credit:
        return Caption(words or None, credit, certain=bool(marker or credit))
    return None


def split_credit(text: str) -> tuple[str, str | None]:
    """Divide a caption from the credit glued to it; the credit is None where there is none."""
    if CREDIT_ALONE.fullmatch(text):
        return "", text
    if not SHOT_END.search(text[-16:]):
        return text, None
    stops = [text.rfind(mark, 0, len(text) - 1) for mark in "。！？!?”"]
    stop = max(stops)
    if stop >= 0 and CREDIT.fullmatch(text[stop + 1 :].strip()):
        return text[: stop + 1], text[stop + 1 :].strip().strip("()（）")
    bracket = re.search(r"[(（][^()（）]{1,40}[)）]$", text)
    if bracket and CREDIT.fullmatch(bracket.group()):
        return text[: bracket.start()].rstrip(), bracket.group()[1:-1].strip()
    spaced = re.search(
        r"[\s\u3000](?P<who>(?:本报|新华社)?(?:记者|通讯员)?[/／\s]?[\u4e00-\u9fff]{2,4}[\s/／]{0,2}(?:摄|供图))$", text
    )
    if spaced:
        return text[: spaced.start()].rstrip(), spaced["who"]
    return text, None
