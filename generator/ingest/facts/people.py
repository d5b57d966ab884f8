"""People and organisations that an article names beyond doubt; precision goes before recall.

A name counts only beside what shows that it is one: an office or calling before it, a verb of speech after it, a
title behind it. Minors, pseudonyms, the anonymised (某, 大姐), suspects, patients and the paper's own reporters are
never returned. It does not find every name, and it joins no two spellings of one.
"""

import functools
import re
from collections.abc import Collection, Iterable, Iterator

from generator.model import Clipping
from generator.words import NEW, TRANSLITERATION, Token, Words, clauses, word_list

Found = tuple[int, str]  # where a name begins, and the name

# characters that no given name holds, or that end it: 主任李明在会上
NO_GIVEN = frozenset(
    "的了在是和与及等说对向就为将也都这那我你他她它们个之其且而或被把从到以用给某者员区市县镇村局们率不"
)
NO_LAST = frozenset("人副还则却于曾时后上下再又听")
# family names that begin other words as often: 曾表示, 应邀, 许多人, 向大家
DOUBTFUL = frozenset("曾应向许任党祝席项马南卫武文古白高方全强成时常安路金黄华东")
MARKS = frozenset('，,。、；;：:（）()“”"《》！!？?…—\n \u3000')
ALL_HAN = re.compile("[\u4e00-\u9fff]+")
# 买买提·艾力, 拉菲克·塔拉尔
FOREIGN = re.compile(f"[{TRANSLITERATION}]{{1,6}}(?:·[{TRANSLITERATION}]{{1,6}}){{1,3}}")
BEHIND = re.compile("同志|教授|院士|总书记|书记|主任|主席|总理|部长|[省市区县镇乡校院局]长")
# 。吴建国是园区的企业代表之一
PRESENTED = re.compile(
    "(?:^|[。！？!?”\n])([\u4e00-\u9fff]{3})是[^，,。；;]{0,30}(?:代表|负责人|[人员者家师长])(?:之一)?[，,。；;]"
)
# whom no index names: by what stands right before the name, by an age in its clause, by brackets after it
HIDDEN_BEFORE = re.compile(
    "(?:(?<!大)学生|小朋友|同学|孩子|儿子|女儿|孙子|孙女|[幼儿]儿|儿童|娃|少年|男孩|女孩|年级|班的?|园的|少先队员|嫌疑人|被告人?|原告|死者|伤者|逝者|失主"
    "|[罪逃]犯|(?:服刑|吸毒|涉案|感染|刑满释放)(?:人员|者)|被执行人|患者|病人|病例|受害人|受害者|当事人|违法行为人|化名[为叫]?"
    "|记者|通讯员|摄影|编辑|实习生|校对)[、/:： ]?(?:[\u4e00-\u9fff]{1,4}[、 ]){0,8}$"
)
HIDDEN_AFTER = re.compile("小朋友|同学|(?:今年)?未满|\\s*[(（][^()（）]{0,6}(?:学生|未成年)")
# 9岁的李明, 13周岁, 五年级, 小记者, 少先队大队长; not 3岁以下
_AGE = (
    "(?:(?<![0-9])(?:1[0-7]|[0-9])|(?<![十二三四五六七八九])[一二三四五六七八九]|(?<![二三四五六七八九])十[一二三四五六七]?)"
    " ?周?岁(?![以至到及—-])"
)
YOUNG = re.compile(
    f"{_AGE}|[一二三四五六七八九]年级|[小中]学生|[初高]中生|少先队|学生会|[初高][一二三](?=[学(（班年])"
    "|小(?:记者|志愿者|主持人|演员|选手|讲解员|作者|画家|棋手|学员|队员|歌手|导游|书法家|作家)"
)
PSEUDONYM = re.compile("\\s*[(（](?:[^()（）]{0,6}化名|[^()（）]{0,4}音)[)）]")
ALL_PSEUDONYMS = re.compile("(?:均|皆|都|系)(?:为|是)?化名|为化名")
STOP = re.compile("[。！？!?；;]")


