"""Which units go with which nouns: nobody counts 名 of an office, 个 of a temperature, 亩 of pupils; finds no figure.

A table of what cannot be, not of what can: a pair that it does not know is left to print.
"""

import re


def _units(names: str) -> frozenset[str]:
    return frozenset(names.split())


# 年轻干部, 技师, 志愿者, 融媒体编辑: the last characters of those whom 名 and 位 count
SOMEBODY = re.compile(
    "[员者户生长们众人民师兵手工家士徒官娃童女男子友客贩医警犯匠才干力事导宾机安范军记任书志迷属主练判播贤表妹弟胞亲婴侨]$|干部|骨干|编辑|教授|会计|经理|总理|助理|医护"
    "|[^一]代$|青年|少年|中年|先进|老干|院长|翻译|教员|主持|外教|助教|裁判|留守|病号|伤号|老乡|同乡|乡亲|老总|嘉宾"
)
COUNTS_SOMEBODY = frozenset(("名", "位"))
# 气温, 票价, 完成率, 面积, 产量: what is measured and so cannot be counted
QUANTITY = re.compile("(?:[温价率积距]|(?<!名)额|[^一]度|体重|产量|水位|海拔|收入|资金|产值|存款)$")
COUNTS_ONE = _units("人 名 位 个 座 栋 幢 套 间 辆 艘 列 只 头 羽 株 棵 盏 所 台 支 部 本 册 枚")
PEOPLE = re.compile("(?:[员者生们众]|人(?!均)|居民|村民|市民|农民|职工|教师|官兵|干部)$")
EXTENTS = _units("亩 公顷 平方公里 平方千米 平方米 立方米 公里 千米 米 吨 公斤 千克 斤 千瓦时 千瓦 兆瓦 升 度")
OCCASION = re.compile("(?:[会节]|晚会|讲座|论坛|展览)$")  # 乡村音乐会: so many 场 or 届
NO_OCCASION = _units("项 条 件 名 位 只 头 台 辆 份 张 本 亩 吨 公里")
WAY = re.compile("(?:公路|道路|铁路|管网|管道|河道|步道|绿道|线路|航线)$")
NO_WAY = _units("吨 公斤 千克 斤 升 人 名 位 亩 千瓦 千瓦时")
PLANT = re.compile("(?:植树|树木|苗木|树苗|乔木)$")
NO_PLANT = frozenset(("公里", "千米", "平方公里", "千瓦", "升", "名", "位"))
HOUR = re.compile("(?:上午|下午|今天|昨天|当天|当晚|[日时]前|[0-9]日)$")  # 列车今天上午 8753次

_NEVER = (
    (QUANTITY, COUNTS_ONE),
    (PEOPLE, EXTENTS),
    (OCCASION, NO_OCCASION),
    (WAY, NO_WAY),
    (PLANT, NO_PLANT),
)


def fits(subject: str, unit: str) -> bool:
    """Whether so many `unit` of `subject` can be.

    >>> fits("年轻干部", "名"), fits("省人大", "名"), fits("气温", "个"), fits("乡村音乐会", "项"), fits("大棚", "座")
    (True, False, False, False, True)
    """
    if HOUR.search(subject) or (unit in COUNTS_SOMEBODY and not SOMEBODY.search(subject)):
        return False
    return not any(noun.search(subject) and unit in units for noun, units in _NEVER)
