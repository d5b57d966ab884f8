"""Evidence for and against two pieces of text being one torn paragraph, in natural-log odds; moves nothing.

Three questions: is a tail open, does a head look like the middle of a sentence, and do the two fit together.
"""

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.ingest.page.continuity import begins, follows
from generator.ingest.page.strips import Strip

INDENTED, FLUSH = -5.0, 4.0  # odds of an indented line going on with a torn one, and of one that is not
CLOSERS = "”’」』）)】》〉\"'"
FINAL = "。！？!?…"
HAN_TAIL = re.compile(r"[\u3400-\u9fff]{1,5}$")
HAN_HEAD = re.compile(r"[\u3400-\u9fff]{1,5}")
NEVER_FIRST = re.compile(r"[,，。、；;：:！!？?）)”’》】〉%％·…—]")
# characters that stand behind another word and hardly ever begin a paragraph
SUFFIXES = frozenset("的了着过们等地得之者性化率家员级里内外间后前时")
MEASURES = frozenset("个只件名位家次项条万亿元余多年月日号人户座亩公平米吨辆台套张处所层届期批岁分%％℃")
# 报名电话：…, one of the lines under an announcement
DETAIL = r"[\u4e00-\u9fff]{0,2}(?:时间|地点|电话|热线|名额|对象|费用|地址|票价|主办|承办|协办|方式|邮箱|网址)[:：]"
ANNOUNCED, NEVER = re.compile(DETAIL), -9.0
# what begins a paragraph and seldom goes on with a torn one
OPENER = re.compile(
    r"[“‘「『《【〈(（]|——|[0-9０-９]{1,4}[—\-至]?[0-9]{0,2}[年月](?!份|度|底|初)|近[日年来期]|日前|目前|当[天日前晚]|昨[天日]|今[年天日后]|去年|据[悉了介]|随着|"
    r"此[外前次]|与此|同时|另外|接下来|下一步|截至|由于|如今|记者|首先|其次|其实|但是|不过|然而|因此|经过|针对|围绕|根据|按照|为了|除了|"
    rf"[问答][:：]|{DETAIL}|来到|走进|如何|一直以来|长期以来|[0-9一二三四五六七八九十]+[、.．]"
)
# words that begin a paragraph far more often than they stand at any other place
PLAIN_OPENER = re.compile(r"[这该此他她](?!们?的)|全[国省市区县镇乡村]|两年|出席|参加")
# words that begin a paragraph and as often a clause
LIGHT_OPENER = re.compile(r"[为在从对自由那但我每有多通作经本]")
MILD_OPENERS = ((PLAIN_OPENER, -1.8), (LIGHT_OPENER, -1.0))
# words that hardly ever begin one
INNER = frozenset("和是个将等于并也都就及与或被使")
# weights of the evidence for a seam, found by trial on tuning pages
HEAD, BEGINS, FOLLOWS, CROSSING, COUNTED = 0.5, 0.2, 0.35, 0.5, 0.5
HEAD_BEHIND_COMMA, BEGINS_BEHIND_COMMA = 0.25, 0.1
CLOSED, UNCLOSED, MARK_BEHIND_COMMA = 3.5, -2.0, -2.0
PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "‘": "’", "「": "」", "『": "』"}
CLOSE_OF = {close: opened for opened, close in PAIRS.items()}


@lru_cache(maxsize=2048)
def is_open(text: str) -> bool:
    """Whether a paragraph ends in the middle of a sentence.

    >>> is_open("该区累"), is_open("奉献力量”。"), is_open("他说：“好。”"), is_open("名单如下：")
    (True, False, False, False)
    """
    stripped = text.rstrip()
    if not stripped or stripped[-1] in "：:":
        return False
    inner = stripped.rstrip(CLOSERS)
    if not inner:
        return False
    if inner[-1] in FINAL or (inner[-1] in "—～" and stripped[-1] in "”’"):  # “嘀——嘀——”
        return False
    return not (stripped[-1] in "）)】" and len(inner) < len(stripped)) and not stripped.endswith(".")


def head_fragment(text: str, lexicon: Container[str]) -> float:
    """How much the head of a paragraph looks like the middle of one: positive for a fragment.

    >>> head_fragment("率达100%。", {"率"}) > 0 > head_fragment("近年来，全区", {"近年"})
    True
    """
    if NEVER_FIRST.match(text) and not text.startswith(("——", "……")):
        return 6.0
    score = 0.0
    if closes_unopened(text):
        score += 4.0
    if OPENER.match(text):
        return score - 3.0
    return score + _first_character(text, lexicon)


def _first_character(text: str, lexicon: Container[str]) -> float:
    first, known = text[0], text[:2] in lexicon or text[:3] in lexicon or text[:4] in lexicon
    if first in SUFFIXES and not known:
        return 3.0
    if (weight := next((weight for opener, weight in MILD_OPENERS if opener.match(text)), 0.0)) < 0.0:
        return weight
    if first in INNER:
        return 1.0
    if first in MEASURES and text[:2] not in lexicon:
        return 2.5
    if not "\u3400" <= first <= "\u9fff":
        return -0.5
    return -0.3 if known else 0.3


