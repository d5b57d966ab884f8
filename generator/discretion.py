"""Whom no index, feed, list or search facet may name: minors, aliases, the anonymised, suspects and patients.

Both pipelines ask here: ingest before it takes a name, render before it lists one that a person wrote into a header.
Finds no names itself.
"""

import re

from generator.words import word_list

# by what stands right before the name, by an age in its clause, by brackets after it
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

# 陈明, 欧阳志远, 阿布都·拉赫曼, 蔡 磊
SHAPE = re.compile("[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3}")
MASKED = re.compile("[某甲乙丙丁]|化名|佚名|匿名")  # 李某某, 张甲
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
        if known or YOUNG.search(before) or YOUNG.search(after):
            return True
    return False


def hides_all(text: str) -> bool:
    """Whether a text says that its names are none: （文中人物均为化名）."""
    return ALL_PSEUDONYMS.search(text) is not None
