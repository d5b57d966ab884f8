"""The grammar of bylines: outlet, dateline, roles and names, run-in, on a line of their own or closing.

It reads one paragraph and says which part of it is a byline; whether an article begins or ends there is decided
elsewhere. `据…报道，` in the prose is attribution and never a byline.
"""

import re
from typing import NamedTuple

from generator.ingest.page.names import SURNAMES, is_name, names
from generator.model import Byline, Credit

MODIFIER = (
    r"(?:首席|见习|实习|特约|特派|全媒体|融媒体?|高级|资深|本报|本网|本台|摄影|文字|图片|视频|学生|小|"
    r"驻[\u4e00-\u9fff]{1,4})"
)
ROLE_NOUN = (
    r"(?:记者|通讯员|评论员|特约评论员|实习生|撰稿人|撰稿|撰文|作者|编辑|供稿|采写|编译|制图|漫画|绘图|插画|"
    r"策划|统筹|执笔|口述|整理|摄影报道|摄影|摄像|图文|文图|图/文|文/图|文字|图片|视频)"
)
ROLE = re.compile(rf"(?P<role>{MODIFIER}{{0,4}}{ROLE_NOUN}|(?<![\u4e00-\u9fff])[文图](?=[/／:：]))[/／:：\s]*")
ROLE_WORD = re.compile(r"记者|通讯员|评论员|实习生")
OUTLET_MARK = r"(?:报|网|社|台|刊|新闻|客户端|传媒|融媒体?|媒体|频道|在线|视窗|时讯|发布)"
OUTLET = rf"(?:[\u4e00-\u9fffA-Za-z]{{0,10}}{OUTLET_MARK}(?:[·•&|/+][\u4e00-\u9fffA-Za-z+]{{2,8}})?)"
DAY = r"(?:[0-9０-９一二三四五六七八九十元]{1,4}年)?[0-9０-９一二三四五六七八九十元]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日"
BRACKET = r"[(（](?P<inside>[^()（）。]{1,80})[)）]"
BRACKETED = re.compile(BRACKET)

# 株洲日报·掌上株洲讯(记者/李晓 通讯员/周敏 钟一鸣) ; 本报青岛1月10日电 记者李铭报道：; 新华社长沙4月4日电(记者A、B)
RUN_IN = re.compile(
    rf"(?P<open>[【\[(（]?)(?P<outlet>{OUTLET}?)(?P<line>(?:[\u4e00-\u9fff]{{2,12}}?)??(?:{DAY})?)(?P<kind>讯|电)"
    rf"(?P<close>[】\])）]?)\s*(?:{BRACKET})?"
)
# 记者李铭、王刚报道：  记者 张伟 通讯员 李丽报道:
REPORTS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,10}(?:记者|通讯员|评论员)[^。，,!！?？:：]{1,60}?)(?:摄影)?(?:综合|现场)?报道[:：,，]?"
)
AFTER_RUN_IN = re.compile(
    rf"{MODIFIER}{{0,4}}(?:记者|通讯员)[\s/／]+(?P<names>[^。，,:：()（）]{{2,40}}?)(?=\s{{1,3}}[^\s]{{6}})"
)
ATTRIBUTION = re.compile(r"据")
LEAD_MARK = re.compile(r"[□■●◎◇◆○▢◻⊙★☆]\s*")
SUFFIX = re.compile(r"\s*(?P<suffix>摄影报道|文/?图|图/?文|摄|整理|报道|供稿|撰|编译|辑)$")
SUFFIX_REACH = 8  # characters at the end of a line within which a suffix begins
CLOSING_BRACKET = re.compile(r"[(（](?P<inside>[^()（）。]{2,70})[)）]$")
# 。本报记者 张伟 通讯员 李丽
CLOSING_BARE = re.compile(
    rf"(?<=[。！？!?”])\s*(?P<by>(?:{OUTLET}|本报|本网)?{MODIFIER}{{0,4}}(?:记者|通讯员|评论员)[\s/／:：]*[^。，,！？!?“”()（）]{{2,60}})$"
)
MARK = re.compile(r"\s*(?P<mark>[(（](?:完|全文完|待续|未完待续|连载)[)）])$")
SENTENCE = re.compile(r"[。！？!?；;“”《》]")
RUN_TOGETHER = re.compile(r"[\u4e00-\u9fff]{5}")  # names without a role stand apart
LONE = re.compile(r"[\u4e00-\u9fff]{2,3}")
OWN_LINE_LIMIT = 90
WIRE = re.compile(rf"[(（](?P<outlet>[\u4e00-\u9fff]{{1,8}}社)(?P<line>[\u4e00-\u9fff]{{0,10}}(?:{DAY})?)[电讯][)）]$")


