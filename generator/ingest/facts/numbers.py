"""Figures that an article states: a number with its unit, and what it counts; precision goes before recall.

A figure is kept only with a subject beside it, and as it was printed: 累计接种新冠疫苗 805585剂次. Days, years, clock
times, ages, telephone and road numbers, ordinals, scores, ranges and list marks are none, nor is a number that a rule
sets (30万元以上). Adds, converts and rounds nothing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.discretion import is_open, secret_names
from generator.ingest.facts.units import fits
from generator.model import Clipping, Quantity
from generator.words import Words, word_list

MOST = 16  # of one article
LONGEST = 18  # characters of a subject
AHEAD = 14  # characters behind a unit in which its noun stands
SMALL = 10  # a lower count of things is a figure only behind its subject: 新建学校3所, but not 3名老人

_COUNT = (
    "人次|人|名|位|户次|户|家次|家|个|所|座|栋|幢|套|间|处|条|项|件|宗|起|例|批次|批|份|张|块|台|辆|艘|架|列|班次|架次|趟|支|部|本|册次|册|场次|场|次"
    "|剂次|剂|针|枚|只|头|羽|株|棵|盏|根|组|对|单|笔|门|种|款|片|面|箱|盒|袋|瓶"
)
_MEASURE = "元|美元|欧元|日元|英镑|港元|亩次|亩|公顷|平方公里|平方千米|平方米|立方米|公里|千米|米|吨|公斤|千克|斤|千瓦时|千瓦|兆瓦|度|升|户/次|元/人|元/吨"
_SHARE = "个百分点|%|％|‰|倍"
UNITS = frozenset(f"{_COUNT}|{_MEASURE}|{_SHARE}".split("|"))
THINGS = frozenset(_COUNT.split("|"))
SHARES = frozenset(_SHARE.split("|"))
_UNIT = "|".join(sorted(UNITS, key=lambda unit: (-len(unit), unit)))
_DIGITS = "(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?"
# 签约10个项目, 节约10吨, 附近12家, 赶超10人: no words of measure
_ABOUT = "(?<![最附靠临邻贴就亲])近|(?<![签预节解条合契公违特邀婚盟履续守背制])约|超过|(?<![赶反高])超|逾|不足|不到|至少|突破"
# 805585剂次, 近30万元, 7155/10000户, 1015.3亿元, 100余人, 18.3%
NUMBER = re.compile(
    f"(?P<value>(?:{_ABOUT})?{_DIGITS}(?:/{_DIGITS})?(?:[多余来])?(?:万亿|[百千]?[万亿]|[百千](?=[多余]?(?:{_COUNT}|元|吨|亩|公里))|)(?:[多余])?)"
    f"(?P<unit>{_UNIT})"
)
# what a number hangs on that counts nothing: 第3次, G107, 3:1, 2-5人, 至50人, 编号8, 5号楼3间
BEFORE = re.compile(
    "[第0-9A-Za-z.．/~～\\-—–＋+×x﹣−〔\\[#№]$|[0-9][:：]$|(?:[0-9万亿%％十百千个名人元吨]|^)[至到]$|(?:编号|电话|热线|拨打)[:：]?$|[号栋幢]$"
)
# 3个月, 5个工作日, 30%至50%, 3家以上, 2次方, 20元/吨, 3个方面, 1人1策, 5分钟
AFTER = re.compile(
    "次(?!品)|多?月(?![饼球嫂])|工作日|小时|半月|星期|多?季度|百分点|年头|[至到~～\\-—–][近约]?[0-9]|[/／]|以上|以下|以内|左右|上下|平?方(?![案便法式阵])"
    "|(?:自由|蝶|仰|蛙|混合)泳|跑|短跑|长跑|跨?栏|接力|速滑|全能|跳[台板]|[台板](?=跳|冠|决|项|比|夺)|气?[步手]枪|级|[比决]赛|冠军|[^，。]{0,4}纪录|委(?![员派托会])"
    "|部分(?!群|企|居|村|路)|度电|路(?![灯口段面人基])|国道|方面|环节|阶段|层面|维度|角度|目标(?!任务)|原则|坚持|全覆盖|分钟|钟头|字(?![画幕典体])"
    "|世纪|年(?![轻青级长老画货])|岁(?!月)|[0-9]"
)
# 12月31日, 2021年, 8时: what an adverbial of time is made of
_TIME = (
    "(?:截[至止])?(?:[0-9]{2,4}年)?(?:[0-9]{1,2}[—至到-])?[0-9]{1,2}月(?:[0-9]{1,2}日|份)?(?:(?:上午|下午|晚|凌晨)?[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)?|[0-9]{2,4}年(?:底|初|末|度)?"
    "|(?:截[至止])?[0-9]{1,2}日(?:[0-9]{1,2}时)?"
)
LEAD = re.compile(
    f"(?:{_TIME}|截[至止]|目前|目前为止|其中|今年以来|今年|去年|全年|当日|当天|当晚|昨日|昨天|昨|今日|近日|日前|一[台个套张件家户座]|这[所个家座些项]|上半年|下半年|[一二三四]季度|前[一二三四]季度|年底前?|年初|本周"
    "|上周|此外|另外|同时|随后|现场|如今|每[年月日天周]|[近过]去?[一二三四五六七八九十两几]+年(?:来|间)?|以来|已经|并且|一共|总共|计划|而且|但说|而|但"
    "|预计|力争|确保|平均|先后|累计|陆续|按照|据统计|据了解|据介绍|我们|他们)"
)
ADVERBS = frozenset("底已还又也并则将可能就共仅只各均再按她他它我于了以后前内中的和与及至到在从由把用花让使对现另约近")
TRAIL = re.compile(
    "(?:达到|高达|多达|可达|达|为|约为|约|近|共计|共有|共|累计|合计|总计|计|仅有|仅|只有|有|了|已|至|到|增至|降至|升至|增加到|增加至|上升到|上升至|下降到|下降至|提高到|提升到|提升至"
    "|建成|开通|开工|竣工|完工|投用|投产|启用|到位|减少到|压缩到|压缩至|的|就|各|分别|完成|超|是|突破|新增至|等|过|出|也|近|实际|全[国省市区县镇乡村])+$"
)
GROWTH = re.compile(
    "(?:(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?|同口径|年均|实际|名义)?(?:净|分别)?(?:增长|下降|上升|提高|降低|减少|增加|回落|提升|上涨|下跌|回升|翻)(?:了|约)?)$"
)
ADVERB = re.compile(".")
HAVING = re.compile("[的有内里中]$")  # 联合社区的18名社工, 电站有19名职工
DISTANCE = re.compile("(?:离|距)[^，。；：、]{1,10}$")  # 距离社区不到800米
LENGTHS = frozenset(("米", "公里", "千米"))
SCALES = re.compile(
    "(?:[率量额值数款资费价比]|收入|支出|投入|结余|占地)$"
)  # 配备率, 旅游收入: nouns that the dictionary calls verbs
PARTLY = re.compile("[一两几数每各这那某][支名个位]$")  # 一支38人的队伍
WHOLE = re.compile("^全[市区县镇乡村省国街道校厂州盟旗]{1,2}$")  # 全市887艘渔船: the whole of what follows
PLACE = re.compile("[\u4e00-\u9fff][区县镇乡村]$")
EACH = re.compile("每[\u4e00-\u9fff]{1,3}$")  # 每公斤58元: a price, no amount
MARKS = re.compile("[，,。；;：:！!？?、（）()\\s—…■▲]")
HAN = re.compile("[\u4e00-\u9fff“”·]+")
NAMED = re.compile("(?:[0-9]?[A-Z]{1,4})?[\u4e00-\u9fff“”·]+")  # 5G基站
SPAN = re.compile(".*[0-9][余多]?个?(?:小时|分钟|天|月|年)[余多半]?[内来里间]?")  # 网站1小时点击量
PROGRESS = re.compile("(?:完成|工作|任务|目前|总体|整体)?(?:进度|情况|率)$")  # 完成进度7155/10000户
PLACE_ENDS = "点站所园场馆店厂桥库棚"
PLACES = re.compile(f"[\u4e00-\u9fff]+[{PLACE_ENDS}]")  # 安置点: kinds of places that the dictionary lacks
CARRIED = re.compile("[把将是]")
CUT = re.compile("[的在对为将由把让向从给于被是]")
NOUNS = ("n", "vn", "nz", "nt", "an", "j", "l")
THING_WORDS = ("n", "j", "b", "a", "r", "m", "s")
NO_NOUNS = ("ns", "nr")  # 流经珠晖区24公里
# characters that end a subject that is no noun: 走了100米, 一支38人的队伍
NO_END = frozenset("了着过一两几这那每某和与及或而但都很再又不就才把被让从向对给在于我你他她它们")


class Found(NamedTuple):
    """A figure and where it stands in its paragraph."""

    start: int
    quantity: Quantity


def numbers(clipping: Clipping, words: Words) -> tuple[Quantity, ...]:
    """The figures of the paragraphs of `clipping`, in order of first appearance, each once.

    >>> from generator import words
    >>> from generator.model import Block
    >>> body = (Block("paragraph", "截至11月23日,全区累计接种新冠疫苗805585剂次。"),)
    >>> numbers(Clipping("标题", body=body), words.load())
    (Quantity(subject='全区累计接种新冠疫苗', value='805585', unit='剂次'),)
    """
    texts = [block.text for block in clipping.body if block.type == "paragraph"]
    about = _said_before(clipping.headline, "", words)
    found = dict.fromkeys(item.quantity for text in texts for item in in_text(text, words, about))
    secret = secret_names(texts, clipping.headline)
    return tuple(item for item in found if is_open(item.subject, secret))[:MOST]


def in_text(text: str, words: Words, about: str = "") -> Iterator[Found]:
    """The figures of one paragraph; a share of a whole (7155/10000户) is of what was counted before it, else of `about`."""
    edge, last, latest = 0, "", ""
    for match in NUMBER.finditer(text):
        start = max(edge, _clause_start(text, match.start()))
        if match.start() and "。" in text[edge : match.start()]:
            last = ""
        edge = match.end()
        if not _counts(text, match):
            continue
        subject = _subject(text[start : match.start()], text[match.end() :], match, last, words)
        if not subject and "/" in match["value"]:
            subject = latest or _said_before(text[: match.start()], match["unit"], words) or about
        if subject and fits(subject.partition(" ")[0], match["unit"]):
            last = latest = subject.partition(" ")[0]
            yield Found(match.start(), Quantity(subject, match["value"], match["unit"]))


def _said_before(text: str, unit: str, words: Words) -> str:
    """What the clauses before a share of a whole speak of, the nearest first: 农村改厕，已完成7155/10000户."""
    clauses = MARKS.split(text)[-4:]
    found = (PROGRESS.sub("", _cleaned(clause, words)) for clause in reversed(clauses))
    return next((clause for clause in found if _is_subject(clause, unit, words)), "")


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a number with a unit counts or measures something."""
    value, unit = match["value"], match["unit"]
    if BEFORE.search(text[max(0, match.start() - 3) : match.start()]) or AFTER.match(text, match.end()):
        return False
    if unit in LENGTHS and DISTANCE.search(text[max(0, match.start() - 12) : match.start()]):
        return False
    if text[match.start() - 1 : match.start()] == "的" and unit not in THINGS | SHARES:
        return False  # 片区的18公里: a part of a whole
    if EACH.search(text[max(0, match.start() - 4) : match.start()]):
        return False
    if unit in SHARES and text[match.end() : match.end() + 1] in "的":
        return False  # 30%的股份 says how much of something else
    return not (value.isdigit() and unit == "度" and int(value) < 100)


