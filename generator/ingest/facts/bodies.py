"""Bodies that an article names: companies, offices, schools, hospitals, by their full names.

A name is a run of words from a proper name to 局, 公司, 医院. What is short for a body of the home city, as 市教育局 is
for 株洲市教育局, gets its full name where the article leaves no doubt whose it is. Short names of one office (卫健委) stay as
printed; the library joins them when it is loaded.
"""

import re
from collections.abc import Iterator, Mapping

from generator.gazetteer import Gazetteer
from generator.ingest.facts.people import is_name
from generator.model import Clipping, District
from generator.offices import office_names
from generator.words import LETTER, NEW, Token, Words, clauses, word_list

PROPER = frozenset(("ns", "nz", "nt", "nr", "nrt", NEW))  # what makes a full name of it: 株洲, 欧微
BODY_PART = frozenset(("n", "vn", "j", "b", "l", "a", "an", "f", "s", *PROPER))
ORDINAL = re.compile("第[一二三四五六七八九十]{1,3}$")  # 第一人民医院
# 尧 of 尧治河矿业集团: a single character that the dictionary knows as no word is the beginning of what follows
SPLIT_OFF = frozenset((LETTER, "zg", "ng", "g", "ag", "vg", "tg", "nr"))
_BUREAUS = (
    "(?:公安|教育|林业|水利|水务|税务|国税|地税|财政|民政|城管|住建|建设|交通|运输|卫健|卫生|环保|环境|统计|审计|气象|地震|文化|文旅|体育|旅游|农业|农村"
    "|商务|人社|司法|工商|粮食|招商|健康|保障|事务|信息化|园林|邮政|邮电|铁路|海事|档案|物价|信访|医保|应急|规划|资源|房管|管理|监督|监管|执法|分)"
)
# 卫生健康局, 卫健局: every office that the table of names knows, the longest first
_KNOWN = "|".join(sorted(office_names(), key=lambda name: (-len(name), name)))
_BODIES = (
    f"{_KNOWN}|公司|集团|银行|大学|学院|[小中]学|幼儿园|医院|卫生院|法院|检察院|派出所|委员会|管委会|{_BUREAUS}局|(?:卫健|卫计|发改|住建|工信|经信|国资|民宗|城管)委|中心|协会|学会|联合会"
    "|商会|基金会|研究院|研究所|设计院|合作社|支队|大队|党校|出版社|博物馆|图书馆|纪念馆|展览馆|交易所|事务所|总厂|福利院"
    "|气象台|红十字会|总工会|科技馆|文化馆|档案馆|美术馆|体育馆|电视台"
)
BODY = re.compile(f"(?:{_BODIES})$")
BODY_SOMEWHERE = re.compile(_BODIES)
NO_OWNER = re.compile(f"{_BUREAUS}局$")  # 公安局水上分局: a bureau makes no full name of what belongs to it
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
NO_BEGINNING = re.compile(
    "[省市区县镇乡村该本某我此各多两全与和及由至在经被向从到后前去有原这据凡]|图为|[日电]讯|特[聘邀]"
)
# 市教育局, 由区城管局牵头: an office whose city or district goes without saying; not 全市教育局, 城市管理局
_OFFICES = (
    f"{_KNOWN}"
    "|市场监(?:督管理|管)局|自然资源(?:和规划)?局|生态环境局|农业农村(?:局|水利局)?|人力资源和社会保障局|住房和城乡建设局|城市管理(?:和综合执法)?局|退役军人事务局"
    "|行政审批(?:服务)?局|卫生健康[局委]|文化旅游(?:广电(?:体育)?)?局|文旅广体局|应急管理局|交通运输局|发展和改革[局委]|发改[局委]|卫健[局委]"
    "|住建[局委]|(?:公安|教育|教体|林业|水利|税务|财政|民政|城管|司法|统计|审计|气象|体育|商务|人社|医保|医疗保障|信访|应急|文旅|环保|科技|工信|资规)局"
    "|疾控中心|疾病预防控制中心|融媒体中心|图书馆|博物馆|文化馆|[一二三四]?人民医院|第[一二三四五六]人民医院|中心医院|中医医院|妇幼保健院|红十字会|总工会"
    "|委(?:宣传部|组织部|统战部|政法委|党校)|纪委监委|人民检察院|人民法院|检察院|法院"
)
SHORT = re.compile(
    f"(?:(?<![\u4e00-\u9fff])[由据经从向与和及在到对请，]?|(?<=[局委办院会][和与及]))([市区县])({_OFFICES})(?![\u4e00-\u9fff]*分)"
)


def bodies(clipping: Clipping, words: Words, seats: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Names of bodies in the paragraphs of `clipping`, in order of first appearance.

    `seats` says whose a bare 市, 区 or 县 is: `{"市": "株洲市", "区": "天元区"}`.
    """
    texts = [block.text for block in clipping.body if block.type == "paragraph"]
    found = [name for text in texts for _, name in sorted(_in_text(text, words, seats or {}))]
    return tuple(dict.fromkeys(found))


def seats_of(gazetteer: Gazetteer | None, district: District | None) -> dict[str, str]:
    """Whose offices an article means by 市, 区 and 县; a county-level city in it leaves 市 in doubt.

    >>> from generator import gazetteer
    >>> home = gazetteer.load("株洲")
    >>> seats_of(home, home.districts[0]), seats_of(None, None)
    ({'市': '株洲市', '区': '荷塘区'}, {})
    """
    if gazetteer is None:
        return {}
    own = {district.name[-1]: district.name} if district else {}
    if "市" in own:
        return {}
    return {gazetteer.city.name[-1]: gazetteer.city.name} | {key: own[key] for key in ("区", "县") if key in own}


def _in_text(text: str, words: Words, seats: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Each name and where it begins."""
    for name in _organisations(text, words):
        yield text.find(name), name
    for match in SHORT.finditer(text):
        if match[1] in seats:
            yield match.start(1), seats[match[1]] + match[2]


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
        owned = at > 0 and clause[at - 1].pos == "ns"  # 襄阳|市中心|医院, 襄阳市|第一|人民医院
        inside = token.pos in BODY_PART or (token.pos == "v" and at == end - 1 and clause[end].text in AFTER_VERB)
        inside = inside or ORDINAL.match(token.text) is not None
        known = token.text in word_list("stop") or token.text in word_list("titles")
        known = known and not ORDINAL.fullmatch(token.text)  # 第一人民医院
        firm = owned and clause[end].text.endswith("公司")  # 湖南|衡利丰|陶瓷|有限公司
        person = len(token.text) == 3 and token.pos != "ns" and not firm and is_name(token.text, words)
        strange = NO_BEGINNING.match(token.text) is not None and not owned
        if known or person or not inside or strange or (start < end and BODY.search(token.text)):
            break
        if _makes_full(token):
            start = at
    return end if start and clause[start - 1].pos in SPLIT_OFF and len(clause[start - 1].text) == 1 else start


def _makes_full(token: Token) -> bool:
    """Whether a word says whose a body is: 株洲, 欧微; not 公安局."""
    named = token.pos in PROPER and len(token.text) > 1
    return named and token.text not in word_list("modern") and NO_OWNER.match(token.text) is None
