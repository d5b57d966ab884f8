"""Whether a phrase is fit to be a tag: what an editor would print by itself; chooses none.

A phrase of two words or more is judged by its words and by how it stands in the text. A single word says something
alone where it is distinctive: one of two characters only if it is a topic of city news, a longer one if it is rare, said
again and in the headline, or said so often that the article cannot be about much else.
"""

import re
from math import log2

from generator.ingest.facts.phrases import Phrase, Run
from generator.words import LETTER, MEETING, NEW, QUOTE, TRANSLITERATION, Token, word_list

MADE = (QUOTE, NEW)
UNFIT = frozenset(("ns", "nr", "nrt", "nrfg", "nt", "t", "m", "d", "f", "s", "eng", "ad", "z", "i", LETTER))
PLAIN_NOUN = frozenset(("n", "nz", "j"))
TOPIC_FIRST = frozenset(("n", "nz", "vn", "l", "j", "b", QUOTE, NEW))
TOPIC_LAST = frozenset(("n", "nz", "vn", "j", NEW))
RARE, RARER = 7.5, 10.0  # inverse document frequency of a word that says something alone, and of a short one
# rarity, repetition and the headline together: of a listed topic that no headline has; of a word that no list knows, in
# the headline and not in it
OUTSTANDING, DISTINCTIVE, FOREMOST = 12.0, 13.0, 15.0
LATE = 0.8  # share of the text behind which a phrase that is said once is beside the point
ECHOED = 1  # how often a text says a part of a phrase beside the phrase itself
# 反恐演练, 拆违行动: what a verb before them only describes
EVENTS = re.compile(
    "(?:演练|演习|培训|讲座|论坛|招聘会|招待会|攻坚|攻坚战|整治|演出|[竞比赛大][赛]|[锦标挑战邀请公开选拔]赛|展览?|展销会)$"
)
PRIZES = "奖赛展节杯法案"  # 戏剧评论|奖: what is a whole with the words before it
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
    "不(?![锈动良])|共商|依法(?![治行])|据|浅谈|历时|[更最](?!低)|很|将|曾|致|受|讲|报效|来访?华|面对|减轻|增进|维护|打击|投身|实事|形式(?!主义)|消化(?![道内系科])"
)
# 纪念馆, 运动会, 锦标赛, 金融业, 春节: institutions and occasions that need a name before them
INSTITUTION = re.compile("^(?![冬残]?奥运|[亚全]运).{1,2}[馆会赛业节杯]$")
# 示范园, 联系点, 早班车: kinds of places and things, which a word that no list knows must not be
KIND = re.compile("[园点站室房厂楼区车员队]$")
# 抬一根, 一群兵: what is no word though it looks like one; 刘波读的, 为了孩子: what belongs to a sentence
SCRAP = re.compile("[一二两三四五六七八九十百千万亿]个?[\u4e00-\u9fff]?$")
SENTENCE = re.compile("[的了在是不也就都与及把将从这那我你您咱他们吗呢吧啊会]")
FOREIGN = re.compile(f"[{TRANSLITERATION}]")


def is_set(text: str) -> bool:
    """Whether `text` is a set phrase of public life or a topic of city news."""
    return text in word_list("modern") or text in word_list("topics")


def _is_telling(text: str) -> bool:
    """Whether `text` is a set phrase that is not too general to be a tag."""
    return is_set(text) and text not in word_list("generic")


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
    if not _is_telling(phrase.text):
        return MEETING.fullmatch(phrase.text) is not None
    if len(phrase.text) < 4:
        return _says_enough(phrase)
    return phrase.in_title or phrase.times > 1 or phrase.in_lede


def _says_enough(phrase: Phrase) -> bool:
    """Whether a set phrase of two or three characters says something alone: 油茶, 林长制; not 运河 in passing, 博物馆.

    It stands free (not 世界杯 in 世界杯跳水赛) and in the headline, or is outstanding without; one of two characters is
    said again.
    """
    if phrase.free == 0 or INSTITUTION.search(phrase.text) or (phrase.tokens[0].pos == QUOTE and not phrase.often):
        return False
    if len(phrase.text) < 3:  # 台风“白鹭”: a name that only sounds like one
        return phrase.times > 1 and phrase.in_title and phrase.tokens[0].pos != QUOTE
    return phrase.in_title or (phrase.times > 1 and weight(phrase) > OUTSTANDING)


def weight(phrase: Phrase) -> float:
    """How far a word stands out: its rarity, how often it is said, and that the headline has it."""
    return phrase.rarity + log2(phrase.times) + 2.0 * phrase.in_title


def serves_once(run: Run) -> bool:
    """Whether words that are said once, and not in the headline, may serve as a tag or tell which set phrase is whole."""
    text = "".join(token.text for token in run)
    return is_set(text) or (run[0].pos == QUOTE and MEETING.fullmatch(text) is not None)


def is_echoed(phrase: Phrase, title: str, text: str) -> bool:
    """Whether `phrase` is a set phrase said once whose words the article repeats: 燃气管道 in one full of 管道."""
    if len(phrase.text) < 4 or not _is_telling(phrase.text):
        return False
    first, last = phrase.text[:2], phrase.text[-2:]
    return any(part in title or text.count(part) > ECHOED for part in (first, last) if part not in word_list("generic"))