def people(clipping: Clipping, words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of people and of organisations in the body of `clipping`, each in order of first appearance.

    Nobody is returned who is hidden at any one place of the article: a pupil, an alias, an age below 18.
    """
    texts = [block.text for block in clipping.body if block.type == "paragraph"]
    authors = {name for credit in clipping.byline.credits for name in credit.names}
    aliases = any(ALL_PSEUDONYMS.search(text) for text in texts)
    named = dict.fromkeys(name for text in texts for name in _names(text, words) if not aliases)
    shown = (name for name in named if name not in authors and not any(_is_hidden(name, text) for text in texts))
    return tuple(shown), tuple(dict.fromkeys(name for text in texts for name in _organisations(text, words)))


def _names(text: str, words: Words) -> Iterator[str]:
    """Names in order of place: behind a title, before a verb of speech or a title, presented as somebody."""
    found = [
        *_behind_titles(text, words),
        *_before(_speech_pattern(), text, words),
        *_before(BEHIND, text, words),
        *((match.start(1), match[1]) for match in PRESENTED.finditer(text) if _is_name(match[1], words)),
    ]
    for _, name in sorted(set(found)):
        yield name


def _behind_titles(text: str, words: Words) -> Iterator[Found]:
    """区疾控中心主任徐静表示; 副市长张三、李四出席."""
    matches = [*_title_pattern().finditer(text)]
    whole = _word_places(text, words) if matches else set()
    for match in matches:
        sure, start = match[0] in word_list("titles"), match.end()
        while name := _name_at(text, start, words, whole):
            end = start + len(name)
            if not (sure or _speech_pattern().match(text, end) or (start, end) in whole):
                break
            yield start, name
            if text[end : end + 1] != "、":
                break
            start = end + 1


def _before(pattern: re.Pattern[str], text: str, words: Words) -> Iterator[Found]:
    """，李四说: between a mark and what the pattern matches there is nothing but a name."""
    for match in pattern.finditer(text):
        for start in range(match.start() - 4, match.start() - 1):
            edge = start == 0 or (start > 0 and text[start - 1] in MARKS)
            if edge and _is_name(text[start : match.start()], words):
                yield start, text[start : match.start()]


def _name_at(text: str, start: int, words: Words, whole: Collection[tuple[int, int]]) -> str:
    """The name that begins at `start`, or an empty string; a verb of speech, then the segmenter decide its length."""
    if match := FOREIGN.match(text, start):
        return match[0] if _may_end(text, match.end()) else ""
    ends = [start + length for length in (4, 3, 2) if _is_name(text[start : start + length], words)]
    foreign = set(text[start + 1 : start + 3]) <= set(TRANSLITERATION)  # 于贝尔 is the beginning of a foreign name
    whole_name = start + 3 if (start, start + 3) in whole and not foreign else None
    ended = [end for end in ends if _may_end(text, end) or end == whole_name]
    speaking = [end for end in reversed(ends) if _speech_pattern().match(text, end)]
    sure = [end for end in ends if (start, end) in whole]
    if sure and not speaking:
        ended = [end for end in ended if end in sure]
    return next((text[start:end] for end in speaking + ended), "")


def _is_name(text: str, words: Words) -> bool:
    """Whether `text` looks like a Chinese name: a family name and one or two more characters, no common word."""
    family = text[:2] if text[:2] in word_list("surnames") else text[:1]
    given = text[len(family) :]
    return (
        family in word_list("surnames")
        and 1 <= len(given) <= 2
        and ALL_HAN.fullmatch(text) is not None
        and not NO_GIVEN & set(given)
        and given[-1] not in NO_LAST
        and not any(given in word_list(name) for name in ("courtesy", "callings", "titles", "generic", "stop"))
        and not (family in DOUBTFUL and not words.pos(text).startswith("nr") and (len(given) == 1 or given in words))
        and not (len(text) == 3 and set(text) <= set(TRANSLITERATION))
        and not _is_word(text, words)
        and (len(text) == 2 or len(family) == 2 or not _is_word(text[:2], words))
    )


def _is_word(text: str, words: Words) -> bool:
    """Whether `text` is a common word: in the dictionary as something else than a name, or too general for one."""
    return (text in words and not words.pos(text).startswith("nr")) or text in word_list("generic")


def _may_end(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in MARKS or _after_pattern().match(text, at) is not None


def _word_places(text: str, words: Words) -> set[tuple[int, int]]:
    """Where the words of `text` begin and end."""
    places, at = set(), 0
    for word in words.cut(text):
        places.add((at, at + len(word)))
        at += len(word)
    return places


def _is_hidden(name: str, text: str) -> bool:
    """Whether `text` names somebody whom no index may hold: a minor, an alias, a suspect, a patient, a reporter."""
    for match in re.finditer(re.escape(name), text):
        before = STOP.split(text[max(0, match.start() - 24) : match.start()])[-1]
        after = STOP.split(text[match.end() : match.end() + 14])[0]
        known = HIDDEN_BEFORE.search(before) or HIDDEN_AFTER.match(after) or PSEUDONYM.match(after)
        if known or YOUNG.search(before) or YOUNG.search(after):
            return True
    return False


@functools.cache
def _title_pattern() -> re.Pattern[str]:
    return _any_of(word_list("titles") | word_list("callings"))


@functools.cache
def _speech_pattern() -> re.Pattern[str]:
    return _any_of(word_list("speech"))


@functools.cache
def _after_pattern() -> re.Pattern[str]:
    return _any_of(word_list("after") | word_list("speech"))


def _any_of(choices: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the longest of some words."""
    return re.compile("|".join(map(re.escape, sorted(choices, key=lambda word: (-len(word), word)))))


# ---- organisations --------------------------------------------------------------------------------

PROPER = frozenset(("ns", "nz", "nt", "nr", "nrt", NEW))  # what makes a full name of it: 株洲, 欧微
BODY_PART = frozenset(("n", "vn", "j", "b", "l", "an", "f", "s", *PROPER))
_BUREAUS = (
    "(?:公安|教育|林业|水利|水务|税务|国税|地税|财政|民政|城管|住建|建设|交通|运输|卫健|卫生|环保|环境|统计|审计|气象|地震|文化|文旅|体育|旅游|农业|农村"
    "|商务|人社|司法|工商|粮食|园林|邮政|邮电|铁路|海事|档案|物价|信访|医保|应急|规划|资源|房管|管理|监督|监管|执法|分)"
)
_BODIES = (
    f"公司|集团|银行|大学|学院|[小中]学|幼儿园|医院|卫生院|法院|检察院|派出所|委员会|管委会|{_BUREAUS}局|中心|协会|学会|联合会"
    "|商会|基金会|研究院|研究所|设计院|合作社|支队|大队|党校|出版社|博物馆|图书馆|纪念馆|展览馆|交易所|事务所|总厂|福利院"
)
BODY = re.compile(f"(?:{_BODIES})$")
BODY_SOMEWHERE = re.compile(_BODIES)
AFTER_VERB = (
    "公司",
    "有限公司",
    "有限责任公司",
    "股份有限公司",
    "中心",
    "大队",
    "支队",
    "协会",
    "幼儿园",
    "小学",
    "中学",
    "学校",
)  # 执法大队, 监测中心, 启智幼儿园
# 区城管局, 该公司, 各中心, 至区网格化…: what begins no full name
NO_BEGINNING = re.compile("[省市区县镇乡村该本某我此各多两全与和及由至在经被向从到后前去有原这]|图为|[日电]讯|特[聘邀]")


def _organisations(text: str, words: Words) -> Iterator[str]:
    """Full names: a run of words from a proper name to 局, 公司, 医院; not 该公司, 市教育局, 多家企业."""
    for clause in clauses(text, words) if BODY_SOMEWHERE.search(text) else ():
        for end, token in enumerate(clause):
            start = _body_start(clause, end, words) if BODY.search(token.text) else end
            if start < end and not (end + 1 < len(clause) and BODY.search(clause[end + 1].text)):
                yield "".join(token.text for token in clause[start : end + 1])


def _body_start(clause: list[Token], end: int, words: Words) -> int:
    """Where the full name that ends with word `end` begins; `end` itself where it is no full name."""
    start = end
    for at in range(end - 1, max(-1, end - 7), -1):
        token = clause[at]
        inside = token.pos in BODY_PART or (token.pos == "v" and at == end - 1 and clause[end].text in AFTER_VERB)
        known = token.text in word_list("stop") or token.text in word_list("titles")
        person = len(token.text) == 3 and token.pos != "ns" and _is_name(token.text, words)
        if known or person or not inside or NO_BEGINNING.match(token.text) or (start < end and BODY.search(token.text)):
            break
        if token.pos in PROPER and len(token.text) > 1 and token.text not in word_list("modern"):
            start = at
    return start