class Known(NamedTuple):
    """What a page is known by: its words, and which of its lines are indented where it indents its paragraphs.

    `indents` is asked by the line and column where a strip begins: what was cut from amid a line has no indent.
    """

    lexicon: Container[str]
    indents: Mapping[tuple[int, int], bool] = {}

    def fits(self, left: str, right: Strip) -> float:
        """How well an open tail and a strip fit together; `fit`, and the indent of a paragraph."""
        return fit(left, right.text, self.lexicon) + self._indent(right)

    def fragment(self, strip: Strip) -> float:
        """How much a strip looks like the middle of a paragraph; `head_fragment`, and its indent."""
        return head_fragment(strip.text, self.lexicon) + self._indent(strip)

    def indented(self, strip: Strip) -> bool:
        """Whether a strip is indented as the paragraphs of its page are."""
        return self.indents.get(strip.place, False)

    def _indent(self, strip: Strip) -> float:
        indented = self.indents.get(strip.place)
        return 0.0 if indented is None else INDENTED if indented else FLUSH


@lru_cache(maxsize=2048)
def closes_unopened(text: str) -> bool:
    """Whether the first bracket or quotation mark of a text that has no partner is a closing one."""
    stack: list[str] = []
    for char in text[:120]:
        if char in PAIRS:
            stack.append(char)
        elif char in CLOSE_OF:
            if not stack:
                return True
            if stack[-1] == CLOSE_OF[char]:
                stack.pop()
    return False


@lru_cache(maxsize=2048)
def unclosed(text: str) -> str:
    """The last opened bracket or quotation mark that a paragraph leaves open, or an empty string."""
    stack: list[str] = []
    for char in text[-400:]:
        if char in PAIRS:
            stack.append(char)
        elif char in CLOSE_OF and stack and stack[-1] == CLOSE_OF[char]:
            stack.pop()
    return stack[-1] if stack else ""


def fit(left: str, right: str, lexicon: Container[str]) -> float:
    """How well an open tail and a head fit together, the looks of the head included.

    >>> words = {"累计", "合格率", "合格", "开展", "创新"}
    >>> fit("该区累", "计接种805585剂次。", words) > fit("该区累", "开展活动。", words)
    True
    """
    if ANNOUNCED.match(right):
        return NEVER
    head = head_fragment(right, lexicon)
    if left[-1] in ",，、；;":  # behind a comma a clause begins, and a clause may begin like a paragraph
        looks = (
            MARK_BEHIND_COMMA
            if NEVER_FIRST.match(right)
            else HEAD_BEHIND_COMMA * min(0.0, head) - BEGINS_BEHIND_COMMA * begins(right)
        )
    else:
        looks = HEAD * head - BEGINS * begins(right)
    score = (
        looks
        + CROSSING * crossing(left, right, lexicon)
        + COUNTED * _numbers(left, right)
        + FOLLOWS * follows(left, right)
    )
    opened = unclosed(left)
    if opened:
        score += CLOSED if _closes(right, PAIRS[opened]) else UNCLOSED
    return score


def crossing(left: str, right: str, lexicon: Container[str]) -> float:
    """The evidence of a word that only the two together make: 芦淞+区, 累+计, 合格+率."""
    tail, head = HAN_TAIL.search(left[-5:]), HAN_HEAD.match(right)
    if not tail or not head:
        return 0.0
    before, after = tail.group()[-4:], head.group()[:4]
    own_left = max((n for n in range(2, len(before) + 1) if before[-n:] in lexicon), default=1)
    own_right = max((n for n in range(2, len(after) + 1) if after[:n] in lexicon), default=1)
    best = 0.0
    for a in range(1, len(before) + 1):
        for b in range(1, len(after) + 1):
            if a + b <= 6 and before[len(before) - a :] + after[:b] in lexicon:
                best = max(best, _word_weight(a, b, own_left, own_right))
    if best:
        return best
    return -0.3 if own_left > 1 and own_right > 1 else 0.0


def _word_weight(a: int, b: int, own_left: int, own_right: int) -> float:
    if a + b == 2:
        return (2.8, 1.0, 0.2)[(own_left > 1) + (own_right > 1)]
    covers = (own_left <= a) + (own_right <= b)
    return (1.0, 2.5, 4.0)[covers] + 0.5 * (a + b - 3)


def _numbers(left: str, right: str) -> float:
    counted = left[-1].isdigit() or left[-1] in "一二三四五六七八九十百千万亿"
    return 3.0 if counted and (right[0].isdigit() or right[0] in MEASURES or right[0] in ".．") else 0.0


def _closes(text: str, close: str) -> bool:
    opened = CLOSE_OF[close]
    depth = 0
    for char in text[:300]:
        if char == opened:
            depth += 1
        elif char == close:
            if depth == 0:
                return True
            depth -= 1
    return False