def is_mentioned(phrase: Phrase) -> bool:
    """Whether `phrase` is a set phrase of four characters or more that stands by itself, if only once and not too late."""
    return (
        len(phrase.text) > 3 and _is_telling(phrase.text) and phrase.first < LATE and not _names_somebody(phrase.text)
    )


def is_thing(phrase: Phrase) -> bool:
    """Whether `phrase`, said twice and not in the headline, is so rare and full a word that it says something: 财政赤字.

    One of three characters must be rarer and stand in the lede: 保护价.
    """
    if phrase.times < 2 or not _is_plain_word(phrase):
        return False
    if len(phrase.text) == 3:
        thing = phrase.tokens[0].pos == "n" and not KIND.search(phrase.text)
        return thing and phrase.in_lede and phrase.rarity > RARER
    return len(phrase.text) > 3 and phrase.rarity > RARE


def is_said_on(phrase: Phrase) -> bool:
    """Whether `phrase` is a short topic that the lede has and the article goes on with: 话剧, 生猪."""
    known = len(phrase.text) < 4 and _is_telling(phrase.text)
    plain = phrase.tokens[0].pos != QUOTE and not INSTITUTION.search(phrase.text)
    return known and plain and phrase.in_lede and phrase.times > 2 and phrase.free > 1


def _is_plain_word(phrase: Phrase) -> bool:
    token = phrase.tokens[0]
    return (
        len(phrase.tokens) == 1
        and token.pos in PLAIN_NOUN
        and phrase.free > 0
        and token.text not in word_list("generic")
        and not INSTITUTION.search(phrase.text)
        and not _is_foreign(phrase.text)
        and not _names_somebody(phrase.text)
        and not _is_unfit(token, phrase)
    )


def _is_foreign(text: str) -> bool:
    """Whether a word is written as foreign names are and no set phrase: 穆斯塔法."""
    return len(text) == len(FOREIGN.findall(text)) and not is_set(text)


def _names_somebody(text: str) -> bool:
    return NO_TOPIC.search(text) is not None or SOMEBODY_ELSE.search(text) is not None


def _reads_as_topic(phrase: Phrase) -> bool:
    return (
        phrase.free > 0
        and len(phrase.tokens) <= 3
        and len(phrase.text) <= 8
        and phrase.text not in word_list("stop")
        and phrase.text not in word_list("generic")
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
    is_place = token.pos in UNFIT or token.text in word_list("countries")
    return is_place or bool(halves & word_list("stop")) or NO_NOUN.match(token.text) is not None


def _is_topic_word(phrase: Phrase) -> bool:
    """农贸市场, “门前小事”; not 教育 (too general), 股票 (too short to be sure), 报效祖国 (verb and object)."""
    token = phrase.tokens[0]
    named = phrase.named and phrase.times + phrase.in_title > 1
    return (
        (len(token.text) > 3 or _is_distinctive(phrase))
        and not INSTITUTION.search(phrase.text)
        and not _is_foreign(token.text)
        and (token.pos in PLAIN_NOUN or (token.pos in ("l", *MADE) and (phrase.often or named)))
    )


def _is_distinctive(phrase: Phrase) -> bool:
    """Whether a word of three characters that no list knows says something alone: 臭氧层; not 战斗机, 联系点, 金正日."""
    word, pos = phrase.text, phrase.tokens[0].pos
    name = pos == "nz" and word[0] in word_list("surnames")
    again = phrase.times > 1 or (phrase.in_title and pos == QUOTE)
    enough = DISTINCTIVE if phrase.in_title else FOREMOST
    return len(word) == 3 and again and not name and not KIND.search(word) and weight(phrase) > enough


def _is_topic_run(phrase: Phrase) -> bool:
    """服饰产业, 反恐演练, 造林备耕; not 打击犯罪 (verb, object), 群众反映 (a sentence), 公共财产 (generic)."""
    first, last = phrase.tokens[0], phrase.tokens[-1]
    verbal = first.pos == "vn" or len(phrase.tokens) > 2
    return (
        (first.pos in TOPIC_FIRST or (first.pos == "v" and EVENTS.search(last.text) is not None))
        and (last.pos in TOPIC_LAST or _is_deed(phrase))
        and len(phrase.text) > 3
        and not (verbal and not phrase.often)
        and not (first.pos == QUOTE and last.text not in word_list("generic") and not phrase.often)  # “天价彩礼”压弯了
        and all(len(token.text) > 1 for token in phrase.tokens[:-1])
        and (len(last.text) > 1 or (last.text in PRIZES and phrase.often))
        and not (all(token.text in word_list("generic") for token in phrase.tokens) and not _is_theme(phrase))
    )


def _is_deed(phrase: Phrase) -> bool:
    """Whether nouns and the verb behind them are a thing done, said again and again by itself: 造林备耕, 滩区迁建."""
    first, last = phrase.tokens[0], phrase.tokens[-1]
    again = (phrase.times > 2 and phrase.free > 2) or (phrase.in_title and phrase.times > 1 and phrase.free > 1)
    return last.pos == "v" and first.pos in PLAIN_NOUN and again and SOMEBODY.search(first.text) is None


def _is_theme(phrase: Phrase) -> bool:
    """Whether general words together are what an article is about: 运动员交流, in the headline and all through the text."""
    return phrase.in_title and phrase.times > 3 and phrase.free > 2