class Found(NamedTuple):
    """A byline at `start`..`end` of a paragraph: what it says, and the dateline printed with it, if any.

    `photo` tells that the names took the pictures; `strength` is 1 for a certain byline, less for bare names.
    """

    start: int
    end: int
    byline: Byline
    dateline: str | None = None
    photo: bool = False
    strength: float = 1.0


def run_in(text: str) -> Found | None:
    """The byline at the head of a paragraph of prose.

    >>> found = run_in("本报青岛1月10日电 记者李铭报道：近日，市里下了雪。")
    >>> found.dateline, found.byline.outlet, found.byline.credits[0].names
    ('青岛1月10日', '本报', ('李铭',))
    """
    head = text[:160]
    match = RUN_IN.match(head) if "讯" in head or "电" in head else None
    if match and _is_run_in(match, head):
        return _run_in_found(match, head)
    return _reports_found(head)


def _is_run_in(match: re.Match[str], head: str) -> bool:
    outlet, line = match["outlet"], match["line"]
    inside = match["inside"] or ""
    if match["open"] and not match["close"]:
        return False
    named = bool(ROLE_WORD.search(inside)) or _all_names(inside)
    dated = bool(re.search(DAY, line))
    if outlet and (named or dated):
        return True
    if named and len(outlet + line) <= 24 and (outlet or line or match["close"]):
        return True
    after = head[match.end("kind") : match.end("kind") + 1]
    if outlet.startswith("据") and outlet.endswith("社") and match["kind"] == "电":
        return True  # 据新华社电
    known = outlet in {"本报", "本网", "本台", "本刊", "新华社", "中新社", "中新网"} or outlet.endswith(
        ("日报", "晚报")
    )
    return bool(known and (len(line) == 0 or dated) and (outlet.startswith("本") or after in " \u3000】)）"))


def _run_in_found(match: re.Match[str], head: str) -> Found:
    end = match.end()
    inside = match["inside"] or ""
    credited = credits(inside) if ROLE_WORD.search(inside) else _bare(inside) or _lone(inside)
    if inside and not credited:
        end = match.end("close")
    if not credited:
        rest = _reports_found(head[end:].lstrip()) if not inside else None
        skipped = len(head[end:]) - len(head[end:].lstrip())
        if rest is not None and rest.start == 0:
            credited, end = rest.byline.credits, end + skipped + rest.end
        elif after := AFTER_RUN_IN.match(head, end + skipped):
            credited, end = credits(after.group()), after.end()
    line = match["line"] or None
    return Found(0, end, Byline(match["outlet"].removeprefix("据") or None, credited), line)


def _reports_found(head: str) -> Found | None:
    match = REPORTS.match(head) if "报道" in head else None
    if not match or ATTRIBUTION.match(head):
        return None
    text = match.group()
    credited = credits(re.sub(r"(?:摄影)?(?:综合|现场)?报道[:：,，]?$", "", text))
    if not credited or not all(plausible(name) for credit in credited for name in credit.names):
        return None
    return Found(0, match.end(), Byline(outlet_of(text), credited))


def own_line(text: str) -> Found | None:
    """The byline that a short line of its own is.

    >>> own_line("□本报记者 张伟 通讯员 李丽").byline
    Byline(outlet='本报', credits=(Credit(role='记者', names=('张伟',)), Credit(role='通讯员', names=('李丽',))))
    """
    if len(text) > OWN_LINE_LIMIT or SENTENCE.search(text):
        return None
    inner = LEAD_MARK.sub("", text, count=1).strip()
    led = inner != text
    if bracket := BRACKETED.fullmatch(inner):
        inner = bracket["inside"].strip()
    suffix = SUFFIX.search(inner, max(0, len(inner) - SUFFIX_REACH))
    body = inner[: suffix.start()].rstrip() if suffix else inner
    photo = bool(suffix and "摄" in suffix["suffix"])
    if ROLE.search(body):
        return _own_roles(text, body, photo)
    people = _bare(body)
    if people and (suffix or led):
        role = suffix["suffix"] if suffix else "记者"
        people = (Credit("摄影" if role == "摄" else role, people[0].names),)
        return Found(0, len(text), Byline(None, people), None, photo, 0.9)
    if people and not bracket:
        return Found(0, len(text), Byline(None, people), None, False, 0.5)
    return None


def _own_roles(text: str, body: str, photo: bool) -> Found | None:
    credited = credits(body)
    first = ROLE.search(body)
    before = body[: first.start()].strip() if first else ""
    if before and not (outlet_of(body) or _all_names(before)):
        return None
    every = [name for credit in credited for name in credit.names]
    if not every:
        bare_role = first is not None and first.end() == len(body) and first["role"].endswith("评论员")
        return Found(0, len(text), Byline(outlet_of(body), ())) if bare_role else None
    if not all(plausible(name) for name in every):
        return None
    return Found(0, len(text), Byline(outlet_of(body), credited), None, photo)