def _subject(before: str, after: str, match: re.Match[str], last: str, words: Words) -> str:
    """What a figure counts: the words before it, else behind its unit, else those of the figure before, that grew."""
    head, unit, small = _cleaned(before, words), match["unit"], _amount(match["value"]) < SMALL
    is_price = unit == "元" and match["value"].isdigit()  # 10元套餐
    if unit in SHARES and before.endswith("的") and "占" not in before:  # 管径的42%: of what is not said here
        return ""
    behind = "" if is_price or unit in SHARES or (unit in THINGS and small) else _behind(after, words)
    is_list = before.endswith("等")  # 卫生厅等10个单位
    if is_list or (unit in THINGS and not unit.endswith("次") and _goes_on(after, words)):  # 乡村音乐会等12项活动
        return behind
    if behind and (HAVING.search(before) or len(head) <= 2):  # 记录37条街巷: what is counted stands behind
        return behind
    if growth := GROWTH.search(before):
        own = _cleaned(before[: growth.start()], words)
        if _is_subject(own, unit, words):
            return f"{own} {growth[0]}"
        return f"{last} {growth[0]}" if last and not own else ""
    return head if _is_subject(head, unit, words) and fits(head, unit) else behind


def _clause_start(text: str, end: int) -> int:
    marks = [found.end() for found in MARKS.finditer(text, max(0, end - 40), end)]
    return marks[-1] if marks else max(0, end - 40)


