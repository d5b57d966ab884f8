"""Tells whether a name of a place may be an ordinary word where it stands: 长寿, 朝阳, 老城区, 来|龙门; looks up no place."""

import functools
import re

from generator.gazetteer.divisions import is_common, is_word

# Districts without 区 or 县 that are words, sights or persons first. Two characters each.
WORDS = (
    "朝阳长寿荷塘南山东山西山和平新城青山长安凤凰芙蓉牡丹白云红旗红桥河东河西河北江南江北江东海港海城城关城东城西城中城北城区城厢"
    "东城西城上城下城东区西区市中市南市北桥东桥西路南路北路桥天桥天河天山天长天宁太平太和平原平川平湖西湖东湖南湖北湖东港东海南海"
    "海南南岸江岸江山江城山城水城花都鹿城龙城大东大同大通大安大祥大洼大兴大方铁西铁东东河金山金水金牛金凤金台金门银海银川钟楼鼓楼"
    "古城老城宝塔白塔双塔双桥红塔红山红岗青羊青秀青原玄武麒麟鸡冠龙凤龙潭龙沙龙湖龙山龙亭龙江虎丘点军尖山泰山黄山恒山华山千山铁山"
    "铜山南岳黄埔新华新民新荣新星新安新宁振兴复兴建华建安建平卫东东风东宝东安东兴东坡东方东光东平太白向阳明山明水明光永年永定永安"
    "永康永新永春永泰永清永胜永平永寿兴安兴庆兴国兴业兴海海棠海东美兰秀英秀峰秀山玉泉玉龙玉树玉林玉田文圣武功石林石柱石门石鼓甘泉"
    "温泉清河清水清流清江西工王益高明高要高台高平成武金东金堂亚东云龙云溪云阳雨花雨城惠民爱民裕民富民惠农工农志丹子长长子光明"
    "万年万全万山乐业乐安乐平大名大田大关祥云灯塔磐石湖滨滨江滨海滨湖站前周村马村名山象山龙岗三元三台三门平安平和平定安定安居安康"
    "安宁安仁合作友好友谊互助前进前锋解放资源运河通道港口河口洞口太白正安正定南部南川南和南宫南丰同心同仁同安同德博爱威信民乐民权"
    "比如当阳方城方山小河小店小金开化开元开远开发左权尚志靖宇仪陇渠县盐池盐山盐湖白银石棉锦屏锦江星子月湖桃源桃山桃城梅江花山花溪"
    "莲花莲池莲湖鸡东宁静宁远定远怀远德江德安顺河顺城崇文宣武动力香坊松山松江柳江烈山立山细河绿园船山船营赤水赤壁雁江雁山雁塔"
)
ORDINARY = frozenset(WORDS[at : at + 2] for at in range(0, len(WORDS), 2))
# Full names that stand in ordinary prose: 老城区改造, 三环内的新城区.
ORDINARY_FULL = frozenset(("老城区", "新城区", "城中区", "城东区", "城西区", "城北区", "新市区", "老边区", "市中区"))
BARE_KINDS = frozenset(("城区", "郊区", "矿区"))  # names of two characters that are common words too
# 晚|上城区, 江|南山区: the end of an everyday word and another one
EVERYDAY_END = re.compile(r"[城山东西南北中新市港湖江海河]区")
# 来龙门, 在新市: what begins with a word that leads to a name
LEADING = frozenset("来去到在从向往赴至于和与及等为由把被让对入过访")
# A street is no township: 和平路, 前进街
STREET = re.compile(r"(?:[路街巷弄桥门口]|大道)$")
# What follows a district's short form even where the form is a common word: 光明警方, 青山公安.
OFFICE = re.compile(
    r"警方|公安|城管|法院|检察|交警|分局|教育局|教委|税务|消防|卫健|疾控|街道|[区县市]委|[区县市]政府|人民法院|高新区|经开区|开发区|[区县市](?![域间别场])"
)
# 太和 多云, 界首：晴: a list of the weather
WEATHER = re.compile(
    r"[\s：:，,]{0,2}(?:今[天日晚夜]|明[天日]|白天|夜间|到){0,4}(?:多云|晴|阴|[小中大暴阵]雨|雷阵雨|暴雪|[小中大]雪|雨夹雪|雾|霾|沙尘|[-－]?\d{1,2}\s?[~～到至—-]|[-－]?\d{1,2}(?:℃|度))"
)
# 北京时间, 长沙银行, 广州队: a thing that only bears the name of a city
NO_VISIT = re.compile(r"时间|大学|学院|医院|银行|日报|晚报|卫视|电视台|精神|事变|队(?![员伍长])|烤鸭|白药")
# Cities whose names are sold everywhere or stand in a saying: 西湖龙井, 阳春三月
GOODS = frozenset(("龙井", "普洱", "阳春"))
# 作家吴中, 歌手长安: who bears the name of a place
PERSON_BEFORE = re.compile(
    r"(?:作家|诗人|教授|歌手|演员|导演|画家|书法家|记者|医生|校长|队长|教练|选手|球员|队员|同学|先生|女士|老师|主播|学者|院士|名叫|叫做|姓名|笔名)$"
)
# 副局长秦安平, 工人王武山, 、李清水: who bears it behind a calling, a surname between them or not
CALLING = (
    r"(?:[局厂处科所院站社镇乡县市区部班组董事店行]长|书记|主任|经理|总监|会计|出纳|工人|司机|教师|老师|党员|干部|战士|民警|职工|员工|农民|"
    r"护士|律师|工程师|技术员|选手|队员|运动员|球员|法官|检察官|被告人|嫌疑人)"
)
SURNAME = "[王李张刘陈杨赵黄周吴徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧蔡潘袁董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪戴崔任陆廖姚谭熊邹侯马]"
CALLED = re.compile(rf"{CALLING}{SURNAME}?$|(?<![一-鿿]){SURNAME}$")
WITH_SURNAME = re.compile(rf"(?:{CALLING}|(?<![一-鿿])){SURNAME}$")
PERSON_AFTER = re.compile(r"(?:笑?着?说道?[，：“]|告诉|坦言|回忆|先生|女士|同志|老师|教授)")

