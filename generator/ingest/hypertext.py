"""HTML as crawlers leave it in article texts, reduced to blocks of words.

It knows a dozen tags and keeps no mark-up; it is no HTML parser and needs none, since nothing of the tags is kept.
"""

import html
import re
from collections.abc import Iterator

from generator.model import Block, BlockType

# <p>, </div>, <br/>, <img src=...>, <!-- x -->; not 3<5, not <<书名>>
TAG = re.compile(r"<(?:(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>])[^<>]*|!(?:--|\[|[A-Za-z])[^<>]*)>")
ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|[lr][ds]quo|[mn]dash|middot|hellip|ensp|emsp|#\d{1,7}|#x[0-9a-f]{1,6});")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BREAKING = HEADINGS | {
    "article", "blockquote", "body", "br", "center", "div", "figcaption", "figure", "li", "ol", "p", "script",
    "section", "style", "table", "tbody", "td", "th", "tr", "ul",
}  # fmt: skip
KNOWN = BREAKING | {"a", "b", "em", "font", "i", "img", "span", "strong", "sub", "sup", "u"}
SILENT = frozenset({"script", "style"})


def looks_like_html(text: str) -> bool:
    """Whether a text holds tags or entities that a reader should not see.

    >>> looks_like_html("<p>正文</p>"), looks_like_html("3<5，<<书名>>，R&D")
    (True, False)
    """
    tags = (found["name"] for found in TAG.finditer(text))
    return any(name and name.lower() in KNOWN for name in tags) or ENTITY.search(text) is not None


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs and headings of some HTML, in order, without tags; scripts and styles are left out.

    >>> [(block.type, block.text) for block in blocks("<h2>小标题</h2><p>一&nbsp;段<br>又一<b>段</b></p>")]
    [('subhead', '小标题'), ('paragraph', '一\\xa0段'), ('paragraph', '又一段')]
    """
    kind: BlockType = "paragraph"
    words: list[str] = []
    silent = ""
    done = 0
    for tag in TAG.finditer(text):
        name = (tag["name"] or "").lower()
        if not silent:
            words.append(text[done : tag.start()])
        done = tag.end()
        if name in SILENT:
            silent = "" if tag["close"] else name
        if name in BREAKING:
            yield from _block(kind, words)
            words = []
            kind = "subhead" if name in HEADINGS and not tag["close"] else "paragraph"
    yield from _block(kind, [*words, "" if silent else text[done:]])


def _block(kind: BlockType, words: list[str]) -> Iterator[Block]:
    for line in html.unescape("".join(words)).splitlines():
        if stripped := line.strip():
            yield Block(kind, stripped)