def _cleaned(text: str, words: Words) -> str:
    """A clause before a number without time, adverbs and the verbs that only carry the number."""
    text = SPAN.sub("", text)
    while lead := LEAD.match(text) or (text[:1] in ADVERBS and not words.pos(text[:2]) and ADVERB.match(text)):
        text = text[lead.end() :]
    trail = TRAIL.search(text)
    text = text[: trail.start()] if trail else text
    cuts = [found.end() for found in (CUT if len(text) > LONGEST else CARRIED).finditer(text)]
    return text[cuts[-1] :] if cuts else text


def _is_subject(text: str, unit: str, words: Words) -> bool:
    """Whether words say what is counted; units that count doing (剂次, 人次) may also hang on a verb: 累计接种."""
    if (
        not 2 <= len(text) <= LONGEST
        or not NAMED.fullmatch(text)
        or text in word_list("uncounted")
        or WHOLE.match(text)
        or text[-1] in NO_END
        or PARTLY.search(text)
    ):
        return False
    if text.count("“") != text.count("”"):
        return False
    *before, last = words.cut(text.rstrip("”"))
    pos = words.pos(last)
    return _is_noun(before, last, pos, words) or (unit.endswith("次") and len(last) > 1 and pos.startswith("v"))


def _is_noun(before: list[str], last: str, pos: str, words: Words) -> bool:
    """Whether the last word of a subject is a noun; `pos` is its part of speech."""
    if PLACE.search(last):  # 市下达渌口区: whom, not what
        return False
    if pos.startswith(NO_NOUNS) or not pos:  # 栽种乔木: behind a verb it is no name
        return len(last) > 1 and bool(before) and words.pos(before[-1]).startswith(("v", "ns"))
    return pos.startswith(NOUNS) or SCALES.search(last) is not None


