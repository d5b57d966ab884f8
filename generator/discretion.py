"""Whom no index, feed, list or search facet may name: minors, aliases, the anonymised, suspects and patients.

Both pipelines ask here: ingest before it takes a name, render before it lists one that a person wrote into a header.
Finds no names itself.
"""

import functools
import re
from collections.abc import Collection, Iterable

from generator.words import word_list

# by what stands right before the name, by an age in its clause, by brackets after it
HIDDEN_BEFORE = re.compile(
    "(?:(?<!大)学生|小朋友|同学|孩子|儿子|女儿|孙子|孙女|[幼儿]儿|儿童|娃|少年|男孩|女孩|年级|班的?|园的|少先队员|嫌疑人|被告人?|原告|死者|伤者|逝者|失主"
    "|[罪逃]犯|(?:服刑|吸毒|涉案|感染|刑满释放)(?:人员|者)|被执行人|患者|病人|病例|受害人|受害者|被害人|遇难者|遇害者|当事人|嫌犯|案犯|凶手|窃贼|毒贩|男子|女子|肇事(?:者|司机|驾驶员)?|涉嫌[^，。；]{1,12}的|违法行为人|化名[为叫]?"
    "|记者|通讯员|摄影|编辑|实习生|校对)[、/:： ]?(?:[\u4e00-\u9fff]{1,4}[、 ]){0,8}$"
)
HIDDEN_AFTER = re.compile(
    "小朋友|同学|(?:今年)?未满|的(?:老师|班主任|同桌|同学|爸爸|妈妈|家长)|\\s*[(（][^()（）]{0,6}(?:学生|未成年)"
)
# 9岁的李明, 13周岁, 五年级, 小记者, 少先队大队长; not 3岁以下
_AGE = (
    "(?:(?<![0-9])(?:1[0-7]|[0-9])|(?<![十二三四五六七八九])[一二三四五六七八九]|(?<![二三四五六七八九])十[一二三四五六七]?)"
    " ?周?岁(?![以至到及—-])"
)
YOUNG = re.compile(
    f"{_AGE}|[一二三四五六七八九]年级|[小中]学生|[初高]中生|少先队|学生会|[初高][一二三](?=[学(（班年])"
    "|(?:上|读|念)(?:的是|着|了)?(?:幼儿园|小学|初[一二三中]|高[一二三中])|正在读[小初高]"
    "|小(?:记者|志愿者|主持人|演员|选手|讲解员|作者|画家|棋手|学员|队员|歌手|导游|书法家|作家)"
)
# between a name and what is said of its bearer: nothing that the bearer says, finds, or does to others
_OF_HIM = "(?:[(（][^()（）]{0,20}[)）])?[^说称道示绍调指醒析将把对向让为发查带率侦打整抓破巡检审讲宣防呼建劝提。！？；]{0,16}?"
# 醉驾被查, 犯受贿罪, 被判处有期徒刑, 患有白血病, 溺水身亡: an accused, a convict, a victim, a patient
ACCUSED = re.compile(
    f"{_OF_HIM}(?:涉嫌(?!严重违|违纪)|涉案|犯[\u4e00-\u9fff、]{{1,12}}罪|[\u4e00-\u9fff]罪(?:一案|被)|被(?:判|依法判|[刑行政事依法]{{0,4}}拘留|刑拘|[依法]{{0,2}}逮捕|批捕|抓获|抓捕|查获|当场|警方"
    "|[依法]{0,2}处以|罚|[依法]{0,2}吊销|提起公诉|公诉|起诉|通缉|强制执行|列入失信|列为失信)|醉驾|酒驾|醉酒|酒后驾|无证驾|肇事|逃逸|盗窃|偷盗|偷走|诈骗|抢劫|抢夺|杀害|杀人|猥亵|强奸"
    "|吸毒|贩毒|赌博|嫖娼|滥伐|盗伐|非法(?:持有|捕捞|狩猎|经营|集资|吸收)|受贿|行贿|贪污|挪用公款|落网|归案|认罪|投案|自首|潜逃|列入失信|服刑|判赔|判决其"
    "|不幸(?:身亡|遇难|离世)|溺水(?:身亡|死亡|后)|溺亡|坠楼|坠亡|轻生|自杀|被害|遇害|确诊(?:为|患|感染)|身患|罹患|患(?:有|上|了))"
)
# the same of an official whose case a party notice makes known: an editor may name him in the header
DISCIPLINED = re.compile(
    f"{_OF_HIM}(?:涉嫌|严重违[纪法]|违纪违法|违反[^，。]{{0,12}}(?:规定|纪律|法)|接受[^，。]{{0,10}}(?:审查|调查|谈话)|被(?:开除|双开|留置|立案|免职|撤职|撤销|停职|通报批评|给予[^，。]{{0,8}}(?:处分|警告)"
    "|问责|诫勉)|受到[^，。]{0,10}(?:处分|警告)|收受|收取(?:礼|好处)|对抗组织审查|落马|双开)"
)
PSEUDONYM = re.compile("\\s*[(（](?:[^()（）]{0,6}化名|[^()（）]{0,4}音)[)）]")
ALL_PSEUDONYMS = re.compile("(?:均|皆|都|系)(?:为|是)?化名|为化名")
STOP = re.compile("[。！？!?；;]")

