"""The tags of one article, best first: phrases that an editor would print, and subjects where they are too few.

Judges one text alone: it knows no archive, no alias, no tag page. Places, people and organisations are facets of
their own and never tags; what a phrase scores is decided in `phrases`.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator

from generator.ingest.facts.phrases import Phrase, Run, best, candidates, score
from generator.ingest.facts.subjects import by_weight, is_spoken_of, shown
from generator.model import Clipping
from generator.tagbook import Tagbook
from generator.words import LETTER, MEETING, NEW, QUOTE, QUOTED, TRANSLITERATION, Token, Words, word_list

MOST_TAGS, FEWEST_TAGS = 6, 3
NO_DECISIONS = Tagbook()

MADE = (QUOTE, NEW)
UNFIT = frozenset(("ns", "nr", "nrt", "nrfg", "nt", "t", "m", "d", "f", "s", "eng", "ad", "z", "i", LETTER))
PLAIN_NOUN = frozenset(("n", "nz", "j"))
TOPIC_FIRST = frozenset(("n", "nz", "vn", "l", "j", "b", QUOTE, NEW))
TOPIC_LAST = frozenset(("n", "nz", "vn", "j", NEW))
RARE, RARER = (
    7.5,
    9.0,
)  # inverse document frequency of a word that says something alone, and of one that no subject knows
LATE = 0.8  # share of the text behind which a phrase that is said once is beside the point
ECHOED = 1  # how often a text says a part of a phrase beside the phrase itself
# 反恐演练, 拆违行动: what a verb before them only describes
EVENTS = (
    "演练",
    "演习",
    "培训",
    "竞赛",
    "大赛",
    "比赛",
    "讲座",
    "论坛",
    "展览",
    "招聘会",
    "攻坚",
    "攻坚战",
    "整治",
    "演出",
)
SOMEBODY = re.compile("[员者户生长们众人民师兵队]$|干部$|政府$")
# 寄宿生, 外交大臣; 教育局, 人民法院: people and offices are facets of their own. 半数以上, 群众性: no nouns
NO_TOPIC = re.compile(
    "(?:[员者户们兵犯性处社所室国称卿帅]|(?<!农业产业)(?<!城镇)(?<!现代)(?<!信息)(?<!数字)化|(?<!器)人|(?<![大农国居酒])家|[学师宿考业]生|[市县省区镇乡村局厅部院校处科场厂站队班组所会社馆台行团矿事]长|大使|干事|大臣|总统|总理|主席|书记|主任|经理|师|同志|先生)$"
    "|(?:[局厅委队团乡县]|(?<![城超股])市|(?<![社景园山灾小库])区|(?<![城小])镇|(?<![农乡])村|(?<![内全])部|(?<![平舞窗])台)$"
    "|(?:部门|委员会|协会|联合会|[分学]会|(?<!质)量|[^效]率|公司|集团|中心|政府|法院|检察院|派出所|街道|大学|中学|小学|以上|以下|期间|[内外后前时]|(?<![高初空集])中|(?<![公铁道线思出网马])路)$"
    "|[出到成兑购降满]$|[一二三四五六七八九十]连[胜败冠]|^(?:市(?![场民政容值])|县(?!域)|区(?![域块])|省(?!际)|镇|乡(?![村镇土愁贤]))|^副|^[进所被]|^[一二三四五六七八九十百千两][道个条次大项步级场家名件位座盆]|^[每各该本此一两几数首第]|[0-9０-９〇]|[老小][李王张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余叶杜苏]$"
)
# 皮肤科医生, 男子醉驾, 太阳党, 经济界, 郎酒厂, 特委会: somebody again, and bodies
SOMEBODY_ELSE = re.compile(
    "(?:医生|护士|[^政建]党|[^世各边]界|[酒工]厂|委会|共体|联体)$|^[男女]子(?!.*[球拳跑泳赛举剑棋项双单体米组])"
)
# 不容, 浅谈, 依法办案, 历时: what the dictionary takes for nouns
NO_NOUN = re.compile(
    "不(?![锈动良])|共商|依法(?![治行])|据|浅谈|历时|[更最](?!低)|很|将|曾|致|受|讲|报效|来访?华|面对|减轻|增进|维护|打击|投身|实事"
)
# 纪念馆, 运动会, 锦标赛, 金融业, 春节: institutions and occasions that need a name before them
INSTITUTION = re.compile("^.{1,2}[馆会赛业节杯]$")
# 抬一根, 一群兵: what is no word though it looks like one; 刘波读的, 为了孩子: what belongs to a sentence
SCRAP = re.compile("[一二两三四五六七八九十百千万亿]个?[\u4e00-\u9fff]?$")
SENTENCE = re.compile("[的了在是不也就都与及把将从这那我你您咱他们吗呢吧啊会]")
READ = 30_000  # characters of an article that are read for its subjects; no article of a newspaper has more
FOREIGN = re.compile(f"[{TRANSLITERATION}]")


def tags(
    clipping: Clipping, words: Words, avoid: Collection[str] = (), book: Tagbook = NO_DECISIONS
) -> tuple[str, ...]:
    """Three to six topic phrases of `clipping`, best first; fewer only where it holds no more that are fit.

    `avoid` holds names that are facets of their own (the home city, its districts, people, the paper): no tag
    contains one of them. Phrases count under their one name in `book`; a pinned one is a tag where the headline or two
    places of the text have it, a blocked one is none, and leaves its room to others.
    """
    title = "。".join(part for part in (clipping.headline, clipping.kicker, clipping.deck) if part)
    text = "\n".join(block.text for block in clipping.body if block.type != "label")[:READ]
    names = {name for credit in clipping.byline.credits for name in credit.names} | set(avoid)
    found = _longest_known(candidates(title, text, words, _serves_once))

    def fit(test: Callable[[Phrase], bool]) -> Iterator[Phrase]:
        free = (phrase for phrase in found if test(phrase) and not any(name in phrase.text for name in names))
        return (phrase._replace(text=tag) for phrase in free for tag in book.settle([phrase.text]))

    def with_subjects(kept: tuple[str, ...], found: Iterable[str]) -> tuple[str, ...]:
        return _added(kept, book.settle(found), names)

    kept = book.settle(phrase for phrase in book.pins if phrase in title or text.count(phrase) > 1)[:MOST_TAGS]
    kept = best(fit(is_topic), MOST_TAGS, news_score, kept)
    if len(kept) >= FEWEST_TAGS:
        return best(fit(is_known), FEWEST_TAGS + 1, news_score, kept)
    plain_title, plain_text = (_without(names, QUOTED.sub("", part)) for part in (title, text))
    subjects = shown(plain_title, plain_text)
    kept = with_subjects(kept, subjects.by_headline)
    kept = best(fit(is_known), FEWEST_TAGS + 1, news_score, kept)
    kept = best(fit(is_word), FEWEST_TAGS, news_score, kept)
    kept = with_subjects(kept, (*subjects.with_help, *subjects.by_text))
    kept = best(fit(lambda phrase: is_echoed(phrase, title, text)), FEWEST_TAGS, news_score, kept)
    kept = with_subjects(kept, by_weight(plain_text, words))
    kept = best(fit(is_thing), FEWEST_TAGS, news_score, kept)
    return best(fit(is_mentioned), FEWEST_TAGS, news_score, kept)


def _without(names: Collection[str], text: str) -> str:
    """A text without some names, whose words say nothing of its subject: 杨守信 is no matter of credit."""
    for name in sorted(names):
        text = text.replace(name, " ")
    return text


def _longest_known(found: list[Phrase]) -> list[Phrase]:
    """Without the set phrases that stand only in longer ones: 放管服 in 放管服改革."""
    known = [phrase for phrase in found if _is_set(phrase.text)]
    inside = {p.text for p in known for q in known if p.text != q.text and p.text in q.text and p.times <= q.times}
    return [phrase for phrase in found if phrase.text not in inside]


def _added(kept: tuple[str, ...], shown: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    """`kept`, with subjects that a text shows while it has too few tags; none holds another."""
    for subject in shown:
        if len(kept) >= FEWEST_TAGS:
            break
        if not any(subject in other or other in subject for other in kept) and not any(n in subject for n in names):
            kept = (*kept, subject)
    return kept


def news_score(phrase: Phrase) -> float:
    """The score for news: repetition says more there than in an abstract, and set phrases are what people look for."""
    return score(phrase) + 0.5 * math.log(phrase.times) + (0.6 if _is_set(phrase.text) else 0.0)


def _is_set(text: str) -> bool:
    """Whether `text` is a set phrase of public life or a topic of city news."""
    return text in word_list("modern") or text in word_list("topics")


def is_topic(phrase: Phrase) -> bool:
    """Whether `phrase` is the topic of a news article: said twice or in the headline, and fit to be shown.

    A phrase is fit that stood free of its neighbours at least once (no halves), reads as a noun, and holds no word
    of the stop list, no name, number or date; set phrases of public life always are.
    """
    if is_known(phrase):
        return phrase.in_title or phrase.times > 1
    return _is_spoken_of(phrase) and _reads_as_topic(phrase)


def _is_spoken_of(phrase: Phrase) -> bool:
    """Whether the article says `phrase` where it says its topic: a word in the headline, or often from the lede on.

    Words side by side in a headline alone may be neighbours by chance, unless the text says each again: 白宫意欲打击.
    """
    if len(phrase.tokens) > 1 or phrase.tokens[0].pos in MADE:
        return phrase.times > 1 or (phrase.in_title and (phrase.again or len(phrase.tokens) == 1))
    return phrase.in_title or (phrase.in_lede and phrase.times > 2)


def is_known(phrase: Phrase) -> bool:
    """Whether `phrase` is a set phrase of public life, however rarely said here."""
    if not _is_set(phrase.text) or phrase.text in word_list("generic"):
        return MEETING.fullmatch(phrase.text) is not None
    if len(phrase.text) < 4:
        return _says_enough(phrase)
    return phrase.in_title or phrase.times > 1 or phrase.in_lede


def _says_enough(phrase: Phrase) -> bool:
    """Whether a set phrase of two or three characters says something alone: 油茶, 林长制; not 运河 in passing, 博物馆.

    It stands free (not 世界杯 in 世界杯跳水赛) and is said twice; one of two characters stands in the headline too.
    """
    if phrase.free == 0 or phrase.tokens[0].pos == QUOTE or INSTITUTION.search(phrase.text):
        return False
    return phrase.times > 1 and (phrase.in_title or len(phrase.text) > 2)


def _serves_once(run: Run) -> bool:
    """Whether words that are said once, and not in the headline, may serve as a tag or tell which set phrase is whole."""
    text = "".join(token.text for token in run)
    return _is_set(text) or (run[0].pos == QUOTE and MEETING.fullmatch(text) is not None)


def is_echoed(phrase: Phrase, title: str, text: str) -> bool:
    """Whether `phrase` is a set phrase said once whose words the article repeats: 燃气管道 in one full of 管道."""
    if len(phrase.text) < 4 or not _is_set(phrase.text) or phrase.text in word_list("generic"):
        return False
    first, last = phrase.text[:2], phrase.text[-2:]
    return any(part in title or text.count(part) > ECHOED for part in (first, last) if part not in word_list("generic"))


def is_mentioned(phrase: Phrase) -> bool:
    """Whether `phrase` is a set phrase of four characters or more that stands by itself, if only once and not too late."""
    full = len(phrase.text) > 3 and _is_set(phrase.text) and phrase.text not in word_list("generic")
    return full and phrase.first < LATE


def is_word(phrase: Phrase) -> bool:
    """Whether `phrase` is one word of headline and text that says something alone: 油茶, 电梯; not 股票, 牌子."""
    return phrase.in_title and phrase.times > 1 and phrase.rarity > RARE and _is_plain_word(phrase)


def is_thing(phrase: Phrase) -> bool:
    """Whether `phrase`, said only twice and not in the headline, is so rare and full a word that it says something: 财政赤字."""
    return phrase.times > 1 and phrase.rarity > RARE and len(phrase.text) > 3 and _is_plain_word(phrase)


def _is_plain_word(phrase: Phrase) -> bool:
    token = phrase.tokens[0]
    return (
        len(phrase.tokens) == 1
        and token.pos in PLAIN_NOUN
        and phrase.free > 0
        and (len(phrase.text) > 2 or is_spoken_of(phrase.text) or (phrase.times > 2 and phrase.rarity > RARER))
        and token.text not in word_list("generic")
        and not INSTITUTION.search(phrase.text)
        and not _is_foreign(phrase.text)
        and not _names_somebody(phrase.text)
        and not _is_unfit(token, phrase)
    )


def _is_foreign(text: str) -> bool:
    """Whether a word is written as foreign names are and no set phrase: 穆斯塔法."""
    return len(text) == len(FOREIGN.findall(text)) and not _is_set(text)


def _names_somebody(text: str) -> bool:
    return NO_TOPIC.search(text) is not None or SOMEBODY_ELSE.search(text) is not None


def _reads_as_topic(phrase: Phrase) -> bool:
    return (
        phrase.free > 0
        and len(phrase.tokens) <= 3
        and len(phrase.text) <= 8
        and phrase.text not in word_list("stop")
        and not _names_somebody(phrase.text)
        and not any(_is_unfit(token, phrase) for token in phrase.tokens)
        and (_is_topic_word(phrase) if len(phrase.tokens) == 1 else _is_topic_run(phrase))
    )


def _is_unfit(token: Token, phrase: Phrase) -> bool:
    """Whether one word makes a phrase no topic: a name, a number, a word of the stop list or a scrap."""
    if not phrase.sound:
        return True
    if token.pos == QUOTE:
        return token.text in word_list("stop") or SENTENCE.search(token.text) is not None
    if token.pos == NEW:
        name = token.text[0] in word_list("surnames") and len(token.text) < 4
        foreign = len(FOREIGN.findall(token.text)) * 4 >= len(token.text) * 3
        scrap = SCRAP.search(token.text) or SENTENCE.search(token.text) or len(token.text) > 4
        return not phrase.often or name or foreign or scrap is not None
    halves = {token.text, token.text[:2], token.text[-2:]}
    return token.pos in UNFIT or bool(halves & word_list("stop")) or NO_NOUN.match(token.text) is not None


def _is_topic_word(phrase: Phrase) -> bool:
    """农贸市场, “门前小事”; not 教育 (too general), 股票 (too short to be sure), 报效祖国 (verb and object)."""
    token = phrase.tokens[0]
    named = phrase.named and phrase.times + phrase.in_title > 1
    return (
        len(token.text) > 2
        and phrase.text not in word_list("generic")
        and not INSTITUTION.search(phrase.text)
        and not _is_foreign(token.text)
        and (token.pos in PLAIN_NOUN or (token.pos in ("l", *MADE) and (phrase.often or named)))
    )


def _is_topic_run(phrase: Phrase) -> bool:
    """服饰产业, 反恐演练; not 打击犯罪 (verb, object), 群众反映 (a sentence), 公共财产 (generic)."""
    first, last = phrase.tokens[0], phrase.tokens[-1]
    verbal = first.pos == "vn" or last.pos == "v" or len(phrase.tokens) > 2
    event = first.pos == "v" and last.text in EVENTS
    return (
        (first.pos in TOPIC_FIRST or event)
        and last.pos in TOPIC_LAST
        and len(phrase.text) > 3
        and not (verbal and not phrase.often)
        and not (first.pos == QUOTE and last.text not in word_list("generic") and not phrase.often)  # “天价彩礼”压弯了
        and not (last.pos == "v" and SOMEBODY.search(first.text))
        and all(len(token.text) > 1 for token in phrase.tokens)
        and not all(token.text in word_list("generic") for token in phrase.tokens)
    )
