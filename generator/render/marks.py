"""Anchors in an article's text: where its digest stands and where each of its figures does; changes no word.

Works on safe HTML before any link is set into it. What cannot be found stays without an anchor, and the caller learns
which are there.
"""

import html
import re
from collections.abc import Iterator, Sequence

from generator.model import Article, Quantity
from generator.render.markup import tokens
from generator.render.typography import display

DIGEST = "digest"
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")  # </h2
PARAGRAPH = "<p>"
CLOSED = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre"})
# half-width and full-width marks are one here: a sentence is set in its paragraph, not alone
MARKS = str.maketrans("，：；！？（）", ",:;!?()")
SPACE = re.compile(r"\s+")


def standing(article: Article) -> tuple[Quantity, ...]:
    """The figures of an article that stand in its text as they were printed."""
    body = article.body
    return tuple(item for item in article.numbers if item.value + item.unit in body)


def figure(number: int) -> str:
    """The anchor of the `number`th figure of an article, counted from 0."""
    return f"n{number + 1}"


def mark(text: str, digest: str, figures: Sequence[str]) -> tuple[str, frozenset[str]]:
    """Safe HTML with its anchors, and which there are.

    >>> mark("<p>今天开班，40人参加。</p>", "今天开班,40人参加。", ["40人"])[0]
    '<p id="digest">今天开班，<span class="figure" id="n1">40人</span>参加。</p>'
    """
    with_digest, found = _mark_digest(text, digest)
    marked, numbers = _mark_figures(with_digest, [html.escape(display(one), quote=False) for one in figures])
    return marked, frozenset({*([DIGEST] if found else []), *map(figure, numbers)})


def _mark_digest(text: str, digest: str) -> tuple[str, bool]:
    """The paragraph that holds the digest gets the anchor."""
    wanted = _folded(digest)
    for start, end in _paragraphs(text) if wanted else ():
        if wanted in _folded("".join(token for token, is_tag in tokens(text[start:end]) if not is_tag)):
            return f'{text[:start]}<p id="{DIGEST}">{text[start + len(PARAGRAPH) :]}', True
    return text, False


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = text.find(PARAGRAPH)
    while start >= 0:
        end = text.find("</p>", start)
        yield start, end if end >= 0 else len(text)
        start = text.find(PARAGRAPH, start + 1)


def _folded(text: str) -> str:
    return SPACE.sub("", html.unescape(text).translate(MARKS))


def _mark_figures(text: str, figures: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Each figure where it first stands as a whole number and no other figure does."""
    if not figures:
        return text, ()
    longest = sorted({*figures}, key=lambda one: (-len(one), one))
    pattern = re.compile(rf"(?<![0-9.,])(?:{'|'.join(map(re.escape, longest))})")
    waiting = {one: [at for at, other in enumerate(figures) if other == one] for one in figures}
    placed: list[int] = []

    def set_mark(match: re.Match[str]) -> str:
        if not waiting[match[0]]:
            return match[0]
        placed.append(waiting[match[0]].pop(0))
        return f'<span class="figure" id="{figure(placed[-1])}">{match[0]}</span>'

    made, depth = [], 0
    for token, is_tag in tokens(text):
        tag = TAG.match(token) if is_tag else None
        if tag and tag[2] in CLOSED:
            depth += -1 if tag[1] else 1
        made.append(token if is_tag or depth else pattern.sub(set_mark, token))
    return "".join(made), tuple(placed)
