"""The words of bylines: outlets, roles and their names, in any order; which text is a byline is decided elsewhere."""

import re

from generator.ingest.page.names import SURNAMES, is_name, names
from generator.model import Credit

# 本報訊（記者 張偉）: the words of bylines in the other script
PLAIN = str.maketrans("報訊電記員實見習攝圖網臺評論編輯責綜", "报讯电记员实见习摄图网台评论编辑责综")
MODIFIER = (
    r"(?:首席|见习|实习|特约|特派|全媒体|融媒体?|高级|资深|本报|本网|本台|本刊|摄影|文字|图片|视频|学生|小|"
    r"驻[\u4e00-\u9fff]{1,4})"
)
ROLE_NOUN = (
    r"(?:记者|通讯员|评论员|特约评论员|实习生|撰稿人|撰稿|撰文|作者|责任编辑|责编|编辑|供稿|采写|编译|制图|漫画|绘图|插画|"
    r"策划|统筹|执笔|口述|整理|摄影报道|摄影|摄像|图文|文图|图/文|文/图|文/摄|文字|图片|视频)"
)
ROLE = re.compile(rf"(?P<role>{MODIFIER}{{0,4}}{ROLE_NOUN}|(?<![\u4e00-\u9fff])[文图](?=[/／:：]))[/／:：\s]*")
ROLE_WORD = re.compile(r"记者|通讯员|评论员|实习生")
OUTLET_MARK = r"(?:报|网|社|台|刊|新闻|客户端|传媒|融媒体?|媒体|频道|在线|视窗|时讯|发布)"
OUTLET = rf"(?:[\u4e00-\u9fffA-Za-z]{{0,10}}{OUTLET_MARK}(?:[·•&|/+\-—][\u4e00-\u9fffA-Za-z+]{{2,8}})?)"
OWN = re.compile(r"本报|本网|本台|本刊")
DAY = r"(?:[0-9０-９一二三四五六七八九十元]{1,4}年)?[0-9０-９一二三四五六七八九十元]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日"
LEAD_MARK = re.compile(r"[□■●◎◇◆○▢◻⊙★☆]\s*")
SUFFIX = re.compile(r"\s*(?P<suffix>摄影报道|文/?图|图/?文|文/?摄|摄/?文|[/／]\s*[文图]|摄|整理|报道|供稿|撰|编译|辑)$")
# 张伟/文 李丽/图 ; 张伟 文 李丽 图: the role stands behind its name
ROLE_BEHIND = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,5})(?<![文图])\s*[/／]\s*(?P<role>供图|制图|绘图|漫画|视频|图|摄影?)(?![/／])"
)
TEXT_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])(?<![图摄])\s*[/／]\s*文(?![\u4e00-\u9fff/／])")
SPACED_BEHIND = re.compile(r"\s+文[\s\u3000]+(?P<who>\S.*?)[\s\u3000]+(?:图|摄|摄影)$")
# who gives pictures and signs with no name
NOBODY = re.compile(
    r"(?:受访者|受访单位|采访对象|主办方|活动方|校方|警方|院方|单位|资料)(?:提供|供图|图片?)?(?![\u4e00-\u9fff])"
)
RUN_TOGETHER = re.compile(r"[\u4e00-\u9fff]{5}")  # names without a role stand apart
LONE = re.compile(r"[\u4e00-\u9fff]{2,3}")
PEN_NAME = re.compile(r"[\u4e00-\u9fff·•]{2,4}|[\u4e00-\u9fff]{2,8}[·•][\u4e00-\u9fff]{2,8}")


def credits(text: str) -> tuple[Credit, ...]:
    """The roles and their names; a role holds until the next one.

    >>> credits("记者/李晓 通讯员/周敏 钟一鸣")
    (Credit(role='记者', names=('李晓',)), Credit(role='通讯员', names=('周敏', '钟一鸣')))
    >>> credits("记者 张伟 文 李丽 图"), credits("文/张伟 图/受访者提供")
    ((Credit(role='记者', names=('张伟',)), Credit(role='图', names=('李丽',))), (Credit(role='文', names=('张伟',)),))
    """
    text = _role_first(text)
    roles = list(ROLE.finditer(text))
    found: dict[str, tuple[str, ...]] = {}
    before = bare(_without_outlet(LEAD_MARK.sub("", text[: roles[0].start()], count=1))) if roles else ()
    followed = False
    for credit in before:
        found[credit.role] = credit.names
    for match, following in zip(roles, [*roles[1:], None], strict=False):  # no role: nothing to pair
        stretch = text[match.end() : following.start() if following else len(text)]
        people = names(_without_outlet(SUFFIX.sub("", stretch)))
        if people:
            followed = True
            role = _role(match["role"])
            found[role] = tuple(dict.fromkeys((*found.get(role, ()), *people)))
    if before and not followed:  # 张伟 摄影报道
        found = {_role(roles[0]["role"]): before[0].names}
    return tuple(Credit(role, people) for role, people in found.items())


def _role_first(text: str) -> str:
    """A byline with each role before its names, and without those who sign with no name."""
    if spaced := SPACED_BEHIND.search(text):
        text = f"{text[: spaced.start()]} 图/{spaced['who']}"
    text = ROLE_BEHIND.sub(lambda match: f" {'摄影' if match['role'] == '摄' else match['role']}/{match['name']}", text)
    return NOBODY.sub("", TEXT_BEHIND.sub("", text))


def _role(printed: str) -> str:
    role = re.sub(r"^(?:本报|本网|本台|本刊)", "", printed)
    return role or printed


def _without_outlet(text: str) -> str:
    """本报记者A、新华社记者B: the second outlet stands at the end of the first names."""
    return re.sub(rf"(?:^|[\s、,，/]){OUTLET}$|(?:本报|本网|本台|本刊)$", "", text.strip())


def outlet_of(text: str) -> str | None:
    """The paper's name in front of the first role that has one, or None.

    >>> outlet_of("□人民日报记者 张伟"), outlet_of("文/本报记者 张伟"), outlet_of("记者 张伟")
    ('人民日报', '本报', None)
    """
    start = 0
    for match in ROLE.finditer(text):
        before = LEAD_MARK.sub("", text[start : match.start()], count=1).strip().removeprefix("据").rstrip("/／ ")
        before = before.split()[-1] if before.split() else ""
        if before and re.fullmatch(OUTLET, before):
            return before
        if own := OWN.match(match["role"]):
            return own.group()
        start = match.end()
    return None


def plausible(name: str) -> bool:
    """Whether a token after a role may be a name: by shape, or a short Han run such as a pen name."""
    return is_name(name) or PEN_NAME.fullmatch(name) is not None


def are_plausible(credited: tuple[Credit, ...]) -> bool:
    """Whether there are names, and each may be one."""
    people = [name for credit in credited for name in credit.names]
    return bool(people) and all(plausible(name) for name in people)


def bare(text: str) -> tuple[Credit, ...]:
    """Names that stand without a role, as one credit; empty if anything else is among them."""
    people = names(text) if len(text) <= 30 and not RUN_TOGETHER.search(text) else ()
    return (Credit("记者", people),) if people and all(is_name(name) for name in people) else ()


def lone(text: str) -> tuple[Credit, ...]:
    """A name that only its place shows to be one: 中新社兰州7月24日电（祁连月）."""
    return (Credit("记者", (text,)),) if LONE.fullmatch(text) and text[0] in SURNAMES else ()
