"""Print names in all the forms of `A/B`, run-in, on a line of their own or at the end; reads nothing.

Every form returns the text as printed together with the outlet and credits that a careful editor would note.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.stories import Credits, Story

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤易"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国志文秀海燕晓红春梅鹏飞宇轩浩然子涵梓欣怡雨泽佳琪思远"
    "嘉俊凯博雅婷倩颖琳璐瑶珊莹雪慧巧美凤洁翠萍蓉薇菁菲寒伊亚宜姬舒影荔枝亦舟一诺可歆书瑾怀安若溪清越砚秋"
)
ROLES_STAFF = ("记者",) * 8 + ("首席记者", "见习记者", "全媒体记者", "融媒体记者", "特约记者")
ROLES_HELP = ("通讯员",) * 7 + ("实习生", "特约通讯员")
POSITIONS = ("run-in", "own line", "closing", "closing line")


@dataclass(frozen=True)
class Byline:
    """A printed byline: `text` stands at `position`; `credits` and `outlet` are what it says."""

    position: str
    text: str
    outlet: str
    credits: Credits


def person(rng: Random) -> str:
    """One invented name of two or three characters."""
    surname = rng.choice(SURNAMES)
    given = "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))
    return surname + given


def people(rng: Random, story: Story) -> Credits:
    """The story's own credits, or invented ones of the same kind where that makes more variety."""
    if story.credits and rng.random() < 0.5:
        return story.credits
    staff = (rng.choice(ROLES_STAFF), distinct(rng, rng.choice((1, 1, 1, 2))))
    if rng.random() < 0.5:
        return (staff,)
    return (staff, (rng.choice(ROLES_HELP), distinct(rng, rng.choice((1, 1, 2, 3)))))


def distinct(rng: Random, count: int) -> tuple[str, ...]:
    """That many different names."""
    names: list[str] = []
    while len(names) < count:
        name = person(rng)
        if name not in names:
            names.append(name)
    return tuple(names)


@dataclass(frozen=True)
class Press:
    """How one newspaper prints names: separators, brackets' contents, and its calendar day."""

    between: str  # between two names of a role
    after_role: str  # between a role and its first name
    between_roles: str
    spread: bool  # a name of two characters has a space inside
    day: str


