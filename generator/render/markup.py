"""The body of an article, Markdown by whoever wrote it, as safe HTML; knows nothing of pages, links or themes.

Content is not trusted: what Markdown made goes through an allow-list, links lead to other sites or into the same
text, pictures are not published. Then the Chinese is set: full-width marks, subheads with ids and numerals.
"""

import functools
import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.errors import Diagnostic, diagnose
from generator.render import plain_markdown
from generator.render.plain_markdown import BLOCK
from generator.render.typography import display

if TYPE_CHECKING:
    import markdown
    import nh3

TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "a", "img"),
    *("strong", "em", "b", "i", "u", "del", "sub", "sup", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LINK = re.compile(r"(?:https?://|mailto:|#)")  # anything else would lead to a page that is not there
TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>')  # <a href="https://a.cn/?q=1>0">
PICTURE = re.compile(r'<img((?:[^<>"]|"[^"]*")*)>')  # <img src="a.jpg" alt="产业园一角">
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
HEADING = re.compile(r"<(/?)h([1-6])>")
NUMERAL = re.compile(
    r'(<h[2-6] id="s\d+">)((?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[.、．](?!\d)|(?=\s)))\s*(?=\S)'
)  # 1 抓住关键
LABEL = re.compile(r"<p><strong>([^<>]+)</strong></p>")  # a label of a box on its own line
PARAGRAPH = re.compile(r"<p>([^<>&]+)</p>")  # of words alone
CELL_ALIGN = re.compile(r' align="(left|right|center)"')
MOST_BRACKETS = 200
INLINE = frozenset({"strong", "em", "b", "i", "u", "del", "sub", "sup", "a", "code", "span", "img"})
VERBATIM = frozenset({"code", "pre"})


@functools.lru_cache(maxsize=256)
def render(body: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Markdown to HTML; `path` is what diagnostics name. Never raises for any text.

    >>> render("## 1 抓住关键\\n\\n今年7月,全区推行<script>alert(1)</script>。", "a.md")[0]
    '<h2 id="s1"><span class="numeral">1</span> 抓住关键</h2>\\n<p>今年7月，全区推行。</p>'
    """
    unset, remarks = _unset(body, path)
    return _set_chinese(unset), remarks


def printed(body: str, path: str) -> str:
    """The words of `render`, without tags and with their marks as they were printed; of the same length.

    >>> printed("今年7月,全区&amp;全市", "a.md")
    '今年7月,全区&全市'
    """
    return "".join(html.unescape(token) for token, is_tag in tokens(_unset(body, path)[0]) if not is_tag)


@functools.lru_cache(maxsize=256)
def _unset(body: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Safe HTML before its Chinese is set."""
    safe, remarks = _mixed_html(body, path) or _safe_html(body, path)
    pictures = [dict(ATTRIBUTE.findall(match[1])) for match in PICTURE.finditer(safe)]
    lost = [diagnose("render-lost-picture", path, 0, source=_unescaped(one.get("src"))) for one in pictures]
    without = LABEL.sub(r'<p class="label">\1</p>', PICTURE.sub(_picture_note, safe))
    return _number_headings(CELL_ALIGN.sub(r' class="\1"', without)), (*remarks, *lost)


# ---- Markdown, made safe -----------------------------------------------------------------------------


def _mixed_html(body: str, path: str) -> tuple[str, tuple[Diagnostic, ...]] | None:
    """As `_safe_html`, the library asked only for the blocks that need it; None where that cannot be told."""
    pieces = plain_markdown.cut(body) if body.count("[") <= MOST_BRACKETS else None
    if pieces is None:
        return None
    made = [(piece.html, ()) if piece.html else _safe_html(piece.text, path) for piece in pieces]
    if any(remarks for _, remarks in made):
        return None
    return "\n".join(one for one, _ in made if one), ()


def _safe_html(body: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    made, remarks = _to_html(body, path)
    return _cleaner().clean(made).strip(), remarks


def _to_html(body: str, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The Markdown library's HTML; what is nested too deep for it is shown as the plain text it is."""
    converter = _converter()
    converter.reset()
    try:
        return str(converter.convert(_tamed(body))), ()
    except RecursionError:
        _converter.cache_clear()
        blocks = (block.strip() for block in BLOCK.split(body))
        made = "\n".join(f"<p>{html.escape(block, quote=False)}</p>" for block in blocks if block)
        return made, (diagnose("render-too-deep", path),)


def _tamed(body: str) -> str:
    """Each open bracket makes the library look ahead to the end of its block: many make that quadratic."""
    if body.count("[") <= MOST_BRACKETS:
        return body
    blocks = BLOCK.split(body)
    return "\n\n".join(block.replace("[", "&#91;") if block.count("[") > MOST_BRACKETS else block for block in blocks)


@functools.cache
def _converter() -> "markdown.Markdown":
    """One converter a process: making it costs milliseconds; it is imported late, as an idle build needs none."""
    import markdown  # noqa: PLC0415
    from markdown.extensions.fenced_code import FencedCodeExtension  # noqa: PLC0415
    from markdown.extensions.sane_lists import SaneListExtension  # noqa: PLC0415
    from markdown.extensions.tables import TableExtension  # noqa: PLC0415

    return markdown.Markdown(
        extensions=[TableExtension(use_align_attribute=True), SaneListExtension(), FencedCodeExtension()]
    )


@functools.cache
def _cleaner() -> "nh3.Cleaner":
    import nh3  # noqa: PLC0415

    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        clean_content_tags={"script", "style"},
    )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """A relative link would be broken on every page but one, so it stays as text."""
    return None if (tag, name) == ("a", "href") and not LINK.match(value) else value


def _unescaped(value: str | None) -> str:
    return html.unescape(value) if value else "-"


def _picture_note(match: re.Match[str]) -> str:
    words = dict(ATTRIBUTE.findall(match[1])).get("alt", "")
    return f'<span class="lost">{words}</span>' if words else ""


# ---- headings ----------------------------------------------------------------------------------------


def _number_headings(text: str) -> str:
    """Levels without gaps from h2 (h1 is the headline), ids `s1`, `s2` in order, a leading numeral set apart."""
    used = sorted({match[2] for match in HEADING.finditer(text)})
    level = {old: min(6, at + 2) for at, old in enumerate(used)}
    numbers = iter(range(1, len(text)))

    def tag(match: re.Match[str]) -> str:
        name = f"h{level[match[2]]}"
        return f"</{name}>" if match[1] else f'<{name} id="s{next(numbers)}">'

    return NUMERAL.sub(r'\1<span class="numeral">\2</span> ', HEADING.sub(tag, text))


# ---- Chinese marks -----------------------------------------------------------------------------------


def _set_chinese(text: str) -> str:
    """The display layer over the text nodes only: not in tags, code or links' addresses."""
    if _is_verbatim(text):
        return _set_pieces(text)
    parts = PARAGRAPH.split(text)  # what stands around a paragraph, and what in it, in turn
    parts[::2] = [part if part.isspace() else _set_pieces(part) for part in parts[::2]]
    parts[1::2] = [f"<p>{display(part)}</p>" for part in parts[1::2]]
    return "".join(parts)


def _set_pieces(text: str) -> str:
    """As `_set_chinese`, token by token."""
    parts = list(tokens(text))
    words = ["" if is_tag else html.unescape(token) for token, is_tag in parts]
    return "".join(_shown(parts, words))


def _is_verbatim(text: str) -> bool:
    """Whether some of it is code."""
    return any(f"<{name}" in text for name in VERBATIM)


def tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Tags and the text between them, in order: `(token, is a tag)`; put together they are the text."""
    at = 0
    for match in TOKEN.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], False
        yield match[0], True
        at = match.end()
    if at < len(text):
        yield text[at:], False


def _shown(parts: list[tuple[str, bool]], words: list[str]) -> Iterator[str]:
    before, depth = "", 0
    for at, (token, is_tag) in enumerate(parts):
        if not is_tag:
            after = _next_word(parts, words, at + 1)
            yield token if depth else html.escape(display(words[at], before, after), quote=False)
            before = words[at]
            continue
        yield token
        match = TOKEN.match(token)
        name = match[2] if match else ""
        if name in VERBATIM:
            depth += -1 if token.startswith("</") else 1
        if name not in INLINE:
            before = ""


def _next_word(parts: list[tuple[str, bool]], words: list[str], start: int) -> str:
    """The text that follows on the same line, past inline tags only."""
    for at in range(start, len(parts)):
        token, is_tag = parts[at]
        if not is_tag:
            return words[at]
        match = TOKEN.match(token)
        if match and match[2] not in INLINE:
            return ""
    return ""
