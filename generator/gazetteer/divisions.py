"""The administrative divisions of China, as tables packed into the program; knows no text and no home city.

Codes have six digits (province, city, county), nine (township) or twelve (village). Townships go by the code of
the national statistics, which their villages share. How the tables are made: `scripts/build_gazetteer.py`.
"""

import functools
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.model import Level

DATA = Path(__file__).parents[1] / "data"  # a plain path: importlib.resources alone would take 6 of the 30 ms

# 芷江侗族自治县 -> 芷江侗族; 浦东新区 -> 浦东; 王家街道办事处 -> 王家
SUFFIX = re.compile(
    r"(?:(?<=..)[新林特]区|特别行政区|自治[区州县旗]|民族[乡镇]|地区|街道|苏木|[省市州盟区县旗镇乡])(?:办事处)?$"
)
# 芷江侗族 -> 芷江, 湘西土家族苗族 -> 湘西, 新疆维吾尔 -> 新疆
PEOPLE = re.compile(
    r"(?:壮|满|回|苗|维吾尔|土家|彝|蒙古|藏|布依|侗|瑶|朝鲜|白|哈尼|黎|哈萨克|傣|畲|傈僳|仡佬|东乡|拉祜|水|佤|纳西|羌|土|仫佬|锡伯|"
    r"柯尔克孜|达斡尔|景颇|毛南|撒拉|布朗|塔吉克|阿昌|普米|鄂温克|怒|京|德昂|保安|裕固|鄂伦春|独龙|各)族|(?<=..)(?:维吾尔|蒙古|哈萨克|柯尔克孜)$"
)
# the name in `\t001东华门街道`, `\t---伏波街道`
CELL_NAME = re.compile(r"\t...([^\t\n]+)")


# Cities that the dictionary calls everyday words and that are none.
PLAIN_CITIES = frozenset(
    ("保定", "信阳", "包头", "合肥", "商丘", "大连", "天水", "孝感", "宝鸡", "平凉", "开封", "河源", "海口", "焦作", "烟台", "百色", "自贡",
     "营口", "运城", "遵义", "酒泉", "银川", "恩施", "赤壁", "常熟", "登封", "敦煌", "奉化", "即墨", "遵化", "当阳", "大理")
)  # fmt: skip


COUNTY_CODE = 6  # digits; longer codes are those of towns and zones


class Division(Struct, frozen=True):
    """One row: code, full name (渌口区), ASCII slug (`lukou`)."""

    code: str
    name: str
    slug: str


class Place(Struct, frozen=True):
    """A place of the home city: `district` is the code of its district, `within` that of its county or township."""

    name: str
    level: Level
    code: str | None = None
    district: str | None = None
    within: str | None = None

    @property
    def is_town(self) -> bool:
        """Whether it is one of the towns and zones that a county, or a city without districts, has for districts."""
        return self.level == "district" and len(self.code or "") > COUNTY_CODE


def stem(name: str) -> str:
    """The name without what kind of place it is, if two characters remain.

    >>> stem("渌口区"), stem("攸县"), stem("芷江侗族自治县"), stem("浦东新区")
    ('渌口', '攸县', '芷江', '浦东')
    """
    bare = SUFFIX.sub("", name)
    if bare != name:
        bare = PEOPLE.sub("", bare) or bare
    return bare if len(bare) >= 2 else name


def suffix(name: str) -> str:
    """What `stem` takes off: 渌口区 -> 区, 攸县 -> an empty text."""
    return name[len(stem(name)) :]


def plain_county(name: str) -> str | None:
    """What papers call an autonomous county beside its name: 道真仡佬族苗族自治县 -> 道真县.

    >>> plain_county("道真仡佬族苗族自治县"), plain_county("攸县")
    ('道真县', None)
    """
    return stem(name) + name[-1] if name.endswith(("自治县", "自治旗")) else None