def _behind(text: str, words: Words) -> str:
    """The run of nouns that begins right behind a unit: 40名年轻干部参加."""
    run, kept = "", ""
    for word in words.cut(text[:AHEAD]):
        if run and word in PLACE_ENDS:  # 感温|点
            return run + word
        pos = words.pos(word) or ("n" if PLACES.fullmatch(word) else "")
        if word in word_list("uncounted") or not HAN.fullmatch(word) or not pos.startswith((*NOUNS, "b", "a")):
            break
        run += word
        if word[-1] in "性式型":  # 29项行政|事业性|收费
            kept = ""
            continue
        kept = run if pos.startswith(NOUNS) and pos != "vn" and not pos.startswith(NO_NOUNS) else kept
    return kept if len(kept) > 1 else ""


def _goes_on(text: str, words: Words) -> bool:
    """Whether behind a unit of things stands what they are, or its beginning: 39名|议员, 1800个|感温点, 70个|这些动物."""
    word = next(iter(words.cut(text[:AHEAD])), "")
    if not HAN.fullmatch(word) or word in word_list("uncounted"):
        return False
    return words.pos(word).startswith(THING_WORDS) or not words.pos(word)


def _amount(value: str) -> float:
    """The number itself, enough to tell small from large."""
    digits = re.search("[0-9][0-9,，.]*", value)
    amount = float(digits[0].replace(",", "").replace("，", "")) if digits else 0.0
    return amount * 10_000 if re.search("[万亿千百]", value) else amount
