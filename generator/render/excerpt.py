"""The one sentence of an article that a listing shows; renders no Markdown (that is slow) and invents no words."""

import difflib
import re
from collections.abc import Callable, Collection, Iterator

from generator.content.body import plain_text
from generator.discretion import is_open, secret_names
from generator.model import Article

SPACE = re.compile(r"\s+")
BLOCK = re.compile(r"\n[ \t]*\n")
# "## 1 小标题", "- 其一", "| 表 |"
NOT_PROSE = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|>|\||```|~~~|!\[|<|(?:[-*_] *){3,}$)")
MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)|(?<!\\)(?:\*\*|__|`)")  # [text](url), **strong**
SENTENCE = re.compile(r"[^。！？!?…]*[。！？!?…]+[”’」』）)]*")  # “有坏人来啦！”
SHORTEST = 16  # characters: “小厕所，大民生”。 says too little
SAME_SENTENCE = 0.6  # share of equal characters from which a sentence is the digest, corrected
LONGEST = 160  # characters: more is no summary


def plain(markdown: str) -> str:
    r"""The words of a Markdown text, near enough to look for a sentence in them.

    >>> plain("1\\. **加快**\n接种")
    '1. 加快接种'
    """
    without = MARKUP.sub(lambda match: match[1] or "", markdown)
    return _join_lines(plain_text(without))


def digest(article: Article) -> str:
    """The article's digest if it stands in the text word for word; a reader is shown no sentence that does not.

    Where the sentence was corrected in the text since, it is taken as it stands there now; where it is gone, the
    first sentence of the text takes its place.
    """
    if article.digest and _stands(article.digest, article.body):
        return article.digest
    corrected = _corrected(article.digest, article.body) if article.digest else ""
    return corrected or first_sentence(article.body, secret_names([plain(article.body)], article.headline))


def _corrected(digest: str, body: str) -> str:
    """The run of sentences of the body that a digest was before somebody corrected it, or nothing."""
    best, found = SAME_SENTENCE, ""
    count = len(SENTENCE.findall(digest)) or 1
    for block in BLOCK.split(body):
        sentences = SENTENCE.findall(plain(block)) if not NOT_PROSE.match(block) else []
        for start in range(len(sentences) - count + 1):
            run = "".join(sentences[start : start + count])
            matcher = difflib.SequenceMatcher(None, digest, run, autojunk=False)
            if matcher.real_quick_ratio() > best and (likeness := matcher.ratio()) > best:
                best, found = likeness, run
    return found.strip()


def first_sentence(body: str, secret: Collection[str] = ()) -> str:
    """The first sentence of the first paragraph of prose, with the next where it is short or ends inside a quotation.

    A sentence with a `secret` name is passed over, and one with 王某 or 李大姐 where there are others; a paragraph of
    nothing else too. Empty where the text has no prose.

    >>> first_sentence("## 1 小标题\\n\\n今天开班。40人参加。")
    '今天开班。40人参加。'
    """
    open_first = (lambda text: is_open(text, secret), lambda text: not any(name in text for name in secret))
    return next((found for test in open_first for text in _prose(body) if (found := _beginning(text, test))), "")


def _prose(body: str) -> Iterator[str]:
    return (plain(block) for block in BLOCK.split(body.strip()) if block.strip() and not NOT_PROSE.match(block))


def _beginning(text: str, may_be_shown: Callable[[str], bool]) -> str:
    """The first sentences of a paragraph that may be shown and that together say something."""
    sentence = ""
    for found in SENTENCE.finditer(text):
        if not may_be_shown(found[0]):
            continue
        sentence += found[0]
        if len(sentence) >= SHORTEST and sentence.count("“") == sentence.count("”"):
            break
    sentence = sentence or (text if may_be_shown(text) else "")
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"


def _stands(sentence: str, body: str) -> bool:
    return sentence in body or SPACE.sub("", sentence) in SPACE.sub("", plain(body))


def _join_lines(text: str) -> str:
    """Lines joined as Chinese is: no blank between Han characters, one elsewhere."""
    joined = re.sub(r"(?<![\x21-\x7e])\s*\n\s*|\s*\n\s*(?![\x21-\x7e])", "", text)
    return SPACE.sub(" ", joined).strip()
