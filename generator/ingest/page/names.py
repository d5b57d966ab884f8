"""Names of people as bylines print them: which strings can be one, and where a run of names divides; knows no roles."""

import re
from functools import lru_cache

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭"
    "洪包诸左石崔吉龚程邢滑裴陆荣翁荀羊惠甄曲封储靳段焦巴弓牧山谷车侯伊宁仇祖武符刘景詹束龙叶幸司黎薄印白怀蒲鄂索咸籍赖卓蔺屠"
    "蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终居衡步"
    "都耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩厍聂晁勾敖融冷辛阚那简饶空曾沙养鞠丰巢关蒯相查后荆红游竺权盖益桓公仉督岳帅缑亢况"
    "郈商牟佘佴伯谯笪阳佟肖闫付代邸仝苑修宿覃岩战续钮展楚候初鹿隋税蹇原母丛银檀朴仲占揭化麦晋褟补降甘斗厉"
    "迟厉"
)
COMMON = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
COMPOUND = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "夏侯",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "宇文",
        "长孙",
        "司徒",
        "司空",
        "端木",
        "百里",
        "南宫",
        "西门",
        "独孤",
        "轩辕",
        "钟离",
        "闾丘",
        "澹台",
        "呼延",
        "申屠",
        "太史",
        "赫连",
        "淳于",
        "单于",
        "濮阳",
        "公冶",
        "公羊",
        "拓跋",
        "第五",
        "左丘",
        "东郭",
        "万俟",
        "闻人",
        "完颜",
        "纳兰",
        "叶赫",
    ]
)
# names of Tibetan, Mongolian and Uygur people are written without a surname: 桑吉卓玛
UNDIVIDED = re.compile(
    r"[\u4e00-\u9fff]{1,4}(?:卓玛|扎西|多吉|才让|次仁|旺姆|拉姆|央金|尼玛|达娃|巴桑|洛桑|平措|丹增|仁青|加措|卓嘎|曲珍|德吉|白玛|边巴|索朗|旦增|顿珠|罗布|"
    r"普布|米玛|旺堆|旺加|桑珠|巴特尔|其其格|图雅|高娃|格日乐|古丽|买买提|江措|降措|志玛|措姆|吉措)"
)
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
SPLIT = re.compile(r"[、,，;；/|｜]|\s+")
# 阿里木·买买提, 古丽娜尔·吐尔逊
DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}[·•‧][\u4e00-\u9fff]{1,8}")
GIVEN_NEVER = frozenset("得的了在是和与及等为对从把被让也都就不没很将说着过并而或其之所到这那个们日月年市县区省镇村乡")

NEVER_LAST = "网报社员者"  # 红网, 通讯员
# provinces that begin like a name, and what people sign as
NO_NAMES = frozenset(
    ["山东", "山西", "江苏", "江西", "安徽", "云南", "贵州", "甘肃", "宁夏", "吉林", "广东", "广西", "时评人", "本报讯"]
)


def is_name(text: str) -> bool:
    """Whether a string has the shape of one person's name: a surname and one or two more characters.

    >>> is_name("钟一鸣"), is_name("欧阳春"), is_name("改革新"), is_name("阿里木·买买提")
    (True, True, False, True)
    """
    if DOTTED.fullmatch(text):
        return True
    if not HAN.fullmatch(text):
        return False
    if text[:2] in COMPOUND and 3 <= len(text) <= 4:
        return True
    if text in NO_NAMES or text[-1] in NEVER_LAST:
        return False
    return 2 <= len(text) <= 3 and text[0] in SURNAMES and not GIVEN_NEVER.intersection(text[1:])


def names(text: str) -> tuple[str, ...]:
    """The names in a list of them, however it is divided.

    >>> names("周敏 钟一鸣"), names("左  妍、李斯"), names("张伟王小明"), names("李 雷")
    (('周敏', '钟一鸣'), ('左妍', '李斯'), ('张伟', '王小明'), ('李雷',))
    """
    tokens = [token for token in SPLIT.split(text.strip("　 ·:：/")) if token]
    merged: list[str] = []
    for token in _close_gaps(tokens):
        merged.extend(divide(token))
    return tuple(dict.fromkeys(merged))


def _close_gaps(tokens: list[str]) -> list[str]:
    """Two single characters in a row are one name with an inner space (左  妍), as a compound surname with what follows."""
    closed: list[str] = []
    for token in tokens:
        halves = bool(closed) and (
            (len(token) == 1 and (len(closed[-1]) == 1 or closed[-1] in COMPOUND))
            or (len(token) == 2 and closed[-1] in COMPOUND and token[0] not in SURNAMES)
        )
        if halves:
            closed[-1] += token
        else:
            closed.append(token)
    return closed


@lru_cache(maxsize=1024)  # the same reporters sign again and again
def divide(run: str) -> tuple[str, ...]:
    """Divide a run of names by surname; a run that does not divide is one name as printed.

    >>> divide("李明王小刚"), divide("欧阳震华"), divide("买买提")
    (('李明', '王小刚'), ('欧阳震华',), ('买买提',))
    """
    if len(run) <= 3 or len(run) > 40 or not HAN.fullmatch(run) or UNDIVIDED.fullmatch(run):
        return (run,)
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(run)
    for end in range(2, len(run) + 1):
        for size in (2, 3, 4):
            before = best[end - size] if end >= size else None
            if before is None or not is_name(run[end - size : end]):
                continue
            # three characters are the common length; a compound surname is read whole
            score = before[0] + {2: 0.5, 3: 1.7, 4: 2.6}[size] + (0.4 if run[end - size] in COMMON else 0)
            current = best[end]
            if current is None or score > current[0]:
                best[end] = (score, (*before[1], run[end - size : end]))
    last = best[len(run)]
    return last[1] if last else (run,)
