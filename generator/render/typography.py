"""How Chinese print is shown: half-width marks between Han characters become full-width; changes no stored text."""

import re

WIDE = str.maketrans(",:;!?()", "，：；！？（）")
HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WIDE_MARKS = r"\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff60\u2018\u2019\u201c\u201d\u2026\u2014"
HAN_TEXT = re.compile(f"[{HAN}]")  # 株
NEIGHBOUR = re.compile(f"[{HAN}{WIDE_MARKS}]")  # 株 ” 》: a mark beside one of these is Chinese
ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.ASCII)  # www.zznews.gov.cn?id=3
PHRASE = re.compile(r"[^ \u3000：，；！？]*[ \u3000：，；！？]+|[^ \u3000：，；！？]+")  # 芦淞区： / 梧桐枝茂产业兴
MARK = re.compile(r"[,:;!?()]")


def display(text: str, before: str = "", after: str = "") -> str:
    """`text` with its half-width `,:;!?()` shown full-width where they stand in Chinese.

    `before` and `after` are the characters around `text` on the same line, if it is a part of one. Numbers, Latin
    words, URLs and mail addresses stay as they are; no character is added or removed.

    >>> display('截至11月23日,接种3,000人(次),比例1:2')
    '截至11月23日，接种3,000人（次），比例1:2'
    >>> display('见https://a.cn/?id=1,2 (in English, see f(x))')
    '见https://a.cn/?id=1,2 (in English, see f(x))'
    """
    if not MARK.search(text):
        return text
    fixed = [span for match in ADDRESS.finditer(text) for span in range(*match.span())]
    kept = frozenset(fixed)
    around = f"{before[-1:] or ' '}{text}{after[:1] or ' '}"
    wide = _brackets(text, around, kept)
    shown = list(text)
    for match in MARK.finditer(text):
        at = match.start()
        if at in wide or (at not in kept and shown[at] not in "()" and _is_chinese(around, at)):
            shown[at] = shown[at].translate(WIDE)
    return "".join(shown)


def phrases(headline: str) -> tuple[str, ...]:
    """A headline in the parts between which an editor would break the line; joined they are the headline.

    >>> phrases("芦淞区：打好助企“组合拳” 梧桐枝茂产业兴")
    ('芦淞区：', '打好助企“组合拳” ', '梧桐枝茂产业兴')
    """
    return tuple(PHRASE.findall(headline))


def _is_chinese(around: str, at: int) -> bool:
    """Whether the mark at `at` of the text stands beside Chinese; `around` has one character more at each end."""
    return bool(NEIGHBOUR.match(around[at]) or NEIGHBOUR.match(around[at + 2]) or _ends_chinese(around, at))


def _ends_chinese(around: str, at: int) -> bool:
    """Whether a closing half-width bracket or mark before this one belongs to Chinese: `(化名),` `吗?!`."""
    back = at
    while back and around[back] in ")!?":
        back -= 1
    return back < at and bool(NEIGHBOUR.match(around[back]))


def _brackets(text: str, around: str, kept: frozenset[int]) -> frozenset[int]:
    """Where brackets are Chinese: a pair goes together, so that no half of it stays narrow."""
    found: list[int] = []
    open_at: list[int] = []
    for match in re.finditer(r"[()]", text):
        at = match.start()
        if at in kept:
            continue
        if text[at] == "(":
            open_at.append(at)
        elif open_at:
            start = open_at.pop()
            if _is_chinese_pair(text, around, start, at):
                found += [start, at]
        elif NEIGHBOUR.match(around[at]):
            found.append(at)
    found += [at for at in open_at if _is_chinese(around, at)]
    return frozenset(found)


def _is_chinese_pair(text: str, around: str, start: int, end: int) -> bool:
    """`(化名)`, `区(APP)`, `(1)加快` are Chinese; `f(x)的`, `(in English)` are not."""
    if HAN_TEXT.search(text, start, end) or NEIGHBOUR.match(around[start]):
        return True
    return not around[start].isalnum() and bool(NEIGHBOUR.match(around[end + 2]))