def closing(text: str) -> Found | None:
    """The byline at the end of a paragraph of prose.

    >>> found = closing("大家都说好。(记者张伟 通讯员李丽)")
    >>> found.start, [credit.names for credit in found.byline.credits]
    (6, [('张伟',), ('李丽',)])
    """
    tail_start = max(0, len(text) - 120)
    tail = text[tail_start:]
    match = CLOSING_BRACKET.search(tail) if tail.endswith((")", "）")) else None
    if match:
        return _closing_bracket(match, tail, tail_start, len(text))
    bare = CLOSING_BARE.search(tail) if ROLE_WORD.search(tail) else None
    if bare:
        credited = credits(bare["by"])
        if credited and all(plausible(name) for credit in credited for name in credit.names):
            return Found(tail_start + bare.start("by"), len(text), Byline(outlet_of(bare["by"]), credited))
    return None


def _closing_bracket(match: re.Match[str], tail: str, shift: int, length: int) -> Found | None:
    inside = match["inside"].strip()
    if wire := WIRE.fullmatch(match.group()):
        return Found(shift + match.start(), length, Byline(wire["outlet"], ()), wire["line"] or None)
    before = tail[: match.start()].rstrip()
    if before and before[-1] not in "。！？!?”…":
        return None
    if ROLE.search(inside):
        found = _own_roles(inside, inside, "摄" in inside)
        if found is None:
            return None
        return Found(shift + match.start(), length, found.byline, None, found.photo)
    people = _bare(inside)
    if people and before:
        return Found(shift + match.start(), length, Byline(None, people), None, False, 0.8)
    return None


def mark(text: str) -> int | None:
    """Where the closing mark of a text begins (完), or None."""
    match = MARK.search(text[-12:])
    return max(0, len(text) - 12) + match.start("mark") if match else None


def credits(text: str) -> tuple[Credit, ...]:
    """The roles and their names; a role holds until the next one.

    >>> credits("记者/李晓 通讯员/周敏 钟一鸣")
    (Credit(role='记者', names=('李晓',)), Credit(role='通讯员', names=('周敏', '钟一鸣')))
    """
    roles = list(ROLE.finditer(text))
    found: dict[str, tuple[str, ...]] = {}
    for match, following in zip(roles, [*roles[1:], None], strict=False):  # no role: nothing to pair
        stretch = text[match.end() : following.start() if following else len(text)]
        stretch = _without_outlet(SUFFIX.sub("", stretch))
        people = names(stretch)
        if people:
            role = _role(match["role"])
            found[role] = tuple(dict.fromkeys((*found.get(role, ()), *people)))
    if roles and not found:  # 张伟 摄影报道
        people = names(_without_outlet(text[: roles[0].start()]))
        if people and all(plausible(name) for name in people):
            found[_role(roles[0]["role"])] = people
    return tuple(Credit(role, people) for role, people in found.items())


def _role(printed: str) -> str:
    role = re.sub(r"^(?:本报|本网|本台)", "", printed)
    return role or printed


def _without_outlet(text: str) -> str:
    """本报记者A、新华社记者B: the second outlet stands at the end of the first names."""
    return re.sub(rf"(?:^|[\s、,，/]){OUTLET}$|(?:本报|本网|本台)$", "", text.strip())


def outlet_of(text: str) -> str | None:
    """The paper's name in front of the first role, or None."""
    first = ROLE.search(text)
    if not first:
        return None
    before = LEAD_MARK.sub("", text[: first.start()], count=1).strip().removeprefix("据").rstrip("/／ ")
    if before and re.fullmatch(rf"{OUTLET}", before):
        return before
    own = re.match(r"(本报|本网|本台)", first["role"])
    return own.group() if own else None


def plausible(name: str) -> bool:
    """Whether a token after a role may be a name: by shape, or a short Han run such as a pen name."""
    return is_name(name) or bool(
        re.fullmatch(r"[\u4e00-\u9fff·•]{2,4}|[\u4e00-\u9fff]{2,8}[·•][\u4e00-\u9fff]{2,8}", name)
    )


def _bare(text: str) -> tuple[Credit, ...]:
    people = names(text) if len(text) <= 30 and not RUN_TOGETHER.search(text) else ()
    return (Credit("记者", people),) if people and all(is_name(name) for name in people) else ()


def _lone(text: str) -> tuple[Credit, ...]:
    """A name that only its place shows to be one: 中新社兰州7月24日电（祁连月）."""
    return (Credit("记者", (text,)),) if LONE.fullmatch(text) and text[0] in SURNAMES else ()


def _all_names(text: str) -> bool:
    return bool(_bare(text))
