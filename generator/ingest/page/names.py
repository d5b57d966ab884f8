"""Names of people as bylines print them: which strings can be one, and where a run of names divides; knows no roles."""

import re
from functools import lru_cache

from generator.words import data_lines, word_list

COMMONEST = 100  # family names at the head of their list
FAMILY_NAMES = word_list("surnames") | word_list("surnames_rare")
SURNAMES = frozenset(name for name in FAMILY_NAMES if len(name) == 1)
COMPOUND = FAMILY_NAMES - SURNAMES
COMMON = frozenset(" ".join(data_lines("surnames.txt")).split()[:COMMONEST])
# names of Tibetan, Mongolian and Uygur people are written without a surname: 桑吉卓玛
UNDIVIDED = re.compile(
    r"[\u4e00-\u9fff]{1,4}(?:卓玛|扎西|多吉|才让|次仁|旺姆|拉姆|央金|尼玛|达娃|巴桑|洛桑|平措|丹增|仁青|加措|卓嘎|曲珍|德吉|白玛|边巴|索朗|旦增|顿珠|罗布|"
    r"普布|米玛|旺堆|旺加|桑珠|巴特尔|其其格|图雅|高娃|格日乐|古丽|买买提|江措|降措|志玛|措姆|吉措)"
)
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
SPLIT = re.compile(r"[、,，;；/|｜]|\s+")
# 阿里木·买买提, 古丽娜尔·吐尔逊
DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}[·•‧][\u4e00-\u9fff]{1,8}")
GIVEN_NEVER = frozenset("得的了在是和与及等为对从把被让也都就不没很将说着过并而或其之所到这那个们日年市县区省镇村乡")

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
