"""Topic phrases of one article, the best first; judges one text alone and knows no archive, alias or tag page.

Candidates are runs of one to four words that read as a noun. Each is scored by what tells a keyword from other
words: how often and where it stands, how rare it is, how free its neighbours are, whether it only lives inside a
longer one. What may stand on a page as a tag is decided after that, by a gate that news needs and abstracts do not.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.model import Clipping
from generator.words import (
    INNER,
    LETTER,
    MEETING,
    NEW,
    QUOTE,
    TRANSLITERATION,
    Token,
    Words,
    clauses,
    join_new_words,
    word_list,
)

MOST_TAGS, FEWEST_TAGS = 6, 3
LONGEST_RUN, LONGEST_PHRASE = 4, 12

OPENERS = frozenset(
    ("p", "c", "u", "uj", "ul", "d", "r", "y", "f", "v", "m", "q", "t", "ns", "nr", "nt", "zg", "ad")
)  # what stands before a whole phrase
CLOSERS = frozenset(("p", "c", "u", "uj", "ul", "d", "r", "y", "f", "v", "m", "t", "zg", "ad"))  # and after one
MADE = (QUOTE, NEW)
UNFIT = frozenset(("ns", "nr", "nrt", "nrfg", "nt", "t", "m", "d", "f", "s", "eng", "ad", "z", "i", LETTER))
PLAIN_NOUN = frozenset(("n", "nz", "j"))
FILLER = frozenset(("n", "nz", "vn"))
TOPIC_FIRST = frozenset(("n", "nz", "vn", "l", "j", "b", "an", QUOTE, NEW))
TOPIC_LAST = frozenset(("n", "nz", "vn", "v", "l", "j", "an", NEW))
SOMEBODY = re.compile("[员者户生长们众人民师兵]$|干部$|政府$")
# 寄宿生, 外交大臣; 教育局, 人民法院: people and offices are facets of their own. 半数以上, 群众性: no nouns
NO_TOPIC = re.compile(
    "(?:[员者户们兵性]|(?<!器)人|学生|师生|[市县省区镇乡村局厅部院校处科]长|大使|大臣|总统|总理|主席|书记|主任|经理|师|同志|先生)$"
    "|(?:[局厅委队团乡县]|(?<![城超股])市|(?<![社景园山灾小库])区|(?<![城小])镇|(?<![农乡])村|(?<![内全])部|(?<![平舞窗])台)$"
    "|(?:部门|委员会|协会|联合会|公司|集团|政府|法院|检察院|派出所|街道|大学|中学|小学|以上|以下|期间|[内外后前时])$"
    "|^[每各该本此一两几数首第]|[0-9０-９〇]"
)
# 一定会注意, 抬一根, 刘波读的: what is no word though it looks like one
SCRAP = re.compile("[一二两三四五六七八九十百千万亿]个?[一-鿿]?$|[的了在是不也就都与及把将从这那我你他们吗呢吧啊]")
FOREIGN = re.compile(f"[{TRANSLITERATION}]")

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


class Phrase(NamedTuple):
    """A candidate and what is known of it; `first` is 0.0 at the beginning of the text, 1.0 at its end."""

    text: str
    tokens: tuple[Token, ...]
    times: int
    in_title: bool
    first: float
    nested: float
    left: int
    right: int
    free: int


def tags(clipping: Clipping, words: Words, avoid: Collection[str] = ()) -> tuple[str, ...]:
    """Three to six topic phrases of `clipping`, best first; fewer only where it holds no more that are fit.

    `avoid` holds names that are facets of their own (the home city, its districts, people, the paper): no tag
    contains one of them.
    """
    title = "。".join(part for part in (clipping.headline, clipping.kicker, clipping.deck) if part)
    text = "\n".join(block.text for block in clipping.body if block.type != "label")
    names = {name for credit in clipping.byline.credits for name in credit.names} | set(avoid)

    found = [phrase for phrase in candidates(title, text, words) if not any(name in phrase.text for name in names)]
    kept = best(filter(is_topic, found), words, MOST_TAGS, news_score)
    if len(kept) < FEWEST_TAGS:
        kept = best(filter(is_filler, found), words, FEWEST_TAGS, news_score, kept)
    return kept


def phrases(title: str, text: str, words: Words, limit: int) -> tuple[str, ...]:
    """The `limit` best phrases of any text, academic or not, with no regard to what a newspaper would print."""
    return best(candidates(title, text, words), words, limit, score)


def best(
    found: Iterable[Phrase],
    words: Words,
    limit: int,
    weigh: Callable[[Phrase, Words], float],
    kept: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """`kept`, filled up to `limit` with what weighs most; no phrase is part of another."""
    for phrase in sorted(found, key=lambda phrase: (-weigh(phrase, words), phrase.first, phrase.text)):
        if len(kept) >= limit:
            break
        if not any(phrase.text in other or other in phrase.text for other in kept):
            kept = (*kept, phrase.text)
    return kept


def candidates(title: str, text: str, words: Words) -> list[Phrase]:
    """Every run of words in `title` and `text` that may be a phrase, in order of first appearance."""
    head = clauses(title, words)
    read = join_new_words([*head, *clauses(text, words)])
    seen: dict[tuple[Token, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for number, clause in enumerate(read):
        for start, end in _runs(clause):
            seen[tuple(clause[start:end])].append((number, start, end))
    nested = _nested_counts({run: len(places) for run, places in seen.items()})
    return [_phrase(run, places, read, len(head), nested[run]) for run, places in seen.items()]


def _runs(clause: Sequence[Token]) -> Iterator[tuple[int, int]]:
    for start in range(len(clause)):
        length = 0
        for end in range(start, min(start + LONGEST_RUN, len(clause))):
            length += len(clause[end].text)
            if clause[end].pos not in INNER or length > LONGEST_PHRASE:
                break
            if length > 1:
                yield start, end + 1


def _nested_counts(counts: dict[tuple[Token, ...], int]) -> Counter[tuple[Token, ...]]:
    """For each run, how often the most frequent longer run that holds it occurs."""
    nested: Counter[tuple[Token, ...]] = Counter()
    for run, count in counts.items():
        for start in range(len(run)):
            for end in range(start + 1, len(run) + 1):
                part = run[start:end]
                if len(part) < len(run):
                    nested[part] = max(nested[part], count)
    return nested


def _phrase(
    run: tuple[Token, ...],
    places: Sequence[tuple[int, int, int]],
    read: Sequence[Sequence[Token]],
    in_title: int,
    nested: int,
) -> Phrase:
    left = {read[c][s - 1].text if s else f"^{c}" for c, s, _ in places}
    right = {read[c][e].text if e < len(read[c]) else f"${c}" for c, _, e in places}
    free = sum(_is_edge(read[c], s - 1, OPENERS) and _is_edge(read[c], e, CLOSERS) for c, s, e in places)
    return Phrase(
        text="".join(token.text for token in run),
        tokens=run,
        times=len(places),
        in_title=places[0][0] < in_title,
        first=(places[0][0] + 1) / (len(read) + 1),
        nested=nested / len(places),
        left=len(left),
        right=len(right),
        free=free,
    )


def _is_edge(clause: Sequence[Token], at: int, kinds: Collection[str]) -> bool:
    """Whether a phrase may end beside word `at` of the clause (which may lie outside it)."""
    if not 0 <= at < len(clause):
        return True
    return clause[at].pos in kinds or clause[at].text in word_list("stop")


def score(phrase: Phrase, words: Words) -> float:
    """How much like a keyword `phrase` is, in no unit; weights rounded from a fit to keywords given by authors."""
    first, last = (GROUPS.get(token.pos, token.pos) for token in (phrase.tokens[0], phrase.tokens[-1]))
    rare = min(words.idf(token.text) for token in phrase.tokens) / 10
    value = 1.2 * phrase.in_title + 0.2 * math.log(phrase.times) + 0.5 * rare - 0.9 * phrase.nested
    value += 0.12 * min(phrase.left, 4) + 0.08 * min(phrase.right, 4)
    if phrase.times > 1:
        value += 0.35 + 0.3 * phrase.in_title
    value += BY_LENGTH[min(len(phrase.text), 9)] + BY_WORDS[len(phrase.tokens)]
    if len(phrase.tokens) == 1:
        return value + ALONE.get(first, -1.2)
    return value + FIRST.get(first, -1.2) + LAST.get(last, -1.5)


def news_score(phrase: Phrase, words: Words) -> float:
    """The score for news: repetition says more there than in an abstract, and set phrases are what people look for."""
    known = phrase.text in word_list("modern")
    return score(phrase, words) + 0.5 * math.log(phrase.times) + (0.6 if known else 0.0)


def is_topic(phrase: Phrase) -> bool:
    """Whether `phrase` may be shown as the topic of a news article.

    A topic was said twice or in the headline (or is a set phrase of public life), stood free of its neighbours at
    least once (no halves), reads as a noun, and holds no word of the stop list, no name, number or date.
    """
    if phrase.text in word_list("modern") or MEETING.fullmatch(phrase.text):
        return True
    return (phrase.in_title or phrase.times > 1) and _reads_as_topic(phrase)


def is_filler(phrase: Phrase) -> bool:
    """Whether `phrase`, though said once and not in the headline, may stand where an article has few better ones."""
    specific = len(phrase.tokens) > 1 and not any(token.text in word_list("generic") for token in phrase.tokens)
    return specific and all(token.pos in FILLER for token in phrase.tokens) and _reads_as_topic(phrase)


def _reads_as_topic(phrase: Phrase) -> bool:
    return (
        phrase.free > 0
        and not any(token.text in word_list("stop") or token.pos in UNFIT for token in phrase.tokens)
        and not any(token.pos in MADE and not _is_sound(token, phrase.times) for token in phrase.tokens)
        and phrase.text not in word_list("stop")
        and not NO_TOPIC.search(phrase.text)
        and (_is_topic_word(phrase) if len(phrase.tokens) == 1 else _is_topic_run(phrase))
    )


def _is_sound(token: Token, count: int) -> bool:
    """Whether a word that no dictionary has may be shown: seen often enough, and no name or scrap of a sentence."""
    if token.pos == QUOTE:
        return not SCRAP.search(token.text)
    name = token.text[0] in word_list("surnames") and len(token.text) < 4
    foreign = len(FOREIGN.findall(token.text)) * 4 >= len(token.text) * 3
    return count > 1 and not name and not foreign and not SCRAP.search(token.text)


def _is_topic_word(phrase: Phrase) -> bool:
    """农贸市场, “门前小事”; not 教育 (too general), 股票 (too short to be sure), 明令禁止 (a saying)."""
    token = phrase.tokens[0]
    often = phrase.times > 2 or (phrase.in_title and phrase.times > 1)
    return (
        len(token.text) > 2
        and not (len(token.text) > 3 and {token.text[:2], token.text[-2:]} & word_list("stop"))
        and phrase.text not in word_list("generic")
        and (token.pos in PLAIN_NOUN or (token.pos in ("l", *MADE) and often))
    )


def _is_topic_run(phrase: Phrase) -> bool:
    """服饰产业, 反恐演练; not 打击犯罪 (verb, object), 群众反映 (a sentence), 公共财产 (generic)."""
    first, last = phrase.tokens[0], phrase.tokens[-1]
    sentence = last.pos == "v" and (phrase.times < 2 or SOMEBODY.search(first.text))
    return (
        first.pos in TOPIC_FIRST
        and last.pos in TOPIC_LAST
        and len(phrase.text) > 3
        and not sentence
        and all(len(token.text) > 1 for token in phrase.tokens)
        and not all(token.text in word_list("generic") for token in phrase.tokens)
    )