# 小宇（化名）, 学生赵欣怡, 10岁的李明: a child or alias and how its name begins, or an alias ends
ALIASED = re.compile("([\u4e00-\u9fff]{2})\\s*[(（][^()（）]{0,6}化名")
CHILD = re.compile("(?:(?<!大)学生|小朋友|同学|孩子|[0-9]岁的)([\u4e00-\u9fff]{2})")
# 李明今年10岁, 赵欣怡（9岁）: an age right behind the whole name
AGED = re.compile(
    "(?:^|[^\u4e00-\u9fff]|[生童孩娃儿])([\u4e00-\u9fff]{2})[\u4e00-\u9fff]?"
    f"(?:[，,(（])?(?:[男女][，,、])?(?:今年|现年|年仅|才|只有|刚满?)?{_AGE}"
)
# 被告人孙德海, 胡志强因涉嫌危险驾驶罪被刑事拘留
CHARGED = re.compile(
    "(?:被告人?|嫌疑人|嫌犯|罪犯|案犯)[:：]?([\u4e00-\u9fff]{2})"
    "|([\u4e00-\u9fff]{2})[\u4e00-\u9fff]?(?:[(（][^()（）]{0,20}[)）])?(?:因|以)?(?:涉嫌[^，。；]{0,14}罪|犯[^，。；]{0,14}罪)"
)

# 陈明, 欧阳志远, 阿布都·拉赫曼, 蔡 磊
SHAPE = re.compile("[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3}")
ADDRESSES = "某|大姐|大妈|大爷|大娘|大叔|大伯|大哥|大嫂|大婶|阿姨|奶奶|爷爷|婆婆|老汉|女士|先生|小姐|同学|小朋友|姓(?:男子|女子)"
MASKED = re.compile("[某甲乙丙丁]|化名|佚名|匿名")  # 李某某, 张甲
REPORTING = ("记者", "通讯员", "评论员", "摄影", "撰稿", "采写")  # not 编辑, 校对; not 小记者, who are children
FAMILIAR = re.compile("[小老阿大][\u3400-\u9fff]|[\u3400-\u9fff]氏")  # 小明, 老王, 阿强, 张氏


def may_be_listed(name: str) -> bool:
    """Whether a name, by its own letters, is the full name of one person and no mask.

    >>> [may_be_listed(name) for name in ("陈明", "阿布都·拉赫曼", "李某某", "马大姐", "小明", "王女士", "A先生")]
    [True, True, False, False, False, False, False]
    """
    if not SHAPE.fullmatch(name) or MASKED.search(name) or FAMILIAR.fullmatch(name):
        return False
    return not (name[1:] in word_list("courtesy") or (len(name) > 3 and name[2:] in word_list("courtesy")))


def is_hidden(name: str, text: str) -> bool:
    """Whether `text` names somebody whom no index may hold: a minor, an alias, a suspect, a patient, a reporter.

    >>> is_hidden("刘畅", "五年级学生刘畅来自农村。"), is_hidden("刘畅", "主任刘畅说，很好。")
    (True, False)
    """
    for match in re.finditer(re.escape(name), text):
        before = STOP.split(text[max(0, match.start() - 24) : match.start()])[-1]
        after = STOP.split(text[match.end() : match.end() + 14])[0]
        known = HIDDEN_BEFORE.search(before) or HIDDEN_AFTER.match(after) or PSEUDONYM.match(after)
        known = known or ACCUSED.match(text, match.end())
        if known or YOUNG.search(before) or YOUNG.search(after):
            return True
    return False


def secret_names(texts: Iterable[str], headline: str) -> frozenset[str]:
    """Two characters each of names that are not repeated outside an article: children, aliases, the accused.

    An accused whom the headline names is named there already.

    >>> sorted(secret_names(["同桌小宇（化名）和学生赵欣怡。", "被告人孙德海、被告人李某。"], "一起诈骗案"))
    ['孙德', '小宇', '赵欣']
    """
    found: set[str] = set()
    for text in texts:
        found.update(ALIASED.findall(text))
        found.update(name for name in (*CHILD.findall(text), *AGED.findall(text)) if _is_family(name))
        charged = (match[1] or match[2] for match in CHARGED.finditer(text))
        found.update(name for name in charged if _is_family(name) and name not in headline)
    return frozenset(found)


def _is_family(name: str) -> bool:
    """Whether a name of which two characters are known begins with a family name, is no mask and no common word."""
    is_word = name in word_list("generic") or name in word_list("stop")  # 学生安全
    return name[0] in word_list("surnames") and not MASKED.search(name) and not is_word


def is_open(text: str, secret: Collection[str] = ()) -> bool:
    """Whether a text names nobody who is hidden by a mask or an address (王某, 李大姐), and none of the `secret` names.

    >>> is_open("小宇收到捐款", {"小宇"}), is_open("村民王某养羊"), is_open("李大姐家收入"), is_open("累计接种新冠疫苗", {"小宇"})
    (False, False, False, True)
    """
    return not (any(name in text for name in secret) or _masks().search(text))


@functools.cache
def _masks() -> re.Pattern[str]:
    """王某, 李大姐, 刘女士: a family name and what stands in the place of the given one."""
    return re.compile(f"(?:{'|'.join(sorted(word_list('surnames')))})(?:{ADDRESSES})")


def is_disciplined(name: str, text: str) -> bool:
    """Whether `text` says that the party or his office proceeds against somebody: he is no finding, but may be named.

    >>> is_disciplined("周文", "局长周文接受纪律审查。"), is_disciplined("周文", "纪委书记周文强调，严查违纪。")
    (True, False)
    """
    return any(DISCIPLINED.match(text, match.end()) for match in re.finditer(re.escape(name), text))


def hides_all(text: str) -> bool:
    """Whether a text says that its names are none: （文中人物均为化名）."""
    return ALL_PSEUDONYMS.search(text) is not None


def is_reporting(role: str) -> bool:
    """Whether who has this role wrote or pictured the article and is grown up.

    >>> is_reporting("见习记者"), is_reporting("小记者"), is_reporting("编辑")
    (True, False, False)
    """
    return any(word in role for word in REPORTING) and "小" not in role and "学生" not in role
