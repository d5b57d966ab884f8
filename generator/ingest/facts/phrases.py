"""Key phrases of any text by their score; knows nothing of what a newspaper would print as a tag.

Candidates are runs of one to four words. Each is scored by what tells a keyword from other words: how often and
where it stands, how rare it is, how free its neighbours are, whether it only lives inside a longer one (C-value).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from generator.words import INNER, LETTER, NEW, QUOTE, VERBAL, Token, Words, clauses, join_new_words, word_list

LONGEST_RUN, LONGEST_PHRASE = 4, 12
RARE, KNOWN = 12, 50  # frequency in the dictionary's corpus up to which a word may be a slip, and from which it is none
PLAIN = frozenset(("n", "nz", "vn", "v", "a", "b", "j", "l", "s"))  # what words are built of, names are not

OPENERS = frozenset(
    ("p", "c", "u", "uj", "ul", "d", "r", "y", "f", "v", "m", "q", "t", "ns", "nr", "nt", "zg", "ad")
)  # what stands before a whole phrase
CLOSERS = frozenset(("p", "c", "u", "uj", "ul", "d", "r", "y", "f", "v", "m", "t", "zg", "ad"))  # and after one
NO_START = frozenset(("d", "ad", "f", "m", "z", "ag", "t"))
NO_END = frozenset(("d", "ad", "f", "m", "z", "ag", "a", "b"))
# “三送三解”行动, “放管服”改革: after a quoted name of something done
CAMPAIGN = frozenset("行动 活动 战略 工程 计划 模式 机制 改革 政策 工作法 专项 品牌 大赛 制度 工作 建设".split())  # noqa: SIM905

# Weights of the score: by length in characters and in words, by part of speech alone and at either end.
GROUPS = {"nrt": "nr", "nrfg": "nr", "an": "a", "vg": "v", "g": LETTER}
BY_LENGTH = {2: -1.5, 3: -0.5, 4: -0.2, 5: -0.5, 6: -0.8, 7: -1.2, 8: -1.3, 9: -1.6}
BY_WORDS = {1: -1.0, 2: -0.5, 3: -1.1, 4: -2.5}
ALONE = {"n": -0.3, "nz": -0.1, "ns": 0.6, "nt": 0.5, "nr": 0.2, QUOTE: 0.6, "t": 0.1, "j": -0.3, "l": -0.3, NEW: -0.5,
         "b": -0.5, "v": -0.9, "vn": -0.8}  # fmt: skip
FIRST = {"n": -0.5, "nz": -0.3, "vn": -0.9, "ns": -0.4, "nt": -0.5, "nr": -0.3, "j": -0.4, "l": -0.7, "i": -0.4,
         "b": -0.8, "a": -0.5, "s": -0.7, "eng": -0.7, "ng": 0.6, LETTER: 0.5, NEW: -1.0}  # fmt: skip
LAST = {"n": -0.3, "nz": -0.2, "vn": -0.5, "v": -0.9, "j": 0.0, "l": -0.3, "ng": 0.0, "nt": 0.0, "ns": -0.8,
        "i": -0.8, "s": -1.0, LETTER: -0.2, NEW: -1.0, "nr": -1.2, QUOTE: -1.2}  # fmt: skip

Run = tuple[Token, ...]
Place = tuple[int, int, int]  # clause, first word, the word after the last


class Phrase(NamedTuple):
    """A candidate and what is known of it; `first` is 0.0 at the beginning of the text, 1.0 at its end.

    `again`: whether each of its words is said twice, alone or in this phrase.
    """

    text: str
    tokens: Run
    times: int
    in_title: bool
    in_lede: bool
    first: float
    nested: float
    left: int
    right: int
    free: int
    named: bool
    again: bool
    rarity: float
    sound: bool

    @property
    def often(self) -> bool:
        """Whether it was said so often that chance cannot have put its words together."""
        return self.times + self.in_title > 2


def phrases(title: str, text: str, words: Words, limit: int) -> tuple[str, ...]:
    """The `limit` best phrases of any text, academic or not, with no regard to what a newspaper would print."""
    return best(candidates(title, text, words), limit, score)


def best(
    found: Iterable[Phrase],
    limit: int,
    weigh: Callable[[Phrase], float],
    kept: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """`kept`, filled up to `limit` with what weighs most; no phrase is part of another or nearly the same."""
    if len(kept) >= limit:
        return kept
    for phrase in sorted(found, key=lambda phrase: (-weigh(phrase), phrase.first, phrase.text)):
        if len(kept) >= limit:
            break
        if not any(_overlap(phrase.text, other) for other in kept):
            kept = (*kept, phrase.text)
    return kept


def _overlap(one: str, other: str) -> bool:
    """营商环境 and 环境; 服饰产业 and 服饰企业."""
    return one in other or other in one or (len(one) == len(other) == 4 and one[:2] == other[:2])


def _any_run(_: Run) -> bool:
    return True


def candidates(title: str, text: str, words: Words, serves: Callable[[Run], bool] = _any_run) -> list[Phrase]:
    """The runs of words in `title` and `text` that may be phrases, in order of first appearance.

    Long runs that are said once and not in the title are left out: hardly one of them is a keyword; of short ones those
    are kept that serve the caller. They are most of all runs, so that it pays to leave them out unweighed.
    """
    beginning, _, rest = text.partition("\n")
    head, lede = clauses(title, words), clauses(beginning, words)
    read = join_new_words([*head, *lede, *clauses(rest, words)])
    said = Counter(chain.from_iterable(read))
    again = {token for token, times in said.items() if times > 1}
    seen: dict[Run, list[Place]] = defaultdict(list)
    for number, clause in enumerate(read):
        for start, end in _runs(clause, None if number < len(head) else again):
            seen[tuple(clause[start:end])].append((number, start, end))
    nested = _nested_counts({run: len(places) for run, places in seen.items() if len(places) > 1 or len(run) == 2})
    return [
        _phrase(run, places, read, title=len(head), lede=len(lede), nested=nested.get(run, 0), said=said, words=words)
        for run, places in seen.items()
        if len(places) > 1 or places[0][0] < len(head) or (len(run) < 3 and serves(run))
    ]


def _runs(clause: Sequence[Token], again: set[Token] | None) -> Iterator[tuple[int, int]]:
    """Where runs begin and end; given the words that are said `again`, no run of three that cannot be said again itself."""
    for start, first in enumerate(clause):
        length = 0
        for end in range(start, min(start + LONGEST_RUN, len(clause))):
            token = clause[end]
            length += len(token.text)
            if token.pos not in INNER or length > LONGEST_PHRASE:
                break
            if end > start + 1 and again is not None and not again.issuperset(clause[start : end + 1]):
                break
            if length > 1 and (end == start or (first.pos not in NO_START and token.pos not in NO_END)):
                yield start, end + 1


def _nested_counts(counts: dict[Run, int]) -> Counter[Run]:
    """For each run, how often the most frequent longer run that holds it occurs."""
    nested: Counter[Run] = Counter()
    for run, count in counts.items():
        for start in range(len(run)):
            for end in range(start + 1, len(run) + 1):
                part = run[start:end]
                if len(part) < len(run):
                    nested[part] = max(nested[part], count)
    return nested


def _phrase(
    run: Run,
    places: list[Place],
    read: list[list[Token]],
    *,
    title: int,
    lede: int,
    nested: int,
    said: Counter[Token],
    words: Words,
) -> Phrase:
    left = {read[c][s - 1].text if s else f"^{c}" for c, s, _ in places}
    right = {read[c][e].text if e < len(read[c]) else f"${c}" for c, _, e in places}
    free = sum(_is_edge(read[c], s - 1, OPENERS) and _is_edge(read[c], e, CLOSERS) for c, s, e in places)
    return Phrase(
        text="".join(token.text for token in run),
        tokens=run,
        times=len(places),
        in_title=places[0][0] < title,
        in_lede=any(title <= clause < title + lede for clause, _, _ in places),
        first=(places[0][0] + 1) / (len(read) + 1),
        nested=nested / len(places),
        left=len(left),
        right=len(right),
        free=free,
        named=any(e < len(read[c]) and read[c][e].text in CAMPAIGN for c, _, e in places),
        again=all(said[token] > 1 for token in run),
        rarity=min(words.idf(token.text) for token in run),
        sound=all(is_sound(token, words) for token in run),
    )


def is_sound(token: Token, words: Words) -> bool:
    """Whether a long word is well known, or begins or ends with one that is: 微公交, 景观灯; not 神崎武法, 拉那烈.

    A saying must not begin with a verb.
    """
    text = token.text
    if token.pos == "l" and (words.pos(text[:2]) in VERBAL or words.pos(text[0]) == "v"):
        return False  # 拉开帷幕, 走向市场
    if token.pos == QUOTE or len(text) < 3 or (token.pos != NEW and words.frequency(text) > RARE):
        return True
    return any(words.frequency(half) > KNOWN and words.pos(half) in PLAIN for half in (text[:2], text[-2:]))


def _is_edge(clause: Sequence[Token], at: int, kinds: Collection[str]) -> bool:
    """Whether a phrase may end beside word `at` of the clause (which may lie outside it)."""
    if not 0 <= at < len(clause):
        return True
    return clause[at].pos in kinds or clause[at].text in word_list("stop")


def score(phrase: Phrase) -> float:
    """How much like a keyword `phrase` is, in no unit; weights rounded from a fit to keywords given by authors."""
    first, last = (GROUPS.get(token.pos, token.pos) for token in (phrase.tokens[0], phrase.tokens[-1]))
    value = 1.2 * phrase.in_title + 0.2 * math.log(phrase.times) + 0.05 * phrase.rarity - 0.9 * phrase.nested
    value += 0.12 * min(phrase.left, 4) + 0.08 * min(phrase.right, 4)
    if phrase.times > 1:
        value += 0.35 + 0.3 * phrase.in_title
    value += BY_LENGTH[min(len(phrase.text), 9)] + BY_WORDS[len(phrase.tokens)]
    if len(phrase.tokens) == 1:
        return value + ALONE.get(first, -1.2)
    return value + FIRST.get(first, -1.2) + LAST.get(last, -1.5)