# 天元小学, 芦淞服饰有限公司: a name of something else
BELONGS_TO_NAME = re.compile(
    r"[^，。、；：！？,;:!?“”《》()（）\s]{0,10}?(?:公司|集团|大学|学院|中学|小学|幼儿园|分园|医院|银行|酒店|商会|博览会|论坛|高速|机场|站|[支分]行|[球育][场馆]|体育中心)"
)


@functools.lru_cache(maxsize=4096)
def is_ordinary(name: str) -> bool:
    """Whether a short form is a word of its own: 朝阳, 长寿."""
    return name in ORDINARY or is_common(name)


def is_other_use(text: str, start: int, end: int) -> bool:
    """Whether a short form is a person or stands in the title of a work: 作家吴中, 《荷塘月色》."""
    before = text[max(0, start - 5) : start]
    if PERSON_BEFORE.search(before[-4:]) or CALLED.search(before) or PERSON_AFTER.match(text, end):
        return not OFFICE.match(text, end)
    opened = text.rfind("《", max(0, start - 30), start)
    return opened >= 0 and "》" not in text[opened:start] and "》" in text[end : end + 30]


def is_person(text: str, start: int) -> bool:
    """Whether a surname stands before a name of two characters, behind a calling or a mark: 运动员邓|高平, 、陈|远安."""
    return WITH_SURNAME.search(text, max(0, start - 6), start) is not None


def is_office(text: str, end: int) -> bool:
    """Whether what follows makes a district of the name in front: 光明警方, 太和 多云."""
    return (OFFICE.match(text, end) or WEATHER.match(text, end)) is not None


def begins_inside(text: str, start: int, name: str) -> bool:
    """Whether a full name may be the end of one everyday word and another: 晚|上城区."""
    return bool(EVERYDAY_END.fullmatch(name[1:])) and is_word(text[max(0, start - 1) : start + 1])
