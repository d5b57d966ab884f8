"""Bylines at the head of prose and on a line of their own: which part of a paragraph is one, and what it says.

Whether an article begins or ends there is decided elsewhere. `据…报道，` in the prose is attribution and never a byline.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from generator.ingest.page.credits import (
    DAY,
    LEAD_MARK,
    MODIFIER,
    OUTLET,
    OUTLET_MARK,
    PLAIN,
    ROLE,
    ROLE_NOUN,
    ROLE_WORD,
    SUFFIX,
    are_plausible,
    bare,
    credits,
    lone,
    outlet_of,
    plausible,
)
from generator.ingest.page.names import is_name
from generator.model import Byline, Credit

BRACKET = r"[(（](?P<inside>[^()（）。]{1,80})[)）]"
BRACKETED = re.compile(BRACKET)
# 株洲日报·掌上株洲讯(记者/李晓 通讯员/周敏 钟一鸣) ; 本报青岛1月10日电 记者李铭报道：; 新华社长沙4月4日电(记者A、B)
RUN_IN = re.compile(
    rf"(?P<open>[【\[(（]?)(?P<outlet>{OUTLET}?)(?P<line>(?:[\u4e00-\u9fff]{{2,12}}?)??(?:{DAY})?)(?P<kind>综合消息|专电|专稿|讯|电)"
    rf"(?P<close>[】\])）]?)\s*(?:{BRACKET})?"
)
RUN_IN_KINDS = ("讯", "电", "综合消息", "专稿")
PAPERS = ("日报", "晚报", "早报", "晨报", "商报", "时报", "都市报", "青年报", "导报", "新报", "快报", "网", "客户端")
OWN_PAPER, PLACE = frozenset({"本报", "本网", "本台", "本刊"}), 4  # and characters of a place in its dateline
APP = re.compile(r"(?:掌上[\u4e00-\u9fff]{2,4}?|时刻|云|头条|频道|融媒|号)(?=[0-9０-９]|$)")  # 红网时刻11月24日讯
# 记者李铭、王刚报道：  记者 张伟 通讯员 李丽报道:
REPORTS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,10}(?:记者|通讯员|评论员)[^。，,!！?？:：]{1,60}?)(?:摄影)?(?:综合|现场)?报道[:：,，]?"
)
REPORTED = re.compile(r"(?:摄影)?(?:综合|现场)?报道[:：,，]?$")
# 三湘都市报讯 记者张伟 通讯员李丽 近日，…: the blank behind the last name ends them
SPACED = re.compile(
    rf"{MODIFIER}{{0,4}}(?:记者|通讯员|实习生|评论员)[\s\u3000/／:：]*(?P<names>[^。，,:：()（）]{{2,48}}?)"
    rf"(?=[\s\u3000]{{1,4}}(?!{MODIFIER}{{0,4}}{ROLE_NOUN}|[\u4e00-\u9fff]{{2,3}}[\s\u3000])[^\s]{{6}})"
)
SIGNED = re.compile(rf"(?:[□■●◎○]\s*)?(?P<outlet>{OUTLET}|本报|本网|本刊)?\s*(?={MODIFIER}{{0,4}}(?:记者|通讯员))")
PROSE = re.compile(r".{0,40}[，,。]")
ATTRIBUTION = re.compile(r"据")
SENTENCE = re.compile(r"[。！？!?；;“”《》]")
OWN_LINE_LIMIT = 90
# 读者 周先生, under a letter: nobody who is named elsewhere
SIGNED_AS = re.compile(
    r"(?:一[位名])?(?:读者|市民|居民|村民|网友|家长)[\s\u3000：:]+[\u4e00-\u9fff]{1,3}(?:先生|女士|师傅)?"
    r"|一[位名][\u4e00-\u9fff]{0,4}(?:读者|市民|居民|村民|网友|家长)"
)
SUFFIX_REACH = 8  # characters at the end of a line within which a suffix begins
# 来源：新华社 ; 据《人民日报》报道 ; 综合新华社、央视消息 ; 本报综合
NAMED_OUTLET = rf"(?:《[^《》]{{2,20}}》|[\u4e00-\u9fffA-Za-z]{{0,12}}{OUTLET_MARK}(?:客户端|公众号)?|央视|新华)"
SOURCE = re.compile(
    rf"(?:(?:稿件|文章|信息|资料)?来源\s*[:：]\s*|(?:本报)?(?:综合|据|摘自|转自|原载|选自)\s*[:：]?\s*)(?P<outlet>{NAMED_OUTLET}(?:、{NAMED_OUTLET})*)等?"
    rf"(?:综合)?(?:报道|消息|电|讯|整理|供稿)?|(?P<agency>新华社|中新社|中新网|新华网|人民网|央视网|央视新闻|人民日报)(?:电|讯|供本报专稿)?|(?P<own>本报|本网)(?:综合(?:报道|消息|整理)?|专稿)"
)


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


# ---- at the head of a paragraph ----------------------------------------------------------------------


def run_in(text: str) -> Found | None:
    """The byline at the head of a paragraph of prose.

    >>> found = run_in("本报青岛1月10日电 记者李铭报道：近日，市里下了雪。")
    >>> found.dateline, found.byline.outlet, found.byline.credits[0].names
    ('青岛1月10日', '本报', ('李铭',))
    >>> run_in("□本报记者 张伟 通讯员 李丽 近日，市里下了大雪，道路结冰。").end
    15
    """
    head = text[:160].translate(PLAIN)
    match = RUN_IN.match(head) if any(kind in head for kind in RUN_IN_KINDS) else None
    if match and _is_run_in(match, head):
        return _run_in_found(match, head)
    return _reports(head) or _bracket_first(head) or _signed_lede(head)


def _is_run_in(match: re.Match[str], head: str) -> bool:
    outlet, line = match["outlet"], match["line"]
    inside = match["inside"] or ""
    if match["open"] and not match["close"]:
        return False
    named = bool(ROLE_WORD.search(inside)) or bool(bare(inside))
    dated = bool(re.search(DAY, line))
    if outlet and (named or dated):
        return True
    if named and len(outlet + line) <= 24:
        return True
    rest = head[match.end("kind") :]
    if outlet.startswith(("据", "综合")) and outlet.endswith("社") and match["kind"] == "电":
        return True  # 据新华社电
    if len(outlet + line) <= 8 and rest[:1].isspace() and SPACED.match(rest.lstrip()):
        return True  # 南都讯 记者张伟
    known = outlet in OWN_PAPER or outlet in {"新华社", "中新社"} or outlet.endswith(PAPERS)
    after = rest[:1] in {" ", "\u3000", "】", ")", "）"}
    placed = outlet in OWN_PAPER and len(line) <= PLACE and after  # 本报郑州讯 昨日
    return bool(
        known
        and (len(line) == 0 or dated or placed)
        and (outlet.startswith("本") or after)
        and (after or len(match["kind"]) == 1)
    )


def _run_in_found(match: re.Match[str], head: str) -> Found:
    end = match.end()
    inside = match["inside"] or ""
    credited = credits(inside) if ROLE_WORD.search(inside) else bare(inside) or lone(inside)
    if inside and not credited:
        end = match.end("close")
    if not credited:
        rest = _reports(head[end:].lstrip()) if not inside else None
        skipped = len(head[end:]) - len(head[end:].lstrip())
        if rest is not None and rest.start == 0:
            credited, end = rest.byline.credits, end + skipped + rest.end
        elif (after := SPACED.match(head, end + skipped)) and are_plausible(credits(after.group())):
            credited, end = credits(after.group()), after.end()
    outlet, line = match["outlet"].removeprefix("据").removeprefix("综合"), match["line"]
    if outlet and (app := APP.match(line)):
        outlet, line = outlet + app.group(), line[app.end() :]
    day = re.match(DAY, inside)  # 本报讯（11月24日 记者张伟）
    return Found(
        0, end, Byline(outlet or None, credited), line or (day.group() if day else None), _took_pictures(inside)
    )


def _reports(head: str) -> Found | None:
    match = REPORTS.match(head) if "报道" in head else None
    if not match or ATTRIBUTION.match(head):
        return None
    text = match.group()
    credited = credits(REPORTED.sub("", text))
    return Found(0, match.end(), Byline(outlet_of(text), credited)) if are_plausible(credited) else None


def _bracket_first(head: str) -> Found | None:
    """（记者 张伟）近日，…"""
    match = BRACKETED.match(head)
    if match is None or not ROLE_WORD.search(match["inside"]) or not PROSE.match(head, match.end()):
        return None
    found = _own_roles(match["inside"], match["inside"], photo=False)
    photo = _took_pictures(match["inside"])
    return Found(0, match.end(), found.byline, None, photo) if found and found.byline.credits else None


def _took_pictures(inside: str) -> bool:
    """Whether names in brackets end with what says that they took the pictures: 记者 张伟 摄影报道."""
    suffix = SUFFIX.search(inside.rstrip(), max(0, len(inside.rstrip()) - SUFFIX_REACH))
    return suffix is not None and ("摄" in suffix["suffix"] or suffix["suffix"].endswith("图"))


def _signed_lede(head: str) -> Found | None:
    """本报记者 张伟 通讯员 李丽 近日，…: names all of them, and prose behind a blank."""
    signed = SIGNED.match(head)
    match = SPACED.match(head, signed.end()) if signed else None
    if match is None or not PROSE.match(head[match.end() :].lstrip()):
        return None
    credited = credits(match.group())
    if not credited or not all(is_name(name) for credit in credited for name in credit.names):
        return None
    return Found(0, match.end(), Byline(outlet_of(head[: match.end()]), credited))


# ---- on a line of its own ----------------------------------------------------------------------------


@lru_cache(maxsize=2048)  # a line is asked about whenever one of its neighbours is
def own_line(text: str) -> Found | None:
    """The byline that a short line of its own is.

    >>> own_line("□本报记者 张伟 通讯员 李丽").byline
    Byline(outlet='本报', credits=(Credit(role='记者', names=('张伟',)), Credit(role='通讯员', names=('李丽',))))
    >>> own_line("来源：新华社").byline.outlet
    '新华社'
    """
    if len(text) > OWN_LINE_LIMIT or text.endswith(("：", ":")):  # 编辑同志：
        return None
    text = text.translate(PLAIN)
    if SIGNED_AS.fullmatch(text):
        return Found(0, len(text), Byline(), None, False, 0.9)
    return source(text) or (None if SENTENCE.search(text) else _own_names(text))


def _own_names(text: str) -> Found | None:
    """Names with roles, or names alone."""
    inner = LEAD_MARK.sub("", text, count=1).strip()
    led = inner != text
    if bracket := BRACKETED.fullmatch(inner):
        inner = bracket["inside"].strip()
    suffix = SUFFIX.search(inner, max(0, len(inner) - SUFFIX_REACH))
    body = inner[: suffix.start()].rstrip() if suffix else inner
    photo = bool(suffix and ("摄" in suffix["suffix"] or suffix["suffix"].endswith("图")))
    if ROLE.search(body):
        return _own_roles(text, inner, photo=bool(suffix and "摄" in suffix["suffix"]))
    people = bare(body)
    if people and (suffix or led):
        role = suffix["suffix"].lstrip("/／ ") if suffix else "记者"
        people = (Credit("摄影" if role == "摄" else role, people[0].names),)
        return Found(0, len(text), Byline(None, people), None, photo and role in {"摄", "图", "摄影报道"}, 0.9)
    if people and not bracket:
        return Found(0, len(text), Byline(None, people), None, False, 0.5)
    return None


def _own_roles(text: str, body: str, *, photo: bool) -> Found | None:
    credited = credits(body)
    first = ROLE.search(body)
    before = body[: first.start()].strip() if first else ""
    if before and not (outlet_of(body) or bare(before)):
        return None
    if not credited:
        bare_role = first is not None and first.end() == len(body) and first["role"].endswith("评论员")
        return Found(0, len(text), Byline(outlet_of(body), ())) if bare_role else None
    if not all(plausible(name) for credit in credited for name in credit.names):
        return None
    return Found(0, len(text), Byline(outlet_of(body), credited), None, photo)


def source(text: str) -> Found | None:
    """The line, with brackets or without, that says which paper or agency a text was taken from."""
    inner = text.strip()
    bracket = BRACKETED.fullmatch(inner)
    match = SOURCE.fullmatch(bracket["inside"].strip() if bracket else inner)
    if match is None:
        return None
    outlet = match["outlet"] or match["agency"] or match["own"]
    return Found(0, len(text), Byline(outlet.replace("《", "").replace("》", ""), ()))