@functools.cache
def packed(name: str) -> str:
    """The text of one packed table; empty where there is none, as for the villages of most cities."""
    file = DATA / name
    return gzip.decompress(file.read_bytes()).decode("utf-8") if file.is_file() else ""


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of one packed table."""
    return (line.split("\t") for line in packed(name).splitlines())


@functools.cache
def divisions() -> dict[str, Division]:
    """Code -> province, city or county, in code order."""
    return {code: Division(code, name, slug) for code, name, slug in _rows("divisions.tsv.gz")}


def children(table: str, parent: str) -> Iterator[tuple[str | None, str]]:
    """Code and name of the townships of a county, or of the villages of a township."""
    text = packed(table)
    start = 0 if text.startswith(f"{parent}\t") else text.find(f"\n{parent}\t") + 1
    if start or text.startswith(f"{parent}\t"):
        for cell in text[start : text.index("\n", start)].split("\t")[1:]:
            yield (None if cell.startswith("---") else parent + cell[:3]), cell[3:]


def centroid(code: str) -> tuple[int, int] | None:
    """Where a city or county lies, in thousandths of a degree east and north; None for a new one, and for townships.

    >>> centroid("430211"), centroid("430203100")
    ((113082, 27827), None)
    """
    text = packed("centroids.tsv.gz")
    start = text.find(f"\n{code[:4]}\t")
    if len(code) != 6 or start < 0:
        return None
    cells = text[start + 5 : text.index("\n", start + 1)]
    at = cells.find(f"\t{code[4:]}")
    if at < 0:
        return None
    east, north = cells[at + 3 :].partition("\t")[0].split(",")
    return int(east), int(north)


@functools.cache
def former_counties() -> tuple[tuple[str, str, str], ...]:
    """Code of today, former name and year or day of the change (if known) of every county of other years."""
    return tuple((code, name, "".join(day)) for code, name, *day in _rows("former_counties.tsv.gz"))


@functools.cache
def national_names() -> frozenset[str]:
    """Every name of the tables with its suffix: what may stand in a text and is no misprint."""
    names = [division.name for division in divisions().values()]
    names += [name for _, name, _ in former_counties()]
    names += filter(None, map(plain_county, names))
    for table in ("townships.tsv.gz", "other_names.tsv.gz", "former_townships.tsv.gz"):
        names += CELL_NAME.findall(packed(table))
    return frozenset(names)


@functools.cache
def upper_names() -> dict[str, tuple[str, ...]]:
    """Name -> codes of the provinces, cities and counties that bear or bore it in full."""
    names: dict[str, tuple[str, ...]] = {}
    for division in divisions().values():
        for name in filter(None, (division.name, plain_county(division.name))):
            names[name] = (*names.get(name, ()), division.code)
    for code, name, _ in former_counties():
        names[name] = (*names.get(name, ()), code)
    return names


@functools.cache
def city_stems() -> dict[str, str]:
    """Name without suffix -> code of the provinces and cities that go by it: 深圳, 湖南, 浏阳; no common words."""
    stems: dict[str, str] = {}
    for division in sorted(divisions().values(), key=lambda item: (not item.code.endswith("00"), item.code)):
        short = stem(division.name)
        is_city = division.code.endswith("00") or division.name.endswith("市")
        if is_city and len(short) > 1 and short != division.name and (short in PLAIN_CITIES or not is_common(short)):
            stems.setdefault(short, division.code)
    return stems


@functools.cache
def all_stems() -> frozenset[str]:
    """The names without suffix of all provinces, cities and counties: 绍兴, 新平."""
    return frozenset(stem(name) for name in upper_names() if stem(name) != name)


@functools.cache
def common_words() -> dict[str, tuple[str, str]]:
    """First character -> what makes a two-character word of daily use with it, and what makes a name."""
    return {first: (rest[0], "".join(rest[1:])) for first, *rest in _rows("common_words.tsv.gz")}


def is_common(word: str) -> bool:
    """Whether a two-character word is of daily use: 建设, 高峰."""
    return len(word) == 2 and word[0] in common_words() and word[1] in common_words()[word[0]][0]


def is_word(word: str) -> bool:
    """Whether two characters are a word of daily use or a well-known name: 建设, 华沙."""
    return is_common(word) or (word[:1] in common_words() and word[1:] in common_words()[word[0]][1] and len(word) == 2)


@functools.cache
def readings() -> dict[str, str]:
    """Character -> sound, and name -> slug where it is read otherwise."""
    table: dict[str, str] = {}
    for sound, han in _rows("readings.tsv.gz"):
        if sound.startswith("="):
            table[han] = sound[1:]
        else:
            table.update(dict.fromkeys(han, sound))
    return table


def slug_of(name: str) -> str:
    """The ASCII slug of a township: 云田镇 -> yuntian."""
    table = readings()
    return table.get(name) or "".join(table.get(han, "") for han in stem(name))