def press(rng: Random, names_glued: bool) -> Press:
    """One newspaper's habits."""
    between = "" if names_glued else rng.choice((" ", " ", "、", "　"))
    after = rng.choice(("/", " ", " ", "　", "")) if between not in ("", "、") else rng.choice((" ", ""))
    between_roles = rng.choice((" ", "　")) if between != "、" else rng.choice((" ", "　", "、"))
    spread = between in (" ", "　", "、") and rng.random() < 0.15
    if spread and between == " ":
        between = rng.choice(("、", "　"))
    return Press(between, after, between_roles, spread, f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日")


def print_name(name: str, habits: Press) -> str:
    """A name as printed: `左妍` may be spread to `左  妍`."""
    return f"{name[0]}  {name[1]}" if habits.spread and len(name) == 2 else name


def print_credits(credits: Credits, habits: Press) -> str:
    """`记者/李晓 通讯员/周敏 钟一鸣`, as this newspaper separates them."""
    return habits.between_roles.join(
        role + habits.after_role + habits.between.join(print_name(name, habits) for name in names)
        for role, names in credits
    )


def staff_only(credits: Credits) -> Credits:
    """The first credit, for forms that name only staff."""
    return credits[:1]


Form = Callable[[Random, Story, Credits, Press], tuple[str, str, Credits]]


def outlet_of(rng: Random, story: Story) -> str:
    """`本报`, the paper, or the paper with its app."""
    full = f"{story.paper}·{story.app}" if story.app else story.paper
    return rng.choice(("本报", "本报", story.paper, full))


def lead_bracket(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`本报讯（记者 A 通讯员 B）`"""
    outlet = outlet_of(rng, story)
    gap = rng.choice(("", "", " "))
    return f"{outlet}讯{gap}（{print_credits(credits, habits)}）{rng.choice(('', ' '))}", outlet, credits


def lead_place(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`本报青岛1月10日讯（记者 A）`"""
    word = rng.choice(("讯", "电"))
    return f"本报{story.place}{habits.day}{word}（{print_credits(credits, habits)}）", "本报", credits


def lead_wire(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`新华社长沙4月4日电（记者A、B）`"""
    names = credits[0][1]
    text = f"新华社{story.place}{habits.day}电（记者{'、'.join(names)}）"
    return text, "新华社", (("记者", names),)


def lead_agency(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`中新社长沙4月4日电 （A B）`: names without a role."""
    names, agency = credits[0][1], rng.choice(("中新社", "中新网"))
    role = rng.choice(("", "记者 "))
    return f"{agency}{story.place}{habits.day}电 （{role}{' '.join(names)}）", agency, (("记者", names),)


def lead_report(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`本报青岛1月10日电 记者A、通讯员B报道：`"""
    where = rng.choice((f"{story.place}{habits.day}", f"{story.place}{habits.day}", ""))
    word = "电" if where else "讯"
    text = "、".join(role + "、".join(names) for role, names in credits)
    return f"本报{where}{word}{rng.choice((' ', ''))}{text}报道：", "本报", credits


def own_plain(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`本报记者 A 通讯员 B`, perhaps with a square in front, perhaps reversed."""
    outlet = outlet_of(rng, story)
    mark = rng.choice(("", "", "□", "■", "●", "□ "))
    order = credits
    if len(credits) > 1 and rng.random() < 0.2:
        order = credits[::-1]
        text = print_credits(order[:1], habits) + habits.between_roles + outlet + print_credits(order[1:], habits)
        return mark + text, outlet, order
    if mark and rng.random() < 0.5:
        return mark + print_credits(credits, habits), "", credits
    return mark + outlet + print_credits(credits, habits), outlet, credits


def author(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`□江潮`, `■ 江潮`: the author of a comment, without a role."""
    name = credits[0][1][0]
    return rng.choice(("□", "■", "□ ", "● ")) + name, "", (("", (name,)),)


def lead_day(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`本报11月23日讯（记者 A）`"""
    outlet = rng.choice(("本报", story.paper))
    return f"{outlet}{habits.day}讯（{print_credits(credits, habits)}）", outlet, credits


def lead_nobody(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`本报讯`, and nobody is named."""
    return f"本报讯{rng.choice((' ', '　'))}", "本报", ()


def own_pictures(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`文/A 图/B`, `A 文/图`"""
    names = credits[0][1]
    other = credits[1][1][:1] if len(credits) > 1 else distinct(rng, 1)
    if rng.random() < 0.5 and other != names[:1]:
        return f"文/{names[0]} 图/{other[0]}", "", (("文", names[:1]), ("图", other))
    return f"本报记者 {names[0]} 文/图", "本报", (("记者", names[:1]),)


def end_bracket(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`（记者 A 通讯员 B）` glued to the last paragraph."""
    outlet = rng.choice(("", "", "本报"))
    return f"（{outlet}{print_credits(credits, habits)}）", outlet, credits


def end_names(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`本报记者 A 通讯员 B` after the last full stop."""
    return f"{rng.choice(('', ' '))}本报{print_credits(credits, habits)}", "本报", credits


def end_line(rng: Random, story: Story, credits: Credits, habits: Press) -> tuple[str, str, Credits]:
    """`本报记者 A 通讯员 B` on the last line, perhaps in brackets, perhaps with 摄."""
    outlet = outlet_of(rng, story)
    text = outlet + print_credits(credits, habits)
    if rng.random() < 0.3:
        return f"（{text}）", outlet, credits
    return text + rng.choice(("", " 摄", " 文/图", " 摄影报道")), outlet, credits


FORMS: dict[str, tuple[Form, ...]] = {
    "run-in": (lead_bracket, lead_bracket, lead_bracket, lead_place, lead_wire, lead_agency, lead_report, lead_day),
    "author": (author,),
    "nobody": (lead_nobody,),
    "own line": (own_plain, own_plain, own_plain, own_pictures),
    "closing": (end_bracket, end_bracket, end_names),
    "closing line": (end_line,),
}


def make_byline(rng: Random, story: Story, habits: Press, position: str, variety: bool) -> Byline:
    """A byline for a story at a position; without variety it is `本报讯（记者 A）`."""
    credits = people(rng, story) if variety else ((("记者", distinct(rng, 1))),)
    if not variety:
        return Byline("run-in", f"本报讯（记者 {credits[0][1][0]}）", "本报", credits)
    text, outlet, said = rng.choice(FORMS[position])(rng, story, credits, habits)
    return Byline("run-in" if position == "nobody" else position, text, outlet, said)
